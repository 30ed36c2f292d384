"""Quantities in a sentence: the number, its unit, its hedge, and where the expression stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from counterflow.reading.numerals import (
    DIGITS,
    ORDINALS,
    RUSSIAN_WORDS,
    SCALE,
    SCALES,
    WORDS,
    number_of,
)
from counterflow.terms import Hedge

Kind = Literal["count", "percent", "ratio", "money"]

_CURRENCY = r"(?:US\$|HK\$|A\$|C\$|[$€£¥₽₴])"
_MAGNITUDE_WORD = r"(?:tens|dozens|scores|hundreds|thousands|millions)"
_FRACTION_WORD = r"(?:half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?"
_ATOM = re.compile(
    rf"(?P<oneinn>\b(?:one|two|three|four|five|six|seven|eight|nine|[1-9])\s+(?:in|out of)(?: every)?\s+(?:two|three|four|five|six|seven|eight|nine|ten|20|100|[2-9]|10)\b(?!\s+(?:million|thousand|hundred|{_MAGNITUDE_WORD}|of|years|months|weeks|days)))"
    rf"|(?P<halfscale>\b(?:half|a quarter|three quarters|three-quarters|quarter)(?: of)?[ -]an? (?:million|billion)\b|\bhalf-million\b)"
    rf"|(?P<magnitude>\b(?:(?:many|several|a few|few)\s+)?{_MAGNITUDE_WORD}(?:,? (?:if not|or even|and even|or|and|to) {_MAGNITUDE_WORD})?\s+of\s+(?:thousands|millions)\b"
    r"|\b(?:several|a few|few|a couple(?: of)?|many)\s+(?:dozen|hundreds?|thousands?|millions?|tens)(?:\s+of\s+(?:thousands?|millions?)|\s+(?:thousand|million))?\b"
    r"|\b(?:(?:many|several)\s+)?(?:dozens|hundreds|thousands|millions)\b(?!\s+of\s+(?:dollars|euros|pounds|years|miles|kilometres|kilometers))"
    r"|\b(?:(?:десятк|сот)\w{1,3} (?:или|и) (?:даже )?)?(?:сотни|сотен|сотням|десятки|десятков) (?:тысяч|миллионов)\b"
    r"|\bнескольк(?:о|их|им) (?:(?:сотен|десятков) (?:тысяч|миллионов)|сотен|десятков|тысяч(?:ам)?|миллион(?:ов|ам))\b|(?<![\d\w] )\b(?:тысячи|сотни|десятки|миллионы)\b(?= [а-яё]))"
    rf"|(?P<fraction>\b(?:one|two|three|four|five|six|seven|eight|nine|an?)[ -](?:and[ -])?{_FRACTION_WORD}\b|\bhalf\b(?!-)|\btwo thirds\b|\bполовин(?:а|ы|у|ой)\b|\bдве трети\b|\bтреть?и?ю?\b|\bчетверть?ю?\b)"
    r"|(?P<multiple>\b(?:halved|halving|doubled|doubling|tripled|tripling|trebled|quadrupled|quintupled)\b"
    rf"|\b(?:(?:{DIGITS})|two|three|four|five|six|seven|eight|nine|ten|several)[- ]?fold\b|\b(?:two|three|four|five|six|seven|eight|nine|ten)fold\b"
    rf"|\b(?:(?:{DIGITS})|two|three|four|five|six|seven|eight|nine|ten) times(?=\s+(?:to|as|more|higher|the|lower|fewer|less|larger|bigger|greater|over|compared|from|what|its|their)|[,.;])"
    r"|\btwice (?=as|the|what)|\btwice\b(?= as| the| what))"
    rf"|(?P<number>(?P<currency>{_CURRENCY}\s?)?(?<![\w.,/$€£])(?<![A-Za-zА-Яа-я]-)(?:{DIGITS})(?![\d])(?:[ -]?{SCALE}\b|[mk]\b(?!\w)|bn\b|(?=\D)|$)|(?P<currency2>{_CURRENCY}\s?)(?:{DIGITS})(?:[ -]?{SCALE}\b|[mk]\b|bn\b)?|\b{WORDS}\b|\b{RUSSIAN_WORDS}\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s?-?(?:%|per ?cent\b|percent\b|pct\b|процент\w*)", re.IGNORECASE)
_POINTS = re.compile(
    r"\s?(?:percentage[- ]points?\b|процентн\w+ пункт\w*|п\.\s?п\.)", re.IGNORECASE
)
_MONEY_AFTER = re.compile(
    r"\s?(?:(?:US|Russian|Turkish|Hong Kong|Canadian|Australian)\s+)?(?:dollars?|euros?|pounds?|roubles?|rubles?|lira|hryvnias?|yuan|francs?|"
    r"shekels?|tenge|lari|drams?|dinars?|rupees?|pesos?|bolivars?|bolívares|USD|EUR|GBP|RUB|рубл\w+|доллар\w+|евро|лир\w*|тенге|лари|гривен\w*)\b",
    re.IGNORECASE,
)

HEDGES: tuple[tuple[str, Hedge], ...] = (
    (r"(?<!no )(?<!not )(?:well |slightly |just |far |significantly |considerably |a little |somewhat |substantially |now |likely |probably )?(?:more|greater|higher) than|"
     r"(?:well |slightly |just |far |a little )?(?:over|above)|(?:at (?:the )?(?:very )?least)|upwards? of|"
     r"in excess of|no fewer than|no less than|not less than|not fewer than|a minimum of|north of|"
     r"exceeding|не менее|(?<!не )более(?: чем)?|(?<!не )больше|свыше|(?:как )?минимум|по (?:меньшей|крайней) мере|превыс\w+", Hedge.AT_LEAST),
    (r"no more than|not more than|at most|at the most|no higher than|not over|fewer than|(?:slightly |just |well |far |a little )?less than|(?:just |well )?under|"
     r"(?:just |slightly |well )?below|a maximum of|не более(?: чем)?|не больше|максимум|(?<!не )менее(?: чем)?|(?<!не )меньше", Hedge.AT_MOST),
    (r"up to|as many as|as much as|as high as|до", Hedge.UP_TO),
    (r"about|around|some|roughly|approximately|nearly|almost|close to|near|an estimated|estimated|approx\.?|"
     r"circa|ca\.|c\.|~|≈|in the region of|somewhere around|virtually|just about|just short of|"
     r"(?:an )?average of|practically|около|примерно|почти|порядка|приблизительно", Hedge.ABOUT),
    (r"only|just|merely|a mere|лишь|только", Hedge.EXACT),
)  # fmt: skip
_BEFORE = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?:\s+(?:an|a|the|its|their))?\s*$", re.IGNORECASE), hedge)
    for pattern, hedge in HEDGES
)
_AFTER = (
    (re.compile(r"\+|\s?-?plus\b| or more\b| at least\b| and more\b| and counting\b", re.IGNORECASE), Hedge.AT_LEAST),
    (re.compile(r" or (?:fewer|less)\b| at most\b", re.IGNORECASE), Hedge.AT_MOST),
    (re.compile(r" or so\b|-odd\b|-ish\b", re.IGNORECASE), Hedge.ABOUT),
)  # fmt: skip
_VERB_AT_LEAST = re.compile(
    r"\b(?:exceed(?:s|ed)?|surpass(?:es|ed)?|topp?(?:s|ed|ing)|passed|crossed|in excess of)(?: the)?\s*$",
    re.IGNORECASE,
)
_CHANGE_VERB = re.compile(
    r"\b(?:rose|risen|rising|rises|grew|grown|growing|increas\w+|jumped|surged|soared|climbed|swelled|fell|"
    r"fallen|falling|dropped|declin\w+|decreas\w+|shrank|shrunk|plunged|went|gone|down|up|doubled|tripled|"
    r"reduced|cut|dwindled|rebounded|expanded|rise|drop|fall|increase|jump|reduction|slid|slumped)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\bbetween\s+(?:an estimated\s+|about\s+|around\s+|roughly\s+)?$", re.IGNORECASE
)
_FROM = re.compile(
    r"\b(?:from|от)\s+(?:an estimated\s+|about\s+|around\s+|roughly\s+|some\s+)?$", re.IGNORECASE
)
_RANGING = re.compile(
    r"\b(?:rang\w+|estimates?|anywhere|anything|var(?:y|ies|ied|ying)|somewhere|put at|figures? of)\b[^.;\d]{0,25}$",
    re.IGNORECASE,
)
_CONNECTOR = re.compile(
    r"\s?[-–—]\s?|\s+(?:to|and|до|and about|to about|to around|to as many as|to perhaps)\s+(?:an?\s+estimated\s+)?",
    re.IGNORECASE,
)
_MAGNITUDES = {
    "dozen": (24.0, 99.0), "dozens": (24.0, 99.0), "scores": (40.0, 99.0), "tens": (20.0, 99.0),
    "hundred": (200.0, 999.0), "hundreds": (200.0, 999.0), "thousand": (2e3, 9999.0), "thousands": (2e3, 9999.0),
    "million": (2e6, 9999999.0), "millions": (2e6, 9999999.0),
}  # fmt: skip
_FACTORS = {"thousand": 1e3, "thousands": 1e3, "million": 1e6, "millions": 1e6}
_MULTIPLES = {"halved": 0.5, "halving": 0.5, "doubled": 2.0, "doubling": 2.0, "tripled": 3.0,
              "tripling": 3.0, "trebled": 3.0, "quadrupled": 4.0, "quintupled": 5.0,
              "twice": 2.0}  # fmt: skip
_WIDEST_RANGE = 25.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity expression with its hedge.

    Parameters
    ----------
    start, end
        Offsets into the sentence, hedge included.
    core
        Offset where the number itself begins.
    kind
        A count, a percentage (fractions too, in percentage points), a ratio or money.
    value, low, high
        What it says; `low` and `high` alone for ranges and orders of magnitude.
    hedge
        How firmly.

    Examples
    --------
    >>> Quantity(0, 5, 0, "count", Hedge.EXACT, 15000.0).value
    15000.0
    """

    start: int
    end: int
    core: int
    kind: Kind
    hedge: Hedge
    value: float | None = None
    low: float | None = None
    high: float | None = None
    change: bool = False

    @property
    def size(self) -> float:
        """The number, or the lower end."""
        return self.value if self.value is not None else self.low or 0.0


