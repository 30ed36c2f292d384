"""How the answer evolved, from what had been published by each day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jobs import Fitted
from smallcase import case, claim

import counterflow as cf
from counterflow.cases.case import Case
from counterflow.diagnostics import history as histories
from counterflow.diagnostics.history import (
    Vintage,
    default_dates,
    history,
    history_table,
    summarised,
)
from counterflow.report.history import history_page

DAYS = (date(2022, 6, 30), date(2022, 12, 31))


@pytest.fixture
def estimated(fitted: Fitted, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Stands in for the sampler: the same posterior for every vintage; calls are noted."""
    calls: list[Any] = []

    def stand_in(known: Case, *parts: Any, **options: Any) -> Any:
        calls.append((known.as_of, options["start"]))
        return fitted.posterior

    monkeypatch.setattr(histories, "estimate", stand_in)
    return calls


def published(day: str) -> Case:
    rows = [
        claim("stock", f"S-{at}", destination="PER", period_start=at, period_end=at, published=out)
        for at, out in (("2022-03-31", "2022-05-01"), ("2022-09-30", day))
    ]
    return case(rows)


def test_dates_are_half_years_and_the_last_publication() -> None:
    assert default_dates(published("2023-02-10")) == (*DAYS, date(2023, 2, 10))
    assert default_dates(case([])) == ()
    dates = default_dates(cf.load_case("russia-2022"))
    assert list(dates) == sorted(set(dates))


def test_a_day_before_any_publication_is_said_to_know_nothing(estimated: list[Any]) -> None:
    found = history(published("2022-11-01"), [date(2022, 2, 1), *DAYS])
    assert "had been published" in found[0].note
    assert [known for known, _ in estimated] == list(DAYS)
    assert [vintage.note for vintage in found[1:]] == ["", ""]


def test_a_vintage_starts_from_the_one_before(estimated: list[Any]) -> None:
    history(published("2022-11-01"), DAYS)
    assert estimated[0][1] is None
    assert estimated[1][1] is None or not estimated[1][1].settled


def test_finished_vintages_are_not_made_again(estimated: list[Any], tmp_path: Path) -> None:
    first = history(published("2022-11-01"), DAYS, tmp_path)
    made = len(estimated)
    assert history(published("2022-11-01"), DAYS, tmp_path) == first
    assert len(estimated) == made
    (tmp_path / "vintages" / f"{DAYS[1]}.json").write_text("{torn", encoding="utf-8")
    assert history(published("2022-11-01"), DAYS, tmp_path) == first
    assert len(estimated) == made + 1
    history(published("2022-11-01"), DAYS, tmp_path, cf.SamplerSettings(seed=1))
    assert len(estimated) == made + 3


@pytest.fixture
def vintages(fitted: Fitted) -> tuple[Vintage, ...]:
    ids = frozenset(row.id for row in fitted.posterior.structure.evidence.claims)
    early = frozenset(id_ for id_ in ids if not id_.startswith("S-"))
    return (
        summarised(fitted.posterior, date(2022, 6, 30), frozenset()),
        summarised(fitted.posterior, date(2023, 6, 30), early),
    )


def test_the_number_then_is_that_of_the_month_it_is_known_in(vintages: tuple[Vintage, ...]) -> None:
    assert vintages[0].months[vintages[0].now] == "2022-06-01"
    assert vintages[1].months[vintages[1].now] == "2022-12-01"
    low, middle, high = (vintages[0].abroad[name] for name in ("q10", "median", "q90"))
    assert all(a <= b <= c for a, b, c in zip(low, middle, high, strict=True))


def test_only_new_publications_move_a_vintage(vintages: tuple[Vintage, ...]) -> None:
    assert {mover.source for mover in vintages[0].movers} == {"Statistical office", "Border guard"}
    assert all(id_.startswith("S-") for mover in vintages[1].movers for id_ in mover.claims)
    moved = [abs(mover.moved) for mover in vintages[0].movers]
    assert moved == sorted(moved, reverse=True)


def test_the_table_and_the_page_hold_every_vintage(vintages: tuple[Vintage, ...]) -> None:
    table = history_table(vintages)
    assert set(table["as_of"]) == {"2022-06-30", "2023-06-30"}
    assert table.query("as_of == '2022-06-30' and known_then")["month"].max() == "2022-06"
    page = history_page("A < case", (), vintages)
    assert "A &lt; case" in page
    assert page.count("<circle") == 2 * len(("wide", "narrow"))
    assert "30 June 2022" in page
    assert "http" not in page.replace("http://www.w3.org", "")
