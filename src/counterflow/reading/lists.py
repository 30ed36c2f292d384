"""Lists of countries with a number each, in lines of their own or in one: tables of two columns."""

from __future__ import annotations

import re

from counterflow.reading.grids import Cell, Table, place_in
from counterflow.reading.quantities import find_quantities
from counterflow.reading.sentences import split_sentences

_SIGN = re.compile(r"[ \t]*(?:(?:[-•*–—·▪◦+]|\(?\d{1,2}[.)]|\d{1,2}\))[ \t]+)?")
_NAME_OF_ROW = re.compile(
    r"(?:(?:in|to|into|from|the|в|во|на|из)\s+)*(?P<name>[^\W\d_][^\d:;|()\n]{1,40}?)"
    r"(?:\s+\([^()\d\n]{1,30}\))?(?:\s*[:|=]\s*|,?\s+[-–—]\s*|,\s+|\s+with\s+|\s+|\.{2,}\s*|\t)"
    r"(?=[~≈<>]?\s?(?:\d|about|some|around|nearly|almost|over|more|up|at least|under|roughly|"
    r"approximately|"
    r"an?\s|one|two|three|half|около|более|свыше|почти|примерно|порядка|до|не менее|полмиллиона|"
    r"миллион|тысяч))",
    re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    r"(?:\s+(?:people|persons|refugees|migrants|returnees|arrivals|applications|человек|беженц\w+|"
    r"(?-i:[A-Z])\w+(?:s|ese)|росси[яй]\w+|украин\w+|\w+[а-я](?:ц|н)(?:ев|ов|ы)))?"
    r"(?:\s*[(\[][^()\n]{0,90}[)\]])?\s*[;,.]?\s*(?:and|и)?\s*",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?P<caption>[^:;.!?\n]{8,160}):[ \t]+(?=\S)")
_CUT = re.compile(
    r";\s+(?:and\s+)?|(?<!\d),\s+(?:and\s+)?(?=\D)|(?<=\d),\s+(?:and\s+)?(?=[A-ZА-ЯЁ])|"
    r"\s+(?:and|и)\s+(?=[A-ZА-ЯЁ])"
)
_FIRST_NOUN = re.compile(
    r"\s*(?P<noun>(?:[A-Z]\w+ )?(?:refugees|migrants|returnees)|[A-Z]\w+(?:ns|is|ese)\b|"
    r"(?:\w+их )?(?:беженцев|мигрантов)|росси(?:ян|янин\w*)|украинцев|сирийцев|афганцев|белорусов)"
)
_DIGIT = re.compile(r"\d|миллион|half a million")
_FEWEST_ROWS = 2
_LONGEST_ROW = 200
_LONGEST_CAPTION = 200
_NO_YEAR = 2100


def find_lists(text: str, tables: list[Table]) -> list[Table]:
    """The lists of a text that lie in no table: a caption, then countries with a number each.

    Examples
    --------
    >>> found = find_lists("Refugees by country:\\n- Chad: 1.2m\\n- Libya: about 300,000\\n", [])
    >>> found[0].caption, [[cell.text for cell in row] for row in found[0].rows]
    ('Refugees by country:', [['Chad', '1.2m'], ['Libya', 'about 300,000']])
    """
    found = _in_lines(text) + _in_one_line(text)
    return [
        each
        for each in found
        if not any(table.start < each.end and each.start < table.end for table in tables)
    ]


def _in_lines(text: str) -> list[Table]:
    found: list[Table] = []
    caption = ""
    rows: list[tuple[Cell, ...]] = []
    for match in [*re.finditer(r"[^\n]+", text), None]:
        line = match.group() if match else ""
        row = _row(text, match.start(), match.end()) if match else None
        if row is not None:
            rows.append(row)
            continue
        if match and not line.strip():
            continue
        if len(rows) >= _FEWEST_ROWS:
            found.append(_table(caption, rows, line))
        rows, caption = [], line
    return found


def _in_one_line(text: str) -> list[Table]:
    found: list[Table] = []
    for line in re.finditer(r"[^\n]+", text):
        if ":" in line.group():
            found += _lists_of(text, line.start(), line.end())
    return found


def _lists_of(text: str, start: int, end: int) -> list[Table]:
    """The lists of a paragraph, one a sentence."""
    found: list[Table] = []
    for sentence in split_sentences(text[start:end]):
        first, last = start + sentence.start, start + sentence.end
        opened = _INLINE.match(text, first, last)
        caption = ""
        if opened and place_in(opened.group("caption")) is None:
            caption, first = opened.group("caption"), opened.end()
        elif ";" not in sentence.text:
            continue
        rows = _pieces(text, first, last)
        if len(rows) >= _FEWEST_ROWS:
            found.append(_table(caption or _noun_of(text, rows[0]), rows, ""))
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[Cell, ...]]:
    """The rows of a list within one sentence; none unless it holds nothing else."""
    rows: list[tuple[Cell, ...]] = []
    at = start
    for cut in [*_CUT.finditer(text, start, end), None]:
        row = _row(text, at, cut.start() if cut else end)
        if row is None:
            return []
        rows.append(row)
        at = cut.end() if cut else end
    return rows


def _row(text: str, start: int, end: int) -> tuple[Cell, Cell] | None:
    """A country and its number; None where a line holds anything else."""
    if end - start > _LONGEST_ROW or not _DIGIT.search(text, start, end):
        return None
    signed = _SIGN.match(text, start, end)
    named = _NAME_OF_ROW.match(text, signed.end() if signed else start, end)
    if named is None or place_in(named.group("name")) is None:
        return None
    rest = text[named.end() : end]
    quantity = next(iter(find_quantities(rest)), None)
    if quantity is None or quantity.start or quantity.kind not in ("count", "percent"):
        return None
    if not _AFTER_NUMBER.fullmatch(rest, quantity.end):
        return None
    return (
        Cell(named.start("name"), named.end("name"), named.group("name")),
        Cell(named.end(), named.end() + quantity.end, rest[: quantity.end]),
    )


def _noun_of(text: str, row: tuple[Cell, ...]) -> str:
    """Whom the first row of a list without a caption counts: "Serbia: 35,000 Russians; ..."."""
    found = _FIRST_NOUN.match(text, row[-1].end)
    return found.group("noun") if found else ""


def _tells_a_number(caption: str) -> bool:
    return any(
        quantity.kind == "count" and quantity.size >= _NO_YEAR
        for quantity in find_quantities(caption)
    )


def _table(caption: str, rows: list[tuple[Cell, ...]], after: str) -> Table:
    sentences = split_sentences(caption[-3 * _LONGEST_CAPTION :])
    told = sentences[-1].text if sentences else ""
    if len(told) > _LONGEST_CAPTION or _tells_a_number(told):
        told = ""  # a claim of its own, which the rows lean on
    return Table(rows[0][0].start, rows[-1][-1].end, told, (), tuple(rows), after)
