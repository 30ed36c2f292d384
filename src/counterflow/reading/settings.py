"""Where a text is set: the country of a document, of a section under its own heading."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from counterflow.reading.context import Context
from counterflow.reading.keyed import Keyed
from counterflow.reading.periods import find_times
from counterflow.reading.places import Mention, find_places, names_people
from counterflow.reading.roles import EVENT, NEW_CLAUSE
from counterflow.reading.sentences import Sentence
from counterflow.terms import REGIONS

_OFTEN = 2
_ON_THE_WAY = re.compile(r"\b(?:bound for|head(?:ed|ing) (?:for|to)|(?:to|of) reach(?:ing)?)\b")
_TITLE_LINES = 3
_MOST = 0.6
_LONGEST_HEADING = 60
_LONGEST_TITLE = 140
_SHORTEST, _YEAR = 5, 366  # days a report may be about
_REPORT = re.compile(
    r"\b(?:report|update|bulletin|snapshot|overview|statistics|monthly|weekly|quarterly|annual|"
    r"yearly|summary|dashboard|monitoring|figures|brief|factsheet|fact sheet|sitrep|trends|"
    r"returns|arrivals)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…:;,”\"»]\s*$")
_NO_HEADING = re.compile(r"^\s*[-•*–·▪]|\d")  # a point of a list, a dateline
_LONGEST_LABEL = 50
_LABEL = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]+(?:,? (?:and |the |of )*)?)+[.:—–]?\s*")
_ATTACKED = Keyed(
    r"\b(?:war|wars|invasion|invade[sd]?|fighting|aggression|assault|offensive|operations?|"
    r"hostilities|attack\w*|peace|ceasefire|truce|troops)\b"
    r"(?:[^.;,]{0,20}?\b(?:in|of|on|against|with|into|to)\s+(?:the )?|"
    r"[^.;,]{0,20}?\bbetween [^.;,]{0,30})$",
    after="",
)  # "the war in Ukraine", "a peace deal with Ukraine"
_OF_EVENT = re.compile(rf"(?:['’]s?)?\s+(?:(?!{NEW_CLAUSE})[\w-]+\s+){{0,2}}?{EVENT}\b")


def document_host(sentences: Sequence[Sentence], origin: str) -> tuple[str, ...]:
    """The country that most places of a document lie in, the origin left aside; none if unclear.

    Examples
    --------
    >>> text = "Armenia's economy grew. Yerevan is full, and rents in Gyumri rose."
    >>> document_host([Sentence(0, len(text), text, 0)], "RUS")
    ('ARM',)
    """
    seen: Counter[str] = Counter()
    for sentence in sentences:
        for place in find_places(sentence.text):
            if place.code != origin and _is_ground(sentence.text, place):
                seen[place.code] += 1
    whole = "\n".join(sentence.text for sentence in sentences)
    for code, names in _offices():
        seen[code] += sum(whole.count(name) for name in names)
    if host := _of_shared_office(whole, seen, origin):
        seen[host] += _OFTEN - 1
    most = seen.most_common(1)
    if most and most[0][1] >= _OFTEN and most[0][1] >= _MOST * seen.total():
        return (most[0][0],)
    titled = {
        code
        for sentence in sentences[:_TITLE_LINES]
        if len(sentence.text) <= _LONGEST_TITLE
        and not _ENDS.search(sentence.text)
        and not _ON_THE_WAY.search(sentence.text)
        for code in section_hosts(sentence.text, origin)
    }
    titled -= REGIONS.keys() - {"EU27"}  # an office counts in the Union, nobody in "Latin America"
    often = tuple(code for code in titled if seen[code] >= _OFTEN)
    return often if len(titled) == len(often) == 1 else ()


def _is_ground(text: str, place: Mention) -> bool:
    """Whether a place is named as ground to stand on: no people, no war, no row of a list."""
    if place.kind == "demonym" and names_people(text[place.start : place.end]):
        return False
    if place.kind == "region" and place.code not in _OFFICIAL:
        return False
    if _SIGNED.fullmatch(text, 0, place.start) and _ITS_NUMBER.match(text, place.end):
        return False  # a row of a list
    return not (
        _OF_EVENT.match(text, place.end)
        or _ATTACKED.search(text, 0, place.start)
        or _WHOSE.search(text, max(0, place.start - _BESIDE), place.start)
    )


_OFFICIAL = ("EU27", "EUROPE")
_SIGNED = re.compile(r"\s*(?:[-•*–·▪]\s+|\d{1,2}[.)]\s+)?")
_ITS_NUMBER = re.compile(r"\s*(?:[:|–—-]\s*|\(|\s|\t)(?:about |some )?\d")
_WHOSE = re.compile(
    r"\b(?:citizens|nationals|natives|refugees|people|migrants|immigrants|students|workers) "
    r"(?:of|from) (?:the )?$"
)  # who they are, not where


def _of_shared_office(text: str, seen: Counter[str], origin: str) -> str:
    """The one country of a document that an office of a common name can be of; blank if unclear."""
    named = {code for code, times in seen.items() if times and code not in REGIONS}
    hosts: set[str] = set()
    for name, codes in _shared_offices():
        at = text.find(name)
        if at < 0 or _is_of(text[max(0, at - _BESIDE) : at], origin):
            continue
        hosts |= named & set(codes) if codes != ("",) else named
    return hosts.pop() if len(hosts) == 1 else ""


def _is_of(before: str, origin: str) -> bool:
    """Whether the words before an office say that it is one of the origin: "Cuba's interior "."""
    return any(
        place.code == origin and _OWNS.fullmatch(before, place.end) for place in find_places(before)
    )


_OWNS = re.compile(r"(?:['’]s?)?(?: \w+)? ")
_BESIDE = 25  # characters


@cache
def _shared_offices() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names that offices of several countries have, and those countries; none said: any."""
    return _rows("shared_offices.csv")


