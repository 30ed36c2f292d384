"""What the account expects each claim to say, for all draws, and how well a number agrees.

The same formulas as `observation.likelihood` and `observation.hedges`, in NumPy and over draws;
a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr

from counterflow.observation.bias import Reliability
from counterflow.observation.components import Form
from counterflow.observation.evidence import FORMS, HEDGES, Evidence
from counterflow.terms import Hedge
from counterflow.verdicts.flat import Flat

Array = NDArray[np.float64]

_TINY = 1e-9
_LOG_SQRT_2PI = 0.5 * np.log(2.0 * np.pi)


@dataclass(frozen=True)
class Seen:
    """What each of K claims is expected to say in each of S draws.

    Attributes
    ----------
    centre, spread, unit, slack : (S, K)
        As in `observation.likelihood.View`.
    truth : (S, K)
        The quantity in the account, before any bias; log scale, or persons for differences.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> evidence = build_structure(load_case("syria-2011")).evidence
    >>> logs = np.full((2, len(evidence.claims)), np.log(5000.0))
    >>> Seen(logs, logs, logs, logs, logs).natural(evidence, row=0).round().tolist()
    [5000.0, 5000.0]
    """

    centre: Array
    spread: Array
    unit: Array
    truth: Array
    slack: Array

    def natural(self, evidence: Evidence, row: int) -> Array:
        """The account's own value of a claim's quantity in the claim's unit, (S,)."""
        claim = evidence.claims[row]
        value = self.truth[:, row]
        if evidence.form[row] != FORMS[Form.DIFFERENCE]:
            value = np.exp(np.minimum(value + evidence.offset[row], 50.0))
        return value * 100.0 if claim.unit.is_fraction else value


def see(flat: Flat, evidence: Evidence, trust: Reliability, rows: NDArray[np.int64]) -> Seen:
    """Expected belief behind some claims of an evidence.

    Parameters
    ----------
    flat
        The account's quantities.
    evidence, trust
        Claims and the indices of their biases and noises.
    rows : (K,)
        Which claims.

    Examples
    --------
    >>> import counterflow as cf
    >>> from counterflow.verdicts.basis import Basis
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> made = basis.compile([basis.by_id["R0337"]])  # doctest: +SKIP
    >>> seen = see(made.flat, made.evidence, made.trust, np.array([0]))  # doctest: +SKIP
    >>> np.median(seen.natural(made.evidence, 0))  # doctest: +SKIP
    np.float64(5...)
    """
    lens = flat.worlds.lens
    first = _component(flat, evidence, evidence.first[rows])
    second = _component(flat, evidence, evidence.second[rows])
    form = evidence.form[rows]
    is_ratio, is_difference = form == FORMS[Form.RATIO], form == FORMS[Form.DIFFERENCE]
    log_truth = np.log(first) - np.where(is_ratio, np.log(second), 0.0)
    unit = np.where(is_difference, first + second, 1.0)
    none = np.zeros((flat.worlds.size, 1))
    bias = (
        lens["class_bias"][:, trust.class_family[rows]] * trust.class_bias[rows]
        + np.concatenate([none, lens["source_bias"]], axis=1)[:, trust.source_bias[rows]]
    )
    pooled = trust.class_bias[rows] * (trust.source_bias[rows] == 0)
    noise = (
        lens["class_noise"][:, trust.noise_kind[rows]]
        * np.concatenate([none + 1.0, lens["source_noise"]], axis=1)[:, trust.source_noise[rows]]
    )
    fixed = evidence.fixed_noise[rows]
    noise = np.where(fixed > 0, fixed, noise)
    stated = evidence.stated
    size = np.where(is_difference, np.abs(stated.value[rows]) / unit, 1.0)
    pooled_sd = lens["pooled_bias_sd"][:, trust.source_class[rows]]
    spread = np.sqrt(noise**2 + pooled * pooled_sd**2 + (stated.rounding[rows] * size) ** 2)
    slack_of = np.concatenate([none, lens["slack"], none], axis=1)[:, evidence.hedge[rows]]
    truth = np.where(is_difference, first - second, log_truth)
    centre = np.where(is_difference, truth, log_truth + bias)
    return Seen(centre, spread, unit, truth, slack_of * stated.granularity[rows] * size)


def _component(flat: Flat, evidence: Evidence, components: NDArray[np.int64]) -> Array:
    """Values of components, (S, K)."""
    lens = flat.worlds.lens
    ones = np.ones((flat.worlds.size, 1))
    factor = np.concatenate([ones, lens["factors"]], axis=1)[:, evidence.factor[components]]
    if evidence.jumps.shape[1]:
        factor = factor * np.exp(lens["permit_jumps"] @ evidence.jumps[components].T)
    part = factor * _summed(flat, evidence.scaled, components)
    part = part + _summed(flat, evidence.plain, components)
    if evidence.breaks.any():
        part = part * np.exp(lens["breaks"] @ evidence.breaks[components].T)
    return np.maximum(part, _TINY)


