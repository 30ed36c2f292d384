"""So many months of a year, and the same months of another year, told without their names."""

from __future__ import annotations

import re
from datetime import date, timedelta

from counterflow.reading.dates import shifted
from counterflow.reading.keyed import Keyed
from counterflow.reading.times import N, Time, count_of
from counterflow.terms import Period

SAME_MONTHS = "the same months of another year"
_YEAR = (
    r"(?:(?P<year>20\d\d)\b"
    r"|(?P<back>last year|the (?:previous|preceding|past) year)\b"
    r"|(?P<now>the year|(?:this|the current) (?:year|one))\b)"
)
_FIRST_OF_YEAR = Keyed(
    rf"\b(?:in|during|over|for|through|"
    rf"across)\s+(?:the\s+)?(?:first\s+)?{N}\s+months?\s+of\s+{_YEAR}"
    rf"|\b(?:in|during|over|for)\s+(?:the\s+)?first\s+{N.replace('?P<n>', '?P<m>')}\s+months?"
    r"\b(?!\s+(?:of|after|following|since|from|in)\b)",
    after="",
)
_SAME_IN = Keyed(
    r"\b(?:(?:in|during|over|for) )?(?:the )?(?:same|corresponding|comparable|equivalent|matching) "
    rf"(?:{N} )?(?:quarter|period|months?|weeks?|time|half(?:[- ]year)?|stretch|days)"
    rf"(?: (?:of|in|for) |,? (?=last|this)){_YEAR}",
    after="",
)
_A_YEAR_EARLIER = re.compile(r"(?:period|month|quarter|time)\s+(?:last year|(?:of|in) the)\b")


def first_months(text: str, published: date | None) -> list[Time]:
    """ "In ten months of last year", "in the same months of 2021", as they stand in a sentence.

    Examples
    --------
    >>> [time] = first_months("In ten months of last year", date(2023, 11, 15))
    >>> str(time.period.end)
    '2022-10-31'
    """
    found = []
    first, same = _FIRST_OF_YEAR.finditer(text), _SAME_IN.finditer(text)
    for match in first:
        bare = match.group("m") is not None
        year = published.year if bare and published is not None else _year(match, published)
        if year is None:
            continue
        start = date(year, 1, 1)
        months = count_of(match.group("m") or match.group("n"))
        end = shifted(start, months=months) - timedelta(days=1)
        if published is not None and bare and published < end:
            start, end = shifted(start, years=-1), shifted(end, years=-1)
        found.append(Time(*match.span(), "span", Period(start, end), "first months of a year"))
    for match in same:
        year = _year(match, published)
        if year is None or _A_YEAR_EARLIER.search(match.group()):
            continue
        found.append(Time(*match.span(), "earlier", Period.parse(str(year)), SAME_MONTHS))
    return found


def _year(match: re.Match[str], published: date | None) -> int | None:
    """The year of "last year", "this one", "2021"."""
    if match.group("year"):
        return int(match.group("year"))
    if published is None or not (match.group("back") or match.group("now")):
        return None
    return published.year - (match.group("back") is not None)
