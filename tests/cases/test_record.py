"""Where the ledger lies, and that a vintage never reads as a withdrawal."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterflow.cases import load_case, record_case
from counterflow.cases import record as recording
from counterflow.ledger import store
from counterflow.ledger.store import LedgerUnwritable


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "counterflow"


def test_the_ledger_lies_beside_a_folder(folder: Path) -> None:
    recorded = record_case(load_case(folder))
    assert recorded.path == folder / "ledger.duckdb"
    assert recorded.notice == ""
    assert len(store.read_claims(recorded.path)) == 7


def test_a_vintage_or_a_subset_is_recorded_whole(folder: Path) -> None:
    case = load_case(folder)
    path = record_case(case).path
    assert record_case(load_case(folder, as_of="2030")).changes.withdrawn == 0
    assert record_case(case.with_claims(case.claims[:1])).changes.withdrawn == 0
    assert len(store.read_claims(path)) == 7


def test_the_ledger_of_a_bundled_case_lies_in_the_cache(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "bundled_cases", lambda: {"case": folder})
    assert record_case(load_case(folder)).path == cache / "case" / "ledger.duckdb"
    assert not (folder / "ledger.duckdb").exists()


def test_the_ledger_of_a_read_only_folder_lies_in_the_cache(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Permissions do not bind a superuser, so the refusal itself is simulated.
    record = recording.record

    def refuse(path: Path, *rows: object) -> object:
        if path.parent == folder:
            raise LedgerUnwritable("read-only")
        return record(path, *rows)  # type: ignore[arg-type]

    monkeypatch.setattr(recording, "record", refuse)
    recorded = record_case(load_case(folder))
    assert cache in recorded.path.parents
    assert "read-only" in recorded.notice
