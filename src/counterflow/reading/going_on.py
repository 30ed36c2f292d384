"""A verb that hardly says what it counts goes on about what the paragraph has counted before."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.draft import Draft
from counterflow.reading.keyed import Keyed
from counterflow.reading.levels import BY_NOW
from counterflow.reading.nouns import Head
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_COUNTED = re.compile(
    r"recorded|registered|reported|detected|counted|saw|logged|tallied|tracked|noted|documented|"
    r"verified"
)
_ON_A_DAY = Keyed(
    r"\b(?:as (?:of|at)|at (?:the end of|year-end|the close of|the start of))\b", after=""
)
_OFFICES_COUNT = (
    Measure.BORDER_ENTRIES,
    Measure.BORDER_EXITS,
    Measure.ASYLUM_APPLICATIONS,
    Measure.PERMITS_ISSUED,
    Measure.RETURNS,
)
_FLOWS = (
    Measure.ARRIVALS,
    Measure.DEPARTURES,
    Measure.RETURNS,
    Measure.BORDER_ENTRIES,
    Measure.BORDER_EXITS,
    Measure.ASYLUM_APPLICATIONS,
)
_EXPECTED = re.compile(
    r"expect|await|anticipat|brac|follow|(?:(?:are|were|is|was|be) )?(?:still |also |now |soon )?"
    r"(?:expected|awaited|due|anticipated|(?:on|making) their way)"
)
_WENT_TO = re.compile(
    r"(?:went|gone|go|travell?ed|headed|moved|settled|came|come|were taken|were brought) (?:to|in)\b|settled"
)
_THEY = re.compile(
    r"(?:^|[;,:] (?:and |while |but )?)\W*(?:(?:of|among) (?:whom|these|them|those),? (?:about |some |over |"
    r"nearly |almost )?)?(?:most|many|some|others|(?:nearly|almost) all|the (?:largest|"
    r"biggest|greatest|highest|main) (?:numbers?|groups?|share|part)|the (?:vast )?majority|they|"
    r"(?:more than |about |over )?half|\d[\d,.]*)(?: of (?:them|these|those))?(?: have| had)? $",
    re.IGNORECASE,
)
_PERMITS = (Measure.PERMITS_ISSUED, Measure.PERMITS_VALID, Measure.CITIZENSHIPS)
_TOOK = re.compile(r"received|got|obtained|collected|took|(?:went|gone|go) to")
_COME_FROM = re.compile(r"(?:came|come|comes|coming|hail\w*) from")
_FLOWS_IN = (Measure.BORDER_ENTRIES, Measure.ASYLUM_APPLICATIONS, Measure.STOCK)


def going_on(
    scene: Scene, head: Head, verdict: Verdict, memory: Memory, earlier: list[Draft]
) -> Verdict:
    """The verdict with the measure told before, where its own words only go on about that.

    Parameters
    ----------
    scene, head
        The sentence, and the class of the number's noun.
    verdict
        What the sentence says of the number.
    memory, earlier
        What earlier sentences leave, and the claims of this sentence before the number.
    """
    if memory.last_paragraph != scene.sentence.paragraph:
        return verdict
    counted = memory.counted
    told = earlier[-1] if earlier else counted
    if told is not None and _goes_on_about(verdict, told):
        verdict = replace(verdict, measure=told.measure)
    if counted is not None and _counts_on(scene, head, verdict, counted):
        verdict = replace(verdict, measure=counted.measure)
    if told is not None and (
        _follow(verdict, told) or _at_home(scene, verdict, told) or _of_permits(head, verdict, told)
    ):
        verdict = replace(verdict, measure=told.measure)
    before = counted or memory.last
    if before is not None and _level_of_a_flow(scene, verdict, before):
        verdict = replace(verdict, measure=before.of or before.measure, why="as counted before")
    return verdict


def _goes_on_about(verdict: Verdict, told: Draft) -> bool:
    """Whether "148,285 came from Venezuela" says where those counted before came from."""
    known = told.measure in _FLOWS_IN and not told.unit.is_relative
    return known and _COME_FROM.match(verdict.why) is not None


def _follow(verdict: Verdict, told: Draft) -> bool:
    """Whether "another 20,000 are expected" will do what those counted before have done."""
    return told.measure in _FLOWS and _EXPECTED.match(verdict.why) is not None


def _at_home(scene: Scene, verdict: Verdict, told: Draft) -> bool:
    """Whether "most went to Idlib" says where those who have returned went."""
    if told.measure is not Measure.RETURNS or _WENT_TO.match(verdict.why) is None:
        return False
    home = {*told.destinations, told.origin} - {""}
    if home and any(
        p.role == "to" and not home.intersection(p.mention.codes) for p in scene.places
    ):
        return False
    return _THEY.search(scene.sentence.text, 0, verdict.at) is not None


def _of_permits(head: Head, verdict: Verdict, told: Draft) -> bool:
    """Whether "Russians received 34,700" are of the permits counted before."""
    return head == "none" and told.measure in _PERMITS and _TOOK.fullmatch(verdict.why) is not None


def _counts_on(scene: Scene, head: Head, verdict: Verdict, counted: Draft) -> bool:
    """Whether "the agency registered 102,000" counts what it counted in the sentence before."""
    if head != "none" or _ON_A_DAY.search(scene.sentence.text):
        return False  # "as of May": so many were there on a day
    if counted.measure is Measure.ASYLUM_APPLICATIONS and verdict.why in ("received", "got"):
        return True  # "expects 120,000 claims. It received 78,975 in 2024"
    if counted.measure is Measure.RETURNS and verdict.why == "counts":
        return True
    return counted.measure in _OFFICES_COUNT and _COUNTED.fullmatch(verdict.why) is not None


def _level_of_a_flow(scene: Scene, verdict: Verdict, before: Draft) -> bool:
    """Whether "Cubans rose to 220,000" goes on about those whom the border met just before."""
    people = scene.sentence.text[verdict.at : verdict.at + 1].isupper()
    flow = (before.of or before.measure) in (*_OFFICES_COUNT, Measure.ARRIVALS)
    return verdict.why == BY_NOW and people and flow
