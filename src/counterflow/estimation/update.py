"""Estimate again after a claim was added, corrected or removed, from what is already known."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import jax
import numpy as np

from counterflow.cases.case import Case
from counterflow.cases.load import require_observations
from counterflow.estimation.carry import Carried, Start, carry, start_of
from counterflow.estimation.engine import prepare
from counterflow.estimation.estimate import assemble, diagnose_draws, estimate
from counterflow.estimation.importance import Weights, resample, smooth
from counterflow.estimation.model import Model
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.replay import Projector, Replay
from counterflow.estimation.sampling import Draws, Progress
from counterflow.estimation.settings import SamplerSettings
from counterflow.estimation.structure import Structure, build_structure

LEAST_WEIGHTED = 200.0
"""Effective sample size below which weighted draws are replaced by new ones: at this size, chance
moves a median by less than a tenth of its standard deviation."""

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
    (Pareto k of 0.7 or more, or an effective sample size below 200), chains go
    on from the old draws with the old scaling; where the model itself has changed shape, the
    estimate is made from the start. `run["update"]` of the result says which, and why.

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
    found, weights = _reweighted(case, structure, carried, settings)
    told = {
        "known_parameters": round(carried.known, 3),
        "pareto_k": round(weights.k, 3),
        "ess": round(weights.ess, 1),
    }
    if weights.reliable and weights.ess >= LEAST_WEIGHTED and found.convergence.converged:
        return _told(found, "importance", told, begun)
    warm = carried.known >= _LEAST_KNOWN
    found = estimate(
        case, settings, progress, resume_in, allow_unconverged, carried if warm else None
    )
    return _told(found, "warm restart" if warm else "cold run", told, begun)


def _told(found: Posterior, method: str, told: dict[str, Any], begun: float) -> Posterior:
    seconds = round(time.perf_counter() - begun, 2)
    return replace(
        found, run={**found.run, "update": {"method": method, **told, "seconds": seconds}}
    )


def _reweighted(
    case: Case, structure: Structure, carried: Carried, settings: SamplerSettings
) -> tuple[Posterior, Weights]:
    """The old draws as draws of the new posterior, as far as they can be."""
    begun = time.perf_counter()
    draws, size = carried.draws, structure.packing.size
    replay = Projector(Model(structure)).replay(draws.z.reshape(-1, size))
    density = replay.log_likelihood.sum(axis=1) - 0.5 * np.square(draws.z).sum(axis=2).ravel()
    weights = smooth(density - carried.old_density.ravel())
    # Of the chains; what the weights leave of the draws is told beside it.
    convergence = diagnose_draws(structure, draws, replay)
    chosen = resample(weights, settings.seed)
    picked = Draws(*(_chosen(leaf, chosen) for leaf in draws))
    there: Replay = jax.tree.map(lambda leaf: leaf[chosen], replay)
    spent = {"weighting": round(time.perf_counter() - begun, 2)}
    found = assemble(case, structure, picked, there, convergence, carried.scaling, settings, spent)
    return found, weights


def _chosen(leaf: Any, chosen: Any) -> Any:
    """Draws of all chains at chosen positions, in as many chains."""
    return leaf.reshape(-1, *leaf.shape[2:])[chosen].reshape(leaf.shape)
