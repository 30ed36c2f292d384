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

    Examples
    --------
    >>> Account._fields[:5]
    ('departures', 'arrivals', 'returns', 'onward', 'onward_in')
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

    Examples
    --------
    >>> Exits._fields
    ('home', 'on', 'stay', 'into_second', 'into_third')
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

    Examples
    --------
    >>> from datetime import date
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 3, 31), [])
    >>> hazard = jnp.full((grid.steps, 3, 1), 0.1)
    >>> shares = exit_shares(hazard, 2 * hazard, grid)
    >>> bool(jnp.allclose(shares.home + shares.on + shares.stay, 1.0))
    True
    >>> bool(jnp.allclose(shares.on, 2 * shares.home))
    True
    """
    hazard = return_hazard + onward_hazard
    exposure = hazard * jnp.asarray(grid.lengths)[:, None, None]
    stay = jnp.exp(-exposure)
    home = (1.0 - stay) * return_hazard / hazard
    second, third = PHASE_MONTHS[1] - 1, PHASE_MONTHS[2] - 1
    into_second = _months_before(grid, second, 0) @ exposure[:, 0]
    into_third = (
        _months_before(grid, third, third - second) @ exposure[:, 0]
        + _months_before(grid, third - second, 0) @ exposure[:, 1]
    )
    month, ends = grid.month_of_step[:, None], grid.ends_month[:, None]
    return Exits(
        home,
        (1.0 - stay) - home,
        stay,
        jnp.where(ends & (month >= second), jnp.exp(-into_second), 0.0),
        jnp.where(ends & (month >= third), jnp.exp(-into_third), 0.0),
    )


def _months_before(grid: TimeGrid, first: int, last: int) -> NDArray[np.float64]:
    """Which steps lie after the month that is `first` months back, up to the one `last` back."""
    back = grid.month_of_step[:, None] - grid.month_of_step[None, :]
    return ((last <= back) & (back < first)).astype(np.float64)


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

    Examples
    --------
    >>> from datetime import date
    >>> from counterflow.estimation.engine import prepare
    >>> threads, grid = prepare(), TimeGrid.monthly(date(2022, 1, 1), date(2022, 3, 31))
    >>> one, none, hazard = jnp.ones(()), jnp.zeros((3, 0)), jnp.full((3, 3, 1), 0.1)
    >>> leaving = 0.01 * jnp.ones(3), none, one, jnp.zeros((3, 1)), jnp.zeros((0, 1))
    >>> steady = SystemParameters(*leaving, 0 * one, one, hazard, hazard, jnp.zeros((1, 1)))
    >>> account = expected_account(steady, grid, 1000.0, np.zeros(3, int))
    >>> [round(stock) for stock in account.stock[:, 0].tolist()]
    [0, 10, 17, 24]
    """
    cohort = np.eye(int(cohort_of_step.max()) + 1)[cohort_of_step]
    exits = exit_shares(parameters.return_hazard, parameters.onward_hazard, grid)
    recursion = Recursion(
        cohort_of_step=cohort_of_step,
        month_of_step=grid.month_of_step,
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
    departures, returns, onward, onward_in = trajectory.flows
    return Account(
        departures=departures,
        arrivals=departures + onward_in,
        returns=returns,
        onward=onward,
        onward_in=onward_in,
        stock=trajectory.by_phase.sum(1),
        stock_by_phase=trajectory.by_phase,
        first_departures=trajectory.by_step[:, 0],
        cohort_departures=jnp.asarray(cohort) * departures.sum(1, keepdims=True),
        cohort_returns=trajectory.by_step[:, 1:],
    )
