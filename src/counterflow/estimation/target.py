"""What is sampled: the posterior of a model, with its evidence and its prior as data."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from counterflow.estimation.model import Model
from counterflow.estimation.sampling import Target
from counterflow.observation.evidence import Stated

Array = NDArray[np.float64]


class Given(NamedTuple):
    """Data of the density: claims can be left out, and priors loosened, without compiling.

    Attributes
    ----------
    stated
        What the claims of the fit say, and which of them count.
    precision : (n,)
        Precision of the prior of each parameter as a standard normal; 1 is the model's own.

    Examples
    --------
    >>> Given._fields
    ('stated', 'precision')
    """

    stated: Stated
    precision: Array


def given_by(model: Model) -> Given:
    """The data of a model as it stands: every claim of the fit, the priors as they are.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> given = given_by(Model(build_structure(load_case("syria-2011"))))
    >>> set(given.precision.tolist())
    {1.0}
    """
    stated = model.structure.evidence.stated
    return Given(Stated(*map(np.asarray, stated)), np.ones(model.size))


def target_of(model: Model) -> Target:
    """The posterior of a model, to be sampled.

    Parameters
    ----------
    model
        The model; its evidence is the data, to be changed by `Sampler.given`.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> model = Model(build_structure(load_case("syria-2011")))
    >>> target_of(model).size == model.size
    True
    """

    def log_density(z: jax.Array, given: Given) -> jax.Array:
        likelihood = jnp.sum(model.log_likelihood(z, given.stated) * given.stated.include)
        return likelihood - 0.5 * jnp.sum(given.precision * z * z)

    data = jax.tree.map(jnp.asarray, given_by(model))
    return Target(log_density, model.size, model.noise_positions, data)
