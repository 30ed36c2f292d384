"""Windows of "at the end of the year", "during the week", "it opened in May": which, since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from counterflow.reading.dates import shifted
from counterflow.reading.keyed import Keyed
from counterflow.reading.marks import is_compared
from counterflow.reading.scene import Counted, Memory
from counterflow.reading.times import Time, back

Form = tuple[str, date, date]
"""A name of a way to read a time expression, and the first and last day it gives."""

_BEGAN = Keyed(
    r"\b(?:began|begun|started|opened|launched|introduced|took effect|(?:came|entered) into force"
    r"|set up|activated|went live)\b[^.;,\d]{0,25}$",
    after="",
)
_DAYS_OF = {"week": (4, 8), "month": (26, 32), "quarter": (80, 95)}


def turned(time: Time, published: date, text: str) -> Iterator[Form]:
    """ "At the end of the year" as the end of the year that is over.

    Parameters
    ----------
    time, text
        The expression and its sentence.
    published
        The day of publication.
    """
    last = time.period.end
    before = shifted(last, years=-1)
    ended = time.basis == "the end of the year" and "this" not in text[time.start : time.end]
    if ended and before < published < last:
        yield "previous turn", before, before


def begun_on(
    time: Time, counted: Counted, published: date | None, memory: Memory, text: str
) -> Iterator[Form]:
    """From the day a programme began: "It opened on 4 May. Since the start 5,000 have come"."""
    if time.role != "span" or counted == "stock" or not _BEGAN.search(text, 0, time.start):
        return
    yield "begun", time.period.start, published or time.period.end
    if memory.as_of is not None:
        yield "begun to count", time.period.start, memory.as_of


def told_unit(time: Time, memory: Memory, others: Sequence[Time]) -> Form:
    """ "During the week": the newest week told before, or the one up to publication."""
    unit = time.basis.split(": ")[1]
    many, _, unit = unit.rpartition(" ")
    length = int(many or 1) * (1 if unit == "day" else 7)
    least, most = (length - 1, length + 1) if many else _DAYS_OF[unit]
    told = [other for sentence, other in memory.trail if not is_compared(sentence.text, other)]
    told += others
    windows = [(other.period.start, other.period.end) for other in told if other.role == "span"]
    if memory.title is not None:
        windows.insert(0, memory.title)
    fit = [window for window in windows if least <= (window[1] - window[0]).days <= most]
    if fit:
        return "as told", *fit[-1]
    count, step = (3, "month") if unit == "quarter" else (int(many or 1), unit)
    return "to print", back(time.period.end, count, step), time.period.end
