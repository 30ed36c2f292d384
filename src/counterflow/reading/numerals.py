"""Numerals in figures and in words, as the press writes them, to numbers."""

from __future__ import annotations

import csv
import re
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
    "mln": 1e6, "mn": 1e6, "m": 1e6, "k": 1e3, "bn": 1e9, "tn": 1e12, "lakh": 1e5, "crore": 1e7,
    "тыс": 1e3, "тысячу": 1e3, "тысячам": 1e3, "тысячами": 1e3, "миллионам": 1e6, "миллионами": 1e6, "тысяч": 1e3, "тысячи": 1e3, "тысяча": 1e3, "млн": 1e6, "миллиона": 1e6,
    "миллионов": 1e6, "миллион": 1e6, "млрд": 1e9, "миллиард": 1e9, "миллиарда": 1e9,
}  # fmt: skip
ORDINALS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip


def _russian() -> dict[str, float]:
    file = files("counterflow.reading") / "data" / "ru" / "numbers.csv"
    rows = csv.reader(file.read_text(encoding="utf-8").splitlines(), delimiter=";")
    return {word: float(number) for number, words in rows for word in words.split()}


RUSSIAN = _russian()
"""Russian number words in their forms."""

_SMALL = "|".join([*UNITS, *TENS])
DIGITS = (
    r"(?:\d+\.\d{3}(?=\s?(?:million|billion|bn\b|mn\b|%|per ?cent|млн|миллион))|\d{1,3}(?:[,'’\u00a0\u202f\u2009]\d{3})+(?![\d])(?:\.\d+)?|\d{1,3}(?:[ ]\d{3})+(?!\d|,\d)|"
    r"\d{1,3}(?:\.\d{3}){2,}|\d+(?:[.,]\d{1,2})?(?![\d])|\d+(?:\.\d+)?)"
)
SCALE = (
    r"(?:hundred thousand|thousand|million|billion|trillion|mln|bn(?!\(O)|mn|tn|lakh|crore|"
    r"тысяч(?:ами|ам|[аиу])?|тыс\.?|миллион(?:ами|ам|а|ов)?|млн\.?|миллиард(?:а|ов)?|млрд\.?)"
)
WORDS = (
    rf"(?:(?:{_SMALL})(?:[- ](?:{'|'.join(list(UNITS)[1:10])}))?(?: and a half| and a quarter)?"
    rf"(?:[ -](?:hundred|thousand|million|billion|trillion)){{0,3}}"
    rf"(?: (?:and )?(?:{_SMALL})(?:[- ](?:{'|'.join(list(UNITS)[1:10])}))?"
    rf"(?: (?:hundred|thousand|million))*)*"
    rf"|(?:an?|another) (?:hundred thousand|hundred|thousand|million|billion|dozen)(?: and a half)?)"
)
_RUSSIAN_WORD = "|".join(sorted(RUSSIAN, key=len, reverse=True)).replace("е", "[её]")
RUSSIAN_WORDS = (
    rf"(?:(?:{_RUSSIAN_WORD})(?:\s(?:{_RUSSIAN_WORD})){{0,3}}(?:\sс половиной)?(?:\s(?:тысяч[аиу]?|миллион(?:а|ов)?|миллиард(?:а|ов)?))?"
    r"|миллиона?(?=\s+[а-яё])|миллиарда?(?=\s+[а-яё])|тысяч[иу](?=\s+[а-яё]))"
)


_SCALED = re.compile(rf"({DIGITS})\s*-?\s*([^\W\d]+(?: [^\W\d]+)?)?\.?")
_GAPS = re.compile(r"['’\s\u00a0\u202f\u2009]")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_BETWEEN_WORDS = re.compile(r"[\s-]+")


def number_of(text: str) -> float | None:
    """The number that a numeral says; None if it says none.

    Examples
    --------
    >>> number_of("1.2 million"), number_of("fifteen thousand"), number_of("650 000")
    (1200000.0, 15000.0, 650000.0)
    """
    lowered = text.lower().strip()
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
