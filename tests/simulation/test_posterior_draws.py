"""Draws of an estimated model run forward to the accounts they imply."""

from __future__ import annotations

import jax
import numpy as np
from smallcase import POLICIES, SURGES, claim, draw, model

from counterflow.simulation.engine import simulate
from counterflow.simulation.parameters import SimulationParameters


def test_draws_of_a_model_run_to_their_own_accounts() -> None:
    claims = [claim("stock", f"S{n}", destination=place) for n, place in enumerate(("COL", "PER"))]
    small = model([*claims, claim("arrivals", destination="ECU")], events=[*SURGES, *POLICIES])
    z = np.stack([draw(small.size, seed) for seed in (1, 2)])
    worlds = jax.jit(jax.vmap(small.world))(z)
    parameters = SimulationParameters.of_system(worlds.parameters)
    population = int(small.structure.population)
    found = simulate(parameters, small.structure.grid, population, members=60, seed=1)
    for name in ("stock", "departures", "returns", "onward_in"):
        by_draw = getattr(found, name).reshape(30, 2, *getattr(found, name).shape[1:])
        want = np.asarray(getattr(worlds.account, name))
        error = by_draw.std(0) / np.sqrt(30) + 0.05
        assert (np.abs(by_draw.mean(0) - want) < 5 * error + 1e-3 * want).all(), name
    assert np.asarray(worlds.account.stock)[:, -1].sum() > 1000
