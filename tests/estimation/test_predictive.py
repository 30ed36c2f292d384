"""What claims would say: the way of each hedge, and each claim's own unit."""

from __future__ import annotations

import numpy as np
import pytest
from smallcase import case, claim

from counterflow.estimation.predictive import predictive_draws, stated_numbers
from counterflow.estimation.structure import build_structure
from counterflow.ledger import Claim
from counterflow.observation.evidence import Evidence
from counterflow.observation.likelihood import View

SIZE = 4000
SHARE = {"unit": "percent", "duration_days": 184}


def evidence(*rows: Claim) -> Evidence:
    return build_structure(case(rows)).shown


def said(found: Evidence, centre: float, spread: float = 0.1, seed: int = 1, **parts: float):
    """Draws by claim id where every claim is seen alike."""
    shape = (SIZE, len(found.claims))
    unit, slack = parts.get("unit", 1.0), parts.get("slack", 0.0)
    view = View(*(np.full(shape, part) for part in (centre, spread, unit, centre, slack)))
    draws = predictive_draws(view, found, seed)
    return {row.id: draws[:, k] for k, row in enumerate(found.claims)}


def test_a_plain_number_scatters_around_the_account_by_its_spread() -> None:
    draws = said(evidence(claim("stock", "A", destination="COL")), np.log(20_000))["A"]
    assert np.median(draws) == pytest.approx(20_000, rel=0.01)
    assert np.log(draws).std() == pytest.approx(0.1, rel=0.05)


def test_each_hedge_leans_its_own_way() -> None:
    hedges = ("about", "exact", "at_least", "at_most", "up_to")
    rows = [
        claim("stock", hedge, destination="COL", hedge=hedge, value=20_000 + k)
        for k, hedge in enumerate(hedges)
    ]
    draws = said(evidence(*rows), np.log(20_000), spread=0.01, slack=0.2)
    for hedge in ("about", "exact"):
        assert np.median(draws[hedge]) == pytest.approx(20_000, rel=0.01)
    assert np.mean(draws["at_least"] < 20_000) > 0.9
    assert np.log(draws["at_least"]).mean() == pytest.approx(np.log(20_000) - 0.2, abs=0.02)
    for hedge in ("at_most", "up_to"):
        assert np.mean(draws[hedge] > 20_000) > 0.9
        assert np.log(draws[hedge]).mean() == pytest.approx(np.log(20_000) + 0.2, abs=0.02)


def test_shares_are_said_in_percent() -> None:
    found = evidence(claim("returned_share", "R", value=25, **SHARE))
    assert np.median(said(found, np.log(0.2))["R"]) == pytest.approx(20, rel=0.01)
    assert stated_numbers(found).tolist() == [25.0]


def test_differences_are_said_in_persons_and_may_be_negative() -> None:
    found = evidence(claim("net", "N", destination="COL", value=-300))
    draws = said(found, -500.0, unit=10_000.0)["N"]
    assert np.median(draws) == pytest.approx(-500, abs=60)
    assert draws.std() == pytest.approx(1000, rel=0.05)
    assert stated_numbers(found).tolist() == [-300.0]


def test_ranges_are_said_by_their_middle() -> None:
    rows = [
        claim("stock", "A", destination="COL", hedge="range", low=10_000, high=40_000),
        claim("returned_share", "B", hedge="range", low=0, high=30, **SHARE),
        claim("net", "C", destination="COL", hedge="range", low=-300, high=500),
    ]
    found = evidence(*rows)
    middles = dict(zip([row.id for row in found.claims], stated_numbers(found), strict=True))
    assert middles == pytest.approx({"A": 20_000, "B": 15, "C": 100})


def test_persons_are_said_whole_so_that_none_can_be_said() -> None:
    found = evidence(claim("stock", "Z", destination="COL", value=0))
    draws = said(found, np.log(0.5), spread=0.5)["Z"]
    assert set(draws) <= {0.0, 1.0, 2.0, 3.0}
    assert np.mean(draws == 0) == pytest.approx(0.5, abs=0.05)


def test_noise_belongs_to_the_claim_and_the_seed() -> None:
    rows = [claim("stock", "A", destination="COL"), claim("stock", "B", destination="PER")]
    both = said(evidence(*rows), 9.0)
    alone = said(evidence(rows[1]), 9.0)
    assert np.array_equal(both["B"], alone["B"])
    assert not np.array_equal(both["A"], both["B"])
    assert not np.array_equal(both["B"], said(evidence(*rows), 9.0, seed=2)["B"])


def test_a_view_without_bound_stays_a_number() -> None:
    draws = said(evidence(claim("stock", "A", destination="COL")), 400.0)["A"]
    assert np.isfinite(draws).all()