def find_quantities(text: str, masked: Iterable[tuple[int, int]] = ()) -> list[Quantity]:
    """Every quantity in a sentence, with hedge and range read together.

    Parameters
    ----------
    text
        The sentence.
    masked
        Spans, of dates for instance, whose digits are no quantities.

    Examples
    --------
    >>> [(q.low, q.high) for q in find_quantities("between 600,000 and 1 million people")]
    [(600000.0, 1000000.0)]
    """
    spans = list(masked)
    atoms = [
        atom
        for match in _ATOM.finditer(text)
        if not any(match.start() < end and start < match.end() for start, end in spans)
        and (atom := _atom(match, text)) is not None
    ]
    return [
        _hedged(text, quantity, previous)
        for quantity, previous in _with_previous(_ranges(text, atoms))
    ]


def _with_previous(found: list[Quantity]) -> Iterable[tuple[Quantity, int]]:
    end = 0
    for quantity in found:
        yield quantity, end
        end = quantity.end


def _atom(match: re.Match[str], text: str) -> Quantity | None:
    start, end = match.span()
    raw = match.group().lower()
    if match.group("oneinn"):
        first, last = re.split(r"\s+(?:in|out of)(?: every)?\s+", raw)
        top, bottom = number_of(first), number_of(last)
        if not top or not bottom or top >= bottom:
            return None
        return Quantity(start, end, start, "percent", Hedge.EXACT, round(100 * top / bottom, 2))
    if match.group("halfscale"):
        part = 0.75 if raw.startswith("three") else 0.25 if "quarter" in raw else 0.5
        scale = 1e9 if "billion" in raw else 1e6
        return _maybe_money(Quantity(start, end, start, "count", Hedge.EXACT, part * scale), text)
    if match.group("magnitude"):
        return _maybe_money(_magnitude(start, end, raw), text)
    if match.group("fraction"):
        return _fraction(start, end, raw, text)
    if match.group("multiple"):
        return _multiple(start, end, raw)
    return _number(match, text)


