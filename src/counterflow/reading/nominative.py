"""The name of a Russian institution in the case in which it is looked up."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

_ENDINGS = {
    "f": r"(?:а|я|ы|и|е|у|ю|ой|ей|ою)?",
    "n": r"(?:о|е|а|я|у|ю|ом|ем|и)?",
    "m": r"(?:а|я|у|ю|ом|ем|е|ь)?",
    "p": r"(?:ы|и|ей|ам|ями|ами|ях|ах|ов)?",
}
_ADJECTIVE = {"f": ("ая", "яя"), "n": ("ое", "ее"), "m": ("ый", "ий"), "p": ("ые", "ие")}
_OBLIQUE = re.compile(
    r"(?P<stem>[а-яё]+?)(?:(?P<soft>его|ему|ем|им|ей|ее|юю|их|ими|ий)|"
    r"(?:ого|ому|ом|ым|ой|ую|ых|ыми|ая|ое|ый|ые))",
    re.IGNORECASE,
)
_HISSING = re.compile(r"[кгхжшщч]$", re.IGNORECASE)


def in_nominative(name: str) -> str:
    """The first noun of a name and the adjectives before it, in the nominative.

    What follows the noun stands in its own case and stays: "службы Украины".

    Examples
    --------
    >>> in_nominative("Росстата"), in_nominative("пограничной службы Украины")
    ('Росстат', 'пограничная служба Украины')
    """
    if name.isascii():
        return name
    words = name.split(" ")
    for index, word in enumerate(words):
        noun, gender = _noun(word)
        if noun:
            adjectives = [_agreeing(each, gender) for each in words[:index]]
            if "" in adjectives:
                return name
            return " ".join([*adjectives, noun, *words[index + 1 :]])
    return name


def _noun(word: str) -> tuple[str, str]:
    """The nominative of an office's noun and its gender; blank if the word is none."""
    for pattern, nominative, gender in _offices():
        if pattern.fullmatch(word):
            return (nominative.capitalize() if word[0].isupper() else nominative), gender
    return "", ""


def _agreeing(word: str, gender: str) -> str:
    """An adjective in the nominative of a gender; blank if the word is no adjective."""
    match = _OBLIQUE.fullmatch(word)
    if match is None:
        return ""
    hard, soft = _ADJECTIVE[gender]
    stem = match.group("stem")
    hissing = _HISSING.search(stem) is not None
    if gender in ("m", "p") and hissing:
        return stem + soft
    if match.group("soft") and not hissing:
        return stem + soft
    return stem + hard


@cache
def _offices() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    file = files("counterflow.reading") / "data" / "ru" / "offices.csv"
    rows = csv.reader(file.read_text(encoding="utf-8").splitlines(), delimiter=";")
    return tuple(
        (re.compile(stem + _ENDINGS[gender], re.IGNORECASE), nominative, gender)
        for nominative, gender, stem in rows
    )
