"""Counts from uniforms: exact inverses, monotone, the same at any size of population."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from counterflow.simulation.quantiles import binomial, normal, poisson
from counterflow.simulation.splitting import (
    depth_of,
    fill_others,
    fill_tree,
    send,
    split,
    split_elsewhere,
)
from counterflow.simulation.streams import LEAVE, keyed, uniform

UNIFORMS = np.random.default_rng(1).uniform(size=4000)
INSIDE = st.floats(1e-9, 1 - 1e-9)


def test_normal_quantiles_are_exact() -> None:
    tails = 10.0 ** -np.linspace(0.4, 16, 200)
    levels = np.concatenate([UNIFORMS, tails])
    assert np.allclose([normal(u) for u in levels], stats.norm.ppf(levels), rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("n", [1, 2, 9, 40, 250, 10**4, 10**6, 10**8, 10**9])
@pytest.mark.parametrize("p", [1e-7, 1e-3, 0.04, 0.3, 0.5, 0.8, 0.9999])
def test_binomial_counts_are_the_inverse_of_the_distribution(n: int, p: float) -> None:
    found = np.array([binomial(n, p, u) for u in UNIFORMS])
    assert (found == stats.binom.ppf(UNIFORMS, n, p)).all()


@pytest.mark.parametrize(("n", "p"), [(50, 0.2), (10**5, 0.01), (10**8, 0.3)])
def test_far_tails_are_exact(n: int, p: float) -> None:
    tails = 10.0 ** -np.linspace(3, 12, 60)
    found = [binomial(n, p, u) for u in tails]
    assert found == stats.binom.ppf(tails, n, p).tolist()
    above = [binomial(n, p, 1 - u) for u in tails[:20]]
    assert above == stats.binom.ppf(1 - tails[:20], n, p).tolist()


@settings(max_examples=400, deadline=None)
@given(n=st.integers(0, 10**9), p=st.floats(0, 1), step=st.floats(0, 0.1), u=INSIDE, v=INSIDE)
def test_counts_rise_with_probability_uniform_and_trials(
    n: int, p: float, step: float, u: float, v: float
) -> None:
    count = binomial(n, p, u)
    assert 0 <= count <= n
    assert binomial(n, min(p + step, 1.0), u) >= count
    assert binomial(n, min(p + 1e-12, 1.0), u) >= count
    assert binomial(n + 1, p, u) >= count
    assert binomial(n, p, max(u, v)) >= binomial(n, p, min(u, v))


def test_nobody_and_everybody() -> None:
    assert binomial(0, 0.5, 0.9) == binomial(10, 0.0, 0.9) == binomial(-3, 0.5, 0.9) == 0
    assert binomial(10, 1.0, 0.1) == binomial(10, 1.5, 0.1) == 10


@pytest.mark.parametrize("mean", [0.2, 3.0, 70.0, 1e5, 1e9])
def test_poisson_counts_are_the_inverse_of_the_distribution(mean: float) -> None:
    levels = UNIFORMS[:1000]
    found = [poisson(mean, u) for u in levels]
    assert found == stats.poisson.ppf(levels, mean).tolist()


def key_of(*branches: int) -> np.uint64:
    """A key; what comes back from machine code is a plain int."""
    key = np.uint64(0)
    for branch in branches:
        key = np.uint64(keyed(key, branch))
    return key


def test_addresses_give_independent_even_numbers() -> None:
    table = np.array(
        [
            [uniform(key_of(3, 5, day), profile, place, 2, LEAVE) for place in range(40)]
            for day in range(25)
            for profile in range(4)
        ]
    )
    assert len(np.unique(table)) == table.size
    assert table.min() > 0
    assert table.max() < 1
    assert stats.kstest(table.ravel(), "uniform").pvalue > 0.01
    off_diagonal = np.corrcoef(table)[np.triu_indices(len(table), 1)]
    assert np.abs(off_diagonal).max() < 0.75
    assert abs(off_diagonal.mean()) < 0.01


def split_once(weights: np.ndarray, count: int, member: int) -> np.ndarray:
    width = 2 ** depth_of(len(weights))
    tree, people = np.empty(2 * width), np.empty(2 * width, dtype=np.int64)
    fill_tree(weights, tree)
    send(count, people)
    split(tree, people, key_of(1, member), 0, 0, LEAVE)
    return people[width : width + len(weights)]


def test_a_split_is_a_multinomial_draw() -> None:
    weights, count, members = np.array([5.0, 0.0, 1.0, 3.0, 1.0]), 20, 4000
    share = weights / weights.sum()
    found = np.array([split_once(weights, count, m) for m in range(members)])
    assert (found.sum(1) == count).all()
    assert (found[:, 1] == 0).all()
    want = count * (np.diag(share) - np.outer(share, share))
    assert np.abs(found.mean(0) - count * share).max() < 4 * np.sqrt(5 / members)
    assert np.abs(np.cov(found.T) - want).max() < 0.5
    draws = np.bincount(found[:, 0], minlength=count + 1)
    chance = stats.binom.pmf(np.arange(count + 1), count, 0.5) * members
    common = chance > 5
    assert (
        stats.chisquare(
            [*draws[common], draws[~common].sum()], [*chance[common], chance[~common].sum()]
        ).pvalue
        > 0.001
    )


def test_those_who_move_on_choose_as_if_each_drew_alone() -> None:
    """Against one multinomial for each place of origin, which the pooled draws replace."""
    weights, members = np.array([4.0, 1.0, 2.0, 0.5, 0.0, 1.0]), 6000
    leaving = np.array([12, 3, 0, 7, 5, 1])
    depth = depth_of(6)
    tree, others = np.empty(2 << depth), np.empty((6, depth + 1))
    fill_tree(weights, tree)
    fill_others(tree, others)
    found = np.empty((members, 6), dtype=np.int64)
    for member in range(members):
        people = np.empty(2 << depth, dtype=np.int64)
        split_elsewhere(tree, others, leaving.copy(), people, key_of(2, member), 0)
        found[member] = people[1 << depth :][:6]
    assert (found.sum(1) == leaving.sum()).all()
    mean, covariance = np.zeros(6), np.zeros((6, 6))
    for place, count in enumerate(leaving):
        share = np.where(np.arange(6) == place, 0.0, weights)
        share = share / share.sum()
        mean += count * share
        covariance += count * (np.diag(share) - np.outer(share, share))
    error = np.sqrt(np.diag(covariance) / members) + 1e-12
    assert (np.abs(found.mean(0) - mean) / error).max() < 4
    assert np.abs(np.cov(found.T) - covariance).max() < 0.4
    assert found[:, 4].sum() == 0


def test_a_place_of_hardly_any_weight_keeps_its_part_beside_a_heavy_one() -> None:
    weights = np.array([1.0, 1e-30, 3e-30])
    depth = depth_of(3)
    tree, others = np.empty(2 << depth), np.empty((3, depth + 1))
    fill_tree(weights, tree)
    fill_others(tree, others)
    people = np.empty(2 << depth, dtype=np.int64)
    split_elsewhere(tree, others, np.array([10**6, 0, 0]), people, np.uint64(3), 0)
    assert people[4] == 0
    assert people[5] / 10**6 == pytest.approx(0.25, abs=0.005)
