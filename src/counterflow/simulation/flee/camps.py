"""Which camp people reach: distance from where they flee, room, and those already there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.flee.inputs import CampCase
from counterflow.simulation.flee.routes import distances
from counterflow.simulation.flee.score import relative_difference
from counterflow.simulation.parameters import Limits, Profiles, SimulationParameters, State
from counterflow.system.timegrid import TimeGrid

Floats = NDArray[np.float64]

_REACHES = (25.0, 50.0, 100.0, 200.0, 400.0, 800.0, 1600.0)
_NETWORKS = (0.0, 0.25, 0.5, 0.75, 1.0)


class Rule(NamedTuple):
    """How people choose among camps.

    Attributes
    ----------
    reach
        Kilometres that make a camp 2.7 times less likely.
    network
        Elasticity to the people already there; 1 keeps shares as they are.

    Examples
    --------
    >>> rule = Rule(reach=100.0, network=0.5)
    >>> round(float(np.exp(-150.0 / rule.reach)), 2)
    0.22
    """

    reach: float
    network: float


class Journey(NamedTuple):
    """What decides where people go, computed once for a case of N days and C camps.

    Attributes
    ----------
    km : (N, L, C)
        Distances of the day.
    fleeing : (N, L)
        People in conflict by place, as weights.
    room : (C,)
        Capacities; infinite where hidden.

    Examples
    --------
    >>> km = np.array([[[50.0, 150.0]]])
    >>> journey = Journey(km, fleeing=np.array([[1000.0]]), room=np.array([np.inf, 500.0]))
    >>> journey.km.argmin(axis=2).tolist()
    [[0]]
    """

    km: Floats
    fleeing: Floats
    room: Floats


def prepare(case: CampCase, *, hide_capacity: bool = False) -> Journey:
    """Distances, weights and capacities of a case.

    Parameters
    ----------
    case
        As `read_flee` returns it.
    hide_capacity
        Take camps as without limit: in public instances most capacities are copied from the very
        series that a run is scored on.

    Examples
    --------
    >>> from datetime import date
    >>> from counterflow.simulation.flee.inputs import Location, Route
    >>> town, camp = Location("Town", "A", "town", 900), Location("Camp", "A", "camp", 0)
    >>> ways = Route((0, 1), 50.0), Route((0, 2), 150.0)
    >>> conflict, people = np.eye(3)[[0] * 3], np.array([[5.0, 5.0], [80.0, 20.0], [150.0, 50.0]])
    >>> where, total = (town, camp, camp), people.sum(1)
    >>> case = CampCase(date(2012, 1, 1), where, ways, (), conflict, people, total, (1, 2), ())
    >>> journey = prepare(case)
    >>> journey.km[0, 0].tolist(), journey.fleeing[0].tolist(), journey.room.tolist()
    ([50.0, 150.0], [900.0, 0.0, 0.0], [inf, inf])
    """
    inhabitants = np.array([0 if place.is_camp else place.people for place in case.locations])
    fleeing = case.conflict * np.maximum(inhabitants, 1)
    room = np.full(len(case.camps), np.inf) if hide_capacity else case.capacity
    return Journey(distances(case), fleeing, room)


def appeal(journey: Journey, rule: Rule) -> Floats:
    """Share of a day's people who would choose each camp if all were empty, (N, C).

    A day on which no way is open takes the shares of the day before; before the first such day
    camps are alike.

    Examples
    --------
    >>> km = np.array([[[50.0, 150.0]]])
    >>> journey = Journey(km, fleeing=np.array([[1000.0]]), room=np.full(2, np.inf))
    >>> appeal(journey, Rule(reach=100.0, network=0.0)).round(2).tolist()
    [[0.73, 0.27]]
    """
    days, _, camps = journey.km.shape
    found = np.empty((days, camps))
    last = np.full(camps, 1.0 / camps)
    for day in range(days):
        nearest = journey.km[day].min(axis=1, keepdims=True)
        open_ways = np.isfinite(nearest[:, 0])
        if (journey.fleeing[day] * open_ways).sum() > 0:
            beyond = journey.km[day][open_ways] - nearest[open_ways]
            pull = np.exp(-beyond / rule.reach)
            by_place = pull / pull.sum(axis=1, keepdims=True)
            weights = journey.fleeing[day][open_ways]
            last = weights @ by_place / weights.sum()
        found[day] = last
    return found


def predict(case: CampCase, journey: Journey, rule: Rule, first: int = 0) -> Floats:
    """People in each camp, given the total of every day and the camps of day `first`.

    Parameters
    ----------
    case, journey, rule
        See their classes.
    first
        Last day whose camps are known.

    Returns
    -------
    (N - first, C) array
        From day `first` on; newcomers choose, and when the total falls every camp shrinks alike.

    Examples
    --------
    >>> from datetime import date
    >>> from counterflow.simulation.flee.inputs import Location, Route
    >>> town, camp = Location("Town", "A", "town", 900), Location("Camp", "A", "camp", 0)
    >>> ways = Route((0, 1), 50.0), Route((0, 2), 150.0)
    >>> conflict, people = np.eye(3)[[0] * 3], np.array([[5.0, 5.0], [80.0, 20.0], [150.0, 50.0]])
    >>> where, total = (town, camp, camp), people.sum(1)
    >>> case = CampCase(date(2012, 1, 1), where, ways, (), conflict, people, total, (1, 2), ())
    >>> predict(case, prepare(case), Rule(reach=100.0, network=0.0)).round().tolist()
    [[5.0, 5.0], [71.0, 29.0], [144.0, 56.0]]
    """
    shares = appeal(journey, rule)
    stock = case.registered[first].astype(float)
    found = [stock]
    for day in range(first + 1, case.days):
        before, now = case.total[day - 1], case.total[day]
        if now >= before:
            pull = shares[day] * (1.0 + stock / _scale(case)) ** rule.network
            stock = _filled(stock, now - before, pull, journey.room)
        else:
            stock = stock * (now / before)
        found.append(stock)
    return np.stack(found)


def _scale(case: CampCase) -> float:
    """Stock at which those already there matter: a ten-thousandth of all registered."""
    return max(1e-4 * float(case.total.max()), 1.0)


def _filled(stock: Floats, people: float, pull: Floats, room: Floats) -> Floats:
    """Add people by pull; those who find a camp full choose among the others."""
    stock = stock.copy()
    for _ in range(len(stock)):
        free = np.where(stock < room, pull, 0.0)
        if not free.sum() > 0:
            # Every camp is full: people stay where they would have gone.
            return np.asarray(stock + people * pull / pull.sum())
        wanted = stock + people * free / free.sum()
        stock = np.minimum(wanted, np.maximum(room, stock))
        people = float((wanted - stock).sum())
        if people <= 1e-9:
            break
    return np.asarray(stock)


def fit(case: CampCase, journey: Journey, last: int) -> Rule:
    """The rule with the least averaged relative difference up to a day, from a grid of rules.

    Parameters
    ----------
    case, journey
        See their classes.
    last
        Last day whose camps may be learnt from.

    Examples
    --------
    >>> from datetime import date
    >>> from counterflow.simulation.flee.inputs import Location, Route
    >>> town, camp = Location("Town", "A", "town", 900), Location("Camp", "A", "camp", 0)
    >>> ways = Route((0, 1), 50.0), Route((0, 2), 150.0)
    >>> conflict, people = np.eye(3)[[0] * 3], np.array([[5.0, 5.0], [80.0, 20.0], [150.0, 50.0]])
    >>> where, total = (town, camp, camp), people.sum(1)
    >>> case = CampCase(date(2012, 1, 1), where, ways, (), conflict, people, total, (1, 2), ())
    >>> fit(case, prepare(case), last=1)
    Rule(reach=50.0, network=0.5)
    """
    known = slice(0, last + 1)
    past = replace(
        case,
        conflict=case.conflict[known],
        registered=case.registered[known],
        total=case.total[known],
    )
    way = journey._replace(km=journey.km[known], fleeing=journey.fleeing[known])
    rules = [Rule(*pair) for pair in product(_REACHES, _NETWORKS)]
    return min(
        rules,
        key=lambda rule: relative_difference(predict(past, way, rule), past.registered),
    )


class DailyRun(NamedTuple):
    """A case for the stochastic engine: arguments of `simulate`, one step a day from day 0 on.

    Examples
    --------
    >>> from datetime import date
    >>> from counterflow.simulation.flee.inputs import Location, Route
    >>> town, camp = Location("Town", "A", "town", 900), Location("Camp", "A", "camp", 0)
    >>> ways = Route((0, 1), 50.0), Route((0, 2), 150.0)
    >>> conflict, people = np.eye(3)[[0] * 3], np.array([[5.0, 5.0], [80.0, 20.0], [150.0, 50.0]])
    >>> where, total = (town, camp, camp), people.sum(1)
    >>> case = CampCase(date(2012, 1, 1), where, ways, (), conflict, people, total, (1, 2), ())
    >>> from counterflow.simulation.engine import simulate
    >>> run = as_simulation(case, prepare(case), Rule(reach=100.0, network=0.0))
    >>> simulate(**run._asdict(), members=1, seed=1).stock[0].sum(axis=1).tolist()
    [10, 98, 200]
    """

    parameters: SimulationParameters
    grid: TimeGrid
    population: int
    limits: Limits
    start: State


def as_simulation(case: CampCase, journey: Journey, rule: Rule) -> DailyRun:
    """The same case in whole people, for one member.

    Those still to come start at home; a day's hazard is that of its newcomers among them, and
    falls of the total are returns. Capacities are left out where every camp has one: the engine
    needs a place with room.

    Examples
    --------
    >>> from datetime import date
    >>> from counterflow.simulation.flee.inputs import Location, Route
    >>> town, camp = Location("Town", "A", "town", 900), Location("Camp", "A", "camp", 0)
    >>> ways = Route((0, 1), 50.0), Route((0, 2), 150.0)
    >>> conflict, people = np.eye(3)[[0] * 3], np.array([[5.0, 5.0], [80.0, 20.0], [150.0, 50.0]])
    >>> where, total = (town, camp, camp), people.sum(1)
    >>> case = CampCase(date(2012, 1, 1), where, ways, (), conflict, people, total, (1, 2), ())
    >>> run = as_simulation(case, prepare(case), Rule(reach=100.0, network=0.0))
    >>> run.grid.steps, run.population, run.start.present[0, 0, :, 0].tolist()
    (2, 201, [5, 5])
    """
    steps, camps = case.days - 1, len(case.camps)
    edges = [(case.start + timedelta(days=day)).toordinal() for day in range(case.days)]
    grid = TimeGrid(tuple(edges))
    rises = np.maximum(np.diff(case.total), 0.0)
    # One person more than will come keeps the last day's hazard finite.
    at_home = int(np.ceil(rises.sum())) + 1
    leaving = -np.log1p(-rises / (at_home - np.append(0.0, np.cumsum(rises)[:-1])))
    kept = np.divide(case.total[1:], case.total[:-1], out=np.ones(steps), where=case.total[:-1] > 0)
    home = -np.log(np.clip(kept, 1e-12, 1.0)) / grid.lengths
    with np.errstate(divide="ignore"):
        attraction = np.log(appeal(journey, rule)[1:])
    # The engine's total follows the pull; the day's newcomers are given, so it is divided out.
    stock = predict(case, journey, rule)[:-1]
    pull = np.exp(attraction) * (1.0 + stock / _scale(case)) ** rule.network
    steady = SimulationParameters.steady(steps, camps, onward=0.0)
    parameters = steady._replace(
        base_hazard=(leaving / grid.lengths / pull.sum(axis=1))[None],
        repeat_ratio=np.zeros(1),
        attraction=attraction[None],
        network=np.array([rule.network]),
        network_scale=np.array([_scale(case)]),
        return_hazard=np.broadcast_to(home[None, :, None, None], steady.return_hazard.shape).copy(),
    )
    limits = Limits.none(steps, camps)
    if np.isinf(journey.room).any():
        limits.capacity[:] = np.floor(journey.room)
    start = State.everyone_at_home(at_home, 1, Profiles.one(camps))
    start.present[0, 0, :, 0] = np.round(case.registered[0])
    return DailyRun(parameters, grid, int(start.people[0]), limits, start)
