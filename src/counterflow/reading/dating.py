"""When: the window of a number, chosen among those that its text offers."""

from __future__ import annotations

import re
from datetime import date

from counterflow.reading.change_dates import change_beside
from counterflow.reading.context import Context
from counterflow.reading.draft import Draft
from counterflow.reading.offers import windows_of
from counterflow.reading.own_times import own_time
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.surveys import survey_of
from counterflow.reading.times import Time
from counterflow.reading.told import earlier_by
from counterflow.reading.weights import chosen
from counterflow.terms import Measure

_HOME = (Measure.RETURNS, Measure.RETURNED_SHARE)


def period_of(
    scene: Scene,
    quantity: Quantity,
    measure: Measure,
    context: Context,
    memory: Memory,
    parallel: Draft | None,
    others: list[Quantity],
) -> tuple[date | None, date | None, str]:
    """First and last day of what a number counts, and what they rest on."""
    told = own_time(scene, quantity, measure, memory, others, context.published) or _told_outright(
        scene, quantity, measure, context, memory
    )
    if told is not None:
        return told
    windows = windows_of(scene, quantity, others, measure, context, memory, parallel)
    if not windows:
        return None, None, "not stated"
    window = chosen(windows)
    since = next((t for t in scene.times if t is window.time and t.role == "since"), None)
    if since is not None:
        memory.since[measure in _HOME] = since.period.start
    return window.start, window.end, window.basis


def _told_outright(
    scene: Scene, quantity: Quantity, measure: Measure, context: Context, memory: Memory
) -> tuple[date | None, date | None, str] | None:
    """The window that leaves no choice: of the count a change stands beside, of a survey."""
    told = memory.last
    if measure.is_stock and not any(time.role != "now" for time in scene.times):
        beside = told is not None and told.sentence_start == scene.sentence.start
        if beside and told is not None and told.measure.is_stock:
            return told.period_start, told.period_end, told.period_basis
    if measure is Measure.CHANGE:
        time = next((t for t in scene.times if t.start >= quantity.end), None)
        return change_beside(scene, quantity, time, memory, context)
    if not measure.is_stock and (since := _have_since(scene, quantity)) is not None:
        memory.since[measure in _HOME] = since.period.start
        return since.period.start, since.period.end, since.basis
    if measure is not Measure.SHARE:
        return None
    if since := next(
        (t for t in scene.times if t.role == "since" and _is_next(t, quantity, scene)), None
    ):
        last = memory.counted_since(since.period.start) or since.period.end
        return since.period.start, last, since.basis  # "58% since 2015"
    if (back := _year_before(scene, quantity, memory)) is not None:
        return back
    if scene.times:
        return None
    survey = survey_of(scene, quantity, memory)
    if survey is None or survey.window is None:
        return None
    return *survey.window, "the survey"


def _have_since(scene: Scene, quantity: Quantity) -> Time | None:
    """The one time of a sentence, if it says since when "has helped 5,000 people return since 2002"."""
    bounds = [t for t in scene.times if t.role in ("since", "span", "by", "before")]
    if len(bounds) != 1 or bounds[0].role != "since" or bounds[0].start < quantity.end:
        return None
    text, time = scene.sentence.text, bounds[0]
    if _PARTED.search(text, quantity.end, time.start):
        return None
    return time if _HAVE.search(text, 0, time.start) else None


_PARTED = re.compile(r"[,;:()\d]|\b(?:who|that|which|whom|where|and|but|while)\b")
_HAVE = re.compile(r"\b(?:have|has)\b")


def _is_next(time: Time, quantity: Quantity, scene: Scene) -> bool:
    between = scene.sentence.text[quantity.end : max(quantity.end, time.start)]
    return between in (" ", ") ")


def _year_before(
    scene: Scene, quantity: Quantity, memory: Memory
) -> tuple[date | None, date | None, str] | None:
    """The window of "compared with 66 percent a year earlier", counted back from the share's."""
    told = memory.last
    if told is None or told.sentence_start != scene.sentence.start or not told.period_end:
        return None
    for time in scene.times:
        beside = (
            0 <= time.start - quantity.end <= _BESIDE or 0 <= quantity.start - time.end <= _LEAD
        )
        if time.role == "earlier" and beside and time.start > told.end - scene.sentence.start:
            start = told.period_start or told.period_end
            if (told.period_end - start).days <= _A_MONTH and _WHOLE_YEAR.match(
                scene.sentence.text, time.start - len("the ")
            ):
                year = earlier_by(told.period_end, time).year
                return date(year, 1, 1), date(year, 12, 31), time.basis
            return earlier_by(start, time), earlier_by(told.period_end, time), time.basis
    return None


_BESIDE, _LEAD = 8, 15  # characters
_WHOLE_YEAR = re.compile(r"(?:the )?(?:the )?(?:previous|preceding|prior) year")
_A_MONTH = 31
