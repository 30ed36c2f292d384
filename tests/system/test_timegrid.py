"""Steps cover the account without gap, and windows get their exact part of them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterflow.system.timegrid import TimeGrid
from counterflow.terms import DAYS_PER_MONTH, Period

START, END = date(2022, 1, 1), date(2023, 6, 30)
SURGES = [date(2022, 2, 24), date(2022, 9, 21)]
GRID = TimeGrid.monthly(START, END, SURGES)
DAYS = st.dates(date(2021, 6, 1), date(2023, 12, 31))


@st.composite
def windows(draw: st.DrawFn) -> Period:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Period(first, last)


def days_inside(window: Period) -> int:
    first, last = max(window.start, START), min(window.end, END)
    return max((last - first).days + 1, 0)


@given(windows())
def test_overlap_adds_up_to_the_days_of_the_window(window: Period) -> None:
    share = GRID.overlap(window)
    assert ((share >= 0) & (share <= 1)).all()
    assert share @ GRID.lengths * DAYS_PER_MONTH == pytest.approx(days_inside(window), abs=1e-9)


@given(windows())
def test_levels_of_cumulative_flows_agree_with_overlap(window: Period) -> None:
    flow = np.random.default_rng(0).uniform(1, 2, GRID.steps)
    cumulative = np.concatenate([[0.0], np.cumsum(flow)])
    first, last = (
        sum(weight * cumulative[edge] for edge, weight in GRID.level_weights(day))
        for day in (window.start, window.stop)
    )
    assert last - first == pytest.approx(GRID.overlap(window) @ flow, abs=1e-9)


@given(DAYS)
def test_levels_lie_on_a_straight_line_between_edges(day: date) -> None:
    weights = GRID.level_weights(day)
    assert sum(weight for _, weight in weights) == pytest.approx(1.0)
    assert all(weight > 0 for _, weight in weights)
    position = sum(weight * GRID.edges[edge] for edge, weight in weights)
    assert position == pytest.approx(min(max(day.toordinal(), GRID.edges[0]), GRID.edges[-1]))


@given(DAYS)
def test_a_day_lies_in_its_step(day: date) -> None:
    step = GRID.step_of(day)
    inside = min(max(day, START), END).toordinal()
    assert GRID.edges[step] <= inside < GRID.edges[step + 1]


def test_every_first_of_a_month_and_every_surge_is_an_edge() -> None:
    edges = {date.fromordinal(edge) for edge in GRID.edges}
    assert {date(2022, month, 1) for month in range(1, 13)} <= edges
    assert {SURGES[1] + timedelta(days=after) for after in (0, 7)} <= edges
    assert {date(2022, 2, 24), date(2022, 3, 10)} <= edges
    # A week after 24 February is 3 March, too close to the first.
    assert date(2022, 3, 3) not in edges
    assert min(GRID.edges) == START.toordinal()
    assert max(GRID.edges) == date(2023, 7, 1).toordinal()


def test_cuts_too_close_to_a_months_edge_are_left_out() -> None:
    grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 3, 31), [date(2022, 1, 30)])
    assert np.diff(grid.edges).min() >= 3
    assert date(2022, 1, 30).toordinal() not in grid.edges


def test_surges_outside_the_account_cut_nothing() -> None:
    outside = [date(2021, 1, 10), date(2030, 1, 10)]
    assert TimeGrid.monthly(START, END, outside) == TimeGrid.monthly(START, END)


def test_each_step_knows_its_month() -> None:
    assert len(GRID.months) == 18
    for step, month in enumerate(GRID.month_of_step):
        day = date.fromordinal(GRID.edges[step])
        assert GRID.months[month] == day.replace(day=1)
        last = date.fromordinal(GRID.edges[step + 1] - 1)
        assert (last + timedelta(days=1)).day == 1 or not GRID.ends_month[step]
    assert GRID.ends_month.sum() == 18


def test_months_since_an_event_start_at_zero() -> None:
    since = GRID.months_since(SURGES[1])
    edge = GRID.edges.index(SURGES[1].toordinal())
    assert (since[: edge + 1] == 0).all()
    assert since[edge + 1] == pytest.approx(7 / DAYS_PER_MONTH)
    assert (np.diff(since[edge:]) > 0).all()


def test_nearest_edge() -> None:
    assert GRID.edges[GRID.nearest_edge(date(2022, 5, 3))] == date(2022, 5, 1).toordinal()
    assert GRID.edges[GRID.nearest_edge(date(2022, 5, 30))] == date(2022, 6, 1).toordinal()
