"""Growth of the origin that leavers cost and returns bring, by channel, in percentage points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.impact import ImpactSpec
from counterflow.impact.groups import Group

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Growth:
    """Contributions to the growth of a year's output, percentage points, (S, Y) each.

    Parameters
    ----------
    years
        Y calendar years of the account.
    leavers_direct, returns_direct
        Through the labour of those who left (below zero) and of those who came back.
    leavers_demand, returns_demand
        Through what they no longer spend, or spend again, in the origin.

    Examples
    --------
    >>> one = np.ones((1, 1))
    >>> float(Growth((2022,), -one, one, -one, 2 * one).net_demand[0, 0])
    1.0
    """

    years: tuple[int, ...]
    leavers_direct: Array
    returns_direct: Array
    leavers_demand: Array
    returns_demand: Array

    @property
    def net_direct(self) -> Array:
        """Direct channel, leavers and returns together."""
        return self.leavers_direct + self.returns_direct

    @property
    def net_demand(self) -> Array:
        """Demand channel, leavers and returns together."""
        return self.leavers_demand + self.returns_demand

    @property
    def from_returns(self) -> Array:
        """Both channels of the returns: an upper end, for they are not wholly additive."""
        return self.returns_direct + self.returns_demand


def growth(
    workers: Group,
    everyone: Group,
    drawn: Mapping[str, Array],
    impact: ImpactSpec,
    population: float,
    months: Sequence[date],
) -> Growth:
    """Contributions of leavers and returns to growth, by year and channel.

    A year's contribution is the change, from the year before, of the mean number of those who
    have left (or come back) so far: those who leave in December weigh on the next year's growth.

    Parameters
    ----------
    workers
        Effective workers, in average workers of the origin, (S, M).
    everyone
        All who move, persons, (S, M).
    drawn
        Draws of the assumptions.
    impact
        Gives the number of the employed.
    population
        Persons living in the origin.
    months
        First days of the months.

    Examples
    --------
    >>> import counterflow as cf
    >>> from counterflow.impact.assumptions import draw_all
    >>> impact = cf.load_case("russia-2022").spec.impact
    >>> drawn = draw_all(impact, 50, seed=1)
    >>> gone = Group(*[np.full((50, 12), 1e4)] * 2, np.zeros((50, 12)))
    >>> year = [date(2022, month, 1) for month in range(1, 13)]
    >>> found = growth(gone, gone, drawn, impact, 146e6, year)
    >>> found.years, bool((found.leavers_direct < 0).all())
    ((2022,), True)
    """
    years = tuple(sorted({month.year for month in months}))
    direct = 100 * drawn["labour_share"] * (1 - drawn["remote_share"]) / impact.employed.value
    spending = (
        drawn["relative_spending"]
        * (1 - drawn["spending_kept"])
        * drawn["home_content"]
        * drawn["multiplier"]
    )
    demand = 100 * drawn["consumption_share"] * spending / population
    left, back = (annual_change(workers[k], months, years) for k in (0, 1))
    gone, home = (annual_change(everyone[k], months, years) for k in (0, 1))
    return Growth(
        years,
        -direct[:, None] * left,
        direct[:, None] * back,
        -demand[:, None] * gone,
        demand[:, None] * home,
    )


def annual_change(flow: Array, months: Sequence[date], years: Sequence[int]) -> Array:
    """Change between years of the mean cumulated flow, (S, Y); nobody had moved before.

    Examples
    --------
    >>> flow = np.array([[12.0] + [0.0] * 23])
    >>> months = [date(2022 + k // 12, k % 12 + 1, 1) for k in range(24)]
    >>> annual_change(flow, months, (2022, 2023)).tolist()
    [[11.5, 0.5]]
    """
    ends = flow.cumsum(1)
    middle = ends - flow / 2
    in_year = np.array([month.year for month in months])
    means = np.stack([middle[:, in_year == year].mean(1) for year in years], axis=1)
    return np.diff(means, axis=1, prepend=0.0)
