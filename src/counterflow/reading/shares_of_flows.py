"""Shares of those who moved, in a document that counts nobody on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from counterflow.reading.amended import dated
from counterflow.reading.draft import Draft
from counterflow.terms import Measure, Unit

_ON_A_DAY = ("as of the day told before", "the document's day")
_OFTEN = 2
_COUNTED = frozenset({Measure.ARRIVALS, Measure.DEPARTURES, Measure.ASYLUM_APPLICATIONS})


def with_shares_of_flows(drafts: list[Draft]) -> list[Draft]:
    """The drafts of a document, shares that nothing dates with the window of its one flow."""
    window = _window(drafts)
    if window is None:
        return drafts
    first, last = window
    return [
        dated(draft, first, last, "of those counted")
        if draft.measure is Measure.SHARE
        and draft.period_basis in _ON_A_DAY
        and draft.period_end is not None
        and first <= draft.period_end <= last
        else draft
        for draft in drafts
    ]


def _window(drafts: Sequence[Draft]) -> tuple[date, date] | None:
    """The window of most of a document's flows; None where it counts people on a day."""
    if any(draft.measure.is_stock for draft in drafts):
        return None
    seen = Counter(
        (draft.period_start, draft.period_end)
        for draft in drafts
        if draft.measure in _COUNTED and draft.unit is not Unit.PERCENT
    )
    for (start, end), times in seen.most_common(1):
        if start is not None and end is not None and start < end and times >= _OFTEN:
            return start, end
    return None
