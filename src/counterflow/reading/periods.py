"""When: the time expressions of a sentence, and the window they give."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from counterflow.reading.context import Anchor, Context
from counterflow.reading.dates import Dated, find_dates
from counterflow.reading.happenings import event_times, find_anchor
from counterflow.reading.keyed import Keyed
from counterflow.reading.months_of import first_months
from counterflow.reading.phrases import english_times
from counterflow.reading.prospects import awaited
from counterflow.reading.range_ends import joined, opening_day
from counterflow.reading.relative import relative_times
from counterflow.reading.times import (
    BY,
    ONCE,
    SINCE,
    SINCE_CLAUSE,
    UNITS,
    N,
    Time,
    ahead,
    back,
    count_of,
    onwards,
    stretch_of,
)
from counterflow.terms import Period

_YEAR_TO = re.compile(
    rf"\b(?:in|over|during|for)\s+the\s+(?:{N}\s+)?(?:fiscal |financial )?(?P<unit>year|month|"
    rf"week|day)s?\s+(?:that |which )?(?:to|ending|ended|through|up to|until|ends)\s+(?:on |in |"
    rf"at )?(?:the\s+)?(?:end of )?$",
    re.IGNORECASE,
)
_RANGE_OPEN = re.compile(
    r"\b(?:between|from|с|со|между|от)\s+(?:the\s+)?(?:(?:its|the) (?:[a-z]+ ){1,3}in )?$",
    re.IGNORECASE,
)
_RANGE_MID = re.compile(
    r"\s*,?\s*(?:and|to|until|till|through|up to|up until|по|до|и|"
    r"[-–—])\s*(?:the\s+)?(?:this past |last |this |the end of )?",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(
    rf"\b(?:(?P<within>in|within|during|over|for)\s+(?:barely |just |about |under |less than |"
    rf"little more than )?(?:the\s+)?(?:first\s+)?(?:{N}\s+)?{UNITS}\s+(?:after|following|since|"
    rf"from|of|beginning|starting)"
    rf"|(?P<then>{N.replace('?P<n>', '?P<n2>')})\s+{UNITS.replace('?P<unit>', '?P<unit2>').replace('?P<several>', '?P<several2>')}\s+(?:after|following)|the day (?:after|following))\s+(?:the\s+)?"
    r"(?:(?:it|fighting|[^.;,\d]{3,50}?)\s(?:on|in)\s+)?$",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"(?:as|по состоянию)\b", re.IGNORECASE)
_BEFORE = re.compile(r"(?:before|prior to)\b", re.IGNORECASE)
_YEAREND = Keyed(
    r"\b(?:by|before|until|at|as of)\s+(?:(?:the\s+)?end of (?:the|this) year|"
    r"(?:the\s+)?year['’]s end|year[- ]end|the year is out|the year ends|конца года)\b",
    after="",
)


_LAST_YEAREND = Keyed(r"\b(?:by|before|until|at) the end of (?:last|the previous) year\b", after="")


def find_times(text: str, context: Context) -> list[Time]:
    """Time expressions of a sentence, in order.

    Examples
    --------
    >>> context = Context(published=date(2023, 5, 1))
    >>> [(t.role, str(t.period.start)) for t in find_times("since January 2023", context)]
    [('since', '2023-01-01')]
    """
    return list(_found(text, context))


# A document's sentences are asked again, for what they lend to later ones.
@lru_cache(maxsize=512)
def _found(text: str, context: Context) -> tuple[Time, ...]:
    published = context.published
    first = first_months(text, published) + _translated(text, context)
    dates = [
        d for d in find_dates(text, published)
        if not any(t.start < d.end and d.start < t.end for t in first)
    ]  # fmt: skip
    times = first + _from_dates(text, dates, published, context.anchors)
    if published is not None:
        last_day = Period(date(published.year, 12, 31), date(published.year, 12, 31))
        this_end, last_end = _YEAREND.finditer(text), _LAST_YEAREND.finditer(text)
        times += [Time(*m.span(), "by", last_day, "the end of the year") for m in this_end]
        before = date(published.year - 1, 12, 31)
        times += [
            Time(*m.span(), "by", Period(before, before), "the end of last year") for m in last_end
        ]
    taken = [(time.start, time.end) for time in times]
    for time in (
        *event_times(text, context),
        *(relative_times(text, published) if published else ()),
    ):
        if not any(time.start < end and start < time.end for start, end in taken):
            times.append(time)
            taken.append((time.start, time.end))
    times = [time for time in times if not _in_dateline(text, time)]
    times.sort(key=lambda time: time.start)
    return tuple(joined(times, text, context.anchors))


def _in_dateline(text: str, time: Time) -> bool:
    """Whether a date opens a dispatch: "AMMAN, June 20 (Agency) - More than two million ..."."""
    if time.basis != "printed date" or time.start > _LONGEST_DATELINE:
        return False
    return (
        _DATELINE.fullmatch(text, 0, time.start) is not None
        and _DASH.match(text, time.end) is not None
    )


_LONGEST_DATELINE = 60
_DATELINE = re.compile(r"\W*(?:[A-ZÀ-Þ][\w.’'-]*[ /,]*)+\s*")
_DASH = re.compile(r"\s*(?:\([A-Z][^()]{1,25}\))?\s*[-–—]\s")


def _translated(text: str, context: Context) -> list[Time]:
    """Expressions of other languages, read as their English."""
    found: list[Time] = []
    for start, end, english in english_times(text):
        if any(time.start < end and start < time.end for time in found):
            continue
        for time in find_times(english, context)[:1]:
            found.append(replace(time, start=start, end=end))
    return found


_FROM_EVENT = re.compile(
    r"\b(?:between|from)\s+(?P<what>[^.;,\d]{3,60}?)\s+(?:and|to|until|till|"
    r"through)\s+(?:the\s+)?(?:end of\s+|middle of\s+)?$",
    re.IGNORECASE,
)
_TO_NOW = re.compile(
    r"\s*(?:and|to|until|till|through) (?:now|today|the present|the present day)\b"
)
_SO_LONG = re.compile(
    r"(?:day|week|month|year|decade|hour)s? (?:after|following|since|from|of|beginning|starting) "
)
_OF = re.compile(r"\bof\s+(?:the\s+)?$")


def _of_event(dated: Dated, lead: str, anchors: tuple[Anchor, ...]) -> Period:
    """The day itself, in the year of the event that is told to have begun on it."""
    anchor = None if dated.explicit_year else find_anchor(lead, anchors)
    if anchor is None or (anchor.day.month, anchor.day.day) != (
        dated.period.start.month,
        dated.period.start.day,
    ):
        return dated.period
    return Period(anchor.day, anchor.day)


def _after(lead: re.Match[str], day: Period) -> Period:
    """The window of "in the two weeks after", "a month after", "the day after" a day."""
    if lead.group("unit"):
        unit = lead.group("unit")
        count = stretch_of(lead.group("n"), unit, bool(lead.group("several")))
    elif lead.group("unit2"):
        count, unit = count_of(lead.group("n2")), lead.group("unit2")
    else:
        return Period(ahead(day.end, 1, "day"), ahead(day.end, 1, "day"))
    return Period(day.start, ahead(day.end, count, unit))


def _first_day(dated: Dated, lead: str, anchors: tuple[Anchor, ...]) -> date:
    """The day meant by "since the war began in 2011": the war's, where its day is known."""
    anchor = find_anchor(lead, anchors) if dated.period.days > _YEAR_DAYS else None
    within = anchor is not None and dated.period.start <= anchor.day <= dated.period.end
    return anchor.day if anchor is not None and within else dated.period.start


