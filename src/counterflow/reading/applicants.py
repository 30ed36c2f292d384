"""Where a text is about asylum, its applicants are applications, whatever is done with them."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.changes import is_difference
from counterflow.reading.draft import Draft
from counterflow.reading.governing import ELSEWHERE
from counterflow.reading.nouns import Head
from counterflow.reading.papers import OTHER_PAPERS
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_APPLICANTS = re.compile(
    r"\b(?:applicants?|asylum[- ](?:applications|claims|requests))\b", re.IGNORECASE
)
_ASYLUM = re.compile(r"\b(?:asylum|international protection|refugee status)\b", re.IGNORECASE)
_OTHER_PAPERS = re.compile(
    r"\b(?:visas?|permits?|citizenship|passports?|jobs?|scholarships?|loans?|housing|naturali\w+|"
    r"residen(?:ce|cy)|benefits?|work|posts?|courses?|universit\w+|colleges?|grants?|funding)\b",
    re.IGNORECASE,
)
_TALLIED = re.compile(
    r"(?:(?:were|was|been|being|had been|have been|has been) )?(?:recorded|registered|reported|"
    r"counted|logged|tallied|documented|noted)|registered|recorded|"
    r"(?:came|come|comes|coming|hail\w*) from|list|as before|as counted before|parallel|were|was|"
    r"so many by now|numbers?|numbered|number(?:ed|ing)|total(?:led|ling)?|saw|"
    r"and so many|a part of those before"
)
_WHAT_BECAME = re.compile(
    r"\s+(?:[\w’'-]+\s+){0,4}?(?:(?:were|was|are|had been|have been) (?:granted|approved|rejected|"
    r"refused|accepted|recognised|recognized|denied|given|turned|in|living|staying|housed|hosted|"
    r"accommodated|still|waiting|transferred|returned|deported|sent)|await|wait|remain|live|"
    r"liv|stay|left|arriv|return)\w*\b"
)
_LABEL = re.compile(r"[^.;\d]{0,90}: (?:only |just )?$")
_AT_A_LEVEL = re.compile(
    r"\bapplicants?\b[^.;:()\d]{0,70}\b(?:at|to|reached|hit|numbered|totalled|exceeded|passed|"
    r"topped|with) $"
)
_ON_HAND = re.compile(r"\b(?:live|living|reside|residing|staying|hosted|pending|backlog)\b")
_HEADS: tuple[Head, ...] = ("none", "person", "application", "refugee")


def as_applications(
    scene: Scene,
    quantity: Quantity,
    head: Head,
    verdict: Verdict | None,
    memory: Memory,
    earlier: list[Draft],
) -> Verdict | None:
    """The verdict, or applications for asylum where the number is one of applicants.

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    verdict
        What the words beside the number say of it.
    memory, earlier
        What earlier sentences leave, and the claims of this sentence before the number.
    """
    text = scene.sentence.text
    if quantity.kind != "count" or head not in _HEADS or is_difference(text, quantity):
        return verdict
    own = verdict is not None and verdict.measure is Measure.ASYLUM_APPLICATIONS
    if own or _OTHER_PAPERS.search(text):
        return verdict
    if _APPLICANTS.search(text) is None:
        bare = verdict is not None and verdict.why == OTHER_PAPERS and memory.document
        titled = bare and _ASYLUM.search(memory.document[0].text) is not None
        made = Verdict(Measure.ASYLUM_APPLICATIONS, "the title", quantity.core, 5.0)
        return made if titled else verdict
    if _ON_HAND.search(text) or _WHAT_BECAME.match(text, quantity.end):
        return verdict
    if not _of_asylum(memory):
        return verdict
    if verdict is not None and not _hardly_says(text, quantity, verdict):
        return verdict
    before = (0, quantity.start)
    told = _LABEL.search(text, *before) or _AT_A_LEVEL.search(text, *before)
    if verdict is None and not (told or _behind(text, quantity, earlier)):
        return None
    why = OTHER_PAPERS if verdict is None else verdict.why
    made = Verdict(Measure.ASYLUM_APPLICATIONS, why, quantity.core, 5.0)
    return made if verdict is None else replace(made, cost=min(verdict.cost, 5.0))


def _of_asylum(memory: Memory) -> bool:
    """Whether the text speaks of asylum at all."""
    return any(_ASYLUM.search(sentence.text) for sentence in memory.document)


def _hardly_says(text: str, quantity: Quantity, verdict: Verdict) -> bool:
    """Whether what is said of a number is only that it was counted."""
    if verdict.why == ELSEWHERE:
        return False
    if verdict.why == OTHER_PAPERS or _TALLIED.fullmatch(verdict.why):
        return True
    return _LABEL.search(text, 0, quantity.start) is not None and verdict.cost > _FAR


def _behind(text: str, quantity: Quantity, earlier: list[Draft]) -> bool:
    """Whether a number is that of another people in a ranking: "after Afghans (6,155)"."""
    if not earlier or earlier[-1].measure is not Measure.ASYLUM_APPLICATIONS:
        return False
    return _RANKED.search(text, 0, quantity.start) is not None


_RANKED = re.compile(
    r"\b(?:after|behind|ahead of|before|followed by|and) (?:the )?(?:[A-Z][\w’'-]+ ?){1,3}\($"
)
_FAR = 6.0
