"""The account's time steps: calendar months, cut finer after each surge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from counterflow.terms import DAYS_PER_MONTH, Period, month_starts

Array: TypeAlias = NDArray[np.float64]

_CUTS_AFTER_SURGE = (0, 7, 14)
"""Days after a surge where a step ends: queues form and clear within a fortnight."""

_SHORTEST_STEP = 3
"""A cut closer than this many days to a month's edge is left out."""


@dataclass(frozen=True)
class TimeGrid:
    """Steps of the account.

    Parameters
    ----------
    edges
        Ordinal days of the T + 1 step boundaries; step t covers edges[t] up to, not including,
        edges[t + 1]. Every first of a month is an edge.

    Examples
    --------
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 3, 31), [date(2022, 2, 24)])
    >>> grid.steps, len(grid.months)
    (5, 3)
    """

    edges: tuple[int, ...]

    @classmethod
    def monthly(cls, start: date, end: date, surges: Iterable[date] = ()) -> TimeGrid:
        """Months from start to end, with extra cuts in the fortnight after each surge.

        Parameters
        ----------
        start, end
            First and last day of the account; both months are covered whole.
        surges
            Days on which departures may jump.
        """
        firsts = [day.toordinal() for day in month_starts(start, end)]
        last = (end.replace(day=28) + timedelta(days=4)).replace(day=1).toordinal()
        months = [*firsts, last]
        cuts = {
            day.toordinal() + after
            for day in surges
            for after in _CUTS_AFTER_SURGE
            if months[0] < day.toordinal() + after < last
        }
        far = {cut for cut in cuts if min(abs(cut - edge) for edge in months) >= _SHORTEST_STEP}
        return cls(tuple(sorted({*months, *far})))

    @property
    def steps(self) -> int:
        """Number of steps T."""
        return len(self.edges) - 1

    @cached_property
    def lengths(self) -> Array:
        """Step lengths in mean months, shape (T,)."""
        return np.asarray(np.diff(self.edges) / DAYS_PER_MONTH, dtype=np.float64)

    @cached_property
    def months(self) -> tuple[date, ...]:
        """First days of the months covered."""
        days = [date.fromordinal(edge) for edge in self.edges[:-1]]
        return tuple(day for day in days if day.day == 1)

    @cached_property
    def month_of_step(self) -> NDArray[np.int64]:
        """Index of the month that each step lies in, shape (T,)."""
        first = np.asarray([date.fromordinal(edge).day == 1 for edge in self.edges[:-1]])
        return np.cumsum(first) - 1

    @cached_property
    def ends_month(self) -> NDArray[np.bool_]:
        """Whether a step is the last of its month, shape (T,)."""
        month = self.month_of_step
        return np.append(month[1:] != month[:-1], True)

    def months_since(self, day: date) -> Array:
        """Months from a day to each edge, never negative, shape (T + 1,)."""
        since = np.asarray(self.edges, dtype=np.float64) - day.toordinal()
        return np.asarray(np.maximum(since, 0.0) / DAYS_PER_MONTH, dtype=np.float64)

    def level_weights(self, day: date) -> list[tuple[int, float]]:
        """Weights on levels at the edges that give the level at the start of a day.

        Days outside the grid take the level of the nearest edge.
        """
        position = float(
            np.interp(day.toordinal(), self.edges, np.arange(len(self.edges), dtype=float))
        )
        below = min(int(position), self.steps - 1)
        share = position - below
        weights = [(below, 1.0 - share), (below + 1, share)]
        return [(edge, weight) for edge, weight in weights if weight > 0]

    def overlap(self, period: Period) -> Array:
        """Share of each step that lies in a window, shape (T,)."""
        low = np.maximum(self.edges[:-1], period.start.toordinal())
        high = np.minimum(self.edges[1:], period.stop.toordinal())
        return np.asarray(np.clip(high - low, 0, None) / np.diff(self.edges), dtype=np.float64)

    def step_of(self, day: date) -> int:
        """Index of the step a day lies in, clipped to the grid."""
        index = int(np.searchsorted(self.edges, day.toordinal(), side="right")) - 1
        return min(max(index, 0), self.steps - 1)

    def nearest_edge(self, day: date) -> int:
        """Index of the edge nearest to a day."""
        return int(np.argmin(np.abs(np.asarray(self.edges) - day.toordinal())))
