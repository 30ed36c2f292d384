"""A window that a number may be of, and what speaks for it and against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from counterflow.reading.scene import Memory, counted_as
from counterflow.reading.times import Time
from counterflow.reading.told import Told
from counterflow.terms import Measure

Group = tuple[str, ...]
"""What a window rests on: a kind of reason and what it is about, see `features_of`."""

MANY = 3
"""How often is often."""


class Window(NamedTuple):
    """A window that a number may be of.

    Parameters
    ----------
    start, end
        Its days.
    basis
        What it rests on, in a few words.
    features
        What speaks for it and against it, in groups.
    time
        The time expression of the number's own sentence that it comes from, if any.
    """

    start: date
    end: date
    basis: str
    features: Sequence[Group]
    time: Time | None


class Collected:
    """Windows as they are found for one number."""

    def __init__(
        self, measure: Measure, marks: Group, published: date | None, memory: Memory, told: Told
    ) -> None:
        self.measure, self.counted = measure, counted_as(measure)
        self.memory, self.told, self.published = memory, told, published
        self.found: list[Window] = []
        self._point = self.counted == "stock"
        self._measure, self._marks = measure.value, "|".join(marks)
        self._total = sum(memory.windows.values())
        self._expected = "expected" in marks

    def add(
        self,
        family: str,
        form: str,
        window: tuple[date, date],
        basis: str,
        around: str = "",
        time: Time | None = None,
    ) -> None:
        """One window, unless it is reversed."""
        start, end = window
        if end < start:
            return
        if self._point and form not in _WHOLE:
            start = end
        counted, days = self.counted, (start, end)
        about = self.told.about.get(days)
        if about is None:
            about = self.told.about[days] = _about(days, self.told, self.published)
        length, age, told_times, day_times, newest = about
        if age == "ahead" and self._expected:
            age = "ahead, as expected"
        kept = self.memory.windows.get(days, 0)
        part = str(4 * kept // self._total) if self._total else "no"
        features: list[Group] = [
            ("source", counted, family, form, self._marks),
            ("length", counted, self._measure, form, length, told_times),
            ("age", counted, family, age, _COUNTS[min(MANY, kept)], part),
        ]
        if day_times:
            features.append(("day", counted, day_times, newest))
        if around:
            features.append(("around", family, around))
        self.found.append(Window(start, end, basis, features, time))


_WHOLE = ("itself", "span itself", "span whole")
_COUNTS = ("0", "1", "2", "many")


def _about(days: tuple[date, date], told: Told, published: date | None) -> tuple[str, ...]:
    """How long and how old a window is, and how often the document names it."""
    start, end = days
    age = "" if published is None else _age((published - end).days)
    named = _COUNTS[min(MANY, told.windows.get(days, 0))]
    if start != end:
        return _length((end - start).days), age, named, "", ""
    newest = "the newest" if end == told.newest else "another"
    return "day", age, named, _COUNTS[min(MANY, told.days.get(end, 0))], newest


def features_of(group: Group) -> list[str]:
    """What a group of marks says for or against a window, in words.

    Examples
    --------
    >>> features_of(("around", "sentence", "after|nearest"))
    ['sentence: after', 'sentence: nearest']
    """
    return _WORDED[group[0]](*group[1:])


def _worded_source(counted: str, family: str, form: str, marks: str) -> list[str]:
    name = f"{family}, {form}"
    place = family.rsplit(" ", 1)[-1]
    said = [f"{mark}: {each}" for mark in marks.split("|") for each in (form, f"from {place}")]
    return [f"from {family}", f"from {name}", f"{counted} from {name}", f"as {form}", *said]


def _worded_length(counted: str, measure: str, form: str, length: str, told: str) -> list[str]:
    return [
        f"{counted} of a {length}",
        f"{form} of a {length}",
        f"{measure} of a {length}",
        f"{counted} of a {length} told {told} times",
        f"{form} told {told} times",
    ]


def _worded_age(counted: str, family: str, age: str, kept: str, part: str) -> list[str]:
    worded = [
        f"{counted} as {kept} before",
        f"{family} as {kept} before",
        f"{counted} as {part} quarters before",
    ]
    return [*worded, f"{counted} {age}", f"{family} {age}"] if age else worded


def _worded_day(counted: str, told: str, newest: str) -> list[str]:
    return [f"{counted} of a day told {told} times", f"{counted} of {newest} day"]


def _worded_around(family: str, around: str) -> list[str]:
    return [f"{family}: {each}" for each in around.split("|")]


_WORDED: dict[str, Callable[..., list[str]]] = {
    "source": _worded_source,
    "length": _worded_length,
    "age": _worded_age,
    "day": _worded_day,
    "around": _worded_around,
}


def _length(days: int) -> str:
    for most, name in ((0, "day"), (8, "week"), (31, "month"), (189, "half"), (366, "year")):
        if days <= most:
            return name
    return "longer time"


def _age(days: int) -> str:
    if days < -31:
        return "ahead"
    for most, name in ((31, "fresh"), (120, "of the season"), (400, "of the year")):
        if days <= most:
            return name
    return "old"
