"""How many members and how far ahead: what a run may be asked for."""

from __future__ import annotations

from counterflow.errors import CounterflowError

MOST_MEMBERS = 100_000
"""Largest ensemble: its histories are held in memory together."""

MOST_MONTHS = 120
"""Longest forecast, in months: beyond ten years the hazards of today say nothing."""


class PlanError(CounterflowError):
    """A run was asked for that cannot be: how many members, or how far ahead.

    Examples
    --------
    >>> PlanError("no members").exit_code
    2
    """


def check_plan(members: int, months: int) -> None:
    """Refuse an ensemble of nobody and a forecast beyond what hazards of today can say.

    Parameters
    ----------
    members
        Of the ensemble.
    months
        Of the forecast.

    Raises
    ------
    PlanError
        With the option and the remedy.

    Examples
    --------
    >>> check_plan(1000, 24)
    """
    if members < 1:
        raise PlanError(f"--members: {members} is not an ensemble; ask for 1 or more, say 1000")
    if members > MOST_MEMBERS:
        raise PlanError(
            f"--members: {members:,} will not fit into memory; ask for {MOST_MEMBERS:,} at most: "
            "quantiles no longer change beyond some thousands"
        )
    if not 1 <= months <= MOST_MONTHS:
        raise PlanError(
            f"--months: {months} cannot be forecast; ask for 1 to {MOST_MONTHS}: "
            "the hazards of today say nothing about later years"
        )
