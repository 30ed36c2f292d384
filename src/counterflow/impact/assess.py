"""From draws of an account and of the assumptions to draws of every impact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.cases.impact import ImpactSpec
from counterflow.impact.account import AccountDraws, ImpactError
from counterflow.impact.assumptions import draw_all
from counterflow.impact.composition import Composition, compose
from counterflow.impact.deposits import Deposits, deposits
from counterflow.impact.groups import Group
from counterflow.impact.growth import Growth, growth
from counterflow.impact.hosts import HostImpact, host_impact
from counterflow.impact.labour import Labour, effective, labour
from counterflow.impact.series import Series

Array = NDArray[np.float64]

SEED = 20260101

PERSONS, PERCENT, POINTS, COMPANIES = "persons", "percent", "percentage_points", "companies"


@dataclass(frozen=True, eq=False)
class Assessment:
    """Draws of the impact of one account, S draws each.

    Parameters
    ----------
    case, impact
        The case and its section on impact.
    account
        The draws it rests on.
    drawn
        Draws of the assumptions by name, (S,) each.
    composition
        Profiles of those who left.
    labour, effective
        People behind the impact; workers weighed by pay.
    growth, deposits, hosts
        The channels; of the hosts, those that the account tells apart.

    Examples
    --------
    >>> import counterflow as cf
    >>> from counterflow.impact import assess, stored_account
    >>> found = assess(cf.load_case("russia-2022"), stored_account("out"))  # doctest: +SKIP
    >>> found.labour.workers.abroad.shape  # doctest: +SKIP
    (1500, 36)
    """

    case: Case
    impact: ImpactSpec
    account: AccountDraws
    drawn: Mapping[str, Array]
    composition: Composition
    labour: Labour
    effective: Group
    growth: Growth
    deposits: Deposits
    hosts: Mapping[str, HostImpact]

    @property
    def hosts_left_out(self) -> tuple[str, ...]:
        """Hosts of the section that the account, at its vintage, does not tell apart."""
        return tuple(code for code in self.impact.hosts if code not in self.hosts)

    @property
    def months(self) -> tuple[str, ...]:
        """Months as they are written in tables."""
        return tuple(f"{month:%Y-%m}" for month in self.account.months)

    def series(self) -> list[Series]:
        """Every quantity over time."""
        return [*self._people(), *self._economy(), *self._at_hosts()]

    def _people(self) -> Iterator[Series]:
        months, found = self.months, self.labour
        for group, name in _groups(found.workers, found.workers_with):
            yield Series("labour_lost", name, PERSONS, months, group.left)
            yield Series("labour_regained", name, PERSONS, months, group.came_back)
            yield Series("labour_net", name, PERSONS, months, group.abroad)
        share = 100 * found.workers.abroad / self.impact.labour_force.value
        yield Series("labour_net", "", PERCENT, months, share)
        for group, name in _groups(found.adults, found.adults_with):
            yield Series("departures", name or "adults", PERSONS, months, group.left)
            yield Series("returns", name or "adults", PERSONS, months, group.came_back)
            yield Series("stock", name or "adults", PERSONS, months, group.abroad)
        for name, shares in self.composition.shares.items():
            if shares.profile.status:
                having = found.adults.abroad * shares.by_wave[:, :1]
                yield Series("stock", name, PERSONS, months, having)
                others = found.adults.abroad - having
                yield Series("stock", f"not {name}", PERSONS, months, others)
            waves = ("all",) if shares.profile.status else self.composition.waves.names
            yield Series("share_by_wave", name, PERCENT, waves, 100 * shares.by_wave)

    def _economy(self) -> Iterator[Series]:
        years = tuple(map(str, self.growth.years))
        for name in ("leavers_direct", "returns_direct", "leavers_demand", "returns_demand"):
            yield Series("growth", name, POINTS, years, getattr(self.growth, name))
        yield Series("growth", "net_direct", POINTS, years, self.growth.net_direct)
        yield Series("growth", "net_demand", POINTS, years, self.growth.net_demand)
        money = self.deposits
        yield Series("deposits_withdrawn", "", self.impact.currency, self.months, money.local)
        yield Series("deposits_withdrawn", "", "USD", self.months, money.usd)

    def _at_hosts(self) -> Iterator[Series]:
        for code, host in self.hosts.items():
            yield Series("people_added", code, PERSONS, self.months, host.people)
            yield Series("people_added", code, PERCENT, self.months, host.population_share)
            yield Series("labour_added", code, PERSONS, self.months, host.workers)
            yield Series("labour_added", code, PERCENT, self.months, host.labour_share)
            yield Series("rent", code, PERCENT, self.months, 100 * np.expm1(host.rent))
            yield Series("companies", code, COMPANIES, self.months, host.companies)


def require_impact(case: Case) -> ImpactSpec:
    """The section on impact of a case.

    Raises
    ------
    ImpactError
        If the case has none, with the way to a template.

    Examples
    --------
    >>> import counterflow as cf
    >>> require_impact(cf.load_case("russia-2022")).currency
    'RUB'
    """
    if case.spec.impact is None:
        raise ImpactError(
            f"{case.id} has no section on impact in case.toml; `counterflow impact --template` "
            "prints one to append and fill in"
        )
    return case.spec.impact


def assess(
    case: Case,
    account: AccountDraws,
    seed: int = SEED,
    composition: Composition | None = None,
) -> Assessment:
    """Impact of an account, draw by draw.

    Parameters
    ----------
    case
        With a section on impact.
    account
        Draws of the account.
    seed
        Of the assumptions; the same seed gives the same assumptions for every account.
    composition
        Profiles that were learnt from another account of the same months; learnt if not given.

    Raises
    ------
    ImpactError
        If the case has no section on impact.

    Examples
    --------
    >>> import counterflow as cf
    >>> from datetime import date
    >>> case, left = cf.load_case("russia-2022"), np.full((20, 1, 1), 9000.0)
    >>> account = AccountDraws((date(2022, 10, 1),), ("GEO",), left, left, 0 * left, left)
    >>> found = assess(case, account)
    >>> found.months, list(found.hosts)
    (('2022-10',), ['GEO'])
    >>> sorted({series.quantity for series in found.series()})[:4]
    ['companies', 'departures', 'deposits_withdrawn', 'growth']
    """
    impact = require_impact(case)
    drawn = draw_all(impact, account.count, seed)
    known = composition or compose(case, impact, account, seed)
    people = labour(account, drawn, known, impact, seed)
    weighed = effective(people, drawn)
    return Assessment(
        case,
        impact,
        account,
        drawn,
        known,
        people,
        weighed,
        growth(weighed, people.everyone, drawn, impact, case.spec.population, account.months),
        deposits(people.adults, drawn, impact),
        {
            code: host_impact(code, host, account, people, drawn)
            for code, host in impact.hosts.items()
            if code in account.places
        },
    )


def difference(
    case: Case, base: AccountDraws, other: AccountDraws, seed: int = SEED
) -> list[Series]:
    """Impact of one account minus that of another, draw by draw.

    Both share the assumptions and the profiles by wave, so what differs is what the accounts
    differ in: draws of two scenarios with common random numbers stay paired.

    Parameters
    ----------
    case
        With a section on impact.
    base, other
        Draws of two scenarios; as many draws, the same months and places.
    seed
        Of the assumptions.

    Returns
    -------
    list of Series
        `other` minus `base`, for every quantity of `Assessment.series`; of percentages in
        percentage points.

    Raises
    ------
    ImpactError
        If the two cannot be paired.

    Examples
    --------
    >>> import counterflow as cf
    >>> from datetime import date
    >>> case, left = cf.load_case("russia-2022"), np.full((20, 1, 1), 9000.0)
    >>> account = AccountDraws((date(2022, 10, 1),), ("GEO",), left, left, 0 * left, left)
    >>> half = AccountDraws(account.months, account.places, left / 2, left / 2, 0 * left, left / 2)
    >>> added = ("people_added", "GEO", "persons")
    >>> [float(one.draws.mean()) for one in difference(case, account, half) if one.key == added]
    [-4500.0]
    """
    return differences(case, base, [other], seed)[0]


def differences(
    case: Case, base: AccountDraws, others: Sequence[AccountDraws], seed: int = SEED
) -> list[list[Series]]:
    """Impact of each of several accounts minus that of one; see `difference`.

    Examples
    --------
    >>> import counterflow as cf
    >>> from datetime import date
    >>> case, left = cf.load_case("russia-2022"), np.full((20, 1, 1), 9000.0)
    >>> month = (date(2022, 10, 1),)
    >>> fewer, more = left / 2, 2 * left
    >>> base, *others = (AccountDraws(month, ("GEO",), x, x, 0 * x, x) for x in (left, fewer, more))
    >>> added = ("people_added", "GEO", "persons")
    >>> found = differences(case, base, others)
    >>> [float(one.draws.mean()) for series in found for one in series if one.key == added]
    [-4500.0, 9000.0]
    """
    for other in others:
        same = base.months == other.months and base.places == other.places
        if not same or base.count != other.count:
            raise ImpactError(
                "the two accounts cannot be paired: they need as many draws, the same months and "
                "the same places"
            )
    first = assess(case, base, seed)
    known = first.series()
    return [
        [
            Series(a.quantity, a.group, _apart(a.unit), a.when, b.draws - a.draws)
            for a, b in zip(
                known, assess(case, other, seed, first.composition).series(), strict=True
            )
            if a.quantity != "share_by_wave"
        ]
        for other in others
    ]


def _apart(unit: str) -> str:
    """Unit of the difference of two numbers of a unit."""
    return POINTS if unit == PERCENT else unit


def _groups(whole: Group, parts: Mapping[str, Group]) -> Iterator[tuple[Group, str]]:
    """Everyone, then members and others of each profile."""
    yield whole, ""
    for name, group in parts.items():
        yield group, name
        yield whole.minus(group), f"not {name}"
