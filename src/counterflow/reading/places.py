"""Countries, their people, their cities and regions, where a sentence names them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from counterflow.reading.declension import adjectives_of, names_of, people_of
from counterflow.reading.keyed import ByWord
from counterflow.terms import REGIONS

Kind = Literal["country", "demonym", "city", "region"]

EXPANDED = ("BALTIC", "SOUTH_CAUCASUS", "CENTRAL_ASIA")
"""Regions that are read as their members."""

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[\w’'\-]+", re.UNICODE)
_NOT_NAMES = frozenset({"us", "car", "it"})
_Names = dict[tuple[str, ...], tuple[str, Kind]]
"""The rest of a name, to what it names."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place or a people, named in a text.

    Parameters
    ----------
    start, end
        Offsets into the text searched.
    code
        Alpha-3 code, or the name of a region.
    kind
        How it is named: by country, by demonym, by city or as a region.

    Examples
    --------
    >>> Mention(0, 7, "GEO", "country").codes
    ('GEO',)
    """

    start: int
    end: int
    code: str
    kind: Kind

    @property
    def codes(self) -> tuple[str, ...]:
        """The countries meant; the region itself where it is not read as its members."""
        return REGIONS[self.code] if self.code in EXPANDED else (self.code,)


def find_places(text: str) -> list[Mention]:
    """Every place and demonym in a text, the longest name at each point.

    Examples
    --------
    >>> [(m.code, m.kind) for m in find_places("Syrians in Turkey and the Baltic states")]
    [('SYR', 'demonym'), ('TUR', 'country'), ('BALTIC', 'region')]
    """
    return list(_found(text))


def is_only_a_place(name: str) -> bool:
    """Whether a name is that of a place and nothing else.

    Examples
    --------
    >>> is_only_a_place("Chad"), is_only_a_place("the statistics office of Chad")
    (True, False)
    """
    places = _found(name)
    return bool(places) and (places[0].start, places[0].end) == (0, len(name))


# A sentence is looked through by several steps in a row.
@lru_cache(maxsize=128)
def _found(text: str) -> tuple[Mention, ...]:
    return tuple(_mentions(text))


def _mentions(text: str) -> Iterator[Mention]:
    opened = [_opens[word] for word in _WORD.findall(text)]
    if not any(opened):
        return
    words = list(_WORD.finditer(text))
    taken = 0
    for position, known in enumerate(opened):
        if known is None or position < taken:
            continue
        names, longest = known
        for length in range(min(longest, len(words) - position), 0, -1):
            entry = names.get(
                tuple([_key(w.group()) for w in words[position + 1 : position + length]])
            )
            if entry is None:
                continue
            start, end = words[position].start(), words[position + length - 1].end()
            raw = text[start:end]
            if not _reads_as_name(raw, entry[1]):
                continue
            if raw.endswith(("'s", "’s")):
                end -= 2
            elif (
                _TREATY.match(text, end)
                or (entry[1] == "city" and _BEARS_ITS_NAME.match(text, end))
                or (entry[0] in EXPANDED and _ONE_OF_IT.match(text, end))
            ):
                taken = position + length
                break
            yield Mention(start, end, *entry)
            taken = position + length
            break


# "The South Caucasus republic" is one country, which the text names elsewhere.
_ONE_OF_IT = re.compile(r" (?:country|nation|republic|state)\b")
# "The Boston Globe" and "Oxford University" speak of everywhere.
_BEARS_ITS_NAME = re.compile(
    r" (?:Times|Post|Globe|Tribune|Herald|Chronicle|Inquirer|Journal|Independent|Gazette|Star|"
    r"Observer|Examiner|Telegraph|University|College|Business School|Review|Process|Declaration)\b"
)
# "the Geneva Convention" is no place.
_TREATY = re.compile(r" (?:Conventions?|Protocols?|Regulations?|Accords?|Treaty|Memorandum)\b")


def _names_from(word: str) -> tuple[_Names, int] | None:
    """Names that may begin with a word, and the words of the longest.

    Most words are small, and few small words can begin one.
    """
    names = _gazetteer().get(_key(word)) if not word.islower() or word in _small() else None
    return None if names is None else (names, 1 + max(map(len, names)))


_opens = ByWord(_names_from)


@cache
def _small() -> frozenset[str]:
    """Words that name, or begin the name of, a place or people though written small."""
    regions = {name.split()[0] for _, names in _rows("regions.csv") for name in names.split(",")}
    russian = {first for first in _gazetteer() if not first.isascii()}
    yo = {first.replace("е", "ё", 1) for first in russian}
    return frozenset({name.lower() for name in regions} | russian | yo)


def _reads_as_name(raw: str, kind: Kind) -> bool:
    if raw.lower() in _NOT_NAMES:
        return raw.isupper()
    # Russian writes peoples small.
    return raw[:1].isupper() or kind == "region" or (kind == "demonym" and not raw.isascii())


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    if word.isalnum():
        return word.lower() if word.isascii() else word.lower().replace("ё", "е")
    bare = word[:-2] if word.endswith(("'s", "’s")) else word
    if bare.endswith(("'", "’")):
        bare = bare[:-1]
    return bare.rstrip(".").replace(".", "").lower() if "." in bare else bare.lower()


@cache
def _gazetteer() -> dict[str, _Names]:
    """First word of a name, to the rest of the name, to what it names."""
    table: dict[str, _Names] = {}
    for name, code, kind in _names():
        first, *rest = [_key(word) for word in _WORD.findall(name)]
        table.setdefault(first, {}).setdefault(tuple(rest), (code, kind))
    return table


def _names() -> Iterator[tuple[str, str, Kind]]:
    for code, countries, demonyms, cities in _rows("places.csv"):
        for name in countries.split(","):
            yield name, code, "country"
        for name in demonyms.split():
            yield name.replace("_", " "), code, "demonym"
        for name in filter(None, cities.split(",")):
            yield name, code, "city"
    for code, regions in _rows("regions.csv"):
        for name in regions.split(","):
            yield name, code, "region"
    yield from _declined()


def _declined() -> Iterator[tuple[str, str, Kind]]:
    """The names of the Russian tables in all their forms."""
    for code, countries, peoples, adjectives, cities in _rows("ru/places.csv"):
        for people in peoples.split():
            yield from ((form, code, "demonym") for form in people_of(people))
        for stem in adjectives.split():
            yield from ((form, code, "demonym") for form in adjectives_of(stem))
        for name in filter(None, cities.split(",")):
            yield from ((form, code, "city") for form in names_of(name))
        for name in countries.split(","):
            yield from ((form, code, "country") for form in names_of(name))
    for code, regions in _rows("ru/regions.csv"):
        for name in regions.split(","):
            yield from ((form, code, "region") for form in names_of(name))


def names_people(word: str) -> bool:
    """Whether a demonym names people rather than a quality: "Syrians", not "Syrian".

    Examples
    --------
    >>> names_people("Syrians"), names_people("сирийцев"), names_people("сирийских")
    (True, True, False)
    """
    return word.endswith("s") or (not word.isascii() and _key(word) in _peoples())


@cache
def _peoples() -> frozenset[str]:
    return frozenset(
        _key(form)
        for _, _, peoples, _, _ in _rows("ru/places.csv")
        for people in peoples.split()
        for form in people_of(people)
    )


def _rows(file: str) -> Iterable[list[str]]:
    text = (files("counterflow.reading") / "data" / file).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines(), delimiter=";"))
