"""What decides the measure of a quantity, as a record."""

from __future__ import annotations

from dataclasses import dataclass

from counterflow.terms import Measure


@dataclass(frozen=True, slots=True)
class Verdict:
    """The measure of a quantity and the words that decided it.

    Examples
    --------
    >>> Verdict(Measure.STOCK, "live", 3, 2.0).why
    'live'
    """

    measure: Measure
    why: str
    at: int
    cost: float
    of: Measure | None = None
