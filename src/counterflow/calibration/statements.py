"""Numbers that claims would state in a given world: the inverse of the likelihood.

Each claim first means one of its readings, by prior weight, and then states what that one would.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from counterflow.observation.components import Form
from counterflow.observation.evidence import FORMS, HEDGES, Evidence, Stated
from counterflow.observation.likelihood import View
from counterflow.observation.mixture import Mixture
from counterflow.terms import Hedge

Array = NDArray[np.float64]

_LEAST_SLACK = 1e-6
_NO_NUMBER = 1e-9


def state_again(seen: View, evidence: Evidence, rng: np.random.Generator) -> Stated:
    """Draw what every claim would state, as the likelihood says it is stated.

    What a claim asks stays as it is: its hedge, the width of its range, and how far it is rounded
    (for levels as a share of the number, for differences in persons). Only the number changes.

    Parameters
    ----------
    seen
        Views of the K claims in R worlds, (R, K) each.
    evidence
        The claims.
    rng
        Source of all randomness.

    Returns
    -------
    Stated
        On the model's scale, (R, K) each; one row can be passed to the model as data.

    Examples
    --------
    >>> from counterflow.observation.evidence import gather
    >>> nothing = View(*[np.zeros((2, 0))] * 5)
    >>> state_again(nothing, gather({}, 0), np.random.default_rng(1)).value.shape
    (2, 0)
    """
    centre, spread, unit, _, slack = (np.asarray(part, dtype=np.float64) for part in seen)
    asked = evidence.stated
    belief = centre + unit * spread * rng.standard_normal(centre.shape)
    room = unit * np.maximum(slack, _LEAST_SLACK) * rng.exponential(size=centre.shape)
    lower = evidence.hedge == HEDGES[Hedge.AT_LEAST]
    upper = np.isin(evidence.hedge, [HEDGES[Hedge.AT_MOST], HEDGES[Hedge.UP_TO]])
    ranged = evidence.hedge == HEDGES[Hedge.RANGE]
    width = np.where(ranged, asked.high - asked.low, 0.0)
    # A range falls around the belief anywhere, as long as it holds it.
    low = belief - room * lower + room * upper - width * rng.uniform(size=centre.shape)
    value = low + width / 2
    rescaled = np.where(
        evidence.form == FORMS[Form.DIFFERENCE],
        np.abs(asked.value) / np.maximum(np.abs(value), _NO_NUMBER),
        1.0,
    )
    return Stated(
        value=value,
        low=low,
        high=low + width,
        rounding=asked.rounding * rescaled,
        granularity=asked.granularity * rescaled,
        include=np.ones(centre.shape),
    )


def state_claims(seen: View, read: Mixture, rng: np.random.Generator) -> Stated:
    """Draw what every claim would state, whichever of its readings is meant.

    Parameters
    ----------
    seen
        Views of the readings in R worlds, (R, rows) each.
    read
        The readings of K claims.
    rng
        Source of all randomness.

    Returns
    -------
    Stated
        On the model's scale, (R, K) each.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> read = build_structure(load_case("hong-kong-2020")).readings
    >>> worlds = View(*[np.ones((3, len(read.claim)))] * 5)
    >>> len(state_claims(worlds, read, np.random.default_rng(1)).value)
    3
    """
    said = state_again(seen, read.rows, rng)
    meant = read.picked(read.prior, int(rng.integers(2**32)), len(said.value))
    return Stated(*(np.take_along_axis(part, meant, axis=1) for part in said))
