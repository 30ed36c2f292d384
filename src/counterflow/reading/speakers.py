"""Subjects of the verbs of saying and counting in a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from counterflow.reading.bodies import COLONED, is_body
from counterflow.reading.dates import MONTHS
from counterflow.reading.keyed import Keyed
from counterflow.reading.places import find_places

SAY = (
    r"(?:said|says|say|reported|reports?|estimates?|estimated|announced|announces|found|finds|"
    r"showed|shows?|recorded|"
    r"put|puts|stated|counted|counts|suggested|suggests?|claimed|claims|disclosed|revealed|"
    r"reveals?|confirmed|boasted|"
    r"projects|projected|predicts?|predicted|forecasts?|calculated|calculates|"
    r"asked(?= (?:\w+ )?\d)|g(?:ave|ives?)(?= (?:\w+ )?\d)|"
    r"g[ia]ves? (?:(?:a|an|its|the) )?(?:\w+ )?(?:counts?|figures?|numbers?|estimates?|tally|total)|"
    r"(?:is|are) tracking|let it be known|made (?:it )?known|made public|warned|warns|noted|told|"
    r"tells?|recall(?:s|ed)|reminds?|reminded|stress(?:es|ed)|underlines?|underlined|remarks|"
    r"remarked|observes|explain(?:s|ed)|describe[sd]|"
    r"(?:quote[sd]?|cite[sd]?|use[sd]?|offer(?:s|ed)?|provide[sd]?|"
    r"supplie[sd])(?= (?:\w+ )?(?:estimates|figures|data|numbers|statistics)\b)|thinks?|thought|"
    r"maintains|insists?|acknowledged|believes?|"
    r"believes|fears|publishes|writes|wrote|speaks of|spoken? of|comes to|arrives at|"
    r"arrived at(?= (?:\w+ )?\d)|adds|added|counts|registered|tweeted|posted|reckons?|reckoned|"
    r"indicates?|indicated|published|released|declared|notes|points? out|pointed out|knows? of|"
    r"presented|presents|compared|examined|analy[sz]ed|went through|gone through|"
    r"looked (?:at|into)|collected|gathered|mapped|compiled|reviewed|added up|pieced together|"
    r"brought out|brings out|carried out|conducted|polled|conced(?:es?|ed)|admit(?=s? that)|"
    r"admitted that|works? out|worked out|states?(?= (?:that|it|some|about|over|more)\b)|"
    r"speak of|g[ia]ves?(?= (?:similar |other |different |higher |lower |its own )?(?:numbers|"
    r"figures))|surveyed|interviewed|questioned|argues?|tracked|tallied|expects?|"
    r"expected(?= (?:that|it|an?|about|some|around|nearly|\d)\b)|logged|assessed|concluded|"
    r"сообщил\w*|сообщает|сообщают|заявил\w*|заявляет|пишет|пишут|передал\w*|переда[её]т|"
    r"рассказал\w*|подсчитали|указал\w*|указывает|утвержда\w+|признал\w*|подсчитал\w*|оценил\w*|"
    r"оценивает|насчитал\w*|отметил\w*|зарегистрировал\w*|уточнил\w*|подтвердил\w*|объявил\w*|"
    r"обнародовал\w*|зафиксировал\w*|отмеча[ею]т|уточня[ею]т|прогнозиру[ею]т|оценивают|приводит|"
    r"отчитал\w*|проинформировал\w*|информиру[ею]т|констатировал\w*|констатиру[ею]т|озвучил\w*|"
    r"поведал\w*|подчеркнул\w*|добавил\w*|"
    r"пояснил\w*|напомнил\w*|заметил\w*|полага[ею]т|счита[ею]т|ожида[ею]т|фиксиру[ею]т|"
    r"посчитал\w*|опубликовал\w*|назвал\w*|спрогнозировал\w*|насчитыва[ею]т|"
    r"объясн(?:ил\w*|я[ею]т)|подсчитыва[ею]т|предупре(?:дил\w*|жда[ею]т)|привел\w*|раскрыл\w*|"
    r"доложил\w*|выяснил\w*)"
)


_LOWER_OK_TEXT = """
the of for and on in at a an to de la government ministry border guard guards service agency
office officials authorities statistics statistical national central bank police data trade group
industry economists university state immigration migration refugee interior foreign defence
defense labour labor department institute home security international federal customs bureau
committee commission council embassy diplomat diplomats spokesman spokeswoman spokesperson city
mayor's regional local researchers sociologists demographers analysts think tank company firm
study population register foreigners affairs internal military intelligence aid rights
humanitarian registration un it prosecutor's general public social minister minister's high
commissioner chief governor secretary president ambassador officers patrol agents teams team staff
monitors platform un's colleague colleagues counterpart counterparts directorate premier
coordinator envoy
"""

_LOWER_OK = frozenset(_LOWER_OK_TEXT.split())


@lru_cache(maxsize=8)
def speakers(text: str) -> tuple[tuple[re.Match[str], str, float, int], ...]:
    """Verbs of saying and counting, their subjects, rank, and how near a number must follow."""
    found: list[tuple[re.Match[str], str, float, int]] = []
    for match in _SAY_WORD.finditer(text):
        before = _BRACKET_END.sub("", _AUX.sub("", text[: match.start()].rstrip()))
        head = _before_apposition(before)
        # "Frontex, the EU's border agency, said"
        phrase = head if head and is_body(head) else subject_before(before) or head
        if coloned := _COLONED_AT_END.search(before):
            phrase = coloned.group()
        places = find_places(phrase) if phrase else []
        named = phrase.strip().rstrip("'’s")
        if places and phrase[places[0].start : places[0].end].rstrip("'’s") == named:
            if not (head and _ASIDE.search(before)) and not _PLACED.search(before[: -len(phrase)]):
                found.append((match, phrase, 3.3, 25))
        elif phrase:
            found.append((match, phrase, 0.9, 0))
    for match in _HANDLED.finditer(text):
        before = _BRACKET_END.sub("", _AUX.sub("", text[: match.start()].rstrip()))
        phrase = _before_apposition(before) or subject_before(before)
        if phrase and is_body(phrase):
            found.append((match, phrase, 0.5, 45))
    return tuple(found)


_APPOSED = re.compile(r"(?P<head>[^,;.]{2,60}),\s+[^,;.]{4,90},$")


_COLONED_AT_END = re.compile(rf"\b{COLONED.pattern}$")
_ASIDE = re.compile(r",\s+(?:where|which|who|whose)\b[^,]*,$")  # "Ecuador, where ..., counts"


def _before_apposition(before: str) -> str:
    """The subject in "Alpha Bank, the largest lender, projects"."""
    match = _APPOSED.search(before) if before.endswith(",") else None
    return subject_before(match.group("head")) if match else ""


_BRACKET_END = re.compile(r"\s*\([^()]{2,40}\)$")  # "the statistical office (Destatis) says"

_NOT_IN_NAMES = frozenset(
    [
        "who",
        "that",
        "which",
        "when",
        "where",
        "while",
        "but",
        "or",
        "as",
        "than",
        "then",
        "if",
        "so",
        "such",
        "not",
        "no",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "people",
        "refugees",
        "migrants",
        "their",
        "there",
        "this",
        "these",
        "those",
        "many",
        "some",
        "more",
        "from",
        "by",
        "with",
        "about",
        "into",
        "over",
        "its",
        "his",
        "her",
        "our",
        "my",
        "although",
        "though",
        "because",
        "since",
        "after",
        "before",
        "until",
        "whereas",
        "even",
        "only",
        "both",
        "each",
        "every",
        "another",
        "several",
        "most",
    ]
)

# An office that issued, let in or sent back so many has counted them itself.
_HANDLED = Keyed(
    r"received|welcomed|took in|register(?:s|ed)?|has seen|have seen|traces?|traced|"
    r"identif(?:y|ies|ied)|maintains?|assum(?:es|ed)|lists|listed|caught|intercepted|"
    r"ha[sd](?= [^.;]{2,60}\bon (?:file|record|its (?:register|books|rolls)))|took down|detected|"
    r"detects|verified|documented|screened|resettled|relocated|evacuated|repatriated|"
    r"ha[sd](?= (?:about |some |nearly |almost |over )?\d)|turned (?:back|away)|enrolled|"
    r"naturali[sz]ed|rescued|sent (?:back|home)|fingerprinted|issued|granted|approved|processed|"
    r"admitted|deported|oversaw|took(?= (?:about |some |nearly |almost |over )?\d)|encountered|"
    r"apprehended|let in|cleared|выдал\w*|оформил\w*|одобрил\w*",
    after=r"\b",
)

_PLACED = re.compile(r"\b(?:from|in|of|to|for|on)\s+(?:the\s+)?$", re.IGNORECASE)

_SAY_WORD = Keyed(SAY, after=r"\b", flags=re.NOFLAG)

_AUX = re.compile(
    r"(?:\s+(?:itself|themselves|alone|once|has|have|had|also|now|recently|later|separately|"
    r"previously|earlier|then|therefore|thus|meanwhile|however|still|on \w+day|\w+ly|also|this week|last week|last month))+$",
    re.IGNORECASE,
)


_WORD_OR_MARK = re.compile(r"[\w’'.&\-]+|[,;:()“”\"—–]")
_JOINING = re.compile(r"^(?:(?:and|of|for|in|at|to|on)\s+)+", re.IGNORECASE)
_ONLY_SMALL = re.compile(r"(?:the |a |an |it |they |and |in |of )*")


def subject_before(before: str) -> str:
    """The noun phrase that ends right before a verb of saying."""
    trimmed = _AUX.sub("", before).rstrip()
    if trimmed.endswith((",", "–", "-")):
        trimmed = trimmed[:-1].rstrip()
    words = _WORD_OR_MARK.findall(trimmed)[-12:]
    taken: list[str] = []
    for word in reversed(words):
        lowered = word.lower().removesuffix("'s").removesuffix("’s")
        if not word[0].isalnum() or lowered in _NO_RUSSIAN_SUBJECT:
            break
        if taken and taken[-1].lower() == "the" and word.lower() not in ("of", "for", "and"):
            break  # "By sea the Coast Guard"
        if taken and lowered in _DAYS_AND_MONTHS:
            break  # "In May the Border Guard"
        known = word[0].isupper() or lowered in _LOWER_OK or _small_in_russian(lowered)
        known = known or (not taken and is_body(word))
        # "Lebanon's disaster unit": a word of its own inside the name of an office.
        foreign = not lowered.isascii()
        if not known and not (
            taken and lowered.isalpha() and not foreign and is_body(" ".join(taken))
        ):
            break
        if not known and (lowered in _NOT_IN_NAMES or lowered.endswith(("ed", "ing", "ly"))):
            break
        if word.lower() in ("in", "at", "to", "on", "for") and not taken:
            break
        taken.append(word)
    phrase = " ".join(reversed(taken))
    phrase = _JOINING.sub("", phrase)
    if _ONLY_SMALL.fullmatch(phrase.lower().strip() + " "):
        last = words[-1].lower() if words else ""
        return last if last in ("it", "they", "he", "she", "we") else ""
    clause = trimmed.split(",")[-1].strip().lower()
    subject = clause.removeprefix("and ").removeprefix("but ")
    if subject in ("he", "she"):
        return "he"
    if _OF_IT.fullmatch(subject) and not is_body(subject):
        return "it"  # "its replies show"
    if subject == "it" or subject.endswith((" it", " they")):
        return "it"
    return phrase


_NO_RUSSIAN_SUBJECT = frozenset(["как", "что", "об", "этом", "при", "ранее"])
_DAYS_AND_MONTHS = frozenset(MONTHS) | frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
_OF_IT = re.compile(r"(?:its|their)(?: [a-z][\w-]*){1,3}")


def _small_in_russian(word: str) -> bool:
    """Whether a word without a capital may belong to the name of a Russian institution."""
    if word.isascii():
        return False
    return is_body(word) or bool(find_places(word)) or _OFFICE_ADJECTIVE.fullmatch(word) is not None


_OFFICE_ADJECTIVE = re.compile(
    r"(?:пограничн|миграционн|государственн|национальн|центральн|иммиграционн|статистическ|"
    r"федеральн|местн|таможенн|межведомственн|международн|правительственн)\w{2,3}"
)
