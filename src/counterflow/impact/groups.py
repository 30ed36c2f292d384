"""People of one group among those who leave, stay abroad and return."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Group(NamedTuple):
    """Flows and stock of one group, persons, (S, M) each.

    Attributes
    ----------
    left, came_back
        Departures and returns of the month.
    abroad
        Members abroad at the month's end.

    Examples
    --------
    >>> everyone = Group(*np.array([[[10.0]], [[4.0]], [[6.0]]]))
    >>> members = Group(*np.array([[[5.0]], [[3.0]], [[2.0]]]))
    >>> everyone.minus(members).abroad.tolist()
    [[4.0]]
    """

    left: Array
    came_back: Array
    abroad: Array

    def minus(self, part: Group) -> Group:
        """Those of this group who are not in a part of it."""
        return Group(*(whole - some for whole, some in zip(self, part, strict=True)))


def whole(left: Array, came_back: Array) -> Group:
    """Everyone: the stock follows from the flows.

    Examples
    --------
    >>> whole(np.array([[3.0, 1.0]]), np.array([[1.0, 0.0]])).abroad.tolist()
    [[2.0, 3.0]]
    """
    return Group(left, came_back, (left - came_back).cumsum(1))


def part(everyone: Group, share_leaving: Array, return_odds: Array) -> Group:
    """Members of a group, given their share among those who leave.

    In each month, members leave in the given share; then returns are shared out between members
    and the others in proportion to how many of each are abroad, members weighted by their odds of
    return. Nobody returns who is not abroad, and the two parts add up to everyone.

    Parameters
    ----------
    everyone
        Those the group is part of, (S, M).
    share_leaving : (S, M)
        Share of members among those who leave in a month.
    return_odds : (S,)
        Odds of return of members against the others.

    Returns
    -------
    Group
        The members; `everyone.minus(...)` are the others.

    Examples
    --------
    >>> all_ = whole(np.array([[10.0, 0.0]]), np.array([[0.0, 4.0]]))
    >>> members = part(all_, np.full((1, 2), 0.5), np.array([3.0]))
    >>> members.came_back.tolist(), members.abroad.tolist()
    ([[0.0, 3.0]], [[5.0, 2.0]])
    """
    left = everyone.left * share_leaving
    came_back = np.zeros_like(left)
    members = np.zeros(left.shape[0])
    total = np.zeros(left.shape[0])
    for month in range(left.shape[1]):
        members = members + left[:, month]
        total = total + everyone.left[:, month]
        others = np.maximum(total - members, 0.0)
        returning = everyone.came_back[:, month]
        weighted = members * return_odds
        at_risk = weighted + others
        share = np.divide(weighted, at_risk, out=np.zeros_like(weighted), where=at_risk > 0)
        back = np.clip(returning * share, np.maximum(returning - others, 0.0), members)
        came_back[:, month] = back
        members = members - back
        total = total - returning
    return whole(left, came_back)


def share_of(part_: Array, whole_: Array) -> Array:
    """Part over whole, zero where the whole is zero.

    Examples
    --------
    >>> share_of(np.array([1.0, 0.0]), np.array([4.0, 0.0])).tolist()
    [0.25, 0.0]
    """
    return np.divide(part_, whole_, out=np.zeros_like(part_), where=whole_ > 0)
