"""Every bundled case loads, is large enough to show something, and says where it was read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from counterflow.cases import Case, load_case
from counterflow.cases.case import EventKind
from counterflow.cases.load import bundled_cases
from counterflow.terms import parse_places

ROOT = Path(__file__).parent.parent.parent
NAMES = sorted(bundled_cases())
MACHINE = re.compile(r"(^|[\s:(])/\w+/|\.txt\b")


@pytest.fixture(scope="module", params=NAMES)
def case(request: pytest.FixtureRequest) -> Case:
    return load_case(request.param)


def test_three_origins_come_with_the_package() -> None:
    assert NAMES == ["hong-kong-2020", "russia-2022", "syria-2011"]
    assert len({load_case(name).spec.origin for name in NAMES}) == len(NAMES)


def test_it_is_found_by_its_own_id(case: Case) -> None:
    assert case.id in bundled_cases()
    assert case.folder == bundled_cases()[case.id]


def test_it_has_claims_to_learn_from_and_nothing_to_mend(case: Case) -> None:
    assert case.notices == ()
    assert len(case.claims) >= 45
    assert len({c.source for c in case.observations}) >= 8
    assert len([c for c in case.observations if not c.lineage]) >= 20


def test_every_claim_says_where_it_was_read(case: Case) -> None:
    for claim in case.claims:
        assert claim.reporter, claim.id
        assert claim.title, claim.id
        assert claim.url or claim.locator, claim.id
        assert not MACHINE.search(claim.note + claim.locator), claim.id


def test_what_is_not_learnt_from_says_why(case: Case) -> None:
    forecasts = {c.id for c in case.claims if c.status.value == "forecast"}
    assert {c.id for c in case.claims if not c.is_observation and not c.note} <= forecasts


def test_every_source_is_used(case: Case) -> None:
    assert {claim.source for claim in case.claims} == set(case.sources)


def test_observed_places_have_features(case: Case) -> None:
    named = {
        code
        for claim in case.observations
        for text in (claim.origin, claim.destination)
        if text not in case.regions
        for code in parse_places(text, case.regions)
    }
    assert named - {case.spec.origin} <= set(case.spec.features)


def test_there_is_a_surge_inside_the_account(case: Case) -> None:
    surges = [event for event in case.spec.events if event.kind is EventKind.SURGE]
    assert surges
    for event in case.spec.events:
        assert case.spec.start <= event.date <= case.spec.end, event.id
        assert event.source, event.id


def test_its_gaps_are_written_down(case: Case) -> None:
    readme = (case.folder / "README.md").read_text(encoding="utf-8")
    assert "## Known gaps" in readme


def test_the_readme_of_the_package_lists_it(case: Case) -> None:
    assert f"`{case.id}`" in (ROOT / "README.md").read_text(encoding="utf-8")
