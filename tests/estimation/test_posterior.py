"""Questions put to a posterior, and its tables."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from jobs import Fitted
from smallcase import SOURCES, case, claim

from counterflow.estimation.headline import headline_draws, headlines
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.predictive import stated_ends
from counterflow.estimation.quantity import Quantity
from counterflow.estimation.replay import Replay
from counterflow.estimation.structure import build_structure
from counterflow.estimation.tables import QUANTILES, account_table, claims_table
from counterflow.observation.likelihood import View

MONTHS = (date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1))
RAMP = Quantity("stock COL 2022-03", np.linspace(1_234_567, 2_234_567, 101))


@pytest.fixture
def posterior(fitted: Fitted) -> Posterior:
    return fitted.posterior


def replay(stock: np.ndarray, **flows: np.ndarray) -> Replay:
    """An invented replay: what is not given is zero."""
    blank = np.zeros_like(stock)
    names = ("departures", "arrivals", "returns", "onward", "onward_in")
    parts = {name: flows.get(name, blank) for name in names}
    none = np.zeros((len(stock), 0))
    persons = parts["departures"].sum(axis=2)
    return Replay(stock, **parts, persons_left=persons, view=View(*[none] * 5), log_likelihood=none)


# Quantity


def test_a_quantity_prints_three_digits_and_its_interval() -> None:
    assert repr(RAMP) == (
        "stock COL 2022-03: 1,730,000 persons (80% credible interval 1,330,000 to 2,130,000)"
    )
    assert "<b>1,730,000</b>" in RAMP._repr_html_()


def test_small_and_negative_quantities_print_too() -> None:
    assert repr(Quantity("x", np.full(9, 0.2))).startswith("x: 0 persons")
    assert repr(Quantity("x", np.full(9, -4321.0))).startswith("x: -4,320 persons")


def test_a_label_is_text_not_markup() -> None:
    assert "<script>" not in Quantity("<script>", RAMP.draws)._repr_html_()


def test_intervals_nest() -> None:
    (a, d), (b, c) = RAMP.interval(0.9), RAMP.interval(0.5)
    assert a < b < RAMP.median == RAMP.mean < c < d
    assert RAMP.interval() == RAMP.interval(0.8)


@pytest.mark.parametrize("probability", [0.0, 1.0, -0.5, 80])
def test_a_probability_outside_zero_and_one_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        RAMP.interval(probability)


# Posterior


def test_a_stock_is_the_stored_one(posterior: Posterior) -> None:
    cell, month = posterior.destinations.index("PER"), 5
    found = posterior.stock("PER", "2022-06")
    assert found.label == "stock PER 2022-06"
    assert np.array_equal(found.draws, posterior.replay.stock[:, month, cell])
    assert np.array_equal(posterior.stock("PER").draws, posterior.stock("PER", "2022-12").draws)


def test_regions_and_baskets_are_sums_of_their_cells(posterior: Posterior) -> None:
    parts = [posterior.stock(place).draws for place in ("COL", "ECU", "PER")]
    assert posterior.stock("COL+ECU+PER").draws == pytest.approx(sum(parts))
    everywhere = sum(posterior.stock(place).draws for place in posterior.destinations)
    assert posterior.stock().draws == pytest.approx(everywhere)


@pytest.mark.parametrize("name", ["departures", "arrivals", "returns", "onward"])
def test_a_year_is_the_sum_of_its_months(posterior: Posterior, name: str) -> None:
    ask = getattr(posterior, name)
    months = [ask("COL", f"2022-{month:02d}").draws for month in range(1, 13)]
    assert ask("COL", "2022").draws == pytest.approx(sum(months))
    assert ask("COL").draws == pytest.approx(sum(months))


@pytest.mark.parametrize(
    ("place", "when", "words"),
    [
        ("COL", "2021-12", "no month 2021-12; it runs 2022-01 to 2022-12"),
        ("COL", "2022-13", "no month 2022-13"),
        ("FRA", "2022-06", "no claim names FRA"),
        ("COL+FRA", "2022-06", "holds the rest within ELSEWHERE, with other places; ask for COL"),
        ("Atlantis", "2022-06", "Atlantis"),
        ("", "2022-06", "no claim names"),
    ],
)
def test_what_the_account_does_not_have_is_said(
    posterior: Posterior, place: str, when: str, words: str
) -> None:
    with pytest.raises(KeyError, match=words):
        posterior.stock(place, when)


def test_a_year_outside_the_account_is_said(posterior: Posterior) -> None:
    with pytest.raises(KeyError, match="no year 2031"):
        posterior.departures(period="2031")


def test_the_printed_posterior_says_whether_it_may_be_quoted(posterior: Posterior) -> None:
    assert repr(posterior).startswith("<Posterior of small: ")
    assert ("NOT CONVERGED" in repr(posterior)) is not posterior.convergence.converged
    assert "<table" in posterior._repr_html_()


def test_the_summary_lists_key_figures_then_places_by_size(posterior: Posterior) -> None:
    table = posterior.summary(places=3)
    assert len(table) == len(posterior.headline) + 3
    places = table.iloc[len(posterior.headline) :]
    assert places["median"].is_monotonic_decreasing
    assert (table["q10"] <= table["median"]).all()
    assert (table["median"] <= table["q90"]).all()


# Headline


def test_key_figures_are_those_of_the_account() -> None:
    stock = np.array([[[10.0, 5.0], [30.0, 10.0], [20.0, 8.0]]])
    left = np.array([[[20.0, 5.0], [20.0, 5.0], [0.0, 0.0]]])
    back = np.array([[[10.0, 0.0], [0.0, 0.0], [10.0, 2.0]]])
    found = headline_draws(replay(stock, departures=left, returns=back))
    assert {name: float(draws[0]) for name, draws in found.items()} == pytest.approx(
        {
            "still_abroad": 28,
            "peak_abroad": 40,
            "departures_total": 50,
            "returned_total": 22,
            "returned_share": 44,
        }
    )


def test_the_peak_is_dated_where_the_median_is_highest_and_the_rest_by_the_last_day() -> None:
    rise = np.array([[1.0], [3.0], [2.0]])
    late = np.array([[1.0], [2.0], [3.0]])
    draws = replay(np.stack([rise, rise, late]), departures=np.ones((3, 3, 1)))
    when = {figure.key: figure.when for figure in headlines(draws, MONTHS)}
    assert when.pop("peak_abroad") == "2022-02-28"
    assert set(when.values()) == {"2022-03-31"}


def test_quantiles_of_key_figures_are_in_order(posterior: Posterior) -> None:
    for h in posterior.headline:
        assert h.q05 <= h.q10 <= h.median <= h.q90 <= h.q95, h.key
    assert {h.unit for h in posterior.headline if "share" in h.key} == {"percent"}


# Tables


@pytest.fixture
def invented() -> pd.DataFrame:
    rng = np.random.default_rng(2)
    stock = rng.gamma(2.0, 100.0, size=(500, 3, 2))
    return account_table(replay(stock, departures=stock / 2), MONTHS, ["COL", "PER"])


def test_a_table_holds_the_quantiles_of_its_draws(invented: pd.DataFrame) -> None:
    stock = np.random.default_rng(2).gamma(2.0, 100.0, size=(500, 3, 2))
    row = invented.query("quantity == 'stock' and month == '2022-02' and destination == 'PER'")
    assert len(row) == 1
    draws = stock[:, 1, 1]
    assert row["mean"].item() == pytest.approx(draws.mean())
    assert row["sd"].item() == pytest.approx(draws.std(ddof=1))
    for name, level in QUANTILES.items():
        assert row[name].item() == pytest.approx(np.quantile(draws, level))


def test_quantiles_of_a_total_are_of_the_sum_not_sums_of_quantiles(invented: pd.DataFrame) -> None:
    stock = np.random.default_rng(2).gamma(2.0, 100.0, size=(500, 3, 2))
    row = invented.query("quantity == 'stock' and month == '2022-03' and destination == 'TOTAL'")
    assert row["q95"].item() == pytest.approx(np.quantile(stock[:, 2].sum(axis=1), 0.95))


def test_cumulative_departures_end_at_their_sum(invented: pd.DataFrame) -> None:
    rows = invented.query("quantity == 'cumulative_departures'").set_index("month")
    monthly = invented.query("quantity == 'departures' and destination == 'TOTAL'")
    assert rows.loc["2022-03", "mean"] == pytest.approx(monthly["mean"].sum())
    assert rows["mean"].is_monotonic_increasing


def plain(*numbers: float) -> np.ndarray:
    """Ends of plain numbers."""
    return np.repeat(np.asarray(numbers)[:, None], 2, axis=1)


def test_claims_keep_their_order_and_say_why_they_do_not_count() -> None:
    rows = [
        claim("stock", "B", destination="COL", value=100),
        claim("growth", "X", unit="percent", status="context"),
        claim("stock", "A", destination="PER", value=900),
    ]
    said = np.stack([np.linspace(50, 150, 101), np.linspace(0, 100, 101)], axis=1)
    table = claims_table(
        rows, SOURCES, [rows[0], rows[2]], said, plain(100.0, 900.0), {"X": "status context"}
    )
    assert table["id"].tolist() == ["B", "X", "A"]
    assert table["used"].tolist() == [True, False, True]
    assert table["why_unused"].tolist() == ["", "status context", ""]
    assert table["pred_q50"].fillna(-1).tolist() == [100, -1, 50]
    assert table["inside_90"].tolist() == [True, pd.NA, False]


def test_a_case_whose_account_speaks_of_no_claim_has_a_table_too() -> None:
    rows = [claim("growth", "X", unit="percent", status="context")]
    none = np.zeros((10, 0))
    table = claims_table(rows, SOURCES, [], none, plain(), {"X": "status context"})
    assert table["inside_90"].isna().all()


@pytest.mark.parametrize(
    ("fields", "agrees"),
    [
        # The account says 50 to 150; the middle of the first range, 187, lies outside.
        ({"hedge": "range", "low": 100, "high": 350}, True),
        ({"hedge": "range", "low": 10, "high": 60}, True),
        ({"hedge": "range", "low": 160, "high": 350}, False),
        ({"hedge": "order_of_magnitude", "low": 100, "high": 999}, True),
        ({"hedge": "order_of_magnitude", "low": 1, "high": 9}, False),
        ({"hedge": "at_least", "value": 20}, True),
        ({"hedge": "at_least", "value": 140}, True),
        ({"hedge": "at_least", "value": 160}, False),
        ({"hedge": "at_most", "value": 500}, True),
        ({"hedge": "up_to", "value": 60}, True),
        ({"hedge": "up_to", "value": 40}, False),
        ({"hedge": "about", "value": 140}, True),
        ({"hedge": "about", "value": 160}, False),
        ({"hedge": "exact", "value": 40}, False),
    ],
)
def test_a_claim_agrees_with_the_account_by_what_it_allows(
    fields: dict[str, object], agrees: bool
) -> None:
    row = claim("stock", "A", destination="COL", **fields)
    shown = build_structure(case([row])).shown
    # Quantiles of 5 and 95% at 50 and 150.
    said = np.linspace(100 - 50 / 0.9, 100 + 50 / 0.9, 1001)[:, None]
    table = claims_table([row], SOURCES, shown.claims, said, stated_ends(shown), {})
    assert table["inside_90"].tolist() == [agrees]
