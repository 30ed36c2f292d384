"""Claims and groups of claims in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from counterflow.ledger.claim import Claim
from counterflow.terms import Measure, country_name

GROUPS: dict[str, frozenset[Measure]] = {
    "claims about returns": frozenset({Measure.RETURNS, Measure.RETURNED_SHARE, Measure.STAYED}),
    "stocks": frozenset({Measure.STOCK}),
    "permits": frozenset({Measure.PERMITS_ISSUED, Measure.PERMITS_VALID}),
    "border counts": frozenset({Measure.BORDER_ENTRIES, Measure.BORDER_EXITS}),
    "net flows": frozenset({Measure.NET}),
    "arrivals": frozenset({Measure.ARRIVALS, Measure.ASYLUM_APPLICATIONS}),
    "departures and shares": frozenset({Measure.DEPARTURES, Measure.SHARE, Measure.ONWARD}),
}
"""Groups of claims that identify an account, by what they count."""

_NOUNS: dict[Measure, str] = {
    Measure.STOCK: "stock",
    Measure.STAYED: "count of those who stayed",
    Measure.ARRIVALS: "arrivals",
    Measure.DEPARTURES: "departures",
    Measure.RETURNS: "returns",
    Measure.ONWARD: "onward moves",
    Measure.NET: "net inflow",
    Measure.BORDER_ENTRIES: "border entries",
    Measure.BORDER_EXITS: "border exits",
    Measure.PERMITS_ISSUED: "permits issued",
    Measure.PERMITS_VALID: "permits in force",
    Measure.ASYLUM_APPLICATIONS: "asylum applications",
    Measure.RETURNED_SHARE: "share who returned",
    Measure.SHARE: "share of departures",
    Measure.CHANGE: "change",
}


def group_of(claim: Claim) -> str:
    """Group of a claim by what it counts; changes belong with what changes.

    Examples
    --------
    >>> claim = Claim(id="A", measure="returned_share", period_start="2022-01-01",
    ...     period_end="2022-12-31", value=41, unit="percent", hedge="about", source="panel",
    ...     published="2023", status="observation")
    >>> group_of(claim)
    'claims about returns'
    """
    measure = claim.of if claim.measure is Measure.CHANGE and claim.of else claim.measure
    return next((name for name, kinds in GROUPS.items() if measure in kinds), "other")


def place_of(claim: Claim, origin: str) -> str:
    """The place abroad that a claim is about; blank for all.

    Examples
    --------
    >>> import counterflow as cf
    >>> claims = {claim.id: claim for claim in cf.load_case("syria-2011").claims}
    >>> place_of(claims["S001"], "SYR"), place_of(claims["S011"], "SYR")
    ('LBN', '')
    """
    if claim.destination and claim.destination != origin:
        return claim.destination
    return claim.origin if claim.origin != origin else ""


def place_words(text: str) -> str:
    """Names of a place or basket.

    Examples
    --------
    >>> place_words("GEO+ARM"), place_words("")
    ('Georgia and Armenia', 'all destinations')
    """
    if not text:
        return "all destinations"
    names = [country_name(code) or code.replace("_", " ") for code in text.split("+")]
    if len(names) > 3:
        return f"{names[0]}, {names[1]} and {len(names) - 2} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def said(claim: Claim) -> str:
    """The number of a claim as people write it.

    Examples
    --------
    >>> claim = Claim(id="A", measure="stock", period_start="2022-12-31",
    ...     period_end="2022-12-31", value=73000, unit="persons", hedge="about", source="office",
    ...     published="2023", status="observation")
    >>> said(claim)
    '73,000'
    """
    mark = "%" if claim.unit.value == "percent" else ""
    if claim.value is not None:
        return f"{claim.value:,.6g}{mark}" if abs(claim.value) < 1000 else f"{claim.value:,.0f}"
    return f"{claim.low:,.6g} to {claim.high:,.6g}{mark}"


def noun(claim: Claim) -> str:
    """What a claim counts, in a word or two.

    Examples
    --------
    >>> import counterflow as cf
    >>> claims = {claim.id: claim for claim in cf.load_case("syria-2011").claims}
    >>> noun(claims["S001"])
    'stock'
    """
    if claim.measure is Measure.CHANGE and claim.of is not None:
        return f"change of {_NOUNS.get(claim.of, claim.of.value)}"
    return _NOUNS.get(claim.measure, claim.measure.value.replace("_", " "))


def sentence(claims: Sequence[Claim], origin: str, sources: Mapping[str, str]) -> str:
    """A stream of claims in words: what, where, the numbers, by whom.

    Parameters
    ----------
    claims
        Of one source, measure and place, at least one.
    origin
        Country left.
    sources
        Names of the sources by id.

    Examples
    --------
    >>> import counterflow as cf
    >>> claims = {claim.id: claim for claim in cf.load_case("syria-2011").claims}
    >>> sentence([claims["S001"], claims["S006"]], "SYR", {})
    'the stock for Lebanon (unhcr), 5,000 on 2011-12-31 to 154,387 on 2012-12-10'
    """
    ordered = sorted(claims, key=lambda claim: (claim.period_end, claim.period_start))
    first, last = ordered[0], ordered[-1]
    where = place_words(place_of(first, origin))
    if len(ordered) == 1:
        numbers = f"{said(first)} {_when(first)}"
    else:
        middle = "" if len(ordered) == 2 else f" ({len(ordered)} numbers)"
        numbers = f"{said(first)} {_when(first)} to {said(last)} {_when(last)}{middle}"
    return f"the {noun(first)} for {where} ({sources.get(first.source, first.source)}), {numbers}"


def _when(claim: Claim) -> str:
    if claim.measure is Measure.STOCK or claim.period_start == claim.period_end:
        return f"on {claim.period_end}"
    return f"in {claim.period_start} to {claim.period_end}"
