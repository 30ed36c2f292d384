"""Tables in text to claims: a place or a time heads each row, a measure each column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from counterflow.reading.attribution import source_of
from counterflow.reading.context import Context
from counterflow.reading.credits import Credits
from counterflow.reading.draft import Draft
from counterflow.reading.grids import Cell, Table, is_time, place_in
from counterflow.reading.measures import measure_of
from counterflow.reading.nouns import head_of
from counterflow.reading.origins import origin_of
from counterflow.reading.periods import find_times
from counterflow.reading.places import find_places, names_people
from counterflow.reading.quantities import find_quantities
from counterflow.reading.quantity import Quantity
from counterflow.reading.relevance import SMALLEST_COUNT
from counterflow.reading.roles import placed
from counterflow.reading.units import unit_of
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SOURCE = re.compile(r"\s*(?:sources?|data|источник\w*)\s*:\s*(?P<x>[^\n]{2,120})", re.IGNORECASE)
_THOUSANDS = re.compile(r"\b(?:in |')?(?:thousands?|000s?)\b|тысяч|тыс\.", re.IGNORECASE)
_MILLIONS = re.compile(r"\bmillions?\b|миллион|млн", re.IGNORECASE)
_POINTS = frozenset({Measure.STOCK, Measure.PERMITS_VALID, Measure.STAYED})
_CONFIDENCE = 0.6
_OF_ORIGIN = re.compile(
    r"\b(?:by|of|per|main|top|leading|largest|and) (?:\w+ )?(?:citizenships?|nationalit(?:y|ies))\b"
    r"|\b(?:countr(?:y|ies) of (?:origin|birth|citizenship|nationality|departure|emigration|"
    r"(?:last|previous|former|prior) residence)"
    r"|origin countr(?:y|ies)|birthplaces?|(?:came|come|coming|arrived|arrivals|immigrants|"
    r"newcomers) from:)"
    r"|\b(?:by|top|main) origins?\b|^(?:citizenship|nationality|origin)$"
    r"|\bпо (?:гражданств\w+|подданств\w+)|\bстран\w* (?:происхождения|исхода|рождения|"
    r"гражданства)|^(?:гражданство|происхождение)$",
    re.IGNORECASE,
)
_BY_HOST = re.compile(
    r"\b(?:by|per) (?:host |receiving |destination )?(?:country|destination)\b|\babroad\b|"
    r"\bв странах\b"
    r"|\bпо странам\b|\bза (?:рубежом|границей)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:refugees|migrants|immigrants|foreigners|foreign (?:nationals|residents)|residents|"
    r"asylum[- ]seekers|displaced people)\b",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    r"\b(?:residence permits?|temporary protection|ВНЖ|вид\w* на жительство|временн\w+ защит\w+)\b",
    re.IGNORECASE,
)


def read_tables(
    text: str,
    tables: list[Table],
    context: Context,
    doc: str,
    set_in: Callable[[], tuple[str, ...]] = tuple,
) -> Iterator[Draft]:
    """The claims of tables: each number with its row's place and its column's measure and time.

    A column whose head and caption name no measure of people on the move gives none. `set_in` says
    which country the document is set in: rows of districts or towns are rows of that country.
    """
    for table in tables:
        home = set_in()
        if any(place_in(row[0].text) not in (None, home) for row in table.rows):
            home = ()
        for row in table.rows:
            for number in row[1:]:
                draft = _read_cell(text, table, row, number, context, doc, home, set_in)
                if draft is not None:
                    yield draft


def counts_origins(table: Table) -> bool:
    """Whether the rows of a table are the countries that people come from.

    Examples
    --------
    >>> counts_origins(Table(0, 0, "Immigration by citizenship, 2023", (), (), ""))
    True
    """
    above = table.rows and len(table.heads) == len(table.rows[0]) and table.heads[0].text
    return _OF_ORIGIN.search(table.caption) is not None or bool(
        above and _OF_ORIGIN.search(above.strip())
    )


def _head_above(table: Table, row: tuple[Cell, ...], cell: Cell) -> str:
    """The head of a cell's column, counted from the right: the first head is often left out."""
    if not table.heads:
        return ""
    position = row.index(cell) - len(row)
    return table.heads[position].text if -position <= len(table.heads) else ""


