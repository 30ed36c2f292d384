"""A declared break shifts what a series says, not where people are."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from smallcase import case, claim, draw, model

from counterflow.cases.case import Break
from counterflow.estimation.structure import build_structure
from counterflow.ledger import Claim

SHIFT = -0.7
WINDOW = {"period_start": "2022-06-16", "period_end": "2022-07-15"}
PERMITS = {"counts": "permits", "unit": "permits"}
BORDER = {"source": "guard", "counts": "crossings", "unit": "crossings"}


def broken(**fields: Any) -> Break:
    row = {"date": "2022-07-01", "source": "office", "place": "COL", "reason": "revised"}
    return Break.model_validate({**row, **fields})


def stock(id_: str, day: str, **fields: Any) -> Claim:
    place = {"destination": "COL", "period_start": day, "period_end": day}
    return claim("stock", id_, **{**place, **fields})


def moved(*rows: Claim, **fields: Any) -> dict[str, float]:
    """By how much the shift of a break moves the centre of each claim."""
    fitted = model([*rows, stock("KEEP", "2022-03-31")], breaks=[broken(**fields)])
    s, z = fitted.structure, draw(fitted.size)
    world = jax.jit(fitted.world)(z)
    seen = [
        fitted.view(
            world._replace(lens=world.lens._replace(breaks=jnp.asarray([shift]))),
            s.evidence,
            s.reliability,
            s.evidence.stated,
        )
        for shift in (0.0, SHIFT)
    ]
    gaps = np.asarray(seen[1].centre) - np.asarray(seen[0].centre)
    return {row.id: float(gap) for row, gap in zip(s.evidence.claims, gaps, strict=True)}


def test_numbers_from_the_day_on_are_shifted_and_none_before() -> None:
    found = moved(
        stock("A", "2022-07-01"), stock("B", "2022-06-30", value=9), stock("C", "2023-01-31")
    )
    assert found == pytest.approx({"A": SHIFT, "B": 0, "C": SHIFT, "KEEP": 0})


def test_a_window_across_the_day_is_shifted_by_its_share_after_it() -> None:
    found = moved(claim("arrivals", "A", destination="COL", **WINDOW))
    assert found["A"] == pytest.approx(SHIFT * 15 / 30)


def test_other_sources_places_and_measures_are_not() -> None:
    late = "2023-01-31"
    rows = [
        stock("S", late, source="panel"),
        stock("P", late, destination="PER"),
        claim("arrivals", "A", destination="COL", period_start="2022-08-01"),
        stock("Y", late),
    ]
    assert moved(*rows, measure="stock") == pytest.approx(
        {"S": 0, "P": 0, "A": 0, "Y": SHIFT, "KEEP": 0}
    )
    assert moved(*rows, place="") == pytest.approx(
        {"S": 0, "P": SHIFT, "A": SHIFT, "Y": SHIFT, "KEEP": 0}
    )


def test_coverage_and_visitors_split_too() -> None:
    day = {"period_start": "2022-12-31"}
    rows = [
        claim("permits_valid", "P", destination="COL", **day, **PERMITS),
        claim("stock", "B", destination="COL", includes_before=True, **day),
    ]
    assert moved(*rows) == pytest.approx({"P": SHIFT, "B": SHIFT, "KEEP": 0})
    entries = claim("border_entries", "E", destination="COL", period_start="2022-08-01", **BORDER)
    assert moved(entries, source="guard")["E"] == pytest.approx(SHIFT)


def test_a_change_across_the_day_carries_the_shift_and_one_after_it_does_not() -> None:
    ratio = {"of": "stock", "unit": "ratio", "value": 1.5, "destination": "COL"}
    rows = [
        claim("change", "ACROSS", period_start="2022-06-01", **ratio),
        claim("change", "AFTER", period_start="2022-08-01", **ratio),
    ]
    found = moved(*rows)
    assert found["ACROSS"] == pytest.approx(SHIFT)
    assert found["AFTER"] == pytest.approx(0)


def test_a_fall_of_a_register_by_revision_is_expected_to_be_said() -> None:
    """The difference of two counts, of which the second is by the new rules."""
    fall = claim(
        "change", "D", of="stock", destination="COL", value=-20_000, period_start="2022-06-30",
        period_end="2022-07-01",
    )  # fmt: skip
    assert moved(fall)["D"] < -100


def test_a_share_is_shifted_once_and_a_net_in_both_parts() -> None:
    late = {"period_start": "2022-08-01", "destination": "COL"}
    rows = [
        claim("share", "S", unit="percent", value=20, **late),
        claim("net", "N", value=500, **late),
    ]
    fitted = model(rows, breaks=[broken()])
    assert fitted.structure.evidence.breaks.sum(0).tolist() == [3]


def test_each_break_is_one_parameter_that_is_zero_beforehand() -> None:
    s = build_structure(case([stock("A", "2022-12-31")], breaks=[broken(), broken(place="PER")]))
    assert s.packing.blocks["break"].shape == (2,)
    assert (s.packing.blocks["break"].location == 0).all()
