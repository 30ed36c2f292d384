"""A part of people or papers counted before: "2,400 became citizens, 900 of them Cubans"."""

from __future__ import annotations

import re

from counterflow.reading.amended import why
from counterflow.reading.changes import is_difference
from counterflow.reading.draft import Draft
from counterflow.reading.nouns import Head
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.triggers import triggers_in
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_OPENS_A_PART = re.compile(
    r"(?:[,;:(–—-]|\band|\bbut)\s*(?:(?:and|but|with|including|or|among (?:them|these|whom)|"
    r"of (?:whom|which|these|those|them))\b,?\s*)*(?:(?:only|just|another|a further)\s+)?$"
)
_OF_WHICH = re.compile(r"\bof which,?\s+(?:(?:only|just)\s+)?$")
_OF_THESE = re.compile(
    r"\s*(?:of|among) (?:these|those|them|the (?:total|applicants|arrivals|newcomers|returnees|"
    r"deportees|entrants|new citizens|travellers))\b[^.;,\d]{0,40},\s*(?:(?:only|just)\s+)?",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\s+of (?:them|these|those)\s+(?:(?:to|from|by|for) |(?:un)?registered [a-z]+s\b|(?!\w+(?:ed|ing)\b|(?:have|had|has|are|"
    r"were|is|was|do|did|will|would|can|could|may|might|still|now|already|not|then|later|since|"
    r"also|in|at|on|inside|across|currently|went|came|left|fled|got|made|held|hold|live|stay|"
    r"remain|return|back|home|there|here|within|who)\b)\w+)"
)
"""What goes on without a verb: "4,050 of them to students", "400 of them children from Idlib"."""
_OF_THEM_ALONE = re.compile(r"\s+of (?:them|these|those)\s*(?:[,.;)]|$|and\b|by\b|in\b|so far)")
_ALSO_SUCH = re.compile(r"\s+[A-Z][\w’'-]+(?:s|ese|is|men)?\s*(?:[,.;]|and\b|$)")
"""A people that ends a list: "3,000 were Cubans and 900 Haitians"."""
_PART = "a part of those before"
_DECIDING = re.compile(
    r"\b(?:approv|grant|accept|clear|reject|refus|turn|den[iy]|decid|process|issu|withdr|revok)\w*"
    r"(?: \w+)? $"
)
_WERE_SUCH = re.compile(
    r"\s+(?:of (?:them|these|those|whom)\s+)?(?:were|are|was|is)\s+(?:(?:from|under|aged|over|"
    r"between|below|of)\s|(?:young |unaccompanied |adult |single |ethnic |mostly |"
    r"school-age )?(?:women|men|children|"
    r"minors|girls|boys|adults|males?|females?|families|pensioners|students|citizens|nationals)\b|"
    r"(?-i:[A-Z])\w+(?:ns|[ei]se|is|ks|rs|es|ts|ds|bs|gs|ch|men|people|citizens|nationals)\b"
    r"(?! (?:\(|with|at|in|living|staying|residing)\b))"
)
"""A part told by who they are: "860 were Cubans", "400 were under 18"."""
_PAPERS = frozenset(
    {
        Measure.PERMITS_ISSUED,
        Measure.PERMITS_VALID,
        Measure.ASYLUM_APPLICATIONS,
        Measure.OTHER,
        Measure.CITIZENSHIPS,
    }
)
_SUCCEEDED = re.compile(
    r"\s+(?:of (?:them|these|those|which)\s+)?(?:(?:were|was|are|have been|had been|proved) )?"
    r"(?P<not>not |un)?(?:successful|accepted|approved|upheld|positive)\b"
)
"""How a part of applications ended: "of which 31,000 were successful"."""
_NO_PAPERS = re.compile(
    r"\b(?:scholarships?|jobs?|posts?|flats?|apartments?|housing|loans?|courses?|tenders?|"
    r"universit\w+|fellowships?|places? at)\b",
    re.IGNORECASE,
)
"""What is applied for beside papers."""
_NEAR = 60  # characters
_PEOPLE: tuple[Head, ...] = ("none", "person")


def verdict_of_part(
    scene: Scene, quantity: Quantity, head: Head, memory: Memory, earlier: list[Draft]
) -> Verdict | None:
    """The measure of the whole, for a part that no verb of its own tells of; None for others.

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    memory, earlier
        What earlier sentences leave, and the claims of this sentence before the quantity.
    """
    text = scene.sentence.text
    if quantity.kind != "count" or head not in _PEOPLE or is_difference(text, quantity):
        return None
    whole = _whole(scene, quantity, memory, earlier)
    if whole is None:
        return None
    alone = _OF_THEM_ALONE.match(text, quantity.end) is not None
    if (
        whole.measure in _PAPERS
        and alone
        and not _DECIDING.search(text, max(0, quantity.start - _NEAR), quantity.start)
    ):
        return Verdict(whole.measure, _PART, quantity.core, 5.0)
    last = earlier[-1] if earlier else None
    if last is not None and why(last, "measure") == _PART and _ALSO_SUCH.match(text, quantity.end):
        return Verdict(whole.measure, _PART, quantity.core, 5.0)
    of_these = whole.measure in _PAPERS and _NO_PAPERS.search(text) is None
    if of_these and (ruled := _SUCCEEDED.match(text, quantity.end)):
        measure = Measure.OTHER if ruled.group("not") else Measure.PERMITS_ISSUED
        return Verdict(measure, "decided of those before", quantity.core, 3.0)
    told_as = _OF_THEM.match(text, quantity.end) or _WERE_SUCH.match(text, quantity.end)
    of_papers = (
        whole.measure in _PAPERS
        and _OF_WHICH.search(text, max(0, quantity.start - _NEAR), quantity.start) is not None
    )
    if not told_as and not (of_papers and not _of_papers_too(text, quantity)):
        return None
    return Verdict(whole.measure, _PART, quantity.core, 5.0)


def _whole(scene: Scene, quantity: Quantity, memory: Memory, earlier: list[Draft]) -> Draft | None:
    """The count that a number is a part of."""
    text = scene.sentence.text
    if earlier:
        counts = [d for d in earlier if not d.unit.is_relative]
        whole = counts[-1] if counts else None
        near = (
            _OPENS_A_PART.search(text, max(0, quantity.start - _NEAR), quantity.start) is not None
        )
    else:
        whole = memory.counted
        near = memory.last_paragraph == scene.sentence.paragraph
        received = near and _OF_THEM_ALONE.match(text, quantity.end) is not None
        near = near and (received or _OF_THESE.fullmatch(text, 0, quantity.start) is not None)
    if whole is None or not near or whole.measure in (Measure.CHANGE, Measure.DEPOSITS):
        return None
    size = whole.value or whole.high or whole.low or 0.0
    return whole if quantity.size < size else None


def _of_papers_too(text: str, quantity: Quantity) -> bool:
    """Whether the words after a part of papers say what became of them: "were rejected"."""
    return any(
        measure in _PAPERS and quantity.end <= match.start()
        for measure, _, match in triggers_in(text)
    )


_KINDS = (
    r"(?:(?:(?:out|in)[- ](?:of[- ])?country|new|further|initial|first|family|positive|successful|"
    r"main|total|more|additional|other|humanitarian|residence|settlement|asylum|visa|status|"
    r"protection|such) )*"
)
_GRANTS = re.compile(
    rf"\s+{_KINDS}(?:grants|approvals|renewals|extensions)\b(?! (?:worth|totall?ing|from|for "
    r"(?:schools?|businesses|start|small|farm|hous|rent|food|aid|projects?|research))|[- ]aided)"
)
_PAPERS_TOLD = re.compile(
    r"\b(?:grants of (?:[\w-]+ ){0,2}?(?:asylum|protection|status|leave|visas?|permits?|residence|"
    r"settlement|stay|family reunion)|(?:visa|permit|asylum|protection|residence|settlement|status|"
    r"country) (?:grants|approvals|extensions|renewals)|(?:route|scheme|visas?)\b[^.;]{0,60}"
    r"\bextensions|grants (?:under|on|through|via) (?:the|this|that|its))\b",
    re.IGNORECASE,
)
"""What makes grants those of papers, and not of money."""
_PAPERS_TITLE = re.compile(r"\b(?:visas?|asylum|residence permits?|protection)\b", re.IGNORECASE)
_DECIDED = re.compile(
    r"\b(?:(?P<granted>[Gg]rants|[Aa]pprovals|[Rr]enewals)|[Rr]efusals|[Rr]ejections)\b[^.;,\d]{0,40}\b"
    r"(?:to|at|from|were|was|reached|hit|numbered|totalled|exceeded|passed|topped)\s*$"
)


def decided_of_papers(text: str, quantity: Quantity, head: Head, memory: Memory) -> Verdict | None:
    """What "grants fell to 27,500" counts after applications; None for other numbers."""
    told = memory.counted
    if quantity.kind != "count" or head not in ("none", "other"):
        return None
    of_papers = told is not None and told.measure in _PAPERS
    of_papers = of_papers or _PAPERS_TOLD.search(text) is not None
    titles = memory.document[:1]
    of_papers = of_papers or any(_PAPERS_TITLE.search(title.text) for title in titles)
    if of_papers and _GRANTS.match(text, quantity.end):
        return Verdict(Measure.PERMITS_ISSUED, "grants", quantity.core, 0)
    if head != "none" or not of_papers:
        return None
    found = _DECIDED.search(text, max(0, quantity.start - 2 * _NEAR), quantity.start)
    if found is None:
        return None
    measure = Measure.PERMITS_ISSUED if found.group("granted") else Measure.OTHER
    return Verdict(measure, "decisions on those before", quantity.core, 3.0)
