"""Numbers that are no claims: ages, ranks, prices, clauses of laws, single households."""

from __future__ import annotations

import re

from counterflow.reading.economics import costs_or_gains
from counterflow.reading.keyed import Keyed
from counterflow.reading.nouns import Head, head_of
from counterflow.reading.quantity import Quantity

SMALLEST_COUNT = 100
"""Counts of people below this are anecdotes, or identify somebody."""

_BEFORE = Keyed(
    r"(?:\b(?:aged?|age of|ages|number|no\.|nos\.|article|articles|section|paragraph|page|pages|"
    r"chapter|resolution|law|act|decree|"
    r"directive|phone|tel\.?|telephone|call|fax|route|highway|flight|channel|room|platform|"
    r"figure|table|top|covid|group of|g|"
    r"temperature|version|volume|level|grade|class|phase|stage|under|over|ranked|ranks|place|"
    r"by the age of|younger than|older than|between the ages of|"
    r"vote of|score of|id|box|gate|unit|brigade|battalion|sector|district|zone|camp|windows|"
    r"apollo|sputnik)\s*\(?[#+]?|\bhis |\bher |\bmy )$",
    after="",
)
_NUMBERING = re.compile(r"\b(?:number|top)\s+$")  # "Ukrainians in Poland number 1.5 million"
_AGE_WORDS = re.compile(
    r"\b(?:aged?|ages|younger than|older than|under the age of|over the age of|ages of|years)\s*$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(
    r"\s*(?:and (?:over|older|under|younger|above|below)|or (?:older|younger)|"
    r"years? (?:old|of age))\b",
    re.IGNORECASE,
)
_OF_A_SAMPLE = re.compile(
    r"\s+(?:of (?:those|the \w+)|people|persons|respondents) (?:who were |we )?(?:interviewed|"
    r"surveyed|questioned|polled|asked(?! for))\b"
)
_OF_EVERY = re.compile(r"\b(?:[Oo]f|[Ff]or|[Ii]n|[Aa]mong) every $")
_BASE = re.compile(r"(?:%|per ?cent|half|third|quarter|fifth|tenth) of (?:the|its|their|all) $")
_MOVED = re.compile(r"[^.;,\d]{3,50}\b(?:who|that|from)\b")
"""Staff a share is taken of: "30% of the 855 employees" moved, and not the 855."""
_SO_MANY = re.compile(r"\b\d[\d.,]*(?: [a-z]+){1,3} $")
_OF_A_MEASURE = re.compile(r"\s+of an? (?:mile|kilomet\w+|met\w+|hour|day|year|century|hectare)\b")
_STAFFED = re.compile(r"\b(?:have|has|had|with|employ(?:s|ed|ing)?)\s+$")
_STAFF = re.compile(r"\s+(?:employees|staff|workers|people on (?:its|their) (?:staff|payroll))\b")
"""Those whom firms employ: "a few have 600 employees"."""
_WHO_NUMBER = re.compile(r"\b(?:inhabitants|residents|population),? (?:who|which) numbers?\s+$")
_BESIDE = re.compile(
    r"\b(?:against|versus|than|compared (?:with|to)|and|while)\s+(?:only |just )?$"
)
_NATIVES = re.compile(
    r"\s+(?:of|among|for|in) (?:all |the )?(?:[\w-]+ )?(?:adults|people|workers|residents|women|men|"
    r"children) born (?:in|there)\b|"
    r"\s+(?:of|among|for|in) (?:all |the )?(?:natives|(?:native|[A-Z]\w*)-born)\b"
)
"""Those a share of migrants is held against."""
_OF_NATIVES = re.compile(
    r"\b(?:[Aa]mong|[Ff]or|[Oo]f) (?:the )?(?:natives|locals|native-born|host community|"
    r"(?:native|local|native-born|native-born) (?:population|residents|people|workers|citizens|"
    r"adults))\b[^.;,\d]{0,40}$"
)
"""Natives of whom a share is told: "among natives the rate was 61%"."""
_OUT_OF_ALL = re.compile(r"(?:%|per ?cent|points?) (?:out )?of (?:the |a total of |an overall )?$")
_OUTPUT = re.compile(r"\b(?:growth|GDP|gross domestic product|economy|inflation)\b")
"""What a part of growth is a part of: "3 points out of 12%"."""
_SOLE_TRADERS = re.compile(
    r"\s+(?:[\w-]+ ){0,2}?(?:registered|opened|run|founded|owned) by (?:individual|sole|"
    r"private|self-employed)\b"
)
"""Businesses of single persons beside the firms that a text counts."""
_PHONE = re.compile(
    r"(?:\+|00)\d[\d\s().-]{6,}$|\d[\d\s().-]{2,}-$|"
    r"\b(?:[Tt]el|[Pp]hone|[Ff]ax|[Mm]obile)\b[^\w]{0,4}$"
)
_CALL = re.compile(
    r"\b(?:tel|telephone|phone|fax|mobile|hotline|whatsapp)\b[.:]*[+\d\s().-]*$", re.IGNORECASE
)
_SERIAL = re.compile(r"\b(?:issn|isbn|doi|vol\.?|oj [lc]|pp?\.)[: ]*$", re.IGNORECASE)
_PRIVATE = re.compile(
    r"\b(?:my|his|her)\s+(?:\w+\s+){0,3}?(?:family|friends?|relatives|children|company|boss|team|"
    r"class|office|wife|husband|parents|colleagues)\b",
    re.IGNORECASE,
)
_PAPERS = (
    r"(?:asylum|protection|refuge|refugee|passports?|citizenship|permits?|visas?|residen\w+|"
    r"status)\b"
)
_DECIDED = re.compile(
    r"\s*(?:[\w’'-]+ ){0,4}?(?:(?:were|was|had been|have been|has been) (?:approved|"
    r"(?:granted|given|issued|denied|refused) (?:[\w-]+ ){0,2}?"
    rf"{_PAPERS}|granted\b(?! access))|(?:(?:have|has|had) )?(?:applied|asked|filed|"
    rf"petitioned) for (?:[\w-]+ ){{0,3}}?{_PAPERS}|"
    rf"(?:(?:have|has|had) )?(?:sought|requested|claimed) (?:[\w-]+ ){{0,2}}?{_PAPERS})"
)
_DECIDING = re.compile(
    rf"\b(?:approved|granted|(?:{_PAPERS}[^.;,\d]{{0,30}} (?:given|granted|issued) to)|"
    rf"(?:granted|gave) (?:[\w-]+ ){{0,2}}?{_PAPERS} to) (?:only |just )?$"
)
"""Papers decided on are counted one by one: "56 Georgians have applied for asylum"."""
_INHABITANTS = re.compile(
    r"\b(?:[Tt]he|[Ii]ts) (?:(?:\w+[’']s |whole |total |overall )?population|"
    r"number of (?:\w+ )?(?:residents|inhabitants))(?: has| had)?(?: \w+ly)? (?:shr|f[ae]ll|slip|"
    r"slid|drop|declin|decreas|gr[eo]w|ris|rose|increas)\w*\b[^.;]{0,90}\b(?:to|from)\s+$"
)
_THINGS_GROW = re.compile(
    r"(?:^|[.;:,] |\band )(?:(?:the|its|their|all) )?(?:numbers? of )?(?:[\w-]+ )?"
    r"(?P<noun>(?!cases|appeals|files|numbers|families|places)[a-z]{3,}s) (?:(?:have|has|had) )?"
    r"(?:gr[eo]wn?|ros?e|risen|f[ae]ll(?:en)?|dropped|increased|decreased|doubled|climbed|"
    r"numbered|shrank|went (?:up|down)|jumped) (?:from|to|between)? ?"
    r"(?:\d[\d.,]* (?:to|and) (?:about |some |over )?)?$",
    re.IGNORECASE,
)
"""Things whose number is told: "Sites grew from 142 to 246"."""
_LIVE_THERE = re.compile(
    r"\b[Вв] (?:стране|республике|регионе|области|крае)\b[^.;\d]{0,60}\b(?:прожива\w+|жив[её]т|"
    r"живут|жил[ио]|насчитыва\w+)\s(?:[а-я]+\s)?$"
)
_MOST_MOVED = 1e7
"""So many "people" who live in a country are its inhabitants."""
_HOUSEHOLD = re.compile(r"\b(?:family|household|group|party|couple) of\s+$", re.IGNORECASE)
_YEARISH = (1000, 2100)
_YEARS = re.compile(r"[12]\d{3}\W+(?:\w+\W+)?[12]\d{3}")
_GROUPED = re.compile(r"\d[,'’.\s]\d{3}|\d\s?(?:тыс|thousand)")  # "1 334" is no year
_OFFICIAL_HEADS: frozenset[Head] = frozenset(
    {"application", "permit", "asylum", "crossing", "citizenship", "company"}
)


