"""Dots and ranges: one row per thing, its median and its 50 and 80% intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from counterflow.report import numbers, svg
from counterflow.report.labels import shorten
from counterflow.report.scale import Linear, ticks


@dataclass(frozen=True, slots=True)
class Interval:
    """Five quantiles of one number.

    Examples
    --------
    >>> Interval(1, 2, 3, 4, 5).words()
    '3.0 (1.0 to 5.0)'
    """

    q10: float
    q25: float
    q50: float
    q75: float
    q90: float

    def words(self, unit: str = "") -> str:
        """Median and 80% interval, rounded to what the interval supports."""
        step = numbers.step_for(self.q90 - self.q10)
        mark = "%" if unit == "percent" else ""
        middle, low, high = (
            f"{numbers.words(value, step)}{mark}" for value in (self.q50, self.q10, self.q90)
        )
        return f"{middle} ({low} to {high})"


@dataclass(frozen=True, slots=True)
class Dot:
    """One row.

    Parameters
    ----------
    label, detail
        What it is, in bold and below it.
    interval
        Its number.
    """

    label: str
    detail: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes of one variant, in pixels."""

    width: float
    left: float
    right: float
    row: float
    detailed: bool


WIDE = Layout(940, 300, 190, 38, True)
NARROW = Layout(380, 140, 16, 52, False)
TOP = 26.0


def dots_chart(
    key: str,
    words: tuple[str, str],
    rows: Sequence[Dot],
    unit: str,
    zero: float,
    *,
    is_wide: bool,
) -> Markup:
    """The drawing.

    Parameters
    ----------
    key
        Identifier of the drawing.
    words
        Its title and description.
    rows
        What to draw, top to bottom.
    unit
        `percent`, or blank for plain numbers.
    zero
        Where nothing changes: drawn as a dotted line, and always in view.

    Examples
    --------
    >>> row = Dot("Labour force", "", Interval(-1.4, -1.2, -1.1, -1.0, -0.8))
    >>> "−1.10% (−1.40% to −0.80%)" in dots_chart("x", ("a", "b"), [row], "percent", 0,
    ...                                           is_wide=True)
    True
    """
    layout = WIDE if is_wide else NARROW
    low = min(zero, *(row.interval.q10 for row in rows))
    high = max(zero, *(row.interval.q90 for row in rows))
    room = (high - low) * 0.04 or 1.0
    x = Linear(low - room, high + room, layout.left, layout.width - layout.right)
    bottom = TOP + layout.row * len(rows)
    body = []
    for value in _ticks(low, high, 4 if is_wide else 2):
        at = x(value)
        body.append(svg.tag("line", x1=at, x2=at, y1=TOP - 6, y2=bottom, class_="grid"))
        text = numbers.tick(value) + ("%" if unit == "percent" else "")
        body.append(svg.tag("text", text, x=at, y=TOP - 12, class_="m mid"))
    body.append(
        svg.tag("line", x1=x(zero), x2=x(zero), y1=TOP - 6, y2=bottom, class_="rule reference")
    )
    for k, row in enumerate(rows):
        body += _row(row, x, layout, TOP + layout.row * (k + 0.5), unit)
    return svg.canvas(key, (layout.width, bottom + 4), *words, body, class_="abroad")


def _ticks(low: float, high: float, count: int) -> list[float]:
    above = ticks(high, count) if high > 0 else [0.0]
    below = [-value for value in ticks(-low, count)] if low < 0 else []
    return sorted({*above, *below})


def _row(row: Dot, x: Linear, layout: Layout, y: float, unit: str) -> list[Markup]:
    found = row.interval
    marks = [
        svg.tag("line", x1=x(found.q10), x2=x(found.q90), y1=y, y2=y, class_="i80"),
        svg.tag("line", x1=x(found.q25), x2=x(found.q75), y1=y, y2=y, class_="i50"),
        svg.tag("circle", cx=x(found.q50), cy=y, r=4.5, class_="dot"),
    ]
    if not layout.detailed:
        label = shorten(row.label, layout.left - 10, 12.5)
        number = svg.tag("text", found.words(unit), x=0, y=y + 15, class_="m small")
        return [*marks, svg.tag("text", label, x=0, y=y - 1, class_="strong"), number]
    room = layout.left - 14
    return [
        *marks,
        svg.tag("text", shorten(row.label, room, 12.5), x=0, y=y - 2, class_="strong"),
        svg.tag("text", shorten(row.detail, room, 11.5), x=0, y=y + 13, class_="m small"),
        svg.tag("text", found.words(unit), x=layout.width, y=y + 4.5, class_="end"),
    ]
