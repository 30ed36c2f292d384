"""Scenarios run with one seed share their random numbers."""

from __future__ import annotations

from datetime import date

import numpy as np
from toys import GRID, rough

from counterflow.simulation.engine import simulate
from counterflow.simulation.parameters import SimulationParameters
from counterflow.system.timegrid import TimeGrid


def test_paired_differences_vary_far_less_than_independent_ones() -> None:
    """A surge weaker by a tenth: one paired member is worth more than a hundred independent."""
    parameters, members = rough(1, spread=0.2), 1500
    weaker = parameters._replace(surge_hazard=0.9 * parameters.surge_hazard)
    abroad = {
        name: simulate(p, GRID, 10**5, members=members, seed=seed).stock[:, -1].sum(1)
        for name, p, seed in (
            ("base", parameters, 1),
            ("paired", weaker, 1),
            ("independent", weaker, 2),
        )
    }
    paired = abroad["base"] - abroad["paired"]
    independent = abroad["base"] - abroad["independent"]
    error = np.sqrt((paired.var() + independent.var()) / members)
    assert abs(paired.mean() - independent.mean()) < 4 * error
    assert paired.mean() > 0
    assert independent.var() > 100 * paired.var()


def test_what_a_scenario_does_not_touch_stays_the_same() -> None:
    parameters = rough(2)._replace(network=np.zeros(1))
    later = parameters.attraction.copy()
    later[:, 10:, 0] += 1.0
    base = simulate(parameters, GRID, 10**5, members=4, seed=3)
    other = simulate(parameters._replace(attraction=later), GRID, 10**5, members=4, seed=3)
    assert (base.stock[:, :11] == other.stock[:, :11]).all()
    assert (base.departures[:, 10:] != other.departures[:, 10:]).any()


def test_a_step_keeps_its_numbers_when_another_is_cut() -> None:
    months = TimeGrid.monthly(date(2022, 1, 1), date(2022, 6, 30))
    cut = TimeGrid.monthly(date(2022, 1, 1), date(2022, 6, 30), [date(2022, 6, 10)])
    whole, finer = (
        simulate(SimulationParameters.steady(g.steps, 3, leaving=0.01), g, 10**4, members=2)
        for g in (months, cut)
    )
    assert (whole.stock[:, :6] == finer.stock[:, :6]).all()
    assert finer.by_month(finer.departures, cut).shape == whole.departures.shape
    assert (finer.stock_at_month_ends(cut)[:, :5] == whole.stock[:, 1:6]).all()
