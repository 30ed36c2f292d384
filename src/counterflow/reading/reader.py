"""A text to drafts of claims: the steps of reading in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date

from counterflow.reading.attribution import source_of
from counterflow.reading.comparisons import (
    COUNTED_THERE,
    compared_with,
    goes_on,
    in_bracket_of,
    listed_place,
)
from counterflow.reading.context import Context
from counterflow.reading.corridors import hosts_of
from counterflow.reading.dates import find_dates
from counterflow.reading.dating import is_forecast, period_of
from counterflow.reading.draft import Draft
from counterflow.reading.evidence import ESTIMATE, counts_people, inherited_verdict
from counterflow.reading.measures import Verdict, measure_of
from counterflow.reading.nouns import Head, head_of
from counterflow.reading.origins import document_origin, origin_of
from counterflow.reading.periods import find_times
from counterflow.reading.privacy import people_words
from counterflow.reading.quantities import find_quantities
from counterflow.reading.quantity import Quantity
from counterflow.reading.relevance import irrelevant
from counterflow.reading.roles import Placed, placed
from counterflow.reading.scene import Memory, Scene, Wish
from counterflow.reading.sentences import Sentence, split_sentences
from counterflow.reading.tables import find_tables, read_tables
from counterflow.reading.topic import MIGRATION, about_people_on_the_move
from counterflow.reading.units import signed_value, unit_of
from counterflow.terms import Hedge, Measure, Unit

_NUMBER_HINT = re.compile(
    r"\d|\b(?:half|third|quarter|fifth|tens?|hundreds?|thousands?|millions?|dozens?|scores|two|three|four|five|six|seven|"
    r"eight|nine|one|twice|doubled|tripled|halved|percent|тысяч|миллион|миллиард|половин|трет[ьи]|четверт|сотн|сотен|десятк|полтор|полмил|дв[аеу]|пять|шесть|семь|восемь|девят|трист|сорок)",
    re.IGNORECASE,
)
_DAILY = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:a|per|each|every) day\b|\s*(?:\w+\s+){0,2}daily\b", re.IGNORECASE
)
_LIST_LINE = 120
_COMPARES_BACK = re.compile(
    r"\s*(?:that|this|it) (?:is|was|compares|compared|represents)\b[^.;\d]{0,40}\b(?:up|down|with|to|from)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\s*(?:these|this|those|they|that|among (?:them|these)|of (?:these|them|whom|those)|the (?:figure|number|total|count)s?)\b",
    re.IGNORECASE,
)
_ANAPHORIC = re.compile(r"^\s*(?:of (?:the|these|those|them)\b|of them)", re.IGNORECASE)
_NO_WISHES: Mapping[int, Sequence[Wish]] = {}


def read_text(
    text: str,
    context: Context,
    doc: str = "text",
    wishes: Mapping[int, Sequence[Wish]] = _NO_WISHES,
) -> list[Draft]:
    """Read the claims of a text.

    Parameters
    ----------
    text
        Plain text; offsets of the drafts are code points into it.
    context
        Origin and events of the crisis, day of publication, reporter. What it lacks is taken from
        the document or left blank.
    doc
        Name of the document, for the drafts.
    wishes
        By number of the sentence: further numbers to read as claims where the grammar reads none.

    Returns
    -------
    list of Draft
        In the order of the text; empty where the text is not about people on the move.

    Examples
    --------
    >>> drafts = read_text("Chad has taken in more than 600,000 Sudanese refugees since April 2023.",
    ...                    Context(published=date(2024, 5, 1)))
    >>> [(d.text, d.measure.value, d.origin, d.destinations) for d in drafts]
    [('more than 600,000', 'arrivals', 'SDN', ('TCD',))]
    """
    if not about_people_on_the_move(text):
        return []
    sentences = split_sentences(text)
    if not context.origin:
        context = replace(context, origin=document_origin([s.text for s in sentences]))
    context = context.with_world()
    people = people_words(text)
    memory = Memory()
    tables = find_tables(text)
    drafts: list[Draft] = list(read_tables(text, tables, context, doc))
    for number, sentence in enumerate(sentences):
        if any(table.start < sentence.end and sentence.start < table.end for table in tables):
            continue
        drafts += _read_sentence(sentence, context, people, memory, doc, wishes.get(number, ()))
    return sorted(drafts, key=lambda draft: draft.start) if tables else drafts


def _read_sentence(
    sentence: Sentence,
    context: Context,
    people: frozenset[str],
    memory: Memory,
    doc: str,
    wishes: Sequence[Wish] = (),
) -> list[Draft]:
    text = sentence.text
    places = placed(text)
    found: list[Draft] = []
    extra: list[Draft] = []
    if _NUMBER_HINT.search(text):
        times = find_times(text, context)
        masks = [(d.start, d.end) for d in find_dates(text, context.published or date(2100, 1, 1))]
        masks += [(t.start, t.end) for t in times if t.basis not in ("printed date", "since a date", "by a date", "range of dates", "two dates") and not t.basis.startswith(("since:", "after:"))]  # fmt: skip
        scene = Scene(sentence, find_quantities(text, masks), times, places, people)
        for quantity in scene.quantities:
            draft = _draft(scene, quantity, context, memory, found, doc)
            if draft is not None:
                found.append(draft)
                memory.last, memory.last_paragraph = draft, sentence.paragraph
                if draft.unit not in (Unit.PERCENT, Unit.PERCENT_CHANGE, Unit.RATIO):
                    memory.counted = draft
        for wish in wishes:
            # On a copy: what others propose must not change how the grammar reads on.
            extra += _wished(scene, wish, context, deepcopy(memory), [*found, *extra], doc)
    _remember(places, found, context, memory, text, people)
    memory.text, memory.text_paragraph = text, sentence.paragraph
    return sorted([*found, *extra], key=lambda draft: draft.start)


def _wished(
    scene: Scene, wish: Wish, context: Context, memory: Memory, held: list[Draft], doc: str
) -> list[Draft]:
    """The claim of a number that somebody else calls one, everything but its measure reread."""
    base = scene.sentence.start
    for quantity in scene.quantities:
        start, end = base + quantity.start, base + quantity.end
        if quantity.kind not in wish.kinds or not (start < wish.end and wish.start < end):
            continue
        if any(start < draft.end and draft.start < end for draft in held):
            continue
        verdict = Verdict(wish.measure, wish.why, quantity.core, 20.0)
        draft = _draft(scene, quantity, context, memory, [], doc, verdict)
        return [] if draft is None else [draft]
    return []


def _remember(
    places: list[Placed],
    found: list[Draft],
    context: Context,
    memory: Memory,
    text: str,
    people: frozenset[str],
) -> None:
    hosts = [d.destinations for d in found if d.destinations and d.destinations != (d.origin,)]
    if hosts:
        memory.register.note(hosts[-1])
    else:
        named = [
            code
            for p in places
            if p.mention.kind in ("country", "city") and p.role in ("to", "subject")
            for code in p.mention.codes
            if code != context.origin
        ]
        memory.register.note(tuple(dict.fromkeys(named)))
    if (
        not found
        and MIGRATION.search(text) is None
        and not re.search(r"\b(?:data|figures|report|agency|ministry|survey|study)\b", text)
    ):
        return
    if not found:
        nothing = Quantity(0, 0, 0, "count", Hedge.EXACT)
        source = source_of(text, nothing, people, memory.credits)
        if source and source[0].isupper():
            memory.credits.last = source


def _draft(
    scene: Scene,
    quantity: Quantity,
    context: Context,
    memory: Memory,
    earlier: list[Draft],
    doc: str,
    wished: Verdict | None = None,
) -> Draft | None:
    text = scene.sentence.text
    head, noun = head_of(text, quantity.end)
    if quantity.kind == "money" and re.search(r"\(\s*$|[/=]\s*$", text[: quantity.start]):
        return None  # a conversion of the sum before it
    if irrelevant(text, quantity, head):
        return None
    others = [q for q in scene.quantities if q is not quantity]
    verdict = measure_of(text, quantity, head, others)
    inherited: Verdict | None = None
    if wished is not None:
        verdict = inherited = wished
    elif (
        verdict is None
        and head == "none"
        and quantity.kind == "count"
        and ESTIMATE.search(text[: quantity.start])
    ):
        verdict = inherited = inherited_verdict(memory, scene)
    goes_back = memory.counted is not None and _COMPARES_BACK.match(text) is not None
    before = earlier or ([memory.counted] if goes_back and memory.counted is not None else [])
    parallel = None if wished else compared_with(text, quantity, before, head)
    listed = None if wished else listed_place(text, quantity, head, scene, earlier, verdict)
    if listed is not None and not earlier and _BACK.match(text) and memory.counted is not None:
        verdict = Verdict(memory.counted.measure, "as before", 0, 8.0, memory.counted.of)
    elif listed is not None and not earlier and verdict is None and len(text) < _LIST_LINE:
        if memory.counted is None:
            return None
        measure = memory.counted.measure
        measure = Measure.STOCK if measure is Measure.DEPARTURES else measure
        verdict = inherited = Verdict(measure, "list", 0, 8.0, memory.counted.of)
    elif listed is not None and not earlier and verdict is not None:
        verdict = replace(verdict, cost=8.0)
    if parallel is None and listed is not None and earlier:
        model = next((d for d in reversed(earlier) if d.unit is not Unit.PERCENT), earlier[-1])
        verdict = Verdict(model.measure, "list", 0, 5.0, model.of)
    if parallel is not None:
        verdict = Verdict(
            parallel.measure if quantity.kind != "percent" else Measure.SHARE,
            "parallel",
            0,
            1,
            parallel.of,
        )
        if (
            parallel.measure is Measure.CHANGE
            and parallel.of is not None
            and quantity.kind == "count"
        ):
            verdict = replace(verdict, measure=parallel.of, of=None)
    elif verdict is None or (
        inherited is None and not counts_people(text, quantity, head, verdict, memory, scene)
    ):
        return None
    origin = origin_of(text, quantity, verdict.measure, scene.places, context.origin)
    hosts, place_why = hosts_of(
        text,
        quantity,
        verdict.of or verdict.measure,
        head,
        scene.places,
        others,
        origin,
        memory.register,
    )
    if parallel is not None and place_why in (
        "",
        "elsewhere in the sentence",
        "subject",
        "pointed back to",
    ):
        hosts, place_why = parallel.destinations, "parallel"
    if (
        not hosts
        and _ANAPHORIC.match(text)
        and memory.last
        and memory.last.destinations
        and verdict.measure not in (Measure.RETURNS, Measure.RETURNED_SHARE, Measure.DEPARTURES)
    ):
        hosts, place_why = memory.last.destinations, "same people"
    beside: Draft | None = None
    if earlier and in_bracket_of(text, quantity, earlier[-1], scene.sentence.start):
        hosts, place_why = earlier[-1].destinations, "same brackets"
        beside = earlier[-1]
    if not hosts and verdict.measure in COUNTED_THERE and goes_on(scene, memory):
        assert memory.last is not None
        hosts, place_why = memory.last.destinations, "carried on"
    start, end, basis = period_of(
        scene, quantity, verdict.measure, context, memory, parallel, others
    )
    if beside is not None:
        start, end, basis = beside.period_start, beside.period_end, "same brackets"
    source = source_of(text, quantity, scene.people, memory.credits)
    if source:
        if source[0].isupper():
            memory.credits.last = source
        memory.source_paragraph = scene.sentence.paragraph
    elif parallel is not None or earlier:
        source = (parallel or earlier[-1]).source
    elif (
        memory.source_paragraph == scene.sentence.paragraph
        and memory.last is not None
        and memory.last_paragraph == scene.sentence.paragraph
    ):
        source = memory.last.source
    unit = unit_of(quantity, verdict, text)
    base = scene.sentence.start
    moved = [p.mention.code for p in scene.places if p.role == "from" and p.mention.code != origin]
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
        unit=unit,
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
        per="day" if _DAILY.match(text[quantity.end : quantity.end + 60]) else "",
        confidence=_confidence(head, verdict, basis, place_why, source),
        reasons=_reasons(verdict, place_why, basis),
    )


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
