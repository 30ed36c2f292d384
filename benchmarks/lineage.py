"""How well proposed lineages agree with those a person accepted, and the weights of the score.

Hides every lineage of a case, proposes them anew and compares: a proposal is right if what it
names belongs to the claim's accepted family. Prints precision and recall of the package's
weights, of weights fitted without the family they are tested on, and the weights fitted on all.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from counterflow import Case, Claim, load_case
from counterflow.lineage import candidates, propose
from counterflow.lineage.candidate import Candidate
from counterflow.lineage.numbers import unit_family
from counterflow.lineage.said import prepare
from counterflow.lineage.score import Evidence, confidence, evidence

RIDGE = 0.3
LEVELS = (0.3, 0.5, 0.7, 0.9)
SHUFFLES = 5
FOLDS = 10
NUMBERS = ("value", "low", "high", "hedge")

Matrix = NDArray[np.float64]


def families(case: Case) -> dict[str, str]:
    """Each claim to the root of its accepted lineage."""
    parent = {claim.id: claim.lineage for claim in case.claims if claim.lineage}

    def root(name: str) -> str:
        while name in parent:
            name = parent[name]
        return name

    return {claim.id: root(claim.id) for claim in case.claims}


def is_right(candidate: Candidate, family: dict[str, str]) -> bool:
    """Whether the claim and something behind it are of one family."""
    mine = family[candidate.child.id]
    return any(family[one.id] == mine for one in candidate.parents)


def shuffled(case: Case, seed: int) -> list[Claim]:
    """The claims of a case with their numbers exchanged at random within families of units."""
    groups: dict[str, list[Claim]] = {}
    for claim in case.claims:
        groups.setdefault(unit_family(claim.unit), []).append(claim)
    dice = random.Random(seed)
    mixed = []
    for claims in groups.values():
        numbers = [claim.model_dump(include=set(NUMBERS)) for claim in claims]
        dice.shuffle(numbers)
        mixed += [
            claim.model_copy(update=held) for claim, held in zip(claims, numbers, strict=True)
        ]
    return mixed


def agreements(case: Case, claims: Sequence[Claim]) -> list[Candidate]:
    """Everything that agrees among claims of a case."""
    return candidates(prepare(claims, case.spec.origin, case.regions, case.sources))


def design(found: Sequence[Candidate]) -> Matrix:
    """Evidence with a column of ones before it."""
    return np.array([[1.0, *evidence(candidate)] for candidate in found])


def fitted(x: Matrix, y: Matrix, unrelated: Matrix) -> Matrix:
    """Weights of a ridge logistic regression, by Newton's method.

    The unrelated rows weigh as much together as one shuffled case: their share is `1 / SHUFFLES`.
    """
    x = np.vstack([x, unrelated])
    heavy = np.concatenate([np.ones(len(y)), np.full(len(unrelated), 1 / SHUFFLES)])
    y = np.concatenate([y, np.zeros(len(unrelated))])
    weights = np.zeros(x.shape[1])
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[0, 0] = 0.01
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (heavy * (y - p)) - ridge @ weights
        weights = weights + np.linalg.solve((x.T * (heavy * p * (1 - p))) @ x + ridge, slope)
    return weights


def held_out(x: Matrix, y: Matrix, unrelated: Matrix, fold: Sequence[int]) -> Matrix:
    """Confidence of every agreement from weights fitted without its claim's fold."""
    sure = np.zeros(len(y))
    folds = np.array(fold)
    for name in np.unique(folds):
        out = folds == name
        sure[out] = 1 / (1 + np.exp(-x[out] @ fitted(x[~out], y[~out], unrelated)))
    return sure


def table(
    found: Sequence[Candidate],
    sure: Sequence[float],
    case: Case,
    family: dict[str, str],
) -> None:
    """Precision and recall of the best candidate of each claim."""
    linked = {claim.id for claim in case.claims if claim.lineage}
    best: dict[str, tuple[float, Candidate]] = {}
    for p, candidate in sorted(zip(sure, found, strict=True), key=lambda pair: -pair[0]):
        best.setdefault(candidate.child.id, (p, candidate))
    print("level  proposed  right  precision  recall")
    for level in LEVELS:
        chosen = [c for p, c in best.values() if p >= level]
        right = [c for c in chosen if is_right(c, family)]
        named = {one.id for c in right for one in (c.child, *c.parents)}
        print(
            f"{level:5}  {len(chosen):8}  {len(right):5}  {len(right) / max(len(chosen), 1):9.2f}"
            f"  {len(named & linked) / len(linked):6.2f}"
        )


def main() -> None:
    """Compare for one case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", default="russia-2022")
    case = load_case(parser.parse_args().case)
    family = families(case)
    begun = time.process_time()
    found = agreements(case, case.claims)
    print(f"{len(case.claims)} claims, {len(found)} agreements, ", end="")
    print(f"{time.process_time() - begun:.2f} s of CPU")
    x = design(found)
    y = np.array([float(is_right(candidate, family)) for candidate in found])
    mixed = [agreements(case, shuffled(case, seed)) for seed in range(SHUFFLES)]
    unrelated = np.vstack([design(some) for some in mixed])
    print("\nWeights of the package")
    table(found, [confidence(candidate) for candidate in found], case, family)
    print(f"\nWeights fitted without the claim's family, {FOLDS} folds")
    order = {root: k % FOLDS for k, root in enumerate(sorted(set(family.values())))}
    fold = [order[family[candidate.child.id]] for candidate in found]
    table(found, [float(p) for p in held_out(x, y, unrelated, fold)], case, family)
    print("\nClaims of the shuffled case with a proposal, all of them false")
    for level in LEVELS:
        false = [len({c.child.id for c in some if confidence(c) >= level}) for some in mixed]
        print(f"{level:5}  {np.mean(false) / len(case.claims):6.1%}")
    print("\nWeights fitted on all")
    weights = fitted(x, y, unrelated)
    for name, weight in zip(("intercept", *Evidence._fields), weights, strict=True):
        print(f"{name:14} {weight:6.2f}")
    unsettled = [claim.model_copy(update={"lineage": ""}) for claim in case.claims]
    sure = propose(unsettled, case.spec.origin, case.regions, case.sources)
    print(f"\n{len(sure)} proposals with the lineages hidden; not in the accepted ones:")
    for p in sure:
        if all(family[one] != family[p.claim] for one in p.behind):
            print(f"  {p.confidence:.2f} {p.claim} {p.reason}")


if __name__ == "__main__":
    main()
