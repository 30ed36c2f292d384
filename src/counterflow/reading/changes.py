"""Whether a number says how much another one moved."""

from __future__ import annotations

import re

from counterflow.reading.keyed import Keyed
from counterflow.reading.quantity import Quantity

_CHANGE_BEFORE = Keyed(
    r"\b(?:rose|risen|rising|rises?|grows?|grew|grown|growing|growth|increas\w+|jump\w*|surg\w+|"
    r"soar\w*|climb\w*|fell|fallen|falling|falls?|"
    r"slow(?:ed|ing|s)?|slipp?(?:ed|ing|s)?|shed|eas(?:ed|ing)|dipp?(?:ed|ing|s)?|tumbl\w+|"
    r"collaps\w+|crash(?:ed|ing)|sank|sunk|balloon\w*|accelerat\w+|contract(?:ed|ing)|"
    r"multipl(?:ied|ying)|spik(?:ed|ing)|edged (?:up|down)|"
    r"(?:gone|went|go|going|goes|came|come|coming|inched|crept|brought) (?:up|down)|narrowed|"
    r"widened|rocket(?:ed|ing)|recover(?:ed|ing)|rebound(?:ed|ing)|"
    r"drop\w*|declin\w+|decreas\w+|shrank|shrunk|plung\w+|plummet\w*|down|"
    r"(?<!made )(?<!make )(?<!makes )(?<!making )up|reduc\w+|"
    r"(?:faster|slower|higher|lower|larger|smaller|bigger)(?=,? by\b)|slump\w*|slid|dwindl\w+|"
    r"swell\w*|swollen|expanded|вырос\w*|увелич\w+|возрос\w*|сниз\w+|сократ\w+|упал\w*|уменьш\w+|"
    r"рост\w*|подскоч\w+|подн(?:ял|има)\w*|повыс\w+|понизи\w+|взлет\w+|рухн\w+|просел\w*|"
    r"прибав\w+|убав\w+|подешев\w+|подорож\w+|приро?ст\w*)"
    r"(?:\s+(?!(?:it|is|was|were|are|had|has|have)\b)\w+){0,2}?(?:,(?= (?:by|of)\b))?\s*(?:by|of|"
    r"to|from|на|до|с)?\s*$"
    r"|\b(?:cut|cuts|cutting|slashed|reduced|lowered|raised|boosted|increased|trimmed|curbed|"
    r"swelled|pushed (?:up|down)|brought down|driven (?:up|down))\b[^.;,\d]{3,60}\bby\s*$"
    r"|\b(?:the|an?|its|that) (?:\w+ )?(?:increase|rise|fall|drop|decline|decrease|jump|growth|"
    r"surge|difference)(?: \w+){0,3}? (?:was|is|came to|amounted to|amounts to|equalled)\s*$"
    r"|\b(?:increase|rise|growth|decline|drop|fall) (?:was|came to|amounted to|amounts to) $"
    r"|\b(?:the|an?|this|that) (?:\w+ )?(?:increase|rise|fall|drop|decline|decrease|jump|surge)"
    r"(?:,| \(| [-–—])\s*$",
    after="",
)
_CHANGE_AFTER = re.compile(
    r"[)\s\"”’]*(?:-?\s?(?:increase|rise|drop|fall|decline|decrease|jump|surge|reduction|growth|"
    r"more|fewer|less|higher|lower|better|worse|larger|heavier|busier|greater|bigger|stronger|"
    r"weaker|slower|faster|"
    r"smaller|down|up|(?:below|above|short of) (?:the|that|those|last|its|what)(?! asking|"
    r" average| poverty)|больше|меньше|выше|ниже)\b|"
    r"(?:on|from) (?:the|a) (?:previous |preceding )?year|compared (?:with|to)|"
    r"year[- ]on[- ]year)",
    re.IGNORECASE,
)
_DIFFERENCE_BEFORE = Keyed(
    r"\b(?:slow(?:ed|ing|s)?|slipp?(?:ed|ing|s)?|shed|eas(?:ed|ing)|dipp?(?:ed|ing|s)?|tumbl\w+|"
    r"collaps\w+|crash(?:ed|ing)|sank|sunk|balloon\w*|accelerat\w+|contract(?:ed|ing)|"
    r"multipl(?:ied|ying)|spik(?:ed|ing)|edged (?:up|down)|"
    r"(?:gone|went|go|going|goes|came|come|coming|inched|crept|brought) (?:up|down)|narrowed|"
    r"widened|rocket(?:ed|ing)|recover(?:ed|ing)|rebound(?:ed|ing)|climb\w*|jump\w*|surg\w+|"
    r"soar\w*|plung\w+|plummet\w*|slid|slump\w*|dwindl\w+|swell\w*|swollen|expanded|down|"
    r"(?<!given )(?<!taken )(?<!picked )(?<!put )(?<!set )(?<!made )(?<!held )(?<!signed )up|rose|"
    r"risen|rising|grew|grown|growing|increas\w+|fell|fallen|falling|fall|drop\w*|declin\w+|"
    r"decreas\w+|shrank|shrunk|"
    r"reduc\w+|rise|вырос\w*|увелич\w+|возрос\w*|сниз\w+|сократ\w+|упал\w*|уменьш\w+|подскоч\w+|"
    r"подн(?:ял|има)\w*|просел\w*|прибав\w+)(?:\s+\w+ly)?,?\s+(?:by|of|на)\s*$|"
    r"(?<=[,(])(?:up|down)\s+(?:by\s+)?$|(?<=[,(] )(?:up|down)\s+(?:by\s+)?$|"
    r"\b(?:was|were|is|are|be|been|stood|ran) (?:up|down)\s+(?:by\s+)?$|"
    r"\b(?:the|an?|that|this) (?:increase|rise|fall|drop|decline|decrease|jump|growth)"
    r"(?: \w+){0,3} (?:was|is|came to|amounted to|amounts to|of)\s*$",
    after="",
)
_MORE_THAN = re.compile(
    r"\s+(?:fewer (?!than\b)[\w-]+|(?:more|fewer|additional) (?:[\w-]+ ){1,8}?than (?:a|the|in|"
    r"at|on|last|it|one|two|three|six|before|during)\b|"
    r"(?:(?!in\b|within\b|from\b|to\b|or\b|and\b)\w+\s){0,2}?(?:more|fewer|less|higher|lower|"
    r"larger|smaller) than (?!(?:a|one|two|three|six|\d+) (?:day|week|month|year|time|"
    r"hour)s?\b(?! (?:ago|earlier|before)))(?:a|an|the|in|at|on|last|it|one|two|three|four|five|"
    r"six|eight|nine|ten|twelve|before|during|\d)|"
    r"(?:\w+\s)?(?:больше|меньше),? чем (?:в|год|месяц|недел|за))",
    re.IGNORECASE,
)


