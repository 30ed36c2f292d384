"""Draws of one model as a start for another: the same parameters found by name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.sampling import Draws
from counterflow.estimation.scaling import Scaling, parameter_names
from counterflow.estimation.stored import (
    StoredError,
    read_tree,
    stored_claims,
    stored_scaling,
)
from counterflow.estimation.structure import Structure, build_structure

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
    structure
        Of its model, if its claims are known.
    log_likelihood : (chains, draws, K)
        Log density of each claim of that model, if they are known.

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
    structure: Structure | None = None
    log_likelihood: Array | None = None


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
    likelihood = posterior.replay.log_likelihood.reshape(*draws.diverging.shape, -1)
    location, scale = structure.packing.moments
    return Start(
        parameter_names(structure),
        location,
        scale,
        draws,
        likelihood.sum(axis=2) - 0.5 * np.square(draws.z).sum(axis=2),
        posterior.scaling,
        structure,
        likelihood,
    )


def stored_start(folder: Path, case: Case | None = None) -> Start:
    """What the run in a folder leaves for another.

    Parameters
    ----------
    folder
        Of the run.
    case
        The case as it is now, whose claims may be others: the model of the run is that of this
        case with the claims kept beside the run, if it can be made again.

    Raises
    ------
    StoredError
        If there is none, or it was written before scalings were kept.

    Examples
    --------
    >>> stored_start(Path("out/russia-2022")).names[:1]  # doctest: +SKIP
    """
    tree = read_tree(folder, case)
    scaling = stored_scaling(tree)
    if scaling is None:
        raise StoredError(f"{folder} was written by an older version; run the estimate again")
    names = tuple(tree["scaling"]["parameter"].to_numpy().tolist())
    stats = tree["sample_stats"]
    z = tree["posterior"]["z"].to_numpy()
    likelihood = tree["log_likelihood"]["stated"].to_numpy()
    return Start(
        names,
        tree["scaling"]["location"].to_numpy(),
        tree["scaling"]["scale"].to_numpy(),
        Draws(z, *(stats[name].to_numpy() for name in ("diverging", "n_steps", "energy"))),
        likelihood.sum(axis=2) - 0.5 * np.square(z).sum(axis=2),
        scaling,
        None if case is None else _stored_structure(folder, case, names),
        likelihood,
    )


def _stored_structure(folder: Path, case: Case, names: tuple[str, ...]) -> Structure | None:
    """The model of a stored run, if its claims were kept and the case still makes it of them."""
    claims = stored_claims(folder, case)
    if not claims:
        return None
    structure = build_structure(case.with_claims(claims))
    return structure if parameter_names(structure) == names else None


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
    way = _Way.between(start, structure)
    z = way.points(start.draws.z, seed)
    # What only one of the two models has counts as drawn from its prior in both.
    density = start.log_density + 0.5 * np.square(start.draws.z[..., way.lost]).sum(axis=2)
    density -= 0.5 * np.square(z[..., way.unknown]).sum(axis=2)

    centre, covariance = np.zeros(way.size), np.eye(way.size)
    centre[way.new] = way.shift + way.stretch * start.scaling.centre[way.old]
    rows = way.stretch[:, None] * start.scaling.root[way.old]
    covariance[np.ix_(way.new, way.new)] = rows @ rows.T
    return Carried(
        start.draws._replace(z=z),
        density,
        Scaling(centre, np.asarray(np.linalg.cholesky(covariance), np.float64), start.scaling.step),
        len(way.new) / way.size,
    )


def carry_points(start: Start, structure: Structure, z: Array, seed: int) -> Array:
    """Points of an older model, (..., n), as points of a new one.

    Examples
    --------
    >>> carry_points(start, build_structure(case), start.draws.z[0], seed=1)  # doctest: +SKIP
    """
    return _Way.between(start, structure).points(z, seed)


class _Way(NamedTuple):
    """Where the parameters of one model are found in another."""

    new: NDArray[np.int64]
    old: NDArray[np.int64]
    stretch: Array
    shift: Array
    unknown: NDArray[np.int64]
    lost: NDArray[np.int64]
    size: int

    @classmethod
    def between(cls, start: Start, structure: Structure) -> _Way:
        """Parameters that have the same name are the same."""
        names = parameter_names(structure)
        location, scale = structure.packing.moments
        position = {name: index for index, name in enumerate(start.names)}
        new = np.asarray([i for i, name in enumerate(names) if name in position], np.int64)
        old = np.asarray([position[names[index]] for index in new], np.int64)
        return cls(
            new,
            old,
            start.scale[old] / scale[new],
            (start.location[old] - location[new]) / scale[new],
            np.setdiff1d(np.arange(len(names)), new),
            np.setdiff1d(np.arange(len(start.names)), old),
            len(names),
        )

    def points(self, z: Array, seed: int) -> Array:
        """Points, (..., n), in the new coordinates; what the old model lacks is drawn."""
        found = np.random.default_rng(seed).normal(size=(*z.shape[:-1], self.size))
        found[..., self.new] = self.shift + self.stretch * z[..., self.old]
        return found
