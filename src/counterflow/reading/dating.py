"""Which of the times of a text governs a quantity, and whether it lies in the future."""

from __future__ import annotations

import re
from datetime import date

from counterflow.reading.assumed import COMPARED, assumed_period
from counterflow.reading.baselines import compared_window, up_from, year_before
from counterflow.reading.change_dates import change_before, change_beside
from counterflow.reading.context import Context
from counterflow.reading.dates import shifted
from counterflow.reading.draft import Draft
from counterflow.reading.governing_time import (
    POINT_MEASURES,
    chosen_time,
    from_the_day_told,
)
from counterflow.reading.prospects import ahead_of_print, is_expected
from counterflow.reading.quantity import Quantity
from counterflow.reading.relative import (
    AHEAD,
    SAME_MONTHS,
    UP_TO_NOW,
)
from counterflow.reading.scene import STATED, Memory, Scene
from counterflow.reading.share_dates import SHARES, counted_on_a_day, of_the_group, stands
from counterflow.reading.surveys import asked_on, survey_of
from counterflow.reading.times import Time
from counterflow.reading.told import as_told, from_the_lead, told_here, years_of
from counterflow.terms import Measure


def period_of(
    scene: Scene,
    quantity: Quantity,
    measure: Measure,
    context: Context,
    memory: Memory,
    parallel: Draft | None,
    others: list[Quantity],
) -> tuple[date | None, date | None, str]:
    time = chosen_time(scene, quantity, others, measure)
    published = context.published
    if measure is Measure.CHANGE and (window := compared_window(scene, memory, context)):
        return window
    if measure is Measure.CHANGE and (
        moved := change_beside(scene, quantity, time, memory, context)
    ):
        return moved
    if measure is Measure.SHARE and published is not None:
        stated = time is not None and time.role == "span" and time.basis in STATED
        if not stated and _MEANT.match(scene.sentence.text, quantity.end):
            return asked_on(published, memory)  # what people mean to do
    if measure in SHARES and time is not None and of_the_group(scene, quantity, time):
        time = None  # "of those who came in 2022, half have work": when they came
    if measure in SHARES and published is not None:
        after = scene.sentence.text[quantity.end :]
        if _STILL.match(after) and (time is None or time.end <= quantity.start):
            return published, published, "day of publication"
        told = memory.last
        if time is None and told is not None and told.sentence_start == scene.sentence.start:
            between = scene.sentence.text[told.end - scene.sentence.start : quantity.start]
            if _SAME_COUNT.fullmatch(between):
                return told.period_start, told.period_end, told.period_basis
    if time is not None and time.role == "same":
        before = as_told(time, scene, context, memory)
        if before is not None:
            memory.period, memory.period_paragraph = before, scene.sentence.paragraph
            return before[measure in POINT_MEASURES], before[1], time.basis
        time = None
    if time is not None and time.role == "later" and measure is Measure.SHARE:
        time = None if stands(scene, quantity) else time  # "half had found work a year later"
    if time is not None and time.role == "later":
        first, last = memory.period or (None, None)
        if last is not None and published is not None:
            step = time.period.end - time.period.start
            day = min(published, last + step)
            whole_year = first is not None and (last - first).days > _MOST_OF_A_YEAR
            start = first + step if first is not None and whole_year else first
            return (day if measure in POINT_MEASURES else start), day, time.basis
        time = None
    if time is not None and time.role == "earlier":
        base = parallel or memory.last
        if (
            base is not None
            and base.period_start
            and base.period_end
            and base.sentence_start == scene.sentence.start
        ):
            years = (
                time.period.end.year - base.period_end.year
                if time.basis == SAME_MONTHS
                else -years_of(time)
            )
            return (
                shifted(base.period_start, years=years),
                shifted(base.period_end, years=years),
                time.basis,
            )
        if time.basis == SAME_MONTHS:
            if base is None or base.period_start is None or base.period_end is None:
                return time.period.start, time.period.end, time.basis
            years = time.period.end.year - base.period_end.year
            first, last = base.period_start, base.period_end
            return shifted(first, years=years), shifted(last, years=years), time.basis
        before = told_here(scene, time, measure, memory)
        if before is not None:
            back = -years_of(time)
            first, last = shifted(before[0], years=back), shifted(before[1], years=back)
            return (last if measure in POINT_MEASURES else first), last, time.basis
        if measure in POINT_MEASURES:
            day = shifted(time.period.end, years=-years_of(time))
            return day, day, "a year earlier"
        if measure is not Measure.CHANGE:
            whole = date(time.period.end.year - years_of(time), 1, 1)
            return whole, date(whole.year, 12, 31), "a year earlier"
        time = None
    if time is not None:
        time = ahead_of_print(time, scene, quantity, published)
        if time.basis in (UP_TO_NOW, "the past so long"):
            time = from_the_day_told(time, scene)
        start, end = _window(time, measure, context, memory)
        if time.role == "by" and measure is Measure.SHARE and stands(scene, quantity):
            start = end  # "as of 1 May, 60% were women"
        if (
            time.role == "span"
            and end is not None
            and end < time.period.end
            and is_expected(scene.sentence.text, quantity)
        ):
            end = time.period.end  # "1.5 million could return in 2025"
        words = scene.sentence.text[time.start : time.end].lower()
        if time.role == "now" and measure is Measure.SHARE and words not in ("to date", "so far"):
            start = end
        if time.role == "by" and published is not None and end is not None and start != end:
            ahead = (end - published).days > _FAR_AHEAD
            if ahead and not _SWELLS.search(_near(scene, quantity)):
                start = published  # "tens of thousands are expected to come by the end of the year"
        opening = next((t for t in scene.times if t.role == "since" and t is not time), None)
        if (
            time.role == "by"
            and opening is not None
            and measure not in POINT_MEASURES
            and end is not None
        ):
            start = min(opening.period.start, end)
        newer = parallel is None or _is_newer(end, memory)
        if newer and (published is None or end is None or end <= published):
            memory.period, memory.period_paragraph = (start, end), scene.sentence.paragraph
        if time.role == "since" and start is not None:
            memory.since[measure in (Measure.RETURNS, Measure.RETURNED_SHARE)] = time.period.start
        return start, end, time.basis
    if measure is Measure.CHANGE and (moved := change_before(scene, quantity, memory, context)):
        return moved
    told = memory.last
    here = memory.last_paragraph == scene.sentence.paragraph
    if measure in SHARES and here and (known := counted_on_a_day(scene, quantity, memory)):
        return known, known, "of those counted before"
    since = context.start if measure in SHARES and published is not None else None
    if since is not None and published is not None:
        opened = memory.period[0] if memory.period is not None else since
        if _HAVE_SINCE.match(scene.sentence.text, quantity.end) and opened is not None:
            return opened, published, "since then"
    survey = survey_of(scene, quantity, memory) if measure is Measure.SHARE else None
    if survey is not None and survey.window is not None:
        return *survey.window, "the survey"
    beside = told if here and told is not None and told.period_basis not in COMPARED else None
    if measure is Measure.SHARE and beside is not None and beside.measure is Measure.SHARE:
        return beside.period_start, beside.period_end, beside.period_basis
    if (
        measure is Measure.SHARE
        and published is not None
        and _ATTITUDE.match(scene.sentence.text[quantity.end :])
    ):
        return asked_on(published, memory)
    lead = from_the_lead(scene, context, memory)
    then = memory.period[1] if memory.period is not None else None
    of_them = _OF_THEM.match(scene.sentence.text, quantity.end) is not None
    if (
        of_them
        and not _open_ended(told, scene, quantity)
        and measure is Measure.SHARE
        and told is not None
        and told.period_end
    ):
        return told.period_start, told.period_end, told.period_basis
    then = lead.period.start if lead is not None else then
    if _SINCE_THEN.search(scene.sentence.text) and then and published and then < published:
        return then, published, "since then"
    if parallel is not None and up_from(scene, quantity, parallel, measure):
        return *year_before(parallel), "a year earlier"
    if parallel is not None and parallel.period_end is not None:
        return parallel.period_start, parallel.period_end, "parallel"
    there_now = measure in POINT_MEASURES and _THERE_NOW.search(_near(scene, quantity)) is not None
    if lead is not None and lead.basis != "so long ago" and not there_now:
        start, end = lead.period.start, lead.period.end
        memory.period, memory.period_paragraph = (start, end), scene.sentence.paragraph
        return (end if measure in POINT_MEASURES else start), end, "the sentence before"
    same = memory.period_paragraph == scene.sentence.paragraph
    if (
        same
        and not _IN_ALL.match(scene.sentence.text)
        and memory.period is not None
        and memory.last is not None
        and memory.last.sentence_start >= scene.sentence.start - 400
    ):
        start, end = memory.period
        still = _PRESENT.search(_near(scene, quantity)) is not None
        flowed = memory.last.measure not in POINT_MEASURES
        if measure in POINT_MEASURES and still and flowed and published is not None:
            return published, published, "day of publication"
        if measure in POINT_MEASURES:
            return end, end, "carried on"
        if start != end:
            return start, end, "carried on"
    return assumed_period(scene, quantity, measure, context, memory)


