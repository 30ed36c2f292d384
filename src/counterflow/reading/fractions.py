"""Parts in words, to percentages; a part of what a number once was, to a ratio."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.numerals import ORDINALS, number_of
from counterflow.reading.quantity import Quantity
from counterflow.terms import Hedge

FRACTION_WORD = r"(?:half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?"
_TOPS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "две": 2,
    "двух": 2,
    "двумя": 2,
    "три": 3,
    "трех": 3,
    "трёх": 3,
    "тремя": 3,
}
_BOTTOMS = {"трет": 3, "четверт": 4}


def part_of(raw: str) -> float:
    """The part that words name: "three quarters of a million", "треть миллиона".

    Examples
    --------
    >>> part_of("three quarters of a million")
    0.75
    """
    words = re.split(r"[\s-]+", raw)
    top = _TOPS.get(words[0], 1)
    for word in words[:2]:
        bottom = ORDINALS.get(word.removesuffix("s"), 0)
        bottom = bottom or next((n for stem, n in _BOTTOMS.items() if word.startswith(stem)), 0)
        if bottom:
            return top / bottom
    return 0.5


_NOT_A_FRACTION_BEFORE = re.compile(
    r"\b(?:first|second|third|fourth|last|this|next|previous|final|each|every|per|other|latter|"
    r"better|and a|перв\w+|втор\w+)\s*$",
    re.IGNORECASE,
)
_FRACTION_AFTER = re.compile(
    r"\s*(?:of\b|the\b|more\b|fewer\b|less\b|higher\b|lower\b|are\b|were\b|have\b|had\b|has\b|"
    r"was\b|said\b|say\b|"
    r"in\b(?! half)|from\b|since\b|compared\b|to\b|and\b|or\b|who\b|went\b|came\b|returned\b|"
    r"left\b|left\b|live\b|"
    r"remain\w*\b|its\b|their\b|all\b|plan\w*\b|want\w*\b|intend\w*\b|those\b|this\b|that\b|on\b|"
    r"by\b|as\b|"
    r"\s?[-–—]|still\b|barely\b|hold\b|held\b|own\b|work(?:ed|s)?\b|speak\b|depend\b|rely\b|"
    r"rent\b|need(?:ed)?\b|expect(?:ed)?\b|hope(?:d)?\b|consider(?:ed)?\b|think\b|believe\b|"
    r"feel\b|arrived\b|entered\b|crossed\b|reached\b|stay\b|told\b|report(?:ed)?\b|lack(?:ed)?\b|"
    r"face\b|attend\b|receive(?:d)?\b|come\b|hail(?:ed)?\b|belong\b|prefer(?:red)?\b|found\b|"
    r"meant?\b|ga?ve\b|cite[sd]?\b|named?\b|blamed?\b|mention(?:ed)?\b|knew\b|know\b|got\b|"
    r"became\b|brought\b|spent\b|lost\b|saw\b|felt\b|thought\b|wished?\b|hoping\b|did\b|took\b|"
    r"chose\b|opted\b|headed\b|now\b|also\b|do\b|did\b|would\b|could\b|will\b|moved\b|settled\b|"
    r"fled\b|stayed\b|below\b|above\b|[а-яё]|[,.;:()–—]|$)",
    re.IGNORECASE,
)


_EACH = re.compile(r"(?:\d|illion|thousand|people|persons|euros|dollars)\s+$")


def fraction(start: int, end: int, raw: str, text: str) -> Quantity | None:
    """A part of a whole as a percentage; None where the word is an ordinal or a stretch of time.

    Parameters
    ----------
    start, end, raw
        Where the part stands in the sentence, and its words in small letters.
    text
        The sentence.

    Examples
    --------
    >>> fraction(0, 7, "a third", "a third of them").value
    33.33
    """
    if _NOT_A_FRACTION_BEFORE.search(text[:start]) and not raw.startswith(("one", "two", "three")):
        return None
    after = text[end:]
    if raw == "a quarter" and _EACH.search(text, 0, start):
        return None  # "$40 million a quarter"
    if not _FRACTION_AFTER.match(after) or re.match(
        rf"-[a-z]|\s*of\s+(?:the\s+)?(?:year|month|last|this|(?:19|20)\d\d(?! {_LEVEL}))\b|"
        rf"\s*as (?:much|many|big|large)(?: again)?\b|\s(?:века|столетия|часа|финала|года)\b",
        after,
    ):
        return None
    words = [word for word in re.split(r"[\s-]+", raw) if word != "and"]
    if raw.startswith("половин"):
        share = 50.0
    elif raw[0] in "тдч":
        share = 100 * part_of(raw)
    elif raw == "half":
        share = 50.0
    else:
        if words[0] in ("a", "an") and words[1] == "half" and re.search(r"\band\s*$", text[:start]):
            return None
        top = 1.0 if words[0] in ("a", "an") else number_of(words[0]) or 1.0
        bottom = ORDINALS.get(words[-1].rstrip("s") if words[-1] != "halves" else "half", 0)
        if not bottom or top >= bottom or raw.startswith("a second"):
            return None
        share = 100 * top / bottom
    return of_a_level(Quantity(start, end, start, "percent", Hedge.EXACT, round(share, 2)), text)


_LEVEL = r"(?:levels?|sizes?|numbers?|peaks?|figures?|values?|totals?|counts?|volumes?|highs?)\b"
_FALLEN_TO = re.compile(
    r"\b(?:fell|fall\w*|dropp?\w*|declin\w+|decreas\w+|shr[aiu]nk\w*|plung\w+|plummet\w*|"
    r"slump\w*|dwindl\w+|reduc\w+|cut|down|collaps\w+|slid|sunk|sank"
    r"|сниз\w+|сократ\w+|упа[лд]\w*|уменьш\w+)\b[^;]{0,30}?\b(?:to|"
    r"до)\s+(?:(?:just|only|about|around|nearly|almost|roughly|less than|more than|barely|почти|"
    r"примерно)\s+)?$",
    re.IGNORECASE,
)
_OF_THEN = re.compile(
    rf"\s+of (?:what|that|those)\b|\s+of (?:its|their|the|last)\b[^.;,]{{0,30}}?{_LEVEL}|"
    rf"\s+(?:от )?(?:уровня|прежн\w+|показател\w+)",
    re.IGNORECASE,
)


def of_a_level(share: Quantity, text: str) -> Quantity:
    """A ratio where a number fell to a part of what it was: "to a third of its 2022 level".

    Examples
    --------
    >>> text = "fell to a half of its peak"
    >>> of_a_level(Quantity(8, 14, 8, "percent", Hedge.EXACT, 50.0), text).value
    0.5
    """
    if _OF_THEN.match(text, share.end) is None or share.value is None:
        return share
    if _FALLEN_TO.search(text[max(0, share.start - _NEAR) : share.start]) is None:
        return share
    return replace(share, kind="ratio", value=round(share.value / 100, 4), change=True)


_NEAR = 60  # characters
