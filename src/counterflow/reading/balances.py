"""How many more went one way than the other: gaps, surpluses, months that closed with a plus."""

from __future__ import annotations

import re

from counterflow.reading.quantity import Quantity

_OUT = (
    r"(?:leav\w+|left|depart\w+|exit\w*|emigra\w+|outflows?|mov\w+ (?:out|away|abroad)|"
    r"cross\w* out|go(?:es|ing|ne)? (?:out|away|abroad)|went (?:out|away|abroad))"
)
_IN = (
    r"(?:arriv\w+|cross\w* (?:in|into|over)|enter\w*|entries|com(?:e|es|ing)|came|immigra\w+|"
    r"inflows?|return\w*|mov\w+ (?:in|back)|"
    r"go(?:es|ing|ne)? (?:back|home)|went (?:back|home))"
)
_BOTH_TEXT = rf"(?:\b{_OUT}\b[^.;\d]{{1,70}}?\b{_IN}|\b{_IN}\b[^.;\d]{{1,70}}?\b{_OUT})"
_BOTH = re.compile(_BOTH_TEXT, re.IGNORECASE)
_GAP = r"(?:gap|difference|imbalance|balance|surplus|deficit|shortfall|excess|margin)"
_LEAVE = re.compile(rf"\b{_OUT}\b", re.IGNORECASE)
_COME = re.compile(rf"\b{_IN}\b", re.IGNORECASE)
_GAP_BETWEEN = re.compile(rf"\b{_GAP}\b[^.;\d]{{0,60}}?{_BOTH_TEXT}", re.IGNORECASE)
_MORE_THAN = re.compile(
    rf"\b(?:more|"
    rf"fewer)\b[^.;:\d]{{0,50}}?(?:\b{_OUT}\b[^.;:\d]{{0,25}}?\bthan\b[^.;:\d]{{0,25}}?\b{_IN}|"
    rf"\b{_IN}\b[^.;:\d]{{0,25}}?\bthan\b[^.;:\d]{{0,25}}?\b{_OUT})\b",
    re.IGNORECASE,
)
_OUTNUMBERED = re.compile(
    rf"(?:\b{_OUT}\b[^.;\d]{{0,60}}?(?P<verb>\b(?:exceed|outnumber|surpass|outstrip|"
    rf"outpace)\w*\b)[^.;\d]{{0,60}}?\b{_IN}|"
    rf"\b{_IN}\b[^.;\d]{{0,60}}?\b(?:exceed|outnumber|surpass|outstrip|"
    rf"outpace)\w*\b[^.;\d]{{0,60}}?\b{_OUT})\b",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(
    r"[^.;]{0,45}?(?:\b(?:by|was|is|of|to|at|reach\w*|total\w*|exceed\w*)|"
    r"[:(—–,])[\s(]*(?:\w+ ){0,2}?$",
    re.IGNORECASE,
)
"""What stands between a gap and its number: "... it came to", "..., by", "... : May ("."""
_LISTED = re.compile(
    r"[^.;]{0,25}[:—–,](?: ?(?:and )?[A-Z][a-z]+ \([^()]*\),?){0,6}(?: ?and)? [A-Z][a-z]+ \($"
)
"""Months that each have a number in brackets."""
_AFTER = re.compile(
    r"\s*more\b[^.;,]{0,40}\b(?:left|leaving|departed|arrived|entered|came|moved out|moved in|"
    r"departures|arrivals)(?:\s\w+){0,3}?\s+than\s+(?:(?:\w+\s){0,2}?(?:arriv|enter|came|left|"
    r"depart|return|moved)\w*|in\b|out\b)"
    r"|\s*more\b[^.;,]{0,60}\bthan (?:it|they|the (?:country|island|republic|kingdom)) (?:has |"
    r"had |have )?(?:gain|los|receiv|attract|welcom|took in|taken in|won|sent)\w*",
    re.IGNORECASE,
)
_BALANCE_OF = re.compile(
    r"\b(?:balance|minus|plus|surplus|deficit)\b(?: of| was| came to| stood at|"
    r" reached)? (?:minus |plus |about |some |almost |nearly )?[+−-]?$",
    re.IGNORECASE,
)
_SIGNED_BALANCE = re.compile(r"\bbalance of (?:minus|plus) (?:about |some )?$", re.IGNORECASE)
_THE_GAP = re.compile(
    r"\b(?:the|that|this|a) (?:\w+ )?(?:gap|difference|imbalance|balance|surplus|deficit|"
    r"shortfall|excess)\b(?: in \d{4})?"
    r"(?:,| of| was| is| came to| comes to| amount(?:s|ed) to| stood at| reached| equals|"
    r" equalled)(?: \w+){0,2}? ?$",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    r"\b(?:largest|biggest|greatest|smallest|heaviest|net|total|only|highest|lowest) (?:\w+ )?"
    r"(?:loss|gain|gap|surplus|deficit|minus|plus|outflow|inflow|difference)\b[^.;\d]{0,50}$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"\b(?:net (?:\w+ )?(?:migration|loss|gain|outflow|inflow)|migration (?:\w+ )?balance|"
    rf"balance of migration|{_GAP}\b[^.;]{{0,60}}?{_BOTH_TEXT})",
    re.IGNORECASE,
)


def is_balance(text: str, start: int, quantity: Quantity) -> bool:
    """Whether a count is of how many more went one way than the other.

    Parameters
    ----------
    text
        The sentence.
    start
        Where the number before the quantity ends; 0 where there is none.
    quantity
        The count.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "The gap between arrivals and departures was 12,000 people."
    >>> is_balance(text, 0, find_quantities(text)[0])
    True
    """
    if _AFTER.match(text, quantity.end):
        return True
    if not _MAY_BE.search(text, 0, quantity.start):
        return False
    before = text[: quantity.start]
    if _SIGNED_BALANCE.search(before[-60:]):
        return True
    if _BALANCE_OF.search(before[-60:]) and _BOTH.search(text):
        return True
    for pattern in (_GAP_BETWEEN, _MORE_THAN, _OUTNUMBERED):
        for found in pattern.finditer(before):
            if found.end() >= start and _LEADS_TO.fullmatch(before, found.end()):
                return True
            if _LISTED.fullmatch(before, found.end()):
                return True
    return False


_MAY_BE = re.compile(
    rf"\b(?:{_GAP}|minus|plus|more|fewer|(?:exceed|outnumber|surpass|outstrip|outpace)\w*)\b",
    re.IGNORECASE,
)


def is_balance_of_before(text: str, before: str, quantity: Quantity) -> bool:
    """Whether a count is the gap between those that the sentence before tells of.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "The difference was 98,000 people."
    >>> is_balance_of_before(text, "More left than came back.", find_quantities(text)[0])
    True
    """
    head = text[: quantity.start]
    if _THE_GAP.search(head[-80:]):
        return _LEAVE.search(before) is not None and _COME.search(before) is not None
    return _OF_ALL.search(head) is not None and _TOLD.search(before) is not None
