"""Exact identity, agreement with the expected account, and members that stand alone."""

from __future__ import annotations

import subprocess
import sys

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toys import GRID, PLACES, rough

from counterflow.simulation.engine import simulate
from counterflow.simulation.ensemble import Ensemble
from counterflow.simulation.parameters import (
    PHASE_MONTHS,
    Limits,
    Profiles,
    SimulationParameters,
    State,
)
from counterflow.system import account
from counterflow.system.account import Account, expected_account
from counterflow.system.destinations import onward_choice
from counterflow.system.parameters import SystemParameters
from counterflow.system.timegrid import TimeGrid

FLOWS = ("departures", "returns", "onward", "onward_in")


def as_system(parameters: SimulationParameters) -> SystemParameters:
    """Draws as the system has them, with a leading axis."""
    choice = jax.vmap(onward_choice)(jnp.asarray(parameters.onward_attraction[:, 0]))
    return SystemParameters(*(jnp.asarray(part) for part in parameters[:-1]), choice)


def expected(parameters: SimulationParameters, population: float) -> Account:
    """The system's own account of the first draw."""
    system = SystemParameters(*(part[0] for part in as_system(parameters)))
    cohort = np.zeros(GRID.steps, dtype=np.int64)
    found = expected_account(system, GRID, population, cohort)
    return Account(*(np.asarray(part) for part in found))


def assert_balances(e: Ensemble, population: int) -> None:
    """Every identity, to the person."""
    change = e.arrivals - e.returns - e.onward
    assert (np.diff(e.stock, axis=1) == change).all()
    assert (e.onward.sum(2) == e.onward_in.sum(2)).all()
    people = e.at_home + e.returned + e.waiting.sum(2) + e.stock.sum(2)
    assert (people == population).all()
    assert (np.diff(e.at_home, axis=1) == -e.first_departures).all()
    assert (e.stock_by_profile.sum(2) == e.stock.sum(2)).all()
    assert (e.departures_by_profile.sum(2) == e.departures.sum(2)).all()
    assert (e.final.people == population).all()
    for name, part in e._asdict().items():
        if name != "final":
            assert part.dtype == np.int64
            assert part.min() >= 0, name


def assert_same(one: Ensemble, other: Ensemble) -> None:
    for part, like in zip((*one[:-1], *one.final), (*other[:-1], *other.final), strict=True):
        assert (part == like).all()


