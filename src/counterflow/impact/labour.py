"""The labour force of the origin: workers lost, regained and still abroad."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.impact import ImpactSpec
from counterflow.impact.account import AccountDraws
from counterflow.impact.assumptions import draw
from counterflow.impact.composition import Composition
from counterflow.impact.groups import Group, part, share_of, whole

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Labour:
    """People behind the impact on the origin, persons by month, (S, M) in each group.

    Parameters
    ----------
    everyone, adults, workers
        All who move, the adults among them, and the adults in the labour force.
    adults_with, workers_with
        Members of each profile among adults and among workers; statuses are not here.

    Examples
    --------
    >>> Labour.__dataclass_fields__["workers"].type
    'Group'
    """

    everyone: Group
    adults: Group
    workers: Group
    adults_with: Mapping[str, Group]
    workers_with: Mapping[str, Group]


def labour(
    account: AccountDraws,
    drawn: Mapping[str, Array],
    composition: Composition,
    impact: ImpactSpec,
    seed: int,
) -> Labour:
    """Adults, workers and profiles among those who leave and return.

    Parameters
    ----------
    account
        Draws of the account.
    drawn
        Draws of the assumptions; `adult_share` and `participation` are used.
    composition
        Shares of the profiles by wave.
    impact
        Gives the odds of return of workers.
    seed
        Of all random numbers.

    Examples
    --------
    >>> import counterflow as cf
    >>> from datetime import date
    >>> from counterflow.impact.composition import Waves
    >>> impact, left = cf.load_case("russia-2022").spec.impact, np.full((2, 1, 1), 9000.0)
    >>> account = AccountDraws((date(2022, 10, 1),), ("GEO",), left, left, 0 * left, left)
    >>> drawn = {"adult_share": np.array([0.8, 0.9]), "participation": np.array([0.5, 1.0])}
    >>> nobody = Composition(Waves(("all",), np.zeros(1, int)), {}, {})
    >>> labour(account, drawn, nobody, impact, seed=1).workers.left.tolist()
    [[3600.0], [8100.0]]
    """
    adult = drawn["adult_share"][:, None]
    everyone = whole(account.left, account.came_back)
    # Families return together: adults and children have the same odds.
    adults = whole(everyone.left * adult, everyone.came_back * adult)
    odds = draw(impact.parameters["return_odds"], "workers.return_odds", account.count, seed)
    taking_part = np.broadcast_to(drawn["participation"][:, None], adults.left.shape)
    workers = part(adults, taking_part, odds)
    adults_with, workers_with = {}, {}
    for name, shares in composition.shares.items():
        if shares.profile.status:
            continue
        leaving = shares.by_wave[:, composition.waves.of_month]
        adults_with[name] = part(adults, leaving, shares.return_odds)
        workers_with[name] = part(workers, leaving, shares.return_odds)
    return Labour(everyone, adults, workers, adults_with, workers_with)


def effective(labour_: Labour, drawn: Mapping[str, Array]) -> Group:
    """Workers weighed by their pay at home, in average workers of the origin.

    Pay of a profile against the others multiplies over profiles, and is set so that the average
    worker at home weighs 1. A profile without pay leaves the weight alone.

    Parameters
    ----------
    labour_
        Workers and profiles among them.
    drawn
        Draws of the assumptions: `graduates.pay`, `graduates.at_home` and their like.

    Examples
    --------
    >>> people, none = whole(np.array([[100.0]]), np.array([[0.0]])), np.array([[0.0]])
    >>> graduates = whole(np.array([[60.0]]), none)
    >>> found = Labour(people, people, people, {}, {"graduates": graduates})
    >>> pay = {"graduates.pay": np.array([2.0]), "graduates.at_home": np.array([0.25])}
    >>> effective(found, pay).left.round(1).tolist()
    [[128.0]]
    """
    left, came_back = labour_.workers.left, labour_.workers.came_back
    for name, group in labour_.workers_with.items():
        if f"{name}.pay" not in drawn:
            continue
        pay, at_home = drawn[f"{name}.pay"][:, None], drawn[f"{name}.at_home"][:, None]
        average = 1 - at_home + at_home * pay
        left = left * _weight(share_of(group.left, labour_.workers.left), pay) / average
        back = share_of(group.came_back, labour_.workers.came_back)
        came_back = came_back * _weight(back, pay) / average
    return whole(left, came_back)


def _weight(share: Array, pay: Array) -> Array:
    return 1 - share + share * pay
