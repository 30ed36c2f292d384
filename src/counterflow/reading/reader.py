"""A text to drafts of claims: the steps of reading in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date

from counterflow.reading.attribution import source_of
from counterflow.reading.bodies import is_body
from counterflow.reading.captions import note_caption
from counterflow.reading.coherence import coherent
from counterflow.reading.context import Context
from counterflow.reading.dates import find_dates
from counterflow.reading.draft import Draft
from counterflow.reading.drafting import draft_of
from counterflow.reading.grids import find_tables
from counterflow.reading.keyed import Keyed
from counterflow.reading.leaning import counting_body
from counterflow.reading.lent_sources import lent_source
from counterflow.reading.lists import find_lists
from counterflow.reading.numerals import RUSSIAN
from counterflow.reading.origin_rows import as_origin, origin_rows
from counterflow.reading.origins import document_origin, first_mention
from counterflow.reading.peoples import is_one_of_several
from counterflow.reading.periods import find_times
from counterflow.reading.privacy import people_words
from counterflow.reading.public_names import with_public_sources
from counterflow.reading.quantities import find_quantities
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import Placed, placed
from counterflow.reading.scene import STATED, Lent, Memory, Scene, Wish
from counterflow.reading.sentences import Sentence, split_sentences
from counterflow.reading.settings import (
    is_heading,
    is_headline,
    run_in_hosts,
    section_hosts,
    title_window,
)
from counterflow.reading.surveys import note_survey
from counterflow.reading.tables import read_tables
from counterflow.reading.topic import (
    about_people_on_the_move,
    may_count_people_abroad,
    speaks_of_migration,
    steeped_in_migration,
)
from counterflow.reading.verdict import Verdict
from counterflow.reading.wrapping import unwrapped
from counterflow.terms import Hedge

_NUMBER_HINT = Keyed(
    r"\d|(?:half|third|quarter|fifth|tens?|hundreds?|thousands?|millions?|dozens?|scores|two|"
    r"three|four|five|six|seven|"
    r"eight|nine|one|twice|doubled|tripled|halved|percent|тысяч|миллион|миллиард|половин|"
    r"трет[ьи]|четверт|сотн|сотен|десятк|кажд)"
    rf"|(?:{'|'.join(RUSSIAN)})\b",
    after="",
)

_CREDITS = Keyed(
    r"\b(?:count|tally|yearbook|census|analysis|statistics|bulletin|published?|data|figures|"
    r"report|agency|ministry|survey|poll|asked|think tank|institute|university|study|suggests?|"
    r"found|shows?|estimates?|said|says|told|according|announced|сообщил\w*|заявил\w*)\b",
    after="",
    flags=re.NOFLAG,
)

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
    text = unwrapped(text).rstrip()
    if about_people_on_the_move(text):
        return _read_document(text, context, doc, wishes)
    if not may_count_people_abroad(text):
        return []
    drafts = _read_document(text, context, doc, wishes)
    return drafts if any(draft.counts_people_abroad for draft in drafts) else []


def _read_document(
    text: str, context: Context, doc: str, wishes: Mapping[int, Sequence[Wish]]
) -> list[Draft]:
    sentences = split_sentences(text)
    known_from = 0
    if not context.origin:
        context = replace(context, origin=document_origin([s.text for s in sentences]))
        known_from = first_mention(sentences, context.origin)
    context = context.with_world()
    people = people_words(text)
    memory = Memory(
        document=sentences,
        origin=context.origin,
        known_from=known_from,
        mixed=bool(context.origin) and is_one_of_several(sentences, context.origin),
        steeped=steeped_in_migration(text),
    )
    tables = find_tables(text)
    paragraphs = Counter(sentence.paragraph for sentence in sentences)
    heading: tuple[str, ...] = ()
    drafts: list[Draft] = list(read_tables(text, tables, context, doc, lambda: memory.topic))
    lists = find_lists(text, tables)
    rows = list(read_tables(text, lists, context, doc, lambda: memory.topic))
    memory.rows = {row.start: row for row in rows}
    memory.origin_rows = origin_rows(lists, context.origin)
    memory.mixed = memory.mixed or (bool(context.origin) and bool(memory.origin_rows))
    for number, sentence in enumerate(sentences):
        table = next((t for t in tables if t.start < sentence.end and sentence.start < t.end), None)
        if table is not None:
            for draft in drafts:
                if table.start <= draft.start < table.end and draft.start < sentence.end:
                    memory.keep(draft, sentence.paragraph)
            continue
        if number < _TITLES and paragraphs[sentence.paragraph] == 1 and memory.title is None:
            memory.title = title_window(sentence.text, context)
        alone = paragraphs[sentence.paragraph] == 1
        note_caption(sentence, alone, memory)
        if number and alone and is_heading(sentence.text):
            memory.section = heading = section_hosts(sentence.text, context.origin)
        elif number and alone and is_headline(sentence.text):
            memory.section = heading = ()
        elif number and sentences[number - 1].paragraph != sentence.paragraph:
            memory.section = run_in_hosts(sentence.text, context.origin) or heading
        drafts += _read_sentence(sentence, context, people, memory, doc, wishes.get(number, ()))
    drafts = sorted(drafts, key=lambda draft: draft.start) if tables else drafts
    return with_public_sources(coherent(drafts, text, context, memory), people)


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
        note_survey(scene, context, memory)
        for quantity in scene.quantities:
            draft = _row_of(scene, quantity, memory, found) or draft_of(
                scene, quantity, context, memory, found, doc
            )
            if draft is not None:
                draft = as_origin(draft, memory)
                found.append(draft)
                memory.keep(draft, sentence.paragraph)
        for wish in wishes:
            # On a copy: what others propose must not change how the grammar reads on.
            extra += _wished(scene, wish, context, deepcopy(memory), [*found, *extra], doc)
        bounds = [time for time in times if time.role in ("span", "since", "by")]
        memory.trail += [(sentence, time) for time in bounds]
    _remember(places, found, context, memory, sentence, people)
    memory.text, memory.text_paragraph, memory.claimed = text, sentence.paragraph, bool(found)
    return sorted([*found, *extra], key=lambda draft: draft.start)


def _row_of(scene: Scene, quantity: Quantity, memory: Memory, earlier: list[Draft]) -> Draft | None:
    """The claim of a list's row, read with the list's caption; None if it is in no list."""
    row = memory.rows.get(scene.sentence.start + quantity.start)
    if row is None:
        return None
    lent = Lent(Verdict(row.measure, "list", 0, 5.0, row.of))
    source = row.source or lent_source(scene, quantity, lent, memory, earlier, row.destinations)
    start, end = scene.sentence.start, scene.sentence.end
    return replace(row, source=source, sentence_start=start, sentence_end=end)


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
        draft = draft_of(scene, quantity, context, memory, [], doc, verdict)
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
    memory.credits.before = text
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
        if (turned := counting_body(text, places)) and turned != (context.origin,):
            memory.turned = turned
    if not found and not speaks_of_migration(text) and not _CREDITS.search(text):
        return
    if not found:
        nothing = Quantity(0, 0, 0, "count", Hedge.EXACT)
        source = source_of(text, nothing, people, memory.credits)
        if source and (source[0].isupper() or is_body(source)):
            memory.credits.note(source, sentence.start)
            memory.spoken = (source, paragraph, sentence.start)
