"""One member of an ensemble: whole people in cells, step by step.

People of one profile in one place with one duration of stay are exchangeable, so one draw for the
cell has exactly the law of one draw for each person, at a cost that does not grow with their
number. All hazards of a step act on the counts at its start.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.compiled import compiled
from counterflow.simulation.ensemble import Ensemble
from counterflow.simulation.limits import let_through, turn_away
from counterflow.simulation.parameters import DURATIONS, PHASE_MONTHS, Limits, Profiles
from counterflow.simulation.quantiles import binomial
from counterflow.simulation.splitting import (
    fill_others,
    fill_tree,
    send,
    split,
    split_elsewhere,
)
from counterflow.simulation.streams import AGAIN, DEPART, FIRST, HOME, LEAVE, keyed, uniform

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_PHASES = len(PHASE_MONTHS)
_PHASE_EDGES = (*PHASE_MONTHS, DURATIONS)


@compiled
def run_members(
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
    """Run some members through all steps, without the interpreter's lock.

    Parameters
    ----------
    rows
        Which rows of `numbers` and of the output.
    numbers : (S,)
        Number of each member; member m is driven by draw m modulo the number of draws.
    seed
        Of the random numbers.
    days, lengths, ends_month
        Edges, lengths in months and month ends of the grid.
    risk : (draws, T, D)
        Expected departures per person at risk before the network.
    repeat_ratio, network, network_scale, return_hazard, onward_hazard
        As in `SimulationParameters`.
    reach : (draws, T, D)
        Attraction to onward movers.
    profiles, limits
        See their classes.
    out
        Filled; its `final` is the start at first.

    Examples
    --------
    >>> run_members(rows, numbers, 1, *calendar, *drivers, profiles, limits, out)  # doctest: +SKIP
    >>> out.stock[:, -1].sum(axis=1)  # doctest: +SKIP
    """
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
