"""A possible lineage of a claim, with everything its confidence is computed from."""

from __future__ import annotations

from dataclasses import dataclass

from counterflow.lineage.said import Said
from counterflow.terms.measure import DefinedEnum


class Kind(DefinedEnum):
    """How a claim may come from another.

    Examples
    --------
    >>> Kind("copy").is_arithmetic, Kind("sum").is_arithmetic
    (False, True)
    """

    COPY = ("copy", "The same number.")
    ROUNDING = ("rounding", "The other number to fewer digits.")
    END_OF_RANGE = ("end_of_range", "One end of the other's range.")
    MAGNITUDE = ("magnitude", 'The other number as an order of magnitude ("tens of thousands").')
    DIGIT_LOST = ("digit_lost", "The other number with one digit missing.")
    DIFFERENCE = ("difference", "One number minus another.")
    RATIO = ("ratio", "One number divided by another, as a ratio or a percentage.")
    SUM = ("sum", "Several numbers added up, over places or over time.")

    @property
    def is_arithmetic(self) -> bool:
        """Whether more than one claim stands behind it."""
        return self in (Kind.DIFFERENCE, Kind.RATIO, Kind.SUM)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim and what it may be copied or computed from.

    Parameters
    ----------
    kind
        How.
    child
        The claim.
    parents
        What it would come from; the first is the one that the lineage column names.
    result
        What copying or computing gives exactly, before rounding.
    by_chance
        How many such agreements unrelated numbers of this ledger would give for the claim.
    gap_days
        By how much the windows differ.

    Examples
    --------
    >>> Candidate.__slots__[:2]
    ('kind', 'child')
    """

    kind: Kind
    child: Said
    parents: tuple[Said, ...]
    result: float
    by_chance: float
    gap_days: int
