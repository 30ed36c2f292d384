"""A case as it could have been known: a release stands until its correction is published."""

from __future__ import annotations

from datetime import date

from smallcase import case, claim

import counterflow as cf
from counterflow.ledger import Claim


def release(id_: str, published: str, **fields: object) -> Claim:
    row = {"destination": "COL", "status": "corrected", "lineage": "FINAL", **fields}
    return claim("permits_issued", id_, published=published, **row)


FINAL = release("FINAL", "2024-09-28", status="observation", lineage="", value=30_000)
FIRST = release("FIRST", "2023-07-27")
COPY = release("COPY", "2023-08-01", lineage="FIRST", source="paper")
SECOND = release("SECOND", "2023-09-18", value=25_000)
ROWS = (FINAL, FIRST, COPY, SECOND)


def observed(day: str, *rows: Claim) -> set[str]:
    found = case(rows or ROWS).at(date.fromisoformat(day))
    return {row.id for row in found.observations}


def test_a_release_stands_until_its_correction_is_published() -> None:
    assert observed("2023-07-26") == set()
    assert observed("2023-07-27") == {"FIRST"}
    assert observed("2024-09-27", FINAL, FIRST) == {"FIRST"}
    assert observed("2024-09-28", FINAL, FIRST) == {"FINAL"}


def test_a_copy_stands_with_the_release_it_copies() -> None:
    assert observed("2023-08-01") == {"FIRST", "COPY"}


def test_of_several_releases_the_newest_known_stands() -> None:
    assert observed("2023-09-18") == {"SECOND"}
    assert observed("2024-09-28") == {"FINAL"}


def test_order_of_rows_is_irrelevant() -> None:
    for day in ("2023-08-01", "2023-09-18", "2025-01-01"):
        assert observed(day) == observed(day, *ROWS[::-1])


def test_a_corrected_row_that_names_no_correction_never_stands() -> None:
    assert observed("2025-01-01", release("LOST", "2023-01-01", lineage="")) == set()


def test_without_a_vintage_corrections_hold() -> None:
    assert [row.id for row in case(ROWS).observations] == ["FINAL"]


def test_the_bundled_case_has_the_first_total_of_permits_before_the_final_one() -> None:
    bundled = cf.load_case("russia-2022")
    for day, expected in ((date(2023, 8, 1), "R0444"), (date(2023, 10, 1), "R0467")):
        known = {row.id for row in bundled.at(day).observations}
        assert {"R0444", "R0467", "R0455"} & known == {expected}
