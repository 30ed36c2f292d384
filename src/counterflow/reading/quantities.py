"""Quantities in a sentence: the number, its unit, its hedge, and where the expression stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from counterflow.reading.elided_scales import with_elided_scales
from counterflow.reading.fractions import FRACTION_WORD, fraction, of_a_level, part_of
from counterflow.reading.hedges import hedged
from counterflow.reading.keyed import Index, Keyed
from counterflow.reading.numerals import (
    AND_MORE,
    DIGITS,
    INVERTED,
    RUSSIAN_RUN,
    RUSSIAN_WORDS,
    SCALE,
    WORDS,
    number_of,
)
from counterflow.reading.quantity import Kind, Quantity
from counterflow.reading.ranges import joined_ranges
from counterflow.terms import Hedge

_LESSER = r"(?:thousand|тыс|тысяч[аиу]?)"
"""A scale that a sum may name after a greater one: "1 млн 120 тысяч"."""
_CURRENCY = r"(?:US\$|HK\$|R\$|A\$|C\$|S/\.?|[$€£¥₽₴])"
_MAGNITUDE_WORD = r"(?:tens|dozens|scores|hundreds|thousands|millions)"
_COUNTED_NOUN = (
    r"(?:(?:registered|displaced|young|adult|(?-i:[A-Z])\w+) )?(?:applications?|applicants?|"
    r"refugees?|migrants?|respondents?|people|persons|"
    r"adults?|children|child|households?|families|family|returnees?|arrivals?|newcomers?|"
    r"emigrants?|claims?|permits?|visas?|m[ae]n|wom[ae]n|person|citizens?|"
    r"(?-i:[A-Z])\w+(?:ns?|ese|is?))"
)
_OF_TEN = (
    "один|одна|одного|две|двое|двух|три|трое|трех|трёх|четыре|четверо|четырех|четырёх|пять|"
    "пятеро|шесть|шестеро|семь|семеро|восемь|восьмеро|девять|девятеро|[1-9]"
)
_TEN = (
    "двух|трех|трёх|четырех|четырёх|пяти|шести|семи|восьми|девяти|десяти|двадцати|ста|[2-9]|10|"
    "20|100"
)
_ATOM_TEXT = (
    rf"(?P<oneinn>\b(?:{_OF_TEN})\s+из\s+(?:каждых\s+)?(?:{_TEN})\b(?!\s+(?:тыс|млн|милл|год|лет|"
    rf"дн|стран))|\b(?:one|two|three|four|five|six|seven|eight|nine|"
    rf"[1-9])\s+(?:(?:{_COUNTED_NOUN})\s+(?=(?:in|out of) (?:every )?[a-z]))?(?:in|"
    rf"out of)(?: every)?\s+(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    rf"fifteen|twenty|12|15|20|50|100|[2-9]|10)\b(?!\s+(?:million|thousand|hundred|"
    rf"{_MAGNITUDE_WORD}|years|months|weeks|days)))"
    r"|(?P<everyn>\b(?:каждый|каждая|каждого|каждому|every) (?:втор|трет|четв[её]рт|пят|шест|"
    r"седьм|восьм|девят|десят|second|third|fourth|fifth|tenth)(?:ый|ой|ая|ий|ья|ого|"
    r"ому)?\b(?! (?:day|week|month|year|hour|time|день|год|месяц|раз)))"
    rf"|(?P<halfscale>\b(?:half|quarter|(?:an?|one|two|three|"
    rf"four)[ -]{FRACTION_WORD})(?: of)?[ -]an? (?:million|billion)\b|\bhalf-million\b"
    r"|\b(?:(?:две|двух|двумя|три|тр[её]х|тремя) )?(?:четверт(?:ью|ей|ь|и)|"
    r"трет(?:ью|ей|ь|и)) (?:миллиона|миллиарда)\b)"
    rf"|(?P<magnitude>\b(?:(?:many|several|a few|few)\s+)?{_MAGNITUDE_WORD}(?:,? (?:if not|"
    rf"or even|and even|or|and|to) {_MAGNITUDE_WORD})?\s+of\s+(?:thousands|millions)\b"
    r"|\b(?:several|a few|few|a couple(?: of)?|many)\s+(?:dozen|hundreds?|thousands?|millions?|"
    r"tens)(?:\s+of\s+(?:thousands?|millions?)|\s+(?:thousand|million))?\b"
    r"|\b(?:(?:many|several)\s+)?(?:dozens|hundreds|thousands|"
    r"millions)\b(?!\s+of\s+(?:dollars|euros|pounds|years|miles|kilometres|kilometers))"
    r"|\b(?:(?:десятк|сот)\w{1,3} (?:или|и) (?:даже )?)?(?:сотни|сотен|сотням|десятки|"
    r"десятков) (?:тысяч|миллионов)\b"
    r"|\bнескольк(?:о|их|им) (?:(?:сотен|десятков) (?:тысяч|миллионов)|сотен|десятков|"
    r"тысяч(?:ам)?|миллион(?:ов|ам))\b|(?<![\d\w] )\b(?:тысячи|сотни|десятки|"
    r"миллионы)\b(?= [а-яё]))"
    rf"|(?P<fraction>\b(?:one|two|three|four|five|six|seven|eight|nine|"
    rf"an?)[ -](?:and[ -])?{FRACTION_WORD}\b(?!-[a-z])|"
    rf"\bhalf\b(?!-| as (?:many|much|big|large|high) as)|\btwo thirds\b|"
    rf"\bполовин(?:а|ы|у|ой|е)\b|\b(?:две|двух|двумя) трет(?:и|ей|ями)\b|\bтрет(?:ь|ью|и)\b|"
    rf"\b(?:(?:три|тр[её]х|тремя) четверт(?:и|ей|ями)|четверт(?:ь|ью|и))\b)"
    r"|(?P<multiple>\b(?:halved|halving|doubled|doubling|tripled|tripling|trebled|quadrupled|"
    r"quintupled)\b"
    rf"|\b(?:(?:{DIGITS})|two|three|four|five|six|seven|eight|nine|ten|several)[- ]?fold\b|"
    rf"\b(?:two|three|four|five|six|seven|eight|nine|ten)fold\b"
    rf"|\bв (?:{DIGITS}|{RUSSIAN_RUN}) раза?\b|\b(?:вдвое|втрое|вчетверо|впятеро)\b"
    rf"|\b(?:(?:{DIGITS})|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|"
    rf"twenty|thirty|forty|fifty|hundred) times(?=\s+(?:to|as|more|higher|the|lower|fewer|less|"
    rf"larger|bigger|greater|over|compared|from|what|its|their)|[,.;])"
    r"|\b(?:double|triple|treble|quadruple)(?= (?:the|that|those|what|its|their|last)\b)"
    r"|\bhalf(?= as (?:many|much|big|large|high) as\b)|\btwice (?=as|the|what)|"
    r"\btwice\b(?= as| the| what))"
    rf"|(?P<number>(?P<currency>{_CURRENCY}\s?)?(?<![\w.,/$€£])(?:(?<![A-Za-zА-Яа-я]-)|(?<=\d[mk]-)|(?<=(?:тыс|млн)-))(?:{DIGITS})(?![\d])(?:(?:{AND_MORE})?[ -]?{SCALE}\b(?:\.?\s\d{{1,3}}(?:\s?{_LESSER}\b(?:\.?\s\d{{1,3}}(?![\d,.%])(?=\s[а-яё]{{4}})|\s\d{{3}}(?=[.;)]|$))?|(?<=\d{{3}})(?![\d,.%])(?=\s[а-яё])|(?=\s(?:человек|граждан|беженц|мигрант|[а-яё]+(?:цев|иян|ян)\b))))?|[mk]\b(?!\w)| k\b|bn\b|(?=\D)|$)|(?P<currency2>{_CURRENCY}\s?)(?:{DIGITS})(?:[ -]?{SCALE}\b|[mk]\b|bn\b)?|\b{WORDS}\b|\b{RUSSIAN_WORDS}\b|\b{INVERTED}\b)"
)
_ATOM = Keyed(_ATOM_TEXT, after="", index=Index())  # most texts are Latin and never ask it
_LATIN_TEXT = _ATOM_TEXT.replace(rf"|\b{RUSSIAN_WORDS}\b|\b{INVERTED}\b", "")
_LATIN_ATOM = Keyed(_LATIN_TEXT, after="")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_PERCENT = re.compile(r"\s?-?(?:%|per ?cent\b|percent\b|pct\b|процент\w*)", re.IGNORECASE)
_POINTS = re.compile(
    r"\s?(?:percentage[- ]points?\b|процентн\w+ пункт\w*|п\.\s?п\.)", re.IGNORECASE
)
_CODES = (
    r"USD|EUR|GBP|CHF|CAD|AUD|RUB|TRY|SEK|NOK|KES|UGX|COP|PLN|HKD|JPY|UAH|BRL|PEN|CLP|ARS|"
    r"MXN|KZT|GEL|AMD|BDT|PKR|INR|LBP|SYP|JOD|EGP|SDG|ETB|XAF|CZK|HUF|DKK|TL"
)
_CURRENCY_CODE = re.compile(rf"\b(?:{_CODES}|Rs\.?)\s?$")
_MOST_TIMES = 200
_MONEY_AFTER = re.compile(
    r"\s?(?:(?:US|Russian|Turkish|Hong Kong|Canadian|Australian)\s+)?(?:dollars?|euros?|pounds?|"
    r"roubles?|rubles?|lira|hryvnias?|yuan|francs?|"
    r"shekels?|yen|won|ringgit|rand|soms?|koruna|lempiras?|quetzales|colones|guaran[ií]es|tomans?|rials?|riyals?|dirhams?|birr|naira|shillings?|baht|kyats?|taka|kronor?|"
    r"kroner?|zlotys?|forints?|leu|reais|bol[ií]vares|soles|gourdes|manats?|afghanis?|tenge|lari|"
    rf"drams?|dinars?|rupees?|pesos?|bolivars?|bolívares|(?-i:{_CODES})|рубл\w+|доллар\w+|евро|"
    r"лир\w*|тенге|лари|гривен\w*)\b",
    re.IGNORECASE,
)
_MAGNITUDES = {
    "dozen": (24.0, 99.0), "dozens": (24.0, 99.0), "scores": (40.0, 99.0), "tens": (20.0, 99.0),
    "hundred": (200.0, 999.0), "hundreds": (200.0, 999.0), "thousand": (2e3, 9999.0), "thousands": (2e3, 9999.0),
    "million": (2e6, 9999999.0), "millions": (2e6, 9999999.0),
}  # fmt: skip
_EVERY = {
    "втор": 2, "трет": 3, "четв": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9,
    "десят": 10, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10,
}  # fmt: skip
_FACTORS = {"thousand": 1e3, "thousands": 1e3, "million": 1e6, "millions": 1e6}
_MULTIPLES = {"half": 0.5, "halved": 0.5, "halving": 0.5, "doubled": 2.0, "doubling": 2.0, "tripled": 3.0,
              "tripling": 3.0, "trebled": 3.0, "double": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0, "quadrupled": 4.0, "quintupled": 5.0,
              "twice": 2.0, "вдвое": 2.0, "втрое": 3.0, "вчетверо": 4.0, "впятеро": 5.0}  # fmt: skip


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
        for match in (_ATOM if _CYRILLIC.search(text) else _LATIN_ATOM).finditer(text)
        if not any(match.start() < end and start < match.end() for start, end in spans)
        and (atom := _atom(match, text)) is not None
    ]
    joined = joined_ranges(text, atoms)
    if _CYRILLIC.search(text):
        joined = with_elided_scales(text, joined)
    return [hedged(text, quantity, previous) for quantity, previous in _with_previous(joined)]


def _with_previous(found: list[Quantity]) -> Iterable[tuple[Quantity, int]]:
    end = 0
    for quantity in found:
        yield quantity, end
        end = quantity.end


def _atom(match: re.Match[str], text: str) -> Quantity | None:
    start, end = match.span()
    raw = match.group().lower()
    if match.group("oneinn"):
        words = raw.split()
        first, last = words[0], words[-1]
        top, bottom = number_of(first), number_of(last)
        if not top or not bottom or top >= bottom:
            return None
        return Quantity(start, end, start, "percent", Hedge.EXACT, round(100 * top / bottom, 2))
    if match.group("everyn"):
        share = 100 / next(n for stem, n in _EVERY.items() if raw.split()[1].startswith(stem))
        return Quantity(start, end, start, "percent", Hedge.EXACT, round(share, 2))
    if match.group("halfscale"):
        scale = 1e9 if raw.endswith(("billion", "миллиарда")) else 1e6
        part = round(part_of(raw) * scale)
        return _maybe_money(Quantity(start, end, start, "count", Hedge.EXACT, part), text)
    if match.group("magnitude"):
        return _maybe_money(_magnitude(start, end, raw), text)
    if match.group("fraction"):
        return fraction(start, end, raw, text)
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


def _multiple(start: int, end: int, raw: str) -> Quantity | None:
    word = raw.strip()
    if word in _MULTIPLES:
        value: float | None = _MULTIPLES[word]
    else:
        value = number_of(re.sub(r"[- ]?fold$| times$|^в | раза?$", "", word))
    if value is None:
        return None
    if value > _MOST_TIMES:  # "crossed 303,000 times" counts crossings
        figures = re.match(r"[\d.,\s]*\d", raw)
        last = start + (figures.end() if figures else len(raw))
        return Quantity(start, last, start, "count", Hedge.EXACT, value)
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
    if _SHORTENED.match(text, end) and trimmed.endswith(_SHORT):
        end += 1
    following = text[end : end + 40]
    if _POINTS.match(following):
        points = _POINTS.match(following)
        assert points is not None
        return Quantity(
            start, end + points.end(), start, "percent", Hedge.EXACT, value, change=True
        )
    if percent := _PERCENT.match(following):
        end += percent.end()
        return of_a_level(Quantity(start, end, start, "percent", Hedge.EXACT, value), text)
    money = currency or _CURRENCY_CODE.search(text, max(0, start - 5), start)
    kind: Kind = "money" if money else "count"
    return _maybe_money(Quantity(start, end, start, kind, _inside(bare), value), text)


_SHORT = ("тыс", "млн", "млрд")
_SHORTENED = re.compile(r"\.(?=\s+[а-яё]|\s*[,;:)—–])")
"""The full stop of a scale that is cut short, where no sentence ends."""


def _inside(raw: str) -> Hedge:
    """The hedge that stands inside a number: "1,2 с лишним миллиона", "тысяч двести"."""
    if raw.isascii():
        return Hedge.EXACT
    if _AND_MORE.search(raw):
        return Hedge.AT_LEAST
    return Hedge.ABOUT if _GUESSED.match(raw) else Hedge.EXACT


_AND_MORE = re.compile(AND_MORE, re.IGNORECASE)
_GUESSED = re.compile(INVERTED, re.IGNORECASE)


def _maybe_money(quantity: Quantity, text: str) -> Quantity:
    after = text[quantity.end : quantity.end + 30].removeprefix(" of ")
    money = _MONEY_AFTER.match(after)
    if money is None:
        return quantity
    end = quantity.end + (money.end() if text[quantity.end : quantity.end + 30] == after else 0)
    return replace(quantity, kind="money", end=end)
