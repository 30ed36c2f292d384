"""How a sentence leans on the claims before it for its place: whether it names one of its own."""

from __future__ import annotations

import re

from counterflow.reading.comparisons import COUNTED_THERE
from counterflow.reading.draft import Draft
from counterflow.reading.keyed import Keyed
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import EVENT_AFTER, Placed
from counterflow.reading.scene import Memory, Scene
from counterflow.terms import Measure, Unit

_OUTSIDE = re.compile(r"\b(?:outside|beyond)\s+$", re.IGNORECASE)
_BORDERING = re.compile(
    r"\b(?:(?:borders?|frontiers?|boundary) with|via|by way of)\s+(?:the\s+)?$", re.IGNORECASE
)
_IN_ANOTHER_BRACKET = re.compile(r"[^()]{0,20}\)[^()]*\([^()]*")
_TACKED_ON = re.compile(
    r"[^.;]{0,90}?(?:,|\(|[-–—])\s*(?:or|which is|that is|a|an|up|down)?\s*(?:by\s+)?"
)
_PLACED_COUNTS = COUNTED_THERE | {Measure.ASYLUM_APPLICATIONS, Measure.PERMITS_ISSUED}


def tacked_on(scene: Scene, quantity: Quantity, last: Draft) -> bool:
    """Whether a percentage only says more of the number before: "13,993, 58% more than in May"."""
    text, base = scene.sentence.text, scene.sentence.start
    if last.unit is Unit.PERCENT and _IN_ANOTHER_BRACKET.fullmatch(
        text, last.end - base, quantity.start
    ):
        return False  # "Turkey (25%), Armenia (15%) or elsewhere (19%)"
    after = [p for p in scene.places if p.mention.start >= quantity.end and p.role == "to"]
    between = text[last.end - base : quantity.start]
    named = any(
        last.end - base <= p.mention.start < quantity.start and p.role == "subject"
        for p in scene.places
    )
    return not after and not named and _TACKED_ON.fullmatch(between) is not None


def counting_body(text: str, places: list[Placed]) -> tuple[str, ...]:
    """The country whose office opens a sentence as one that counts; none if none does.

    Examples
    --------
    >>> from counterflow.reading.roles import placed
    >>> text = "Finland's immigration service reports growth as well."
    >>> counting_body(text, placed(text))
    ('FIN',)
    """
    if (
        not places
        or places[0].role != "body"
        or not _OPENS.fullmatch(text[: places[0].mention.start])
    ):
        return ()
    end = places[0].mention.end
    return places[0].mention.codes if _COUNTS.match(text, end) else ()


_OPENS = re.compile(
    r"\W*(?:[Tt]he |[Ii]n turn,? |[Mm]eanwhile,? |(?:[Aa]ccording to|[Aa]t) (?:the )?)?"
)
_COUNTS = re.compile(
    r"[^.;,]{0,70}?\b(?:regist|record|count|logg|report|observ|not(?:es|ed|ing)\b|see(?:s|n|ing)?\b|"
    r"saw\b|publish|releas|figures|data|numbers|statistics|gives?\b|gave\b|puts?\b|show|keeps?\b|"
    r"measur|estimat|survey)"
)


def leaves(scene: Scene, origin: str) -> bool:
    """Whether a sentence names the origin as what is left."""
    return any(p.role == "from" and p.mention.codes == (origin,) for p in scene.places)


def counted_there(counted: Draft, memory: Memory, scene: Scene, origin: str) -> bool:
    """Whether a sentence tells only where those counted just before in one host came from."""
    roles = {p.role for p in scene.places if p.mention.codes != (origin,)}
    near = scene.sentence.paragraph - memory.last_paragraph <= 1 and len(counted.destinations) == 1
    return (
        near and counted.measure in _PLACED_COUNTS and "from" in roles and roles <= {"from", "none"}
    )


def just_returned(memory: Memory, scene: Scene, origin: str) -> bool:
    """Whether those counted shortly before were going home, so that these may be they."""
    before = memory.counted
    near = scene.sentence.paragraph - memory.last_paragraph <= 1
    if not near or before is None or not origin or before.measure is Measure.STOCK:
        return False
    return before.destinations == (origin,) and memory.homecomings > sum(memory.hosts.values())


def names_only(scene: Scene, codes: tuple[str, ...], origin: str) -> bool:
    """Whether a sentence names no country but the given ones and the origin."""
    return all(
        p.mention.kind == "demonym" or set(p.mention.codes) <= {*codes, origin}
        for p in scene.places
    )


def names_no_place(scene: Scene, origin: str) -> bool:
    """Whether a sentence names no place but the origin."""
    return not any(
        p.mention.kind != "demonym"
        and p.role != "body"
        and not _BORDERING.search(scene.sentence.text[: p.mention.start])
        and not (p.role == "none" and EVENT_AFTER.match(scene.sentence.text, p.mention.end))
        and (p.role != "from" or _OUTSIDE.search(scene.sentence.text[: p.mention.start]))
        and (p.mention.codes != (origin,) or p.role == "to")
        for p in scene.places
    )


def among_leavers(text: str, quantity: Quantity, earlier: list[Draft]) -> bool:
    """Whether a share is of people who left for nowhere named: "86% are under 45, 80% have degrees"."""
    before = earlier[-1] if earlier else None
    if before is not None and before.measure is Measure.SHARE and not before.destinations:
        return re.match(r"\s+of\b", text[quantity.end :]) is None
    people = _OF_PEOPLE.match(text, quantity.end) is not None
    return people and _LEAVE.search(text, 0, quantity.start) is not None


_OF_PEOPLE = re.compile(r"\s+of (?:its|the|the total|the whole|the entire) (?:population|people)\b")
_LEAVE = Keyed(
    r"\b(?:leave|leaving|left|fled|flee|emigrat\w+|departed|departures?|exodus)\b", after=""
)
