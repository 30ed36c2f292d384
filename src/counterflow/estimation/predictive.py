"""What each claim would say, if the account were right and its source as good as its kind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from counterflow.observation.components import Form
from counterflow.observation.evidence import FORMS, HEDGES, Evidence
from counterflow.observation.likelihood import View
from counterflow.observation.mixture import Mixture
from counterflow.terms import Hedge, Unit

Array = NDArray[np.float64]


def predictive_draws(seen: View, evidence: Evidence, seed: int) -> Array:
    """Draws of the number each claim would state, through bias, noise and hedge.

    Parameters
    ----------
    seen
        Views of the claims, (S, K) each.
    evidence
        The claims.
    seed
        Seed of the noise; each claim has its own, so that other claims do not matter.

    Returns
    -------
    (S, K) array
        In each claim's own unit; for ranges, the middle of the range.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> evidence = build_structure(load_case("syria-2011")).evidence
    >>> stated, one = evidence.stated.value[None], np.ones((3, len(evidence.claims)))
    >>> sure = View(stated * one, 1e-9 * one, one, stated * one, 0 * one)
    >>> predictive_draws(sure, evidence, seed=1)[:, 0].tolist() == [evidence.claims[0].value] * 3
    True
    """
    centre, spread, unit, _, slack = (np.asarray(part) for part in seen)
    streams = [np.random.default_rng([seed, *claim.id.encode()]) for claim in evidence.claims]
    belief = centre + unit * spread * np.stack(
        [rng.standard_normal(len(centre)) for rng in streams], axis=1
    )
    room = unit * slack * np.stack([rng.exponential(size=len(centre)) for rng in streams], axis=1)
    lower = evidence.hedge == HEDGES[Hedge.AT_LEAST]
    upper = np.isin(evidence.hedge, [HEDGES[Hedge.AT_MOST], HEDGES[Hedge.UP_TO]])
    said = belief - room * lower + room * upper + evidence.offset
    said = np.where(evidence.form == FORMS[Form.DIFFERENCE], said, np.exp(np.minimum(said, 50.0)))
    percent = np.asarray([claim.unit.is_fraction for claim in evidence.claims])
    # Nobody counts part of a person: what is nearer to none is said as none.
    whole = np.asarray([claim.unit is Unit.PERSONS for claim in evidence.claims])
    said = np.where(percent, 100.0 * said, np.where(whole, np.rint(said), said))
    return np.asarray(said, dtype=np.float64)


def mixed_draws(seen: View, read: Mixture, weights: Array, seed: int) -> Array:
    """Draws of the number each claim would state, whichever of its readings was meant.

    Parameters
    ----------
    seen
        Views of the readings, (S, R) each.
    read
        The readings of K claims.
    weights : (R,)
        How likely each reading is: after the evidence for claims of the fit, before it for others.
    seed
        Seed of the choice and of the noise.

    Returns
    -------
    (S, K) array
        In each claim's own unit; for ranges, the middle of the range.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> read = build_structure(load_case("syria-2011")).readings
    >>> stated, one = read.rows.stated.value[None], np.ones((3, len(read.claim)))
    >>> sure = View(stated * one, 1e-9 * one, one, stated * one, 0 * one)
    >>> mixed_draws(sure, read, read.prior, seed=1).shape == (3, read.claims)
    True
    """
    said = predictive_draws(seen, read.rows, seed)
    return np.take_along_axis(said, read.picked(weights, seed, len(said)), axis=1)


def stated_numbers(evidence: Evidence) -> Array:
    """What each claim does say, in its own unit; for ranges, the middle.

    The middle is geometric, as the model reads ranges, unless the range reaches down to none.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> s = build_structure(load_case("syria-2011"))
    >>> len(stated_numbers(s.evidence)) == len(s.evidence.claims)
    True
    """
    found = []
    for claim in evidence.claims:
        if claim.hedge.has_two_ends and claim.low is not None and claim.high is not None:
            middle = (claim.low + claim.high) / 2
            found.append(middle if claim.low <= 0 else float(np.sqrt(claim.low * claim.high)))
        else:
            found.append(claim.value if claim.value is not None else np.nan)
    return np.asarray(found, dtype=np.float64)


def stated_ends(evidence: Evidence) -> Array:
    """Lowest and highest number each claim allows, in its own unit, (K, 2).

    A bound is open on the side it leaves open; a plain number allows itself alone.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> s = build_structure(load_case("syria-2011"))
    >>> stated_ends(s.evidence).shape == (len(s.evidence.claims), 2)
    True
    """
    found = np.repeat(stated_numbers(evidence)[:, None], 2, axis=1)
    for row, claim in zip(found, evidence.claims, strict=True):
        if claim.hedge.has_two_ends and claim.low is not None and claim.high is not None:
            row[:] = claim.low, claim.high
        elif claim.hedge.is_lower_bound:
            row[1] = np.inf
        elif claim.hedge.is_upper_bound:
            row[0] = -np.inf
    return found
