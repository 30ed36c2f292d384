"""Waves of departure: from one surge to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Event, EventKind


@dataclass(frozen=True, eq=False)
class Waves:
    """Waves and the wave each month belongs to.

    Parameters
    ----------
    names
        Words for each wave, W of them.
    of_month : (M,)
        Index of each month's wave.

    Examples
    --------
    >>> Waves(("all",), np.zeros(3, dtype=np.int64)).count
    1
    """

    names: tuple[str, ...]
    of_month: NDArray[np.int64]

    @property
    def count(self) -> int:
        """Number of waves."""
        return len(self.names)


def waves(events: Sequence[Event], months: Sequence[date]) -> Waves:
    """Waves of an account: a surge opens one in its month, most of whose departures follow it.

    Parameters
    ----------
    events
        Events of the case; surges within the months count.
    months
        First days of the account's months.

    Examples
    --------
    >>> surge = Event(id="s", date=date(2022, 2, 24), kind="surge", title="Invasion")
    >>> found = waves([surge], [date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1)])
    >>> found.names, found.of_month.tolist()
    (('before', 'since February 2022'), [0, 1, 1])
    """
    surges = sorted(
        (e for e in events if e.kind is EventKind.SURGE and months[0] <= e.date),
        key=lambda event: event.date,
    )
    opened: dict[date, str] = {
        surge.date.replace(day=1): f"since {surge.date:%B %Y}"
        for surge in surges
        if surge.date.replace(day=1) <= months[-1]
    }
    names = [] if months[0] in opened else ["before" if opened else "all"]
    of_month = []
    for month in months:
        if month in opened:
            names.append(opened[month])
        of_month.append(len(names) - 1)
    return Waves(tuple(names), np.array(of_month, dtype=np.int64))
