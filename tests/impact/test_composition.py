"""Shares of profiles: learnt from claims, wide where nothing is said, refused where they clash."""

from __future__ import annotations

from typing import Any

import invented as small
import numpy as np
import pytest

from counterflow.impact import assess, composition
from counterflow.impact.composition import PROPOSALS, Shares, compose
from counterflow.ledger import Claim


def shares(claims: tuple[Claim, ...], **fields: Any) -> Shares:
    fields = {"claims": tuple(claim.id for claim in claims), **fields}
    profiles = {"smiths": small.profile(**fields)}
    case = small.case(claims, profiles=profiles)
    assert case.spec.impact is not None
    found = compose(case, case.spec.impact, small.account(400), 1)
    return found.shares["smiths"]


def middle(found: Shares) -> float:
    return float(np.median(found.by_wave))


def width(found: Shares) -> float:
    low, high = np.quantile(found.by_wave, (0.05, 0.95))
    return float(high - low)


def test_without_claims_the_prior_stands() -> None:
    found = shares(())
    assert found.effective == pytest.approx(PROPOSALS)
    assert middle(found) == pytest.approx(0.5, abs=0.03)


def test_claims_pull_towards_what_they_say_and_narrow_it() -> None:
    high = shares((small.claim("A1", value=85), small.claim("A2", value=85, source="other-poll")))
    assert middle(high) > 0.65
    assert width(high) < width(shares(()))


def test_two_sources_say_more_than_one_source_twice() -> None:
    same = shares((small.claim("A1", value=85), small.claim("A2", value=85)))
    two = shares((small.claim("A1", value=85), small.claim("A2", value=85, source="other-poll")))
    assert middle(two) > middle(same)


def test_a_copy_changes_nothing() -> None:
    once = shares((small.claim("A1", value=85),))
    copied = shares((small.claim("A1", value=85), small.claim("A2", value=85, lineage="A1")))
    np.testing.assert_array_equal(once.by_wave, copied.by_wave)
    assert copied.claims == ("A1",)


def test_the_complement_says_the_opposite() -> None:
    found = shares((), complement=("A1",))
    assert found.claims == ()
    profiles = {"smiths": small.profile(complement=("A1",))}
    case = small.case((small.claim("A1", value=85),), profiles=profiles)
    assert case.spec.impact is not None
    assert middle(compose(case, case.spec.impact, small.account(400), 1).shares["smiths"]) < 0.4


def test_men_per_woman_is_a_ratio_of_the_two() -> None:
    percent = shares((small.claim(value=75),))
    ratio = shares((small.claim(value=3, unit="ratio"),))
    assert middle(ratio) == pytest.approx(middle(percent), abs=1e-9)


def test_more_than_points_higher_than_about() -> None:
    about = shares((small.claim(value=60),))
    more = shares((small.claim(value=60, hedge="at_least"),))
    less = shares((small.claim(value=60, hedge="up_to"),))
    assert middle(less) < middle(about) < middle(more)


def test_a_claim_about_one_wave_moves_that_wave_most() -> None:
    late = {"period_start": "2031-01-01", "period_end": "2031-12-31"}
    claims = tuple(
        small.claim(f"A{k}", value=95, source=source, **late)
        for k, source in enumerate(["poll", "other-poll", "office"])
    )
    found = shares(claims)
    before, after = np.median(found.by_wave, axis=0)
    assert after > before > 0.5


def test_a_profile_that_did_not_converge_is_refused_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(composition, "LEAST_EFFECTIVE", PROPOSALS + 1)
    case = small.case()
    assert case.spec.impact is not None
    found = compose(case, case.spec.impact, small.account(20), 1)
    assert not found.shares
    assert "proposals count" in found.refused["smiths"]
    tables = {series.key for series in assess(case, small.account(20)).series()}
    assert not any("smiths" in group for _, group, _ in tables)


def test_the_posterior_is_right_where_it_is_known() -> None:
    """One wave, one claim: the log-odds are normal, with a known mean."""
    profile = small.profile(claims=("A1",), status=True)
    case = small.case((small.claim("A1", value=85),), profiles={"smiths": profile})
    assert case.spec.impact is not None
    found = compose(case, case.spec.impact, small.account(3000), 1).shares["smiths"]
    log_odds = np.log(found.by_wave[:, 0] / (1 - found.by_wave[:, 0]))
    prior = (np.log(4) / 1.6449) ** 2
    noise = 0.15**2 + (np.log(2) / 1.6449) ** 2
    said = np.log(0.85 / 0.15)
    assert log_odds.mean() == pytest.approx(said * prior / (prior + noise), abs=0.05)
    assert log_odds.std() == pytest.approx((1 / (1 / prior + 1 / noise)) ** 0.5, rel=0.08)


def test_a_seed_repeats_the_shares() -> None:
    claims = (small.claim(value=70),)
    np.testing.assert_array_equal(shares(claims).by_wave, shares(claims).by_wave)