def _open_ended(told: Draft | None, scene: Scene, quantity: Quantity) -> bool:
    """Whether a share says how those are now who came since the crisis began."""
    if told is None:
        return False
    return told.period_basis == "since the crisis began" and stands(scene, quantity)


def _is_newer(end: date | None, memory: Memory) -> bool:
    """Whether a window ends after the one kept: "from 1.8 million in March to 1.7 in June"."""
    kept = memory.period[1] if memory.period else None
    return end is not None and kept is not None and end > kept


_MOST_OF_A_YEAR = 300
_FAR_AHEAD = 25
_SWELLS = re.compile(
    r"\b(?:reach|total|figure|number|swell|climb|rise|exceed|grow|top|hit|pass)\w*\b"
)


def _near(scene: Scene, quantity: Quantity) -> str:
    return scene.sentence.text[max(0, quantity.start - 50) : quantity.end + 50]


_PRESENT = re.compile(
    r"\b(?:lives?|hosts?|counts?|shelters?|resides?|remains?|holds?|are|is home to|has|have|стран\w+ живут|живут|находятся)\b"
)

_THERE_NOW = re.compile(r"\b(?:live|lives|hosts|counts|shelters|lists|reside|resides|is home to)\b")

_MEANT = re.compile(
    r"(?:[^.;,]|(?<=\d),(?=\d)){0,100}?\b(?:mean to|would like|would (?:go|move|emigrate|return|stay|leave)|hope(?:s|d)? to|plan(?:s|ned)? to|intend(?:s|ed)? to|want(?:s|ed)? to|wish(?:es|ed)? to|prefer(?:s|red)? to|aim(?:s|ed)? to|expect(?:s|ed)? to|willing to|ready to|think(?:s|ing)? (?:of|about)|thought (?:of|about)|do(?:es)? not (?:think of|plan|intend|want)|consider(?:s|ed|ing)? (?:going|returning|leaving|moving))\b",
    re.IGNORECASE,
)

