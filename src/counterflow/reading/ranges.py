"""Two numbers that are the ends of one range: "between 600,000 and 1 million"."""

from __future__ import annotations

import re
from dataclasses import replace
from math import prod

from counterflow.reading.numerals import SCALE, SCALES
from counterflow.reading.quantity import Quantity
from counterflow.terms import Hedge

_CHANGE_VERB = re.compile(
    r"\b(?:rose|risen|rising|rises|grew|grown|growing|increas\w+|jumped|surged|soared|climbed|swelled|fell|"
    r"fallen|falling|dropped|declin\w+|decreas\w+|shrank|shrunk|plunged|went|gone|down|up|doubled|tripled|"
    r"reduced|cut|dwindled|rebounded|expanded|rise|drop|fall|increase|jump|reduction|slid|slumped)\b[^.;,]{0,45}$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\bbetween\s+(?:an estimated\s+|about\s+|around\s+|roughly\s+)?$", re.IGNORECASE
)
_FROM = re.compile(
    r"\b(?:from|от)\s+(?:an estimated\s+|about\s+|around\s+|roughly\s+|some\s+)?$", re.IGNORECASE
)
_RANGING = re.compile(
    r"\b(?:rang\w+|running|runs?|ran|spann\w+|estimates?|anywhere|anything|var(?:y|ies|ied|ying)|somewhere|put at|figures? of)\b[^.;\d]{0,25}$",
    re.IGNORECASE,
)
_CONNECTOR = re.compile(
    r"\s?[-–—]\s?|\s+(?:to|and|до|and about|to about|to around|to as many as|to perhaps)\s+(?:an?\s+estimated\s+)?",
    re.IGNORECASE,
)
_OF_OUTPUT = re.compile(r"\s+(?:of|off) (?:[\w’'-]+ ){0,2}(?:GDP|output)\b")
_TO = re.compile(r"\s+to\s+", re.IGNORECASE)
_WIDEST_RANGE = 25.0
_MOST_BARE = 100


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
    if word.startswith("and") and between is None:
        return None
    if between is None and word.startswith("to"):
        ranging = _RANGING.search(before[: from_.start()] if from_ else before)
        moved = _CHANGE_VERB.search(before[: from_.start()] if from_ else before) is not None
        of_output = _OF_OUTPUT.match(text, second.end) is not None
        if ranging is None and (moved or (from_ is not None and not of_output)):
            return None
    low, high = _aligned(text, first, second)
    if low is None or high is None or not low < high <= low * _WIDEST_RANGE:
        return None
    kind = second.kind if "percent" in (first.kind, second.kind) else first.kind
    start = between.start() if between else first.start
    if from_ and between is None:
        start = from_.start() if before[from_.start() :].strip().lower() != "from" else first.start
    return Quantity(start, second.end, first.start, kind, Hedge.RANGE, None, low, high)


def _in_unit_of(text: str, first: Quantity, second: Quantity) -> Quantity:
    """The first of two levels in the unit that only the second names: "from 18 to 24%"."""
    if first.value is None or first.value >= _MOST_BARE or first.kind not in ("count", "money"):
        return first
    if not _TO.fullmatch(text, first.end, second.start) or not _FROM.search(text, 0, first.start):
        return first
    if second.kind == "percent":
        return replace(first, kind="percent") if first.kind == "count" else first
    return replace(first, value=first.value * _shared_scale(text, first, second))


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
        if low * factor < high:
            low *= factor
    return low, high


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
