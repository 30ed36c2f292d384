"""All claims of a fit as arrays: weights, stated numbers, hedges, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.ledger.claim import Claim
from counterflow.observation.components import Component, Form, Functional
from counterflow.observation.pairs import pair_noise
from counterflow.terms import Hedge

Array = NDArray[np.float64]
Index = NDArray[np.int64]

_SMALLEST_COUNT = 0.5
_SMALLEST_SHARE = 0.001
_LEAST_GRANULARITY = 0.05
_LEAST_WIDTH = 0.01


class Sparse(NamedTuple):
    """Weights in coordinate form, sorted by row.

    Attributes
    ----------
    position : (n,)
        Index into the flat vector.
    weight : (n,)
        Weight on it.
    row : (n,)
        Component it belongs to.

    Examples
    --------
    >>> Sparse(np.array([4]), np.array([0.5]), np.array([0])).weight.tolist()
    [0.5]
    """

    position: Index
    weight: Array
    row: Index


class Stated(NamedTuple):
    """What the claims say; passed to the model as data, so that changing it recompiles nothing.

    Attributes
    ----------
    value, low, high : (K,)
        Numbers on the model's scale: logs, or the number itself for differences.
    rounding : (K,)
        Standard deviation of rounding, as a share of the number.
    granularity : (K,)
        Log room to the next round number.
    include : (K,)
        Weight of each claim in the likelihood: 1, or 0 when left out.

    Examples
    --------
    >>> Stated._fields
    ('value', 'low', 'high', 'rounding', 'granularity', 'include')
    """

    value: Array
    low: Array
    high: Array
    rounding: Array
    granularity: Array
    include: Array


@dataclass(frozen=True)
class Evidence:
    """Claims with their functionals, as arrays.

    Parameters
    ----------
    claims
        K claims.
    scaled, plain
        Weights of all C components.
    factor : (C,)
        Index of the factor plus one; zero for none.
    jumps : (C, J)
        Weights on the permit jumps.
    breaks : (C, B)
        Weights on the log shifts of series at their breaks.
    first, second : (K,)
        Components of each claim; where there is no second, `second` equals `first`.
    form : (K,)
        0 single, 1 ratio, 2 difference.
    hedge : (K,)
        Position of the hedge in `HEDGES`.
    offset : (K,)
        Log of the number that a claim is read as a multiple of; zero for most.
    fixed_noise : (K,)
        Log noise where it is known beforehand; zero where it is learnt.
    stated
        The numbers said.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> s = build_structure(load_case("syria-2011"))
    >>> len(s.evidence.claims) == len(s.evidence.stated.value)
    True
    """

    claims: tuple[Claim, ...]
    scaled: Sparse
    plain: Sparse
    factor: Index
    jumps: Array
    breaks: Array
    first: Index
    second: Index
    form: Index
    hedge: Index
    offset: Array
    fixed_noise: Array
    stated: Stated

    @property
    def components(self) -> int:
        """Number of components C."""
        return len(self.factor)


FORMS = {Form.SINGLE: 0, Form.RATIO: 1, Form.DIFFERENCE: 2}

HEDGES = {
    Hedge.EXACT: 0,
    Hedge.ABOUT: 0,
    Hedge.AT_LEAST: 1,
    Hedge.AT_MOST: 2,
    Hedge.UP_TO: 3,
    Hedge.RANGE: 4,
    Hedge.ORDER_OF_MAGNITUDE: 4,
}
"""Hedge to family of likelihood."""


def last_digit(value: float) -> float:
    """Size of the last significant digit: the unit a number is rounded to.

    Examples
    --------
    >>> last_digit(200_000), last_digit(35_344), last_digit(13.2)
    (100000.0, 1.0, 0.1)
    """
    if value == 0:
        return 1.0
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return float(10.0**exponent)


def gather(
    functionals: Mapping[Claim, Functional] | Sequence[tuple[Claim, Functional]],
    jumps: int,
    breaks: int = 0,
) -> Evidence:
    """Arrays of all claims.

    Parameters
    ----------
    functionals
        Claims with their functionals, in the order wanted.
    jumps, breaks
        Number of permit jumps J and of breaks B.

    Examples
    --------
    >>> gather({}, 0).components
    0
    """
    pairs = list(functionals.items() if isinstance(functionals, Mapping) else functionals)
    components: list[Component] = []
    first, second = [], []
    for _, functional in pairs:
        first.append(len(components))
        components.append(functional.first)
        if functional.second is not None:
            components.append(functional.second)
        second.append(len(components) - 1)
    claims = tuple(claim for claim, _ in pairs)
    forms = [functional.form for _, functional in pairs]
    besides = [functional.beside for _, functional in pairs]
    offset = np.asarray([0.0 if b is None else _log(b.value or 0.0, b) for b in besides])
    noise = [0.0 if b is None else pair_noise(b.period.days) for b in besides]
    stated = state(claims, forms)
    return Evidence(
        claims=claims,
        scaled=_sparse([component.scaled for component in components]),
        plain=_sparse([component.plain for component in components]),
        factor=_index(0 if c.factor is None else c.factor + 1 for c in components),
        jumps=_dense([component.jumps for component in components], jumps),
        breaks=_dense([component.breaks for component in components], breaks),
        first=_index(first),
        second=_index(second),
        form=_index(FORMS[form] for form in forms),
        hedge=_index(HEDGES[claim.hedge] for claim in claims),
        offset=offset,
        fixed_noise=np.asarray(noise),
        stated=stated._replace(
            value=stated.value - offset, low=stated.low - offset, high=stated.high - offset
        ),
    )


def _index(values: Iterable[int]) -> Index:
    return np.asarray(list(values), dtype=np.int64)


def _dense(rows: Sequence[dict[int, float]], width: int) -> Array:
    found = np.zeros((len(rows), width))
    for row, weights in enumerate(rows):
        for index, weight in weights.items():
            found[row, index] = weight
    return found


def _sparse(rows: Sequence[dict[int, float]]) -> Sparse:
    entries = [
        (position, weight, row)
        for row, weights in enumerate(rows)
        for position, weight in sorted(weights.items())
    ]
    position, weight, row = zip(*entries, strict=True) if entries else ((), (), ())
    return Sparse(_index(position), np.asarray(weight, dtype=np.float64), _index(row))


def state(claims: Sequence[Claim], forms: Sequence[Form]) -> Stated:
    """Stated numbers on the model's scale.

    Examples
    --------
    >>> state([], []).value.shape
    (0,)
    """
    rows = np.zeros((len(claims), 5))
    for index, (claim, form) in enumerate(zip(claims, forms, strict=True)):
        ends = claim.hedge.has_two_ends
        middle = claim.value if claim.value is not None else 0.0
        bottom, top = (claim.low, claim.high) if ends else (middle, middle)
        assert bottom is not None
        assert top is not None
        unit = last_digit(middle)
        size = max(abs(middle), unit)
        rounding = 0.0 if ends else unit / size / np.sqrt(12.0)
        granularity = max(float(np.log1p(unit / size)), _LEAST_GRANULARITY)
        if form is not Form.DIFFERENCE:
            middle, bottom, top = (_log(number, claim) for number in (middle, bottom, top))
        if ends:
            # Two equal ends, or two below the smallest number, still need a width.
            least = max(abs(bottom), 1.0) if form is Form.DIFFERENCE else 1.0
            top = max(top, bottom + _LEAST_WIDTH * least)
            middle = (bottom + top) / 2
        rows[index] = middle, bottom, top, rounding, granularity
    value, low, high, roundings, granularities = rows.T.copy()
    return Stated(value, low, high, roundings, granularities, np.ones(len(claims)))


def natural(number: float, claim: Claim) -> float:
    """A stated number as the account counts: persons, or a share between 0 and 1.

    Examples
    --------
    >>> claim = Claim(id="A", measure="returned_share", period_start="2022-01-01",
    ...     period_end="2022-12-31", value=41, unit="percent", hedge="about", source="panel",
    ...     published="2023", status="observation")
    >>> natural(41, claim)
    0.41
    """
    return number / 100.0 if claim.unit.is_fraction else number


def _log(number: float, claim: Claim) -> float:
    least = _SMALLEST_SHARE if claim.unit.is_fraction else _SMALLEST_COUNT
    if claim.unit.value == "ratio":
        least = _SMALLEST_SHARE
    return float(np.log(max(natural(number, claim), least)))
