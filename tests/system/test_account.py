"""Stocks and flows balance in every draw, and agree with a group-by-group account."""

from __future__ import annotations

from datetime import date

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import Reference
from smallcase import POLICIES, SURGES, claim, draw, model

from counterflow.system.account import Account, expected_account
from counterflow.system.destinations import onward_choice
from counterflow.system.parameters import SystemParameters
from counterflow.system.timegrid import TimeGrid

GRID = TimeGrid.monthly(date(2022, 1, 1), date(2023, 3, 31), [date(2022, 2, 24)])
PLACES, SURGE_COUNT, PHASES = 3, 1, 3
COHORT_OF_STEP = np.asarray([0] * 6 + [1] * (GRID.steps - 6))
POPULATION = 1e6

run = jax.jit(lambda parameters: expected_account(parameters, GRID, POPULATION, COHORT_OF_STEP))


def random_parameters(seed: int, places: int = PLACES, spread: float = 1.0) -> SystemParameters:
    """Parameters far wider than any prior: whole populations may leave in a month."""
    rng = np.random.default_rng(seed)

    def positive(median: float, *shape: int) -> jax.Array:
        return jnp.asarray(median * np.exp(spread * rng.normal(size=shape)))

    return SystemParameters(
        base_hazard=positive(1e-2, GRID.steps),
        surge_hazard=positive(1e-1, GRID.steps, SURGE_COUNT)
        * jnp.asarray(rng.integers(0, 2, (GRID.steps, SURGE_COUNT))),
        repeat_ratio=positive(5.0),
        attraction=jnp.asarray(spread * rng.normal(size=(GRID.steps, places))),
        surge_shift=jnp.asarray(spread * rng.normal(size=(SURGE_COUNT, places))),
        network=positive(0.2),
        network_scale=positive(100.0),
        return_hazard=positive(0.1, GRID.steps, PHASES, places),
        onward_hazard=positive(0.1, GRID.steps, PHASES, places),
        onward_choice=onward_choice(jnp.asarray(spread * rng.normal(size=places))),
    )


def assert_balances(account: Account, population: float) -> None:
    """Every identity of the account, to 1e-6 of what has moved."""
    a = Account(*(np.asarray(part) for part in account))
    scale = 1e-6 * (1.0 + a.stock[1:] + a.arrivals)
    change = a.arrivals - a.returns - a.onward
    assert (np.abs(a.stock[1:] - a.stock[:-1] - change) <= scale).all()
    assert np.allclose(a.arrivals, a.departures + a.onward_in, rtol=1e-9)
    assert np.allclose(a.onward.sum(1), a.onward_in.sum(1), rtol=1e-9)
    assert np.allclose(a.stock_by_phase.sum(1), a.stock, rtol=1e-9)
    assert np.allclose(a.cohort_departures.sum(1), a.departures.sum(1), rtol=1e-9)
    assert np.allclose(a.cohort_returns.sum(1), a.returns.sum(1), rtol=1e-9)
    at_home = population - np.cumsum(a.first_departures)
    again = a.departures.sum(1) - a.first_departures
    returned = np.cumsum(a.returns.sum(1) - again)
    assert np.allclose(at_home + returned + a.stock[1:].sum(1), population, rtol=1e-9)
    tiny = -1e-9 * population
    assert min(at_home.min(), returned.min(), again.min()) >= tiny
    for name, part in a._asdict().items():
        assert np.isfinite(part).all(), name
        assert part.min() >= tiny, name
    assert (a.stock[0] == 0).all()


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), spread=st.floats(0.0, 2.0))
def test_any_parameters_balance(seed: int, spread: float) -> None:
    assert_balances(run(random_parameters(seed, spread=spread)), POPULATION)


@pytest.fixture(scope="module")
def small_model():  # type: ignore[no-untyped-def]
    claims = [
        claim("stock", "A1", destination="COL"),
        claim("arrivals", "A2", destination="ANDES"),
        claim("returned_share", "A3", unit="percent", value=20, duration_days=184),
        *(claim("stock", f"B{n}", destination="PER", value=1000 * n) for n in range(1, 8)),
    ]
    return model(claims, events=[*SURGES, *POLICIES])


