"""Real claims held out: which go together, and what the model would be without them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.estimation.structure import Structure
from counterflow.estimation.utterances import root_of
from counterflow.ledger.claim import Claim
from counterflow.observation.nuisance import (
    CROSSINGS,
    has_base,
    number_series,
    series_key,
    underlying,
)
from counterflow.terms import Measure

Array = NDArray[np.float64]
Index = NDArray[np.int64]


class Fold(NamedTuple):
    """One part of the claims held out.

    Attributes
    ----------
    include : (K,)
        1 for the claims learnt from, 0 for those held out.
    shift : (n,)
        Where the prior of z has its centre, when scales taken from a series' own numbers are taken
        from the claims learnt from only.
    foretold : (K,)
        Held out, and not about a level that no other claim speaks of.

    Examples
    --------
    >>> fold = Fold(np.array([1.0, 0.0, 0.0]), np.zeros(4), np.array([False, True, False]))
    >>> np.flatnonzero(fold.foretold).tolist()
    [1]
    """

    include: Array
    shift: Array
    foretold: NDArray[np.bool_]


def entries_beside(claims: Sequence[Claim], offset: Array) -> Index:
    """For exits read as a multiple of the entries counted beside them, which those are; else -1.

    Parameters
    ----------
    claims
        K claims.
    offset : (K,)
        `Evidence.offset`.

    Examples
    --------
    >>> entries_beside([], np.zeros(0)).tolist()
    []
    """
    entries = {
        (claim.source, claim.destination, claim.period, claim.counts): index
        for index, claim in enumerate(claims)
        if claim.measure is Measure.BORDER_ENTRIES
    }
    found = [
        entries.get((claim.source, claim.origin, claim.period, claim.counts), -1) if moved else -1
        for claim, moved in zip(claims, offset, strict=True)
    ]
    return np.asarray(found, dtype=np.int64)


def deal(case: Case, structure: Structure, folds: int, seed: int) -> Index:
    """Fold of each claim of the fit, shape (K,).

    Claims of one lineage, and an office's entries and exits of one window, share a fold. Groups
    are dealt out measure by measure, so that every fold holds some of each.

    Parameters
    ----------
    case, structure
        The case and the fixed part of its model.
    folds
        How many.
    seed
        Seed of the shuffle.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> case = load_case("syria-2011")
    >>> structure = build_structure(case)
    >>> sizes = np.bincount(deal(case, structure, folds=5, seed=1))
    >>> len(sizes), int(sizes.sum()) == len(structure.evidence.claims)
    (5, True)
    """
    claims = structure.evidence.claims
    by_id = {claim.id: claim for claim in case.claims}
    roots = [root_of(claim, by_id) for claim in claims]
    beside = entries_beside(claims, structure.evidence.offset)
    group = [root if b < 0 else roots[b] for root, b in zip(roots, beside, strict=True)]
    measure: dict[str, str] = {}
    for claim, name in zip(claims, group, strict=True):
        measure[name] = max(measure.get(name, ""), claim.measure.value)
    rng = np.random.default_rng(seed)
    names = sorted(measure)
    order = sorted(rng.permutation(len(names)), key=lambda index: measure[names[index]])
    fold_of = {names[index]: place % folds for place, index in enumerate(order)}
    return np.asarray([fold_of[name] for name in group], dtype=np.int64)


def hold_out(case: Case, structure: Structure, held: NDArray[np.bool_]) -> Fold:
    """The fit without some claims.

    Parameters
    ----------
    case, structure
        The case and the fixed part of its model.
    held : (K,)
        Which claims are held out.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> case = load_case("syria-2011")
    >>> structure = build_structure(case)
    >>> held = deal(case, structure, folds=5, seed=1) == 0
    >>> float(hold_out(case, structure, held).include[held].max())
    0.0
    """
    claims = structure.evidence.claims
    learnt = [
        claim
        for claim, out in zip(claims, held, strict=True)
        if not out and claim.measure is not Measure.CHANGE  # which has no level
    ]
    full, spec = structure.nuisance, case.spec
    part = number_series(learnt, spec.events, structure.places, spec.origin, spec.start)
    shift = np.zeros(structure.packing.size)
    for block, keys, levels, own in (
        (
            "visitor_level",
            full.visitors,
            full.visitor_level,
            _by(part.visitors, part.visitor_level),
        ),
        ("base", full.bases, full.base_level, _by(part.bases, part.base_level)),
    ):
        where = structure.packing.slices[block]
        scale = structure.packing.blocks[block].scale
        for key, index in keys.items():
            if key in own:
                moved = np.log(own[key] / levels[index]) / scale[index]
                shift[where.start + index] = moved
    foretold = [
        bool(out)
        and not (underlying(c) in CROSSINGS and series_key(c, spec.origin) not in part.visitors)
        and not (has_base(c) and series_key(c, spec.origin) not in part.bases)
        for c, out in zip(claims, held, strict=True)
    ]
    return Fold(1.0 - np.asarray(held, dtype=np.float64), shift, np.asarray(foretold, dtype=bool))


def _by(keys: Mapping[tuple[str, str], int], values: Array) -> dict[tuple[str, str], float]:
    return {key: float(values[index]) for key, index in keys.items()}
