"""Pairs of claims whose numbers agree to the digits stated."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.lineage.candidate import Candidate, Kind
from counterflow.lineage.numbers import Density, Point
from counterflow.lineage.said import Said, gap

REACH_DAYS = 450
"""Numbers about days further apart than this are not compared: a table reprinted a year later."""

MOST_PARTNERS = 40
"""Agreeing partners looked at for one number, nearest in time first."""

_DIGITS_TO_LOSE_ONE = 4
_SAME_WINDOW_DAYS = 6


@dataclass(frozen=True)
class _Column:
    """Points of the claims about one host in one family of units, as arrays of one length."""

    said: list[Said]
    point: list[Point]
    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    end: NDArray[np.int64]


def copies(said: Sequence[Said], densities: dict[str, Density]) -> Iterator[Candidate]:
    """Candidates for copies, roundings, ends of ranges, orders of magnitude and lost digits.

    Parameters
    ----------
    said
        Prepared claims.
    densities
        Family of units to how common its numbers are.

    Yields
    ------
    Candidate
        The later rank as child of the earlier; about `MOST_PARTNERS` per number at most.

    Examples
    --------
    >>> list(copies([], {}))
    []
    """
    for (_, family), column in _columns(said).items():
        for i in range(len(column.said)):
            near = np.abs(column.end - column.end[i]) <= REACH_DAYS
            near[i] = False
            compared = int(near.sum())
            if not compared:
                continue
            for j in _nearest(column, i, near & _agreeing(column, i)):
                yield from _copy(column, i, int(j), compared, densities[family])
            for j in _nearest(column, i, near & _one_digit_longer(column, i)):
                yield from _lost_digit(column, i, int(j), compared, densities[family])


def _columns(said: Sequence[Said]) -> dict[tuple[frozenset[str], str], _Column]:
    grouped: dict[tuple[frozenset[str], str], list[tuple[Said, Point]]] = {}
    for one in said:
        for point in one.points:
            grouped.setdefault((one.host, one.family), []).append((one, point))
    return {key: _column(pairs) for key, pairs in grouped.items() if len(pairs) > 1}


def _column(pairs: list[tuple[Said, Point]]) -> _Column:
    return _Column(
        [one for one, _ in pairs],
        [point for _, point in pairs],
        np.array([point.value for _, point in pairs]),
        np.array([point.low for _, point in pairs]),
        np.array([point.high for _, point in pairs]),
        np.array([one.end for one, _ in pairs]),
    )


def _agreeing(column: _Column, i: int) -> NDArray[np.bool_]:
    """Which others hold a number that point `i` may round, or the other way round."""
    rounds = (column.value >= column.low[i]) & (column.value <= column.high[i])
    rounded = (column.low <= column.value[i]) & (column.value[i] <= column.high)
    return np.asarray(rounds | rounded)


def _one_digit_longer(column: _Column, i: int) -> NDArray[np.bool_]:
    """Which others have about ten times the number; the digits are compared later."""
    value = column.value[i]
    if not value >= 10 ** (_DIGITS_TO_LOSE_ONE - 1):  # also where value is NaN
        return np.zeros(len(column.said), dtype=bool)
    return np.asarray((column.value >= 5 * value) & (column.value <= 100 * value))


def _nearest(column: _Column, i: int, wanted: NDArray[np.bool_]) -> NDArray[np.int64]:
    indices = np.flatnonzero(wanted)
    if len(indices) <= MOST_PARTNERS:
        return indices
    away = np.abs(column.end[indices] - column.end[i])
    return indices[np.argsort(away, kind="stable")[:MOST_PARTNERS]]


def _copy(column: _Column, i: int, j: int, compared: int, density: Density) -> Iterator[Candidate]:
    child, parent = column.said[i], column.said[j]
    if child.rank <= parent.rank or child.id == parent.id:
        return
    mine, theirs = column.point[i], column.point[j]
    if math.isnan(theirs.value) or (math.isnan(mine.value) and len(parent.points) > 1):
        return
    if mine.value != theirs.value and _one_document(child, parent):
        return
    # The coarser of the two intervals is the one that chance has to hit.
    decades = max(mine.decades, theirs.decades)
    yield Candidate(
        kind=_kind(child, mine, parent, theirs),
        child=child,
        parents=(parent,),
        result=theirs.value,
        by_chance=compared * density.per_decade(theirs.value) * decades,
        gap_days=gap(child, parent),
    )


def _one_document(one: Said, other: Said) -> bool:
    """Whether both numbers stand in one document: if they differ, it means two things."""
    said_by = (one.claim.reporter, one.claim.published)
    return bool(said_by[0]) and said_by == (other.claim.reporter, other.claim.published)


def _kind(child: Said, mine: Point, parent: Said, theirs: Point) -> Kind:
    if math.isnan(mine.value):
        return Kind.MAGNITUDE
    said = [[point.value for point in one.points] for one in (child, parent)]
    if said[0] == said[1]:
        return Kind.COPY
    if len(said[0]) > 1 or len(said[1]) > 1:
        return Kind.END_OF_RANGE
    return Kind.COPY if mine.value == theirs.value else Kind.ROUNDING


def _lost_digit(
    column: _Column, i: int, j: int, compared: int, density: Density
) -> Iterator[Candidate]:
    child, parent = column.said[i], column.said[j]
    short, long = f"{column.value[i]:.0f}", f"{column.value[j]:.0f}"
    alike = child.claim.measure is parent.claim.measure
    if not _loses_one_digit(long, short) or not alike or gap(child, parent) > _SAME_WINDOW_DAYS:
        return
    yield Candidate(
        kind=Kind.DIGIT_LOST,
        child=child,
        parents=(parent,),
        result=column.value[j],
        by_chance=compared
        * density.per_decade(column.value[j])
        * len(long)
        * column.point[i].decades,
        gap_days=gap(child, parent),
    )


def _loses_one_digit(long: str, short: str) -> bool:
    if len(long) != len(short) + 1 or len(short.rstrip("0")) < _DIGITS_TO_LOSE_ONE:
        return False
    return any(long[:k] + long[k + 1 :] == short for k in range(len(long)))
