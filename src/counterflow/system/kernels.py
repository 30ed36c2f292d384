"""The account's recursion over steps and its adjoint, in machine code.

As loops over small arrays the recursion takes a tenth of a millisecond; as a JAX scan, whose every
operation is a kernel of its own, several times as long. Arrays are named as in `recursion`.
"""

from __future__ import annotations

from functools import cache
from threading import Lock

import numba
import numpy as np
from numpy.typing import NDArray

from counterflow.system.native import (
    arguments,
    block,
    cube,
    members,
    only_asks_version,
    register,
    results,
    row,
    table,
)

Array = NDArray[np.float64]

HOME, ON, STAY = range(3)
"""Rows of `exits`."""

INTO_SECOND, INTO_THIRD, RISK = range(3)
"""Rows of `passing`."""

DEPARTURES, RETURNS, ONWARD, ONWARD_IN = range(4)
"""Rows of `flows`."""

_REORDERED = {"contract", "reassoc"}
"""Sums may be reordered, but infinities and not-a-numbers must survive: NUTS refuses by them."""


@numba.njit(fastmath=_REORDERED, error_model="numpy", no_cpython_wrapper=True)
def _forward(
    exits: Array,
    passing: Array,
    settings: Array,
    choice: Array,
    calendar: Array,
    by_phase: Array,
    flows: Array,
    by_step: Array,
    present: Array,
    arrived: Array,
    pulls: Array,
    pools: Array,
) -> None:
    steps, phases, places = exits.shape[1:]
    cohorts = present.shape[2]
    network, scale, repeat = settings[0], settings[1], settings[2]
    came_in = np.empty((cohorts, places))
    for g in range(cohorts):
        for d in range(places):
            for p in range(phases):
                present[0, p, g, d] = 0.0
            for row_of in range(len(arrived)):
                arrived[row_of, g, d] = 0.0
    at_home, returned = settings[3], 0.0
    for t in range(steps):
        cohort, month = int(calendar[t, 0]), int(calendar[t, 1])
        second, third = int(calendar[t, 2]), int(calendar[t, 3])
        pools[t, 0], pools[t, 1] = at_home, returned
        total = 0.0
        for d in range(places):
            stock = 0.0
            for p in range(phases):
                here = 0.0
                for g in range(cohorts):
                    here += present[t, p, g, d]
                by_phase[t, p, d] = here
                stock += here
            pulls[0, t, d] = np.log1p(stock / scale)
            pulls[1, t, d] = passing[RISK, t, d] * np.exp(network * pulls[0, t, d])
            total += pulls[1, t, d]
        first = -at_home * np.expm1(-total)
        again = -returned * np.expm1(-total * repeat)
        by_step[t, 0] = first
        at_home -= first
        returned -= again
        for d in range(places):
            flows[DEPARTURES, t, d] = pulls[1, t, d] * ((first + again) / total)
            flows[RETURNS, t, d] = 0.0
            flows[ONWARD, t, d] = 0.0
            flows[ONWARD_IN, t, d] = 0.0
        for g in range(cohorts):
            for d in range(places):
                came_in[g, d] = 0.0
            by_step[t, 1 + g] = 0.0
            for d in range(places):
                going_on, going_home = 0.0, 0.0
                for p in range(phases):
                    here = present[t, p, g, d]
                    going_on += here * exits[ON, t, p, d]
                    going_home += here * exits[HOME, t, p, d]
                flows[ONWARD, t, d] += going_on
                flows[RETURNS, t, d] += going_home
                by_step[t, 1 + g] += going_home
                for e in range(places):
                    came_in[g, e] += going_on * choice[d, e]
            returned += by_step[t, 1 + g]
            for d in range(places):
                flows[ONWARD_IN, t, d] += came_in[g, d]
                if g == cohort:
                    came_in[g, d] += flows[DEPARTURES, t, d]
                to_second = (
                    arrived[second, g, d] * passing[INTO_SECOND, t, d] if second >= 0 else 0.0
                )
                to_third = arrived[third, g, d] * passing[INTO_THIRD, t, d] if third >= 0 else 0.0
                present[t + 1, 0, g, d] = (
                    present[t, 0, g, d] * exits[STAY, t, 0, d] + came_in[g, d] - to_second
                )
                present[t + 1, 1, g, d] = (
                    present[t, 1, g, d] * exits[STAY, t, 1, d] + to_second - to_third
                )
                present[t + 1, 2, g, d] = present[t, 2, g, d] * exits[STAY, t, 2, d] + to_third
                arrived[t, g, d] = arrived[month, g, d]
                arrived[month, g, d] = arrived[t, g, d] * exits[STAY, t, 0, d] + came_in[g, d]
    for p in range(phases):
        for d in range(places):
            by_phase[steps, p, d] = 0.0
            for g in range(cohorts):
                by_phase[steps, p, d] += present[steps, p, g, d]


