"""Proposed claims: added once, never learnt from, decided one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from counterflow.cases import load_case
from counterflow.cases.template import new_case
from counterflow.ledger import CaseError, Status
from counterflow.reading import add_drafts, proposed
from counterflow.reading.rows import change_rows

ARTICLE = (
    "2 May 2031\n\nMore than 5,000 Maltese have fled to Italy since March 2030, the Italian "
    "interior ministry said. UNHCR expects 9,000 Maltese refugees to arrive in Italy by the end "
    "of 2031. Some 40% of the Maltese refugees in Italy are women.\n"
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    new_case(tmp_path / "case")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert run(tmp_path / "case", "add").exit_code == 0
    return tmp_path / "case"


def run(case: Path, what: str, keys: str = "") -> Result:
    from counterflow.cli import app

    words = ["review", str(case)]
    if what == "add":
        words = ["read", str(case.parent / "article.txt"), "--case", str(case), "--add"]
    return CliRunner().invoke(app, words, input=keys)


def test_added_claims_are_proposed_and_the_case_stays_valid(case: Path) -> None:
    loaded = load_case(case)
    waiting = proposed(loaded)
    assert [claim.id for claim in waiting] == ["P0001", "P0002", "P0003"]
    assert not any(claim.is_observation for claim in waiting)
    assert "italian-interior-ministry" in loaded.sources


def test_adding_again_adds_nothing(case: Path) -> None:
    before = (case / "claims.csv").read_bytes()
    result = run(case, "add")
    assert "3 were there already" in result.output
    assert (case / "claims.csv").read_bytes() == before


def test_other_rows_keep_every_byte(case: Path, tmp_path: Path) -> None:
    new_case(tmp_path / "fresh")
    fresh = (tmp_path / "fresh" / "claims.csv").read_bytes()
    assert (case / "claims.csv").read_bytes().startswith(fresh)


def test_accepting_gives_each_claim_the_status_that_fits(case: Path) -> None:
    result = run(case, "review", "aaa")
    assert "3 accepted" in result.output
    status = {claim.id: claim.status for claim in load_case(case).claims}
    assert status["P0001"] is Status.OBSERVATION
    assert status["P0002"] is Status.FORECAST
    assert status["P0003"] is Status.CONTEXT


def test_rejecting_removes_and_quitting_leaves(case: Path) -> None:
    result = run(case, "review", "rq")
    assert "0 accepted, 1 rejected, 2 left" in result.output
    assert [claim.id for claim in proposed(load_case(case))] == ["P0002", "P0003"]


def test_editing_is_checked_and_saved(case: Path) -> None:
    result = run(case, "review", "evalue=lots\nedestination=GBR\nsq")
    assert "valid number" in result.output
    claim = next(claim for claim in load_case(case).claims if claim.id == "P0001")
    assert (claim.destination, claim.status) == ("GBR", Status.PROPOSED)


def test_a_bundled_case_is_not_changed() -> None:
    with pytest.raises(CaseError, match="comes with the package"):
        add_drafts(load_case("russia-2022"), [])


def test_a_failed_write_leaves_the_file_as_it_was(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (case / "claims.csv").read_bytes()

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("counterflow.ledger.replacing.os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        change_rows(case / "claims.csv", {"P0001": None})
    assert (case / "claims.csv").read_bytes() == before
    assert sorted(path.name for path in case.iterdir()) == sorted(
        ["README.md", "case.toml", "claims.csv", "sources.csv"]
    )


def test_rows_with_quotes_and_line_breaks_survive(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'\xef\xbb\xbfid;name\r\na;"two\r\nlines; ""so"""\r\nb;B\r\n')
    change_rows(path, {"b": {"id": "b", "name": "new"}}, [{"id": "c", "name": "x;y"}])
    assert path.read_bytes() == (
        b'\xef\xbb\xbfid;name\r\na;"two\r\nlines; ""so"""\r\nb;new\r\nc;"x;y"\r\n'
    )
