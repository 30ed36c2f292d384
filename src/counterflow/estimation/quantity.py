"""One number of the account with its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Quantity:
    """Posterior draws of one number.

    Parameters
    ----------
    label
        What it is, for instance `stock GEO 2023-12`.
    draws : (S,)
        Draws.
    unit
        Of the draws.

    Examples
    --------
    >>> Quantity("stock GEO 2023-12", np.linspace(1e5, 2e5, 101))
    stock GEO 2023-12: 150,000 persons (80% credible interval 110,000 to 190,000)
    """

    label: str
    draws: Array
    unit: str = "persons"

    @property
    def median(self) -> float:
        """Posterior median."""
        return float(np.median(self.draws))

    @property
    def mean(self) -> float:
        """Posterior mean."""
        return float(np.mean(self.draws))

    def interval(self, probability: float = 0.8) -> tuple[float, float]:
        """Central credible interval.

        Raises
        ------
        ValueError
            If the probability is not between 0 and 1.
        """
        if not 0 < probability < 1:
            raise ValueError(f"probability must lie between 0 and 1, not {probability}")
        tail = (1 - probability) / 2
        low, high = np.quantile(self.draws, [tail, 1 - tail])
        return float(low), float(high)

    def __repr__(self) -> str:
        low, high = (_rounded(end) for end in self.interval())
        return (
            f"{self.label}: {_rounded(self.median)} {self.unit} "
            f"(80% credible interval {low} to {high})"
        )

    def _repr_html_(self) -> str:
        low, high = (_rounded(end) for end in self.interval())
        return (
            f"<p>{escape(self.label)}: <b>{_rounded(self.median)}</b> {escape(self.unit)} "
            f"<small>(80% credible interval {low} to {high})</small></p>"
        )


def _rounded(value: float) -> str:
    """Three significant digits: more would promise what no interval holds."""
    return f"{float(f'{value:.3g}'):,.0f}"
