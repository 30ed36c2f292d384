"""Numbers are written with no more digits than their interval supports."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterflow.report import numbers


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (585_321, 793_456, "590,000 to 790,000"),
        (1_034_000, 1_432_000, "1.03 million to 1.43 million"),
        (96_100, 99_840, "96,100 to 99,800"),
        (3, 940, "3 to 940"),
        (0, 40_000, "0 to 40,000"),
        (400, 60_000, "400 to 60,000"),
        (-12_300, 8_100, "\u221212,000 to 8,000"),
        (7, 7, "7 to 7"),
        (math.nan, 3, "not known"),
    ],
)
def test_interval(low: float, high: float, expected: str) -> None:
    assert numbers.interval(low, high) == expected


def test_interval_of_percent() -> None:
    assert numbers.interval(22.31, 31.24, "percent") == "22.3% to 31.2%"


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        (682_345, 10_000, "680k"),
        (1_212_000, 10_000, "1.21M"),
        (999_900, 1_000, "1.00M"),
        (9_840, 100, "9.8k"),
        (12_345, 1_000, "12k"),
        (10.5, 0.1, "10.5"),
        (0, 10, "0"),
        (math.nan, 1, "?"),
    ],
)
def test_compact(value: float, step: float, expected: str) -> None:
    assert numbers.compact(value, step) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.0, "0"), (2_500.0, "2.5k"), (1e6, "1M"), (750_000.0, "750k"), (-5e4, "\u221250k")],
)
def test_tick(value: float, expected: str) -> None:
    assert numbers.tick(value) == expected


@given(st.floats(1, 1e9), st.floats(0.01, 1e8))
def test_rounding_moves_a_value_by_half_a_step_at_most(value: float, width: float) -> None:
    step = numbers.step_for(width)
    assert width / 100 < step * 1.001
    assert step * 9.999 <= width
    shown = numbers.rounded(value, step)
    assert shown > 0
    assert abs(shown - value) <= step / 2 * 1.001


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2022, 2, 24), date(2022, 2, 24), "24 February 2022"),
        (date(2022, 1, 1), date(2024, 12, 31), "2022 to 2024"),
        (date(2022, 2, 1), date(2022, 4, 30), "February 2022 to April 2022"),
        (date(2022, 2, 24), date(2022, 4, 30), "24 February 2022 to 30 April 2022"),
    ],
)
def test_window(start: date, end: date, expected: str) -> None:
    assert numbers.window(start, end) == expected
