"""What each claim would say, if the account were right and its source as good as its kind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from counterflow.observation.components import Form
from counterflow.observation.evidence import FORMS, HEDGES, Evidence
from counterflow.observation.likelihood import View
from counterflow.terms import Hedge

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
        Seed of the noise.

    Returns
    -------
    (S, K) array
        In each claim's own unit; for ranges, the middle of the range.
    """
    rng = np.random.default_rng([seed, 1])
    centre, spread, unit, _, slack = (np.asarray(part) for part in seen)
    belief = centre + unit * spread * rng.standard_normal(centre.shape)
    room = unit * slack * rng.exponential(size=centre.shape)
    lower = evidence.hedge == HEDGES[Hedge.AT_LEAST]
    upper = np.isin(evidence.hedge, [HEDGES[Hedge.AT_MOST], HEDGES[Hedge.UP_TO]])
    said = belief - room * lower + room * upper + evidence.offset
    said = np.where(evidence.form == FORMS[Form.DIFFERENCE], said, np.exp(np.minimum(said, 50.0)))
    percent = np.asarray([claim.unit.is_fraction for claim in evidence.claims])
    return np.asarray(np.where(percent, 100.0 * said, said), dtype=np.float64)


def stated_numbers(evidence: Evidence) -> Array:
    """What each claim does say, in its own unit; for ranges, the geometric middle."""
    found = []
    for claim in evidence.claims:
        if claim.hedge.has_two_ends and claim.low is not None and claim.high is not None:
            signed = claim.low < 0
            middle = (claim.low + claim.high) / 2
            found.append(middle if signed else float(np.sqrt(claim.low * claim.high)))
        else:
            found.append(claim.value if claim.value is not None else np.nan)
    return np.asarray(found, dtype=np.float64)
