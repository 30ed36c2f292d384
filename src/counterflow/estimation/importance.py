"""Importance weights of draws, smoothed, with a verdict on whether they can be relied on."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

MOST_K = 0.7
"""Pareto k above which weighted draws say little (Vehtari et al., 2024)."""


class Weights(NamedTuple):
    """Weights of S draws that turn one posterior into another.

    Attributes
    ----------
    weight : (S,)
        They sum to one.
    k
        Pareto k of their tail.
    ess
        Equally weighted draws that would know as much.

    Examples
    --------
    >>> Weights(np.full(4, 0.25), 0.1, 4.0).reliable
    True
    """

    weight: Array
    k: float
    ess: float

    @property
    def reliable(self) -> bool:
        """Whether the weighted draws may stand for draws of the other posterior."""
        return self.k < MOST_K

    def quantile(self, draws: Array, levels: ArrayLike) -> Array:
        """Weighted quantiles of draws, (S,) each."""
        order = np.argsort(draws)
        weight = self.weight[order]
        reached = np.cumsum(weight) - 0.5 * weight
        return np.asarray(np.interp(np.asarray(levels, dtype=float), reached, draws[order]))


def smooth(log_ratio: Array) -> Weights:
    """Pareto-smoothed importance weights.

    Parameters
    ----------
    log_ratio : (S,)
        Log density of the wanted posterior minus that of the drawn one, up to a constant.

    Examples
    --------
    >>> found = smooth(np.zeros(100))
    >>> found.k, round(found.ess)
    (0.0, 100)
    >>> smooth(5.0 * np.random.default_rng(1).normal(size=400)).reliable
    False
    """
    count = len(log_ratio)
    if not np.isfinite(log_ratio).all():
        return Weights(np.full(count, 1.0 / count), np.inf, 0.0)
    if np.ptp(log_ratio) < 1e-9:
        return Weights(np.full(count, 1.0 / count), 0.0, float(count))
    # ArviZ's array functions carry no types; this one weighs by what is left out, hence the sign.
    # Loaded here because it takes a second, and weights that are all equal do not need it.
    from arviz_stats.base.array import array_stats

    stats: Any = array_stats
    log_weight, k = stats.psislw(-log_ratio)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    return Weights(weight, float(k), float(1.0 / np.square(weight).sum()))


def resample(weights: Weights, seed: int) -> NDArray[np.int64]:
    """Positions of S equally weighted draws: each draw about as often as its weight says.

    Systematic, so that equal weights give every draw once.

    Examples
    --------
    >>> resample(smooth(np.zeros(5)), seed=1).tolist()
    [0, 1, 2, 3, 4]
    """
    count = len(weights.weight)
    at = (np.arange(count) + np.random.default_rng(seed).uniform()) / count
    found = np.searchsorted(np.cumsum(weights.weight), at)
    return np.asarray(np.minimum(found, count - 1), dtype=np.int64)
