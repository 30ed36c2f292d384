"""Acceptance changes the lineage cells and nothing else, or nothing at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import counterflow as cf
from counterflow.ledger.rows import CLAIM_COLUMNS
from counterflow.lineage import accept
from counterflow.lineage.accept import with_lineages

CELLS = st.text(st.sampled_from('ab,;"\n\té '), max_size=8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cf.new_case(tmp_path / "case")
    return tmp_path / "case"


def first_ids(folder: Path) -> list[str]:
    return [claim.id for claim in cf.load_case(folder).claims][:3]


def test_a_lineage_is_written_and_every_other_cell_stays(folder: Path) -> None:
    path = folder / "claims.csv"
    one, two, _ = first_ids(folder)
    before = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert accept(cf.load_case(folder), {two: one}) == path
    after = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert [row["lineage"] for row in after if row["id"] == two] == [one]
    for old, new in zip(before, after, strict=True):
        assert {k: v for k, v in old.items() if k != "lineage"} == {
            k: v for k, v in new.items() if k != "lineage"
        }
    assert list(folder.glob(".*")) == []


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_bytes_outside_the_cells_are_untouched(rows: list[tuple[str, str]], ending: str) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=ending)
    writer.writerow(["note", "id", "lineage", "title"])
    for k, (note, title) in enumerate(rows):
        writer.writerow([note, f"A{k}", "", title])
    text = "\ufeff" + buffer.getvalue()
    changed = with_lineages(text, {"A0": "XX"})
    assert len(changed) == len(text) + 2
    assert changed.replace(",A0,XX,", ",A0,,", 1) == text


def test_a_file_without_the_column_gets_it() -> None:
    text = "id;value\r\nA1;3\r\nA2;4"
    assert with_lineages(text, {"A2": "A1"}) == "id;value;lineage\r\nA1;3;\r\nA2;4;A1"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"E1": "E99"}, "no claim E99"),
        ({"E1": "E2", "E2": "E1"}, "leads back to itself"),
        ({"E1": "E1"}, "leads back to itself"),
    ],
)
def test_what_could_not_be_loaded_again_is_refused(
    folder: Path, wanted: dict[str, str], words: str
) -> None:
    before = (folder / "claims.csv").read_bytes()
    with pytest.raises(cf.CaseError, match=words):
        accept(cf.load_case(folder), wanted)
    assert (folder / "claims.csv").read_bytes() == before


def test_another_lineage_is_not_overwritten(folder: Path) -> None:
    one, two, three = first_ids(folder)
    accept(cf.load_case(folder), {three: one})
    with pytest.raises(cf.CaseError, match="clear that cell first"):
        accept(cf.load_case(folder), {three: two})


def test_a_bundled_case_is_refused_with_how_to_copy_it() -> None:
    with pytest.raises(cf.CaseError, match=r"cp -r .*russia_2022 my-case"):
        accept(cf.load_case("russia-2022"), {"R0002": "R0001"})


def test_the_column_has_its_name() -> None:
    assert "lineage" in CLAIM_COLUMNS