def _summed(flat: Flat, sparse: Any, components: NDArray[np.int64]) -> Array:
    found = np.zeros((flat.worlds.size, len(components)))
    low = np.searchsorted(sparse.row, components, side="left")
    high = np.searchsorted(sparse.row, components, side="right")
    wanted = np.asarray(
        [at for a, b in zip(low, high, strict=True) for at in range(a, b)], dtype=np.int64
    )
    if not len(wanted):
        return found
    positions, inverse = np.unique(sparse.position[wanted], return_inverse=True)
    weights = np.zeros((len(positions), len(components)))
    np.add.at(
        weights,
        (inverse, np.repeat(np.arange(len(components)), high - low)),
        sparse.weight[wanted],
    )
    return flat.entries(positions) @ weights


def agreement(seen: Seen, evidence: Evidence, rows: NDArray[np.int64], extra: float = 0.0) -> Array:
    """Log density of the stated numbers, (S, K), for claims seen by `see` with the same rows.

    A bound that leaves the account's side open agrees with all of it: who says "more than
    200,000" of a million understates, and is right.

    Parameters
    ----------
    seen, evidence, rows
        The claims.
    extra
        Log noise added to that of the source.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> evidence = build_structure(load_case("syria-2011")).evidence
    >>> row, one = np.array([0]), np.ones((1, 1))
    >>> near = Seen(evidence.stated.value[row] * one, 0.1 * one, one, one, one)
    >>> far = Seen(near.centre + 1.0, 0.1 * one, one, one, one)
    >>> bool(agreement(near, evidence, row) > agreement(far, evidence, row))
    True
    """
    stated, hedge = evidence.stated, evidence.hedge[rows]
    gap, low, high = (
        (number[rows] - seen.centre) / seen.unit
        for number in (stated.value, stated.low, stated.high)
    )
    spread = np.sqrt(seen.spread**2 + extra**2)
    plain = -0.5 * (gap / spread) ** 2 - np.log(spread) - _LOG_SQRT_2PI
    lower = hedge == HEDGES[Hedge.AT_LEAST]
    upper = np.isin(hedge, [HEDGES[Hedge.AT_MOST], HEDGES[Hedge.UP_TO]])
    side = np.where(lower, 1.0, -1.0)
    bound = np.maximum(side * gap, -np.inf)
    slack = np.maximum(seen.slack, 1e-6)
    if not extra:
        # The mode of the slackened density lies below the belief: beyond it, all is as good.
        bound = np.maximum(bound, -0.5 * slack)
    ratio = spread / slack
    bounded = -np.log(slack) + bound / slack + 0.5 * ratio**2 + log_ndtr(-bound / spread - ratio)
    top, bottom = high / spread, low / spread
    flip = top + bottom > 0
    top, bottom = np.where(flip, -bottom, top), np.where(flip, -top, bottom)
    top_log, bottom_log = log_ndtr(top), log_ndtr(bottom)
    width = np.maximum(high - low, 1e-12)
    ranged = top_log + np.log1p(-np.exp(np.minimum(bottom_log - top_log, -1e-12))) - np.log(width)
    is_range = hedge == HEDGES[Hedge.RANGE]
    found = np.where(is_range, ranged, np.where(lower | upper, bounded, plain))
    return np.asarray(found - np.log(seen.unit))


def position(seen: Seen, evidence: Evidence, rows: NDArray[np.int64]) -> tuple[Array, Array]:
    """Predictive probability that a careful source would have said less, and more, (S, K) each.

    A range says less only where all of it does; a bound is never too far on the side it leaves
    open.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> evidence = build_structure(load_case("syria-2011")).evidence
    >>> row, one = np.array([0]), np.ones((1, 1))
    >>> twice = Seen(evidence.stated.value[row] + np.log(2) * one, 0.35 * one, one, one, one)
    >>> below, above = position(twice, evidence, row)
    >>> round(float(below[0, 0]), 2), round(float(above[0, 0]), 2)
    (0.02, 0.98)
    """
    stated, hedge = evidence.stated, evidence.hedge[rows]
    value, low, high = (
        (number[rows] - seen.centre) / (seen.unit * seen.spread)
        for number in (stated.value, stated.low, stated.high)
    )
    is_range = hedge == HEDGES[Hedge.RANGE]
    below = ndtr(np.where(is_range, low, value))
    above = ndtr(-np.where(is_range, high, value))
    below = np.where(np.isin(hedge, [HEDGES[Hedge.AT_MOST], HEDGES[Hedge.UP_TO]]), 0.0, below)
    above = np.where(hedge == HEDGES[Hedge.AT_LEAST], 0.0, above)
    return np.asarray(below), np.asarray(above)
