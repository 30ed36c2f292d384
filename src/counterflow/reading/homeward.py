"""Whether people go to the country they come from."""

from __future__ import annotations

import re

from counterflow.reading.keyed import Keyed
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import Placed


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


def returns_told(text: str, quantity: Quantity, before: str) -> bool:
    """Whether those who "left" are the ones of returns: "returns peaked in July, when 28,000 left".

    Parameters
    ----------
    text, quantity
        The sentence and the number.
    before
        The sentence before it in the paragraph.
    """
    if _OWN_LET_IN.search(text, 0, quantity.start) or _OWN_LET_IN.match(text, quantity.end):
        return True
    when = _WHEN.search(text, 0, quantity.start)
    if when is None:
        return False
    if _OF_RETURNS.search(text, 0, when.start()):
        return True
    return _THEY.match(text) is not None and _OF_RETURNS.match(before) is not None


def adds_leavers(text: str, quantity: Quantity) -> bool:
    """Whether a number of those who left is added to one before it: "... another 33,000 left"."""
    more = _MORE.search(text, 0, quantity.core) or _MORE_AFTER.match(text, quantity.end)
    return more is not None and _LEFT.match(text, quantity.end) is not None


_MORE = re.compile(r"\b(?:another|a further|an additional|a second)\s+(?:\w+ )?$")
_MORE_AFTER = re.compile(r" (?:more|others?)\b")
_LEFT = re.compile(
    r"(?: (?:more|others?|people|refugees|families|of them|returnees))*(?: (?:have|had|then))* "
    r"(?:left|departed|followed|set off)\b(?! (?:[A-Z]|the country))"
)
_WHEN = re.compile(r",? (?:when|with)(?: a total of| another| as many as)?\s*$")
_THEY = re.compile(r"(?:They|Numbers|The (?:number|total|figure|flow|pace)|It)\b")
_OF_RETURNS = re.compile(
    r"(?:[Mm]onthly |[Vv]oluntary |[Tt]he |[Ww]eekly |[Dd]aily |[Oo]rganised |[Tt]hese |[Ss]uch )*"
    r"\b(?:[Rr]eturns|[Rr]epatriations|[Hh]omecomings)\b"
)
_OWN_LET_IN = re.compile(
    r"[^.;]{0,40}\b(?:its|their|his) own (?:citizens|nationals|people)\b[^.;,]{0,20}\b(?:let|"
    r"allowed|admitted|accepted|permitted|received)(?: back)?(?: home| in| into| to (?:enter|return))\b"
)


def into_home(text: str, quantity: Quantity, places: list[Placed], origin: str) -> bool:
    """Whether people crossed from a named country into the origin."""
    if _TO_IT.match(text, quantity.end) and any(
        p.mention.codes == (origin,) and p.role == "from" and p.mention.end < quantity.start
        for p in places
    ):
        return True  # "13,000 came from Ukraine and 6,000 went to it"
    stop = text.find(";", quantity.end)
    stop = len(text) if stop < 0 else stop
    after = [p for p in places if quantity.end <= p.mention.start < stop]
    after = [p for p in after if p.mention.kind != "demonym"]
    left = any(p.role == "from" and p.mention.code != origin for p in after)
    left = left or any(
        p.role == "from" and p.mention.code != origin and _FROM_IT.match(text, p.mention.end)
        for p in places
        if p.mention.end < quantity.start
    )
    to = [p for p in after if p.role == "to"]
    to = [p for p in to if _TOWARDS.search(text[: p.mention.start])]
    if to and _ELSEWHERE.search(text, quantity.end, to[0].mention.start):
        return False  # "400 moved to other countries, and 100 were deported to Bosnia"
    left = left or (bool(to) and _BOUND.search(text, quantity.end, to[0].mention.start) is not None)
    return left and bool(to) and all(p.mention.code == origin for p in to)


_ELSEWHERE = re.compile(
    r"\b(?:to|into|for) (?:some |several |two |three |the )?(?:other|third|another|"
    r"neighbou?ring|different) (?:(?:European|host|Western) )?(?:countr|state|nation)"
)
_FROM_IT = re.compile(r",? (?:about |some |another |around |a further |a total of )*\d")
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
