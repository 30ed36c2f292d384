""" "Over the past year" in a document that says from which day to which its year runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from counterflow.reading.amended import STILL_NEWEST, dated
from counterflow.reading.draft import Draft

_LOOSE = ("so long up to publication", "the past so long", "the same period")
_LEAST = 80  # days; a past week or month is what it says
_OFTEN = 2
_AS_LONG = 35  # days


def with_past_windows(drafts: list[Draft], windows: Mapping[tuple[date, date], int]) -> list[Draft]:
    """The drafts of a document, those "over the past months" in the window that it names.

    Parameters
    ----------
    drafts
        The claims.
    windows
        The windows that the document's time expressions name, and how often.
    """
    return [_within(draft, windows) for draft in drafts]


def _within(draft: Draft, windows: Mapping[tuple[date, date], int]) -> Draft:
    start, end, published = draft.period_start, draft.period_end, draft.published
    if draft.period_basis not in _LOOSE or not (start and end and published):
        return draft
    length = (end - start).days
    named = [
        window
        for window, times in windows.items()
        if times >= _OFTEN
        and (window[0].month, window[0].day) != (1, 1)  # "in 2022" is another year
        and abs((window[1] - window[0]).days - length) <= _AS_LONG
        and 0 < (published - window[1]).days <= STILL_NEWEST
    ]
    if length < _LEAST or end != published or len(named) != 1:
        return draft
    return dated(draft, *named[0], "the window the document names")
