"""A text to drafts of claims: the steps of reading in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date

from counterflow.reading.attribution import Credits, source_of
from counterflow.reading.context import Context
from counterflow.reading.corridors import (
    Placed,
    Register,
    document_origin,
    hosts_of,
    origin_of,
    placed,
)
from counterflow.reading.dates import find_dates, shifted
from counterflow.reading.draft import Draft
from counterflow.reading.measures import (
    MIGRATION,
    Verdict,
    about_people_on_the_move,
    measure_of,
)
from counterflow.reading.nouns import Head, head_of
from counterflow.reading.periods import Time, find_times
from counterflow.reading.privacy import people_words
from counterflow.reading.quantities import Kind, Quantity, find_quantities
from counterflow.reading.relevance import irrelevant
from counterflow.reading.sentences import Sentence, split_sentences
from counterflow.terms import Hedge, Measure, Unit

_NUMBER_HINT = re.compile(
    r"\d|\b(?:half|third|quarter|fifth|tens?|hundreds?|thousands?|millions?|dozens?|scores|two|three|four|five|six|seven|"
    r"eight|nine|one|twice|doubled|tripled|halved|percent|тысяч|миллион|миллиард|половин|трет[ьи]|четверт|сотн|сотен|десятк|полтор|полмил|дв[аеу]|пять|шесть|семь|восемь|девят|трист|сорок)",
    re.IGNORECASE,
)
_FORECAST = re.compile(
    r"\b(?:(?:will|could|may|might|would)(?! have\b)(?: \w+)? (?:swell|climb|surpass|double|hit|leave|flee|arrive|return|move|come|follow|reach|rise|grow|exceed|need|seek|settle|take|emigrate|relocate)|"
    r"(?:is|are|was|were) (?:expected|projected|forecast|predicted|likely|set|due|estimated) to(?! have)|expect(?:s|ed|ing)?|"
    r"projects? that|project(?:s|ed) (?:that|to)|forecasts?|predicts?|anticipat\w+|to follow|прогноз\w*|ожида[юе]т\w*|могут? (?:уехать|покинуть|прибыть|бежать|вернуться)|planning for|prepar\w+ (?:for|to (?:receive|host|take)))",
    re.IGNORECASE,
)
_DAILY = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:a|per|each|every) day\b|\s*(?:\w+\s+){0,2}daily\b", re.IGNORECASE
)
_PARALLEL = re.compile(
    r"(?:\b(?:down|up) from|\bcompared (?:to|with)|\bagainst|\bversus|\bfrom|\brather than|\bup on|\bdown on|\bto|\bhalved from|\brising to|\bfalling to|\bпо сравнению (?:с|со)|\bпротив)"
    r"(?:\s+the)?(?:\s+(?:an? |its |the )?(?:all-time |record |previous )?(?:peak|high|record|total|low) of)?\s*$",
    re.IGNORECASE,
)
_PEAK = r"(?:\s+the)?(?:\s+(?:an? |its |the )?(?:all-time |record |previous )?(?:peak|high|record|total|low) of)?\s*$"
_BASELINE = re.compile(
    rf"(?:\bfrom|\bcompared (?:to|with)|\bagainst|\bversus|\bup on|\bdown on|\bпо сравнению (?:с|со)|\bпротив){_PEAK}",
    re.IGNORECASE,
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
_ANNOUNCED = re.compile(
    r"\b(?:said|says|told|reported|announced|published|released|showed|noted|stated|added|tweeted|posted|confirmed)\b[^.;,\d]{0,60}$",
    re.IGNORECASE,
)
_ANAPHORIC = re.compile(r"^\s*(?:of (?:the|these|those|them)\b|of them)", re.IGNORECASE)
_PEOPLE_IN_SENTENCE = re.compile(
    r"\b(?:refugees?|migrants?|emigrants?|exiles?|returnees|asylum|those who|newcomers|arrivals|diaspora|departures|outflow|influx|they|them|respondents|leavers|expatriates|repatriates|беженц\w+|мигрант\w*|эмигрант\w*|уехавш\w+|релокант\w*|переселенц\w+|они|их|из них)\b",
    re.IGNORECASE,
)
_ESTIMATE = re.compile(
    r"\b(?:estimates?|projections?|number|figure|figures|total|tally|count|numbers|toll|числ[оау]|количеств\w+|оценк\w+|показател\w+)\b",
    re.IGNORECASE,
)
_POINT_MEASURES = frozenset({Measure.STOCK, Measure.PERMITS_VALID, Measure.STAYED})
_COST_LIMIT = {"person": 30.0, "migrant": 40.0, "refugee": 40.0, "none": 22.0}
_UNITS = {
    Measure.PERMITS_ISSUED: Unit.PERMITS,
    Measure.PERMITS_VALID: Unit.PERMITS,
    Measure.ASYLUM_APPLICATIONS: Unit.APPLICATIONS,
    Measure.BORDER_ENTRIES: Unit.CROSSINGS,
    Measure.BORDER_EXITS: Unit.CROSSINGS,
    Measure.COMPANIES: Unit.COMPANIES,
}


@dataclass(slots=True)
class _Memory:
    """What earlier sentences leave for later ones."""

    register: Register = field(default_factory=Register)
    credits: Credits = field(default_factory=Credits)
    period: tuple[date | None, date | None] | None = None
    period_paragraph: int = -1
    last: Draft | None = None
    counted: Draft | None = None
    last_paragraph: int = -1
    source_paragraph: int = -1
    text: str = ""
    text_paragraph: int = -1
    since: dict[bool, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence, taken apart."""

    sentence: Sentence
    quantities: list[Quantity]
    times: list[Time]
    places: list[Placed]
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wish:
    """A number that somebody else calls a claim, for the grammar to read.

    Parameters
    ----------
    start, end
        Offsets into the text.
    measure
        What it is said to count.
    kinds
        Kinds of quantity that can have this measure.
    why
        Who says so.

    Examples
    --------
    >>> Wish(0, 5, Measure.STOCK, frozenset({"count"}), "a reviewer").measure.value
    'stock'
    """

    start: int
    end: int
    measure: Measure
    kinds: frozenset[Kind]
    why: str


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
    memory = _Memory()
    drafts: list[Draft] = []
    for number, sentence in enumerate(sentences):
        drafts += _read_sentence(sentence, context, people, memory, doc, wishes.get(number, ()))
    return drafts


