"""Cost of a simulated member against the number of people, beside models with one agent a person.

Run from the root of the repository: `python benchmarks/simulation.py`. Peers run on the same toy
system in the same process where they are installed (`pip install mesa starsim`; neither is needed
by the package): one origin, ten destinations, three phases of stay, a surge, network feedback,
returns and onward moves, 36 months. Each engine's mean stock abroad is held against that of the
cells, in standard errors. Times are of the CPU; the wall clock is given where threads matter.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import platform
import resource
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.engine import simulate
from counterflow.simulation.parameters import Profiles, SimulationParameters
from counterflow.system.timegrid import TimeGrid

Floats = NDArray[np.float64]

MONTHS, PLACES = 36, 10
GRID = TimeGrid.monthly(date(2022, 1, 1), date(2024, 12, 31))
PEERS = ("numpy", "starsim", "mesa")
LARGEST = {"numpy": 10**7, "starsim": 10**7, "mesa": 10**6}
"""People beyond which a peer is not run: it would take minutes or more memory than a laptop has."""

MEMBERS = 500
_RSS_PER_GIB = 2**20 if sys.platform != "darwin" else 2**30


@dataclass(frozen=True)
class Toy:
    """The toy system for one number of people."""

    people: int
    parameters: SimulationParameters

    @classmethod
    def of(cls, people: int) -> Toy:
        """Hazards do not depend on the number of people; the network scales with it."""
        steady = SimulationParameters.steady(MONTHS, PLACES, leaving=4e-3, home=0.05, onward=0.02)
        surge = np.zeros((1, MONTHS, 1))
        surge[0, 9:12, 0] = [1.5e-3, 8e-4, 4e-4]
        attraction = np.linspace(1.0, -1.0, PLACES)
        phases = np.array([1.6, 1.0, 0.5])[:, None]
        return cls(
            people,
            steady._replace(
                surge_hazard=surge,
                surge_shift=np.zeros((1, 1, PLACES)),
                repeat_ratio=np.array([3.0]),
                attraction=steady.attraction + attraction,
                network=np.array([0.15]),
                network_scale=np.array([1e-3 * people]),
                return_hazard=steady.return_hazard * phases,
                onward_hazard=steady.onward_hazard * phases,
                onward_attraction=steady.onward_attraction + 0.7 * attraction,
            ),
        )

    @property
    def risk(self) -> Floats:
        """Departures per person at risk before the network, (T, D)."""
        return self.parameters.risk(GRID.lengths)[0]

    def pull(self, step: int, stock: NDArray[np.int64]) -> Floats:
        """The same with the network."""
        p = self.parameters
        return np.asarray(self.risk[step] * (1 + stock / p.network_scale[0]) ** p.network[0])

    def exits(self, step: int) -> tuple[Floats, Floats]:
        """Chance of leaving a place in a step and the share of this that goes home, (P, D)."""
        home, on = (h[0, step] for h in self.parameters[7:9])
        return -np.expm1(-(home + on) * GRID.lengths[step]), home / (home + on)

    @property
    def elsewhere(self) -> Floats:
        """Cumulative choice of onward movers by place of origin, (D, D)."""
        reach = np.exp(self.parameters.onward_attraction[0, 0])
        rows = np.where(np.eye(PLACES, dtype=bool), 0.0, reach)
        return np.asarray(np.cumsum(rows / rows.sum(1, keepdims=True), axis=1))


def cells(toy: Toy, members: int, seed: int) -> Floats:
    """Stock abroad at the end, by member."""
    ensemble = simulate(toy.parameters, GRID, toy.people, members=members, seed=seed, threads=1)
    return ensemble.stock[:, -1].sum(1).astype(float)


class People:
    """One step for arrays of people, given a source of uniforms for each of them."""

    def __init__(self, toy: Toy) -> None:
        self.toy, self.elsewhere, self.t = toy, toy.elsewhere, 0

    def step(
        self,
        place: NDArray[Any],
        months: NDArray[Any],
        left: NDArray[Any],
        uniforms: Callable[[NDArray[np.int64]], Floats],
    ) -> None:
        """Move everyone; place is -1 at home. The arrays are changed in place."""
        t, toy = self.t, self.toy
        self.t += 1
        home, abroad = np.flatnonzero(place < 0), np.flatnonzero(place >= 0)
        stock = np.bincount(place[abroad].astype(np.int64), minlength=PLACES)
        pull = toy.pull(t, stock)
        total = pull.sum()
        ratio = np.where(left[home], toy.parameters.repeat_ratio[0], 1.0)
        going = home[uniforms(home) < -np.expm1(-total * ratio)]
        chance, share = toy.exits(t)
        phase = np.searchsorted([3, 12], months[abroad], side="right")
        here = place[abroad].astype(np.int64)
        out = uniforms(abroad) < chance[phase, here]
        back = np.zeros(len(abroad), dtype=bool)
        back[out] = uniforms(abroad[out]) < share[phase[out], here[out]]
        onward = out & ~back
        movers = abroad[onward]
        rows = self.elsewhere[here[onward]]
        place[movers] = np.minimum((rows < uniforms(movers)[:, None]).sum(1), PLACES - 1)
        months[movers] = 0
        place[abroad[back]] = -1
        place[going] = np.searchsorted(np.cumsum(pull) / total, uniforms(going))
        months[going] = 0
        left[going] = True
        months[place >= 0] += 1


def numpy_people(toy: Toy, members: int, seed: int) -> Floats:
    """One slot of NumPy arrays a person."""
    return np.array([numpy_member(toy, [seed, member]) for member in range(members)], dtype=float)


def numpy_member(toy: Toy, seed: list[int]) -> int:
    """Stock abroad at the end of one history."""
    rng = np.random.default_rng(seed)
    place = np.full(toy.people, -1, dtype=np.int8)
    months = np.zeros(toy.people, dtype=np.int16)
    left = np.zeros(toy.people, dtype=bool)
    people = People(toy)
    for _ in range(MONTHS):
        people.step(place, months, left, lambda who: rng.random(len(who)))
    return int((place >= 0).sum())


def starsim_people(toy: Toy, members: int, seed: int) -> Floats:
    """A Starsim module with states of its own and Starsim's random numbers."""
    ss = importlib.import_module("starsim")

    class Migration(ss.Module):
        def __init__(self) -> None:
            super().__init__()
            self.define_states(
                ss.IntArr("place", default=-1),
                ss.IntArr("months", default=0),
                ss.BoolArr("left", default=False),
            )
            self.uniform = ss.random(strict=False)
            self.people = People(toy)

        def step(self) -> None:
            self.people.step(
                self.place.raw[: toy.people],
                self.months.raw[: toy.people],
                self.left.raw[: toy.people],
                lambda who: self.uniform.rvs(ss.uids(who)),
            )

    found = np.empty(members)
    for member in range(members):
        module = Migration()
        sim = ss.Sim(
            n_agents=toy.people,
            modules=module,
            start=0,
            dur=MONTHS - 1,
            dt=1,
            rand_seed=1000 * seed + member,
            verbose=0,
            copy_inputs=False,
        )
        sim.run()
        assert module.people.t == MONTHS
        found[member] = (module.place.raw[: toy.people] >= 0).sum()
    return found


