"""What a claim says, with the rounding its digits admit, and how common such numbers are."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from counterflow.ledger.claim import Claim
from counterflow.terms import Hedge, Unit

_COUNTED = frozenset({Unit.PERSONS, Unit.CROSSINGS, Unit.PERMITS, Unit.APPLICATIONS})
_HALF_A_DECADE = 0.5
_LAST_DIGIT_KEPT = 1e-6
_RELATIVE_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Point:
    """One number of a claim and the interval that it may be a rounding of.

    Parameters
    ----------
    value
        The number; NaN where only an interval is said ("tens of thousands").
    low, high
        Ends of the interval, both included.

    Examples
    --------
    >>> Point(42_000.0, 41_500.0, 42_500.0).decades
    0.01...
    """

    value: float
    low: float
    high: float

    @property
    def decades(self) -> float:
        """Width of the interval in powers of ten."""
        low, high = sorted((abs(self.low), abs(self.high)))
        if self.low < 0 < self.high or low == 0:
            low = high / 10
        return math.log10(high / low) if high > 0 else 1.0


def unit_family(unit: Unit) -> str:
    """Units that a copy may swap for one another: people, crossings, permits and applications.

    Examples
    --------
    >>> unit_family(Unit.PERMITS) == unit_family(Unit.PERSONS), unit_family(Unit.PERCENT)
    (True, 'percent')
    """
    return "count" if unit in _COUNTED else unit.value


def last_digit(number: float) -> float:
    """Worth of the last digit that is not a trailing zero.

    Examples
    --------
    >>> last_digit(42_000), last_digit(112_733), last_digit(39.4)
    (1000.0, 1.0, 0.1)
    """
    number = abs(number)
    if number == 0:
        return 1.0
    worth = 10.0 ** math.floor(math.log10(number) + _RELATIVE_SLACK)
    while worth > _LAST_DIGIT_KEPT:
        times = number / worth
        if abs(times - round(times)) < _RELATIVE_SLACK * max(times, 1.0):
            break
        worth /= 10
    return float(f"{worth:.0e}")


def points(claim: Claim) -> tuple[Point, ...]:
    """The numbers of a claim, each with what it may be a rounding of.

    Half a last digit to both sides; after "more than" a whole one upwards, after "up to" a whole
    one downwards; a full count stands for itself.

    Examples
    --------
    >>> from counterflow.ledger.claim import Claim
    >>> claim = Claim(
    ...     id="A1", measure="stock", period_start="2022-10-03", period_end="2022-10-03",
    ...     value=112000, unit="persons", hedge="at_least", source="s", published="2022",
    ...     status="observation",
    ... )
    >>> points(claim)
    (Point(value=112000.0, low=112000.0, high=112999.99...),)
    """
    if claim.hedge is Hedge.ORDER_OF_MAGNITUDE and claim.low is not None and claim.high is not None:
        return (Point(math.nan, claim.low, claim.high),)
    said = [number for number in (claim.value, claim.low, claim.high) if number is not None]
    return tuple(_point(number, claim.hedge) for number in said)


def _point(number: float, hedge: Hedge) -> Point:
    digit = last_digit(number)
    if hedge is Hedge.EXACT:
        digit = min(digit, 1.0)
    slack = _RELATIVE_SLACK * abs(number)
    if hedge.is_lower_bound:
        return Point(number, number, number + digit - slack)
    if hedge.is_upper_bound:
        return Point(number, number - digit + slack, number)
    return Point(number, number - digit / 2, number + digit / 2)


class Density:
    """How common numbers of a size are in a ledger.

    Parameters
    ----------
    numbers
        All numbers of one family of units.

    Examples
    --------
    >>> Density([100, 1000, 1000, 1e6]).per_decade(1000)
    0.6
    """

    def __init__(self, numbers: Iterable[float]) -> None:
        sizes = [abs(number) for number in numbers if number and math.isfinite(number)]
        self._logs = np.sort(np.log10(np.asarray(sizes, dtype=float))) if sizes else np.zeros(0)

    def per_decade(self, number: float) -> float:
        """Share of the numbers within half a power of ten on either side, never zero."""
        if not number:
            return 1.0 / (len(self._logs) + 1)
        middle = math.log10(abs(number))
        first, last = np.searchsorted(
            self._logs, [middle - _HALF_A_DECADE, middle + _HALF_A_DECADE]
        )
        return float(last - first + 1) / (len(self._logs) + 1)
