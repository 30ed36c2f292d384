"""Times told from the day of publication: "last month", "a year earlier", "this week"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from counterflow.reading.dates import shifted
from counterflow.reading.parts import narrowed
from counterflow.reading.relative_words import (
    AHEAD,
    HALF_OF_THIS,
    LAST_SEASON,
    NEXT_YEAR,
    PART_TOLD,
    RELATIVE,
    SAME_PERIOD,
    THAT_DATE,
    THAT_DAY,
    THAT_MONTH,
    THAT_YEAR,
    THAT_YEAREND,
    THIS_YEAR,
    UNIT_TOLD,
    UNITS_EARLIER,
    UP_TO_NOW,
    YEARS_EARLIER,
)
from counterflow.reading.times import (
    SINCE,
    SINCE_CLAUSE,
    Role,
    Time,
    ahead,
    back,
    count_of,
    stretch_of,
)
from counterflow.terms import Period

_YEARS_AWAY = {
    "last year": -1, "the previous year": -1,
    "next year": 1, "the coming year": 1, "the following year": 1,
}  # fmt: skip
_TOLD_BEFORE = ("that year", "the same year")


def relative_times(text: str, published: date) -> list[Time]:
    found: list[Time] = []
    halves, others = HALF_OF_THIS.finditer(text), RELATIVE.finditer(text)
    for match in halves:
        if _ENDS.match(match.group()) and _UP_TO.search(text[: match.start()]):
            continue
        found.append(_half(match, text, published))
        if (second := _THE_SECOND.match(text, match.end())) and _FIRST.match(match.group()):
            found.append(_next_part(found[-1], second))
    for match in others:
        time = _onerelative_times(match, text, published)
        if time is not None:
            found.append(time)
    return found


_FIRST = re.compile(r"(?:the )?first (?:half|quarter)", re.IGNORECASE)
_THE_SECOND = re.compile(
    r"[^.;]{1,80}?\b(?P<second>(?:in|during|over) the second)\b"
    r"(?=[.,;)]|$| (?:the|it|they|this|that|there|some|about|another|only|a|numbers?|\d))"
)


def _next_part(first: Time, second: re.Match[str]) -> Time:
    """ "In the second" after "in the first half of the year": as long, and right after it."""
    start = first.period.end + timedelta(days=1)
    months = 3 if first.period.days < _HALF else 6
    period = Period(start, shifted(start, months=months) - timedelta(days=1))
    return Time(*second.span("second"), "span", period, first.basis)


_HALF = 120  # days


def _half(match: re.Match[str], text: str, published: date) -> Time:
    of = (match.group("of") or match.group("rel") or "").lower()
    if of.endswith("month"):
        first = published.replace(day=1)
        month = str(shifted(first, months=-1) if of.startswith("last") else first)[:7]
        return Time(
            *match.span(),
            "span",
            narrowed(Period.parse(month), match.group("part")),
            "part of a month",
        )
    year = published.year + _YEARS_AWAY.get(of, 0)
    if part := match.group("part"):
        if of in _TOLD_BEFORE:
            day = Period(published, published)
            return Time(*match.span(), "same", day, f"{PART_TOLD}: {part.lower()}")
        period = narrowed(Period.parse(str(year)), part)
        role: Role = "by" if _UP_TO.search(text[: match.start()]) else "span"
        return Time(*match.span(), role, period, "part of a year")
    which = f"{match.group('which')} of"
    if of in _TOLD_BEFORE:
        return Time(
            *match.span(), "same", Period(published, published), f"{PART_TOLD}: {which.lower()}"
        )
    period = narrowed(Period.parse(str(year)), which)
    if not of and period.start > published:
        period = narrowed(Period.parse(str(year - 1)), f"{match.group('which')} of")
    return Time(*match.span(), "span", period, "part of a year")


def _onerelative_times(match: re.Match[str], text: str, published: date) -> Time | None:
    span = match.span()
    group = match.lastgroup
    kinds = match.groupdict()
    if kinds["nextyear"]:
        period = Period.parse(str(published.year + 1))
        if _UP_TO_END.search(text[: span[0]]):
            return Time(*span, "by", Period(period.end, period.end), NEXT_YEAR)
        role: Role = "by" if _UP_TO.search(text[: span[0]]) else "span"
        return Time(*span, role, period, NEXT_YEAR)
    if kinds["nextone"] or kinds["nextafter"]:
        return _year_after(match, text, published)
    if kinds["ahead"]:
        count = stretch_of(kinds["n8"], kinds["unit8"] or "", bool(kinds["several8"]))
        until = ahead(published, count, kinds["unit8"] or "")
        return Time(*span, "span", Period(published, until), AHEAD)
    if kinds["todate"]:
        start = date(published.year, 1, 1)
        return Time(*span, "span", Period(start, published), THIS_YEAR)
    if kinds["bare"]:
        return _season(kinds, span, published)
    if kinds["unitsame"]:
        basis = f"{UNIT_TOLD}: {(kinds['unit10'] or '').lower()}"
        return Time(*span, "same", Period(published, published), basis)
    if kinds["firstunits"]:
        basis = f"{UNIT_TOLD}: {count_of(kinds['n12'])} {kinds['unit12']}"
        return Time(*span, "same", Period(published, published), basis)
    if kinds["unitbefore"]:
        many = count_of(kinds["n11"]) * (3 if kinds["unit11"] == "quarter" else 1)
        unit = "week" if kinds["unit11"] == "week" else "month"
        basis = f"{UNITS_EARLIER}: {many} {unit}"
        return Time(*span, "earlier", Period(published, published), basis)
    if kinds["before2"] or kinds["calendar"]:
        year = published.year - (2 if kinds["before2"] else 1)
        return Time(*span, "span", Period.parse(str(year)), "last year, month or week")
    if kinds["season2"]:
        period = narrowed(Period.parse(str(published.year)), f"{kinds['season3']} of".lower())
        return Time(*span, "span", period, "last season")
    if kinds["days"]:
        last = _weekday(f"on {kinds['day2']}", span, published).period.end
        first = _weekday(f"on {kinds['day1']}", span, last).period.start
        return Time(*span, "span", Period(first, last), "range of dates")
    if kinds["later"]:
        count = count_of(kinds["n4"] or kinds["n5"])
        unit = kinds["unit4"] or kinds["unit5"] or "day"
        return Time(
            *span, "later", Period(published, ahead(published, count, unit)), "so much later"
        )
    if kinds["years"]:
        basis = f"{YEARS_EARLIER}: {count_of(kinds['n9'])}"
        return Time(*span, "earlier", Period(published, published), basis)
    if kinds["prior"] or kinds["prior2"]:
        return Time(*span, "earlier", Period(published, published), "a year earlier")
    if kinds["ago"]:
        day = back(published, count_of(kinds["n"]), kinds["unit"])
        before = text[: span[0]].rstrip() + " "
        since = SINCE.search(before) or SINCE_CLAUSE.search(before)
        if since or re.search(
            r"\b(?:began|started|broke out|erupted|launched|introduced|opened|created|announced|set up|"
            r"adopted|established)\b",
            text[: span[0]][-40:],
        ):
            return Time(*span, "since", Period(day, published), "since so long ago")
        return Time(*span, "span", Period(day, day), "so long ago")
    if kinds["inside"]:
        count = count_of(kinds["n6"]) if kinds["n6"] else 14
        period = Period(back(published, count, kinds["unit6"] or "day"), published)
        return Time(*span, "span", period, UP_TO_NOW)
    if kinds["same"]:
        return Time(*span, "same", Period(published, published), SAME_PERIOD)
    if kinds["thatyear"]:
        ends = kinds["thatyear"].lower().startswith("by")
        return Time(
            *span, "same", Period(published, published), THAT_YEAREND if ends else THAT_YEAR
        )
    if kinds["thatseason"]:
        basis = f"{PART_TOLD}: {(kinds['season5'] or '').lower()} of"
        return Time(*span, "same", Period(published, published), basis)
    if kinds["thatdate"] or kinds["thatday"]:
        basis = THAT_DATE if kinds["thatdate"] else THAT_DAY
        return Time(*span, "same", Period(published, published), basis)
    if kinds["thatmonth"]:
        return Time(*span, "same", Period(published, published), THAT_MONTH)
    if kinds["monthend"]:
        last = shifted(published.replace(day=1), months=1) - timedelta(days=1)
        return Time(*span, "by", Period(last, last), "the end of the month")
    if kinds["newyear"]:
        return Time(*span, "since", Period(date(published.year, 1, 1), published), "this year")
    if kinds["past"]:
        return _past(kinds, span, published, text[: span[0]] + " ")
    if kinds["this"]:
        start = {
            "year": date(published.year, 1, 1),
            "month": published.replace(day=1),
            "week": published - timedelta(days=published.weekday()),
        }[kinds["unit3"].lower()]
        return Time(*span, "span", Period(start, published), THIS_YEAR)
    if kinds["yesterday"]:
        day = published - timedelta(days=1)
        return Time(*span, "span", Period(day, day), "yesterday")
    if kinds["weekday"]:
        return _weekday(kinds["weekday"], span, published)
    if kinds["weekend"]:
        sunday = published - timedelta(days=(published.weekday() + 1) % 7)
        return Time(*span, "span", Period(sunday - timedelta(days=1), sunday), "the weekend")
    if kinds["now"]:
        return Time(*span, "now", Period(published, published), "now")
    if kinds["lastmonths"] or group == "lastmonths":
        period = narrowed(Period.parse(str(published.year)), f"{kinds['season']} of".lower())
        if period.end >= published:
            period = Period(shifted(period.start, years=-1), shifted(period.end, years=-1))
        if SINCE.search(text[: span[0]] + " "):
            return Time(*span, "since", Period(period.start, published), "since a date")
        return Time(*span, "span", period, LAST_SEASON)
    return None


def _year_after(match: re.Match[str], text: str, published: date) -> Time | None:
    """ "400,000 this year and 300,000 next", "in 2021 and 5,000 the year after"."""
    told = _THIS_YEAR.search(text, 0, match.start())
    if told is not None:
        year = published.year + 1
        return Time(*match.span(), "span", Period.parse(str(year)), NEXT_YEAR)
    if match.groupdict()["nextone"]:
        return None
    step = Period(published, ahead(published, 1, "year"))
    return Time(*match.span(), "later", step, "so much later")


_THIS_YEAR = re.compile(r"\bthis (?:calendar )?year\b(?:[^.;]|\.(?=\d))*$", re.IGNORECASE)


def _season(kinds: dict[str, str | None], span: tuple[int, int], published: date) -> Time:
    """The newest spring or summer that has begun, "in the spring"."""
    period = narrowed(Period.parse(str(published.year)), f"{kinds['season4']} of".lower())
    if period.start >= published:
        period = Period(shifted(period.start, years=-1), shifted(period.end, years=-1))
    lead = (kinds["lead4"] or "").lower()
    if lead == "since":
        return Time(*span, "since", Period(period.start, published), "since a date")
    if lead == "by":
        return Time(*span, "by", period, "by a date")
    return Time(*span, "span", period, LAST_SEASON)


def _past(
    kinds: dict[str, str | None], span: tuple[int, int], published: date, before: str
) -> Time | None:
    unit = (kinds["unit2"] or "").lower()
    whole = (kinds["past"] or "").lower()
    if kinds["n2"] is None and re.search(
        r"\b(?:last|previous|preceding) (?:year|month|week)$", whole
    ):
        if unit == "year":
            period = Period.parse(str(published.year - 1))
        elif unit == "month":
            end = published.replace(day=1) - timedelta(days=1)
            period = Period(end.replace(day=1), end)
        else:
            monday = published - timedelta(days=published.weekday() + 7)
            period = Period(monday, monday + timedelta(days=6))
        if SINCE.search(before):
            return Time(*span, "since", Period(period.start, published), "since last year or week")
        if _UP_TO.search(before):
            return Time(*span, "by", Period(period.end, period.end), "by last year or month")
        return Time(*span, "span", period, "last year, month or week")
    if "recent years" in whole:
        return None
    count = count_of(kinds["n2"]) if kinds["n2"] else (3 if whole.endswith("s") else 1)
    return Time(*span, "span", Period(back(published, count, unit), published), "the past so long")


_UP_TO = re.compile(r"\b(?:by|as of|until|before|at)\s+$", re.IGNORECASE)
_UP_TO_END = re.compile(r"\b(?:by|until|at|as of) (?:the )?(?:end|close) of\s+$", re.IGNORECASE)
_ENDS = re.compile(r"(?:the )?(?:end|close)\b")


def _weekday(text: str, span: tuple[int, int], published: date) -> Time:
    lead, name = text.split()
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    day = published - timedelta(days=(published.weekday() - names.index(name.lower())) % 7)
    if lead.lower() == "since":
        return Time(*span, "since", Period(day, published), "since a weekday")
    return Time(*span, "by" if lead.lower() == "by" else "span", Period(day, day), "a weekday")
