"""A share told again as a number of people, and a part of output told again as points."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.changes import is_difference
from counterflow.reading.draft import Draft
from counterflow.reading.governing import ELSEWHERE, governing
from counterflow.reading.nouns import Head, head_of
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Hedge, Measure

_THAT_MEANS = re.compile(
    r"\W*(?:that|this|which|it) (?:would |could |may )?(?:means?|meant|is|was|makes?|made|"
    r"equals?|equalled|represents?|represented"
    r"|(?:amounts?|amounted|comes?|came|corresponds?|corresponded|adds up|added up|translates?|"
    r"translated|equates?|equated) (?:in)?to)"
    r"(?: (?:a total of|no fewer than|in all))?\s*",
    re.IGNORECASE,
)
_OWN = 16.0
_AS_PEOPLE = re.compile(
    r"\s*(?:people|persons|individuals|refugees|migrants|women|men|children|girls|boys|minors|"
    r"adults|families|females|males)?\s*\)"
)
_THOSE_COUNTED = re.compile(r"(?: [\w’'-]+){0,2} \(")
"""What parts a count from the part of it told in brackets: "19,600 permits (5,300 women)"."""
_IN_A_TOWN = re.compile(r"[^.;\d]{0,60} (?:in|from|for) (?:the )?[^.;\d(]{0,40}[A-Z][\w’'-]+ \(")
"""What stands before a town that no list knows: "(56,000), the fewest in the province of Tunceli"."""
_OF_A_KIND: dict[Head, Measure] = {"return": Measure.RETURNS, "arrival": Measure.ARRIVALS}
_OF_A_GROUP = re.compile(r"\s*\) of (?:the|all(?: the)?|those|these|its|their)\b")
_GROUPS: dict[Head, Measure] = {
    **_OF_A_KIND,
    "refugee": Measure.STOCK,
    "migrant": Measure.STOCK,
    "application": Measure.ASYLUM_APPLICATIONS,
    "crossing": Measure.BORDER_ENTRIES,
}
"""Whose part a share is, told after its number: "90 per cent (648,800) of the refugees"."""
_WHICH_IS = re.compile(r"[^.;\d]{0,40}, (?:which is|which was|that is|or)\s+")


def equated_verdict(
    scene: Scene, quantity: Quantity, head: Head, memory: Memory, earlier: list[Draft]
) -> Verdict | None:
    """The measure of a number that says the claim before it again: "That means over 5,000 people".

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    memory, earlier
        What earlier sentences leave, and the claims of this sentence before the quantity.
    """
    text = scene.sentence.text
    if quantity.kind == "percent" and earlier:
        last = earlier[-1]
        between = (last.end - scene.sentence.start, quantity.start)
        again = last.measure is Measure.GROWTH and _WHICH_IS.fullmatch(text, *between)
        return Verdict(Measure.GROWTH, "told again", quantity.core, 0) if again else None
    if earlier and (told := _in_brackets(text, quantity, head, earlier[-1], scene, memory)):
        return told
    if told := _as_a_number(scene, quantity, head, earlier):
        return told
    last_claim = memory.last
    if quantity.kind == "money" and last_claim is not None and not earlier:
        again = last_claim.measure is Measure.DEPOSITS and _THAT_MEANS.fullmatch(
            text, 0, quantity.start
        )
        return Verdict(Measure.DEPOSITS, "told again", quantity.core, 5.0) if again else None
    if quantity.kind != "count" or head not in ("none", "person") or earlier or last_claim is None:
        return None
    if not _THAT_MEANS.fullmatch(text, 0, quantity.start) or is_difference(text, quantity):
        return None
    own = governing(text, quantity, head, [o for o in scene.quantities if o is not quantity])
    if own is not None and own.cost < _OWN:
        return None  # "That means 30,000 people will lose their permits"
    # Only what the sentence right before says can be said again.
    if last_claim.sentence_end - last_claim.sentence_start != len(memory.text):
        return None
    if not last_claim.unit.is_relative:
        return Verdict(last_claim.measure, "told again", quantity.core, 5.0, last_claim.of)
    start, end = (at - last_claim.sentence_start for at in (last_claim.start, last_claim.end))
    whole = Quantity(start, end, start, "count", Hedge.EXACT)
    told = governing(memory.text, whole, "person", [])
    if told is None or told.why == ELSEWHERE:
        return None
    return replace(told, why="told again", cost=5.0)


_AS_A_NUMBER = re.compile(
    r"[^.;]{3,140}(?:, |\(| [–—-] )(?:(?:which|that|this) (?:(?:would|could|may) )?(?:amounts?|"
    r"amounted|comes?|came|corresponds?|corresponded|adds up|translates?|equates?|works out|is "
    r"equal) (?:in)?(?:to|at)|which (?:means|is|equals|represents|makes)|or|(?:the )?equivalent "
    r"(?:of|to)|equal to|amounting to|corresponding to|that is)(?: (?:a total of|an estimated))?\s+"
)
"""What parts a share from the number that it amounts to: "9% ... left, which amounts to ..."."""
_OTHER_FIGURE = re.compile(r"\d(?!\d{0,3}(?:\D|$))|\d\s?%")


def _as_a_number(
    scene: Scene, quantity: Quantity, head: Head, earlier: list[Draft]
) -> Verdict | None:
    """What those of a share did who are told again as a number in the same sentence."""
    if not earlier or quantity.kind != "count" or head not in ("none", "person"):
        return None
    last, text = earlier[-1], scene.sentence.text
    if last.measure not in (*_SHARES, Measure.WORKERS) or is_difference(text, quantity):
        return None
    at = last.end - scene.sentence.start
    if not _AS_A_NUMBER.fullmatch(text, at, quantity.start):
        return None
    if _OTHER_FIGURE.search(text[at : quantity.start]):
        return None
    told = governing(
        text[at : quantity.start], Quantity(0, 0, 0, "count", Hedge.EXACT), "person", []
    )
    if told is None or told.why == ELSEWHERE:
        return None
    return replace(told, why="told again", cost=5.0, at=at)


def _in_brackets(
    text: str, quantity: Quantity, head: Head, last: Draft, scene: Scene, memory: Memory
) -> Verdict | None:
    """What a share told again in brackets counts: "84% of returnees ... (est. 310,000 people)"."""
    opened = text.endswith("(", 0, quantity.start) and last.measure in _SHARES
    if opened and quantity.kind == "count" and (of := _OF_A_GROUP.match(text, quantity.end)):
        group = _GROUPS.get(head_of(text, of.end())[0])
        return None if group is None else Verdict(group, "told again", quantity.core, 5.0)
    bracketed = text[: quantity.start].endswith("(") and _AS_PEOPLE.match(text, quantity.end)
    if not bracketed or quantity.kind != "count" or head not in ("person", "refugee"):
        return None
    share = last.end - scene.sentence.start
    if _THOSE_COUNTED.fullmatch(text, share, quantity.start) and not last.unit.is_relative:
        return Verdict(last.measure, "told again", quantity.core, 5.0, last.of)
    named = any(share <= p.mention.start < quantity.start for p in scene.places)
    if (
        not named
        and not last.unit.is_relative
        and _IN_A_TOWN.fullmatch(text, share, quantity.start)
    ):
        return Verdict(last.measure, "a further place", quantity.core, 5.0, last.of)
    if last.measure not in _SHARES or _OTHER_NUMBER.search(text, share, quantity.start):
        return None
    kind = _OF_A_KIND.get(head_of(text, share)[0])
    counted = memory.counted
    whole = Measure.STOCK if counted is None else counted.of or counted.measure
    return Verdict(kind or whole, "told again", quantity.core, 5.0)


_SHARES = (Measure.SHARE, Measure.RETURNED_SHARE)
_OTHER_NUMBER = re.compile(r"\d")


def whom_papers_concern(
    scene: Scene, quantity: Quantity, head: Head, earlier: list[Draft]
) -> Verdict | None:
    """The measure of people whom papers counted before concern: "410 requests covering 900 people".

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    earlier
        The claims of this sentence before the quantity.
    """
    if not earlier or quantity.kind != "count" or head not in _PEOPLE:
        return None
    last, text = earlier[-1], scene.sentence.text
    between = _CONCERNING.fullmatch(text, last.end - scene.sentence.start, quantity.start)
    if between is None or last.measure not in _PAPERS:
        return None
    return Verdict(last.measure, "of the papers before", quantity.core, 5.0)


_PEOPLE: tuple[Head, ...] = ("person", "refugee", "migrant")
_PAPERS = (Measure.OTHER, Measure.ASYLUM_APPLICATIONS, Measure.PERMITS_ISSUED)
_CONCERNING = re.compile(r"[^.;\d]{0,80}\b(?:concern|cover|involv|represent|affect)(?:ing|ed|s)? ")
