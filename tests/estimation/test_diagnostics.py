"""Diagnostics name what is wrong and are silent where nothing is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from scipy import stats

from counterflow.estimation.diagnostics import Convergence, diagnose

SHAPE = (4, 500)
CALM = np.zeros(SHAPE, bool)


def noise(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=SHAPE)


def judged(draws: np.ndarray, **others: np.ndarray) -> Convergence:
    return diagnose({"x": draws, **others}, CALM, noise(9))


def sluggish(correlation: float, length: int = 500) -> np.ndarray:
    steps = np.random.default_rng(3).normal(size=(4, length))
    found = np.zeros_like(steps)
    for t in range(1, length):
        found[:, t] = correlation * found[:, t - 1] + steps[:, t]
    return found


def test_independent_draws_pass() -> None:
    found = judged(noise())
    assert found.failures == ()
    assert found.converged
    assert found.max_rhat == pytest.approx(1.0, abs=0.005)
    assert found.min_ess_bulk == pytest.approx(2000, rel=0.15)


def test_a_chain_elsewhere_is_seen() -> None:
    apart = noise()
    apart[0] += 1.0
    found = judged(apart)
    assert found.max_rhat > 1.05
    assert any("R-hat" in words for words in found.failures)
    assert not found.converged


def test_a_drift_within_chains_is_seen() -> None:
    assert judged(noise() + np.linspace(0, 2, SHAPE[1])).max_rhat > 1.05


def test_chains_of_another_width_are_seen_in_the_tails() -> None:
    wide = noise()
    wide[0] *= 5.0
    assert judged(wide).max_rhat > 1.03


def test_ranks_are_compared_so_that_a_monotone_change_of_scale_says_the_same() -> None:
    draws = sluggish(0.5)
    plain, bent = judged(draws), judged(np.exp(4 * draws))
    assert bent.min_ess_bulk == pytest.approx(plain.min_ess_bulk)
    assert bent.min_ess_tail == pytest.approx(plain.min_ess_tail)
    assert bent.max_rhat == pytest.approx(plain.max_rhat, abs=0.003)


def test_moments_need_not_exist() -> None:
    found = judged(stats.cauchy.rvs(size=SHAPE, random_state=1))
    assert found.converged


def test_correlated_draws_count_as_the_fewer_they_are_worth() -> None:
    # An autoregression of order one is worth (1 - r) / (1 + r) of its draws.
    found = judged(sluggish(0.8, 4000)[:, -500:], y=sluggish(0.6)).ess_bulk
    assert found["x"] == pytest.approx(2000 / 9, rel=0.4)
    assert found["y"] == pytest.approx(2000 / 4, rel=0.4)


def test_the_worst_quantity_decides() -> None:
    found = judged(noise(1), slow=sluggish(0.9))
    assert found.min_ess_bulk == found.ess_bulk["slow"] < 400
    assert found.max_rhat == max(found.rhat.values())
    assert any("bulk ESS" in words for words in found.failures)


def test_one_divergence_is_too_many() -> None:
    diverging = CALM.copy()
    diverging[2, 7] = True
    found = diagnose({"x": noise()}, diverging, noise(9))
    assert found.divergences == 1
    assert found.failures == ("1 divergent trajectories",)


def test_energy_that_hardly_moves_is_seen() -> None:
    found = diagnose({"x": noise()}, CALM, sluggish(0.95))
    assert found.bfmi < 0.3
    assert any("E-BFMI" in words for words in found.failures)
    # Independent energies differ by twice their variance from draw to draw.
    assert diagnose({"x": noise()}, CALM, noise(4)).bfmi == pytest.approx(2.0, abs=0.2)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"rhat": {"x": float("nan")}}, "R-hat"),
        ({"ess_bulk": {"x": float("nan")}}, "bulk ESS"),
        ({"ess_tail": {"x": 399.0}}, "tail ESS"),
        ({"bfmi": float("nan")}, "E-BFMI"),
    ],
)
def test_what_cannot_be_computed_does_not_pass(changed: Mapping[str, object], words: str) -> None:
    good = Convergence({"x": 1.0}, {"x": 900.0}, {"x": 900.0}, 0, 1.0)
    assert good.converged
    (failure,) = good._replace(**changed).failures
    assert words in failure


def test_all_failures_are_listed() -> None:
    bad = Convergence({"x": 1.5}, {"x": 10.0}, {"x": 9.0}, 3, 0.1)
    assert len(bad.failures) == 5
