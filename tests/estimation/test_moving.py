"""Draws that are moved end where the posterior is, and say when they do not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterflow.estimation.engine import prepare
from counterflow.estimation.moving import DRAWS_A_CHAIN, flatten, move, still_to_go
from counterflow.estimation.sampling import Sampler, Target
from counterflow.estimation.scaling import Scaling
from counterflow.estimation.settings import SamplerSettings

SIZE = 3


@pytest.fixture(scope="module")
def sampler() -> Sampler:
    """Of independent normals around a mean that is data."""

    def log_density(z: Any, mean: Any) -> Any:
        return -0.5 * ((z - mean) ** 2).sum()

    target = Target(log_density, SIZE, np.zeros(0, np.int64), np.zeros(SIZE))
    return Sampler(target, SamplerSettings(seed=3, trajectory=1.6), prepare())


def moved_to(sampler: Sampler, mean: float, step: float = 0.4) -> Any:
    z = np.random.default_rng(5).normal(size=(4, 250, SIZE))
    scaling = Scaling(np.zeros(SIZE), np.eye(SIZE), step)
    log_weight = -0.5 * (np.square(z - mean) - np.square(z)).sum(axis=2)

    def figures(at: Any) -> Any:
        return np.column_stack([at, -0.5 * np.square(at - mean).sum(axis=1)])

    there = sampler.given(np.full(SIZE, mean))
    return move(there, scaling, 75, z, log_weight, figures, 160.0, 1)


@pytest.mark.parametrize("mean", [0.0, 0.5, 1.5])
def test_draws_end_where_the_posterior_is(sampler: Sampler, mean: float) -> None:
    found = moved_to(sampler, mean)
    assert found.settled
    assert found.ess >= 160.0
    z = found.draws.z
    assert z.shape == (4, DRAWS_A_CHAIN, SIZE)
    np.testing.assert_allclose(z.mean(axis=(0, 1)), mean, atol=4.0 / np.sqrt(200))
    np.testing.assert_allclose(z.std(axis=(0, 1)), 1.0, atol=0.25)
    np.testing.assert_allclose(found.draws.energy, 0.5 * np.square(z - mean).sum(axis=2), atol=1e-9)


def test_draws_that_hardly_move_have_not_settled(sampler: Sampler) -> None:
    found = moved_to(sampler, mean=8.0, step=1e-3)
    assert not found.settled


@given(st.lists(st.floats(-50.0, 50.0), min_size=100, max_size=100))
def test_flattened_weights_leave_enough(log_weight: list[float]) -> None:
    found = flatten(np.asarray(log_weight), least=40.0)
    assert found.ess >= 40.0 - 1e-6
    assert found.weight.sum() == pytest.approx(1.0)


def test_a_drift_that_is_no_chance_is_told() -> None:
    rng = np.random.default_rng(2)
    before = rng.normal(size=(200, 1))
    drifting = 0.9 * before + 0.3 + 0.4 * rng.normal(size=(200, 1))
    assert still_to_go(before, drifting, np.array([0.9]))[0] > 1.0
