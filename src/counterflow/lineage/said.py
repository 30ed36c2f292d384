"""Claims as lineage sees them: whom they are about, when, and which numbers they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from counterflow.ledger.claim import Claim, Status
from counterflow.ledger.source import Source, SourceClass
from counterflow.lineage.numbers import Point, points, unit_family
from counterflow.terms import Hedge, parse_places

_FAR_FROM_COUNTING = {
    SourceClass.REGISTER: 0,
    SourceClass.BORDER: 0,
    SourceClass.GOVERNMENT: 0,
    SourceClass.ORIGIN_STATE: 1,
    SourceClass.SURVEY: 1,
    SourceClass.BUSINESS: 1,
    SourceClass.COMPILER: 2,
    SourceClass.MEDIA: 3,
}

Rank = tuple[bool, int, int, date, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A claim prepared for comparison.

    Parameters
    ----------
    claim
        The claim.
    host
        Countries the number is about, the case's origin left out; empty for anywhere.
    family
        Family of its unit.
    points
        Its numbers with what they may be roundings of.
    start, end
        Window as ordinal days; the same day for what is counted on one day.
    rank
        Sorts a measurement before its copies: the counting office before those who repeat it, a
        full count before a rounding, earlier before later.
    second_hand
        Whether the source adds up or prints what others count.

    Examples
    --------
    >>> prepare([], "RUS", {}, {})
    []
    """

    claim: Claim
    host: frozenset[str]
    family: str
    points: tuple[Point, ...]
    start: int
    end: int
    rank: Rank
    second_hand: bool

    @property
    def id(self) -> str:
        """Id of the claim."""
        return self.claim.id

    @property
    def number(self) -> float | None:
        """The number, where the claim holds a single one."""
        return self.claim.value if len(self.points) == 1 else None


def prepare(
    claims: Iterable[Claim],
    origin: str,
    regions: Mapping[str, tuple[str, ...]],
    sources: Mapping[str, Source],
) -> list[Said]:
    """Prepare claims for comparison.

    Parameters
    ----------
    claims
        Claims of one case, in any order.
    origin
        The country left.
    regions
        Region name to member codes.
    sources
        Sources by id; a source that is missing counts as press.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> case = load_case("syria-2011")
    >>> one = prepare(case.claims, "SYR", case.regions, case.sources)[2]
    >>> one.id, sorted(one.host), one.points
    ('S003', ['IRQ', 'JOR', 'LBN', 'TUR'], (Point(value=30000.0, low=25000.0, high=35000.0),))
    """
    return [_said(claim, origin, regions, sources) for claim in claims]


def _said(
    claim: Claim,
    origin: str,
    regions: Mapping[str, tuple[str, ...]],
    sources: Mapping[str, Source],
) -> Said:
    places = {*parse_places(claim.origin, regions), *parse_places(claim.destination, regions)}
    end = claim.period_end.toordinal()
    known = sources.get(claim.source)
    distance = _FAR_FROM_COUNTING[known.kind if known else SourceClass.MEDIA]
    return Said(
        claim=claim,
        host=frozenset(places - {origin}),
        family=unit_family(claim.unit),
        points=points(claim),
        start=end if claim.measure.is_stock else claim.period_start.toordinal(),
        end=end,
        rank=(
            claim.status is Status.CORRUPT,
            distance,
            _coarseness(claim.hedge),
            claim.published_on,
            claim.id,
        ),
        second_hand=distance >= _FAR_FROM_COUNTING[SourceClass.COMPILER],
    )


def _coarseness(hedge: Hedge) -> int:
    if hedge is Hedge.EXACT:
        return 0
    return 2 if hedge is Hedge.ORDER_OF_MAGNITUDE else 1


def gap(one: Said, other: Said) -> int:
    """Days by which two windows differ, at both ends; at the end alone where one is a day's count.

    Examples
    --------
    >>> from counterflow.ledger.claim import Claim
    >>> march, spring = prepare([
    ...     Claim(id=str(end), measure="returns", period_start="2022-03-01",
    ...           period_end=f"2022-{end:02}-01", value=1, unit="persons", hedge="about",
    ...           source="s", published="2023", status="observation") for end in (4, 6)
    ... ], "RUS", {}, {})
    >>> gap(march, spring)
    61
    """
    ends = abs(one.end - other.end)
    if one.claim.measure.is_stock or other.claim.measure.is_stock:
        return ends
    return ends + abs(one.start - other.start)
