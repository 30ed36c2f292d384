"""Windows that run up to the telling, in a document that does not say when it was told."""

from __future__ import annotations

from dataclasses import replace

from counterflow.reading.draft import Draft


def with_open_ends(drafts: list[Draft]) -> list[Draft]:
    """The drafts of an undated document; what is counted "since" a day has no known last day.

    Examples
    --------
    >>> from datetime import date
    >>> from counterflow.terms import Hedge, Measure, Unit
    >>> day = date(2022, 2, 24)
    >>> draft = Draft("a", 0, 1, "5", 0, 9, Measure.DEPARTURES, 5.0, None, None, Unit.PERSONS,
    ...               Hedge.EXACT, period_start=day, period_end=day, period_basis="since a date")
    >>> [ended] = with_open_ends([draft])
    >>> ended.period_start.isoformat(), ended.period_end
    ('2022-02-24', None)
    """
    return [replace(d, period_end=None) if _runs_on(d) else d for d in drafts]


def _runs_on(draft: Draft) -> bool:
    return (
        draft.published is None
        and draft.period_start == draft.period_end
        and not draft.measure.is_stock
        and draft.period_basis.startswith("since")
    )
