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
from functools import cached_property
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


class Places(NamedTuple):
    """Where trajectories start that do not go on from the one before, in scaled coordinates.

    Attributes
    ----------
    fresh : (chains, draws)
        Whether a trajectory starts here.
    u : (chains, draws, n)
        Scaled coordinates.
    energy : (chains, draws)
        Potential energy there.
    gradient : (chains, draws, n)
        Its gradient.

    Examples
    --------
    >>> Places._fields
    ('fresh', 'u', 'energy', 'gradient')
    """

    fresh: NDArray[np.bool_]
    u: Array
    energy: Array
    gradient: Array


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


def silent(phase: str, done: int, total: int) -> None:
    """The `Progress` of a caller who wants none.

    Examples
    --------
    >>> silent("sampling", 25, 250)
    """


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

        def chunk(
            state: Any, places: Places, centre: jax.Array, root: jax.Array, data: Any
        ) -> tuple[Any, Any]:
            def body(state: Any, place: Any) -> tuple[Any, Any]:
                state = turned(_placed(state, place), settings.trajectory, settings.most_steps)
                state = step(state, model_args=(centre, root, data))
                kept = (state.z, state.diverging, state.num_steps, state.potential_energy)
                return state, kept

            return jax.lax.scan(body, state, places, length=CHUNK)

        self._begin = jax.jit(jax.vmap(begin, in_axes=(0, 0, None, None)))
        scaling = (_like((size,)), _like((size, size)))
        chains = settings.chains
        known = ParamInfo(_like((chains, size)), _like((chains,)), _like((chains, size)))
        keys = jax.random.split(jax.random.PRNGKey(settings.seed), chains)
        begun = jax.eval_shape(self._begin, known, keys, *scaling)
        grouped = jax.tree.map(lambda leaf: _like(self._shape + leaf.shape[1:], leaf.dtype), begun)
        shared = (0, 0, None, None, None)
        advance = jax.pmap(jax.vmap(chunk, in_axes=shared), in_axes=shared)
        return build(advance.lower(grouped, self._onward, *scaling, given))

    @cached_property
    def _onward(self) -> Places:
        """Every trajectory goes on from the one before."""
        none = np.zeros((*self._shape, CHUNK))
        vectors = np.zeros((*none.shape, self._target.size))
        return Places(none.astype(np.bool_), vectors, none, vectors)

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
        # Energies and gradients come along, so that this program need not hold the model.
        known = ParamInfo(*map(jnp.asarray, (starts, *self._energies(starts, mode))))
        state = self._begin(known, keys[1:], jnp.asarray(mode.centre), jnp.asarray(mode.root))
        return jax.tree.map(self._grouped, state)

    def _energies(self, u: Array, mode: Mode) -> tuple[Array, Array]:
        """Potential energies, (k,), and their gradients, (k, n), at scaled coordinates."""
        found = list(self._workers.map(self._objective, mode.centre + u @ mode.root.T))
        gradients = np.stack([gradient for _, gradient in found]) @ mode.root
        return np.asarray([energy for energy, _ in found]), gradients

    def move(self, state: Any, mode: Mode, z: Array) -> tuple[Any, Draws]:
        """One trajectory from each of many points, instead of many from a few.

        Parameters
        ----------
        state
            Of the chains; their step and randomness are used, their places are not.
        mode
            The scaling.
        z : (chains, k, n)
            Points; k is a multiple of `CHUNK`.
        """
        chains, count, size = z.shape
        u = np.asarray(np.linalg.solve(mode.root, (z.reshape(-1, size) - mode.centre).T).T, float)
        energy, gradient = self._energies(u, mode)
        places = Places(
            np.ones((chains, count), dtype=np.bool_),
            u.reshape(z.shape),
            energy.reshape(chains, count),
            gradient.reshape(z.shape),
        )
        parts = []
        for first in range(0, count, CHUNK):
            chosen = jax.tree.map(self._grouped, _cut(places, first))
            state, part = self._forward(state, chosen, mode)
            parts.append(part)
        return state, join(parts)

    def _grouped(self, leaf: Any) -> Any:
        """Of chains, by device."""
        return leaf.reshape(*self._shape, *leaf.shape[1:])

    def advance(self, state: Any, mode: Mode) -> tuple[Any, Draws]:
        """Run all chains for one chunk."""
        return self._forward(state, self._onward, mode)

    def _forward(self, state: Any, places: Places, mode: Mode) -> tuple[Any, Draws]:
        state, kept = self._advance(state, places, mode.centre, mode.root, self._target.data)
        chains = self._settings.chains
        u, diverging, steps, energy = (
            np.asarray(leaf).reshape((chains, CHUNK, *leaf.shape[3:])) for leaf in kept
        )
        return state, Draws(mode.centre + u @ mode.root.T, diverging, steps, energy)


def _like(shape: tuple[int, ...], kind: Any = jnp.float64) -> jax.ShapeDtypeStruct:
    return jax.ShapeDtypeStruct(shape, kind)  # type: ignore[no-untyped-call]


def turned(state: Any, trajectory: float, most_steps: int) -> Any:
    """The state with the length of its next trajectory, whatever its place: all chains' alike.

    Parameters
    ----------
    state
        Of one chain.
    trajectory
        Mean length.
    most_steps
        Leapfrog steps at most.

    Examples
    --------
    >>> from numpyro.infer.hmc import HMCState
    >>> from numpyro.infer.hmc_util import HMCAdaptState
    >>> steps = HMCAdaptState(jnp.array(0.5), *[None] * (len(HMCAdaptState._fields) - 1))
    >>> empty = HMCState(*[None] * len(HMCState._fields))
    >>> state = empty._replace(adapt_state=steps, i=jnp.array(0))
    >>> round(float(turned(state, 3.0, 64).trajectory_length), 3)
    3.354
    >>> float(turned(state, 3.0, 4).trajectory_length)
    2.0
    """
    part = jnp.modf((state.i + 1) * _GOLDEN)[0]
    longest = most_steps * state.adapt_state.step_size
    length = jnp.minimum(trajectory * (0.5 + part), longest)
    return state._replace(trajectory_length=length)


def _placed(state: Any, place: Places) -> Any:
    """The state where a fresh trajectory starts, or where the one before ended."""
    return state._replace(
        z=jnp.where(place.fresh, place.u, state.z),
        potential_energy=jnp.where(place.fresh, place.energy, state.potential_energy),
        z_grad=jnp.where(place.fresh, place.gradient, state.z_grad),
    )


def _cut(places: Places, first: int) -> Any:
    """The places of one chunk."""
    return jax.tree.map(lambda leaf: leaf[:, first : first + CHUNK], places)


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
