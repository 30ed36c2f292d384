"""Claims to proposed lineages: the best one for each claim, without circles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterflow.ledger.claim import Claim
from counterflow.ledger.source import Source
from counterflow.lineage.candidate import Candidate, Kind
from counterflow.lineage.copies import copies
from counterflow.lineage.numbers import Density
from counterflow.lineage.pairs import Counts, pairs
from counterflow.lineage.said import Rank, Said, prepare
from counterflow.lineage.score import confidence
from counterflow.lineage.sums import Rows, sums
from counterflow.lineage.words import reason

LIKELY = 0.5
"""Confidence from which a proposal is listed."""

_SHOWN_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A lineage that a person may accept.

    Parameters
    ----------
    claim
        Id of the claim.
    parent
        Id that its lineage column would hold.
    behind
        Ids of everything it would be copied or computed from, `parent` first.
    kind
        How.
    confidence
        Probability that it is no coincidence.
    by_chance
        How many such agreements unrelated numbers of this ledger would give for the claim.
    reason
        Why, in a sentence.

    Examples
    --------
    >>> Proposal("A2", "A1", ("A1",), Kind.COPY, 0.97, 0.01, "The same number.").parent
    'A1'
    """

    claim: str
    parent: str
    behind: tuple[str, ...]
    kind: Kind
    confidence: float
    by_chance: float
    reason: str


def propose(
    claims: Sequence[Claim],
    origin: str,
    regions: Mapping[str, tuple[str, ...]],
    sources: Mapping[str, Source],
    at_least: float = LIKELY,
) -> list[Proposal]:
    """Lineages that the claims of a case do not name yet.

    Parameters
    ----------
    claims
        Claims of one case, in any order; those with a lineage are followed and left as they are.
    origin
        The country left.
    regions
        Region name to member codes.
    sources
        Sources by id.
    at_least
        Least confidence.

    Returns
    -------
    list of Proposal
        One a claim at most, the surest first; accepting all of them closes no circle.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> proposals = propose(case.claims, case.spec.origin, case.regions, case.sources)
    >>> {p.claim for p in proposals} & {c.id for c in case.claims if c.lineage}
    set()
    """
    scored = [
        (confidence(candidate), candidate)
        for candidate in candidates(prepare(claims, origin, regions, sources))
    ]
    likely = [pair for pair in scored if pair[0] >= at_least]
    parent_of = {claim.id: claim.lineage for claim in claims if claim.lineage}
    chosen: list[Proposal] = []
    for sure, candidate in sorted(likely, key=_preference):
        child = candidate.child.id
        behind = [one.id for one in candidate.parents]
        if child in parent_of or any(child in _upstream(one, parent_of) for one in behind):
            continue
        parent_of[child] = behind[0]
        chosen.append(
            Proposal(
                child,
                behind[0],
                tuple(behind),
                candidate.kind,
                sure,
                candidate.by_chance,
                reason(candidate),
            )
        )
    return chosen


def candidates(said: Sequence[Said]) -> list[Candidate]:
    """Everything that agrees, likely or not, once for each claim and what stands behind it.

    Examples
    --------
    >>> rows = [Claim(id=id_, measure="stock", destination="GEO", period_start="2022-12-31",
    ...     period_end="2022-12-31", value=value, unit="persons", hedge="about", source=source,
    ...     published="2023", status="observation")
    ...     for id_, value, source in [("A1", 62304, "office"), ("A2", 62000, "press")]]
    >>> found = candidates(prepare(rows, "RUS", {}, {}))
    >>> [(one.child.id, one.kind.value, one.parents[0].id) for one in found]
    [('A2', 'rounding', 'A1')]
    """
    densities = _densities(said)
    found: dict[tuple[str, tuple[str, ...]], Candidate] = {}
    ways: Iterable[Iterable[Candidate]] = (
        copies(said, densities),
        pairs(said, Counts.of(said), densities),
        sums(said, Rows.of(said), densities),
    )
    for way in ways:
        for candidate in way:
            key = (candidate.child.id, tuple(one.id for one in candidate.parents))
            if key not in found or candidate.by_chance < found[key].by_chance:
                found[key] = candidate
    return list(found.values())


def _densities(said: Sequence[Said]) -> dict[str, Density]:
    numbers: dict[str, list[float]] = {}
    for one in said:
        numbers.setdefault(one.family, []).extend(
            number
            for point in one.points
            for number in ((point.low, point.high) if math.isnan(point.value) else (point.value,))
        )
    return {family: Density(held) for family, held in numbers.items()}


def _preference(pair: tuple[float, Candidate]) -> tuple[float, Rank, str]:
    """The surest first; among equals what is nearest to the measurement."""
    sure, candidate = pair
    return (-round(sure, _SHOWN_DIGITS), candidate.parents[0].rank, candidate.child.id)


def _upstream(claim: str, parent_of: Mapping[str, str]) -> set[str]:
    """A claim and everything it goes back to."""
    seen: set[str] = set()
    while claim and claim not in seen:
        seen.add(claim)
        claim = parent_of.get(claim, "")
    return seen