def _read_sentence(
    sentence: Sentence,
    context: Context,
    people: frozenset[str],
    memory: _Memory,
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
        scene = _Scene(sentence, find_quantities(text, masks), times, places, people)
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
    scene: _Scene, wish: Wish, context: Context, memory: _Memory, held: list[Draft], doc: str
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
    memory: _Memory,
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
    scene: _Scene,
    quantity: Quantity,
    context: Context,
    memory: _Memory,
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
        and _ESTIMATE.search(text[: quantity.start])
    ):
        verdict = inherited = _inherited(memory, scene)
    goes_back = memory.counted is not None and _COMPARES_BACK.match(text) is not None
    before = earlier or ([memory.counted] if goes_back and memory.counted is not None else [])
    parallel = None if wished else _parallel(text, quantity, before, head)
    listed = None if wished else _listed(text, quantity, head, scene, earlier, verdict)
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
        inherited is None and not _counts(text, quantity, head, verdict, memory, scene)
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
    if earlier and _in_bracket_of(text, quantity, earlier[-1], scene.sentence.start):
        hosts, place_why = earlier[-1].destinations, "same brackets"
        beside = earlier[-1]
    if not hosts and verdict.measure in _COUNTED_THERE and _goes_on(scene, memory):
        assert memory.last is not None
        hosts, place_why = memory.last.destinations, "carried on"
    start, end, basis = _period(scene, quantity, verdict.measure, context, memory, parallel, others)
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
    unit = _unit(quantity, verdict, text)
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
        value=_signed(text, quantity, verdict),
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
        forecast=_is_forecast(text, quantity, end, context),
        per="day" if _DAILY.match(text[quantity.end : quantity.end + 60]) else "",
        confidence=_confidence(head, verdict, basis, place_why, source),
        reasons=_reasons(verdict, place_why, basis),
    )


