"""A number that nothing of its own sentence governs goes on about those counted just before."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.changes import is_difference, is_signed
from counterflow.reading.draft import Draft
from counterflow.reading.evidence import OTHER_BUSINESS, inherited_verdict
from counterflow.reading.governing import ELSEWHERE, governing
from counterflow.reading.nouns import Head
from counterflow.reading.percentages import INHABITANTS
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_NOTHING_AFTER = re.compile(
    r"\s*(?:$|[.,;:)(\]–—?!\"”]|(?:in|at|on|by|from|since|to|as|and|or|but|during|over|between|"
    r"around|for|through|until|with|"
    r"before|after|within|under|who|that|whom|others|each|respectively|had|have|has|having|were|"
    r"was|are|is|being|did|went|came|made|"
    r"more|fewer|last|this|next|per|a (?:day|week|month|year)|"
    r"the (?:year|month|week|day|quarter|same|previous|preceding|following)|daily|weekly|monthly|"
    r"altogether|so far|only|"
    r"of (?:them|these|those|whom|which|the (?:total|travell?ers|arrivals|newcomers|same|"
    r"latter)))\b)"
)
"""No noun follows the number: it stands for the people themselves."""
_NEAR = 60
_AGAINST = 20.0
_WITHIN_REACH = 35.0  # a verb too far off to make a claim still says what is counted
_PEOPLE: tuple[Head, ...] = ("person", "refugee", "migrant")
_ADDED = re.compile(
    r"(?:\b(?:on top of (?:that|this|these|those|them)|in addition|besides|"
    r"added to (?:that|this|these|those)|to (?:that|these|those))\b[^.;\d]{0,30}"
    r"|\b(?:it|this|that|there) (?:was|were|is|are|had been|has been)(?: an?| the)?(?: \w+)?\s*"
    r"|\b(?:another|a further|an additional|plus)\s*)$",
    re.IGNORECASE,
)
_ROW = re.compile(r"\W*[A-Z][^.:;]{2,60}: ")
_FLIGHT = re.compile(
    r"\b(?:flights?|planes?|aircraft|charters?|convoys?|bus(?:es)?|ships?|ferry|trains?)\b"
    r"[^.;\d]{0,60}\b(?:carry\w*|carried|with|bring(?:s|ing)?|brought|transport\w*|took|taking) $"
)
_THE_NEXT = re.compile(
    r"\b(?:[Tt]he|[Aa]) (?:first|second|third|last|next|other|latest|previous)(?: one)?"
    r"(?: had)? (?:carr(?:ied|ying)|brought|took|flew) $"
)
_BY_AIR = re.compile(r"\b(?:flights?|planes?|charters?|convoys?|bus(?:es)?|ships?|trains?)\b")
_CARRIED = frozenset({Measure.RETURNS, Measure.ARRIVALS, Measure.DEPARTURES})
_DONE_TO = re.compile(r"[^.;,\d]{0,60}?\b(?:were|was|are|is|had been|have been|has been)\b")


def resumed_verdict(
    scene: Scene, quantity: Quantity, head: Head, memory: Memory, earlier: list[Draft]
) -> Verdict | None:
    """The measure of the count before, for a number of a text that names no other measure.

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    memory, earlier
        What earlier sentences leave, and the claims of this sentence before the quantity.
    """
    counted, text = memory.counted, scene.sentence.text
    if quantity.kind != "count":
        return None
    if counted is not None and counted.measure is Measure.DEPOSITS:
        return None  # a sum is followed by no people
    if not memory.claimed and INHABITANTS.search(memory.text):
        return None  # "The population had shrunk by 480,600. In 2021 the decrease was 307,700"
    if counted is not None:
        measure = counted.of or counted.measure
        away = scene.sentence.paragraph - memory.last_paragraph
    elif (told := inherited_verdict(memory, scene)) is not None and not earlier:
        measure, away = told.measure, 0  # "How many cross the strait? In 2023 it was 18,000"
    else:
        return None
    reach = 2 if _ROW.fullmatch(text, 0, quantity.start) else 1  # past the heading of a list
    if away and (away > reach or head != "none" or is_difference(text, quantity)):
        return None
    if flight := _on_board(text, quantity, counted, memory.text):
        return flight
    bare = head in ("none", "person") and _NOTHING_AFTER.match(text, quantity.end) is not None
    people = head in _PEOPLE and (
        _DONE_TO.match(text, quantity.end) is not None
        or _ADDED.search(text[: quantity.start]) is not None
    )
    if not (bare or people):
        return None
    near = text[max(0, quantity.start - _NEAR) : quantity.end + _NEAR]
    if OTHER_BUSINESS.search(near):
        return None
    others = [other for other in scene.quantities if other is not quantity]
    governed = governing(text, quantity, head, others)
    if governed is not None and governed.why == ELSEWHERE and governed.cost < _AGAINST:
        return None
    if governed is not None and governed.why != ELSEWHERE and governed.cost <= _WITHIN_REACH:
        return replace(governed, cost=12.0)
    balance = measure is Measure.NET and is_signed(text, quantity)
    if is_difference(text, quantity) and not balance:
        return Verdict(Measure.CHANGE, "as counted before", quantity.core, 12.0, measure)
    return Verdict(measure, "as counted before", quantity.core, 12.0)


def _on_board(
    text: str, quantity: Quantity, counted: Draft | None, memory_text: str
) -> Verdict | None:
    """Passengers of a further flight: they go where those of the flight before went."""
    if counted is None or counted.measure not in _CARRIED:
        return None
    onward = _THE_NEXT.search(text, 0, quantity.start) and _BY_AIR.search(memory_text)
    if not onward and _FLIGHT.search(text, 0, quantity.start) is None:
        return None
    return Verdict(counted.measure, "a further flight", quantity.core, 8.0)
