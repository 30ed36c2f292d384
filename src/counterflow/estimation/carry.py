"""Draws of one model as a start for another: the same parameters found by name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from counterflow.estimation.posterior import Posterior
from counterflow.estimation.sampling import Draws
from counterflow.estimation.scaling import Scaling, parameter_names
from counterflow.estimation.stored import StoredError, read_tree, stored_scaling
from counterflow.estimation.structure import Structure

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Start:
    """What a finished run leaves for another.

    Parameters
    ----------
    names
        Of the n parameters.
    location, scale : (n,)
        Moments of their priors: a parameter is `location + scale * z`, on the log scale if it is
        positive.
    draws
        Of z, with their statistics.
    log_density : (chains, draws)
        Log density of z up to a constant.
    scaling
        How the run was scaled.

    Examples
    --------
    >>> one, mean, sd = np.ones((1, 5)), np.array([0.1, 0.0]), np.array([0.2, 0.1])
    >>> draws = Draws(np.ones((1, 5, 2)), one > 1, one, one)
    >>> scaling = Scaling(np.zeros(2), np.eye(2), 0.3)
    >>> left = Start(("network", "bias"), mean, sd, draws, one, scaling)
    >>> (left.location + left.scale * left.draws.z[0, 0]).round(2).tolist()
    [0.3, 0.1]
    """

    names: tuple[str, ...]
    location: Array
    scale: Array
    draws: Draws
    log_density: Array
    scaling: Scaling


@dataclass(frozen=True)
class Carried:
    """Draws of an older run in the coordinates of a new model.

    Parameters
    ----------
    draws
        Of the new z; parameters that the older run did not know are drawn from their prior.
    old_density : (chains, draws)
        Log density of what was drawn, up to a constant: of the older posterior less the priors of
        the parameters that the new model does not have, plus those of the ones it adds.
    scaling
        The older scaling; new parameters are scaled by their priors.
    known
        Share of the new parameters that the older run knows.
    settled
        Whether the evidence is so much the same that the older scaling and step still fit.

    Examples
    --------
    >>> one = np.ones((1, 5))
    >>> draws = Draws(np.zeros((1, 5, 2)), one > 1, one, one)
    >>> found = Carried(draws, one, Scaling(np.zeros(2), np.eye(2), 0.3), known=0.98)
    >>> found.known, found.settled
    (0.98, True)
    """

    draws: Draws
    old_density: Array
    scaling: Scaling
    known: float
    settled: bool = True


def start_of(posterior: Posterior) -> Start:
    """What a posterior leaves for another run.

    Raises
    ------
    StoredError
        If its scaling was not recorded.

    Examples
    --------
    >>> start_of(posterior).scaling.step  # doctest: +SKIP
    """
    if posterior.scaling is None:
        raise StoredError("the posterior was estimated by an older version; estimate it again")
    structure, draws = posterior.structure, posterior.draws
    likelihood = posterior.replay.log_likelihood.sum(axis=1).reshape(draws.diverging.shape)
    location, scale = structure.packing.moments
    return Start(
        parameter_names(structure),
        location,
        scale,
        draws,
        likelihood - 0.5 * np.square(draws.z).sum(axis=2),
        posterior.scaling,
    )


def stored_start(folder: Path) -> Start:
    """What the run in a folder leaves for another; its claims are not needed.

    Raises
    ------
    StoredError
        If there is none, or it was written before scalings were kept.

    Examples
    --------
    >>> stored_start(Path("out/russia-2022")).names[:1]  # doctest: +SKIP
    """
    tree = read_tree(folder)
    scaling = stored_scaling(tree)
    if scaling is None:
        raise StoredError(f"{folder} was written by an older version; run the estimate again")
    stats = tree["sample_stats"]
    z = tree["posterior"]["z"].to_numpy()
    likelihood = tree["log_likelihood"]["stated"].to_numpy().sum(axis=2)
    return Start(
        tuple(tree["scaling"]["parameter"].to_numpy().tolist()),
        tree["scaling"]["location"].to_numpy(),
        tree["scaling"]["scale"].to_numpy(),
        Draws(z, *(stats[name].to_numpy() for name in ("diverging", "n_steps", "energy"))),
        likelihood - 0.5 * np.square(z).sum(axis=2),
        scaling,
    )


def carry(start: Start, structure: Structure, seed: int) -> Carried:
    """Older draws as parameters of a new model.

    Parameters
    ----------
    start
        What the older run left.
    structure
        Of the new model.
    seed
        For the parameters that the older run does not know.

    Examples
    --------
    >>> carry(start_of(posterior), build_structure(case), seed=1).known  # doctest: +SKIP
    """
    names = parameter_names(structure)
    location, scale = structure.packing.moments
    position = {name: index for index, name in enumerate(start.names)}
    new = np.asarray([index for index, name in enumerate(names) if name in position], np.int64)
    old = np.asarray([position[names[index]] for index in new], np.int64)
    stretch = start.scale[old] / scale[new]
    shift = (start.location[old] - location[new]) / scale[new]
    unknown = np.setdiff1d(np.arange(len(names)), new)

    z = np.random.default_rng(seed).normal(size=(*start.log_density.shape, len(names)))
    # What only one of the two models has counts as drawn from its prior in both.
    lost = np.setdiff1d(np.arange(len(start.names)), old)
    density = start.log_density + 0.5 * np.square(start.draws.z[..., lost]).sum(axis=2)
    density -= 0.5 * np.square(z[..., unknown]).sum(axis=2)
    z[..., new] = shift + stretch * start.draws.z[..., old]

    centre, covariance = np.zeros(len(names)), np.eye(len(names))
    centre[new] = shift + stretch * start.scaling.centre[old]
    rows = stretch[:, None] * start.scaling.root[old]
    covariance[np.ix_(new, new)] = rows @ rows.T
    return Carried(
        start.draws._replace(z=z),
        density,
        Scaling(centre, np.asarray(np.linalg.cholesky(covariance), np.float64), start.scaling.step),
        len(new) / len(names),
    )