def _parallel(text: str, quantity: Quantity, earlier: list[Draft], head: Head) -> Draft | None:
    """The claim that "down from 132,000 a year earlier" is compared with."""
    if not earlier or quantity.kind == "ratio" or head != "none":
        return None
    if quantity.kind == "percent":
        alike = earlier[-1].unit is Unit.PERCENT and _BASELINE.search(text[: quantity.start])
        return earlier[-1] if alike else None
    if _PARALLEL.search(text[: quantity.start]):
        change = _MOVED.search(text[: quantity.start][-70:])
        if change or not re.search(r"\b(?:to|from)\s*$", text[: quantity.start]):
            return earlier[-1]
    return None


def _listed(
    text: str,
    quantity: Quantity,
    head: Head,
    scene: _Scene,
    earlier: list[Draft],
    verdict: Verdict | None,
) -> Placed | None:
    """The country that a bare number of a list belongs to: "Peru with 1.5 million"."""
    bracket = text[: quantity.start].rstrip().endswith(("(", "—", "–"))
    if quantity.kind != "count" or not (head == "none" or (head == "person" and bracket)):
        return None
    if verdict is not None and verdict.cost < 6:
        return None
    earlier = [draft for draft in earlier if draft.unit is not Unit.PERCENT]
    for place in scene.places:
        if place.mention.kind == "demonym":
            continue
        before = text[place.mention.end : quantity.start]
        after = text[quantity.end : place.mention.start]
        if place.mention.end <= quantity.start and _LIST_BEFORE.fullmatch(before):
            return place
        if place.mention.start >= quantity.end and re.fullmatch(
            r"\s+(?:in|to|into|for)\s+(?:the\s+)?", after
        ):
            return place
    return None


_LIST_BEFORE = re.compile(
    r"\s*(?:\(|:|[-–—]|,|,?\s*with|has|had|hosting|accounting for|,?\s*at|)\s*[+−-]?(?:a total of\s+)?",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:rose|risen|rising|rise|grew|grown|grow\w*|increas\w+|jump\w*|surg\w+|soar\w*|climb\w*|fell|fallen|falling|fall|drop\w*|declin\w+|"
    r"decreas\w+|shrank|shrunk|plung\w+|plummet\w*|down|up|reduc\w+|slump\w*|slid|dwindl\w+|swell\w*|swollen|halved|doubled|tripled|times)\b",
    re.IGNORECASE,
)


_COUNTED_THERE = frozenset(
    {Measure.ARRIVALS, Measure.BORDER_ENTRIES, Measure.STOCK, Measure.BORDER_EXITS}
)


def _goes_on(scene: _Scene, memory: _Memory) -> bool:
    """Whether a sentence without a place of its own goes on about the host before it."""
    last = memory.last
    return (
        last is not None
        and memory.last_paragraph == scene.sentence.paragraph
        and last.measure in _COUNTED_THERE
        and not any(p.role in ("to", "subject", "from") for p in scene.places)
    )


def _in_bracket_of(text: str, quantity: Quantity, last: Draft, base: int) -> bool:
    """Whether a number shares its brackets with the number before it."""
    opened = text.rfind("(", 0, quantity.start)
    return opened >= 0 and opened < last.start - base and ")" not in text[opened : quantity.start]


def _inherited(memory: _Memory, scene: _Scene) -> Verdict | None:
    """The measure of the sentence before, for "estimates range from ... to ..."."""
    if memory.counted is not None and memory.last_paragraph == scene.sentence.paragraph:
        return Verdict(memory.counted.measure, "as before", 0, 15.0, memory.counted.of)
    if memory.text_paragraph != scene.sentence.paragraph or not MIGRATION.search(memory.text):
        return None
    end = Quantity(len(memory.text), len(memory.text), len(memory.text), "count", Hedge.EXACT)
    verdict = measure_of(memory.text, end, "person", [])
    return None if verdict is None else replace(verdict, cost=15.0)


