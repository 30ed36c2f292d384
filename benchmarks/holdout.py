"""Real claims held out: whether intervals cover them, and how far the medians are from them.

Run from the root of the repository: `python benchmarks/holdout.py`. The claims of a bundled case
are dealt into five folds by lineage; each fold is foretold by the estimate of the other four, by
weights in the likelihood, so nothing is compiled twice. Claims about a level that no other claim
speaks of (a border's visitors, residents from before) cannot be foretold by anyone and are left
out. Finished folds are kept in `--kept`, so that a run goes on where the last one stopped.

Baselines see the same four folds: the newest claim of the same quantity; the median of all claims
of it; the same model without bias, readings and definitions, where a number is what its words say
at face value (crossings are arrivals, permits people, any duration counts). Flows are scaled to the
length of the window. Errors are compared on the claims that all can foretell.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

import counterflow as cf
from counterflow.calibration.folds import Fold, deal, hold_out
from counterflow.calibration.foretell import Foreteller, Foretold, held_data, held_target
from counterflow.cases.case import Case
from counterflow.estimation.chainstate import agree
from counterflow.estimation.engine import prepare
from counterflow.estimation.mode import find_mode
from counterflow.estimation.model import Model
from counterflow.estimation.sampling import CHUNK, Sampler, join
from counterflow.estimation.settings import SamplerSettings
from counterflow.estimation.structure import build_structure
from counterflow.ledger import Claim
from counterflow.observation.components import Form
from counterflow.observation.evidence import FORMS
from counterflow.observation.likelihood import Lens
from counterflow.terms import CountingUnit, Measure, Unit

Array = NDArray[np.float64]

FOLDS, SEED = 5, 1
SETTINGS = SamplerSettings(chains=4, warmup=75, draws=100)
_ROUGH, _CORRECTING = CHUNK, 2 * CHUNK
LEVELS = (0.5, 0.8, 0.9)
_MANY = 8

FACE_VALUE = {
    Measure.BORDER_ENTRIES: Measure.ARRIVALS,
    Measure.BORDER_EXITS: Measure.DEPARTURES,
    Measure.PERMITS_ISSUED: Measure.ARRIVALS,
    Measure.ASYLUM_APPLICATIONS: Measure.ARRIVALS,
    Measure.PERMITS_VALID: Measure.STOCK,
}


def main() -> None:
    """Fit the folds that are missing, and report on those there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", default="russia-2022")
    parser.add_argument("--kept", type=Path, default=Path("out/holdout"))
    parser.add_argument("--minutes", type=float, default=0.0, help="start no fold after so long")
    asked = parser.parse_args()
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, {asked.case}")
    asked.kept.mkdir(parents=True, exist_ok=True)
    devices = prepare()
    case = cf.load_case(asked.case)
    model = Model(build_structure(case))
    fold_of = deal(case, model.structure, FOLDS, SEED)
    folds = [hold_out(case, model.structure, fold_of == k) for k in range(FOLDS)]
    fit(asked, model, folds, devices)
    plain = face_value(case, model, folds, asked.kept)
    report(case, model, folds, plain, asked.kept)


def fit(asked: argparse.Namespace, model: Model, folds: list[Fold], devices: int) -> None:
    """Draws of each fold's posterior, and what they foretell."""
    begun, sampler, teller = time.monotonic(), None, Foreteller(model)
    for k, fold in enumerate(folds):
        path = asked.kept / f"fold-{k}.npz"
        if path.exists() or time.monotonic() - begun > 60 * asked.minutes:
            continue
        sampler = sampler or Sampler(held_target(model), SETTINGS, devices)
        spent = time.process_time()
        z = draws_of(sampler.given(held_data(model, fold)))
        told = teller.foretell(z.reshape(-1, model.size), seed=k)
        rhat = z.mean(axis=1).var(axis=0, ddof=1) / z.var(axis=1, ddof=1).mean(axis=0)
        np.savez(path, z=z.astype(np.float32), **told._asdict())
        print(
            f"fold {k}: {time.process_time() - spent:.0f} CPU s, between-chain share of "
            f"variance {np.quantile(rhat, [0.5, 0.99]).round(3)}",
            flush=True,
        )


