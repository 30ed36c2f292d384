"""What a quantity counts, as its sentence and the numbers before it tell."""

from __future__ import annotations

import re

from counterflow.reading.draft import Draft
from counterflow.reading.nouns import Head, head_of
from counterflow.reading.papers import is_case_of_papers
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.terms import Unit

_ASKED = frozenset(
    [
        "respondents",
        "interviewees",
        "participants",
        "inhabitants",
        "опрошенных",
        "респондентов",
        "участников",
    ]
)
_STOPPED = re.compile(
    r"\b(?:stopp|encounter|apprehend|intercept|caught|cross|detain)\w*\s[^.;,\d]{0,60}$"
)
_WENT = re.compile(r"\b(?:went|gone|travell?ed|left) (?:abroad|overseas|the country) $")
_LISTED = re.compile(r"\s*(?:,|and|or|, and|(?:out )?of (?:the |its |some |a total of )?)\s*")


def head_in(
    scene: Scene, quantity: Quantity, memory: Memory, earlier: list[Draft]
) -> tuple[Head, str]:
    """The class of the noun that a quantity of a sentence counts, and the noun.

    Parameters
    ----------
    scene, quantity
        The sentence, and a quantity in it.
    memory, earlier
        What earlier sentences leave, and the claims of this sentence before the quantity.
    """
    text = scene.sentence.text
    head, noun = head_of(text, quantity.end)
    if head == "none":
        head, noun = _shared_head(scene, quantity, head, noun)
    if noun == "times" and _STOPPED.search(text[: quantity.start]):
        head = "crossing"  # "officers stopped Cubans 220,908 times"
    elif noun == "times" and _WENT.search(text, 0, quantity.start):
        head = "exit"  # "Russians went abroad 3.88 million times"
    elif noun == "times" and earlier and earlier[-1].unit is Unit.CROSSINGS:
        head = "crossing"  # "Kazakhstan was crossed into 1.1 million times, Georgia 561,000 times"
    if quantity.kind == "percent" and noun in _ASKED:
        head = "person"
    if noun in ("cases", "none") and is_case_of_papers(text, quantity, memory.kept.get("flow")):
        head = "application"
    return head, noun


def _shared_head(scene: Scene, quantity: Quantity, head: Head, noun: str) -> tuple[Head, str]:
    """The noun after the last number of a list: "17,820 and 3,577 arrivals"."""
    text, at = scene.sentence.text, quantity.end
    for other in scene.quantities:
        if (
            other.start > at
            and other.kind == quantity.kind
            and _LISTED.fullmatch(text, at, other.start)
        ):
            at = other.end
    return (head, noun) if at == quantity.end else head_of(text, at)