_SAME_MAGNITUDE = {
    "сотни": "hundreds", "сотен": "hundreds", "сотням": "hundreds", "десятки": "tens",
    "десятков": "tens", "десяткам": "tens", "тысяч": "thousands", "тысячи": "thousands",
    "тысячам": "thousands", "миллионов": "millions", "миллионы": "millions",
    "миллионам": "millions", "несколько": "several", "нескольких": "several",
    "нескольким": "several", "или": "or", "и": "and", "даже": "even",
}  # fmt: skip


def _magnitude_words(raw: str) -> list[str]:
    """The words of a vague number, those of other languages put into English."""
    words = [_SAME_MAGNITUDE.get(word, word) for word in re.findall(r"[^\W\d]+", raw)]
    tail = words[-2:]
    if len(tail) == 2 and tail[0] in ("hundreds", "tens") and tail[1] in ("thousands", "millions"):
        words.insert(-1, "of")
    return words


def _magnitude(start: int, end: int, raw: str) -> Quantity:
    words = _magnitude_words(raw)
    base = [word for word in words if word in _MAGNITUDES]
    several = words[0] in ("several", "few", "couple") or words[:2] in (
        ["a", "few"],
        ["a", "couple"],
    )
    if several and base:
        unit = {"dozen": 12.0, "dozens": 12.0, "tens": 10.0}.get(
            base[0], _MAGNITUDES[base[0]][0] / 2
        )
        for word in base[1:]:
            unit *= _FACTORS.get(word, 1.0)
        low = 2 * unit
        high = low if "couple" in words else 10 * unit - 1
        return Quantity(
            start, end, start, "count", Hedge.ORDER_OF_MAGNITUDE, None, low, max(low, high)
        )
    factor = _FACTORS.get(base[-1] if base and "of" in words else words[-1], 1.0)
    if "of" not in words:
        factor = 1.0
    heads = base[:-1] if "of" in words else base
    low = min(_MAGNITUDES[word][0] for word in heads) * factor
    high = max(_MAGNITUDES[word][1] + 1 for word in heads) * factor - 1
    return Quantity(start, end, start, "count", Hedge.ORDER_OF_MAGNITUDE, None, low, high)


