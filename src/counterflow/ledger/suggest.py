"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

import pycountry

from counterflow.terms import country_name

_LISTED_IN_FULL = 30


def nearest(word: str, known: Collection[str]) -> str:
    """Advice naming the known words closest to `word`, or all of them where none is close.

    Examples
    --------
    >>> nearest("stok", ["stock", "arrivals"])
    'did you mean stock?'
    >>> nearest("zzz", ["stock", "arrivals"])
    'choose one of stock, arrivals'
    """
    folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold().replace(" ", "_"), folded, n=3, cutoff=0.6)
    if close:
        return f"did you mean {' or '.join(folded[name] for name in close)}?"
    if len(known) > _LISTED_IN_FULL:
        return "see the list in the documentation"
    return f"choose one of {', '.join(known)}"


def nearest_place(word: str, regions: Mapping[str, tuple[str, ...]]) -> str:
    """Advice naming the country or region that `word` was probably meant to be.

    Examples
    --------
    >>> nearest_place("Georgia", {})
    'did you mean GEO (Georgia)?'
    """
    codes = _codes_by_word()
    codes.update({region.casefold(): region for region in regions})
    asked = word.casefold()
    found = [asked] if asked in codes else get_close_matches(asked, codes, n=3, cutoff=0.7)
    names = dict.fromkeys(codes[spelling] for spelling in found)
    if not names:
        return "write the ISO 3166-1 alpha-3 code (GEO for Georgia), or add a region to case.toml"
    return f"did you mean {' or '.join(map(_labelled, names))}?"


def _labelled(place: str) -> str:
    name = country_name(place)
    return f"{place} ({name})" if name else place


def _codes_by_word() -> dict[str, str]:
    """Alpha-2 and alpha-3 codes and English names, case folded, to alpha-3 code."""
    words: dict[str, str] = {}
    for country in pycountry.countries:
        spellings = {country.alpha_3, country.alpha_2, country.name}
        spellings |= {getattr(country, "common_name", country.name)}
        words.update({spelling.casefold(): country.alpha_3 for spelling in spellings})
    return words
