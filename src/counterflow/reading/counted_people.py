"""People counted without a verb of moving: refugees, the displaced, the people of the text."""

from __future__ import annotations

import re

from counterflow.reading.evidence import OTHER_BUSINESS
from counterflow.reading.governing import governing
from counterflow.reading.nouns import Head
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_DISPLACED = re.compile(r"\s+(?:of them\s+|are\s+|were\s+)?(?:internally )?displaced\b")
_AMONG_THEM = re.compile(r"\b(?:including|among (?:them|these|whom)|of whom)\s+$", re.IGNORECASE)
_ITS_PEOPLE = re.compile(r"\s+(?:of )?(?:[a-z][\w-]*\s+){0,2}")
_PEOPLE_OF = re.compile(
    r"\s+(?:people|persons|citizens|nationals|men|women|children|natives) (?:from|of) (?:the )?"
)
_BESIDE = 60  # characters
_FAR = 15.0


def people_counted(scene: Scene, quantity: Quantity, head: Head, memory: Memory) -> Verdict | None:
    """A stock for people that a sentence counts and says nothing of; None where it says enough.

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    memory
        What earlier sentences leave: the people that the text is about.
    """
    if quantity.kind != "count":
        return None
    text = scene.sentence.text
    others = [other for other in scene.quantities if other is not quantity]
    uprooted = head in ("refugee", "migrant") or _DISPLACED.match(text, quantity.end) is not None
    found = Verdict(Measure.STOCK, "refugees counted", quantity.core, 20.0)
    if uprooted and _AMONG_THEM.search(text, 0, quantity.start):
        return found  # "9 million need help, including 3.1 million refugees"
    if uprooted:
        return found if governing(text, quantity, head, others) is None else None
    if not memory.steeped or not _of_the_people(scene, quantity, head, memory.origin):
        return None
    governed = governing(text, quantity, head, others)
    return found if governed is None or governed.cost > _FAR else None


def _of_the_people(scene: Scene, quantity: Quantity, head: Head, origin: str) -> bool:
    """Whether a number counts the people that the text is about, whatever they do."""
    text = scene.sentence.text
    if head not in ("person", "worker") or OTHER_BUSINESS.search(
        text, max(0, quantity.start - _BESIDE), quantity.end + _BESIDE
    ):
        return False
    return any(
        p.mention.code == origin
        and (_ITS_PEOPLE if p.mention.kind == "demonym" else _PEOPLE_OF).fullmatch(
            text, quantity.end, p.mention.start
        )
        for p in scene.places
    )
