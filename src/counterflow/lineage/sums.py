"""Totals that are several rows of a ledger added up: a bounded search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, islice, product

import numpy as np
from numpy.typing import NDArray

from counterflow.lineage.candidate import Candidate, Kind
from counterflow.lineage.copies import REACH_DAYS
from counterflow.lineage.numbers import Density
from counterflow.lineage.said import Said, gap
from counterflow.terms import Measure

MOST_COMBINATIONS = 5_000
"""Combinations of rows tried for one total; unrelated numbers reach any total if all are."""

MOST_ALTERNATIVES = 4
"""Rows tried for one place or one stretch of time of a total."""

MOST_MEMBERS = 30
"""Places a total may name."""

MOST_ROWS = 18
"""Rows among which the parts of a total without named parts are sought, two to four of them."""

_NEXT_DAY = 1
_WEEK = 7
_PARTS = (2, 3, 4)
_ADDED_UP = frozenset(Measure) - {
    Measure.SHARE,
    Measure.RETURNED_SHARE,
    Measure.CHANGE,
    Measure.GROWTH,
    Measure.RENT_INDEX,
}


@dataclass
class Rows:
    """Single counts by what a total could add up, by last day.

    Parameters
    ----------
    by_host
        Measure and host to rows of every office.
    by_series
        Measure, host and source to rows of one office.
    by_office
        Measure, source and last day to rows about single places.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.lineage.said import prepare
    >>> case = load_case("syria-2011")
    >>> rows = Rows.of(prepare(case.claims, "SYR", case.regions, case.sources))
    >>> [one.id for one in rows.by_host[Measure.STOCK, frozenset({"JOR"})]][:3]
    ['S007', 'S012', 'S021']
    """

    by_host: dict[tuple[Measure, frozenset[str]], list[Said]] = field(default_factory=dict)
    by_series: dict[tuple[Measure, frozenset[str], str], list[Said]] = field(default_factory=dict)
    by_office: dict[tuple[Measure, str, int], list[Said]] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Sequence[Said]) -> Rows:
        """Counts among prepared claims.

        Examples
        --------
        >>> Rows.of([]).by_host
        {}
        """
        rows = cls()
        for one in sorted(said, key=lambda one: (one.end, one.id)):
            measure, source = one.claim.measure, one.claim.source
            if one.number and one.family == "count" and measure in _ADDED_UP:
                rows.by_host.setdefault((measure, one.host), []).append(one)
                rows.by_series.setdefault((measure, one.host, source), []).append(one)
                if len(one.host) == 1:
                    rows.by_office.setdefault((measure, source, one.end), []).append(one)
        return rows


def sums(said: Sequence[Said], rows: Rows, densities: dict[str, Density]) -> Iterator[Candidate]:
    """Candidates for sums: the places of a basket or region, the stretches of a window, the rows
    of a table, or two to four rows of one office.

    At most `MOST_COMBINATIONS` combinations are tried for one total and each way of adding up.

    Parameters
    ----------
    said
        Prepared claims.
    rows
        The counts among them.
    densities
        Family of units to how common its numbers are.

    Examples
    --------
    >>> list(sums([], Rows(), {}))
    []
    """
    for total in said:
        if not total.number or total.family != "count" or total.claim.measure not in _ADDED_UP:
            continue
        for way in (_over_places, _over_time, _over_a_table, _over_some_rows):
            tried, found = way(total, rows)
            for parts in found:
                yield _candidate(total, parts, tried, densities["count"])


_Found = tuple[int, list[tuple[Said, ...]]]


def _candidate(total: Said, parts: tuple[Said, ...], tried: int, density: Density) -> Candidate:
    result = sum(one.number or 0.0 for one in parts)
    largest_first = tuple(sorted(parts, key=lambda one: (-(one.number or 0.0), one.id)))
    return Candidate(
        kind=Kind.SUM,
        child=total,
        parents=largest_first,
        result=result,
        by_chance=tried * density.per_decade(result) * total.points[0].decades,
        gap_days=max(gap(total, one) for one in parts),
    )


def _agreeing(total: Said, ways: Iterable[tuple[Said, ...]]) -> _Found:
    tried = list(islice(ways, MOST_COMBINATIONS))
    point = total.points[0]
    return len(tried), [
        parts
        for parts in tried
        if point.low <= sum(one.number or 0.0 for one in parts) <= point.high
    ]


def _over_places(total: Said, rows: Rows) -> _Found:
    """One row for every place that the total names."""
    if not 2 <= len(total.host) <= MOST_MEMBERS:
        return 0, []
    choices = []
    for member in sorted(total.host):
        held = rows.by_host.get((total.claim.measure, frozenset({member})), [])
        near = sorted(
            (one for one in held if gap(total, one) <= REACH_DAYS),
            key=lambda one: (one.claim.source != total.claim.source, gap(total, one), one.id),
        )
        if not near:
            return 0, []
        choices.append(near[:MOST_ALTERNATIVES])
    return _agreeing(total, product(*choices))


def _over_time(total: Said, rows: Rows) -> _Found:
    """Rows of the office whose windows follow one another and fill the total's window."""
    if total.claim.measure.is_stock or total.end - total.start < _WEEK:
        return 0, []
    key = (total.claim.measure, total.host, total.claim.source)
    starting: dict[int, list[Said]] = {}
    for one in rows.by_series.get(key, ()):
        inside = total.start <= one.start and one.end <= total.end
        if inside and one.end - one.start < total.end - total.start:
            starting.setdefault(one.start, []).append(one)
    return _agreeing(total, _tilings(total, starting))


