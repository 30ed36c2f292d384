"""Draw from a posterior: mode, normal scaling, then Hamiltonian trajectories in scaled space.

Where scaling has made all directions about alike, half a turn is a good length for every
trajectory, and one that doubles until it turns back (NUTS) spends half of its steps on finding that
out. Lengths vary from a half to one and a half of their mean, so that none is a whole period of
some direction (Neal, 2011, section 5.3.3).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from numpyro.infer.hmc import hmc
from numpyro.infer.util import ParamInfo

from counterflow.estimation.engine import build
from counterflow.estimation.mode import Mode, blend, find_mode, normal_at
from counterflow.estimation.settings import SamplerSettings

Array = NDArray[np.float64]

CHUNK = 25
"""Iterations between two reports of progress."""

_START_SPREAD = 0.7
_FIRST_STEP = 0.15
_SHORTER = 0.6
_GOLDEN = 0.6180339887498949
"""Its multiples, less their whole parts, fill the interval from 0 to 1 evenly."""


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

    Examples
    --------
    >>> steps = np.ones((2, 5), dtype=int)
    >>> part = Draws(np.zeros((2, 5, 3)), steps > 1, steps, np.zeros((2, 5)))
    >>> part.z.shape
    (2, 5, 3)
    """

    z: Array
    diverging: NDArray[np.bool_]
    steps: NDArray[np.int64]
    energy: Array


class Progress(Protocol):
    """Called after every chunk.

    Examples
    --------
    >>> def told(phase: str, done: int, total: int) -> None:
    ...     print(f"{phase}: {done} of {total}")
    >>> told("sampling", 25, 250)
    sampling: 25 of 250
    """

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

    Examples
    --------
    >>> target = Target(lambda z, data: -0.5 * (z * z).sum(), 3, np.zeros(0, int), ())
    >>> target.size
    3
    """

    log_density: Callable[[jax.Array, Any], jax.Array]
    size: int
    held: NDArray[np.int64]
    data: Any


class Sampler:
    """Hamiltonian Monte Carlo in the coordinates of a normal approximation.

    Parameters
    ----------
    target
        What to sample.
    settings
        How.
    devices
        Number of CPU devices; chains are spread over them.

    Examples
    --------
    >>> sampler = Sampler(target_of(model), SamplerSettings(), prepare())  # doctest: +SKIP
    >>> mode = sampler.locate()  # doctest: +SKIP
    >>> state, draws = sampler.advance(sampler.start(mode), mode)  # doctest: +SKIP
    """

    def __init__(self, target: Target, settings: SamplerSettings, devices: int) -> None:
        self._target = target
        self._settings = settings
        groups = next(d for d in range(devices, 0, -1) if settings.chains % d == 0)
        self._shape = (groups, settings.chains // groups)
        self._workers = ThreadPoolExecutor(devices)
        # Both programs hold the whole model: compiled side by side.
        both, advance = (
            self._workers.submit(self._compile_both),
            self._workers.submit(self._compile),
        )
        self._both, self._advance = both.result(), advance.result()

    def given(self, data: Any) -> Sampler:
        """The same compiled programs with other data of the same shapes."""
        other = copy(self)
        other._target = replace(self._target, data=data)
        return other

    def locate(self) -> Mode:
        """Find the mode and its curvature."""
        found = find_mode(self._objective, self._target.size, self._target.held)
        return normal_at(found[None], self._gradients)

    def rescale(self, draws: Draws) -> Mode:
        """Normal approximation from the chains' last draws of a rough warm-up."""
        return normal_at(draws.z[:, -1], self._gradients)

    def correct(self, mode: Mode, draws: Draws) -> Mode:
        """The normal approximation corrected by the covariance of a longer warm-up."""
        return blend(mode, draws.z.reshape(-1, self._target.size))

    def _objective(self, z: Array) -> tuple[float, Array]:
        value, gradient = self._both(z, self._target.data)
        return float(value), np.asarray(gradient)

    def _gradients(self, points: Array) -> Array:
        """Gradients at many points, shape (k, n), on all devices."""
        return np.stack([*self._workers.map(lambda z: self._objective(z)[1], points)])

    def _compile_both(self) -> Any:
        density, size = self._target.log_density, self._target.size
        both = jax.jit(jax.value_and_grad(lambda z, data: -density(z, data)))
        return build(both.lower(_like((size,)), self._target.data))

    def _compile(self) -> Any:
        """One program for warm-up and sampling; scaling and data are arguments: compiled once."""
        settings, size = self._settings, self._target.size
        density, given = self._target.log_density, self._target.data

        def potential(
            centre: jax.Array, root: jax.Array, data: Any
        ) -> Callable[[jax.Array], jax.Array]:
            return lambda u: -density(centre + root @ u, data)

        init, step = hmc(potential_fn_gen=potential, algo="HMC")

        def begin(known: ParamInfo, key: jax.Array, centre: jax.Array, root: jax.Array) -> Any:
            return init(
                known,
                num_warmup=settings.warmup,
                step_size=_FIRST_STEP,
                target_accept_prob=settings.target_accept,
                trajectory_length=settings.trajectory,
                adapt_mass_matrix=False,
                model_args=(centre, root, given),
                rng_key=key,
            )

        def chunk(state: Any, centre: jax.Array, root: jax.Array, data: Any) -> tuple[Any, Any]:
            def body(state: Any, _: None) -> tuple[Any, Any]:
                state = step(_turned(state, settings), model_args=(centre, root, data))
                kept = (state.z, state.diverging, state.num_steps, state.potential_energy)
                return state, kept

            return jax.lax.scan(body, state, None, length=CHUNK)

        self._begin = jax.jit(jax.vmap(begin, in_axes=(0, 0, None, None)))
        scaling = (_like((size,)), _like((size, size)))
        chains = settings.chains
        known = ParamInfo(_like((chains, size)), _like((chains,)), _like((chains, size)))
        keys = jax.random.split(jax.random.PRNGKey(settings.seed), chains)
        begun = jax.eval_shape(self._begin, known, keys, *scaling)
        grouped = jax.tree.map(lambda leaf: _like(self._shape + leaf.shape[1:], leaf.dtype), begun)
        shared = (0, None, None, None)
        advance = jax.pmap(jax.vmap(chunk, in_axes=shared), in_axes=shared)
        return build(advance.lower(grouped, *scaling, given))

    def start(self, mode: Mode, around: Array | None = None) -> Any:
        """Place the chains around the mode, or where a rough warm-up left them.

        Returns
        -------
        Any
            The state of all chains, to be passed to `advance`.
        """
        keys = jax.random.split(jax.random.PRNGKey(self._settings.seed), self._settings.chains + 1)
        if around is None:
            shape = (self._settings.chains, self._target.size)
            starts = np.asarray(_START_SPREAD * jax.random.normal(keys[0], shape))
        else:
            starts = np.linalg.solve(mode.root, (around - mode.centre).T).T
        found = [self._objective(mode.centre + mode.root @ u) for u in starts]
        energies = np.asarray([energy for energy, _ in found])
        gradients = np.stack([mode.root.T @ gradient for _, gradient in found])
        # Energies and gradients come along, so that this program need not hold the model.
        known = ParamInfo(*(jnp.asarray(leaf) for leaf in (starts, energies, gradients)))
        state = self._begin(known, keys[1:], jnp.asarray(mode.centre), jnp.asarray(mode.root))
        return jax.tree.map(lambda leaf: leaf.reshape(self._shape + leaf.shape[1:]), state)

    def advance(self, state: Any, mode: Mode) -> tuple[Any, Draws]:
        """Run all chains for one chunk."""
        state, kept = self._advance(state, mode.centre, mode.root, self._target.data)
        chains = self._settings.chains
        u, diverging, steps, energy = (
            np.asarray(leaf).reshape((chains, CHUNK, *leaf.shape[3:])) for leaf in kept
        )
        return state, Draws(mode.centre + u @ mode.root.T, diverging, steps, energy)


