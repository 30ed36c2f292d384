"""People stay in the document: which words of a text name a person, and hiding them."""

from __future__ import annotations

import re

from counterflow.reading.bodies import KNOWN_BODIES, OUTFIT, is_body
from counterflow.reading.dates import MONTHS
from counterflow.reading.keyed import Keyed
from counterflow.reading.places import find_places

HIDDEN = "[name]"
_PERSONAL = (
    (re.compile(r"[^\s(<]+@\w\S*\w"), "[contact]"),
    (re.compile(r"\+\d[\d ()/-]{6,}\d"), "[contact]"),
    (re.compile(
        r"\b\d{1,3}(?=[- ](?:years?|months?)[- ]old\b|-летн)|(?<=\baged )\d{1,2}\b|"
        r"\b\d{1,2}(?= лет\b)"), "[age]"),
    (re.compile(r"(?<=\[name\], )\d{1,2}(?=[,.;)]| \(|$)"), "[age]"),
)  # fmt: skip
"""What else tells who somebody is, in the order in which it is hidden."""

_TITLE = Keyed(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Lord|Lady|Dame|President|Minister|Ambassador|"
    r"Senator|Governor|"
    r"General|Colonel|Captain|Judge|King|Queen|Prince|Sheikh|Chancellor|Secretary|Mayor|"
    r"Commissioner|Director|[Пп]резидент\w*|[Мм]инистр\w*|[Пп]ремьер\w*|[Гг]убернатор\w*|"
    r"[Гг]енерал\w*|[Дд]иректор\w*)\.?\s+"
    r"((?:[A-ZА-ЯЁ][\w’'\-]+\s?){1,3})",
    after="",
    flags=re.NOFLAG,
)
_SPOKEN = re.compile(
    r"(?:\b(?:said|says|adds?|added|told|recalls?|explain(?:s|ed)|asks?|asked|argued|notes?|"
    r"wrote|named|called|сказал[аи]?|говорит|рассказал[аи]?|заявил[аи]?|сообщил[аи]?|"
    r"отметил[аи]?|считает|словам)\s+((?:[A-ZА-ЯЁ][\w’'\-]+\s?){1,3}))"
    r"|((?:[A-Z][\w’'\-]+\s){0,2}[A-Z][\w’'\-]+)(?:,\s(?:\d{1,2}|an?|the|who|whose|head|director|"
    r"founder)\b|\s(?:said|says|added|adds|told|recalled|explained|asked|asks|and (?:his|her)))"
)

_INTRODUCED = Keyed(
    rf"\b(?:{OUTFIT},?|(?:polled|surveyed|interviewed) "
    rf"by)\s+(?P<x>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?)",
    after="",
    flags=re.NOFLAG,
)
_PARTICLE = r"(?:van|von|der|den|de|della|del|la|al|el|bin|ibn|ben|abu|da|dos|ter|ten)"
_LONG_NAME = re.compile(
    rf"\b[A-ZÀ-Þ][\w’'-]*\.?\s+(?:[A-ZÀ-Þ]\.\s*)*(?:{_PARTICLE}[\s-]+)*(?P<x>(?:(?:al|el|ad|ash|"
    rf"as|an|ar|az)-)?[A-ZÀ-Þ][\w’'-]+)"
)
"""A name with initials or particles, "J. V. Example", "Anna van der Example"; the surname is x."""
_PARTICLED = re.compile(rf"\.|\s{_PARTICLE}[\s-]|\s(?:al|el|ad|ash|as|an|ar|az)-")
_CAPITAL = re.compile(r"[A-ZÀ-ÞА-ЯЁ][\w’'\-]*\w|[A-Z]\b")
_RUN = re.compile(
    r"[A-ZÀ-ÞА-ЯЁІЇЄҐĆČĐĞİŁŃŚŞŠŹŻŽ][\w’'\-]+(?:\s+(?:(?:of the|for the|of|for|de|al|bin|van|von|"
    r"el)\s+)?[A-ZÀ-ÞА-ЯЁІЇЄҐĆČĐĞİŁŃŚŞŠŹŻŽ][\w’'\-]+)*"
)
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])


def people_words(text: str) -> frozenset[str]:
    """Lower-case words that name persons in a text, as far as its grammar shows.

    Examples
    --------
    >>> sorted(people_words("“We left,” said Anna Example, 35."))
    ['anna', 'example']
    """
    found: set[str] = set()
    for pattern in (_TITLE, _SPOKEN):
        for match in pattern.finditer(text):
            name = next((group for group in match.groups() if group), "")
            if _OFFICE_OF.match(name) and is_body(_next_word(text, match.end())):
                continue  # "сообщила Пограничная служба"
            if name and not is_body(name) and not _of_a_body(text[: match.start()]):
                for word in name.split():
                    bare = re.sub(r"[’']s$", "", word).strip("’'-.,")
                    if len(bare) > 2 and not is_public_word(bare):
                        found.add(bare.lower())
    for run in _RUN.finditer(text):
        words = run.group().split()
        if words[0].lower() in ("the", "in", "at", "on", "by", "for", "from", "a", "an"):
            words = words[1:]  # "The Taliban"
        owner = next((n for n, word in enumerate(words) if re.search(r"[’']s$", word)), None)
        if owner:
            words = words[: owner + 1]  # "Anna Example's Channel"
        # Longer runs are headlines in title case.
        if (
            len(words) in (2, 3)
            and not is_body(" ".join(words))
            and not find_places(" ".join(words))
        ):
            surname = re.sub(r"[’']s$", "", words[-1])
            if not is_public_word(surname):
                found.add(surname.lower())
    for match in _LONG_NAME.finditer(text):
        if _PARTICLED.search(match.group()) and not is_body(match.group()):
            found |= {
                word.lower()
                for word in re.findall(r"[\w’'-]{3,}", match.group("x"))
                if not is_public_word(word)
            }
    for named in _INTRODUCED.finditer(text):
        found -= {word.lower() for word in named.group("x").split()}
    return frozenset(found)


