"""Windows of days, months and parts of a year whose year is told elsewhere in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from counterflow.reading.context import Context
from counterflow.reading.dates import shifted
from counterflow.reading.draft import Draft
from counterflow.reading.relative_words import LAST_SEASON
from counterflow.reading.scene import Counted
from counterflow.reading.times import Time
from counterflow.reading.turns import Form, turned

Window = tuple[date, date]

_WITHOUT_YEAR = ("printed date", "by a date", "since a date", LAST_SEASON)
_PART_OF_YEAR = 100  # days
_MOST_OF_YEAR = 300
_YEAR = re.compile(r"\d{4}|year|год")
_THIS_OR_LAST = re.compile(r"\d{4}|(?:this|last|next|previous|coming|following|that|same) year")


def in_year_told(
    time: Time, counted: Counted, context: Context, last: Draft | None, text: str
) -> Iterator[Form]:
    """A day or month without a year, in the year of the claim before.

    Parameters
    ----------
    time, text
        The expression and its sentence.
    counted
        What the number is to time.
    context
        The crisis and the day of publication.
    last
        The claim before.
    """
    yearless = time.basis in _WITHOUT_YEAR and time.period.days < _PART_OF_YEAR
    yearless = yearless and not _YEAR.search(text, time.start, time.end)
    yearless = yearless or _of_the_year(time, text)
    if context.published is not None and time.role == "by":
        yield from turned(time, context.published, text)
    if time.role not in ("span", "by") or last is None or last.period_end is None:
        return
    years = last.period_end.year - time.period.end.year
    if years and (yearless or time.basis == "the end of the year"):
        start, end = shifted(time.period.start, years=years), shifted(time.period.end, years=years)
        if time.role == "by" and counted != "stock":
            crisis = context.start
            yield "told year day", end, end
            if crisis is not None and crisis <= end:
                yield "told year from crisis", crisis, end
            start = date(end.year, 1, 1)
        yield "told year", start, end


def in_year_beside(time: Time, others: Sequence[Time], text: str) -> Iterator[Form]:
    """A month without a year in a year that is told beside it: "In 2014 ... a high in July"."""
    yearless = time.basis in _WITHOUT_YEAR and time.period.days < _PART_OF_YEAR
    yearless = yearless and not _YEAR.search(text, time.start, time.end)
    if time.role != "span" or not (yearless or _of_the_year(time, text)):
        return
    for other in others:
        first, last = other.period.start, other.period.end
        whole = other.role == "span" and (first.month, first.day, last.month) == (1, 1, 12)
        if whole and first.year == last.year:
            years = first.year - time.period.end.year
            if years:
                yield "year beside", *_by_years((time.period.start, time.period.end), years)


def _by_years(window: Window, years: int) -> Window:
    return shifted(window[0], years=years), shifted(window[1], years=years)


def _of_the_year(time: Time, text: str) -> bool:
    """Whether "the first half of the year", "between March and June" leave open of which year."""
    words = text[time.start : time.end]
    if time.basis == "range of dates":
        return time.period.days < _MOST_OF_YEAR and _YEAR.search(words) is None
    return time.basis == "part of a year" and _THIS_OR_LAST.search(words) is None
