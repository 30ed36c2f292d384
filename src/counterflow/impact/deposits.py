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
    """
    mean_adult = impact.household_deposits.value / impact.adults.value
    each = mean_adult * drawn["relative_deposits"] * drawn["deposits_moved"]
    local = adults.left * each[:, None]
    return Deposits(local, local / drawn["exchange_rate"][:, None])
