"""Differences and ratios of two counts of one office."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from counterflow.lineage.candidate import Candidate, Kind
from counterflow.lineage.numbers import Density
from counterflow.lineage.said import Said, gap
from counterflow.terms import Measure, Unit

SAME_EDGE_DAYS = 31
"""How far the day of a count may lie from the edge of the window that it is to explain."""

MOST_PAIRS = 400
"""Pairs of counts tried for one claim."""

MOST_NEAR = 60
"""Counts of one office around one day that enter pairs."""

_SAME_WINDOW_DAYS = 6
_INTO = frozenset({Measure.BORDER_ENTRIES, Measure.ARRIVALS})
_OUT_OF = frozenset({Measure.BORDER_EXITS, Measure.DEPARTURES, Measure.RETURNS})
_BALANCES = frozenset({Measure.NET, Measure.STOCK, Measure.STAYED, Measure.ARRIVALS})
_GROWTHS = frozenset({Measure.NET, Measure.ARRIVALS})
_FRACTIONS = frozenset({Unit.RATIO.value, Unit.PERCENT.value, Unit.PERCENT_CHANGE.value})


@dataclass
class Counts:
    """Single counts of people, crossings, permits or applications, by office and host.

    Parameters
    ----------
    held
        Source and host to the office's counts there, by last day.
    days
        Their last days.
    sources_at, hosts_of
        Offices that count at a host, and hosts that an office counts at.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.lineage.said import prepare
    >>> case = load_case("syria-2011")
    >>> counts = Counts.of(prepare(case.claims, "SYR", case.regions, case.sources))
    >>> counts.sources_at[frozenset({"JOR"})]
    ['unhcr', 'jor-government', 'jor-census']
    """

    held: dict[tuple[str, frozenset[str]], list[Said]] = field(default_factory=dict)
    days: dict[tuple[str, frozenset[str]], list[int]] = field(default_factory=dict)
    sources_at: dict[frozenset[str], list[str]] = field(default_factory=dict)
    hosts_of: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    _asked: dict[tuple[str, frozenset[str], int], list[Said]] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Sequence[Said]) -> Counts:
        """Counts among prepared claims.

        Examples
        --------
        >>> Counts.of([]).held
        {}
        """
        counts = cls()
        for one in sorted(said, key=lambda one: (one.end, one.id)):
            if one.family == "count" and one.number:
                key = (one.claim.source, one.host)
                if key not in counts.held:
                    counts.sources_at.setdefault(one.host, []).append(one.claim.source)
                    counts.hosts_of.setdefault(one.claim.source, []).append(one.host)
                counts.held.setdefault(key, []).append(one)
                counts.days.setdefault(key, []).append(one.end)
        return counts

    def near(self, source: str, host: frozenset[str], day: int) -> list[Said]:
        """Counts of an office at a host that end within a month of a day, nearest first.

        Examples
        --------
        >>> Counts().near("office", frozenset({"GEO"}), 738000)
        []
        """
        asked = (source, host, day)
        if asked not in self._asked:
            days = self.days.get((source, host), [])
            first = bisect_left(days, day - SAME_EDGE_DAYS)
            last = bisect_right(days, day + SAME_EDGE_DAYS)
            found = self.held.get((source, host), [])[first:last]
            nearest = sorted(found, key=lambda one: (abs(one.end - day), one.id))
            self._asked[asked] = nearest[:MOST_NEAR]
        return self._asked[asked]


def pairs(
    said: Sequence[Said], counts: Counts, densities: dict[str, Density]
) -> Iterator[Candidate]:
    """Candidates for differences and ratios.

    A balance is one office's inflow minus its outflow of the same window; a change is the later
    count minus, or over, the earlier one; a percentage is a part over a whole of which one is
    the claim's own source's. At most `MOST_PAIRS` pairs are tried for one claim.

    Parameters
    ----------
    said
        Prepared claims.
    counts
        The counts among them.
    densities
        Family of units to how common its numbers are.

    Examples
    --------
    >>> list(pairs([], Counts(), {}))
    []
    """
    for child in said:
        if child.number is None:
            continue
        others = (
            found
            for found in _tried(child, counts)
            if found[0] is not child and found[1] is not child
        )
        tried = list(islice(others, MOST_PAIRS))
        point = child.points[0]
        for first, second, kind, result in tried:
            if not point.low <= result <= point.high:
                continue
            yield Candidate(
                kind=kind,
                child=child,
                parents=(first, second),
                result=result,
                by_chance=len(tried) * densities[child.family].per_decade(result) * point.decades,
                gap_days=abs(first.end - child.end),
            )


_Tried = Iterator[tuple[Said, Said, Kind, float]]


def _tried(child: Said, counts: Counts) -> _Tried:
    measure = child.claim.measure
    if child.family == "count":
        if measure in _BALANCES:
            yield from _balances(child, counts)
        if measure in _GROWTHS or measure is Measure.CHANGE:
            for later, earlier in _changes(child, counts):
                yield later, earlier, Kind.DIFFERENCE, _number(later) - _number(earlier)
    elif child.family in _FRACTIONS:
        if measure in (Measure.CHANGE, Measure.GROWTH):
            for later, earlier in _changes(child, counts):
                ratio = _number(later) / _number(earlier)
                yield later, earlier, Kind.RATIO, _as_said(ratio, child.claim.unit, True)
        else:
            for part, whole in _parts(child, counts):
                ratio = _number(part) / _number(whole)
                yield part, whole, Kind.RATIO, _as_said(ratio, child.claim.unit, False)


def _number(one: Said) -> float:
    assert one.number is not None, "only single counts are paired"
    return one.number


def _as_said(ratio: float, unit: Unit, is_change: bool) -> float:
    if unit is Unit.RATIO:
        return ratio
    return 100 * (ratio - 1 if is_change else ratio)


def _balances(child: Said, counts: Counts) -> _Tried:
    for source in counts.sources_at.get(child.host, ()):
        near = counts.near(source, child.host, child.end)
        outflows = [one for one in near if one.claim.measure in _OUT_OF]
        for into in near:
            if into.claim.measure not in _INTO:
                continue
            for out in outflows:
                if gap(into, out) <= _SAME_WINDOW_DAYS:
                    yield into, out, Kind.DIFFERENCE, _number(into) - _number(out)


def _changes(child: Said, counts: Counts) -> Iterator[tuple[Said, Said]]:
    """A later and an earlier count of one series, at the edges of the claim's window."""
    wanted = child.claim.of
    start, end = child.claim.period_start.toordinal(), child.end
    for source in counts.sources_at.get(child.host, ()):
        for later in counts.near(source, child.host, end):
            measure = later.claim.measure
            if wanted not in (None, measure) or measure in (Measure.NET, Measure.CHANGE):
                continue
            length = later.end - later.start + 1
            if measure.is_stock:
                day = start
            elif abs(later.start - start) <= _SAME_WINDOW_DAYS and wanted is not None:
                day = later.start - 1
            else:
                continue
            for earlier in counts.near(source, child.host, day):
                like = earlier.claim.measure is measure and earlier.end < later.end
                if like and abs(earlier.end - earlier.start + 1 - length) <= _SAME_WINDOW_DAYS:
                    yield later, earlier


def _parts(child: Said, counts: Counts) -> Iterator[tuple[Said, Said]]:
    """A part and its whole of the claim's own source, about the claim's host."""
    source = child.claim.source
    wholes = [
        one
        for host in counts.hosts_of.get(source, ())
        for one in counts.near(source, host, child.end)
    ]
    for part in wholes:
        if part.host != child.host:
            continue
        for whole in wholes:
            around = not whole.host or whole.host >= part.host
            if around and _number(part) < _number(whole):
                yield part, whole