def _counts(
    text: str, quantity: Quantity, head: Head, verdict: Verdict, memory: _Memory, scene: _Scene
) -> bool:
    """Whether the evidence that this is a claim about people on the move suffices."""
    if quantity.kind in ("percent", "ratio"):
        if verdict.measure in (
            Measure.WORKERS,
            Measure.GROWTH,
            Measure.RENT_INDEX,
            Measure.RETURNED_SHARE,
        ):
            return _moving_people(text, memory, scene)
        if verdict.measure is Measure.CHANGE:
            return verdict.of is not None and _moving_people(text, memory, scene)
        return _moving_people(text, memory, scene) and head in (
            "none", "person", "migrant", "refugee", "asylum", "arrival", "departure", "return", "worker", "permit", "application"
        )  # fmt: skip
    limit = _COST_LIMIT.get(head, 32.0)
    if _ESTIMATE.search(text[: quantity.start][-90:]):
        limit = 60.0
    if verdict.cost > limit:
        return False
    return head in ("migrant", "refugee", "return", "asylum") or _moving_people(text, memory, scene)


def _moving_people(text: str, memory: _Memory, scene: _Scene) -> bool:
    if MIGRATION.search(text) or _PEOPLE_IN_SENTENCE.search(text):
        return True
    if any(p.mention.kind == "demonym" and p.role == "none" for p in scene.places):
        return True
    near = memory.last is not None and scene.sentence.paragraph - memory.last_paragraph <= 2
    return near or any(p.role in ("to", "from") for p in scene.places)


def _unit(quantity: Quantity, verdict: Verdict, text: str) -> Unit:
    if quantity.kind == "percent":
        return (
            Unit.PERCENT_CHANGE
            if verdict.measure in (Measure.CHANGE, Measure.RENT_INDEX)
            else Unit.PERCENT
        )
    if quantity.kind == "ratio":
        return Unit.RATIO
    if quantity.kind == "money":
        words = text[quantity.start : quantity.end].lower()
        return (
            Unit.USD
            if "$" in words or "dollar" in words
            else Unit.RUB
            if "r" in words and "oubl" in words
            else Unit.UNITS
        )
    return _UNITS.get(verdict.measure, Unit.PERSONS)


_FALLING = re.compile(
    r"\b(?:fell|fall\w*|drop\w*|declin\w+|decreas\w+|shrank|shrunk|plung\w+|plummet\w*|down|reduc\w+|slump\w*|fewer|less|lower)\b",
    re.IGNORECASE,
)


def _signed(text: str, quantity: Quantity, verdict: Verdict) -> float | None:
    if (
        verdict.measure is not Measure.CHANGE
        or quantity.kind != "percent"
        or quantity.value is None
    ):
        return quantity.value
    near = (
        text[max(0, quantity.start - 35) : quantity.start] + text[quantity.end : quantity.end + 12]
    )
    return -quantity.value if _FALLING.search(near) else quantity.value


def _is_forecast(text: str, quantity: Quantity, end: date | None, context: Context) -> bool:
    if end is not None and context.published is not None and (end - context.published).days > 45:
        return True
    near = text[max(0, quantity.start - 60) : quantity.end + 45]
    return _FORECAST.search(near) is not None


