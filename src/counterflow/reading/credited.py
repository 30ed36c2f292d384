"""Phrases that may name who measured, before they are judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from counterflow.reading.keyed import Keyed
from counterflow.reading.places import find_places, is_only_a_place
from counterflow.reading.privacy import OUTFIT, is_body
from counterflow.reading.quantity import Quantity
from counterflow.reading.speakers import SAY, speakers

DATA = (
    r"(?:data|figures|statistics|estimates?|numbers|records|report|survey|study|research|poll|"
    r"analysis|tally|count|"
    r"calculations|database|tracker|tracking|dashboard|reckoning|assessment|projections?|"
    r"forecast|update|census|information)"
)

_ACCORDING = Keyed(
    r"\b(?:according to|as per|(?<=, )per(?! (?:day|week|month|year|cent|capita|person|hour|head))|in the words of|in the view of|on the word of|by the (?:count|reckoning|tally) of|on the evidence of|as told by|based on (?:data|figures|information) from|по (?:официальным )?данным|по (?:\w+ )?оценк\w+|по (?:\w+ )?прогноз\w*|по (?:\w+ )?сведениям|по информации|по подсч[её]там|по статистике|по (?:\w+ )?расч[её]там|по (?:\w+ )?(?:отч[её]ту|докладу)|по словам|согласно(?: (?:\w+ )?(?:данным|оценк\w+|статистике|отч[её]ту|расч[её]там|прогноз\w*|подсч[её]там|сведениям))?|в соответствии с (?:\w+ )?данными|свидетельствуют (?:\w+ )?данные|данные приводит|со ссылкой на(?: (?:\w+ )?данные)?)\s+(?P<x>[^,;.:()“”\"]{2,140}(?:\.[A-Z]\.?[^,;.:()]{0,60})?)(?P<rest>,[^,;.]{2,90})?",
    after="",
)

_SAYS_HOW_MANY = (
    r"(?:puts?|shows?|showed|gives?|gave|suggest\w*|indicat\w*|number|total|share|count|"
    r"proportion|half|thirds?|quarters?|which|that|whom?)"
)
"""Words after "data" whose "of" goes on about people, not about who has the data."""

_FROM = Keyed(
    rf"\b{DATA}\s+(?:(?!{_SAYS_HOW_MANY}\b)[\w-]+\s+){{0,3}}?(?:of\s+(?:[\w,.]+\s+){{1,5}}?(?=by))?(?:from|by|of|"
    rf"released by|published by|provided by|supplied by|compiled by|collected by|gathered by|"
    rf"shared by|issued by|at)\s+(?P<x>[^,;.:()“”\"]{{2,120}})(?P<rest>,[^,;.]{{2,80}})?",
    after="",
)

_CITING = Keyed(
    r"\b(?:citing|referring to|(?<=, )with reference to|cit(?:es|ed)(?! by)|quot(?:es|ed)(?! by)|"
    r"cited by|quoting|published by|commissioned by|conducted (?:by|for)|carried out (?:by|for)|"
    r"on behalf of|released by|collected by|attributed to|credited to|calculated by|estimated by|"
    r"presented by|prepared by|produced by|"
    r"(?:given|provided|supplied|sent|handed|passed) to [^,.;()]{2,40}? by|"
    r"(?:estimated|put|counted|calculated|reckoned|assessed) at [^.;()]{1,40}? by|"
    r"supplied by|obtained by|quoted by|seen by|compiled by|recorded by|registered (?:by|with)|"
    r"signed up with|enrolled (?:by|with)|counted by|verified by|reported by|tracked by|"
    r"surveyed by|given by|put out by|issued by)\s+(?P<x>[^,;.:()“”\"]{2,110})",
    after="",
)

_OWN = (
    rf"(?:['’]s?)\s+(?:(?:own|latest|new|official|annual|monthly|client|recent|most|"
    rf"own)\s+){{0,3}}{DATA}\b"
)
_POSSESSIVE = re.compile(
    rf"(?P<x>(?:the\s+|a\s+)?(?:[\w.&’'\-]+\s+){{0,6}}?[\w.&\-]+){_OWN}", re.IGNORECASE
)
_OWN_DATA = re.compile(_OWN, re.IGNORECASE)

_NOUN_DATA = re.compile(
    rf"\b(?!(?:(?:the|a)\s+)?[A-Z]{{2,5}} numbers\b)(?P<x>(?:(?:the|a)\s+)?(?:[A-Z][\w.&’'\-]*\s+(?:(?:of|for|and|"
    rf"the)\s+)?){{1,7}}){DATA}\b(?! (?:office|agency|bureau|authority|service|department|"
    rf"cent(?:re|er)|institute|unit)\b| (?:(?:have|had|has|been|were|was) )+(?:issued|allocated|"
    rf"assigned|allotted|given|granted|handed))"
)

_WHEN = (
    r"(?:\s+(?:во? (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)|сегодня|"
    r"вчера|накануне|ранее|позже|"
    r"журналистам|на (?:этой|прошлой) неделе|на (?:\w+ )?(?:брифинге|пресс-конференции|встрече|"
    r"заседании)|в (?:эфире|интервью)|\d{1,2} [а-яё]+))?"
)
"""What Russian puts between the verb of saying and its subject."""
_INVERTED = re.compile(
    rf"(?:[,”\"’»]\s*(?:[—–-]\s*)?(?:как\s+)?|"
    rf"\b(?:Как|Об этом)\s+){SAY}{_WHEN}\s+(?P<x>[^,;.:()“”\"]{{2,100}})(?P<rest>,[^,;.]{{2,80}})?"
)

_FIRM = Keyed(
    rf"\b{OUTFIT},\s+(?P<x>[A-Z][\w’'\-]*(?:\s+[A-Z][\w’'\-]*){{0,2}})",
    after="",
    flags=re.NOFLAG,
)

_FIRM_NAMED = Keyed(
    r"\b(?:firm|company|group|charity|project|[Pp]ollster|network|initiative|consultancy|"
    r"watchdog|collective)\s+"
    r"(?P<x>[A-Z][\w’'\-]*(?:\s+[A-Z][\w’'\-]*){0,2})(?!\s+(?:of|for)\b)",
    after="",
    flags=re.NOFLAG,
)

_NAMED_OUTLET = Keyed(
    r"\boutlet\s+(?P<x>(?:the\s+)?[A-Z][\w’'\-]*(?:\s+[A-Z][\w’'\-]*){0,2})",
    after="",
    flags=re.NOFLAG,
)

OFFICIAL = re.compile(
    r"\b(?P<x>(?:official|government|state) (?:data|figures|statistics|estimates|numbers|records|"
    r"reports?|count|tally|sources))\b",
    re.IGNORECASE,
)

_NEW_REPORT = Keyed(
    r"\b(?:a|the)\s+(?:[\w-]+\s+){0,2}?(?P<x>(?:new |recent |damning |latest )*(?:report|study|"
    r"survey|investigation))\s+(?:has |have )?(?:found|shows?|showed|says|said|suggests?|"
    r"reveals?|revealed|estimates?|concluded|calls|describes|speaks of|puts)",
    after="",
)

ROLE = re.compile(
    r"\b(?:head|director|chief|president|founder|spokes\w+|economist|analyst|researcher|fellow|"
    r"representative|chairman|"
    r"chairwoman|partner|minister|commissioner|coordinator|adviser|advisor|manager|professor|"
    r"official|demographer)\b"
    r"(?:\s+(?:of|at|for|with|from)\s+(?:the\s+)?(?P<x>(?:[A-Z]|"
    r"(?=[^,;.]*\b(?:ministry|office|police|agency|bank|guards?|service|government|department|"
    r"institute|bureau|authority|council|commission|directorate|inspectorate|minister|president|"
    r"premier|commissioner|mission)\b)[a-z])[^,;.]{1,80}))"
)

_SAY_THERE = (
    r"(?:сообщ(?:или|ают)|заяв(?:или|ляют)|подсчитали|посчитали|отме(?:тили|чают)|"
    r"рассказ(?:али|ывают)|считают|"
    r"уточн(?:или|яют)|насчита(?:ли|вают)|поясн(?:или|яют)|оцен(?:или|ивают)|полагают|ожидают|"
    r"прогнозируют|"
    r"подчеркнули|добавили|констатиру?ют|констатировали|напомнили|признали|указ(?:али|ывают)|"
    r"утверждают|проинформировали|предупредили|зафиксировали)"
)
_SAID_IN = Keyed(
    rf"\b{_SAY_THERE} во?\s+(?!понедельник|вторник|сред[уы] |четверг|пятниц|суббот|воскресень|"
    rf"эфир|интервью|\w+ году)(?P<x>[^,;.:()]{{2,80}})",
    after="",
)

_IN_BODY = re.compile(
    rf"(?:^|[.;,]\s)[Вв]о?\s+(?P<x>[А-ЯЁа-яё][^,;.:()\d]{{2,80}}?)\s{_SAY_THERE}\b"
)
"""The body in which it was said, before the verb: "В УВКБ полагают"."""

_IN_BRACKETS = re.compile(
    r"\((?:[Ss]ource:\s*|"
    r"[Ии]сточник:\s*)?(?P<x>[A-ZА-ЯЁ][\w .&’'\-]{1,50})(?:,[^()]{2,24})?\)(?=\s*[.;:]?\s*$)"
)

_SOURCE_IN_BRACKETS = re.compile(
    r"\(\s*(?:[Ss]ources?|[Ии]сточник):\s*(?:the )?(?P<x>[A-ZА-ЯЁ][\w .&’'-]{1,60})[^()]{0,90}\)"
)

_HEADED = re.compile(
    r"^(?P<x>[A-Z][\w.&’'-]*(?: (?:of |for )?[\w.&’'-]+){0,4}):\s+"
    r"(?=[A-Z\d“\"]|(?:about|around|almost|nearly|over|more|some|up|at least|fewer|half)\b)"
)
"""Who is said to say a headline: "UN: Two million Syrians are home"."""

_PUT_OUT = re.compile(
    rf"\b{DATA},? (?:which|that) (?P<x>(?:the )?[^.;()]{{3,110}}?) (?:have |has |"
    rf"had )?(?:jointly |just )?(?:released|published|issued|presented|put out|compiled|"
    rf"commissioned|carried out|sent|given|shared|provided|supplied|handed|passed)\b"
)
"""Whose report it is: "the report, which the governments of Peru and Chile released"."""

_TRAILING = re.compile(
    r"(?:\s[-–—]|:|\s\|)\s+(?P<x>[A-Z][\w’'.&-]*(?: (?:(?:of|for|and|"
    r"on) )?(?:the )?[\w’'.&-]+){0,5})\s*$"
)
"""Who is said to say a headline, behind it: "Over a million came home: IOM"."""

_IN_REPORT = Keyed(
    r"\b(?:в|из)\s+(?:\w+\s+)?(?:докладе|отч[её]те|сообщении|данных|обзоре|исследовании|"
    r"заявлении|релизе|статистики|ответ[ае]|письм[ае]|сводк[еи]|доклада|отч[её]та|материалов|"
    r"материалах|пресс-релиз[ае]|бюллетен[ея]|прогноз[ае])\s+(?P<x>[^,;.:()]{2,80})",
    after="",
)

_CLAUSE = re.compile(r"\b(?:but|while|whereas|although)\b|;", re.IGNORECASE)

_OFFICER = re.compile(
    rf"(?P<x>\b(?:[A-Z][\w.&-]*\s+){{0,4}}[A-Z][\w.&-]*)['’]s\s+(?:[\w-]+\s+){{0,3}}?(?:representative|office|head|director|spokes\w+|teams?|mission|chief|operation|coordinator|envoy|officer|staff|monitors|adviser|economist|branch|delegation)"
    rf"(?:\s+(?:in|for|of)\s+[^,.;]{{2,40}}?)?,?\s+{SAY}\b"
)

_ASKED_BY = Keyed(
    r"\b(?:told|polled by|surveyed by|interviewed by|"
    r"(?:poll|survey|study|research|"
    r"census) by)\s+(?:the\s+)?(?P<x>[A-Z][\w-]*(?:\s+[A-Z][\w-]*){0,4})",
    after="",
    flags=re.NOFLAG,
)

_OF_SEVERAL = re.compile(
    r"\b(?P<x>(?:governments|ministries|authorities|ombudsm[ae]n(?:[’']s)? offices|"
    r"statistics offices|police forces) of (?:the )?[A-Z][\w ]*?(?:, (?:the )?[A-Z][\w ]*?)*,? and "
    rf"(?:the )?[A-Z]\w+(?: [A-Z]\w+)*) (?:(?:have|had|also|jointly) )*{SAY}"
)
"""Offices of several countries: "the governments of Peru, Chile and Brazil report"."""

_PATTERNS: tuple[tuple[re.Pattern[str] | Keyed, float, str], ...] = (
    (_OFFICER, 0.7, "possessive"),
    (_ASKED_BY, 0.9, ""),
    (_CITING, 0.5, ""),
    (_ACCORDING, 0.0, ""),
    (_FROM, 0.6, "data"),
    (_POSSESSIVE, 0.8, "data of its own"),
    (_INVERTED, 1.0, "said behind"),
    (_NOUN_DATA, 1.1, "data"),
    (_NAMED_OUTLET, 2.5, ""),
    (_FIRM, 0.3, ""),
    (_FIRM_NAMED, 1.2, ""),
    (_SAID_IN, 0.6, ""),
    (_IN_BODY, 0.6, "said there"),
    (_IN_BRACKETS, 1.5, "brackets"),
    (_SOURCE_IN_BRACKETS, 0.2, "brackets"),
    (_IN_REPORT, 0.4, ""),
    (_HEADED, 1.2, "headed"),
    (_TRAILING, 1.2, "trailed"),
    (_PUT_OUT, 0.3, "put out"),
    (_OF_SEVERAL, 0.2, "of several"),
)
"""Pattern, how little it tells, and what a sentence must hold for it to be looked for."""


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
    ranked = ((3.5, OFFICIAL.search(text)), (4.0, _NEW_REPORT.search(text)))
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
        "data of its own": data and quoted and _OWN_DATA.search(text) is not None,
        "brackets": "(" in text,
        "headed": ": " in text[:_HEADLINE],
        "put out": data and (" which " in text or " that " in text),
        "of several": "s of " in text and " and " in text,
        "trailed": len(text) < _LONGEST_HEADLINE and text[-1:] not in ".?!",
        "said behind": _QUOTED.search(text) is not None,
        "said there": _SAYING_THERE.search(text) is not None,
        "possessive": quoted and ("'s " in text or "’s " in text),
    }
    found = [(p, rank, tuple(p.finditer(text))) for p, rank, needed in _PATTERNS if holds[needed]]
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

_SAYING_THERE = Keyed(_SAY_THERE)

_QUOTED = re.compile(rf"(?:[,”\"’»]\s*(?:[—–-]\s*)?(?:как\s+)?|\b(?:Как|Об этом)\s+){SAY}")


def _phrased(text: str, quantity: Quantity) -> Iterator[tuple[float, str]]:
    """ "according to X", "data from X", "X's figures", "said X"."""
    for pattern, rank, matches in _matches(text):
        for match in matches:
            phrase = match.group("x") or ""
            if (
                pattern is _CITING
                and match.group(0).lower().startswith("by the")
                and (not is_body(phrase) or _only_a_place(phrase))
            ):
                continue
            nameless = _NO_NAME.match(phrase) and not _SPOKEN_FOR.match(phrase)
            if pattern is _INVERTED and (nameless or _FIGURE.search(phrase)):
                continue
            if pattern is _HEADED and not _heads(phrase):
                continue
            if pattern in (_TRAILING, _PUT_OUT, _IN_BODY) and not is_body(phrase):
                continue
            if pattern is _IN_BRACKETS and _spells(phrase, text[: match.start()]):
                continue
            if (
                pattern is _ASKED_BY
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
