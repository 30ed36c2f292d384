"""Whether a number is another's, garbled: a digit lost, a power of ten, another label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from counterflow.ledger.claim import Claim
from counterflow.observation.evidence import last_digit
from counterflow.observation.nuisance import stated, underlying
from counterflow.terms import Measure, Unit, country_name
from counterflow.verdicts.dates import day_words

_REACH_DAYS = 450
_TEN, _LOST, _SWAPPED, _RELABELLED = 0.04, 0.03, 0.02, 0.05
_FEWEST_DIGITS = 4
_RELABEL_DIGITS = 3
_FEWEST_OWN = 2
_ELSEWHERE_DIGITS = 5


class Garbled(NamedTuple):
    """One way in which a number may come from a claim of the ledger.

    Attributes
    ----------
    original
        The claim of the ledger.
    change
        What happened on the way, in words.
    log_density
        Of the number, if that is what happened; over its log.

    Examples
    --------
    >>> Garbled._fields
    ('original', 'change', 'log_density')
    """

    original: Claim
    change: str
    log_density: float


def digits(value: float) -> int:
    """Significant digits of a number.

    Examples
    --------
    >>> digits(35_344), digits(1_300_000)
    (5, 2)
    """
    unit = last_digit(value)
    return len(f"{abs(value) / unit:.0f}")


def is_copy(claim: Claim, other: Claim) -> bool:
    """Whether two claims state the same number of the same quantity.

    Examples
    --------
    >>> import counterflow as cf
    >>> counted = cf.load_case("syria-2011").claims[5]
    >>> reprint = counted.model_copy(update={"id": "X", "source": "press"})
    >>> is_copy(reprint, counted), is_copy(reprint.model_copy(update={"value": 120000.0}), counted)
    (True, False)
    """
    mine, theirs = stated(claim), stated(other)
    if mine is None or theirs is None or claim.id == other.id or mine == 0 or theirs == 0:
        return False
    near = abs((claim.period_end - other.period_end).days) <= 45
    if not near or claim.measure is not other.measure or _place(claim) != _place(other):
        return False
    width = last_digit(mine) / abs(mine)
    return abs(mine / theirs - 1) <= width / 2


def garbled(claim: Claim, ledger: Sequence[Claim]) -> list[Garbled]:
    """Ways in which a claim's number may be a garbled copy, the likeliest first.

    Parameters
    ----------
    claim
        The claim; its lineage, where it has one, names the only original looked at.
    ledger
        Claims of the case.

    Examples
    --------
    >>> import counterflow as cf
    >>> counted = cf.load_case("syria-2011").claims[5]
    >>> counted.value
    154387.0
    >>> told = counted.model_copy(update={"id": "X", "value": 15437.0})
    >>> [found.change for found in garbled(told, [counted])]
    ['a digit was lost']
    """
    number = stated(claim)
    # A round number is anybody's.
    if not number or number <= 0 or claim.hedge.has_two_ends or digits(number) < _FEWEST_OWN:
        return []
    originals = [other for other in ledger if _may_be(claim, other)]
    if not originals or any(is_copy(claim, other) for other in originals):
        return []
    width = max(last_digit(number) / number, 1e-5)
    found = []
    for other in originals:
        for value, change, weight in _garblings(other, claim):
            if abs(np.log(number / value)) <= width / 2 + 1e-9:
                density = float(np.log(weight / len(originals) / width))
                found.append(Garbled(other, change, density))
    return sorted(found, key=lambda one: -one.log_density)[:3]


def _may_be(claim: Claim, other: Claim) -> bool:
    if other.id == claim.id or stated(other) is None or other.population != claim.population:
        return False
    if claim.lineage:
        return other.id == claim.lineage
    if other.lineage == claim.id or _family(claim) != _family(other):
        return False
    if abs((claim.period_end - other.period_end).days) > _REACH_DAYS:
        return False
    if _place(claim) != _place(other) and not _same_digits(claim, other):
        return False
    # Last, because a date of publication is read from its text.
    return other.published_on <= claim.published_on


def _place(claim: Claim) -> tuple[str, str]:
    """Where a claim counts, and out of where."""
    return (claim.origin if underlying(claim) in _OUT_OF_HOSTS else "", claim.destination)


_OUT_OF_HOSTS = frozenset(
    {Measure.DEPARTURES, Measure.RETURNS, Measure.ONWARD, Measure.BORDER_EXITS}
)


def _same_digits(claim: Claim, other: Claim) -> bool:
    """Whether two numbers agree in so many digits that one is surely the other's."""
    mine, theirs = stated(claim), stated(other)
    return bool(mine) and mine == theirs and digits(mine or 0.0) >= _ELSEWHERE_DIGITS


def _family(claim: Claim) -> str:
    return "share" if claim.unit in (Unit.PERCENT, Unit.RATIO, Unit.PERCENT_CHANGE) else "count"


def _garblings(other: Claim, claim: Claim) -> Iterator[tuple[float, str, float]]:
    value = stated(other)
    if not value or value <= 0:
        return
    for power in (-3, -2, -1, 1, 2, 3):
        times = f"{10 ** abs(power):,} times too {'large' if power > 0 else 'small'}"
        yield value * 10.0**power, f"it is {times}", _TEN / (1 + abs(power))
    text = f"{value:.0f}"
    if digits(value) >= _FEWEST_DIGITS:
        for at in range(len(text)):
            shorter = float(text[:at] + text[at + 1 :])
            if shorter > 0:
                yield shorter, "a digit was lost", _LOST / len(text)
            if at + 1 < len(text) and text[at] != text[at + 1]:
                swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
                if float(swapped) > 0:
                    yield float(swapped), "two digits changed places", _SWAPPED / len(text)
    differs = _differences(other, claim)
    own = stated(claim) or 0.0
    if differs and (min(digits(value), digits(own)) >= _RELABEL_DIGITS or claim.lineage):
        yield value, differs, _RELABELLED


def _differences(other: Claim, claim: Claim) -> str:
    parts = []
    if _place(other) != _place(claim):
        where = " to ".join(filter(None, (country_name(c) or c for c in _place(other))))
        parts.append(f"the original is about {where or 'all places together'}")
    if other.measure is not claim.measure:
        was, now = (c.measure.value.replace("_", " ") for c in (other, claim))
        parts.append(f"the original counts {was}, not {now}")
    if abs((other.period_end - claim.period_end).days) > 45:
        parts.append(
            f"the original is about {day_words(other.period_end)}, not "
            f"{day_words(claim.period_end)}"
        )
    return " and ".join(parts)