def _tilings(total: Said, starting: Mapping[int, list[Said]]) -> Iterator[tuple[Said, ...]]:
    unfinished: list[tuple[Said, ...]] = [(one,) for one in starting.get(total.start, ())]
    for _ in range(MOST_COMBINATIONS):
        if not unfinished:
            return
        parts = unfinished.pop()
        if parts[-1].end == total.end:
            yield parts
            continue
        following = starting.get(parts[-1].end + _NEXT_DAY, [])
        unfinished.extend((*parts, one) for one in following[:MOST_ALTERNATIVES])


def _table(total: Said, rows: Rows) -> list[Said]:
    """Rows of the total's office about single places inside it, with the total's window.

    One row a place, the largest first.
    """
    if len(total.host) == 1:
        return []
    held = rows.by_office.get((total.claim.measure, total.claim.source, total.end), [])
    by_place = {
        one.host: one
        for one in reversed(held)
        if one.start == total.start
        and (not total.host or one.host < total.host)
        and one.claim.population == total.claim.population
    }
    return sorted(by_place.values(), key=lambda one: (-(one.number or 0.0), one.id))


def _over_a_table(total: Said, rows: Rows) -> _Found:
    """All rows of the table."""
    table = _table(total, rows)
    return _agreeing(total, [tuple(table)] if len(table) > max(_PARTS) else [])


def _over_some_rows(total: Said, rows: Rows) -> _Found:
    """Two to four rows of the table, whatever their places."""
    table = _table(total, rows)[:MOST_ROWS]
    numbers = np.array([one.number for one in table], dtype=float)
    point = total.points[0]
    tried, found = 0, list[tuple[Said, ...]]()
    for size in _PARTS:
        if len(table) < size:
            break
        chosen = _choices(len(table), size)
        added = numbers[chosen].sum(axis=1)
        tried += len(chosen)
        for row in np.flatnonzero((added >= point.low) & (added <= point.high)):
            found.append(tuple(table[k] for k in chosen[row]))
    # Where many subsets agree none is evidence; the first ones show that.
    return tried, found[:MOST_ALTERNATIVES]


@cache
def _choices(rows: int, size: int) -> NDArray[np.int64]:
    """All choices of `size` out of `rows`, one a row."""
    return np.array(list(combinations(range(rows), size)))
