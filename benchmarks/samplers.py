"""Effective draws a CPU second: the sampler of the estimate beside PyMC's and nutpie.

Run from the root of the repository: `python benchmarks/samplers.py`, where the peers are installed
(`pip install pymc nutpie`; neither is needed by the package). All draw from the same posterior and
call the same compiled JAX program for log density and gradient: PyMC through an operation of
PyTensor, nutpie through `from_pyfunc`. PyMC runs as it does by default (its own NUTS, diagonal
scaling), nutpie with diagonal and with low-rank scaling, of which the better counts. Times are of
the CPU, warm-up included, compilation not; a peer's cost of calling back into Python is part of
its time, and what it would be without is shown as the time of its gradients alone.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import jax
import numpy as np
from arviz_stats.base import array_stats
from numpy.typing import NDArray

import counterflow as cf
from counterflow.estimation.chainstate import agree
from counterflow.estimation.engine import prepare
from counterflow.estimation.headline import headline_draws
from counterflow.estimation.model import Model
from counterflow.estimation.replay import Projector
from counterflow.estimation.sampling import CHUNK, Draws, Sampler, join
from counterflow.estimation.settings import SamplerSettings
from counterflow.estimation.structure import build_structure
from counterflow.estimation.target import target_of

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Job:
    """What is drawn from, and for how long.

    Parameters
    ----------
    model
        The model.
    density
        Value and gradient of the log density; counts its calls.
    chains, tune, draws
        Chains, iterations of warm-up and iterations kept.
    """

    model: Model
    density: Density
    chains: int
    tune: int
    draws: int


class Density:
    """The compiled log density with its gradient, and how often and how long it was called."""

    def __init__(self, model: Model) -> None:
        target = target_of(model)
        both = jax.jit(jax.value_and_grad(target.log_density))
        self._run = both.lower(np.zeros(model.size), target.data).compile()
        self._data = target.data
        self.seconds = 0.0
        self.calls = 0

    def __call__(self, z: Array) -> tuple[float, Array]:
        """Log density and gradient."""
        begun = time.process_time()
        value, gradient = self._run(np.asarray(z, dtype=np.float64), self._data)
        found = float(value), np.asarray(gradient)
        self.seconds += time.process_time() - begun
        self.calls += 1
        return found


@dataclass(frozen=True)
class Outcome:
    """Draws of one sampler, (chains, draws, n), and what they cost in CPU seconds."""

    z: Array
    seconds: float
    gradient_seconds: float
    gradients: int


def main() -> None:
    """Run every sampler that is installed, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", default="tests/calibration/case")
    parser.add_argument("--chains", type=int, default=4)
    parser.add_argument("--tune", type=int, default=1000, help="of the peers; their default")
    parser.add_argument("--draws", type=int, default=1000, help="of the peers; their default")
    asked = parser.parse_args()
    devices = prepare()
    model = Model(build_structure(cf.load_case(asked.case)))
    print(
        f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, {asked.case}, "
        f"{model.size} parameters, {len(model.structure.evidence.claims)} claims"
    )
    print(f"load before: {os.getloadavg()[0]:.1f}; {', '.join(map(release, PEERS))}\n")
    job = Job(model, Density(model), asked.chains, asked.tune, asked.draws)
    projector = Projector(model)
    heads = (
        "sampler",
        "CPU s",
        "of it gradients",
        "gradients",
        "least ESS, key figures",
        "least ESS, parameters",
        "key figures: ESS a CPU s",
        "parameters: ESS a CPU s",
        "largest R-hat",
    )
    print(f"| {' | '.join(heads)} |\n| --- |{' ---: |' * (len(heads) - 1)}")
    show("counterflow", ours(model, asked.chains, devices), model, projector)
    for name, sampler in SAMPLERS.items():
        try:
            outcome = sampler(job)
        except ModuleNotFoundError as missing:
            print(f"| {name} | not installed: {missing.name} |")
            continue
        show(name, outcome, model, projector)


def release(package: str) -> str:
    """Name and version of a peer."""
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} not installed"


