"""Full places and slow ways: nobody is lost, nobody is where there is no room."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from toys import GRID, PLACES, rough

from counterflow.simulation.engine import simulate
from counterflow.simulation.limits import allot
from counterflow.simulation.parameters import Limits


@settings(deadline=None)
@given(
    wanted=st.lists(st.integers(0, 10**6), min_size=1, max_size=6).filter(any), part=st.floats(0, 1)
)
def test_room_is_shared_in_proportion_to_the_person(wanted: list[int], part: float) -> None:
    room = int(part * sum(wanted))
    given_out = np.array(wanted)
    allot(given_out, room)
    assert given_out.sum() == room
    assert (given_out >= 0).all()
    assert (given_out <= wanted).all()
    assert np.abs(given_out - part * np.array(wanted)).max() <= 2


def test_a_full_place_holds_no_more_and_the_others_take_the_rest() -> None:
    parameters = rough(1)
    free = simulate(parameters, GRID, 10**6, members=20)
    limits = Limits.none(GRID.steps, PLACES)
    limits.capacity[:, 0] = 2000
    limits.capacity[5:, 1] = 4000
    found = simulate(parameters, GRID, 10**6, members=20, limits=limits)
    assert (free.stock[:, -1, 0] > 2000).all()
    assert (found.stock[:, :, 0] <= 2000).all()
    assert (found.stock[:, -1, 0] == 2000).mean() > 0.5
    # A place above its new capacity shrinks and takes nobody.
    over = found.stock[:, 5:-1, 1] >= 4000
    assert (found.arrivals[:, 5:, 1][over] <= (found.returns + found.onward)[:, 5:, 1][over]).all()
    assert (found.stock[:, -1, 2:].sum(1) > free.stock[:, -1, 2:].sum(1)).all()
    left = [e.departures.sum((1, 2)).mean() for e in (found, free)]
    assert 0.7 < left[0] / left[1] < 1.3


def test_those_with_no_open_place_of_weight_go_where_there_is_no_limit() -> None:
    parameters = rough(2)
    attraction = parameters.attraction.copy()
    attraction[:, :, 1:] = -np.inf
    limits = Limits.none(GRID.steps, PLACES)
    limits.capacity[:, 0] = 10
    limits.capacity[:, 1] = 0
    parameters = parameters._replace(attraction=attraction, onward_attraction=attraction)
    found = simulate(parameters, GRID, 10**4, members=5, limits=limits)
    assert (found.stock[:, :, 0] <= 10).all()
    assert (found.stock[:, :, 1] == 0).all()
    assert (found.stock[:, -1, 2:].sum(1) > 0).all()


def test_a_queue_lets_through_what_it_can_serve_and_empties_when_the_way_is_free() -> None:
    parameters = rough(3)
    free = simulate(parameters, GRID, 10**6, members=50)
    limits = Limits.none(GRID.steps, PLACES)
    limits.service[2:8, 0] = 100.0
    found = simulate(parameters, GRID, 10**6, members=50, limits=limits)
    served = found.departures[:, 2:8, 0]
    mean = 100.0 * GRID.lengths[2:8]
    assert (found.waiting[:, 5, 0] > 0).all()
    # Always someone waits here, so that the count let through is a Poisson one.
    assert (np.abs(served.mean(0) - mean) < 5 * np.sqrt(mean / 50)).all()
    assert 0.7 < (served.var(0, ddof=1) / mean).mean() < 1.3
    assert (found.waiting[:, 9:] == 0).all()
    assert (found.departures[:, 8, 0] > free.departures[:, 8, 0]).all()
    assert (found.waiting[:, :, 1:] == 0).all()


def test_no_service_holds_everyone_back() -> None:
    limits = Limits.none(GRID.steps, PLACES)
    limits.service[:] = 0.0
    found = simulate(rough(4), GRID, 10**5, members=3, limits=limits)
    assert found.departures.sum() == 0
    assert (found.waiting[:, -1].sum(1) == found.first_departures.sum(1)).all()
