"""Changing single rows of a case's CSV files, all others left as they are, in one step."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from counterflow.ledger.replacing import replacing

Cells = Mapping[str, str]


def change_rows(
    path: Path, changed: Mapping[str, Cells | None], added: Iterable[Cells] = ()
) -> None:
    """Rewrite, delete or append rows by their `id`; the file is replaced whole or not at all.

    Parameters
    ----------
    path
        `claims.csv` or `sources.csv`, with a header row.
    changed
        Id to new cells by column; None deletes the row.
    added
        Cells of the rows to append.

    Raises
    ------
    OSError
        If the file cannot be written; it is then as it was.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "t.csv")
    ...     _ = file.write_text("id,name\\na,A\\nb,B\\n")
    ...     change_rows(file, {"a": None}, [{"id": "c", "name": "C"}])
    ...     file.read_text()
    'id,name\\nb,B\\nc,C\\n'
    """
    text = path.read_bytes().decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    separator = max(",;\t", key=lines[0].count)
    chunks = _records(lines, separator)
    columns = [name.strip() for name in chunks[0][1]]
    at = columns.index("id")
    out = [mark + chunks[0][0]]
    for raw, cells in chunks[1:]:
        name = cells[at].strip() if len(cells) > at else ""
        if name not in changed:
            out.append(raw)
        elif (new := changed[name]) is not None:
            out.append(_written(new, columns, separator, ending))
    if not out[-1].endswith("\n"):
        out[-1] += ending
    out += [_written(cells, columns, separator, ending) for cells in added]
    with replacing(path) as file:
        file.write("".join(out).encode("utf-8"))


def _records(lines: list[str], separator: str) -> list[tuple[str, list[str]]]:
    """Each record as its raw text and its cells."""
    reader = csv.reader(lines, delimiter=separator)
    found, first = [], 0
    for cells in reader:
        found.append(("".join(lines[first : reader.line_num]), cells))
        first = reader.line_num
    return found


def _written(cells: Cells, columns: list[str], separator: str, ending: str) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator=ending)
    writer.writerow([cells.get(column, "") for column in columns])
    return buffer.getvalue()
