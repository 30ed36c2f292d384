"""Claims of shares as measurements of a profile, on the log-odds scale."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.cases.impact import Profile
from counterflow.ledger.claim import Claim
from counterflow.terms import Hedge, Period, Unit

Array = NDArray[np.float64]

SAMPLING = 0.15
"""Log-odds of noise in any share: a thousand answers, roundings, questions put differently."""

SLACK = 0.15
"""Log-odds by which "more than" lies above the number said, and as much doubt about it."""

_LOWEST, _HIGHEST = 0.005, 0.995


class Measured(NamedTuple):
    """What one claim says of a profile.

    Attributes
    ----------
    claim, source
        Ids.
    log_odds, sd
        What it says and its noise, the bias of its source apart.
    period
        When those it speaks of left.

    Examples
    --------
    >>> survey = Measured("A1", "survey", math.log(0.6 / 0.4), SAMPLING, Period.parse("2022"))
    >>> round(1 / (1 + math.exp(-survey.log_odds)), 2)
    0.6
    """

    claim: str
    source: str
    log_odds: float
    sd: float
    period: Period


def measured(case: Case, profile: Profile) -> list[Measured]:
    """Claims of a case about a profile; a copy of another one is left out.

    Parameters
    ----------
    case
        The case at its vintage: claims that were not yet published are not there.
    profile
        Names the claims.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> [row.claim for row in measured(case, case.spec.impact.profiles["graduates"])]
    ['R0102']
    """
    by_id = {claim.id: claim for claim in case.claims}
    listed = [(id_, 1.0) for id_ in profile.claims] + [(id_, -1.0) for id_ in profile.complement]
    named = {id_ for id_, _ in listed}
    found = []
    for id_, sign in listed:
        claim = by_id.get(id_)
        if claim is None or claim.lineage in named:
            continue
        log_odds, sd = _said(claim)
        found.append(Measured(claim.id, claim.source, sign * log_odds, sd, claim.period))
    return found


def _said(claim: Claim) -> tuple[float, float]:
    """Log-odds that a claim states and their noise."""
    if claim.low is not None and claim.high is not None and claim.value is None:
        low, high = _log_odds(claim.low, claim.unit), _log_odds(claim.high, claim.unit)
        return (low + high) / 2, math.hypot(SAMPLING, (high - low) / math.sqrt(12))
    assert claim.value is not None, f"{claim.id} states no number"
    said = _log_odds(claim.value, claim.unit)
    if claim.hedge is Hedge.AT_LEAST:
        return said + SLACK, math.hypot(SAMPLING, SLACK)
    if claim.hedge in {Hedge.AT_MOST, Hedge.UP_TO}:
        return said - SLACK, math.hypot(SAMPLING, SLACK)
    return said, SAMPLING


def _log_odds(number: float, unit: Unit) -> float:
    """A ratio is members for one of the others; a percentage is members of all."""
    if unit is Unit.RATIO:
        return math.log(number)
    share = min(max(number / 100, _LOWEST), _HIGHEST)
    return math.log(share / (1 - share))


def log_likelihood(rows: list[Measured], expected: Array, source_sd: float) -> Array:
    """Log density of the claims, biases of their sources integrated out.

    Claims of one source share its bias, so two of them weigh less than two sources.

    Parameters
    ----------
    rows
        K claims.
    expected : (..., K)
        Log-odds that a claim without bias or noise would state.
    source_sd
        Standard deviation of a source's bias.

    Returns
    -------
    (...,) array

    Examples
    --------
    >>> rows = [Measured("A", "s", 0.0, 0.1, Period.parse("2022"))]
    >>> density = log_likelihood(rows, np.array([[0.0], [1.0]]), 0.5)
    >>> bool(density[0] > density[1])
    True
    """
    spread = covariance(rows, source_sd)
    missed = np.array([row.log_odds for row in rows]) - expected
    solved = missed @ np.linalg.inv(spread)
    _, log_det = np.linalg.slogdet(2 * math.pi * spread)
    return np.asarray(-0.5 * ((solved * missed).sum(-1) + log_det), dtype=np.float64)


def covariance(rows: list[Measured], source_sd: float) -> Array:
    """Covariance of what claims say around what is so, (K, K): noise, and biases of sources.

    Examples
    --------
    >>> rows = [Measured(id_, "s", 0.0, 1.0, Period.parse("2022")) for id_ in "AB"]
    >>> covariance(rows, 2.0).tolist()
    [[5.0, 4.0], [4.0, 5.0]]
    """
    same = np.array([[a.source == b.source for b in rows] for a in rows], dtype=np.float64)
    return np.diag([row.sd**2 for row in rows]) + source_sd**2 * same
