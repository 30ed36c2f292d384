"""Numbers without a verb or noun of their own: they count what the text counted just before."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.changes import is_compared, is_difference
from counterflow.reading.draft import Draft
from counterflow.reading.evidence import ESTIMATE, OTHER_BUSINESS, inherited_verdict
from counterflow.reading.governing import ELSEWHERE, governing
from counterflow.reading.keyed import Keyed
from counterflow.reading.nouns import Head
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure, Unit

_CAPTION = re.compile(
    r"\b(?:[Bb]eneficiaries|[Rr]esidents|[Hh]olders|accommodat\w+|hosted|living|"
    r"registered)\b(?![^:]*\b(?:arriv|return|left|enter|cross)\w*)[^:.\d]*\bby [^:.\d]+:$"
)
"""A line that says who is counted in the rows under it: "Residents of shelters by county:"."""
_LABEL = re.compile(r"[^.;:]*: $")
_STANDS_FOR = Keyed(
    r"\b(?:it|this|that|the (?:figure|number|total|count|tally)|они|это|эта цифра|"
    r"этот показатель)\s+"
    r"(?:had been|has been|was|is|were|stood at|stands at|reached|составлял[ао]?|составил[ао]?)"
    r"(?:\s+(?:now|then|still|already|only|just))*\s*$",
    after="",
)
_LINKED = re.compile(
    r"(?:\bthere (?:are|were|was|have been|had been)"
    r"|\b(?:the|its|their|this|that|a) (?:(?:daily|weekly|monthly|annual|yearly|total|overall|"
    r"real|actual|current|official|cumulative|average|grand|latest|new|previous|final|"
    r"corresponding|comparable) )*"
    r"(?:number|figure|total|count|tally|average|rate|flow|peak|pace|sum|high|low|maximum|grants|"
    r"approvals|arrivals|entries|departures|returns|applications|crossings)\b[^.;\d]{0,40}?"
    r"\b(?:is|are|was|were|be|been|at|to|exceed\w*|pass\w*|top\w*|reach\w*|hit|near\w*|"
    r"approach\w*|averag\w*)"
    r"|^(?:grants|approvals|entries|departures|returns|crossings) (?:fell|rose|dropped|climbed|"
    r"jumped|came) to"
    r"|\b(?:comes?|came|arrives?|amount(?:s|ed)?|add(?:s|ed)? up) (?:to|at)"
    r"|\b(?:spoke|spoken|speaks?|talk\w*|work(?:s|ed)? with an estimate|estimates?) of"
    r"|\b(?:the|its) (?-i:[A-Z])\w+ (?:figure|number|total|tally) (?:is|was|stood at|stands at|"
    r"reached)"
    r"|\bput(?:s|ting)? (?:it|(?![^.;,\d]*\b(?:population|toll|cost|price|loss|damage|bill|"
    r"turnout))[^.;,\d]{3,50}) at)"
    r"(?:\s+(?:now|then|still|already|currently|only|just|even|set|expected))*\s*$",
    re.IGNORECASE,
)
_THERE_WERE = re.compile(
    r"\bthere (?:are|were|was|have been|had been|has been)(?: (?:now|then|already|only|just))*\s+$",
    re.IGNORECASE,
)
_IN_SPACE = re.compile(
    r"(?: of (?:them|these|those))?\s+(?:(?!in\b|on\b|at\b|by\b)[\w’'-]+\s+){0,4}?(?:in|inside|within|"
    r"on|at|across|throughout|under) (?:(?:the|that|this|its|these|those|a|an|one|several) )?"
    r"(?:[a-z-]+ )?(?:country|territory|republic|kingdom|area|district|province|region|county|state|"
    r"city|town|village|capital|island|camp|settlement|site|peninsula|valley|hotel|shelter|school|"
    r"cent(?:re|er)|hostel|tent|ground|reception|facilit)(?:s|ies|y)?\b",
    re.IGNORECASE,
)
"""What makes people that "there were" those who are at a place, rather than those who came."""
_PART_BEFORE = re.compile(
    r"\b(?:of (?:whom|which|them|these|those)|among them|among these|из них|"
    r"из которых),?(?: (?:only|just|about|some|лишь|только))?\s*$"
    r"|^\s*(?:out )?of (?:(?:the|these|those|all) )+(?:[\w-]+ ){0,2}(?:deportees|returnees|"
    r"arrivals|newcomers|entrants|refugees|migrants|people|persons|total|number|deported|"
    r"returned)\b[^.;,\d]{0,40},\s*$",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(
    r"\s+(?:of (?:them|these|those)\s+)?(?:were|was|are|is|have|had|has|did|do|could|"
    r"made the (?:trip|journey|move|crossing)|followed suit|declined|accepted|refused|opted|"
    r"chose|asked|said|told)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:they|it|these|those|this group|[A-Z]\w+s) (?:(?:now|then|already|still) )?"
    r"(?:hold|held|have|had|account(?:ed)? for) (?:(?:some|about|over|only|just) )?$",
    re.IGNORECASE,
)
_PERMITS = re.compile(r"\b(?:permits?|visas|residence cards)\b")
"""What the sentence before says is held: "They held 40,700 out of 175,600"."""
_DID_SO = re.compile(
    r"\s+(?:(?:have|had|has) )?(?:made (?:the|that) (?:trip|journey|move|crossing|trek)|"
    r"d(?:id|one) (?:so|the same)|come into the (?:picture|count)|followed suit|joined them)\b"
)
_WORKS = re.compile(
    r"\s+(?:have|had|has|hold|held|found|are in|were in) (?:an? |paid )?(?:jobs?|work)\b"
)
_OF_THE_COUNTED = re.compile(
    r"\s+of (?:the|these|those|this) (?:travell?ers|arrivals|newcomers|refugees|migrants|people|"
    r"returnees|total|group|entrants)\s+(?:were|are|was|is|had|have)\b"
)
_FUNDED = re.compile(r"\s+(?:funded|covered|complete)\b")
_OF_MONEY = re.compile(
    r"\bthe (?:sum|amount|payment|allowance|rent|benefit|grant|stipend|subsidy|fee|price|wage|"
    r"salary)s?\b[^.;,\d]{0,40}$"
)
_AID = r"(?:aid|help|assistance|support|cash|kits|grants)"
_HELPED = re.compile(rf"\b(?:helped|assisted|supported|aided|served|{_AID})\b")
_HELPED_TO = re.compile(rf"\b{_AID}\b(?: (?!to\b)\w+){{0,3}} to\s+$")
_MOVED = frozenset({Measure.RETURNS, Measure.ARRIVALS, Measure.BORDER_ENTRIES})
"""What those did whom an agency then helps."""
_OF_THEM = re.compile(r"\s+of (?:them|these|those)\b")
_BUT_ONLY = re.compile(r"\b(?:but|and|though|although)\s+(?:only\s+)?$", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:[^.;]*\bthat )?\s*(?:but |and |only |just |another |a further )*", re.IGNORECASE
)
_RESTATED = (re.compile(r"[-–—(,]\s*(?:or\s+)?$"), re.compile(r"\s*[-–—),]"))
_GOVERNED = 12.0
_NEAR, _FAR = 6.0, 12.0
_BARE: tuple[Head, ...] = ("none", "person")


def carried_verdict(
    scene: Scene,
    quantity: Quantity,
    head: Head,
    verdict: Verdict | None,
    memory: Memory,
    earlier: list[Draft],
) -> Verdict | None:
    """The measure that a bare number takes from the text before it; None if it stands alone.

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    verdict
        What the sentence itself says; a number is bare where it says nothing.
    memory
        What earlier sentences leave.
    earlier
        Claims read in this sentence before the quantity.
    """
    text, counted = scene.sentence.text, memory.counted
    if quantity.kind == "count" and _HELD.search(text, 0, quantity.start):
        here = memory.text_paragraph == scene.sentence.paragraph
        if here and head == "none" and _PERMITS.search(memory.text):
            return Verdict(Measure.PERMITS_VALID, "permits as before", 0, 5.0)
    stood_for = _STANDS_FOR.search(text, 0, quantity.start) is not None
    stood_for = stood_for and _FUNDED.match(text, quantity.end) is None
    if quantity.kind == "percent" and head == "none" and stood_for:
        if is_compared(text, quantity):
            return None
        share = memory.last is not None and memory.last.measure is Measure.SHARE
        return Verdict(Measure.SHARE, "as before", 0, 8.0) if share else None
    if quantity.kind != "count" or head not in _BARE:
        return None
    if counted is not None and counted.measure is Measure.DEPOSITS:
        return None  # a sum is followed by no people
    before = text[: quantity.start]
    if _OF_MONEY.search(before):
        return None
    found: Verdict | None = None
    label = before.endswith(": ") and OTHER_BUSINESS.search(_LABEL.findall(before)[-1]) is None
    if label and _CAPTION.search(memory.text) and (verdict is None or verdict.cost > _FAR):
        return Verdict(Measure.STOCK, "caption", 0, 8.0)
    if counted is not None and label and _named_before(verdict, memory, scene):
        return None if is_difference(text, quantity) else _like(counted)
    if _THERE_WERE.search(before) and _IN_SPACE.match(text, quantity.end):
        return Verdict(Measure.STOCK, "so many there", quantity.core, 8.0)
    stands_for = head == "none" and _STANDS_FOR.search(text, 0, quantity.start) is not None
    if counted is not None and (stands_for or _does_so(text, quantity, head, memory, scene)):
        found = _like(counted)
    elif _leans_back(before, head, verdict):
        found = inherited_verdict(memory, scene)
    elif verdict is not None and verdict.why != ELSEWHERE:
        return None
    elif verdict is None and counted is not None and _of_those(text, quantity, memory, scene):
        found = _like(counted)
        if counted.measure in _MOVED and _HELPED.search(text):
            return found
    elif earlier and earlier[-1].measure in _MOVED and _HELPED_TO.search(before):
        return _like(earlier[-1])
    elif (
        (head == "none" and (_LINKED.search(before) or ESTIMATE.search(text, 0, quantity.start)))
        or (_THERE_WERE.search(before) and not scene_places(scene))
    ) or _is_part(text, quantity, memory, earlier, scene):
        found = inherited_verdict(memory, scene)
    elif head == "none" and _restates(text, quantity, earlier, scene) and counted is not None:
        found = _like(counted)
    if found is None or dies_or_fights(scene, quantity, head):
        return None
    if is_difference(text, quantity):
        return replace(found, measure=Measure.CHANGE, of=found.of or found.measure)
    levels = found.measure is Measure.CHANGE and found.of is not None
    if levels and found.of is not None and _THERE_WERE.search(before):
        return replace(found, measure=found.of, of=None)  # "99,463 more. In May there were ..."
    return found


def _of_those(text: str, quantity: Quantity, memory: Memory, scene: Scene) -> bool:
    """Whether "13,200 of them" are of those counted in this paragraph or the one before."""
    near = scene.sentence.paragraph - memory.last_paragraph <= 1
    return near and _OF_THEM.match(text, quantity.end) is not None


def scene_places(scene: Scene) -> bool:
    """Whether a sentence names where people are."""
    return any(p.role == "to" for p in scene.places)


def _does_so(text: str, quantity: Quantity, head: Head, memory: Memory, scene: Scene) -> bool:
    """Whether a number did what those before it did: "18,229 made the journey"."""
    counted = memory.counted
    if head != "none" or counted is None or counted.measure.is_stock:
        return False
    near = scene.sentence.paragraph - memory.last_paragraph <= 1
    return near and _DID_SO.match(text, quantity.end) is not None


def _named_before(verdict: Verdict | None, memory: Memory, scene: Scene) -> bool:
    """Whether what follows a colon can only be what the paragraph has counted before."""
    here = memory.last_paragraph == scene.sentence.paragraph
    return here and (verdict is None or verdict.cost > _FAR)


def _leans_back(before: str, head: Head, verdict: Verdict | None) -> bool:
    """Whether the words before a number point back, whatever a verb far away may say."""
    cost = verdict.cost if verdict is not None else 1e9
    if cost > _NEAR and _PART_BEFORE.search(before):
        return True
    return (
        verdict is not None
        and cost > _FAR
        and head == "none"
        and _LINKED.search(before) is not None
    )


def dies_or_fights(scene: Scene, quantity: Quantity, head: Head) -> bool:
    """Whether the nearest verb says something else of them: "More than 2,300 have died"."""
    others = [other for other in scene.quantities if other is not quantity]
    governed = governing(scene.sentence.text, quantity, head, others)
    return governed is not None and governed.why == ELSEWHERE and governed.cost < _GOVERNED


def _like(draft: Draft) -> Verdict:
    # "an increase of 346 compared to July, when the figure was 21,413": the figure itself
    return Verdict(draft.of or draft.measure, "as before", 0, 8.0)


def _is_part(
    text: str, quantity: Quantity, memory: Memory, earlier: list[Draft], scene: Scene
) -> bool:
    """Whether a number is a part of those counted before: "of whom 5,000", "Some 5,000 are"."""
    whole = memory.counted
    if whole is not None and memory.last_paragraph == scene.sentence.paragraph:
        size = whole.value or whole.high or whole.low or 0.0
        if quantity.size > size:
            return False
    if _PART_BEFORE.search(text[: quantity.start]):
        return True
    if whole is not None and _OF_THE_COUNTED.match(text, quantity.end):
        return True
    if earlier:
        but_only = _BUT_ONLY.search(text[: quantity.start]) is not None
        return but_only and _PART_AFTER.match(text, quantity.end) is not None
    if _OF_THEM.match(text, quantity.end) and _OPENS.fullmatch(text[: quantity.start]):
        return True
    if _WORKS.match(text, quantity.end):
        return False
    opens = _OPENS.fullmatch(text[: quantity.start]) is not None
    return opens and _PART_AFTER.match(text, quantity.end) is not None


def _restates(text: str, quantity: Quantity, earlier: list[Draft], scene: Scene) -> bool:
    """Whether a number only says a share again: "more than half of them - 966,000 - have"."""
    if not earlier or earlier[-1].unit is not Unit.PERCENT:
        return False
    between = text[earlier[-1].end - scene.sentence.start : quantity.start]
    opening, closing = _RESTATED
    return (
        len(between) < 25
        and opening.search(between) is not None
        and closing.match(text, quantity.end) is not None
    )
