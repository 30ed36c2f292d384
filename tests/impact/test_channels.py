"""Each channel does what its formula says."""

from __future__ import annotations

from datetime import date

import invented as small
import numpy as np
import pytest

from counterflow.cases.case import Event
from counterflow.cases.impact import Scale
from counterflow.errors import CounterflowError
from counterflow.impact import AccountDraws, assess, difference, stored_account, summarise
from counterflow.impact.assumptions import draw, draw_all
from counterflow.impact.growth import annual_change
from counterflow.impact.hosts import rent_path
from counterflow.impact.tornado import tornado, tornadoes
from counterflow.impact.waves import waves
from counterflow.terms import Period


@pytest.mark.parametrize("unit", list(Scale))
def test_nine_in_ten_draws_lie_between_the_ends(unit: Scale) -> None:
    prior = small.assumption(unit)
    values = draw(prior, "x", 20_000, 1)
    for end, wanted in ((prior.low, 0.05), (prior.high, 0.95)):
        assert np.mean(values < end) == pytest.approx(wanted, abs=0.01)
    if unit is Scale.SHARE:
        assert values.min() > 0
        assert values.max() < 1


def test_an_assumption_keeps_its_draws_when_another_is_added() -> None:
    few = draw_all(small.impact(hosts={}), 20, 1)
    many = draw_all(small.impact(), 20, 1)
    assert len(many) > len(few)
    for name, values in few.items():
        np.testing.assert_array_equal(values, many[name])


def test_rents_rise_at_once_fade_to_the_long_run_and_fall_back() -> None:
    renters = np.concatenate([np.full((1, 120), 0.2), np.zeros((1, 120))], axis=1)
    path = rent_path(renters, np.array([0.5]), np.array([3.0]), np.array([6.0]))[0]
    assert path[0] == pytest.approx(0.1)
    assert path[6] == pytest.approx(0.1 * (0.25 + 0.75 / 2))
    assert path[119] == pytest.approx(0.1 / 4, rel=1e-3)
    assert path[120] == pytest.approx(0.1 / 4 - 0.1, rel=1e-3)
    assert path[-1] == pytest.approx(0, abs=1e-3)


def test_a_mover_of_december_weighs_on_the_next_year() -> None:
    months = [date(2022 + k // 12, k % 12 + 1, 1) for k in range(24)]
    flow = np.zeros((1, 24))
    flow[0, 11] = 24.0
    np.testing.assert_allclose(annual_change(flow, months, (2022, 2023)), [[1.0, 23.0]])


def test_better_paid_leavers_cost_more_output() -> None:
    def lost(low: float, high: float) -> float:
        pay = small.assumption(Scale.RATIO, low, high)
        profiles = {
            "smiths": small.profile(
                at_home=small.assumption(low=0.1, high=0.11),
                expected=small.assumption(low=0.9, high=0.91),
                pay=pay,
            )
        }
        found = assess(small.case(profiles=profiles), small.account())
        return float(np.median(found.growth.leavers_direct.sum(1)))

    assert lost(2.9, 3.0) < 1.5 * lost(1.0, 1.001) < 0


def test_part_of_a_month_counts_by_its_days() -> None:
    weights = small.account(count=2).weights(Period(date(2030, 1, 17), date(2030, 2, 14)))
    np.testing.assert_allclose(weights[:3], [15 / 31, 0.5, 0])


def test_a_surge_opens_a_wave_in_its_month() -> None:
    surges = [
        Event(id=f"s{k}", date=day, kind="surge", title=str(k))
        for k, day in enumerate([date(2030, 1, 5), date(2030, 6, 30)])
    ]
    found = waves(surges, small.MONTHS)
    assert found.names == ("since January 2030", "since June 2030")
    assert found.of_month[4:6].tolist() == [0, 1]
    assert waves([], small.MONTHS).names == ("all",)


def test_the_tornado_finds_what_matters_and_no_more() -> None:
    random = np.random.default_rng(1)
    a, b, idle = random.normal(size=(3, 4000))
    found = tornado("x", "persons", 2 * a - b, {"idle": idle, "b": b, "a": a})
    assert [bar.name for bar in found.bars][:2] == ["a", "b"]
    shares = {bar.name: bar.share for bar in found.bars}
    assert shares["a"] == pytest.approx(0.8, abs=0.06)
    assert "idle" not in shares


def test_tornadoes_cover_both_ends() -> None:
    units = [chart.unit for chart in tornadoes(assess(small.case(), small.account()))]
    assert units == ["percent", "percentage_points", "EUR", "percent"]


def test_accounts_that_do_not_pair_are_refused() -> None:
    with pytest.raises(CounterflowError, match="as many draws"):
        difference(small.case(), small.account(10), small.account(11))


def test_a_case_without_the_section_is_told_of_the_template() -> None:
    case = small.case()
    bare = case.spec.model_copy(update={"impact": None})
    without = type(case)(bare, case.claims, case.sources, case.folder)
    with pytest.raises(CounterflowError, match="--template"):
        assess(without, small.account(5))


def test_a_host_that_the_account_does_not_tell_apart_is_left_out_and_named() -> None:
    base = small.account(50)
    flows = (base.departures, base.arrivals, base.returns, base.stock)
    found = assess(
        small.case(), AccountDraws(base.months, ("TUN",), *(flow[:, :, 1:] for flow in flows))
    )
    assert list(found.hosts) == ["TUN"]
    assert ("ITA", "the account does not tell it apart") in summarise(found).refused
    assert tornadoes(found)[-1].name.startswith("Rents")


def test_a_folder_without_draws_says_what_to_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("out")
    with pytest.raises(CounterflowError, match="counterflow run"):
        stored_account(folder)
    (folder / "posterior.nc").write_bytes(b"nonsense")
    with pytest.raises(CounterflowError, match="run the case again"):
        stored_account(folder)
