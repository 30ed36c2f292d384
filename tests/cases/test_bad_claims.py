"""Every mistake in claims.csv and sources.csv is named by row and column, with a remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from counterflow.cases import load_case, require_observations
from counterflow.ledger import CaseError, Problem
from counterflow.ledger.rows import CLAIM_COLUMNS

Write = Callable[..., Path]
HEADER = ",".join(CLAIM_COLUMNS)


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    return caught.value.problems


SHARE = {"measure": "returned_share", "destination": "", "unit": "percent", "value": "5"}
CHANGE = {"measure": "change", "of": "stock", "unit": "percent_change", "value": "45"}


@pytest.mark.parametrize(
    ("changes", "column", "reason", "remedy"),
    [
        ({**SHARE, "unit": "persons"}, "unit", "no unit of the measure returned_share", "percent"),
        ({**SHARE, "value": "105"}, "value", "more than the whole", "0 to 100"),
        ({"unit": "percent"}, "unit", "no unit of the measure stock", "persons"),
        (CHANGE, "unit", "no unit of the measure change", "1.45"),
        ({"destination": "MLT"}, "destination", "the country people leave", "write the host"),
    ],
)
def test_an_observation_that_cannot_be_one_is_refused(
    write_claims: Write, changes: dict[str, str], column: str, reason: str, remedy: str
) -> None:
    (problem,) = problems_of(write_claims(changes))
    assert (problem.row, problem.column) == (2, column)
    assert reason in problem.reason
    assert remedy in problem.remedy
    assert load_case(write_claims({**changes, "status": "context"})).claims


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"published": "2030-06"}, "A1: published before the last day counted"),
        ({"measure": "arrivals", "period_end": "2032-06-30", "published": "2033"}, "not learnt"),
        ({"value": "600000"}, "A1: more people than the 540,000 who live in MLT"),
    ],
)
def test_what_can_hardly_be_meant_is_told(
    write_claims: Write, changes: dict[str, str], words: str
) -> None:
    (notice,) = load_case(write_claims(changes)).notices
    assert words in notice
    assert not load_case(write_claims({})).notices
    assert not load_case(write_claims({**changes, "status": "proposed"}, {})).notices


def test_the_sound_row_is_sound(write_claims: Write) -> None:
    assert len(load_case(write_claims({})).claims) == 1


@pytest.mark.parametrize(
    ("changes", "column", "reason", "remedy"),
    [
        ({"measure": "stok"}, "measure", "not a measure", "did you mean stock?"),
        ({"hedge": "abuot"}, "hedge", "not a hedge", "did you mean about?"),
        ({"unit": "person"}, "unit", "not a unit", "persons"),
        ({"counts": "heads"}, "counts", "not a counting unit", "persons"),
        ({"status": "ok"}, "status", "not a status", "observation"),
        ({"origin": "XYZ"}, "origin", "unknown place: XYZ", "alpha-3"),
        ({"destination": "Italy"}, "destination", "unknown place", "did you mean ITA (Italy)?"),
        ({"destination": "IT"}, "destination", "unknown place", "ITA (Italy)"),
        ({"destination": "ita"}, "destination", "unknown place", "ITA (Italy)"),
        ({"destination": "ITA+GEX"}, "destination", "unknown place: GEX", "GEO"),
        ({"destination": "ITA+"}, "destination", "unknown place", ""),
        ({"value": "650,000"}, "value", "thousands separator", "650000"),
        ({"value": "650 000"}, "value", "thousands separator", "650000"),
        ({"value": "1.300.000"}, "value", "thousands separator", "1300000"),
        ({"value": "650.000"}, "value", "may group thousands", "write 650000, or 650.0000"),
        ({"value": "41%"}, "value", "percent sign", "write 41"),
        ({"value": "1.3m"}, "value", "not a number", "1300000"),
        ({"value": "1_000"}, "value", "not a number", "digits"),
        ({"value": "NaN"}, "value", "not a finite number", "blank"),
        ({"value": "-inf"}, "value", "not a finite number", "blank"),
        ({"value": "1e999"}, "value", "too large", "digits"),
        ({"value": "-5"}, "value", "cannot be negative", "minus sign"),
        ({"value": ""}, "value", "needs value", "fill in value"),
        ({"low": "9", "high": "5"}, "low", "9 is above high 5", "swap"),
        ({"hedge": "range", "low": "5"}, "high", "needs low and high", "fill in high"),
        ({"measure": "change"}, "of", "needs `of`", "name the measure"),
        ({"period_start": "2031-01-01"}, "period_end", "is before period_start", "swap"),
        ({"period_end": "31.12.2030"}, "period_end", "ISO 8601", "year-month-day"),
        ({"period_end": "2030-12"}, "period_end", "not a day", "ends 2030-12-31"),
        ({"period_end": "2030-02-30"}, "period_end", "not a day of the calendar", "check"),
        ({"period_end": "1922752000"}, "period_end", "ISO 8601", "year-month-day"),
        ({"published": "spring"}, "published", "ISO 8601", "2022-03"),
        ({"duration_days": "-1"}, "duration_days", "whole number of days", "365"),
        ({"duration_days": "9" * 30}, "duration_days", "whole number of days", "365"),
        ({"includes_before": "maybe"}, "includes_before", "neither true", "true or false"),
        ({"id": "A 1"}, "id", "not an identifier", "no spaces"),
        ({"id": ""}, "id", "blank", "fill in id"),
        ({"source": "evening-papr"}, "source", "no row in sources.csv", "evening-paper"),
        ({"lineage": "A9"}, "lineage", "names no claim", "blank"),
        ({"lineage": "A1"}, "lineage", "back to itself: A1 -> A1", "blank"),
        ({"note": "bell \x07"}, "note", "control character", "delete"),
    ],
)
def test_one_mistake_gives_one_problem_with_its_place_and_remedy(
    write_claims: Write, changes: dict[str, str], column: str, reason: str, remedy: str
) -> None:
    (problem,) = problems_of(write_claims(changes))
    assert (problem.file, problem.row, problem.column) == ("claims.csv", 2, column)
    assert reason in problem.reason
    assert remedy in problem.remedy


def test_all_mistakes_of_all_files_are_listed_at_once(folder: Path, write_claims: Write) -> None:
    write_claims(
        {"destination": "XYZ", "period_start": "2031-06-01", "low": "9", "high": "5"},
        {"hedge": "maybe", "value": "NaN"},
        {"id": "A1"},
    )
    (folder / "sources.csv").write_text("id,name,kind\nevening-paper,Paper,papr\n")
    toml = (folder / "case.toml").read_text().replace('kind = "surge"', 'kind = "sruge"')
    (folder / "case.toml").write_text(toml)
    places = [(p.file, p.row, p.column) for p in problems_of(folder)]
    assert places == [
        ("case.toml", toml[: toml.index("sruge")].count("\n") + 1, "events[1].kind"),
        ("claims.csv", 2, "destination"),
        ("claims.csv", 2, "low"),
        ("claims.csv", 2, "period_end"),
        ("claims.csv", 3, "hedge"),
        ("claims.csv", 3, "value"),
        ("claims.csv", 4, "id"),
        ("sources.csv", 2, "kind"),
    ]


def test_a_lineage_cycle_is_told_once(write_claims: Write) -> None:
    (problem,) = problems_of(write_claims({"lineage": "A2"}, {"lineage": "A3"}, {"lineage": "A2"}))
    assert problem.reason == "leads back to itself: A2 -> A3 -> A2"


def test_a_lineage_to_a_faulty_row_is_not_a_second_problem(write_claims: Write) -> None:
    (problem,) = problems_of(write_claims({"value": "x"}, {"lineage": "A1"}))
    assert problem.column == "value"


@pytest.mark.parametrize(
    ("measure", "start", "end", "includes_before", "column"),
    [
        ("departures", "2032-01-01", "2032-02-01", "", "period_start"),
        ("departures", "2029-01-01", "2029-12-31", "", "period_end"),
        ("stock", "2031-12-31", "2032-01-01", "", "period_end"),
        ("stock", "2029-12-31", "2029-12-31", "", "period_end"),
        ("stock", "2029-01-01", "2029-01-01", "false", "period_end"),
    ],
)
def test_an_observation_outside_the_account_is_refused_and_context_is_not(
    write_claims: Write, measure: str, start: str, end: str, includes_before: str, column: str
) -> None:
    changes = {
        "measure": measure,
        "period_start": start,
        "period_end": end,
        "includes_before": includes_before,
    }
    (problem,) = problems_of(write_claims(changes))
    assert problem.column == column
    assert "status to context" in problem.remedy
    assert load_case(write_claims({**changes, "status": "context"})).claims


@pytest.mark.parametrize(
    "changes",
    [
        {"measure": "border_entries", "period_start": "2029-01-01", "period_end": "2029-03-31"},
        {"measure": "border_exits", "period_start": "2029-01-01", "period_end": "2029-03-31"},
        {"period_start": "2029-07-01", "period_end": "2029-07-01", "includes_before": "true"},
        {
            "measure": "permits_valid",
            "period_start": "2029-07-01",
            "period_end": "2029-07-01",
            "includes_before": "true",
        },
        {"measure": "departures", "period_start": "2031-12-01", "period_end": "2032-01-31"},
    ],
)
def test_observations_that_inform_what_was_before_may_lie_before(
    write_claims: Write, changes: dict[str, str]
) -> None:
    assert load_case(write_claims(changes)).observations


def test_regions_of_the_case_are_places(write_claims: Write) -> None:
    assert load_case(write_claims({"destination": "NEAR+GBR"})).claims


def test_a_header_alone_is_a_case_with_nothing_to_estimate(write_claims: Write) -> None:
    case = load_case(write_claims())
    assert case.notices == ("claims.csv holds no observation: there is nothing to estimate from",)
    with pytest.raises(CaseError, match="nothing to estimate from"):
        require_observations(case)


def test_only_later_vintages_leave_nothing_to_estimate(write_claims: Write) -> None:
    case = load_case(write_claims({}), as_of="2030")
    with pytest.raises(CaseError, match="published by 2030-12-31"):
        require_observations(case)


def test_rows_are_counted_as_an_editor_counts_them(folder: Path, write_claims: Write) -> None:
    write_claims({"note": "two\nlines"}, {"value": "x"})
    path = folder / "claims.csv"
    path.write_text(path.read_text().replace(f"{HEADER}\n", f"{HEADER}\n\n"))
    (problem,) = problems_of(folder)
    assert problem.row == 5
    assert "stock" in path.read_text().splitlines()[problem.row - 1]


def test_after_two_hundred_problems_the_rest_are_counted(write_claims: Write) -> None:
    folder = write_claims(*({"value": "x", "source": "?"} for _ in range(300)))
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    assert len(caught.value.problems) == 200
    assert caught.value.count == 600
    assert str(caught.value).endswith("and 400 more")
