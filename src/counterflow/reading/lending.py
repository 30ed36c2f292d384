"""What earlier numbers lend a later one that leans on them: its measure."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.added_people import A_PART, adds_people
from counterflow.reading.amended import why
from counterflow.reading.applicants import as_applications
from counterflow.reading.asides import ASIDE
from counterflow.reading.balances import is_balance_of_before
from counterflow.reading.captions import captioned
from counterflow.reading.changes import is_difference
from counterflow.reading.comparisons import compared_with, listed_place
from counterflow.reading.counted_people import people_counted
from counterflow.reading.draft import Draft
from counterflow.reading.elliptic import carried_verdict
from counterflow.reading.equated import equated_verdict, whom_papers_concern
from counterflow.reading.evidence import counts_people
from counterflow.reading.figure_rows import verdict_of_figure_row, verdict_of_listed_places
from counterflow.reading.going_on import going_on
from counterflow.reading.left_hosts import returned_from
from counterflow.reading.measures import APPROVING, measure_of
from counterflow.reading.moved_numbers import change_of_before, goes_on_changing
from counterflow.reading.nouns import Head, head_of
from counterflow.reading.other_way import verdict_of_other_way
from counterflow.reading.papers import OTHER_PAPERS
from counterflow.reading.parts_told import decided_of_papers, verdict_of_part
from counterflow.reading.quantity import Quantity
from counterflow.reading.resumed import resumed_verdict
from counterflow.reading.scene import Lent, Memory, Scene
from counterflow.reading.their_number import verdict_of_their_number
from counterflow.reading.titled import titled
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure, Unit

_LIST_LINE = 120

_ASYLUM = re.compile(
    r"\b[Aa]sylum\b|\b(?:granted|given|received|form of|refused|international|"
    r"subsidiary) (?:\w+ ){0,3}?protection\b|\b[Rr]efugee (?:status|requests|applications|claims|"
    r"applicants)\b"
)
_FAR = 15.0


_COMPARES_BACK = re.compile(
    r"\s*(?:that|this|it) (?:is|was|compares|compared|represents)\b[^.;\d]{0,40}\b(?:up|down|"
    r"with|to|from)\b",
    re.IGNORECASE,
)

_BACK = re.compile(
    r"\s*(?:these|this|those|they|that|among (?:them|these)|of (?:these|them|whom|those)|"
    r"the (?:figure|number|total|count)s?)\b",
    re.IGNORECASE,
)

_COORDINATED = re.compile(
    r"[^.;]{0,60}?(?:,|\band|\bthen|\bи|\bа)\s+(?:(?:then|another|a further|a|most recently|"
    r"lately|only|just)\s+|(?:in|by|on|during) (?:the )?[^.;,\d]{2,25}?\s+|"
    r"\w+ (?:years?|months?|weeks?|days?) later,?\s+)?$",
    re.IGNORECASE,
)

_ONLY_A_TIME = re.compile(
    r"\s*(?:in|during|on|by|a year|the year|last|this|so far|now|today|at the end|since|в|за|"
    r"к)\s+[^.;]{0,30}?(?:\d|year|month|week|год|месяц)|\s*(?:,|\.|$)|\s+as [a-z]"
    r"|\s*(?:under|through|via) (?:the|an?|another|other|its) ",
    re.IGNORECASE,
)

_HOSTS = re.compile(
    r"\b(?:host|hosting|receiving) (?:countr|nation|state)|\brecipient", re.IGNORECASE
)

_APPLIED = re.compile(
    r"\bapplied$|\bapplied(?=\s*[,.;]| (?:in|on|during|by|between|from|this|last)\b)"
)
_OF_THINGS = re.compile(r"\s*(?:of|из)\s+(?:which|которых)\b", re.IGNORECASE)


def lent_verdict(
    scene: Scene,
    quantity: Quantity,
    head: Head,
    memory: Memory,
    earlier: list[Draft],
    wished: Verdict | None = None,
) -> Lent | None:
    """The measure of a quantity, its own or that of a number it leans on; None if it has neither.

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    memory
        What earlier sentences leave.
    earlier
        Claims read in this sentence before the quantity.
    wished
        What somebody else says it counts; the grammar's own measure is then not asked for.
    """
    text = scene.sentence.text
    others = [q for q in scene.quantities if q is not quantity]
    if wished is not None:
        return Lent(wished)
    if _counts_things(text, quantity, others):
        return None
    if again := equated_verdict(scene, quantity, head, memory, earlier):
        return Lent(again, earlier[-1] if earlier and quantity.kind == "count" else None)
    if opposite := verdict_of_other_way(scene, quantity, head, memory, earlier):
        return Lent(opposite)
    if row := verdict_of_figure_row(scene, quantity, memory):
        return Lent(row)
    if listed_so := verdict_of_listed_places(scene, quantity):
        return Lent(listed_so)
    if decided := decided_of_papers(text, quantity, head, memory):
        return Lent(decided)
    if part := verdict_of_part(scene, quantity, head, memory, earlier):
        return Lent(part)
    if concerned := whom_papers_concern(scene, quantity, head, earlier):
        return Lent(concerned)
    if returned := returned_from(scene, quantity, head, earlier):
        return Lent(returned)
    if _of_population(scene, quantity, memory):
        return None
    verdict = measure_of(text, quantity, head, others)
    counted = memory.counted
    inherited = carried_verdict(scene, quantity, head, verdict, memory, earlier)
    verdict = inherited or verdict
    if verdict is not None and _of_papers(verdict) and _asylum_before(memory, scene):
        verdict = Verdict(Measure.ASYLUM_APPLICATIONS, "applications as before", 0, 0)
    verdict = verdict or titled(scene, quantity, head, memory)
    verdict = as_applications(scene, quantity, head, verdict, memory, earlier)
    if verdict is not None:
        verdict = going_on(scene, head, captioned(text, verdict, memory), memory, earlier)
    if _is_gap(scene, quantity, memory):
        return Lent(Verdict(Measure.NET, "the balance of before", quantity.core, 5.0))
    if _approves(text, quantity, memory, scene):
        return Lent(Verdict(Measure.PERMITS_ISSUED, "approved of those", quantity.core, 5.0))
    if theirs := verdict_of_their_number(scene, quantity, head, memory):
        return Lent(theirs)
    if further := goes_on_changing(scene, quantity, earlier):
        return Lent(further)
    if verdict is None and (moved := change_of_before(scene, quantity, memory, earlier)):
        return Lent(moved)
    goes_back = counted is not None and _COMPARES_BACK.match(text) is not None
    models = earlier or ([counted] if goes_back and counted is not None else [])
    parallel = compared_with(text, quantity, models, head) or _coordinate(
        scene, quantity, head, earlier
    )
    listed = listed_place(text, quantity, head, scene, earlier, verdict)
    if listed is not None and not earlier and _BACK.match(text) and counted is not None:
        verdict = Verdict(counted.measure, "as before", 0, 8.0, counted.of)
    elif (
        listed is not None
        and not earlier
        and (verdict is None or (verdict.cost > _FAR and counted is not None))
        and len(text) - text.rfind(";", 0, quantity.start) < _LIST_LINE
    ):
        if head in ("refugee", "migrant"):
            fresh = re.match(r"\s*new\b", text[quantity.end :])
            verdict = inherited = Verdict(
                Measure.ARRIVALS if fresh else Measure.STOCK, "list", 0, 8.0
            )
        elif counted is None:
            return None
        else:
            people = listed.mention.kind == "demonym"  # "Poles came second, at 4,900"
            recorded = why(counted, "measure") in ("departure", "list")  # "79,600 departures"
            left = counted.measure is Measure.DEPARTURES and not recorded
            hosted = (left and not people) or _HOSTS.search(text) is not None
            levels = counted.measure is Measure.CHANGE and not is_difference(text, quantity)
            there = (levels and counted.of) or counted.measure
            there = Measure.STOCK if hosted else there
            of = counted.of if there is Measure.CHANGE else None
            if is_difference(text, quantity) and there is not Measure.CHANGE:
                there, of = Measure.CHANGE, there  # "the biggest fall was in Italy (-18,125)"
            verdict = inherited = Verdict(there, "list", 0, 8.0, of)
    elif listed is not None and not earlier and verdict is not None:
        verdict = replace(verdict, cost=8.0)
    if parallel is None and listed is not None and earlier:
        wholes = [d for d in earlier if not _is_aside(text, d, scene)] or earlier
        model = next((d for d in reversed(wholes) if d.unit is not Unit.PERCENT), wholes[-1])
        # "70% are in four countries: Colombia (2.9 million)": the list counts people, not shares.
        shares = model.measure is Measure.SHARE and quantity.kind == "count"
        near = verdict is not None and verdict.cost < _FAR and verdict.measure is Measure.STOCK
        measure = _whole_of(None if near else counted) if shares else model.measure
        verdict = Verdict(measure, "list", 0, 5.0, model.of)
        if is_difference(text, quantity):
            verdict = replace(verdict, measure=Measure.CHANGE, of=model.of or model.measure)
    if parallel is None and earlier and adds_people(scene, quantity, head, verdict, earlier[-1]):
        verdict = inherited = Verdict(earlier[-1].measure, A_PART, 0, 5.0, earlier[-1].of)
    if parallel is not None:
        measure = parallel.measure if quantity.kind != "percent" else Measure.SHARE
        verdict = Verdict(measure, "parallel", 0, 1, parallel.of)
        if measure is Measure.CHANGE and parallel.of is not None and quantity.kind == "count":
            verdict = replace(verdict, measure=parallel.of, of=None)
        return Lent(verdict, parallel)
    if verdict is None and (counting := people_counted(scene, quantity, head, memory)):
        return Lent(counting)
    enough = inherited is not None or (
        verdict is not None and counts_people(text, quantity, head, verdict, memory, scene)
    )
    if not enough:
        verdict = resumed_verdict(scene, quantity, head, memory, earlier)
    return None if verdict is None else Lent(verdict)


def _is_aside(text: str, draft: Draft, scene: Scene) -> bool:
    """Whether a number is a part of the one before it: "573,000, among them 100,000 returnees"."""
    return _AMONG_THEM.search(text[: draft.start - scene.sentence.start]) is not None


_AMONG_THEM = re.compile(
    r"\b(?:among (?:them|whom|these)|including|of (?:them|whom)|в том числе|из них|среди них)"
    r"(?:,|\s+(?:some|about|also|и))*\s*$",
    re.IGNORECASE,
)


def _of_population(scene: Scene, quantity: Quantity, memory: Memory) -> bool:
    """Whether "put the figure at 8.6 million" is of the population told of just before."""
    if quantity.kind != "count" or memory.claimed or not _POPULATION.search(memory.text):
        return False
    return _THE_FIGURE.search(scene.sentence.text[: quantity.start]) is not None


_POPULATION = re.compile(r"\b(?:population|inhabitants|населени\w+)\b", re.IGNORECASE)
_THE_FIGURE = re.compile(
    r"\b(?:(?:the|that|this) (?:true |real |actual )?(?:figure|number|total)|it)\b[^.;,]{0,20}$"
)


def _is_gap(scene: Scene, quantity: Quantity, memory: Memory) -> bool:
    """Whether "the difference was 98,000" tells the balance of the sentence before."""
    text, here = scene.sentence.text, memory.text_paragraph == scene.sentence.paragraph
    return quantity.kind == "count" and here and is_balance_of_before(text, memory.text, quantity)


def _approves(text: str, quantity: Quantity, memory: Memory, scene: Scene) -> bool:
    """Whether so many of the applications counted before were approved."""
    counted = memory.counted
    if counted is None or memory.last_paragraph != scene.sentence.paragraph:
        return False
    papers = counted.measure in (Measure.ASYLUM_APPLICATIONS, Measure.OTHER)
    approved = quantity.kind == "count" and APPROVING.search(text, 0, quantity.start) is not None
    return papers and approved and _OF_THESE.match(text, quantity.end) is not None


_OF_THESE = re.compile(r" of (?:them|these|those)\b")


def _whole_of(counted: Draft | None) -> Measure:
    """What a list behind a share counts: claims of asylum where those were counted, else people."""
    papers = (Measure.ASYLUM_APPLICATIONS, Measure.PERMITS_ISSUED, Measure.PERMITS_VALID)
    return counted.measure if counted and counted.measure in papers else Measure.STOCK


def _of_papers(verdict: Verdict) -> bool:
    """Whether a number is one of applications, for what the words beside it do not say."""
    return verdict.why == OTHER_PAPERS or _APPLIED.search(verdict.why) is not None


def _asylum_before(memory: Memory, scene: Scene) -> bool:
    """Whether the paragraph speaks of asylum: "filed 70,976 claims" then counts asylum claims."""
    counted = memory.counted
    near = memory.last_paragraph == scene.sentence.paragraph
    if near and counted is not None and counted.measure is Measure.ASYLUM_APPLICATIONS:
        return True
    told = memory.text if memory.text_paragraph == scene.sentence.paragraph else ""
    told += scene.sentence.text if _APPLIED.search(scene.sentence.text) else ""
    return memory.asylum_paragraph == scene.sentence.paragraph or _ASYLUM.search(told) is not None


def _counts_things(text: str, quantity: Quantity, others: list[Quantity]) -> bool:
    """Whether "875 of which" points back to a number of shelters rather than of people."""
    if quantity.kind == "percent" and _OF_THE_TOTAL.match(text, quantity.end):
        said = [q for q in others if q.end <= quantity.start and q.size >= _SOME_PLACES]
        if not said or head_of(text, said[-1].end)[0] != "other":
            return False
        # "Figures were obtained for 979 communes, 75 per cent of the total."
        return _THAT_IS.fullmatch(text, said[-1].end, quantity.start) is not None
    if _OF_THINGS.match(text, quantity.end) is None:
        return False
    before = [q for q in others if q.end <= quantity.start]
    return bool(before) and head_of(text, before[-1].end)[0] == "other"


_OF_THE_TOTAL = re.compile(
    r"\s*(?:of (?:the total|all|the whole|the country[’']s|the (?:number|full number))\b|nationwide)"
)
_SOME_PLACES = 20  # so many places that answered may be told as a share of all
_THAT_IS = re.compile(
    r"(?: (?!people|persons|refugees|migrants|where|with|host)[\w’'-]+){1,5}(?:,| \(| [–—-])"
    r"(?: ?(?:or|that is|which is|some|about|around|nearly|almost|equal to|representing|covering))* ?"
)


def _coordinate(scene: Scene, quantity: Quantity, head: Head, earlier: list[Draft]) -> Draft | None:
    """The claim before a bare number that only adds a time: "11,173 in 2021 and 8,945 in 2022"."""
    counts = [d for d in earlier if not d.unit.is_relative and d.measure is not Measure.CHANGE]
    if head != "none" or quantity.kind != "count" or not counts:
        return None
    last, text = counts[-1], scene.sentence.text
    between = ASIDE.sub(" ", text[last.end - scene.sentence.start : quantity.start])
    if not _COORDINATED.fullmatch(between):
        return None
    places = [p for p in scene.places if p.mention.start >= quantity.end and p.role == "to"]
    if places or not _ONLY_A_TIME.match(text, quantity.end):
        return None
    return last
