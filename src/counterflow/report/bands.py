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

    Examples
    --------
    >>> levels = dict.fromkeys("mean q025 q10 q25 q50 q75 q90 q975".split(), (1e4, 2e4))
    >>> series = Series("GEO", "stock", ("2022-01", "2022-02"), levels)
    >>> [part[:20] for part in fan(series, [0.0, 30.0], lambda value: 100 - value / 200)]
    [Markup('<g transform="scale('), Markup('<path d="M0,50l30-50')]
    """

    def heights(level: str) -> list[float]:
        return [y(value) for value in series.levels[level]]

    # Whole pixels across: months stand ten and more apart.
    xs = [float(round(x)) for x in xs]
    sides = [(heights(upper), heights(lower), name) for lower, upper, name in levels]
    middle = list(zip(xs, heights("q50"), strict=True))
    return [svg.bands(xs, sides), svg.tag("path", d=svg.line(middle), class_="median")]
