"""Cells of the account: every named country once, rests of regions, and elsewhere."""

from __future__ import annotations

import pytest

from counterflow.system.places import PlaceTable
from counterflow.terms import ELSEWHERE

REGIONS = {
    "ANDES": ("COL", "ECU", "PER", "BOL"),
    "GRAN": ("VEN", "COL", "ECU", "PAN"),
    "ISLES": ("TTO", "CUB"),
}


def cells(table: PlaceTable, text: str) -> set[str]:
    return {table.cells[index] for index in table.indices(text)}


def test_no_place_named_leaves_elsewhere_alone() -> None:
    table = PlaceTable.of(["", " "], REGIONS, "VEN")
    assert table.cells == (ELSEWHERE,)
    assert table.indices("") == ()


def test_a_region_is_its_named_members_and_the_rest() -> None:
    table = PlaceTable.of(["COL", "ANDES"], REGIONS, "VEN")
    assert table.cells == ("COL", "ANDES-REST", ELSEWHERE)
    assert cells(table, "ANDES") == {"COL", "ANDES-REST"}
    assert cells(table, "ECU") == {"ANDES-REST"}
    assert cells(table, "TTO") == {ELSEWHERE}


def test_members_of_two_regions_have_a_cell_of_their_own() -> None:
    table = PlaceTable.of(["ANDES", "GRAN"], REGIONS, "VEN")
    assert table.cells == ("ANDES-REST", "ANDES-GRAN-REST", "GRAN-REST", ELSEWHERE)
    assert cells(table, "ANDES") & cells(table, "GRAN") == {"ANDES-GRAN-REST"}
    assert cells(table, "ANDES+GRAN") == set(table.cells) - {ELSEWHERE}


def test_the_origin_is_never_a_destination() -> None:
    table = PlaceTable.of(["VEN", "GRAN", "PAN"], REGIONS, "VEN")
    assert "VEN" not in table.countries
    assert cells(table, "GRAN") == {"PAN", "GRAN-REST"}


def test_baskets_join_places_and_regions() -> None:
    table = PlaceTable.of(["COL+ISLES", "PER"], REGIONS, "VEN")
    assert cells(table, "COL+PER") == {"COL", "PER"}
    assert cells(table, "COL+ISLES+CHL") == {"COL", "ISLES-REST", ELSEWHERE}


def test_order_of_claims_is_irrelevant() -> None:
    texts = ["PER", "ANDES", "COL+ISLES", "GRAN"]
    assert PlaceTable.of(texts, REGIONS, "VEN") == PlaceTable.of(texts[::-1], REGIONS, "VEN")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PER", {"PER"}),
        ("ANDES", {"COL", "PER", "ANDES-REST"}),
        ("ECU", set()),
        ("ECU+BOL", {"ANDES-REST"}),
        ("CHL", set()),
        ("ISLES", set()),
        ("COL+ISLES", {"COL"}),
    ],
)
def test_what_holds_in_a_place_holds_in_the_cells_that_lie_wholly_in_it(
    text: str, expected: set[str]
) -> None:
    table = PlaceTable.of(["COL", "PER", "ANDES"], REGIONS, "VEN")
    assert {table.cells[cell] for cell in table.within(text)} == expected


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(ValueError, match="XYZ"):
        PlaceTable.of(["XYZ"], REGIONS, "VEN")
