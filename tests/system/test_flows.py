"""When people leave and where they go."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import expon, gamma

from counterflow.system.departures import surge_profile
from counterflow.system.destinations import onward_choice

POSITIVE = st.floats(0.05, 10.0)


@settings(deadline=None)
@given(at_once=st.floats(0, 1), fast=POSITIVE, slow=POSITIVE)
def test_a_surge_is_a_mixture_of_two_delays(at_once: float, fast: float, slow: float) -> None:
    months = np.linspace(0, 60, 40)
    left = surge_profile(
        jnp.asarray(months)[:, None], *(jnp.asarray([x]) for x in (at_once, fast, slow))
    )[:, 0]
    expected = at_once * expon.cdf(months, scale=fast)
    expected = expected + (1 - at_once) * gamma.cdf(months, 2, scale=slow)
    assert np.asarray(left) == pytest.approx(expected, abs=1e-9)
    assert (np.diff(left) >= -1e-12).all()


@pytest.mark.parametrize("places", [2, 3, 7])
def test_onward_movers_never_stay_where_they_are(places: int) -> None:
    attraction = np.random.default_rng(places).normal(0, 50, places)
    choice = np.asarray(onward_choice(jnp.asarray(attraction)))
    assert choice.sum(1) == pytest.approx(np.ones(places))
    assert (np.diag(choice) == 0).all()


def test_onward_movers_choose_in_proportion_to_attraction() -> None:
    choice = np.asarray(onward_choice(jnp.log(jnp.array([1.0, 2.0, 6.0]))))
    assert choice[0] == pytest.approx([0, 0.25, 0.75])


def test_with_one_place_onward_movers_stay_in_it() -> None:
    assert onward_choice(jnp.array([3.0])).tolist() == [[1.0]]
