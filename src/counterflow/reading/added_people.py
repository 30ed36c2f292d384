"""People added to a count: "107,826 Sudanese and 5,364 others", "among them 402,000 Syrians"."""

from __future__ import annotations

import re

from counterflow.reading.amended import why
from counterflow.reading.draft import Draft
from counterflow.reading.elliptic import dies_or_fights
from counterflow.reading.nouns import Head
from counterflow.reading.number_lists import PARTS_A_LIST
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Scene
from counterflow.reading.verdict import Verdict

A_PART = "and so many"
"""Why a number is of the measure of the one before it."""
_FAR = 15.0
_INCLUDING = re.compile(r"[^.;\d]{0,90}\b(?:including|among them)\s+")
_PEOPLE_HEADS: tuple[Head, ...] = ("person", "migrant", "refugee")
_AND_MORE = re.compile(r"\s+(?:[\w’'-]+\s+){0,3}?(?:[\w’'-]+,?\s+)?(?:and|as well as|plus)\s+")


def adds_people(
    scene: Scene, quantity: Quantity, head: Head, verdict: Verdict | None, last: Draft
) -> bool:
    """Whether a number goes on a count of people: "107,826 Sudanese and 5,364 others"."""
    part = _INCLUDING.fullmatch(
        scene.sentence.text[last.end - scene.sentence.start : quantity.start]
    )
    if part and head in (*_PEOPLE_HEADS, "none") and quantity.kind == "count":
        return not last.unit.is_relative and quantity.size <= (last.value or last.high or 0.0)
    if verdict is not None and verdict.cost <= _FAR:
        return False
    text, end = scene.sentence.text, last.end - scene.sentence.start
    if _goes_on_a_list(text, quantity, head, last, end):
        return True
    if head not in _PEOPLE_HEADS or quantity.kind != "count" or last.unit.is_relative:
        return False
    if dies_or_fights(scene, quantity, head):
        return False
    return _AND_MORE.fullmatch(text, end, quantity.start) is not None


def _goes_on_a_list(text: str, quantity: Quantity, head: Head, last: Draft, end: int) -> bool:
    """Whether a list of parts goes on: "among them 402,000 Syrians, 310,500 with ... and ..."."""
    if head not in (*_PEOPLE_HEADS, "none") or quantity.kind != "count" or last.unit.is_relative:
        return False
    part = why(last, "measure") == A_PART
    return part and PARTS_A_LIST.fullmatch(text, end, quantity.start) is not None
