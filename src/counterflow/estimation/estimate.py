"""Estimate a case: claims in, posterior out."""

from __future__ import annotations

import importlib.metadata
import platform
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.cases.load import require_observations
from counterflow.errors import CounterflowError
from counterflow.estimation.chainstate import adapted, agree, common_step, shorten
from counterflow.estimation.checkpoint import Checkpoint
from counterflow.estimation.diagnostics import Convergence, diagnose
from counterflow.estimation.engine import prepare
from counterflow.estimation.headline import headline_draws
from counterflow.estimation.mode import Mode
from counterflow.estimation.model import Model
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.replay import Projector, Replay, together
from counterflow.estimation.sampling import CHUNK, Draws, Progress, Sampler, join, silent
from counterflow.estimation.scaling import Scaling
from counterflow.estimation.settings import SamplerSettings
from counterflow.estimation.structure import Structure, build_structure
from counterflow.estimation.target import target_of

if TYPE_CHECKING:
    from counterflow.estimation.carry import Carried

Array = NDArray[np.float64]

_ROUGH = CHUNK
_CORRECTING = 2 * CHUNK
_PLACES_CHECKED = 6
_LIBRARIES = ("jax", "numpyro", "numpy", "arviz-stats", "xarray")


class NotConverged(CounterflowError):
    """The draws may not be shown as results.

    Examples
    --------
    >>> NotConverged.exit_code
    3
    """

    exit_code = 3

    def __init__(self, posterior: Posterior) -> None:
        self.posterior = posterior
        reasons = "; ".join(posterior.convergence.failures)
        super().__init__(
            f"the estimate did not converge ({reasons}); raise --draws, or look at the draws "
            "with --allow-unconverged"
        )


def estimate(
    case: Case,
    settings: SamplerSettings | None = None,
    progress: Progress | None = None,
    resume_in: Path | None = None,
    allow_unconverged: bool = False,
    start: Carried | None = None,
) -> Posterior:
    """Estimate one account that explains all observations of a case.

    Parameters
    ----------
    case
        A loaded case, possibly at a vintage (`Case.at`).
    settings
        How to sample; the defaults reach convergence on the bundled case.
    progress
        Called after every chunk of iterations.
    resume_in
        Folder in which to keep a checkpoint; a run that was killed goes on from there.
    allow_unconverged
        Return draws that have not converged instead of refusing.
    start
        Draws and scaling of an older run to go on from, instead of a mode and a warm-up.

    Raises
    ------
    CaseError
        If no observation can be learnt from.
    NotConverged
        If the diagnostics forbid showing the draws.

    Examples
    --------
    >>> import counterflow as cf
    >>> cf.estimate(cf.load_case("russia-2022"))  # doctest: +SKIP
    <Posterior of russia-2022: ...>
    """
    settings = settings or SamplerSettings()
    require_observations(case)
    clock = _Clock()
    with clock("set up"):
        devices = prepare()
        structure = build_structure(case)
        model = Model(structure)
    identity = identify(case, settings)
    # Chains do not depend on how long they run: more draws of the same go on from a checkpoint.
    lasting = settings.model_dump(exclude={"draws", "most_draws"})
    checkpoint = Checkpoint(resume_in, {**identity, "settings": lasting}) if resume_in else None
    run = _Run(model, settings, devices, progress or silent, checkpoint, clock, start)
    draws, replay, convergence, scaling = run.sample()
    posterior = assemble(
        case, structure, draws, replay, convergence, scaling, settings, clock.seconds
    )
    if not convergence.converged and not allow_unconverged:
        raise NotConverged(posterior)
    if checkpoint:
        checkpoint.clear()
    return posterior


def identify(case: Case, settings: SamplerSettings) -> dict[str, Any]:
    """What makes a run the same run: case, vintage, claims, settings and versions.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> identify(load_case("syria-2011"), SamplerSettings(seed=7))["settings"]["seed"]
    7
    """
    return {
        "case": case.id,
        "as_of": case.as_of.isoformat() if case.as_of else None,
        "ledger_hash": case.ledger_hash,
        "model_hash": case.model_hash,
        "settings": settings.model_dump(),
        "versions": {
            name: importlib.metadata.version(name) for name in ("counterflow", *_LIBRARIES)
        },
    }