_NOT_A_FRACTION_BEFORE = re.compile(
    r"\b(?:first|second|third|fourth|last|this|next|previous|final|each|every|per|other|latter|better|and a|перв\w+|втор\w+)\s*$",
    re.IGNORECASE,
)
_FRACTION_AFTER = re.compile(
    r"\s*(?:of\b|the\b|more\b|fewer\b|less\b|higher\b|lower\b|are\b|were\b|have\b|had\b|has\b|was\b|said\b|say\b|"
    r"in\b(?! half)|from\b|since\b|compared\b|to\b|and\b|or\b|who\b|went\b|came\b|returned\b|left\b|left\b|live\b|"
    r"remain\w*\b|its\b|their\b|all\b|plan\w*\b|want\w*\b|intend\w*\b|those\b|this\b|that\b|on\b|by\b|as\b|"
    r"moved\b|settled\b|fled\b|stayed\b|[а-яё]|[,.;:)–—]|$)",
    re.IGNORECASE,
)


def _fraction(start: int, end: int, raw: str, text: str) -> Quantity | None:
    if _NOT_A_FRACTION_BEFORE.search(text[:start]) and not raw.startswith(("one", "two", "three")):
        return None
    after = text[end:]
    if not _FRACTION_AFTER.match(after) or re.match(
        r"\s*of\s+(?:the\s+)?(?:year|month|last|this|20\d\d|19\d\d)\b", after
    ):
        return None
    words = [word for word in re.split(r"[\s-]+", raw) if word != "and"]
    if raw.startswith("половин"):
        share = 50.0
    elif raw.startswith(("треть", "трети", "четверт", "две трет")):
        share = 200 / 3 if raw.startswith("две") else 25.0 if raw.startswith("ч") else 100 / 3
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
    return Quantity(start, end, start, "percent", Hedge.EXACT, round(share, 2))


def _multiple(start: int, end: int, raw: str) -> Quantity | None:
    word = raw.strip()
    if word in _MULTIPLES:
        value: float | None = _MULTIPLES[word]
    else:
        value = number_of(re.sub(r"[- ]?fold$| times$", "", word))
    if value is None:
        return None
    end = start + len(raw.rstrip())
    return Quantity(start, end, start, "ratio", Hedge.EXACT, value, change=True)


