"""Host countries: people and labour added, rents in a city, companies registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.impact import Host
from counterflow.impact.account import AccountDraws
from counterflow.impact.groups import share_of
from counterflow.impact.labour import Labour

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class HostImpact:
    """Impact on one host by month, (S, M) each.

    Parameters
    ----------
    code, city
        The country and the city.
    people, workers
        Leavers present, and those of them in the host's labour market, persons.
    population_share, labour_share
        The same in percent of the population and of the labour force.
    rent
        Log of the city's rents against rents without the leavers.
    companies
        Registered in the month.

    Examples
    --------
    >>> HostImpact.__dataclass_fields__["rent"].type
    'Array'
    """

    code: str
    city: str
    people: Array
    workers: Array
    population_share: Array
    labour_share: Array
    rent: Array
    companies: Array


def host_impact(
    code: str,
    host: Host,
    account: AccountDraws,
    labour: Labour,
    drawn: Mapping[str, Array],
) -> HostImpact:
    """Impact on one host.

    Parameters
    ----------
    code, host
        The country and what is known and assumed of it.
    account
        Draws; its place `code` is read.
    labour
        Gives the share of workers among all who are abroad.
    drawn
        Draws of the assumptions.

    Examples
    --------
    >>> import counterflow as cf
    >>> from datetime import date
    >>> from counterflow.impact.groups import Group
    >>> from counterflow.impact.assumptions import draw_all
    >>> impact = cf.load_case("russia-2022").spec.impact
    >>> drawn = draw_all(impact, 50, seed=1)
    >>> left = np.full((50, 1, 1), 9000.0)
    >>> account = AccountDraws((date(2022, 10, 1),), ("GEO",), left, left, 0 * left, left)
    >>> people = Labour(*[Group(left[:, :, 0], 0 * left[:, :, 0], left[:, :, 0])] * 3, {}, {})
    >>> found = host_impact("GEO", impact.hosts["GEO"], account, people, drawn)
    >>> found.city, float(found.people.max()), bool((found.rent > 0).all())
    ('Tbilisi', 9000.0, True)
    """
    at = account.places.index(code)
    people = account.stock[:, :, at]
    working = share_of(labour.workers.abroad, labour.everyone.abroad)
    workers = people * working * drawn["host_employment"][:, None]
    renters = (
        people
        * drawn[f"{code}.city_share"][:, None]
        / (drawn[f"{code}.renting_share"][:, None] * host.city_population.value)
    )
    taking_part = (drawn["adult_share"] * drawn["participation"] * drawn["founding_share"])[:, None]
    return HostImpact(
        code,
        host.city,
        people,
        workers,
        100 * people / host.population.value,
        100 * workers / host.labour_force.value,
        rent_path(
            np.log1p(np.maximum(renters, 0.0)),
            drawn["rent_elasticity"],
            drawn["supply_elasticity"],
            drawn["supply_half_life"],
        ),
        account.arrivals[:, :, at] * taking_part,
    )


def rent_path(renters: Array, elasticity: Array, supply: Array, half_life: Array) -> Array:
    """Log of rents, given the log of renters, with a supply that answers over time.

    A percent more renters raises rents by `elasticity` percent at once; as landlords let more and
    builders build, the rise fades to its part `1 / (1 + supply)`, half of the way in each half
    life. Departures of renters work the same way with the other sign.

    Parameters
    ----------
    renters : (S, M)
        Log of renters against before.
    elasticity, supply, half_life : (S,)
        Response at once, elasticity of supply, and months.

    Examples
    --------
    >>> ones = np.ones(1)
    >>> path = rent_path(np.full((1, 3), 0.1), ones, ones, ones)
    >>> [round(value, 4) for value in path[0].tolist()]
    [0.1, 0.075, 0.0625]
    """
    stays = 1 / (1 + supply)
    kept_a_month = 0.5 ** (1 / half_life)
    fading = np.zeros(renters.shape[0])
    path = np.empty_like(renters)
    before = np.zeros(renters.shape[0])
    for month in range(renters.shape[1]):
        fading = fading * kept_a_month + (renters[:, month] - before)
        before = renters[:, month]
        path[:, month] = elasticity * (stays * before + (1 - stays) * fading)
    return path
