"""Exposure weights: how long arrivals are at risk, and in which phase of stay."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from counterflow.system.survival import exposure_weights, threshold_weights
from counterflow.system.timegrid import TimeGrid
from counterflow.terms import DAYS_PER_MONTH

GRID = TimeGrid.monthly(date(2022, 1, 1), date(2023, 6, 30), [date(2022, 2, 24)])


@pytest.mark.parametrize("days", [30, 90, 183, 365, 800])
def test_exposure_is_the_threshold_less_the_half_step_of_arrival(days: int) -> None:
    total = threshold_weights(GRID, days).sum((1, 2))
    assert total == pytest.approx(days / DAYS_PER_MONTH - GRID.lengths / 2)


def test_nobody_is_at_risk_in_or_before_the_step_of_arrival() -> None:
    weights = threshold_weights(GRID, 365)
    for arrival in range(GRID.steps - 1):
        assert (weights[arrival, : arrival + 1] == 0).all()


def test_longer_thresholds_never_lower_the_exposure() -> None:
    previous = threshold_weights(GRID, 1)
    for days in (14, 60, 91, 183, 365, 366, 730):
        weights = threshold_weights(GRID, days)
        assert (weights >= previous - 1e-12).all()
        assert weights.sum() > previous.sum()
        previous = weights


def test_phases_change_after_two_and_eleven_month_ends() -> None:
    weights = exposure_weights(GRID, np.full(GRID.steps, float(GRID.edges[-1])))
    month = GRID.month_of_step
    for arrival in range(GRID.steps):
        for step in range(arrival + 1, GRID.steps):
            age = month[step] - month[arrival]
            phase = 0 if age <= 2 else 1 if age <= 11 else 2
            expected = np.zeros(3)
            expected[phase] = GRID.lengths[step]
            assert weights[arrival, step] == pytest.approx(expected)


def test_a_day_inside_a_step_cuts_the_exposure_there() -> None:
    until = np.full(GRID.steps, float(date(2022, 5, 11).toordinal()))
    weights = exposure_weights(GRID, until)
    assert weights[0].sum() == pytest.approx((until[0] - GRID.edges[1]) / DAYS_PER_MONTH)
    later = int(np.searchsorted(GRID.edges, until[0]))
    assert (weights[later:] == 0).all()


def test_beyond_the_grid_the_last_step_goes_on_phase_by_phase() -> None:
    months_beyond = 20.0
    until = np.full(GRID.steps, GRID.edges[-1] + months_beyond * DAYS_PER_MONTH)
    weights = exposure_weights(GRID, until)[-1]
    # Arrivals of the last step: one month end lived through at the grid's end.
    assert weights[-1] == pytest.approx([2.0, 9.0, 9.0])
    assert (weights[:-1] == 0).all()
