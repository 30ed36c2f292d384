"""Where a series seems to start counting otherwise: a step in what the account cannot explain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaln

from counterflow.estimation.replay import Replay
from counterflow.ledger.claim import Claim
from counterflow.observation.mixture import Mixture
from counterflow.observation.nuisance import series_key, underlying

Array = NDArray[np.float64]

COLUMNS = ("source", "place", "measure", "claims", "after", "by", "ratio", "confidence")

_FEWEST = 5
_FEWEST_BESIDE = 2
_PRIOR = 0.05
_STEP_SD = 0.5
_LEVEL_SD = 0.5
_SHAPE = 3.0
"""Degrees of belief in the stated noise: its true size may be half or double."""


class Step(NamedTuple):
    """The likeliest step of one series.

    Attributes
    ----------
    position
        Index of the first number after it.
    shift
        Log shift there.
    confidence
        Probability that the series has a step at all, 0.05 beforehand.

    Examples
    --------
    >>> Step._fields
    ('position', 'shift', 'confidence')
    """

    position: int
    shift: float
    confidence: float


def find_step(residual: Array, covariance: Array) -> Step | None:
    """Weigh a step at every place of a series against none.

    Parameters
    ----------
    residual : (n,)
        Log of stated over expected, in the order of time.
    covariance : (n, n)
        Of the residuals: noise of the claims, and what the account leaves open.

    Returns
    -------
    Step or None
        None where the series is too short.

    Examples
    --------
    >>> rough = np.array([0.02, -0.03, 0.01, 0.0, -0.6, -0.62, -0.59, -0.61])
    >>> found = find_step(rough, 0.05**2 * np.eye(8))
    >>> found.position, found.confidence > 0.9
    (4, True)
    """
    n = len(residual)
    if n < _FEWEST:
        return None
    level = covariance + _LEVEL_SD**2 * np.ones((n, n))
    places = range(_FEWEST_BESIDE, n - _FEWEST_BESIDE + 1)
    after = {at: (np.arange(n) >= at).astype(float) for at in places}
    plain = _evidence(residual, level)
    stepped = {
        at: _evidence(residual, level + _STEP_SD**2 * np.outer(step, step))
        for at, step in after.items()
    }
    best = max(stepped, key=lambda at: stepped[at])
    top = max(plain, stepped[best])
    odds = _PRIOR * np.mean([np.exp(value - top) for value in stepped.values()])
    confidence = odds / (odds + (1 - _PRIOR) * np.exp(plain - top))
    step = after[best]
    spread = _STEP_SD**2 * step
    whole = level + np.outer(spread, step)
    shift = float(spread @ np.linalg.solve(whole, residual))
    return Step(best, shift, float(confidence))


def _evidence(residual: Array, covariance: Array) -> float:
    """Log density of a multivariate t: normal, with a scale that is not quite known."""
    n = len(residual)
    root = np.linalg.cholesky(covariance)
    white = np.linalg.solve(root, residual)
    return float(
        gammaln(_SHAPE + n / 2)
        - gammaln(_SHAPE)
        - np.log(np.diag(root)).sum()
        - (_SHAPE + n / 2) * np.log1p(white @ white / (2 * _SHAPE))
        - n / 2 * np.log(_SHAPE)
    )


def propose_breaks(
    replay: Replay, read: Mixture, learnt: frozenset[str], origin: str
) -> pd.DataFrame:
    """The likeliest break of every series that is long enough, the surest first.

    Parameters
    ----------
    replay, read
        Draws, and the readings of the claims shown.
    learnt
        Ids of the claims of the fit.
    origin
        Country left.

    Returns
    -------
    pandas.DataFrame
        With `COLUMNS`: the break lies after the day `after` and by the day `by`, and multiplies
        the series by `ratio`.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> learnt = frozenset(c.id for c in posterior.structure.evidence.claims)  # doctest: +SKIP
    >>> read = posterior.structure.shown_readings  # doctest: +SKIP
    >>> propose_breaks(posterior.replay, read, learnt, "RUS").columns[0]  # doctest: +SKIP
    'source'
    """
    series: dict[tuple[str, str, str], list[int]] = {}
    for row in range(read.claims):
        claim = read.rows.claims[row]
        if claim.id in learnt and read.rows.form[row] == 0:
            key = (*series_key(claim, origin), underlying(claim).value)
            series.setdefault(key, []).append(row)
    found = []
    for key, rows in sorted(series.items()):
        rows.sort(key=lambda row: (_day(read.rows.claims[row]), read.rows.claims[row].id))
        step = find_step(*_residual(replay, read, rows))
        if step is not None:
            days = [_day(read.rows.claims[row]) for row in rows]
            found.append(_row(key, days, step))
    table = pd.DataFrame(found, columns=list(COLUMNS))
    return table.sort_values("confidence", ascending=False, ignore_index=True)


def _day(claim: Claim) -> date:
    return claim.period_end


def _residual(replay: Replay, read: Mixture, rows: Sequence[int]) -> tuple[Array, Array]:
    centre = np.asarray(replay.view.centre)[:, rows]
    spread = np.asarray(replay.view.spread)[:, rows]
    residual = read.rows.stated.value[rows] - centre
    open_ = np.atleast_2d(np.cov(centre, rowvar=False))
    return residual.mean(0), open_ + np.diag((spread**2).mean(0))


def _row(key: tuple[str, str, str], days: Sequence[date], step: Step) -> tuple[object, ...]:
    before, after = days[step.position - 1], days[step.position]
    ratio = float(np.exp(step.shift))
    return (*key, len(days), before.isoformat(), after.isoformat(), ratio, step.confidence)
