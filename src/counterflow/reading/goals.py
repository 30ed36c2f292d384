"""Places that only seem to be hosts: those that people make for, and those they are watched from."""

from __future__ import annotations

import re

from counterflow.reading.keyed import Keyed

_AIMED_AT = re.compile(
    r"\b(?:who|which|that|having)(?: (?:had|have|has|were|was|are))?(?: \w+ly| once| first)? "
    r"(?:set(?:ting)? (?:out|off)|started out|bound|heading|headed|making|aiming)"
    r" (?:for|to|towards?)\s+(?:the\s+)?$"
)
_ON_THE_WAY = re.compile(
    r"\b(?:on (?:the|their|its) (?:\w+ )?(?:way|road|journey)(?: north| south| east| west)?|"
    r"en route|in transit|bound|destined|heading|headed|aiming|making)"
    r" (?:for|to|towards?)\s+(?:the\s+)?$"
)
_WAY = Keyed(
    r"\b(?:way|road|journey|en route|in transit|bound|destined|heading|headed|aiming|making)\b",
    after="",
)
_GOT_TO = re.compile(
    r"\b(?:reach|enter|cross|pass|transit|stop|arriv|land|detain|held|regist|count|strand|stuck|"
    r"intercept|walk|travers)\w*(?: (?:in|into|at|on|through|over|up in))? (?:the )?$"
)
_TURNED_BACK = re.compile(
    r"[^.;]{0,60}?\b(?:turn\w* (?:round|around|back)|gave up|given up|abandon\w*|head\w* (?:back|"
    r"home|south|north)|(?:went|gone|going|came|come) back|stuck|stranded)\b"
)
_WATCHERS_IN = Keyed(
    r"\b(?:researchers|scientists|scholars|academics|economists|analysts|experts|demographers|"
    r"sociologists|geographers|pollsters|observers|monitors|journalists|reporters|statisticians|"
    r"historians|lawyers|activists|think tanks?|laboratory|team)(?: based| working)?"
    r" (?:in|at|from) (?:the )?$",
    after="",
    flags=re.IGNORECASE,
)
_WATCH = re.compile(
    r"(?:,? (?:who|which|that))?(?:,? (?:have|has|had|recently|also))* (?:stud|found|find|said|say|"
    r"estimat|calculat|analy[sz]|examin|look|report|count|conclud|put\b|survey|follow|track|trac|"
    r"ask|interview|reckon|comb|went through|compar|monitor)"
)
_ACCORDING = re.compile(r"\b[Aa]ccording to [^.;,]{0,60}$")
_BACK = 60  # characters


def is_aim(text: str, start: int) -> bool:
    """Whether a place is only what somebody had set out for, whatever they did then.

    Examples
    --------
    >>> text = "900 people who had set out for Malta turned back"
    >>> is_aim(text, text.index("Malta"))
    True
    """
    return _AIMED_AT.search(text, max(0, start - _BACK), start) is not None


def may_have_goals(text: str) -> bool:
    """Whether a sentence speaks of people on their way."""
    return _WAY.search(text) is not None


def is_goal(text: str, start: int) -> bool:
    """Whether people are told to be on their way to a place: "on their way to Italy"."""
    return _ON_THE_WAY.search(text, max(0, start - _BACK), start) is not None


def is_got_to(text: str, start: int) -> bool:
    """Whether people are told to have reached or crossed a place, or to be stopped in it."""
    return _GOT_TO.search(text, max(0, start - _BACK), start) is not None


def turned_back(text: str, end: int) -> bool:
    """Whether people turned back before they came to the place that ends there."""
    return _TURNED_BACK.match(text, end) is not None


def is_watched_from(text: str, start: int, end: int) -> bool:
    """Whether a place is only where those work who studied or counted people.

    Examples
    --------
    >>> text = "Economists in Austria who studied the lists found 4,000"
    >>> is_watched_from(text, text.index("Austria"), text.index(" who"))
    True
    """
    low = max(0, start - 90)
    if _WATCHERS_IN.search(text, low, start) is None:
        return False
    return _WATCH.match(text, end) is not None or _ACCORDING.search(text, low, start) is not None
