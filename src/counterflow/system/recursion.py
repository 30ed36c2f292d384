"""The account's recursion over steps, with a hand-written reverse pass.

Automatic differentiation of the scan copies whole buffers at every step. The reverse pass below
touches only what a step changed, and leaves sums over steps to single operations after the loop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from numpy.typing import NDArray


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
    present : (T + 1, P, G, D)
        Leavers present at each edge, persons.
    departures : (T, D)
        Moves from the origin.
    first_departures : (T,)
        Of these, moves by people who had never left before.
    """

    present: jax.Array
    departures: jax.Array
    first_departures: jax.Array


class _Trace(NamedTuple):
    """Values of the forward pass that the reverse pass needs, by step."""

    drivers: Drivers
    present: jax.Array
    before: jax.Array
    second: jax.Array
    third: jax.Array
    at_home: jax.Array
    returned: jax.Array


@dataclass(frozen=True)
class Recursion:
    """The recursion for one calendar.

    Parameters
    ----------
    cohort : (T, G)
        One-hot departure cohort of each step.
    ends_month : (T,)
        Whether a step is the last of its month.
    second, third
        After how many month ends arrivals pass into the second and the third phase of stay.
    population
        Persons at risk at the start.
    """

    cohort: NDArray[np.float64]
    ends_month: NDArray[np.bool_]
    second: int
    third: int
    population: float

    def __call__(self, drivers: Drivers) -> Trajectory:
        """Run forward; differentiable."""
        return self._differentiable()(drivers)

    def _differentiable(self) -> Callable[[Drivers], Trajectory]:
        run = jax.custom_vjp(lambda drivers: self._forward(drivers)[0])
        run.defvjp(self._forward, self._reverse)
        return run

    def _forward(self, drivers: Drivers) -> tuple[Trajectory, _Trace]:
        phases, places = drivers.home.shape[1:]
        cohorts = self.cohort.shape[1]
        step = self._step(drivers)
        start = (
            jnp.zeros((phases, cohorts, places)),
            jnp.zeros((self.third, cohorts, places)),
            jnp.asarray(self.population, dtype=drivers.risk.dtype),
            jnp.zeros((), dtype=drivers.risk.dtype),
        )
        last, (present, departures, first, before, second, third, at_home, returned) = lax.scan(
            step, start, (*drivers[:6], self.cohort, self.ends_month)
        )
        trajectory = Trajectory(jnp.concatenate([present, last[0][None]]), departures, first)
        return trajectory, _Trace(drivers, present, before, second, third, at_home, returned)

    def _step(
        self,
        drivers: Drivers,
    ) -> Callable[[Any, Any], tuple[Any, Any]]:
        def step(state: Any, now: Any) -> tuple[Any, Any]:
            present, waiting, at_home, returned = state
            home, on, stay, into_second, into_third, risk, cohort, ends_month = now
            pull = jnp.log1p(present.sum((0, 1)) / drivers.network_scale)
            pulled = risk * jnp.exp(drivers.network * pull)
            total = pulled.sum()
            first = -at_home * jnp.expm1(-total)
            again = -returned * jnp.expm1(-total * drivers.repeat_ratio)
            departures = pulled * ((first + again) / total)
            going_on = (present * on[:, None]).sum(0)
            came_in = cohort[:, None] * departures + going_on @ drivers.onward_choice
            # `waiting` holds the arrivals of this month and of the months before, newest first.
            newest = (waiting[0] * stay[0] + came_in)[None]
            shifted = jnp.concatenate([jnp.zeros_like(newest), newest, waiting[1:-1]])
            second, third = waiting[self.second - 1], waiting[self.third - 1]
            to_second, to_third = second * into_second, third * into_third
            passed = jnp.stack([came_in - to_second, to_second - to_third, to_third])
            state = (
                present * stay[:, None] + passed,
                jnp.where(ends_month, shifted, jnp.concatenate([newest, waiting[1:]])),
                at_home - first,
                returned - again + (present * home[:, None]).sum(),
            )
            return state, (present, departures, first, waiting[0], second, third, at_home, returned)

        return step

    def _reverse(self, trace: _Trace, given: Trajectory) -> tuple[Drivers]:
        """Adjoint of the recursion; `d_x` is the derivative of the objective by x."""
        drivers, present = trace.drivers, trace.present
        stock = present.sum((1, 2))
        log_pull = jnp.log1p(stock / drivers.network_scale)
        pull = jnp.exp(drivers.network * log_pull)
        pulled = drivers.risk * pull
        total = pulled.sum(1)
        never = jnp.exp(-total)
        never_again = jnp.exp(-total * drivers.repeat_ratio)
        leavers = -trace.at_home * jnp.expm1(-total) - trace.returned * jnp.expm1(
            -total * drivers.repeat_ratio
        )
        shares = pulled / total[:, None]
        slope = pulled * drivers.network / (drivers.network_scale + stock)
        on_places = drivers.onward_choice.T

        def step(state: Any, now: Any) -> tuple[Any, Any]:
            d_present, d_waiting, d_at_home, d_returned = state
            (d_given, d_departures, d_first) = now[:3]
            home, on, stay, into_second, into_third = now[3:8]
            cohort, ends_month = now[8:10]
            at_home, returned, alive, alive_again, left, share, steep, summed = now[10:]
            d_second = (d_present[1] - d_present[0]) * into_second
            d_third = (d_present[2] - d_present[1]) * into_third
            older = jnp.concatenate([d_waiting[1:], jnp.zeros_like(d_waiting[:1])])
            d_waiting = jnp.where(ends_month, older, d_waiting)
            d_newest = d_waiting[0]
            d_came_in = d_present[0] + d_newest
            d_waiting = jnp.concatenate(
                [
                    (d_newest * stay[0])[None],
                    d_waiting[1 : self.second - 1],
                    (d_waiting[self.second - 1] + d_second)[None],
                    d_waiting[self.second : -1],
                    (d_waiting[-1] + d_third)[None],
                ]
            )
            d_going_on = d_came_in @ on_places
            d_departures = d_departures + (cohort[:, None] * d_came_in).sum(0)
            d_leavers = (d_departures * share).sum()
            d_first_now = d_leavers + d_first - d_at_home
            d_again = d_leavers - d_returned
            d_total = (
                d_first_now * at_home * alive
                + d_again * returned * alive_again * drivers.repeat_ratio
            )
            d_pulled = (d_departures - d_leavers) * (left / summed) + d_total
            into = d_present * stay[:, None] + d_returned * home[:, None] + d_going_on * on[:, None]
            state = (
                into + d_pulled * steep + d_given,
                d_waiting,
                d_at_home + d_first_now * (1.0 - alive),
                d_returned + d_again * (1.0 - alive_again),
            )
            return state, (
                d_present,
                d_newest,
                d_came_in,
                d_going_on,
                d_returned,
                d_pulled,
                d_again,
            )

        zero = jnp.zeros(())
        start = (given.present[-1], jnp.zeros((self.third, *trace.before.shape[1:])), zero, zero)
        inputs = (
            given.present[:-1],
            given.departures,
            given.first_departures,
            *drivers[:5],
            self.cohort,
            self.ends_month,
            trace.at_home,
            trace.returned,
            never,
            never_again,
            leavers,
            shares,
            slope,
            total,
        )
        _, (d_after, d_newest, d_came_in, d_going_on, d_returned, d_pulled, d_again) = lax.scan(
            step, start, inputs, reverse=True
        )
        by_phase = present.sum(2)
        d_stay = (d_after * present).sum(2).at[:, 0].add((d_newest * trace.before).sum(1))
        crossing = d_after[:, 1:] - d_after[:, :-1]
        going_on = (present * drivers.on[:, :, None]).sum(1)
        d_network = (d_pulled * pulled * log_pull).sum()
        d_scale = -(d_pulled * slope * stock).sum() / drivers.network_scale
        d_repeat = (d_again * trace.returned * total * never_again).sum()
        return (
            Drivers(
                home=d_returned[:, None, None] * by_phase,
                on=(d_going_on[:, None] * present).sum(2),
                stay=d_stay,
                into_second=(crossing[:, 0] * trace.second).sum(1),
                into_third=(crossing[:, 1] * trace.third).sum(1),
                risk=d_pulled * pull,
                network=d_network,
                network_scale=d_scale,
                repeat_ratio=d_repeat,
                onward_choice=jnp.einsum("tgd,tge->de", going_on, d_came_in),
            ),
        )
