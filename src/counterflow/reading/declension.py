"""Forms of the names in the Russian tables: which endings a country, a people or an adjective takes."""

from __future__ import annotations

from collections.abc import Iterator

_ADJECTIVE = ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими")
_PEOPLE = ("", "а", "у", "ом", "е", "ы", "и", "ов", "ей", "ам", "ами", "ах")
_VOWELS = "аеёиоуыэюя"
# Nominative, genitive, dative, accusative, instrumental, prepositional.
_NOUN_ENDINGS = (
    ("ия", ("ия", "ии", "ии", "ию", "ией", "ии")),
    ("ая", ("ая", "ой", "ой", "ую", "ой", "ой")),
    ("я", ("я", "и", "е", "ю", "ей", "е")),
    ("ша", ("ша", "ши", "ше", "шу", "шей", "ше")),
    ("ка", ("ка", "ки", "ке", "ку", "кой", "ке")),
    ("га", ("га", "ги", "ге", "гу", "гой", "ге")),
    ("а", ("а", "ы", "е", "у", "ой", "е")),
    ("ье", ("ье", "ья", "ью", "ье", "ьем", "ье")),
    ("ый", ("ый", "ого", "ому", "ый", "ым", "ом")),
    ("ий", ("ий", "ого", "ому", "ий", "им", "ом")),
    ("й", ("й", "я", "ю", "й", "ем", "е")),
    ("усь", ("усь", "уси", "уси", "усь", "усью", "уси")),
    ("ь", ("ь", "я", "ю", "ь", "ем", "е")),
    ("пет", ("пет", "пта", "пту", "пет", "птом", "пте")),
    ("ины", ("ины", "ин", "инам", "ины", "инами", "инах")),
    ("ы", ("ы", "ов", "ам", "ы", "ами", "ах")),
    ("ые", ("ые", "ых", "ым", "ые", "ыми", "ых")),
    ("ие", ("ие", "их", "им", "ие", "ими", "их")),
)  # fmt: skip


def names_of(name: str) -> Iterator[str]:
    """A place in its six cases; several words decline together.

    Examples
    --------
    >>> list(names_of("Южный Судан"))[1:3]
    ['Южного Судана', 'Южному Судану']
    >>> set(names_of("Мали"))
    {'Мали'}
    """
    yield from (" ".join(words) for words in zip(*map(_cases, name.split()), strict=True))


def people_of(noun: str) -> Iterator[str]:
    """The forms of a noun for a people, in the singular and the plural.

    Examples
    --------
    >>> {"сирийцев", "сирийцам"} <= set(people_of("сириец"))
    True
    >>> {"россияне", "россиян"} <= set(people_of("россиянин"))
    True
    """
    if noun.endswith(("анин", "янин")):
        stem = noun[:-2]
        yield from (noun + ending for ending in ("", "а", "у", "ом", "е"))
        yield from (stem + ending for ending in ("е", "", "ам", "ами", "ах"))
    elif noun.endswith("ец"):
        stem = noun[:-2]
        if stem[-1] in _VOWELS:
            stem += "й"
        elif stem[-1] == "л":
            stem += "ь"
        yield noun
        yield from (
            stem + "ц" + ending for ending in ("а", "у", "ем", "е", "ы", "ев", "ам", "ами", "ах")
        )
    elif noun[-1] in _VOWELS:
        yield noun
    else:
        yield from (noun + ending for ending in _PEOPLE)


def adjectives_of(stem: str) -> Iterator[str]:
    """The forms of an adjective in -ский.

    Examples
    --------
    >>> "сирийских" in set(adjectives_of("сирийск"))
    True
    """
    yield from (stem + ending for ending in _ADJECTIVE)


def _cases(word: str) -> tuple[str, ...]:
    if word.isupper() or len(word) < 3:
        return (word,) * 6
    for ending, cases in _NOUN_ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            return tuple(stem + case for case in cases)
    if word[-1] in _VOWELS:
        return (word,) * 6
    return (word, word + "а", word + "у", word, word + "ом", word + "е")