def draws_of(sampler: Sampler) -> Array:
    """Draws of all chains, (chains, draws, n), warmed up as every estimate is."""
    mode = sampler.locate()
    state, rough = advance(sampler, sampler.start(mode), mode, _ROUGH)
    mode = sampler.rescale(rough)
    state, longer = advance(sampler, sampler.start(mode, rough.z[:, -1]), mode, _CORRECTING)
    mode = sampler.correct(mode, longer)
    state, _ = advance(sampler, sampler.start(mode, longer.z[:, -1]), mode, SETTINGS.warmup)
    _, kept = advance(sampler, agree(state), mode, SETTINGS.draws)
    return np.asarray(kept.z)


def advance(sampler: Sampler, state: Any, mode: Any, iterations: int) -> Any:
    """Some iterations of all chains."""
    parts = []
    for _ in range(0, iterations, CHUNK):
        state, part = sampler.advance(state, mode)
        parts.append(part)
    return state, join(parts)


@dataclass(frozen=True)
class FaceValue(Model):
    """The model with every source unbiased."""

    def lens(self, values: dict[str, jax.Array]) -> Lens:
        """How sources see the account, all of them rightly."""
        seen = super().lens(values)
        return seen._replace(
            class_bias=jnp.zeros_like(seen.class_bias),
            source_bias=jnp.zeros_like(seen.source_bias),
            pooled_bias_sd=jnp.zeros_like(seen.pooled_bias_sd),
        )


def at_face_value(claim: Claim) -> Claim:
    """The claim with its definitions forgotten."""
    measure = FACE_VALUE.get(claim.measure, claim.measure)
    of = FACE_VALUE.get(claim.of, claim.of) if claim.of else claim.of
    unit = claim.unit if claim.unit.is_fraction or claim.unit is Unit.RATIO else Unit.PERSONS
    days = claim.duration_days if measure is Measure.STAYED else None
    changes = {"measure": measure, "of": of, "unit": unit, "duration_days": days}
    return claim.model_copy(
        update={**changes, "counts": CountingUnit.PERSONS, "includes_before": False}
    )


def face_value(case: Case, model: Model, folds: list[Fold], kept: Path) -> Array:
    """What the mode of the naive model says each claim should state, (K,), on the model's scale."""
    path = kept / "face-value.npy"
    if path.exists():
        return np.asarray(np.load(path))
    claims = model.structure.evidence.claims
    rows = tuple(at_face_value(claim) for claim in case.claims)
    naive = FaceValue(build_structure(replace(case, claims=rows)))
    at = {claim.id: index for index, claim in enumerate(naive.structure.evidence.claims)}
    target = held_target(naive)
    both = jax.jit(jax.value_and_grad(lambda z, data: -target.log_density(z, data)))
    teller = Foreteller(naive)
    found = np.full(len(claims), np.nan)
    for fold in folds:
        out = {claim.id for claim, held in zip(claims, fold.include == 0, strict=True) if held}
        include = np.asarray([float(c.id not in out) for c in naive.structure.evidence.claims])
        data = held_data(naive, fold._replace(include=include, shift=np.zeros(naive.size)))

        def objective(z: Array, data: Any = data) -> tuple[float, Array]:
            value, gradient = both(z, data)
            return float(value), np.asarray(gradient)

        z = find_mode(objective, naive.size, naive.noise_positions)
        centre = teller.foretell(np.repeat(z[None], 50, axis=0), seed=0).median
        for index, claim in enumerate(claims):
            if claim.id in out and claim.id in at:
                found[index] = centre[at[claim.id]]
    np.save(path, found)
    return found


def quantity(claim: Claim) -> tuple[object, ...]:
    """What two claims must share to be about the same quantity, whenever it was."""
    return claim.measure, claim.of, claim.origin, claim.destination, claim.unit


def same_quantity(claims: Sequence[Claim], fold: Fold, stated: Array) -> tuple[Array, Array]:
    """The newest claim, and the median of all claims, of the quantity of each held-out claim."""
    learnt = defaultdict(list)
    for claim, used, number in zip(claims, fold.include, stated, strict=True):
        if used:
            learnt[quantity(claim)].append((claim.published_on, rate(claim, number)))
    newest, middle = np.full(len(claims), np.nan), np.full(len(claims), np.nan)
    for index, claim in enumerate(claims):
        found = learnt.get(quantity(claim), [])
        if found and not fold.include[index]:
            back = np.log(window(claim))
            newest[index] = max(found)[1] + back
            middle[index] = np.median([number for _, number in found]) + back
    return newest, middle


