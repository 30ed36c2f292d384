"""Key figures of an account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from counterflow.estimation.replay import Replay

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Headline:
    """One key figure of the account.

    Parameters
    ----------
    key
        `still_abroad`, `peak_abroad`, `departures_total`, `returned_total` or `returned_share`.
    label
        Words for people, without a date.
    when
        ISO 8601 day the figure refers to.
    median, q05, q10, q90, q95
        Posterior quantiles in `unit`.
    unit
        `persons` or `percent`.

    Examples
    --------
    >>> Headline("still_abroad", "Still abroad", "2024-12-31", 9e5, 7e5, 8e5, 1e6, 1.1e6,
    ...          "persons").key
    'still_abroad'
    """

    key: str
    label: str
    when: str
    median: float
    q05: float
    q10: float
    q90: float
    q95: float
    unit: str


def headline_draws(replay: Replay) -> dict[str, Array]:
    """Draws of the key figures, (S,) each; the share in percent.

    Examples
    --------
    >>> from counterflow.estimation.replay import Replay
    >>> stock = np.array([[[1.0, 2.0]], [[3.0, 4.0]]])
    >>> replay = Replay(*[stock] * 6, stock.sum(2), *[stock.sum(2)] * 3)
    >>> headline_draws(replay)["still_abroad"].tolist()
    [3.0, 7.0]
    """
    abroad = replay.stock.sum(axis=2)
    left = replay.departures.sum(axis=(1, 2))
    back = replay.returns.sum(axis=(1, 2))
    return {
        "still_abroad": abroad[:, -1],
        "peak_abroad": abroad.max(axis=1),
        "departures_total": left,
        "returned_total": back,
        "returned_share": 100.0 * back / left,
    }


_LABELS = {
    "still_abroad": "Living abroad",
    "peak_abroad": "Living abroad at the peak",
    "departures_total": "Departures",
    "returned_total": "Returns",
    "returned_share": "Returns as a share of departures",
}


def headlines(replay: Replay, months: Sequence[date]) -> tuple[Headline, ...]:
    """Key figures with their intervals.

    Parameters
    ----------
    replay
        Draws of the account.
    months
        First days of its months.

    Examples
    --------
    >>> from counterflow.estimation.replay import Replay
    >>> stock = np.array([[[1.0, 2.0]], [[3.0, 4.0]]])
    >>> replay = Replay(*[stock] * 6, stock.sum(2), *[stock.sum(2)] * 3)
    >>> from datetime import date
    >>> headlines(replay, [date(2022, 1, 1)])[0].key
    'still_abroad'
    """
    last = _month_end(months[-1])
    at_peak = int(np.median(replay.stock.sum(axis=2), axis=0).argmax())
    found = []
    for key, draws in headline_draws(replay).items():
        when = _month_end(months[at_peak]) if key == "peak_abroad" else last
        median, q05, q10, q90, q95 = np.quantile(draws, [0.5, 0.05, 0.1, 0.9, 0.95]).tolist()
        unit = "percent" if key == "returned_share" else "persons"
        found.append(
            Headline(key, _LABELS[key], when.isoformat(), median, q05, q10, q90, q95, unit)
        )
    return tuple(found)


def _month_end(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
