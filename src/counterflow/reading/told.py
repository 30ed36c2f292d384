"""Times that point back into the text: "that year", "a year earlier", the sentence before."""

from __future__ import annotations

import re
from datetime import date

from counterflow.reading.context import Context
from counterflow.reading.dates import shifted
from counterflow.reading.governing_time import ANNOUNCED
from counterflow.reading.periods import find_times
from counterflow.reading.relative import (
    SAME_PERIOD,
    THAT_MONTH,
    THAT_YEAREND,
    UP_TO_NOW,
    YEARS_EARLIER,
)
from counterflow.reading.scene import STATED, Memory, Scene
from counterflow.reading.times import Time
from counterflow.terms import Measure


def from_the_lead(scene: Scene, context: Context, memory: Memory) -> Time | None:
    """The time of a sentence without a claim that leads on to this one."""
    if memory.claimed or memory.text_paragraph != scene.sentence.paragraph:
        return None
    bounds = [
        time
        for time in find_times(memory.text, context)
        if time.role in ("span", "since")
        and time.basis != UP_TO_NOW
        and not ANNOUNCED.search(memory.text[: time.start])
    ]
    published = context.published
    if len(bounds) != 1 or (published is not None and bounds[0].period.end > published):
        return None
    return bounds[0]


def as_told(time: Time, scene: Scene, context: Context, memory: Memory) -> tuple[date, date] | None:
    """The window told before that "the same period" and "that year" point back to."""
    last_told = memory.last
    if last_told is not None and last_told.measure is Measure.SHARE and memory.counted is not None:
        last_told = memory.counted
    if time.basis == SAME_PERIOD and last_told and last_told.period_start and last_told.period_end:
        return last_told.period_start, last_told.period_end
    lead = from_the_lead(scene, context, memory)
    start, end = (lead.period.start, lead.period.end) if lead else memory.period or (None, None)
    if start is None or end is None:
        return None
    if time.basis == THAT_MONTH:
        first = start.replace(day=1)
        return first, shifted(first, months=1)
    last = date(end.year, 12, 31)
    return (start if time.basis == THAT_YEAREND else date(end.year, 1, 1)), last


def told_here(
    scene: Scene, time: Time, measure: Measure, memory: Memory
) -> tuple[date, date] | None:
    """The stated window of the number before, that "a year earlier" is counted from."""
    told = memory.last
    if told is None or told.period_basis not in STATED or measure is Measure.SHARE:
        return None
    if memory.last_paragraph != scene.sentence.paragraph:
        return None
    if not (told.period_start and told.period_end):
        return None
    found = _EARLIER.search(scene.sentence.text, time.start, time.end)
    return (told.period_start, told.period_end) if found else None


_EARLIER = re.compile(r"\b(?:earlier|before|previously|prior)\b")


def years_of(time: Time) -> int:
    """How many years "a year earlier" and "three years earlier" are."""
    return int(time.basis.split(": ")[1]) if time.basis.startswith(YEARS_EARLIER) else 1
