"""Who runs the blocks: this process, a local cluster, or a Dask scheduler elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterflow.estimation.sampling import Progress
from counterflow.forecast.blocks import BLOCK, Plan, draws_of, run_block
from counterflow.forecast.paths import Paths
from counterflow.forecast.problem import ForecastError

Array = NDArray[np.float64]

LARGE = 5_000
"""Members from which a local cluster is worth its start, where Dask is installed."""

_RETRIES = 3


def run_plan(
    plan: Plan, z: Array, members: int, scheduler: str = "", progress: Progress | None = None
) -> tuple[Paths, ...]:
    """Run all members: the baseline, then each scenario.

    Numbers are the same wherever they are computed: a block is a function of its number alone. A
    worker that dies loses nothing but time, for its blocks are computed again elsewhere.

    Parameters
    ----------
    plan
        What to run.
    z : (S, n)
        Draws of the posterior.
    members
        Of the ensemble.
    scheduler
        Address of a Dask scheduler, `tcp://host:8786`; `local` for a cluster on this machine,
        which large jobs have by default; `none` for this process.
    progress
        Called after each block.

    Raises
    ------
    ForecastError
        If the scheduler cannot be reached, Dask is not installed, or workers keep dying.

    Examples
    --------
    >>> import counterflow as cf
    >>> from counterflow.forecast.outlook import Outlook
    >>> from counterflow.forecast.projection import draws_matrix, plan_of
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> outlook = Outlook.of(case, posterior.structure, months=12)  # doctest: +SKIP
    >>> plan = plan_of(posterior, outlook, (), seed=1)  # doctest: +SKIP
    >>> base, *_ = run_plan(plan, draws_matrix(posterior), members=200)  # doctest: +SKIP
    >>> base.stock.shape  # doctest: +SKIP
    (200, 48, ...)
    """
    count = -(-members // BLOCK)
    if not scheduler:
        scheduler = "local" if members >= LARGE and find_spec("distributed") else "none"
    found: list[tuple[Paths, ...]] = [()] * count
    with ExitStack() as stack:
        blocks = (
            _here(plan, z, count)
            if scheduler == "none"
            else _dask(plan, z, count, scheduler, stack)
        )
        for done, (block, paths) in enumerate(blocks, start=1):
            found[block] = paths
            if progress is not None:
                progress("simulating", min(done * BLOCK, members), members)
    return tuple(Paths.joined(parts, members) for parts in zip(*found, strict=True))


def _here(plan: Plan, z: Array, count: int) -> Iterator[tuple[int, tuple[Paths, ...]]]:
    for block in range(count):
        yield block, run_block(plan, draws_of(z, block, plan.seed), block)


def _dask(
    plan: Plan, z: Array, count: int, scheduler: str, stack: ExitStack
) -> Iterator[tuple[int, tuple[Paths, ...]]]:
    try:
        dask: Any = import_module("distributed")
    except ImportError:
        raise ForecastError(
            "--scheduler needs Dask: `pip install counterflow[cluster]`, or leave it out"
        ) from None
    if scheduler == "local":
        scheduler = stack.enter_context(
            dask.LocalCluster(
                n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=None
            )
        ).scheduler_address
    try:
        client = stack.enter_context(dask.Client(scheduler, timeout=10))
    except (OSError, ValueError) as error:
        raise ForecastError(
            f"--scheduler {scheduler}: no Dask scheduler answers ({error}); start one with "
            "`dask scheduler`, or leave it out"
        ) from None
    # Evidence is not needed to run on, and would travel with every block.
    light = _without_evidence(plan)
    futures = {
        client.submit(
            run_block, light, draws_of(z, block, plan.seed), block, 1, retries=_RETRIES
        ): block
        for block in range(count)
    }
    for future in dask.as_completed(list(futures)):
        try:
            yield futures[future], future.result()
        except dask.scheduler.KilledWorker:
            raise ForecastError(
                f"--scheduler {scheduler}: workers died on the same members again and again, "
                "likely for want of memory; give each worker more"
            ) from None
        future.release()


def _without_evidence(plan: Plan) -> Plan:
    """The same plan with a structure that holds no claims."""
    structure = plan.outlook.model.structure
    bare: dict[str, Any] = dict.fromkeys(
        ("evidence", "reliability", "shown", "shown_reliability", "unused", "tabulator")
    )
    model = replace(plan.outlook.model, structure=replace(structure, **bare))
    return replace(plan, outlook=replace(plan.outlook, model=model))
