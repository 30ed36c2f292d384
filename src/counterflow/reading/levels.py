"""Counts told as a level that people have reached: "Refugees in Uganda top 1.7 million"."""

from __future__ import annotations

import re

from counterflow.reading.quantity import Quantity
from counterflow.reading.triggers import triggers_in
from counterflow.reading.verdict import Verdict
from counterflow.terms import Hedge, Measure

BY_NOW = "so many by now"
"""Why a number is a level that people have come to."""
_REACHES = re.compile(
    r"\b(?:(?:has|have|had) (?:now |already |since |just )?)?(?:(?:comes?|came|amount(?:s|ed)?) to|(?:pass|top|hit|reach|exceed|"
    r"surpass|near|approach|cross|breach|break|number|total)(?:p?ed|p?ing|e?s)?|broke"
    r"|(?P<moves>ris(?:e|es|en|ing)|rose|climb(?:s|ed|ing)?|grow(?:s|n|ing)?|grew|"
    r"jump(?:s|ed|ing)?|swell(?:s|ed|ing)?|soar(?:s|ed|ing)?"
    r"|surg(?:e|es|ed|ing)|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|sink(?:s|ing)?|sank|"
    r"shr[ai]nk(?:s|ing)?|shrunk|dip(?:s|ped|ping)?"
    r"|slip(?:s|ped|ping)?|declin(?:e|es|ed|ing)|(?:de|in)creas(?:e|es|ed|ing)|"
    r"dwindl(?:e|es|ed|ing)|go(?:es|ing)? (?:up|down)|went (?:up|down)|st(?:and|ood|ands)))"
    r"(?: (?:again|now|almost|back|further|sharply))?"
    r"(?: (?:by )?\d[\d.,]*(?:%| per ?cent)(?: (?:over|in|during|within|from|on|since|against)"
    r" [^.,;()\d]{3,40}?)?(?= to\b))?(?P<to> (?:to|at|past))?(?: (?:the|an?|its|"
    r"their))?(?: (?:record|new|high))?\s+$",
    re.IGNORECASE,
)
"""What a number of people does when it comes to a level."""
_PEOPLE = re.compile(
    r"\b(?:refugees?|migrants|immigrants|emigrants|exiles|expatriates|"
    r"foreigners|foreign (?:residents|nationals|citizens|population|community)|aliens|"
    r"(?:internally )?displaced(?: people| persons)?|displacement|idps|diaspora|stateless"
    r"|(?-i:[A-Z])\w+(?:[aei]ns|[aiy]ese|qis|[ael][ln]is)"
    r"|(?-i:[A-Z])\w+(?:[aei]ns?|ese|i|ish) (?:one|community|diaspora|"
    r"population(?= (?:of|in|on|there)\b))(?=,? ))"
    r"(?: (?:population|community|numbers?|total|count|caseload|"
    r"tally))?(?P<rest>[^.,;:()\d]{0,70})$",
    re.IGNORECASE,
)
_ANOTHER_CLAUSE = re.compile(
    r"\b(?:and|but|while|as|when|says?|said|who|that|were|was|are|have|has|had)\b"
)
_GROWN = re.compile(
    r"^,? (?:has|have|had) (?:[\w-]+ ){0,2}(?:doubled|tripled|quadrupled|grown|risen|increased|"
    r"swollen|surged|multiplied|fallen|shrunk|halved|declined)"
    r"[^.;,]{0,30},? and "
)
"""A change told before the level it led to: "has more than tripled and now stands at"."""
_AS_WELL = re.compile(r"^ (?:and|or) (?:migrants|refugees|asylum[- ]seekers|returnees|exiles)\b")
_OF = re.compile(
    r"\b(?!(?:number|count|total|tally|population|community|caseload|figure|"
    r"register)s? )\w+ (?:of|by|from|for|among) (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
"""What makes the people those of another noun: "arrivals of refugees"."""
_CLAUSE = 140  # characters


def level_of(text: str, quantity: Quantity, governed: Verdict | None) -> Verdict | None:
    """The people whose number has come to a level; None where a verb says what they did.

    Parameters
    ----------
    text, quantity
        The sentence, and a bare number in it.
    governed
        What the verbs of the sentence say of the number.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "Displaced Haitians near 1 million"
    >>> level_of(text, find_quantities(text)[-1], None).measure.value
    'stock'
    """
    near = max(0, quantity.start - _CLOSE)
    # "refugees near 1 million": a verb that reads as a hedge
    reaches = _REACHES.search(text, near, quantity.start) or _REACHES.search(
        text, near, quantity.core
    )
    if reaches is None:
        return None
    bounded = quantity.hedge in (Hedge.AT_LEAST, Hedge.AT_MOST)
    if reaches.group("moves") and not (reaches.group("to") or bounded):
        return None  # "refugees rose 5,000": by so many
    before = _APPOSED.sub(" ", text[max(0, reaches.start() - _CLAUSE) : reaches.start()])
    people = _PEOPLE.search(before)
    if people is None or _ANOTHER_CLAUSE.search(
        _AS_WELL.sub("", _GROWN.sub("", people.group("rest")))
    ):
        return None
    at = people.start() + max(0, reaches.start() - _CLAUSE)
    if _OF.search(text, 0, at):
        return None
    if governed is not None and governed.at > at and not governed.measure.is_stock:
        return None
    return Verdict(Measure.STOCK, BY_NOW, at, 5.0)


_APPOSED = re.compile(r",(?! (?:and|but)\b)[^.,;:()\d]{3,60}, (?:which |who )?")
"""What is said of them in passing: "the Peruvian one, for years the biggest, which grew to"."""


def grown(text: str, quantity: Quantity) -> bool:
    """Whether a group of people grew or shrank by a percentage: "Cubans rose 3% to 21,400"."""
    moves = _MOVES.search(text, max(0, quantity.start - _CLOSE), quantity.start)
    if moves is None or _BY_THAT.match(text, quantity.end) is None:
        return False
    before = _APPOSED.sub(" ", text[max(0, moves.start() - _CLAUSE) : moves.start()])
    people = _PEOPLE.search(before)
    return people is not None and _ANOTHER_CLAUSE.search(people.group("rest")) is None


_MOVES = re.compile(
    r"\b(?:ro|grew|climb|jump|swell|soar|surg|fell|drop|sank|shrank|dipp|slipp|declin|decreas|"
    r"increas|dwindl|went (?:up|down))\w*(?: by)? $"
)
_BY_THAT = re.compile(
    r"(?: (?:over|in|during|within|from|on|since) [^.,;()\d]{3,40}?)? to (?:\w+ )?\d"
)
"""A change told with the level that it led to: "3.1% over the year to 214,300"."""


_NUMBER_WHO = re.compile(
    r"\b(?:number|total|count|tally) of (?:[\w’'-]+ ){0,3}?(?:those|people|persons|[\w’'-]+s) "
    r"(?:who|that) (?:(?:have|had|has|since|already|ever|again) )*(?=[^.;\d]{3,160}$)",
    re.IGNORECASE,
)


def number_who_reached(text: str, quantity: Quantity) -> Verdict | None:
    """What they did whose number has come to a level: "the number who went home rose to 4,500".

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "the number of people who returned after fleeing has risen to 4,500"
    >>> number_who_reached(text, find_quantities(text)[-1]).measure.value
    'returns'
    """
    if quantity.kind != "count" or quantity.change:
        return None
    who = _NUMBER_WHO.search(text, 0, quantity.start)
    reaches = _REACHES.search(text, max(0, quantity.start - _CLOSE), quantity.start)
    if who is None or reaches is None or (reaches.group("moves") and not reaches.group("to")):
        return None
    did = [found for found in triggers_in(text) if found[2].start() == who.end()]
    longest = max(did, key=lambda found: found[2].end(), default=None)
    if longest is None or longest[0] is None:
        return None
    return Verdict(longest[0], " ".join(longest[2].group().split()).lower(), who.end(), 5.0)


def gained(text: str, quantity: Quantity) -> bool:
    """Whether a country has so many more foreigners: "gained 242,000 foreign residents".

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "The island gained 4,200 foreign residents."
    >>> gained(text, find_quantities(text)[0])
    True
    """
    return (
        quantity.kind == "count"
        and _GAINED.search(text, 0, quantity.start) is not None
        and _FOREIGNERS.match(text, quantity.end) is not None
    )


_GAINED = re.compile(r"\b(?:gain(?:s|ed|ing)?|add(?:s|ed|ing)?) (?:some |about )?$")
_FOREIGNERS = re.compile(
    r" (?:new |more |additional )?(?:foreign(?:ers|-born| (?:residents|nationals|citizens))|"
    r"immigrants|migrants|refugees)\b"
)
_CLOSE = 40  # characters
