"""Why a lineage is proposed, and what a copy changed, in plain words."""

from __future__ import annotations

import math

from counterflow.ledger.claim import Claim
from counterflow.lineage.candidate import Candidate, Kind
from counterflow.lineage.said import Said
from counterflow.terms import Hedge, Unit

_MANY_PARTS = 4

_HEDGES = {
    Hedge.EXACT: "",
    Hedge.ABOUT: "about ",
    Hedge.AT_LEAST: "at least ",
    Hedge.AT_MOST: "no more than ",
    Hedge.UP_TO: "up to ",
    Hedge.RANGE: "",
    Hedge.ORDER_OF_MAGNITUDE: "an order of ",
}
_UNITS = {Unit.PERCENT: "%", Unit.PERCENT_CHANGE: "%", Unit.RATIO: " times"}


def digits(number: float) -> str:
    """A number with its digits in groups.

    Examples
    --------
    >>> digits(112733.0), digits(0.4545)
    ('112,733', '0.45')
    """
    if abs(number) >= 100 or float(number).is_integer():
        return f"{number:,.0f}"
    return f"{number:.2g}"


def said_as(claim: Claim) -> str:
    """The number of a claim with its hedge.

    Examples
    --------
    >>> from counterflow.ledger.claim import Claim
    >>> said_as(Claim(
    ...     id="A1", measure="stock", period_start="2023-12-31", period_end="2023-12-31",
    ...     low=50000, high=80000, unit="persons", hedge="range", source="s", published="2024",
    ...     status="observation",
    ... ))
    '50,000 to 80,000'
    """
    unit = _UNITS.get(claim.unit, "")
    ends = [digits(end) for end in (claim.low, claim.high) if end is not None]
    number = digits(claim.value) if claim.value is not None else " to ".join(ends)
    return f"{_HEDGES[claim.hedge]}{number}{unit}" if number else "no number"


def reason(candidate: Candidate) -> str:
    """Why a lineage is proposed, in a sentence.

    Parameters
    ----------
    candidate
        A claim and what it may come from.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.lineage.propose import candidates
    >>> from counterflow.lineage.said import prepare
    >>> counted = load_case("syria-2011").claims[5]
    >>> told = counted.model_copy(update={"id": "told", "source": "press"})
    >>> reason(candidates(prepare([counted, told], "SYR", {}, {}))[0])
    'The same number as S006 (154,387) (same days); by chance once in 360,000 such claims.'
    """
    child, first = candidate.child, candidate.parents[0]
    return f"{_what(candidate, child, first)}{_likeness(candidate)}; {_chance(candidate)}."


def _what(candidate: Candidate, child: Said, first: Said) -> str:
    mine, theirs = said_as(child.claim), said_as(first.claim)
    match candidate.kind:
        case Kind.COPY:
            return f"The same number as {first.id} ({theirs})"
        case Kind.ROUNDING:
            coarse, fine = _by_coarseness(child, first)
            return (
                f"{said_as(coarse.claim).capitalize()} is {said_as(fine.claim)} of {fine.id} "
                "to fewer digits"
                if coarse is child
                else f"{mine.capitalize()} gives {theirs} of {first.id} to more digits"
            )
        case Kind.END_OF_RANGE:
            return f"{mine.capitalize()} shares an end with {theirs} of {first.id}"
        case Kind.MAGNITUDE:
            return f"{mine.capitalize()} contains {theirs} of {first.id}"
        case Kind.DIGIT_LOST:
            return f"{mine.capitalize()} is {theirs} of {first.id} with a digit lost"
        case Kind.DIFFERENCE:
            return f"{mine.capitalize()} is {_terms(candidate, ' - ')}"
        case Kind.RATIO:
            result = digits(candidate.result)
            return f"{mine.capitalize()} is {_terms(candidate, ' / ')}, which gives {result}"
        case Kind.SUM:
            return f"{mine.capitalize()} is {_terms(candidate, ' + ')}"


def _by_coarseness(one: Said, other: Said) -> tuple[Said, Said]:
    def width(said: Said) -> float:
        return max((point.decades for point in said.points), default=0.0)

    return (one, other) if width(one) >= width(other) else (other, one)


def _terms(candidate: Candidate, sign: str) -> str:
    terms = [f"{one.id} ({digits(one.claim.value or 0.0)})" for one in candidate.parents]
    if len(terms) > _MANY_PARTS + 1:
        terms = [*terms[:_MANY_PARTS], f"{len(terms) - _MANY_PARTS} more rows"]
    return sign.join(terms)


def _likeness(candidate: Candidate) -> str:
    child, parents = candidate.child.claim, candidate.parents
    alike = []
    if all(one.claim.source == child.source for one in parents):
        alike.append("same source")
    if candidate.gap_days == 0:
        alike.append("same days")
    else:
        alike.append(f"days differ by {candidate.gap_days}")
    if not candidate.kind.is_arithmetic and parents[0].claim.measure is not child.measure:
        alike.append(f"there as {parents[0].claim.measure.value}")
    if any(one.claim.population != child.population for one in parents):
        alike.append("said of other people")
    return f" ({', '.join(alike)})"


def _chance(candidate: Candidate) -> str:
    expected = candidate.by_chance
    if expected >= 1:
        return f"unrelated numbers would agree {expected:.0f} times"
    times = 1 / max(expected, 1e-6)
    power = 10 ** (math.floor(math.log10(times)) - 1) if times >= 100 else 1
    return f"by chance once in {round(times / power) * power:,} such claims"