_ATTITUDE = re.compile(
    r"(?:[^.;,]|(?<=\d),(?=\d)){0,60}?\b(?:mean to|would like|expect(?:s|ed)? to|aim(?:s|ed)? to|hop(?:e|ed|ing)|think\w*|willing|ready|likely|unlikely|dream\w*|contemplat\w+|afraid|satisfied|plan(?:ned|s|ning)?|intend\w*|want\w*|consider\w*|believe\w*|feel|felt|would|wish\w*|prefer\w*|report\w*|say|said|still|remain(?:s|ed)?|намерен\w*|планиру\w+|собира\w+|готов\w*|хотят|хотел\w*|надеются|рассматрива\w+|считают|довольны)\b",
    re.IGNORECASE,
)

_OF_THEM = re.compile(r"\s*(?:of|из) (?:them|these|those|них)\b", re.IGNORECASE)

_STILL = re.compile(
    r"[^.;,]{0,50}?\b(?:still|remain(?:s|ed)?|по-прежнему|оста\w+)\b", re.IGNORECASE
)

_SAME_COUNT = re.compile(
    r"[^.;\d]{0,12}(?:,? or|\(|,|[-–—])\s*|[^.;\d]{0,40},? of wh(?:om|ich) (?:only |just )?",
    re.IGNORECASE,
)

_HAVE_SINCE = re.compile(r"[^.;,]{0,60}?\b(?:have|has) (?:already |also )?since (?!the\b|\d|[A-Z])")

_SINCE_THEN = re.compile(r"\b(?:since then|с тех пор)\b", re.IGNORECASE)

_IN_ALL = re.compile(r"\s*(?:in (?:all|total|sum)|all told|altogether|overall)\b", re.IGNORECASE)


def _window(
    time: Time, measure: Measure, context: Context, memory: Memory
) -> tuple[date | None, date | None]:
    start, end = time.period.start, time.period.end
    published = context.published
    if (
        time.role == "span"
        and published is not None
        and start <= published < end
        and time.basis != AHEAD
    ):
        end = published
    if measure in POINT_MEASURES:
        return (start if time.role == "span" else end), end
    if time.role == "by" and measure is Measure.CHANGE:
        return date(end.year, 1, 1), end
    if time.role == "by":
        opened = memory.since.get(False)
        if opened is not None and opened <= end:
            return opened, end
        if context.start is not None and context.start <= end:
            return context.start, end
        return date(end.year, 1, 1), end
    if time.role == "now" and context.start is not None and published is not None:
        return min(context.start, published), published
    return start, end
