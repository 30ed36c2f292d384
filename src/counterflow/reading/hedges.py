"""The words around a number that say how firmly it is meant."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.keyed import Keyed
from counterflow.reading.numerals import AND_MORE
from counterflow.reading.quantity import Quantity
from counterflow.terms import Hedge

HEDGES: tuple[tuple[str, Hedge], ...] = (
    (
        r"(?<!no )(?<!not )(?:well |slightly |just |far |significantly |considerably |a little |"
        r"somewhat |substantially |now |likely |probably )?(?:more|greater|higher) than|"
     r"(?:well |slightly |just |far |a little )?(?:over|above)|(?:at (?:the )?(?:very )?least)|"
     r"upwards? of|"
     r"in excess of|no fewer than|no less than|not less than|not fewer than|a minimum of|north of|"
     r"as (?:few|little|low) as|exceeding|не (?:менее|меньше)(?: чем)?|"
     r"(?:чуть |немного |намного )?(?<!не )(?:более|больше)(?: чем)?|свыше|(?:как )?минимум|"
     r"по (?:меньшей|крайней) мере|превыс\w+", Hedge.AT_LEAST),
    (
        r"no more than|not more than|at most|at the most|no higher than|not over|fewer than|"
        r"(?:slightly |just |well |far |a little )?less than|(?:just |well )?under|"
     r"(?:just |slightly |well )?below|a maximum of|не (?:более|больше)(?: чем)?|"
     r"(?:как )?максимум|от силы|(?:чуть |немного |намного )?(?<!не )(?:менее|меньше)(?: чем)?", Hedge.AT_MOST),
    (
        r"(?<!gone )(?<!went )(?<!going )(?<!goes )(?<!go )(?<!moved )(?<!shot )(?<!crept "
        r")(?<!inched )(?<!went back )(?<!gone back )(?<!came back )(?<!rose back )(?<!climbed "
        r"back )(?<!crept back )(?<!jumped back )up to|as many as|as much as|as high as|до", Hedge.UP_TO),
    (
        r"about|around|some|roughly|approximately|nearly|almost|close to|near|nearing|"
        r"approaching|close on|barely|an estimated|estimated|est\.|approx\.?|"
     r"circa|ca\.|c\.|in the region of|somewhere around|virtually|just about|just short of|"
     r"practically|около|примерно|почти|порядка|приблизительно|без малого|чуть ли не|едва ли не", Hedge.ABOUT),
    (r"only|just|merely|a mere|лишь|только", Hedge.EXACT),
)  # fmt: skip
_SIGNS = ("~", "≈", ">", "≥", "<", "≤")
_SIGNED = (("[~≈]", Hedge.ABOUT), ("(?<![-=])[>≥]", Hedge.AT_LEAST), ("[<≤]", Hedge.AT_MOST))
_BEFORE = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?:\s+(?:an|a|the|its|their))?\s*$", re.IGNORECASE), hedge)
    for pattern, hedge in (*HEDGES, *_SIGNED)
)
_ANY_BEFORE = Keyed(
    rf"(?<!\w)(?:{'|'.join(pattern for pattern, _ in HEDGES)})(?:\s+(?:an|a|the|its|their))?\s*$",
    after="",
)
_LONGEST, _CLAUSE = 48, 120  # characters
_AFTER = (
    (re.compile(
        rf"\+|\s?-?plus\b| or more\b| at least\b| and more\b| and counting\b|{AND_MORE}\b|"
        rf" (?:и|или) (?:более|больше)\b", re.IGNORECASE), Hedge.AT_LEAST),
    (re.compile(
        r" or (?:fewer|less)\b| at most\b| (?:и|или) (?:менее|меньше)\b", re.IGNORECASE), Hedge.AT_MOST),
    (re.compile(
        r" or (?:so|thereabouts)\b|-odd\b|-ish\b|,? give or take\b(?! (?:a|an|the|\d)\b)|"
        r",? or (?:around|about) that\b|,? (?:или|плюс-минус) около того\b", re.IGNORECASE), Hedge.ABOUT),
)  # fmt: skip
_VERB_AT_LEAST = Keyed(
    r"\b(?:exceed(?:s|ed)?|surpass(?:es|ed)?|topp?(?:s|ed|ing)|passed|crossed|"
    r"in excess of)(?: the)?\s*$",
    after="",
)


_VERB_ABOUT = Keyed(r"\b(?:приблизи\w+|приближа\w+|подош\w+) (?:вплотную )?к\s*$", after="")
_THAN_THE = re.compile(r"\bthan (?:the|its|their)\s+$", re.IGNORECASE)
_ABOVE_THE = re.compile(
    r"\b(?:above|below|under|over|close to|near) (?:the|its|their)\s+$", re.IGNORECASE
)
_OF_A_TIME = re.compile(
    r"(?: [a-z]+){0,2} (?:of|in|for|from|during|recorded|registered|seen|counted|reported|a "
    r"(?:year|month|week)|the (?:year|month|week)) "
)
"""What makes a number with its article the level of another time, and no bound."""
_RUSSIAN_TO = re.compile(
    r"\b(?:сократ|сниз|упа[лд]|уменьш|вырос|возрос|увелич|подня|опуст|"
    r"просе)\w*(?:,?\s+(?!\w+(?:л[иоа]?|ют|ет|ит|ят)\b)[^\s;]+){0,7}[\s,—–-]*$",
    re.IGNORECASE,
)
"""A verb of change, and no other verb, before what it came to: "упало на 12% — до 8 100"."""


def hedged(text: str, quantity: Quantity, floor: int) -> Quantity:
    start, found = quantity.start, list[Hedge]()
    if quantity.hedge in (Hedge.ABOUT, Hedge.AT_LEAST):
        found.append(quantity.hedge)
    moved = True
    while moved:
        moved = False
        first = max(floor, start - _LONGEST)
        before = text[first:start]
        signed = before.rstrip().endswith(_SIGNS)
        if not signed and _ANY_BEFORE.search(text, first, start) is None:
            break
        for pattern, hedge in _BEFORE:
            if match := pattern.search(before):
                word = before[match.start() :].strip().lower()
                if _THAN_THE.search(before):
                    continue  # "far fewer than the 40,000 thought to be there"
                if _ABOVE_THE.search(before) and _OF_A_TIME.match(text, quantity.end):
                    continue  # "well above the 24,000 of January"
                at = first + match.start()
                if word == "до" and _RUSSIAN_TO.search(text[max(0, at - _CLAUSE) : at]):
                    continue  # "сократился до": to, not up to
                if word in ("до", "near", "c.") and quantity.hedge is Hedge.RANGE:
                    continue
                found.append(hedge)
                start = first + match.start()
                moved = True
                break
    end = quantity.end
    for pattern, hedge in _AFTER:
        if match := pattern.match(text, end):
            found.append(hedge)
            end = match.end()
            break
    if not found and _VERB_AT_LEAST.search(text, floor, start):
        found.append(Hedge.AT_LEAST)
    if not found and _VERB_ABOUT.search(text, floor, start):
        found.append(Hedge.ABOUT)
    return _said(quantity, start, end, found)


def _said(quantity: Quantity, start: int, end: int, found: list[Hedge]) -> Quantity:
    """The quantity with the hedge and the end that the words around it say."""
    if quantity.hedge.has_two_ends:
        return replace(quantity, start=start, end=end)
    if not found and (start, end, Hedge.EXACT) == (quantity.start, quantity.end, quantity.hedge):
        return quantity
    firm = next((h for h in found if h in (Hedge.AT_LEAST, Hedge.AT_MOST, Hedge.UP_TO)), None)
    hedge = firm or (Hedge.ABOUT if Hedge.ABOUT in found else Hedge.EXACT)
    if hedge is Hedge.AT_LEAST:
        return replace(quantity, start=start, end=end, hedge=hedge, low=quantity.value)
    if hedge in (Hedge.AT_MOST, Hedge.UP_TO):
        return replace(quantity, start=start, end=end, hedge=hedge, high=quantity.value)
    return replace(quantity, start=start, end=end, hedge=hedge)
