"""What a reviewer rejected: kept beside the case, so that it is not proposed again."""

from __future__ import annotations

import csv
from pathlib import Path

from counterflow.ledger.problem import CaseError
from counterflow.ledger.rows import CLAIM_COLUMNS
from counterflow.reading.rows import Cells, change_rows

REJECTED_FILE = "rejected.csv"
"""Rows taken out of `claims.csv`, with its columns; a row deleted here may be proposed again."""


def rejected_claims(folder: Path) -> list[Cells]:
    """The rows of claims that were rejected in a case folder.

    Raises
    ------
    CaseError
        If the file is not what a review wrote.

    Examples
    --------
    >>> rejected_claims(Path("nowhere"))
    []
    """
    path = folder / REJECTED_FILE
    if not path.exists():
        return []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        rows = list(csv.DictReader(lines, delimiter=max(",;\t", key=lines[0].count)))
        return [{name: row[name] or "" for name in ("id", "title", "locator")} for row in rows]
    except (ValueError, IndexError, KeyError, csv.Error):
        raise CaseError(
            f"{path}: has not the columns of claims.csv; mend its header, or delete the file to "
            "have what was rejected proposed again"
        ) from None


def keep_rejected(folder: Path, cells: Cells) -> None:
    """Add the row of a rejected claim.

    Raises
    ------
    CaseError
        As `rejected_claims`.
    OSError
        If the file cannot be written; it is then as it was.
    """
    path = folder / REJECTED_FILE
    if not path.exists():
        path.write_text(",".join(CLAIM_COLUMNS) + "\n", encoding="utf-8")
    rejected_claims(folder)
    change_rows(path, {}, [cells])
