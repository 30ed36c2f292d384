"""Places that are full and ways that are slow: who waits, and who must choose again."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.compiled import compiled
from counterflow.simulation.quantiles import poisson
from counterflow.simulation.splitting import fill_tree, send, split
from counterflow.simulation.streams import SERVED, TURNED, uniform

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@compiled
def allot(wanted: Counts, room: int) -> None:
    """Cut groups down to the room there is, in proportion, to whole people.

    Parameters
    ----------
    wanted : (R,)
        People of each group; cut in place.
    room
        How many find room; below the sum of `wanted`.

    Examples
    --------
    >>> groups = np.array([6, 3, 1])
    >>> allot(groups, 5)
    >>> groups.tolist()
    [3, 1, 1]
    """
    total, seen, given = 0, 0, 0
    for row in range(len(wanted)):
        total += wanted[row]
    for row in range(len(wanted)):
        seen += wanted[row]
        upto = room * seen // total
        wanted[row] = upto - given
        given = upto


@compiled
def let_through(
    departing: Counts, waiting: Counts, service: Floats, length: float, key: np.uint64
) -> None:
    """Put those who depart in line and let through as many as the way can serve.

    Parameters
    ----------
    departing, waiting : (F, D)
        Replaced by those who get through and those who wait.
    service : (D,)
        People let through in a month, on average; the count is a Poisson one.
    length
        Of the step, in months.
    key
        Of the member and day.

    Examples
    --------
    >>> departing, waiting = np.array([[10]]), np.array([[0]])
    >>> let_through(departing, waiting, service=np.array([3.0]), length=1.0, key=np.uint64(7))
    >>> departing.tolist(), waiting.tolist()
    ([[2]], [[8]])
    """
    for place in range(departing.shape[1]):
        total = 0
        for f in range(departing.shape[0]):
            departing[f, place] += waiting[f, place]
            waiting[f, place] = 0
            total += departing[f, place]
        if total == 0 or math.isinf(service[place]):
            continue
        served = poisson(service[place] * length, uniform(key, 0, place, 0, SERVED))
        if served < total:
            for f in range(departing.shape[0]):
                waiting[f, place] = departing[f, place]
            allot(departing[:, place], served)
            for f in range(departing.shape[0]):
                waiting[f, place] -= departing[f, place]


@compiled
def turn_away(
    arriving: Counts,
    weights: Floats,
    held: Counts,
    capacity: Floats,
    tree: Floats,
    people: Counts,
    key: np.uint64,
) -> None:
    """Let those who find a place full choose again among the places with room.

    Room is shared among groups in proportion. In each round at least one place fills up, so there
    are at most as many rounds as places.

    Parameters
    ----------
    arriving : (R, D)
        Arrivals by group; those turned away are moved to another column.
    weights : (R, D)
        How each group chooses; groups whose open places have no weight choose evenly among those
        without a limit.
    held : (D,)
        Leavers in each place who stay.
    capacity : (D,)
        Most leavers that each place can hold.
    tree, people : (2 W,)
        Work space.
    key
        Of the member and day.

    Examples
    --------
    >>> arriving, room = np.array([[10, 0]]), np.array([4.0, np.inf])
    >>> held, tree, people = np.zeros(2, int), np.zeros(4), np.zeros(4, int)
    >>> turn_away(arriving, np.ones((1, 2)), held, room, tree, people, np.uint64(7))
    >>> arriving.tolist()
    [[4, 6]]
    """
    groups, places = arriving.shape
    width = len(tree) // 2
    turned = np.zeros(groups, dtype=np.int64)
    room_left = np.empty(places, dtype=np.bool_)
    draw = np.empty(places)
    for round in range(places):
        anyone = False
        for place in range(places):
            room_left[place] = True
            if math.isinf(capacity[place]):
                continue
            room = max(int(capacity[place]) - held[place], 0)
            total = 0
            for group in range(groups):
                total += arriving[group, place]
            if total >= room:
                room_left[place] = False
            if total > room:
                anyone = True
                for group in range(groups):
                    turned[group] += arriving[group, place]
                allot(arriving[:, place], room)
                for group in range(groups):
                    turned[group] -= arriving[group, place]
        if not anyone:
            return
        for group in range(groups):
            if turned[group] == 0:
                continue
            for place in range(places):
                draw[place] = weights[group, place] if room_left[place] else 0.0
            if not fill_tree(draw, tree) > 0.0:
                for place in range(places):
                    draw[place] = 1.0 if math.isinf(capacity[place]) else 0.0
                fill_tree(draw, tree)
            send(turned[group], people)
            turned[group] = 0
            split(tree, people, key, group, round, TURNED)
            for place in range(places):
                arriving[group, place] += people[width + place]