def _period(
    scene: _Scene,
    quantity: Quantity,
    measure: Measure,
    context: Context,
    memory: _Memory,
    parallel: Draft | None,
    others: list[Quantity],
) -> tuple[date | None, date | None, str]:
    time = _chosen_time(scene, quantity, others, measure)
    published, crisis = context.published, context.start
    if time is not None and time.role == "later":
        first, last = memory.period or (None, None)
        if last is not None and published is not None:
            day = min(published, last + (time.period.end - time.period.start))
            return (day if measure in _POINT_MEASURES else first), day, time.basis
        time = None
    if time is not None and time.role == "earlier":
        base = parallel or memory.last
        if (
            base is not None
            and base.period_start
            and base.period_end
            and base.sentence_start == scene.sentence.start
        ):
            return (
                shifted(base.period_start, years=-1),
                shifted(base.period_end, years=-1),
                "a year earlier",
            )
        if measure in _POINT_MEASURES:
            day = shifted(time.period.end, years=-1)
            return day, day, "a year earlier"
        if measure is not Measure.CHANGE:
            whole = date(time.period.end.year - 1, 1, 1)
            return whole, date(whole.year, 12, 31), "a year earlier"
        time = None
    if time is not None:
        start, end = _window(time, measure, context)
        opening = next((t for t in scene.times if t.role == "since" and t is not time), None)
        if (
            time.role == "by"
            and opening is not None
            and measure not in _POINT_MEASURES
            and end is not None
        ):
            start = min(opening.period.start, end)
        if parallel is None and (published is None or end is None or end <= published):
            memory.period, memory.period_paragraph = (start, end), scene.sentence.paragraph
        if time.role == "since" and start is not None:
            memory.since[measure in (Measure.RETURNS, Measure.RETURNED_SHARE)] = start
        return start, end, time.basis
    if parallel is not None and parallel.period_end is not None:
        return parallel.period_start, parallel.period_end, "parallel"
    same = memory.period_paragraph == scene.sentence.paragraph
    if (
        same
        and memory.period is not None
        and memory.last is not None
        and memory.last.sentence_start >= scene.sentence.start - 400
    ):
        start, end = memory.period
        if measure in _POINT_MEASURES:
            return end, end, "carried on"
        if start != end:
            return start, end, "carried on"
    if published is None:
        return None, None, "not stated"
    if measure in _POINT_MEASURES:
        return published, published, "day of publication"
    if measure is Measure.SHARE and _ATTITUDE.match(scene.sentence.text[quantity.end :]):
        return published, published, "day of publication"
    crisis = memory.since.get(measure in (Measure.RETURNS, Measure.RETURNED_SHARE), crisis)
    if crisis is not None and crisis <= published:
        return crisis, published, "since the crisis began"
    return None, None, "not stated"


_ATTITUDE = re.compile(
    r"[^.;,]{0,60}?\b(?:hop(?:e|ed|ing)|plan(?:ned|s|ning)?|intend\w*|want\w*|consider\w*|believe\w*|feel|felt|would|wish\w*|prefer\w*|report\w*|say|said)\b",
    re.IGNORECASE,
)


def _window(time: Time, measure: Measure, context: Context) -> tuple[date | None, date | None]:
    start, end = time.period.start, time.period.end
    published = context.published
    if time.role == "span" and published is not None and start <= published < end:
        end = published
    if measure in _POINT_MEASURES:
        return (start if time.role == "span" else end), end
    if time.role == "by":
        if context.start is not None and context.start <= end:
            return context.start, end
        return date(end.year, 1, 1), end
    if time.role == "now" and context.start is not None and published is not None:
        return min(context.start, published), published
    return start, end


def _chosen_time(
    scene: _Scene, quantity: Quantity, others: list[Quantity], measure: Measure
) -> Time | None:
    """The time expression that governs a quantity."""
    text = scene.sentence.text
    best: tuple[float, Time] | None = None
    for time in scene.times:
        if measure is Measure.CHANGE and time.role == "earlier":
            continue  # the change is dated by what it is compared with the year before
        day_only = time.basis in ("a weekday", "yesterday") or (
            time.role == "now" and "today" in text[time.start : time.end].lower()
        )
        if day_only and _ANNOUNCED.search(text[: time.start]):
            continue  # the day it was said, not the day it happened
        after = time.start >= quantity.end
        between = text[quantity.end : time.start] if after else text[time.end : quantity.start]
        low, high = (quantity.end, time.start) if after else (time.end, quantity.start)
        crossed = sum(low <= o.start and o.end <= high for o in others)
        if after and any(
            low <= o.start and o.end <= high and _BASELINE.search(text[: o.start]) for o in others
        ):
            continue  # "60,000, down from 132,000 in 2022": the year is the other number's
        cost = len(between) / 10 + 7 * crossed + 5 * between.count(";")
        cost += 3 * len(re.findall(r"\bwhile\b|\bbut\b|\bwhereas\b", between))
        if not after:
            cost += 0.5 if time.start < 25 else 3
        elif crossed:
            cost += 2
        if time.role == "now":
            cost += 6
        if time.role == "earlier" and (crossed or not after):
            cost += 8
        if re.search(
            r"\b(?:said|says|told|reported|announced|published|released)\s+(?:\w+\s+)?$",
            text[: time.start],
        ) and time.basis in ("a weekday", "yesterday"):
            cost += 8
        if best is None or cost < best[0]:
            best = (cost, time)
    return best[1] if best else None


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