def irrelevant(text: str, quantity: Quantity, head: Head) -> bool:
    """Whether a quantity cannot be a claim, whatever the verb.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "said Anna, 35, who left"
    >>> irrelevant(text, find_quantities(text)[0], "none")
    True
    """
    if head == "other":
        return costs_or_gains(text, quantity) is None
    before, after = text[: quantity.start], text[quantity.end : quantity.end + 40]
    if quantity.kind == "count" and (_OF_A_SAMPLE.match(after) or _OF_EVERY.search(before)):
        return True
    if quantity.kind == "count" and head == "worker" and _BASE.search(before):
        return _MOVED.match(text, quantity.end) is None
    if quantity.kind == "count" and (
        _WHO_NUMBER.search(before) or (_STAFFED.search(before) and _STAFF.match(after))
    ):
        return True
    if quantity.kind == "percent" and _BESIDE.search(before) and _NATIVES.match(after):
        return True
    if quantity.kind == "percent" and _OF_NATIVES.search(before):
        return True
    if quantity.kind == "percent" and _OUT_OF_ALL.search(before) and _OUTPUT.search(text):
        return True
    if head == "company" and _SOLE_TRADERS.match(text, quantity.end):
        return True
    crowd = quantity.kind == "count" and head == "person" and quantity.size > _MOST_MOVED
    if crowd and _LIVE_THERE.search(before):
        return True
    if quantity.kind == "count" and head == "none":
        if _INHABITANTS.search(before):
            return True
        grows = _THINGS_GROW.search(before)
        if grows and head_of(grows.group("noun"), 0)[0] == "other":
            return True
        serial = _CALL.search(before[-40:]) or _SERIAL.search(before[-20:])
        if serial or _two_years(text, quantity):
            return True
    if quantity.kind == "count" and head in ("none", "person") and _few(quantity):
        return True
    if quantity.kind == "count" and quantity.value is not None:
        if _small(text, quantity, head):
            return True
        if (
            _YEARISH[0] <= quantity.value <= _YEARISH[1]
            and quantity.value.is_integer()
            and not _GROUPED.search(text, quantity.start, quantity.end)
            and head == "none"
        ):
            return True
        written = text[quantity.start : quantity.end]
        bare = not _GROUPED.search(written) and "illion" not in written
        if head == "none" and _numbered(text, quantity) and (bare or not _NUMBERING.search(before)):
            return True
        if _PHONE.search(before[-20:]) or re.match(r"[-\d]", after) or _dialled(text, quantity):
            return True
    if (
        quantity.kind == "count"
        and quantity.size < 120
        and (_AGE_WORDS.search(before[-30:]) or _AGE_AFTER.match(after))
    ):
        return True
    written = text[quantity.start : quantity.end].lower().strip()
    if written == "a quarter" and _SO_MANY.search(before) and not after.startswith(" of"):
        return True  # "20 days a quarter"
    if quantity.kind == "percent" and _OF_A_MEASURE.match(after):
        return True
    if (
        quantity.kind == "percent"
        and written == "half"
        and re.match(r"\s*(?:an?|hour|time|day)\b", after)
    ):
        return True
    return quantity.kind == "count" and quantity.size < 1000 and _PRIVATE.search(text) is not None


