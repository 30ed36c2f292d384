"""Numerals in figures and in words, as the press writes them, to numbers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "thsd": 1e3, "thous": 1e3, "mio": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "k": 1e3, "bn": 1e9, "tn": 1e12,
    "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
ORDINALS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip


def _table(name: str) -> dict[str, float]:
    file = files("counterflow.reading") / "data" / "ru" / name
    rows = csv.reader(file.read_text(encoding="utf-8").splitlines(), delimiter=";")
    return {word: float(number) for number, words in rows for word in words.split()}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


RUSSIAN = _table("numbers.csv")
"""Russian number words in their forms."""
_RUSSIAN_SCALES = _table("scales.csv")
SCALES |= _RUSSIAN_SCALES

_SMALL = "|".join([*UNITS, *TENS])
DIGITS = (
    r"(?:\d+\.\d{3}(?=\s?(?:million|billion|bn\b|mn\b|%|per ?cent|млн|миллион))|"
    r"\d{1,3}(?:[,'’\u00a0\u202f\u2009]\d{3})+(?![\d])(?:\.\d+)?|\d{1,3}(?:[ ]\d{3})+(?!\d|,\d)|"
    r"\d{1,3}(?:\.\d{3}){2,}|\d+(?:[.,]\d{1,2})?(?![\d])|\d+(?:\.\d+)?)"
)
_RUSSIAN_SCALE = rf"(?:{_any_of(_RUSSIAN_SCALES)})"
SCALE = (
    r"(?:hundred thousand|thousand|million|billion|trillion|thsd|thous|mio|mln|bn(?!\(O)|mn|tn|"
    r"lakh|crore|"
    rf"{_RUSSIAN_SCALE})"
)
_ONES = "|".join(list(UNITS)[1:10])
WORDS = (
    rf"(?:(?:{_SMALL})(?:[- ](?:{_ONES}))?(?:[ -]and[ -]a[ -](?:half|quarter))?"
    rf"(?:(?:[ -](?:hundred|thousand|million|billion|trillion)){{1,3}}"
    rf"(?: (?:and )?(?:{_SMALL})(?:[- ](?:{_ONES}))?"
    rf"(?: (?:hundred|thousand|million))*)*)?"
    rf"|(?:an?|another) (?:hundred thousand|hundred|thousand|million|billion|"
    rf"dozen)(?: and a half)?)"
)
_RUSSIAN_WORD = _any_of(RUSSIAN).replace("е", "[её]")
AND_MORE = r"\sс\s(?:лишним|небольшим|хвостиком)"
"""What says in Russian that a number is a little more than its words."""
RUSSIAN_RUN = rf"(?:{_RUSSIAN_WORD})(?:\s(?:{_RUSSIAN_WORD})){{0,3}}(?:\sс\sполовиной|{AND_MORE})?"
_NO_NOUN = r"(?!\s(?:год|лет|месяц|недел|дн|день|час|раз|стран|процент))"
RUSSIAN_WORDS = (
    rf"(?:(?:{RUSSIAN_RUN})(?:\s{_RUSSIAN_SCALE}\b(?:\s(?:{RUSSIAN_RUN})\b{_NO_NOUN}(?:\s{_RUSSIAN_SCALE}\b)?)?)?"
    rf"|(?:миллион|миллиард|тысяч[ау])\s(?:{RUSSIAN_RUN})\b{_NO_NOUN}(?:\s{_RUSSIAN_SCALE}\b)?"
    rf"|(?:миллиона?|миллиарда?|тысяч[иу])(?=\s+[а-яё])|миллион(?:ам?|у|ом)?(?=[.,;:)]|$)|"
    rf"(?:(?<=больше )|(?<=более )|(?<=около )|(?<=менее )|(?<=меньше ))тысячи(?=[.,;:)]|$))"
)
INVERTED = rf"(?:тысяч|миллионов)\s(?:{RUSSIAN_RUN}|\d{{1,3}}(?![\d,]))\b{_NO_NOUN}"
"""A number after its scale, which says in Russian that it is a guess: "тысяч двести"."""


_SCALED = re.compile(rf"({DIGITS})\s*-?\s*([^\W\d]+(?: [^\W\d]+)?)?\.?")
_SUM = re.compile(rf"({DIGITS}\s?{SCALE})\.?\s(\d{{1,3}}(?:\s?{SCALE})?)\.?(?:\s(\d{{1,3}}))?")
_INVERTED = re.compile(r"(тысяч|миллионов)\s(.+)")
_AND_MORE = re.compile(AND_MORE)
_GAPS = re.compile(r"['’\s\u00a0\u202f\u2009]")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_BETWEEN_WORDS = re.compile(r"[\s-]+")


@lru_cache(maxsize=4096)
def number_of(text: str) -> float | None:
    """The number that a numeral says; None if it says none.

    Examples
    --------
    >>> number_of("1.2 million"), number_of("fifteen thousand"), number_of("650 000")
    (1200000.0, 15000.0, 650000.0)
    """
    lowered = _AND_MORE.sub("", text.lower().strip())
    if match := _INVERTED.fullmatch(lowered):
        return number_of(f"{match.group(2)} {match.group(1)}")
    if match := _SUM.fullmatch(lowered):
        whole, part = number_of(match.group(1)), number_of(match.group(2))
        if not whole or not part or part >= whole:
            return None
        return whole + part + float(match.group(3) or 0)
    if match := _SCALED.fullmatch(lowered):
        figure = figure_of(match.group(1))
        if not match.group(2):
            return figure
        factor = 1.0
        for word in match.group(2).split():
            factor *= SCALES.get(word, 0)
        return figure * factor if factor else None
    return _words(lowered)


def figure_of(digits: str) -> float:
    """The number printed in figures, with any press form of grouping.

    Examples
    --------
    >>> figure_of("35,344"), figure_of("3,6"), figure_of("1.234.567")
    (35344.0, 3.6, 1234567.0)
    """
    bare = _GAPS.sub("", digits)
    if _DOTTED.fullmatch(bare):
        bare = bare.replace(".", "")
    if _DECIMAL_COMMA.fullmatch(bare):
        bare = bare.replace(",", ".")
    return float(bare.replace(",", "")[:40])


def _words(text: str) -> float | None:
    total, current, seen = 0.0, 0.0, False
    words = _BETWEEN_WORDS.split(text)
    position = 0
    while position < len(words):
        word = words[position]
        if words[position : position + 3] in (["and", "a", "half"], ["and", "a", "quarter"]):
            part = 0.5 if words[position + 2] == "half" else 0.25
            before = words[position - 1] if position else ""
            if before in SCALES and not current:
                total += part * SCALES[before]
            else:
                current += part
            position += 3
            continue
        if words[position : position + 2] == ["с", "половиной"]:
            current += 0.5
            position += 2
            continue
        if word in ("a", "an", "another"):
            current = 1
        elif word in UNITS or word in TENS:
            current += UNITS.get(word, 0) + TENS.get(word, 0)
            seen = True
        elif word.replace("ё", "е") in RUSSIAN:
            current += RUSSIAN[word.replace("ё", "е")]
            seen = True
        elif word == "dozen":
            current, seen = 12 * (current or 1), True
        elif word == "hundred":
            current, seen = 100 * (current or 1), True
        elif word in SCALES:
            if position + 1 < len(words) and words[position + 1] in SCALES:
                current *= SCALES[word]
            else:
                total, current = total + (current or 1) * SCALES[word], 0
            seen = True
        elif word != "and":
            return None
        position += 1
    return total + current if seen else None