def mesa_people(toy: Toy, members: int, seed: int) -> Floats:
    """One Mesa agent a person; hazards are those of the counts at the step's start."""
    mesa = importlib.import_module("mesa")

    class Migrant(mesa.Agent):
        def __init__(self, model: Any) -> None:
            super().__init__(model)
            self.place, self.months, self.left = -1, 0, False

        def step(self) -> None:
            model, draw, place = self.model, self.model.random.random, self.place
            if place < 0:
                if draw() < (model.again if self.left else model.first):
                    self.place = int(np.searchsorted(model.choice, draw()))
                    self.months, self.left = 1, True
                return
            phase = 0 if self.months < 3 else 1 if self.months < 12 else 2
            self.months += 1
            if draw() < model.chance[phase][place]:
                if draw() < model.share[phase][place]:
                    self.place = -1
                else:
                    row = model.elsewhere[place]
                    self.place = min(int(np.searchsorted(row, draw())), PLACES - 1)
                    self.months = 1

    class Country(mesa.Model):
        def __init__(self, seed: int) -> None:
            super().__init__(seed=seed)
            Migrant.create_agents(self, toy.people)
            self.t, self.elsewhere = 0, toy.elsewhere

        def step(self) -> None:
            stock = np.zeros(PLACES, dtype=np.int64)
            for agent in self.agents:
                if agent.place >= 0:
                    stock[agent.place] += 1
            pull = toy.pull(self.t, stock)
            total = float(pull.sum())
            self.choice = np.cumsum(pull) / total
            self.first = -np.expm1(-total)
            self.again = -np.expm1(-total * toy.parameters.repeat_ratio[0])
            self.chance, self.share = (part.tolist() for part in toy.exits(self.t))
            self.agents.do("step")
            self.t += 1

    found = np.empty(members)
    for member in range(members):
        model = Country(1000 * seed + member)
        for _ in range(MONTHS):
            model.step()
        found[member] = sum(agent.place >= 0 for agent in model.agents)
    return found


