"""Entries and exits that one office counted in one window: their ratio is known best.

Whatever the office misses or counts twice, it does so both ways, so the errors of the two numbers
cancel in their ratio, which is what carries the net flow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from counterflow.ledger.claim import Claim
from counterflow.observation.components import Form, Functional
from counterflow.terms import Hedge, Measure

_NOISE = 0.015
"""Log noise of exits over entries in a long window: doubles and gaps that do not cancel."""

_LAG_NOISE = 0.10
"""Added in a window of a week, where visitors of one week leave in the next."""

_LAG_DECAY = 0.75
"""How fast that fades as the window grows: 4% for a month, below 1% for a year."""

_PLAIN = frozenset({Hedge.EXACT, Hedge.ABOUT})


def pair_noise(days: int) -> float:
    """Log noise of the ratio of exits to entries in a window of so many days.

    Examples
    --------
    >>> pair_noise(7) > pair_noise(365) > 0.015
    True
    """
    return _NOISE + _LAG_NOISE * float((7.0 / days) ** _LAG_DECAY)


def pair_exits(functionals: Mapping[Claim, Functional], origin: str) -> dict[Claim, Functional]:
    """Restate each host's exits as a multiple of the entries counted beside them.

    Parameters
    ----------
    functionals
        Claims with their functionals.
    origin
        Country left; its own exits have no entries beside them.

    Examples
    --------
    >>> pair_exits({}, "RUS")
    {}
    """
    entries = {
        _window(claim, claim.destination): claim
        for claim in functionals
        if claim.measure is Measure.BORDER_ENTRIES and _countable(claim)
    }
    found = dict(functionals)
    for claim, functional in functionals.items():
        if claim.measure is not Measure.BORDER_EXITS or claim.origin in ("", origin):
            continue
        beside = entries.get(_window(claim, claim.origin))
        if beside is not None and _countable(claim):
            found[claim] = replace(
                functional,
                form=Form.RATIO,
                second=functionals[beside].first,
                beside=beside,
            )
    return found


def _countable(claim: Claim) -> bool:
    return claim.hedge in _PLAIN and bool(claim.value)


def _window(claim: Claim, place: str) -> tuple[object, ...]:
    return claim.source, place, claim.period, claim.counts
