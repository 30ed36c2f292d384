"""Which claims copy or are computed from which: proposals, chains, and a person's acceptance."""

from counterflow.lineage.accept import accept
from counterflow.lineage.candidate import Candidate, Kind
from counterflow.lineage.chains import Chain, Link, chains
from counterflow.lineage.propose import LIKELY, Proposal, candidates, propose
from counterflow.lineage.sums import MOST_COMBINATIONS
from counterflow.lineage.words import said_as

__all__ = [
    "LIKELY",
    "MOST_COMBINATIONS",
    "Candidate",
    "Chain",
    "Kind",
    "Link",
    "Proposal",
    "accept",
    "candidates",
    "chains",
    "propose",
    "said_as",
]
