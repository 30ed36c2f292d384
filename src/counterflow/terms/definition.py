"""How a quantity is counted."""

from __future__ import annotations

from dataclasses import dataclass

from counterflow.terms.measure import CountingUnit


@dataclass(frozen=True, slots=True)
class Definition:
    """The rules of counting behind one number.

    Parameters
    ----------
    counts
        What one unit of the count is; None where the source does not say.
    duration_days
        Minimum stay in days; None where no rule is stated, 0 where anyone present counts.
    includes_before
        Whether nationals who lived at the destination before the crisis are counted.

    Examples
    --------
    >>> Definition(CountingUnit.PERSONS, 365, True).duration_months
    11.99...
    """

    counts: CountingUnit | None = None
    duration_days: int | None = None
    includes_before: bool = False

    @property
    def duration_months(self) -> float:
        """Minimum stay in mean Gregorian months (30.436875 days); 0 where none is stated."""
        return (self.duration_days or 0) / 30.436875