def _number(match: re.Match[str], text: str) -> Quantity | None:
    start, end = match.span()
    raw = match.group()
    currency = match.group("currency") or match.group("currency2") or ""
    bare = raw[len(currency) :]
    trimmed = bare.rstrip()
    end -= len(bare) - len(trimmed)
    value = number_of(trimmed)
    if value is None or value != value or value > 1e15:
        return None
    following = text[end : end + 40]
    if _POINTS.match(following):
        points = _POINTS.match(following)
        assert points is not None
        return Quantity(
            start, end + points.end(), start, "percent", Hedge.EXACT, value, change=True
        )
    if percent := _PERCENT.match(following):
        return Quantity(start, end + percent.end(), start, "percent", Hedge.EXACT, value)
    kind: Kind = "money" if currency else "count"
    return _maybe_money(Quantity(start, end, start, kind, Hedge.EXACT, value), text)


def _maybe_money(quantity: Quantity, text: str) -> Quantity:
    after = re.sub(r"^ of ", "", text[quantity.end : quantity.end + 30])
    money = _MONEY_AFTER.match(after)
    if money is None:
        return quantity
    end = quantity.end + (money.end() if text[quantity.end : quantity.end + 30] == after else 0)
    return replace(quantity, kind="money", end=end)


def _ranges(text: str, atoms: list[Quantity]) -> list[Quantity]:
    found: list[Quantity] = []
    index = 0
    while index < len(atoms):
        first = atoms[index]
        second = atoms[index + 1] if index + 1 < len(atoms) else None
        joined = _range(text, first, second) if second is not None else None
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
        if ranging is None and (from_ or _CHANGE_VERB.search(before)):
            return None
    low, high = _aligned(text, first, second)
    if low is None or high is None or not low < high <= low * _WIDEST_RANGE:
        return None
    kind = second.kind if "percent" in (first.kind, second.kind) else first.kind
    start = between.start() if between else first.start
    if from_ and between is None and _RANGING.search(before[: from_.start()]):
        start = from_.start() if before[from_.start() :].strip().lower() != "from" else first.start
    return Quantity(start, second.end, first.start, kind, Hedge.RANGE, None, low, high)


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
    scale = re.search(rf"({SCALE}|[mk]|bn)\W*$", text[second.start : second.end].lower())
    own = re.search(rf"(?:{SCALE}|\d[mk]|bn)\W*$", text[first.start : first.end].lower())
    if scale and not own and low < 1000 and second.kind != "percent":
        factor = 1.0
        for word in scale.group(1).rstrip(".").split():
            factor *= SCALES.get(word, 1.0)
        if low * factor < high:
            low *= factor
    return low, high


def _typical(text: str, quantity: Quantity) -> float | None:
    """The number a vague word stands for at the end of a range: several is three, a few three."""
    if quantity.value is not None:
        return quantity.value
    words = text[quantity.start : quantity.end].lower()
    low = quantity.low or 0.0
    return 1.5 * low if re.match(r"several|a few|few", words) else low / 2


def _hedged(text: str, quantity: Quantity, floor: int) -> Quantity:
    start, found = quantity.start, list[Hedge]()
    moved = True
    while moved:
        moved = False
        before = text[floor:start]
        for pattern, hedge in _BEFORE:
            if match := pattern.search(before):
                word = before[match.start() :].strip().lower()
                if word in ("до", "near", "c.") and quantity.hedge is Hedge.RANGE:
                    continue
                found.append(hedge)
                start = floor + match.start()
                moved = True
                break
    end = quantity.end
    for pattern, hedge in _AFTER:
        if match := pattern.match(text, end):
            found.append(hedge)
            end = match.end()
            break
    if not found and _VERB_AT_LEAST.search(text[floor:start]):
        found.append(Hedge.AT_LEAST)
    return _said(replace(quantity, start=start, end=end), found)


def _said(quantity: Quantity, found: list[Hedge]) -> Quantity:
    """The quantity with the hedge and the end that the words around it say."""
    if quantity.hedge.has_two_ends:
        return quantity
    firm = next((h for h in found if h in (Hedge.AT_LEAST, Hedge.AT_MOST, Hedge.UP_TO)), None)
    hedge = firm or (Hedge.ABOUT if Hedge.ABOUT in found else Hedge.EXACT)
    if hedge is Hedge.AT_LEAST:
        return replace(quantity, hedge=hedge, low=quantity.value)
    if hedge in (Hedge.AT_MOST, Hedge.UP_TO):
        return replace(quantity, hedge=hedge, high=quantity.value)
    return replace(quantity, hedge=hedge)
