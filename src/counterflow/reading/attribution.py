"""Who measured: the body that a sentence credits with a number, never a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from counterflow.reading.bodies import COLONED, is_body
from counterflow.reading.credit_patterns import DATA, OFFICIAL, ROLE
from counterflow.reading.credited import candidates
from counterflow.reading.credits import Credits
from counterflow.reading.dates import MONTHS
from counterflow.reading.nominative import in_nominative
from counterflow.reading.places import find_places, is_only_a_place
from counterflow.reading.privacy import names_person
from counterflow.reading.quantity import Quantity
from counterflow.reading.told_bodies import body_told_of, named_before

_GENERIC_BACK = re.compile(
    r"^(?:the |this |that |its |our |his |her |their )?(?:(?:own )?colleagues?|counterparts?|"
    r"agency|ministry|organi[sz]ation|body|office|service|group|report|study|bank|institute|"
    r"department|commission|it|they|he|she|him|her|them|bureau|company|firm|charity|survey|"
    r"yearbook|bulletin|document|authors|researchers|paper|newspaper|brief|"
    r"(?:latest |new |weekly |monthly )?update|figures|data|statement|cent(?:re|er)|institution|"
    r"our team|we|minister|(?:UN|U\.N\.) agency)"
    r"(?:['’]s\s+[^,;.]{2,60})?(?:\s(?:in|for)\s[^,;.]{2,40})?$"
    r"|^(?:its|their|his|the) (?:own )?(?:spokes\w+|director|head|chief|representative|authors?|"
    r"experts|researchers|analysts|staff)(?:\s(?:in|for)\s[^,;.]{2,40})?$"
    r"|^(?:во? )?(?:(?:это|этого|этом|само|самого) )?(?:ведомств|агентств|министерств|служб|"
    r"организаци|управлени|комисси|институт|фонд|центр)[а-яё]{0,3}$",
    re.IGNORECASE,
)
_PROPER = re.compile(r"(?:[Tt]he )?[A-Z][a-z]+ (?:for|of) (?:the )?[A-Z]")
"""A kind of body that opens its name: "the Office for National Statistics"."""
_CUT = re.compile(
    r"\s+(?:that|which|who|whose|as (?:saying|having|showing|putting|reporting)|said|says|looks|"
    r"looked at|examined|asked|traced|"
    r"examines|asks|traces|in (?:a|an|its|their|early|late|mid|[A-Z]?[a-z]+ \d{4}|\d{4})|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|released|published|cited|compiled|quoted|"
    r"show(?:s|ed|ing)?|put(?:s|ting)?|suggests?|indicates?|seen|"
    r"for (?:(?:the|this) (?:first|second|third|last|past|same|current|whole|entire|year|month|"
    r"week|period|time|quarter|season|moment)|last|this)|as of|since|by|based|led|conducted|"
    r"obtained|reported|shared|issued|gave|given|sent|handed|supplied|provided|submitted|passed|made|"
    r"about|from|this|last|while|and (?:the number|its|that)|was|were|is|are|has|have|had|"
    r"reveal\w*|estimat\w+|record\w*|found|about|around|over|more|nearly|some|up (?:to|from|by)|at least|"
    r"between|an estimated|almost|than)\b.*$",
    re.IGNORECASE,
)


_CUT_NUMBER = re.compile(r"\s+\d{1,3}$")  # "according to official figures 640|,000"
_PERSON = re.compile(
    r"\b(?:head|director|chief|president|spokes(?:man|woman|person)|economist|analyst|researcher|"
    r"representative|chair\w*|minister|commissioner|coordinator|adviser|secretary|governor|mayor|"
    r"ambassador|official|demographer|premier|superintendent)\b",
    re.IGNORECASE,
)


def source_of(text: str, quantity: Quantity, people: frozenset[str], credits: Credits) -> str:
    """The body that a sentence credits; blank where only the reporter stands behind the number.

    Parameters
    ----------
    text
        The sentence.
    quantity
        The quantity.
    people
        Words that name persons in the document.
    credits
        Bodies credited earlier.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "More than 5,000 arrived, according to the Polish border guard."
    >>> source_of(text, find_quantities(text)[0], frozenset(), Credits())
    'Polish border guard'
    """
    for told in _office_first(candidates(text, quantity)):
        phrase = _CUT_NUMBER.sub("", told)
        name = phrase.strip().rstrip(".,").split()[-1:] or [""]
        if name[0].lower() in credits.offices:
            return credits.offices[name[0].lower()]
        if phrase.strip().lower() in ("it", "they", "its"):
            subject = body_told_of(text) or body_told_of(credits.before)
            if subject:
                return subject
        if phrase.strip().lower() in ("he", "she") and credits.person:
            return credits.person
        if _GENERIC_BACK.match(phrase.strip()) and not _PROPER.match(phrase.strip()):
            if credits.last:
                return credits.like(phrase)
            if named := named_before(text, credits.before):
                return named
            continue
        if official := OFFICIAL.fullmatch(_QUANTIFIED.sub("", phrase.strip())):
            return official.group("x")
        clean = _cleaned(phrase, people)
        if clean.lower() in _ANY_ONE and credits.last:
            return credits.person or credits.last
        if clean.lower() in _ANY_ONE and (
            named := named_before(text, credits.before, clean.lower())
        ):
            return named
        if clean and clean.lower() not in _ANY_ONE:
            if _PERSON.search(phrase):
                credits.person = clean
            if len(clean) < len(phrase) and phrase.strip().split()[-1].lower() in people:
                credits.offices[phrase.strip().split()[-1].lower()] = clean
            return clean
    return ""


_ANY_ONE = frozenset(
    ["agency", "official", "register", "ministry", "office", "spokesman", "spokeswoman"]
)
"""Names that are of any body: whose is meant has to be told."""


def _office_first(phrases: list[str]) -> Iterator[str]:
    """Phrases credited, a bare country after the office that holds its name."""
    for phrase in phrases:
        bare = _SAID.sub("", phrase).strip()
        offices = phrases if is_only_a_place(bare) else ()
        yield next((office for office in offices if bare in office and is_body(office)), phrase)


_SAID = re.compile(r"\s+(?:said|says|reported|reports|announced|estimates|estimated)\b.*$")
_CUT_RUSSIAN = re.compile(
    r"\s+(?:на запрос|на (?:\w+ )?(?:заседании|брифинге|пресс-конференции|встрече|форуме)|"
    r"за (?:\d|[а-яё]+ (?:год|месяц)|(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек))|"
    r"от \d|о том|обнародованн|опубликованн|представленн|"
    r"(?:(?:этой|нашей) )?(?:страны|республики)$|этого государства|"
    r"в (?:понедельник|вторник|среду|четверг|пятницу)).*$"
)
_OFFICE = (
    r"(?:office|agency|service|institute|bureau|department|committee|authority|centre|center)\b"
)
_LEAD = re.compile(
    rf"^(?:(?:the|a|an|its|new|latest|recent|official|fresh|preliminary|"
    rf"joint)\s+)*{DATA}\s+(?:(?!{_OFFICE})[\w-]+\s+){{0,3}}?"
    r"(?:from|by|of|at)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_AFTER_PLACE = re.compile(r"^[A-Z]\w+ the (?=[a-z])")
_A_NUMBER = re.compile(
    r"(?:\w+ )?(?:number|numbers|total|share|proportion|count|flow)\b", re.IGNORECASE
)
_PEOPLE_FIRST = re.compile(
    r"(?:(?:only|just|about|around|nearly|almost|over) )?"
    r"(?:(?:\w+ )?(?:thirds?|half|quarters?|fifths?|tenth|majority|rest|per ?cent|percentage|"
    r"part) of (?:the |all |these |those )*|in (?:\w+ )?)?"
    r"(?:(?:registered|new|most|many|some|more|other|[A-Z]\w+(?:n|i|se|sh|ch)) )*"
    r"(?:refugees|migrants|immigrants|people|families|households|those|citizens|nationals|"
    r"residents|returnees|asylum[- ]seekers)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:(?:the|a|an|new|some|other|local|recent|foreign|these|those|this|all|social)\s+)*"
    r"(?:data|figures|numbers|media|reports?|estimates?|information|refugees?|migrants?|news|"
    r"border|study|survey|statistics|research|post|times|house|company|force|security|migration|"
    r"immigration|newspapers?|paper|daily|weekly|magazine|broadcaster|website|outlet|reporters|"
    r"journalists|parliament)",
    re.IGNORECASE,
)


_BRACKETED = re.compile(r"\[([^\]]*)\]")
_OPENING_WORDS = re.compile(
    r"^(?:(?:by|per|going by|citing|quoting|(?:the )?basis of|the|a|an|its|one|new|latest|recent|official|fresh|preliminary|same|"
    r"various|several|available|different)\s+)+",
    re.IGNORECASE,
)
_OPENING_DATA = re.compile(
    rf"^(?:the\s+)?{DATA}\s+(?:(?!{_OFFICE})[\w-]+\s+){{0,2}}?(?:from|by|of|at|released by|"
    rf"published by|compiled by|provided by)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:by|per)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|в|во)\s+", re.IGNORECASE)
_QUANTIFIED = re.compile(r"^(?:the|a|an|various|several|available|different)\s+", re.IGNORECASE)
_CLOSING_DATA = re.compile(rf"(?<! of)(?<! and)(?<! for)\s+{DATA}$", re.IGNORECASE)
_NAMED_FOR_DATA = re.compile(r"\b(?:for|of|and)(?: [A-Z][\w-]*)+ Statistics$")
"""An office that has them in its name."""


_AIDE = re.compile(
    r"\b(?:an?|one|two|several|some) (?P<x>[A-Z][\w&-]*(?: (?:(?:of|for|and) )?[A-Z][\w&-]*){0,5}) "
    r"(?:researchers?|analysts?|economists?|demographers?|officials?|experts?|spokes\w+|"
    r"representatives?|statisticians?|staff|stud(?:y|ies)|polls?|surveys?|reports?|paper|"
    r"briefing|estimates?)$"
)
"""An article before capitals: no person, but where somebody works."""


# The numbers of a sentence and of its neighbours are credited to the same few.
@lru_cache(maxsize=256)
def _cleaned(phrase: str, people: frozenset[str]) -> str:
    return in_nominative(_clean(phrase, people))


def _clean(phrase: str, people: frozenset[str]) -> str:
    text = _BRACKETED.sub(r"\1", phrase).strip(" “”\"'’—–-")
    if aide := _AIDE.search(text):
        return aide.group("x")
    text = _BY.sub("", _LEAD.sub("", text).strip())
    text = _CUT.sub("", " " + text).strip()
    text = _CUT_RUSSIAN.sub("", text)
    text = _OPENING_WORDS.sub("", text).strip()
    text = _OPENING_DATA.sub("", text)
    text = _ARTICLE.sub("", text).strip(" ,.-–—")
    if role := ROLE.search(text):
        text = role.group("x").strip()
    if is_body(text) and not _NAMED_FOR_DATA.search(text):
        text = _CLOSING_DATA.sub("", text)
    unfinished = text.endswith((" and", " of", " for", " or"))  # "Facts and figures"
    if not text or unfinished or len(text) > 120 or text.split()[0].lower() in _CALENDAR:
        return ""
    text = _AFTER_PLACE.sub("", text)  # "in Georgia the economy minister"
    if _PEOPLE_FIRST.match(text) or _GENERIC.fullmatch(text) or _A_NUMBER.match(text):
        return ""
    if COLONED.fullmatch(text):
        return text
    if text in _NO_BODY or _MOVEMENT.match(text) or _GONE.match(text) or _TOPIC.fullmatch(text):
        return ""
    if names_person(text, people):
        return _without_person(text, people)
    if is_body(text):
        return text
    places = find_places(text)
    if places and text[places[0].start : places[0].end] == text.rstrip("'’s "):
        return text if places[0].kind in ("country", "city") else ""
    if places and places[0].kind == "region":
        return ""
    words = text.split()
    if (
        len(words) <= 3
        and words[0][:1].isupper()
        and not places
        and words[0].lower() not in people
        and words[0].lower() not in _NEVER
    ):
        return text
    return ""


_GONE = re.compile(
    r"(?:previous|former|outgoing|last) (?:administration|government|president)\b", re.IGNORECASE
)
"""What it decided is told, not what it counted."""

_TOPIC = re.compile(
    r"[A-ZА-Я]|[A-Z][a-z]+ing|.*\b(?:set|series|round|part|wave) of\b.*|"
    r"(?:[A-Z]?[a-z-]+ )*(?:migration|immigration|emigration|displacement|returns|growth)"
)
"""Letters, doings and themes: "Staying put", "Cross-border migration indicates"."""
_NO_BODY = frozenset(
    [
        "ID",
        "IDs",
        "PIN",
        "IT",
        "ICT",
        "GDP",
        "TV",
        "IIN",
        "IDP",
        "IDPs",
        "AI",
        "HIV",
        "NGO",
        "NGOs",
        "COVID-19",
        "VAT",
    ]
)
_MOVEMENT = re.compile(
    r"[A-Z]\w+(?:n|i|se|sh|ch) (?:im|e)?migration(?: (?:find|show|suggest|crisis|flow|wave)\w*)?$"
)

_CALENDAR = frozenset(MONTHS) | frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "summer",
        "autumn",
        "spring",
        "winter",
    ]
)
_NEVER_TEXT = """
a an their his her its our he she it they who one some many several experts in since after this
that such all both none half each so new accurate reliable precise exact initial provisional hard
asylum airport residence visa travel immigration these those more at on as if while the there we
you i and but most
"""


_NEVER = frozenset(_NEVER_TEXT.split())


def _without_person(text: str, people: frozenset[str]) -> str:
    """The institution or office beside a name: "Finion's X", "Interior Minister X"."""
    office = re.match(
        r"(?P<x>.*?\b(?:(?:[Pp]rime |[Ii]nterior |[Ff]oreign |[Dd]efen[cs]e )?(?:[Mm]inister|"
        r"[Pp]resident|[Aa]mbassador|[Gg]overnor|[Ss]ecretary|[Cc]ommissioner|[Cc]hancellor|"
        r"[Mm]ayor)))\s+(?:for\s+\w+\s+)?[A-Z]",
        text,
    )
    if office and " " in office.group("x") and not names_person(office.group("x"), people):
        return office.group("x").strip()
    own = re.match(r"(?P<x>[\w.&\- ]+?)['’]s?\s+", text)
    if own and not names_person(own.group("x"), people):
        return own.group("x").strip()
    before = re.match(
        r"(?P<x>.+?)\s+(?:spokes\w+|head|director|chief|president|minister|analyst|economist|"
        r"researcher|official)\b",
        text,
    )
    if before and is_body(before.group("x")) and not names_person(before.group("x"), people):
        return before.group("x").strip()
    return ""