_YEAR_DAYS = 360
_CLAUSE = 90  # characters


def _from_dates(
    text: str, dates: list[Dated], published: date | None, anchors: tuple[Anchor, ...]
) -> list[Time]:
    times: list[Time] = []
    index = 0
    while index < len(dates):
        this = dates[index]
        following = dates[index + 1] if index + 1 < len(dates) else None
        before = text[max(0, this.start - 150) : this.start]
        if following is not None and _RANGE_MID.fullmatch(text[this.end : following.start]):
            mid = text[this.end : following.start].strip().lower()
            opening = _RANGE_OPEN.search(before)
            opened = opening is not None
            closed = mid not in ("and", ", and") or before.lower().rstrip().endswith("between")
            if (opened or closed) and following.period.end >= this.period.start:
                opener = opening.group() if opening else ""
                period = Period(opening_day(this.period, opener, anchors), following.period.end)
                times.append(Time(this.start, following.end, "span", period, "range of dates"))
                index += 2
                continue
            if mid in ("and", ", and") and 0 < (following.period.start - this.period.end).days < 40:
                period = Period(this.period.start, following.period.end)
                times.append(Time(this.start, following.end, "span", period, "two dates"))
                index += 2
                continue
        if lead := _YEAR_TO.search(before):
            day = this.period.end
            period = Period(back(day, count_of(lead.group("n")), lead.group("unit")), day)
            times.append(
                Time(
                    this.start - len(before) + lead.start(),
                    this.end,
                    "span",
                    period,
                    "so long up to a date",
                )
            )
            index += 1
            continue
        lead = _AFTER_DATE.search(before) if _SO_LONG.search(before) else None
        if lead and not (this.period.days > 1 and _OF.search(lead.group())):
            period = _after(lead, _of_event(this, lead.group(), anchors))
            times.append(
                Time(
                    this.start - len(before) + lead.start(),
                    this.end,
                    "span",
                    period,
                    "so long after a date",
                )
            )
            index += 1
            continue
        opens = "etween" in before or "rom " in before
        if opens and published is not None and (now := _TO_NOW.match(text, this.end)):
            period = Period(this.period.start, max(published, this.period.start))
            times.append(Time(this.start, now.end(), "span", period, "range of dates"))
            index += 1
            continue
        if (event := _FROM_EVENT.search(before) if opens else None) and (
            anchor := find_anchor(event.group("what"), anchors)
        ):
            period = Period(anchor.day, max(anchor.day, this.period.end))
            start = this.start - len(before) + event.start()
            times.append(Time(start, this.end, "span", period, "range of dates"))
            index += 1
            continue
        since = SINCE.search(before) or SINCE_CLAUSE.search(before) or ONCE.search(before)
        until = BY.search(before)
        lead = since or until
        start = this.start - len(before) + lead.start() if lead else this.start
        after = text[this.end : this.end + 12].lower()
        if since or after.startswith((" onward", " on,")):
            first = _first_day(this, text[start : this.start], anchors)
            times.append(Time(start, this.end, "since", onwards(first, published), "since a date"))
        elif until:
            period = this.period
            before_then = _AS_OF.match(until.group()) is None
            if before_then and not this.explicit_year and published is not None:
                period = awaited(period, text[max(0, start - _CLAUSE) : this.end], published)
            if _BEFORE.match(until.group()):
                period = Period(period.start, period.start)
            times.append(Time(start, this.end, "by", period, "by a date"))
        else:
            times.append(Time(start, this.end, "span", this.period, "printed date"))
        index += 1
    return times
