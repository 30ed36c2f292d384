"""How far camps are from what was registered, beside splits that need no model."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Scores(NamedTuple):
    """Averaged relative differences after the days learnt from.

    Attributes
    ----------
    model
        Of the run.
    held_shares
        Of the last known shares of the camps, held.
    equal_split
        Of equal parts.
    by_capacity
        Of parts by capacity: low where capacities are copied from the series itself.

    Examples
    --------
    >>> found = Scores(model=0.21, held_shares=0.25, equal_split=0.62, by_capacity=0.4)
    >>> min(found._asdict(), key=found._asdict().get)
    'model'
    """

    model: float
    held_shares: float
    equal_split: float
    by_capacity: float


def relative_difference(predicted: Floats, registered: Floats) -> float:
    """Mean over days of the summed absolute differences over the registered total.

    Days with nobody registered are left out; 2 means that everyone is in the wrong camp.

    Parameters
    ----------
    predicted, registered : (N, C)
        People by day and camp.

    Examples
    --------
    >>> relative_difference(np.array([[0.0, 10.0]]), np.array([[10.0, 0.0]]))
    2.0
    """
    total = registered.sum(axis=1)
    some = total > 0
    if not some.any():
        return 0.0
    apart = np.abs(predicted - registered).sum(axis=1)
    return float((apart[some] / total[some]).mean())


def scores(predicted: Floats, registered: Floats, capacity: Floats) -> Scores:
    """Score a prediction and the splits of the same totals, from the second day on.

    Parameters
    ----------
    predicted, registered : (N, C)
        From the last known day on.
    capacity : (C,)
        Of the camps; infinite ones count as the largest other.

    Examples
    --------
    >>> data = np.array([[1.0, 3.0], [2.0, 6.0]])
    >>> scores(data, data, np.array([2.0, 2.0])).equal_split
    0.5
    """
    known, after = registered[0], registered[1:]
    total = after.sum(axis=1, keepdims=True)
    count = registered.shape[1]
    held = known / known.sum() if known.sum() > 0 else np.full(count, 1 / count)
    finite = np.isfinite(capacity)
    room = np.where(finite, capacity, capacity[finite].max() if finite.any() else 1.0)
    return Scores(
        relative_difference(predicted[1:], after),
        relative_difference(total * held, after),
        relative_difference(total / count * np.ones(count), after),
        relative_difference(total * room / room.sum(), after),
    )
