"""The impact in the lines that a reader is shown: medians and intervals under headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.impact import Profile
from counterflow.impact.assess import COMPANIES, PERCENT, PERSONS, POINTS, SEED, Assessment
from counterflow.impact.checks import Finding, check_all
from counterflow.impact.groups import Group
from counterflow.impact.series import LEVELS
from counterflow.impact.tornado import Tornado, tornadoes
from counterflow.terms import country_name

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """One number.

    Parameters
    ----------
    label, detail
        What it is, and of whom, when or how.
    unit
        As in the tables of the impact.
    levels
        Quantiles at `series.LEVELS`: 5, 10, 25, 50, 75, 90 and 95%.

    Examples
    --------
    >>> Line("Left", "2022", "persons", (1, 2, 3, 4, 5, 6, 7)).median
    4
    """

    label: str
    detail: str
    unit: str
    levels: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle."""
        return self.levels[3]


@dataclass(frozen=True)
class Summary:
    """What is shown of an impact.

    Parameters
    ----------
    labour, growth, money, hosts, waves, profiles
        Lines under each heading: labour force, growth by year and channel, deposits, hosts,
        profiles by wave, departures and stock by profile.
    findings
        Published figures beside the impact.
    tornadoes
        What matters for four outcomes.
    refused
        Profiles and hosts that are not shown, with the reason.

    Examples
    --------
    >>> lost = Line("Workers lost", "by 2024-12", "persons", (1, 2, 3, 4, 5, 6, 7))
    >>> shown = Summary((lost,), *[()] * 7, refused=(("ARM", "not told apart"),))
    >>> shown.labour[0].median, shown.refused[0][0]
    (4, 'ARM')
    """

    labour: tuple[Line, ...]
    growth: tuple[Line, ...]
    money: tuple[Line, ...]
    hosts: tuple[Line, ...]
    waves: tuple[Line, ...]
    profiles: tuple[Line, ...]
    findings: tuple[Finding, ...]
    tornadoes: tuple[Tornado, ...]
    refused: tuple[tuple[str, str], ...]


def summarise(found: Assessment, seed: int = SEED) -> Summary:
    """What a reader is shown of an impact.

    Parameters
    ----------
    found
        Draws of the impact.
    seed
        Of the errors of sources that published figures are given.

    Examples
    --------
    >>> import counterflow as cf
    >>> from datetime import date
    >>> from counterflow.impact import AccountDraws, assess
    >>> case, left = cf.load_case("russia-2022"), np.full((20, 1, 1), 9000.0)
    >>> account = AccountDraws((date(2022, 10, 1),), ("GEO",), left, left, 0 * left, left)
    >>> shown = summarise(assess(case.at(date(2022, 12, 31)), account))
    >>> [line.label for line in shown.labour[:3]]
    ['Workers lost', 'Workers regained', 'Workers abroad']
    """
    return Summary(
        tuple(_labour(found)),
        tuple(_growth(found)),
        tuple(_money(found)),
        tuple(_hosts(found)),
        tuple(_waves(found)),
        tuple(_profiles(found)),
        tuple(check_all(found, seed)),
        tuple(tornadoes(found)),
        (
            *found.composition.refused.items(),
            *((code, "the account does not tell it apart") for code in found.hosts_left_out),
        ),
    )


def _line(label: str, detail: str, unit: str, draws: Array) -> Line:
    return Line(label, detail, unit, tuple(map(float, np.quantile(draws, LEVELS))))


def _labour(found: Assessment) -> Iterator[Line]:
    end = f"by {found.months[-1]}"
    workers, total = found.labour.workers, found.impact.labour_force.value
    yield _line("Workers lost", end, PERSONS, workers.left.sum(1))
    yield _line("Workers regained", end, PERSONS, workers.came_back.sum(1))
    yield _line("Workers abroad", end, PERSONS, workers.abroad[:, -1])
    yield _line(
        "Workers abroad",
        f"of the labour force, {end}",
        PERCENT,
        100 * workers.abroad[:, -1] / total,
    )
    for name, members in found.labour.workers_with.items():
        for group, words in _both(found, name, members, workers):
            label = words[0].upper() + words[1:]
            yield _line(label, f"workers abroad {end}", PERSONS, group.abroad[:, -1])


def _both(
    found: Assessment, name: str, members: Group, everyone: Group
) -> Iterator[tuple[Group, str]]:
    profile: Profile = found.composition.shares[name].profile
    yield members, profile.name
    yield everyone.minus(members), profile.others


def _growth(found: Assessment) -> Iterator[Line]:
    growth = found.growth
    for index, year in enumerate(growth.years):
        for who in ("leavers", "returns"):
            for channel in ("direct", "demand"):
                draws = getattr(growth, f"{who}_{channel}")[:, index]
                yield _line(f"{year}, {who}", channel, POINTS, draws)


def _money(found: Assessment) -> Iterator[Line]:
    span = f"{found.months[0]} to {found.months[-1]}"
    yield _line("Deposits withdrawn", span, found.impact.currency, found.deposits.local.sum(1))
    yield _line("Deposits withdrawn", span, "USD", found.deposits.usd.sum(1))


def _hosts(found: Assessment) -> Iterator[Line]:
    for code, host in found.hosts.items():
        name = country_name(code) or code
        people, workers = host.population_share.max(1), host.labour_share.max(1)
        yield _line(name, "people added, of the population, at the peak", PERCENT, people)
        yield _line(name, "workers added, of the labour force, at the peak", PERCENT, workers)
        rent = 100 * np.expm1(host.rent.max(1))
        yield _line(name, f"rents in {host.city}, from arrivals alone, at the peak", PERCENT, rent)
        yield _line(name, "companies registered", COMPANIES, host.companies.sum(1))


def _waves(found: Assessment) -> Iterator[Line]:
    for shares in found.composition.shares.values():
        waves = ("abroad",) if shares.profile.status else found.composition.waves.names
        for index, wave in enumerate(waves):
            draws = 100 * shares.by_wave[:, index]
            yield _line(shares.profile.name, wave, PERCENT, draws)


def _profiles(found: Assessment) -> Iterator[Line]:
    end = f"by {found.months[-1]}"
    adults = found.labour.adults
    for name, shares in found.composition.shares.items():
        if shares.profile.status:
            draws = adults.abroad[:, -1] * shares.by_wave[:, 0]
            yield _line(shares.profile.name, f"abroad {end}", PERSONS, draws)
            continue
        members = found.labour.adults_with[name]
        for group, words in _both(found, name, members, adults):
            yield _line(words, f"left {end}", PERSONS, group.left.sum(1))
            yield _line(words, f"abroad {end}", PERSONS, group.abroad[:, -1])