def profiles(places: int, count: int) -> Profiles:
    rng = np.random.default_rng(count)
    share = rng.dirichlet(np.ones(count))
    return Profiles(
        share,
        rng.gamma(1.0, size=(count, places)),
        rng.gamma(1.0, size=count),
        rng.gamma(1.0, size=count),
    )


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    population=st.sampled_from([0, 1, 7, 1000, 10**6, 3 * 10**9]),
    places=st.integers(1, 9),
    spread=st.floats(0, 4),
    groups=st.integers(1, 3),
    limited=st.booleans(),
)
def test_any_parameters_balance_to_the_person(
    seed: int, population: int, places: int, spread: float, groups: int, limited: bool
) -> None:
    limits = Limits.none(GRID.steps, places)
    if limited:
        limits.capacity[4:, : places - 1] = population // 20
        limits.service[:9, places // 2] = population / 100
    ensemble = simulate(
        rough(seed, places=places, spread=spread),
        GRID,
        population,
        members=2,
        seed=seed % 1000,
        profiles=profiles(places, groups),
        limits=limits,
    )
    assert_balances(ensemble, population)


@pytest.mark.parametrize("seed", [1, 2])
def test_at_a_large_population_the_mean_is_the_expected_account(seed: int) -> None:
    population, members = 10**8, 40
    parameters = rough(seed)
    mean = expected(parameters, population)
    found = simulate(parameters, GRID, population, members=members, seed=seed)
    assert_balances(found, population)
    for name in (*FLOWS, "arrivals", "stock", "stock_by_phase", "first_departures"):
        sample = getattr(found, name)
        want = getattr(mean, name)
        error = np.sqrt(sample.var(axis=0) / members) + 1e-3
        # Stocks feed back through a concave network: a bias far below one in a million.
        z = (np.abs(sample.mean(axis=0) - want) - 1e-6 * want) / error
        assert z.max() < 5, name
    assert found.stock[:, -1].sum(1).std() / mean.stock[-1].sum() < 1e-3


@pytest.mark.parametrize("places", [1, 2, 3, 6])
def test_draws_of_the_system_are_taken_as_they_are(places: int) -> None:
    given = rough(9, draws=4, places=places, spread=2.0)
    taken = SimulationParameters.of_system(as_system(given))
    taken.check()
    for name in given._fields[:-1]:
        assert np.allclose(getattr(taken, name), getattr(given, name), rtol=1e-6), name
    again = jax.vmap(onward_choice)(jnp.asarray(taken.onward_attraction[:, 3]))
    assert np.allclose(again, as_system(given).onward_choice, rtol=1e-5)


def test_one_place_keeps_its_onward_movers_as_the_system_does() -> None:
    parameters = rough(3, places=1)
    found = simulate(parameters, GRID, 10**8, members=20)
    want = expected(parameters, 1e8)
    assert found.onward_in.sum() > 0
    assert found.stock[:, -1].mean() == pytest.approx(float(want.stock[-1, 0]), rel=1e-4)


def test_a_member_alone_is_the_same_among_many_with_any_number_of_threads() -> None:
    parameters = rough(4, draws=3)
    options = {"seed": 9, "profiles": profiles(PLACES, 2)}
    many = simulate(parameters, GRID, 10**6, members=50, threads=1, **options)
    assert_same(many, simulate(parameters, GRID, 10**6, members=50, threads=4, **options))
    alone = simulate(parameters, GRID, 10**6, members=[17], **options)
    assert (alone.departures[0] == many.departures[17]).all()
    assert (alone.final.present[0] == many.final.present[17]).all()
    own_draw = SimulationParameters(*(part[17 % 3 :][:1] for part in parameters))
    again = simulate(own_draw, GRID, 10**6, members=[17], **options)
    assert (again.departures == alone.departures).all()


def test_seeds_and_members_differ() -> None:
    parameters = rough(5)
    one = simulate(parameters, GRID, 10**6, members=200, seed=1)
    two = simulate(parameters, GRID, 10**6, members=200, seed=2)
    assert len(np.unique(np.concatenate([one.stock, two.stock])[:, -1], axis=0)) == 400
    last = np.stack([e.stock[:, -1, 0] for e in (one, two)])
    assert abs(np.corrcoef(last)[0, 1]) < 0.25
    assert abs(np.corrcoef(last[0, 1:], last[0, :-1])[0, 1]) < 0.25


def test_a_run_can_go_on_from_where_another_ended() -> None:
    parameters, cut = rough(6), 8
    assert GRID.ends_month[cut - 1]
    whole = simulate(parameters, GRID, 10**5, members=3, seed=2)
    head, tail = TimeGrid(GRID.edges[: cut + 1]), TimeGrid(GRID.edges[cut:])

    def part(window: slice) -> SimulationParameters:
        fixed = {"repeat_ratio", "surge_shift", "network", "network_scale"}
        pieces = parameters._asdict().items()
        return SimulationParameters(*(v if n in fixed else v[:, window] for n, v in pieces))

    first = simulate(part(slice(cut)), head, 10**5, members=3, seed=2)
    second = simulate(part(slice(cut, None)), tail, 10**5, members=3, seed=2, start=first.final)
    assert (np.concatenate([first.stock, second.stock[:, 1:]], 1) == whole.stock).all()
    assert (second.final.present == whole.final.present).all()


def test_profiles_with_equal_hazards_have_the_law_of_one() -> None:
    parameters = rough(7)
    split = Profiles(np.array([0.3, 0.7]), np.ones((2, PLACES)), np.ones(2), np.ones(2))
    one = simulate(parameters, GRID, 10**4, members=2000, seed=1)
    two = simulate(parameters, GRID, 10**4, members=2000, seed=2, profiles=split)
    for name in FLOWS:
        a, b = (getattr(e, name).sum(1) for e in (one, two))
        error = np.sqrt((a.var(0) + b.var(0)) / 2000)
        assert (np.abs(a.mean(0) - b.mean(0)) < 4 * error).all(), name
        assert np.allclose(a.var(0), b.var(0), rtol=0.2), name
    shares = two.stock_by_profile[:, -1].mean(0) / two.stock[:, -1].sum(1).mean()
    assert shares == pytest.approx([0.3, 0.7], abs=0.02)


def test_a_profile_moves_by_its_own_multiples() -> None:
    parameters = rough(8)._replace(network=np.zeros(1))
    leaving = np.ones((2, PLACES))
    leaving[1] = 0.0
    groups = Profiles(np.array([0.5, 0.5]), leaving, np.ones(2), np.ones(2))
    found = simulate(parameters, GRID, 10**6, members=2, profiles=groups)
    assert found.departures_by_profile[:, :, 1].sum() == 0
    assert found.departures_by_profile[:, :, 0].sum() > 0
    homesick = groups._replace(leaving=np.ones((2, PLACES)), home=np.array([1.0, 4.0]))
    kept = simulate(parameters, GRID, 10**6, members=2, profiles=homesick).stock_by_profile
    assert (kept[:, -1, 1] < 0.7 * kept[:, -1, 0]).all()


def test_the_engine_is_free_of_jax_and_shares_the_phases_of_the_system() -> None:
    assert PHASE_MONTHS == account.PHASE_MONTHS
    code = "import sys, counterflow.simulation.engine; sys.exit('jax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"members": 0}, "no members"),
        ({"members": [-1]}, "from 0"),
        ({"population": -1}, "population"),
        ({"population": 10**10}, "population"),
        ({"parameters": rough(1)._replace(network=np.ones(2))}, r"network has shape \(2,\)"),
        ({"parameters": rough(1)._replace(network_scale=np.zeros(1))}, "above zero"),
        ({"parameters": rough(1)._replace(repeat_ratio=np.array([-1.0]))}, "repeat_ratio"),
        ({"limits": Limits.none(GRID.steps, 2)}, "capacity should be"),
        (
            {"limits": Limits.none(GRID.steps, 5)._replace(capacity=np.ones((GRID.steps, 5)))},
            "without a limit",
        ),
        ({"profiles": profiles(4, 2)}, "leaving of profiles"),
        ({"profiles": profiles(5, 2)._replace(share=np.ones(2))}, "sum to"),
        ({"start": State.everyone_at_home(5, 1, Profiles.one(5))}, "does not hold"),
        ({"start": State.everyone_at_home(1000, 2, Profiles.one(5))}, "at_home of the start"),
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, object], words: str) -> None:
    given = {"parameters": rough(1), "grid": GRID, "population": 1000, **change}
    with pytest.raises(ValueError, match=words):
        simulate(**given)  # type: ignore[arg-type]
