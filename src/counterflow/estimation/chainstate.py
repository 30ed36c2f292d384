"""Steps and adaptation of running chains: read, set, shorten, agreed upon."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

_SHORTER = 0.6


def shorten(state: Any) -> Any:
    """The state of all chains with shorter leapfrog steps.

    Examples
    --------
    >>> from numpyro.infer.hmc import HMCState
    >>> from numpyro.infer.hmc_util import HMCAdaptState
    >>> steps = HMCAdaptState(jnp.array([0.1, 0.4]), *[None] * (len(HMCAdaptState._fields) - 1))
    >>> empty = HMCState(*[None] * len(HMCState._fields))
    >>> state = empty._replace(adapt_state=steps, i=jnp.zeros(2))
    >>> [round(size, 3) for size in shorten(state).adapt_state.step_size.tolist()]
    [0.06, 0.24]
    """
    return _with_steps(state, _SHORTER * state.adapt_state.step_size)


def agree(state: Any) -> Any:
    """The state with one step size for all chains: their mean on the log scale.

    Chains that run side by side wait for the one with the shortest steps.

    Examples
    --------
    >>> from numpyro.infer.hmc import HMCState
    >>> from numpyro.infer.hmc_util import HMCAdaptState
    >>> steps = HMCAdaptState(jnp.array([0.1, 0.4]), *[None] * (len(HMCAdaptState._fields) - 1))
    >>> empty = HMCState(*[None] * len(HMCState._fields))
    >>> state = empty._replace(adapt_state=steps, i=jnp.zeros(2))
    >>> [round(size, 3) for size in agree(state).adapt_state.step_size.tolist()]
    [0.2, 0.2]
    """
    return _with_steps(state, common_step(state))


def common_step(state: Any) -> float:
    """Mean step size of the chains on the log scale.

    Examples
    --------
    >>> from numpyro.infer.hmc import HMCState
    >>> from numpyro.infer.hmc_util import HMCAdaptState
    >>> steps = HMCAdaptState(jnp.array([0.1, 0.4]), *[None] * (len(HMCAdaptState._fields) - 1))
    >>> empty = HMCState(*[None] * len(HMCState._fields))
    >>> state = empty._replace(adapt_state=steps, i=jnp.zeros(2))
    >>> round(common_step(state), 3)
    0.2
    """
    return float(jnp.exp(jnp.log(state.adapt_state.step_size).mean()))


def adapted(state: Any, size: float, warmup: int) -> Any:
    """The state of all chains with a given step size, as if the warm-up were over.

    Examples
    --------
    >>> from numpyro.infer.hmc import HMCState
    >>> from numpyro.infer.hmc_util import HMCAdaptState
    >>> steps = HMCAdaptState(jnp.array([0.1, 0.4]), *[None] * (len(HMCAdaptState._fields) - 1))
    >>> empty = HMCState(*[None] * len(HMCState._fields))
    >>> state = empty._replace(adapt_state=steps, i=jnp.zeros(2))
    >>> adapted(state, size=0.25, warmup=300).i.tolist()
    [300.0, 300.0]
    """
    return _with_steps(state, size)._replace(i=jnp.full_like(state.i, warmup))


def _with_steps(state: Any, sizes: jax.Array | float) -> Any:
    """The state with other step sizes: one for each chain, or the same for all."""
    steps = jnp.full_like(state.adapt_state.step_size, sizes)
    return state._replace(adapt_state=state.adapt_state._replace(step_size=steps))
