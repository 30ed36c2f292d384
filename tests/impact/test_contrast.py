"""Impact of scenarios less that of their baseline."""

from __future__ import annotations

import invented as small
import numpy as np
import pytest

from counterflow.impact import Contrast, ImpactError, assess, contrast_table, contrasts


@pytest.fixture(scope="module")
def found() -> list[Contrast]:
    base = small.account(count=60)
    scenarios = {
        "amnesty": small.with_more_returns(base, 1.2),
        "nothing": base,
        "closed": small.with_more_returns(base, 0.5),
    }
    return contrasts(small.case(), base, scenarios)


def test_each_scenario_keeps_its_name_and_its_own_difference(found: list[Contrast]) -> None:
    assert [one.name for one in found] == ["amnesty", "nothing", "closed"]
    amnesty, nothing, closed = (
        {(line.label, line.unit): line for line in one.lines} for one in found
    )
    abroad = "Workers abroad", "persons"
    assert amnesty[abroad].levels[-1] < 0 < closed[abroad].levels[0]
    assert {line.median for line in nothing.values()} == {0.0}
    for line in amnesty.values():
        assert list(line.levels) == sorted(line.levels)


def test_a_contrast_is_the_difference_of_two_assessments_draw_by_draw(
    found: list[Contrast],
) -> None:
    case, base = small.case(), small.account(count=60)
    before = assess(case, base)
    after = assess(case, small.with_more_returns(base, 1.2), composition=before.composition)
    expected = after.labour.workers.came_back - before.labour.workers.came_back
    series = {one.key: one for one in found[0].series}
    np.testing.assert_allclose(series["labour_regained", "", "persons"].draws, expected)
    rents = 100 * (np.expm1(after.hosts["ITA"].rent) - np.expm1(before.hosts["ITA"].rent))
    np.testing.assert_allclose(series["rent", "ITA", "percentage_points"].draws, rents)


def test_percentages_differ_by_percentage_points(found: list[Contrast]) -> None:
    assert {one.unit for one in found[0].series} == {
        *("persons", "percentage_points", "companies", "EUR", "USD")
    }
    assert not {line.unit for line in found[0].lines} - {"persons", "percentage_points", "EUR"}


def test_the_table_begins_with_the_month_and_the_year_asked_for(found: list[Contrast]) -> None:
    table = contrast_table(found, "2031-06")
    assert list(table["scenario"].unique()) == ["amnesty", "nothing", "closed"]
    monthly = table[table["quantity"] == "rent"]["when"]
    assert (monthly.min(), monthly.max()) == ("2031-06", "2031-12")
    assert set(table[table["quantity"] == "growth"]["when"]) == {"2031"}
    assert (table["q05"] <= table["q50"]).all()


def test_accounts_of_other_months_cannot_be_paired() -> None:
    base, fewer = small.account(count=60), small.account(count=50)
    with pytest.raises(ImpactError, match="cannot be paired"):
        contrasts(small.case(), base, {"other": fewer})
