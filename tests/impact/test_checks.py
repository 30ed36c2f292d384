"""Published figures beside the impact."""

from __future__ import annotations

from typing import Any

import invented as small
import numpy as np
import pytest

from counterflow.cases.impact import Check
from counterflow.impact import Finding, Verdict, assess, check_all


def compared(quantity: str, check: dict[str, str] | None = None, **fields: Any) -> Finding:
    fields = {"measure": "workers", "unit": "persons", "source": "office", **fields}
    claims = [small.claim("A1", **fields)]
    if quantity == "growth_from_returns":
        claims.append(
            small.claim("A2", measure="growth", value=4, unit="percent_change", source="office")
        )
    wanted = Check(claim="A1", quantity=quantity, **(check or {}))
    case = small.case(tuple(claims), checks=(wanted,))
    (finding,) = check_all(assess(case, small.account()), 1)
    return finding


def test_a_figure_at_the_median_agrees_and_far_ones_do_not() -> None:
    middle = compared("workers_lost", value=1).median
    assert compared("workers_lost", value=middle).verdict is Verdict.AGREES
    assert compared("workers_lost", value=10 * middle).verdict is Verdict.HIGH
    assert compared("workers_lost", value=middle / 10).verdict is Verdict.LOW
    assert compared("workers_lost", value=10 * middle).times == pytest.approx(10)


def test_a_weaker_source_is_given_more_room() -> None:
    office = compared("workers_lost", value=1)
    poll = compared("workers_lost", value=1, source="poll")
    assert poll.credible == office.credible
    assert poll.predictive[1] > office.predictive[1]
    just_above = poll.credible[1] * 1.02
    assert compared("workers_lost", value=just_above, source="poll").verdict is Verdict.WITHIN_ERROR


@pytest.mark.parametrize(
    ("hedge", "factor", "inside"),
    [
        ("at_least", 0.01, True),
        ("at_least", 100, False),
        ("up_to", 100, True),
        ("up_to", 0.01, False),
    ],
)
def test_a_bound_is_inside_where_the_interval_reaches_its_side(
    hedge: str, factor: float, inside: bool
) -> None:
    middle = compared("workers_lost", value=1).median
    assert compared("workers_lost", value=factor * middle, hedge=hedge).inside is inside


def test_a_range_is_inside_where_it_overlaps() -> None:
    low, high = compared("workers_lost", value=1).credible
    fields: dict[str, Any] = {"hedge": "range", "low": 0.1 * low, "high": (low + high) / 2}
    assert compared("workers_lost", **fields).verdict is Verdict.AGREES


def test_percent_and_persons_tell_the_same() -> None:
    persons = compared("workers_lost", value=1)
    percent = compared("workers_lost", value=1, unit="percent")
    assert percent.median == pytest.approx(100 * persons.median / 280_000)
    back = compared("workers_regained", value=1, unit="percent")
    assert back.median == pytest.approx(
        100 * compared("workers_regained", value=1).median / 270_000
    )


def test_growth_is_a_share_of_the_growth_named() -> None:
    found = compared(
        "growth_from_returns", {"of": "A2"}, measure="growth", unit="percent", value=20
    )
    growth = assess(small.case(), small.account()).growth
    assert found.median == pytest.approx(100 * np.median(growth.from_returns[:, 1]) / 4)


def test_money_is_compared_in_its_own_unit() -> None:
    case = small.case(
        (small.claim("A1", measure="deposits", unit="USD", value=1e9, source="office"),),
        checks=(Check(claim="A1", quantity="deposits_withdrawn"),),
    )
    found = assess(case, small.account())
    (finding,) = check_all(found, 1)
    assert finding.median == pytest.approx(np.median(found.deposits.usd.sum(1)))


def test_rents_over_a_period_add_what_rises_anyway() -> None:
    first_year = {"period_start": "2030-01-01", "period_end": "2030-12-31"}
    both = compared(
        "rent", {"host": "ITA"}, measure="rent_index", unit="percent_change", value=1, **first_year
    )
    found = assess(small.case(), small.account())
    alone = 100 * np.median(np.expm1(found.hosts["ITA"].rent[:, 11]))
    assert both.median == pytest.approx(alone + 3, abs=1)


@pytest.mark.parametrize(
    ("quantity", "check", "fields"),
    [
        ("companies", {"host": "TUN"}, {"measure": "companies", "unit": "companies"}),
        ("departures", {"profile": "smiths"}, {"measure": "departures"}),
        ("stock", {"profile": "smiths"}, {"measure": "stock"}),
    ],
)
def test_counts_are_compared_too(
    quantity: str, check: dict[str, str], fields: dict[str, Any]
) -> None:
    finding = compared(quantity, check, value=1, **fields)
    assert 0 < finding.credible[0] < finding.median < finding.credible[1]


def test_a_claim_that_is_not_known_yet_is_not_compared() -> None:
    case = small.case(checks=(Check(claim="A9", quantity="workers_lost"),))
    assert check_all(assess(case, small.account(5)), 1) == []


def test_growth_of_a_year_outside_the_account_is_not_compared() -> None:
    late = {"period_start": "2035-01-01", "period_end": "2035-12-31", "published": "2036"}
    growth = small.claim("A1", measure="growth", unit="percent", value=20, source="office", **late)
    rate = small.claim("A2", measure="growth", unit="percent_change", value=4, source="office")
    check = Check(claim="A1", quantity="growth_from_returns", of="A2")
    case = small.case((growth, rate), checks=(check,))
    assert check_all(assess(case, small.account()), 1) == []
