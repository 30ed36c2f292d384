"""Which claims enter the likelihood: every measurement once."""

from __future__ import annotations

from collections.abc import Container, Sequence

from counterflow.ledger.claim import Claim


def root_of(claim: Claim, by_id: dict[str, Claim]) -> str:
    """Id at the end of a claim's lineage.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> claims = load_case("russia-2022").claims
    >>> by_id = {claim.id: claim for claim in claims}
    >>> root_of(by_id["R0036"], by_id)
    'R0554'
    """
    seen = {claim.id}
    while claim.lineage and claim.lineage not in seen:
        seen.add(claim.lineage)
        if claim.lineage not in by_id:
            return claim.lineage
        claim = by_id[claim.lineage]
    return claim.id


def _statement(claim: Claim) -> tuple[object, ...]:
    """What makes two rows the same statement of the same measurement."""
    return (
        claim.source,
        claim.measure,
        claim.of,
        claim.population,
        claim.origin,
        claim.destination,
        claim.period_start,
        claim.period_end,
        claim.value,
        claim.low,
        claim.high,
        claim.unit,
        claim.counts,
        claim.duration_days,
        claim.includes_before,
    )


def utterances(
    claims: Sequence[Claim], silent: Container[str] = frozenset()
) -> tuple[dict[str, str], tuple[Claim, ...]]:
    """Split observations into those that count and those that repeat another.

    Claims of one lineage, and claims with the same source, quantity and number, are one
    utterance: its root speaks or, where the root is not an observation, the first published.

    Parameters
    ----------
    claims
        All claims of a case.
    silent
        Ids of claims that the account cannot speak of; any other of their utterance speaks first.

    Returns
    -------
    repeats
        Id of each repeating observation to the id of the claim that speaks for it.
    speakers
        Observations that count, ordered by content, so that the order of rows is irrelevant.

    Examples
    --------
    >>> utterances([])
    ({}, ())
    """
    by_id = {claim.id: claim for claim in claims}
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.is_observation:
            groups.setdefault(root_of(claim, by_id), []).append(claim)
    repeats: dict[str, str] = {}
    speakers: dict[tuple[object, ...], Claim] = {}
    for root, members in groups.items():
        members.sort(
            key=lambda claim: (claim.id in silent, claim.id != root, claim.published_on, claim.id)
        )
    for members in sorted(groups.values(), key=lambda m: (m[0].published_on, m[0].id)):
        speaker = speakers.setdefault(_statement(members[0]), members[0])
        repeats.update({c.id: speaker.id for c in members if c.id != speaker.id})
    return repeats, tuple(sorted(speakers.values(), key=lambda claim: repr(_statement(claim))))
