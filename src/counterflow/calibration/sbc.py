"""Simulation-based calibration: truths from the prior, claims from truths, posteriors from claims.

If model, likelihood and sampler agree, the truth's rank among the posterior's draws is uniform for
every quantity (Talts et al., 2018). The log likelihood is ranked too: it depends on the data, and
finds errors that leave every parameter's own ranks uniform (Modrak et al., 2023).
"""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from counterflow.calibration.batch import Batch, BatchSettings
from counterflow.calibration.ranks import Ranks, ranks_of
from counterflow.calibration.statements import state_claims
from counterflow.estimation.model import Model
from counterflow.observation.evidence import Stated
from counterflow.observation.likelihood import View

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Replications:
    """Ranks of replications, and how the chains behaved.

    Parameters
    ----------
    ranks
        Of the account's quantities, then of the parameters.
    divergences
        Share of draws whose trajectory diverged.
    steps
        Mean leapfrog steps of a trajectory.

    Examples
    --------
    >>> ranks = Ranks(("still abroad",), np.arange(100)[:, None], draws=99)
    >>> Replications(ranks, divergences=0.0, steps=15.0).ranks.coverage(0.8).tolist()
    [0.8]
    """

    ranks: Ranks
    divergences: float
    steps: float


class Calibrator:
    """Replicates a model's whole chain from prior to posterior; compiled at the first batch.

    Parameters
    ----------
    model
        The model; of its claims only the questions matter, the numbers are drawn anew.
    settings
        How the posteriors are drawn from.
    kept
        Draws L of each posterior that the truth is ranked among, evenly spaced.

    Examples
    --------
    >>> Calibrator(model).replicate(48, seed=1).ranks.coverage(0.9)  # doctest: +SKIP
    """

    def __init__(self, model: Model, settings: BatchSettings | None = None, kept: int = 99) -> None:
        self._model = model
        self._settings = settings or BatchSettings()
        self._kept = kept
        self._batch = Batch(model, self._settings)
        self._read = read = model.structure.readings

        def seen(z: jax.Array) -> View:
            return model.view(model.world(z), read.rows, read.reliability, read.rows.stated)

        self._seen = jax.jit(jax.vmap(seen))
        self._quantities = jax.jit(jax.vmap(jax.vmap(self._quantity, in_axes=(0, None))))

    @property
    def names(self) -> tuple[str, ...]:
        """What is ranked: the account's quantities, the log likelihood, then every parameter."""
        cells = self._model.structure.places.cells
        return (
            "still abroad",
            "departures",
            "returns",
            "returned share",
            *(f"stock {cell}" for cell in cells),
            "log likelihood",
            *self._model.structure.packing.labels(),
        )

    def _quantity(self, z: jax.Array, stated: Stated) -> jax.Array:
        model = self._model
        world = model.world(z)
        account, s = world.account, model.structure
        left, back = account.departures.sum(), account.returns.sum()
        fit = s.readings.mix(model.reading_density(world, s.readings, stated)).sum()
        head = jnp.stack([account.stock[-1].sum(), left, back, back / left])
        return jnp.concatenate([head, account.stock[-1], fit[None], z])

    def replicate(self, replications: int, seed: int) -> Replications:
        """Run replications side by side.

        Parameters
        ----------
        replications
            How many; another number compiles again.
        seed
            Seed of truths and claims.
        """
        rng = np.random.default_rng(seed)
        truth = rng.standard_normal((replications, self._model.size))
        stated = state_claims(self._seen(truth), self._read, rng)
        found = self._batch.sample(stated)
        z = found.z.reshape(replications, -1, self._model.size)
        spaced = np.linspace(0, z.shape[1] - 1, self._kept).round().astype(int)
        # The truth goes through the same program as the draws.
        everything = np.concatenate([truth[:, None], z[:, spaced]], axis=1)
        values = np.asarray(self._quantities(everything, stated))
        ranks = ranks_of(values[:, 0], values[:, 1:])
        return Replications(
            Ranks(self.names, ranks, self._kept),
            float(found.diverging.mean()),
            float(found.steps.mean()),
        )