def assemble(
    case: Case,
    structure: Structure,
    draws: Draws,
    replay: Replay,
    convergence: Convergence,
    scaling: Scaling,
    settings: SamplerSettings,
    seconds: Mapping[str, float],
) -> Posterior:
    """A posterior with the record of its run.

    Parameters
    ----------
    case, structure, draws, replay, convergence, scaling
        Parts of the posterior.
    settings
        How it was sampled.
    seconds
        Spent by phase.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> p = posterior  # doctest: +SKIP
    >>> parts = p.case, p.structure, p.draws, p.replay, p.convergence, p.scaling  # doctest: +SKIP
    >>> assemble(*parts, SamplerSettings(), seconds={}).run["converged"]  # doctest: +SKIP
    True
    """
    return Posterior(
        case=case,
        structure=structure,
        draws=draws,
        replay=replay,
        convergence=convergence,
        run={
            **identify(case, settings),
            "python": platform.python_version(),
            "devices": jax.local_device_count("cpu"),
            "claims": len(case.claims),
            "observations": len(case.observations),
            "learnt": len(structure.evidence.claims),
            "parameters": structure.packing.size,
            "destinations": structure.places.size,
            "converged": convergence.converged,
            "diagnostics": {
                "max_rhat": convergence.max_rhat,
                "min_ess_bulk": convergence.min_ess_bulk,
                "min_ess_tail": convergence.min_ess_tail,
                "divergences": convergence.divergences,
                "bfmi": convergence.bfmi,
                "draws": int(draws.diverging.size),
                "mean_steps": float(draws.steps.mean()),
                "failures": list(convergence.failures),
            },
            "timings_s": seconds,
        },
        scaling=scaling,
    )


