"""The body that puts a document out: a release's figures are its own where nobody else is credited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterflow.reading.bodies import KNOWN_BODIES, is_body
from counterflow.reading.places import is_only_a_place
from counterflow.reading.sentences import Sentence

_TITLES = 6  # lines above and below the headline
_LONGEST_TITLE = 140

_RELEASE = re.compile(
    r"\b(?:(?:press|news|media|statistical|data) (?:release|communiqu[eé])|"
    r"flash (?:update|report)|situation (?:report|update)|sitrep|"
    r"(?:operational|emergency|monthly|weekly|quarterly|regional|response) update|"
    r"(?:monthly|weekly|quarterly|statistical) (?:bulletin|report|review|digest)|"
    r"(?:monitoring|protection|information|situation|data) (?:brief|note|snapshot|profile)|"
    r"fact ?sheet|press[- ]service|пресс-релиз|пресс-служба|информационный бюллетень)\b",
    re.IGNORECASE,
)
"""What a body calls a paper of its own."""

_OWN_DATA = re.compile(
    r"\b(?:[Tt]hese|[Tt]he|[Aa]ll|[Ii]ts) (?:data|figures|statistics|results|numbers|"
    r"estimates)(?: in this \w+)? (?:are|were|is|was|have been) (?:\w+ )?"
    r"(?:released|published|issued|compiled|produced|collected|provided|"
    r"supplied) by (?:the )?(?P<x>[A-Z][^,.;()]{2,80})"
)

_ON_A_DAY = re.compile(r"\s+(?:on \w+day|this|last|today|yesterday|earlier)\b.*")

_SOURCE_LINE = re.compile(
    r"\s*(?:Data )?(?:Sources?|Источники?|Данные):\s*(?:the )?(?P<x>[A-ZА-ЯЁ][^,.;()\n]{2,80})"
)
_CONTACT = re.compile(
    r"\s*(?:(?:Media|Press|For (?:more|further) information)\b[^.]{0,30}\b(?:contacts?|office|"
    r"officer|enquiries|inquiries|relations|service)\b|Contact:)"
)
_LAST = 3  # sentences: a source named further up stands under a chart

_CREDITED = re.compile(
    r"\bThe (?P<x>[A-Z][\w-]+(?: (?:of|for|and|on|the|"
    r"[A-Z][\w-]+)){0,7}(?: \([A-Z]\w+\))?),? (?:[^,.;]{3,60}, )?"
    r"(?:(?:today|yesterday|this week|on \w+day) )?(?:reports|reported|says|said|puts|announces|"
    r"announced|states|stated|counted|recorded|publishes|published|presents|presented|releases|"
    r"released|issued|unveiled)\b"
)

_METHOD = re.compile(
    r"\s*(?:Notes? on (?:the )?(?:methods?|methodology|definitions|data)|"
    r"Methodolog(?:y|ical notes?)|Methods? and definitions|Definitions|"
    r"Notes? to (?:users|editors)|Explanatory notes?|Technical notes?)\s*(?:[.:]|$)",
    re.IGNORECASE,
)
"""What an office of statistics ends a paper of its own with."""
_ACCORDING = re.compile(
    r"\b[Aa]ccording to the (?P<x>[A-Z][\w-]+(?: (?:of|for|and|on|the|"
    r"[A-Z][\w-]+)){0,7}(?: \([A-Z]\w+\))?)"
)

_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'.&-]*)(?: (?:(?:of|for|and|on|the|de|y|for the|"
    r"of the) )?\(?[A-ZÀ-Þ][\w’'.&-]*\)?)*"
)

_NO_OFFICE = re.compile(
    r"\b(?:Border|Refugees?|Migration|Situation|Crisis|Response|Report|Update|Release|Press)\b"
)


def publisher_of(sentences: Sequence[Sentence]) -> str:
    """The body that puts a document out; blank where it is not one, or does not say which.

    Examples
    --------
    >>> lines = ("UNHCR flash update 3", "Some 3,000 came.")
    >>> publisher_of([Sentence(0, len(line), line, at) for at, line in enumerate(lines)])
    'UNHCR'
    """
    notes = [_SOURCE_LINE.match(sentence.text) for sentence in sentences[-_LAST:]]
    for own in (*(_OWN_DATA.search(s.text) for s in sentences if " by " in s.text), *notes):
        if own and is_body(own.group("x")) and not is_only_a_place(own.group("x").rstrip()):
            return _ON_A_DAY.sub("", own.group("x")).strip()
    if author := _author(sentences):
        return author
    headed = _HEADED.match(sentences[0].text) if sentences else None
    if headed and is_body(headed.group("x")):
        return headed.group("x")
    titles = [s.text for s in sentences[:_TITLES] if len(s.text) <= _LONGEST_TITLE]
    for title in titles[:_MASTHEAD]:
        named = _DATED.search(title)
        name = named.group("x") if named else title.strip()
        if _OFFICE.search(name) and not _OUTLET.search(name) and _NAME.fullmatch(name):
            return name
    closing = any(_CONTACT.match(sentence.text) for sentence in sentences[-_LAST:])
    methodical = any(_METHOD.match(sentence.text) for sentence in sentences[_TITLES:])
    if not (closing or methodical) and not any(_RELEASE.search(title) for title in titles):
        return ""
    for title in titles:
        if not title.rstrip().endswith((".", "?", "!")) and (body := _body_in(title)):
            return body
    for sentence in sentences:
        credited = _CREDITED.search(sentence.text)
        if credited is None and methodical:
            credited = _ACCORDING.search(sentence.text)
        if credited and is_body(credited.group("x")):
            return credited.group("x")
    return ""


_GENERIC = re.compile(
    r"(?:(?:News|Press|Media|Newsroom|Statements?|Releases?|Latest|Stories|Key|Main|Figures|Data|"
    r"Findings|Facts|Numbers|Population|Concern|Research|Study|Report|Summary|Statistics|"
    r"Trends|Migration|Refugees|Border|Movements?|Response|and|of|at|in|a|the|glance)\W*)+",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\s*(?P<x>[A-Z]\w*[Ss]tat(?:Can|is|istics? [A-Z]\w+)?|"
    r"Stat(?:Can|istics? [A-Z]\w+)): (?=[\w“\"‘'])[^\n]{12,160}$"
)
"""The office of statistics that is said to say a headline: "Eurostat: more claims"."""
_MASTHEAD = 3  # lines
_DATED = re.compile(r"\((?P<x>[A-Z][\w .&-]{1,60}),? [^()]{0,20}\d{4}\)\s*$")
_OFFICE = re.compile(
    r"\b(?:[Ss]tatisti\w+|Office|Ministry|Department|Migration Service|Immigration|Border|Agency|"
    r"Directorate|Secretariat|Council|"
    r"UNHCR|IOM|OCHA|Eurostat|Frontex|Destatis|Geostat)\b"
)
_OUTLET = re.compile(
    r"\b(?:News|Press|Times|Post|Herald|Tribune|Journal|Refugees?|Crisis|Response)\b"
)


def _author(sentences: Sequence[Sentence]) -> str:
    """The body that says "we": the first that is introduced with its short name in brackets."""
    ours = [s.text for s in sentences if any(word in s.text for word in _OURS)]
    if not any(_WE.search(_QUOTED.sub("", text)) for text in ours):
        return ""
    for sentence in sentences[:_INTRODUCTION]:
        for match in _SHORTENED.finditer(sentence.text):
            capitals = "".join(word[0] for word in match.group("x").split() if word[0].isupper())
            if capitals.endswith(match.group("short")) and is_body(match.group("x")):
                return match.group("x").removeprefix("The ")
    return ""


_OURS = ("our ", "Our ", "we ", "We ")
_INTRODUCTION = 10  # sentences
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]?")
_WE = re.compile(
    r"\b[Oo]ur (?:own |first |new |latest )?(?:estimates?|surveys?|calculations?|figures|count|"
    r"research|analysis|data|respondents|model)\b"
    r"|\b[Ww]e (?:\w+ )?(?:estimate|calculate|count|survey|ask|interview|poll|expect|find|found|"
    r"arrive|rel(?:y|ied)|use)\w*\b"
)
_SHORTENED = re.compile(
    r"(?P<x>[A-Z][\w’'-]*(?: (?:(?:of|for|and|on|of the|"
    r"for the) )?[A-Z][\w’'-]*){1,7}) \((?P<short>[A-Z]{2,8})\)"
)


def _body_in(title: str) -> str:
    """The body that a line names: a well-known one, or a line that is the name of one."""
    for part in re.split(r"[\n|•·–—:]| - ", title):
        name = _RELEASE.sub("", part).strip(" ,-#0123456789")
        if not name or is_only_a_place(name) or _GENERIC.fullmatch(name):
            continue
        first = name.split()[0].replace(".", "").lower()
        if first in KNOWN_BODIES:
            return name.split()[0]
        whole = _NAME.fullmatch(name)
        shouted = name.isupper() and " " in name  # its short words are no acronyms
        if shouted and not is_body(name.title()):
            continue
        if whole and is_body(_NO_OFFICE.sub("", name)) and not _RELEASE.search(name):
            return name
    return ""
