"""What the prior alone says: key figures of a case, and how many of its claims it foretells.

Run from the root of the repository: `python benchmarks/prior.py`. Accounts are drawn from the prior
of a bundled case, with no claim learnt from; only scales of visitors and earlier residents come
from the series' own numbers. `--run FOLDER` sets the estimate of a finished run beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from svg import Svg, write

import counterflow as cf
from counterflow.calibration.foretell import Foreteller
from counterflow.calibration.priors import prior_draws, prior_headlines
from counterflow.estimation.engine import prepare
from counterflow.estimation.model import Model
from counterflow.estimation.structure import build_structure

Array = NDArray[np.float64]

QUANTILES = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
LABELS = {
    "still_abroad": "living abroad at the end",
    "peak_abroad": "living abroad at the peak",
    "departures_total": "departures",
    "returned_total": "returns",
    "returned_share": "returns, % of departures",
}
_LEFT, _WIDE, _ROW = 210, 560, 46


def main() -> None:
    """Draw, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", default="russia-2022")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--run", type=Path, help="folder of a finished run")
    parser.add_argument("--picture", type=Path, help="where to draw the key figures, an SVG")
    asked = parser.parse_args()
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, {asked.case}")
    prepare()
    model = Model(build_structure(cf.load_case(asked.case)))
    z = prior_draws(model, asked.draws, seed=1)
    key = {name: np.quantile(v, QUANTILES) for name, v in prior_headlines(model, z).items()}
    print(f"\n| prior | {' | '.join(f'{q:.1%}' for q in QUANTILES)} |")
    print(f"| --- |{' ---: |' * len(QUANTILES)}")
    for name, row in key.items():
        print(f"| {LABELS[name]} | {' | '.join(f'{number:,.3g}' for number in row)} |")
    place = Foreteller(model).foretell(z, seed=1).place
    kinds = np.asarray([claim.measure.value for claim in model.structure.evidence.claims])
    print("\n| claims | count | in 50% | in 90% | below 5% | above 95% |\n| --- |" + " ---: |" * 5)
    for kind in ("all", *sorted(set(kinds))):
        where = place[(kinds == kind) | (kind == "all")]
        inside = [np.mean(np.abs(where - 0.5) < level / 2) for level in (0.5, 0.9)]
        tails = [np.mean(where < 0.05), np.mean(where > 0.95)]
        cells = (f"{share:.0%}" for share in (*inside, *tails))
        print(f"| {kind} | {len(where)} | {' | '.join(cells)} |")
    if asked.picture:
        write(asked.picture, picture(key, posterior(asked.run), asked.case))


def posterior(folder: Path | None) -> dict[str, dict[str, float]]:
    """Key figures of a finished run."""
    if folder is None:
        return {}
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return {row["key"]: row for row in record["headline"]}


def picture(key: dict[str, Array], after: dict[str, dict[str, float]], case: str) -> Svg:
    """Bands of the prior on a scale of tenfold steps, and the estimate's 80% interval on them."""
    page = Svg(_LEFT + _WIDE + 40, 70 + _ROW * len(key) + 30)
    page.text(16, 24, f"What the prior alone says: {case}", 15, "bold")
    page.text(16, 42, "blue: prior, 50%, 80% and 95%; orange: the estimate's 80% interval", 12)
    for index, (name, row) in enumerate(key.items()):
        share = name == "returned_share"
        ends = (0.0, 2.0) if share else (3.0, 8.0)

        def across(number: float, ends: tuple[float, float] = ends) -> float:
            place = (np.log10(max(number, 1e-9)) - ends[0]) / (ends[1] - ends[0])
            return _LEFT + _WIDE * float(np.clip(place, 0, 1))

        top = 62 + index * _ROW
        page.text(_LEFT - 12, top + 16, LABELS[name], 12, end=True)
        for low, high, opacity in ((0, 6, 0.25), (1, 5, 0.35), (2, 4, 0.6)):
            page.box(across(row[low]), top, across(row[high]) - across(row[low]), 22, "#2b6cb0",
                     opacity)  # fmt: skip
        page.box(across(row[3]) - 1, top, 2, 22, "#1a365d")
        if name in after:
            low, high = (across(after[name][q]) for q in ("q10", "q90"))
            page.box(low, top + 7, high - low, 8, "#dd6b20")
        for power in range(int(ends[0]), int(ends[1]) + 1):
            at = across(10.0**power)
            page.line(at, top + 24, at, top + 27)
            words = f"{10**power:,}%" if share else f"{10**power:,}"
            page.text(at - 3 * len(words), top + 37, words, 9)
    return page


if __name__ == "__main__":
    main()
