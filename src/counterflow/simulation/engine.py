"""The stochastic engine: whole people in cells, one member of the ensemble at a time.

People of one profile in one place with one duration of stay are exchangeable, so one draw for the
cell has exactly the law of one draw for each person, at a cost that does not grow with their
number. All hazards of a step act on the counts at its start.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.compiled import compiled
from counterflow.simulation.ensemble import Ensemble
from counterflow.simulation.limits import let_through, turn_away
from counterflow.simulation.parameters import (
    DURATIONS,
    PHASE_MONTHS,
    Limits,
    Profiles,
    SimulationParameters,
    State,
)
from counterflow.simulation.quantiles import binomial
from counterflow.simulation.splitting import (
    fill_others,
    fill_tree,
    send,
    split,
    split_elsewhere,
)
from counterflow.simulation.streams import AGAIN, DEPART, FIRST, HOME, LEAVE, keyed, uniform
from counterflow.system.timegrid import TimeGrid

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

MOST_PEOPLE = 3_000_000_000
"""Largest population: products of two counts must stay below 2**63."""

_ROWS_AT_ONCE = 16
"""Members that a thread takes at a time."""

_PHASES = len(PHASE_MONTHS)
_PHASE_EDGES = (*PHASE_MONTHS, DURATIONS)


def simulate(
    parameters: SimulationParameters,
    grid: TimeGrid,
    population: int,
    *,
    members: int | Sequence[int] = 1,
    seed: int = 0,
    profiles: Profiles | None = None,
    limits: Limits | None = None,
    start: State | None = None,
    threads: int | None = None,
) -> Ensemble:
    """Run members of an ensemble forward.

    A member's numbers depend on the seed, its own number and its draw alone, not on the other
    members or on threads; scenarios run with the same seed share their random numbers.

    Parameters
    ----------
    parameters
        S draws; member m is driven by draw m modulo S.
    grid
        Steps of the simulation, T.
    population
        Persons at risk at the start.
    members
        How many members, or their numbers.
    seed
        Of the random numbers.
    profiles
        Groups of people; by default everyone is alike.
    limits
        Capacities and queues; by default none.
    start
        State at the first edge, by member; by default everyone is at home.
    threads
        Threads to use; by default one for each core the process may use.

    Returns
    -------
    Ensemble
        Whole persons by member, step and place.

    Raises
    ------
    ValueError
        If arrays do not fit together, or there are no members, or too many people.

    Examples
    --------
    >>> from datetime import date
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 12, 31))
    >>> steady = SimulationParameters.steady(grid.steps, places=2, leaving=0.01)
    >>> ensemble = simulate(steady, grid, 1000, members=3, seed=1)
    >>> ensemble.stock.shape
    (3, 13, 2)
    """
    numbers = np.arange(members) if isinstance(members, int) else np.asarray(members)
    _check(numbers, population, grid, parameters)
    places = parameters.places
    profiles = profiles or Profiles.one(places)
    profiles.check(places)
    limits = limits or Limits.none(grid.steps, places)
    limits.check(grid.steps, places)
    count = len(numbers)
    if start is None:
        state = State.everyone_at_home(population, count, profiles)
    else:
        state = State(*(part.copy() for part in start))
        _check_start(state, population, count, profiles)
    ensemble = Ensemble.empty(count, grid.steps, places, len(profiles.share), state)
    most = parameters.onward_attraction.max(axis=2, keepdims=True)
    risk = parameters.risk(grid.lengths)
    reach = np.exp(parameters.onward_attraction - np.where(np.isfinite(most), most, 0.0))

    def run(rows: Counts) -> None:
        _run(
            rows,
            numbers,
            seed,
            np.asarray(grid.edges),
            grid.lengths,
            grid.ends_month,
            risk,
            parameters.repeat_ratio,
            parameters.network,
            parameters.network_scale,
            parameters.return_hazard,
            parameters.onward_hazard,
            reach,
            profiles,
            limits,
            ensemble,
        )

    parts = np.array_split(np.arange(count), -(-count // _ROWS_AT_ONCE))
    with ThreadPoolExecutor(threads or len(os.sched_getaffinity(0))) as pool:
        list(pool.map(run, parts))
    return ensemble


def _check(
    numbers: Counts, population: int, grid: TimeGrid, parameters: SimulationParameters
) -> None:
    if len(numbers) == 0:
        raise ValueError("there are no members; ask for one or more")
    if not np.issubdtype(numbers.dtype, np.integer) or numbers.min() < 0:
        raise ValueError("members should be whole numbers from 0")
    if not 0 <= population <= MOST_PEOPLE:
        raise ValueError(f"population is {population}; it should be from 0 to {MOST_PEOPLE}")
    parameters.check()
    if parameters.draws == 0:
        raise ValueError("there are no draws; give one or more")
    if parameters.steps != grid.steps:
        raise ValueError(f"parameters have {parameters.steps} steps, the grid {grid.steps}")


def _check_start(state: State, population: int, members: int, profiles: Profiles) -> None:
    wanted = State.everyone_at_home(0, members, profiles)
    for name, part, like in zip(State._fields, state, wanted, strict=True):
        if part.shape != like.shape or part.dtype != np.int64 or (part < 0).any():
            raise ValueError(f"{name} of the start should be {like.shape} whole counts, int64")
    if (state.people != population).any():
        raise ValueError(f"the start does not hold {population} people in every member")


@compiled
def _run(
    rows: Counts,
    numbers: Counts,
    seed: int,
    days: Counts,
    lengths: Floats,
    ends_month: NDArray[np.bool_],
    risk: Floats,
    repeat_ratio: Floats,
    network: Floats,
    network_scale: Floats,
    return_hazard: Floats,
    onward_hazard: Floats,
    reach: Floats,
    profiles: Profiles,
    limits: Limits,
    out: Ensemble,
) -> None:
    draws = len(network)
    for i in rows:
        row = numbers[i] % draws
        _member(
            i,
            keyed(keyed(np.uint64(0), seed), numbers[i]),
            days,
            lengths,
            ends_month,
            risk[row],
            repeat_ratio[row],
            network[row],
            network_scale[row],
            return_hazard[row],
            onward_hazard[row],
            reach[row],
            profiles,
            limits,
            out,
        )


@compiled
def _member(
    i: int,
    key: np.uint64,
    days: Counts,
    lengths: Floats,
    ends_month: NDArray[np.bool_],
    risk: Floats,
    repeat_ratio: float,
    network: float,
    network_scale: float,
    return_hazard: Floats,
    onward_hazard: Floats,
    reach: Floats,
    profiles: Profiles,
    limits: Limits,
    out: Ensemble,
) -> None:
    """Run one member through all steps, writing to row i of the output."""
    steps, places = risk.shape
    groups = len(profiles.share)
    levels = 0
    while (1 << levels) < places:
        levels += 1
    tree = np.empty(2 << levels)
    onward_tree = np.empty(2 << levels)
    others = np.empty((places, levels + 1))
    people = np.zeros(2 << levels, dtype=np.int64)
    leaving = np.empty(places, dtype=np.int64)
    # Arrivals by group: onward movers of each profile, then departures of each.
    arriving = np.empty((2 * groups, places), dtype=np.int64)
    weights = np.empty((2 * groups, places))
    held = np.empty(places, dtype=np.int64)
    at_home, returned = out.final.at_home[i], out.final.returned[i]
    waiting, present = out.final.waiting[i], out.final.present[i]
    width = 1 << levels
    for t in range(steps):
        today = keyed(key, days[t])
        _record(i, t, out, held)
        fill_tree(reach[t], onward_tree)
        fill_others(onward_tree, others)
        for place in range(places):
            pull = risk[t, place] * math.exp(network * math.log1p(held[place] / network_scale))
            for f in range(groups):
                weights[f, place] = reach[t, place]
                weights[groups + f, place] = pull * profiles.leaving[f, place]
        for f in range(groups):
            total = fill_tree(weights[groups + f], tree)
            first = binomial(at_home[f], -math.expm1(-total), uniform(today, f, 0, 0, FIRST))
            again = binomial(
                returned[f], -math.expm1(-total * repeat_ratio), uniform(today, f, 0, 0, AGAIN)
            )
            send(first + again, people)
            split(tree, people, today, f, 0, DEPART)
            for place in range(places):
                arriving[groups + f, place] = people[width + place]
            at_home[f] -= first
            returned[f] -= again
            out.first_departures[i, t] += first
            returned[f] += _exits(
                present[f],
                return_hazard[t],
                onward_hazard[t],
                profiles.home[f],
                profiles.onward[f],
                lengths[t],
                today,
                f,
                leaving,
                out.returns[i, t],
                out.onward[i, t],
            )
            split_elsewhere(onward_tree, others, leaving, people, today, f)
            for place in range(places):
                arriving[f, place] = people[width + place]
        let_through(arriving[groups:], waiting, limits.service[t], lengths[t], today)
        for place in range(places):
            held[place] -= out.returns[i, t, place] + out.onward[i, t, place]
        turn_away(arriving, weights, held, limits.capacity[t], tree, people, today)
        for f in range(groups):
            for place in range(places):
                onward_in, departed = arriving[f, place], arriving[groups + f, place]
                present[f, place, 0] += onward_in + departed
                out.onward_in[i, t, place] += onward_in
                out.departures[i, t, place] += departed
                out.departures_by_profile[i, t, f] += departed
        if ends_month[t]:
            _grow_older(present)
    _record(i, steps, out, held)


@compiled
def _record(i: int, edge: int, out: Ensemble, stock: Counts) -> None:
    """Write the state at an edge, and sum the stock of each place."""
    present = out.final.present[i]
    for place in range(len(stock)):
        stock[place] = 0
    for f in range(present.shape[0]):
        for place in range(present.shape[1]):
            for phase in range(_PHASES):
                count = 0
                for duration in range(_PHASE_EDGES[phase], _PHASE_EDGES[phase + 1]):
                    count += present[f, place, duration]
                out.stock_by_phase[i, edge, phase, place] += count
                out.stock_by_profile[i, edge, f] += count
                stock[place] += count
            out.waiting[i, edge, place] += out.final.waiting[i, f, place]
        out.at_home[i, edge] += out.final.at_home[i, f]
        out.returned[i, edge] += out.final.returned[i, f]


@compiled
def _exits(
    present: Counts,
    home_hazard: Floats,
    onward_hazard: Floats,
    home_multiple: float,
    onward_multiple: float,
    length: float,
    key: np.uint64,
    profile: int,
    leaving: Counts,
    returns: Counts,
    onward: Counts,
) -> int:
    """Draw who goes home and who moves on from each place; the sum of those who go home.

    The two exits compete: a cell's leavers are drawn first, then how many of a phase's leavers go
    home, which is the same for all its durations.

    Parameters
    ----------
    present : (D, DURATIONS)
        Reduced by those who leave.
    home_hazard, onward_hazard : (P, D)
        Monthly hazards.
    home_multiple, onward_multiple
        What the profile makes of them.
    length
        Of the step, in months.
    key, profile
        Address of the draws.
    leaving : (D,)
        Filled with those who move on.
    returns, onward : (D,)
        Those who go home and move on are added.
    """
    came_home = 0
    for place in range(present.shape[0]):
        leaving[place] = 0
        for phase in range(_PHASES):
            home = home_hazard[phase, place] * home_multiple
            hazard = home + onward_hazard[phase, place] * onward_multiple
            chance = -math.expm1(-hazard * length)
            gone = _leavers(present[place], chance, key, profile, place, phase)
            if gone > 0:
                back = binomial(gone, home / hazard, uniform(key, profile, place, phase, HOME))
                returns[place] += back
                came_home += back
                leaving[place] += gone - back
        onward[place] += leaving[place]
    return came_home


@compiled
def _leavers(
    stay: Counts, chance: float, key: np.uint64, profile: int, place: int, phase: int
) -> int:
    """Draw who leaves each duration of a phase with the same chance; their sum."""
    gone = 0
    for duration in range(_PHASE_EDGES[phase], _PHASE_EDGES[phase + 1]):
        count = stay[duration]
        if count > 0:
            out = binomial(count, chance, uniform(key, profile, place, duration, LEAVE))
            stay[duration] -= out
            gone += out
    return gone


@compiled
def _grow_older(present: Counts) -> None:
    """A month of stay more for everyone; the last cell keeps those it has."""
    for f in range(present.shape[0]):
        for place in range(present.shape[1]):
            stay = present[f, place]
            stay[DURATIONS - 1] += stay[DURATIONS - 2]
            for duration in range(DURATIONS - 2, 0, -1):
                stay[duration] = stay[duration - 1]
            stay[0] = 0
