"""Rows of a delimited text file with their line numbers, read as a stream."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO

from counterflow.ledger.problem import Problems
from counterflow.ledger.suggest import nearest

MAX_BYTES = 50_000_000
"""Largest file read, in bytes: about a hundred times the largest case we know."""

MAX_ROWS = 100_000
"""Most rows read from one file."""

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_RESAVE = (
    "save the file again as UTF-8 (Excel: Save As, 'CSV UTF-8'; LibreOffice: Save As, 'Edit "
    "filter settings', 'Unicode (UTF-8)')"
)


class Row(NamedTuple):
    """Cells of one row by column, and the line it starts on.

    Examples
    --------
    >>> Row(2, {"id": "A", "value": "10"}).cells["value"]
    '10'
    """

    number: int
    cells: dict[str, str]
    ragged: bool = False


class CutShort(Exception):
    """Reading stopped before the end of the file; the problem has been noted.

    Examples
    --------
    >>> str(CutShort("the file ends inside a quoted cell"))
    'the file ends inside a quoted cell'
    """


def read_rows(
    path: Path,
    known: Sequence[str],
    required: Collection[str],
    problems: Problems,
    notices: list[str],
) -> Iterator[Row]:
    """Yield each row of a CSV file as its line number and its stripped cells by column.

    UTF-8 with or without a byte order mark; commas, semicolons or tabs. Blank rows are passed
    over. A ragged row is noted and yields only its first cell.

    Parameters
    ----------
    path
        The file.
    known, required
        Columns that may and that must be there.
    problems
        Receives what is wrong.
    notices
        Receives what a reader should know though nothing is wrong.

    Raises
    ------
    CutShort
        If the rest of the file cannot be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "t.csv")
    ...     _ = path.write_text("id;name\\n\\na;A\\n")
    ...     [row.cells for row in read_rows(path, ["id", "name"], ["id"], Problems(), [])]
    [{'id': 'a', 'name': 'A'}]
    """
    _refuse_unreadable(path, problems)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows(file, path.name, known, required, problems, notices)
    except UnicodeDecodeError:
        row, byte = _first_bad_byte(path)
        problems.add(path.name, row, "", "", f"is not UTF-8: byte 0x{byte:02X}", _RESAVE)
        raise CutShort from None


def _refuse_unreadable(path: Path, problems: Problems) -> None:
    if not path.is_file():
        problems.add(path.name, 0, "", "", "is not in the folder", f"add {path.name}")
        raise CutShort
    size = path.stat().st_size
    if size > MAX_BYTES:
        problems.add(
            path.name,
            0,
            "",
            "",
            f"is {size / 1e6:,.0f} MB; a case file may have {MAX_BYTES / 1e6:,.0f} MB",
            "keep the rows about this crisis, or split the file into several cases",
        )
        raise CutShort
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.add(path.name, 1, "", "", "is UTF-16, not UTF-8", _RESAVE)
        raise CutShort


def _first_bad_byte(path: Path) -> tuple[int, int]:
    """Line, counted from 1, and value of the first byte that is not UTF-8."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                return number, line[error.start]
    raise AssertionError("called only for files that are not UTF-8")


def _rows(
    file: TextIO,
    name: str,
    known: Sequence[str],
    required: Collection[str],
    problems: Problems,
    notices: list[str],
) -> Iterator[Row]:
    header_line = file.readline()
    separator = _separator(header_line, known)
    columns = _columns(header_line, separator, name, known, required, problems)
    if separator != ",":
        notices.append(f"{name} is separated by {_SEPARATORS[separator]}; read as such")
    reader = csv.reader(file, delimiter=separator, strict=True)
    read = 0
    while True:
        row = reader.line_num + 2
        try:
            cells = next(reader, None)
        except csv.Error as error:
            problems.add(name, row, "", "", *_csv_fault(str(error)))
            raise CutShort from None
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        read += 1
        if read > MAX_ROWS:
            problems.add(
                name, row, "", "", f"more than {MAX_ROWS:,} rows", "split the file into cases"
            )
            raise CutShort
        if len(cells) != len(columns):
            problems.add(
                name,
                row,
                "",
                "",
                f"has {len(cells)} cells where the header has {len(columns)}",
                f"put quotation marks around a text or number that contains {separator!r}",
            )
            yield Row(row, {columns[0]: cells[0].strip()}, ragged=True)
            continue
        pairs = zip(columns, cells, strict=True)
        yield Row(row, {column: _plain(cell) for column, cell in pairs if column in known})


def _plain(cell: str) -> str:
    """The cell stripped, with the line breaks of every platform alike."""
    return cell.strip().replace("\r\n", "\n").replace("\r", "\n")


def _separator(header: str, known: Sequence[str]) -> str:
    """The separator that finds most known columns; a comma where none does."""

    def found(separator: str) -> int:
        return len({cell.strip().strip('"') for cell in header.split(separator)} & set(known))

    return max(_SEPARATORS, key=found)


def _columns(
    header: str,
    separator: str,
    name: str,
    known: Sequence[str],
    required: Collection[str],
    problems: Problems,
) -> list[str]:
    if not header.strip():
        problems.add(name, 1, "", "", "is empty", f"write the header row: {','.join(known)}")
        raise CutShort
    try:
        cells = next(csv.reader([header], delimiter=separator, strict=True))
    except csv.Error as error:
        problems.add(name, 1, "", "", *_csv_fault(str(error)))
        raise CutShort from None
    columns = [cell.strip() for cell in cells]
    for column in dict.fromkeys(columns):
        if column not in known:
            problems.add(
                name, 1, column, column, "is not a column", partial(nearest, column, known)
            )
        elif columns.count(column) > 1:
            problems.add(name, 1, column, "", "the column is there twice", "remove one of the two")
    for column in required:
        if column not in columns:
            problems.add(name, 1, column, "", "the column is missing", f"add the column {column}")
    return columns


def _csv_fault(message: str) -> tuple[str, str]:
    if "field larger" in message or "unexpected end" in message:
        return (
            "a quotation mark is opened and not closed",
            "close it; inside a quoted text write a quotation mark twice",
        )
    if "expected after" in message:
        return (
            "a quoted text goes on after its closing quotation mark",
            "inside a quoted text write a quotation mark twice",
        )
    return f"is not readable as CSV ({message})", "save the file again as CSV UTF-8"
