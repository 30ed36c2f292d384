"""The day of the counts of a document, given to those of its counts that nothing dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from counterflow.reading.amended import STILL_NEWEST, dated
from counterflow.reading.draft import Draft

_UNDATED = ("day of publication", "since a date", "carried on", "same brackets", "parallel")
_NOW = re.compile(
    r"\b(?:now|today|currently|at present|presently|still|to date|so far|this week|this month)\b",
    re.IGNORECASE,
)
_MEASURED = 3  # digits of a number that was counted rather than guessed
_MOST, _SEVERAL = 0.8, 2


def with_day_of_counts(drafts: list[Draft], text: str) -> list[Draft]:
    """The drafts of a document, undated counts with the one day that its dated counts are of."""
    day = _day(drafts)
    if day is None:
        return drafts
    found: list[Draft] = []
    for draft in drafts:
        beside = (
            draft.period_basis == "same brackets" and found and found[-1].period_basis == _OTHERS
        )
        told = _undated(draft, text) or (beside and draft.period_end == draft.published)
        found.append(dated(draft, day, day, _OTHERS) if told else draft)
    return found


_OTHERS = "the day of the other counts"


def _day(drafts: Sequence[Draft]) -> date | None:
    seen = Counter(
        draft.period_end
        for draft in drafts
        if draft.measure.is_stock
        and draft.period_end != draft.published
        and draft.period_basis not in _UNDATED
    )
    for day, times in seen.most_common(1):
        published = drafts[0].published
        if day is None or published is None or times < _MOST * seen.total():
            return None
        told_in = {draft.sentence_start for draft in drafts if draft.period_end == day}
        known = len(told_in) >= _SEVERAL and 0 <= (published - day).days <= STILL_NEWEST
        return day if known else None
    return None


def _undated(draft: Draft, text: str) -> bool:
    """Whether a count is of the day of publication for want of another."""
    if not draft.measure.is_stock or draft.period_end != draft.published:
        return False
    if len(f"{draft.value or 0.0:.0f}".rstrip("0")) < _MEASURED:
        return False
    basis = draft.period_basis
    if basis not in _UNDATED and not basis.startswith("since"):
        return False
    return _NOW.search(text, draft.sentence_start, draft.sentence_end) is None
