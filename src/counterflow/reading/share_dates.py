"""When a share holds: on the day its group was counted, or over the window in which it moved."""

from __future__ import annotations

import re

from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Scene
from counterflow.reading.times import Time
from counterflow.terms import Measure

SHARES = (Measure.SHARE, Measure.RETURNED_SHARE)
_FLOWS = (
    r"left|fled|flee\w*|emigrat\w+|return\w*|arriv\w+|went|came|come|coming|gone|moved|moving|"
    r"cross\w+|enter\w+|"
    r"appl(?:y|ied|ications?|icants?)|claims|sought|asked for (?:asylum|refuge|protection)|"
    r"reach\w*|land(?:ed|ing)|deport\w+|depart\w+|headed (?:for|to)|chose|lodged|filed|"
    r"submitted|decisions|relocat\w+|"
    r"resettl\w+|evacuat\w+|uprooted|displaced by|driven|intercept\w+|apprehen\w+|encounter\w+|"
    r"granted|rejected|approved|"
    r"recogni[sz]ed|travell?\w+|entries|exits|crossings|departures|уеха\w+|верну\w+|прибы\w+|"
    r"выеха\w+|въеха\w+|пересек\w+"
)
_STANDS = (
    r"are|is|were|was|have|has|had|do|does|did|live[sd]?|living|reside\w*|hold|holds|held|"
    r"remain\w*|stay\w*|lack\w*|"
    r"work\w*|speak|want\w*|say|said|report\w*|plan\w*|intend\w*|hope\w*|need\w*|consider\w*|"
    r"make up|made up|account\w*|"
    r"represent\w*|form(?:ed)?|constitut\w+|rent\w*|attend\w*|depend\w*|receiv\w+|earn\w*|own|"
    r"feel|felt|see|saw|"
    r"expect\w*|mention\w*|cit(?:e|ed)|named?|gave|give|could|can|would|settled|based|concentrat\w+"
)
_PREDICATE = re.compile(rf"\b(?:(?P<flow>{_FLOWS})|(?P<state>{_STANDS}))\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"(?:have|has|had|are|were|is|was|did)(?: (?:already|since|now|also|been|then|only|not|"
    r"\w+ly))*\s+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:who|that|which)\b", re.IGNORECASE)
_COPULA = re.compile(r"(?:are|is|were|was)(?: (?:actually|also|all|mostly|themselves|either))? ")
_SORTS = re.compile(
    r"(?:from|aged|under|over|unaccompanied|single|young|adult|women|men|females?|males?|girls|"
    r"boys|children|minors|nationals|citizens|families|couples)\b",
    re.IGNORECASE,
)
_MAKES_UP = re.compile(
    r"ma[dk]e up|account\w*|represent\w*|form(?:ed)?|constitut\w+|gave|give|ha[sd]|have",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[;:.](?!\d)|\bwhile\b|\bwhereas\b|\bbut\b|(?<=[,(] )\d|\band (?=\d)")


_SINCE = re.compile(r"\s+since\b")  # "they are the majority, 58% since 2015"


def stands(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share is of those who are somewhere rather than of those who moved.

    The first verb after the number decides that is not of a clause about its people: "of the
    60,000 who came, half are still there" tells who is there. What people are, such as women or
    Syrian, they were when they came: "28% of those who came were Syrian" is of those who moved.
    """
    text = scene.sentence.text
    if _SINCE.match(text, quantity.end):
        return False
    end = _ENDS.search(text, quantity.end)
    clause = text[quantity.end : end.start() if end else len(text)]
    flows = [
        _is_flow(clause, match)
        for match in _PREDICATE.finditer(clause)
        if not _of_a_sort(scene, quantity.end + match.start())
    ]
    relative = _RELATIVE.search(clause)
    if flows and relative is not None and len(flows) > 1:
        first = next(_PREDICATE.finditer(clause))
        return not (flows[-1] if first.start() > relative.start() else flows[0])
    if flows:
        return not flows[0]
    before = [
        _is_flow(text, match)
        for match in _PREDICATE.finditer(text, 0, quantity.start)
        if not _MAKES_UP.fullmatch(match.group())
    ]
    return not (before and before[-1])


def _of_a_sort(scene: Scene, start: int) -> bool:
    """Whether a verb says of what sort people are: "were Syrian", "are women"."""
    text = scene.sentence.text
    copula = _COPULA.match(text, start)
    if copula is None:
        return False
    after = copula.end()
    people = any(p.mention.kind == "demonym" and p.mention.start == after for p in scene.places)
    return people or _SORTS.match(text, after) is not None


def _is_flow(text: str, match: re.Match[str]) -> bool:
    """Whether a verb tells of moving, that behind "have" or "were" included."""
    if match.group("flow"):
        return True
    auxiliary = _AUXILIARY.match(text, match.start())
    following = _PREDICATE.match(text, auxiliary.end()) if auxiliary else None
    return following is not None and following.group("flow") is not None


def of_the_group(scene: Scene, quantity: Quantity, time: Time) -> bool:
    """Whether a time says when those moved of whom a share tells how they are."""
    text = scene.sentence.text
    if time.role not in ("span", "since", "by", "before"):
        return False
    if time.start >= quantity.end:
        clause = text[quantity.end : time.start]
        after = text[time.end :]
        return (
            _WHO_MOVED.search(clause) is not None
            and _OPENS_PREDICATE.match(after) is not None
            and stands(scene, quantity)
        )
    clause = text[: time.start]
    closed = _CLOSES_GROUP.fullmatch(text, time.end, quantity.start) is not None
    return closed and _OF_WHO_MOVED.search(clause) is not None and stands(scene, quantity)


_WHO_MOVED = re.compile(rf"\b(?:who|that) (?:had |have |has )?(?:\w+ )?(?:{_FLOWS})\b[^,;]*$")
_OF_WHO_MOVED = re.compile(
    rf"^\W*(?:of|among)\b[^;]*\b(?:who|that) (?:had |have |has )?(?:\w+ )?(?:{_FLOWS})\b[^,;]*$",
    re.IGNORECASE,
)
_OPENS_PREDICATE = re.compile(
    rf",?\s+(?:\w+ )?(?!(?:and|or)\b)(?:{_STANDS}|no longer|still|now)\b", re.IGNORECASE
)
_CLOSES_GROUP = re.compile(r",\s*(?:[^.;,\d]{0,30}\s)?")
