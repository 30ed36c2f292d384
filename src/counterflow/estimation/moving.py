"""Old draws moved to where changed claims put them: resampled, then moved by trajectories.

Weights can only choose among the draws there are. Where few of them are left, a few hundred are
chosen by weights that are flat enough to leave many, and each is moved by a trajectory or two of
the sampler (resample and move; Gilks and Berzuini, 2001; Chopin, 2002). That takes a quarter of the
gradients of chains that have to show on their own that they have converged: here it is enough that
a further sweep of trajectories would move no figure.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from counterflow.estimation.chainstate import adapted, shorten
from counterflow.estimation.importance import Weights, resample
from counterflow.estimation.mode import Mode
from counterflow.estimation.sampling import CHUNK, Draws, Sampler
from counterflow.estimation.scaling import Scaling

Array = NDArray[np.float64]
Figures = Callable[[Array], Array]

SWEEPS = 4
"""Trajectories from each draw at most; chains are no dearer than more."""

DRAWS_A_CHAIN = 2 * CHUNK
"""Draws that are moved, by chains: fewer than a full run's, as they are nearly independent."""

_MOST_LEFT = 0.1
"""What further sweeps may still move a figure by, in standard deviations."""

_TINY = 1e-300

_CHANCE = 2.0
"""Standard errors within which a move is taken for chance."""

_LEAST_CHOSEN = 0.6
"""Effective share of the moved draws that the flattened weights leave apart."""


class Moved(NamedTuple):
    """Draws after their last sweep.

    Attributes
    ----------
    draws
        (chains, k) of them.
    sweeps
        Trajectories that each was moved by.
    left
        Largest distance that further sweeps would move a figure by, in its standard deviations.
    ess
        Equally weighted independent draws that would know as much: draws that come from the same
        old one count for less, as far as they still resemble it.

    Examples
    --------
    >>> one = np.ones((4, 50))
    >>> Moved(Draws(np.zeros((4, 50, 3)), one > 1, one, one), 2, 0.03, 190.0).settled
    True
    """

    draws: Draws
    sweeps: int
    left: float
    ess: float

    @property
    def settled(self) -> bool:
        """Whether further sweeps would move nothing, and no trajectory failed."""
        return self.left < _MOST_LEFT and not self.draws.diverging.any()


def move(
    sampler: Sampler,
    scaling: Scaling,
    warmup: int,
    z: Array,
    log_weight: Array,
    figures: Figures,
    least_ess: float,
    seed: int,
) -> Moved:
    """Draws of a posterior from draws of one not far away.

    Parameters
    ----------
    sampler
        Of the wanted posterior.
    scaling
        In which the draws were made.
    warmup
        Iterations after which the sampler no longer adapts its step.
    z : (chains, draws, n)
        The draws.
    log_weight : (chains, draws)
        Log density of the wanted posterior minus that of the drawn one, up to a constant.
    figures
        From (S, n) draws to the (S, Q) figures that must have settled; the last is their log
        density, which must not drift, but is no answer that has to be known well.
    least_ess
        Effective draws to go on for.
    seed
        For the choice of draws.

    Examples
    --------
    >>> move(sampler, posterior.scaling, 75, z, log_weight, figures, 160, 1)  # doctest: +SKIP
    """
    chains, size = z.shape[0], z.shape[-1]
    count = chains * DRAWS_A_CHAIN
    weights = flatten(log_weight.ravel(), _LEAST_CHOSEN * count)
    spread = resample(weights, seed)
    picked = spread[np.linspace(0, len(spread) - 1, count).round().astype(np.int64)]
    crowd = float(np.square(np.bincount(picked)).sum()) / count
    mode = Mode(scaling.centre, scaling.root)
    state = adapted(sampler.start(mode, z[:, -1]), scaling.step, warmup)
    now = z.reshape(-1, size)[picked].reshape(chains, DRAWS_A_CHAIN, size)
    before = figures(now.reshape(-1, size))
    kept = np.ones(before.shape[1])
    for sweep in range(1, SWEEPS + 1):
        state, draws = sampler.move(state, mode, now)
        now, after = draws.z, figures(draws.z.reshape(-1, size))
        alike = resemblance(before, after)
        kept = kept * alike
        moved = Moved(
            draws,
            sweep,
            float(still_to_go(before, after, alike).max()),
            count / (1.0 + float(np.square(kept[:-1]).max()) * (crowd - 1.0)),
        )
        if moved.settled and moved.ess >= least_ess:
            break
        if draws.diverging.any():
            state = shorten(state)
        before = after
    return moved


def flatten(log_weight: Array, least: float) -> Weights:
    """Weights raised to the largest power, at most one, that leaves `least` effective draws.

    Examples
    --------
    >>> steep = np.arange(100.0)
    >>> round(flatten(steep, least=20.0).ess)
    20
    >>> round(flatten(0.001 * steep, least=20.0).ess)
    100
    """

    def powered(power: float) -> Weights:
        weight = np.exp(power * (log_weight - log_weight.max()))
        weight /= weight.sum()
        return Weights(weight, np.nan, float(1.0 / np.square(weight).sum()))

    whole = powered(1.0)
    if whole.ess >= least:
        return whole
    return powered(brentq(lambda power: powered(power).ess - least, 0.0, 1.0))


def resemblance(before: Array, after: Array) -> Array:
    """Correlation of each figure with itself a sweep ago, (Q,).

    Examples
    --------
    >>> figures = np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]])
    >>> resemblance(figures, figures).round(6).tolist()
    [1.0, 1.0]
    >>> resemblance(figures, -figures).round(6).tolist()
    [-1.0, -1.0]
    """
    one, other = before - before.mean(axis=0), after - after.mean(axis=0)
    spread = np.sqrt(np.square(one).sum(axis=0) * np.square(other).sum(axis=0))
    return np.asarray((one * other).sum(axis=0) / np.maximum(spread, _TINY))


def still_to_go(before: Array, after: Array, alike: Array) -> Array:
    """How far further sweeps would move the mean of each figure, (Q,), in standard deviations.

    If each sweep keeps the share r of the distance to the posterior's mean, below zero where it
    goes beyond it, what is left after one that moved it by d is d |r| / (1 - r). A move
    within two standard errors of none counts as none.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> before = rng.normal(size=(500, 1))
    >>> still_to_go(before, 0.5 * before + 1.0, np.array([0.5])).round(1).tolist()
    [2.1]
    >>> still_to_go(before, rng.normal(size=(500, 1)), np.array([0.5])).tolist()
    [0.0]
    """
    step = after - before
    chance = _CHANCE * step.std(axis=0) / np.sqrt(len(step))
    moved = np.maximum(np.abs(step.mean(axis=0)) - chance, 0.0)
    moved = moved / np.maximum(after.std(axis=0), _TINY)
    return np.asarray(moved * np.abs(alike) / np.maximum(1.0 - alike, 1e-3))
