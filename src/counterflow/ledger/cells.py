"""What may stand in one cell of `claims.csv` or `sources.csv`, and how to mend what may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from counterflow.ledger.claim import Status
from counterflow.ledger.source import SourceClass
from counterflow.ledger.suggest import nearest, nearest_place
from counterflow.terms import CountingUnit, Hedge, Measure, Period, Unit, country_name
from counterflow.terms.measure import DefinedEnum


class Fault(NamedTuple):
    """Why a cell cannot stand; the remedy may be worked out later, as it can be slow.

    Examples
    --------
    >>> Fault("is empty", "write a number").reason
    'is empty'
    """

    reason: str
    remedy: str | Callable[[], str]


Check = Callable[[str], Fault | None]

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|#?n/?a|null|none)", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([ ,.'’\u00a0\u202f])\d{3})(?:\1\d{3})*")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTIAL = re.compile(r"\d{4}(-\d{2})?")
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TRUTH = ("true", "false")
_CENTURY = 36_525


def check_number(text: str) -> Fault | None:
    """Refuse what is not one finite decimal number.

    Examples
    --------
    >>> check_number("650,000").remedy
    'write it without separators: 650000'
    """
    if _AMBIGUOUS.fullmatch(text):
        digits = text.replace(".", "")
        return Fault(
            "has a point that may group thousands or start decimals",
            f"write {digits}, or {text}0 if the point is decimal",
        )
    if _GROUPED.fullmatch(text) and not text.startswith("0."):
        digits = re.sub(r"[^\d+-]", "", text)
        return Fault("has a thousands separator", f"write it without separators: {digits}")
    if _NOT_FINITE.fullmatch(text):
        return Fault("is not a finite number", "leave the cell blank if the number is unknown")
    if text.endswith("%"):
        return Fault("has a percent sign", f"write {text.rstrip('% ')} and the unit percent")
    if not _NUMBER.fullmatch(text):
        return Fault(
            "is not a number", "write digits with a decimal point, persons in full: 1300000"
        )
    if float(text) in (float("inf"), float("-inf")):
        return Fault("is too large a number", "check the digits")
    return None


def check_day(text: str) -> Fault | None:
    """Refuse what is not one ISO 8601 day.

    Examples
    --------
    >>> check_day("2022-03").remedy
    'write a day: the month starts 2022-03-01 and ends 2022-03-31'
    """
    if _PARTIAL.fullmatch(text):
        try:
            period = Period.parse(text)
        except ValueError:
            return Fault("is not a date", "write the day as 2022-03-15")
        unit = "month" if "-" in text else "year"
        return Fault(
            "is not a day", f"write a day: the {unit} starts {period.start} and ends {period.end}"
        )
    if not _DAY.fullmatch(text):
        return Fault("is not an ISO 8601 day", "write year-month-day, for instance 2022-03-15")
    try:
        date.fromisoformat(text)
    except ValueError as error:
        return Fault(f"is not a day of the calendar ({error})", "check the month and the day")
    return None


def check_vintage(text: str) -> Fault | None:
    """Refuse what is not an ISO 8601 day, month or year.

    Examples
    --------
    >>> check_vintage("2022-03") is None
    True
    >>> check_vintage("March").reason
    'is not an ISO 8601 date'
    """
    try:
        Period.parse(text)
    except ValueError:
        return Fault("is not an ISO 8601 date", "write 2022, 2022-03 or 2022-03-15")
    return None


NOT_AN_IDENTIFIER = Fault(
    "is not an identifier", "use letters, digits, dot, hyphen and underscore, no spaces"
)


def check_identifier(text: str) -> Fault | None:
    """Refuse identifiers with spaces or signs that would not survive in a file name.

    Examples
    --------
    >>> check_identifier("two words").reason
    'is not an identifier'
    """
    if _IDENTIFIER.fullmatch(text):
        return None
    return NOT_AN_IDENTIFIER


def check_days_count(text: str) -> Fault | None:
    """Refuse what is not a whole number of days, from zero to a century.

    Examples
    --------
    >>> check_days_count("a year").reason
    'is not a whole number of days'
    """
    if text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= _CENTURY:
        return None
    return Fault("is not a whole number of days", "write 0, 90, 183, 365 ..., or leave it blank")


def check_truth(text: str) -> Fault | None:
    """Refuse what is neither true nor false.

    Examples
    --------
    >>> check_truth("perhaps").reason
    'is neither true nor false'
    """
    if text.lower() in _TRUTH:
        return None
    return Fault("is neither true nor false", "write true or false, or leave it blank")


def check_place(text: str, regions: Mapping[str, tuple[str, ...]]) -> Fault | None:
    """Refuse a basket with a part that is neither a country code nor a known region.

    Examples
    --------
    >>> check_place("TUR+GEX", {}).reason
    'names an unknown place: GEX'
    """
    for part in text.split("+"):
        name = part.strip()
        if name not in regions and country_name(name) is None:
            return Fault(f"names an unknown place: {name}", partial(nearest_place, name, regions))
    return None


def _check_member(text: str, kind: type[DefinedEnum], noun: str) -> Fault | None:
    members: Collection[str] = [member.value for member in kind]
    if text in members:
        return None
    return Fault(f"is not a {noun}", partial(nearest, text, members))


def _one_of(kind: type[DefinedEnum], noun: str) -> Check:
    return partial(_check_member, kind=kind, noun=noun)


def check_printable(text: str) -> Fault | None:
    """Refuse control characters, which have no place in a text and may hide what it says.

    Examples
    --------
    >>> check_printable("Tbilisi") is None
    True
    """
    if _CONTROL.search(text):
        return Fault("has a control character", "delete it and type the text again")
    return None


def claim_checks(regions: Mapping[str, tuple[str, ...]]) -> dict[str, Check]:
    """The check of each column of `claims.csv` that has one.

    Examples
    --------
    >>> claim_checks({})["hedge"]("abuot").remedy()
    'did you mean about?'
    """
    place = partial(check_place, regions=regions)
    return {
        "id": check_identifier,
        "measure": _one_of(Measure, "measure"),
        "of": _one_of(Measure, "measure"),
        "origin": place,
        "destination": place,
        "period_start": check_day,
        "period_end": check_day,
        "value": check_number,
        "low": check_number,
        "high": check_number,
        "unit": _one_of(Unit, "unit"),
        "hedge": _one_of(Hedge, "hedge"),
        "counts": _one_of(CountingUnit, "counting unit"),
        "duration_days": check_days_count,
        "includes_before": check_truth,
        "source": check_identifier,
        "published": check_vintage,
        "status": _one_of(Status, "status"),
    }


SOURCE_CHECKS: dict[str, Check] = {
    "id": check_identifier,
    "kind": _one_of(SourceClass, "class of source"),
}
"""The check of each column of `sources.csv` that has one."""
