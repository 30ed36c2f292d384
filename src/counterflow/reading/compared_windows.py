"""Flows told beside those of a year before: both of the document's window, the second moved back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from counterflow.reading.amended import dated
from counterflow.reading.dates import shifted
from counterflow.reading.draft import Draft
from counterflow.reading.retold import ASSUMED_TIMES
from counterflow.terms import Measure

_Window = tuple[date, date]
_FILL = (
    r"(?:(?:the|just|only|some|about|around|almost|nearly|a|its|their|last year['’]s|mere|"
    r"total of)\s+)*"
)
_THEN_OLD = re.compile(
    rf"(?:\bcompared (?:with|to)|\bagainst|\bversus|\b(?:up|down) (?:from|on)|\bfrom|\bthan|"
    rf"\b(?:times|double|twice|triple|half|fold) the)\s+{_FILL}$"
)
_OLD_FIRST = re.compile(rf"\bfrom\s+{_FILL}$")
_TO_NEW = re.compile(rf"[^.;]{{0,60}}?\bto\s+{_FILL}$")
_YEAR_AGO = re.compile(
    r"\b(?:a year (?:ago|earlier|before|previously)|(?:the )?(?:previous|last|prior) year|"
    r"year before|same (?:\w+ )?(?:period|months?|quarter|weeks?|time|half)\b|last year['’]s)",
    re.IGNORECASE,
)
_VAGUE = frozenset(
    ["last year, month or week", "a year earlier", "so long ago", "carried on", "parallel", "now",
     "this year, month or week", "last year", "this year"]
) | ASSUMED_TIMES  # fmt: skip
_OFTEN = 2
_NEAR = 70  # characters
_A_YEAR = 366  # days


def with_compared_windows(drafts: list[Draft], text: str) -> list[Draft]:
    """The drafts of a document, compared flows with the windows that the comparison gives them."""
    window = _main_window(drafts)
    found = list(drafts)
    pairs = list(_pairs(drafts, text))
    for new, old in pairs:
        first, second = drafts[new], drafts[old]
        if window and (first.period_basis in _VAGUE or _of(first) == _of(second)):
            found[new] = dated(first, *window, _COMPARED)
        now = _of(found[new])
        told = _of(second)
        stated = found[new].period_basis not in _VAGUE
        if now is None or told is None or not stated or (now[1] - now[0]).days > _A_YEAR:
            continue
        if second.period_basis not in _VAGUE and told != now:
            continue
        near = text[first.end : second.end + _NEAR]
        if _YEAR_AGO.search(near) or (window and len(pairs) >= _OFTEN):
            found[old] = dated(second, *_year_before(now), _COMPARED)
    return [_in_short(draft, window) for draft in found] if window else found


_COMPARED = "the document's comparisons"


def _of(draft: Draft) -> _Window | None:
    if draft.period_start is None or draft.period_end is None:
        return None
    return draft.period_start, draft.period_end


def _year_before(window: _Window) -> _Window:
    return shifted(window[0], years=-1), shifted(window[1], years=-1)


def _is_flow(draft: Draft) -> bool:
    if draft.unit.is_relative or draft.measure is Measure.CHANGE:
        return False
    return not draft.measure.is_stock and not draft.per


def _main_window(drafts: Sequence[Draft]) -> _Window | None:
    """The part of a year that most flows of a document are stated for; None if unclear."""
    seen = Counter(
        (draft.period_start, draft.period_end)
        for draft in drafts
        if _is_flow(draft) and draft.period_basis not in _VAGUE
    )
    for (start, end), times in seen.most_common(1):
        if start is not None and end is not None and times >= _OFTEN and 2 * times >= seen.total():
            return start, end
    return None


def _pairs(drafts: Sequence[Draft], text: str) -> Iterator[tuple[int, int]]:
    """Numbers of the drafts that are compared, the newer first."""
    flows = [at for at, draft in enumerate(drafts) if _is_flow(draft)]
    for first, second in pairwise(flows):
        one, other = drafts[first], drafts[second]
        if one.sentence_start != other.sentence_start or one.measure is not other.measure:
            continue
        between = text[one.end : other.start]
        if _THEN_OLD.search(between):
            yield first, second
        elif _OLD_FIRST.search(text[one.sentence_start : one.start]) and _TO_NEW.match(between):
            yield second, first


def _in_short(draft: Draft, window: _Window) -> Draft:
    """A flow "this year" or "early last year" in the part of the year that all others are of."""
    told = _of(draft)
    if told is None or not _is_flow(draft) or told == window:
        return draft
    for main in (window, _year_before(window)):
        opens = told[0] == main[0] and main[1] < told[1]
        if opens and draft.period_basis in _IN_SHORT:
            return dated(draft, *main, _COMPARED)
    return draft


_IN_SHORT = ("this year, month or week", "this year", "now", "part of a year")