_OFFICE_OF = re.compile(r"[А-ЯЁ][а-яё]+(?:ая|ое|ый|ий|ее|ые)\s?$")
_NEXT_WORD = re.compile(r"\s*([а-яё]*)")
_OF_A_BODY = re.compile(
    r"(?P<x>[A-ZÀ-Þ][\w’'\-]+)(?: and [A-ZÀ-Þ][\w’'\-]+)? (?:of|for|and|&)(?: the)? $"
)


def _next_word(text: str, start: int) -> str:
    """The word without a capital that follows."""
    match = _NEXT_WORD.match(text, start)
    return match.group(1) if match else ""


def _of_a_body(before: str) -> bool:
    """Whether words go on the name of a body: "the Ministry of | Communications said"."""
    match = _OF_A_BODY.search(before[-60:])
    return match is not None and is_body(match.group("x"))


def names_person(phrase: str, people: frozenset[str]) -> bool:
    """Whether a phrase holds the name of a person.

    Examples
    --------
    >>> names_person("Anna Example", frozenset()), names_person("UNHCR", frozenset())
    (True, False)
    """
    words = [re.sub(r"[’']s$", "", word) for word in re.findall(r"[\w’'\-]+", phrase)]
    if any(word.lower() in people for word in words):
        return True
    if is_body(phrase):
        return False
    places = find_places(phrase)
    capital = [m for m in _CAPITAL.finditer(phrase)
               if not any(p.start <= m.start() < p.end for p in places)
               and m.group().lower() not in ("the", "a")]  # fmt: skip
    return len(capital) >= 2


def tells_of_somebody(sentence: str) -> bool:
    """Whether a sentence tells of one person and the age.

    Examples
    --------
    >>> tells_of_somebody("Anna Example, 37, runs a bar."), tells_of_somebody("In May, 37 came.")
    (True, False)
    """
    return _AGED.search(sentence) is not None


_AGED = re.compile(
    r"[A-ZА-ЯЁ][\w’'-]+, (?:aged )?\d{1,2}(?: (?:лет|года?))?(?:[,.](?!\d)|$)"
    r"|(?<!to )\b\d{1,2}(?:-year-old\b|-летн(?:ий|яя|ему|ей)\b)"
)


def hide_names(text: str) -> str:
    """A text with every capitalised word hidden that is not known to be public.

    What stays: places and peoples, institutions, months, and the first word of the text when it is
    an ordinary word. When in doubt a word is hidden. So are ages, addresses and telephone numbers.

    Examples
    --------
    >>> hide_names("In May Anna Example left Georgia, the Interior Ministry said.")
    'In May [name] left Georgia, the Interior Ministry said.'
    >>> hide_names("ANNA EXAMPLE, 37 (anna@example.org), left Georgia.")
    '[name], [age] ([contact]), left Georgia.'
    """
    kept = [(p.start, p.end) for p in find_places(text)]

    def shown(match: re.Match[str]) -> str:
        run = match.group()
        if any(start <= match.start() and match.end() <= end + 2 for start, end in kept):
            return run
        words = run.split()
        out: list[str] = []
        position = match.start()
        shouting = run.isupper() and len(words) > 1
        body = is_body(run) and not re.search(r"[’']s\s", run + " ")
        for word in words:
            position = text.index(word, position)
            inside = any(start <= position < end for start, end in kept)
            shouted = shouting and word.lower() not in KNOWN_BODIES
            first = position == 0 or text[max(0, position - 2) : position] in (
                ". ",
                "? ",
                "“",
                "! ",
            )
            ordinary = is_public_word(word) or (first and word.lower() in _ORDINARY)
            if (
                inside
                or ordinary
                or (body and not shouted and is_body(word))
                or not word[:1].isupper()
            ):
                out.append(word)
            elif not out or out[-1] != HIDDEN:
                out.append(HIDDEN)
            position += len(word)
        return " ".join(out)

    hidden = _RUN.sub(shown, text)
    for pattern, instead in _PERSONAL:
        hidden = pattern.sub(instead, hidden)
    return hidden


def is_public_word(word: str) -> bool:
    """Whether a word is a place, a month, a weekday, a known body or an ordinary word.

    Examples
    --------
    >>> is_public_word("Ankara"), is_public_word("Example")
    (True, False)
    """
    lowered = re.sub(r"[’']s$", "", word).lower().rstrip(".")
    return (
        lowered in MONTHS
        or lowered in _DAYS
        or lowered in KNOWN_BODIES
        or lowered in _ORDINARY
        or bool(find_places(word))
    )


_ORDINARY_TEXT = """
the a an in on of at by for from to since after before as about around some more most many nearly
almost over under up until between among and or but if while when where who what which this that
these those it its they their there here he she we you i his her our my one two three four five
six seven eight nine ten tens hundreds thousands millions half only just least according data
official officials authorities estimates estimated figures refugees migrants people men women
families children men's citizens nationals exiles returning return another other others such still
now today last next first second early late roughly approximately dozens scores several few all
both each every no not nor yet so with without within during through across despite meanwhile
however also even experts analysts workers civil war crisis report reports new asylum border
government numbers number total additional exodus departures arrivals government's europe's
european
"""
_ORDINARY = frozenset(_ORDINARY_TEXT.split())
