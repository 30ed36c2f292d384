"""What policies do to hazards, and what that does to people."""

from __future__ import annotations

from datetime import date

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toys import GRID, PLACES, rough

from counterflow.simulation import operators
from counterflow.simulation.engine import simulate
from counterflow.simulation.ensemble import Ensemble
from counterflow.simulation.parameters import SimulationParameters
from counterflow.system.departures import surge_profile
from counterflow.terms import Period

WINDOW = Period(date(2022, 9, 16), date(2023, 2, 28))
WHEN = GRID.overlap(WINDOW)
BEFORE = int(np.flatnonzero(WHEN > 0)[0])


def run(parameters: SimulationParameters) -> Ensemble:
    return simulate(parameters, GRID, 10**6, members=10, seed=1)


@pytest.fixture(scope="module")
def base() -> SimulationParameters:
    return rough(1, draws=2)


def untouched(parameters: SimulationParameters, changed: SimulationParameters) -> None:
    """Nothing moved before the window, and the given arrays are as they were."""
    before, after = run(parameters), run(changed)
    assert (before.stock[:, : BEFORE + 1] == after.stock[:, : BEFORE + 1]).all()
    assert (before.stock[:, -1] != after.stock[:, -1]).any()


def test_a_closed_place_gets_nobody_and_others_are_not_emptied(base: SimulationParameters) -> None:
    closed = operators.attract(base, WHEN, [0, 3], 0.0)
    untouched(base, closed)
    found, free = run(closed), run(base)
    assert found.arrivals[:, WHEN == 1][:, :, [0, 3]].sum() == 0
    assert found.arrivals[:, :, 1].sum() > 0
    assert found.departures.sum() < free.departures.sum()
    half = run(operators.attract(base, WHEN, [0], 0.5)).departures[:, WHEN == 1, 0].sum()
    assert 0.3 < half / free.departures[:, WHEN == 1, 0].sum() < 0.6


def test_a_step_half_covered_is_half_changed(base: SimulationParameters) -> None:
    assert 0 < WHEN[BEFORE] < 1
    changed = operators.exit(base, WHEN, [1], home=3.0)
    ratio = changed.return_hazard[:, BEFORE, :, 1] / base.return_hazard[:, BEFORE, :, 1]
    assert np.allclose(ratio, 1 + 2 * WHEN[BEFORE])
    assert (changed.return_hazard[..., 0] == base.return_hazard[..., 0]).all()
    assert (changed.onward_hazard == base.onward_hazard).all()


def test_an_amnesty_brings_people_home(base: SimulationParameters) -> None:
    amnesty = operators.exit(base, WHEN, range(PLACES), home=2.0)
    untouched(base, amnesty)
    assert run(amnesty).returns.sum() > run(base).returns.sum()


def test_fewer_leave_when_what_drove_them_ends(base: SimulationParameters) -> None:
    peace = operators.leave(base, WHEN, 0.1)
    untouched(base, peace)
    inside = np.flatnonzero(WHEN == 1)
    ratio = run(peace).departures[:, inside].sum() / run(base).departures[:, inside].sum()
    # More than a tenth, because those whom the base sends off at once are still there to leave.
    assert 0.1 < ratio < 0.25


def test_refused_renewals_push_out_those_past_three_months(base: SimulationParameters) -> None:
    strict = operators.refuse_renewals(base, WHEN, [2], 0.6, 6.0)
    untouched(base, strict)
    added = strict.return_hazard + strict.onward_hazard - base.return_hazard - base.onward_hazard
    inside = np.flatnonzero(WHEN == 1)
    assert np.allclose(added[:, inside, 1:, 2], -np.log(1 - 0.6 / 6))
    assert np.allclose(added[:, :, 0], 0)
    assert np.allclose(added[:, :, :, [0, 1, 3, 4]], 0)
    ratio = base.return_hazard / (base.return_hazard + base.onward_hazard)
    after = strict.return_hazard / (strict.return_hazard + strict.onward_hazard)
    assert np.allclose(ratio, after)
    none = operators.refuse_renewals(base, WHEN, [2], 0.0, 6.0)
    assert np.allclose(none.return_hazard, base.return_hazard)


@pytest.mark.parametrize(("months", "phase"), [(3, 1), (12, 2)])
def test_a_limit_of_stays_empties_the_phases_beyond(
    base: SimulationParameters, months: int, phase: int
) -> None:
    always = np.ones(GRID.steps)
    limited = run(operators.limit_stays(base, always, [0], months, 0.9))
    free = run(base)
    beyond = limited.stock_by_phase[:, -1, phase:, 0].sum()
    assert beyond < 0.35 * free.stock_by_phase[:, -1, phase:, 0].sum()
    with pytest.raises(ValueError, match="not to 5"):
        operators.limit_stays(base, always, [0], 5, 0.9)


def test_exits_of_zero_go_home_when_pushed_out() -> None:
    still = SimulationParameters.steady(2, 1, home=0.0, onward=0.0)
    pushed = operators.refuse_renewals(still, np.ones(2), [0], 0.5, 12.0)
    assert pushed.onward_hazard.max() == 0
    assert pushed.return_hazard[0, 0, 1, 0] > 0


@settings(deadline=None)
@given(at_once=st.floats(0, 1), fast=st.floats(0.05, 5), slow=st.floats(0.05, 5))
def test_a_surge_fades_as_in_the_system(at_once: float, fast: float, slow: float) -> None:
    months = np.linspace(0, 30, 40)
    ours = operators.surge_profile(months, at_once, fast, slow)
    theirs = surge_profile(
        jnp.asarray(months)[:, None], *(jnp.asarray([x]) for x in (at_once, fast, slow))
    )
    assert np.allclose(ours, np.asarray(theirs)[:, 0], atol=1e-9)


def test_a_surge_of_a_share_makes_that_share_leave() -> None:
    quiet = rough(2)._replace(network=np.zeros(1))
    quiet = quiet._replace(
        base_hazard=0 * quiet.base_hazard,
        surge_hazard=0 * quiet.surge_hazard,
        attraction=np.repeat(quiet.attraction[:, :1], GRID.steps, axis=1),
    )
    day = date(2022, 3, 1)
    mass = operators.mass_of(quiet, GRID.step_of(day), 0.2)
    pushed = operators.surge(quiet, GRID, day, mass)
    assert pushed.surge_hazard.shape[2] == quiet.surge_hazard.shape[2] + 1
    left = run(pushed).first_departures.sum(1)
    assert left.mean() / 10**6 == pytest.approx(0.2, abs=0.005)
    at = GRID.step_of(day)
    assert run(pushed).departures[:, :at].sum() == 0


def test_without_network_the_stock_draws_nobody(base: SimulationParameters) -> None:
    alone = operators.without_network(base)
    found, linked = run(alone), run(base)
    assert found.departures.sum() < linked.departures.sum()
    assert (found.departures[:, 0] == linked.departures[:, 0]).all()
