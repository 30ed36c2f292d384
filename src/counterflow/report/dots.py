"""Dots and ranges: one row per thing, its median and its intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from counterflow.report import numbers, svg
from counterflow.report.labels import shorten, text_width
from counterflow.report.scale import Linear, ticks


@dataclass(frozen=True, slots=True)
class Interval:
    """Five quantiles of one number; the quartiles may be NaN.

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
        if unit == "percent":
            middle, low, high = (
                f"{numbers.words(value, step)}%" for value in (self.q50, self.q10, self.q90)
            )
        else:
            middle, low, high = (
                numbers.compact(value, step) for value in (self.q50, self.q10, self.q90)
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

    Examples
    --------
    >>> dot = Dot("Workers abroad", "by 2024-12", Interval(400e3, 480e3, 520e3, 570e3, 650e3))
    >>> dot.interval.words()
    '520k (400k to 650k)'
    """

    label: str
    detail: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes of one variant, in pixels.

    Examples
    --------
    >>> Layout(width=600, left=200, row=30, detailed=True).row * 3 + TOP
    116.0
    """

    width: float
    left: float
    row: float
    detailed: bool


WIDE = Layout(940, 300, 38, True)
NARROW = Layout(380, 132, 44, False)
TOP = 26.0
LETTERS = 12.5
_GAP = 22.0


def dots_chart(
    key: str,
    words: tuple[str, str],
    rows: Sequence[Dot],
    unit: str,
    zero: float,
    *,
    is_wide: bool,
    is_ratio: bool = False,
) -> Markup:
    """The drawing.

    Parameters
    ----------
    key
        Identifier of the drawing.
    words
        Its title and description.
    rows
        What to draw, top to bottom; without quartiles a row has one bar.
    unit
        `percent`, or blank for plain numbers.
    zero
        Where nothing changes: drawn as a dotted line, and always in view.
    is_wide
        Which variant.
    is_ratio
        Whether half is as far from one as double: a logarithmic axis.

    Examples
    --------
    >>> row = Dot("Labour force", "", Interval(-1.4, -1.2, -1.1, -1.0, -0.8))
    >>> "−1.10% (−1.40% to −0.80%)" in dots_chart("x", ("a", "b"), [row], "percent", 0,
    ...                                           is_wide=True)
    True
    """
    layout = WIDE if is_wide else NARROW
    told = [row.interval.words(unit) for row in rows]
    # The numbers stand in a column of their own, as wide as the longest.
    right = max(text_width(text, LETTERS) for text in told) + _GAP if is_wide else 16.0
    low = min(zero, *(row.interval.q10 for row in rows))
    high = max(zero, *(row.interval.q90 for row in rows))
    x = _scale(low, high, (layout.left, layout.width - right), is_ratio)
    bottom = TOP + layout.row * len(rows)
    values = _doublings(low, high) if is_ratio else _ticks(low, high, 4 if is_wide else 2)
    body = [
        svg.tag(
            "path",
            d="".join(f"M{svg.px(x(v))},{svg.px(TOP - 6)}V{svg.px(bottom)}" for v in values),
            class_="grid",
        )
    ]
    for value in values:
        text = numbers.tick(value) + ("%" if unit == "percent" else "")
        body.append(svg.tag("text", text, x=x(value), y=TOP - 12, class_="m mid"))
    body.append(
        svg.tag("line", x1=x(zero), x2=x(zero), y1=TOP - 6, y2=bottom, class_="rule reference")
    )
    # Where there is no room beside the bars their names stand above them.
    place = 0.5 if is_wide else 0.74
    middles = [TOP + layout.row * (k + place) for k in range(len(rows))]
    body += _marks([row.interval for row in rows], x, middles)
    for row, text, y in zip(rows, told, middles, strict=True):
        body += _words(row, text, layout, y)
    return svg.canvas(key, (layout.width, bottom + 4), *words, body, class_="abroad")


def _scale(
    low: float, high: float, ends: tuple[float, float], is_ratio: bool
) -> Callable[[float], float]:
    if is_ratio:
        log = Linear(math.log(low) - 0.05, math.log(high) + 0.05, *ends)
        return lambda value: log(math.log(value))
    room = (high - low) * 0.04 or 1.0
    return Linear(low - room, high + room, *ends)


def _doublings(low: float, high: float) -> list[float]:
    """Powers of two between the ends; every second or third where there are many.

    Examples
    --------
    >>> _doublings(0.4, 5)
    [0.5, 1.0, 2.0, 4.0]
    """
    first, last = math.ceil(math.log2(low) - 1e-9), math.floor(math.log2(high) + 1e-9)
    step = 1 + (last - first) // 7
    return [2.0**k for k in range(first, last + 1) if k % step == 0]


def _ticks(low: float, high: float, count: int) -> list[float]:
    """Round values on both sides of zero, all the same step apart.

    Examples
    --------
    >>> _ticks(-50, 100, 4)
    [-50.0, -25.0, 0.0, 25.0, 50.0, 75.0, 100.0]
    """
    step = ticks(max(high, -low), count)[1]
    first, last = math.ceil(min(low, 0) / step - 1e-9), math.floor(max(high, 0) / step + 1e-9)
    return [step * k for k in range(first, last + 1)]


def _marks(
    found: Sequence[Interval], x: Callable[[float], float], middles: Sequence[float]
) -> list[Markup]:
    """All bars of a kind in one path, and all dots in another."""

    def bars(low: str, high: str) -> str:
        return "".join(
            f"M{svg.px(x(getattr(one, low)))},{svg.px(y)}H{svg.px(x(getattr(one, high)))}"
            for one, y in zip(found, middles, strict=True)
            if math.isfinite(getattr(one, low))
        )

    dots = "".join(
        f"M{svg.px(x(one.q50))},{svg.px(y)}h0" for one, y in zip(found, middles, strict=True)
    )
    drawn = [svg.tag("path", d=bars("q10", "q90"), class_="i80")]
    if quartiles := bars("q25", "q75"):
        drawn.append(svg.tag("path", d=quartiles, class_="i50"))
    return [
        *drawn,
        svg.tag("path", d=dots, class_="dots rim"),
        svg.tag("path", d=dots, class_="dots"),
    ]


def _words(row: Dot, told: str, layout: Layout, y: float) -> list[Markup]:
    if not layout.detailed:
        label = shorten(row.label, layout.width, LETTERS)
        room = layout.width - text_width(f"{label} ", LETTERS + 0.5)
        detail = shorten(row.detail, room, LETTERS) if row.detail and room > 40 else ""
        return [
            svg.tag(
                "text",
                label,
                *([" ", svg.tag("tspan", detail)] if detail else []),
                x=0,
                y=y - 13,
                class_="strong value",
            ),
            svg.tag("text", told, x=0, y=y + 4, class_="m small"),
        ]
    label = shorten(row.label, layout.left - 34, LETTERS)
    number = svg.tag("text", told, x=layout.width, y=y + 4.5, class_="end")
    if not row.detail:
        return [svg.tag("text", label, x=0, y=y + 4.5, class_="strong"), number]
    detail = shorten(row.detail, layout.left - 14, 11.5)
    return [
        svg.tag("text", label, x=0, y=y - 2, class_="strong"),
        svg.tag("text", detail, x=0, y=y + 13, class_="m small"),
        number,
    ]
