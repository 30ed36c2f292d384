"""The account: stocks and flows by place and step that balance exactly."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from counterflow.system.departures import departure_risk
from counterflow.system.parameters import SystemParameters
from counterflow.system.recursion import Drivers, Recursion
from counterflow.system.timegrid import TimeGrid

PHASE_MONTHS = (0, 3, 12)
"""Month of stay in which each phase begins: the duration thresholds of official statistics."""


class Account(NamedTuple):
    """Latent stocks and flows for T steps, P phases of stay, G departure cohorts and D places.

    Attributes
    ----------
    departures : (T, D)
        Moves from the origin to each place, persons.
    arrivals : (T, D)
        Departures plus onward moves in.
    returns, onward : (T, D)
        Moves home from, and onward from, each place.
    onward_in : (T, D)
        Onward moves into each place.
    stock : (T + 1, D)
        Leavers present at each edge of the grid.
    stock_by_phase : (T + 1, P, D)
        The same by phase of stay.
    first_departures : (T,)
        Departures of people who had never left before.
    cohort_departures, cohort_returns : (T, G)
        Departures and returns by cohort of departure.
    """

    departures: jax.Array
    arrivals: jax.Array
    returns: jax.Array
    onward: jax.Array
    onward_in: jax.Array
    stock: jax.Array
    stock_by_phase: jax.Array
    first_departures: jax.Array
    cohort_departures: jax.Array
    cohort_returns: jax.Array


class Exits(NamedTuple):
    """What happens in each step to those present at its start, shares by phase and place.

    Attributes
    ----------
    home, on : (T, P, D)
        Shares who return and who move on.
    stay : (T, P, D)
        Share who stay.
    into_second, into_third : (T, D)
        Of the arrivals of the month that now leaves a phase, the share still there; zero in
        steps that do not end a month.
    """

    home: jax.Array
    on: jax.Array
    stay: jax.Array
    into_second: jax.Array
    into_third: jax.Array


def exit_shares(return_hazard: jax.Array, onward_hazard: jax.Array, grid: TimeGrid) -> Exits:
    """Competing exits in each step, and survival up to each change of phase.

    Parameters
    ----------
    return_hazard, onward_hazard : (T, P, D)
        Monthly hazards.
    grid
        Steps of the account.
    """
    exposure = (return_hazard + onward_hazard) * jnp.asarray(grid.lengths)[:, None, None]
    leave = -jnp.expm1(-exposure)
    home = leave * return_hazard / (return_hazard + onward_hazard)
    edge = jnp.concatenate([jnp.zeros_like(exposure[:1]), jnp.cumsum(exposure, axis=0)], 0)
    by_month = edge[np.append(np.flatnonzero(grid.ends_month) + 1, 0)]
    months = len(grid.months)
    second, third = PHASE_MONTHS[1] - 1, PHASE_MONTHS[2] - 1

    def since(phase: int, first: int, last: int) -> jax.Array:
        """Log survival in a phase between the ends of two months counted back from each."""
        now = np.arange(months)
        low, high = np.maximum(now - first, -1), np.maximum(now - last, -1)
        return by_month[low, phase] - by_month[high, phase]

    into_second = jnp.exp(since(0, second, 0))
    into_third = jnp.exp(since(0, third, third - second) + since(1, third - second, 0))
    reached = np.arange(months)[:, None]
    into_second = jnp.where(reached >= second, into_second, 0.0)
    into_third = jnp.where(reached >= third, into_third, 0.0)
    at_end = jnp.asarray(grid.ends_month[:, None])
    month = grid.month_of_step
    return Exits(
        home,
        leave - home,
        1.0 - leave,
        jnp.where(at_end, into_second[month], 0.0),
        jnp.where(at_end, into_third[month], 0.0),
    )


def expected_account(
    parameters: SystemParameters,
    grid: TimeGrid,
    population: float,
    cohort_of_step: NDArray[np.int64],
) -> Account:
    """Run the system forward and return its expected stocks and flows.

    Every step, hazards act on the counts at its start; then departures choose a destination and
    onward movers arrive: `stock' = stock + arrivals - returns - onward`. At a month's end, those
    who arrived two (eleven) months before pass into the next phase of stay. Returned people
    rejoin the pool at risk. The structure is the demographic account of Bryant and Graham (2013).

    Parameters
    ----------
    parameters
        See `SystemParameters`.
    grid
        Steps of the account.
    population
        Persons at risk at the start.
    cohort_of_step : (T,)
        Index of the departure cohort that each step feeds, from 0 to G - 1.

    Returns
    -------
    Account
        Flows in persons per step; stocks in persons.
    """
    cohort = np.eye(int(cohort_of_step.max()) + 1)[cohort_of_step]
    exits = exit_shares(parameters.return_hazard, parameters.onward_hazard, grid)
    recursion = Recursion(
        cohort=cohort,
        ends_month=grid.ends_month,
        second=PHASE_MONTHS[1],
        third=PHASE_MONTHS[2],
        population=population,
    )
    trajectory = recursion(
        Drivers(
            *exits,
            risk=departure_risk(parameters, jnp.asarray(grid.lengths)),
            network=parameters.network,
            network_scale=parameters.network_scale,
            repeat_ratio=parameters.repeat_ratio,
            onward_choice=parameters.onward_choice,
        )
    )
    present, departures = trajectory.present[:-1], trajectory.departures
    going_home = present * exits.home[:, :, None]
    going_on = (present * exits.on[:, :, None]).sum((1, 2))
    onward_in = going_on @ parameters.onward_choice
    by_phase = trajectory.present.sum(2)
    return Account(
        departures=departures,
        arrivals=departures + onward_in,
        returns=going_home.sum((1, 2)),
        onward=going_on,
        onward_in=onward_in,
        stock=by_phase.sum(1),
        stock_by_phase=by_phase,
        first_departures=trajectory.first_departures,
        cohort_departures=jnp.asarray(cohort) * departures.sum(1, keepdims=True),
        cohort_returns=going_home.sum((1, 3)),
    )
