"""Rows of a list: when they were counted is said by the line that opens it, or before it."""

from __future__ import annotations

import re
from datetime import date

from counterflow.reading.amended import dated
from counterflow.reading.context import Context
from counterflow.reading.draft import Draft
from counterflow.reading.periods import find_times
from counterflow.reading.retold import ASSUMED_TIMES

_BULLET = r"[ \t]*(?:[-•*–·▪]|\d{1,2}[.)])\s+\S[^\n]{0,260}$"
_LABEL = (
    r"[A-ZА-ЯЁÀ-Þ][\w’' ().,-]{1,40}(?:\s*[:|]|\s+[-–—])\s*(?:[A-Z]{2,3}\$?|[$€£~+<>−–-])?\s?\d"
    r"[^\n]{0,90}$"
)  # "Poland: 1,204,403", "North – 241,102 – 26.5%"
_ROW = re.compile(rf"{_BULLET}|{_LABEL}")
_CAPTION = re.compile(
    r"\W*(?:caption|photo|figure|chart|graph|image|map|source|note)s?\b", re.IGNORECASE
)
_DATING = ("span", "by")
_OPENERS, _ABOVE = 2, 1500  # lines, characters
_Window = tuple[date, date, str]


def with_rows_dated(drafts: list[Draft], text: str, context: Context) -> list[Draft]:
    """The drafts of a document, rows of lists without a time of their own with their list's."""
    found: list[Draft] = []
    list_end, window = -1, None
    before: Draft | None = None
    row: Draft | None = None  # the last, if its list dates it
    for draft in drafts:
        line = text.rfind("\n", 0, draft.start) + 1
        end = text.find("\n", draft.end)
        end = len(text) if end < 0 else end
        if _ROW.match(text, line, end) is None:
            before = draft if before is None else _newer(before, draft)
            if window is not None and row is not None and _goes_on(draft, row):
                draft = dated(draft, *window)
        else:
            if list_end < 0 or not _only_rows(text[list_end:line]):
                window = _told_above(text[max(0, line - _ABOVE) : line], context) or _told_by(
                    before, draft
                )
            list_end = end
            own = draft.period_basis not in ASSUMED_TIMES and find_times(text[line:end], context)
            row = None
            if window is not None and not own:
                draft = row = dated(draft, *window)
        found.append(draft)
    return found


def _goes_on(draft: Draft, row: Draft) -> bool:
    """Whether the text behind a list names more of its rows: "Farther off are Fiji (6,100) ..." """
    near = draft.sentence_start - row.end < _BEHIND
    return near and draft.period_basis == "carried on" and draft.measure is row.measure


_BEHIND = 200  # characters


def _newer(before: Draft, draft: Draft) -> Draft:
    """The claim above a list that is not the one its sentence compares with."""
    same = before.sentence_start == draft.sentence_start and before.measure is draft.measure
    earlier = draft.period_end and before.period_end and draft.period_end < before.period_end
    return before if same and earlier else draft


def _only_rows(between: str) -> bool:
    """Whether nothing but further rows stands between two."""
    return all(not line.strip() or _ROW.match(line) for line in between.split("\n"))


def _told_above(above: str, context: Context) -> _Window | None:
    """The one window that the lines above a list tell."""
    lines = [line for line in above.split("\n") if line.strip()]
    lines = [line for line in lines if not (_ROW.match(line) or _CAPTION.match(line))][-_OPENERS:]
    for line in reversed(lines):
        sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z])", line.strip())[-1]
        times = [t for t in find_times(sentence, context) if t.role in _DATING]
        if not times:
            continue
        told = [t for t in find_times(line, context) if t.role in _DATING]
        newest = max(t.period.end.year for t in told)
        # What is told of a year before is what the newest count is compared with.
        times = [t for t in times if t.period.end.year == newest] or [
            t for t in told if t.period.end.year == newest
        ]
        if len(times) == 1:
            return times[0].period.start, times[0].period.end, "the line above the list"
    return None


def _told_by(before: Draft | None, draft: Draft) -> _Window | None:
    """The window of the claim above a list, if that tells one of the same kind."""
    if before is None or before.period_basis in ASSUMED_TIMES:
        return None
    if before.measure.is_stock is not draft.measure.is_stock:
        return None
    if before.period_start is None or before.period_end is None:
        return None
    return before.period_start, before.period_end, "the claim above the list"
