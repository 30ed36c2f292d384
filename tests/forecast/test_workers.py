"""Whoever computes a member, it is the same member; a worker that dies loses nothing."""

from __future__ import annotations

import os
import signal
from typing import Any

import numpy as np
import pytest
from smallcase import SURGES, case, claim

from counterflow.estimation.structure import build_structure
from counterflow.forecast import ForecastError
from counterflow.forecast.blocks import BLOCK, Plan, draws_of
from counterflow.forecast.outlook import Outlook
from counterflow.forecast.paths import Paths
from counterflow.forecast.workers import run_plan
from counterflow.simulation.apply import Setting
from counterflow.simulation.scenario import Scenario

MEMBERS = 3 * BLOCK + 7


@pytest.fixture(scope="module")
def plan() -> Plan:
    small = case([claim("stock", destination="PER"), claim("departures", "D1")], events=SURGES[:1])
    structure = build_structure(small)
    outlook = Outlook.of(small, structure, 6)
    setting = Setting(outlook.grid, structure.places, {"crash": 0})
    calm = Scenario(title="No network", network=False)
    return Plan(outlook, setting, (calm,), round(structure.population), 5)


@pytest.fixture(scope="module")
def z(plan: Plan) -> np.ndarray:
    return np.random.default_rng(2).normal(0.0, 0.5, (40, plan.outlook.packing.size))


@pytest.fixture(scope="module")
def here(plan: Plan, z: np.ndarray) -> tuple[Paths, ...]:
    return run_plan(plan, z, MEMBERS, "none")


def same(one: tuple[Paths, ...], other: tuple[Paths, ...]) -> bool:
    return len(one) == len(other) and all(
        np.array_equal(a, b)
        for left, right in zip(one, other, strict=True)
        for a, b in zip(left, right, strict=True)
    )


def test_members_do_not_depend_on_how_many_there_are(
    plan: Plan, z: np.ndarray, here: tuple[Paths, ...]
) -> None:
    seen: list[tuple[str, int, int]] = []
    fewer = run_plan(plan, z, 60, "none", lambda *told: seen.append(told))
    assert same(fewer, tuple(Paths(*(part[:60] for part in paths)) for paths in here))
    assert seen == [("simulating", 50, 60), ("simulating", 60, 60)]
    assert not np.array_equal(here[0].stock[17], here[0].stock[18])


def test_every_draw_is_used_before_one_is_used_again() -> None:
    z = np.arange(120.0)[:, None]
    used = np.concatenate([draws_of(z, block, 1) for block in range(3)]).ravel()
    assert len(set(used[:120])) == 120
    assert used[0] == used[120]


def test_a_cluster_gives_the_same_members_though_a_worker_is_killed(
    plan: Plan, z: np.ndarray, here: tuple[Paths, ...]
) -> None:
    dask: Any = pytest.importorskip("distributed")
    killed = []
    with (
        dask.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster,
        dask.Client(cluster) as client,
    ):
        processes = list(client.run(os.getpid).values())

        def kill_once(phase: str, done: int, total: int) -> None:
            if not killed:
                os.kill(processes[0], signal.SIGKILL)
                killed.append(processes[0])

        found = run_plan(plan, z, MEMBERS, cluster.scheduler_address, kill_once)
    assert killed
    assert same(found, here)


def test_nobody_at_the_address_is_told_with_a_remedy(plan: Plan, z: np.ndarray) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(ForecastError, match="no Dask scheduler answers"):
        run_plan(plan, z, 10, "nowhere://here")
