"""The command `lineage` through the installed entry point."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import counterflow as cf

ENTRY_POINT = Path(sys.executable).with_name("counterflow")


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ENTRY_POINT, "lineage", *map(str, words)],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example case with two printings of one precise number."""
    cf.new_case(tmp_path / "case")
    path = tmp_path / "case" / "claims.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    first = {**rows[0], "value": "41213", "hedge": "exact", "lineage": ""}
    copy = {**first, "id": "X1", "reporter": "Evening", "published": "2032"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows([first, *rows[1:], copy])
    return path.parent


def test_proposals_are_shown_written_and_gone(folder: Path) -> None:
    shown = run(folder)
    assert shown.returncode == 0, shown.stderr
    assert "The same number as E1" in shown.stdout
    assert "--accept X1=E1" in shown.stdout
    done = run(folder, "--accept-all", "--at-least", "0.5")
    assert done.returncode == 0, done.stderr
    assert "wrote the lineage of 1 claim" in done.stdout
    assert cf.load_case(folder).claims[-1].lineage == "E1"
    assert "0 proposals" in run(folder).stdout
    assert "Nothing to accept" in run(folder, "--accept-all").stdout
    assert "41,213" in run(folder, "--chains").stdout


def test_json_and_csv_hold_the_same(folder: Path) -> None:
    [record] = json.loads(run(folder, "--json").stdout)
    [row] = csv.DictReader(io.StringIO(run(folder, "--csv").stdout))
    assert (record["claim"], record["parent"]) == (row["claim"], row["parent"]) == ("X1", "E1")
    assert 0.5 <= record["confidence"] <= 1
    links = json.loads(run("russia-2022", "--chains", "--json").stdout)
    assert {link["claim"] for link in links if link["root"] == "R0337"} >= {"R0050", "R0062"}


def test_one_is_accepted_by_hand(folder: Path) -> None:
    assert run(folder, "--accept", "X1=E1").returncode == 0
    assert cf.load_case(folder).claims[-1].lineage == "E1"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--accept", "X1"], "write ID=PARENT"),
        (["--accept", "X1=E77"], "no claim E77"),
        (["--accept", "X1=X1"], "leads back to itself"),
        (["--accept", "X1=E1", "--accept-all"], "choose one of"),
        (["--json", "--csv"], "not both"),
        (["--at-least", "2"], "--at-least"),
    ],
)
def test_mistakes_are_explained_and_change_nothing(
    folder: Path, words: list[str], said: str
) -> None:
    before = (folder / "claims.csv").read_bytes()
    result = run(folder, *words)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert (folder / "claims.csv").read_bytes() == before


def test_the_bundled_case_says_how_to_copy_it() -> None:
    result = run("russia-2022", "--accept", "R0002=R0001")
    assert result.returncode == 2
    assert "cp -r" in result.stderr
