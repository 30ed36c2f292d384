"""Updates after one changed claim: how each was made, and what it cost.

Run from the root of the repository, beside a finished run: `python benchmarks/update.py russia-2022
out/russia-2022`. Claims of the fit are drawn at random; each is corrected by a factor, by another,
and withdrawn, one change a time. Weights take seconds, and so do draws that are moved; where
neither reaches, chains would have to go on, which is counted here and timed only with `--chains`.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

import counterflow as cf
from counterflow.cases.case import Case
from counterflow.estimation import update as updating
from counterflow.estimation.carry import Start, stored_start
from counterflow.estimation.posterior import Posterior
from counterflow.ledger import Claim
from counterflow.ledger.claim import Status

FACTORS = (1.1, 1.5)


class NotByWeights(Exception):
    """Chains would have to go on."""


def main() -> None:
    """Change claims, one after the other, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case")
    parser.add_argument("run", type=Path, help="folder of a finished run")
    parser.add_argument("--claims", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chains", action="store_true", help="let chains go on where they must")
    asked = parser.parse_args()
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, {asked.case}")
    print(f"load before: {os.getloadavg()[0]:.1f}\n")
    case = cf.load_case(asked.case)
    start = stored_start(asked.run, case)
    learnt = sorted(cf.load_posterior(asked.run, case).structure.learnt)
    chosen = np.random.default_rng(asked.seed).choice(learnt, asked.claims, replace=False)
    if not asked.chains:
        vars(updating)["estimate"] = refuse
    print("| claim | change | made by | Pareto k | ESS | s |\n| --- | --- | --- |" + " ---: |" * 3)
    spent: dict[str, list[float]] = {}
    for id_, change, changed in changes(case, [str(id_) for id_ in chosen]):
        method, cells, seconds = updated(start, changed)
        spent.setdefault(f"{change}: {method}", []).append(seconds)
        print(f"| {id_} | {change} | {method} | {' | '.join(cells)} | {seconds:.1f} |", flush=True)
    print("\n| change and method | updates | median s | slowest s |\n| --- |" + " ---: |" * 3)
    for name, seconds_ in sorted(spent.items()):
        print(f"| {name} | {len(seconds_)} | {np.median(seconds_):.1f} | {max(seconds_):.1f} |")


def refuse(*_parts: object) -> Posterior:
    """Stands for chains that would have to go on."""
    raise NotByWeights


def changes(case: Case, ids: list[str]) -> Iterator[tuple[str, str, Case]]:
    """Each claim corrected and withdrawn."""
    for id_ in ids:
        for factor in FACTORS:
            rows = [scaled(c, factor) if c.id == id_ else c for c in case.claims]
            yield id_, f"times {factor}", case.with_claims(tuple(rows))
        rows = [
            c.model_copy(update={"status": Status.CONTEXT}) if c.id == id_ else c
            for c in case.claims
        ]
        yield id_, "withdrawn", case.with_claims(tuple(rows))


def scaled(claim: Claim, factor: float) -> Claim:
    """The claim with other numbers."""
    numbers = {name: getattr(claim, name) for name in ("value", "low", "high")}
    return claim.model_copy(
        update={name: None if n is None else n * factor for name, n in numbers.items()}
    )


def updated(start: Start, case: Case) -> tuple[str, tuple[str, str], float]:
    """How an update was made, what its weights were like, and the seconds it took."""
    begun = time.perf_counter()
    try:
        told = updating.update_from(start, case, allow_unconverged=True).run["update"]
    except NotByWeights:
        return "chains", ("", ""), time.perf_counter() - begun
    cells = (f"{told['pareto_k']:.2f}", f"{told['ess']:.0f}")
    return told["method"], cells, time.perf_counter() - begun


if __name__ == "__main__":
    main()
