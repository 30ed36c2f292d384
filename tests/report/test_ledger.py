"""What the table says about a claim."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from counterflow.report import ReportInput
from counterflow.report.ledger import Row, Verdict, coverage, rows


def one(data: ReportInput, **changes: Any) -> Row:
    record = {**data.claims.iloc[0].to_dict(), **changes}
    return rows(pd.DataFrame([record]), "RUS")[0]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"hedge": "exact", "value": 60123.0}, "60,123 people"),
        ({"hedge": "about", "value": 6e4}, "about 60,000 people"),
        ({"hedge": "at_least", "value": 6e4}, "at least 60,000 people"),
        ({"hedge": "up_to", "value": 6e4}, "up to 60,000 people"),
        (
            {"hedge": "range", "value": float("nan"), "low": 6e5, "high": 1e6},
            "600,000 to 1,000,000 people",
        ),
        ({"hedge": "exact", "value": 41.5, "unit": "percent"}, "41.5%"),
        ({"hedge": "exact", "value": 0.45, "unit": "ratio"}, "0.45"),
        ({"hedge": "exact", "value": -1200.0}, "\u22121,200 people"),
        ({"hedge": "about", "value": float("nan")}, "no number"),
    ],
)
def test_says(data: ReportInput, changes: dict[str, Any], expected: str) -> None:
    assert one(data, **changes).says == expected


@pytest.mark.parametrize(
    ("value", "inside", "expected"),
    [
        (100.0, True, Verdict.INSIDE),
        (900.0, False, Verdict.HIGH),
        (1.0, False, Verdict.LOW),
        (100.0, None, Verdict.UNCOMPARED),
        (100.0, pd.NA, Verdict.UNCOMPARED),
    ],
)
def test_verdict(data: ReportInput, value: float, inside: object, expected: Verdict) -> None:
    predicted = {
        f"pred_{q}": v
        for q, v in zip(
            ("q05", "q10", "q25", "q50", "q75", "q90", "q95"), range(70, 140, 10), strict=True
        )
    }
    claim = one(data, hedge="exact", value=value, inside_90=inside, **predicted)
    assert claim.verdict is expected


def test_rules_of_counting_are_said(data: ReportInput) -> None:
    claim = one(data, counts="crossings", duration_days=90, includes_before=True)
    assert claim.rules == (
        "counts crossings, not people; stays of 90 days or more; with earlier residents"
    )
    assert not claim.plain
    assert one(data, duration_days=0, counts=None).rules == "anyone present counts"


def test_coverage_leaves_out_what_was_not_used(data: ReportInput) -> None:
    claims = rows(data.claims, data.origin)
    found = coverage(claims, "measure")
    assert sum(item.compared for item in found) == sum(
        claim.used and claim.verdict is not Verdict.UNCOMPARED for claim in claims
    )
    assert all(0 <= item.inside <= item.compared for item in found)


def test_what_is_counted_names_the_places(data: ReportInput) -> None:
    assert one(data, destination="").what == "People living abroad"
    assert one(data, destination="TUR+GEO").what == "People living there, Türkiye and Georgia"
    assert one(data, measure="change", of="stock").what == "Change in people living there"
    assert one(data, measure="border_exits", origin="GEO").what == "Border exits, from Georgia"
