"""Days matter: claims about the fortnight after a shock that start on different days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import jax
import numpy as np
import pytest
from smallcase import SURGES, claim, draw, model

from counterflow.estimation.model import Model
from counterflow.ledger import Claim
from counterflow.terms import Period

SHOCK = SURGES[1].date
STARTS = ("2022-09-17", "2022-09-19", "2022-09-21")
BORDER = {"source": "guard", "counts": "crossings", "unit": "crossings"}
PLACE = {"destination": "COL"}


def days() -> list[str]:
    return [(SHOCK + timedelta(days=n)).isoformat() for n in range(-7, 16)]


def of_day(measure: str, day: str, **fields: Any) -> Claim:
    window = {"period_start": day, "period_end": day}
    return claim(measure, f"{measure}-{day}", **PLACE, **window, **fields)


@pytest.fixture(scope="module")
def said() -> dict[str, float]:
    """What the account says of every day, and of three windows with one last day."""
    rows = [of_day("arrivals", day) for day in days()]
    rows += [of_day("border_entries", day, **BORDER) for day in days()]
    for start in STARTS:
        window = {"period_start": start, "period_end": "2022-09-30"}
        rows.append(claim("arrivals", f"arrivals-from-{start}", **PLACE, **window))
        rows.append(
            claim("border_entries", f"border_entries-from-{start}", **PLACE, **window, **BORDER)
        )
    fitted: Model = model(rows, events=SURGES)
    s = fitted.structure
    assert len(s.evidence.claims) == len(rows)
    seen = jax.jit(
        lambda z: fitted.view(fitted.world(z), s.evidence, s.reliability, s.evidence.stated)
    )(draw(fitted.size, 3))
    numbers = np.exp(np.asarray(seen.truth))
    return {row.id: float(n) for row, n in zip(s.evidence.claims, numbers, strict=True)}


@pytest.mark.parametrize("measure", ["arrivals", "border_entries"])
@pytest.mark.parametrize("start", STARTS)
def test_a_window_is_the_sum_of_its_days(said: dict[str, float], measure: str, start: str) -> None:
    window = Period(date.fromisoformat(start), date(2022, 9, 30))
    one_by_one = sum(
        said[f"{measure}-{(window.start + timedelta(days=n)).isoformat()}"]
        for n in range(window.days)
    )
    assert said[f"{measure}-from-{start}"] == pytest.approx(one_by_one)


@pytest.mark.parametrize("measure", ["arrivals", "border_entries"])
def test_windows_from_three_days_are_three_numbers(said: dict[str, float], measure: str) -> None:
    early, middle, late = (said[f"{measure}-from-{start}"] for start in STARTS)
    assert early > middle > late
    gap = said[f"{measure}-2022-09-17"] + said[f"{measure}-2022-09-18"]
    assert early - middle == pytest.approx(gap)


def test_the_day_of_the_shock_parts_a_quiet_week_from_a_loud_one(said: dict[str, float]) -> None:
    before, first, second = (
        said[f"arrivals-{(SHOCK + timedelta(days=n)).isoformat()}"] for n in (-1, 0, 8)
    )
    assert first > 2 * before
    assert first > second > before


def test_visitors_are_counted_by_the_day_whatever_the_shock(said: dict[str, float]) -> None:
    """Crossings minus movers' crossings is the same on the last quiet and the first loud day."""
    quiet, loud = days()[5:7], days()[7:9]
    movers = [said[f"arrivals-{day}"] for day in quiet + loud]
    crossings = [said[f"border_entries-{day}"] for day in quiet + loud]
    factor = (crossings[2] - crossings[1]) / (movers[2] - movers[1])
    visitors = [c - factor * m for c, m in zip(crossings, movers, strict=True)]
    assert visitors == pytest.approx([visitors[0]] * 4)
    assert factor > 1


def test_longer_rules_count_fewer_of_the_same_arrivals() -> None:
    rules = (None, 14, 183, 365)
    rows = [
        claim("arrivals", f"R{rule}", period_end="2022-09-30", duration_days=rule, **PLACE)
        for rule in rules
    ]
    fitted = model(rows, events=SURGES)
    s = fitted.structure
    seen = jax.jit(
        lambda z: fitted.view(fitted.world(z), s.evidence, s.reliability, s.evidence.stated)
    )(draw(fitted.size))
    by_id = {row.id: float(x) for row, x in zip(s.evidence.claims, seen.truth, strict=True)}
    numbers = [by_id[f"R{rule}"] for rule in rules]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == len(rules)
