"""A line with its bands of 50, 80 and 95%: the mark that all series share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from counterflow.report import svg
from counterflow.report.account import Series

FULL = (("q025", "q975", "b95"), ("q10", "q90", "b80"), ("q25", "q75", "b50"))
SPARE = FULL[1:]


def fan(
    series: Series,
    xs: Sequence[float],
    y: Callable[[float], float],
    levels: Sequence[tuple[str, str, str]] = FULL,
) -> list[Markup]:
    """Bands from the widest to the narrowest, then the median.

    Parameters
    ----------
    series
        What to draw.
    xs
        Pixel of each month.
    y
        Pixel of a value.
    levels
        Lower quantile, upper quantile and class of each band.
    """

    def points(level: str) -> list[svg.Point]:
        return [(x, y(v)) for x, v in zip(xs, series.levels[level], strict=True)]

    drawn = [
        svg.tag("path", d=svg.band(points(upper), points(lower)), class_=name)
        for lower, upper, name in levels
    ]
    return [*drawn, svg.tag("path", d=svg.line(points("q50")), class_="median")]
