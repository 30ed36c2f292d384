"""Draw from a posterior: mode, normal scaling, then NUTS in scaled space, chunk by chunk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from numpyro.infer.hmc import hmc

from counterflow.estimation.mode import Mode, find_mode, normal_at
from counterflow.estimation.settings import SamplerSettings

Array = NDArray[np.float64]

CHUNK = 25
"""Iterations between two reports of progress."""

_START_SPREAD = 0.7
_FIRST_STEP = 0.15


class Draws(NamedTuple):
    """Draws of all chains.

    Attributes
    ----------
    z : (chains, draws, n)
        Parameters as standard normals.
    diverging : (chains, draws)
        Whether the trajectory diverged.
    steps : (chains, draws)
        Leapfrog steps of the trajectory.
    energy : (chains, draws)
        Potential energy, minus the log density up to a constant.
    """

    z: Array
    diverging: NDArray[np.bool_]
    steps: NDArray[np.int64]
    energy: Array


class Progress(Protocol):
    """Called after every chunk."""

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Tell that `done` of `total` iterations of a phase are finished."""


@dataclass(frozen=True)
class Target:
    """What to sample.

    Parameters
    ----------
    log_density
        Log density of z up to a constant, given data.
    size
        Number of parameters n.
    held
        Positions held at zero while looking for the mode.
    data
        Passed to `log_density`; changing it recompiles nothing.
    """

    log_density: Callable[[jax.Array, Any], jax.Array]
    size: int
    held: NDArray[np.int64]
    data: Any


class Sampler:
    """NUTS in the coordinates of a normal approximation.

    Parameters
    ----------
    target
        What to sample.
    settings
        How.
    devices
        Number of CPU devices; chains are spread over them.
    """

    def __init__(self, target: Target, settings: SamplerSettings, devices: int) -> None:
        self._target = target
        self._settings = settings
        groups = next(d for d in range(devices, 0, -1) if settings.chains % d == 0)
        self._shape = (groups, settings.chains // groups)
        self._initial: Any = None
        self._advance: Any = None

    def locate(self) -> Mode:
        """Find the mode and its curvature."""
        data, size = self._target.data, self._target.size
        density = self._target.log_density
        both = jax.jit(jax.value_and_grad(lambda z: -density(z, data)))

        def objective(z: Array) -> tuple[float, Array]:
            value, gradient = both(z)
            return float(value), np.asarray(gradient)

        def gradients(points: Array) -> Array:
            return np.stack([objective(point)[1] for point in points])

        return normal_at(objective, find_mode(objective, size, self._target.held), gradients)

    def start(self, mode: Mode) -> Any:
        """Compile, and place the chains around the mode.

        Returns
        -------
        Any
            The state of all chains, to be passed to `advance`.
        """
        settings, data = self._settings, self._target.data
        centre, root = jnp.asarray(mode.centre), jnp.asarray(mode.root)
        density = self._target.log_density
        init, step = hmc(lambda u: -density(centre + root @ u, data), algo="NUTS")
        keys = jax.random.split(jax.random.PRNGKey(settings.seed), settings.chains + 1)
        starts = _START_SPREAD * jax.random.normal(keys[0], (settings.chains, self._target.size))

        def begin(u: jax.Array, key: jax.Array) -> Any:
            return init(
                u,
                num_warmup=settings.warmup,
                step_size=_FIRST_STEP,
                target_accept_prob=settings.target_accept,
                max_tree_depth=settings.max_depth,
                adapt_mass_matrix=False,
                rng_key=key,
            )

        def chunk(state: Any) -> tuple[Any, Any]:
            def body(state: Any, _: None) -> tuple[Any, Any]:
                state = step(state)
                kept = (state.z, state.diverging, state.num_steps, state.potential_energy)
                return state, kept

            return jax.lax.scan(body, state, None, length=CHUNK)

        self._advance = jax.pmap(jax.vmap(chunk))
        state = jax.vmap(begin)(starts, keys[1:])
        return jax.tree.map(lambda leaf: leaf.reshape(self._shape + leaf.shape[1:]), state)

    def advance(self, state: Any, mode: Mode) -> tuple[Any, Draws]:
        """Run all chains for one chunk."""
        state, kept = self._advance(state)
        chains = self._settings.chains
        u, diverging, steps, energy = (
            np.asarray(leaf).reshape((chains, CHUNK) + leaf.shape[3:]) for leaf in kept
        )
        return state, Draws(mode.centre + u @ mode.root.T, diverging, steps, energy)


def join(parts: list[Draws]) -> Draws:
    """Chunks of draws end to end."""
    return Draws(*(np.concatenate(leaves, axis=1) for leaves in zip(*parts, strict=True)))
