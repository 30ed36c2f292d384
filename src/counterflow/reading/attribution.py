"""Who measured: the body that a sentence credits with a number, never a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from counterflow.reading.dates import MONTHS
from counterflow.reading.places import find_places
from counterflow.reading.privacy import is_body, names_person
from counterflow.reading.quantities import Quantity

_SAY = (
    r"(?:said|says|say|reported|reports?|estimates?|estimated|announced|announces|found|finds|showed|shows?|recorded|"
    r"put|puts|stated|counted|counts|suggested|suggests?|claimed|claims|disclosed|revealed|reveals?|confirmed|boasted|"
    r"projects|projected|predicts?|predicted|forecasts?|calculated|calculates|warned|noted|told|acknowledged|believes?|"
    r"registered|indicates?|indicated|published|released|declared|argues?|tracked|tallied|expects?|logged|assessed|concluded|"
    r"сообщил\w*|сообщает|заявил\w*|подсчитал\w*|оценил\w*|оценивает|насчитал\w*|отметил\w*|зарегистрировал\w*|уточнил\w*)"
)
_DATA = (
    r"(?:data|figures|statistics|estimates?|numbers|records|report|survey|study|research|poll|analysis|tally|count|"
    r"calculations|database|tracker|tracking|dashboard|assessment|projections?|forecast|update|census|information)"
)
_ACCORDING = re.compile(
    r"\b(?:according to|as per|по (?:официальным )?данным|по (?:\w+ )?оценк\w+|по информации|по подсч[её]там|по статистике|согласно(?: (?:данным|оценк\w+|статистике|отч[её]ту))?|со ссылкой на(?: данные)?)\s+(?P<x>[^,;.:()“”\"]{2,140}(?:\.[A-Z]\.?[^,;.:()]{0,60})?)(?P<rest>,[^,;.]{2,90})?",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b{_DATA}\s+(?:[\w-]+\s+){{0,3}}?(?:from|by|of|released by|published by|provided by|compiled by|collected by|gathered by|shared by|issued by|at)\s+(?P<x>[^,;.:()“”\"]{{2,120}})(?P<rest>,[^,;.]{{2,80}})?",
    re.IGNORECASE,
)
_CITING = re.compile(
    r"\b(?:citing|cited by|quoting|attributed to|credited to|calculated by|estimated by|compiled by|recorded by|registered by|counted by|verified by|reported by|by the)\s+(?P<x>[^,;.:()“”\"]{2,110})",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(
    rf"(?P<x>(?:the\s+|a\s+)?(?:[\w.&’'\-]+\s+){{0,6}}?[\w.&\-]+)(?:['’]s?)\s+(?:(?:own|latest|new|official|annual|monthly|client|recent|most|own)\s+){{0,3}}{_DATA}\b",
    re.IGNORECASE,
)
_NOUN_DATA = re.compile(
    rf"(?P<x>(?:(?:the|a)\s+)?(?:[A-Z][\w.&’'\-]*\s+(?:(?:of|for|and|the)\s+)?){{1,7}}){_DATA}\b"
)
_INVERTED = re.compile(
    rf"[,”\"’»]\s*(?:[—–-]\s*)?(?:как\s+)?{_SAY}\s+(?P<x>[^,;.:()“”\"]{{2,100}})(?P<rest>,[^,;.]{{2,80}})?"
)
_FIRM = re.compile(
    r"\b(?:firm|company|bank|group|agency|outlet|organi[sz]ation|think tank|newspaper|charity|platform|project|pollster),\s+(?P<x>[A-Z][\w’'\-]*(?:\s+[A-Z][\w’'\-]*){0,2})"
)
_NAMED_OUTLET = re.compile(r"\boutlet\s+(?P<x>(?:the\s+)?[A-Z][\w’'\-]*(?:\s+[A-Z][\w’'\-]*){0,2})")
_GENERIC_BACK = re.compile(
    r"^(?:the |this |that |its )?(?:agency|ministry|organi[sz]ation|body|office|service|group|report|study|bank|institute|department|commission|it|they|bureau|company|firm|charity|survey|authors|researchers|paper|newspaper)$",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?P<x>(?:official|government|state) (?:data|figures|statistics|estimates|numbers|records))\b",
    re.IGNORECASE,
)
_NEW_REPORT = re.compile(
    r"\b(?:a|the)\s+(?:[\w-]+\s+){0,2}?(?P<x>(?:new |recent |damning |latest )*(?:report|study|survey|investigation))\s+(?:has |have )?(?:found|shows?|showed|says|said|suggests?|reveals?|revealed|estimates?|concluded)",
    re.IGNORECASE,
)
_LOWER_OK = frozenset(
    [
        "the",
        "of",
        "for",
        "and",
        "on",
        "in",
        "at",
        "a",
        "an",
        "to",
        "de",
        "la",
        "government",
        "ministry",
        "border",
        "guard",
        "guards",
        "service",
        "agency",
        "office",
        "officials",
        "authorities",
        "statistics",
        "statistical",
        "national",
        "central",
        "bank",
        "police",
        "data",
        "trade",
        "group",
        "industry",
        "economists",
        "university",
        "state",
        "immigration",
        "migration",
        "refugee",
        "interior",
        "foreign",
        "defence",
        "defense",
        "labour",
        "labor",
        "department",
        "institute",
        "home",
        "security",
        "international",
        "federal",
        "customs",
        "bureau",
        "committee",
        "commission",
        "council",
        "embassy",
        "diplomat",
        "diplomats",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "city",
        "mayor's",
        "regional",
        "local",
        "researchers",
        "sociologists",
        "demographers",
        "analysts",
        "think",
        "tank",
        "company",
        "firm",
        "study",
        "population",
        "register",
        "foreigners",
        "affairs",
        "internal",
        "military",
        "intelligence",
        "aid",
        "rights",
        "humanitarian",
        "registration",
        "un",
        "it",
        "prosecutor's",
        "general",
        "public",
        "social",
        "minister",
        "minister's",
        "high",
        "commissioner",
        "chief",
        "governor",
        "secretary",
        "president",
        "ambassador",
        "officers",
        "patrol",
        "agents",
        "platform",
        "un's",
    ]
)
_CUT = re.compile(
    r"\s+(?:that|which|who|whose|said|says|in (?:a|an|its|their|early|late|mid|[A-Z]?[a-z]+ \d{4}|\d{4})|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|released|published|cited|compiled|quoted|"
    r"show(?:s|ed|ing)?|put(?:s|ting)?|suggests?|indicates?|seen|for (?:the|this|last)|as of|since|by|based|led|conducted|obtained|reported|shared|issued|about|from|this|last|while|and (?:the number|its|that)|was|were|is|are|has|have|had|"
    r"reveal\w*|estimat\w+|record\w*|found|about|around|over|more|nearly|some|up|at least|between|an estimated|almost|than)\b.*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:head|director|chief|president|founder|spokes\w+|economist|analyst|researcher|fellow|representative|chairman|"
    r"chairwoman|partner|minister|commissioner|coordinator|adviser|advisor|manager|professor|official|demographer)\b"
    r"(?:\s+(?:of|at|for|with|from)\s+(?:the\s+)?(?P<x>[A-Z][^,;.]{1,80}))"
)


@dataclass(slots=True)
class Credits:
    """Bodies credited so far, for "the agency said" and for paragraphs that go on.

    Examples
    --------
    >>> Credits().last
    ''
    """

    last: str = ""
    offices: dict[str, str] = field(default_factory=dict)


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
    for phrase in _candidates(text, quantity):
        name = phrase.strip().rstrip(".,").split()[-1:] or [""]
        if name[0].lower() in credits.offices:
            return credits.offices[name[0].lower()]
        if _GENERIC_BACK.match(phrase.strip()):
            if credits.last:
                return credits.last
            continue
        if _OFFICIAL.fullmatch(phrase):
            return phrase
        clean = _clean(phrase, people)
        if clean:
            if len(clean) < len(phrase) and phrase.strip().split()[-1].lower() in people:
                credits.offices[phrase.strip().split()[-1].lower()] = clean
            return clean
    return ""


_CLAUSE = re.compile(r"\b(?:but|while|whereas|although)\b|;", re.IGNORECASE)
_PATTERNS = (
    (_CITING, 0.5),
    (_ACCORDING, 0.0),
    (_FROM, 0.6),
    (_POSSESSIVE, 0.8),
    (_INVERTED, 1.0),
    (_NOUN_DATA, 1.1),
    (_NAMED_OUTLET, 2.5),
    (_FIRM, 0.3),
)


def _candidates(text: str, quantity: Quantity) -> list[str]:
    """Phrases that may name the source, the most telling first."""
    found = [*_phrased(text, quantity), *_subjects(text, quantity)]
    for match in _AT_BODY.finditer(text):
        if is_body(match.group("x")) and not find_places(match.group("x").split()[0]):
            found.append((_distance(text, quantity, match) - 0.2, match.group("x")))
    if official := _OFFICIAL.search(text):
        found.append((3.5, official.group("x")))
    if report := _NEW_REPORT.search(text):
        found.append((4.0, report.group("x")))
    return [phrase for _, phrase in sorted(found, key=lambda pair: pair[0])]


def _distance(text: str, quantity: Quantity, match: re.Match[str]) -> float:
    """How far a phrase is from the quantity; another clause between counts like 60 letters."""
    if match.start() <= quantity.start and quantity.end <= match.end():
        return 0.0
    low, high = sorted((match.start(), quantity.start))
    gap = min(abs(match.start() - quantity.end), abs(quantity.start - match.end()))
    return gap / 60 + len(_CLAUSE.findall(text, low, high))


def _phrased(text: str, quantity: Quantity) -> Iterator[tuple[float, str]]:
    """ "according to X", "data from X", "X's figures", "said X"."""
    for pattern, rank in _PATTERNS:
        for match in pattern.finditer(text):
            phrase = match.group("x") or ""
            if (
                pattern is _CITING
                and match.group(0).lower().startswith("by the")
                and not is_body(phrase)
            ):
                continue
            if pattern is _INVERTED and re.match(r"(?:that|a|an|some|about|more|at|\d)\b", phrase):
                continue
            cost = rank + _distance(text, quantity, match)
            rest = (match.groupdict().get("rest") or "").strip(", ")
            if rest and not re.search(r"\d", rest):
                if role := _ROLE.search(rest):
                    yield cost + 0.05, role.group("x")
                elif is_body(rest) and not is_body(phrase):
                    yield cost - 0.01, rest
            yield cost, phrase


def _subjects(text: str, quantity: Quantity) -> Iterator[tuple[float, str]]:
    """Subjects of verbs of saying and counting."""
    for match in _SAY_WORD.finditer(text):
        before = text[: match.start()].rstrip()
        phrase = _subject_before(before) or _before_apposition(before)
        if not phrase:
            continue
        cost = 0.9 + _distance(text, quantity, match)
        places = find_places(phrase)
        named = phrase.strip().rstrip("'’s")
        if places and phrase[places[0].start : places[0].end].rstrip("'’s") == named:
            near = 0 <= quantity.start - match.end() <= 25
            if not near:
                continue  # "Chad has registered ..." speaks only for the number that follows it
            cost += 0.5
        yield cost, phrase


def _before_apposition(before: str) -> str:
    """The subject in "Alpha Bank, the largest lender, projects"."""
    match = re.search(r"(?P<head>[^,;.]{2,60}),\s+[^,;.\d]{4,80},$", before)
    return _subject_before(match.group("head")) if match else ""


_SAY_WORD = re.compile(rf"\b{_SAY}\b")
_AUX = re.compile(
    r"(?:\s+(?:has|have|had|also|now|recently|later|separately|previously|earlier|then|on \w+day|\w+ly|also|this week|last week|last month))+$",
    re.IGNORECASE,
)


def _subject_before(before: str) -> str:
    """The noun phrase that ends right before a verb of saying."""
    trimmed = _AUX.sub("", before).rstrip()
    if trimmed.endswith((",", "–", "-")):
        trimmed = trimmed[:-1].rstrip()
    words = re.findall(r"[\w’'.&\-]+|[,;:()“”\"—–]", trimmed)[-12:]
    taken: list[str] = []
    for word in reversed(words):
        lowered = re.sub(r"['’]s$", "", word.lower())
        if not word[0].isalnum():
            break
        if not (word[0].isupper() or lowered in _LOWER_OK or _small_in_russian(lowered)):
            break
        if word.lower() in ("in", "at", "to", "on", "for") and not taken:
            break
        taken.append(word)
    phrase = " ".join(reversed(taken))
    phrase = re.sub(r"^(?:(?:and|of|for|in|at|to|on)\s+)+", "", phrase, flags=re.IGNORECASE)
    if re.fullmatch(r"(?:the |a |an |it |they |and |in |of )*", phrase.lower().strip() + " "):
        last = words[-1].lower() if words else ""
        return last if last in ("it", "they") else ""
    if re.fullmatch(r"(?:and |but )?it", trimmed.split(",")[-1].strip().lower() or "x"):
        return "it"
    return phrase


def _small_in_russian(word: str) -> bool:
    """Whether a word without a capital may belong to the name of a Russian institution."""
    if word.isascii():
        return False
    return is_body(word) or bool(find_places(word)) or _OFFICE_ADJECTIVE.fullmatch(word) is not None


_OFFICE_ADJECTIVE = re.compile(
    r"(?:пограничн|миграционн|государственн|национальн|центральн|иммиграционн|статистическ|федеральн|местн|таможенн)\w{2,3}"
)
_LEAD = re.compile(
    rf"^(?:(?:the|a|an|its|new|latest|recent|official|fresh|preliminary)\s+)*{_DATA}\s+(?:[\w-]+\s+){{0,2}}?"
    r"(?:from|by|of|at|released by|published by|compiled by|provided by|obtained by)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:(?:the|a|an|new|some|other|local|recent|foreign|these|those|this|all|social)\s+)*"
    r"(?:data|figures|numbers|media|reports?|estimates?|information|refugees?|migrants?|news|border|study|survey|statistics|research|post|times|house|company|force|security|migration|immigration)",
    re.IGNORECASE,
)
_AT_BODY = re.compile(
    rf"\b{_DATA}\s+(?:by|from|of)\s+[^.;]{{3,110}}?\s(?:at|of|from|for)\s+(?:the\s+)?(?P<x>(?:[A-Z][\w’'-]+\s+(?:of\s+|for\s+|and\s+)?){{1,6}})"
)


def _clean(phrase: str, people: frozenset[str]) -> str:
    text = re.sub(r"\[([^\]]*)\]", r"\1", phrase).strip(" “”\"'’—–-")
    text = _LEAD.sub("", text).strip()
    text = _CUT.sub("", " " + text).strip()
    text = re.sub(
        r"^(?:the|a|an|its|one|new|latest|recent|official|fresh|preliminary)\s+",
        "",
        text,
        flags=re.IGNORECASE,
    ).strip()
    text = re.sub(
        rf"^(?:the\s+)?{_DATA}\s+(?:[\w-]+\s+){{0,2}}?(?:from|by|of|at|released by|published by|compiled by|provided by)\s+(?:the\s+)?",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE).strip(" ,.-–—")
    if role := _ROLE.search(text):
        text = role.group("x").strip()
    text = re.sub(rf"\s+{_DATA}$", "", text, flags=re.IGNORECASE) if is_body(text) else text
    if not text or len(text) > 120 or text.split()[0].lower() in _CALENDAR:
        return ""
    if _GENERIC.fullmatch(text):
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
_NEVER = frozenset(
    [
        "a",
        "an",
        "their",
        "his",
        "her",
        "its",
        "our",
        "he",
        "she",
        "it",
        "they",
        "who",
        "one",
        "some",
        "many",
        "several",
        "experts",
        "in",
        "since",
        "after",
        "this",
        "that",
        "these",
        "those",
        "more",
        "at",
        "on",
        "as",
        "if",
        "while",
        "the",
        "there",
        "we",
        "you",
        "i",
        "and",
        "but",
        "most",
    ]
)


def _without_person(text: str, people: frozenset[str]) -> str:
    """The institution or office beside a name: "Finion's X", "Interior Minister X"."""
    office = re.match(
        r"(?P<x>.*?\b(?:(?:[Pp]rime |[Ii]nterior |[Ff]oreign |[Dd]efen[cs]e )?(?:[Mm]inister|[Pp]resident|[Aa]mbassador|[Gg]overnor|[Ss]ecretary|[Cc]ommissioner|[Cc]hancellor|[Mm]ayor)))\s+(?:for\s+\w+\s+)?[A-Z]",
        text,
    )
    if office and " " in office.group("x") and not names_person(office.group("x"), people):
        return office.group("x").strip()
    own = re.match(r"(?P<x>[\w.&\- ]+?)['’]s?\s+", text)
    if own and not names_person(own.group("x"), people):
        return own.group("x").strip()
    before = re.match(
        r"(?P<x>.+?)\s+(?:spokes\w+|head|director|chief|president|minister|analyst|economist|researcher|official)\b",
        text,
    )
    if before and is_body(before.group("x")) and not names_person(before.group("x"), people):
        return before.group("x").strip()
    return ""
