"""Phrases that may name who measured, before they are judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from counterflow.reading.bodies import is_body
from counterflow.reading.credit_patterns import (
    ASKED_BY,
    CITING,
    DATA,
    HEADED,
    IN_BODY,
    IN_BRACKETS,
    INVERTED,
    NEW_REPORT,
    OFFICIAL,
    OWN_DATA,
    PATTERNS,
    PUT_OUT,
    ROLE,
    SAY_THERE,
    TRAILING,
)
from counterflow.reading.keyed import Keyed
from counterflow.reading.places import find_places, is_only_a_place
from counterflow.reading.quantity import Quantity
from counterflow.reading.speakers import SAY, speakers

_CLAUSE = re.compile(r"\b(?:but|while|whereas|although)\b|;", re.IGNORECASE)


def candidates(text: str, quantity: Quantity) -> list[str]:
    """Phrases that may name the source, the most telling first."""
    found = [*_phrased(text, quantity), *_subjects(text, quantity)]
    found += [
        (_distance(text, quantity, match) - 0.2, match.group("x")) for match in _at_bodies(text)
    ]
    found += _unplaced(text)
    ranked = [(cost + 4.0 * bool(_ANYBODY.fullmatch(phrase)), phrase) for cost, phrase in found]
    return [phrase for _, phrase in sorted(ranked, key=lambda pair: pair[0])]


_ANYBODY = re.compile(
    r"(?:the |local |state |public |some )*(?:authorities|officials|police|experts|observers)\s*",
    re.IGNORECASE,
)
"""Whoever is named beside them is more telling."""


@lru_cache(maxsize=8)
def _at_bodies(text: str) -> tuple[re.Match[str], ...]:
    """ "data on arrivals at the Border Police"."""
    return tuple(
        match
        for match in (_AT_BODY.finditer(text) if _DATA_WORD.search(text) else ())
        if is_body(match.group("x")) and not find_places(match.group("x").split()[0])
    )


@lru_cache(maxsize=8)
def _unplaced(text: str) -> tuple[tuple[float, str], ...]:
    """Sources that stand behind every number of a sentence: "official figures", "a new report"."""
    ranked = ((3.5, OFFICIAL.search(text)), (4.0, NEW_REPORT.search(text)))
    return tuple((rank, match.group("x")) for rank, match in ranked if match)


def _distance(text: str, quantity: Quantity, match: re.Match[str]) -> float:
    """How far a phrase is from the quantity; another clause between counts like 60 letters."""
    if match.start() <= quantity.start and quantity.end <= match.end():
        return 0.0
    low, high = sorted((match.start(), quantity.start))
    gap = min(abs(match.start() - quantity.end), abs(quantity.start - match.end()))
    return gap / 60 + len(_CLAUSE.findall(text, low, high))


_HEADLINE, _LONGEST_HEADLINE = 60, 140  # letters


@lru_cache(maxsize=8)
def _matches(
    text: str,
) -> tuple[tuple[re.Pattern[str] | Keyed, float, tuple[re.Match[str], ...]], ...]:
    """Where the patterns match; kept for the other quantities of the same sentence."""
    data = _DATA_WORD.search(text) is not None
    quoted = "'" in text or "’" in text
    holds = {
        "": True,
        "data": data,
        "data of its own": data and quoted and OWN_DATA.search(text) is not None,
        "brackets": "(" in text,
        "headed": ": " in text[:_HEADLINE],
        "put out": data and (" which " in text or " that " in text),
        "of several": "s of " in text and " and " in text,
        "trailed": len(text) < _LONGEST_HEADLINE and text[-1:] not in ".?!",
        "said behind": _QUOTED.search(text) is not None,
        "said there": _SAYING_THERE.search(text) is not None,
        "possessive": quoted and ("'s " in text or "’s " in text),
    }
    found = [(p, rank, tuple(p.finditer(text))) for p, rank, needed in PATTERNS if holds[needed]]
    return tuple([(pattern, rank, matches) for pattern, rank, matches in found if matches])


_ASKS = re.compile(r"\b(?:Cent(?:er|re)|Institute|Lab|University|Gallup|Pew|YouGov|Levada)\b")


def _heads(phrase: str) -> bool:
    """Whether a headline opens with who says it, not with a dateline or a kind of text."""
    if _SAYS.search(phrase):
        return True
    return is_body(phrase) and not phrase.isupper() and not is_only_a_place(phrase)


_SPOKEN_FOR = re.compile(r"an? (?:spokes\w+|representative|official) (?:for|of|at|from) ")
_NO_NAME = re.compile(r"(?:that|a|an|some|about|more|at|\d)\b")


def _answered(quantity: Quantity, match: re.Match[str]) -> bool:
    """Whether a share of people is said to have told something: "five percent told Pew"."""
    return quantity.kind == "percent" and 0 <= match.start() - quantity.end <= _NEXT


_NEXT = 40


def _only_a_place(phrase: str) -> bool:
    """ "by the UK": who let people in, not who counted them."""
    places = find_places(phrase)
    return bool(places) and not _BODY_WORD.search(phrase[places[0].end :])


_BODY_WORD = re.compile(r"\s+[\w-]*[A-Za-zА-Яа-я]{4}")

_SAYS = re.compile(
    rf"\b(?:UN|U\.N\.|UNHCR|IOM|OCHA|UNICEF|EU|Eurostat|Frontex|[Mm]inist(?:er|ry)|[Gg]overnment|"
    rf"[Pp]olice|Border Guard|[Aa]gency|Home Office|Statistics|{DATA})\b",
)
_FIGURE = re.compile(r"\d")


def _spells(letters: str, before: str) -> bool:
    """Whether brackets only shorten the words before them: "the European Union (EU)"."""
    words = re.findall(r"\w+", before)[-9:]
    if not letters.isascii() and letters.isupper():
        initials = iter([word[0].upper() for word in words])
        return all(letter in initials for letter in letters)  # small words too: "МОМ"
    capitals = [word[0] for word in words if word[0].isupper()]
    return letters.isupper() and "".join(capitals).endswith(letters)


_DATA_WORD = Keyed(DATA)

_SAYING_THERE = Keyed(SAY_THERE)

_QUOTED = re.compile(rf"(?:[,”\"’»]\s*(?:[—–-]\s*)?(?:как\s+)?|\b(?:Как|Об этом)\s+){SAY}")


def _phrased(text: str, quantity: Quantity) -> Iterator[tuple[float, str]]:
    """ "according to X", "data from X", "X's figures", "said X"."""
    for pattern, rank, matches in _matches(text):
        for match in matches:
            phrase = match.group("x") or ""
            if (
                pattern is CITING
                and match.group(0).lower().startswith("by the")
                and (not is_body(phrase) or _only_a_place(phrase))
            ):
                continue
            nameless = _NO_NAME.match(phrase) and not _SPOKEN_FOR.match(phrase)
            if pattern is INVERTED and (nameless or _FIGURE.search(phrase)):
                continue
            if pattern is HEADED and not _heads(phrase):
                continue
            if pattern in (TRAILING, PUT_OUT, IN_BODY) and not is_body(phrase):
                continue
            if pattern is IN_BRACKETS and _spells(phrase, text[: match.start()]):
                continue
            if (
                pattern is ASKED_BY
                and match.group(0).startswith("told")
                and not _ASKS.search(phrase)
                and not _answered(quantity, match)
            ):
                continue  # told to a paper, which only passes it on
            cost = rank + _distance(text, quantity, match)
            rest = (match.groupdict().get("rest") or "").strip(", ")
            if rest and not re.search(r"\d", rest):
                if role := ROLE.search(rest):
                    yield cost + 0.05, role.group("x")
                elif is_body(rest) and not is_body(phrase):
                    yield cost - 0.01, rest
            yield cost, phrase


def _subjects(text: str, quantity: Quantity) -> Iterator[tuple[float, str]]:
    """Subjects of verbs of saying and counting."""
    for match, phrase, rank, reach in speakers(text):
        if reach and not 0 <= quantity.start - match.end() <= reach:
            continue  # "Chad has registered ..." speaks only for the number that follows it
        yield rank + _distance(text, quantity, match), phrase


_AT_BODY = re.compile(
    rf"\b{DATA}\s+(?:by|from|of)\s+[^.;]{{3,110}}?\s(?:at|of|from|"
    rf"for)\s+(?:the\s+)?(?P<x>(?:[A-Z][\w’'-]+\s+(?:of\s+|for\s+|and\s+)?){{1,6}})"
)
