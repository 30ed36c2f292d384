"""Files in every shape that spreadsheets and editors save them."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterflow.ledger import csvfile
from counterflow.ledger.csvfile import CutShort, Row, read_rows
from counterflow.ledger.problem import Problem, Problems

COLUMNS = ("id", "name", "note")


def read(path: Path, content: bytes) -> tuple[list[Row], list[Problem], list[str]]:
    path.write_bytes(content)
    problems, notices, rows = Problems(), list[str](), list[Row]()
    try:
        rows.extend(read_rows(path, COLUMNS, ("id", "name"), problems, notices))
    except CutShort:
        assert problems
    return rows, problems.listed, notices


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_ordinary_files_read_alike(path: Path, encoding: str, newline: str, separator: str) -> None:
    text = newline.join(["id,name", "a,Tbilisi", "b,Тбилиси", ""]).replace(",", separator)
    rows, problems, notices = read(path, text.encode(encoding))
    assert not problems
    assert [(row.number, row.cells["name"]) for row in rows] == [(2, "Tbilisi"), (3, "Тбилиси")]
    assert bool(notices) == (separator != ",")


@pytest.mark.parametrize(("encoding", "byte"), [("latin-1", "0xE9"), ("cp1251", "0xD2")])
def test_another_encoding_is_named_by_its_first_bad_row(
    path: Path, encoding: str, byte: str
) -> None:
    word = "Géorgie" if encoding == "latin-1" else "Тбилиси"
    _, (problem,), _ = read(path, f"id,name\na,A\nb,{word}\n".encode(encoding))
    assert problem.row == 3
    assert byte in problem.reason
    assert "UTF-8" in problem.remedy


def test_utf_16_is_named(path: Path) -> None:
    _, (problem,), _ = read(path, "id,name\na,A\n".encode("utf-16"))
    assert "UTF-16" in problem.reason


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf"])
def test_an_empty_file_asks_for_its_header(path: Path, content: bytes) -> None:
    _, (problem,), _ = read(path, content)
    assert problem.reason == "is empty"
    assert "id,name,note" in problem.remedy


def test_a_missing_file_is_a_problem_not_a_traceback(tmp_path: Path) -> None:
    problems = Problems()
    with pytest.raises(CutShort):
        list(read_rows(tmp_path / "t.csv", COLUMNS, (), problems, []))
    assert problems.listed[0].reason == "is not in the folder"


def test_columns_missing_unknown_and_double_are_all_told(path: Path) -> None:
    _, problems, _ = read(path, b"id,nmae,note,note\n")
    told = {(p.column, p.reason) for p in problems}
    assert told == {
        ("nmae", "is not a column"),
        ("note", "the column is there twice"),
        ("name", "the column is missing"),
    }
    assert "did you mean name?" in {p.remedy for p in problems}


@pytest.mark.parametrize("line", ["b,B", "b,B,x,y", "b,650,000,x"])
def test_a_ragged_row_is_told_and_the_others_are_read(path: Path, line: str) -> None:
    rows, (problem,), _ = read(path, f"id,name,note\na,A,\n{line}\nc,C,\n".encode())
    assert problem.row == 3
    assert "cells where the header has 3" in problem.reason
    assert [row.cells["id"] for row in rows] == ["a", "b", "c"]
    assert [row.ragged for row in rows] == [False, True, False]


def test_blank_rows_are_passed_over(path: Path) -> None:
    rows, problems, _ = read(path, b"id,name,note\n\n,,\na,A,\n")
    assert not problems
    assert [row.number for row in rows] == [4]


def test_a_quotation_mark_never_closed_is_told_where_it_opens(path: Path) -> None:
    _, (problem,), _ = read(path, b'id,name\na,A\nb,"B\nc,C\n')
    assert problem.row == 3
    assert "not closed" in problem.reason


def test_a_text_longer_than_any_note_is_an_open_quotation_mark(path: Path) -> None:
    _, (problem,), _ = read(path, b'id,name\na,"' + b"x\n" * 200_000)
    assert problem.row == 2
    assert "not closed" in problem.reason


def test_a_file_above_the_size_limit_is_refused_without_reading(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_000)
    problems = Problems()
    with pytest.raises(CutShort):
        list(read_rows(path, COLUMNS, (), problems, []))
    assert problems.listed[0].reason == "is 100 MB; a case file may have 50 MB"


def test_rows_above_the_limit_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvfile, "MAX_ROWS", 2)
    rows, (problem,), _ = read(path, b"id,name\na,A\nb,B\nc,C\n")
    assert len(rows) == 2
    assert problem.reason == "more than 2 rows"
