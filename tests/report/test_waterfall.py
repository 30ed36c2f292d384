"""The waterfall adds up, and says where it does not close."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterflow.report import ReportInput
from counterflow.report.account import Account
from counterflow.report.waterfall import (
    Bar,
    Level,
    Step,
    Waterfall,
    account_waterfall,
    waterfall_figure,
)

amounts = st.floats(-5e5, 5e5)


def assert_adds_up(bars: list[Bar]) -> None:
    for above, below in pairwise(bars):
        start = 0.0 if below.kind == "level" else above.end
        assert below.start == start
        if below.kind == "level":
            assert above.end == below.end


@given(st.floats(0, 2e6), st.lists(amounts, max_size=6), st.floats(0, 2e6))
def test_steps_and_the_unexplained_sum_exactly(
    first: float, changes: list[float], last: float
) -> None:
    parts = [
        Level("a", "", first),
        *(Step("s", "", change) for change in changes),
        Level("b", "", last),
    ]
    bars = Waterfall("?", ".", tuple(parts), 10_000).bars()
    assert_adds_up(bars)
    assert all(bar.end % 10_000 == 0 for bar in bars)


@given(st.floats(0, 2e6), st.lists(amounts, min_size=1, max_size=6))
def test_steps_that_close_share_the_rounding(first: float, changes: list[float]) -> None:
    parts = [
        Level("a", "", first),
        *(Step("s", "", change) for change in changes),
        Level("b", "", first + sum(changes)),
    ]
    bars = Waterfall("?", ".", tuple(parts), 10_000).bars()
    assert_adds_up(bars)
    assert not any(bar.kind == "unexplained" for bar in bars)
    for bar, change in zip(bars[1:-1], changes, strict=True):
        assert abs(bar.change - change) <= 20_000


def test_what_does_not_close_is_shown() -> None:
    parts = (Level("a", "", 100.0), Step("b", "", -30.0), Level("c", "", 40.0))
    figure = waterfall_figure(Waterfall("Why?", "So.", parts, 1))
    assert figure is not None
    assert figure.table.rows[2] == ["Unexplained", "What no step accounts for", "−30", "40"]
    assert "bar-unexplained" in str(figure.wide)


def test_it_begins_and_ends_with_a_level() -> None:
    with pytest.raises(ValueError, match="begins and ends with a level"):
        Waterfall("?", ".", (Level("a", "", 1), Step("b", "", 1)), 1)


def test_the_account_s_own_years_close(data: ReportInput) -> None:
    total = data.account[data.account["destination"] == "TOTAL"].copy()
    wide = total.pivot(index="month", columns="quantity", values="mean")
    stock = (wide["departures"] - wide["returns"]).cumsum()
    total.loc[total["quantity"] == "stock", "mean"] = stock.to_numpy()
    found = account_waterfall(Account(pd.DataFrame(total)))
    assert found is not None
    bars = found.bars()
    assert_adds_up(bars)
    assert [bar.label for bar in bars][:3] == [
        "Left in 2022",
        "Returned in 2022",
        "Abroad at the end of 2022",
    ]
    assert not any(bar.kind == "unexplained" for bar in bars)
    assert found.finding.startswith("Of about ")
    assert found.finding.endswith("people abroad at the end of 2024.")


def test_no_account_no_waterfall(data: ReportInput) -> None:
    assert account_waterfall(Account(data.account.head(0))) is None