def test_any_draw_of_a_model_balances(small_model) -> None:  # type: ignore[no-untyped-def]
    account_of = jax.jit(lambda z: small_model.world(z).account)

    @settings(max_examples=20, deadline=None)
    @given(seed=st.integers(0, 2**32 - 1), scale=st.floats(0.1, 2.0))
    def balances(seed: int, scale: float) -> None:
        z = scale * np.random.default_rng(seed).normal(size=small_model.size)
        assert_balances(account_of(jnp.asarray(z)), small_model.structure.population)

    balances()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_account_is_the_one_followed_group_by_group(seed: int) -> None:
    parameters = random_parameters(seed, spread=0.7)
    account = Account(*(np.asarray(part) for part in run(parameters)))
    slow = Reference(parameters, GRID.edges, POPULATION)
    for step in range(GRID.steps):
        for name in ("departures", "arrivals", "returns", "onward", "onward_in"):
            loops = [slow.flow(name, step, place) for place in range(PLACES)]
            assert getattr(account, name)[step] == pytest.approx(loops, rel=1e-8, abs=1e-6), name
        assert account.first_departures[step] == pytest.approx(slow.first[step], rel=1e-8, abs=1e-6)
    for edge in range(GRID.steps + 1):
        by_phase = np.zeros((PHASES, PLACES))
        for group, count in slow.present[edge].items():
            # At an edge the step about to begin says the phase; the last edge ends a month.
            phase = slow.phase(edge, group.arrived)
            by_phase[phase, group.place] += count
        assert account.stock[edge] == pytest.approx(slow.stock_at_edge(edge), rel=1e-8)
        assert account.stock_by_phase[edge] == pytest.approx(by_phase, rel=1e-6, abs=1e-5)
    for cohort in (0, 1):
        steps = set(np.flatnonzero(cohort == COHORT_OF_STEP))
        for step in range(GRID.steps):
            back = sum(n for group, n in slow.returns[step].items() if group.left in steps)
            assert account.cohort_returns[step, cohort] == pytest.approx(back, rel=1e-8)
            left = sum(slow.departures[step]) if step in steps else 0.0
            assert account.cohort_departures[step, cohort] == pytest.approx(left, rel=1e-8)


def test_survival_by_day_agrees_with_following_the_groups() -> None:
    slow = Reference(random_parameters(5, spread=0.5), GRID.edges, POPULATION)
    for edge in range(1, GRID.steps + 1):
        for group, count in slow.present[edge].items():
            if group.left == group.arrived:
                arrived = sum(
                    n for other, n in slow.present[group.arrived + 1].items() if other == group
                )
                stays = slow.survival(group.arrived, group.place, GRID.edges[edge])
                assert arrived * stays == pytest.approx(count, rel=1e-9)


def test_one_place_loses_nobody() -> None:
    account = run(random_parameters(3, places=1))
    assert_balances(account, POPULATION)
    assert float(account.onward.sum()) > 0


def test_no_surge_and_one_cohort() -> None:
    parameters = random_parameters(4)._replace(
        surge_hazard=jnp.zeros((GRID.steps, 0)), surge_shift=jnp.zeros((0, PLACES))
    )
    cohort = np.zeros(GRID.steps, dtype=np.int64)
    account = jax.jit(lambda p: expected_account(p, GRID, POPULATION, cohort))(parameters)
    assert_balances(account, POPULATION)


def test_a_surge_may_favour_a_place_and_a_network_adds_to_the_flow() -> None:
    quiet = random_parameters(6, spread=0.2)
    quiet = quiet._replace(
        surge_hazard=jnp.full((GRID.steps, 1), 1e-3),
        surge_shift=jnp.zeros((1, PLACES)),
        network=jnp.asarray(0.0),
    )
    favoured = quiet._replace(surge_shift=quiet.surge_shift.at[0, 1].add(3.0))
    before, after = (run(p).departures[0] for p in (quiet, favoured))
    assert float(after[1]) > float(before[1])
    assert float(after[1] / after.sum()) > float(before[1] / before.sum())
    followed = run(quiet._replace(network=jnp.asarray(0.3))).departures
    assert float(followed[0].sum()) == pytest.approx(float(before.sum()))
    assert float(followed[5].sum()) > float(run(quiet).departures[5].sum())


def test_gradients_are_those_of_finite_differences(small_model) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(8)
    shapes = jax.eval_shape(small_model.world, draw(small_model.size)).account
    weights = Account(*(jnp.asarray(rng.normal(size=part.shape)) for part in shapes))

    @jax.jit
    def mixture(z: jax.Array) -> jax.Array:
        """Every stock and flow with a weight of its own."""
        account = small_model.world(z).account
        return sum(jnp.vdot(w, jnp.log1p(a)) for w, a in zip(weights, account, strict=True))

    slope = jax.jit(jax.grad(mixture))
    z, step = draw(small_model.size), 1e-5
    for _ in range(6):
        way = jnp.asarray(rng.normal(size=small_model.size))
        differences = (mixture(z + step * way) - mixture(z - step * way)) / (2 * step)
        assert float(slope(z) @ way) == pytest.approx(float(differences), rel=1e-5, abs=1e-5)
    for scale in (0.0, 3.0):
        assert np.isfinite(np.asarray(slope(scale * jnp.sign(z)))).all()


def test_single_precision_is_refused_before_machine_code_reads_it() -> None:
    parameters = random_parameters(1)
    narrowed = pytest.warns(UserWarning, match="float64")
    with narrowed, jax.enable_x64(False), pytest.raises(RuntimeError, match="double precision"):
        expected_account(parameters, GRID, POPULATION, COHORT_OF_STEP)
