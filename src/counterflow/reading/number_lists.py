"""Numbers that a sentence lists under one verb: "12,100 Cubans, 8,200 Haitians and 1,900 others"."""

from __future__ import annotations

import re

from counterflow.reading.quantity import Quantity

PARTS_A_LIST = re.compile(
    r"(?:\s+(?:of )?(?:(?!in\b|on\b|at\b|by\b|from\b|to\b|for\b|during\b|since\b|with\b|under\b|"
    r"over\b|after\b|before\b|against\b|and\b)[a-z][\w-]+ ){0,2}[A-Z][\w’'-]+(?: (?:refugees|"
    r"nationals|citizens|migrants|exiles))?"
    r"|\s+(?:people|persons|citizens|nationals|refugees|migrants|natives|holders) (?:from|with|of|"
    r"holding|born in) (?:an? |the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+| (?:passports?|papers|citizenship|"
    r"nationality|documents|visas?|permits?)){0,2}?)?\s*(?:,|and|or|, and|as well as|plus)\s*"
)
"""What parts the numbers of a list: "110,000 and 80,000", "110,000 Afghans and 80,000 Iraqis"."""
_OF_WHOM = re.compile(r"\s*of (?:whom|them|these|those|which)\b")
_OWN_VERB = re.compile(
    r"\s+(?:more\s+|others\s+)?(?:have|had|has|are|were|was|is|hold|held|want|plan|hope|applied|"
    r"asked|sought|requested|registered|will|would|could|may|might|can)\b"
)
"""What makes a number the subject of a verb of its own: "and 4,100 have asked for a visa"."""
_FURTHER = re.compile(r"(?:another|a further|an additional)\b")
_MORE = re.compile(r"\s+(?:more|others)\b")


def one_list(text: str, quantity: Quantity, crossed: list[Quantity]) -> bool:
    """Whether the numbers between are one list with this one: "110,000, 80,000 and 74,000"."""
    at = quantity.end
    for other in sorted(crossed, key=lambda each: each.start):
        further = _FURTHER.match(text, other.start) or _MORE.match(text, other.end)
        if further or not PARTS_A_LIST.fullmatch(text, at, other.start):
            return False  # "has 10,700 refugees, and 5,000 more are expected"
        at = other.end
    return bool(crossed)


def list_before(
    text: str, quantity: Quantity, match: re.Match[str], others: list[Quantity]
) -> int | None:
    """Where a list opens that a verb governs: "home to 18,000 Iraqis, 3,200 Somalis and ..."."""
    at = quantity.start
    if _OF_WHOM.match(text, quantity.end) or _OWN_VERB.match(text, quantity.end):
        return None
    crossed = [o for o in others if match.end() <= o.start and o.end <= quantity.start]
    for other in sorted(crossed, key=lambda each: -each.start):
        if other.kind != quantity.kind or not PARTS_A_LIST.fullmatch(text, other.end, at):
            return None
        at = other.start
    return at if crossed else None
