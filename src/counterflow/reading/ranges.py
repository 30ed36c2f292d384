"""Two numbers that are the ends of one range: "between 600,000 and 1 million"."""

from __future__ import annotations

import re
from dataclasses import replace
from math import prod

from counterflow.reading.numerals import SCALE, SCALES
from counterflow.reading.quantity import Quantity
from counterflow.terms import Hedge

_CHANGE_VERB = re.compile(
    r"\b(?:rose|risen|rising|rises|grew|grown|growing|increas\w+|jumped|surged|soared|climbed|"
    r"swelled|fell|"
    r"fallen|falling|dropped|declin\w+|decreas\w+|shrank|shrunk|plunged|went|gone|down|up|"
    r"doubled|tripled|"
    r"reduced|cut|dwindled|rebounded|expanded|rise|drop|fall|increase|jump|reduction|slid|"
    r"slumped)\b[^.;,]{0,45}$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|между)\s+(?:an estimated\s+|about\s+|around\s+|roughly\s+)?$", re.IGNORECASE
)
_FROM = re.compile(
    r"\b(?:from|от|с|со)\s+(?:an estimated\s+|about\s+|around\s+|roughly\s+|some\s+|примерно\s+)?$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"(?:^|[,;:(—–-]|\b(?:and|that|number(?:s|ed|ing)?|total(?:s|l?ed|l?ing)?|are|is|were|was|be|"
    r"been|of|by|than|at|ha(?:s|ve|d)|hosts?|hosted"
    r"|shelters?|sheltered|admit(?:s|ted)?|receive[sd]?|t[ao]ken?|took|takes|holds?|houses?|"
    r"housed|le(?:ft|ave)|saw|sees?|with|costs?))[\s\"'“«]*$",
    re.IGNORECASE,
)
"""What stands before the "from" of a range, and not of a change."""
_RANGING = re.compile(
    r"\b(?:rang\w+|running|runs?|ran|spann\w+|estimates?|anywhere|anything|var(?:y|ies|ied|ying)|"
    r"somewhere|put at|figures? of)\b[^.;\d]{0,25}$",
    re.IGNORECASE,
)
_CONNECTOR = re.compile(
    r"\s?[-–—]\s?|\.?-?\s+(?:to|and|и|до|and about|to about|to around|to as many as|"
    r"to perhaps)\s+(?:an?\s+estimated\s+)?",
    re.IGNORECASE,
)
_OF_OUTPUT = re.compile(r"\s+(?:of|off) (?:[\w’'-]+ ){0,2}(?:GDP|output)\b")
_TO = re.compile(r"\s+(?:to|до)\s+", re.IGNORECASE)
_WIDEST_RANGE = 25.0
_MOST_BARE, _WHOLE = 1000, 100


def joined_ranges(text: str, atoms: list[Quantity]) -> list[Quantity]:
    found: list[Quantity] = []
    index = 0
    while index < len(atoms):
        first = atoms[index]
        second = atoms[index + 1] if index + 1 < len(atoms) else None
        joined = _range(text, first, second) if second is not None else None
        if joined is None and second is not None:
            first = _in_unit_of(text, first, second)
        found.append(joined or first)
        index += 2 if joined else 1
    return found


def _range(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    connector = text[first.end : second.start]
    if not _CONNECTOR.fullmatch(connector):
        return None
    before = text[: first.start]
    between, from_ = _BETWEEN.search(before), _FROM.search(before)
    word = connector.strip().lower()
    word = word.lstrip(".- ")
    if word.startswith(("and", "и")) and between is None:
        return None
    if between is None and word.startswith(("to", "до")):
        ranging = _RANGING.search(before[: from_.start()] if from_ else before)
        if ranging is None and not _only_counts(text, from_, first, second):
            return None
    low, high = _aligned(text, first, second)
    if low is None or high is None or not low < high <= low * _WIDEST_RANGE:
        return None
    kind = second.kind if "percent" in (first.kind, second.kind) else first.kind
    start = between.start() if between else first.start
    if from_ and between is None:
        start = from_.start() if before[from_.start() :].strip().lower() != "from" else first.start
    return Quantity(start, second.end, first.start, kind, Hedge.RANGE, None, low, high)


def _only_counts(text: str, from_: re.Match[str] | None, first: Quantity, second: Quantity) -> bool:
    """Whether nothing moved from one number to the other: "From 3,000 to 4,000 people came"."""
    if from_ is None:
        return _CHANGE_VERB.search(text, 0, first.start) is None
    word = from_.group().split()[0].lower()
    if word in ("с", "со"):
        return False
    if _MOVED.search(_SENTENCE_END.split(text[: from_.start()])[-1]):
        return False
    if word == "от" or _OF_OUTPUT.match(text, second.end):
        return True
    if _COUNTS.search(text, 0, from_.start()) is None:
        return False
    return _MOVED.search(_SENTENCE_END.split(text[second.end :])[0]) is None


_SENTENCE_END = re.compile(r"[.;](?=\s)")
_MOVED = re.compile(
    r"\b(?:rose|ris(?:e|es|en|ing)|gr[eo]w\w*|growth|increas\w+|jump\w*|surg\w+|soar\w*|climb\w*|"
    r"swell\w*|swollen|fell|fall\w*|drop\w*|declin\w+"
    r"|decreas\w+|shrank|shrunk|shrink\w*|plung\w+|plummet\w*|gone|went|go|goes|going|down|up|"
    r"doubl\w+|tripl\w+|halv\w+|reduc\w+|cut|cuts|dwindl\w+"
    r"|rebound\w*|expan\w+|slid|slump\w*|rais\w+|lower\w*|lift\w*|boost\w*|chang\w+|revis\w+|"
    r"mov(?:e|es|ing) from|bring\w*|brought|pushed|extend\w*|slow\w*"
    r"|вырос\w*|раст[её]\w*|увелич\w*|возрос\w*|рост\w*|сниз\w*|сократ\w*|упал\w*|уменьш\w*|"
    r"поднял\w*)\b",
    re.IGNORECASE,
)


def _in_unit_of(text: str, first: Quantity, second: Quantity) -> Quantity:
    """The first of two levels in the unit that only the second names: "from 18 to 24%"."""
    if first.value is None or first.value >= _MOST_BARE or first.kind not in ("count", "money"):
        return first
    if not _TO.fullmatch(text, first.end, second.start) or not _FROM.search(text, 0, first.start):
        return first
    if second.kind == "percent":
        share = first.kind == "count" and first.value < _WHOLE
        return replace(first, kind="percent") if share else first
    value = first.value * _shared_scale(text, first, second)
    return replace(first, value=value) if value <= second.size * _WIDEST_RANGE else first


def _aligned(text: str, first: Quantity, second: Quantity) -> tuple[float | None, float | None]:
    """Both ends in one unit: "2 to 3 million", "40-45%"."""
    if Hedge.ORDER_OF_MAGNITUDE in (first.hedge, second.hedge):
        if first.kind != second.kind:
            return None, None
        return _typical(text, first), _typical(text, second)
    low, high = first.value, second.value
    if low is None or high is None or "ratio" in (first.kind, second.kind):
        return None, None
    if first.kind != second.kind and (first.kind, second.kind) not in (
        ("count", "percent"), ("money", "count"), ("count", "money")
    ):  # fmt: skip
        return None, None
    if (first.kind, second.kind) == ("count", "percent") and low > 100:
        return None, None
    if low < 1000 and second.kind != "percent":
        factor = _shared_scale(text, first, second)
        if factor == 1.0 and _IN_THOUSANDS.fullmatch(text, second.core, second.end):
            factor = 1e3 if text[first.core : first.end].isdigit() and low >= 1 else 1.0
        if low * factor < high:
            low *= factor
    return low, high


_IN_THOUSANDS = re.compile(r"\d{1,3}[,'’\s\u00a0\u202f.]?000")
"""Thousands in figures, which may be those of the number before: "30-40,000"."""


def _shared_scale(text: str, first: Quantity, second: Quantity) -> float:
    """What "million" behind the second of two numbers makes of the first; 1 if it has its own."""
    scale = re.search(rf"({SCALE}|[mk]|bn)\W*$", text[second.start : second.end].lower())
    if scale is None or re.search(
        rf"(?:{SCALE}|\d[mk]|bn)\W*$", text[first.start : first.end].lower()
    ):
        return 1.0
    return prod(SCALES.get(word, 1.0) for word in scale.group(1).rstrip(".").split())


def _typical(text: str, quantity: Quantity) -> float | None:
    """The number a vague word stands for at the end of a range: several is three, a few three."""
    if quantity.value is not None:
        return quantity.value
    words = text[quantity.start : quantity.end].lower()
    low = quantity.low or 0.0
    return 1.5 * low if re.match(r"several|a few|few", words) else low / 2
