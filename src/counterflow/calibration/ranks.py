"""Ranks of the truth among posterior draws: uniform if, and only if, the intervals are honest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]

LEVELS = (0.5, 0.8, 0.9)
"""Credible intervals whose coverage is counted."""

_SIMULATED = 20_000


def ranks_of(truth: Array, draws: Array) -> Index:
    """How many draws lie below the truth.

    Parameters
    ----------
    truth : (R, Q)
        Q quantities in R replications.
    draws : (R, L, Q)
        L draws of each posterior.

    Returns
    -------
    (R, Q) array
        From 0 to L.

    Examples
    --------
    >>> ranks_of(np.array([[1.5]]), np.array([[[0.0], [1.0], [2.0]]])).tolist()
    [[2]]
    """
    return np.asarray((draws < truth[:, None]).sum(axis=1), dtype=np.int64)


@dataclass(frozen=True)
class Ranks:
    """Ranks of the truth of several quantities.

    Parameters
    ----------
    names
        The Q quantities.
    ranks : (R, Q)
        From 0 to `draws`.
    draws
        Draws L that each rank is among.

    Examples
    --------
    >>> found = Ranks(("stock",), np.arange(100)[:, None], draws=99)
    >>> found.histogram(10)[:, 0].tolist()
    [10, 10, 10, 10, 10, 10, 10, 10, 10, 10]
    >>> found.coverage(0.8).tolist()
    [0.8]
    """

    names: tuple[str, ...]
    ranks: Index
    draws: int

    def histogram(self, bins: int) -> Index:
        """Replications by bin of rank, (bins, Q).

        Raises
        ------
        ValueError
            If the possible ranks cannot be shared out evenly over the bins.
        """
        if (self.draws + 1) % bins:
            raise ValueError(f"{self.draws + 1} possible ranks do not fill {bins} bins evenly")
        bin_of = self.ranks * bins // (self.draws + 1)
        return np.stack([(bin_of == b).sum(axis=0) for b in range(bins)])

    def coverage(self, level: float) -> Array:
        """Share of replications whose central credible interval holds the truth, (Q,)."""
        place = (self.ranks + 0.5) / (self.draws + 1)
        return np.asarray((np.abs(place - 0.5) < level / 2).mean(axis=0), dtype=np.float64)

    def outside(self, bins: int, level: float = 0.95) -> NDArray[np.bool_]:
        """Whether each histogram leaves its envelope, (Q,)."""
        low, high = envelope(len(self.ranks), bins, level)
        counts = self.histogram(bins)
        return np.asarray(((counts < low) | (counts > high)).any(axis=0))


def envelope(replications: int, bins: int, level: float = 0.95) -> tuple[int, int]:
    """Lowest and highest count that all bins of a uniform histogram keep to, with probability.

    The band holds for all bins at once: it is read off simulated histograms.

    Examples
    --------
    >>> envelope(400, 20)
    (7, 33)
    """
    rng = np.random.default_rng(0)
    counts = rng.multinomial(replications, np.full(bins, 1 / bins), size=_SIMULATED)
    expected = replications / bins
    # One distance for both sides: the farthest bin of each simulated histogram.
    farthest = np.abs(counts - expected).max(axis=1)
    reach = float(np.quantile(farthest, level, method="higher"))
    return max(0, int(np.ceil(expected - reach))), int(np.floor(expected + reach))
