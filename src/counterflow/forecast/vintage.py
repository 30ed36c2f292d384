"""A case as it was on a day: claims, events and window, with nothing learnt later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from counterflow.cases.case import Case, EventKind
from counterflow.forecast.problem import ForecastError

LEAST_MONTHS = 3
"""Shortest account that a forecast goes out from."""

_SETTLED = timedelta(days=30)


def known_at(case: Case, as_of: date) -> Case:
    """The case that could have been written on a day.

    Its account ends with the last whole month, so that the months after are forecast, not
    estimated. Later surges are unknown. A policy that began in the account's last month is left
    out too: nothing can have been learnt of it yet, and a scenario may say what it does.

    Parameters
    ----------
    case
        With all its claims.
    as_of
        The day.

    Raises
    ------
    ForecastError
        If the account would be shorter than three months.

    Examples
    --------
    >>> import counterflow as cf
    >>> then = known_at(cf.load_case("russia-2022"), date(2023, 1, 20))
    >>> then.spec.end, max(event.date for event in then.spec.events)
    (datetime.date(2022, 12, 31), datetime.date(2022, 10, 28))
    """
    spec = case.spec
    tomorrow = as_of + timedelta(days=1)
    end = min(spec.end, tomorrow.replace(day=1) - timedelta(days=1))
    months = (end.year - spec.start.year) * 12 + end.month - spec.start.month + 1
    if months < LEAST_MONTHS:
        first = _month_end(spec.start, LEAST_MONTHS - 1)
        raise ForecastError(
            f"--as-of {as_of}: {max(months, 0)} whole months of the account had passed; choose a "
            f"day from {first} on"
        )
    known = case.at(as_of)
    events = tuple(
        event
        for event in spec.events
        if event.date <= (end if event.kind is EventKind.SURGE else end - _SETTLED)
    )
    # What reaches into the month that is not over would be taken for all of its window.
    claims = tuple(claim for claim in known.claims if claim.period_end <= end)
    return replace(
        known, spec=spec.model_copy(update={"end": end, "events": events}), claims=claims
    )


def _month_end(day: date, later: int) -> date:
    """Last day of the month so many months after that of a day."""
    index = day.year * 12 + day.month + later
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)
