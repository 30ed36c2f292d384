"""A folder of documents, one of which cannot be read."""

from __future__ import annotations

from pathlib import Path

CLAIM = "2 May 2024\n\nMore than {} Sudanese refugees have fled to Chad.\n"


def write_archive(home: Path) -> Path:
    home.mkdir()
    for number in range(5):
        (home / f"a{number}.txt").write_text(CLAIM.format(f"{number + 1},000"), encoding="utf-8")
    (home / "a2.txt").write_bytes(b"\xff\x00\x80 not text")
    return home