def show(name: str, found: Outcome, model: Model, projector: Projector) -> None:
    """One line of the table."""
    shape = found.z.shape[:2]
    replay = projector.replay(found.z.reshape(-1, model.size))
    key = {k: v.reshape(shape) for k, v in headline_draws(replay).items()}
    names = model.structure.packing.labels()
    parts = dict(zip(names, np.moveaxis(found.z, 2, 0), strict=True))
    least, of_parameters = (min(map(array_stats.ess, of.values())) for of in (key, parts))
    rhat = max(map(array_stats.rhat, (key | parts).values()))
    cells = (
        f"{found.seconds:.1f}",
        f"{found.gradient_seconds:.1f}",
        f"{found.gradients:,}",
        f"{least:.0f}",
        f"{of_parameters:.0f}",
        f"{least / found.seconds:.1f}",
        f"{of_parameters / found.seconds:.1f}",
        f"{rhat:.3f}",
    )
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def ours(model: Model, chains: int, devices: int) -> Outcome:
    """The sampler of the estimate as every run uses it."""
    settings = SamplerSettings(chains=chains)
    sampler = Sampler(target_of(model), settings, devices)
    begun = time.process_time()
    mode = sampler.locate()
    state, rough = advance(sampler, sampler.start(mode), mode, CHUNK)
    mode = sampler.rescale(rough)
    state, longer = advance(sampler, sampler.start(mode, rough.z[:, -1]), mode, 2 * CHUNK)
    mode = sampler.correct(mode, longer)
    state = sampler.start(mode, longer.z[:, -1])
    state, warm = advance(sampler, state, mode, settings.warmup)
    _, kept = advance(sampler, agree(state), mode, settings.draws)
    steps = sum(int(part.steps.sum()) for part in (rough, longer, warm, kept))
    return Outcome(np.asarray(kept.z), time.process_time() - begun, np.nan, steps)


def advance(sampler: Sampler, state: Any, mode: Any, iterations: int) -> tuple[Any, Draws]:
    """Some iterations of all chains."""
    parts = []
    for _ in range(0, iterations, CHUNK):
        state, part = sampler.advance(state, mode)
        parts.append(part)
    return state, join(parts)


def pymc(job: Job) -> Outcome:
    """PyMC's default sampler, one chain after the other in this process."""
    pm, pt, graph = map(importlib.import_module, ("pymc", "pytensor.tensor", "pytensor.graph"))

    class Slope(graph.Op):  # type: ignore[misc, name-defined]
        def make_node(self, z: Any) -> Any:
            return graph.Apply(self, [pt.as_tensor(z)], [pt.dscalar(), pt.dvector()])

        def perform(self, _node: Any, inputs: Any, outputs: Any) -> None:
            value, gradient = job.density(inputs[0])
            outputs[0][0], outputs[1][0] = np.asarray(value), gradient

        def grad(self, inputs: Any, slopes: Any) -> Any:
            return [slopes[0] * self(inputs[0])[1]]

    with pm.Model():
        z = pm.Flat("z", shape=job.model.size, initval=np.zeros(job.model.size))
        pm.Potential("density", Slope()(z)[0])

        def sample(tune: int, draws: int) -> Any:
            found = pm.sample(
                tune=tune,
                draws=draws,
                chains=job.chains,
                cores=1,
                random_seed=1,
                progressbar=False,
                compute_convergence_checks=False,
            )
            return found.posterior["z"]

        sample(1, 1)  # compiles what PyTensor keeps
        return timed(job, lambda: sample(job.tune, job.draws))


def nutpie(job: Job, **settings: Any) -> Outcome:
    """Nutpie through `from_pyfunc`."""
    module = importlib.import_module("nutpie")
    compiled = importlib.import_module("nutpie.compiled_pyfunc").from_pyfunc(
        ndim=job.model.size,
        make_logp_fn=lambda: job.density,
        make_expand_fn=lambda *_: lambda z: {"z": np.asarray(z, dtype=np.float64)},
        expanded_dtypes=[np.dtype(np.float64)],
        expanded_shapes=[(job.model.size,)],
        expanded_names=["z"],
    )
    return timed(
        job,
        lambda: module.sample(
            compiled, tune=job.tune, draws=job.draws, chains=job.chains, cores=1, seed=1,
            progress_bar=False, **settings,
        ).posterior["z"],
    )  # fmt: skip


def timed(job: Job, sample: Callable[[], Any]) -> Outcome:
    """Draws with what they cost."""
    job.density.calls, job.density.seconds = 0, 0.0
    begun = time.process_time()
    z = np.asarray(sample())
    return Outcome(z, time.process_time() - begun, job.density.seconds, job.density.calls)


PEERS = ("pymc", "nutpie")
SAMPLERS: dict[str, Callable[[Job], Outcome]] = {
    "PyMC, default": pymc,
    "nutpie, diagonal": nutpie,
    "nutpie, low rank": lambda job: nutpie(job, low_rank_modified_mass_matrix=True),
}


if __name__ == "__main__":
    main()
