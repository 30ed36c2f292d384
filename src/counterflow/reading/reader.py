"""A text to drafts of claims: the steps of reading in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date

from counterflow.reading.attribution import source_of
from counterflow.reading.context import Context
from counterflow.reading.corridors import goes_home, hosts_of
from counterflow.reading.dates import find_dates
from counterflow.reading.dating import is_forecast, period_of
from counterflow.reading.draft import Draft
from counterflow.reading.grids import find_tables
from counterflow.reading.keyed import Keyed
from counterflow.reading.lending import lent_hosts, lent_source, lent_verdict
from counterflow.reading.nouns import Head, head_of
from counterflow.reading.origins import document_origin, first_mention, origin_of
from counterflow.reading.periods import find_times
from counterflow.reading.privacy import is_body, people_words
from counterflow.reading.quantities import find_quantities
from counterflow.reading.quantity import Quantity
from counterflow.reading.relevance import irrelevant
from counterflow.reading.roles import Placed, placed
from counterflow.reading.scene import STATED, Memory, Scene, Wish
from counterflow.reading.sentences import Sentence, split_sentences
from counterflow.reading.settings import is_heading, section_hosts, title_window
from counterflow.reading.tables import read_tables
from counterflow.reading.topic import MIGRATION, about_people_on_the_move
from counterflow.reading.units import signed_value, unit_of
from counterflow.reading.verdict import Verdict
from counterflow.terms import Hedge, Measure

_NUMBER_HINT = Keyed(
    r"\d|(?:half|third|quarter|fifth|tens?|hundreds?|thousands?|millions?|dozens?|scores|two|three|four|five|six|seven|"
    r"eight|nine|one|twice|doubled|tripled|halved|percent|тысяч|миллион|миллиард|половин|трет[ьи]|четверт|сотн|сотен|десятк|полтор|полмил|дв[аеу]|пять|шесть|семь|восемь|девят|трист|сорок)",
    after="",
)
_DAILY = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:a|per|each|every) day\b|\s*(?:\w+\s+){0,2}daily\b", re.IGNORECASE
)
_ASKED = frozenset(
    [
        "respondents",
        "interviewees",
        "participants",
        "inhabitants",
        "опрошенных",
        "респондентов",
        "участников",
    ]
)
_DRIVEN = ("push", "driv", "drove", "forc", "sent")
_CREDITS = re.compile(
    r"\b(?:data|figures|report|agency|ministry|survey|poll|study|suggests?|found|shows?|estimates?|said|says|told|according|announced)\b"
)
_STOPPED = re.compile(
    r"\b(?:stopp|encounter|apprehend|intercept|caught|cross|detain)\w*\s[^.;,\d]{0,30}$"
)
_SETTLED = re.compile(r"(?:(?:found|finding|taken|sought|seek|seeking|took) |settl|counted)")
_ASSUMED = ("since the crisis began", "day of publication", "carried on", "not stated", "now")
_TITLES = 3  # sentences in which a report says what it is about
_LONGEST_LIST = 400  # characters that may be figures for the most part
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
    known_from = 0
    if not context.origin:
        context = replace(context, origin=document_origin([s.text for s in sentences]))
        known_from = first_mention(text, context.origin)
    context = context.with_world()
    people = people_words(text)
    memory = Memory(document=sentences, origin=context.origin, known_from=known_from)
    tables = find_tables(text)
    paragraphs = Counter(sentence.paragraph for sentence in sentences)
    drafts: list[Draft] = list(read_tables(text, tables, context, doc))
    for number, sentence in enumerate(sentences):
        table = next((t for t in tables if t.start < sentence.end and sentence.start < t.end), None)
        if table is not None:
            for draft in drafts:
                if table.start <= draft.start < table.end and draft.start < sentence.end:
                    memory.keep(draft, sentence.paragraph)
            continue
        if number < _TITLES and paragraphs[sentence.paragraph] == 1 and memory.title is None:
            memory.title = title_window(sentence.text, context)
        if number and paragraphs[sentence.paragraph] == 1 and is_heading(sentence.text):
            memory.section = section_hosts(sentence.text, context.origin)
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
    if len(text) > _LONGEST_LIST and 3 * sum(map(str.isdigit, text)) > len(text):
        return []  # a dump of figures, not a sentence
    if _NUMBER_HINT.search(text):
        times = find_times(text, context)
        masks = [(d.start, d.end) for d in find_dates(text, context.published or date(2100, 1, 1))]
        masks += [(t.start, t.end) for t in times if t.basis not in ("printed date", "since a date", "by a date", "range of dates", "two dates") and not t.basis.startswith(("since:", "after:", "before:"))]  # fmt: skip
        scene = Scene(sentence, find_quantities(text, masks), times, places, people)
        _note_window(scene, memory)
        for quantity in scene.quantities:
            draft = _draft(scene, quantity, context, memory, found, doc)
            if draft is not None:
                found.append(draft)
                memory.keep(draft, sentence.paragraph)
        for wish in wishes:
            # On a copy: what others propose must not change how the grammar reads on.
            extra += _wished(scene, wish, context, deepcopy(memory), [*found, *extra], doc)
    _remember(places, found, context, memory, sentence, people)
    memory.text, memory.text_paragraph, memory.claimed = text, sentence.paragraph, bool(found)
    return sorted([*found, *extra], key=lambda draft: draft.start)


def _note_window(scene: Scene, memory: Memory) -> None:
    """Remember the first weeks or months that the opening of a document tells of."""
    if memory.lead is None and scene.sentence.start < _OPENING:
        spans = [t for t in scene.times if t.role == "span" and t.basis in STATED]
        if len(spans) == 1 and spans[0].period.days > _A_WEEK:
            memory.lead = (spans[0].period.start, spans[0].period.end)


_OPENING = 500  # characters
_A_WEEK = 6


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
    sentence: Sentence,
    people: frozenset[str],
) -> None:
    text, paragraph = sentence.text, sentence.paragraph
    hosts = [d.destinations for d in found if d.destinations and d.destinations != (d.origin,)]
    if hosts:
        memory.register.note(hosts[-1], paragraph, several=len(set(hosts)) > 1)
    else:
        named = [
            code
            for p in places
            if p.mention.kind in ("country", "city") and p.role in ("to", "subject", "from")
            for code in p.mention.codes
            if code != context.origin
        ]
        memory.register.note(tuple(dict.fromkeys(named)), paragraph)
    if not found and MIGRATION.search(text) is None and not _CREDITS.search(text):
        return
    if not found:
        nothing = Quantity(0, 0, 0, "count", Hedge.EXACT)
        source = source_of(text, nothing, people, memory.credits)
        if source and (source[0].isupper() or is_body(source)):
            memory.credits.note(source)
            memory.spoken = (source, paragraph, sentence.start)


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
    if head == "none":
        head, noun = _shared_head(scene, quantity, head, noun)
    if noun == "times" and _STOPPED.search(text[: quantity.start]):
        head = "crossing"  # "officers stopped Cubans 220,908 times"
    if quantity.kind == "percent" and noun in _ASKED:
        head = "person"
    if quantity.kind == "money" and re.search(r"\(\s*$|[/=]\s*$", text[: quantity.start]):
        return None  # a conversion of the sum before it
    if irrelevant(text, quantity, head):
        return None
    lent = lent_verdict(scene, quantity, head, memory, earlier, wished)
    if lent is None:
        return None
    parallel = lent.parallel
    others = [q for q in scene.quantities if q is not quantity]
    # A text that has yet to name a people cannot be counting them.
    origin = origin_of(text, quantity, lent.verdict.measure, scene.places, context.origin)
    if origin == context.origin and scene.sentence.end <= memory.known_from:
        origin = ""
    if lent.verdict.measure is Measure.DEPARTURES and goes_home(
        text, quantity, scene.places, origin
    ):
        lent = replace(lent, verdict=replace(lent.verdict, measure=Measure.RETURNS))
    verdict = lent.verdict
    counted = verdict.of or verdict.measure
    own = hosts_of(text, quantity, counted, head, scene.places, others, origin, memory.register)
    moved = [p.mention.code for p in scene.places if p.role == "from" and p.mention.code != origin]
    hosts, place_why = lent_hosts(scene, quantity, lent, memory, earlier, own, origin)
    if place_why == "inside the origin" and verdict.measure is Measure.DEPARTURES:
        verdict = replace(verdict, measure=Measure.STOCK)  # displaced, but not abroad
    if verdict.why.startswith(_DRIVEN) and hosts and place_why == "bound for":
        verdict = replace(verdict, measure=Measure.ARRIVALS)
    if verdict.why.startswith(_DRIVEN) and origin and not hosts and moved:
        verdict, hosts, place_why = replace(verdict, measure=Measure.RETURNS), (origin,), "home"
    if not origin and context.origin:
        context = replace(context, anchors=())  # a crisis of one people dates no others
    start, end, basis = period_of(
        scene, quantity, verdict.measure, context, memory, parallel, others
    )
    if verdict.measure is Measure.STOCK and _SETTLED.match(verdict.why):
        flow = period_of(scene, quantity, Measure.ARRIVALS, context, memory, parallel, others)
        if flow[2] not in _ASSUMED and flow[0] != flow[1]:  # so many settled between two days
            verdict, (start, end, basis) = replace(verdict, measure=Measure.ARRIVALS), flow
    if place_why == "same brackets":
        start, end, basis = earlier[-1].period_start, earlier[-1].period_end, "same brackets"
    source = lent_source(scene, quantity, lent, memory, earlier)
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
        per="day" if _DAILY.match(text[quantity.end : quantity.end + 60]) else "",
        confidence=_confidence(head, verdict, basis, place_why, source),
        reasons=_reasons(verdict, place_why, basis),
    )


def _shared_head(scene: Scene, quantity: Quantity, head: Head, noun: str) -> tuple[Head, str]:
    """The noun after the last number of a list: "17,820 and 3,577 arrivals"."""
    text, at = scene.sentence.text, quantity.end
    for other in scene.quantities:
        if (
            other.start > at
            and other.kind == quantity.kind
            and _LISTED.fullmatch(text, at, other.start)
        ):
            head, noun = head_of(text, other.end)
            at = other.end
    return head, noun


_LISTED = re.compile(r"\s*(?:,|and|or|, and)\s*")


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
