"""The section of the bundled case, over an account made by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

import counterflow as cf
from counterflow.cases.case import Case
from counterflow.cases.impact import Quantity
from counterflow.impact import AccountDraws, Assessment, assess, check_all
from counterflow.terms import month_starts


@pytest.fixture(scope="module")
def bundled() -> Case:
    return cf.load_case("russia-2022")


@pytest.fixture(scope="module")
def found(bundled: Case) -> Assessment:
    """A million leave in equal months to the hosts of the section; one in fifty returns."""
    assert bundled.spec.impact is not None
    places = tuple(bundled.spec.impact.hosts)
    months = tuple(month_starts(bundled.spec.start, bundled.spec.end))
    departures = np.full((300, len(months), len(places)), 1e6 / len(months) / len(places))
    stock = np.empty_like(departures)
    returns = np.empty_like(departures)
    present = np.zeros((300, len(places)))
    for month in range(len(months)):
        present = present + departures[:, month]
        returns[:, month] = present / 50
        present = present - returns[:, month]
        stock[:, month] = present
    return assess(bundled, AccountDraws(months, places, departures, departures, returns, stock))


def test_every_published_figure_is_compared_and_carries_a_reason(
    bundled: Case, found: Assessment
) -> None:
    findings = check_all(found, 1)
    assert bundled.spec.impact is not None
    assert len(findings) == len(bundled.spec.impact.checks)
    assert {finding.check.quantity for finding in findings} == set(Quantity)
    for finding in findings:
        assert finding.check.note, finding.claim.id
        assert 0 < finding.credible[0] < finding.median < finding.credible[1]
        assert finding.predictive[0] < finding.predictive[1]


def test_every_city_named_by_the_task_is_among_the_hosts(bundled: Case) -> None:
    assert bundled.spec.impact is not None
    cities = {host.city for host in bundled.spec.impact.hosts.values()}
    assert cities == {"Almaty", "Bishkek", "Tbilisi", "Yerevan", "Belgrade", "Istanbul"}


def test_every_profile_converges_and_learns_from_its_claims(
    bundled: Case, found: Assessment
) -> None:
    assert bundled.spec.impact is not None
    assert not found.composition.refused
    for name, profile in bundled.spec.impact.profiles.items():
        learnt = set(found.composition.shares[name].claims)
        assert learnt
        assert learnt <= {*profile.claims, *profile.complement}


def test_an_earlier_vintage_knows_fewer_claims(bundled: Case, found: Assessment) -> None:
    early = bundled.at(date(2022, 7, 15))
    then = assess(early, found.account)
    assert then.composition.shares["it"].claims == ("M0001",)
    assert then.composition.shares["under_45"].claims == ()
    assert len(check_all(then, 1)) < len(check_all(found, 1))
