"""The account as the charts want it: one series per destination and quantity."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from counterflow.report.levels import ACCOUNT_LEVELS

TOTAL = "TOTAL"


@dataclass(frozen=True, slots=True)
class Series:
    """Quantiles of one quantity over the months.

    Parameters
    ----------
    place, quantity
        Which series.
    months
        YYYY-MM, ascending.
    levels
        Quantile name, or `mean`, to values in persons, one per month.

    Examples
    --------
    >>> Series("GEO", "stock", ("2022-01",), {"q50": (5.0,)}).last("q50")
    5.0
    """

    place: str
    quantity: str
    months: tuple[str, ...]
    levels: dict[str, tuple[float, ...]]

    def last(self, level: str) -> float:
        """Value in the last month."""
        return self.levels[level][-1]

    @property
    def peak(self) -> tuple[str, float]:
        """Month and value of the highest median; the first such month."""
        medians = [v if math.isfinite(v) else -math.inf for v in self.levels["q50"]]
        index = medians.index(max(medians))
        return self.months[index], self.levels["q50"][index]

    def mirrored(self) -> Series:
        """The same below zero, for charts that draw it downward."""
        turned = {level: tuple(-v for v in values) for level, values in self.levels.items()}
        return Series(self.place, self.quantity, self.months, turned)

    def top(self, level: str = "q975") -> float:
        """Highest finite value of a level; 0 where there is none."""
        return max((v for v in self.levels[level] if math.isfinite(v)), default=0.0)


class Account:
    """All series of the account, by place and quantity.

    Parameters
    ----------
    table
        The tidy account of `ReportInput`.

    Examples
    --------
    >>> row = dict(month="2022-01", destination="GEO", quantity="stock", mean=4, q025=0, q05=1,
    ...            q10=2, q25=3, q50=4, q75=5, q90=6, q95=7, q975=8)
    >>> Account(pd.DataFrame([row])).get("GEO", "stock").last("q90")
    6.0
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._series: dict[tuple[str, str], Series] = {}
        if table.empty:
            return
        ordered = table.sort_values("month", kind="stable")
        for key, rows in ordered.groupby(["destination", "quantity"], sort=True):
            place, quantity = str(key[0]), str(key[1])
            self._series[place, quantity] = Series(
                place,
                quantity,
                tuple(str(month) for month in rows["month"]),
                {
                    level: tuple(float(v) for v in rows[level])
                    for level in ("mean", *ACCOUNT_LEVELS)
                },
            )

    def get(self, place: str, quantity: str) -> Series | None:
        """One series, or None if the account does not hold it."""
        return self._series.get((place, quantity))

    def ranked(self) -> list[Series]:
        """Stocks of the destinations, largest median in the last month first."""
        stocks = [
            series
            for (place, quantity), series in self._series.items()
            if quantity == "stock" and place != TOTAL and math.isfinite(series.last("q50"))
        ]
        return sorted(stocks, key=lambda series: (-series.last("q50"), series.place))
