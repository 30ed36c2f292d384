"""Verdicts in a sentence that a journalist may quote."""

from __future__ import annotations

from counterflow.ledger.claim import Claim
from counterflow.terms import Hedge, Measure, Unit, country_name

_COUNTED = {
    Measure.DEPARTURES: "moves out of {origin}",
    Measure.ARRIVALS: "arrivals from {origin}",
    Measure.RETURNS: "returns to {origin}",
    Measure.ONWARD: "onward moves",
    Measure.NET: "arrivals less those who left again",
    Measure.STOCK: "people from {origin} living abroad",
    Measure.STAYED: "arrivals who stayed",
    Measure.BORDER_ENTRIES: "border entries",
    Measure.BORDER_EXITS: "border exits",
    Measure.PERMITS_ISSUED: "permits issued",
    Measure.PERMITS_VALID: "permits in force",
    Measure.ASYLUM_APPLICATIONS: "applications for asylum",
    Measure.RETURNED_SHARE: "the share of leavers who are back",
    Measure.SHARE: "the share of departures that went there",
}
_HEDGED = {
    Hedge.ABOUT: "about {}",
    Hedge.AT_LEAST: "more than {}",
    Hedge.AT_MOST: "no more than {}",
    Hedge.UP_TO: "up to {}",
}
_UNITS = {Unit.PERCENT: "%", Unit.RATIO: " times", Unit.PERCENT_CHANGE: "%"}


def number(value: float, unit: Unit = Unit.PERSONS, exact: bool = False) -> str:
    """A number to three significant digits, or as it was said.

    Examples
    --------
    >>> number(1_297_431), number(41.3, Unit.PERCENT), number(35_344, exact=True)
    ('1.3 million', '41.3%', '35,344')
    """
    rounded = float(value) if exact else float(f"{value:.3g}")
    sign = _UNITS.get(unit, "")
    if not sign and abs(rounded) >= 1e9:
        return f"{rounded / 1e9:,.6g} billion"
    if not sign and abs(rounded) >= 1e6:
        return f"{rounded / 1e6:,.6g} million"
    if rounded.is_integer():
        return f"{rounded:,.0f}{sign}"
    return f"{rounded:,.4g}{sign}" if sign or abs(rounded) < 100 else f"{rounded:,.0f}"


def said(claim: Claim) -> str:
    """The number as it was said.

    Examples
    --------
    >>> claim = Claim(id="A", measure="stock", period_start="2022-12-31", period_end="2022-12-31",
    ...     value=60000, unit="persons", hedge="about", source="s", published="2023",
    ...     status="observation")
    >>> said(claim)
    'about 60,000'
    """
    if claim.hedge.has_two_ends and claim.low is not None and claim.high is not None:
        ends = (number(end, claim.unit, exact=True) for end in (claim.low, claim.high))
        return " to ".join(ends)
    assert claim.value is not None
    return _HEDGED.get(claim.hedge, "{}").format(number(claim.value, claim.unit, exact=True))


def counted(claim: Claim, origin: str) -> str:
    """What a claim counts, where and when.

    Examples
    --------
    >>> claim = Claim(id="A", measure="stock", destination="GEO", period_start="2022-12-31",
    ...     period_end="2022-12-31", value=60000, unit="persons", hedge="about", source="s",
    ...     published="2023", status="observation")
    >>> counted(claim, "RUS")
    'people from Russia living in Georgia on 2022-12-31'
    """
    measure = claim.of if claim.measure is Measure.CHANGE and claim.of else claim.measure
    what = _COUNTED.get(measure, measure.value.replace("_", " "))
    what = what.format(origin=country_name(origin) or origin)
    if claim.measure is Measure.CHANGE:
        what = f"the change in {what}"
    hosts = " and ".join(country_name(p) or p for p in claim.destination.split("+") if p)
    if measure is Measure.STOCK and hosts:
        what = what.replace("abroad", f"in {hosts}")
    elif hosts and claim.destination != origin:
        where = "to" if measure in (Measure.DEPARTURES, Measure.BORDER_EXITS) else "in"
        what = f"{what} {where} {hosts}"
    if claim.origin not in ("", origin):
        what = f"{what} from {country_name(claim.origin) or claim.origin}"
    if claim.duration_days:
        what = f"{what} for {claim.duration_days} days or more"
    if claim.includes_before:
        what = f"{what}, earlier residents included"
    return f"{what} {_when(claim, measure)}"


def _when(claim: Claim, measure: Measure) -> str:
    if measure in (Measure.STOCK, Measure.PERMITS_VALID) and claim.measure is not Measure.CHANGE:
        return f"on {claim.period_end}"
    return f"from {claim.period_start} to {claim.period_end}"


def chance(probability: float) -> str:
    """A probability in words for people.

    Examples
    --------
    >>> chance(0.934), chance(0.999)
    ('93%', 'over 99%')
    """
    return "over 99%" if probability > 0.99 else f"{probability:.0%}"


def account(claim: Claim, low: float, median: float, high: float) -> str:
    """The account's value with its interval.

    Examples
    --------
    >>> claim = Claim(id="A", measure="stock", period_start="2022-12-31", period_end="2022-12-31",
    ...     value=60000, unit="persons", hedge="about", source="s", published="2023",
    ...     status="observation")
    >>> account(claim, 50_000, 61_234, 70_000)
    'The account puts it at 61,200 (in 8 of 10 cases between 50,000 and 70,000)'
    """
    ends = f"between {number(low, claim.unit)} and {number(high, claim.unit)}"
    return f"The account puts it at {number(median, claim.unit)} (in 8 of 10 cases {ends})"
