"""The stochastic engine: members of an ensemble, run forward in whole people."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.ensemble import Ensemble
from counterflow.simulation.member import run_members
from counterflow.simulation.parameters import Limits, Profiles, SimulationParameters, State
from counterflow.system.timegrid import TimeGrid

Counts = NDArray[np.int64]

MOST_PEOPLE = 3_000_000_000
"""Largest population: products of two counts must stay below 2**63."""

_ROWS_AT_ONCE = 16
"""Members that a thread takes at a time."""


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
        Threads to use; by default one for each core.

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
        run_members(
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
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
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
