"""What a claim states, on the model's scale."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from smallcase import claim

from counterflow.observation.components import Form
from counterflow.observation.evidence import last_digit, state


@pytest.mark.parametrize(
    ("number", "unit"),
    [(200_000, 1e5), (1_300_000, 1e5), (35_344, 1.0), (40, 10.0), (13.2, 0.1), (0, 1.0)],
)
def test_the_last_digit_is_what_a_number_is_rounded_to(number: float, unit: float) -> None:
    assert last_digit(number) == pytest.approx(unit)
    assert last_digit(-number) == pytest.approx(unit)


def test_round_numbers_are_vaguer_than_full_ones() -> None:
    rows = [claim("stock", value=value) for value in (200_000, 112_000, 112_345)]
    stated = state(rows, [Form.SINGLE] * 3)
    assert stated.value == pytest.approx(np.log([200_000, 112_000, 112_345]))
    assert (np.diff(stated.rounding) < 0).all()
    assert stated.granularity[0] == pytest.approx(math.log(1.5))
    assert stated.granularity[0] > stated.granularity[1]


def test_percentages_become_shares() -> None:
    half = claim("returned_share", unit="percent", value=50)
    between = claim("returned_share", unit="percent", hedge="range", low=40, high=45)
    stated = state([half, between], [Form.RATIO] * 2)
    assert stated.value[0] == pytest.approx(math.log(0.5))
    assert (stated.low[1], stated.high[1]) == pytest.approx((math.log(0.40), math.log(0.45)))
    assert stated.low[1] < stated.value[1] < stated.high[1]
    assert stated.rounding[1] == 0


def test_differences_keep_their_sign() -> None:
    row = claim("change", of="permits_valid", value=-53_000, unit="permits")
    stated = state([row], [Form.DIFFERENCE])
    assert stated.value[0] == -53_000


@given(
    ends=st.tuples(st.floats(0, 1e7), st.floats(0, 1e7)).map(sorted),
    unit=st.sampled_from(["persons", "percent", "ratio"]),
)
def test_any_two_ends_have_a_width(ends: list[float], unit: str) -> None:
    row = claim("departures", unit=unit, hedge="range", low=ends[0], high=ends[1])
    stated = state([row], [Form.SINGLE])
    assert stated.high[0] - stated.low[0] >= 0.01 - 1e-12
    assert np.isfinite([*stated.low, *stated.high, *stated.value]).all()


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_two_ends_of_a_difference_have_a_width(low: float, width: float) -> None:
    row = claim("net", hedge="range", low=low, high=low + width)
    stated = state([row], [Form.DIFFERENCE])
    assert stated.high[0] > stated.low[0]
