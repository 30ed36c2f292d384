"""Lines of figures without a verb: places under a total, and places with numbers in brackets."""

from __future__ import annotations

import re

from counterflow.reading.evidence import counted_in
from counterflow.reading.governing import ELSEWHERE
from counterflow.reading.nouns import Head, head_of
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_PLACE = r"(?:the )?(?:[A-Z][\w’'.-]*(?: (?:of|and|al|el|de|du|di|la|the))?,? ?){1,5}"
_WHEN = (
    r"(?:(?:in|since|during|by|so far|this|last|for|as of|at|until|between|from|on)\b[^.;]{2,40})?"
)
_ROW = re.compile(rf"\W*(?:(?:in|from|to|via) )?{_PLACE}{_WHEN}\W*")
_WHO = re.compile(
    rf"\s+(?:families|households|individuals|people|persons|women|men|children|girls|boys|minors|"
    rf"adults|women and children)(?: {_WHEN})?\W*"
)
"""Who they are whom the line above counts: "15,470 families"."""
_BULLET = re.compile(r"[\s•*·–—-]*")
_FIRST = 4  # characters: a bullet may stand before the number of a line
_FLOWS = frozenset(
    {
        Measure.RETURNS,
        Measure.ARRIVALS,
        Measure.DEPARTURES,
        Measure.BORDER_ENTRIES,
        Measure.ASYLUM_APPLICATIONS,
        Measure.STOCK,
    }
)


def verdict_of_figure_row(scene: Scene, quantity: Quantity, memory: Memory) -> Verdict | None:
    """What "377 Iran in Q4" counts under a line such as "1,974 Returns in Q4".

    Parameters
    ----------
    scene, quantity
        The line and the number.
    memory
        What earlier lines leave: the total must stand in the same block, its number first too.
    """
    text, total = scene.sentence.text, memory.counted
    if quantity.kind != "count" or total is None or total.measure not in _FLOWS:
        return None
    if scene.sentence.paragraph - memory.last_paragraph > 1 or total.unit.is_relative:
        return None
    if total.start - total.sentence_start > _FIRST or not _BULLET.fullmatch(
        text, 0, quantity.start
    ):
        return None
    named = any(p.mention.start - quantity.end <= _FIRST for p in scene.places)
    named = named and _ROW.fullmatch(text, quantity.end) is not None
    if not named and _WHO.fullmatch(text, quantity.end) is None:
        return None
    return Verdict(total.measure, "a row of key figures", quantity.core, 3.0)


_NAMED = r"[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|and|of|the|al|el|de))*"
_NUMBERED = rf"{_NAMED} \((?:[^()\d]{{0,15}})?\d[\d., ]*(?: (?:million|thousand))?[^()\d]{{0,12}}\)"
_LISTED = re.compile(
    rf"\W*(?:{_NUMBERED}(?:,? and |, |; ))*{_NUMBERED},? (?:are|were|is|was|remain|remained) "
    r"(?:among |still |currently |now )?(?:the|those) [^.;\d]{0,80}?\b(?P<most>largest|highest|"
    r"greatest|biggest|most|top)\b(?P<of> (?:numbers?|shares?|concentrations?|populations?|"
    r"caseloads?)(?: of)?)?"
)
_LABELLED = re.compile(
    rf"\W*(?P<label>[A-Z][^.:;()\d]{{5,90}}): (?:{_NUMBERED}(?:,? and |, |; ))*{_NUMBERED}\W*$"
)
"""Places behind a label: "Returns by province in May: Idlib (8,120), Hama (3,210)"."""
_NO_PLACES = re.compile(
    r"\bmore\b[^:]*\bthan\b|\b(?:balance|net)\b|"
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \("
)
"""What makes a list behind a label one of times, or its numbers a balance."""
_COUNTED: dict[Head, Measure] = {
    "refugee": Measure.STOCK,
    "migrant": Measure.STOCK,
    "return": Measure.RETURNS,
    "arrival": Measure.ARRIVALS,
    "departure": Measure.DEPARTURES,
    "asylum": Measure.STOCK,
}
_HOSTED = re.compile(
    r"[^.;\d]{0,70}\b(?:displaced|refugees|IDPs|evacuees|migrants|asylum[- ]seekers)\b"
)
_LISTED_LAST = re.compile(
    rf"\W*(?P<label>(?=[^.:;()\d]*\b(?:most|largest|highest|greatest|biggest|concentrated|fewest|numerous)\b)"
    rf"[^.:;()\d]{{5,110}}) (?:are|were|is|was|in|include|included|being) (?:the )?"
    rf"(?:{_NUMBERED}(?:,? and (?:in )?|, (?:in )?|; ))*{_NUMBERED}\W*$"
)
_BACK = re.compile(r"[^.;\d]{0,40}\b(?:returnees|returns)\b")


def verdict_of_listed_places(scene: Scene, quantity: Quantity) -> Verdict | None:
    """What bracketed numbers count whose sentence says it at its end.

    "Amhara (672,510) and Tigray (950,220) were the regions with the most displaced people."
    """
    text = scene.sentence.text
    if quantity.kind != "count" or not text.endswith("(", 0, quantity.start):
        return None
    label = _LABELLED.match(text)
    if label is not None and not _NO_PLACES.search(text):
        told = counted_in(label.group("label"))
        if told is not None and told.why != ELSEWHERE and told.measure in _FLOWS:
            return Verdict(told.measure, "a list of places", quantity.core, 3.0)
    if (last := _LISTED_LAST.match(text)) is not None and quantity.start > last.end("label"):
        if _BACK.match(last.group("label")):
            return Verdict(Measure.RETURNS, "a list of places", quantity.core, 3.0)
        if _HOSTED.match(last.group("label")):
            return Verdict(Measure.STOCK, "a list of places", quantity.core, 3.0)
    listed = _LISTED.match(text)
    if listed is None or quantity.end > listed.end():
        return None
    if _BACK.match(text, listed.end()):
        return Verdict(Measure.RETURNS, "a list of places", quantity.core, 3.0)
    measure = _COUNTED.get(head_of(text, listed.end())[0])
    if measure is None and _HOSTED.match(text, listed.end()):
        measure = Measure.STOCK
    return None if measure is None else Verdict(measure, "a list of places", quantity.core, 3.0)
