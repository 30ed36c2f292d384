"""When people leave: a base hazard and surges that rise at once and fade."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from counterflow.system.parameters import SystemParameters


def surge_profile(
    months_since: jax.Array, at_once: jax.Array, fast: jax.Array, slow: jax.Array
) -> jax.Array:
    """Cumulative share of a surge that has left, by time since the event.

    Those who queue at once leave with an exponential delay; families that wait for the school
    year and firms that relocate leave with a Gamma(2) delay.

    Parameters
    ----------
    months_since : (E, K)
        Months since each event, zero before it.
    at_once : (K,)
        Share who leave by the sharp kernel.
    fast, slow : (K,)
        Mean delays in months: of the sharp kernel, and per stage of the delayed one.

    Returns
    -------
    (E, K) array
        Between 0 and 1, rising.

    Examples
    --------
    >>> one = jnp.ones(1)
    >>> float(surge_profile(jnp.array([[0.0]]), 0.7 * one, one, one)[0, 0])
    0.0
    """
    sharp = -jnp.expm1(-months_since / fast)
    stage = months_since / slow
    delayed = 1.0 - jnp.exp(-stage) * (1.0 + stage)
    return at_once * sharp + (1.0 - at_once) * delayed


def departure_risk(parameters: SystemParameters, lengths: jax.Array) -> jax.Array:
    """Cumulative hazard of leaving for each place in each step, before the network.

    Shares of departures are a multinomial logit of attraction; the total follows the inclusive
    value, so a place that opens draws people who would otherwise have stayed.

    Parameters
    ----------
    parameters
        See `SystemParameters`.
    lengths : (T,)
        Step lengths in months.

    Returns
    -------
    (T, D) array
        Expected departures per person at risk.

    Examples
    --------
    >>> one, none = jnp.ones(()), jnp.zeros((2, 0))
    >>> base, pull = jnp.array([0.002, 0.002]), jnp.log(jnp.array([[1.0, 3.0], [1.0, 3.0]]))
    >>> quiet = SystemParameters(base, none, one, pull, jnp.zeros((0, 2)), *[one] * 5)
    >>> risk = departure_risk(quiet, lengths=jnp.array([1.0, 0.5]))
    >>> [[round(share, 4) for share in step] for step in risk.tolist()]
    [[0.002, 0.006], [0.001, 0.003]]
    """
    base = (parameters.base_hazard * lengths)[:, None]
    surge = parameters.surge_hazard @ jnp.exp(parameters.surge_shift)
    return jnp.exp(parameters.attraction) * (base + surge)
