"""Verdicts in a sentence that a journalist may quote."""

from __future__ import annotations

from counterflow.verdicts import words
from counterflow.verdicts.basis import Basis
from counterflow.verdicts.verdict import Kind, Verdict

_LEANS = (
    " The account leans on this very number, so the comparison is not independent; an estimate "
    "without it would tell."
)
_CLEAR = 0.5
"""Weight above which one reading is named alone."""


def unchecked(number: str, reason: str) -> str:
    """Why a number cannot be checked.

    Examples
    --------
    >>> unchecked("about 5,000", "it is a forecast")
    'About 5,000 cannot be checked: it is a forecast.'
    """
    return f"{_capital(number)} cannot be checked: {reason}."


def quotable(verdict: Verdict, readings: list[tuple[str, float]], basis: Basis) -> str:
    """What is counted, what the account says, and why they differ.

    Parameters
    ----------
    verdict
        With everything but its sentence.
    readings
        What else the number may count with its share of the weight, the likeliest first.
    basis
        The estimate.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> from counterflow.verdicts.judge import judge
    >>> verdict = judge([basis.by_id["R0337"]], basis)[0]  # doctest: +SKIP
    >>> quotable(verdict, [], basis)  # doctest: +SKIP
    '50,000 to 80,000, read as arrivals from Russia in Kazakhstan ..., is consistent with ...'
    """
    spec = basis.case.spec
    claim = verdict.claim
    what = words.counted(claim, spec.origin, spec.start)
    opening = f"{_capital(words.said(claim))}, read as {what},"
    ours = words.account(claim, verdict.q10, verdict.median, verdict.q90)
    match verdict.kind:
        case Kind.CONSISTENT:
            told = f"{opening} {_consistent(verdict)}: the account has {ours}."
        case Kind.HIGH | Kind.LOW:
            side = "higher" if verdict.kind is Kind.HIGH else "lower"
            other = "lower" if verdict.kind is Kind.HIGH else "higher"
            sure = words.chance(verdict.probability)
            told = (
                f"{opening} is {side} than the account\u2019s {ours}: in {sure} of cases a "
                f"careful count would have come out {other}."
            )
            if verdict.reading:
                told += f" It may count something else: {readings[0][0]}."
        case Kind.SOMETHING_ELSE:
            told = f"{opening} does not fit the account\u2019s {ours}; it fits {_named(readings)}."
        case _:
            told = f"{opening} {_copied(verdict, basis)}; the account has {ours}."
    return told if verdict.reliable else told + _LEANS


def _consistent(verdict: Verdict) -> str:
    claim, sure = verdict.claim, words.chance(verdict.probability)
    value = claim.value
    if claim.hedge.is_lower_bound and (value or 0.0) < verdict.q10:
        return f"holds, and says less than is known (probability {sure})"
    if claim.hedge.is_upper_bound and (value or 0.0) > verdict.q90:
        return f"holds, and leaves room above what is known (probability {sure})"
    if value is not None and not verdict.q10 <= value <= verdict.q90:
        return "is near the edge of what the account can hold"
    return f"is consistent with the account (probability {sure})"


def _named(readings: list[tuple[str, float]]) -> str:
    shown = readings[: 1 if readings[0][1] >= _CLEAR else 2]
    return " or ".join(f"{what} (weight {words.chance(weight)})" for what, weight in shown)


def _copied(verdict: Verdict, basis: Basis) -> str:
    original = basis.by_id[verdict.original]
    who = basis.sources[original.source].name
    what = words.counted(original, basis.case.spec.origin)
    sure = words.chance(verdict.probability)
    told = f"{words.said(original)} ({who}: {what})"
    if original.value == verdict.claim.value:
        return (
            f"looks copied from {told} under another label (probability {sure}): {verdict.change}"
        )
    return f"looks like a distorted copy of {told} (probability {sure}): {verdict.change}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
