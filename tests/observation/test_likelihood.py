"""All claims at once: what enters, what does not, and in what order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.integrate import quad
from smallcase import SURGES, case, claim, draw, model

from counterflow.estimation.model import Model
from counterflow.estimation.structure import EmptyEvidence, build_structure
from counterflow.ledger import Claim
from counterflow.observation.likelihood import Lens, View, log_likelihood, view

CLAIMS = [
    claim("stock", "S", destination="COL", value=90_000),
    claim("arrivals", "A", destination="PER", hedge="at_least"),
    claim("departures", "D", hedge="range", low=200_000, high=900_000),
    claim("returned_share", "R", unit="percent", value=30, source="panel"),
    claim("net", "N", destination="COL", value=-2_000),
    claim("permits_valid", "P", destination="PER", hedge="up_to", counts="permits"),
    claim("border_entries", "B", destination="COL", source="guard", counts="crossings"),
    claim(
        "change",
        "C",
        of="stock",
        unit="ratio",
        value=1.5,
        hedge="at_most",
        destination="COL",
        period_start="2022-06-01",
    ),
]


class Looking:
    """All that the tests ask of a model, compiled once."""

    def __init__(self, fitted: Model) -> None:
        s = fitted.structure
        self.model, self.structure, self.size = fitted, s, fitted.size
        self.z, self.stated = draw(fitted.size), s.evidence.stated
        self.world = jax.jit(fitted.world)(self.z)
        self.density = jax.jit(
            lambda z, stated: (fitted.log_likelihood(z, stated), fitted.log_density(z, stated))
        )
        self.view: Callable[[Lens], View] = jax.jit(
            lambda lens: view(self.world.flat, lens, s.evidence, s.reliability, self.stated)
        )

    def by_id(self) -> dict[str, float]:
        """Log density of each claim."""
        found = np.asarray(self.density(self.z, self.stated)[0])
        rows = self.structure.evidence.claims
        return {row.id: float(number) for row, number in zip(rows, found, strict=True)}

    def index(self, id_: str) -> int:
        return [row.id for row in self.structure.evidence.claims].index(id_)


@pytest.fixture(scope="module")
def fitted() -> Looking:
    return Looking(model(CLAIMS, events=SURGES))


def test_every_claim_has_a_finite_density(fitted: Looking) -> None:
    found = fitted.by_id()
    assert set(found) == {row.id for row in CLAIMS}
    assert np.isfinite(list(found.values())).all()


def test_order_of_claims_is_irrelevant(fitted: Looking) -> None:
    turned = model(CLAIMS[::-1], events=SURGES).structure
    straight = fitted.structure
    assert turned.packing.labels() == straight.packing.labels()
    assert [row.id for row in turned.evidence.claims] == [
        row.id for row in straight.evidence.claims
    ]
    for one, other in zip(turned.evidence.stated, straight.evidence.stated, strict=True):
        assert (one == other).all()


def test_a_permutation_of_claims_permutes_the_view(fitted: Looking) -> None:
    """Claims are shown in the order of the file and learnt from in an order of their own."""
    structure, lens = fitted.structure, fitted.world.lens
    shown = structure.shown
    assert [row.id for row in shown.claims] == [row.id for row in CLAIMS]
    seen = jax.jit(lambda flat: view(flat, lens, shown, structure.shown_reliability, shown.stated))(
        fitted.world.flat
    )
    order = [fitted.index(row.id) for row in shown.claims]
    assert order != sorted(order)
    for mine, learnt in zip(seen, fitted.view(lens), strict=True):
        assert np.asarray(mine) == pytest.approx(np.asarray(learnt)[order])
    read = structure.shown_readings
    density = read.mix(fitted.model.reading_density(fitted.world, read, shown.stated))
    learnt = fitted.density(fitted.z, fitted.stated)[0]
    assert np.asarray(density) == pytest.approx(np.asarray(learnt)[order])


def test_copies_contribute_nothing(fitted: Looking) -> None:
    copies = [
        CLAIMS[0].model_copy(update={"id": "S2", "reporter": "a paper", "published": "2024"}),
        CLAIMS[0].model_copy(update={"id": "S3", "lineage": "S", "value": 100_000}),
    ]
    copied, plain = model([*CLAIMS, *copies], events=SURGES).structure, fitted.structure
    assert copied.unused == {"S2": "repeats S", "S3": "repeats S"}
    assert copied.evidence.claims == plain.evidence.claims
    assert copied.packing.labels() == plain.packing.labels()
    arrays = [(*s.evidence.stated, *s.evidence.plain, *s.evidence.scaled) for s in (copied, plain)]
    for mine, theirs in zip(*arrays, strict=True):
        assert (mine == theirs).all()
    for name, block in plain.packing.blocks.items():
        assert (copied.packing.blocks[name].location == block.location).all()
        assert (copied.packing.blocks[name].scale == block.scale).all()


def test_claims_left_out_contribute_nothing(fitted: Looking) -> None:
    z, stated = fitted.z, fitted.stated
    include = np.ones(len(CLAIMS))
    include[fitted.index("S")] = 0
    without = fitted.density(z, stated._replace(include=include))[1]
    whole = fitted.density(z, stated)[1]
    assert float(whole - without) == pytest.approx(fitted.by_id()["S"])
    none = fitted.density(z, stated._replace(include=0 * include))[1]
    assert float(none) == pytest.approx(float(-0.5 * z @ z))


def test_what_a_claim_says_moves_only_its_own_density(fitted: Looking) -> None:
    value = fitted.stated.value.copy()
    value[fitted.index("A")] += 0.3
    moved = fitted.density(fitted.z, fitted.stated._replace(value=value))[0]
    changed = np.flatnonzero(np.asarray(moved != fitted.density(fitted.z, fitted.stated)[0]))
    assert changed.tolist() == [fitted.index("A")]


@pytest.mark.parametrize("id_", ["S", "A", "P", "C", "N"])
def test_density_through_the_whole_model_integrates_to_one(fitted: Looking, id_: str) -> None:
    """Over the log of the number or, for a difference, over the number itself."""
    evidence, stated, index = fitted.structure.evidence, fitted.stated, fitted.index(id_)
    seen = fitted.view(fitted.world.lens)

    @jax.jit
    def density(number: jax.Array) -> jax.Array:
        value = jnp.asarray(stated.value).at[index].set(number)
        return jnp.exp(log_likelihood(seen, evidence, stated._replace(value=value))[index])

    centre, unit = float(seen.centre[index]), float(seen.unit[index])
    width = unit * (12 * float(seen.spread[index]) + 40 * float(seen.slack[index]))
    total, _ = quad(
        lambda number: float(density(jnp.asarray(number))) * width,
        centre - width,
        centre + width,
        points=[centre],
        limit=200,
    )
    assert total / width == pytest.approx(1.0, abs=1e-5)


def test_class_bias_moves_levels_and_shares_but_not_covered_series(fitted: Looking) -> None:
    lens = fitted.world.lens
    before = fitted.view(lens)
    after = fitted.view(lens._replace(class_bias=lens.class_bias + 0.1))
    moved = np.asarray(after.centre - before.centre)
    assert moved[[fitted.index(id_) for id_ in "SADR"]] == pytest.approx(0.1)
    assert (moved[[fitted.index(id_) for id_ in "PBN"]] == 0).all()
    assert np.asarray(after.truth) == pytest.approx(np.asarray(before.truth))


def test_bounds_have_the_slack_of_their_words(fitted: Looking) -> None:
    seen, stated = fitted.view(fitted.world.lens), fitted.stated
    slack = np.asarray(seen.slack) / stated.granularity
    least, most, up_to = np.asarray(fitted.world.lens.slack)
    assert slack[fitted.index("A")] == pytest.approx(least)
    assert slack[fitted.index("C")] == pytest.approx(most)
    assert slack[fitted.index("P")] == pytest.approx(up_to)
    assert (slack[[fitted.index(id_) for id_ in "SDRNB"]] == 0).all()


def test_up_to_is_looser_than_at_most_before_any_evidence(fitted: Looking) -> None:
    middle = fitted.structure.packing.unpack(jnp.zeros(fitted.size))["slack"]
    assert float(middle[2]) > float(middle[1])


ZERO: list[dict[str, Any]] = [
    {"measure": "stock", "destination": "COL"},
    {"measure": "asylum_applications", "destination": "COL", "hedge": "at_least"},
    {"measure": "returned_share", "unit": "percent", "hedge": "at_most"},
    {"measure": "net", "destination": "COL"},
    {"measure": "net", "destination": "PER", "hedge": "at_least"},
    {"measure": "change", "of": "stock", "destination": "COL", "hedge": "up_to"},
    {"measure": "change", "of": "arrivals", "unit": "ratio", "period_start": "2022-07-01"},
    {"measure": "border_exits", "source": "guard", "counts": "persons"},
    {"measure": "stock", "destination": "PER", "hedge": "range", "low": 0, "high": 0},
]


def finite(fitted: Model) -> None:
    """Density and gradient are finite, by claim and together."""
    z, stated = draw(fitted.size), fitted.structure.evidence.stated
    value, slope = jax.jit(jax.value_and_grad(fitted.log_density))(z, stated)
    assert np.isfinite(float(value))
    assert np.isfinite(np.asarray(slope)).all()


def _but_measure(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != "measure"}


def test_claims_of_nothing_have_a_finite_density_and_gradient() -> None:
    rows = [
        claim(f"{fields['measure']}", f"Z{number}", **_but_measure({"value": 0, **fields}))
        for number, fields in enumerate(ZERO)
    ]
    fitted = model(rows)
    assert len(fitted.structure.evidence.claims) == len(ZERO)
    finite(fitted)


BARE: dict[str, list[Claim]] = {
    "no-destination": [claim("departures")],
    "only-before-the-account": [
        claim(
            "stock",
            destination="COL",
            includes_before=True,
            period_start="2021-01-01",
            period_end="2021-01-01",
        ),
    ],
    "only-visitors": [
        claim(
            "border_entries",
            destination="COL",
            source="guard",
            counts="crossings",
            period_start="2021-01-01",
            period_end="2021-03-31",
        ),
    ],
    "only-a-share": [claim("returned_share", unit="percent", value=30)],
}


@pytest.mark.parametrize("name", BARE)
def test_the_barest_cases_work(name: str) -> None:
    """No surges, no policies, no border series, one destination, one claim."""
    finite(model(BARE[name]))


def test_one_claim_with_surges_works() -> None:
    finite(model([claim("stock", destination="COL")], events=SURGES))


def test_a_case_without_observations_is_refused() -> None:
    for rows in ([], [claim("stock", status="context")], [claim("growth", unit="percent")]):
        with pytest.raises(EmptyEvidence, match="observation"):
            build_structure(case(rows))
