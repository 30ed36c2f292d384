"""The window of a change: that of the flow that changed, or from one count of a stock to the next."""

from __future__ import annotations

import re
from datetime import date

from counterflow.reading.context import Context
from counterflow.reading.draft import Draft
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.times import NUMBERS, Time, back, count_of
from counterflow.terms import Measure

Window = tuple[date | None, date | None, str]

_ASSUMED = ("since the crisis began", "day of publication", "now", "not stated")
_BEHIND = re.compile(
    r"(?:[^.;\d]|\.(?=\d)){0,120}?(?:,| [–—-]|\() ?(?:or |which is |that is |this was |some |"
    r"an? |up |down )?"
)
_MORE_NOW = re.compile(
    r"\s*(?:this|that|it|the (?:figure|number|total)) (?:is|was|represents|means|marks|"
    r"amounts to)\b(?:[^.;]|\.(?=\d)){0,60}\b(?:more|fewer|less|higher|lower|above|below|up|down|"
    r"increase|rise|drop|fall|decline)\b",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"[^.;,\d]{0,70}?\b(?:than|as|from|on|over|against|versus|above|below|that of|"
    r"compared (?:with|to))\s+(?:(?:in|at|on|by|during)\s+)?(?:the )?(?:(?:end|start|beginning|"
    r"close|middle|level|figure|total) (?:of|for|in) )?(?:the )?"
)
_SO_LONG_BEFORE = re.compile(
    rf"[^.;]{{0,60}}?\b(?P<n>{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|twelve|"
    rf"\d{{1,2}}) (?P<unit>year|month|week|quarter)s? (?:earlier|before|ago|previously)\b"
    r"|[^.;]{0,60}?\b(?:on|from|than|than in|over|to|above|below|with) (?:the|in the) (?:previous|preceding|prior|"
    r"last) (?P<unit2>year|month|week|quarter)\b"
    r"|[^.;]{0,60}?\b(?:on|from|than|than in|over|to) (?:the|in the) (?P<unit3>year|month|week|"
    r"quarter) (?:before|earlier)\b"
)
_THAN_LAST_YEAR = re.compile(
    r"[^.;,\d]{0,30}?\b(?:than|from|on) (?:in |at this (?:time|point|stage) |by this time |"
    r"this time )?last year\b"
)
_SINCE_BARE = re.compile(r"\s+since(?: then)?(?=[.,;)]|\s*$)")


def change_beside(
    scene: Scene, quantity: Quantity, time: Time | None, memory: Memory, context: Context
) -> Window | None:
    """The window of a change that its sentence tells by the count beside it.

    "190,000 came, five times as many" spans the days of the flow; "60,000 live there, twice as
    many as in 2021" the days from the one count to the other.
    """
    told, text = memory.last, scene.sentence.text
    if told is not None and time is not None and (day := _day_before(text, quantity, told, time)):
        return day, told.period_end, "compared with a date"
    if _SINCE_BARE.match(text, quantity.end) and context.published is not None:
        days = [t for t in scene.times if t.end <= quantity.start and t.role == "span"]
        if days and days[-1].period.end < context.published:
            return days[-1].period.start, context.published, "since then"
    if told is None or told.period_end is None or told.measure in (Measure.CHANGE, Measure.SHARE):
        return None
    if told.sentence_start == scene.sentence.start:
        between = _without_times(scene, told.end - scene.sentence.start, quantity.start)
        if told.period_basis in _ASSUMED or not _BEHIND.fullmatch(between):
            return None
        if not told.measure.is_stock:
            return told.period_start, told.period_end, "of the number before"
        day = _compared_day(scene, quantity, told.period_end)
        return (day, told.period_end, "compared with a date") if day else None
    here = memory.last_paragraph == scene.sentence.paragraph
    if here and told.measure.is_stock and time is not None and _MORE_NOW.match(text):
        day = time.period.end
        if day < told.period_end and time.start > quantity.end:
            return day, told.period_end, "compared with a date"
    return None


def _day_before(text: str, quantity: Quantity, told: Draft, time: Time) -> date | None:
    """The day on which a flow, counted up to now, stood so much lower: "5,000 more than on Monday"."""
    start, end = told.period_start, told.period_end
    if start is None or end is None or told.measure.is_stock or (end - start).days <= _A_MONTH:
        return None
    day = time.period.end
    one_day = time.role == "span" and time.period.days == 1 and start < day < end
    return day if one_day and _THAN.fullmatch(text, quantity.end, time.start) else None


_A_MONTH = 31


def change_before(
    scene: Scene, quantity: Quantity, memory: Memory, context: Context
) -> Window | None:
    """The window of a change that is told without a time, or only against an earlier one.

    It is the window of the flow that changed, or the time back from the day a stock was counted.
    """
    published = context.published
    if published is not None and _THAN_LAST_YEAR.match(scene.sentence.text, quantity.end):
        return date(published.year, 1, 1), published, "this year, month or week"
    counted = memory.counted
    if counted is None or counted.period_end is None or counted.period_basis in _ASSUMED:
        counted = None
    near = counted is not None and scene.sentence.paragraph - memory.last_paragraph <= 1
    if near and counted is not None and not counted.measure.is_stock:
        if week := _last_week(scene, quantity, counted):
            return week
        if counted.measure is not Measure.CHANGE:
            return counted.period_start, counted.period_end, "of the number before"
        return None
    ended = counted.period_end if near and counted is not None else memory.as_of
    ended = ended or context.published
    day = _compared_day(scene, quantity, ended) if ended else None
    return (day, ended, "a year earlier") if day else None


def _last_week(scene: Scene, quantity: Quantity, counted: Draft) -> Window | None:
    """The week or month that "than in the week before" compares with the one before it."""
    ago = _SO_LONG_BEFORE.match(scene.sentence.text, quantity.end)
    if ago is None or counted.period_start is None or counted.period_end is None:
        return None
    unit = _unit_of(ago)
    longest = {"week": 14, "month": 62}.get(unit, 0)
    if not longest or (counted.period_end - counted.period_start).days <= longest:
        return None
    return back(counted.period_end, 1, unit), counted.period_end, "last year, month or week"


def _unit_of(ago: re.Match[str]) -> str:
    return (ago.group("unit") or ago.group("unit2") or ago.group("unit3")).lower()


def _without_times(scene: Scene, start: int, end: int) -> str:
    """A piece of a sentence in which no time is told."""
    text = scene.sentence.text
    for time in scene.times:
        text = text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    return text[start:end]


def _compared_day(scene: Scene, quantity: Quantity, ended: date) -> date | None:
    """The day an earlier count is of: "than at the end of 2021", "than six months before"."""
    text = scene.sentence.text
    for time in scene.times:
        later = time.start >= quantity.end and time.role in ("span", "by")
        if not later or time.period.end >= ended:
            continue
        if _THAN.fullmatch(text, quantity.end, time.start):
            return time.period.end
    ago = _SO_LONG_BEFORE.match(text, quantity.end)
    if ago is None:
        years = any(time.basis == "a year earlier" for time in scene.times)
        return back(ended, 1, "year") if years else None
    unit = _unit_of(ago)
    count = count_of(ago.group("n")) if ago.group("n") else 1
    return back(
        ended, 3 * count if unit == "quarter" else count, "month" if unit == "quarter" else unit
    )