def _numbered(text: str, quantity: Quantity) -> bool:
    """Whether a number only names something: "article 14", "#3"."""
    if text[: quantity.start].endswith(("#", "№")):
        return True
    if text.endswith("group of ", 0, quantity.start) and quantity.size >= SMALLEST_COUNT:
        return False  # "the first group of 377 had arrived"
    return _BEFORE.search(text, quantity.start - 40, quantity.start) is not None


_DIALLING_CODE = re.compile(r"(?:^|[\s(])(?:\+\d[\d\s()/.-]*|0\d+[\s()/.-]+)$")
_ZERO_FIRST = re.compile(r"0\d")
_PLUS = re.compile(r"(?:^|[\s(])\+$")
_MORE_DIGITS = re.compile(r"[\s/.-]\(?\d{2,}")
_MOST_PEOPLE = 3e9


def _dialled(text: str, quantity: Quantity) -> bool:
    """Whether figures are those of a telephone: they open with a plus or zero, or a code does."""
    before = text[max(0, quantity.core - 20) : quantity.core]
    if _ZERO_FIRST.match(text, quantity.core) or _DIALLING_CODE.search(before):
        return True
    if _PLUS.search(before) is None:
        return False
    return quantity.size > _MOST_PEOPLE or _MORE_DIGITS.match(text, quantity.end) is not None


def _few(quantity: Quantity) -> bool:
    """Whether a range ends below what counts as a claim: "men between 18 and 60"."""
    high = quantity.high
    return quantity.value is None and high is not None and high < SMALLEST_COUNT


def _two_years(text: str, quantity: Quantity) -> bool:
    """Whether a range is one of years: "the first emigration (1917–1922)"."""
    ends = (quantity.low, quantity.high)
    return (
        quantity.value is None
        and all(end is not None and _YEARISH[0] <= end <= _YEARISH[1] for end in ends)
        and _YEARS.fullmatch(text, quantity.core, quantity.end) is not None
    )


def _small(text: str, quantity: Quantity, head: Head) -> bool:
    assert quantity.value is not None
    decided = (
        _DECIDED.match(text, quantity.end) is not None
        or _DECIDING.search(text, 0, quantity.start) is not None
    )
    decided = decided and _HOUSEHOLD.search(text, 0, quantity.start) is None
    if (
        (head in _OFFICIAL_HEADS or decided)
        and text[quantity.core : quantity.core + 1].isdigit()
        and quantity.value >= 10
    ):
        return False
    return quantity.value < SMALLEST_COUNT
