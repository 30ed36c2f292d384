"""How numbers, intervals and dates are written: no more digits than the interval supports."""

from __future__ import annotations

import calendar
import math
from datetime import date

from counterflow.terms import Period

MINUS = "\u2212"


def step_for(width: float) -> float:
    """Rounding step that an interval of this width supports: two digits of the width.

    Examples
    --------
    >>> step_for(208_000)
    10000.0
    """
    if not math.isfinite(width) or width <= 0:
        return 1.0
    return float(10.0 ** (math.floor(math.log10(width)) - 1))


def rounded(value: float, step: float) -> float:
    """Round half away from zero to a multiple of the step; a non-zero value never becomes 0.

    Examples
    --------
    >>> rounded(682_345, 10_000)
    680000.0
    >>> rounded(340, 1_000)
    300.0
    """
    if value == 0 or step <= 0:
        return value
    size = math.floor(abs(value) / step + 0.5) * step
    if size == 0:
        leading = 10.0 ** math.floor(math.log10(abs(value)))
        size = math.floor(abs(value) / leading + 0.5) * leading
    return math.copysign(size, value)


def digits(value: float, decimals: int = 0) -> str:
    """Digits with thousands separators and a true minus sign.

    Examples
    --------
    >>> digits(1234567)
    '1,234,567'
    """
    text = f"{abs(value):,.{decimals}f}"
    return MINUS + text if value < 0 and any(c not in "0.," for c in text) else text


def _decimals(step: float) -> int:
    return max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0


def words(value: float, step: float = 1.0) -> str:
    """A number for running text, rounded to the step; millions are spelled.

    Examples
    --------
    >>> words(1_234_000, 10_000)
    '1.23 million'
    >>> words(682_345, 10_000)
    '680,000'
    """
    if not math.isfinite(value):
        return "not known"
    shown = rounded(value, step)
    if abs(shown) >= 1e6 and step >= 1e4:
        return f"{digits(shown / 1e6, _decimals(step / 1e6))} million"
    return digits(shown, _decimals(step) if abs(shown) < 1000 else 0)


def compact(value: float, step: float = 1.0) -> str:
    """A number for a chart: 680k, 1.23M, 340.

    Examples
    --------
    >>> compact(1_234_000, 10_000)
    '1.23M'
    >>> compact(9_840, 100), compact(1.41e12, 1e10)
    ('9.8k', '1.41T')
    """
    if not math.isfinite(value):
        return "?"
    shown = rounded(value, step)
    for size, suffix in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(shown) >= size:
            decimals = min(_decimals(step / size), 3 - len(str(int(abs(shown) / size))))
            return f"{digits(shown / size, max(decimals, 0))}{suffix}"
    return digits(shown, _decimals(step))


def tick(value: float) -> str:
    """A round axis value: exact, never rounded further.

    Examples
    --------
    >>> tick(2_500)
    '2.5k'
    """
    for size, suffix in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{MINUS if value < 0 else ''}{abs(value) / size:g}{suffix}"
    return f"{MINUS if value < 0 else ''}{abs(value):g}"


def in_unit(text: str, unit: str) -> str:
    """Put the unit behind a number that is already written.

    Examples
    --------
    >>> in_unit("41", "percent")
    '41%'
    """
    if unit == "percent":
        return f"{text}%"
    if unit == "persons":
        return f"{text} people"
    if unit in ("ratio", ""):
        return text
    return f"{text} {unit.replace('_', ' ')}"


def interval(low: float, high: float, unit: str = "") -> str:
    """An interval in words, both ends rounded to what its width supports.

    Examples
    --------
    >>> interval(585_321, 793_456)
    '590,000 to 790,000'
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return "not known"
    step = step_for(high - low)
    return f"{in_unit(words(low, step), unit if unit == 'percent' else '')} to " + in_unit(
        words(high, step), unit if unit == "percent" else ""
    )


def day(moment: date) -> str:
    """A day in words.

    Examples
    --------
    >>> day(date(2022, 2, 24))
    '24 February 2022'
    """
    return f"{moment.day} {calendar.month_name[moment.month]} {moment.year}"


def parse_day(text: str) -> date:
    """The last day that an ISO 8601 day or month names.

    Examples
    --------
    >>> parse_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    return Period.parse(text).end


def short_month(month: str) -> str:
    """A month of the account in a few letters.

    Examples
    --------
    >>> short_month("2022-09")
    'Sep 2022'
    """
    return f"{calendar.month_abbr[int(month[5:7])]} {month[:4]}"


def long_month(month: str) -> str:
    """A month of the account in full.

    Examples
    --------
    >>> long_month("2022-09")
    'September 2022'
    """
    return f"{calendar.month_name[int(month[5:7])]} {month[:4]}"


def month_end(month: str) -> date:
    """Last day of a month of the account.

    Examples
    --------
    >>> month_end("2024-02")
    datetime.date(2024, 2, 29)
    """
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, calendar.monthrange(year, number)[1])


def at_the_end_of(moment: date) -> str:
    """When a stock was counted, as one says it.

    Examples
    --------
    >>> at_the_end_of(date(2024, 12, 31))
    'at the end of 2024'
    >>> at_the_end_of(date(2024, 6, 30))
    'at the end of June 2024'
    """
    if (moment.month, moment.day) == (12, 31):
        return f"at the end of {moment.year}"
    if moment.day == calendar.monthrange(moment.year, moment.month)[1]:
        return f"at the end of {calendar.month_name[moment.month]} {moment.year}"
    return f"on {day(moment)}"


def window(start: date, end: date) -> str:
    """A period in the shortest exact words.

    Examples
    --------
    >>> window(date(2022, 1, 1), date(2022, 12, 31))
    '2022'
    >>> window(date(2022, 9, 1), date(2022, 9, 30))
    'September 2022'
    """
    if start == end:
        return day(start)
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if whole_months and (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if whole_months:
        first = f"{calendar.month_name[start.month]} {start.year}"
        last = f"{calendar.month_name[end.month]} {end.year}"
        return first if first == last else f"{first} to {last}"
    return f"{day(start)} to {day(end)}"
