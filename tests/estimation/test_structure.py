"""The fixed part of a model: cells, series, cohorts, blocks and reasons."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from smallcase import POLICIES, SURGES, case, claim

from counterflow.cases.case import Event
from counterflow.estimation.structure import Structure, build_structure

BORDER = {"source": "guard", "counts": "crossings", "unit": "crossings"}


@pytest.fixture(scope="module")
def structure() -> Structure:
    rows = [
        claim("stock", "S", destination="COL"),
        claim("stock", "P", destination="PER", includes_before=True),
        claim("border_entries", "B", destination="ECU", period_start="2021-03-01", **BORDER),
        claim("returned_share", "R", unit="percent", value=20, duration_days=184),
        claim("arrivals", "A", destination="COL", duration_days=365),
        claim("change", "C", of="arrivals", destination="PER", duration_days=90, value=2,
              unit="ratio", period_start="2022-07-01"),
        claim("stock", "F", destination="COL", status="forecast", value=9),
        claim("growth", "G", unit="percent", value=1),
        claim("departures", "E", population="engineers"),
    ]  # fmt: skip
    return build_structure(case(rows, events=[*SURGES, *POLICIES]))


def test_every_claim_is_learnt_from_or_has_a_reason(structure: Structure) -> None:
    learnt = {row.id for row in structure.evidence.claims}
    assert learnt == {"S", "P", "B", "R", "A", "C"}
    assert set(structure.unused) == {"F", "G", "E"}
    assert structure.unused["F"] == "status forecast"
    assert {row.id for row in structure.shown.claims} == learnt | {"F"}


def test_cells_are_the_places_named(structure: Structure) -> None:
    assert structure.places.cells == ("COL", "ECU", "PER", "ELSEWHERE")


def test_blocks_have_the_shapes_of_the_case(structure: Structure) -> None:
    blocks, grid = structure.packing.blocks, structure.grid
    assert blocks["surge_mass"].shape == (2,)
    assert blocks["surge_shift"].shape == (2, 4)
    assert blocks["attraction"].shape == (4,)
    assert blocks["exit_jump"].shape == structure.exit_jumps.shape[:1] == (1,)
    assert blocks["attraction_jump"].shape == (1,)
    assert blocks["visitor_level"].shape == (1,)
    assert structure.cohort_of_step.shape == (grid.steps,)
    assert structure.walk_basis.shape[0] == structure.base_basis.shape[0] == grid.steps


def test_the_visitors_calendar_covers_windows_before_the_account(structure: Structure) -> None:
    calendar = structure.nuisance.calendar
    assert (calendar[0], calendar[-1]) == (date(2021, 1, 1), date(2022, 12, 1))


def test_cohorts_part_where_a_returned_share_closes(structure: Structure) -> None:
    cohort, edges = structure.cohort_of_step, structure.grid.edges
    close = edges.index(date(2022, 7, 1).toordinal())
    assert cohort.tolist() == [0] * close + [1] * (structure.grid.steps - close)


def test_policies_hold_from_their_day_at_their_places(structure: Structure) -> None:
    refusals = structure.exit_jumps[0]
    edges = structure.grid.edges
    july = edges.index(date(2022, 7, 1).toordinal())
    columns = [structure.places.cells.index(cell) for cell in ("COL", "ECU")]
    assert refusals[july, columns] == pytest.approx([22 / 31] * 2)
    assert (refusals[:july] == 0).all()
    assert (refusals[july + 1 :, columns] == 1).all()
    assert np.delete(refusals, columns, axis=1).max() == 0


def test_a_copy_is_learnt_from_where_the_account_does_not_speak_of_its_root() -> None:
    rows = [
        claim("workers", "ROOT", destination="COL", published="2023"),
        claim("stock", "COPY", destination="COL", lineage="ROOT", published="2024"),
        claim("stock", "OTHER", destination="PER"),
    ]
    found = build_structure(case(rows))
    assert {row.id for row in found.evidence.claims} == {"COPY", "OTHER"}
    assert found.unused == {"ROOT": "the account does not estimate workers"}


def test_both_ends_of_a_change_of_long_stays_are_followed() -> None:
    change = claim(
        "change", "C", of="stock", destination="COL", duration_days=30, value=2, unit="ratio",
        period_start="2022-06-30",
    )  # fmt: skip
    found = build_structure(case([change, claim("stock", "S", destination="COL")]))
    assert {row.id for row in found.evidence.claims} == {"C", "S"}


def test_a_policy_of_a_region_does_not_act_elsewhere() -> None:
    rows = [claim("stock", "S", destination="COL"), claim("permits_valid", "P", destination="PER")]
    closed = Event(
        id="closed", date=date(2022, 3, 1), kind="policy", title="Closed", destinations=("ANDES",),
        effects=("attraction", "exits", "permits"),
    )  # fmt: skip
    found = build_structure(case(rows, events=[closed]))
    assert found.places.cells == ("COL", "PER", "ELSEWHERE")
    for steps in (found.attraction_jumps, found.exit_jumps):
        assert steps[0].max(0).tolist() == [1, 1, 0]
    assert [cell for _, cell in found.nuisance.permit_jumps] == [0, 1]


def test_knots_rise_from_zero_to_one(structure: Structure) -> None:
    for basis in (structure.walk_basis, structure.base_basis):
        assert basis.min() == 0
        assert basis.max() == 1
        assert (np.diff(basis, axis=0) >= 0).all()


def test_surges_outside_the_account_are_marks() -> None:
    late = Event(id="late", date=date(2030, 1, 1), kind="surge", title="Late")
    found = build_structure(case([claim("stock", destination="COL")], events=[*SURGES, late]))
    assert found.surges == tuple(event.date for event in SURGES)


def test_the_order_of_rows_changes_nothing_that_is_fitted() -> None:
    rows = [
        claim("stock", "S", destination="COL"),
        claim("stock", "T", destination="PER", includes_before=True),
        claim("returned_share", "R", unit="percent", value=20, duration_days=184),
        claim("border_exits", "B", origin="PER", **BORDER),
    ]
    one, other = (build_structure(case(order)) for order in (rows, rows[::-1]))
    assert one.places == other.places
    assert one.packing.labels() == other.packing.labels()
    for name in ("position", "weight", "row"):
        assert (getattr(one.evidence.plain, name) == getattr(other.evidence.plain, name)).all()