def _read_cell(
    text: str,
    table: Table,
    row: tuple[Cell, ...],
    cell: Cell,
    context: Context,
    doc: str,
    home: tuple[str, ...],
    set_in: Callable[[], tuple[str, ...]],
) -> Draft | None:
    quantity = next(iter(find_quantities(cell.text)), None)
    if quantity is None or quantity.kind not in ("count", "percent") or quantity.value is None:
        return None
    head = _head_above(table, row, cell)
    factor = 1.0
    if quantity.kind == "count" and head_of(head, 0)[0] == "other":
        return None  # schools, tents
    if quantity.kind == "count":
        words = f"{head} {table.caption}"
        factor = 1e3 if _THOUSANDS.search(words) else 1e6 if _MILLIONS.search(words) else 1.0
    value = quantity.value * factor
    if quantity.kind == "count" and value < SMALLEST_COUNT:
        return None
    verdict = _verdict(cell.text, head, quantity) or _verdict(cell.text, table.caption, quantity)
    if verdict is None:
        return None
    words = f"{head}. {table.caption}"
    measure = verdict.measure
    origin = origin_of(words, Quantity(0, 0, 0, "count", quantity.hedge), measure, placed(words), context.origin)  # fmt: skip
    named, left = place_in(row[0].text), ""
    if counts_origins(table):
        origin = named[0] if named and len(named) == 1 else ""
        hosts = places_above(head, table.caption, origin) or home or set_in()
    else:
        hosts = named or places_above(head, table.caption, origin) or home
        if origin and named == (origin,) and measure is not Measure.DEPARTURES:
            return None
    if measure in (Measure.DEPARTURES, Measure.NET):
        hosts = hosts if named and hosts == named else ()
    if measure in (Measure.RETURNS, Measure.RETURNED_SHARE):
        left = named[0] if named and named != (origin,) else ""
        hosts = (origin,) if origin else ()
    elif origin in hosts:
        return None
    dated = _dated(row[0].text, head, table.caption)
    start, end, basis = _period(dated, table.caption, measure, context)
    credited = _SOURCE.match(table.after)
    said = f"according to {credited.group('x')}" if credited else table.caption
    source = source_of(said, Quantity(0, 0, 0, "count", quantity.hedge), frozenset(), Credits())
    return Draft(
        doc=doc,
        start=cell.start + quantity.start,
        end=cell.start + quantity.end,
        text=cell.text[quantity.start : quantity.end],
        sentence_start=row[0].start,
        sentence_end=row[-1].end,
        measure=measure,
        value=value,
        low=None if quantity.low is None else quantity.low * factor,
        high=None if quantity.high is None else quantity.high * factor,
        unit=unit_of(quantity, verdict, cell.text),
        hedge=quantity.hedge,
        origin=origin,
        destinations=hosts,
        moved_from=left,
        period_start=start,
        period_end=end,
        period_basis=basis,
        reporter=context.reporter,
        source=source,
        published=context.published,
        confidence=_CONFIDENCE,
        reasons=(f"measure: {verdict.why}", "place: table", f"period: {basis}"),
    )


def places_above(head: str, caption: str, origin: str) -> tuple[str, ...]:
    """The host of a row of one month or year: named above its column, or above the table."""
    for words in (head, caption):
        named = [p for p in placed(words) if p.role in ("to", "subject", "body")]
        codes = [code for p in named for code in p.mention.codes if code != origin]
        if codes:
            return (codes[0],)
    return ()


def _verdict(number: str, words: str, quantity: Quantity) -> Verdict | None:
    """The measure that the words give, read as if the number stood before them."""
    if not words or _YEAR.fullmatch(words):
        return None
    shifted = replace(quantity, start=0, core=0, end=len(number))
    sentence = f"{number} {words[:1].lower()}{words[1:]}"
    head, noun = head_of(sentence, shifted.end)
    verdict = measure_of(sentence, shifted, head, [])
    if verdict is not None or quantity.kind != "count":
        return verdict
    if head in ("refugee", "migrant"):
        return Verdict(Measure.STOCK, noun, 0, 0)
    if counted := _COUNTED.search(words):
        return Verdict(Measure.STOCK, counted.group().lower(), 0, 0)
    peoples = [m for m in find_places(words) if names_people(words[m.start : m.end])]
    alone = peoples and words.strip() == words[peoples[0].start : peoples[0].end]
    if peoples and (alone or _BY_HOST.search(words)):
        held = _PAPERS.search(words) is not None
        return Verdict(Measure.PERMITS_VALID if held else Measure.STOCK, "people by host", 0, 0)
    return None


def _dated(row: str, head: str, caption: str) -> str:
    """What dates a cell: its row if that is a time, with the year that stands above it."""
    if not is_time(row):
        return head
    years = [m.group() for m in _YEAR.finditer(f"{head} {caption}")]
    return f"{row} {years[0]}" if len(set(years)) == 1 and not _YEAR.search(row) else row


def _period(
    head: str, caption: str, measure: Measure, context: Context
) -> tuple[date | None, date | None, str]:
    for words, basis in ((head, "head of the column"), (caption, "caption")):
        times = [t for t in find_times(words, context) if t.role in ("span", "since", "by")]
        if times:
            first, last = times[0].period.start, times[0].period.end
            if context.published is not None and first <= context.published < last:
                last = context.published
            return (last if measure in _POINTS else first), last, basis
    published = context.published
    if published is None:
        return None, None, "not stated"
    if measure in _POINTS:
        return published, published, "day of publication"
    if context.start is not None and context.start <= published:
        return context.start, published, "since the crisis began"
    return None, None, "not stated"
