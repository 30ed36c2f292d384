"""How a number changed on its way from the measurement through its copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterflow.ledger.claim import Claim
from counterflow.lineage.numbers import unit_family
from counterflow.lineage.words import said_as
from counterflow.terms import Measure


@dataclass(frozen=True, slots=True)
class Link:
    """One claim of a chain.

    Parameters
    ----------
    claim
        The claim.
    parent
        The claim it copies or is computed from; None for the root.
    changes
        What became of the number, its hedge, what it counts, whom, where and when.
    is_computed
        Whether the number is another quantity, computed from the parent's.

    Examples
    --------
    >>> Link.__slots__[:2]
    ('claim', 'parent')
    """

    claim: Claim
    parent: Claim | None
    changes: tuple[str, ...]
    is_computed: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """A measurement and everything that goes back to it.

    Parameters
    ----------
    links
        The root first, then by date of publication.

    Examples
    --------
    >>> Chain(()).summary
    ''
    """

    links: tuple[Link, ...]

    @property
    def root(self) -> Claim:
        """The claim nearest to the measurement."""
        return self.links[0].claim

    @property
    def summary(self) -> str:
        """The number as it was said along the chain, computed ones and repetitions left out."""
        said: list[str] = []
        for link in self.links:
            if link.is_computed:
                continue
            words = said_as(link.claim)
            if not said or said[-1] != words:
                said.append(words)
        return " -> ".join(said)


def chains(claims: Sequence[Claim]) -> list[Chain]:
    """Chains of a case by their accepted lineage, the longest first.

    Parameters
    ----------
    claims
        Claims of one case; a lineage that names no claim among them ends the chain there.

    Examples
    --------
    >>> import counterflow as cf
    >>> found = chains(cf.load_case("russia-2022").claims)
    >>> next(chain.summary for chain in found if chain.root.id == "R0337")
    '50,000 to 80,000 -> no more than 80,000 -> about 80,000'
    """
    by_id = {claim.id: claim for claim in claims}
    members: dict[str, list[Claim]] = {}
    for claim in claims:
        parent = by_id.get(claim.lineage)
        if parent is not None:
            members.setdefault(_root(parent, by_id).id, []).append(claim)
    found = [
        Chain((Link(by_id[root], None, (), False), *_links(copies, by_id)))
        for root, copies in members.items()
    ]
    return sorted(found, key=lambda chain: (-len(chain.links), chain.root.id))


def _root(claim: Claim, by_id: dict[str, Claim]) -> Claim:
    seen = {claim.id}
    while claim.lineage in by_id and claim.lineage not in seen:
        seen.add(claim.lineage)
        claim = by_id[claim.lineage]
    return claim


def _links(copies: Sequence[Claim], by_id: dict[str, Claim]) -> Iterator[Link]:
    for claim in sorted(copies, key=lambda claim: (claim.published_on, claim.id)):
        parent = by_id[claim.lineage]
        yield Link(claim, parent, tuple(changes(parent, claim)), _is_computed(parent, claim))


def _is_computed(parent: Claim, child: Claim) -> bool:
    """Whether a claim is about another quantity than its parent, not the same one told anew."""
    if unit_family(parent.unit) != unit_family(child.unit):
        return True
    if parent.destination != child.destination and "+" in child.destination + parent.destination:
        return True
    return Measure.CHANGE in (parent.measure, child.measure) and parent.measure != child.measure


def changes(parent: Claim, child: Claim) -> Iterator[str]:
    """What a claim says otherwise than the one it goes back to, one phrase each.

    Parameters
    ----------
    parent, child
        The earlier and the later claim.

    Examples
    --------
    >>> import counterflow as cf
    >>> by_id = {claim.id: claim for claim in cf.load_case("russia-2022").claims}
    >>> list(changes(by_id["R0337"], by_id["R0050"]))[:2]
    ['50,000 to 80,000 became no more than 80,000', 'stayed became stock']
    """
    before, after = said_as(parent), said_as(child)
    if before != after:
        yield f"{before} became {after}"
    if parent.measure is not child.measure:
        yield f"{parent.measure.value} became {child.measure.value}"
    if parent.population != child.population:
        yield f"{parent.population or 'everyone'} became {child.population or 'everyone'}"
    if (parent.origin, parent.destination) != (child.origin, child.destination):
        yield f"{_where(parent)} became {_where(child)}"
    if _when(parent) != _when(child):
        yield f"{_when(parent)} became {_when(child)}"


def _where(claim: Claim) -> str:
    return f"{claim.origin or 'anywhere'} to {claim.destination or 'anywhere'}"


def _when(claim: Claim) -> str:
    same_day = claim.period_start == claim.period_end or claim.measure.is_stock
    return str(claim.period_end) if same_day else f"{claim.period_start}/{claim.period_end}"
