"""Parts of months and years: "early", "the first ten days of", "Q3", "the end of"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from counterflow.terms import Period

_COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "few": 3, "couple of": 2,
}  # fmt: skip
_COUNT = rf"\d{{1,2}}|{'|'.join(_COUNTS)}"
PART = (
    rf"(?:first|opening|initial|early|last|final|closing)(?: (?:{_COUNT}))? (?:days?|weeks?|"
    rf"months?) (?:of|in)"
    r"|(?:second|third|fourth) week of|early|mid|late|end|end of|start of|beginning of|close of|"
    r"middle of|turn of"
    r"|(?:first|second) half(?: of|(?= \d))|H[12](?: of)?|"
    r"(?:first|second|third|fourth|last|final|closing|1st|2nd|3rd|4th) quarter(?: of|(?= \d))|"
    r"Q[1-4](?: of)?"
    r"|(?:summer|spring|autumn|fall|winter)(?: of)?|year[- ]end|end of the year"
)
"""What may stand before a month or a year and name a part of it."""

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4, "closing": 4,
             "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}  # fmt: skip
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_STRETCH = re.compile(rf"(\w+)(?: ({_COUNT}))? (day|week|month)(s?) (?:of|in)")
_SO_MANY = {"day": 7, "week": 3, "month": 3}  # "the first days of"
_WEEKS = {"second": 1, "third": 2, "fourth": 3}


def narrowed(period: Period, part: str) -> Period:
    """The part of a month or year that "early", "the end of", "second quarter of" names.

    Examples
    --------
    >>> str(narrowed(Period.parse("2023"), "first half of").end)
    '2023-06-30'
    >>> str(narrowed(Period.parse("2023-10"), "first ten days of").end)
    '2023-10-10'
    """
    words = part.lower()
    year = period.start.year
    if not words:
        return period
    if stretch := _STRETCH.fullmatch(words):
        return _stretch(period, *stretch.groups())
    if "quarter" in words or words.startswith("q"):
        quarter = _QUARTERS[words.split()[0]]
        return _months(year, 3 * quarter - 2, 3 * quarter)
    if "half" in words and period.days <= 31:
        middle = date(year, period.start.month, 15)
        if "first" in words:
            return Period(period.start, middle)
        return Period(middle + timedelta(days=1), period.end)
    if "half" in words or words.startswith("h"):
        first = "first" in words or words.startswith("h1")
        return _months(year, 1, 6) if first else _months(year, 7, 12)
    for season, (first_month, last_month) in _SEASONS.items():
        if season in words:
            return _months(year, first_month, last_month)
    if "winter" in words:
        return Period(date(year, 12, 1), date(year + 1, 2, 28))
    third = timedelta(days=(period.days - 1) // 3)
    if words in ("end", "end of", "close of", "year-end", "year end", "end of the year"):
        return Period(period.end, period.end)
    if words in ("start of", "beginning of", "turn of"):
        return Period(period.start, period.start)
    if words in ("mid", "middle of") and period.days > 31:
        return Period(date(year, 6, 15), date(year, 7, 15))
    if words == "early":
        return Period(period.start, period.start + third)
    if words == "late":
        return Period(period.end - third, period.end)
    return Period(period.start + third, period.end - third)


def _stretch(period: Period, which: str, count: str | None, unit: str, plural: str) -> Period:
    """The days of "first ten days of", "last week of", "second week of"."""
    if which in _WEEKS:
        start = period.start + timedelta(days=7 * _WEEKS[which])
        return Period(start, min(period.end, start + timedelta(days=6)))
    many = (_COUNTS.get(count) or int(count)) if count else _SO_MANY[unit] if plural else 1
    opening = which in ("first", "opening", "initial", "early")
    if unit == "month":
        year, many = period.start.year, min(many, 12)
        return _months(year, 1, many) if opening else _months(year, 13 - many, 12)
    length = timedelta(days=many * (7 if unit == "week" else 1) - 1)
    if opening:
        return Period(period.start, min(period.end, period.start + length))
    return Period(max(period.start, period.end - length), period.end)


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
