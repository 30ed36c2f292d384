"""Claims of a case by place, measure, status and source."""

from __future__ import annotations

from counterflow.cases.case import Case
from counterflow.ledger.claim import Claim, Status
from counterflow.ledger.problem import CaseError
from counterflow.ledger.suggest import nearest, nearest_place
from counterflow.terms import Measure, parse_places


def select_claims(
    case: Case,
    destination: str = "",
    measure: str = "",
    status: str = "",
    source: str = "",
) -> list[Claim]:
    """Claims that fulfil every condition given, in the order of the file.

    Parameters
    ----------
    case
        Where to look.
    destination
        Country, region or basket; matches claims about any of its countries, alone or in a
        region or basket. Claims about all destinations together do not match.
    measure, status, source
        Exact value of the column.

    Raises
    ------
    CaseError
        If a condition names something unknown.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> case = load_case("russia-2022")
    >>> {claim.measure.value for claim in select_claims(case, "GEO", "stock")}
    {'stock'}
    """
    _require("measure", measure, [member.value for member in Measure])
    _require("status", status, [member.value for member in Status])
    _require("source", source, list(case.sources))
    wanted = _places(case, destination)
    return [
        claim
        for claim in case.claims
        if (not measure or claim.measure == measure)
        and (not status or claim.status == status)
        and (not source or claim.source == source)
        and (not wanted or wanted & set(parse_places(claim.destination, case.regions)))
    ]


def _require(what: str, value: str, known: list[str]) -> None:
    if value and value not in known:
        raise CaseError(f"{value!r} is not a {what}; {nearest(value, known)}")


def _places(case: Case, destination: str) -> set[str]:
    try:
        return set(parse_places(destination, case.regions))
    except ValueError:
        advice = nearest_place(destination, case.regions)
        raise CaseError(f"{destination!r} is not a place; {advice}") from None
