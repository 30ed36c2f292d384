"""When: the time expressions of a sentence, and the window they give."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from counterflow.reading.context import Anchor, Context
from counterflow.reading.dates import Dated, find_dates, shifted
from counterflow.reading.keyed import Keyed
from counterflow.reading.phrases import english_times
from counterflow.terms import Period

Role = Literal["span", "since", "by", "now", "earlier", "later"]

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "couple of": 2,
    "few": 3, "several": 4,
}  # fmt: skip
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|month|year|decade|hour)s?"
_SINCE = re.compile(
    r"(?:\b(?:ever )?since(?: (?:about|around|at least|the (?:start|beginning|end) of|then,?))?|"
    r"\bfrom(?= [^.;]{0,40}\bonwards?)|\bafter|\bfollowing|\bbeginning(?: in)?|\bstarting(?: in)?|"
    r"\bначиная (?:с|со)|\bпосле|\bс|\bсо)\s+(?:the\s+|its\s+|his\s+|last\s+)?$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|as of|as at|until|till|through|up to|to|prior to|before|по состоянию на|к|до)\s+(?:the\s+|\w+day,?\s+)?$",
    re.IGNORECASE,
)
_SINCE_CLAUSE = re.compile(
    r"\b(?:ever since|since|after|following|in the wake of)\s+(?=[^.;,\d]{3,90}$)"
    r"(?![^.;,]*\b(?:while|but|and then|according|compared|because)\b)[^.;,\d]*$",
    re.IGNORECASE,
)
_YEAR_TO = re.compile(
    rf"\b(?:in|over|during|for)\s+the\s+(?:{_N}\s+)?(?P<unit>year|month)s?\s+(?:to|ending|ended|through|up to|until)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_RANGE_OPEN = re.compile(r"\b(?:between|from|с|со|между|от)\s+(?:the\s+)?$", re.IGNORECASE)
_RANGE_MID = re.compile(
    r"\s*,?\s*(?:and|to|until|till|through|up to|up until|по|до|и|[-–—])\s*(?:the\s+)?",
    re.IGNORECASE,
)
_RELATIVE = Keyed(
    rf"(?P<prior>(?:(?<=from )|(?<=than )|(?<=with )|(?<=to )|(?<=against )|(?<=on ))(?:a|the|one) year (?:earlier|before|ago|previously|prior)\b)"
    rf"|(?P<ago>\b(?:(?:about|around|nearly|almost|over|more than|some)\s+)?{_N}\s+{_UNIT}\s+ago)\b"
    r"|(?P<newyear>\bsince (?:the )?(?:start|beginning|turn) of (?:the|this) year\b)"
    rf"|(?P<past>\b(?:in|over|during|within|for)?\s*(?:the\s+)?(?:past|last|previous|preceding|recent)\s+(?:{_N.replace('?P<n>', '?P<n2>')}\s+)?{_UNIT.replace('?P<unit>', '?P<unit2>')})\b"
    r"|(?P<this>\b(?:so far )?(?:this|the current)\s+(?P<unit3>week|month|year))\b"
    r"|(?P<prior2>\b(?:(?:a|the|one) year (?:earlier|before|previously|prior)|(?:the )?(?:previous|prior|preceding) year|year[- ]on[- ]year|(?:the )?same (?:period|month|quarter|time) (?:last year|a year (?:earlier|ago|before)|(?:of|in) the (?:previous|prior|preceding) year|the (?:previous|prior) year|(?:the )?year before)|the year before))\b"
    r"|(?P<now>\b(?:now|currently|today|current|at present|presently|to date|so far|at the moment|still|сейчас|в настоящее время)\b)"
    rf"|(?P<inside>\b(?:(?:in|within) (?:just |only |barely |little |the space of |less than |more than |over |under |about )*)(?P<n6>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|\d{{1,3}})\s+{_UNIT.replace('?P<unit>', '?P<unit6>')}\b(?!\s+(?:of|after|following|since|from|to|ending|time)\b)|\b(?P<unit7>fortnight)\b)"
    r"|(?P<yesterday>\byesterday\b)"
    rf"|(?P<later>\b(?:after)\s+{_N.replace('?P<n>', '?P<n4>')}\s+{_UNIT.replace('?P<unit>', '?P<unit4>')}\b(?!\s+(?:of|in|at|on|and a half)\b)|\b{_N.replace('?P<n>', '?P<n5>')}\s+{_UNIT.replace('?P<unit>', '?P<unit5>')} later\b)"
    r"|(?P<weekday>\b(?:on|last|by|since)\s+(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))\b"
    r"|(?P<weekend>\b(?:over|at|during) the weekend\b)"
    r"|(?P<lastmonths>\blast (?P<season>spring|summer|autumn|fall|winter))\b",
    after="",
)
UP_TO_NOW = "so long up to publication"
SAME_MONTHS = "the same months of another year"
_SAME_IN = re.compile(
    r"\b(?:in |during |over )?(?:the )?same (?:quarter|period|months?|weeks?|time|half) (?:of|in) (?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_WITHIN_EVENT = re.compile(
    rf"\b(?:in|within|during|over)\s+(?:the\s+)?(?:(?:first|initial|opening)\s+)?(?:{_N}\s+)?{_UNIT}\s+"
    r"(?:of|after|following|since|from)\s+(?P<what>[^.;,]{3,80})",
    re.IGNORECASE,
)
_FIRST_OF_YEAR = re.compile(
    rf"\b(?:in|during|over|for)\s+(?:the\s+)?first\s+{_N}\s+months?\s+of\s+(?:the year|this year|(?P<year>20\d\d))",
    re.IGNORECASE,
)
_HALF_OF_THIS = re.compile(
    r"\b(?P<which>first half|second half|(?:first|second|third|fourth) quarter)(?: of (?P<of>this year|the year|last year|the previous year))?(?! of (?:the )?\d)\b",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(
    rf"\b(?:in|within|during|over|for)\s+(?:the\s+)?(?:first\s+)?(?:{_N}\s+)?{_UNIT}\s+(?:after|following|since|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_YEAREND = re.compile(
    r"\b(?:by|before|until)\s+(?:(?:the\s+)?end of (?:the|this) year|(?:the\s+)?year['’]s end|year[- ]end|the year is out|the year ends|конца года)\b",
    re.IGNORECASE,
)
_EVENT_LEAD = re.compile(
    r"\b(?:ever since|since|after|following|in the wake of|in the aftermath of|upon|when)\s+"
    r"(?P<what>[^.;]{3,110})",
    re.IGNORECASE,
)
_START_OF_EVENT = re.compile(
    r"\b(?:since|from|after|at|with)\s+(?:the\s+)?(?:start|beginning|outbreak|onset|initiation|eruption|first days)\s+of\s+"
    r"(?P<what>[^.;]{3,90})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression in a sentence and the window it gives a flow.

    Parameters
    ----------
    start, end
        Offsets into the sentence.
    role
        How it bounds: a span, a start, an end, the present, or a year earlier.
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


def find_times(text: str, context: Context) -> list[Time]:
    """Time expressions of a sentence, in order.

    Examples
    --------
    >>> context = Context(published=date(2023, 5, 1))
    >>> [(t.role, str(t.period.start)) for t in find_times("since January 2023", context)]
    [('since', '2023-01-01')]
    """
    published = context.published
    first = _first_months(text, published) + _translated(text, context)
    dates = [
        d for d in find_dates(text, published)
        if not any(t.start < d.end and d.start < t.end for t in first)
    ]  # fmt: skip
    times = first + _from_dates(text, dates, published)
    if published is not None:
        last_day = Period(date(published.year, 12, 31), date(published.year, 12, 31))
        times += [
            Time(*m.span(), "by", last_day, "the end of the year") for m in _YEAREND.finditer(text)
        ]
    taken = [(time.start, time.end) for time in times]
    for time in (
        *_from_events(text, context),
        *(_relative(text, published) if published else ()),
    ):
        if not any(time.start < end and start < time.end for start, end in taken):
            times.append(time)
            taken.append((time.start, time.end))
    return sorted(times, key=lambda time: time.start)


def _translated(text: str, context: Context) -> list[Time]:
    """Expressions of other languages, read as their English."""
    found: list[Time] = []
    for start, end, english in english_times(text):
        if any(time.start < end and start < time.end for time in found):
            continue
        for time in find_times(english, context)[:1]:
            found.append(replace(time, start=start, end=end))
    return found


def _since(day: date, published: date | None) -> Period:
    return Period(day, max(day, published) if published else day)


def _from_dates(text: str, dates: list[Dated], published: date | None) -> list[Time]:
    times: list[Time] = []
    index = 0
    while index < len(dates):
        this = dates[index]
        following = dates[index + 1] if index + 1 < len(dates) else None
        before = text[max(0, this.start - 150) : this.start]
        if following is not None and _RANGE_MID.fullmatch(text[this.end : following.start]):
            mid = text[this.end : following.start].strip().lower()
            opened = _RANGE_OPEN.search(before) is not None
            closed = mid not in ("and", ", and") or before.lower().rstrip().endswith("between")
            if (opened or closed) and following.period.end >= this.period.start:
                period = Period(this.period.start, following.period.end)
                times.append(Time(this.start, following.end, "span", period, "range of dates"))
                index += 2
                continue
            if mid in ("and", ", and") and 0 < (following.period.start - this.period.end).days < 40:
                period = Period(this.period.start, following.period.end)
                times.append(Time(this.start, following.end, "span", period, "two dates"))
                index += 2
                continue
        if lead := _YEAR_TO.search(before):
            count = _count(lead.group("n")) * (12 if lead.group("unit") == "year" else 1)
            day = this.period.end
            period = Period(shifted(day, months=-count), day)
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
        if lead := _AFTER_DATE.search(before):
            unit = lead.group("unit")
            count = _count(lead.group("n")) if lead.group("n") else (1 if unit == "year" else 3)
            period = Period(this.period.start, _ahead(this.period.end, count, unit))
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
        since, until = _SINCE.search(before) or _SINCE_CLAUSE.search(before), _BY.search(before)
        lead = since or until
        start = this.start - len(before) + lead.start() if lead else this.start
        after = text[this.end : this.end + 12].lower()
        if since or after.startswith((" onward", " on,")):
            period = _since(this.period.start, published)
            times.append(Time(start, this.end, "since", period, "since a date"))
        elif until:
            times.append(Time(start, this.end, "by", this.period, "by a date"))
        else:
            times.append(Time(start, this.end, "span", this.period, "printed date"))
        index += 1
    return times


def find_anchor(text: str, anchors: tuple[Anchor, ...]) -> Anchor | None:
    """The event that words point to: the one named first, the earliest of its kind.

    Examples
    --------
    >>> war = Anchor(date(2022, 2, 24), "war", "Invasion")
    >>> find_anchor("the war began", (war,)) is war
    True
    """
    lowered = text.lower()
    best: tuple[int, Anchor] | None = None
    for anchor in anchors:
        for word in anchor.words:
            found = re.search(
                rf"\b{re.escape(word)}" + (r"\w*" if not word.isascii() else r"\b"), lowered
            )
            if found and (best is None or found.start() < best[0]):
                best = (found.start(), anchor)
    return best[1] if best else None


def _from_events(text: str, context: Context) -> list[Time]:
    found: list[Time] = []
    for match in _WITHIN_EVENT.finditer(text):
        anchor = find_anchor(match.group("what"), context.anchors)
        if anchor is not None:
            count = _count(match.group("n"))
            end = _ahead(anchor.day, count, match.group("unit"))
            last = match.start("what") + 25
            found.append(Time(match.start(), max(match.start("what"), min(last, match.end())),
                              "span", Period(anchor.day, end), f"after: {anchor.title}"))  # fmt: skip
    for pattern in (_START_OF_EVENT, _EVENT_LEAD):
        for match in pattern.finditer(text):
            lead = match.group(0).split()[0].lower()
            what = match.group("what")
            if lead == "when" and not re.search(r"\b(?:after|since)\b", what):
                continue
            anchor = find_anchor(_first_words(what), context.anchors)
            if anchor is not None and not find_dates(what[:60], context.published):
                span = (match.start(), match.start("what") + min(len(what), 40))
                period = _since(anchor.day, context.published)
                found.append(Time(*span, "since", period, f"since: {anchor.title}"))
    return found


def _first_words(what: str) -> str:
    """The words up to where another clause begins."""
    return re.split(r",|\b(?:but|while|and then|according)\b", what)[0][:90]


def _count(text: str | None) -> int:
    if not text:
        return 1
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _ahead(day: date, count: int, unit: str) -> date:
    unit = unit.lower()
    if unit in ("day", "week", "hour"):
        return day + timedelta(days=count * {"day": 1, "week": 7, "hour": 0}[unit])
    return shifted(day, months=count * {"month": 1, "year": 12, "decade": 120}[unit])


def _back(day: date, count: int, unit: str) -> date:
    unit = unit.lower()
    if unit in ("day", "week", "hour"):
        return day - timedelta(days=count * {"day": 1, "week": 7, "hour": 0}[unit])
    return shifted(day, months=-count * {"month": 1, "year": 12, "decade": 120}[unit])


def _relative(text: str, published: date) -> list[Time]:
    found: list[Time] = []
    for match in _HALF_OF_THIS.finditer(text):
        found.append(_half(match, published))
    for match in _RELATIVE.finditer(text):
        time = _one_relative(match, text, published)
        if time is not None:
            found.append(time)
    return found


def _first_months(text: str, published: date | None) -> list[Time]:
    found = []
    for match in _FIRST_OF_YEAR.finditer(text):
        if match.group("year") or published is not None:
            year = int(match.group("year") or (published.year if published else 0))
            start = date(year, 1, 1)
            end = shifted(start, months=_count(match.group("n"))) - timedelta(days=1)
            found.append(Time(*match.span(), "span", Period(start, end), "first months of a year"))
    for match in _SAME_IN.finditer(text):
        found.append(Time(*match.span(), "earlier", Period.parse(match.group("year")), SAME_MONTHS))
    return found


def _half(match: re.Match[str], published: date) -> Time:
    from counterflow.reading.dates import narrowed

    of = (match.group("of") or "").lower()
    year = published.year - (of in ("last year", "the previous year"))
    period = narrowed(Period.parse(str(year)), f"{match.group('which')} of")
    if not of and period.start > published:
        period = narrowed(Period.parse(str(year - 1)), f"{match.group('which')} of")
    return Time(*match.span(), "span", period, "part of a year")


def _one_relative(match: re.Match[str], text: str, published: date) -> Time | None:
    span = match.span()
    group = match.lastgroup
    kinds = match.groupdict()
    if kinds["later"]:
        count = _count(kinds["n4"] or kinds["n5"])
        unit = kinds["unit4"] or kinds["unit5"] or "day"
        return Time(
            *span, "later", Period(published, _ahead(published, count, unit)), "so much later"
        )
    if kinds["prior"] or kinds["prior2"]:
        return Time(*span, "earlier", Period(published, published), "a year earlier")
    if kinds["ago"]:
        day = _back(published, _count(kinds["n"]), kinds["unit"])
        before = text[: span[0]].rstrip() + " "
        since = _SINCE.search(before) or _SINCE_CLAUSE.search(before)
        if since or re.search(
            r"\b(?:began|started|broke out|erupted|launched)\b", text[: span[0]][-40:]
        ):
            return Time(*span, "since", Period(day, published), "since so long ago")
        return Time(*span, "span", Period(day, day), "so long ago")
    if kinds["inside"]:
        count = _count(kinds["n6"]) if kinds["n6"] else 14
        period = Period(_back(published, count, kinds["unit6"] or "day"), published)
        return Time(*span, "span", period, UP_TO_NOW)
    if kinds["newyear"]:
        return Time(*span, "since", Period(date(published.year, 1, 1), published), "this year")
    if kinds["past"]:
        return _past(kinds, span, published, _SINCE.search(text[: span[0]] + " ") is not None)
    if kinds["this"]:
        start = {
            "year": date(published.year, 1, 1),
            "month": published.replace(day=1),
            "week": published - timedelta(days=published.weekday()),
        }[kinds["unit3"].lower()]
        return Time(*span, "span", Period(start, published), "this year, month or week")
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
        from counterflow.reading.dates import narrowed

        period = narrowed(Period.parse(str(published.year)), f"{kinds['season']} of".lower())
        if period.start > published:
            period = Period(shifted(period.start, years=-1), shifted(period.end, years=-1))
        return Time(*span, "span", period, "last season")
    return None


def _past(
    kinds: dict[str, str | None], span: tuple[int, int], published: date, since: bool
) -> Time:
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
        if since:
            return Time(*span, "since", Period(period.start, published), "since last year or week")
        return Time(*span, "span", period, "last year, month or week")
    count = _count(kinds["n2"]) if kinds["n2"] else (3 if whole.endswith("s") else 1)
    return Time(*span, "span", Period(_back(published, count, unit), published), "the past so long")


def _weekday(text: str, span: tuple[int, int], published: date) -> Time:
    lead, name = text.split()
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    day = published - timedelta(days=(published.weekday() - names.index(name.lower())) % 7)
    if lead.lower() == "since":
        return Time(*span, "since", Period(day, published), "since a weekday")
    return Time(*span, "by" if lead.lower() == "by" else "span", Period(day, day), "a weekday")
