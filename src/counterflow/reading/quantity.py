"""One quantity expression: where it stands, what it says, how firmly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterflow.terms import Hedge

Kind = Literal["count", "percent", "ratio", "money"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity expression with its hedge.

    Parameters
    ----------
    start, end
        Offsets into the sentence, hedge included.
    core
        Offset where the number itself begins.
    kind
        A count, a percentage (fractions too, in percentage points), a ratio or money.
    value, low, high
        What it says; `low` and `high` alone for ranges and orders of magnitude.
    hedge
        How firmly.

    Examples
    --------
    >>> Quantity(0, 5, 0, "count", Hedge.EXACT, 15000.0).value
    15000.0
    """

    start: int
    end: int
    core: int
    kind: Kind
    hedge: Hedge
    value: float | None = None
    low: float | None = None
    high: float | None = None
    change: bool = False

    @property
    def size(self) -> float:
        """The number, or the lower end."""
        return self.value if self.value is not None else self.low or 0.0
