"""Tables in text: columns aligned by spaces, tabs or bars, a place at the head of each row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from counterflow.reading.attribution import Credits, source_of
from counterflow.reading.context import Context
from counterflow.reading.draft import Draft
from counterflow.reading.measures import Verdict, measure_of
from counterflow.reading.nouns import head_of
from counterflow.reading.origins import origin_of
from counterflow.reading.periods import find_times
from counterflow.reading.places import find_places
from counterflow.reading.quantities import find_quantities
from counterflow.reading.quantity import Quantity
from counterflow.reading.relevance import SMALLEST_COUNT
from counterflow.reading.roles import placed
from counterflow.reading.units import unit_of
from counterflow.terms import Measure

_CELL = re.compile(r"[^\s|](?:[^\t|\n]*?[^\s|])??(?=\s{2,}|\s*[\t|\n]|\s*$)")
_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[\s|+=_:–—-]+")
_NUMBER = re.compile(r"[~≈<>]?\s?\d[\d\s.,\u00a0\u202f']*\s?(?:%|k|m|million|млн|тыс\.?)?\*?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOTHING = re.compile(r"[-–—.…]+|n/?a|нет данных", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand )?total|all countries|итого|всего", re.IGNORECASE)
_SOURCE = re.compile(r"\s*(?:sources?|data|источник\w*)\s*:\s*(?P<x>[^\n]{2,120})", re.IGNORECASE)
_THOUSANDS = re.compile(r"\b(?:in |')?(?:thousands?|000s?)\b|тысяч|тыс\.", re.IGNORECASE)
_MILLIONS = re.compile(r"\bmillions?\b|миллион|млн", re.IGNORECASE)
_FEWEST_ROWS = 2
_MOST_CELLS = 20
_LONGEST_LINE = 400
_POINTS = frozenset({Measure.STOCK, Measure.PERMITS_VALID, Measure.STAYED})
_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and where it stands in the text.

    Examples
    --------
    >>> Cell(0, 4, "Peru").text
    'Peru'
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the line above it, the heads of its columns, its rows.

    Parameters
    ----------
    start, end
        Offsets of the rows and heads.
    caption
        The words right above; may be blank.
    heads
        One cell a column, the first above the places; may be empty.
    rows
        A place or "Total", then numbers.
    after
        The line below, which may name the source.

    Examples
    --------
    >>> Table(0, 0, "", (), (), "").rows
    ()
    """

    start: int
    end: int
    caption: str
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    after: str


def find_tables(text: str) -> list[Table]:
    """The tables of a text whose rows begin with places and go on with numbers.

    Examples
    --------
    >>> text = "Refugees by country\\n\\nCountry    2023\\nChad       600,000\\nEgypt      500,000\\n"
    >>> [[cell.text for cell in row] for row in find_tables(text)[0].rows]
    [['Chad', '600,000'], ['Egypt', '500,000']]
    """
    if "  " not in text and "\t" not in text and "|" not in text:
        return []
    lines = [
        (match.start(), match.end())
        for match in _LINE.finditer(text)
        if match.group().strip() and not _RULE.fullmatch(match.group())
    ]
    cells = [_cells(text, start, end) for start, end in lines]
    found: list[Table] = []
    index = 0
    while index < len(lines):
        last = index
        while last < len(lines) and _is_row(cells[last]):
            last += 1
        if last - index >= _FEWEST_ROWS:
            first = index - 1 if index and _is_head(cells[index - 1], cells[index]) else index
            found.append(
                Table(
                    lines[first][0],
                    lines[last - 1][1],
                    text[slice(*lines[first - 1])].strip() if first else "",
                    cells[first] if first < index else (),
                    tuple(cells[index:last]),
                    text[slice(*lines[last])] if last < len(lines) else "",
                )
            )
        index = max(last, index + 1)
    return found


def read_tables(text: str, tables: list[Table], context: Context, doc: str) -> Iterator[Draft]:
    """The claims of tables: each number with its row's place and its column's measure and time.

    A column whose head and caption name no measure of people on the move gives none.
    """
    for table in tables:
        for row in table.rows:
            for number in row[1:]:
                draft = _read_cell(text, table, row, number, context, doc)
                if draft is not None:
                    yield draft


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    if end - start > _LONGEST_LINE:
        return ()
    line = text[start:end]
    found = [Cell(start + m.start(), start + m.end(), m.group()) for m in _CELL.finditer(line)]
    return tuple(found) if 2 <= len(found) <= _MOST_CELLS else ()


def _is_row(cells: tuple[Cell, ...]) -> bool:
    """A place or a total, then numbers or signs for none."""
    if not cells or not all(_is_value(cell.text) for cell in cells[1:]):
        return False
    return _TOTAL.fullmatch(cells[0].text) is not None or _place(cells[0].text) is not None


def _is_value(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None or _NOTHING.fullmatch(text) is not None


def _is_head(cells: tuple[Cell, ...], row: tuple[Cell, ...]) -> bool:
    """Words or years above a row of at least as many cells."""
    named = [cell for cell in cells if not _is_value(cell.text) or _YEAR.fullmatch(cell.text)]
    return 0 < len(cells) == len(named) and len(row) - 1 <= len(cells) <= len(row)


def _place(text: str) -> tuple[str, ...] | None:
    """The countries that a cell names, if it names nothing else."""
    mentions = find_places(text)
    if not mentions or mentions[0].kind == "demonym":
        return None
    rest = text[: mentions[0].start] + text[mentions[0].end :]
    return mentions[0].codes if re.fullmatch(r"[\W\d]*(?:\([^)]*\))?\W*", rest) else None


def _head_above(table: Table, row: tuple[Cell, ...], cell: Cell) -> str:
    """The head of a cell's column, counted from the right: the first head is often left out."""
    if not table.heads:
        return ""
    position = row.index(cell) - len(row)
    return table.heads[position].text if -position <= len(table.heads) else ""


def _read_cell(
    text: str, table: Table, row: tuple[Cell, ...], cell: Cell, context: Context, doc: str
) -> Draft | None:
    quantity = next(iter(find_quantities(cell.text)), None)
    if quantity is None or quantity.kind not in ("count", "percent") or quantity.value is None:
        return None
    head = _head_above(table, row, cell)
    factor = 1.0
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
    hosts = _place(row[0].text) or ()
    if measure in (Measure.RETURNS, Measure.RETURNED_SHARE):
        hosts = (origin,) if origin else ()
    elif origin in hosts:
        return None
    start, end, basis = _period(head, table.caption, measure, context)
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
        period_start=start,
        period_end=end,
        period_basis=basis,
        reporter=context.reporter,
        source=source,
        published=context.published,
        confidence=_CONFIDENCE,
        reasons=(f"measure: {verdict.why}", "place: row of a table", f"period: {basis}"),
    )


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
    return None


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
