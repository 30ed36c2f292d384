"""What a change, or a number told beside another, is counted from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from counterflow.reading.context import Context
from counterflow.reading.dates import shifted
from counterflow.reading.draft import Draft
from counterflow.reading.governing_time import POINT_MEASURES
from counterflow.reading.periods import find_times
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.times import Time
from counterflow.terms import Measure


def compared_window(
    scene: Scene, memory: Memory, context: Context
) -> tuple[date | None, date | None, str] | None:
    """The window of a change told by what it is compared with; None if it is told otherwise.

    A flow changes over the window it was counted in, a stock from the day it is compared with.
    """
    baseline, counted = _baseline_day(scene.sentence.text, scene.times), memory.counted
    opens = memory.text_paragraph == scene.sentence.paragraph and memory.text.endswith(":")
    if baseline is None and opens:
        baseline = _baseline_day(memory.text, find_times(memory.text, context))
    published = context.published
    if baseline is None or published is None:
        return None
    of_flow = counted is not None and not counted.measure.is_stock
    if counted is not None and of_flow and counted.measure is not Measure.CHANGE:
        return counted.period_start, counted.period_end, "of the number before"
    ended = memory.as_of or published
    return baseline, ended if ended > baseline else published, "compared with a date"


def _baseline_day(text: str, times: Sequence[Time]) -> date | None:
    """The day that a change is counted from: "compared to the end of February"."""
    for time in times:
        words = text[max(0, time.start - _LEAD) : time.end]
        if time.basis in ("printed date", "by a date") and _COMPARED_TO.search(words):
            return time.period.end
    return None


_LEAD = 45

_COMPARED_TO = re.compile(
    r"\b(?:compared|set against|relative|in comparison|by comparison)(?: (?:to|with))? (?:the )?(?:end of |close of |known attempts in |figures? (?:for|in|of) |level of |same \w+ (?:of|in) )?[\w ,]{3,20}$",
    re.IGNORECASE,
)


def up_from(scene: Scene, quantity: Quantity, parallel: Draft, measure: Measure) -> bool:
    """Whether "up from 66,000" stands beside a flow of a year: then it is the year before's."""
    if not parallel.period_start or not parallel.period_end or measure in POINT_MEASURES:
        return False
    whole = (parallel.period_end - parallel.period_start).days > _MOST_OF_A_YEAR
    year = whole or parallel.period_basis == "this year, month or week"
    return year and _UP_FROM.search(scene.sentence.text[: quantity.start]) is not None


def year_before(draft: Draft) -> tuple[date | None, date | None]:
    ends = (draft.period_start, draft.period_end)
    first, last = (shifted(day, years=-1) if day else None for day in ends)
    return first, last


_MOST_OF_A_YEAR = 300

_UP_FROM = re.compile(r"\b(?:up|down) from\s*(?:the\s+)?$", re.IGNORECASE)
