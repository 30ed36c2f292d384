"""Claims by place, measure, status, source and vintage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from counterflow.cases import load_case, select_claims
from counterflow.ledger import CaseError

Write = Callable[..., Path]


@pytest.fixture
def case_folder(write_claims: Write) -> Path:
    return write_claims(
        {"destination": "ITA"},
        {"destination": "EU27"},
        {"destination": "TUN+GBR", "measure": "arrivals"},
        {"destination": "", "measure": "departures", "published": "2032"},
        {"destination": "NEAR", "status": "context"},
    )


@pytest.mark.parametrize(
    ("conditions", "ids"),
    [
        ({}, "A1 A2 A3 A4 A5"),
        ({"destination": "ITA"}, "A1 A2 A5"),
        ({"destination": "TUN"}, "A3 A5"),
        ({"destination": "EU27"}, "A1 A2 A5"),
        ({"destination": "ITA", "status": "observation"}, "A1 A2"),
        ({"measure": "arrivals"}, "A3"),
        ({"source": "leavers-panel"}, ""),
    ],
)
def test_conditions_hold_together(case_folder: Path, conditions: dict[str, str], ids: str) -> None:
    chosen = select_claims(load_case(case_folder), **conditions)
    assert " ".join(claim.id for claim in chosen) == ids


@pytest.mark.parametrize(
    ("conditions", "advice"),
    [
        ({"destination": "Italy"}, "did you mean ITA"),
        ({"measure": "stok"}, "did you mean stock"),
        ({"status": "forcast"}, "did you mean forecast"),
        ({"source": "leaver-panel"}, "did you mean leavers-panel"),
    ],
)
def test_an_unknown_condition_is_answered_with_the_nearest(
    case_folder: Path, conditions: dict[str, str], advice: str
) -> None:
    with pytest.raises(CaseError, match=advice):
        select_claims(load_case(case_folder), **conditions)


@pytest.mark.parametrize("as_of", ["2031", "2031-12", "2031-12-31", date(2031, 12, 31)])
def test_a_vintage_keeps_what_was_published_by_then(case_folder: Path, as_of: date | str) -> None:
    case = load_case(case_folder, as_of)
    assert [claim.id for claim in case.claims] == ["A1", "A2", "A3", "A5"]
    assert case.ledger_hash == load_case(case_folder).ledger_hash


def test_a_vintage_that_is_no_date_is_refused(case_folder: Path) -> None:
    with pytest.raises(CaseError, match="ISO 8601"):
        load_case(case_folder, "last year")


def test_an_unknown_case_is_answered_with_advice(
    case_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case_folder.parent)
    with pytest.raises(CaseError, match="did you mean case"):
        load_case("cas")
    with pytest.raises(CaseError, match="give the folder it is in"):
        load_case(case_folder / "case.toml")
