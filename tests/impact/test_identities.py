"""What must hold in every draw: people balance, parts add up to wholes, units convert."""

from __future__ import annotations

import invented as small
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterflow.impact import Assessment, assess, difference
from counterflow.impact.groups import part, whole
from counterflow.terms import Unit


@pytest.fixture(scope="module")
def found() -> Assessment:
    return assess(small.case(), small.account())


@settings(max_examples=60, deadline=None)
@given(
    left=st.lists(st.floats(0, 1e6), min_size=1, max_size=12),
    returning=st.lists(st.floats(0, 1), min_size=12, max_size=12),
    share=st.lists(st.floats(0, 1), min_size=12, max_size=12),
    odds=st.floats(1e-4, 1e4),
)
def test_a_part_and_the_others_balance_and_add_up(
    left: list[float], returning: list[float], share: list[float], odds: float
) -> None:
    present, came_back = 0.0, []
    for month, some in enumerate(left):
        present += some
        came_back.append(present * returning[month])
        present -= came_back[-1]
    everyone = whole(np.array([left]), np.array([came_back]))
    members = part(everyone, np.array([share[: len(left)]]), np.array([odds]))
    others = everyone.minus(members)
    room = 1e-6 * max(sum(left), 1)
    for group in (members, others):
        assert min(np.min(series) for series in group) >= -room
        balance = (group.left - group.came_back).cumsum(1)
        np.testing.assert_allclose(group.abroad, balance, atol=room)
    for series, one, two in zip(everyone, members, others, strict=True):
        np.testing.assert_allclose(one + two, series, atol=room)


def test_odds_of_return_select_who_returns() -> None:
    everyone = whole(np.full((1, 6), 100.0), np.full((1, 6), 40.0))
    half = np.full((1, 6), 0.5)
    even, more = (part(everyone, half, np.array([odds])) for odds in (1.0, 4.0))
    np.testing.assert_allclose(even.came_back, 20.0)
    assert (more.came_back > 20).all()


def test_lost_minus_regained_is_net_in_every_draw(found: Assessment) -> None:
    tables = {series.key: series.draws for series in found.series()}
    for group in ("", "smiths", "not smiths"):
        lost, regained, net = (
            tables[f"labour_{name}", group, "persons"] for name in ("lost", "regained", "net")
        )
        np.testing.assert_allclose((lost - regained).cumsum(1), net, rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize(
    "quantity",
    ["labour_lost", "labour_regained", "labour_net"],
)
def test_groups_add_up_to_the_labour_force(found: Assessment, quantity: str) -> None:
    tables = {series.key: series.draws for series in found.series()}
    total = tables[quantity, "", "persons"]
    parts = tables[quantity, "smiths", "persons"] + tables[quantity, "not smiths", "persons"]
    np.testing.assert_allclose(parts, total, atol=1e-6)


def test_adults_by_profile_and_status_add_up(found: Assessment) -> None:
    tables = {series.key: series.draws for series in found.series()}
    for quantity, name in (("stock", "smiths"), ("departures", "smiths"), ("stock", "waiting")):
        both = tables[quantity, name, "persons"] + tables[quantity, f"not {name}", "persons"]
        np.testing.assert_allclose(both, tables[quantity, "adults", "persons"], atol=1e-6)


def test_workers_are_adults_and_adults_are_among_all(found: Assessment) -> None:
    people = found.labour
    for smaller, larger in ((people.workers, people.adults), (people.adults, people.everyone)):
        for one, two in zip(smaller, larger, strict=True):
            assert (one <= two + 1e-6).all()


def test_everyone_abroad_is_the_stock_of_the_account(found: Assessment) -> None:
    np.testing.assert_allclose(found.labour.everyone.abroad, found.account.stock.sum(2))


def test_channels_are_apart_and_add_up(found: Assessment) -> None:
    growth = found.growth
    assert (growth.leavers_direct <= 0).all()
    assert (growth.returns_direct >= 0).all()
    tables = {series.key: series.draws for series in found.series()}
    for channel in ("direct", "demand"):
        legs = [
            tables["growth", f"{who}_{channel}", "percentage_points"]
            for who in ("leavers", "returns")
        ]
        np.testing.assert_allclose(
            sum(legs), tables["growth", f"net_{channel}", "percentage_points"]
        )


def test_money_in_dollars_is_money_at_home_over_the_rate(found: Assessment) -> None:
    tables = {series.key: series.draws for series in found.series()}
    home, usd = (tables["deposits_withdrawn", "", unit] for unit in ("EUR", "USD"))
    np.testing.assert_allclose(usd * found.drawn["exchange_rate"][:, None], home)


def test_percent_is_persons_over_the_known_total(found: Assessment) -> None:
    tables = {series.key: series.draws for series in found.series()}
    np.testing.assert_allclose(
        tables["labour_net", "", "percent"],
        100 * tables["labour_net", "", "persons"] / found.impact.labour_force.value,
    )
    for quantity, total in (("people_added", 50_000_000), ("labour_added", 20_000_000)):
        np.testing.assert_allclose(
            tables[quantity, "ITA", "percent"],
            100 * tables[quantity, "ITA", "persons"] / total,
        )


def test_every_series_has_a_known_unit(found: Assessment) -> None:
    units = {unit.value for unit in Unit} | {"percentage_points", found.impact.currency}
    assert {series.unit for series in found.series()} <= units


def test_the_same_account_differs_from_itself_by_nothing() -> None:
    base = small.account(count=50)
    for series in difference(small.case(), base, base):
        assert not series.draws.any(), series.key


def test_fewer_returns_leave_more_workers_abroad_in_every_draw() -> None:
    base = small.account(count=50)
    fewer = small.with_more_returns(base, 0.5)
    changes = {series.key: series.draws for series in difference(small.case(), base, fewer)}
    assert (changes["labour_net", "", "persons"] >= -1e-9).all()
    np.testing.assert_allclose(changes["labour_lost", "", "persons"], 0.0, atol=1e-9)
    assert (changes["growth", "returns_direct", "percentage_points"].sum(1) < 0).all()
