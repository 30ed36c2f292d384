"""The ledger keeps every version, whole, whatever happens to the process."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from counterflow.ledger import Claim, Source, store
from counterflow.ledger.store import LedgerError, LedgerUnwritable

THEN, LATER = datetime(2026, 1, 1), datetime(2026, 2, 1)
SOURCE = Source(id="paper", name="Paper", kind="media")


def claim(name: str, value: float = 1000, published: str = "2022") -> Claim:
    return Claim.model_validate(
        {
            "id": name,
            "measure": "stock",
            "destination": "GEO",
            "period_start": "2022-12-31",
            "period_end": "2022-12-31",
            "value": value,
            "unit": "persons",
            "hedge": "about",
            "source": "paper",
            "published": published,
            "status": "observation",
        }
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.duckdb"


def test_an_edit_adds_a_version_and_keeps_the_old_one(path: Path) -> None:
    first = store.record(path, [claim("A"), claim("B")], [SOURCE], THEN)
    second = store.record(path, [claim("A", 2000), claim("C")], [SOURCE], LATER)
    assert str(first) == "3 added, 0 changed, 0 withdrawn"
    assert str(second) == "1 added, 1 changed, 1 withdrawn"
    assert store.read_claims(path) == [claim("A", 2000), claim("C")]
    versions = [
        (row["value"], row["recorded_at"], row["closed_at"], row["closed_because"])
        for row in store.history(path, "A")
    ]
    assert versions == [(1000, THEN, LATER, "superseded"), (2000, LATER, None, None)]
    assert store.history(path, "B")[0]["closed_because"] == "withdrawn"


def test_recording_the_same_again_changes_nothing(path: Path) -> None:
    store.record(path, [claim("A")], [SOURCE], THEN)
    assert str(store.record(path, [claim("A")], [SOURCE], LATER)).startswith("0 added, 0 changed")
    assert len(store.history(path, "A")) == 1


def test_a_withdrawn_claim_may_come_back(path: Path) -> None:
    for claims in ([claim("A")], [], [claim("A")]):
        store.record(path, claims, [])
    assert store.read_claims(path) == [claim("A")]
    assert len(store.history(path, "A")) == 2


def test_a_vintage_is_what_was_published_by_then(path: Path) -> None:
    store.record(path, [claim("A", published="2022-12"), claim("B", published="2023")], [])
    assert store.read_claims(path, date(2022, 12, 31)) == [claim("A", published="2022-12")]
    assert store.read_claims(path, date(2022, 12, 30)) == []


KILLED_WHILE_RECORDING = """
import sys, time
from pathlib import Path
sys.path.insert(0, {tests!r})
from counterflow.ledger import store
from test_store import claim, SOURCE

def stop_here(*args):
    print("in the middle", flush=True)
    time.sleep(600)

# The claims are in, the sources are not, and nothing is committed.
whole = store._bring_up_to_date
def half(ledger, table, *rest):
    return stop_here() if table == "sources" else whole(ledger, table, *rest)
store._bring_up_to_date = half
store.record(Path({path!r}), [claim("A", 9), claim("Z")], [SOURCE])
"""


@pytest.mark.parametrize("held_before", [True, False])
def test_kill_9_in_the_middle_leaves_the_ledger_as_it_was(path: Path, held_before: bool) -> None:
    if held_before:
        store.record(path, [claim("A")], [SOURCE])
    script = KILLED_WHILE_RECORDING.format(tests=str(Path(__file__).parent), path=str(path))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"in the middle"
        process.kill()
    assert store.read_claims(path) == ([claim("A")] if held_before else [])
    store.record(path, [claim("A", 9), claim("Z")], [SOURCE])
    assert store.read_claims(path) == [claim("A", 9), claim("Z")]
    assert len(store.history(path, "A")) == (2 if held_before else 1)


def test_an_error_in_the_middle_leaves_the_ledger_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.record(path, [claim("A")], [SOURCE])
    whole = store._bring_up_to_date

    def fail(ledger: object, table: str, *rest: object) -> object:
        if table == "sources":
            raise MemoryError
        return whole(ledger, table, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "_bring_up_to_date", fail)
    with pytest.raises(MemoryError):
        store.record(path, [claim("B")], [])
    assert store.read_claims(path) == [claim("A")]


def test_a_ledger_open_elsewhere_is_a_clear_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.record(path, [claim("A")], [])
    monkeypatch.setattr(store, "_LOCK_PATIENCE_S", 0.0)
    script = f"import duckdb; c = duckdb.connect({str(path)!r}); print('open', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(LedgerError, match="open in another process"):
            store.record(path, [claim("B")], [])
        process.kill()
    assert store.read_claims(path) == [claim("A")]


def test_what_is_no_ledger_is_left_alone(path: Path) -> None:
    path.write_text("a diary")
    with pytest.raises(LedgerError, match="not a ledger"):
        store.record(path, [], [])
    assert path.read_text() == "a diary"


def test_a_ledger_of_another_version_is_left_alone(path: Path) -> None:
    store.record(path, [claim("A")], [])
    with duckdb.connect(str(path)) as ledger:
        ledger.execute("UPDATE meta SET value = '99'")
    with pytest.raises(LedgerError, match="schema version 99"):
        store.record(path, [], [])


def test_a_damaged_ledger_is_a_clear_error(path: Path) -> None:
    store.record(path, [claim("A")], [SOURCE])
    with duckdb.connect(str(path)) as ledger:
        ledger.execute("DROP TABLE sources")
    with pytest.raises(LedgerError, match="nothing was changed"):
        store.record(path, [claim("B")], [SOURCE])
    assert store.read_claims(path) == [claim("A")]


def test_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerUnwritable, match="cannot write"):
        store.record(tmp_path / "file" / "ledger.duckdb", [], [])


def test_reading_a_ledger_that_is_not_there_says_how_to_make_it(path: Path) -> None:
    with pytest.raises(LedgerError, match="counterflow validate"):
        store.read_claims(path)
    assert not path.exists()


def test_making_a_ledger_leaves_nothing_beside_it(path: Path) -> None:
    store.record(path, [], [])
    assert [entry.name for entry in path.parent.iterdir()] == ["ledger.duckdb"]
