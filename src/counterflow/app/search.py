"""Finding claims of a case by words and facets."""

from __future__ import annotations

from dataclasses import dataclass

from counterflow.cases import Case
from counterflow.ledger import Claim
from counterflow.terms import parse_places


@dataclass(frozen=True)
class Wanted:
    """What is looked for; blank means anything.

    Parameters
    ----------
    text
        Words that all must stand in the claim's id, reporter, source, title or note.
    measure, destination, status
        Exact; a destination is found inside baskets and regions too.

    Examples
    --------
    >>> Wanted(measure="stock").text
    ''
    """

    text: str = ""
    measure: str = ""
    destination: str = ""
    status: str = ""


def find(case: Case, wanted: Wanted) -> list[Claim]:
    """Claims that fit, in the order of the case.

    Examples
    --------
    >>> import counterflow as cf
    >>> found = find(cf.load_case("russia-2022"), Wanted(measure="stock", destination="GEO"))
    >>> {claim.measure.value for claim in found}
    {'stock'}
    """
    words = wanted.text.casefold().split()
    return [claim for claim in case.claims if _fits(claim, wanted, words, case)]


def _fits(claim: Claim, wanted: Wanted, words: list[str], case: Case) -> bool:
    if wanted.measure and claim.measure.value != wanted.measure:
        return False
    if wanted.status and claim.status.value != wanted.status:
        return False
    if wanted.destination and claim.destination != wanted.destination:
        places = parse_places(claim.destination, case.regions) if claim.destination else ()
        if wanted.destination not in places:
            return False
    if not words:
        return True
    said = " ".join(
        (claim.id, claim.reporter, claim.source, claim.title, claim.note, claim.destination)
    ).casefold()
    return all(word in said for word in words)
