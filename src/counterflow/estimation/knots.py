"""How slow changes run through time: knots of random walks, and years for trends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from counterflow.system.timegrid import TimeGrid
from counterflow.terms import DAYS_PER_MONTH

Array = NDArray[np.float64]

QUARTER, HALF_YEAR = 3, 6
"""Months between two knots: of the base hazard, and of attraction and exits of places."""

WALK_SD = 0.25
"""Prior sd of half a year's change in the log attraction of a place, and in its log exits."""


def knot_basis(grid: TimeGrid, months: int) -> Array:
    """Cumulative increments at regular knots, linearly interpolated at mid-step, (T, knots).

    The columns of a longer grid begin with those of a shorter one from the same day.

    Examples
    --------
    >>> from datetime import date
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 6, 30))
    >>> knot_basis(grid, 3).round(2)[:, 0].tolist()
    [0.17, 0.49, 0.82, 1.0, 1.0, 1.0]
    """
    edges = np.asarray(grid.edges, dtype=float)
    middle = ((edges[:-1] + edges[1:]) / 2 - edges[0]) / DAYS_PER_MONTH
    knots = np.arange(months, middle[-1] + months, months)
    share = (middle[:, None] - knots[None] + months) / months
    return np.asarray(np.clip(share, 0.0, 1.0), dtype=np.float64)


def years_from_middle(grid: TimeGrid) -> Array:
    """Years from the middle of the grid to the middle of each step, (T,).

    Examples
    --------
    >>> from datetime import date
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 2, 28))
    >>> years_from_middle(grid).round(3).tolist()
    [-0.038, 0.042]
    """
    edges = np.asarray(grid.edges, dtype=float)
    middle = (edges[:-1] + edges[1:]) / 2
    return np.asarray((middle - (edges[0] + edges[-1]) / 2) / 365.25, dtype=np.float64)
