"""What is drawn as stated is distributed as the likelihood says, for every family of claims."""

from __future__ import annotations

from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import counterflow as cf
from counterflow.calibration.statements import state_claims
from counterflow.estimation.model import Model
from counterflow.estimation.structure import build_structure
from counterflow.observation.components import Form
from counterflow.observation.evidence import FORMS, HEDGES, Stated
from counterflow.observation.likelihood import View, log_likelihood

CASE = Path(__file__).with_name("case")
DRAWS, POINTS = 4000, 8001


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(build_structure(cf.load_case(CASE)))


@pytest.fixture(scope="module")
def seen(model: Model) -> View:
    """One world from the prior, through all readings of all claims."""
    z = jnp.asarray(np.random.default_rng(3).normal(size=model.size))
    read = model.structure.readings
    look = jax.jit(
        lambda z: model.view(model.world(z), read.rows, read.reliability, read.rows.stated)
    )
    return View(*map(np.asarray, look(z)))


@pytest.fixture(scope="module")
def drawn(model: Model, seen: View) -> Stated:
    worlds = View(*(np.repeat(part[None], DRAWS, axis=0) for part in seen))
    return state_claims(worlds, model.structure.readings, np.random.default_rng(4))


def density(model: Model, seen: View, middle: np.ndarray) -> np.ndarray:
    """Likelihood of each claim when all of them state given numbers, (points, K)."""
    evidence, read = model.structure.evidence, model.structure.readings
    half = (evidence.stated.high - evidence.stated.low) / 2

    def one(value: jax.Array) -> jax.Array:
        stated = evidence.stated._replace(value=value, low=value - half, high=value + half)
        rows = log_likelihood(View(*map(jnp.asarray, seen)), read.rows, read.stated(stated))
        return read.mix(rows)

    return np.exp(np.asarray(jax.jit(jax.vmap(one))(jnp.asarray(middle))))


def test_the_case_holds_every_family(model: Model) -> None:
    evidence = model.structure.evidence
    assert set(evidence.hedge) == set(HEDGES.values())
    assert set(evidence.form) == set(FORMS.values())
    assert (evidence.fixed_noise > 0).any()
    assert evidence.jumps.any()
    assert len(model.structure.readings.several)
    assert (evidence.factor > 0).any()


def test_numbers_drawn_follow_the_likelihood_of_each_claim(
    model: Model, seen: View, drawn: Stated
) -> None:
    read = model.structure.readings
    half = (model.structure.evidence.stated.high - model.structure.evidence.stated.low) / 2
    reach = seen.unit * (8 * seen.spread + 12 * seen.slack) + half[read.claim]
    low, high = np.full(len(half), np.inf), np.full(len(half), -np.inf)
    np.minimum.at(low, read.claim, seen.centre - reach)
    np.maximum.at(high, read.claim, seen.centre + reach)
    grid = low + np.linspace(0, 1, POINTS)[:, None] * (high - low)
    heights = density(model, seen, grid)
    step = grid[1] - grid[0]
    below = np.cumsum((heights[1:] + heights[:-1]) / 2, axis=0) * step
    np.testing.assert_allclose(below[-1], 1.0, atol=2e-3)
    for k, claim in enumerate(model.structure.evidence.claims):
        expected = np.interp(np.sort(drawn.value[:, k]), grid[1:, k], below[:, k])
        gap = np.abs(expected - (np.arange(DRAWS) + 0.5) / DRAWS).max()
        # Kolmogorov's distance at the level of one in a million, for 4,000 draws.
        assert gap < 2.7 / np.sqrt(DRAWS), claim.id


def test_what_a_claim_asks_stays_as_it_is(model: Model, drawn: Stated) -> None:
    asked = model.structure.evidence.stated
    ranged = model.structure.evidence.hedge == HEDGES["range"]
    np.testing.assert_allclose(
        (drawn.high - drawn.low)[:, ranged],
        np.broadcast_to((asked.high - asked.low)[ranged], (DRAWS, ranged.sum())),
    )
    difference = model.structure.evidence.form == FORMS[Form.DIFFERENCE]
    persons = drawn.rounding * np.abs(drawn.value)
    expected = asked.rounding * np.abs(asked.value)
    np.testing.assert_allclose(
        persons[:, difference], np.broadcast_to(expected[difference], (DRAWS, difference.sum()))
    )
    levels = ~difference
    np.testing.assert_array_equal(
        drawn.rounding[:, levels], np.broadcast_to(asked.rounding[levels], (DRAWS, levels.sum()))
    )