def region_of(origin: str) -> str:
    """What "the region" means in a text about leavers of an origin; blank if unclear.

    Examples
    --------
    >>> region_of("VEN"), region_of("RUS")
    ('LATIN_AMERICA', '')
    """
    return next((code for code, origins in _rows("region_of.csv") if origin in origins), "")


@cache
def _rows(file: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Rows of a code and the names that belong to it."""
    text = (files("counterflow.reading") / "data" / file).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines(), delimiter=";")
    return tuple((code, tuple(names.split(","))) for code, names in rows)


def _offices() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Countries and their offices of statistics and migration, as far as they name no country."""
    return _rows("offices.csv")


@lru_cache(maxsize=64)
def offices_in(text: str) -> tuple[str, ...]:
    """The country whose office a sentence names, where the office does not name it itself.

    Examples
    --------
    >>> offices_in("Border Patrol stopped 3,000 people.")
    ('USA',)
    """
    found = _office_names().search(text)
    return () if found is None else (_office_of()[found.group()],)


@cache
def _office_of() -> dict[str, str]:
    return {name: code for code, names in _offices() for name in names}


@cache
def _office_names() -> Keyed:
    names = sorted(_office_of(), key=len, reverse=True)
    return Keyed("|".join(map(re.escape, names)), after=r"(?!\w)", flags=re.NOFLAG)


def is_heading(text: str) -> bool:
    """Whether a line of its own is a heading.

    Examples
    --------
    >>> is_heading("Kazakhstan and Georgia"), is_heading("They left.")
    (True, False)
    """
    if len(text) > _LONGEST_HEADING or _NO_HEADING.search(text):
        return False
    return _ENDS.search(text.rstrip("? ")) is None


def is_headline(text: str) -> bool:
    """Whether a line that tells a number opens a new section: "98% recognition rate"."""
    words = text.split()
    if not len(words) >= _FEWEST or len(text) > _LONGEST_HEADING or _ENDS.search(text):
        return False
    return _POINT.match(text) is None and text.count("|") == 0 and "  " not in text.strip()


_FEWEST = 4  # words
_POINT = re.compile(r"\s*[-•*–·▪]")


def run_in_hosts(sentence: str, origin: str) -> tuple[str, ...]:
    """The country that opens a paragraph as its heading: "Georgia. Some 3,000 came in May." """
    if len(sentence) > _LONGEST_LABEL or _LABEL.fullmatch(sentence) is None:
        return ()
    places = find_places(sentence)
    if not places or places[0].start or places[-1].end < len(sentence.rstrip(".:—– ")):
        return ()
    if places[0].kind == "city" and sentence.isupper():
        return ()  # "MOSCOW. June 8": where a report was written
    return section_hosts(sentence, origin)


def title_window(title: str, context: Context) -> tuple[date, date] | None:
    """The weeks or months that the title of a report says it is about; None if it says none.

    Examples
    --------
    >>> context = Context(published=date(2023, 7, 2))
    >>> title_window("Weekly situation report, 24-30 June 2023", context)
    (datetime.date(2023, 6, 24), datetime.date(2023, 6, 30))
    """
    if len(title) > _LONGEST_TITLE or _ENDS.search(title) or not _REPORT.search(title):
        return None
    spans = [time for time in find_times(title, context) if time.role == "span"]
    windows = [time.period for time in spans if _SHORTEST <= time.period.days <= _YEAR]
    return (windows[0].start, windows[0].end) if len(windows) == 1 else None


def section_hosts(heading: str, origin: str) -> tuple[str, ...]:
    """The countries a heading names, the origin left aside.

    Examples
    --------
    >>> section_hosts("Russians in Georgia", "RUS")
    ('GEO',)
    """
    places = [
        p
        for p in find_places(heading)
        if p.kind == "region" or not names_people(heading[p.start : p.end])
    ]
    codes = [code for place in places for code in place.codes if code != origin]
    return tuple(dict.fromkeys(codes))
