"""Counts below a hundred: an anecdote alone, but a claim as a part of what offices count."""

from __future__ import annotations

import re

from counterflow.reading.draft import Draft
from counterflow.reading.nouns import Head
from counterflow.reading.quantity import Quantity
from counterflow.reading.rates import rate_of
from counterflow.reading.relevance import SMALLEST_COUNT
from counterflow.reading.scene import Memory, Scene

_FEWEST = 10
_COUNTED = re.compile(
    r"\b(?:count(?:s|ed)|identif(?:ies|ied)|list(?:s|ed)|document(?:s|ed)|record(?:s|ed)|"
    r"regist(?:ers|ered)|tall(?:ies|ied)|trac(?:es|ed))\s+(?:(?:only|just|some|about)\s+)?$"
)
_WHO_MOVED = re.compile(
    r"[^.;,\d]{3,60}\b(?:who (?:have|had|has|are|were|live)|living|residing|settled|resident|"
    r"staying|sheltering|established)\b"
)
_ANOTHER = re.compile(r"(?:^|[\s,])(?:[Aa]nother|[Aa] further|[Aa]n additional)\s+$")
_BRACKETED = re.compile(r"[^.;\d]{0,90}\(\s*")
_AGAINST = re.compile(
    r"[^.;\d]{0,90}[ ,](?:against|(?:up|down) from|compared (?:with|to)) (?:(?:just|only) )?"
)
_ROW = re.compile(r"\W*(?:[A-Z][\w’'-]*(?: [\w’'-]+){0,4}): $")
_ENDS = re.compile(r"\s*(?:$|[\n(;])")
_PEOPLE: tuple[Head, ...] = (
    "none", "person", "worker", "refugee", "migrant", "return", "arrival"
)  # fmt: skip


def small_but_counted(
    scene: Scene, quantity: Quantity, head: Head, memory: Memory, earlier: list[Draft]
) -> bool:
    """Whether a count below a hundred is a part of a larger one, or one of an office's rows.

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    memory, earlier
        What earlier sentences leave, and the claims of this sentence before the quantity.
    """
    value, text = quantity.value, scene.sentence.text
    if quantity.kind != "count" or value is None or not _FEWEST <= value < SMALLEST_COUNT:
        return False
    if head not in _PEOPLE or not text[quantity.core : quantity.core + 1].isdigit():
        return False
    before = text[: quantity.start]
    if head != "none" and _COUNTED.search(before) and _WHO_MOVED.match(text, quantity.end):
        return True
    if head != "none" and rate_of(text, quantity):
        return True  # "37 Venezuelans every hour"
    if earlier and _is_larger(earlier[-1], value):
        between = (earlier[-1].end - scene.sentence.start, quantity.start)
        if _AGAINST.fullmatch(text, *between):
            return True  # "more than 3,000 set out for Cyprus, against 97 a year earlier"
    if any(_is_larger(draft, value) for draft in earlier):
        between = (earlier[-1].end - scene.sentence.start, quantity.start)
        return _BRACKETED.fullmatch(text, *between) is not None
    counted = memory.counted
    if counted is None or not _is_larger(counted, value):
        return False
    near = scene.sentence.paragraph - memory.last_paragraph <= 1
    row = _ROW.fullmatch(before) and _ENDS.match(text, quantity.end)
    return near and (row or _ANOTHER.search(before)) is not None


def _is_larger(draft: Draft, value: float) -> bool:
    size = draft.value or draft.low or draft.high or 0.0
    return not draft.unit.is_relative and size >= max(SMALLEST_COUNT, value)
