"""Times that grammar ties to one number: "85,000 of them in May", "(May: 800)", from A to B."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from counterflow.reading.dates import Dated, find_dates, shifted
from counterflow.reading.draft import Draft
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.times import Time
from counterflow.terms import Measure

Window = tuple[date, date, str]

OWN = "a time of its own"
_WHEN = re.compile(r"(?:['’]s)?,? when\b[^.;,\d]{0,70}")  # "than in 2021, when 5,000 came"
_OF_THEM_IN = re.compile(
    r"\s+(?:\w+ )?of (?:them|these|those|whom|which)(?: \w+){0,2}?(?: (?:in|on|during|over|since))?"
    r"(?: the)?\s*"
)
_IN = re.compile(r"[^.;,\d]{0,60}\b(?:in|during|on)\s+(?:the\s+)?")
_ALONE = re.compile(r"\s+alone\b")
_OWN_LABEL = re.compile(r"\s*:\s*(?:about |some |over |nearly |only )?")
_FROM = re.compile(r"\bfrom\s+(?:(?:about|around|some|an estimated|just|only|over|nearly)\s+)*$")
_TO = re.compile(
    r"[^.;,\d]{0,30}?\bto\s+(?:(?:about|around|some|an estimated|just|only|over|nearly|almost|more "
    r"than)\s+)*"
)
_MOST_OF_A_YEAR, _SOON = 300, 3  # days
_YEAR = re.compile(r"\d{4}|year")


def own_time(
    scene: Scene,
    quantity: Quantity,
    measure: Measure,
    memory: Memory,
    others: Sequence[Quantity],
    published: date | None,
) -> Window | None:
    """The window of a number whose time is certain; None where it has to be chosen.

    Parameters
    ----------
    scene, quantity, others
        The sentence, the number, and its other numbers.
    measure
        What the number counts.
    memory
        What was told before.
    published
        The day of publication.
    """
    text = scene.sentence.text
    for time in scene.times:
        if time.role == "by" and _is_further(text, quantity) and published is not None:
            day = time.period.end
            if (day - published).days > _SOON and not measure.is_stock:
                return published, day, OWN  # "5,000 more are expected by the end of May"
        if time.role not in ("span", "since"):
            continue
        if time.basis == "range of dates":
            if (end := _end_of_range(scene, quantity, time, others, published)) is not None:
                return end
            continue
        later = time.end < quantity.start and time.role == "span"
        if later and _WHEN.fullmatch(text, time.end, quantity.start):
            return _clipped(time, published)
        part = not measure.is_stock and time.start > quantity.end
        if part and (
            _OF_THEM_IN.fullmatch(text, quantity.end, time.start) or _is_alone(text, quantity, time)
        ):
            return _clipped(time, published)
        if quantity.start - time.end > 0 and _OWN_LABEL.fullmatch(text, time.end, quantity.start):
            return _in_told_year(text, time, memory.last, scene.sentence.start)
    return None


def _is_alone(text: str, quantity: Quantity, time: Time) -> bool:
    """Whether a number is told of one month among others: "85,000 came back in May alone"."""
    alone = _ALONE.match(text, time.end) is not None
    return alone and _IN.fullmatch(text, quantity.end, time.start) is not None


def _is_further(text: str, quantity: Quantity) -> bool:
    """Whether a number comes on top of those told: "5,000 more", "another 5,000"."""
    if _MORE.match(text, quantity.end):
        return True
    return _ANOTHER.search(text, 0, quantity.end) is not None


_MORE = re.compile(r"\s+(?:\w+ )?(?:more|others)\b(?! than)")
_ANOTHER = re.compile(
    r"\b(?:another|a further|an additional|an extra)\s+(?:(?:about|some|around)\s+)?[\d.,]+"
    r"(?: \w+)?$",
    re.IGNORECASE,
)


def _clipped(time: Time, published: date | None) -> Window:
    last = time.period.end
    if published is not None and time.period.start <= published < last:
        last = published
    return time.period.start, last, OWN


def _in_told_year(text: str, time: Time, told: Draft | None, sentence: int) -> Window | None:
    """A month before a colon, in the year of the count that its sentence breaks down."""
    start, end = time.period.start, time.period.end
    if time.period.days >= _MOST_OF_A_YEAR or told is None or told.sentence_start != sentence:
        return None
    if told.period_start is None or told.period_end is None:
        return None
    if not _YEAR.search(text, time.start, time.end):
        years = told.period_end.year - end.year
        start, end = shifted(start, years=years), shifted(end, years=years)
    return start, end, OWN


def _end_of_range(
    scene: Scene,
    quantity: Quantity,
    time: Time,
    others: Sequence[Quantity],
    published: date | None,
) -> Window | None:
    """ "Rose from 12,000 to 17,000 between 2018 and 2022": the first is of 2018, the other of 2022."""
    text = scene.sentence.text
    dates: list[Dated] = find_dates(text[time.start : time.end], published)
    if len(dates) != 2:
        return None
    for other in others:
        first, second = sorted((quantity, other), key=lambda each: each.start)
        pair = _FROM.search(text, 0, first.start) and _TO.fullmatch(text, first.end, second.start)
        if not pair or other.kind != quantity.kind:
            continue
        end = dates[0 if quantity is first else 1].period
        return end.start, end.end, OWN
    return None
