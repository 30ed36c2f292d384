"""What the prior alone says of an account, before any claim."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from counterflow.estimation.headline import headline_draws
from counterflow.estimation.model import Model
from counterflow.estimation.replay import Projector

Array = NDArray[np.float64]


def prior_draws(model: Model, draws: int, seed: int) -> Array:
    """Parameters as the prior has them, (draws, n).

    Parameters
    ----------
    model
        The model.
    draws
        How many.
    seed
        Seed of the draws.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> model = Model(build_structure(load_case("syria-2011")))
    >>> float(prior_draws(model, 400, seed=1).std().round(1))
    1.0
    """
    return np.random.default_rng(seed).standard_normal((draws, model.size))


def prior_headlines(model: Model, z: Array) -> dict[str, Array]:
    """Key figures of accounts drawn from the prior, (S,) each: persons, and percent.

    Parameters
    ----------
    model
        The model.
    z : (S, n)
        From `prior_draws`.

    Examples
    --------
    >>> prior_headlines(model, prior_draws(model, 400, 1))["departures_total"]  # doctest: +SKIP
    array([...])
    """
    return headline_draws(Projector(model).replay(z))
