"""`counterflow read`: what it takes, what it refuses, and what it says on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from counterflow.cases import load_case
from counterflow.cases.template import new_case
from counterflow.cli import app
from counterflow.reading import ReadingError, read_document

TEXT = "2 May 2024\n\nMore than {} Sudanese refugees have fled to Chad.\n"


def read(*words: str | Path, given: str = "") -> Result:
    return CliRunner().invoke(app, ["read", *map(str, words)], input=given)


def test_standard_input_is_read() -> None:
    result = read("-", "--json", given=TEXT.format("5,000"))
    (claim,) = json.loads(result.stdout)
    assert (claim["value"], claim["published"]) == (5000, "2024-05-02")
    assert "More than 5,000 Sudanese refugees" in read("-", given=TEXT.format("5,000")).output


def test_two_texts_of_standard_input_are_two(tmp_path: Path) -> None:
    new_case(tmp_path / "case")
    before = len(load_case(tmp_path / "case").claims)
    for number in ("5,000", "6,000", "5,000"):
        result = read("-", "--case", tmp_path / "case", "--add", given=TEXT.format(number))
    assert "1 were there already" in result.output
    assert len(load_case(tmp_path / "case").claims) == before + 2
    assert read("-", "--out", tmp_path / "out.jsonl", given="x").exit_code == 2


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf\n", b"\xff\xfe"])
def test_an_empty_document_is_told(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"a\.txt: is empty"):
        read_document("a.txt", content)
    (tmp_path / "a.txt").write_bytes(content)
    result = read(tmp_path / "a.txt")
    assert result.exit_code == 2
    assert "is empty" in result.stderr
    assert "no claim" not in result.output


def test_a_day_to_come_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    result = read(tmp_path / "a.txt", "--published", "2999-01-01")
    assert isinstance(result.exception, ReadingError)
    assert "yet to come" in str(result.exception)


def test_too_large_a_document_is_told_how_large_one_may_be() -> None:
    with pytest.raises(ReadingError, match="is larger than 20 MB, the most"):
        read_document("a.txt", b"a" * 20_000_001)


def test_a_long_run_tells_its_progress_off_a_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(25):
        (folder / f"{number:02}.txt").write_text(TEXT.format(f"{number + 1},000"))
    told = [line for line in read(folder, "--json").stderr.splitlines() if "read " in line]
    assert len(told) == 10
    assert (told[0], told[-1]) == ("read 3 of 25", "read 25 of 25")


def test_of_two_documents_of_one_name_each_shows_its_own_sentence(tmp_path: Path) -> None:
    for name, number in (("one", "5,000"), ("two", "6,000")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT.format(number))
    shown = read(tmp_path / "one", tmp_path / "two").output
    for number in ("5,000", "6,000"):
        assert shown.count(f"More than {number} Sudanese") == 1
