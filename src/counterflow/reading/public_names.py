"""A last gate before a source leaves the step: bodies and offices pass, persons do not."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from counterflow.reading.bodies import COLONED, OUTFIT, body_words, is_body
from counterflow.reading.draft import Draft
from counterflow.reading.places import find_places, is_only_a_place
from counterflow.reading.privacy import is_public_word

_TOKEN = re.compile(r"(?:[\w’'.\-]*\w)(?:\.(?=\w))?|&")
_OWN = re.compile(r"[’']s?$")
_STORY = re.compile(
    r"\s*(?:,|;|\(|\b(?:told|tells|says?|said|wants?|who|whom|that|which|they|with|citing|"
    r"quoting|see|shows?|"
    r"рассказал\w*|сообщил\w*|котор\w+|со слов)\b).*",
    re.DOTALL,
)
_AGE = re.compile(r"\b\d{1,3}[- ]year[- ]olds?\b,?\s*|,?\s*\d{1,2}\s+(?:лет|года?)\b")
_PERSON = re.compile(
    r"\b(?:activist|analyst|clerk|customer|doctor|driver|economist|employee|expert|father|"
    r"fighter|friend|head|journalist|"
    r"lawyer|leader|member|mother|nurse|officer|official|owner|professor|refugee|representative|"
    r"researcher|resident|"
    r"spokes(?:man|woman|person)|student|teacher|volunteer|worker|family|представител\w+|"
    r"студент\w*|глав[аыеу]|"
    r"сотрудни\w+|волонт\w+|учител\w*|эксперт\w*|аналитик\w*)s?$"
)
_EDGES = re.compile(
    r"^(?:(?:and|for|of|at|by|from|the|a|an|to|in|on|with|в|из|и|на|от|для)\s+)+|[\s,;&/(]+$|"
    r"^[\s,;&/).]+"
)
_LAST = re.compile(r"\s+(?:and|for|of|at|by|from|the|a|an|to|in|on|with|such as|в|из|и|на|от|для)$")


def with_public_sources(drafts: list[Draft], people: frozenset[str]) -> list[Draft]:
    """The drafts with nothing but bodies and offices as their sources.

    Parameters
    ----------
    drafts
        Claims of one document.
    people
        Lower-case words that name persons in it.

    Returns
    -------
    list of Draft
    """
    found: list[Draft] = []
    for draft in drafts:
        source = _passed(draft.source, _named_in(draft.source, people))
        found.append(draft if source == draft.source else replace(draft, source=source))
    return found


def _named_in(source: str, people: frozenset[str]) -> frozenset[str]:
    """The words that name persons and that a phrase holds: most hold none."""
    small = source.lower()
    return frozenset([word for word in people if word in small])


def public_source(source: str, people: frozenset[str] = frozenset()) -> str:
    """The body in a phrase that is credited with a number; blank if it names only a person.

    A capitalised word passes where it is a place, an acronym, a word for an institution or a part
    of a proper name that holds one; a lone name passes where the document shows no person by it.

    Examples
    --------
    >>> public_source("volunteer Anna Example for UNHCR"), public_source("UNHCR's Anna Example")
    ('UNHCR', 'UNHCR')
    >>> public_source("Andean Migration Observatory"), public_source("Example", {"example"})
    ('Andean Migration Observatory', '')
    """
    phrase = _AGE.sub("", source)
    if COLONED.fullmatch(phrase) and is_only_a_place(phrase.partition(": ")[2]):
        return phrase
    private = _private_spans(phrase, people)
    if private and (told := _STORY.sub("", phrase)) not in ("", phrase):
        phrase, private = told, _private_spans(told, people)
    if not private:
        return phrase
    cuts = [0, *[at for span in private for at in span], len(phrase)]
    pieces = [_trimmed(phrase[a:b]) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    bodies = [piece for piece in pieces if is_body(piece) and not _OF_ANY_BODY.fullmatch(piece)]
    return max(bodies, key=len, default="")


_OF_ANY_BODY = re.compile(
    r"(?:(?:in|of|the|official|officials|international|independent|data|figures|report|study|"
    r"research|news|post|times|journal|house|unit|force|trade|security)\s*)+",
    re.IGNORECASE,
)
"""What is left of "in the Official Gazette": no body goes by it."""


# The same bodies come again in document after document.
_passed = lru_cache(maxsize=4096)(public_source)


def _trimmed(piece: str) -> str:
    """A piece without the words that tied it to a name."""
    before = None
    while before != piece:
        before = piece
        piece = _OWN.sub("", _EDGES.sub("", piece.strip())).strip()
        piece = _LAST.sub("", _PERSON.sub("", piece)).strip()
        first, _, rest = piece.partition(" ")
        if rest and _PERSON.fullmatch(first):
            piece = rest
    return piece


def _private_spans(phrase: str, people: frozenset[str]) -> list[tuple[int, int]]:
    """Where a phrase may name a person."""
    tokens = list(_TOKEN.finditer(phrase))
    kept = [(place.start, place.end) for place in find_places(phrase)]
    kept += body_words(phrase)
    unknown: list[re.Match[str]] = []
    for token in tokens:
        word = _OWN.sub("", token.group())
        inside = any(start <= token.start() < end for start, end in kept)
        named = _is_name(word) and not is_public_word(word) and not is_body(word)
        if not inside and (word.lower() in people or (named and word.lower() not in _TOPICS)):
            unknown.append(token)
    private = [t for t in unknown if not _of_a_body(phrase, tokens, t)]
    lone = len(tokens) <= _LONE and len(private) == len(tokens)
    if lone and not any(_of_a_person(t.group(), people) for t in private):
        return []  # "OutRush": a name of its own
    return _runs(phrase, private)


_LONE = 1
_TOPICS_TEXT = """
national federal public general social economic economy justice foreign affairs internal interior
home health education human rights population prime high chief joint royal local regional
municipal european african american asian global world free state central northern southern
eastern western mixed business trade tax humanitarian democratic civil coast land sea air supreme
constitutional permanent special
"""
_TOPICS = frozenset(_TOPICS_TEXT.split())
"""Capitalised in the names of bodies and never a person's."""


