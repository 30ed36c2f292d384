"""How well verdicts find planted distortions: worlds drawn from a finished run, numbers garbled.

Each world is one draw of the account; it is left out of the draws that judge. A number is what
that world holds, through the noise of a careful office; then nothing, or one distortion, is done
to it. Run: `python benchmarks/verdicts.py out/russia-2022`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from counterflow.cases import load_case
from counterflow.ledger import Claim
from counterflow.terms import Measure, Unit, country_name
from counterflow.verdicts.basis import UNKNOWN, Basis
from counterflow.verdicts.definitions import WINDOW, alternatives
from counterflow.verdicts.judge import judge
from counterflow.verdicts.seen import see
from counterflow.verdicts.verdict import Kind
from counterflow.verdicts.worlds import Worlds

NOISE = 0.15
"""Log noise of a careful office, as in the package's priors."""

PLACES = 6
"""Largest destinations asked about, beside all together."""

COPIED = {Measure.STOCK, Measure.ARRIVALS, Measure.BORDER_ENTRIES, Measure.PERMITS_ISSUED}
"""Measures whose numbers are copied with an error."""

KNOWN = 1.5
"""Ratio of the ends of the 80% interval below which a quantity is well known."""

LEAST = 2.0
"""Factor by which a wrong measure or window must change the number: as large as the others."""

FEWEST = 50
"""People below whom no article writes of them."""

RIGHT = {
    "nothing": {Kind.CONSISTENT},
    "factor 2 up": {Kind.HIGH},
    "factor 2 down": {Kind.LOW},
    "wrong measure": {Kind.SOMETHING_ELSE},
    "wrong window": {Kind.SOMETHING_ELSE},
    "copied with an error": {Kind.DISTORTED},
}


def questions(basis: Basis) -> list[Claim]:
    """Claims that an article may make: measures, the larger places, dates."""
    stock = np.median(basis.worlds.tables["stock"][:, -1], axis=0)
    cells = basis.structure.places.cells
    places = [cells[k] for k in np.argsort(-stock) if country_name(cells[k])][:PLACES]
    found = []
    years = range(basis.case.spec.start.year, basis.case.spec.end.year + 1)
    for place in ("", *places):
        for year in years:
            for measure in (Measure.STOCK, Measure.ARRIVALS if place else Measure.DEPARTURES):
                last = date(year, 12, 31)
                first = last if measure is Measure.STOCK else date(year, 1, 1)
                found.append(
                    Claim(
                        id=f"B{len(found)}",
                        measure=measure,
                        origin=basis.case.spec.origin,
                        destination=place,
                        period_start=first,
                        period_end=last,
                        value=1.0,
                        unit=Unit.PERSONS,
                        hedge="about",
                        source=UNKNOWN,
                        published="2026",
                        status="proposed",
                    )
                )
    return found


def one_draw_less(basis: Basis, draw: int) -> Basis:
    """The estimate without one of its draws."""
    kept = np.delete(np.arange(basis.worlds.size), draw)
    w = basis.worlds
    worlds = Worlds(
        w.position[kept],
        {name: table[kept] for name, table in w.tables.items()},
        w.return_hazard[kept],
        w.onward_hazard[kept],
        {name: part[kept] for name, part in w.lens.items()},
    )
    return replace(basis, worlds=worlds, log_likelihood=basis.log_likelihood[kept], _left_out={})


def truths(basis: Basis, claims: list[Claim], draw: int) -> dict[str, float]:
    """What one draw holds of each claim's quantity."""
    compiled = basis.compile(claims)
    rows = np.arange(len(compiled.evidence.claims))
    seen = see(compiled.flat, compiled.evidence, compiled.trust, rows)
    values = {
        id_: float(seen.natural(compiled.evidence, row)[draw]) for id_, row in compiled.row.items()
    }
    return {id_: value for id_, value in values.items() if value >= FEWEST}


def rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def planted(
    basis: Basis, draw: int, rng: np.random.Generator, each: int
) -> Iterator[tuple[str, Claim]]:
    """Claims with what was done to them."""
    asked = questions(basis)
    others = {c.id: alternatives(c, basis) for c in asked}
    everything = [*asked, *(o.claim for found in others.values() for o in found)]
    holds = truths(basis, everything, draw)
    asked = [claim for claim in asked if claim.id in holds]
    ledger = [
        c
        for c in basis.case.observations
        if c.value and not c.population and c.unit is not Unit.PERCENT
        and c.measure in COPIED
        and len(str(int(c.value)).rstrip("0")) >= 4
        and c.period_end <= basis.case.spec.end
    ]  # fmt: skip
    for name in RIGHT:
        count = each * 4 if name == "nothing" else each
        for _ in range(count):
            claim = asked[rng.integers(len(asked))]
            value = holds[claim.id]
            noise = np.exp(NOISE * rng.normal())
            if name == "copied with an error":
                origin = ledger[rng.integers(len(ledger))]
                text = f"{origin.value:.0f}"
                at = int(rng.integers(1, len(text)))
                garbled = (
                    float(text[:at] + text[at + 1 :]) if rng.random() < 0.5 else origin.value * 10
                )
                yield name, origin.model_copy(
                    update={"id": "x", "value": garbled, "source": UNKNOWN, "lineage": "",
                            "published": "2026", "status": claim.status}
                )  # fmt: skip
                continue
            if name in ("wrong measure", "wrong window"):
                wanted = [
                    o
                    for o in others[claim.id]
                    if (o.sort == WINDOW) == (name == "wrong window")
                    and o.claim.id in holds
                    and abs(np.log(holds[o.claim.id] / value)) > np.log(LEAST)
                ]
                if not wanted:
                    continue
                weight = np.asarray([o.weight for o in wanted])
                value = holds[wanted[rng.choice(len(wanted), p=weight / weight.sum())].claim.id]
            value *= {"factor 2 up": 2.0, "factor 2 down": 0.5}.get(name, 1.0) * noise
            stated = max(rounded(value, int(rng.integers(2, 5))), 1.0)
            yield name, claim.model_copy(update={"value": stated})


def area(clean: list[float], distorted: list[float]) -> float:
    """Area under the ROC curve."""
    a, b = np.asarray(clean), np.asarray(distorted)
    return float((b[:, None] > a).mean() + 0.5 * (b[:, None] == a).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a finished run")
    parser.add_argument("--case", default="russia-2022")
    parser.add_argument("--worlds", type=int, default=10)
    parser.add_argument("--each", type=int, default=10)
    parser.add_argument("--seed", type=int, default=20261122)
    asked = parser.parse_args()
    basis = Basis.load(asked.run, load_case(asked.case))
    rng = np.random.default_rng(asked.seed)
    confusion: dict[str, Counter[str]] = {name: Counter() for name in RIGHT}
    suspicion: dict[str, list[float]] = {name: [] for name in RIGHT}
    well_known: Counter[str] = Counter()
    begun = time.process_time()
    for draw in rng.choice(basis.worlds.size, asked.worlds, replace=False):
        pairs = list(planted(basis, int(draw), rng, asked.each))
        found = judge([claim for _, claim in pairs], one_draw_less(basis, int(draw)))
        for (name, _), verdict in zip(pairs, found, strict=True):
            confusion[name][verdict.kind.value] += 1
            if name != "nothing" and verdict.q90 < KNOWN * verdict.q10:
                well_known["all"] += 1
                well_known["right"] += verdict.kind in RIGHT[name]
            if verdict.weights:
                suspicion[name].append(verdict.suspicion)
    wrong = [name for name in RIGHT if name != "nothing"]
    named = sum(confusion[n][k.value] for n in wrong for k in RIGHT[n])
    checked = {
        n: sum(v for k, v in c.items() if k != "not checkable") for n, c in confusion.items()
    }
    flagged = checked["nothing"] - confusion["nothing"]["consistent"]
    print(
        json.dumps(
            {
                "auc": area(suspicion["nothing"], [s for n in wrong for s in suspicion[n]]),
                "auc_by_kind": {n: area(suspicion["nothing"], suspicion[n]) for n in wrong},
                "right_kind": named / sum(checked[n] for n in wrong),
                "right_kind_if_flagged": named
                / sum(checked[n] - confusion[n]["consistent"] for n in wrong),
                "right_kind_if_well_known": well_known["right"] / max(well_known["all"], 1),
                "well_known": well_known["all"],
                "false_alarms": flagged / checked["nothing"],
                "confusion": {name: dict(counts) for name, counts in confusion.items()},
                "cpu_s": round(time.process_time() - begun, 1),
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
