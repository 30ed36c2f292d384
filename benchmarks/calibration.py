"""Simulation-based calibration at full scale: rank histograms, coverage, divergences, a picture.

Run from the root of the repository: `python benchmarks/calibration.py`. Truths are drawn from the
prior of a small case with a claim of every family, claims from the truths, and each posterior by
trajectories in its own scaling, as the estimate is drawn, `--size` of them side by side. Finished
batches are kept in `--kept`, so a run goes on where the last one stopped; without `--minutes` it
reports on what there is.

"""

from __future__ import annotations

import argparse
import os
import platform
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy.stats import binom
from svg import Svg, write

import counterflow as cf
from counterflow.calibration.batch import BatchSettings
from counterflow.calibration.ranks import LEVELS, Ranks, envelope
from counterflow.calibration.sbc import Calibrator
from counterflow.estimation.engine import prepare
from counterflow.estimation.model import Model
from counterflow.estimation.structure import build_structure

BINS = 20
DRAWS = 99
SETTINGS = BatchSettings(warmup=100, draws=300, target_accept=0.9)
_COLUMNS = 4


@dataclass(frozen=True)
class Kept:
    """Ranks of all finished batches."""

    ranks: Ranks
    divergences: float
    steps: float


def main() -> None:
    """Run, read what is kept, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", default="tests/calibration/case")
    parser.add_argument("--kept", type=Path, default=Path("out/calibration"))
    parser.add_argument("--size", type=int, default=48, help="replications side by side")
    parser.add_argument("--replications", type=int, default=480)
    parser.add_argument("--minutes", type=float, default=0.0, help="start no batch after so long")
    parser.add_argument("--picture", type=Path, help="where to draw the histograms, an SVG")
    asked = parser.parse_args()
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, {asked.case}")
    asked.kept.mkdir(parents=True, exist_ok=True)
    if asked.minutes:
        run(asked)
    kept = read(asked.kept)
    report(kept)
    if asked.picture:
        write(asked.picture, histograms(kept.ranks))


def run(asked: argparse.Namespace) -> None:
    """Batches that are still missing."""
    begun = time.monotonic()
    prepare()
    calibrator = Calibrator(Model(build_structure(cf.load_case(asked.case))), SETTINGS, DRAWS)
    for batch in range(-(-asked.replications // asked.size)):
        path = asked.kept / f"{asked.size}-{batch}.npz"
        if path.exists() or time.monotonic() - begun > 60 * asked.minutes:
            continue
        spent = time.process_time()
        found = calibrator.replicate(asked.size, seed=batch)
        np.savez(
            path,
            names=np.asarray(found.ranks.names),
            ranks=found.ranks.ranks,
            behaved=[found.divergences, found.steps],
        )
        print(f"batch {batch}: {time.process_time() - spent:.0f} CPU s", flush=True)


def read(folder: Path) -> Kept:
    """All finished batches."""
    parts = [np.load(path) for path in sorted(folder.glob("*.npz"))]
    behaved = np.mean([part["behaved"] for part in parts], axis=0)
    ranks = np.concatenate([part["ranks"] for part in parts])
    return Kept(Ranks(tuple(parts[0]["names"].tolist()), ranks, DRAWS), *behaved.tolist())


def report(kept: Kept) -> None:
    """Coverage by group, and how many histograms leave their envelope."""
    ranks, count = kept.ranks, len(kept.ranks.ranks)
    print(f"{count} replications, {len(ranks.names)} quantities")
    print(f"divergent trajectories {kept.divergences:.2%}, mean leapfrog steps {kept.steps:.0f}\n")
    account = ranks.names.index("log likelihood") + 1
    groups = {"account": np.arange(account), "parameters": np.arange(account, len(ranks.names))}
    outside = ranks.outside(BINS)
    print(f"| group | {' | '.join(f'{level:.0%}' for level in LEVELS)} | outside the envelope |")
    print(f"| --- |{' ---: |' * (len(LEVELS) + 1)}")
    for name, members in groups.items():
        covered = [f"{ranks.coverage(level)[members].mean():.1%}" for level in LEVELS]
        print(f"| {name} | {' | '.join(covered)} | {outside[members].sum()} of {len(members)} |")
    print("\n| quantity | " + " | ".join(f"{level:.0%}" for level in LEVELS) + " | outside |")
    print(f"| --- |{' ---: |' * (len(LEVELS) + 1)}")
    for index in range(account):
        covered = [f"{ranks.coverage(level)[index]:.1%}" for level in LEVELS]
        said = "yes" if outside[index] else "no"
        print(f"| {ranks.names[index]} | {' | '.join(covered)} | {said} |")
    total = len(ranks.names)
    most = int(binom.ppf(0.95, total, 0.05))
    verdict = "as expected" if outside.sum() <= most else "more than expected"
    print(
        f"\n{outside.sum()} of {total} histograms leave their 95% envelope; up to {most} are "
        f"expected of honest intervals: {verdict}"
    )
    worst = [ranks.names[index] for index in np.flatnonzero(outside)]
    print(f"outside: {', '.join(worst) or 'none'}")


def histograms(ranks: Ranks) -> Svg:
    """Rank histograms of the account's quantities with their envelope."""
    shown = ranks.names.index("log likelihood") + 1
    low, high = envelope(len(ranks.ranks), BINS)
    counts = ranks.histogram(BINS)
    top = max(float(counts[:, :shown].max()), high) * 1.1
    wide, tall, gap, head = 190, 110, 24, 56
    rows = -(-shown // _COLUMNS)
    page = Svg(_COLUMNS * (wide + gap) + gap, rows * (tall + gap + 16) + head)
    page.text(gap, 22, f"Ranks of the truth in {len(ranks.ranks)} replications", 15, "bold")
    page.text(gap, 40, "grey: where all bars of an honest estimate lie with probability 95%", 12)
    for index in range(shown):
        left = gap + index % _COLUMNS * (wide + gap)
        base = head + index // _COLUMNS * (tall + gap + 16) + tall + 14
        scale = tall / top
        page.text(left, base - tall - 2, ranks.names[index], 12)
        page.box(left, base - high * scale, wide, (high - low) * scale, "#d9d9d9")
        for bin_, count in enumerate(counts[:, index]):
            width = wide / BINS
            page.box(
                left + bin_ * width + 0.5,
                base - count * scale,
                width - 1,
                count * scale,
                "#2b6cb0",
                0.75,
            )
        page.line(left, base, left + wide, base)
    return page


if __name__ == "__main__":
    main()