def _like(shape: tuple[int, ...], kind: Any = jnp.float64) -> jax.ShapeDtypeStruct:
    return jax.ShapeDtypeStruct(shape, kind)  # type: ignore[no-untyped-call]


def _turned(state: Any, settings: SamplerSettings) -> Any:
    """The state with the length of its next trajectory, whatever its place: all chains' alike."""
    part = jnp.modf((state.i + 1) * _GOLDEN)[0]
    longest = settings.most_steps * state.adapt_state.step_size
    length = jnp.minimum(settings.trajectory * (0.5 + part), longest)
    return state._replace(trajectory_length=length)


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
    return set_steps(state, common_step(state))


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
    return set_steps(state, size)._replace(i=jnp.full_like(state.i, warmup))


def set_steps(state: Any, size: float) -> Any:
    """The state of all chains with a given step size.

    Examples
    --------
    >>> from numpyro.infer.hmc import HMCState
    >>> from numpyro.infer.hmc_util import HMCAdaptState
    >>> steps = HMCAdaptState(jnp.array([0.1, 0.4]), *[None] * (len(HMCAdaptState._fields) - 1))
    >>> empty = HMCState(*[None] * len(HMCState._fields))
    >>> state = empty._replace(adapt_state=steps, i=jnp.zeros(2))
    >>> [round(size, 3) for size in set_steps(state, 0.25).adapt_state.step_size.tolist()]
    [0.25, 0.25]
    """
    return _with_steps(state, jnp.full_like(state.adapt_state.step_size, size))


def _with_steps(state: Any, sizes: jax.Array) -> Any:
    return state._replace(adapt_state=state.adapt_state._replace(step_size=sizes))


def join(parts: list[Draws]) -> Draws:
    """Chunks of draws end to end.

    Examples
    --------
    >>> steps = np.ones((2, 5), dtype=int)
    >>> part = Draws(np.zeros((2, 5, 3)), steps > 1, steps, np.zeros((2, 5)))
    >>> join([part, part]).z.shape
    (2, 10, 3)
    """
    return Draws(*(np.concatenate(leaves, axis=1) for leaves in zip(*parts, strict=True)))
