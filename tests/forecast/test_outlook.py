"""The model past its account: the same up to its end, uncertain as its prior says beyond it."""

from __future__ import annotations

from datetime import date

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from smallcase import POLICIES, SURGES, case, claim

from counterflow.estimation.model import Model
from counterflow.estimation.replay import Projector
from counterflow.estimation.structure import Structure, build_structure
from counterflow.forecast.blocks import BLOCK, Plan, run_block
from counterflow.forecast.outlook import Outlook, _onward
from counterflow.simulation.apply import Setting
from counterflow.simulation.parameters import SimulationParameters

SEED = 3
MANY = [claim("stock", f"S{k}", destination="PER", period_start=f"2022-{k:02d}-28",
              period_end=f"2022-{k:02d}-28") for k in range(1, 11)]  # fmt: skip
CLAIMS = [
    *MANY,
    claim("stock", "C1", destination="COL", period_start="2022-12-31"),
    claim("stock", "E1", destination="ECU", period_start="2022-12-31"),
    claim("departures", "D1"),
]
CASE = case(CLAIMS, events=(*SURGES, *POLICIES))


@pytest.fixture(scope="module")
def structure() -> Structure:
    return build_structure(CASE)


@pytest.fixture(scope="module")
def z(structure: Structure) -> np.ndarray:
    return np.random.default_rng(1).normal(0.0, 0.7, (BLOCK, structure.packing.size))


MONTHS = 24

Made = tuple[Outlook, SimulationParameters]


@pytest.fixture(scope="module")
def made(structure: Structure, z: np.ndarray) -> Made:
    outlook = Outlook.of(CASE, structure, MONTHS)
    return outlook, outlook.parameters(z, np.arange(BLOCK), SEED)


def test_up_to_the_account_s_end_nothing_is_changed(
    structure: Structure, z: np.ndarray, made: Made
) -> None:
    values = jax.vmap(structure.packing.unpack)(jnp.asarray(z))
    known = SimulationParameters.of_system(jax.vmap(Model(structure).system)(values))
    steps = structure.grid.steps
    for name in ("base_hazard", "surge_hazard", "attraction", "return_hazard", "onward_hazard"):
        found = getattr(made[1], name)[:, :steps]
        np.testing.assert_allclose(found, getattr(known, name), rtol=1e-9, err_msg=name)
    assert made[1].steps == steps + MONTHS


def test_members_live_through_the_account_of_their_draw(
    structure: Structure, z: np.ndarray, made: Made
) -> None:
    outlook = made[0]
    setting = Setting(outlook.grid, structure.places, {})
    (paths,) = run_block(Plan(outlook, setting, (), round(structure.population), SEED), z, 0)
    account = Projector(Model(structure)).replay(z)
    months = len(structure.grid.months)
    simulated, expected = paths.stock[:, :months].sum((1, 2)), account.stock.sum((1, 2))
    np.testing.assert_allclose(simulated, expected, rtol=0.05)
    totals = paths.arrivals.astype(np.int64) - paths.returns - paths.onward
    np.testing.assert_array_equal(totals.cumsum(1), paths.stock)


def test_uncertainty_grows_by_the_prior_of_the_walks(
    structure: Structure, z: np.ndarray, made: Made
) -> None:
    outlook = made[0]
    found = outlook.parameters(np.repeat(z[:1], BLOCK, axis=0), np.arange(BLOCK), SEED)
    last = structure.grid.steps
    sd = found.attraction.std(axis=0)
    # Half a year's increment has sd 0.25, in every place; four of them have twice it.
    assert 0.4 < np.median(sd[-1]) < 0.6
    assert (sd[last + 20] > sd[last + 2]).all()
    assert sd[: last - 1].max() < 1e-9
    walk = np.log(found.base_hazard).std(axis=0)
    assert walk[last - 1] < walk[last + 8] < walk[-1]
    assert outlook.account_months == len(structure.grid.months)


def test_not_to_know_is_no_reason_to_expect_more_and_pushes_wear_off() -> None:
    drawn = np.random.default_rng(2).normal(size=(40_000, 4))
    for start, kept in ((0.0, 1.0), (0.9, 0.7)):
        level = np.full(len(drawn), start)
        walk = level[:, None] + _onward(level, drawn, 0.4, kept=kept).cumsum(axis=1)
        expected = np.exp(start * kept ** np.arange(1, 5))
        np.testing.assert_allclose(np.exp(walk).mean(axis=0), expected, rtol=0.02)
    assert _onward(level, drawn[:, :0], 0.4, kept=0.7).shape == (40_000, 0)


def test_the_base_hazard_goes_back_to_that_of_the_first_day(structure: Structure) -> None:
    z = np.zeros((1, structure.packing.size))
    z[0, structure.packing.slices["base_walk"]] = 3.0
    many = np.repeat(z, 200, axis=0)
    outlook = Outlook.of(CASE, structure, 48)
    hazard = np.log(outlook.parameters(many, np.arange(200), SEED).base_hazard)
    risen = np.median(hazard - hazard[:, :1], axis=0)
    end = structure.grid.steps - 1
    assert risen[end] > 1.0
    assert 0.2 < risen[end + 12] / risen[end] < 0.5
    assert abs(risen[-1]) < 0.15


def test_a_shorter_forecast_is_the_beginning_of_a_longer_one(
    structure: Structure, z: np.ndarray, made: Made
) -> None:
    outlook = Outlook.of(CASE, structure, 12)
    shorter = outlook.parameters(z, np.arange(BLOCK), SEED)
    whole = made[1].return_hazard[:, : shorter.steps]
    np.testing.assert_allclose(shorter.return_hazard, whole, rtol=1e-9)


def test_policies_hold_surges_fade_and_the_trend_of_returns_does_not_run_away(
    structure: Structure, made: Made
) -> None:
    steps = structure.grid.steps
    longer = Outlook.of(CASE, structure, 60).model.structure
    held = longer.attraction_jumps[:, steps - 1 :]
    np.testing.assert_array_equal(held, np.broadcast_to(held[:, :1], held.shape))
    assert held.any()
    surge = made[1].surge_hazard
    assert surge[:, -1].max() < 1e-3 * surge.max()
    years = longer.trend_years
    np.testing.assert_allclose(years[:steps], structure.trend_years, atol=1e-9)
    assert 0.9 < years[-1] - years[steps - 1] < 1.1  # not five years of trend


def test_a_cut_ends_a_step(structure: Structure) -> None:
    day = date(2023, 10, 12)
    cut = Outlook.of(CASE, structure, 12, (day,)).grid.edges
    plain = Outlook.of(CASE, structure, 12).grid.edges
    assert day.toordinal() in cut
    assert set(plain) < set(cut)
