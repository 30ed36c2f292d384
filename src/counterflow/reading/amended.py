"""Drafts with a field taken from elsewhere in their text, and what a field rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counterflow.reading.draft import Draft
from counterflow.terms import Measure

FOLLOWS = frozenset(
    {
        "as before",
        "as counted before",
        "list",
        "parallel",
        "and so many",
        "a part of those before",
    }
)
"""Why a number counts what the number before it counted."""
STILL_NEWEST = 120
"""Days within which a count is still the newest when it is printed."""


def why(draft: Draft, field: str) -> str:
    """What the measure, place or period of a draft rests on; blank if nothing is recorded.

    Examples
    --------
    >>> from counterflow.terms import Hedge, Unit
    >>> draft = Draft("a", 0, 1, "5", 0, 9, Measure.STOCK, 5.0, None, None, Unit.PERSONS,
    ...               Hedge.EXACT, reasons=("measure: live", "place: subject"))
    >>> why(draft, "place"), why(draft, "period")
    ('subject', '')
    """
    opening = f"{field}: "
    return next((r.removeprefix(opening) for r in draft.reasons if r.startswith(opening)), "")


def _reasons(draft: Draft, field: str, because: str) -> tuple[str, ...]:
    opening = f"{field}: "
    kept = [reason for reason in draft.reasons if not reason.startswith(opening)]
    return (*kept, opening + because)


def placed_in(draft: Draft, hosts: tuple[str, ...], because: str) -> Draft:
    """A draft with other hosts."""
    return replace(draft, destinations=hosts, reasons=_reasons(draft, "place", because))


def dated(draft: Draft, start: date | None, end: date | None, because: str) -> Draft:
    """A draft with another window; of a stock only the last day counts."""
    first = end if draft.measure.is_stock else start
    reasons = _reasons(draft, "period", because)
    return replace(draft, period_start=first, period_end=end, period_basis=because, reasons=reasons)


def counted_as(draft: Draft, measure: Measure, of: Measure | None, because: str) -> Draft:
    """A draft with another measure."""
    return replace(draft, measure=measure, of=of, reasons=_reasons(draft, "measure", because))
