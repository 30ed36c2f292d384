"""What stands around a number, and around a time expression, that tells which belongs to which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from counterflow.reading.comparisons import BASELINE
from counterflow.reading.keyed import Keyed
from counterflow.reading.prospects import is_expected
from counterflow.reading.quantity import Quantity
from counterflow.reading.relative_words import NEXT_YEAR
from counterflow.reading.scene import Counted, Memory, Scene
from counterflow.reading.share_dates import of_the_group, stands
from counterflow.reading.times import Time
from counterflow.reading.told import is_of_saying

_NEAR = 60
_BULLET = re.compile(r"\s*(?:[-•*–·▪]|\d{1,2}[.)])\s+\S")
_BACK = re.compile(
    r"\s*[\"“«]?(?:of|among|these|this|those|they|that|it|another|a further|"
    r"the (?:figure|number|total|count|rest|others?))\b|\s*(?:из|они|это|эт[аио]|ещё)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\s*(?:of|из) (?:them|these|those|whom|which|"
    r"the (?:total|travell?ers|arrivals|newcomers|returnees)|них|которых)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_HAVE = frozenset(["have", "has", "had"])
_PERFECT = re.compile(
    r"\b(?:have|has|had)\b(?: \w+)? (?:\w+ed|been|left|fled|gone|come|taken|made|found|seen|"
    r"sought|moved|got|sent|given|become|driven|grown|risen|fallen|set)\b",
    re.IGNORECASE,
)
_PRESENT = frozenset(
    [
        "live",
        "lives",
        "host",
        "hosts",
        "count",
        "counts",
        "shelter",
        "shelters",
        "reside",
        "resides",
        "remain",
        "remains",
        "hold",
        "holds",
        "is",
        "are",
        "stay",
        "stays",
        "work",
        "works",
        "still",
        "now",
        "living",
        "hosting",
        "staying",
        "живут",
        "живет",
        "находятся",
        "проживает",
        "остаются",
        "остается",
        "остаётся",
        "живёт",
        "находится",
        "проживают",
        "насчитывается",
        "числятся",
        "числится",
        "трудятся",
        "работают",
        "учатся",
        "пользуются",
        "насчитывает",
        "составляют",
        "принимает",
        "имеют",
        "состоят",
        "пребывают",
        "пребывает",
        "продолжают",
        "сейчас",
        "теперь",
        "сегодня",
        "составляет",
    ]
)
_PAST = frozenset(
    [
        "were",
        "was",
        "left",
        "fled",
        "went",
        "came",
        "took",
        "let",
        "saw",
        "got",
        "sent",
        "made",
        "gave",
        "did",
        "stood",
        "rose",
        "fell",
        "grew",
    ]
)
_PAST_ENDINGS = ("ed", "ли", "ло", "ла", "лось", "лись")
_TOTAL = frozenset(
    ["all", "total", "sum", "altogether", "overall", "far", "date", "всего", "итого", "общее"]
)
_ASKED = frozenset(
    [
        "survey",
        "surveys",
        "surveyed",
        "poll",
        "polls",
        "polled",
        "questionnaire",
        "questionnaires",
        "interview",
        "interviews",
        "interviewed",
        "interviewers",
        "respondents",
        "responded",
        "respondent",
        "asked",
    ]
)
_MEANT = frozenset(
    [
        "mean",
        "meant",
        "like",
        "hope",
        "hoped",
        "hoping",
        "hopes",
        "plan",
        "plans",
        "planned",
        "planning",
        "intend",
        "intends",
        "intended",
        "intention",
        "want",
        "wants",
        "wanted",
        "wish",
        "wishes",
        "prefer",
        "preferred",
        "consider",
        "considering",
        "considered",
        "likely",
        "unlikely",
        "willing",
        "ready",
        "хотят",
    ]
)
_HAVE_SINCE = re.compile(
    r"[^.;,]{0,60}?\b(?:(?:have|has) (?:already |also )?since (?!the\b|\d|[A-Z])|since then\b)|"
    r"[^.;,]{0,60}?\bс тех пор\b"
)
_DAILY = re.compile(r"\b(?:a|per|each|every) day\b|\bdaily\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def _sentence_marks(text: str) -> tuple[str, ...]:
    said = {
        "bullet": _BULLET.match(text),
        "back": _BACK.match(text),
        "asked": not _ASKED.isdisjoint(_WORD.findall(text)),
    }
    return tuple(name for name, yes in said.items() if yes)


_NOUNS = re.compile(
    r"\b(?:main|top|biggest|largest|leading|major|other|principal|their|its|the) (?:hosts|work|stays?)\b"
)  # "the main hosts" tells no present


def number_marks(
    scene: Scene, quantity: Quantity, counted: Counted, memory: Memory
) -> tuple[str, ...]:
    """What the sentence says about when a number was counted, time expressions aside."""
    text = scene.sentence.text
    near = text[max(0, quantity.start - _NEAR) : quantity.end + _NEAR]
    words = set(_WORD.findall(_NOUNS.sub(" ", near.lower())))
    dated = sum(time.role != "now" for time in scene.times)
    marks = [f"times{min(2, dated)}", *_sentence_marks(text)]
    if any(time.role == "now" for time in scene.times):
        marks.append("now")
    if (words & _HAVE and _PERFECT.search(near)) or "уже" in words:
        marks.append("perfect")
    elif words & _PRESENT:
        marks.append("present")
    elif words & _PAST or any(word.endswith(_PAST_ENDINGS) for word in words):
        marks.append("past")
    if words & _TOTAL:
        marks.append("total")
    if not _MEANT.isdisjoint(_WORD.findall(text, quantity.end, quantity.end + 100)):
        marks.append("meant")
    if _DAILY.search(text, quantity.end, quantity.end + 40):
        marks.append("daily")
    if counted == "share":
        marks.append("stands" if stands(scene, quantity) else "moves")
    said = {
        "expected": is_expected(text, quantity) or (counted != "share" and _looks_ahead(scene)),
        "of them": _OF_THEM.match(text, quantity.end),
        "since then": _HAVE_SINCE.match(text, quantity.end),
        "baseline": _is_baseline(text, quantity),
        "percent": quantity.kind == "percent",
        "opens": memory.text_paragraph != scene.sentence.paragraph,
    }
    return (*marks, *(name for name, yes in said.items() if yes))


def _looks_ahead(scene: Scene) -> bool:
    """Whether a sentence tells of a year to come: "400,000 this year and 300,000 next"."""
    return any(time.basis == NEXT_YEAR for time in scene.times)


_LEAD = re.compile(r"(\w+|\()\W*$")
_LEADS = frozenset(
    [
        "in",
        "on",
        "over",
        "during",
        "for",
        "from",
        "than",
        "to",
        "of",
        "at",
        "by",
        "between",
        "(",
        "against",
        "with",
        "and",
        "through",
        "throughout",
        "until",
        "в",
        "за",
        "на",
        "с",
        "от",
        "чем",
        "к",
        "и",
    ]
)
_TOLD = Keyed(
    r"\b(?:said|told|reported|announced|published|released|known|revealed|disclosed|"
    r"stated)\s+(?:\w+\s+)?$",
    after="",
)
_RECORD = Keyed(
    r"\b(?:highest|lowest|most|biggest|largest|fewest|worst|sharpest|steepest|record|first|"
    r"smallest|best|рекорд\w*|максим\w+|миним\w+|наименьш\w+|наибольш\w+|"
    r"впервые)\b[^.;,\d]{0,40}$",
    after="",
)
_AND_THEN = re.compile(r"(?:,|;)\s*(?:and|but|then)?\s*(?:only |just )?$|\band\s+(?:only |just )?$")
_THAN = (
    r"\s+(?:\w+\s+)?(?:on|over|from|above|below|up on|down on|than(?: in)?|compared (?:with|to)|"
    r"relative to|against|versus)\s+(?:the\s+)?$"
)
_BASE_OF_CHANGE = Keyed(
    r"\b(?:increase|rise|jump|drop|fall|decline|growth|up|down|more|fewer|less|higher|lower|"
    r"as many)\s+(?:on|over|from|than in|than|as in|compared (?:with|to))\s+(?:the\s+)?$|"
    r"\b(?:twice|double|triple|half) the\s+$"
    rf"|\b(?:per ?cent|percentage points){_THAN}",
    after="",
)
_BASE_OF_PERCENT = re.compile(rf"%{_THAN}", re.IGNORECASE)
_COMPARED = Keyed(
    r"\b(?:against|versus|than|set against|compared (?:with|to))\s+(?:(?:in|at|on|during)\s+)?"
    r"(?:the\s+)?$|"
    r"\b(?:more|fewer|less|higher|lower|larger|smaller)\s+than\s+(?:in|at|on|during|over|the|"
    r"before)\b[^.;,\d]{0,50}$"
    r"|\bas many as in\s+$|\b(?:fourfold|threefold|twofold|times|double|triple|twice|"
    r"half)\s+(?:the|that|those|what|as)\b[^.;,\d]{0,40}$|\bчем (?:за|в|на)\s[^.;,\d]{0,30}$|"
    r"\bчем\s+$|\bпо сравнению со?\s[^.;,\d]{0,30}$"
    r"|\b(?:compared|set against|relative|in comparison|"
    r"by comparison)(?: (?:to|with))? (?:the )?(?:\w+ ){0,4}$",
    after="",
)
_CAME = re.compile(
    r"\b(?:who|that)\s+(?:had |have |has )?(?:\w+ )?(?:fled|left|arrived|came|come|escaped|"
    r"entered|crossed|moved|settled|reached|been driven|were driven)\b"
)
_BUT = re.compile(r", (?:but|though|although|whereas) [^,;]*$")
_AND = re.compile(r", (?:and|but|or)\b")
_CONTRAST = re.compile(r"\b(?:while|but|whereas|though|although|хотя|тогда как|однако)\b")
_PART_OF = re.compile(r"\b(?:of whom|of which|из которых)\b")
_WHO = re.compile(r"\b(?:who|which|that)\b")
_WHEN = re.compile(r"[”\"]?,[”\"]? (?:when|когда)\b")
_OPENS_CLAUSE = re.compile(
    r";\s*(?:and |but |while )?(?:in |over |during |from |between )?(?:the )?$"
)
_GAPS = ((3, "0"), (12, "1"), (30, "2"), (60, "3"), (110, "4"), (200, "5"))
_OPENING = 25
_REACH = 110  # characters
_NEXT = 20


def _lead_mark(text: str, time: Time) -> str:
    """The word before a time expression, if it is one that leads to times."""
    lead = _LEAD.search(text, max(0, time.start - 20), time.start)
    word = lead.group(1).lower() if lead else "^"
    return f"lead {word if word in _LEADS or word == '^' else '*'}"


def _is_base_of_change(text: str, start: int, end: int) -> bool:
    """Whether a change is told over what follows: "18% more than in", "12% above"."""
    if _BASE_OF_CHANGE.search(text, start, end):
        return True
    return "%" in text[start:end] and _BASE_OF_PERCENT.search(text, start, end) is not None


def is_compared(text: str, time: Time) -> bool:
    """Whether a time is only what something is compared with: "twice as many as in May".

    Examples
    --------
    >>> from datetime import date
    >>> from counterflow.reading.context import Context
    >>> from counterflow.reading.periods import find_times
    >>> text = "That is 12% more than in January 2022."
    >>> [time] = find_times(text, Context(published=date(2023, 2, 21)))
    >>> is_compared(text, time)
    True
    """
    start, end = max(0, time.start - _REACH), time.start
    return _COMPARED.search(text, start, end) is not None or _is_base_of_change(text, start, end)


@lru_cache(maxsize=512)
def opening_marks(text: str, time: Time) -> tuple[str, ...]:
    """Whether a time is when something was said, or only what something is compared with."""
    start, end = max(0, time.start - _REACH), time.start
    marks = [time.basis.split(":")[0]]
    if is_of_saying(text, time):
        marks.append("announced")
    if _TOLD.search(text, start, end):
        marks.append("told")
    if _RECORD.search(text, start, end):
        marks.append("record")
    if is_compared(text, time):
        marks.append("compared")
    if time.start < _OPENING:
        marks.append("opens sentence")
    marks.append(_lead_mark(text, time))
    return tuple(marks)


def time_marks(
    scene: Scene, quantity: Quantity, time: Time, others: Sequence[Quantity]
) -> tuple[str, ...]:
    """How a time expression stands to a number of its sentence."""
    text = scene.sentence.text
    after = time.start >= quantity.end
    low, high = (quantity.end, time.start) if after else (time.end, quantity.start)
    between = text[low:high]
    side = "after" if after else "before"
    crossed = [o for o in others if low <= o.start and o.end <= high]
    times = sum(low <= t.start and t.end <= high for t in scene.times if t is not time)
    gap = next((name for most, name in _GAPS if len(between) <= most), "6")
    distances = [_distance(t, quantity) for t in scene.times]
    own = _distance(time, quantity)
    rivals = sum(_distance(time, other) < len(between) for other in others)
    marks = [
        side,
        f"{side} gap{gap}",
        f"{side} crossed{min(3, len(crossed))}",
        f"{side} times{min(2, times)}",
        "nearest" if own == min(distances) else "farther",
        f"rivals{min(2, rivals)}",
        *opening_marks(text, time),
    ]
    if not after and ":" in between and "record" in marks:
        marks.remove("record")  # "the largest loss was in June: 194,000"
    if own != min(distances) and times == 0:
        marks.append(f"next {side}")
    if ";" in between or ":" in between:
        marks.append(f"{side} semicolon")
        if _OPENS_CLAUSE.search(text, low, time.start):
            marks.append(f"{side} opens clause")
    if commas := between.count(","):
        marks.append(f"{side} commas{min(2, commas)}")
    if _CONTRAST.search(between):
        marks.append("contrast")
    if _AND.search(between):
        marks.append(f"{side} comma and")
    if of_the_group(scene, quantity, time):
        marks.append("of the group")  # "of those who came in 2022, half have work"
    if "today" in text[time.start : time.end].lower():
        marks.append("today")
    said = (
        _said_after(text, between, time, crossed)
        if after
        else _said_before(text, between, time, others)
    )
    return (*marks, *said)


def who_came(text: str, start: int, time: Time) -> bool:
    """Whether a clause about those who came stands before a time, behind a place in its sentence."""
    return _CAME.search(text, start, time.start) is not None


def _said_after(text: str, between: str, time: Time, crossed: Sequence[Quantity]) -> list[str]:
    said = {
        "but": _BUT.search(between),
        "part of": _PART_OF.search(between),
        "who came": _CAME.search(between),
        "and then": _AND_THEN.search(between),
        "behind baseline": any(_is_baseline(text, other) for other in crossed),
    }
    return [name for name, yes in said.items() if yes]


def _said_before(text: str, between: str, time: Time, others: Sequence[Quantity]) -> list[str]:
    before = [other.end for other in others if other.end <= time.start]
    said = {
        # "of the 5,000 who came in 2022, ..."
        "whose clause": "," in between and before and _WHO.search(text, max(before), time.start),
        "when": _WHEN.match(text, time.end),
        "of baseline": any(
            other.end <= time.start < other.end + _NEXT and _is_baseline(text, other)
            for other in others
        ),
    }
    return [name for name, yes in said.items() if yes]


def _distance(time: Time, quantity: Quantity) -> int:
    return time.start - quantity.end if time.start >= quantity.end else quantity.start - time.end


def _is_baseline(text: str, quantity: Quantity) -> bool:
    """Whether a number is told as what another is compared with: "down from 132,000"."""
    return BASELINE.search(text, max(0, quantity.start - _NEAR), quantity.start) is not None
