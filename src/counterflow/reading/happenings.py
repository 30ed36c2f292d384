"""Times told from an event of the crisis: "since the invasion", "in the first month of the war"."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from counterflow.reading.context import Anchor, Context
from counterflow.reading.dates import find_dates
from counterflow.reading.keyed import Keyed
from counterflow.reading.times import (
    NUMBERS,
    UNITS,
    N,
    Role,
    Time,
    ahead,
    back,
    onwards,
    stretch_of,
)
from counterflow.terms import Period

_WITHIN_EVENT = Keyed(
    rf"\b(?:(?:in|within|during|over)\s+(?:just |barely |about |only |under |"
    rf"less than )?(?:the\s+)?(?:(?P<order>first|initial|opening|early|second|third|fourth)\s+)?|"
    rf"(?P<then>(?=\d|{'|'.join(NUMBERS)})))(?:{N}\s+)?{UNITS}\s+"
    r"(?:on (?:from|since)|of|after|following|since|from|into)\s+(?P<what>[^.;,]{3,80})",
    after="",
)
_EVENTS_OWN = re.compile(
    rf"\b(?P<what>\w+)['’]s (?P<order>first|initial|opening|early|second|third|"
    rf"fourth) (?:{N} )?{UNITS}\b"
)
_UNIT_OF_EVENT = Keyed(
    r"\b(?:in |during )?the (?P<unit>week|month|year) (?:of|when|in which|"
    r"that saw) (?P<what>[^.;,\d]{3,60})",
    after="",
)
_OF = re.compile(r"\b(?:day|week|month|year|decade|hour)s?\s+of\s")
_LATER_UNIT = {"second": 1, "third": 2, "fourth": 3}
_EVENT_LEAD = Keyed(
    r"\b(?:ever since|since|after|following|in the wake of|in the aftermath of|upon|when)\s+"
    r"(?P<what>[^.;]{3,110})",
    after="",
)
_START_OF_EVENT = Keyed(
    r"\b(?:since|from|after|at|with)\s+(?:the\s+)?(?:start|beginning|outbreak|onset|initiation|"
    r"eruption|first days)\s+of\s+"
    r"(?P<what>[^.;]{3,90})",
    after="",
)


_BEFORE_EVENT = Keyed(
    r"\b(?:before|prior to|ahead of|on the eve of|до)\s+(?P<what>[^.;,]{3,60})", after=""
)
_BETWEEN = Keyed(
    r"\bbetween\s+(?P<what>[^.;,\d]{3,60}?)\s+and\s+(?P<then>[^.;,\d]{3,60})", after=""
)
_ANNIVERSARY = Keyed(
    r"\b(?:by|on|at|before|until)\s+(?:the\s+)?(?P<nth>first|second|third|fourth|"
    r"fifth)\s+anniversary\s+of\s+(?P<what>[^.;,]{3,60})",
    after="",
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_ENDED = re.compile(r"\b(?:end|ended|over)\b")


_AFTER_OR_SINCE = re.compile(r"\b(?:after|since)\b")
_NEXT_CLAUSE = re.compile(
    r",|\b(?:but|while|and then|according)\b|\d(?=[\d.,]*(?:\s?%|\s(?:per ?cent|percent|people)))"
    r"|\d{1,3}(?=[,.  ]\d{3}\b)"
)


_NEXT_END = re.compile(r"\s(?:to|until|till|through|up to)\b")


def find_anchor(text: str, anchors: tuple[Anchor, ...]) -> Anchor | None:
    """The event that words point to: the one named first, the earliest of its kind.

    Examples
    --------
    >>> from datetime import date
    >>> war = Anchor(date(2022, 2, 24), "war", "Invasion")
    >>> find_anchor("the war began", (war,)) is war
    True
    """
    lowered = text.lower()
    best: tuple[int, Anchor] | None = None
    for anchor in anchors:
        found = _named(anchor).search(lowered)
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), anchor)
    if best is None and anchors and _CRISIS.search(lowered):
        return anchors[0]
    return best[1] if best else None


_CRISIS = re.compile(
    r"\b(?:crisis|emergency|exodus|influx|outflow|hostilities|unrest|turmoil|"
    r"events (?:in|there|began|started))\b"
)
"""Words for the whole of it, whatever it began with."""


@lru_cache(maxsize=256)
def _named(anchor: Anchor) -> re.Pattern[str]:
    """Any of the words that name an event; Russian ones in any form."""
    words = (re.escape(word) + (r"\b" if word.isascii() else "") for word in anchor.words)
    return re.compile(rf"\b(?:{'|'.join(words)})" if anchor.words else "(?!)")


def event_times(text: str, context: Context) -> list[Time]:
    if not context.anchors:
        return []
    found: list[Time] = []
    within, started = _WITHIN_EVENT.finditer(text), _START_OF_EVENT.finditer(text)
    led, before = _EVENT_LEAD.finditer(text), _BEFORE_EVENT.finditer(text)
    owned = _EVENTS_OWN.finditer(text) if "'s " in text or "’s " in text else ()
    for match in (*within, *owned):
        if (
            "then" in match.re.groupindex
            and match.group("then") is not None
            and _OF.search(match.group())
        ):
            continue  # "uprooted by 13 years of war" is a cause, not a window
        anchor = find_anchor(match.group("what"), context.anchors)
        if anchor is not None and not find_dates(match.group("what")[:60], context.published):
            last = min(match.start("what") + 25, match.end())
            end = match.end() if match.end() > match.end("what") else max(match.start("what"), last)
            basis = f"after: {anchor.title}"
            window = _stretch(anchor.day, match)
            role: Role = "span"
            if _is_now(window.end, context):
                role, window = "since", onwards(window.start, context.published)
            found.append(Time(match.start(), end, role, window, basis))
    for match in _UNIT_OF_EVENT.finditer(text):
        anchor = find_anchor(_first_words(match.group("what")), context.anchors)
        if anchor is not None:
            end = match.start("what") + min(len(match.group("what")), 25)
            window = _unit_around(anchor.day, match.group("unit"))
            found.append(Time(match.start(), end, "span", window, f"around: {anchor.title}"))
    for match in (*started, *led):
        lead = match.group(0).split()[0].lower()
        what = match.group("what")
        if lead == "when" and not _AFTER_OR_SINCE.search(what):
            continue
        anchor = find_anchor(_first_words(what), context.anchors)
        if anchor is not None and not find_dates(what[:60], context.published):
            span = (match.start(), match.start("what") + len(_NEXT_END.split(what[:40], 1)[0]))
            period = onwards(anchor.day, context.published)
            found.append(Time(*span, "since", period, f"since: {anchor.title}"))
    for match in before:
        anchor = find_anchor(_first_words(match.group("what")), context.anchors)
        if anchor is not None and not _ENDED.search(match.group("what")):
            day = Period(anchor.day, anchor.day)
            basis = f"before: {anchor.title}"
            if lead_in := _SO_LONG.search(text, max(0, match.start() - 50), match.start()):
                count = stretch_of(lead_in.group("n"), lead_in.group("unit"), True)
                many = Period(back(anchor.day, count, lead_in.group("unit")), anchor.day)
                found.append(Time(lead_in.start(), match.end(), "span", many, basis))
                continue
            found.append(Time(*match.span(), "before", day, basis))
    return [*found, *_between_two(text, context), *_anniversaries(text, context)]


def _between_two(text: str, context: Context) -> list[Time]:
    """ "Between the invasion and the mobilisation": from one event to another."""
    found: list[Time] = []
    for match in _BETWEEN.finditer(text):
        first = find_anchor(match.group("what"), context.anchors)
        then = find_anchor(_first_words(match.group("then")), context.anchors)
        if first is None or then is None or not first.day < then.day:
            continue
        end = match.start("then") + min(25, len(match.group("then")))
        basis = f"after: {first.title}"
        found.append(Time(match.start(), end, "span", Period(first.day, then.day), basis))
    return found


def _anniversaries(text: str, context: Context) -> list[Time]:
    """ "By the second anniversary of the invasion": the day itself."""
    found: list[Time] = []
    for match in _ANNIVERSARY.finditer(text):
        anchor = find_anchor(_first_words(match.group("what")), context.anchors)
        if anchor is not None:
            day = ahead(anchor.day, _NTH[match.group("nth").lower()], "year")
            found.append(Time(*match.span(), "by", Period(day, day), "by a date"))
    return found


_SO_LONG = re.compile(
    rf"\b(?:in|over|during|within|for) the (?:last |final )?(?:{N} )?(?P<unit>week|month|year|"
    rf"decade)s? $",
    re.IGNORECASE,
)


def _is_now(day: date, context: Context) -> bool:
    """Whether "half a year after the fall" is the day of publication, more or less."""
    return context.published is not None and (context.published - day).days < _NEAR


_NEAR = 20


def _stretch(day: date, match: re.Match[str]) -> Period:
    """The window of "the first two weeks of", "the second year of" an event."""
    unit = match.group("unit")
    skipped = _LATER_UNIT.get((match.group("order") or "").lower(), 0)
    start = ahead(day, skipped, unit) if skipped else day
    count = stretch_of(match.group("n"), unit, bool(match.group("several")))
    return Period(start, ahead(start, count, unit))


def _unit_around(day: date, unit: str) -> Period:
    """The calendar week, month or year of an event: "the month of the invasion"."""
    if unit == "week":
        monday = back(day, day.weekday(), "day")
        return Period(monday, ahead(monday, 6, "day"))
    return Period.parse(str(day.year) if unit == "year" else str(day)[:7])


def _first_words(what: str) -> str:
    """The words up to where another clause begins."""
    return _NEXT_CLAUSE.split(what, 1)[0][:90]
