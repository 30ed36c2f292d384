"""Draws of one quantity over time, with its unit, and their quantiles as a tidy table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEVELS = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
COLUMNS = ("quantity", "group", "when", "unit", *(f"q{round(100 * q):02d}" for q in LEVELS))


@dataclass(frozen=True, eq=False)
class Series:
    """One quantity.

    Parameters
    ----------
    quantity, group
        What, and of whom or where; the group is blank for everyone.
    unit
        `persons`, `percent`, `percentage_points`, `companies`, or a currency.
    when
        T months (`2022-03`) or years (`2022`).
    draws : (S, T)
        Draws.

    Examples
    --------
    >>> Series("net", "", "persons", ("2022-01",), np.ones((2, 1))).key
    ('net', '', 'persons')
    """

    quantity: str
    group: str
    unit: str
    when: tuple[str, ...]
    draws: Array

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells the series from others."""
        return self.quantity, self.group, self.unit

    def quantiles(self) -> Array:
        """Quantiles at `LEVELS`, (7, T)."""
        return np.quantile(self.draws, LEVELS, axis=0)


def tidy(series: Iterable[Series]) -> pd.DataFrame:
    """One row for each quantity, group and time, with quantiles.

    Examples
    --------
    >>> tidy([Series("net", "", "persons", ("2022-01",), np.ones((2, 1)))]).q50.tolist()
    [1.0]
    """
    rows: list[tuple[object, ...]] = []
    for one in series:
        for when, levels in zip(one.when, one.quantiles().T, strict=True):
            rows.append((one.quantity, one.group, when, one.unit, *map(float, levels)))
    return pd.DataFrame(rows, columns=list(COLUMNS))