ENGINES: dict[str, Callable[[Toy, int, int], Floats]] = {
    "cells": cells,
    "numpy": numpy_people,
    "starsim": starsim_people,
    "mesa": mesa_people,
}


def timed(engine: str, toy: Toy, members: int) -> tuple[float, Floats]:
    """CPU milliseconds a member, and the stocks abroad."""
    gc.collect()
    begun = time.process_time()
    found = ENGINES[engine](toy, members, 1)
    return 1e3 * (time.process_time() - begun) / members, found


def compare(sizes: list[int], peers: list[str]) -> None:
    """Milliseconds a member for every engine and number of people, and the ratios."""
    cells(Toy.of(1000), 2, 0)
    print("| people | engine | members | CPU ms a member | times the cells | mean apart (s.e.) |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    flat = []
    for people in sizes:
        toy = Toy.of(people)
        base, stock = timed("cells", toy, MEMBERS)
        flat.append(base)
        print(f"| {people:,} | cells | {MEMBERS} | {base:.3f} | 1 | |", flush=True)
        for peer in peers:
            if people > LARGEST[peer]:
                continue
            members = 20 if people <= 10**4 else 4 if people <= 10**5 else 1
            cost, found = timed(peer, toy, members)
            error = stock.std() * np.sqrt(1 / members + 1 / MEMBERS)
            apart = (found.mean() - stock.mean()) / error
            row = (f"{people:,}", peer, members, f"{cost:,.0f}", f"{cost / base:,.0f}")
            print(f"| {' | '.join(map(str, row))} | {apart:+.1f} |", flush=True)
    print(f"\ncells, largest over smallest time: {max(flat) / min(flat):.2f} (to reach: below 2)\n")


def target(members: int) -> None:
    """The size of a real forecast: 48 months, 40 destinations, three phases of stay."""
    grid = TimeGrid.monthly(date(2022, 1, 1), date(2025, 12, 31))
    rng = np.random.default_rng(1)
    base = SimulationParameters.steady(
        grid.steps, 40, draws=members, leaving=2e-3, onward=0.01, network=0.2
    )
    shift = rng.normal(size=(members, 1, 40))
    parameters = base._replace(
        attraction=base.attraction + shift, onward_attraction=base.onward_attraction + 0.7 * shift
    )
    begun = time.perf_counter()
    simulate(SimulationParameters.steady(grid.steps, 40), grid, 1000)
    print(f"first call, compiling or loading: {time.perf_counter() - begun:.1f} s\n")
    print("| people | members | CPU s | wall s | peak memory GiB |\n" + "| ---: " * 5 + "|")
    for people in (10**4, 10**6, 10**8):
        scaled = parameters._replace(network_scale=np.full(members, 1e-5 * people))
        gc.collect()
        cpu, wall = time.process_time(), time.perf_counter()
        simulate(scaled, grid, people, members=members)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _RSS_PER_GIB
        print(f"| {people:,} | {members} | {cpu:.2f} | {wall:.2f} | {peak:.2f} |", flush=True)
    print()


def pairing(members: int) -> None:
    """How many independent pairs one paired member is worth."""
    toy = Toy.of(10**5)
    p = toy.parameters
    weaker = Toy(toy.people, p._replace(surge_hazard=0.9 * p.surge_hazard))
    base, paired, apart = (
        cells(toy, members, 1),
        cells(weaker, members, 1),
        cells(weaker, members, 2),
    )
    ratio = (base - apart).var() / (base - paired).var()
    print(f"a surge weaker by a tenth, {members} members: {(paired - base).mean():.1f} abroad")
    print(f"variance of independent over paired differences: {ratio:.0f}\n")


def far(members: int) -> None:
    """40 million people, 96 profiles, 30 destinations, 36 months; 13 cells of stay."""
    rng = np.random.default_rng(2)
    count, places = 96, 30
    profiles = Profiles(
        rng.dirichlet(np.ones(count)),
        rng.gamma(4.0, 0.25, size=(count, places)),
        rng.gamma(4.0, 0.25, size=count),
        rng.gamma(4.0, 0.25, size=count),
    )
    parameters = SimulationParameters.steady(MONTHS, places, leaving=2e-3, network=0.2)
    run = {"profiles": profiles, "members": members}
    simulate(parameters, GRID, 1000, profiles=profiles)
    cpu, wall = time.process_time(), time.perf_counter()
    simulate(parameters, GRID, 40_000_000, **run)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(
        f"far goal: {count} profiles x {places} destinations x 13 cells of stay, {members} members"
    )
    print(f"{1e3 * cpu / members:.0f} ms CPU a member, {wall:.1f} s on the wall; 10,000 members")
    print(f"would take {wall / members * 10_000 / 60:.0f} minutes on this machine as it is now\n")


def workers(counts: list[int], members: int) -> None:
    """Wall time of one forecast on 1, 2, 4 Dask workers of one thread, held against one process.

    The model is the bundled case's with draws from its prior; clusters are started and warmed up
    before the clock, and every result is compared with that of this process.
    """
    from counterflow.cases import load_case
    from counterflow.estimation.structure import build_structure
    from counterflow.forecast.blocks import BLOCK, Plan
    from counterflow.forecast.outlook import Outlook
    from counterflow.forecast.workers import run_plan
    from counterflow.simulation.apply import Setting

    distributed = importlib.import_module("distributed")
    case = load_case("russia-2022")
    structure = build_structure(case)
    outlook = Outlook.of(case, structure, 24)
    setting = Setting(outlook.grid, structure.places, {})
    plan = Plan(outlook, setting, (), round(structure.population), 1)
    z = np.random.default_rng(1).normal(0.0, 0.3, (200, structure.packing.size))
    run_plan(plan, z, BLOCK, "none")
    begun = time.perf_counter()
    (here,) = run_plan(plan, z, members, "none")
    alone = time.perf_counter() - begun
    cores = os.cpu_count()
    print(f"{members} members x {len(here.stock[0])} months x {structure.places.size} places")
    print(f"one process with {cores} threads: {alone:.1f} s on {cores} cores\n")
    print(
        "| Dask workers | wall s | times one worker | same numbers |\n| ---: | ---: | ---: | --- |"
    )
    first = 0.0
    for count in counts:
        with (
            distributed.LocalCluster(
                n_workers=count, threads_per_worker=1, dashboard_address=None
            ) as cluster,
            distributed.Client(cluster),
        ):
            run_plan(plan, z, count * BLOCK, cluster.scheduler_address)
            begun = time.perf_counter()
            (there,) = run_plan(plan, z, members, cluster.scheduler_address)
            spent = time.perf_counter() - begun
        first = first or spent
        same = all(np.array_equal(a, b) for a, b in zip(here, there, strict=True))
        print(f"| {count} | {spent:.1f} | {first / spent:.2f} | {'yes' if same else 'NO'} |")
    print()


def installed(name: str) -> str | None:
    """Version of a package, if there is one."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=10**8, help="most people to simulate")
    parser.add_argument("--members", type=int, default=1000, help="of the real forecast")
    parser.add_argument("--far", type=int, default=20, help="members of the far goal; 0 skips it")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4], help="of Dask")
    asked = parser.parse_args()
    warnings.filterwarnings("ignore")
    names = ("numpy", "numba", "starsim", "mesa")
    versions = {name: installed(name) for name in names}
    peers = [peer for peer in PEERS if versions[peer] is not None]
    said = ", ".join(f"{name} {versions[name] or 'not installed'}" for name in names)
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, {said}")
    print(f"load before: {os.getloadavg()[0]:.1f}\n")
    target(asked.members)
    pairing(2000)
    if asked.far:
        far(asked.far)
    if asked.workers and installed("distributed"):
        workers(asked.workers, asked.members)
    compare([n for n in (10**4, 10**5, 10**6, 10**7, 10**8) if n <= asked.largest], peers)


if __name__ == "__main__":
    main()
