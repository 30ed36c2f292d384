"""A folder that is killed in the middle goes on: every file once, bad ones named, none lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

ARTICLES = 300
ARTICLE = """2 May 2024

More than {0},000 Sudanese refugees have fled to Chad since April 2023, UNHCR said. Egypt hosts
{0},400 Sudanese, and {0},700 refugees have returned to Sudan.
"""
BAD = {
    "a050.txt": b"\xff\x00\x80 not text \x00\x01",
    "a120.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "a200.html": b"<html>" + b"<div>" * 20_000,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "archive"
    home.mkdir()
    for number in range(ARTICLES):
        text = ARTICLE.format(number + 1)
        (home / f"a{number:03d}.txt").write_text(text, encoding="utf-8")
    for name, content in BAD.items():
        (home / name).write_bytes(content)
    return home


def start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    command = ["read", str(folder), "--out", str(out), "--jobs", "2"]
    return subprocess.Popen(
        [sys.executable, "-m", "counterflow", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait_for_lines(out: Path, process: subprocess.Popen[bytes], count: int) -> None:
    for _ in range(6000):
        if out.exists() and out.read_bytes().count(b"\n") >= count:
            return
        assert process.poll() is None, "it ended before it could be killed"
        time.sleep(0.01)
    raise AssertionError("nothing was written in a minute")


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_a_killed_run_goes_on_and_reads_every_file_once(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    pytest.importorskip("trafilatura")
    out = tmp_path / "claims.jsonl"
    names = Counter(path.name for path in folder.iterdir())

    first = start(folder, out)
    wait_for_lines(out, first, 20)
    os.killpg(first.pid, signal.SIGKILL)  # the whole group, workers too
    first.wait()
    done = out.read_bytes().count(b"\n")
    assert 20 <= done < len(names)

    assert start(folder, out).wait(timeout=120) == 2  # bad files are reported
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert Counter(record["doc"] for record in records) == names
    errors = {record["doc"] for record in records if "error" in record}
    assert {"a050.txt", "a120.pdf"} <= errors <= set(BAD)
    assert {len(r["claims"]) for r in records if r["doc"].endswith(".txt")} == {0, 3}

    before = out.read_text(encoding="utf-8").splitlines()
    assert start(folder, out).wait(timeout=120) == 2  # bad files are tried again
    assert sorted(out.read_text(encoding="utf-8").splitlines()) == sorted(before)
