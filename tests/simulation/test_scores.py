"""Scores of forecasts and the forecasts that need no model."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy import integrate, stats

from counterflow.simulation.scores import (
    BASELINES,
    covered,
    crps,
    drift,
    last_trend,
    random_walk,
    skill,
)

RNG = np.random.default_rng(1)


def test_crps_is_the_integral_of_squared_differences_of_distributions() -> None:
    members, came = RNG.normal(size=7), 0.4

    def apart(x: float) -> float:
        return float(((members <= x).mean() - (x >= came)) ** 2)

    points = sorted([*members, came])
    pieces = itertools.pairwise(points)
    want = sum(integrate.quad(apart, a, b)[0] for a, b in pieces)
    assert crps(members, np.array(came)).item() == pytest.approx(want, abs=1e-6)


def test_crps_of_a_normal_forecast_is_the_known_one() -> None:
    members = stats.norm.ppf((np.arange(4000) + 0.5) / 4000)
    want = 2 * stats.norm.pdf(0) - 1 / np.sqrt(np.pi)
    assert crps(members, np.array(0.0)).item() == pytest.approx(want, rel=1e-3)


def test_crps_is_least_for_the_true_law_and_keeps_its_axes() -> None:
    came = RNG.normal(size=(400, 5))
    true, shifted, wide = (
        crps(RNG.normal(m, s, size=(200, 400, 5)), came) for m, s in ((0, 1), (0.7, 1), (0, 3))
    )
    assert true.shape == (400, 5)
    assert true.mean() < min(shifted.mean(), wide.mean())


def test_intervals_cover_as_they_say() -> None:
    forecast, came = RNG.normal(size=(1000, 2000)), RNG.normal(size=2000)
    for level in (0.5, 0.8, 0.95):
        assert covered(forecast, came, level) == pytest.approx(level, abs=0.03)


@pytest.mark.parametrize("horizon", [1, 6, 12])
def test_baselines_cover_the_process_they_assume(horizon: int) -> None:
    inside = dict.fromkeys(BASELINES, 0.0)
    runs = 400
    for _ in range(runs):
        path = np.cumsum(RNG.normal(0.0, 1.0, 60 + horizon))
        for name, forecast in BASELINES.items():
            made = forecast(path[:60], horizon, 99)
            inside[name] += covered(made[:, -1:], path[-1:], 0.8) / runs
    assert inside["random walk"] == pytest.approx(0.8, abs=0.07)
    assert inside["drift"] == pytest.approx(0.8, abs=0.07)
    assert inside["last trend"] < inside["random walk"]


def test_a_straight_line_goes_on_and_a_random_walk_does_not() -> None:
    line = np.arange(24.0)
    assert drift(line, 3, 9)[4].tolist() == pytest.approx([24, 25, 26])
    assert last_trend(line, 3, 9)[4].tolist() == pytest.approx([24, 25, 26])
    assert random_walk(line, 3, 9)[4].tolist() == pytest.approx([23, 23, 23])
    assert (np.diff(random_walk(line, 3, 9), axis=1)[8] > 0).all()


def test_skill_is_measured_against_the_best() -> None:
    assert skill(8.0, {"a": 10.0, "b": 20.0}) == ("a", pytest.approx(0.2))
    assert skill(12.0, {"a": 10.0, "b": 20.0}) == ("a", pytest.approx(-0.2))
