"""What members live through, month by month, in whole people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.ensemble import Ensemble
from counterflow.system.timegrid import TimeGrid

Counts = NDArray[np.integer[Any]]

QUANTITIES = ("departures", "arrivals", "returns", "onward", "onward_in", "stock", "waiting")
"""By place; stocks and queues are those of the month's end."""


class Paths(NamedTuple):
    """Stocks and flows of S members for M months and D places.

    Attributes
    ----------
    departures, arrivals, returns, onward, onward_in : (S, M, D)
        Monthly flows.
    stock : (S, M, D)
        Leavers present at each month's end.
    waiting : (S, M, D)
        People who have set out and wait before the way to each place at each month's end.
    persons_left : (S, M)
        First departures of each month.

    Examples
    --------
    >>> flow, left = np.array([[[1], [2], [3]]]), np.array([[1, 2, 2]])
    >>> paths = Paths(flow, flow, 0 * flow, 0 * flow, 0 * flow, flow.cumsum(1), 0 * flow, left)
    >>> [paths.draws()[name].ravel().tolist() for name in ("cumulative_departures", "persons_left")]
    [[1, 3, 6], [1, 3, 5]]
    """

    departures: Counts
    arrivals: Counts
    returns: Counts
    onward: Counts
    onward_in: Counts
    stock: Counts
    waiting: Counts
    persons_left: Counts

    @classmethod
    def of(cls, ensemble: Ensemble, grid: TimeGrid) -> Paths:
        """Months of an ensemble."""
        ends = np.flatnonzero(grid.ends_month) + 1

        def month(flow: NDArray[np.int64]) -> NDArray[np.int64]:
            return ensemble.by_month(flow, grid)

        found = cls(
            departures=month(ensemble.departures),
            arrivals=month(ensemble.arrivals),
            returns=month(ensemble.returns),
            onward=month(ensemble.onward),
            onward_in=month(ensemble.onward_in),
            stock=ensemble.stock_at_month_ends(grid),
            waiting=ensemble.waiting[:, ends],
            persons_left=month(ensemble.first_departures),
        )
        # Half the room, where nobody is lost by it.
        small = max(int(part.max(initial=0)) for part in found) < 2**31
        return cls(*(part.astype(np.int32) for part in found)) if small else found

    @classmethod
    def joined(cls, parts: Sequence[Paths], members: int) -> Paths:
        """The first so many members of blocks in their order."""
        return cls(*(np.concatenate(pieces)[:members] for pieces in zip(*parts, strict=True)))

    def draws(self, months: slice = slice(None)) -> dict[str, Counts]:
        """Draws by quantity, (S, M, D) each, (S, M, 1) for all destinations together.

        Parameters
        ----------
        months
            Those wanted; cumulative quantities run from the first of all.
        """
        found: dict[str, Counts] = {name: getattr(self, name)[:, months] for name in QUANTITIES}
        if not self.waiting.any():
            del found["waiting"]
        for name in ("departures", "returns"):
            total = getattr(self, name).sum(2, keepdims=True, dtype=np.int64)
            found[f"cumulative_{name}"] = total.cumsum(1)[:, months]
        left = self.persons_left[:, :, None].cumsum(1, dtype=np.int64)
        found["persons_left"] = left[:, months]
        return found
