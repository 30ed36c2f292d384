"""Patterns of the phrases that credit somebody with a number: a table."""

from __future__ import annotations

import re

from counterflow.reading.bodies import OUTFIT
from counterflow.reading.keyed import Keyed
from counterflow.reading.speakers import SAY

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

CITING = Keyed(
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

OWN_DATA = re.compile(_OWN, re.IGNORECASE)

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

INVERTED = re.compile(
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

NEW_REPORT = Keyed(
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

SAY_THERE = (
    r"(?:сообщ(?:или|ают)|заяв(?:или|ляют)|подсчитали|посчитали|отме(?:тили|чают)|"
    r"рассказ(?:али|ывают)|считают|"
    r"уточн(?:или|яют)|насчита(?:ли|вают)|поясн(?:или|яют)|оцен(?:или|ивают)|полагают|ожидают|"
    r"прогнозируют|"
    r"подчеркнули|добавили|констатиру?ют|констатировали|напомнили|признали|указ(?:али|ывают)|"
    r"утверждают|проинформировали|предупредили|зафиксировали)"
)

_SAID_IN = Keyed(
    rf"\b{SAY_THERE} во?\s+(?!понедельник|вторник|сред[уы] |четверг|пятниц|суббот|воскресень|"
    rf"эфир|интервью|\w+ году)(?P<x>[^,;.:()]{{2,80}})",
    after="",
)

IN_BODY = re.compile(rf"(?:^|[.;,]\s)[Вв]о?\s+(?P<x>[А-ЯЁа-яё][^,;.:()\d]{{2,80}}?)\s{SAY_THERE}\b")
"""The body in which it was said, before the verb: "В УВКБ полагают"."""

IN_BRACKETS = re.compile(
    r"\((?:[Ss]ource:\s*|"
    r"[Ии]сточник:\s*)?(?P<x>[A-ZА-ЯЁ][\w .&’'\-]{1,50})(?:,[^()]{2,24})?\)(?=\s*[.;:]?\s*$)"
)

_SOURCE_IN_BRACKETS = re.compile(
    r"\(\s*(?:[Ss]ources?|[Ии]сточник):\s*(?:the )?(?P<x>[A-ZА-ЯЁ][\w .&’'-]{1,60})[^()]{0,90}\)"
)

HEADED = re.compile(
    r"^(?P<x>[A-Z][\w.&’'-]*(?: (?:of |for )?[\w.&’'-]+){0,4}):\s+"
    r"(?=[A-Z\d“\"]|(?:about|around|almost|nearly|over|more|some|up|at least|fewer|half)\b)"
)
"""Who is said to say a headline: "UN: Two million Syrians are home"."""

PUT_OUT = re.compile(
    rf"\b{DATA},? (?:which|that) (?P<x>(?:the )?[^.;()]{{3,110}}?) (?:have |has |"
    rf"had )?(?:jointly |just )?(?:released|published|issued|presented|put out|compiled|"
    rf"commissioned|carried out|sent|given|shared|provided|supplied|handed|passed)\b"
)
"""Whose report it is: "the report, which the governments of Peru and Chile released"."""

TRAILING = re.compile(
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

_OFFICER = re.compile(
    rf"(?P<x>\b(?:[A-Z][\w.&-]*\s+){{0,4}}[A-Z][\w.&-]*)['’]s\s+(?:[\w-]+\s+){{0,3}}?(?:representative|office|head|director|spokes\w+|teams?|mission|chief|operation|coordinator|envoy|officer|staff|monitors|adviser|economist|branch|delegation)"
    rf"(?:\s+(?:in|for|of)\s+[^,.;]{{2,40}}?)?,?\s+{SAY}\b"
)

ASKED_BY = Keyed(
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

PATTERNS: tuple[tuple[re.Pattern[str] | Keyed, float, str], ...] = (
    (_OFFICER, 0.7, "possessive"),
    (ASKED_BY, 0.9, ""),
    (CITING, 0.5, ""),
    (_ACCORDING, 0.0, ""),
    (_FROM, 0.6, "data"),
    (_POSSESSIVE, 0.8, "data of its own"),
    (INVERTED, 1.0, "said behind"),
    (_NOUN_DATA, 1.1, "data"),
    (_NAMED_OUTLET, 2.5, ""),
    (_FIRM, 0.3, ""),
    (_FIRM_NAMED, 1.2, ""),
    (_SAID_IN, 0.6, ""),
    (IN_BODY, 0.6, "said there"),
    (IN_BRACKETS, 1.5, "brackets"),
    (_SOURCE_IN_BRACKETS, 0.2, "brackets"),
    (_IN_REPORT, 0.4, ""),
    (HEADED, 1.2, "headed"),
    (TRAILING, 1.2, "trailed"),
    (PUT_OUT, 0.3, "put out"),
    (_OF_SEVERAL, 0.2, "of several"),
)
"""Pattern, how little it tells, and what a sentence must hold for it to be looked for."""
