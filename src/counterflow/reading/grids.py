"""Tables in text: finding columns aligned by spaces, tabs or bars, and what heads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterflow.reading.dates import find_dates
from counterflow.reading.nouns import head_of
from counterflow.reading.places import find_places

_CELL = re.compile(r"[^\s|](?:[^\t|\n]*?[^\s|])??(?=\s{2,}|\s*[\t|\n]|\s*$)")
_FIELD = re.compile(r"[^;\n]+")
_FIELDS = re.compile(r"[^;\s][^;\n]*(?:;[^;\s][^;\n]*)+;?")  # "Chad;560200;720500"
_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[\s|+=_:–—-]+")
_NUMBER = re.compile(r"[~≈<>]?\s?\d[\d\s.,\u00a0\u202f']*\s?(?:%|k|m|million|млн|тыс\.?)?\*?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"[A-ZÀ-ÞА-ЯЁ][^\d.:;|]{1,38}")
"""Of a district or a town that no list knows, or of a group."""
_NOTHING = re.compile(r"[-–—.…]+|n/?a|нет данных", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand )?total|all countries|итого|всего", re.IGNORECASE)
_ANY_YEAR = 2000
_FEWEST_ROWS = 2
_MOST_CELLS = 20
_LONGEST_LINE = 400
_MOST_HEAD_LINES = 4
_NEAR_COLUMN = 3


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
    if "  " not in text and "\t" not in text and "|" not in text and ";" not in text:
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
            first, heads = _heads(text, lines, cells, index, last)
            rows = tuple(row for row in cells[index:last] if heads or not _is_bare_name(row))
            found.append(
                Table(
                    lines[first][0],
                    lines[last - 1][1],
                    text[slice(*lines[first - 1])].strip() if first else "",
                    heads,
                    rows,
                    text[slice(*lines[last])] if last < len(lines) else "",
                )
            )
        index = max(last, index + 1)
    return found


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    if end - start > _LONGEST_LINE:
        return ()
    line = text[start:end]
    pattern = _FIELD if ";" in line and _FIELDS.fullmatch(line) else _CELL
    found = [Cell(start + m.start(), start + m.end(), m.group()) for m in pattern.finditer(line)]
    return tuple(found) if 2 <= len(found) <= _MOST_CELLS else ()


def _is_row(cells: tuple[Cell, ...]) -> bool:
    """A place, a total, a time or another short name, then numbers or signs for none."""
    if not cells or not all(_is_value(cell.text) for cell in cells[1:]):
        return False
    first = cells[0].text
    if _TOTAL.fullmatch(first) or place_in(first) is not None or is_time(first):
        return True
    if all(_YEAR.fullmatch(cell.text) for cell in cells[1:]):
        return False  # a head
    return _NAME.fullmatch(first) is not None and head_of(first, 0)[0] != "other"


def _is_bare_name(row: tuple[Cell, ...]) -> bool:
    """Whether a row begins with a name that no list knows: without a head it may be a family's."""
    first = row[0].text
    return not (_TOTAL.fullmatch(first) or place_in(first) is not None or is_time(first))


def _is_value(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None or _NOTHING.fullmatch(text) is not None


def _is_head(cells: tuple[Cell, ...], row: tuple[Cell, ...]) -> bool:
    """Words or years above a row of at least as many cells."""
    named = [cell for cell in cells if not _is_value(cell.text) or _YEAR.fullmatch(cell.text)]
    return 0 < len(cells) == len(named) and len(row) - 1 <= len(cells) <= len(row)


def _heads(
    text: str, lines: list[tuple[int, int]], cells: list[tuple[Cell, ...]], index: int, last: int
) -> tuple[int, tuple[Cell, ...]]:
    """The first line of the heads above the rows `index` to `last`, and one head a column."""
    if not index:
        return index, ()
    if _is_head(cells[index - 1], cells[index]) and not (
        index > 1 and _may_head(text, lines[index - 2], cells[index - 2], cells[index])
    ):
        return index - 1, cells[index - 1]
    first = index
    while first and index - first < _MOST_HEAD_LINES:
        if not _may_head(text, lines[first - 1], cells[first - 1], cells[index]):
            break
        first -= 1
    if first == index:
        return index, ()
    return first, _stacked(lines, cells, first, index, last)


def _may_head(
    text: str, line: tuple[int, int], cells: tuple[Cell, ...], row: tuple[Cell, ...]
) -> bool:
    """Whether a line is one of several that head the columns: cells apart, or one far to the right."""
    if cells:
        return len(cells) <= len(row) and not any(_is_number(cell.text) for cell in cells)
    bare = text[slice(*line)]
    return len(bare) - len(bare.lstrip(" ")) > len(row[0].text) and len(bare.strip()) < 60


def _is_number(text: str) -> bool:
    return _is_value(text) and not _YEAR.fullmatch(text)


def _stacked(
    lines: list[tuple[int, int]],
    cells: list[tuple[Cell, ...]],
    first: int,
    index: int,
    last: int,
) -> tuple[Cell, ...]:
    """One head a column from several lines: by number where each has its cell, else by position."""
    width = max(len(row) for row in cells[index:last])
    columns: list[list[Cell]] = [[] for _ in range(width)]
    spans = [_span_of(lines, cells, index, last, column) for column in range(width)]
    for number in range(first, index):
        line = cells[number]
        for position, cell in enumerate(line):
            if len(line) == width:
                column = position
            else:
                left, right = cell.start - lines[number][0], cell.end - lines[number][0]
                column = min(range(width), key=lambda c: _gap(spans[c], (left, right)))
                if _gap(spans[column], (left, right)) > _NEAR_COLUMN:
                    continue
            columns[column].append(cell)
    return tuple(
        Cell(parts[0].start, parts[-1].end, " ".join(part.text for part in parts))
        if parts
        else Cell(lines[index][0], lines[index][0], "")
        for parts in columns
    )


def _span_of(
    lines: list[tuple[int, int]], cells: list[tuple[Cell, ...]], index: int, last: int, column: int
) -> tuple[int, int]:
    """Where a column stands in its lines."""
    own = [
        (cells[n][column].start - lines[n][0], cells[n][column].end - lines[n][0])
        for n in range(index, last)
        if column < len(cells[n])
    ]
    return min(left for left, _ in own), max(right for _, right in own)


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How far two spans are apart; less than 0 by as much as they share."""
    return max(one[0], other[0]) - min(one[1], other[1])


def place_in(text: str) -> tuple[str, ...] | None:
    """The countries that a cell names, if it names nothing else."""
    mentions = find_places(text)
    if not mentions or mentions[0].kind == "demonym":
        return None
    rest = text[: mentions[0].start] + text[mentions[0].end :]
    return mentions[0].codes if re.fullmatch(r"[\W\d]*(?:\([^)]*\))?\W*", rest) else None


def is_time(text: str) -> bool:
    """Whether a cell holds a date, a month, a year or a quarter, and nothing else.

    Examples
    --------
    >>> is_time("Q1 2023"), is_time("March"), is_time("Chad")
    (True, True, False)
    """
    bare = text.rstrip("*:")
    for said in (bare, f"{bare} {_ANY_YEAR}"):
        found = find_dates(said, None)
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(said)):
            return True
    return False
