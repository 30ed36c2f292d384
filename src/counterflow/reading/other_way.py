"""Numbers of those who go the other way than those told of just before."""

from __future__ import annotations

import re

from counterflow.reading.draft import Draft
from counterflow.reading.nouns import Head
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_OTHER_WAY = re.compile(
    r"[^.;,\d]{0,60}?\b(?:the (?:other|opposite) way|in (?:the )?(?:other|opposite|reverse)(?: "
    r"direction)?\b|in reverse|the reverse (?:trip|journey|route|way))"
)
_BOTH_WAYS = re.compile(
    r"\b(?:emigrants\b[^.;]*\d[^.;]*\bimmigrants|immigrants\b[^.;]*\d[^.;]*\bemigrants)\b",
    re.IGNORECASE,
)
_E_OR_IM = re.compile(r"\s+(?:[\w-]+\s+){0,2}?(?P<way>e|im)migrants\b", re.IGNORECASE)
"""Who came and who left in one year, beside one another."""
_OPPOSITE = {
    Measure.BORDER_ENTRIES: Measure.DEPARTURES,
    Measure.BORDER_EXITS: Measure.BORDER_ENTRIES,
    Measure.ARRIVALS: Measure.DEPARTURES,
    Measure.DEPARTURES: Measure.RETURNS,
}
_PEOPLE: tuple[Head, ...] = ("none", "person", "migrant", "refugee")


def verdict_of_other_way(
    scene: Scene, quantity: Quantity, head: Head, memory: Memory, earlier: list[Draft]
) -> Verdict | None:
    """The opposite of what was counted before, for "1,800 went the other way"; None for others.

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    memory, earlier
        What earlier sentences leave, and the claims of this sentence before the quantity.
    """
    if quantity.kind == "count" and head == "migrant" and _BOTH_WAYS.search(scene.sentence.text):
        word = _E_OR_IM.match(scene.sentence.text, quantity.end)
        if word is not None:
            into = word.group("way").lower() == "im"
            measure = Measure.ARRIVALS if into else Measure.DEPARTURES
            return Verdict(measure, "immigrants and emigrants", quantity.core, 3.0)
    told = earlier[-1] if earlier else memory.counted
    if told is None or quantity.kind != "count" or head not in _PEOPLE:
        return None
    opposite = _OPPOSITE.get(told.measure)
    if opposite is None or _OTHER_WAY.match(scene.sentence.text, quantity.end) is None:
        return None
    return Verdict(opposite, "the other way", quantity.core, 3.0)
