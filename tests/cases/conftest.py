"""A small sound case that tests break in one place at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from counterflow.cases.template import new_case
from counterflow.ledger.rows import CLAIM_COLUMNS

Row = dict[str, str]

SOUND: Row = {
    "id": "A1",
    "measure": "stock",
    "origin": "MLT",
    "destination": "ITA",
    "period_start": "2030-12-31",
    "period_end": "2030-12-31",
    "value": "1000",
    "unit": "persons",
    "hedge": "about",
    "source": "evening-paper",
    "published": "2031",
    "status": "observation",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_case(tmp_path / "case")
    return tmp_path / "case"


@pytest.fixture
def write_claims(folder: Path) -> Callable[..., Path]:
    """Write claims.csv with one row per argument: the sound row with these cells changed."""

    def write(*rows: Row) -> Path:
        lines = [",".join(CLAIM_COLUMNS)]
        for number, changes in enumerate(rows, start=1):
            cells = {**SOUND, "id": f"A{number}", **changes}
            lines.append(",".join(f'"{cells.get(column, "")}"' for column in CLAIM_COLUMNS))
        (folder / "claims.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder

    return write
