"""A number of people whom the words before it tell of: "... are going home; their number is 3,000"."""

from __future__ import annotations

import re

from counterflow.reading.changes import is_difference
from counterflow.reading.nouns import Head
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.triggers import triggers_in
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_THEIR = re.compile(
    r"\b[Tt]heir (?:total |overall |combined )?(?:numbers?|total|count|tally|"
    r"ranks)\b[^.;,\d]{0,40}$"
)
_PEOPLE = re.compile(
    r"\b(?:people|persons|refugees|migrants|families|citizens|nationals|men|women|children|"
    r"of them|those|who|many|more|[A-Z]\w+(?:ans|ians|is|ese|s))\b"
)


def verdict_of_their_number(
    scene: Scene, quantity: Quantity, head: Head, memory: Memory
) -> Verdict | None:
    """What those do whose number is told; None where the number is not told as "their number".

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    memory
        What earlier sentences leave.
    """
    text = scene.sentence.text
    if quantity.kind != "count" or head not in ("none", "person") or is_difference(text, quantity):
        return None
    named = _THEIR.search(text, 0, quantity.start)
    if named is None:
        return None
    told = text[: named.start()]
    here = memory.text_paragraph == scene.sentence.paragraph and not memory.claimed
    return _first(told) or (_first(memory.text) if here else None)


def _first(text: str) -> Verdict | None:
    """The first verb of moving after the people that a text names."""
    people = _PEOPLE.search(text)
    if people is None:
        return None
    found = [
        (match.start(), -match.end(), measure)
        for measure, _, match in triggers_in(text)
        if measure not in (None, Measure.OTHER) and match.start() >= people.start()
    ]
    if not found:
        return None
    at, _, measure = min(found, key=lambda each: each[:2])
    return None if measure is None else Verdict(measure, "their number", at, 6.0)
