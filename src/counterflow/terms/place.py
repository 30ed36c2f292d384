"""Places: ISO 3166-1 alpha-3 codes, named regions, and baskets of both."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pycountry

ELSEWHERE = "ELSEWHERE"
"""The cell that closes the account: every destination that no claim names."""

_EVERYDAY = {
    "BRN": "Brunei",
    "COD": "Democratic Republic of the Congo",
    "FLK": "Falkland Islands",
    "FSM": "Micronesia",
    "PSE": "Palestine",
    "RUS": "Russia",
    "VAT": "Vatican City",
    "VGB": "British Virgin Islands",
    "VIR": "United States Virgin Islands",
    "XKX": "Kosovo",
}
"""What people say, where ISO's short name is another, and the one code users assign."""

REGIONS: dict[str, tuple[str, ...]] = {
    "EU27": (
        *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC"),
        *("HRV", "HUN", "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU"),
        *("SVK", "SVN", "SWE"),
    ),
    "BALTIC": ("EST", "LTU", "LVA"),
    "CENTRAL_ASIA": ("KAZ", "KGZ", "TJK", "TKM", "UZB"),
    "SOUTH_CAUCASUS": ("ARM", "AZE", "GEO"),
    "CIS": ("ARM", "AZE", "BLR", "KAZ", "KGZ", "MDA", "RUS", "TJK", "UZB"),
}
"""Regions known by name; a case may add its own in `case.toml`."""


@cache
def country_name(code: str) -> str | None:
    """Everyday English name of an ISO 3166-1 alpha-3 code, or None if there is no such code.

    Examples
    --------
    >>> country_name("GEO")
    'Georgia'
    >>> country_name("XYZ") is None
    True
    """
    if code in _EVERYDAY:
        return _EVERYDAY[code]
    country = pycountry.countries.get(alpha_3=code)
    if country is None or country.alpha_3 != code:  # pycountry does not mind the case; cells do
        return None
    return str(getattr(country, "common_name", country.name))


def parse_places(text: str, regions: Mapping[str, tuple[str, ...]] = REGIONS) -> tuple[str, ...]:
    """Read a place, a region or a basket joined with `+` as a tuple of country codes.

    Parameters
    ----------
    text
        For instance `GEO`, `EU27` or `TUR+GEO+BALTIC`; blank means everywhere.
    regions
        Region name to member codes.

    Returns
    -------
    tuple of str
        Alpha-3 codes in the order given, each once; empty for everywhere.

    Raises
    ------
    ValueError
        If a part is neither a country code nor a known region.

    Examples
    --------
    >>> parse_places("GEO+BALTIC")
    ('GEO', 'EST', 'LTU', 'LVA')
    """
    codes: dict[str, None] = {}
    for part in text.split("+") if text.strip() else []:
        name = part.strip()
        if name in regions:
            codes.update(dict.fromkeys(regions[name]))
        elif country_name(name) is not None:
            codes[name] = None
        else:
            raise ValueError(
                f"{name!r} is neither an ISO 3166-1 alpha-3 code nor a region "
                f"({', '.join(sorted(regions))})"
            )
    return tuple(codes)
