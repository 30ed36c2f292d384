"""Names of places, measures and units as the report writes them."""

from __future__ import annotations

from collections.abc import Sequence

from counterflow.terms import ELSEWHERE, CountingUnit, Measure, country_name

# Where the standard's short name is longer than the one people use.
_EVERYDAY = {
    "BRN": "Brunei",
    "COD": "DR Congo",
    "FSM": "Micronesia",
    "PSE": "Palestine",
    "RUS": "Russia",
    "VAT": "Vatican City",
}
_SHORT = {
    "ARE": "UAE",
    "BIH": "Bosnia",
    "DOM": "Dominican Rep.",
    "GBR": "UK",
    "USA": "US",
}
_REGIONS = {"EU27": "the EU", "BALTIC": "the Baltic states", "CIS": "the CIS"}
_THE = ("United ", "Netherlands", "Philippines", "Central African", "Dominican", "Czech Rep")

_MEASURES: dict[str, str] = {
    Measure.DEPARTURES: "Departures",
    Measure.ARRIVALS: "Arrivals",
    Measure.RETURNS: "Returns",
    Measure.ONWARD: "Onward moves",
    Measure.NET: "Net arrivals",
    Measure.STOCK: "People living there",
    Measure.STAYED: "Arrived and stayed",
    Measure.BORDER_ENTRIES: "Border entries",
    Measure.BORDER_EXITS: "Border exits",
    Measure.PERMITS_ISSUED: "Permits issued",
    Measure.PERMITS_VALID: "Permits in force",
    Measure.ASYLUM_APPLICATIONS: "Asylum applications",
    Measure.RETURNED_SHARE: "Share who returned",
}
_COUNTS: dict[str, str] = {
    CountingUnit.PERSONS: "persons",
    CountingUnit.CROSSINGS: "crossings, not people",
    CountingUnit.PERMITS: "permits, not people",
    CountingUnit.REGISTRATIONS: "registrations in a programme",
}


def region_name(label: str) -> str:
    """Name of a region of the ledger.

    Examples
    --------
    >>> region_name("CENTRAL_ASIA")
    'Central Asia'
    """
    return _REGIONS.get(label, label.replace("_", " ").title() if "_" in label else label)


def place_name(code: str) -> str:
    """Name of a cell of the account: a country, the rest of a region, or elsewhere.

    Examples
    --------
    >>> place_name("GEO"), place_name("EU27-REST"), place_name("ELSEWHERE")
    ('Georgia', 'Rest of the EU', 'Elsewhere')
    """
    if code == ELSEWHERE:
        return "Elsewhere"
    if code.endswith("-REST"):
        return f"Rest of {region_name(code.removesuffix('-REST'))}"
    name = _EVERYDAY.get(code) or country_name(code)
    if name is not None:
        return name
    known = region_name(code)
    return known[:1].upper() + known[1:]


def short_name(code: str) -> str:
    """Name of a place for a label on a map.

    Examples
    --------
    >>> short_name("ARE"), short_name("GEO")
    ('UAE', 'Georgia')
    """
    return _SHORT.get(code) or place_name(code)


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def in_sentence(code: str) -> str:
    """Name of a country inside a sentence, with its article.

    Examples
    --------
    >>> in_sentence("NLD"), in_sentence("RUS")
    ('the Netherlands', 'Russia')
    """
    name = place_name(code)
    if code == ELSEWHERE:
        return "other places"
    if code.endswith("-REST"):
        return f"the {name[:1].lower()}{name[1:]}"
    return f"the {name}" if name.startswith(_THE) else name


def places_name(text: str) -> str:
    """Names of the places of a claim: one, or a basket joined with `+`; blank is everywhere.

    Examples
    --------
    >>> places_name("TUR+GEO")
    'Türkiye and Georgia'
    """
    names = [place_name(part.strip()) for part in text.split("+") if part.strip()]
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return listed(names)


def measure_name(value: str) -> str:
    """Name of a measure.

    Examples
    --------
    >>> measure_name("rent_index")
    'Rent index'
    """
    return _MEASURES.get(value, value.replace("_", " ").capitalize())


def measure_definition(value: str) -> str:
    """What a measure counts.

    Examples
    --------
    >>> measure_definition("onward")[:16]
    'Moves of leavers'
    """
    return next(measure.definition for measure in Measure if measure.value == value)


def counts_name(value: str) -> str:
    """What one unit of a count is, in words.

    Examples
    --------
    >>> counts_name("crossings")
    'crossings, not people'
    """
    return _COUNTS[value]
