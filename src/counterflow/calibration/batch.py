"""Many posteriors of one model at once: each data set with its own scaling and its own chains.

What claims state is data, so one compiled program serves all; gradients of many chains side by
side cost a fraction of as many single ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from numpyro.infer.hmc import hmc
from numpyro.infer.util import ParamInfo

from counterflow.estimation.mode import Mode, blend, find_mode, normal_at
from counterflow.estimation.model import Model
from counterflow.estimation.sampling import turned
from counterflow.observation.evidence import Stated

Array = NDArray[np.float64]

_START_SPREAD = 0.7
_FIRST_STEP = 0.2
_CHUNK = 25


@dataclass(frozen=True)
class BatchSettings:
    """How each posterior of a batch is drawn from.

    Parameters
    ----------
    chains
        Per data set.
    rough
        Iterations before the scaling is found again where the chains are; none if zero.
    warmup
        Iterations to find the step size.
    draws
        Iterations kept, per chain.
    target_accept, trajectory, most_steps
        As of `counterflow.estimation.settings.SamplerSettings`.
    seed
        Seed of the chains.

    Examples
    --------
    >>> BatchSettings(chains=2).warmup
    75
    """

    chains: int = 1
    rough: int = 25
    warmup: int = 75
    draws: int = 300
    target_accept: float = 0.85
    trajectory: float = 3.0
    most_steps: int = 64
    seed: int = 0


class Batched(NamedTuple):
    """Draws from R posteriors.

    Attributes
    ----------
    z : (R, chains, draws, n)
        Parameters as standard normals.
    diverging : (R, chains, draws)
        Whether the trajectory diverged.
    steps : (R, chains, draws)
        Leapfrog steps of the trajectory.

    Examples
    --------
    >>> shape = 2, 1, 300
    >>> found = Batched(np.zeros((*shape, 5)), np.zeros(shape, bool), np.full(shape, 15))
    >>> found.diverging.mean(axis=(1, 2)).tolist()
    [0.0, 0.0]
    """

    z: Array
    diverging: NDArray[np.bool_]
    steps: NDArray[np.int64]


class Batch:
    """Trajectories on R data sets side by side, as the estimate draws; compiled once for each R.

    Parameters
    ----------
    model
        The model of all data sets.
    settings
        How to draw.

    Examples
    --------
    >>> batch = Batch(model, BatchSettings(draws=300))  # doctest: +SKIP
    >>> batch.sample(stated).z.shape  # doctest: +SKIP
    (48, 1, 300, ...)
    """

    def __init__(self, model: Model, settings: BatchSettings) -> None:
        self._model = model
        self._settings = settings
        density = model.log_density
        both = jax.value_and_grad(lambda z, data: -density(z, data))
        self._one = jax.jit(both)
        self._many = jax.jit(jax.vmap(both, in_axes=(0, None)))
        self._each = jax.jit(jax.vmap(both))

        def potential(centre: Any, root: Any, data: Any) -> Callable[[jax.Array], jax.Array]:
            return lambda u: -density(centre + root @ u, data)

        init, step = hmc(potential_fn_gen=potential, algo="HMC")

        def begin(known: ParamInfo, key: jax.Array, *scaled: Any) -> Any:
            return init(
                known,
                num_warmup=settings.rough + settings.warmup,
                step_size=_FIRST_STEP,
                target_accept_prob=settings.target_accept,
                trajectory_length=settings.trajectory,
                adapt_mass_matrix=False,
                model_args=scaled,
                rng_key=key,
            )

        def chunk(state: Any, *scaled: Any) -> tuple[Any, Any]:
            def body(state: Any, _: None) -> tuple[Any, Any]:
                state = turned(state, settings.trajectory, settings.most_steps)
                state = step(state, model_args=scaled)
                return state, (state.z, state.diverging, state.num_steps)

            return jax.lax.scan(body, state, None, length=_CHUNK)

        # Init compiles the model again unless energies and gradients come along: see `_start`.
        self._begin = jax.jit(jax.vmap(begin))
        self._advance = jax.jit(jax.vmap(chunk))

    def sample(self, stated: Stated) -> Batched:
        """Draw from the posterior of every data set.

        Parameters
        ----------
        stated
            What the claims state, (R, K) each.
        """
        settings = self._settings
        sets = len(stated.value)
        rows = [Stated(*(np.asarray(leaf[r]) for leaf in stated)) for r in range(sets)]
        modes = [self._locate(row) for row in rows]
        data = jax.tree.map(lambda leaf: jnp.repeat(leaf, settings.chains, axis=0), stated)
        keys = jax.random.split(jax.random.PRNGKey(settings.seed), sets * settings.chains + 1)
        shape = (sets, settings.chains, self._model.size)
        u = _START_SPREAD * np.asarray(jax.random.normal(keys[0], shape))
        state, scaled = self._start(modes, u, data, keys[1:])
        if settings.rough:
            state, part = self._run(state, modes, scaled, data, settings.rough)
            modes = [
                blend(self._normal(z[:, -1], row), z.reshape(-1, self._model.size))
                if len(z) * settings.rough > self._model.size
                else self._normal(z[:, -1], row)
                for z, row in zip(part.z, rows, strict=True)
            ]
            u = np.stack(
                [
                    np.linalg.solve(mode.root, (z[:, -1] - mode.centre).T).T
                    for mode, z in zip(modes, part.z, strict=True)
                ]
            )
            state, scaled = self._start(modes, u, data, keys[1:])
        state, _ = self._run(state, modes, scaled, data, settings.warmup)
        return self._run(state, modes, scaled, data, settings.draws)[1]

    def _locate(self, row: Stated) -> Mode:
        def objective(z: Array) -> tuple[float, Array]:
            value, gradient = self._one(z, row)
            return float(value), np.asarray(gradient)

        found = find_mode(objective, self._model.size, self._model.noise_positions)
        return self._normal(found[None], row)

    def _normal(self, points: Array, row: Stated) -> Mode:
        return normal_at(points, lambda z: np.asarray(self._many(z, row)[1]))

    def _start(self, modes: list[Mode], u: Array, data: Stated, keys: jax.Array) -> Any:
        """State of all chains in the coordinates of their modes, and each chain's scaling."""
        chains, size = self._settings.chains, self._model.size
        centre = np.repeat([mode.centre for mode in modes], chains, axis=0)
        root = np.repeat([mode.root for mode in modes], chains, axis=0)
        flat = u.reshape(-1, size)
        energy, gradient = self._each(centre + np.einsum("cij,cj->ci", root, flat), data)
        slope = np.einsum("cji,cj->ci", root, np.asarray(gradient))
        known = ParamInfo(jnp.asarray(flat), jnp.asarray(energy), jnp.asarray(slope))
        scaled = (jnp.asarray(centre), jnp.asarray(root))
        return self._begin(known, keys, *scaled, data), scaled

    def _run(
        self, state: Any, modes: list[Mode], scaled: Any, data: Stated, iterations: int
    ) -> tuple[Any, Batched]:
        parts = []
        for _ in range(0, iterations, _CHUNK):
            state, kept = self._advance(state, *scaled, data)
            parts.append([np.asarray(leaf) for leaf in kept])
        shape = (len(modes), self._settings.chains, -1)
        u, diverging, steps = (
            leaf.reshape(*shape, *leaf.shape[2:])
            for leaf in map(np.hstack, zip(*parts, strict=True))
        )
        z = np.stack(
            [mode.centre + draws @ mode.root.T for mode, draws in zip(modes, u, strict=True)]
        )
        return state, Batched(z, diverging, steps)