class _Clock:
    """Seconds by phase."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, phase: str) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - begun
            self.seconds[phase] = round(self.seconds.get(phase, 0.0) + spent, 2)


class _Run:
    """One run of the sampler, from the mode to converged draws."""

    def __init__(
        self,
        model: Model,
        settings: SamplerSettings,
        devices: int,
        progress: Progress,
        checkpoint: Checkpoint | None,
        clock: _Clock,
        start: Carried | None,
    ) -> None:
        self._model = model
        self._settings = settings
        self._progress = progress
        self._checkpoint = checkpoint
        self._clock = clock
        self._start = start
        with clock("compile"), ThreadPoolExecutor(1) as beside:
            progress("compiling", 0, 1)
            # Replay is needed last, but compiles best beside the others.
            projector = beside.submit(Projector(model).ready)
            self._sampler = Sampler(target_of(model), settings, devices)
            self._projector = projector.result()
            progress("compiling", 1, 1)

    def sample(self) -> tuple[Draws, Replay, Convergence, Scaling]:
        """Draws of all chains, what they say, whether they have converged, and their scaling."""
        settings = self._settings
        saved = self._checkpoint.load() if self._checkpoint else None
        if saved is None:
            warm_up = self._warm_up if self._start is None else self._go_on
            mode, state, parts = warm_up()
            wanted = settings.draws
        else:
            mode, state, parts, wanted = self._resume(saved)
            wanted = max(wanted, settings.draws)
        done = sum(part.z.shape[1] for part in parts)
        replayed: list[Replay] = []
        while True:
            with self._clock("sampling"):
                while done < wanted:
                    state, part = self._sampler.advance(state, mode)
                    parts.append(part)
                    done += CHUNK
                    self._save(mode, state, parts, wanted)
                    self._progress("sampling", min(done, wanted), wanted)
            with self._clock("replay"):
                draws = join(parts)
                replayed += self._replay(draws.z[:, CHUNK * len(replayed) :])
                replay = together(replayed, settings.chains)
                convergence = diagnose_draws(self._model.structure, draws, replay)
            if convergence.converged or wanted >= settings.most_draws:
                scaling = Scaling(mode.centre, mode.root, common_step(state))
                return draws, replay, convergence, scaling
            wanted = min(settings.most_draws, wanted + max(CHUNK, settings.draws // 5))
            if convergence.divergences:
                # More draws do not cure a divergence; a shorter step does.
                state, parts, replayed, done = shorten(state), [], [], 0

    def _replay(self, z: Array) -> list[Replay]:
        """Chunk by chunk, so that a run that was resumed replays exactly as one that was not."""
        chunks = [z[:, first : first + CHUNK] for first in range(0, z.shape[1], CHUNK)]
        return [self._projector.replay(chunk.reshape(-1, self._model.size)) for chunk in chunks]

    def _warm_up(self) -> tuple[Mode, Any, list[Draws]]:
        """Mode, rough warm-up, scaling by its draws, then the step size."""
        total = _ROUGH + _CORRECTING + self._settings.warmup
        with self._clock("mode"):
            self._progress("finding the mode", 0, 1)
            mode = self._sampler.locate()
            self._progress("finding the mode", 1, 1)
        with self._clock("warm-up"):
            self._progress("warm-up", 0, total)
            _, rough = self._run(self._sampler.start(mode), mode, _ROUGH, 0, total)
            return self._scale(self._sampler.rescale(rough), rough)

    def _scale(self, mode: Mode, rough: Draws) -> tuple[Mode, Any, list[Draws]]:
        """From rough draws and the curvature at their ends to a scaling and a step."""
        total = _ROUGH + _CORRECTING + self._settings.warmup
        state = self._sampler.start(mode, rough.z[:, -1])
        state, longer = self._run(state, mode, _CORRECTING, _ROUGH, total)
        mode = self._sampler.correct(mode, longer)
        state = self._sampler.start(mode, longer.z[:, -1])
        state, _ = self._run(state, mode, self._settings.warmup, _ROUGH + _CORRECTING, total)
        return mode, agree(state), []

    def _go_on(self) -> tuple[Mode, Any, list[Draws]]:
        """From the last draws of an older run; in its coordinates and with its step if they fit."""
        assert self._start is not None
        scaling = self._start.scaling
        mode = Mode(scaling.centre, scaling.root)
        if not self._start.settled:
            with self._clock("warm-up"):
                return self._scale(self._sampler.rescale(self._start.draws), self._start.draws)
        with self._clock("warm-up"):
            state = self._sampler.start(mode, self._start.draws.z[:, -1])
            state = adapted(state, scaling.step, self._settings.warmup)
            state, _ = self._run(state, mode, _CORRECTING, 0, _CORRECTING)
        return mode, state, []

    def _run(
        self, state: Any, mode: Mode, iterations: int, done: int, total: int
    ) -> tuple[Any, Draws]:
        """Iterations of the warm-up, in whole chunks."""
        parts = []
        for first in range(0, iterations, CHUNK):
            state, part = self._sampler.advance(state, mode)
            parts.append(part)
            self._progress("warm-up", min(done + first + CHUNK, total), total)
        return state, join(parts)

    def _save(self, mode: Mode, state: Any, parts: list[Draws], wanted: int) -> None:
        if self._checkpoint is None:
            return
        leaves = {f"state_{i}": np.asarray(leaf) for i, leaf in enumerate(jax.tree.leaves(state))}
        drawn = {f"draws_{name}": leaf for name, leaf in join(parts)._asdict().items()}
        scaling = {"centre": mode.centre, "root": mode.root, "wanted": np.asarray(wanted)}
        self._checkpoint.save({**scaling, **leaves, **drawn})

    def _resume(self, saved: dict[str, Any]) -> tuple[Mode, Any, list[Draws], int]:
        """Rebuild the state of a run that was killed."""
        mode = Mode(saved["centre"], saved["root"])
        leaves, form = jax.tree.flatten(self._sampler.start(mode))
        leaves = [jnp.asarray(saved[f"state_{i}"]) for i in range(len(leaves))]
        draws = Draws(**{name: saved[f"draws_{name}"] for name in Draws._fields})
        return mode, jax.tree.unflatten(form, leaves), [draws], int(saved["wanted"])


def diagnose_draws(structure: Structure, draws: Draws, replay: Replay) -> Convergence:
    """Diagnose the headline figures and the largest destinations.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> p = posterior  # doctest: +SKIP
    >>> diagnose_draws(p.structure, p.draws, p.replay).failures  # doctest: +SKIP
    ()
    """
    shape = draws.diverging.shape
    quantities = {name: value.reshape(shape) for name, value in headline_draws(replay).items()}
    last = replay.stock[:, -1]
    for cell in np.argsort(-np.median(last, axis=0))[:_PLACES_CHECKED]:
        quantities[f"stock {structure.places.cells[cell]}"] = last[:, cell].reshape(shape)
    return diagnose(quantities, draws.diverging, draws.energy)
