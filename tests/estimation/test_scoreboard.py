"""How sources compare with the account, in the small estimate whose truth is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from jobs import Fitted

from counterflow.estimation.scoreboard import COLUMNS, scoreboard, sentence
from counterflow.terms import Hedge


@pytest.fixture(scope="module")
def table(fitted: Fitted) -> pd.DataFrame:
    return fitted.posterior.scoreboard()


def test_every_source_and_measure_learnt_from_has_a_row(
    fitted: Fitted, table: pd.DataFrame
) -> None:
    learnt = fitted.posterior.structure.evidence.claims
    assert tuple(table.columns) == COLUMNS
    assert set(zip(table["source"], table["measure"], strict=True)) == {
        (row.source, row.measure.value) for row in learnt
    }
    assert table["claims"].sum() == len(learnt)


def test_unbiased_sources_are_near_the_account(table: pd.DataFrame) -> None:
    own = table[table["ratio_of"] == "account"]
    assert len(own) > 0
    assert ((own["ratio_q05"] < 1.15) & (own["ratio_q95"] > 0.85)).all()
    assert (own["ratio_q05"] <= own["ratio_q50"]).all()
    assert (own["ratio_q50"] <= own["ratio_q95"]).all()


def test_registers_are_not_doubted(table: pd.DataFrame) -> None:
    assert table.loc[table["source_class"] == "register", "wrong"].isna().all()


def test_the_ratio_is_stated_over_account(fitted: Fitted) -> None:
    """By hand, for the departures that one guard counted."""
    posterior = fitted.posterior
    found = posterior.scoreboard().set_index(["source", "measure"]).loc[("guard", "departures")]
    rows = [row for row in posterior.structure.evidence.claims if row.measure == "departures"]
    logs = []
    for row in rows:
        months = slice(row.period_start.month - 1, row.period_end.month)
        account = posterior.replay.departures[:, months].sum((1, 2))
        logs.append(np.log(row.value) - np.log(account))
    assert found["ratio_q50"] == pytest.approx(float(np.exp(np.median(np.mean(logs, axis=0)))))


def test_a_row_reads_as_a_sentence() -> None:
    row = {
        "name": "Palace", "measure": "returned_share", "ratio_of": "account",
        "ratio_q05": 1.6, "ratio_q50": 2.4, "ratio_q95": 3.5,
    }  # fmt: skip
    assert sentence(row) == "Palace: returned share 2.4 times the account's, 90% interval 1.6-3.5"


@pytest.mark.parametrize("hedge", [Hedge.AT_LEAST, Hedge.UP_TO, Hedge.ORDER_OF_MAGNITUDE])
def test_a_bound_is_no_level_that_a_source_could_be_off_by(fitted: Fitted, hedge: Hedge) -> None:
    posterior = fitted.posterior
    shown = posterior.structure.shown_readings
    claims = tuple(row.model_copy(update={"hedge": hedge}) for row in shown.rows.claims)
    read = replace(shown, rows=replace(shown.rows, claims=claims))
    found = scoreboard(posterior.replay, read, posterior.claims, posterior.case.sources)
    assert found["ratio_q50"].isna().all()


def test_readings_of_a_claim_are_asked_for_by_its_id(fitted: Fitted) -> None:
    found = fitted.posterior.readings("D-2022-01-01")
    assert found["reading"].tolist() == ["as written"]
    assert found["posterior"].tolist() == [1.0]
    assert found["account_q05"][0] < found["account_q50"][0] < found["account_q95"][0]
    with pytest.raises(KeyError, match="no-such-claim"):
        fitted.posterior.readings("no-such-claim")


def test_weights_are_stored_with_the_draws(fitted: Fitted) -> None:
    with xr.open_datatree(fitted.out / "posterior.nc", engine="h5netcdf") as tree:
        kept = tree["readings"].to_dataset().load()
    totals = pd.Series(kept["posterior"].to_numpy()).groupby(kept["claim"].to_numpy()).sum()
    assert totals.to_numpy() == pytest.approx(1.0)
    shown = {row.id for row in fitted.posterior.structure.shown.claims}
    assert set(totals.index) == shown


def test_proposed_breaks_carry_a_confidence(fitted: Fitted) -> None:
    found = fitted.posterior.breaks()
    assert found["confidence"].between(0, 1).all()
    assert not (found["confidence"] > 0.9).any()
