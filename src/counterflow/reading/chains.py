"""Places named one after another: "Poland, Germany and Czechia"."""

from __future__ import annotations

import re
from itertools import pairwise

from counterflow.reading.places import Mention
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import CHAIN, OPENS_CLAUSE, Placed


def group(text: str, candidates: list[Placed]) -> tuple[str, ...]:
    """The first chain of places."""
    codes: list[str] = []
    last: Mention | None = None
    for p in candidates:
        if last is not None and not chained(text, last, p.mention):
            break
        codes += [code for code in p.mention.codes if code not in codes]
        last = p.mention
    return tuple(codes)


def chained(text: str, last: Mention, following: Mention) -> bool:
    between = text[last.end : following.start]
    if OPENS_CLAUSE.match(text, following.end):
        return False
    return (
        CHAIN.fullmatch(between) is not None
        or re.fullmatch(
            r"\s*[,(]?\s*(?:in|to|into|across|mainly|mostly|including|and in|and to)\s+(?:the\s+)?",
            between,
        )
        is not None
    )


def last_group(text: str, candidates: list[Placed]) -> tuple[str, ...]:
    """The chain of places that ends nearest to the quantity."""
    chain: list[Mention] = []
    for p in candidates:
        if chain and not chained(text, chain[-1], p.mention):
            chain = []
        chain.append(p.mention)
    codes: list[str] = []
    for mention in chain:
        codes += [code for code in mention.codes if code not in codes]
    return tuple(codes)


def inside_apposition(text: str, place: Placed, others: list[Placed], end: int) -> bool:
    """Whether a place only describes one before it: "Moldova, the poorest in Europe, had 3,000"."""
    return "," in text[place.mention.end : end] and any(
        other.role == "subject"
        and other.mention.end < place.mention.start
        and _APPOSED.fullmatch(text, other.mention.end, place.mention.start) is not None
        for other in others
    )


_APPOSED = re.compile(r",\s+(?:an?|the|one of|among|itself|home|once|with)\s[a-z][^,.;]{0,80}")


def respectively(
    text: str, quantity: Quantity, others: list[Quantity], places: list[Mention]
) -> tuple[str, ...]:
    """The place paired with a number in "Chad and Libya took in 5,000 and 2,000, respectively"."""
    word = text.lower().find("respectively")
    if word < 0:
        return _in_order(text, quantity, others, places)
    numbers = sorted((q for q in [*others, quantity] if q.end <= word), key=lambda q: q.start)
    chain = numbers[-1:]
    for number in reversed(numbers[:-1]):
        if not re.fullmatch(r"[^.;]{0,25}?(?:,|and|, and)\s*", text[number.end : chain[0].start]):
            break
        chain.insert(0, number)
    if quantity not in chain or len(chain) < 2:
        return ()
    before = [m for m in places if m.end <= chain[0].start][-len(chain) :]
    after = [m for m in places if m.start >= chain[-1].end][: len(chain)]
    chosen = before if len(before) == len(chain) else after
    return chosen[chain.index(quantity)].codes if len(chosen) == len(chain) else ()


def _in_order(
    text: str, quantity: Quantity, others: list[Quantity], places: list[Mention]
) -> tuple[str, ...]:
    """The place of a number where as many places are named as numbers: "Chad and Libya took in ..."."""
    if quantity.kind != "count" or not others:
        return ()
    numbers = sorted([*others, quantity], key=lambda q: q.start)
    at = first = last = numbers.index(quantity)
    while first and _NEXT.fullmatch(text, numbers[first - 1].end, numbers[first].start):
        first -= 1
    while last + 1 < len(numbers) and _NEXT.fullmatch(
        text, numbers[last].end, numbers[last + 1].start
    ):
        last += 1
    many = last - first + 1
    before = [m for m in places if m.end <= numbers[first].start]
    chosen = before[-many:]
    if many == 1 or len(chosen) < many:
        return ()
    if any(not chained(text, one, two) for one, two in pairwise(chosen)):
        return ()
    further = len(before) > many and chained(text, before[-many - 1], chosen[0])
    if further or _VERB.fullmatch(text, chosen[-1].end, numbers[first].start) is None:
        return ()
    return chosen[at - first].codes


_NEXT = re.compile(r"(?:,|,? and| и|,? а также)\s+(?:some |about |around |nearly |over )?")
_VERB = re.compile(r"\s+(?!from\b|between\b)[^\W\d]\w*(?:\s+[^\W\d][\w’'-]*){0,3}\s+")
