"""A new case validates, and nothing is overwritten."""

from pathlib import Path

import pytest

from counterflow.cases import load_case, require_observations
from counterflow.cases.template import new_case
from counterflow.ledger import CaseError
from counterflow.terms import Measure


def test_the_example_is_sound_and_can_be_estimated(tmp_path: Path) -> None:
    new_case(tmp_path / "mine")
    case = load_case(tmp_path / "mine")
    require_observations(case)
    measures = [claim.measure for claim in case.observations]
    assert len(measures) >= 5
    assert measures.count(Measure.STOCK) >= 2
    assert {Measure.ARRIVALS, Measure.DEPARTURES, Measure.RETURNED_SHARE} <= set(measures)
    assert len(case.spec.events) == 2


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert len(new_case(tmp_path)) == 4


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(CaseError, match=r"not empty \(thesis\.txt\)"):
        new_case(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CaseError, match="is a file"):
        new_case(tmp_path / "file")
