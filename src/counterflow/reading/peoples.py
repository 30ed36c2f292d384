"""Numbers that count people of every origin in a text that is about one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from counterflow.reading.keyed import Keyed
from counterflow.reading.places import find_places, names_people
from counterflow.reading.quantity import Quantity
from counterflow.reading.sentences import Sentence

_FOREIGNERS = (
    r"(?:foreigners|foreign (?:nationals|citizens|residents|population|workers|students)|"
    r"third[- ]country nationals|non-EU (?:nationals|citizens|workers)|"
    r"(?:\w+ ){0,3}(?:of|from) (?:all|every|any|various|many|different|\d+|dozens of|"
    r"more than \d+|over \d+)"
    r" (?:other )?(?:nationalit\w+|origins?|citizenships?|countries|states|nations))"
)
_ONE = (
    r"(?:from (?!(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|the first)\b)|who (?:had |have )?(?:fled|escaped|left))"
)
_OF_ALL_AFTER = re.compile(rf"\s+(?:\w+ )?{_FOREIGNERS}\b(?! {_ONE})")
_OF_ALL_BEFORE = re.compile(rf"\b{_FOREIGNERS}\b[^.;\d]{{0,80}}$")
_CONTINENTS = re.compile(
    r"\s+(?:\w+ ){0,3}?(?:people|migrants|refugees|persons|arrivals|"
    r"asylum[- ]seekers),?\s+(?:(?:chiefly|mainly|mostly|largely|many|most|"
    r"the majority)(?: of (?:them|whom))? )?(?:coming |fleeing |, )?from (?:the )?(?:Middle East|"
    r"North Africa|West Africa|Africa|Asia|South Asia|Central America|South America|Balkans|"
    r"Maghreb|Sahel)\b"
)
_SHARE_OF_TOTAL = re.compile(
    r"(?:%|\bper ?cent|\bthird|\bhalf|\bquarter|\bfifth|\btenth)\s+of (?:the|a|"
    r"its) (?:(?:overall|grand|country's|entire) )?total(?: number)? of\s+$"
)
_SHARE = Keyed(
    r"(?:(?<![\d.])(?P<figure>\d{1,2}(?:[.,]\d+)?)\s?(?:%|per ?cent)|"
    r"\b(?:half|third|quarter|fifth|one (?:in|out of) (?:two|three|four|five)|"
    r"two in (?:three|five)))"
    r"(?: (?:of|among)(?: (?!who\b)[\w’'-]+){1,6}?)? (?:were|are|was|is|came|come|comes|"
    r"have come|had come)(?: from)?(?: the)? ",
    after="",
)
_MADE_UP = re.compile(
    r" (?:now |already )?(?:made up|make up|accounted for|account for|represent(?:ed)?|"
    r"constituted?) (?:about |some |around |nearly |almost |over )?"
    r"(?P<figure>\d{1,2}(?:[.,]\d+)?)\s?(?:%|per ?cent) of (?:all|the|"
    r"those)\b(?! (?:population|residents|inhabitants|foreign))"
)
_OUT_OF = re.compile(
    r"\d[^.;]{0,60}?(?<!granted )(?<!issued )(?<!approved )\bout of (?:a |the |all )?(?:total of )?$"
)
_NEXT = 30  # characters
_ALMOST_ALL = 80.0


def counts_every_people(text: str, quantity: Quantity) -> bool:
    """Whether a number is said to be of people of all origins.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "Turkey registered 4,000 arrivals of all nationalities."
    >>> counts_every_people(text, find_quantities(text)[0])
    True
    """
    if not _may_tell(text):
        return False
    before = text[: quantity.start]
    told = _OF_ALL_BEFORE.search(before) if quantity.kind != "percent" else None
    return (
        _OF_ALL_AFTER.match(text, quantity.end) is not None
        or (told is not None and not _names_one(before[told.start() :]))
        or _CONTINENTS.match(text, quantity.end) is not None
        or _SHARE_OF_TOTAL.search(before) is not None
        or (_OUT_OF.search(before) is not None and not _names_one(text[quantity.end :][:_NEXT]))
    )


@lru_cache(maxsize=8)
def _may_tell(text: str) -> bool:
    """Whether a sentence holds any of the words."""
    return _WORD.search(text) is not None


_WORD = Keyed(
    r"foreigners|foreign|nationalit\w+|origins?|citizenships?|countries|states|nations|east|"
    r"africa|asia|america|balkans|maghreb|sahel|total|third|out|nationals|non"
)


def _names_one(text: str) -> bool:
    """Whether a people is named: "among foreigners, Russians are the largest group: 62,000"."""
    return any(
        place.kind == "demonym" and names_people(text[place.start : place.end])
        for place in find_places(text)
    )


def is_one_of_several(sentences: Sequence[Sentence], origin: str) -> bool:
    """Whether a text gives a people as a share of those it counts, and not as nearly all of them.

    "More than half of those who landed were Syrians" tells that the landings are of everybody.
    """
    for sentence in sentences:
        for told in _MADE_UP.finditer(sentence.text):
            if float(told.group("figure").replace(",", ".")) < _ALMOST_ALL and any(
                place.code == origin and place.end == told.start()
                for place in find_places(sentence.text)
            ):
                return True
        for told in _SHARE.finditer(sentence.text):
            share = float((told.group("figure") or "0").replace(",", "."))
            if share < _ALMOST_ALL and _named_at(sentence.text, told.end(), origin):
                return True
    return False


def _named_at(text: str, start: int, origin: str) -> bool:
    """Whether the name of a country, or of its people, begins at a place of a text."""
    return any(
        place.code == origin
        and place.start == start
        and (place.kind == "country" or names_people(text[place.start : place.end]))
        for place in find_places(text)
    )
