"""Cost against size: seconds per gradient and per leapfrog at 1x, 2x and 4x of an invented case.

Run from the root of the repository: `python benchmarks/scaling.py`. Claims grow at a fixed number
of destinations and months; destinations x months grow at a fixed number of claims. The exponent is
the slope of log cost against log size from 1x to 4x: 1 is linear, below 1 is cheaper than that.
Times are of the CPU, the least of several blocks, so that other work on the machine matters little.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pycountry

from counterflow.cases.case import Case, Event, Spec
from counterflow.estimation.engine import prepare
from counterflow.estimation.mode import Mode
from counterflow.estimation.model import Model
from counterflow.estimation.sampling import Sampler, Target
from counterflow.estimation.settings import SamplerSettings
from counterflow.estimation.structure import build_structure
from counterflow.ledger import Claim, Source

ORIGIN = "VEN"
CLAIMS, PLACES, YEARS = 150, 15, 2
_BLOCKS, _CALLS = 10, 20
_ABOUT_LINEAR = 1.2


@dataclass(frozen=True)
class Size:
    """Claims, destinations and years of an invented case."""

    claims: int = CLAIMS
    places: int = PLACES
    years: int = YEARS


@dataclass(frozen=True)
class Cost:
    """Milliseconds, and how many parameters they were for."""

    parameters: int
    gradient: float
    leapfrog: float


_TIMES = {"gradient": "CPU ms per gradient", "leapfrog": "CPU ms per leapfrog"}

AXES: dict[str, tuple[Size, Size, Size]] = {
    "claims": (Size(), Size(claims=2 * CLAIMS), Size(claims=4 * CLAIMS)),
    "destinations": (Size(), Size(places=2 * PLACES), Size(places=4 * PLACES)),
    "months": (Size(), Size(years=2 * YEARS), Size(years=4 * YEARS)),
    "destinations x months": (
        Size(),
        Size(places=2 * PLACES),
        Size(places=2 * PLACES, years=2 * YEARS),
    ),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    prepare()
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores")
    print(f"load before: {os.getloadavg()[0]:.1f}\n")
    every = dict.fromkeys(size for axis in AXES.values() for size in axis)
    costs = {size: measure(size) for size in every}
    heads = ("axis", "size", "claims", "destinations", "months", "parameters", *_TIMES.values())
    print(f"| {' | '.join(heads)} |\n| --- | --- |{' ---: |' * (len(heads) - 2)}")
    for axis, sizes in AXES.items():
        for factor, size in zip((1, 2, 4), sizes, strict=True):
            cost = costs[size]
            times = (f"{getattr(cost, name):.3f}" for name in _TIMES)
            counts = (size.claims, size.places, 12 * size.years, cost.parameters)
            print(f"| {' | '.join([axis, f'{factor}x', *map(str, counts), *times])} |")
    print()
    for axis, sizes in AXES.items():
        for name, words in _TIMES.items():
            first, last = (getattr(costs[sizes[end]], name) for end in (0, -1))
            exponent = float(np.log(last / first) / np.log(4))
            verdict = "about linear or better" if exponent < _ABOUT_LINEAR else "worse than linear"
            print(f"- {axis}, {words}: exponent {exponent:.2f}, {verdict}")


def measure(size: Size) -> Cost:
    """Time the density's gradient, and the sampler's step around it."""
    model = Model(build_structure(invented(size)))
    stated = jax.tree.map(jnp.asarray, model.structure.evidence.stated)
    gradient = jax.jit(jax.value_and_grad(lambda z: -model.log_density(z, stated)))
    point = np.random.default_rng(1).normal(0.0, 0.3, model.size)
    jax.block_until_ready(gradient(point))
    blocks = []
    for _ in range(_BLOCKS):
        begun = time.process_time()
        for _ in range(_CALLS):
            jax.block_until_ready(gradient(point))
        blocks.append((time.process_time() - begun) / _CALLS)
    return Cost(model.size, 1e3 * min(blocks), leapfrog(model, stated))


def leapfrog(model: Model, stated: Any) -> float:
    """Milliseconds per leapfrog step of one chain, in the sampler as it runs."""
    devices = min(jax.local_device_count(), 2)
    target = Target(model.log_density, model.size, model.noise_positions, stated)
    # Each chain on a device of its own: side by side on one, the longest would be waited for.
    sampler = Sampler(target, SamplerSettings(chains=2), devices)
    mode = Mode(np.zeros(model.size), 0.3 * np.eye(model.size))
    state, _ = sampler.advance(sampler.start(mode), mode)
    blocks = []
    for _ in range(_BLOCKS // 2):
        begun = time.process_time()
        state, draws = sampler.advance(state, mode)
        blocks.append((time.process_time() - begun) / draws.steps.sum())
    return 1e3 * float(min(blocks))


def invented(size: Size) -> Case:
    """Stocks, arrivals, returns and permits, spread evenly over places and time."""
    codes = sorted(country.alpha_3 for country in pycountry.countries)
    places = [code for code in codes if code != ORIGIN][: size.places]
    months = [date(2020 + k // 12, k % 12 + 1, 1) for k in range(12 * size.years)]
    measures = ("stock", "arrivals", "returns", "permits_issued")
    rng = np.random.default_rng(0)
    claims = []
    for k in range(size.claims):
        measure = measures[k % 4]
        start = months[int(rng.integers(len(months) - 3))]
        end = start if measure == "stock" else start.replace(day=28)
        claims.append(
            Claim(
                id=f"C{k}",
                measure=measure,
                origin=ORIGIN,
                destination=places[k % size.places],
                period_start=start,
                period_end=end,
                value=float(rng.integers(1_000, 90_000)),
                unit="permits" if measure == "permits_issued" else "persons",
                counts="permits" if measure == "permits_issued" else None,
                hedge="about",
                source=f"office{k % 12}",
                published="2030",
                status="observation",
            )
        )
    spec = Spec(
        id="invented",
        title="Invented",
        origin=ORIGIN,
        start=months[0],
        end=date(2019 + size.years, 12, 31),
        population=28_000_000,
        events=(Event(id="crash", date="2020-06-10", kind="surge", title="Crash"),),
    )
    sources = [Source(id=f"office{k}", name="Office", kind="register") for k in range(12)]
    return Case(spec, tuple(claims), {source.id: source for source in sources}, Path())


if __name__ == "__main__":
    main()
