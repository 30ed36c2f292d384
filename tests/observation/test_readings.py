"""What a claim may mean, and how its meanings are weighed."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from smallcase import case, claim, draw, model

from counterflow.cases.case import Alternative, Spec
from counterflow.estimation.model import Model
from counterflow.estimation.structure import build_structure
from counterflow.estimation.weighing import reading_weights
from counterflow.ledger import Claim
from counterflow.observation.mixture import Mixture
from counterflow.observation.readings import WRONG_WEIGHT

CROSSED = {"counts": "crossings", "unit": "crossings", "source": "guard"}
EXITS = claim("border_exits", "X", value=900_000, **CROSSED)
OFFICIAL = claim("stock", "S", destination="COL", value=90_000)


def left(id_: str = "L", **fields: Any) -> Claim:
    return claim("departures", id_, **{"source": "paper", "value": 300_000, **fields})


def readings(*rows: Claim, id_: str = "L", **options: Any) -> dict[str, float]:
    """Readings of one claim with their prior weights."""
    read = build_structure(case([*rows, OFFICIAL], **options)).readings
    return {
        read.labels[row]: float(read.prior[row])
        for row, of in enumerate(read.claim)
        if read.rows.claims[of].id == id_
    }


def test_a_newspapers_left_may_be_four_things_or_wrong() -> None:
    found = readings(left(), EXITS)
    assert list(found) == [
        "as written", "left for a year or more", "still abroad", "border exits", "wrong",
    ]  # fmt: skip
    assert sum(found.values()) == pytest.approx(1)
    assert found["wrong"] == pytest.approx(0.05)
    assert found["as written"] == pytest.approx(0.95 * 0.55)


def test_official_series_mean_what_they_say() -> None:
    for source in ("office", "guard"):
        assert readings(left(source=source), EXITS) == {"as written": 1.0}


@pytest.mark.parametrize(
    ("fields", "absent"),
    [
        ({"counts": "persons"}, {"border exits"}),
        ({"period_start": "2022-06-01"}, {"still abroad"}),
        ({"duration_days": 30}, {"border exits", "still abroad", "left for a year or more"}),
    ],
)
def test_a_definition_said_narrows_the_readings(fields: dict[str, Any], absent: set[str]) -> None:
    assert set(readings(left(), EXITS)) - set(readings(left(**fields), EXITS)) == absent


def test_without_a_series_of_crossings_there_is_nothing_to_copy_from() -> None:
    assert "border exits" not in readings(left())


def test_readings_cost_no_parameter() -> None:
    """Visitors and residents are borrowed from series that are in the case anyway."""
    paper, office = (
        build_structure(case([left(source=source), EXITS, OFFICIAL])).packing.size
        for source in ("paper", "office")
    )
    assert paper == office


def test_declared_readings_replace_those_of_the_class() -> None:
    rows = [Alternative(claim="L", measure="stock", weight=0.6, label="living abroad")]
    found = readings(left(), EXITS, readings=rows)
    assert found == pytest.approx({"as written": 0.38, "living abroad": 0.57, "wrong": 0.05})
    none = [Alternative(claim="L", measure="stock", weight=0)]
    assert readings(left(), EXITS, readings=none) == pytest.approx(
        {"as written": 0.95, "wrong": 0.05}
    )
    official = [Alternative(claim="S", measure="arrivals", weight=0.3, duration_days=365)]
    assert readings(id_="S", readings=official) == pytest.approx(
        {"as written": 0.7, "arrivals of 365 days or more": 0.3}
    )


def test_weights_leave_room_for_the_claim_as_written() -> None:
    rows = [Alternative(claim="L", measure="stock", weight=0.5)] * 2
    with pytest.raises(ValueError, match="the readings of L weigh 1"):
        Spec.model_validate(
            {**case([]).spec.model_dump(), "readings": [row.model_dump() for row in rows]}
        )


# The likelihood


@pytest.fixture(scope="module")
def read() -> Model:
    return model([left(), left("M", value=250_000, hedge="at_least"), EXITS, OFFICIAL])


def densities(fitted: Model, z: jax.Array) -> tuple[np.ndarray, np.ndarray]:
    """Log density of each claim, and of each of their readings."""
    s = fitted.structure
    both = jax.jit(
        lambda z: (
            fitted.log_likelihood(z, s.evidence.stated),
            fitted.reading_density(fitted.world(z), s.readings, s.evidence.stated),
        )
    )(z)
    return np.asarray(both[0]), np.asarray(both[1])


def test_the_likelihood_sums_over_the_readings(read: Model) -> None:
    mixed, single = densities(read, draw(read.size))
    mixture = read.structure.readings
    for index in range(mixture.claims):
        rows = mixture.claim == index
        whole = np.log(np.sum(mixture.prior[rows] * np.exp(single[rows])))
        assert mixed[index] == pytest.approx(whole)


def test_each_reading_is_the_density_of_the_claim_so_rewritten(read: Model) -> None:
    """The same number, stated by the same paper, as a stock."""
    mixture, z = read.structure.readings, draw(read.size)
    _, single = densities(read, z)
    row = next(
        row
        for row, of in enumerate(mixture.claim)
        if mixture.rows.claims[of].id == "L" and mixture.labels[row] == "still abroad"
    )
    rewritten = claim("stock", "L", source="paper", value=300_000)
    other = model([rewritten, left("M", value=250_000, hedge="at_least"), EXITS, OFFICIAL])
    assert other.structure.packing.labels() == read.structure.packing.labels()
    plain = other.structure.readings
    _, found = densities(other, z)
    at = [plain.rows.claims[of].id for of in plain.claim].index("L")
    assert single[row] == pytest.approx(found[at])


def test_the_density_has_finite_slopes_even_far_from_every_reading(read: Model) -> None:
    stated = read.structure.evidence.stated
    far = stated._replace(value=stated.value + 12)
    slope = jax.jit(jax.grad(lambda z: read.log_density(z, far)))(draw(read.size))
    assert np.isfinite(np.asarray(slope)).all()


def test_a_claim_with_one_reading_is_untouched() -> None:
    fitted = model([OFFICIAL, claim("arrivals", "A", destination="PER")])
    mixed, single = densities(fitted, draw(fitted.size))
    assert mixed.tolist() == single.tolist()


# Weights afterwards


def weights_of(fitted: Model, shift: float, label: str) -> dict[str, float]:
    """Weights of the readings of L if it says what one reading would make it say, and a shift."""
    s, z = fitted.structure, draw(fitted.size)
    mixture: Mixture = s.readings
    seen = fitted.view(fitted.world(z), mixture.rows, mixture.reliability, mixture.rows.stated)
    rows = [row for row, of in enumerate(mixture.claim) if mixture.rows.claims[of].id == "L"]
    meant = next(row for row in rows if mixture.labels[row] == label)
    value = s.evidence.stated.value.copy()
    value[mixture.claim[meant]] = float(seen.truth[meant]) + shift
    single = fitted.reading_density(
        fitted.world(z), mixture, s.evidence.stated._replace(value=value)
    )
    found = reading_weights(np.asarray(single)[None], mixture, s.learnt)
    return {mixture.labels[row]: float(found[row]) for row in rows}


def test_the_account_tells_which_reading_was_meant(read: Model) -> None:
    prior = readings(left(), EXITS)
    for label in ("still abroad", "border exits"):
        after = weights_of(read, 0.0, label)
        assert sum(after.values()) == pytest.approx(1)
        assert after[label] > 1.2 * prior[label], label
        assert after["wrong"] < 0.05


def test_a_number_far_from_every_reading_is_wrong(read: Model) -> None:
    assert weights_of(read, -4.0, "left for a year or more")["wrong"] > 0.9


def test_weights_of_claims_that_taught_nothing_are_ratios_of_mean_likelihoods(
    read: Model,
) -> None:
    mixture = read.structure.readings
    rows = np.flatnonzero(mixture.claim == mixture.claim[-1])
    density = np.zeros((2, len(mixture.claim)))
    density[0, rows[0]], density[1, rows[0]] = 5.0, -5.0
    id_ = mixture.rows.claims[mixture.claim[-1]].id
    learnt = reading_weights(density, mixture, frozenset({id_}))[rows[0]]
    unseen = reading_weights(density, mixture, frozenset())[rows[0]]
    share = mixture.prior[rows[0]]
    odds = share * np.cosh(5.0)
    assert unseen == pytest.approx(odds / (odds + 1 - share))
    each = [share * np.exp(x) / (share * np.exp(x) + 1 - share) for x in (5.0, -5.0)]
    assert learnt == pytest.approx(np.mean(each))


def test_a_wrong_number_pulls_less_the_further_off_it_is() -> None:
    """One newspaper that is a factor of a hundred off must not move the account."""
    fitted = model([left(), OFFICIAL])
    stated, z = fitted.structure.evidence.stated, jnp.zeros(fitted.size)
    at = [row.id for row in fitted.structure.evidence.claims].index("L")
    slope = jax.jit(
        jax.grad(lambda z, value: fitted.log_likelihood(z, stated._replace(value=value))[at])
    )

    def pull(shift: float) -> float:
        value = stated.value.copy()
        value[at] += shift
        return float(jnp.linalg.norm(slope(z, value)))

    assert pull(4.6) < 0.5 * pull(1.0) * 4.6


def test_only_classes_without_series_of_their_own_are_doubted() -> None:
    assert {kind.value for kind in WRONG_WEIGHT} == {
        "government", "compiler", "origin_state", "business", "media",
    }  # fmt: skip


def test_copies_and_the_order_of_rows_leave_the_readings_bit_for_bit() -> None:
    """The evidence is identical, so no headline can move."""
    rows = [left(), left("M", value=250_000, hedge="at_least"), EXITS, OFFICIAL]
    copies = [
        left("L2", reporter="another paper", published="2024"),
        left("L3", lineage="L", value=310_000, source="panel"),
    ]
    plain = build_structure(case(rows))
    for other in ([*rows, *copies], [*copies, *rows][::-1]):
        found = build_structure(case(other))
        assert found.packing.labels() == plain.packing.labels()
        assert found.readings.labels == plain.readings.labels
        for name in ("claim", "log_weight", "members", "member_weight"):
            mine, theirs = getattr(found.readings, name), getattr(plain.readings, name)
            assert (mine == theirs).all(), name
        for one, two in zip(
            (*found.readings.rows.plain, *found.readings.rows.stated),
            (*plain.readings.rows.plain, *plain.readings.rows.stated),
            strict=True,
        ):
            assert (one == two).all()
