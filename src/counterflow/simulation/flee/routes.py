"""How far every camp is from every place, day by day, over the ways that are open."""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.flee.inputs import CampCase, Closure, Route

Floats = NDArray[np.float64]


def distances(case: CampCase) -> Floats:
    """Kilometres from each location to each camp over open routes, infinite where there is none.

    Returns
    -------
    (N, L, C) array
        One table a day; days with the same closures share their numbers.

    Examples
    --------
    >>> from datetime import date
    >>> from counterflow.simulation.flee.inputs import Location
    >>> town, camp = Location("Town", "A", "town", 900), Location("Camp", "A", "camp", 0)
    >>> ways = Route((0, 1), 50.0), Route((0, 2), 150.0)
    >>> conflict, people = np.eye(3)[[0] * 3], np.array([[5.0, 5.0], [80.0, 20.0], [150.0, 50.0]])
    >>> where, total = (town, camp, camp), people.sum(1)
    >>> case = CampCase(date(2012, 1, 1), where, ways, (), conflict, people, total, (1, 2), ())
    >>> distances(case)[0].tolist()
    [[50.0, 150.0], [0.0, 200.0], [200.0, 0.0]]
    """
    found = np.empty((case.days, len(case.locations), len(case.camps)))
    known: dict[tuple[Closure, ...], Floats] = {}
    for day in range(case.days):
        shut = tuple(c for c in case.closures if c.first <= day < c.stop)
        if shut not in known:
            known[shut] = _table(case, shut)
        found[day] = known[shut]
    return found


def _table(case: CampCase, shut: tuple[Closure, ...]) -> Floats:
    ways: list[list[tuple[int, float]]] = [[] for _ in case.locations]
    for route in case.routes:
        if not any(_blocks(closure, route, case) for closure in shut):
            one, other = route.ends
            ways[one].append((other, route.km))
            ways[other].append((one, route.km))
    return np.stack([_from(camp, ways) for camp in case.camps], axis=1)


def _blocks(closure: Closure, route: Route, case: CampCase) -> bool:
    ends = [case.locations[end] for end in route.ends]
    names = {end.name for end in ends}
    if closure.kind == "country":
        return {end.country for end in ends} == set(closure.names)
    if closure.kind == "link":
        return names == set(closure.names)
    return closure.names[0] in names


def _from(camp: int, ways: list[list[tuple[int, float]]]) -> Floats:
    """Shortest ways from a camp to every place (Dijkstra, 1959)."""
    km = np.full(len(ways), np.inf)
    km[camp] = 0.0
    ahead = [(0.0, camp)]
    while ahead:
        so_far, place = heapq.heappop(ahead)
        if so_far > km[place]:
            continue
        for other, length in ways[place]:
            if so_far + length < km[other]:
                km[other] = so_far + length
                heapq.heappush(ahead, (so_far + length, other))
    return km
