"""What is known to be true is found again, and the books balance in every draw."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from jobs import Fitted

from counterflow.estimation.headline import headline_draws

SHOWN = ("stock", "departures", "returns")


def interval(draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    low, high = np.quantile(draws, [0.05, 0.95], axis=0)
    return low, high


def test_most_places_and_months_lie_within_their_intervals(fitted: Fitted) -> None:
    inside = []
    for name in SHOWN:
        low, high = interval(getattr(fitted.posterior.replay, name))
        true = getattr(fitted.simulated.truth, name)[0]
        inside.append((low <= true) & (true <= high))
    assert np.mean(inside) >= 0.8


def test_the_headline_lies_within_its_intervals(fitted: Fitted) -> None:
    true = headline_draws(fitted.simulated.truth)
    for name, draws in headline_draws(fitted.posterior.replay).items():
        low, high = interval(draws)
        assert low <= true[name][0] <= high, name


def test_intervals_say_something(fitted: Fitted) -> None:
    posterior = fitted.posterior
    for place in ("COL", "ECU", "PER"):
        low, high = posterior.stock(place, "2022-12").interval(0.9)
        assert high < 2.5 * low, place


def test_most_claims_lie_within_their_predictive_intervals(fitted: Fitted) -> None:
    assert fitted.posterior.coverage() >= 0.8
    assert fitted.posterior.record()["coverage_90"] == fitted.posterior.coverage()


@pytest.fixture(scope="module")
def stored(fitted: Fitted) -> xr.Dataset:
    with xr.open_datatree(fitted.out / "posterior.nc", engine="h5netcdf") as tree:
        return tree["posterior"].to_dataset().load()


def test_stocks_change_by_flows_in_every_stored_draw_to_the_last_bit(stored: xr.Dataset) -> None:
    before = stored.stock.shift(month=1, fill_value=0.0)
    after = before + stored.arrivals - stored.returns - stored.onward
    np.testing.assert_array_equal(after, stored.stock)


def test_arrivals_are_departures_and_onward_moves(stored: xr.Dataset) -> None:
    np.testing.assert_array_equal(stored.departures + stored.onward_in, stored.arrivals)


def test_onward_moves_arrive_where_others_left(stored: xr.Dataset) -> None:
    np.testing.assert_array_equal(
        stored.onward.sum("destination"), stored.onward_in.sum("destination")
    )


def test_nothing_is_negative(stored: xr.Dataset) -> None:
    for name in ("stock", "departures", "arrivals", "returns", "onward", "onward_in"):
        assert float(stored[name].min()) >= 0, name
        assert bool(np.isfinite(stored[name]).all()), name