@numba.njit(fastmath=_REORDERED, error_model="numpy", no_cpython_wrapper=True)
def _reverse(
    exits: Array,
    passing: Array,
    settings: Array,
    choice: Array,
    calendar: Array,
    by_phase: Array,
    present: Array,
    arrived: Array,
    pulls: Array,
    pools: Array,
    given_by_phase: Array,
    given_flows: Array,
    given_by_step: Array,
    d_exits: Array,
    d_passing: Array,
    d_settings: Array,
    d_choice: Array,
) -> None:
    """`given_x` and `d_x` are derivatives of the objective by results and by arguments."""
    steps, phases, places = exits.shape[1:]
    cohorts = present.shape[2]
    network, scale, repeat = settings[0], settings[1], settings[2]
    d_departures, d_in = np.empty(places), np.empty(places)
    d_arrived = np.empty((len(arrived), cohorts, places))
    d_now = np.empty((phases, cohorts, places))
    for d in range(places):
        for g in range(cohorts):
            for p in range(phases):
                d_now[p, g, d] = given_by_phase[steps, p, d]
            for row_of in range(len(arrived)):
                d_arrived[row_of, g, d] = 0.0
        for e in range(places):
            d_choice[d, e] = 0.0
    d_at_home, d_returned = 0.0, 0.0
    d_network, d_scale, d_repeat = 0.0, 0.0, 0.0
    for t in range(steps - 1, -1, -1):
        cohort, month = int(calendar[t, 0]), int(calendar[t, 1])
        second, third = int(calendar[t, 2]), int(calendar[t, 3])
        total = 0.0
        for d in range(places):
            total += pulls[1, t, d]
            d_departures[d] = given_flows[DEPARTURES, t, d]
            d_passing[INTO_SECOND, t, d], d_passing[INTO_THIRD, t, d] = 0.0, 0.0
            for p in range(phases):
                d_exits[HOME, t, p, d], d_exits[ON, t, p, d], d_exits[STAY, t, p, d] = 0.0, 0.0, 0.0
        at_home, returned = pools[t, 0], pools[t, 1]
        alive, alive_again = np.exp(-total), np.exp(-total * repeat)
        leavers = -at_home * np.expm1(-total) - returned * np.expm1(-total * repeat)
        for g in range(cohorts):
            for d in range(places):
                d_newest = d_arrived[month, g, d]
                d_in[d] = d_now[0, g, d] + d_newest
                if g == cohort:
                    d_departures[d] += d_in[d]
                d_in[d] += given_flows[ONWARD_IN, t, d]
                d_exits[STAY, t, 0, d] += d_newest * arrived[t, g, d]
                d_arrived[month, g, d] = d_newest * exits[STAY, t, 0, d]
                if second >= 0:
                    crossing = d_now[1, g, d] - d_now[0, g, d]
                    d_passing[INTO_SECOND, t, d] += crossing * arrived[second, g, d]
                    d_arrived[second, g, d] += crossing * passing[INTO_SECOND, t, d]
                if third >= 0:
                    crossing = d_now[2, g, d] - d_now[1, g, d]
                    d_passing[INTO_THIRD, t, d] += crossing * arrived[third, g, d]
                    d_arrived[third, g, d] += crossing * passing[INTO_THIRD, t, d]
            for d in range(places):
                going_on = 0.0
                for p in range(phases):
                    going_on += present[t, p, g, d] * exits[ON, t, p, d]
                d_going_on = given_flows[ONWARD, t, d]
                for e in range(places):
                    d_going_on += choice[d, e] * d_in[e]
                    d_choice[d, e] += going_on * d_in[e]
                d_going_home = d_returned + given_flows[RETURNS, t, d] + given_by_step[t, 1 + g]
                for p in range(phases):
                    here, after = present[t, p, g, d], d_now[p, g, d]
                    d_exits[HOME, t, p, d] += here * d_going_home
                    d_exits[ON, t, p, d] += here * d_going_on
                    d_exits[STAY, t, p, d] += here * after
                    d_now[p, g, d] = (
                        given_by_phase[t, p, d]
                        + after * exits[STAY, t, p, d]
                        + d_going_home * exits[HOME, t, p, d]
                        + d_going_on * exits[ON, t, p, d]
                    )
        d_leavers = 0.0
        for d in range(places):
            d_leavers += d_departures[d] * pulls[1, t, d] / total
        d_first = d_leavers + given_by_step[t, 0] - d_at_home
        d_again = d_leavers - d_returned
        d_total = d_first * at_home * alive + d_again * returned * alive_again * repeat
        d_repeat += d_again * returned * total * alive_again
        for d in range(places):
            pulled = pulls[1, t, d]
            d_pulled = (d_departures[d] - d_leavers) * (leavers / total) + d_total
            stock = by_phase[t, 0, d] + by_phase[t, 1, d] + by_phase[t, 2, d]
            slope = d_pulled * pulled * network / (scale + stock)
            d_passing[RISK, t, d] = d_pulled * pulled / passing[RISK, t, d]
            d_network += d_pulled * pulled * pulls[0, t, d]
            d_scale -= slope * stock / scale
            for p in range(phases):
                for g in range(cohorts):
                    d_now[p, g, d] += slope
        d_at_home += d_first * (1.0 - alive)
        d_returned += d_again * (1.0 - alive_again)
    d_settings[0], d_settings[1], d_settings[2], d_settings[3] = (
        d_network,
        d_scale,
        d_repeat,
        d_at_home,
    )


