"""One quantity of a sentence to the draft of a claim."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from counterflow.reading.anaphora import one_of_region
from counterflow.reading.chains import respectively
from counterflow.reading.clauses import clause_end
from counterflow.reading.context import Context
from counterflow.reading.corridors import hosts_of
from counterflow.reading.dating import period_of
from counterflow.reading.draft import Draft
from counterflow.reading.heads import head_in
from counterflow.reading.homeward import adds_leavers, into_home, returns_told
from counterflow.reading.inside import lives_at_home
from counterflow.reading.left_hosts import left_hosts
from counterflow.reading.lending import lent_verdict
from counterflow.reading.lent_places import lent_hosts
from counterflow.reading.lent_sources import lent_source
from counterflow.reading.nouns import Head
from counterflow.reading.origins import origin_of
from counterflow.reading.own_times import OWN
from counterflow.reading.prospects import is_forecast
from counterflow.reading.quantity import Quantity
from counterflow.reading.rates import rate_of
from counterflow.reading.relevance import irrelevant
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.share_dates import SHARES
from counterflow.reading.small_counts import small_but_counted
from counterflow.reading.units import signed_value, unit_of
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_DRIVEN = re.compile(r"(?:were |was |been |being )?(?:push|driv|drove|forc|sent|chas|expel)")

_ABROAD = re.compile(
    r"[^.;,\d]{0,60}?\b(?:to|into) (?:the )?(?:neighbou?ring|other|adjacent|nearby|"
    r"surrounding) (?:countries|states|nations)\b|[^.;,\d]{0,60}?\b(?:abroad|overseas)\b"
)

_OUTWARD = re.compile(
    r"(?:have |had )?(?:cross\w*|fled|flee\w*|rush\w*|pour\w*|stream\w*|left) (?:over |"
    r"across )?(?:the )?(?:[\w’']+ )?(?:own |state )?borders?"
)
_OF_A_COUNTRY = re.compile(r"cross\w* (?:the country[’']s|its|their) (?:own |state )?borders?")
_LEFT = re.compile(r"\b(?:left|leav(?:e|ing)|fled|exodus|emigrat\w+|departures?)\b")
_QUESTION = re.compile(
    r"\W*(?:Has|Have|Had|Did|Do|Does|Is|Are|Was|Were|Will|Would|Can|Could|Should)\b(?:[^.!]|"
    r"\.(?=\d))*\?\W*",
    re.DOTALL,
)
"""A question asserts nothing: "Has Pakistan really expelled 1.7 million Afghans?" """
_OWN = re.compile(r"['’]s?\s+")  # "Georgia's 35,344 departures"

_REGISTERED = re.compile(r"(?:has|have|had|been|were|was) registered")
_AS_OF = re.compile(r"\b(?:as (?:of|at)\b|по состоянию на\b)", re.IGNORECASE)
_SETTLED = re.compile(
    r"(?:(?:found|finding|taken|sought|seek|seeking|took) (?!protection)|settl|counted|"
    r"(?:were|was|been) (?:entered |recorded$))"
)
_FILED = re.compile(r"(?:were|was|been) (?:entered|recorded)")
_A_QUARTER = 100  # days: so many were entered in a month, but are in the register in a year

_MAY_BE_HOMEWARD = (
    Measure.DEPARTURES,
    Measure.STOCK,
    Measure.ARRIVALS,
    Measure.BORDER_ENTRIES,
)
_UP_TO_A_DAY = (
    "by a date",
    "the end of the year",
    "the end of last year",
    "parallel",
    "a year earlier",
)
_ASSUMED = ("since the crisis began", "day of publication", "carried on", "not stated", "now")


def draft_of(
    scene: Scene,
    quantity: Quantity,
    context: Context,
    memory: Memory,
    earlier: list[Draft],
    doc: str,
    wished: Verdict | None = None,
) -> Draft | None:
    text = scene.sentence.text
    head, noun = head_in(scene, quantity, memory, earlier)
    if quantity.kind == "money" and re.search(r"\(\s*$|[/=]\s*$", text[: quantity.start]):
        return None  # a conversion of the sum before it
    part = small_but_counted(scene, quantity, head, memory, earlier)
    if (not part and irrelevant(text, quantity, head)) or _QUESTION.fullmatch(text):
        return None
    lent = lent_verdict(scene, quantity, head, memory, earlier, wished)
    if lent is None:
        return None
    parallel = lent.parallel
    others = [q for q in scene.quantities if q is not quantity]
    # A text that has yet to name a people cannot be counting them.
    origin = origin_of(text, quantity, lent.verdict.measure, scene.places, context.origin)
    peoples = [p.mention for p in scene.places if p.mention.kind == "demonym" or p.role == "from"]
    if paired := respectively(text, quantity, others, peoples):
        origin = paired[0]
    if origin == context.origin and scene.sentence.end <= memory.known_from:
        origin = ""
    if origin == memory.origin and memory.mixed and not _named(scene, origin, memory.last):
        origin = ""
    model = lent.parallel or (
        earlier[-1] if earlier and _compares(lent.verdict, quantity) else None
    )
    if model is not None and not _people_between(scene, model, quantity):
        origin = model.origin  # what is compared is of the same people
    leaves = lent.verdict.measure is Measure.DEPARTURES
    if leaves and origin and into_home(text, quantity, scene.places, origin):
        lent = replace(lent, verdict=replace(lent.verdict, measure=Measure.RETURNS))
    if lent.verdict.measure in _MAY_BE_HOMEWARD and origin:
        before = memory.text if memory.text_paragraph == scene.sentence.paragraph else ""
        last = memory.last if memory.last_paragraph == scene.sentence.paragraph else None
        home = last is not None and last.measure is Measure.RETURNS
        if returns_told(text, quantity, before) or (home and adds_leavers(text, quantity)):
            lent = replace(lent, verdict=replace(lent.verdict, measure=Measure.RETURNS))
    verdict = lent.verdict
    counted = verdict.of or verdict.measure
    limit = clause_end(text, quantity)
    near = scene
    if limit < len(text):
        near = replace(scene, places=[p for p in scene.places if p.mention.start < limit])
    own = hosts_of(text, quantity, counted, head, near.places, others, origin, memory.register)
    moved = left_hosts(text, quantity, others, scene.places, origin)
    if not moved:
        moved = [
            p.mention.code
            for p in scene.places
            if p.mention.code != origin
            and head == "departure"
            and _OWN.fullmatch(text, p.mention.end, quantity.start)
        ]
    if leaves and not moved and not own[0]:
        near_by = [p.mention.code for p in scene.places if p.mention.code != origin]
        moved = [*one_of_region(text, memory.register, near_by)]
    hosts, place_why = lent_hosts(near, quantity, lent, memory, earlier, own, origin)
    if (
        verdict.measure is Measure.STOCK
        and not hosts
        and lives_at_home(text, quantity, scene.places, origin)
    ):
        return None  # the people of the country, not those who left it
    if place_why == "inside the origin" and verdict.measure is Measure.DEPARTURES:
        verdict = replace(verdict, measure=Measure.STOCK)  # displaced, but not abroad
    if (
        verdict.measure is Measure.BORDER_ENTRIES
        and place_why == "pointed back to"
        and _OF_A_COUNTRY.fullmatch(verdict.why)
        and memory.text_paragraph == scene.sentence.paragraph
        and _LEFT.search(memory.text)
    ):
        hosts, place_why = (), ""  # the borders of the country that they left
    if verdict.measure is Measure.BORDER_ENTRIES and not hosts and _OUTWARD.fullmatch(verdict.why):
        verdict = replace(
            verdict, measure=Measure.DEPARTURES
        )  # over the borders, nobody says where
    abroad = _ABROAD.match(text, quantity.end) is not None
    if (
        verdict.measure is Measure.BORDER_ENTRIES
        and abroad
        and place_why not in ("named after", "list item")
    ):
        hosts, place_why = (), ""
    if verdict.measure is Measure.ARRIVALS and not hosts and abroad:
        verdict = replace(verdict, measure=Measure.DEPARTURES)
    if verdict.measure is Measure.DEPARTURES and place_why == "pointed back to":
        verdict = replace(verdict, measure=Measure.ARRIVALS)  # "100,000 fled there"
    if _DRIVEN.match(verdict.why) and hosts and place_why == "bound for":
        verdict = replace(verdict, measure=Measure.ARRIVALS)
    if _DRIVEN.match(verdict.why) and origin and not hosts and moved:
        verdict, hosts, place_why = replace(verdict, measure=Measure.RETURNS), (origin,), "home"
    if verdict.measure in SHARES and hosts == (context.origin,):
        origin = context.origin  # "47 percent came from Lebanon": those who are back home
    if not origin and context.origin:
        context = replace(context, anchors=())  # a crisis of one people dates no others
    start, end, basis = period_of(
        scene, quantity, verdict.measure, context, memory, parallel, others
    )
    registered = _REGISTERED.fullmatch(verdict.why) is not None
    if verdict.measure is Measure.STOCK and (registered or _SETTLED.match(verdict.why)):
        flow = period_of(scene, quantity, Measure.ARRIVALS, context, memory, parallel, others)
        if flow[0] == flow[1]:
            flow = (start, end, basis)  # "in May" is a window, whatever is counted
        ongoing = flow[2] in _UP_TO_A_DAY or _AS_OF.search(text) is not None
        ongoing = ongoing or (registered and flow[2].startswith("since"))
        ongoing = ongoing or (_FILED.match(verdict.why) is not None and not _weeks(flow))
        if (
            flow[2] not in _ASSUMED and flow[0] != flow[1] and not ongoing
        ):  # so many settled between two days
            flows = Measure.DEPARTURES if not hosts and abroad else Measure.ARRIVALS
            verdict, (start, end, basis) = replace(verdict, measure=flows), flow
    beside = place_why == "same brackets" or (earlier and verdict.why == "told again")
    if beside and basis != OWN:
        start, end, basis = earlier[-1].period_start, earlier[-1].period_end, "same brackets"
    source = lent_source(scene, quantity, lent, memory, earlier, hosts)
    base = scene.sentence.start
    return Draft(
        doc=doc,
        start=base + quantity.start,
        end=base + quantity.end,
        text=text[quantity.start : quantity.end],
        sentence_start=scene.sentence.start,
        sentence_end=scene.sentence.end,
        measure=verdict.measure,
        of=verdict.of if verdict.measure is Measure.CHANGE else None,
        value=signed_value(text, quantity, verdict),
        low=quantity.low,
        high=quantity.high,
        unit=unit_of(quantity, verdict, text),
        hedge=quantity.hedge,
        population=noun if head in ("worker",) else "",
        origin=origin,
        destinations=hosts,
        moved_from=moved[0] if moved else "",
        period_start=start,
        period_end=end,
        period_basis=basis,
        reporter=context.reporter,
        source=source,
        published=context.published,
        forecast=is_forecast(text, quantity, end, context),
        per=rate_of(text, quantity) or (parallel.per if parallel is not None else ""),
        confidence=_confidence(head, verdict, basis, place_why, source),
        reasons=_reasons(verdict, place_why, basis),
    )


def _weeks(flow: tuple[date | None, date | None, str]) -> bool:
    """Whether a window is one of weeks or months."""
    start, end, _ = flow
    return start is not None and end is not None and (end - start).days < _A_QUARTER


def _compares(verdict: Verdict, quantity: Quantity) -> bool:
    """Whether a number only says by how much the number before it changed."""
    return verdict.measure is Measure.CHANGE and quantity.kind in ("percent", "ratio")


def _people_between(scene: Scene, model: Draft, quantity: Quantity) -> bool:
    """Whether a people or country of its own stands beside the second of two numbers."""
    first = model.end - scene.sentence.start
    return any(
        first <= p.mention.start < quantity.end + _BESIDE
        or (p.mention.kind == "demonym" and p.mention.start >= quantity.end)
        for p in scene.places
    )


_BESIDE = 30  # characters


def _named(scene: Scene, origin: str, last: Draft | None) -> bool:
    """Whether a sentence names a people, or points back to a claim about them."""
    if any(p.mention.code == origin for p in scene.places):
        return True
    points_back = _THEM.search(scene.sentence.text) is not None
    return points_back and (last is None or last.origin == origin)


_THEM = re.compile(r"\b(?:them|they|their|these|those)\b", re.IGNORECASE)


def _confidence(head: Head, verdict: Verdict, basis: str, place_why: str, source: str) -> float:
    score = 0.55
    score += 0.15 if head != "none" else 0.0
    score += 0.1 if verdict.cost < 8 else -0.1 if verdict.cost > 20 else 0.0
    score += (
        0.1 if basis not in ("not stated", "since the crisis began", "day of publication") else 0.0
    )
    score += 0.05 if place_why in ("list item", "named after", "home") else 0.0
    score += 0.05 if source else 0.0
    return round(min(0.95, max(0.1, score)), 2)


def _reasons(verdict: Verdict, place_why: str, basis: str) -> tuple[str, ...]:
    place = f"place: {place_why}" if place_why else ""
    period = f"period: {basis}" if basis else ""
    return tuple(filter(None, (f"measure: {verdict.why}", place, period)))
