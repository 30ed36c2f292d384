"""The period of a number that no time expression governs: what its document tells of."""

from __future__ import annotations

import re
from datetime import date

from counterflow.reading.context import Context
from counterflow.reading.governing_time import POINT_MEASURES
from counterflow.reading.percentages import NUMBER_IS
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.share_dates import SHARES, untimed_share
from counterflow.reading.surveys import asked_on, survey_of
from counterflow.terms import Measure

COMPARED = ("a year earlier", "parallel")  # bases of a number told only for comparison
_A_YEAR, _SEVERAL = 400, 2
_RELEASED = 120  # days within which a count is still the newest when it is printed
_PENDING = re.compile(
    r"\b(?:pending|outstanding|undecided|backlog|awaiting|waiting for)\b", re.IGNORECASE
)
_SURVEY = re.compile(
    r"\b(?:survey|polls?\b|polled|questionnaire|interview|respond|asked \d)", re.IGNORECASE
)
_SOME_WEEKS = 20
_PERFECT = re.compile(
    r"\b(?:have|has|had|since|already|now|are|is|so far|to date|total\w*)\b", re.IGNORECASE
)
_PAST = re.compile(
    r"\b\w{2,}ed\b|\b(?:left|fled|went|came|took|let|saw|got|sent|made|gave|were|was)\b"
)


def assumed_period(
    scene: Scene, quantity: Quantity, measure: Measure, context: Context, memory: Memory
) -> tuple[date | None, date | None, str]:
    """The title's window, the day of the counts told before, or the time since the crisis began."""
    published, crisis = context.published, context.start
    if published is None:
        return *(memory.title or (None, None)), "the title" if memory.title else "not stated"
    if measure is Measure.CHANGE and memory.changed is not None:
        return *memory.changed, "the change before"
    if memory.title is not None and measure not in POINT_MEASURES:
        return *memory.title, "the title"
    pending = measure is Measure.ASYLUM_APPLICATIONS and _PENDING.search(scene.sentence.text)
    if measure in POINT_MEASURES or pending:
        told_on = memory.as_of or (memory.title[1] if memory.title else None)
        if told_on is not None and 0 <= (published - told_on).days <= _reach(memory):
            return told_on, told_on, "as of the day told before"
        return published, published, "day of publication"
    counted = memory.counted
    here = memory.last_paragraph == scene.sentence.paragraph
    told = counted is not None and here and counted.period_basis not in COMPARED
    if counted is not None and told and counted.period_end and _counts_them(scene, quantity):
        return counted.period_start, counted.period_end, "of those counted before"
    told_here = memory.text_paragraph == scene.sentence.paragraph
    asked = f"{memory.text if told_here else ''} {scene.sentence.text}"
    of_survey = measure is Measure.SHARE and survey_of(scene, quantity, memory) is not None
    if of_survey or (measure is Measure.SHARE and _SURVEY.search(asked)):
        return asked_on(published, memory)
    if measure is Measure.SHARE and counted is not None and counted.period_end is not None:
        assumed = counted.period_basis in ("day of publication", "since the crisis began", "now")
        if not assumed and scene.sentence.paragraph - memory.last_paragraph <= 1:
            return counted.period_start, counted.period_end, "of those counted before"
    again = counted is not None and NUMBER_IS.match(scene.sentence.text) is not None
    if measure is Measure.SHARE and counted is not None and again:
        return counted.period_start, counted.period_end, counted.period_basis
    if measure in SHARES and (window := untimed_share(scene, quantity, context, memory)):
        return window
    if memory.lead is not None and _told_as_past(scene, quantity):
        first, last = memory.lead
        over = (published - last).days > _SOME_WEEKS or crisis is None or crisis < first
        if (last - first).days > _SOME_WEEKS and over:
            return first, last, "the document's first window"
    crisis = memory.since.get(measure in (Measure.RETURNS, Measure.RETURNED_SHARE), crisis)
    if crisis is not None and crisis <= published:
        return crisis, published, "since the crisis began"
    if memory.lead is not None:
        return *memory.lead, "the document's first window"
    return None, None, "not stated"


def _counts_them(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number follows a colon or is a part "of the travellers": then of those before."""
    text = scene.sentence.text
    return (
        text[: quantity.start].endswith(": ")
        or _OF_THE_COUNTED.match(text, quantity.end) is not None
    )


_OF_THE_COUNTED = re.compile(
    r"\s+of (?:the|these|those) (?:travell?ers|arrivals|newcomers|entrants|returnees|total)\b"
)


def _reach(memory: Memory) -> int:
    """How old the counts of a document may be: older where it tells of no other day."""
    return _A_YEAR if memory.as_of_times >= _SEVERAL else _RELEASED


def _told_as_past(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is told as what happened then: "registered 5,000", not "has registered"."""
    near = scene.sentence.text[max(0, quantity.start - 60) : quantity.end + 80]
    return _PERFECT.search(near) is None and _PAST.search(near) is not None
