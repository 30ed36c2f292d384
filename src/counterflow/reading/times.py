"""A time expression, and how far so many weeks or months reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from counterflow.reading.dates import shifted
from counterflow.terms import Period

Role = Literal["span", "since", "by", "before", "now", "earlier", "later", "same"]

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "couple of": 2,
    "few": 3, "several": 4,
}  # fmt: skip
N = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
UNIT = r"(?P<unit>day|week|month|year|decade|hour)s?"
UNITS = r"(?P<unit>day|week|month|year|decade|hour)(?P<several>s?)"
SINCE = re.compile(
    r"(?:\b(?:ever )?since(?: (?:about|around|at least|the (?:start|beginning|end) of|then,?))?|"
    r"\bfrom(?= [^.;]{0,40}\bonwards?)|\bafter|\bfollowing|\bbeginning(?: in)?|"
    r"\bstarting(?: in)?|\b(?:begun|launched|opened|introduced|"
    r"(?:which|that) (?:began|started|erupted|broke out)) (?:in|on)|"
    r"\bначиная (?:с|со)|\bпосле|\bс|\bсо)\s+(?:the\s+|its\s+|his\s+|last\s+)?$",
    re.IGNORECASE,
)
BY = re.compile(
    r"\b(?:by|as of|as at|until|till|through|up to|(?<!ccording )to|prior to|before|"
    r"по состоянию на|к|до)\s+(?:the\s+|last\s+|\w+day,?\s+)?$",
    re.IGNORECASE,
)
_ELSE = (
    r"(?:were|was|are|is|had|have|lived?|held|stood|remain(?:ed)?|entered|arrived|crossed|came|went|"
    r"applied|received|left|fled|returned)\b"
)  # of another clause: "since the war began lived there on"
SINCE_CLAUSE = re.compile(
    r"\b(?:ever since|since|after|following|in the wake of)\s+(?=(?:[^.;,\d]|U\.[SNK]\.){3,90}$)"
    r"(?![^.;,]*\b(?:while|but|and then|according|compared|because|had|have|by|until|"
    rf"before|(?:were|was) living|(?:began|started|broke out|erupted|war|conflict|crisis|coup) "
    rf"{_ELSE})\b)(?:[^.;,\d]|U\.[SNK]\.)*$",
    re.IGNORECASE,
)


ONCE = re.compile(
    r"\b(?:[Oo]nce|[Aa]s soon as|[Aa]fter|[Ss]ince)\s+[^.;,\d]{3,90}\b(?:begun|began|started|"
    rf"launched|broken? out|erupted|invaded|attacked)\b(?! {_ELSE})[^.;,\d]{{0,60}}\b(?:on|in)\s+"
    r"(?:the\s+)?$"
)
"""What had begun on a day: "once the army had launched its offensive on"."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression in a sentence and the window it gives a flow.

    Parameters
    ----------
    start, end
        Offsets into the sentence.
    role
        How it bounds: a span, a start, an end, the present, a year earlier, or as told before.
    period
        The days meant; for `since` up to publication.
    basis
        What it rests on, in a few words.

    Examples
    --------
    >>> Time(0, 7, "span", Period.parse("2022"), "printed").role
    'span'
    """

    start: int
    end: int
    role: Role
    period: Period
    basis: str


def count_of(text: str | None) -> int:
    if not text:
        return 1
    return int(text) if text.isdigit() else NUMBERS[text.lower()]


def stretch_of(number: str | None, unit: str, several: bool) -> int:
    """How many units "the first month", "the first weeks" and "the two weeks" are."""
    if number:
        return count_of(number)
    return {"day": 7, "week": 3, "month": 3}.get(unit.lower(), 2) if several else 1


_HOURS = {"hour": 1, "day": 24, "week": 7 * 24}


def ahead(day: date, count: int, unit: str) -> date:
    unit = unit.lower()
    if unit in _HOURS:
        return day + timedelta(days=count * _HOURS[unit] // 24)
    return shifted(day, months=count * {"month": 1, "year": 12, "decade": 120}[unit])


def back(day: date, count: int, unit: str) -> date:
    unit = unit.lower()
    if unit in _HOURS:
        return day - timedelta(days=count * _HOURS[unit] // 24)
    return shifted(day, months=-count * {"month": 1, "year": 12, "decade": 120}[unit])


def onwards(day: date, published: date | None) -> Period:
    return Period(day, max(day, published) if published else day)
