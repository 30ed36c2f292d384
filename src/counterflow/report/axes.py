"""Axes over time: the year axis, the grid, and the sizes of the two variants of a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from counterflow.report import numbers, svg
from counterflow.report.scale import Linear, years


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes of one variant of a chart over time, in pixels.

    Parameters
    ----------
    width, height
        Of the drawing, and of the plot without axis and flags.
    left, right
        Margins for the axis and for the labels at the end of the lines.
    ticks
        About how many steps the value axis has.
    is_wide
        Whether there is room for words.

    Examples
    --------
    >>> x = WIDE.time((date(2022, 1, 1), date(2022, 12, 31)))
    >>> x(date(2022, 1, 1).toordinal()), x(date(2022, 12, 31).toordinal())
    (46.0, 822.0)
    """

    width: float
    height: float
    left: float
    right: float
    ticks: int
    is_wide: bool

    def time(self, window: tuple[date, date]) -> Linear:
        """Scale from ordinal days to pixels."""
        return Linear(
            window[0].toordinal(), window[1].toordinal(), self.left, self.width - self.right
        )


WIDE = Layout(940, 330, 46, 118, 5, True)
NARROW = Layout(380, 250, 40, 62, 4, False)


def year_axis(window: tuple[date, date], x: Linear, bottom: float) -> list[Markup]:
    """Base line with a tick where a year begins and its name in the middle.

    Examples
    --------
    >>> window = date(2022, 1, 1), date(2023, 12, 31)
    >>> drawn = year_axis(window, WIDE.time(window), bottom=300)
    >>> [part.striptags() for part in drawn if part.startswith("<text")]
    ['2022', '2023']
    """
    drawn = [svg.tag("line", x1=x.first, x2=x.last, y1=bottom, y2=bottom, class_="rule")]
    for first, last, name in years(*window):
        left, right = x(first.toordinal()), x(last.toordinal())
        if first > window[0]:
            drawn.append(svg.tag("line", x1=left, x2=left, y1=bottom, y2=bottom + 6, class_="rule"))
        if right - left > 30:
            drawn.append(svg.tag("text", name, x=(left + right) / 2, y=bottom + 18, class_="m mid"))
    return drawn


def value_grid(values: Sequence[float], y: Linear, left: float, right: float) -> list[Markup]:
    """Horizontal lines with their values; negative values are written without their sign.

    Examples
    --------
    >>> drawn = value_grid([0.0, 5000.0], Linear(0, 5000, 100, 0), left=40, right=300)
    >>> drawn[0]
    Markup('<path d="M40,100H300M40,0H300" class="grid"/>')
    """
    lines = "".join(f"M{svg.px(left)},{svg.px(y(value))}H{svg.px(right)}" for value in values)
    return [
        svg.tag("path", d=lines, class_="grid"),
        *(
            svg.tag("text", numbers.tick(abs(value)), x=left - 6, y=y(value) + 4, class_="m end")
            for value in values
        ),
    ]
