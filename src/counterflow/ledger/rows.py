"""Rows of `claims.csv` and `sources.csv` to claims and sources, with every problem noted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from counterflow.ledger.cells import SOURCE_CHECKS, Check, check_printable, claim_checks
from counterflow.ledger.claim import Claim, Contradictions
from counterflow.ledger.csvfile import CutShort, Row, read_rows
from counterflow.ledger.problem import Problems
from counterflow.ledger.source import Source

Record = TypeVar("Record", bound=BaseModel)

CLAIM_COLUMNS = (
    "id",
    "measure",
    "of",
    "population",
    "origin",
    "destination",
    "period_start",
    "period_end",
    "value",
    "low",
    "high",
    "unit",
    "hedge",
    "counts",
    "duration_days",
    "includes_before",
    "reporter",
    "source",
    "lineage",
    "published",
    "title",
    "url",
    "locator",
    "status",
    "note",
)
"""Columns of `claims.csv`, in the order of writing."""

SOURCE_COLUMNS = ("id", "name", "kind", "url", "note")
"""Columns of `sources.csv`, in the order of writing."""

# Columns without which every row would silently mean something else.
_CLAIM_COLUMNS_NEEDED = (
    *(name for name, column in Claim.model_fields.items() if column.is_required()),
    "origin",
    "destination",
    "value",
)
_SOURCE_COLUMNS_NEEDED = ("id", "name", "kind")

# What stands in for a faulty cell so that the rest of the row is still checked.
_STAND_IN = {
    "id": "x",
    "origin": "",
    "destination": "",
    "counts": "",
    "duration_days": "",
    "includes_before": "",
    "source": "x",
    "published": "2000",
}


@dataclass
class ReadRows(Generic[Record]):
    """What was read from one file.

    Parameters
    ----------
    records
        The sound rows: line number and record.
    ids
        Every identifier seen, of sound and of faulty rows, with its first line.
    complete
        Whether the file was read to its end.

    Examples
    --------
    >>> ReadRows().complete
    True
    """

    records: list[tuple[int, Record]] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    complete: bool = True


def read_claims(
    path: Path,
    regions: Mapping[str, tuple[str, ...]],
    problems: Problems,
    notices: list[str],
) -> ReadRows[Claim]:
    """Read `claims.csv`, noting every problem of every row.

    Parameters
    ----------
    path
        The file.
    regions
        Region name to member codes, for origin and destination.
    problems, notices
        Receive what is wrong, and what is worth knowing.

    Examples
    --------
    >>> found = Problems()
    >>> _ = read_claims(Path("nowhere/claims.csv"), {}, found, [])
    >>> found.listed[0].reason
    'is not in the folder'
    """
    checks = claim_checks(regions)
    return _read(path, Claim, CLAIM_COLUMNS, _CLAIM_COLUMNS_NEEDED, checks, problems, notices)


def read_sources(path: Path, problems: Problems, notices: list[str]) -> ReadRows[Source]:
    """Read `sources.csv`, noting every problem of every row.

    Examples
    --------
    >>> found = Problems()
    >>> _ = read_sources(Path("nowhere/sources.csv"), found, [])
    >>> found.listed[0].remedy
    'add sources.csv'
    """
    return _read(
        path, Source, SOURCE_COLUMNS, _SOURCE_COLUMNS_NEEDED, SOURCE_CHECKS, problems, notices
    )


def _read(
    path: Path,
    kind: type[Record],
    columns: tuple[str, ...],
    needed: tuple[str, ...],
    checks: Mapping[str, Check],
    problems: Problems,
    notices: list[str],
) -> ReadRows[Record]:
    read: ReadRows[Record] = ReadRows()
    required = {name for name, column in kind.model_fields.items() if column.is_required()}
    try:
        for row in read_rows(path, columns, needed, problems, notices):
            sound = _identify(row, path.name, read.ids, problems)
            record = (
                None if row.ragged else _record(row, path.name, kind, required, checks, problems)
            )
            if sound and record is not None:
                read.records.append((row.number, record))
    except CutShort:
        read.complete = False
    return read


def _identify(row: Row, file: str, ids: dict[str, int], problems: Problems) -> bool:
    """Note the row's identifier; False if an earlier row has it."""
    name = row.cells.get("id", "")
    if not name:
        return True
    first = ids.setdefault(name, row.number)
    if first != row.number:
        problems.add(
            file,
            row.number,
            "id",
            name,
            f"is already the id of row {first}",
            "give each row an id of its own, or delete the copy",
        )
    return first == row.number


def _record(
    row: Row,
    file: str,
    kind: type[Record],
    required: Collection[str],
    checks: Mapping[str, Check],
    problems: Problems,
) -> Record | None:
    faulty = _check_cells(row, file, required, checks, problems)
    if not faulty <= _STAND_IN.keys():
        return None
    cells = row.cells | {column: _STAND_IN[column] for column in faulty}
    try:
        record = kind.model_validate(cells)
    except ValidationError as error:
        _note_contradictions(error, row, file, problems)
        return None
    return None if faulty else record


def _check_cells(
    row: Row,
    file: str,
    required: Collection[str],
    checks: Mapping[str, Check],
    problems: Problems,
) -> set[str]:
    """Note the cells that cannot stand and name their columns."""
    faulty = set()
    for column, text in row.cells.items():
        if not text:
            if column in required:
                problems.add(file, row.number, column, "", "is blank", f"fill in {column}")
                faulty.add(column)
            continue
        check = checks.get(column)
        fault = check_printable(text) or (check(text) if check else None)
        if fault is not None:
            problems.add(file, row.number, column, text, *fault)
            faulty.add(column)
    return faulty


def _note_contradictions(error: ValidationError, row: Row, file: str, problems: Problems) -> None:
    for detail in error.errors():
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, Contradictions):
            for column, reason, remedy in cause.found:
                problems.add(file, row.number, column, "", reason, remedy)
        elif detail["type"] != "missing":  # a missing column is noted once, at the header
            column = str(detail["loc"][0]) if detail["loc"] else ""
            value = row.cells.get(column, "")
            problems.add(file, row.number, column, value, detail["msg"], "correct the cell")
