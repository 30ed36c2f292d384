"""The unit of a quantity, and the sign of a change."""

from __future__ import annotations

import re

from counterflow.reading.quantity import Quantity
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure, Unit

_UNITS = {
    Measure.PERMITS_ISSUED: Unit.PERMITS,
    Measure.PERMITS_VALID: Unit.PERMITS,
    Measure.ASYLUM_APPLICATIONS: Unit.APPLICATIONS,
    Measure.BORDER_ENTRIES: Unit.CROSSINGS,
    Measure.BORDER_EXITS: Unit.CROSSINGS,
    Measure.COMPANIES: Unit.COMPANIES,
}


def unit_of(quantity: Quantity, verdict: Verdict, text: str) -> Unit:
    if quantity.kind == "percent":
        return (
            Unit.PERCENT_CHANGE
            if verdict.measure in (Measure.CHANGE, Measure.RENT_INDEX)
            else Unit.PERCENT
        )
    if quantity.kind == "ratio":
        return Unit.RATIO
    if quantity.kind == "money":
        words = text[quantity.start : quantity.end].lower()
        return (
            Unit.USD
            if "$" in words or "dollar" in words
            else Unit.RUB
            if "r" in words and "oubl" in words
            else Unit.UNITS
        )
    return _UNITS.get(verdict.measure, Unit.PERSONS)


_FALLING = re.compile(
    r"\b(?:fell|fall\w*|drop\w*|declin\w+|decreas\w+|shrank|shrunk|plung\w+|plummet\w*|down|reduc\w+|slump\w*|fewer|less|lower)\b",
    re.IGNORECASE,
)


def signed_value(text: str, quantity: Quantity, verdict: Verdict) -> float | None:
    if (
        verdict.measure is not Measure.CHANGE
        or quantity.kind != "percent"
        or quantity.value is None
    ):
        return quantity.value
    near = (
        text[max(0, quantity.start - 35) : quantity.start] + text[quantity.end : quantity.end + 12]
    )
    return -quantity.value if _FALLING.search(near) else quantity.value
