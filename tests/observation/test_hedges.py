"""Hedges: densities that integrate to one, order as their words do, and pull one way only."""

from __future__ import annotations

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jax.typing import ArrayLike
from scipy.integrate import quad
from scipy.stats import exponnorm, norm

from counterflow.observation.hedges import about, at_least, at_most, between

Density = Callable[[jax.Array], jax.Array]
"""Log density by gap: stated number (or middle of a range) minus the latent mean."""


def family(name: str, spread: ArrayLike, slack: ArrayLike) -> Density:
    s, k = jnp.asarray(spread), jnp.asarray(slack)
    return {
        "about": lambda gap: about(gap, s),
        "at_least": lambda gap: at_least(gap, s, k),
        "at_most": lambda gap: at_most(gap, s, k),
        # A range is stated by its middle; its width is given.
        "between": lambda gap: between(gap - k / 2, gap + k / 2, s),
    }[name]


FAMILIES = ("about", "at_least", "at_most", "between")
SPREADS = st.floats(-2.0, 0.5).map(lambda power: 10.0**power)
SLACKS = st.floats(-2.5, 0.7).map(lambda power: 10.0**power)


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize(("spread", "slack"), [(0.05, 0.2), (0.3, 0.02), (1.0, 3.0), (0.02, 0.02)])
def test_density_over_the_stated_number_integrates_to_one(
    name: str, spread: float, slack: float
) -> None:
    density = jax.jit(family(name, spread, slack))
    reach = 12 * spread + 40 * slack
    total, _ = quad(
        lambda gap: float(jnp.exp(density(jnp.asarray(gap)))),
        -reach,
        reach,
        points=[-slack, -spread, 0.0, spread, slack],
        limit=200,
    )
    assert total == pytest.approx(1.0, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(spread=SPREADS, slack=SLACKS)
def test_densities_are_the_textbook_ones(spread: float, slack: float) -> None:
    gaps = np.linspace(-6, 6, 41) * (spread + slack)
    found = {name: np.asarray(family(name, spread, slack)(jnp.asarray(gaps))) for name in FAMILIES}
    assert found["about"] == pytest.approx(norm.logpdf(gaps, scale=spread), rel=1e-8)
    shape = slack / spread
    if 0.01 < shape < 50:
        expected = exponnorm.logpdf(gaps, shape, scale=spread)
        seen = np.isfinite(expected) & (expected > -200)
        assert found["at_most"][seen] == pytest.approx(expected[seen], rel=1e-5, abs=1e-5)
        assert found["at_least"][::-1][seen] == pytest.approx(expected[seen], rel=1e-5, abs=1e-5)
    upper, lower = (gaps + slack / 2) / spread, (gaps - slack / 2) / spread
    mass = np.where(lower > 0, norm.sf(lower) - norm.sf(upper), norm.cdf(upper) - norm.cdf(lower))
    seen = mass > 1e-12
    expected = np.log(mass[seen] / slack)
    assert found["between"][seen] == pytest.approx(expected, rel=1e-5, abs=1e-5)


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(FAMILIES), spread=SPREADS, slack=SLACKS)
def test_log_concave_in_the_latent(name: str, spread: float, slack: float) -> None:
    mu = np.linspace(-20, 20, 801) * (spread + slack)
    log = np.asarray(family(name, spread, slack)(jnp.asarray(-mu)))
    bend = log[2:] - 2 * log[1:-1] + log[:-2]
    assert (bend <= 1e-9 * (1 + np.abs(log[1:-1]))).all()
    rising = np.diff(log) > 1e-9 * (1 + np.abs(log[1:]))
    assert not (np.diff(rising.astype(int)) > 0).any(), "rises again after it fell: two modes"


def mean_of_truth(density: Density) -> float:
    """Mean of the latent given a statement at zero, under a flat prior."""
    mu = np.linspace(-15, 15, 20_001)
    weight = np.exp(np.asarray(density(jnp.asarray(-mu))))
    return float((mu * weight).sum() / weight.sum())


def test_words_order_as_they_do_in_speech() -> None:
    more = mean_of_truth(family("at_least", 0.1, 0.2))
    some = mean_of_truth(family("about", 0.1, 0.2))
    fewer = mean_of_truth(family("at_most", 0.1, 0.2))
    assert more == pytest.approx(0.2, abs=1e-3)
    assert some == pytest.approx(0.0, abs=1e-9)
    assert fewer == pytest.approx(-0.2, abs=1e-3)
    assert mean_of_truth(family("between", 0.1, 0.5)) == pytest.approx(0.0, abs=1e-9)


def test_a_looser_bound_leaves_more_room_and_its_breach_costs_the_same_order() -> None:
    firm, loose = family("at_most", 0.1, 0.15), family("at_most", 0.1, 0.30)
    far_below = jnp.asarray(1.0)
    assert float(loose(far_below)) > float(firm(far_below))
    assert mean_of_truth(loose) < mean_of_truth(firm)


def test_a_bound_is_evidence_on_both_sides() -> None:
    bound = family("at_least", 0.1, 0.2)
    at = {gap: float(bound(jnp.asarray(gap))) for gap in (-3.0, -0.2, 0.3)}
    assert at[-0.2] > at[-3.0], "ten times more is not what `more than` suggests"
    assert at[-0.2] > at[0.3], "less contradicts it"


@pytest.mark.parametrize("name", FAMILIES)
def test_values_and_gradients_are_finite_at_extreme_gaps(name: str) -> None:
    of = jax.value_and_grad(lambda gap, s, k: family(name, s, k)(gap), argnums=(0, 1, 2))
    over_gaps = jax.jit(jax.vmap(of, in_axes=(0, None, None)))
    for spread in (0.02, 0.3, 3.0):
        for slack in (1e-6, 0.01, 0.2, 5.0):
            if name == "between" and slack < 0.01:
                continue  # no range is narrower than this on the log scale
            gaps = np.asarray([-(10.0**p) for p in range(3, -4, -1)] + [0.0]) * spread
            gaps = np.concatenate([gaps, -gaps[-2::-1]])
            value, gradients = over_gaps(jnp.asarray(gaps), spread, slack)
            assert np.isfinite(value).all()
            assert np.isfinite(gradients).all()
            slope = np.asarray(gradients[0])
            assert (np.diff(slope) <= 1e-6 * (1 + np.abs(slope[1:]))).all(), "log-concave"
            if name in ("about", "between"):
                assert slope[0] > 0 > slope[-1]
