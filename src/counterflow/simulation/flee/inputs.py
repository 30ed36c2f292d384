"""A camp-level case: places, routes, closures, conflicts and registered people, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Location:
    """A place on the map.

    Parameters
    ----------
    name, country
        As the files spell them.
    kind
        `conflict_zone`, `town`, `camp`, `idpcamp`, `forwarding_hub` or `marker`.
    people
        Inhabitants, or the capacity of a camp; 0 where none is given.

    Examples
    --------
    >>> Location("North", "A", "camp", people=500).is_camp
    True
    """

    name: str
    country: str
    kind: str
    people: int

    @property
    def is_camp(self) -> bool:
        """Whether people are registered here."""
        return self.kind in ("camp", "idpcamp")


@dataclass(frozen=True)
class Route:
    """A way between two places, open in both directions.

    Parameters
    ----------
    ends
        Indices of its locations.
    km
        Its length.

    Examples
    --------
    >>> Route(ends=(0, 1), km=50.0).km
    50.0
    """

    ends: tuple[int, int]
    km: float


@dataclass(frozen=True)
class Closure:
    """Something shut from a day on, up to and without another.

    Parameters
    ----------
    kind
        `country` (the border between two), `link` (a route), `location` or `camp`.
    names
        Two countries, two locations, or one location and a blank.
    first, stop
        Days since the start.

    Examples
    --------
    >>> shut = Closure("country", ("Mali", "Niger"), first=21, stop=33)
    >>> shut.first <= 25 < shut.stop
    True
    """

    kind: str
    names: tuple[str, str]
    first: int
    stop: int


@dataclass(frozen=True, eq=False)
class CampCase:
    """A camp-level case of N days, L locations and C camps.

    Parameters
    ----------
    start
        Day 0.
    locations, routes, closures
        See their classes.
    conflict : (N, L)
        Intensity of conflict from 0 to 1, by day and location.
    registered : (N, C)
        People registered in each camp, in the order of `camps`.
    total : (N,)
        People registered in all of them.
    notes
        What in the files needs a reader's attention.

    Examples
    --------
    >>> town, camp = Location("Town", "A", "town", 900), Location("Camp", "A", "camp", 0)
    >>> ways = Route((0, 1), 50.0), Route((0, 2), 150.0)
    >>> conflict, people = np.eye(3)[[0] * 3], np.array([[5.0, 5.0], [80.0, 20.0], [150.0, 50.0]])
    >>> where, total = (town, camp, camp), people.sum(1)
    >>> case = CampCase(date(2012, 1, 1), where, ways, (), conflict, people, total, (1, 2), ())
    >>> case.days, case.capacity.tolist()
    (3, [inf, inf])
    """

    start: date
    locations: tuple[Location, ...]
    routes: tuple[Route, ...]
    closures: tuple[Closure, ...]
    conflict: Floats
    registered: Floats
    total: Floats
    camps: tuple[int, ...]
    notes: tuple[str, ...]

    @property
    def days(self) -> int:
        """Number of days N."""
        return len(self.total)

    @cached_property
    def capacity(self) -> Floats:
        """Capacity of each camp, infinite where the files give none, (C,)."""
        given = np.array([self.locations[camp].people for camp in self.camps], dtype=float)
        return np.where(given > 0, given, np.inf)

    @cached_property
    def copied_capacities(self) -> tuple[str, ...]:
        """Camps whose capacity is a number of the very series that a run is scored on."""
        return tuple(
            self.locations[camp].name
            for camp, room, series in zip(self.camps, self.capacity, self.registered.T, strict=True)
            if np.isclose(series, room, rtol=0, atol=0.5).any()
        )
