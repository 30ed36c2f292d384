"""The impact in the report: figures that say their numbers in words and in tables."""

from __future__ import annotations

import invented as small
import pytest

from counterflow.cases.impact import Check
from counterflow.impact import Summary, assess, summarise
from counterflow.report.figure import Figure
from counterflow.report.impact import impact_figures

KEYS = ["labour", "profiles", "growth", "hosts", "published", "matters"]


@pytest.fixture(scope="module")
def shown() -> Summary:
    claims = (
        small.claim("A1", measure="workers", unit="persons", value=1e9),
        small.claim("A2", measure="deposits", unit="USD", value=2.5e12),
        small.claim(
            "A3", measure="rent_index", unit="percent_change", low=10, high=20, hedge="range"
        ),
    )
    checks = (
        Check(claim="A1", quantity="workers_lost", note="counted twice"),
        Check(claim="A2", quantity="deposits_withdrawn", note="all households"),
        Check(claim="A3", quantity="rent", host="ITA", note="asked of newcomers"),
    )
    return summarise(assess(small.case(claims, checks=checks), small.account()))


@pytest.fixture(scope="module")
def figures(shown: Summary) -> tuple[Figure, ...]:
    return impact_figures(shown)


def test_parts_come_in_order_each_with_drawing_table_and_words(
    figures: tuple[Figure, ...],
) -> None:
    assert [figure.key.removeprefix("impact-") for figure in figures] == KEYS
    for figure in figures:
        assert figure.finding.endswith(".")
        assert figure.table.rows
        assert figure.panels or (figure.wide and figure.narrow)
        assert all(len(row) == len(figure.table.columns) for row in figure.table.rows)


def test_every_published_figure_has_a_verdict_and_a_reason(figures: tuple[Figure, ...]) -> None:
    rows = figures[4].table.rows
    assert [row[2] for row in rows] == ["1 billion people", "2.5 trillion USD", "10 to 20%"]
    assert [row[-1] for row in rows] == ["counted twice", "all households", "asked of newcomers"]
    assert rows[0][5] == "Too high"


def test_each_outcome_has_a_panel_of_at_most_six_bars(
    figures: tuple[Figure, ...], shown: Summary
) -> None:
    assert len(figures[5].panels) == len(shown.tornadoes)
    for panel in figures[5].panels:
        assert 1 <= panel.drawing.count("<rect") <= 6


def test_an_empty_impact_draws_nothing() -> None:
    assert impact_figures(Summary((), (), (), (), (), (), (), (), ())) == ()
