"""How well verdicts find planted distortions: worlds drawn from a finished run, numbers garbled.

Each world is one draw of the account; it is left out of the draws that judge. A number is what an
office would have counted in that world, through the noise that it has there; then nothing, or one
distortion, is done to it. Questions are those of the ledger's own observations, or a grid of years
and places. Run: `python benchmarks/verdicts.py out/russia-2022`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np

from counterflow.cases import load_case
from counterflow.ledger import Claim
from counterflow.ledger.claim import Status
from counterflow.observation.components import Form
from counterflow.observation.evidence import FORMS
from counterflow.terms import Hedge, Measure, Unit, country_name
from counterflow.verdicts.basis import UNKNOWN, Basis
from counterflow.verdicts.definitions import WINDOW, alternatives
from counterflow.verdicts.judge import judge
from counterflow.verdicts.seen import see
from counterflow.verdicts.verdict import Kind
from counterflow.verdicts.worlds import Worlds

PLACES = 6
"""Largest destinations asked about, beside all together."""

COPIED = {Measure.STOCK, Measure.ARRIVALS, Measure.BORDER_ENTRIES, Measure.PERMITS_ISSUED}
"""Measures whose numbers are copied with an error."""

LEAST = 2.0
"""Factor by which a wrong measure or window must change the number: as large as the others."""

COUNTED = {Unit.PERSONS, Unit.CROSSINGS, Unit.PERMITS, Unit.APPLICATIONS}
"""Units of the questions asked: percentages have no factor of two that stays a percentage."""

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


def of_the_ledger(basis: Basis) -> list[Claim]:
    """What the ledger's own observations ask: articles of the crisis do ask it."""
    found: list[Claim] = []
    for claim in basis.case.observations:
        if claim.unit in COUNTED and claim.value and claim.measure is not Measure.CHANGE:
            asked = {"id": f"B{len(found)}", "value": 1.0, "low": None, "high": None,
                     "hedge": "about", "lineage": "", "published": "2026",
                     "status": "proposed"}  # fmt: skip
            found.append(Claim.model_validate(claim.model_dump() | asked))
    return found


def of_a_grid(basis: Basis) -> list[Claim]:
    """Each year's flows and last stock of the larger places, counted by anybody or not."""
    stock = np.median(basis.worlds.tables["stock"][:, -1], axis=0)
    cells = basis.structure.places.cells
    places = [cells[k] for k in np.argsort(-stock) if country_name(cells[k])][:PLACES]
    found: list[Claim] = []
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
                        hedge=Hedge.ABOUT,
                        source=UNKNOWN,
                        published="2026",
                        status=Status.PROPOSED,
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


class Held(NamedTuple):
    """What one world holds of a quantity.

    Attributes
    ----------
    value
        What an office expects to count there, in persons or records.
    log_noise, noise
        Noise of the office in that world: on the log scale, and in persons for differences.
    """

    value: float
    log_noise: float
    noise: float

    def said(self, rng: np.random.Generator, factor: float = 1.0) -> float:
        """A number of that office, put wrong by a factor."""
        chance = rng.normal()
        said = factor * (self.value * np.exp(self.log_noise * chance) + self.noise * chance)
        return float(said)


def holdings(basis: Basis, claims: list[Claim], draw: int) -> dict[str, Held]:
    """What one draw holds of each claim's quantity, as the claim's office would count it."""
    compiled = basis.compile(claims)
    evidence = compiled.evidence
    rows = np.arange(len(evidence.claims))
    seen = see(compiled.flat, evidence, compiled.trust, rows)
    differs = evidence.form == FORMS[Form.DIFFERENCE]
    unit = seen.unit[draw]
    # The rounding of the placeholders is none of the offices' noise.
    rounding = evidence.stated.rounding / np.where(differs, unit, 1.0)
    noise = np.sqrt(np.maximum(seen.spread[draw] ** 2 - rounding**2, 0.0))
    found = {}
    for id_, row in compiled.row.items():
        bias = 0.0 if differs[row] else seen.centre[draw, row] - seen.truth[draw, row]
        value = float(seen.natural(evidence, row)[draw] * np.exp(bias))
        spread = (0.0, noise[row] * unit[row]) if differs[row] else (noise[row], 0.0)
        if value >= FEWEST:
            found[id_] = Held(value, *spread)
    return found


def rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def planted(
    basis: Basis, asked: list[Claim], draw: int, rng: np.random.Generator, each: int
) -> Iterator[tuple[str, Claim]]:
    """Claims with what was done to them."""
    others = {c.id: alternatives(c, basis) for c in asked}
    everything = [*asked, *(o.claim for found in others.values() for o in found)]
    holds = holdings(basis, everything, draw)
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
        while count:
            if name == "copied with an error":
                yield name, miscopied(ledger[rng.integers(len(ledger))], rng)
                count -= 1
                continue
            claim = asked[rng.integers(len(asked))]
            held = holds[claim.id]
            if name in ("wrong measure", "wrong window"):
                wanted = [
                    o
                    for o in others[claim.id]
                    if (o.sort == WINDOW) == (name == "wrong window")
                    and o.claim.id in holds
                    and abs(np.log(holds[o.claim.id].value / held.value)) > np.log(LEAST)
                ]
                if not wanted:
                    continue
                weight = np.asarray([o.weight for o in wanted])
                held = holds[wanted[rng.choice(len(wanted), p=weight / weight.sum())].claim.id]
            factor = {"factor 2 up": 2.0, "factor 2 down": 0.5}.get(name, 1.0)
            stated = max(rounded(held.said(rng, factor), int(rng.integers(2, 5))), 1.0)
            yield name, claim.model_copy(update={"value": stated})
            count -= 1


def miscopied(original: Claim, rng: np.random.Generator) -> Claim:
    """A number of the ledger with a digit lost or a zero too many, crediting nobody."""
    assert original.value is not None
    text = f"{original.value:.0f}"
    at = int(rng.integers(1, len(text)))
    lost = rng.random() < 0.5
    return original.model_copy(
        update={
            "id": "x",
            "value": float(text[:at] + text[at + 1 :]) if lost else original.value * 10,
            "source": UNKNOWN,
            "lineage": "",
            "published": "2026",
            "status": Status.PROPOSED,
        }
    )


def area(clean: list[float], distorted: list[float]) -> float:
    """Area under the ROC curve."""
    a, b = np.asarray(clean), np.asarray(distorted)
    return float((b[:, None] > a).mean() + 0.5 * (b[:, None] == a).mean())


def measured(
    basis: Basis, asked: list[Claim], worlds: int, each: int, seed: int
) -> dict[str, object]:
    """Figures of one mix of questions: nothing is left out of any."""
    rng = np.random.default_rng(seed)
    confusion: dict[str, Counter[str]] = {name: Counter() for name in RIGHT}
    suspicion: dict[str, list[float]] = {name: [] for name in RIGHT}
    begun = time.process_time()
    for draw in rng.choice(basis.worlds.size, worlds, replace=False):
        pairs = list(planted(basis, asked, int(draw), rng, each))
        found = judge([claim for _, claim in pairs], one_draw_less(basis, int(draw)))
        for (name, _), verdict in zip(pairs, found, strict=True):
            confusion[name][verdict.kind.value] += 1
            # What cannot be checked is not suspected of anything.
            suspicion[name].append(verdict.suspicion if verdict.weights else 0.0)
    wrong = [name for name in RIGHT if name != "nothing"]
    named = sum(confusion[n][k.value] for n in wrong for k in RIGHT[n])
    clean = confusion["nothing"]
    passed = clean[Kind.CONSISTENT.value] + clean[Kind.NOT_CHECKABLE.value]
    return {
        "auc": area(suspicion["nothing"], [s for n in wrong for s in suspicion[n]]),
        "auc_by_kind": {n: area(suspicion["nothing"], suspicion[n]) for n in wrong},
        "right_kind": named / sum(sum(confusion[n].values()) for n in wrong),
        "false_alarms": 1.0 - passed / sum(clean.values()),
        "numbers": sum(sum(counts.values()) for counts in confusion.values()),
        "confusion": {name: dict(counts) for name, counts in confusion.items()},
        "cpu_s": round(time.process_time() - begun, 1),
    }


def confusion_table(found: dict[str, object]) -> str:
    """The confusion matrix as Markdown, as the page on verdicts shows it."""
    names = [kind.value for kind in Kind]
    lines = [f"| done to the number | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    confusion = cast("dict[str, dict[str, int]]", found["confusion"])
    for name, counts in confusion.items():
        cells = " | ".join(str(counts.get(kind, 0)) for kind in names)
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a finished run")
    parser.add_argument("--case", default="russia-2022")
    parser.add_argument("--worlds", type=int, default=20)
    parser.add_argument("--each", type=int, default=10)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--questions", choices=QUESTIONS, default="ledger")
    asked = parser.parse_args()
    basis = Basis.load(asked.run, load_case(asked.case))
    questions = QUESTIONS[asked.questions](basis)
    found = measured(basis, questions, asked.worlds, asked.each, asked.seed)
    print(json.dumps(found, indent=2))
    print(confusion_table(found))


QUESTIONS: dict[str, Callable[[Basis], list[Claim]]] = {
    "ledger": of_the_ledger,
    "grid": of_a_grid,
}
"""Mixes of questions. The second asks what nobody has counted, and is harder."""

if __name__ == "__main__":
    main()
