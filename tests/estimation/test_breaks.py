"""A break in a series is no movement of people, declared or detected."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import minimize
from smallcase import case, claim

from counterflow.cases.case import Break
from counterflow.estimation.breaks import find_step
from counterflow.estimation.model import Model
from counterflow.estimation.structure import build_structure
from counterflow.ledger import Claim

REVISED = 0.5
DAYS = ("2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31", "2023-03-31", "2023-06-30")
HALVES = (("2022-01-01", "2022-06-30"), ("2022-07-01", "2022-12-31"), ("2023-01-01", "2023-06-30"))
REVISION = Break(date="2022-10-01", source="office", place="COL", reason="register revised")


def questions() -> list[Claim]:
    """A register's stocks, and arrivals and returns by others who see no break."""
    rows = [
        claim("stock", f"S{day}", destination="COL", period_start=day, period_end=day)
        for day in DAYS
    ]
    for start, end in HALVES:
        window = {"period_start": start, "period_end": end, "source": "guard"}
        rows.append(claim("arrivals", f"A{start}", destination="COL", **window))
        rows.append(claim("returns", f"R{start}", origin="COL", **window))
    return rows


@pytest.fixture(scope="module")
def told() -> tuple[list[Claim], float]:
    """Exact numbers of the prior's middle world, the later stocks halved; and its last stock."""
    blank = Model(build_structure(case(questions())))
    s, middle = blank.structure, jnp.zeros(blank.size)
    seen = jax.jit(
        lambda z: blank.view(blank.world(z), s.evidence, s.reliability, s.evidence.stated)
    )(middle)
    rows, last = [], 0.0
    for row, log in zip(s.evidence.claims, seen.truth, strict=True):
        number = float(np.exp(log))
        if row.id == f"S{DAYS[-1]}":
            last = number
        if row.measure == "stock" and row.period_end >= REVISION.date:
            number *= REVISED
        rows.append(row.model_copy(update={"value": float(round(number))}))
    return rows, last


def stock_at_the_mode(rows: list[Claim], *breaks: Break) -> float:
    """The last stock where the posterior is densest."""
    fitted = Model(build_structure(case(rows, breaks=breaks)))
    stated = fitted.structure.evidence.stated
    slope = jax.jit(jax.value_and_grad(lambda z: -fitted.log_density(z, stated)))
    found = minimize(
        lambda z: tuple(np.asarray(part, dtype=float) for part in slope(z)),
        np.zeros(fitted.size),
        jac=True,
        method="L-BFGS-B",
    )
    cell = fitted.structure.places.cells.index("COL")
    return float(jax.jit(fitted.world)(jnp.asarray(found.x)).account.stock[-1, cell])


def test_a_declared_break_does_not_become_a_movement_of_people(
    told: tuple[list[Claim], float],
) -> None:
    rows, truth = told
    undeclared = stock_at_the_mode(rows)
    declared = stock_at_the_mode(rows, REVISION)
    assert declared == pytest.approx(truth, rel=0.1)
    assert undeclared < 0.75 * truth


# The detector


def noisy(n: int, sd: float, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0, sd, n)


def test_a_clear_step_is_found_where_it_is() -> None:
    for seed in range(5):
        residual = noisy(10, 0.1, seed) - 0.6 * (np.arange(10) >= 6)
        found = find_step(residual, 0.1**2 * np.eye(10))
        assert found is not None
        assert found.position == 6
        assert found.confidence > 0.9
        assert found.shift == pytest.approx(-0.6, abs=0.2)


def test_noise_alone_is_seldom_called_a_break() -> None:
    found = [find_step(noisy(10, 0.1, seed), 0.1**2 * np.eye(10)) for seed in range(200)]
    assert np.mean([step is not None and step.confidence > 0.5 for step in found]) < 0.05


def test_what_the_account_leaves_open_is_no_break() -> None:
    """If people may as well have moved then, the step is theirs."""
    step = (np.arange(10) >= 6).astype(float)
    residual = noisy(10, 0.1, 1) - 0.6 * step
    sure = find_step(residual, 0.1**2 * np.eye(10))
    unsure = find_step(residual, 0.1**2 * np.eye(10) + 0.6**2 * np.outer(step, step))
    assert sure is not None
    assert unsure is not None
    assert unsure.confidence < 0.3 < sure.confidence


def test_noise_said_too_small_does_not_make_breaks() -> None:
    found = [find_step(noisy(10, 0.2, seed), 0.1**2 * np.eye(10)) for seed in range(100)]
    assert np.mean([step is not None and step.confidence > 0.5 for step in found]) < 0.1


def test_a_short_series_tells_nothing() -> None:
    assert find_step(np.array([0.0, 0.0, -1.0, -1.0]), np.eye(4)) is None
