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


_FELL = (
    r"fell|fall\w*|dropp?(?:s|ed|ing)?|declin\w+|decreas\w+|shr[aiu]nk\w*|plung\w+|plummet\w*|"
    r"down|reduc\w+|slump\w*|fewer|less|lower\w*|smaller"
    r"|slid|sank|sunk|shed|lost|los[es]s|slipp\w+|dipp?\w*|dwindl\w+|eas(?:ed|ing)|slow\w*|cut|"
    r"cuts|slashed|trimmed|curbed|below|short of|tumbl\w+|collaps\w+|crash\w*|contract(?:ed|ing)|"
    r"narrow\w*"
    r"|меньше|ниже|сниз\w+|сниж\w+|сократ\w+|сокращ\w+|упа[лд]\w*|паден\w+|уменьш\w+|убыл\w*|"
    r"спад\w*|просе\w+"
)
_GREW = (
    r"rose|ris(?:e|es|en|ing)|gr[eo]w\w*|increas\w+|jump\w*|surg\w+|soar\w*|climb\w*|up|rais\w+|"
    r"gain\w*|swell\w*|swollen|expand\w*|more|higher|larger|bigger|greater|additional|added|"
    r"above|ahead of|exceed\w*"
    r"|больше|выше|вырос\w*|рост\w*|увелич\w+|возрос\w*|прибав\w+|прирост\w*"
)
_MOVES = re.compile(rf"\b(?:(?P<fell>{_FELL})|(?:{_GREW}))\b", re.IGNORECASE)
_MOVES_AFTER = re.compile(
    rf"\s*-?(?:(?!(?:and|but|from|to|in|with|by|и|но|"
    rf"в)\b)[\w’'-]+\s+){{0,2}}?(?:(?P<fell>{_FELL})|(?:{_GREW}))\b",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:^|[(\s])[−–-]$")
_NEAR = 60  # characters


def signed_value(text: str, quantity: Quantity, verdict: Verdict) -> float | None:
    """The number, negative where a change is a fall or a balance has a minus.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> fall = Verdict(Measure.CHANGE, "difference", 0, 1.0, Measure.STOCK)
    >>> text = "Their number fell by 40,000."
    >>> signed_value(text, find_quantities(text)[0], fall)
    -40000.0
    """
    value = quantity.value
    if value is None or verdict.measure not in (Measure.CHANGE, Measure.NET):
        return value
    if quantity.kind == "ratio" or text[: quantity.core].endswith("+"):
        return value
    if _MINUS.search(text[max(0, quantity.core - 2) : quantity.core]):
        return -value
    return -value if verdict.measure is Measure.CHANGE and _falls(text, quantity) else value


def _falls(text: str, quantity: Quantity) -> bool:
    """Whether the nearest word of growing or falling says falling."""
    if after := _MOVES_AFTER.match(text, quantity.end):
        return after.group("fell") is not None
    before = _CLAUSE_END.split(text[max(0, quantity.start - _NEAR) : quantity.start])[-1]
    moves = list(_MOVES.finditer(before))
    return bool(moves) and moves[-1].group("fell") is not None


_CLAUSE_END = re.compile(r"[.;](?=\s)")
