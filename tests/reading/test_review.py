"""Review: the words of each claim, names hidden; a rejected claim stays out."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from counterflow import cli_review
from counterflow.cases import load_case
from counterflow.cases.template import new_case
from counterflow.cli import app
from counterflow.ledger import CaseError
from counterflow.reading import proposed
from counterflow.reading.rejected import REJECTED_FILE

ARTICLE = (
    "2 May 2031\n\nZorvana Peltrik counted queues. More than 5,000 Maltese have fled to Italy "
    "since March 2030, the Italian interior ministry said.\n\nSome 40% of the Maltese refugees in "
    "Italy are women.\n"
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    new_case(tmp_path / "case")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert "added 2" in add(tmp_path / "case").output
    return tmp_path / "case"


def run(*words: str | Path, keys: str = "") -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=keys)


def add(case: Path) -> Result:
    return run("read", case.parent / "archive", "--case", case, "--add")


def one_line(result: Result) -> str:
    return " ".join(result.output.split())


def test_the_sentence_is_shown_with_names_hidden(case: Path) -> None:
    shown = one_line(run("review", case, case.parent / "archive"))
    assert "[name] counted queues" not in shown  # another sentence
    assert "More than 5,000 Maltese have fled to Italy since March 2030, the Italian" in shown
    assert "Peltrik" not in shown


def test_the_document_of_this_folder_is_found(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case.parent / "archive")
    assert "Maltese have fled to Italy" in one_line(run("review", case))


def test_a_document_that_says_something_else_is_not_shown(case: Path) -> None:
    path = case.parent / "archive" / "article.txt"
    path.write_text(ARTICLE.replace("5,000", "6,000"), encoding="utf-8")
    shown = one_line(run("review", case, path.parent))
    assert "Maltese have fled" not in shown
    assert "More than 5,000" in shown


def test_without_its_document_the_quantity_is_shown(case: Path) -> None:
    shown = one_line(run("review", case))
    assert "More than 5,000 give the document after the case" in shown
    assert "article.txt, characters" in shown
    assert "Maltese have fled" not in (case / "claims.csv").read_text(encoding="utf-8")


def test_the_number_is_told_once(case: Path) -> None:
    shown = one_line(run("review", case, keys="sepopulation=women\nq"))
    assert "departures: at_least 5,000 persons" in shown
    assert "share: about 40 percent" in shown
    assert "share: about 40 percent (women)" in shown


def test_of_equal_words_the_right_one_is_marked(case: Path, tmp_path: Path) -> None:
    from counterflow.reading import Passage
    from counterflow.reading.reopened import Library

    text = "2 May 2031\n\nOf 5,000 seats none was free. In May 5,000 Maltese fled to Italy, and in "
    path = tmp_path / "twice.txt"
    path.write_text(text + "June 5,000 Maltese fled to Spain.\n", encoding="utf-8")
    run("read", path, "--case", case, "--add")
    found = [Library([str(path)]).passage(claim) for claim in proposed(load_case(case))]
    passages = [one for one in found if one is not None]
    assert passages == [
        Passage(
            "In May ", "5,000", " Maltese fled to Italy, and in June 5,000 Maltese fled to Spain."
        ),
        Passage(
            "In May 5,000 Maltese fled to Italy, and in June ", "5,000", " Maltese fled to Spain."
        ),
    ]


def test_a_rejected_claim_stays_out(case: Path) -> None:
    assert "1 rejected" in run("review", case, keys="rq").output
    again = add(case)
    assert "added 0 proposed claims" in again.output
    assert "1 were there already" in again.output
    assert "1 were rejected before" in again.output
    assert [claim.id for claim in proposed(load_case(case))] == ["P0002"]


def test_a_rejected_claim_may_be_called_back_under_another_id(case: Path) -> None:
    run("review", case, keys="rr")
    rows = (case / REJECTED_FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    assert len(rows) == 3
    (case / REJECTED_FILE).write_text("".join([rows[0], rows[2]]), encoding="utf-8")
    add(case)
    assert [claim.id for claim in proposed(load_case(case))] == ["P0003"]


def test_a_spoilt_list_of_rejections_is_named(case: Path) -> None:
    (case / REJECTED_FILE).write_text("my notes\nnone\n", encoding="utf-8")
    before = (case / "claims.csv").read_bytes()
    for result in (add(case), run("review", case, keys="r")):
        assert isinstance(result.exception, CaseError)
        assert "columns of claims.csv" in str(result.exception)
    assert (case / "claims.csv").read_bytes() == before


def test_a_wrong_key_is_answered(case: Path) -> None:
    result = run("review", case, keys="x\nq")
    assert "'x' means nothing here: a accept" in result.output


@pytest.mark.parametrize(
    ("pressed", "key"), [(["\x1b[A", "7", "A"], "a"), (["\x04"], "q"), ([""], "q"), ([], "q")]
)
def test_keys_of_a_terminal(
    pressed: list[str],
    key: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def getchar() -> str:
        if not pressed:
            raise EOFError
        return pressed.pop(0)

    monkeypatch.setattr("typer.getchar", getchar)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert cli_review._key() == key
    if key == "a":
        assert capsys.readouterr().out.count("means nothing here") == 2


def test_nothing_of_a_document_steers_the_terminal(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "b\x1b]0;gone\x07.txt"
    text = ARTICLE.replace("Italian interior", "Italian\x1b[2J \u202einterior\x9b1A")
    path.write_text(text, encoding="utf-8")
    run("read", path, "--case", case, "--add")
    missing = tmp_path / "\x1b[2J.txt"
    missing.write_bytes(b"\xff")
    for result in (run("read", path), run("read", missing), run("review", case, path, keys="sss")):
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(result.output), result.output
