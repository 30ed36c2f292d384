"""Verdicts on the claims of a ledger, as its table says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from counterflow.report import numbers
from counterflow.report.ledger import Verdict
from counterflow.report.rooms import ClaimVerdict

_VERDICTS = {
    "consistent": Verdict.CONSISTENT,
    "high": Verdict.HIGH,
    "low": Verdict.LOW,
    "measures something else": Verdict.ELSE,
    "copied and distorted": Verdict.DISTORTED,
    "not checkable": Verdict.UNCHECKABLE,
}
"""By the value of `counterflow.verdicts.Kind`."""


def claim_verdicts(records: Sequence[Mapping[str, Any]]) -> dict[str, ClaimVerdict]:
    """Claim id to its verdict.

    What a row of the ledger says already is left out: a claim that is consistent gets its
    probability alone, one that cannot be checked the reason.

    Parameters
    ----------
    records
        `Verdict.record()` of `counterflow.verdicts`, one per claim.

    Examples
    --------
    >>> record = {"claim": "A", "verdict": "consistent", "probability": 0.876, "reliable": True}
    >>> claim_verdicts([record])["A"].sentence
    'Probability 88%.'
    """
    return {record["claim"]: _claim_verdict(record) for record in records}


def _claim_verdict(record: Mapping[str, Any]) -> ClaimVerdict:
    verdict = _VERDICTS[record["verdict"]]
    if verdict is Verdict.UNCHECKABLE:
        # That the account does not tell groups apart is said once, above the table.
        reason = str(record["missing"]).partition(", and the account ")[0]
        return ClaimVerdict(verdict, f"{reason[:1].upper()}{reason[1:]}.")
    leans = "" if record["reliable"] else " Not independent."
    if verdict is Verdict.CONSISTENT:
        return ClaimVerdict(verdict, f"Probability {_chance(record['probability'])}.{leans}")
    return ClaimVerdict(verdict, f"{_account(record)} {_why(verdict, record)}{leans}")


def _account(record: Mapping[str, Any]) -> str:
    low, middle, high = (record[f"account_{name}"] for name in ("q10", "median", "q90"))
    unit = "percent" if "percent" in record["unit"] else ""
    about = numbers.in_unit(numbers.words(middle, numbers.step_for(high - low)), unit)
    return f"The account has about {about} (80% interval {numbers.interval(low, high, unit)})."


def _why(verdict: Verdict, record: Mapping[str, Any]) -> str:
    sure = _chance(record["probability"])
    if verdict is Verdict.ELSE:
        return f"The number fits {record['reading']} better (probability {sure})."
    if verdict is Verdict.DISTORTED:
        change, original = record["change"], record["original"]
        return f"It looks copied from {original}: {change} (probability {sure})."
    side = "less" if verdict is Verdict.HIGH else "more"
    said = f"A careful count would have said {side} in {sure} of cases."
    return f"{said} It may count {record['reading']}." if record["reading"] else said


def _chance(probability: float) -> str:
    return "more than 99%" if probability > 0.99 else f"{probability:.0%}"