def _of_a_person(word: str, people: frozenset[str]) -> bool:
    owns = _OWN.search(word) is not None
    return owns or word.lower() in people or _CYRILLIC.match(word) is not None


def _is_name(word: str) -> bool:
    bare = re.sub(r"^(?:al|el|ad|ash|as|an|ar|az)-", "", word)
    return bare[:1].isupper()


def _of_a_body(phrase: str, tokens: list[re.Match[str]], token: re.Match[str]) -> bool:
    """Whether a word is part of the proper name of a body: beside or after its capitalised noun."""
    number = tokens.index(token)
    if _says_its_kind(phrase, token):
        return True
    if _OWN.search(token.group()):
        return False  # "Example's agency"
    for later in tokens[number + 1 :]:  # side by side: "Example of Bank Polska" is not of the bank
        if not later.group()[:1].isupper() or phrase[token.end() : later.start()].count(" ") > 3:
            break
        if is_body(_OWN.sub("", later.group())):
            return True
    crossed = ""
    for earlier in reversed(tokens[:number]):
        word = earlier.group()
        if _ASIDE.search(phrase, earlier.end(), token.start()):
            return False  # "UNHCR (Example)"
        if word in _LINKS:
            crossed += word
            continue
        if _OUTFIT.fullmatch(word) and not crossed:
            return True  # "the research group Example Eurasia"
        if not word[:1].isupper() or _OWN.search(word):
            return False
        if crossed and _OFFICE.fullmatch(word):
            return True  # "Commissioner for Refugees"
        if _names_a_body(word):
            return not _CYRILLIC.match(word) or (
                _RUSSIAN_NAMED.match(word) is not None
                and earlier is tokens[number - 1]
                and number + 1 == len(tokens)
            )
    return False


def _says_its_kind(phrase: str, token: re.Match[str]) -> bool:
    """Whether a word says of which kind a body is, or whose government: "Пограничная служба"."""
    after = phrase[token.end() :]
    if _RULED.match(after) or _MINISTRY.match(after):
        return True
    if not _ADJECTIVE.search(token.group()):
        return False
    between = _ADJECTIVES.match(after)
    noun = token.end() + (between.end() if between else 0)
    return any(start == noun for start, _ in body_words(phrase))


def _names_a_body(word: str) -> bool:
    return is_body(_OWN.sub("", word)) and not _PEOPLE_OF.fullmatch(word)


_ADJECTIVE = re.compile(r"[А-ЯЁа-яё](?:ая|яя|ое|ее|ый|ий|ой|ые|ие|ого|ому)$")
_ADJECTIVES = re.compile(r"\s+(?:[а-яё]+(?:ая|яя|ое|ее|ый|ий|ой|ые|ие|ого|ому)\s+){0,2}")
_RULED = re.compile(r"\s+(?:administration|government|cabinet|authorities)\b")
_MINISTRY = re.compile(r"\s+(?:ministry|ministries)\b")  # "the Aliyah ministry"
_PEOPLE_OF = re.compile(
    r"(?i:(?:official|analyst|researcher|demographer|sociologist|diplomat|guard|campaigner|"
    r"economist|secretary|secretarie|president|premier|"
    r"commissioner|refugee|minister)s?|пограничник\w*|президент\w*|министр\w*|исследовател\w*|"
    r"социолог\w*|экономист\w*|демограф\w*|глав\w)"
)
"""Words for the people of a body: the name after them is a person's."""
_OFFICE = re.compile(r"(?:Minister|Commissioner|Secretary|Ombudsman|Commission|Directorate)")
_RUSSIAN_NAMED = re.compile(
    r"(?i:фонд|центр|институт|агентств|банк|издани|газет|журнал|университет)"
)
_CYRILLIC = re.compile(r"[А-ЯЁ]")
_ASIDE = re.compile(r"[(,;]")
_OUTFIT = re.compile(OUTFIT)
_LINKS = frozenset(
    ["of", "for", "on", "the", "and", "&", "de", "del", "da", "do", "du", "der", "für"]
)


def _runs(phrase: str, named: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Names that stand side by side, particles between them, as one span each."""
    spans: list[tuple[int, int]] = []
    for token in named:
        if spans and re.fullmatch(
            r"[\s.,]*(?:(?:van|von|der|den|de|del|al|el|bin|ibn|[A-Z])[\s.]+)*",
            phrase[spans[-1][1] : token.start()],
        ):
            spans[-1] = (spans[-1][0], token.end())
        else:
            spans.append((token.start(), token.end()))
    return spans
