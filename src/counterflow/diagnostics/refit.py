"""The same model with other evidence: compiled once, started from the stored posterior."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from counterflow.estimation.carry import start_of
from counterflow.estimation.chainstate import adapted
from counterflow.estimation.engine import prepare
from counterflow.estimation.headline import headline_draws
from counterflow.estimation.mode import Mode
from counterflow.estimation.model import Model
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.prior import BIAS_SD
from counterflow.estimation.replay import Projector, Replay
from counterflow.estimation.sampling import CHUNK, Sampler, join
from counterflow.estimation.settings import SamplerSettings
from counterflow.estimation.target import Given, given_by, target_of
from counterflow.ledger.source import SourceClass
from counterflow.observation.bias import CLASSES

Array = NDArray[np.float64]

_SHORTER = 0.85
"""Part of the stored step that is taken where some evidence is missing: scales may be smaller."""


class Refit(NamedTuple):
    """Headline figures of a refit.

    Attributes
    ----------
    figures
        Headline key to draws, (S,) each.
    divergences
        Trajectories that diverged.

    Examples
    --------
    >>> found = Refit({"still_abroad": np.array([9e5, 1e6, 1.2e6])}, divergences=0)
    >>> float(np.median(found.figures["still_abroad"]))
    1000000.0
    """

    figures: dict[str, Array]
    divergences: int


class Refitter:
    """Refits of one posterior under changed evidence.

    Parameters
    ----------
    posterior
        The joint estimate.
    draws
        Draws per chain of each refit.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> refit = Refitter(posterior)  # doctest: +SKIP
    >>> found = refit.without(np.array([0, 1]))  # doctest: +SKIP
    >>> sorted(found.figures)[:2]  # doctest: +SKIP
    ['departures_total', 'peak_abroad']
    """

    def __init__(self, posterior: Posterior, draws: int = 4 * CHUNK) -> None:
        self.posterior = posterior
        self.given = given_by(Model(posterior.structure))
        self._draws = draws
        self._start = start_of(posterior)

    @cached_property
    def _settings(self) -> SamplerSettings:
        return SamplerSettings(**self.posterior.run["settings"])

    @cached_property
    def _sampler(self) -> Sampler:
        # Compiled when a refit is first asked for: weights often make it needless.
        return Sampler(target_of(Model(self.posterior.structure)), self._settings, prepare())

    @cached_property
    def _projector(self) -> Projector:
        return Projector(Model(self.posterior.structure))

    def without(self, rows: NDArray[np.int64]) -> Refit:
        """The estimate as if some claims of the fit had not been made.

        Parameters
        ----------
        rows
            Their positions among the claims of the fit.
        """
        include = self.given.stated.include.copy()
        include[rows] = 0.0
        return self._refit(self._with(include), self._posterior_mode)

    def alone(self, rows: NDArray[np.int64]) -> Refit:
        """The estimate from some claims of the fit only, over the priors."""
        include = np.zeros_like(self.given.stated.include)
        include[rows] = 1.0
        given = self._with(include)
        sampler = self._sampler.given(jax.tree.map(jnp.asarray, given))
        return self._refit(given, sampler.locate(), step=None)

    def anchored(self, sd: float) -> Refit:
        """The estimate with the bias of the anchor class loosened.

        Parameters
        ----------
        sd
            Prior standard deviation of the log bias of a register.
        """
        s = self.posterior.structure
        anchor = CLASSES.index(SourceClass.REGISTER)
        narrow = BIAS_SD[SourceClass.REGISTER]
        precision = self.given.precision.copy()
        biases = s.packing.slices["class_bias"]
        precision[biases][[anchor, anchor + len(CLASSES)]] = (narrow / sd) ** 2
        of_anchor = s.reliability.source_class == anchor
        own = s.reliability.source_bias[of_anchor]
        precision[s.packing.slices["source_bias"]][own[own > 0] - 1] = (narrow / sd) ** 2
        # Sources without a bias of their own carry it as noise, which adds to that of rounding.
        pooled = of_anchor & (s.reliability.class_bias == 1) & (s.reliability.source_bias == 0)
        wider = np.where(pooled, 0.64 * (sd**2 - narrow**2), 0.0)
        stated = self.given.stated
        rounding = np.sqrt(stated.rounding**2 + wider)
        given = Given(stated._replace(rounding=rounding), precision)
        return self._refit(given, self._posterior_mode)

    def _with(self, include: Array) -> Given:
        return self.given._replace(stated=self.given.stated._replace(include=include))

    @property
    def _posterior_mode(self) -> Mode:
        scaling = self._start.scaling
        return Mode(scaling.centre, scaling.root)

    def _refit(self, given: Given, mode: Mode, step: float | None = 1.0) -> Refit:
        sampler = self._sampler.given(jax.tree.map(jnp.asarray, given))
        if step is None:
            # Far from the joint posterior: a step of its own has to be found.
            state = sampler.start(mode)
            burn = self._settings.warmup
        else:
            state = sampler.start(mode, self._start.draws.z[:, -1])
            size = _SHORTER * self._start.scaling.step
            state, burn = adapted(state, size, self._settings.warmup), CHUNK
        for _ in range(0, burn, CHUNK):
            state, _ = sampler.advance(state, mode)
        parts = []
        for _ in range(0, self._draws, CHUNK):
            state, part = sampler.advance(state, mode)
            parts.append(part)
        draws = join(parts)
        return Refit(self.figures(draws.z), int(draws.diverging.sum()))

    def figures(self, z: Array) -> dict[str, Array]:
        """Headline figures of draws of all chains."""
        replay: Replay = self._projector.replay(z.reshape(-1, z.shape[-1]))
        return headline_draws(replay)
