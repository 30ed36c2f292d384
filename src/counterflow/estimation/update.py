"""Estimate again after a claim was added, corrected or removed, from what is already known."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.cases.load import require_observations
from counterflow.estimation.carry import Carried, Start, carry, carry_points, start_of
from counterflow.estimation.diagnostics import Convergence
from counterflow.estimation.engine import prepare
from counterflow.estimation.estimate import assemble, diagnose_draws, estimate
from counterflow.estimation.headline import headline_draws
from counterflow.estimation.importance import Weights, resample, smooth
from counterflow.estimation.model import Model
from counterflow.estimation.moving import SWEEPS, move
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.replay import Projector, Replay
from counterflow.estimation.sampling import Draws, Progress, Sampler, silent
from counterflow.estimation.scaling import parameter_names
from counterflow.estimation.settings import SamplerSettings
from counterflow.estimation.structure import Structure, build_structure
from counterflow.estimation.succession import restate, serves
from counterflow.estimation.target import given_by, target_of

Array = NDArray[np.float64]

LEAST_WEIGHTED = 160.0
"""Effective sample size below which draws of an update are not enough: at this size, chance moves a
median by a tenth of its standard deviation (1.25 / sqrt(160))."""

_LEAST_KNOWN = 0.9
"""Share of the parameters that an older run must know to be a better start than none."""


def update(
    posterior: Posterior,
    case: Case,
    settings: SamplerSettings | None = None,
    progress: Progress | None = None,
    allow_unconverged: bool = False,
) -> Posterior:
    """Estimate a case whose claims have changed a little since a posterior was estimated.

    The old draws are weighted by what the changed claims make of them. Where that leaves too few
    (Pareto k of 0.7 or more, or an effective sample size below 160), 200 of them are moved by
    trajectories of the sampler until a further one would move no figure. Where that does not
    reach either, chains go on from the old draws with the old scaling; where the model itself has
    changed shape, the estimate is made from the start. `run["update"]` of the result says which,
    and why.

    Parameters
    ----------
    posterior
        The older estimate.
    case
        The case as it is now: rows added, corrected or removed.
    settings
        For chains, where they are needed.
    progress
        Called after every chunk of iterations.
    allow_unconverged
        Return draws that have not converged instead of refusing.

    Raises
    ------
    CaseError
        If no observation can be learnt from.
    NotConverged
        If the diagnostics forbid showing the draws.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> cf.update(posterior, case.with_claims(case.claims[1:]))  # doctest: +SKIP
    <Posterior of russia-2022: ...>
    """
    return update_from(start_of(posterior), case, settings, progress, None, allow_unconverged)


def update_from(
    start: Start,
    case: Case,
    settings: SamplerSettings | None = None,
    progress: Progress | None = None,
    resume_in: Path | None = None,
    allow_unconverged: bool = False,
) -> Posterior:
    """The same from what a run has left, whose claims need not be known any more.

    Parameters
    ----------
    start
        From `start_of` or `stored_start`.
    resume_in
        Folder for a checkpoint, where chains are needed.
    case, settings, progress, allow_unconverged
        As for `update`.

    Examples
    --------
    >>> start = stored_start(Path("out/russia-2022"))  # doctest: +SKIP
    >>> update_from(start, case).run["update"]["method"]  # doctest: +SKIP
    """
    settings = settings or SamplerSettings()
    require_observations(case)
    begun = time.perf_counter()
    prepare()
    structure = build_structure(case)
    carried = carry(start, structure, settings.seed)
    projector = Projector(Model(structure))
    replay, log_weight = _weighed(projector, carried)
    # Of the chains; what the weights leave of the draws is told beside it.
    chains = diagnose_draws(structure, carried.draws, replay)
    weights = smooth(log_weight)
    told = {
        "known_parameters": round(carried.known, 3),
        "pareto_k": round(weights.k, 3),
        "ess": round(weights.ess, 1),
    }
    seconds = {"weighting": round(time.perf_counter() - begun, 2)}
    made = _Made(case, structure, settings, chains, seconds)
    if _enough(weights, weights.ess) and chains.converged:
        return _told(made.resampled(carried, replay, weights), "importance", told, begun)
    warm = carried.known >= _LEAST_KNOWN
    if warm and chains.converged:
        if not serves(start, structure, replay):
            # Another model: its own program has to be compiled.
            density = carried.old_density + log_weight.reshape(carried.old_density.shape)
            names, moments = parameter_names(structure), structure.packing.moments
            start = Start(names, *moments, carried.draws, density, carried.scaling, structure)
        found, how = _moved(start, made, projector, log_weight, progress or silent)
        told |= how
        seconds["moving"] = round(time.perf_counter() - begun - seconds["weighting"], 2)
        if found is not None:
            return _told(found, "moved draws", told, begun)
    found = estimate(
        case, settings, progress, resume_in, allow_unconverged, carried if warm else None
    )
    return _told(found, "warm restart" if warm else "cold run", told, begun)


def _told(found: Posterior, method: str, told: dict[str, Any], begun: float) -> Posterior:
    seconds = round(time.perf_counter() - begun, 2)
    return replace(
        found, run={**found.run, "update": {"method": method, **told, "seconds": seconds}}
    )


@dataclass(frozen=True)
class _Made:
    """What a posterior is made of besides draws."""

    case: Case
    structure: Structure
    settings: SamplerSettings
    chains: Convergence
    seconds: dict[str, float]

    def resampled(self, carried: Carried, replay: Replay, weights: Weights) -> Posterior:
        """Draws chosen by their weights, as a posterior."""
        chosen = resample(weights, self.settings.seed)
        picked = Draws(*(_chosen(leaf, chosen) for leaf in carried.draws))
        there: Replay = jax.tree.map(lambda leaf: leaf[chosen], replay)
        return assemble(
            self.case,
            self.structure,
            picked,
            there,
            self.chains,
            carried.scaling,
            self.settings,
            self.seconds,
        )


def _enough(weights: Weights, ess: float) -> bool:
    return weights.reliable and ess >= LEAST_WEIGHTED


def _weighed(projector: Projector, carried: Carried) -> tuple[Replay, Array]:
    """What carried draws say of the new claims, and their log weights."""
    z = carried.draws.z.reshape(-1, projector.model.size)
    replay = projector.replay(z)
    return replay, _density(replay, z) - carried.old_density.ravel()


def _density(replay: Replay, z: Array) -> Array:
    """Log posterior density of draws, up to a constant."""
    return np.asarray(replay.log_likelihood.sum(axis=1) - 0.5 * np.square(z).sum(axis=1))


def _moved(
    start: Start, made: _Made, projector: Projector, log_weight: Array, progress: Progress
) -> tuple[Posterior | None, dict[str, Any]]:
    """Old draws moved by the program of the model they are of; None if that does not reach.

    An older model, with the numbers changed and without what was withdrawn, is compiled already.
    Where it is not quite the new one, weights make up for it, or say that they cannot.
    """
    old, shape = start.structure, start.draws.diverging.shape
    settings = made.settings.model_copy(update={"chains": shape[0]})
    assert old is not None
    progress("moving", 0, SWEEPS)
    model = Model(old)
    given = given_by(model)._replace(stated=restate(old.evidence, made.structure.evidence))
    sampler = Sampler(target_of(model), settings, prepare()).given(given)

    def figures(z: Array) -> Array:
        there = carry_points(start, made.structure, z, settings.seed)
        replay = projector.replay(there)
        last = replay.stock[:, -1]
        return np.column_stack([*headline_draws(replay).values(), last, _density(replay, there)])

    found = move(
        sampler,
        start.scaling,
        settings.warmup,
        start.draws.z,
        log_weight.reshape(shape),
        figures,
        LEAST_WEIGHTED,
        settings.seed,
    )
    progress("moving", SWEEPS, SWEEPS)
    told = {"sweeps": found.sweeps, "left": round(found.left, 3)}
    if not found.settled:
        return None, told
    there = carry(_left(start, found.draws), made.structure, settings.seed)
    replay, rest = _weighed(projector, there)
    weights = smooth(rest)
    ess = found.ess * weights.ess / len(rest)
    told |= {"pareto_k": round(weights.k, 3), "ess": round(ess, 1)}
    if not _enough(weights, ess):
        return None, told
    return made.resampled(there, replay, weights), told


def _left(start: Start, draws: Draws) -> Start:
    """What a run would have left, had it made these draws."""
    return replace(start, draws=draws, log_density=-draws.energy)


def _chosen(leaf: Any, chosen: Any) -> Any:
    """Draws of all chains at chosen positions, in as many chains."""
    return leaf.reshape(-1, *leaf.shape[2:])[chosen].reshape(leaf.shape)
