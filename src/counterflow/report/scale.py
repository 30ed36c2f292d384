"""From data to pixels: linear scales and round ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear scale.

    Parameters
    ----------
    low, high
        Ends of the data.
    first, last
        Where they lie, in pixels.

    Examples
    --------
    >>> Linear(0, 10, 0, 100)(5)
    50.0
    """

    low: float
    high: float
    first: float
    last: float

    def __call__(self, value: float) -> float:
        """Pixel of a value; the first pixel when the data has no extent."""
        if self.high == self.low:
            return self.first
        return self.first + (value - self.low) / (self.high - self.low) * (self.last - self.first)


def ticks(high: float, count: int = 4) -> list[float]:
    """Round values from 0 to `high`, about `count` steps of them.

    Examples
    --------
    >>> ticks(930_000)
    [0.0, 250000.0, 500000.0, 750000.0]
    """
    if not math.isfinite(high) or high <= 0:
        return [0.0, 1.0]
    raw = high / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= raw * (1 - 1e-9))
    return [step * k for k in range(math.floor(high / step + 1e-9) + 1)]


def years(start: date, end: date) -> list[tuple[date, date, str]]:
    """First and last shown day of each calendar year that the window touches, with its name.

    Examples
    --------
    >>> [name for _, _, name in years(date(2022, 3, 1), date(2023, 5, 31))]
    ['2022', '2023']
    """
    return [
        (max(start, date(year, 1, 1)), min(end, date(year, 12, 31)), str(year))
        for year in range(start.year, end.year + 1)
    ]
