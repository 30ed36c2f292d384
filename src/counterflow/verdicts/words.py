"""Numbers and what they count, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from counterflow.ledger.claim import Claim
from counterflow.terms import Hedge, Measure, Unit, country_name
from counterflow.verdicts.dates import moment_words, since_words, window_words

_COUNTED = {
    Measure.DEPARTURES: "departures from {origin}",
    Measure.ARRIVALS: "arrivals from {origin}",
    Measure.RETURNS: "returns to {origin}",
    Measure.ONWARD: "onward moves",
    Measure.NET: "arrivals from {origin} less those who left again",
    Measure.STOCK: "people who left {origin}{since} and live abroad",
    Measure.BORDER_ENTRIES: "border entries",
    Measure.BORDER_EXITS: "border exits",
    Measure.PERMITS_ISSUED: "permits issued",
    Measure.PERMITS_VALID: "permits in force",
    Measure.ASYLUM_APPLICATIONS: "applications for asylum",
}
_HEDGED = {
    Hedge.ABOUT: "about {}",
    Hedge.AT_LEAST: "more than {}",
    Hedge.AT_MOST: "no more than {}",
    Hedge.UP_TO: "up to {}",
}
_MAGNITUDES = {
    2e3: "thousands",
    2e4: "tens of thousands",
    2e5: "hundreds of thousands",
    2e6: "millions",
}
_UNITS = {Unit.PERCENT: "%", Unit.RATIO: " times", Unit.PERCENT_CHANGE: "%"}


def number(value: float, unit: Unit = Unit.PERSONS, exact: bool = False) -> str:
    """A number to three significant digits, or as it was said.

    Examples
    --------
    >>> number(1_297_431), number(41.3, Unit.PERCENT), number(1_297_431, exact=True)
    ('1.3 million', '41.3%', '1,297,431')
    """
    rounded = float(value) if exact else float(f"{value:.3g}")
    if unit is Unit.PERSONS and not exact and abs(rounded) < 0.5:
        rounded = 0.0  # nobody is a hundredth of a person
    sign = _UNITS.get(unit, "")
    if exact and not sign and rounded.is_integer() and float(f"{rounded:.6g}") != rounded:
        return f"{rounded:,.0f}"
    if not sign and abs(rounded) >= 1e12:
        return f"{rounded / 1e12:,.6g} trillion"
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
    if claim.hedge is Hedge.ORDER_OF_MAGNITUDE and claim.low in _MAGNITUDES:
        return _MAGNITUDES[claim.low]
    if claim.hedge.has_two_ends and claim.low is not None and claim.high is not None:
        ends = (number(end, claim.unit, exact=True) for end in (claim.low, claim.high))
        return " to ".join(ends)
    assert claim.value is not None
    return _HEDGED.get(claim.hedge, "{}").format(number(claim.value, claim.unit, exact=True))


def counted(claim: Claim, origin: str, start: date | None = None) -> str:
    """What a claim counts, where and when.

    Parameters
    ----------
    claim
        The claim.
    origin
        Alpha-3 code of the country people leave.
    start
        First day of the account, where the words should say who counts as a leaver.

    Examples
    --------
    >>> claim = Claim(id="A", measure="stock", destination="GEO", period_start="2022-12-31",
    ...     period_end="2022-12-31", value=60000, unit="persons", hedge="about", source="s",
    ...     published="2023", status="observation")
    >>> counted(claim, "RUS", date(2022, 1, 1))
    'people who left Russia since January 2022 and live in Georgia at the end of 2022'
    """
    if claim.measure in (Measure.RETURNED_SHARE, Measure.STAYED):
        return _of_a_cohort(claim, country_name(origin) or origin)
    measure = claim.of if claim.measure is Measure.CHANGE and claim.of else claim.measure
    what = _COUNTED.get(measure, measure.value.replace("_", " "))
    if measure is Measure.SHARE:
        where = listed([country_name(p) or p for p in claim.destination.split("+") if p])
        what = f"the share of departures that went to {where}" if where else "the share of a group"
        return f"{what} {_when(claim, measure)}"
    if measure is Measure.STOCK and claim.includes_before:
        what = _RESIDENTS
    since = f" {since_words(start)}" if start else ""
    what = what.format(origin=country_name(origin) or origin, since=since)
    if claim.measure is Measure.CHANGE:
        what = f"the change in {what}"
    hosts = listed([country_name(p) or p for p in claim.destination.split("+") if p])
    if measure is Measure.STOCK and hosts:
        what = what.replace("abroad", f"in {hosts}")
    elif hosts and claim.destination != origin:
        where = "to" if measure in _OUTWARD else "in"
        what = f"{what} {where} {hosts}"
    if claim.origin not in ("", origin):
        out_of = country_name(claim.origin) or claim.origin
        what = what.replace("departures from", "departures of people from")
        what = f"{what} {'out of' if measure in _OUTWARD else 'from'} {out_of}"
    if claim.duration_days:
        what = f"{what} for {claim.duration_days} days or more"
    return f"{what} {_when(claim, measure)}"


def _of_a_cohort(claim: Claim, home: str) -> str:
    """Those of a window who were back, or still there, on its last day or some days later."""
    close = claim.period_end - timedelta(days=claim.duration_days or 0)
    window = window_words(claim.period_start, max(close, claim.period_start))
    then = moment_words(claim.period_end)
    hosts = listed([country_name(p) or p for p in claim.destination.split("+") if p])
    if claim.measure is Measure.STAYED:
        there = hosts or "abroad"
        return f"arrivals from {home} in {there} {window} who were still there {then}"
    to = f" for {hosts}" if hosts and hosts != home else ""
    return f"the share of those who left {home}{to} {window} and were back {then}"


_RESIDENTS = "people from {origin} who live abroad, earlier residents included,"
_OUTWARD = (Measure.DEPARTURES, Measure.BORDER_EXITS)


def listed(names: Sequence[str]) -> str:
    """Names in a row.

    Examples
    --------
    >>> listed(["Georgia", "Armenia", "Israel"])
    'Georgia, Armenia and Israel'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _when(claim: Claim, measure: Measure) -> str:
    if measure in (Measure.STOCK, Measure.PERMITS_VALID) and claim.measure is not Measure.CHANGE:
        return moment_words(claim.period_end)
    return window_words(claim.period_start, claim.period_end)


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
    '61,200 (80% interval 50,000 to 70,000)'
    """
    ends = f"{number(low, claim.unit)} to {number(high, claim.unit)}"
    return f"{number(median, claim.unit)} (80% interval {ends})"


def other_people(origin: str, home: str) -> str:
    """Why a number about people from elsewhere is not one of the case.

    Examples
    --------
    >>> other_people("SYR", "RUS")
    'it is about people from Syria, and the case is about people from Russia'
    """
    theirs, ours = (country_name(code) or code for code in (origin, home))
    return f"it is about people from {theirs}, and the case is about people from {ours}"


def lead(home: str) -> str:
    """The sentence that an article on the case would open with.

    Examples
    --------
    >>> lead("RUS")
    'Refugees fled Russia.'
    """
    return f"Refugees fled {country_name(home) or home}."


_ECONOMY = {"rent_index": "the rent index"}


def no_series(claim: Claim) -> str:
    """Why a count by an office cannot be compared.

    Examples
    --------
    >>> claim = Claim(id="A", measure="permits_issued", destination="SRB",
    ...     period_start="2022-01-01", period_end="2022-12-31", value=9, unit="permits",
    ...     hedge="about", source="s", published="2023", status="observation")
    >>> no_series(claim)
    'the ledger holds no office that counts permits issued in Serbia'
    """
    measure = claim.of if claim.measure is Measure.CHANGE and claim.of else claim.measure
    what = _COUNTED.get(measure, measure.value.replace("_", " "))
    if measure is Measure.STOCK:
        what = "residents"
    place = claim.destination or claim.origin
    where = listed([country_name(p) or p for p in place.split("+") if p])
    what = what.partition(" from {")[0]
    return f"the ledger holds no office that counts {what}" + (f" in {where}" if where else "")


def plainly(reason: str) -> str:
    """A reason of the observation model, for people.

    Examples
    --------
    >>> plainly("no observation names NZL")
    'the ledger holds no number about New Zealand'
    >>> plainly("the account does not estimate rent_index")
    'the account holds people on the move, not the rent index'
    >>> plainly("the account does not estimate share")
    'it is the share of a group, and the account does not tell groups apart'
    """
    _, found, measure = reason.partition("the account does not estimate ")
    if measure == Measure.SHARE.value:
        return "it is the share of a group, and the account does not tell groups apart"
    if found:
        name = _ECONOMY.get(measure, measure.replace("_", " "))
        return f"the account holds people on the move, not {name}"
    if reason == "the window lies outside the account":
        return "it speaks of, or compares with, a time that the account does not cover"
    told, found, codes = reason.partition("no observation names ")
    if not found:
        return reason.replace("_", " ")
    names = [country_name(code) or code for code in codes.split(", ")]
    return f"{told}the ledger holds no number about {listed(names)}"
