"""Programmes that bear the name of a country whose people they are for: "the Ukraine Scheme"."""

from __future__ import annotations

import re

_KIND = (
    r"(?:[Ss]chemes?|[Pp]rogramm?es?|[Rr]outes?|[Pp]athways?|[Pp]arole|[Aa]uthori[sz]ations?"
    r"|[Rr]elocations?|[Rr]esettlement|[Ss]ponsorships?|[Ee]xtensions?)"
)
_AFTER = re.compile(
    rf"(?:(?:\s+(?:[A-Z][\w’'-]*|for|and|of))){{0,3}}?\s+{_KIND}\b(?!\s+(?:for|in|of)\s+[A-Z])"
    r"|\s+(?:(?:[A-Z]\w+\s+)?(?:[Pp]ermit|[Vv]isa)[- ][Hh]olders?)\b"
)
_FOR = re.compile(r"\b(?:Homes|Safe Haven|Haven|Support|Parole|United|Uniting|Visas?) for $")


def names_a_scheme(text: str, start: int, end: int) -> bool:
    """Whether a country's name is a part of the name of a programme for its people.

    Examples
    --------
    >>> names_a_scheme("Ukraine Family Scheme visas: 72,400", 0, 7)
    True
    >>> names_a_scheme("Poland has 72,400", 0, 6)
    False
    """
    return (
        _AFTER.match(text, end) is not None
        or _FOR.search(text, max(0, start - 15), start) is not None
    )
