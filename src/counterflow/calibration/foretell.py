"""What a posterior foretells of claims it has not seen, and where the real numbers fall."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from counterflow.calibration.folds import Fold, entries_beside
from counterflow.calibration.statements import state_claims
from counterflow.estimation.model import Model
from counterflow.estimation.sampling import Target
from counterflow.observation.evidence import Stated
from counterflow.observation.likelihood import View

Array = NDArray[np.float64]

_BATCH = 50
_AGAIN = 4


class Held(NamedTuple):
    """Data of the density: what is stated, which claims count, and the centre of the prior.

    Attributes
    ----------
    stated
        What the claims of the fit say, and which of them count.
    shift : (n,)
        Centre of the prior of z.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> stated = build_structure(load_case("syria-2011")).evidence.stated
    >>> held = Held(stated._replace(include=np.zeros_like(stated.include)), np.zeros(3))
    >>> float(held.stated.include.sum())
    0.0
    """

    stated: Stated
    shift: Array


def held_target(model: Model) -> Target:
    """The posterior of a model when claims are held out, to be sampled.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> model = Model(build_structure(load_case("syria-2011")))
    >>> held_target(model).size == model.size
    True
    """

    def log_density(z: jax.Array, held: Held) -> jax.Array:
        likelihood = jnp.sum(model.log_likelihood(z, held.stated) * held.stated.include)
        return likelihood - 0.5 * jnp.sum((z - held.shift) ** 2)

    fold = Held(model.structure.evidence.stated, np.zeros(model.size))
    data = jax.tree.map(jnp.asarray, fold)
    return Target(log_density, model.size, model.noise_positions, data)


def held_data(model: Model, fold: Fold) -> Held:
    """The data of one fold.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> model = Model(build_structure(load_case("syria-2011")))
    >>> claims = len(model.structure.evidence.claims)
    >>> fold = Fold(np.zeros(claims), np.zeros(model.size), np.ones(claims, bool))
    >>> float(held_data(model, fold).stated.include.sum())
    0.0
    """
    stated = model.structure.evidence.stated._replace(include=fold.include)
    found: Held = jax.tree.map(jnp.asarray, Held(stated, fold.shift))
    return found


class Foretold(NamedTuple):
    """Predictive distributions of K claims beside what they state, on the model's scale.

    Attributes
    ----------
    place : (K,)
        Share of predictive draws below the number stated, from 0 to 1.
    median, low, high : (K,)
        Predictive median and 80% interval.
    stated : (K,)
        What is stated: logs, or persons for differences.

    Examples
    --------
    >>> found = Foretold(*np.array([[0.97], [100.0], [60.0], [150.0], [160.0]]))
    >>> bool((found.low <= found.stated) & (found.stated <= found.high))
    False
    """

    place: Array
    median: Array
    low: Array
    high: Array
    stated: Array


class Foreteller:
    """Predictive draws of all claims of a fit; compiled once.

    Parameters
    ----------
    model
        The model.

    Examples
    --------
    >>> found = Foreteller(model).foretell(posterior_z, seed=1)  # doctest: +SKIP
    >>> ((found.low < found.stated) & (found.stated < found.high)).mean()  # doctest: +SKIP
    0.8...
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._read = read = model.structure.readings

        def seen(z: jax.Array) -> View:
            return model.view(model.world(z), read.rows, read.reliability, read.rows.stated)

        self._seen = jax.jit(jax.vmap(seen))

    def foretell(self, z: Array, seed: int) -> Foretold:
        """Where each claim's number lies among the numbers it would state.

        Parameters
        ----------
        z : (S, n)
            Draws from a posterior that has not seen the claims that matter.
        seed
            Seed of noise and hedges.
        """
        evidence = self._model.structure.evidence
        rows = len(z)
        padded = np.concatenate([z, np.repeat(z[-1:], -rows % _BATCH, axis=0)])
        parts = [
            jax.tree.map(np.asarray, self._seen(padded[first : first + _BATCH]))
            for first in range(0, len(padded), _BATCH)
        ]
        seen: View = jax.tree.map(lambda *leaves: np.concatenate(leaves)[:rows], *parts)
        rng = np.random.default_rng(seed)
        said = np.concatenate([state_claims(seen, self._read, rng).value for _ in range(_AGAIN)])
        beside = entries_beside(evidence.claims, evidence.offset)
        # Exits are foretold with the entries beside them, not from what these turned out to be.
        said[:, beside >= 0] += said[:, beside[beside >= 0]]
        stated = evidence.stated.value + evidence.offset
        low, median, high = np.quantile(said, [0.1, 0.5, 0.9], axis=0)
        return Foretold((said < stated).mean(axis=0), median, low, high, stated)
