"""What a run leaves in its folder."""

from __future__ import annotations

import importlib.util
import json

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr
from jobs import Fitted

import counterflow
from counterflow.estimation.headline import headline_draws
from counterflow.estimation.tables import QUANTILES
from counterflow.report.numbers import interval

FILES = {
    *("posterior.nc", "account.parquet", "account.csv", "claims.csv", "ledger.csv", "run.json"),
    *("report.html", "sections"),
}
GROUPS = {"posterior", "posterior_predictive", "log_likelihood", "sample_stats", "observed_data"}


@pytest.fixture(scope="module")
def account(fitted: Fitted) -> pd.DataFrame:
    return pd.read_parquet(fitted.out / "account.parquet")


def test_the_folder_holds_the_outputs_and_nothing_else(fitted: Fitted) -> None:
    assert {path.name for path in fitted.out.iterdir()} == FILES == fitted.outcome.files


def test_the_posterior_opens_as_a_tree_of_groups(fitted: Fitted) -> None:
    settings = fitted.job.settings
    with xr.open_datatree(fitted.out / "posterior.nc", engine="h5netcdf") as tree:
        assert set(tree.children) == GROUPS | {"scaling", "readings"}
        for name in GROUPS - {"observed_data"}:
            sizes = dict(tree[name].sizes)
            assert (sizes["chain"], sizes["draw"]) == (settings["chains"], settings["draws"])
        shown = list(tree["observed_data"]["claim"].values)
        assert sorted(shown) == sorted(claim.id for claim in fitted.simulated.case.claims)
        assert list(tree["posterior_predictive"]["claim"].values) == shown
        said = {claim.id: claim.value for claim in fitted.simulated.case.claims}
        assert tree["observed_data"]["stated"].values == pytest.approx([said[i] for i in shown])
        assert json.loads(tree.attrs["run"])["ledger_hash"] == fitted.posterior.case.ledger_hash


def test_the_stored_draws_are_those_of_the_run_and_take_less_room(fitted: Fitted) -> None:
    path = fitted.out / "posterior.nc"
    with xr.open_datatree(path, engine="h5netcdf") as tree:
        stored = tree["posterior"].to_dataset().load()
    names = ("stock", "departures", "arrivals", "returns", "onward", "onward_in")
    for name in names:
        drawn = getattr(fitted.posterior.replay, name)
        assert stored[name].dtype == np.float64
        np.testing.assert_allclose(stored[name].values.reshape(drawn.shape), drawn, atol=0.01)
    assert np.array_equal(stored["z"], fitted.posterior.draws.z)
    with h5py.File(path) as file:
        room = sum(file["posterior"][name].id.get_storage_size() for name in names)
    assert room < 0.75 * sum(stored[name].nbytes for name in names)


@pytest.mark.skipif(not importlib.util.find_spec("arviz"), reason="ArviZ is not installed")
def test_the_posterior_opens_in_arviz(fitted: Fitted) -> None:
    import arviz  # type: ignore[import-not-found]

    found = arviz.from_netcdf(fitted.out / "posterior.nc")
    assert found.posterior.sizes["chain"] == fitted.job.settings["chains"]
    assert found.log_likelihood.sizes["draw"] == fitted.job.settings["draws"]


def test_both_account_tables_say_the_same(fitted: Fitted, account: pd.DataFrame) -> None:
    read = pd.read_csv(fitted.out / "account.csv")
    pd.testing.assert_frame_equal(read, account, rtol=1e-5, check_dtype=False)
    pd.testing.assert_frame_equal(account, fitted.posterior.account, check_dtype=False)


def test_every_month_place_and_quantity_has_one_row(fitted: Fitted, account: pd.DataFrame) -> None:
    keys = ["month", "destination", "quantity"]
    assert not account.duplicated(keys).any()
    places = {*fitted.posterior.destinations, "TOTAL"}
    sizes = account.groupby("quantity").size()
    for name in ("stock", "departures", "arrivals", "returns", "onward", "onward_in"):
        assert sizes[name] == len(places) * 12
    for name in ("cumulative_departures", "cumulative_returns", "persons_left"):
        assert sizes[name] == 12
    assert set(account["destination"]) == places
    assert (account["month"].min(), account["month"].max()) == ("2022-01", "2022-12")


def test_quantiles_are_in_order(account: pd.DataFrame) -> None:
    levels = account[list(QUANTILES)].to_numpy()
    assert (np.diff(levels, axis=1) >= 0).all()
    assert (levels[:, 0] >= 0).all()


def test_totals_are_sums_in_the_mean(account: pd.DataFrame) -> None:
    is_total = account["destination"] == "TOTAL"
    keys = ["month", "quantity"]
    parts = account[~is_total].groupby(keys)["mean"].sum()
    totals = account[is_total].set_index(keys)["mean"]
    assert totals.loc[parts.index].to_numpy() == pytest.approx(parts.to_numpy())


def test_claims_lists_every_claim_once_with_its_prediction(fitted: Fitted) -> None:
    table = pd.read_csv(fitted.out / "claims.csv", keep_default_na=False)
    said = {claim.id: claim for claim in fitted.simulated.case.claims}
    assert sorted(table["id"]) == sorted(said)
    assert table["used"].all()
    assert (table["why_unused"] == "").all()
    levels = table[[f"pred_{name}" for name in QUANTILES]].to_numpy(dtype=float)
    assert (np.diff(levels, axis=1) >= 0).all()
    inside = (levels[:, 0] <= table["value"]) & (table["value"] <= levels[:, -1])
    assert (inside == table["inside_90"]).all()


def test_the_record_says_how_to_repeat_the_run(fitted: Fitted) -> None:
    record = json.loads((fitted.out / "run.json").read_text(encoding="utf-8"))
    settings = {name: record["settings"][name] for name in fitted.job.settings}
    assert settings == fitted.job.settings
    assert record["settings"]["seed"] == 20220224
    assert record["versions"]["counterflow"] == counterflow.__version__
    assert {"jax", "numpyro", "numpy"} <= set(record["versions"])
    assert record["ledger_hash"] == fitted.posterior.case.ledger_hash
    assert record["learnt"] == len(fitted.simulated.case.claims)
    found = fitted.posterior.convergence
    assert record["diagnostics"]["max_rhat"] == pytest.approx(found.max_rhat)
    assert record["diagnostics"]["failures"] == list(found.failures)
    assert record["converged"] is found.converged
    assert {"mode", "warm-up", "sampling", "replay"} <= set(record["timings_s"])
    assert all(seconds >= 0 for seconds in record["timings_s"].values())
    # Python with JAX alone needs a hundred megabytes; kilobytes taken for bytes would show.
    assert 100e6 < record["peak_memory_bytes"] < 100e9


def test_the_headline_is_the_same_in_the_record_the_draws_and_the_report(fitted: Fitted) -> None:
    record = json.loads((fitted.out / "run.json").read_text(encoding="utf-8"))
    draws = headline_draws(fitted.posterior.replay)
    for row in record["headline"]:
        low, middle, high = np.quantile(draws[row["key"]], [0.1, 0.5, 0.9])
        assert (row["q10"], row["median"], row["q90"]) == pytest.approx((low, middle, high))
    page = (fitted.out / "report.html").read_text(encoding="utf-8")
    abroad = next(row for row in record["headline"] if row["key"] == "still_abroad")
    assert interval(abroad["q10"], abroad["q90"]) in page
    assert fitted.posterior.case.spec.title in page