def is_difference(text: str, quantity: Quantity) -> bool:
    """Whether a count is a difference: "increased by 31,920", "(+19,205)"."""
    if is_signed(text, quantity) or _DIFFERENCE_BEFORE.search(
        text, quantity.start - 40, quantity.start
    ):
        return True
    if _BY.search(text, 0, quantity.start) and _MORE_OR_LESS.match(text, quantity.end):
        return True
    after = _BRACKETED.sub("", text[quantity.end : quantity.end + 110], count=1)
    return _MORE_THAN.match(after) is not None or _OFF.match(after) is not None


_MORE_BRACKET = re.compile(r"\b(?:more|fewer|less|higher|lower|larger|smaller) \([+−-]?$")
_THAN_AFTER = re.compile(r"\s*\)\s+(?:than|compared|from|on)\b")
"""What stands around a change told aside: "slightly more (0.9%) than"."""
_BY = re.compile(r"\bна\s+$")
_MORE_OR_LESS = re.compile(r"\s+(?:\w+\s)?(?:больше|меньше|выше|ниже)\b")
"""What Russian puts around a difference: "на 8,5 тысячи больше"."""
_BRACKETED = re.compile(r"^(?: [\w’'-]+)? \([^()]{1,25}\)")
"""A percentage in brackets after a difference: "60,000 (7%) fewer than"."""


_OFF = re.compile(
    r"(?: people| persons)? (?:(?:higher|lower|larger|"
    r"smaller)\b(?! (?:education|middle|income|secondary))|"
    r"(?:above|below|ahead of|short of|more than|fewer than|down on|up on) (?:the|its|their|what|"
    r"that|those|we|[A-Z])(?! (?:poverty|age)))"
)


_SIGNS = ("+", "−", "-")
_SIGNED = re.compile(r"(?:^|[(\s])[+−-]$")
_SIGN_LISTED = re.compile(r"[(;,]\s?[+−-]$")


def is_signed(text: str, quantity: Quantity) -> bool:
    """Whether a plus or minus stands before the number."""
    return (
        text[: quantity.core].endswith(_SIGNS) and _SIGNED.search(text[: quantity.core]) is not None
    )


def is_change(text: str, quantity: Quantity) -> bool:
    if text[: quantity.core].endswith(_SIGNS) and _SIGN_LISTED.search(text[: quantity.core]):
        return True
    if quantity.change or is_compared(text, quantity):
        return True
    if _MORE_BRACKET.search(text, 0, quantity.start) and _THAN_AFTER.match(text, quantity.end):
        return True
    return _CHANGE_BEFORE.search(text, quantity.start - 45, quantity.start) is not None


def is_compared(text: str, quantity: Quantity) -> bool:
    """Whether words of comparison follow a number: "0.1% higher"."""
    return _CHANGE_AFTER.match(text[quantity.end : quantity.end + 40]) is not None


def is_level(text: str, quantity: Quantity) -> bool:
    """Whether a percentage is what a share has come to: "the share ... has dropped to 17%"."""
    return _SHARE_NOW.search(text[: quantity.start]) is not None


_SHARE_NOW = re.compile(
    r"\b(?:share|proportion|percentage|fraction|доля)\b[^.;]{0,90}\b(?:to|at|from|до|"
    r"с)\s+(?:(?:only|just|about)\s+)?$",
    re.IGNORECASE,
)
