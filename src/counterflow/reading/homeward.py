"""Whether people go to the country they come from."""

from __future__ import annotations

import re

from counterflow.reading.keyed import Keyed
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import Placed
from counterflow.terms import Measure


def displaced_at_home(
    text: str, quantity: Quantity, measure: Measure, places: list[Placed], origin: str
) -> bool:
    """Whether people uprooted "inside" or "within" the origin are counted, not those abroad."""
    if measure not in (Measure.STOCK, Measure.DEPARTURES) or not _UPROOTED.search(text):
        return False
    return any(
        p.mention.codes == (origin,)
        and _WITHIN.search(text[: p.mention.start]) is not None
        and (
            0 <= p.mention.start - quantity.end < _CLOSE
            or (p.mention.end < quantity.start and _NOT_ABROAD.search(text, quantity.end) is None)
        )
        for p in places
    )


_CLOSE = 25

_UPROOTED = Keyed(
    r"\b(?:[Dd]isplaced|[Uu]prooted|IDPs?|[Пп]еремещ[её]н\w*)\b", after="", flags=re.NOFLAG
)

_WITHIN = re.compile(r"\b(?:inside|within|in|внутри|в)\s+(?:the\s+)?$", re.IGNORECASE)

_NOT_ABROAD = re.compile(r"\b(?:abroad|fled|crossed|neighbou?ring)\b")


def back_to(text: str, quantity: Quantity, places: list[Placed]) -> tuple[str, ...]:
    """The country that people are said to have been brought back to."""
    for place in places:
        gap = place.mention.start - quantity.end
        near = place.role == "to" and 0 <= gap < _NOT_FAR and len(place.mention.codes) == 1
        if near and _RETURNED_TO.search(text, quantity.end, place.mention.start):
            return place.mention.codes
    return ()


_NOT_FAR = 90

_RETURNED_TO = re.compile(
    r"\b(?:brought|taken|sent|pulled|returned|turned|deported|expelled|"
    r"repatriated)(?: back)? (?:in)?to\s+(?:the\s+|\w+ern\s+)?$"
)


def lives_at_home(text: str, quantity: Quantity, places: list[Placed], origin: str) -> bool:
    """Whether so many are said to live in the origin itself."""
    return any(
        p.mention.codes == (origin,)
        and p.mention.kind == "country"
        and p.mention.start > quantity.end
        and _LIVE_IN.fullmatch(text, quantity.end, p.mention.start) is not None
        for p in places
    )


_LIVE_IN = re.compile(
    r"\s+(?:people |persons |inhabitants )?(?:lived|live|living|reside|resided) (?:in|"
    r"inside)(?: the| parts| areas| of| rural| government-held| territory)* (?:the )?"
)


def into_home(text: str, quantity: Quantity, places: list[Placed], origin: str) -> bool:
    """Whether people crossed from a named country into the origin."""
    if _TO_IT.match(text, quantity.end) and any(
        p.mention.codes == (origin,) and p.role == "from" and p.mention.end < quantity.start
        for p in places
    ):
        return True  # "13,000 came from Ukraine and 6,000 went to it"
    after = [p for p in places if p.mention.start >= quantity.end and p.mention.kind != "demonym"]
    left = any(p.role == "from" and p.mention.code != origin for p in after)
    to = [p for p in after if p.role == "to"]
    to = [p for p in to if _TOWARDS.search(text[: p.mention.start])]
    left = left or (bool(to) and _BOUND.search(text, quantity.end, to[0].mention.start) is not None)
    return left and bool(to) and all(p.mention.code == origin for p in to)


_TO_IT = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:going|went|gone|departures|returning|returned|moves|moving|moved|"
    r"crossings?|trips|back) (?:back )?(?:in)?to it\b"
)
_TOWARDS = re.compile(
    r"\b(?:to|into|at|for|towards?|from \w+ to|reach\w*|enter\w*|back in)\s+(?:the\s+|\w+ern\s+)?$"
)
_BOUND = re.compile(
    r"\b(?:left|leave|leaving|leaves|sent|crossed|crossing|cross|entered|departed|headed|heading|"
    r"moved|gone|went|travel\w+|flown|bussed)\b[^.;,]{0,25}$"
)


def homebound(
    text: str, quantity: Quantity, others: list[Quantity], places: list[Placed], origin: str
) -> bool:
    """Whether a share is of those who are back in the country they left, or mean to go there."""
    if _RETURNEES.search(text[: quantity.start][-40:]) or _RETURNEES.match(text, quantity.end):
        return True
    following = min((o.start for o in others if o.start >= quantity.end), default=len(text))
    return any(
        p.mention.codes == (origin,)
        and p.mention.start < following
        and p.mention.kind != "demonym"
        and p.mention.start > quantity.end
        and _HOME_AGAIN.fullmatch(text, quantity.end, p.mention.start) is not None
        for p in places
    )


_RETURNEES = re.compile(
    r"\s*\b(?:[Oo]f|[Aa]mong) (?:the |all |these |all the )?(?:\w+ )?(?:returnees|"
    r"those who (?:have |had )?(?:returned|come back|came back|gone back|went back))\b"
)
_HOME_AGAIN = re.compile(
    r"(?:(?!\bwho (?:now )?(?:live|are|stay|remain))[^.;]){0,120}?\b(?:(?:are|is|were|was|now|"
    r"living|live|lives|lived|settled) (?:again |now |back |once more )*in"
    r"|(?:return|returning|go|going|come|coming|move|moving|head|heading|get)(?: back| home)? to|"
    r"return to live in|back in)\s+(?:the )?"
)


def enters_home(text: str, quantity: Quantity, places: list[Placed], origin: str, end: int) -> bool:
    """Whether people are said to enter the country they come from."""
    for place in places:
        mention = place.mention
        if mention.codes != (origin,) or mention.kind == "demonym":
            continue
        if mention.kind == "city" and place.role == "to" and quantity.end <= mention.start < end:
            others = [p for p in places if p.role in ("to", "subject", "body")]
            return all(p.mention.codes == (origin,) for p in others)
        if quantity.end <= mention.start < end:
            return _ENTER.search(text, quantity.end, mention.start) is not None
        if mention.end <= quantity.start and _RATE.fullmatch(text, mention.end, quantity.start):
            return _ENTER.search(text[: mention.start]) is not None
    return _flown_home(text, places, origin)


def _flown_home(text: str, places: list[Placed], origin: str) -> bool:
    """Whether a plane that left another country is said to have landed, and not elsewhere."""
    others = [p for p in places if origin not in p.mention.codes and p.mention.kind != "demonym"]
    return (
        any(p.role == "from" for p in others)
        and not any(p.role in ("to", "subject") for p in others)
        and _LANDED.search(text) is not None
    )


_LANDED = Keyed(
    r"\b(?:aircraft|planes?|flights?|charters?|airliners?)\b[^.;]{0,120}\b(?:landed|touched down|"
    r"arrived|brought)\b",
    after="",
)


_ENTER = re.compile(
    r"\b(?:enter(?:ed|ing|s)?|(?:arriv(?:e|es|ed|ing)|land(?:s|ed|ing)?|"
    r"touch(?:es|ed|ing) down)(?: back)? in|(?:cross(?:ed|ing|es)?|flow(?:ed|ing)?|"
    r"pour(?:ed|ing)?|stream(?:ed|ing)?|went|gone|going|came|come) (?:back |"
    r"over )?(?:in)?to)\s+(?:the\s+)?$"
)
_RATE = re.compile(r"[^.;\d]{0,80},? at (?:a|the) (?:rate|pace|rhythm) of\s+")
