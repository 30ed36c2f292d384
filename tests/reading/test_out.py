"""`--out`: every document once, failures tried again, nothing old passed off as new."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from archived import CLAIM, write_archive
from typer.testing import CliRunner, Result

from counterflow.cli import app
from counterflow.reading import Context, ReadingError, resume, settings_digest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive")


def read(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["read", *map(str, words)])


def records(out: Path) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    by_name = {record["doc"]: record for record in found}
    assert len(by_name) == len(found), "a document stands in the file twice"
    return by_name


def test_an_interrupted_run_goes_on_where_it_stopped(folder: Path, tmp_path: Path) -> None:
    (folder / "a2.txt").unlink()
    whole, cut = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    read(folder, "--out", whole)
    content = whole.read_bytes()
    cut.write_bytes(content[: content.index(b"\n") + 40])  # one line and half of the next
    result = read(folder, "--out", cut)
    assert "1 of 4 documents were read before" in result.stderr
    assert cut.read_bytes() == content


def test_a_failure_is_tried_and_told_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    first, again = read(folder, "--out", out), read(folder, "--out", out)
    for result in (first, again):
        assert result.exit_code == 2
        assert "a2.txt: is not UTF-8" in result.stderr
    assert "4 of 5 documents were read before" in again.stderr
    (folder / "a2.txt").write_text(CLAIM.format("3,000"), encoding="utf-8")
    assert read(folder, "--out", out).exit_code == 0
    assert [claim["value"] for claim in records(out)["a2.txt"]["claims"]] == [3000]


def test_a_changed_document_is_read_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    read(folder, "--out", out)
    (folder / "a0.txt").write_text(CLAIM.format("77,000"), encoding="utf-8")
    read(folder, "--out", out)
    assert [claim["value"] for claim in records(out)["a0.txt"]["claims"]] == [77_000]


def test_lines_of_other_folders_are_kept(folder: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out.jsonl", tmp_path / "b.txt"
    other.write_text(CLAIM.format("9,000"), encoding="utf-8")
    read(folder, "--out", out)
    read(other, "--out", out)
    assert set(records(out)) == {"b.txt", "a0.txt", "a1.txt", "a2.txt", "a3.txt", "a4.txt"}


@pytest.mark.parametrize(
    "settings", [["--published", "2024-05-03"], ["--case", "russia-2022"], ["--reporter", "X"]]
)
def test_other_settings_need_another_file(
    folder: Path, tmp_path: Path, settings: list[str]
) -> None:
    out = tmp_path / "out.jsonl"
    read(folder, "--out", out)
    before = out.read_bytes()
    result = read(folder, "--out", out, *settings)
    assert isinstance(result.exception, ReadingError)
    assert "choose another name for --out" in str(result.exception)
    assert out.read_bytes() == before


def test_an_address_is_not_fetched_twice(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    address = "http://127.0.0.1:9/a"  # nobody answers there
    record = {"doc": address, "settings": settings_digest(Context()), "claims": []}
    out.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert read(address, "--out", out).exit_code == 0
    assert read("http://127.0.0.1:9/b", "--out", out).exit_code == 2
    assert "cannot be fetched" in records(out)["http://127.0.0.1:9/b"]["error"]


def test_a_foreign_file_is_not_written_to(tmp_path: Path) -> None:
    out = tmp_path / "notes.txt"
    for content in ("my notes\n", "[1]\n"):
        out.write_text(content, encoding="utf-8")
        with pytest.raises(ReadingError, match="choose another name"):
            resume(out, "", [])
        assert out.read_text(encoding="utf-8") == content
    with pytest.raises(ReadingError, match="is a folder"):
        resume(tmp_path, "", [])


def test_a_name_in_another_encoding_stops_nothing(folder: Path, tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(bytes(folder) + b"/a1_\xff\xfe.txt")).write_text(CLAIM.format("8,000"))
    except OSError:
        pytest.skip("this file system takes no such name")
    out = tmp_path / "out.jsonl"
    read(folder, "--out", out, "--jobs", "2")
    assert [claim["value"] for claim in records(out)["a1_\\xff\\xfe.txt"]["claims"]] == [8000]
    assert "a4.txt" in records(out)
    shown = read(folder)
    assert shown.exit_code == 2
    assert "a1_\\xff\\xfe.txt" in shown.output
