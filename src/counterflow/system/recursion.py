"""The account's recursion over steps as a differentiable JAX function.

Every step, hazards act on the counts at its start; departures follow from the stocks that pull
them, and come in with those who move on. At a month's end, those who arrived two (eleven) months
before pass into the next phase of stay. The loops and their adjoint are in `kernels`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from counterflow.system.kernels import registered


class Drivers(NamedTuple):
    """What drives each step, for T steps, three phases of stay (P) and D places.

    Attributes
    ----------
    home, on, stay : (T, P, D)
        Shares of those present who return, move on and stay.
    into_second, into_third : (T, D)
        Shares of an arrival month that pass into the next phase at the step's end.
    risk : (T, D)
        Expected departures per person at risk, before the network.
    network, network_scale, repeat_ratio : ()
        See `SystemParameters`.
    onward_choice : (D, D)
        Where onward movers go.

    Examples
    --------
    >>> Drivers._fields[:3]
    ('home', 'on', 'stay')
    """

    home: jax.Array
    on: jax.Array
    stay: jax.Array
    into_second: jax.Array
    into_third: jax.Array
    risk: jax.Array
    network: jax.Array
    network_scale: jax.Array
    repeat_ratio: jax.Array
    onward_choice: jax.Array


class Trajectory(NamedTuple):
    """Result of the recursion, for G departure cohorts.

    Attributes
    ----------
    by_phase : (T + 1, P, D)
        Leavers present at each edge by phase of stay, persons.
    flows : (4, T, D)
        Departures, returns, onward moves out and onward moves in.
    by_step : (T, 1 + G)
        Moves by people who had never left before; then returns by cohort of departure.

    Examples
    --------
    >>> Trajectory._fields
    ('by_phase', 'flows', 'by_step')
    """

    by_phase: jax.Array
    flows: jax.Array
    by_step: jax.Array


class _Trace(NamedTuple):
    """What the reverse pass needs of the forward pass.

    Attributes
    ----------
    present : (T + 1, P, G, D)
        Leavers present by phase and cohort.
    arrived : (T + M, G, D)
        First, for each step, the month's arrivals who were there before it; then the arrivals of
        each month still there at its end.
    pulls : (2, T, D)
        Log pull of the network, and expected departures per person at risk with it.
    pools : (T, 2)
        People at home who never left, and who returned.
    """

    drivers: Drivers
    by_phase: jax.Array
    present: jax.Array
    arrived: jax.Array
    pulls: jax.Array
    pools: jax.Array


@dataclass(frozen=True)
class Recursion:
    """The recursion for one calendar; differentiable, and vectorised by `jax.vmap`.

    Parameters
    ----------
    cohort_of_step : (T,)
        Departure cohort of each step, from 0 to G - 1.
    month_of_step : (T,)
        Month of each step, from 0 to M - 1.
    second, third
        After how many month ends arrivals pass into the second and the third phase of stay.
    population
        Persons at risk at the start.

    Examples
    --------
    >>> from counterflow.estimation.engine import prepare
    >>> threads = prepare()
    >>> run = Recursion(np.zeros(3, int), np.arange(3), second=3, third=12, population=1000.0)
    >>> one, none, all_ = jnp.ones(()), jnp.zeros((3, 3, 1)), jnp.ones((3, 3, 1))
    >>> passing, choice = all_[:, 0], jnp.zeros((1, 1))
    >>> pull = 0.01 * passing, 0 * one, one, one, choice
    >>> found = run(Drivers(none, none, all_, passing, passing, *pull))
    >>> [round(stock, 2) for stock in found.by_phase.sum(1)[:, 0].tolist()]
    [0.0, 9.95, 19.8, 29.55]
    """

    cohort_of_step: NDArray[np.int64]
    month_of_step: NDArray[np.int64]
    second: int
    third: int
    population: float

    def __call__(self, drivers: Drivers) -> Trajectory:
        """Run forward."""
        run = jax.custom_vjp(lambda drivers: self._forward(drivers)[0])
        run.defvjp(self._forward, self._reverse)
        found: Trajectory = run(drivers)
        return found

    @cached_property
    def _calendar(self) -> NDArray[np.float64]:
        """For each step: cohort, then rows of `arrived`: its month, and those that pass or -1."""
        month, steps = self.month_of_step, len(self.month_of_step)
        ends = np.append(month[1:] != month[:-1], True)
        passing = [
            np.where(ends & (month >= late - 1), steps + month - (late - 1), -1)
            for late in (self.second, self.third)
        ]
        columns = [self.cohort_of_step, steps + month, *passing]
        return np.stack(columns, axis=1).astype(np.float64)

    def _arguments(self, drivers: Drivers) -> tuple[jax.Array, ...]:
        settings = [drivers.network, drivers.network_scale, drivers.repeat_ratio, self.population]
        return (
            jnp.stack(drivers[:3]),
            jnp.stack(drivers[3:6]),
            jnp.stack([jnp.asarray(number, dtype=jnp.float64) for number in settings]),
            drivers.onward_choice,
            jnp.asarray(self._calendar),
        )

    def _forward(self, drivers: Drivers) -> tuple[Trajectory, _Trace]:
        steps, phases, places = drivers.home.shape
        cohorts, months = int(self.cohort_of_step.max()) + 1, int(self.month_of_step.max()) + 1
        call = _foreign(
            registered()[0],
            (steps + 1, phases, places),
            (4, steps, places),
            (steps, 1 + cohorts),
            (steps + 1, phases, cohorts, places),
            (steps + months, cohorts, places),
            (2, steps, places),
            (steps, 2),
        )
        by_phase, flows, by_step, *rest = call(*self._arguments(drivers))
        return Trajectory(by_phase, flows, by_step), _Trace(drivers, by_phase, *rest)

    def _reverse(self, trace: _Trace, given: Trajectory) -> tuple[Drivers]:
        arguments = self._arguments(trace.drivers)
        call = _foreign(registered()[1], *(argument.shape for argument in arguments[:-1]))
        exits, passing, settings, choice = call(*arguments, *trace[1:], *given)
        return (Drivers._make([*exits, *passing, *settings[:3], choice]),)


def _foreign(name: str, *shapes: tuple[int, ...]) -> Callable[..., Sequence[jax.Array]]:
    # Machine code reads eight bytes a number, whatever it is given.
    if not jax.config.jax_enable_x64:  # type: ignore[attr-defined]
        raise RuntimeError(
            "the account is kept in double precision, which JAX has switched off: "
            'call jax.config.update("jax_enable_x64", True) before the first array is made'
        )
    results = [jax.ShapeDtypeStruct(shape, jnp.float64) for shape in shapes]  # type: ignore[no-untyped-call]
    return jax.ffi.ffi_call(name, results, vmap_method="broadcast_all")
