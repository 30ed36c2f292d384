"""Times of a sentence that are not of a number: of those who came, of who spoke, of a later clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterflow.reading.marks import is_compared, who_came
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Counted, Scene
from counterflow.reading.share_dates import of_the_group
from counterflow.reading.times import Time
from counterflow.reading.told import is_of_announcement, is_of_forecast, is_of_saying

_BOUNDS = ("span", "since", "by")


def is_anothers(
    scene: Scene,
    quantity: Quantity,
    time: Time,
    others: Sequence[Quantity],
    counted: Counted,
    paired: bool,
) -> bool:
    """Whether grammar alone says that a time is not that of a number.

    Parameters
    ----------
    scene, quantity, time
        The sentence, the number and the time.
    others
        The other numbers of the sentence.
    counted
        What the number is to time.
    paired
        Whether the number is set beside another, whose window it may have.
    """
    text = scene.sentence.text
    if _of_the_whole(text, quantity, time, scene.times):
        return True
    if counted == "share" and of_the_group(scene, quantity, time):
        return True  # "of those who came in 2022, half have work": when they came
    if (paired or len(scene.times) > 1) and is_of_forecast(text, time):
        return True  # "it had expected 5,000 in its April report"
    if is_of_announcement(text, time) and _has_own(scene, quantity, time, others):
        return True  # "in May it said that 5,000 had come since the war began"
    if counted != "stock":
        return False
    if _when_they_came(scene, quantity, time):
        return True  # "who fled after the invasion held permits on 31 March"
    return _opens_anothers(text, quantity, time, others)


_WHOLE = re.compile(r"\W*(?:Of|Among|Out of|Из) (?:[^,;]|,(?=\d))*")


def _of_the_whole(text: str, quantity: Quantity, time: Time, times: Sequence[Time]) -> bool:
    """Whether a time is of the whole of which a number with a time of its own is a part.

    As in "Of the 9,000 who came in May, 700 had left as of 1 July".
    """
    if time.role != "span" or time.end > quantity.start or not _WHOLE.fullmatch(text, 0, time.end):
        return False
    if not re.search(r"\d", text[: time.start]) or "," not in text[time.end : quantity.start]:
        return False
    return any(
        other.role in ("by", "span")
        and other.start > quantity.end
        and not is_compared(text, other)
        and not is_of_saying(text, other)
        for other in times
    )


def _has_own(scene: Scene, quantity: Quantity, time: Time, others: Sequence[Quantity]) -> bool:
    """Whether a number has another time beside it than the one that opens its sentence."""
    text = scene.sentence.text
    return any(
        other is not time
        and other.role in _BOUNDS
        and other.start > time.end
        and not any(
            min(quantity.end, other.start) <= o.start < max(quantity.start, other.end)
            for o in others
        )
        and not is_compared(text, other)
        for other in scene.times
    )


def _when_they_came(scene: Scene, quantity: Quantity, time: Time) -> bool:
    """Whether a time says since when those came who were counted on another day."""
    text = scene.sentence.text
    return who_came(text, quantity.end, time) and is_before_another(text, time, scene.times)


def is_before_another(text: str, time: Time, times: Sequence[Time]) -> bool:
    """Whether a sentence goes on, behind the time since when people fled, to tell a day."""
    return time.role == "since" and any(
        other.start > time.end and other.role in ("span", "by") and not is_of_saying(text, other)
        for other in times
    )


_CLAUSE_OPENS = re.compile(r";\s+(?:\w+ )?$")


def _opens_anothers(text: str, quantity: Quantity, time: Time, others: Sequence[Quantity]) -> bool:
    """Whether a time opens a later clause that has a number of its own: "; a year ago it was ..."."""
    if time.start < quantity.end or not _CLAUSE_OPENS.search(text, quantity.end, time.start):
        return False
    return any(other.start >= time.end for other in others)
