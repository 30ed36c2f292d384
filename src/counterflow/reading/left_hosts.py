"""Hosts that people left, listed with a number each: "480,000 from Pakistan, 390,000 from Iran"."""

from __future__ import annotations

import re

from counterflow.reading.draft import Draft
from counterflow.reading.measures import measure_of
from counterflow.reading.nouns import Head
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import Placed
from counterflow.reading.scene import Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Hedge, Measure, Unit

_FROM = re.compile(
    r"\s+(?:(?:more|others?|people|refugees|migrants|returnees|"
    r"(?:of|из) (?:them|whom|these|those|них))\s+)?(?:from|out of|из)\s+(?:the\s+|"
    r"neighbou?ring\s+)?"
)
_FROM_A_PLACE = re.compile(rf"{_FROM.pattern}(?=[A-ZА-ЯЁ])")
_ADDED = re.compile(
    r"[^.;]*(?:,|\band|\bwith|\bincluding|\bamong (?:them|whom|these)|\bof (?:them|whom)|:|—|–|"
    r"\bи|в том числе|из них)"
    r"(?:\s+(?:some|about|another|and|и|ещ[её]))*\s*",
    re.IGNORECASE,
)
_OPENED = re.compile(r"(?P<clause>[^:]{10,200}):\s*$")


def left_hosts(
    text: str, quantity: Quantity, others: list[Quantity], places: list[Placed], origin: str
) -> list[str]:
    """The hosts a number's people left; those that stand right behind another number are its own.

    Examples
    --------
    >>> text = "Some 9,000 Afghans came back, 5,000 from Iran and 4,000 from Pakistan"
    >>> from counterflow.reading.quantities import find_quantities
    >>> from counterflow.reading.roles import placed
    >>> numbers = find_quantities(text)
    >>> [left_hosts(text, n, [m for m in numbers if m is not n], placed(text), "AFG") for n in numbers]
    [[], ['IRN'], ['PAK']]
    """
    left = [p.mention for p in places if p.role == "from"]
    if any(mention.code == origin for mention in left):
        return []  # they left the origin, whatever else the sentence says is left
    own = [
        m for m in left if m.start >= quantity.end and _FROM.fullmatch(text, quantity.end, m.start)
    ]
    others_own = [
        m
        for m in left
        for o in others
        if m.start >= o.end and _FROM.fullmatch(text, o.end, m.start)
    ]
    return [m.code for m in own or [m for m in left if m not in others_own]]


def returned_from(
    scene: Scene, quantity: Quantity, head: Head, earlier: list[Draft]
) -> Verdict | None:
    """Returns, for a bare number of those who came home from one host; None for any other."""
    text = scene.sentence.text
    if quantity.kind != "count" or head not in ("none", "person", "refugee"):
        return None
    if _FROM_A_PLACE.match(text, quantity.end) is None:
        return None
    if earlier:
        model = next((d for d in reversed(earlier) if d.unit is not Unit.PERCENT), None)
        if model is None or model.measure is not Measure.RETURNS:
            return None
        added = _ADDED.fullmatch(text, model.end - scene.sentence.start, quantity.start)
        return Verdict(Measure.RETURNS, "list", 0, 5.0) if added else None
    opened = _OPENED.match(text, 0, quantity.start)
    if opened is None:
        return None
    end = opened.end("clause")
    verdict = measure_of(text[:end], Quantity(end, end, end, "count", Hedge.EXACT), "person", [])
    return verdict if verdict is not None and verdict.measure is Measure.RETURNS else None
