"""What the pictures of this room share: a time plot with a part that is ahead, and fans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from markupsafe import Markup

from counterflow.report import numbers, svg
from counterflow.report.axes import Layout
from counterflow.report.scale import Linear

BANDS = (("q05", "q95", "b90"), ("q10", "q90", "b80"), ("q25", "q75", "b50"))
LEVELS = ("q05", "q10", "q25", "q50", "q75", "q90", "q95")

Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Fan:
    """Quantiles of one quantity of one place by month.

    Parameters
    ----------
    months
        YYYY-MM, ascending.
    levels
        Quantile name to values.

    Examples
    --------
    >>> Fan(("2025-01",), {"q50": (5.0,)}).last("q50")
    5.0
    """

    months: tuple[str, ...]
    levels: dict[str, tuple[float, ...]]

    @classmethod
    def of(cls, table: pd.DataFrame, place: str, quantity: str, prefix: str = "") -> Fan:
        """The rows of a table for one place and quantity.

        Parameters
        ----------
        table
            Tidy; months ascend.
        place, quantity
            Which rows.
        prefix
            Of the columns of quantiles.
        """
        chosen = (table["destination"] == place) & (table["quantity"] == quantity)
        rows = table[chosen]
        return cls(
            tuple(rows["month"]),
            {level: tuple(float(v) for v in rows[prefix + level]) for level in LEVELS},
        )

    def last(self, level: str) -> float:
        """Value in the last month."""
        return self.levels[level][-1]

    def since(self, first: int) -> Fan:
        """The months from one on."""
        return Fan(self.months[first:], {k: v[first:] for k, v in self.levels.items()})

    def mirrored(self) -> Fan:
        """Below the line instead of above it."""
        return Fan(self.months, {k: tuple(-x for x in v) for k, v in self.levels.items()})

    def cells(self, k: int) -> tuple[str, str]:
        """Median and 80% interval of a month in words."""
        low, high = self.levels["q10"][k], self.levels["q90"][k]
        return (
            numbers.words(self.levels["q50"][k], numbers.step_for(high - low)),
            numbers.interval(low, high),
        )

    def draw(
        self, xs: Sequence[float], y: Scale, bands: Sequence[tuple[str, str, str]] = BANDS
    ) -> list[Markup]:
        """Bands from the widest to the narrowest, then the median."""

        def heights(level: str) -> list[float]:
            return [y(value) for value in self.levels[level]]

        xs = [float(round(x)) for x in xs]
        sides = [(heights(upper), heights(lower), name) for lower, upper, name in bands]
        middle = list(zip(xs, heights("q50"), strict=True))
        return [svg.bands(xs, sides), svg.tag("path", d=svg.line(middle), class_="median")]


def span_of(months: Sequence[str]) -> tuple[date, date]:
    """First and last day of months.

    Examples
    --------
    >>> span_of(["2025-01", "2025-02"])[1].isoformat()
    '2025-02-28'
    """
    return numbers.month_end(months[0]).replace(day=1), numbers.month_end(months[-1])


def ahead_ground(x: Scale, begins: date, top: float, bottom: float, last: float) -> list[Markup]:
    """The ground of the months that are forecast, under its name.

    Examples
    --------
    >>> from counterflow.report.axes import WIDE
    >>> x = WIDE.time((date(2024, 1, 1), date(2025, 12, 31)))
    >>> ahead_ground(x, date(2025, 1, 1), top=0, bottom=300, last=x.last)[0]
    Markup('<rect x="435.1" y="0" width="386.9" height="300" class="ahead"/>')
    """
    at = x(begins.toordinal())
    return [
        svg.tag("rect", x=at, y=top, width=last - at, height=bottom - top, class_="ahead"),
        svg.tag("text", "Forecast", x=at + 6, y=top + 14, class_="m small value"),
    ]


def signed_grid(
    values: Sequence[float], y: Linear, left: float, right: float, *, signs: bool
) -> list[Markup]:
    """Horizontal lines with their values, with the sign where it says something.

    Examples
    --------
    >>> drawn = signed_grid([-5000.0, 5000.0], Linear(-5000, 5000, 100, 0), 40, 300, signs=True)
    >>> [part.striptags() for part in drawn if part.startswith("<text")]
    ['−5k', '+5k']
    """
    drawn = []
    for value in values:
        text = numbers.tick(value if signs else abs(value))
        if signs and value > 0:
            text = f"+{text}"
        at = y(value)
        drawn.append(svg.tag("line", x1=left, x2=right, y1=at, y2=at, class_="grid"))
        drawn.append(svg.tag("text", text, x=left - 6, y=at + 4, class_="m end"))
    return drawn


def end_label(fan: Fan, x: float, y: float, layout: Layout, name: str, color: str) -> list[Markup]:
    """The last median, and its interval where there is room.

    Examples
    --------
    >>> from counterflow.report.axes import NARROW
    >>> fan = Fan(("2025-01",), {"q10": (8e4,), "q50": (1e5,), "q90": (1.3e5,)})
    >>> end_label(fan, 320, 90, NARROW, "abroad", "t-abroad")
    [Markup('<text x="320" y="90" class="endlabel t-abroad">100k</text>')]
    """
    low, high = fan.last("q10"), fan.last("q90")
    step = numbers.step_for(abs(high - low))
    text = numbers.compact(fan.last("q50"), step)
    drawn = [
        svg.tag(
            "text",
            f"{text} {name}".strip() if layout.is_wide else text,
            x=x,
            y=y,
            class_=f"endlabel {color}".strip(),
        )
    ]
    if layout.is_wide:
        span = f"{numbers.compact(low, step)} to {numbers.compact(high, step)}"
        drawn.append(svg.tag("text", span, x=x, y=y + 15, class_="m small"))
    return drawn
