"""Who measured a number: its own credit, or one that still holds from before."""

from __future__ import annotations

import re

from counterflow.reading.attribution import source_of
from counterflow.reading.bodies import is_body
from counterflow.reading.draft import Draft
from counterflow.reading.places import find_places, is_only_a_place
from counterflow.reading.privacy import tells_of_somebody
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Lent, Memory, Scene
from counterflow.terms import Hedge

_SHORT_LINE = 60


def lent_source(
    scene: Scene,
    quantity: Quantity,
    lent: Lent,
    memory: Memory,
    earlier: list[Draft],
    hosts: tuple[str, ...],
) -> str:
    """Who measured: the sentence's own credit, one that still holds, or who puts the text out."""
    source = _credited(scene, quantity, lent, memory, earlier, hosts)
    if source and not memory.publisher:
        return source
    # "Germany counts a million arrivals" is what the office of Germany that writes has counted.
    return memory.publisher if not source or is_only_a_place(source) else source


def _credited(
    scene: Scene,
    quantity: Quantity,
    lent: Lent,
    memory: Memory,
    earlier: list[Draft],
    hosts: tuple[str, ...],
) -> str:
    """The sentence's own credit, or one that still holds from before."""
    source = source_of(scene.sentence.text, quantity, scene.people, memory.credits)
    paragraph = scene.sentence.paragraph
    if source:
        if source[0].isupper() or is_body(source):
            memory.credits.note(source, scene.sentence.start)
        memory.source_paragraph = paragraph
        return source
    if tells_of_somebody(scene.sentence.text):
        return ""  # someone in the street speaks for nobody
    carried = _carried(scene, quantity, lent, memory, earlier, hosts)
    beyond = not earlier and lent.parallel is None
    return "" if beyond and is_only_a_place(carried) else carried


def _carried(
    scene: Scene,
    quantity: Quantity,
    lent: Lent,
    memory: Memory,
    earlier: list[Draft],
    hosts: tuple[str, ...],
) -> str:
    """The credit that still holds from before, in the sentence or the paragraph."""
    paragraph = scene.sentence.paragraph
    if lent.parallel is not None:
        return lent.parallel.source
    if earlier:
        elsewhere = _counts_elsewhere(earlier[-1].source, hosts, earlier[-1], memory.origin)
        return "" if elsewhere else earlier[-1].source
    last = memory.last
    speaker, spoken_in, spoken_at = memory.spoken
    if spoken_in == paragraph and (last is None or last.sentence_start < spoken_at):
        memory.source_paragraph = paragraph
        return speaker
    if last is not None and _is_background(scene, quantity, lent, last):
        return ""
    if last is not None and _counts_elsewhere(last.source, hosts, last, memory.origin):
        return ""
    if last is not None and memory.source_paragraph == memory.last_paragraph == paragraph:
        return last.source
    # Where a body writes itself, what it borrows from another ends with the paragraph.
    borrowed = last is not None and memory.publisher not in ("", last.source)
    if last is not None and last.source and len(memory.bodies) == 1 and not borrowed:
        listed = lent.verdict.why == "list" and len(scene.sentence.text) < _SHORT_LINE
        if listed or _measured(quantity):
            return last.source
    return ""


def _counts_elsewhere(body: str, hosts: tuple[str, ...], last: Draft, home: str) -> bool:
    """Whether the office of one country would have to count the people in another."""
    own = {code for place in find_places(body) for code in place.codes}
    known = own | {last.origin, home} | set(last.destinations)
    return bool(own) and bool(hosts) and not known & set(hosts)


def _is_background(scene: Scene, quantity: Quantity, lent: Lent, last: Draft) -> bool:
    """Whether a round stock after a flow is what everybody knows, not what the body said."""
    counted, before = lent.verdict.of or lent.verdict.measure, last.of or last.measure
    if not counted.is_stock or before.is_stock or _measured(quantity):
        return False
    return _GOES_ON.match(scene.sentence.text) is None


_GOES_ON = re.compile(
    r"\s*(?:of (?:them|these|those)|a further|another|it also|in addition|some|most|by contrast|"
    r"there)\b",
    re.IGNORECASE,
)


def _measured(quantity: Quantity) -> bool:
    """Whether a number is too precise to be anybody's guess."""
    if quantity.kind == "percent":
        return True
    if quantity.value is None or quantity.hedge is not Hedge.EXACT:
        return False
    return len(f"{quantity.value:.0f}".rstrip("0")) >= 4