def window(claim: Claim) -> float:
    """Days that a flow is summed over; one for a stock, a share or a ratio."""
    fraction = claim.unit.is_fraction or claim.measure is Measure.CHANGE
    return 1.0 if fraction or claim.measure.is_stock else float(claim.period.days)


def rate(claim: Claim, number: float) -> float:
    """Log of what is stated, a day of the window."""
    return number - float(np.log(window(claim)))


def report(case: Case, model: Model, folds: list[Fold], plain: Array, kept: Path) -> None:
    """Coverage in all and by measure, then errors beside the baselines'."""
    evidence = model.structure.evidence
    claims = evidence.claims
    stated = evidence.stated.value + evidence.offset
    place, median = np.full(len(claims), np.nan), np.full(len(claims), np.nan)
    newest, middle = np.full(len(claims), np.nan), np.full(len(claims), np.nan)
    done = [k for k in range(FOLDS) if (kept / f"fold-{k}.npz").exists()]
    for k in done:
        told = np.load(kept / f"fold-{k}.npz")
        told = Foretold(*(told[name] for name in Foretold._fields))
        fold = folds[k]
        own = same_quantity(claims, fold, stated)
        place[fold.foretold], median[fold.foretold] = (
            told.place[fold.foretold],
            told.median[fold.foretold],
        )
        newest[fold.foretold], middle[fold.foretold] = (b[fold.foretold] for b in own)
    scored = np.isfinite(place)
    held = sum(int((folds[k].include == 0).sum()) for k in done)
    print(f"folds {done}: {held} claims held out, {scored.sum()} that others speak of\n")
    groups: dict[str, NDArray[np.bool_]] = {"all": scored}
    kinds = np.asarray([claim.measure.value for claim in claims])
    classes = np.asarray([case.sources[claim.source].kind.value for claim in claims])
    for kind in sorted(set(kinds)):
        groups[kind] = scored & (kinds == kind)
    for kind in sorted(set(classes)):
        groups[f"class {kind}"] = scored & (classes == kind)
    heads = " | ".join(f"in {level:.0%}" for level in LEVELS)
    print(
        f"| held out | claims | {heads} | below | above | verdict |\n| --- |{' ---: |' * 6} --- |"
    )
    for name, members in groups.items():
        if not members.any():
            continue
        where = place[members]
        cover = [np.mean(np.abs(where - 0.5) < level / 2) for level in LEVELS]
        edges = np.mean(where < 0.1), np.mean(where > 0.9)
        print(
            f"| {name} | {members.sum()} | {' | '.join(f'{c:.0%}' for c in cover)} | "
            f"{edges[0]:.0%} | {edges[1]:.0%} | {verdict(cover[1], int(members.sum()))} |"
        )
    logged = evidence.form != FORMS[Form.DIFFERENCE]
    guesses = {
        "the account": median,
        "newest claim": newest,
        "median of claims": middle,
        "model at face value": plain,
    }
    common = scored & logged & np.all([np.isfinite(g) for g in guesses.values()], axis=0)
    every = scored & logged
    print(
        f"\nMedian absolute error, log scale; {common.sum()} claims that all can foretell, "
        f"{every.sum()} on a log scale"
    )
    print("\n| | error, common claims | all it can foretell | claims | account is better by |")
    print("| --- | ---: | ---: | ---: | ---: |")
    best = np.median(np.abs(median - stated)[common])
    for name, guess in guesses.items():
        error = np.abs(guess - stated)
        mine = every & np.isfinite(guess)
        shared = np.median(error[common])
        print(
            f"| {name} | {shared:.3f} | {np.median(error[mine]):.3f} | {mine.sum()} | "
            f"{1 - best / shared:.0%} |"
        )
    worst = sorted(np.flatnonzero(scored), key=lambda i: abs(place[i] - 0.5), reverse=True)[:12]
    print("\nfarthest out: " + ", ".join(f"{claims[i].id} ({place[i]:.3f})" for i in worst))


def verdict(share: float, count: int) -> str:
    """Whether an 80% interval covers about so much, given how many claims there are."""
    if count < _MANY:
        return "too few to say"
    slack = 2 * (0.16 / count) ** 0.5
    if abs(share - 0.8) <= slack:
        return "as said"
    return "too wide" if share > 0.8 else "too narrow"


if __name__ == "__main__":
    main()
