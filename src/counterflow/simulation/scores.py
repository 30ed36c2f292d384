"""How good a forecast was: CRPS and coverage, beside forecasts that need no model."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.quantiles import normal

Floats = NDArray[np.float64]
Baseline = Callable[[Floats, int, int], Floats]

_TREND_MONTHS = 12


def crps(forecast: Floats, came: Floats) -> Floats:
    """Continuous ranked probability score of an ensemble: 0 is perfect, in the unit of the data.

    `E|X - y| - E|X - X'| / 2` over the members (Gneiting and Raftery, 2007).

    Parameters
    ----------
    forecast : (S, ...)
        Members.
    came : (...)
        What came.

    Examples
    --------
    >>> crps(np.array([1.0, 3.0]), np.array(2.0)).item()
    0.5
    """
    members = len(forecast)
    apart = np.abs(forecast - came).mean(axis=0)
    weights = 2.0 * np.arange(1, members + 1) - members - 1
    spread = np.tensordot(weights, np.sort(forecast, axis=0), 1) / members**2
    return np.asarray(apart - spread)


def covered(forecast: Floats, came: Floats, level: float) -> float:
    """Share of what came that lies in the central interval of the ensemble.

    Parameters
    ----------
    forecast : (S, ...)
        Members.
    came : (...)
        What came.
    level
        Of the interval, 0.8 for the one from the tenth to the ninetieth percentile.

    Examples
    --------
    >>> covered(np.arange(11.0)[:, None], np.array([5.0]), 0.8)
    1.0
    """
    low, high = np.quantile(forecast, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return float(((low <= came) & (came <= high)).mean())


def random_walk(history: Floats, horizon: int, members: int) -> Floats:
    """The last value, with the spread of past changes: no model knows less.

    Parameters
    ----------
    history : (H,)
        Monthly values, three or more.
    horizon
        Months ahead.
    members
        Of the ensemble, which holds even quantiles instead of random numbers.

    Returns
    -------
    (members, horizon) array

    Examples
    --------
    >>> random_walk(np.array([0.0, 1.0, 0.0, 1.0]), 2, 3).round(2).tolist()
    [[0.03, -0.37], [1.0, 1.0], [1.97, 2.37]]
    """
    ahead = np.arange(1, horizon + 1)
    size = np.sqrt((np.diff(history) ** 2).mean())
    return _spread(np.full(horizon, history[-1]), size * np.sqrt(ahead), members)


def drift(history: Floats, horizon: int, members: int) -> Floats:
    """A random walk that goes on by its mean change; see `random_walk`.

    Examples
    --------
    >>> drift(np.array([0.0, 2.0, 4.0]), 2, 1).tolist()
    [[6.0, 8.0]]
    """
    ahead = np.arange(1, horizon + 1)
    changes = np.diff(history)
    # The mean change is itself uncertain by sd / sqrt(H).
    width = changes.std() * np.sqrt(ahead * (1 + ahead / len(changes)))
    return _spread(history[-1] + ahead * changes.mean(), width, members)


def last_trend(history: Floats, horizon: int, members: int) -> Floats:
    """The straight line through the last twelve months, from the last value; see `random_walk`.

    Examples
    --------
    >>> last_trend(np.array([9.0, 9.0, 0.0, 2.0, 4.0]), 1, 1).round(2).tolist()
    [[2.3]]
    """
    ahead = np.arange(1, horizon + 1)
    recent = history[-_TREND_MONTHS:]
    slope = np.polyfit(np.arange(len(recent)), recent, 1)[0]
    size = np.sqrt(((np.diff(recent) - slope) ** 2).mean())
    return _spread(history[-1] + ahead * slope, size * np.sqrt(ahead), members)


BASELINES: Mapping[str, Baseline] = {
    "random walk": random_walk,
    "drift": drift,
    "last trend": last_trend,
}
"""Forecasts without a model, by name."""


def skill(score: float, baselines: Mapping[str, float]) -> tuple[str, float]:
    """The best baseline, and the share by which a score is lower than its.

    Examples
    --------
    >>> skill(0.9, {"drift": 1.0, "random walk": 2.0})
    ('drift', 0.1)
    """
    best = min(baselines, key=lambda name: baselines[name])
    return best, round(1.0 - score / baselines[best], 12)


def _spread(middle: Floats, width: Floats, members: int) -> Floats:
    """Even quantiles of normal laws, (members, horizon)."""
    levels = (np.arange(members) + 0.5) / members
    return middle + np.array([normal(level) for level in levels])[:, None] * width
