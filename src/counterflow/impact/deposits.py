"""Money that leavers take out of the origin's banks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.impact import ImpactSpec
from counterflow.impact.groups import Group

Array = NDArray[np.float64]


class Deposits(NamedTuple):
    """Deposits withdrawn in each month, (S, M).

    Attributes
    ----------
    local, usd
        In the origin's currency and in US dollars.

    Examples
    --------
    >>> found = Deposits(local=np.array([[70e9, 35e9]]), usd=np.array([[1e9, 0.5e9]]))
    >>> float(found.usd.sum())
    1500000000.0
    """

    local: Array
    usd: Array


def deposits(adults: Group, drawn: Mapping[str, Array], impact: ImpactSpec) -> Deposits:
    """What leavers withdraw; what returns bring back is not counted.

    Parameters
    ----------
    adults
        Adults who move, persons, (S, M).
    drawn
        Draws of the assumptions.
    impact
        Gives deposits of households and the number of adults.

    Examples
    --------
    >>> import counterflow as cf
    >>> impact = cf.load_case("russia-2022").spec.impact
    >>> drawn = dict.fromkeys(("relative_deposits", "deposits_moved", "exchange_rate"), np.ones(1))
    >>> one = np.array([[1.0]])
    >>> mean = impact.household_deposits.value / impact.adults.value
    >>> bool(deposits(Group(one, 0 * one, one), drawn, impact).local[0, 0] == mean)
    True
    """
    mean_adult = impact.household_deposits.value / impact.adults.value
    each = mean_adult * drawn["relative_deposits"] * drawn["deposits_moved"]
    local = adults.left * each[:, None]
    return Deposits(local, local / drawn["exchange_rate"][:, None])
