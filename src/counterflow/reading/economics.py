"""What people on the move cost a state, add to an economy or take from it, and send or bring."""

from __future__ import annotations

import re

from counterflow.reading.percentages import RENT
from counterflow.reading.quantity import Quantity
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_SPENT = re.compile(
    r"\b(?:costs?|bill|spen[dt]|spends|spending|pays|paid|expenditures?|outlays?|burden|"
    r"invest(?:ed|s|ment)?|расход\w+|потрат\w+|затрат\w+)\b",
    re.IGNORECASE,
)
_ON_THEM = re.compile(
    r"\b(?:per|each|every|for|on|of|to|integrat\w+|host\w*|receiv\w+|support\w*|attend\w*|"
    r"shelter\w*|accommodat\w+|house|housing|with|from)\b[^.;]{0,40}?"
    r"\b(?:migrants?|migration|refugees?|asylum|newcomers?|arrivals|returnees|exiles|evacuees|"
    r"displaced|exodus|influx)\b|\btheir (?:reception|upkeep|stay|housing|integration|return|"
    r"schooling)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(?:tickets?|seats?|trips?|fares?|smugglers?|guides?|rents?|flats?|apartments?|rooms?|"
    r"meals?|nights?|wages?|salar\w+|appeal\w*|donors?|asks?|asking|budget)\b",
    re.IGNORECASE,
)
_PRODUCT = r"(?:GDP|gross domestic product|(?:national |economic )?output|national income)"
_WHOSE = (
    r"(?:(?:the|its|their|a|annual|national|host|(?:last|this) year[’']s|(?:19|20)\d\d|"
    r"[A-Z][\w’'-]+)\s+){0,4}"
)
_OUTPUT = re.compile(
    rf"\s*(?:(?:a|each|every|per) year\s+|annually\s+)?(?:of|in|off|from|to|"
    rf"out of)\s+{_WHOSE}{_PRODUCT}\b"
)
_OF_GROWTH = re.compile(
    rf"\s*(?:of|to|in)\s+{_WHOSE}(?:{_PRODUCT} growth|(?:economic )?growth|"
    rf"growth of {_WHOSE}(?:economy|{_PRODUCT}))\b"
)
_MOVED_OUTPUT = re.compile(
    rf"\b(?:rais|lift|boost|increas|expand|swell|grow|push|shrink|reduc|lower|cut|dent|depress|"
    rf"trim)\w*\s+(?:up\s+)?{_WHOSE}(?:{_PRODUCT}|economy)(?: growth)?\s+(?:by\s+)?$"
    rf"|\b(?:bring|mean|yield|generat|deliver|add|creat|produc|lead to|"
    rf"result in)\w*\s+{_WHOSE}(?:{_PRODUCT}|economic) growth of\s+$"
)
"""What somebody does to an economy, by so much; "GDP grew by 3%" tells of no doer."""
_COST_IT = re.compile(
    r"\bcost(?:s|ing)?\s+(?:the |its |their )?(?:[\w-]+ )?(?:economy|country|nation|state|"
    r"[A-Z]\w+)\s+$"
)
_NAMED = re.compile(r"\b(?:GDP|gross domestic product|economic growth|growth|output|economy)\b")
_GAINED = re.compile(
    r"\b(?:rais|ris|lift|boost|add|increas|contribut|grow|expan|gain|forgo|los|cost|shav|reduc|"
    r"shrink|miss|sav|lower|high|tak|depriv|strip|knock|wip|rob|generat|produc|account|explain|"
    r"deliver|suppl|provid|mak|made|credit|owe|owing|due|attribut|ascrib|thank)\w*\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"points?\s*$", re.IGNORECASE)
_CLOSE = 160  # characters
_DEPOSITS = re.compile(
    r"\b(?:withdr\w+|deposits?|bank accounts?|transferred|remit\w*|sent home|"
    r"(?:money )?transfers?|(?:went|gone|taken|took|sent|flowed|carried|moved|left) (?:abroad|"
    r"out of the country|the country)|savings|capital outflow|"
    r"(?:in|out)flows? of (?:\w+ )?(?:money|funds|capital|cash)|moved abroad)\b",
    re.IGNORECASE,
)
_BROUGHT = re.compile(
    r"\b(?:they|(?:im|e)?migrants|refugees|newcomers|leavers|[A-Z]\w+(?:ns|is|ese)) (?:(?:have|had) )?"
    r"(?:brought|took|moved|transferred|carried)(?: in| out| with them)? $"
)
"""Money that those who moved had with them: "they brought $2.1bn"."""
_SOMEBODYS = re.compile(r"\b(?:my|his|her)\b[^.;]{0,25}$", re.IGNORECASE)
_BESIDE = 90  # characters


def costs_or_gains(text: str, quantity: Quantity) -> Verdict | None:
    """Money spent on people on the move, or the part of output that they cost or add.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "Peru spent $300 per migrant on schools."
    >>> costs_or_gains(text, find_quantities(text)[0]).measure.value
    'deposits'
    """
    if quantity.kind not in ("money", "percent"):
        return None
    before = text[max(0, quantity.start - _CLOSE) : quantity.start]
    spent = _SPENT.search(before) is not None
    if quantity.kind == "money":
        told = spent and _ON_THEM.search(text) and not _PRICE.search(text)
        return Verdict(Measure.DEPOSITS, "spent on them", quantity.core, 0) if told else None
    of_output = _OUTPUT.match(text, quantity.end) is not None
    if of_output and _COST_IT.search(before):
        return Verdict(Measure.GROWTH, "costs an economy", quantity.core, 0)
    if of_output and spent:
        return Verdict(Measure.DEPOSITS, "costs as a part of output", quantity.core, 0)
    in_points = _POINTS.search(text[: quantity.end]) is not None and _NAMED.search(before)
    of_output = of_output or _OF_GROWTH.match(text, quantity.end) is not None
    if (of_output or in_points) and _GAINED.search(before):
        return Verdict(Measure.GROWTH, "part of output", quantity.core, 0)
    if _MOVED_OUTPUT.search(before):
        return Verdict(Measure.GROWTH, "moves output", quantity.core, 0)
    return None


def money_moved(text: str, quantity: Quantity) -> Verdict | None:
    """Money that those who moved took, sent or keep: "they brought $2.1bn".

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "Emigrants sent home $1.4 billion."
    >>> money_moved(text, find_quantities(text)[0]).measure.value
    'deposits'
    """
    near = text[max(0, quantity.start - _BESIDE) : quantity.end + _BESIDE]
    if RENT.search(near) or _SOMEBODYS.search(text[: quantity.start]):
        return None
    moved = _DEPOSITS.search(near) or _BROUGHT.search(text, 0, quantity.start)
    return Verdict(Measure.DEPOSITS, "money moved", 0, 0) if moved else None