def _forward_handler(frame: int) -> int:
    if only_asks_version(frame):
        return 0
    given, made = arguments(frame), results(frame)
    for m in range(members(given, 4)):
        _forward(
            block(given, 0, m),
            cube(given, 1, m),
            row(given, 2, m),
            table(given, 3, m),
            table(given, 4, m),
            cube(made, 0, m),
            cube(made, 1, m),
            table(made, 2, m),
            block(made, 3, m),
            cube(made, 4, m),
            cube(made, 5, m),
            table(made, 6, m),
        )
    return 0


def _reverse_handler(frame: int) -> int:
    if only_asks_version(frame):
        return 0
    given, made = arguments(frame), results(frame)
    for m in range(members(given, 4)):
        _reverse(
            block(given, 0, m),
            cube(given, 1, m),
            row(given, 2, m),
            table(given, 3, m),
            table(given, 4, m),
            cube(given, 5, m),
            block(given, 6, m),
            cube(given, 7, m),
            cube(given, 8, m),
            table(given, 9, m),
            cube(given, 10, m),
            cube(given, 11, m),
            table(given, 12, m),
            block(made, 0, m),
            cube(made, 1, m),
            row(made, 2, m),
            table(made, 3, m),
        )
    return 0


_REGISTERING = Lock()


@cache
def _registered() -> tuple[str, str]:
    names = ("counterflow_account_forward", "counterflow_account_reverse")
    for name, handler in zip(names, (_forward_handler, _reverse_handler), strict=True):
        register(name, handler)
    return names


def registered() -> tuple[str, str]:
    """Names of the forward pass and of its adjoint, known to JAX from the first call on.

    Examples
    --------
    >>> len(registered())
    2
    """
    with _REGISTERING:
        return _registered()
