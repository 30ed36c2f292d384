"""How long people stay: survival from the hazards, for any threshold in days."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from counterflow.system.account import PHASE_MONTHS
from counterflow.system.timegrid import TimeGrid
from counterflow.terms import DAYS_PER_MONTH

Array = NDArray[np.float64]


def exposure_weights(grid: TimeGrid, until: Array) -> Array:
    """Months of exposure of each arrival step to each later step and phase of stay.

    Multiplied with monthly hazards and summed, they give the cumulative hazard of leaving, so
    that `exp(-sum)` is the share of arrivals still there. As in the account, hazards act from
    the step after arrival. Beyond the grid the last step's hazards go on.

    Parameters
    ----------
    grid
        Steps of the account.
    until : (T,)
        Ordinal day up to which the arrivals of each step are followed.

    Returns
    -------
    (T, T, P) array
        Months at risk, by step of arrival, step of exposure and phase of stay.

    Examples
    --------
    >>> from datetime import date
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 6, 30))
    >>> weights = exposure_weights(grid, np.full(6, grid.edges[3]))
    >>> round(float(weights[0].sum()), 2)  # arrivals of January, followed to the end of March
    1.94
    """
    steps, phases = grid.steps, len(PHASE_MONTHS)
    edges = np.asarray(grid.edges, dtype=float)
    weights = np.zeros((steps, steps, phases))
    month = grid.month_of_step
    for arrival in range(steps):
        for step in range(arrival + 1, steps):
            months = (min(edges[step + 1], until[arrival]) - edges[step]) / DAYS_PER_MONTH
            if months <= 0:
                break
            weights[arrival, step, _phase(float(month[step] - month[arrival]))] += months
        beyond = (until[arrival] - edges[-1]) / DAYS_PER_MONTH
        if beyond > 0:
            _follow_beyond(weights[arrival, -1], float(month[-1] + 1 - month[arrival]), beyond)
    return weights


def _phase(age: float) -> int:
    return int(np.searchsorted(PHASE_MONTHS, age, side="right")) - 1


def _follow_beyond(weights: Array, age: float, months: float) -> None:
    """Add exposure after the grid's end, phase by phase, to the last step's weights."""
    bounds = [*PHASE_MONTHS[1:], np.inf]
    for phase, bound in enumerate(bounds):
        share = min(max(bound - age, 0.0), months)
        weights[phase] += share
        age, months = age + share, months - share


def threshold_weights(grid: TimeGrid, duration_days: float) -> Array:
    """Exposure of arrivals until they have stayed a number of days, shape (T, T, P).

    Arrivals are counted from the middle of their step.

    Examples
    --------
    >>> from datetime import date
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 12, 31))
    >>> weights = threshold_weights(grid, 183)
    >>> round(float(weights[0].sum()), 2)  # six months less half of January
    5.5
    """
    edges = np.asarray(grid.edges, dtype=float)
    middle = (edges[:-1] + edges[1:]) / 2
    return exposure_weights(grid, middle + duration_days)
