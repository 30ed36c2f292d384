"""Blocks of members: the unit that is computed, sent, lost and computed again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.forecast.outlook import Outlook
from counterflow.forecast.paths import Paths
from counterflow.simulation.apply import Setting, apply_scenario
from counterflow.simulation.engine import simulate
from counterflow.simulation.parameters import Limits
from counterflow.simulation.scenario import Scenario

Array = NDArray[np.float64]

BLOCK = 50
"""Members of a block. All blocks are whole, so that a member never sees how many others there
are: products of matrices of another size differ in their last digits."""


@dataclass(frozen=True)
class Plan:
    """What every block runs: the baseline, then each scenario with the same random numbers.

    Parameters
    ----------
    outlook
        What drives members.
    setting
        What scenarios are played on.
    scenarios
        To be compared with the baseline.
    population
        Persons at risk at the start.
    seed
        Of all random numbers.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> case = load_case("hong-kong-2020")
    >>> structure = build_structure(case)
    >>> outlook = Outlook.of(case, structure, months=12)
    >>> setting = Setting(outlook.grid, structure.places, {})
    >>> alone = Scenario(title="No network", network=False)
    >>> plan = Plan(outlook, setting, (alone,), round(structure.population), seed=1)
    >>> [scenario.title for scenario in plan.scenarios]
    ['No network']
    """

    outlook: Outlook
    setting: Setting
    scenarios: tuple[Scenario, ...]
    population: int
    seed: int


def draws_of(z: Array, block: int, seed: int) -> Array:
    """The draws of a block's members: all are used before one is used again, (BLOCK, n).

    Examples
    --------
    >>> z = np.arange(120.0)[:, None]
    >>> pieces = [draws_of(z, block, 1) for block in range(3)]
    >>> len(set(np.concatenate(pieces).ravel()[:120]))
    120
    """
    order = np.random.default_rng(seed).permutation(len(z))
    members = np.arange(block * BLOCK, (block + 1) * BLOCK)
    return np.asarray(z[order[members % len(z)]])


def run_block(plan: Plan, z: Array, block: int, threads: int | None = None) -> tuple[Paths, ...]:
    """Run one block: the baseline, then each scenario.

    Parameters
    ----------
    plan
        What to run.
    z : (BLOCK, n)
        The draws of its members, see `draws_of`.
    block
        Its number, from 0.
    threads
        Threads to use; by default one for each core.

    Examples
    --------
    >>> from counterflow.forecast.projection import draws_matrix, plan_of
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> outlook = Outlook.of(case, posterior.structure, months=12)  # doctest: +SKIP
    >>> plan = plan_of(posterior, outlook, (), seed=1)  # doctest: +SKIP
    >>> z = draws_of(draws_matrix(posterior), block=0, seed=1)  # doctest: +SKIP
    >>> run_block(plan, z, block=0)[0].stock.shape  # doctest: +SKIP
    (50, 48, ...)
    """
    members = np.arange(block * BLOCK, (block + 1) * BLOCK)
    outlook = plan.outlook
    base = outlook.parameters(z, members, plan.seed)
    worlds = [(base, Limits.none(outlook.grid.steps, base.places))]
    worlds += [apply_scenario(scenario, base, plan.setting) for scenario in plan.scenarios]
    return tuple(
        Paths.of(
            simulate(
                parameters,
                outlook.grid,
                plan.population,
                members=members.tolist(),
                seed=plan.seed,
                limits=limits,
                threads=threads,
            ),
            outlook.grid,
        )
        for parameters, limits in worlds
    )
