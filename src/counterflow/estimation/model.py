"""The model: one vector of standard normals in, account and log density out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from counterflow.estimation.prior import BIAS_SD
from counterflow.estimation.structure import Structure
from counterflow.observation.bias import CLASSES, Reliability
from counterflow.observation.evidence import Evidence, Stated
from counterflow.observation.likelihood import Lens, View, log_likelihood, view
from counterflow.observation.mixture import Mixture
from counterflow.system.account import Account, expected_account
from counterflow.system.departures import surge_profile
from counterflow.system.destinations import onward_choice
from counterflow.system.parameters import SystemParameters

_POOLED = 0.8
"""Part of a class's bias that is the source's own; the rest, 0.6, is shared (0.8² + 0.6² = 1)."""

_ONWARD_ATTRACTION = 0.7
"""How much of a place's attraction to those who leave home holds for those who move on."""

_NETWORK_SCALE = 1e-5
"""Stock at which networks start to matter, as a share of the origin's population."""

_ESTABLISHED = float(np.log1p(20.0))
"""Log pull per unit of elasticity of a stock twenty times that scale."""

_LEAST_NOISE = 0.02

_NOISES = ("class_noise", "source_noise", "attraction_spread", "base_walk_sd")

Array = NDArray[np.float64]


class World(NamedTuple):
    """One state of the world: the account, how sources see it, and all quantities flat.

    Examples
    --------
    >>> World._fields
    ('account', 'lens', 'flat', 'persons_left', 'parameters')
    """

    account: Account
    lens: Lens
    flat: jax.Array
    persons_left: jax.Array
    parameters: SystemParameters


@dataclass(frozen=True)
class Model:
    """A case's joint density.

    Parameters
    ----------
    structure
        The fixed part of the model.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> model = Model(build_structure(load_case("syria-2011")))
    >>> model.size == model.structure.packing.size
    True
    """

    structure: Structure

    @property
    def size(self) -> int:
        """Number of parameters."""
        return self.structure.packing.size

    def system(self, values: dict[str, jax.Array]) -> SystemParameters:
        """Parameters of the system from the blocks."""
        s = self.structure
        drift = jnp.asarray(s.base_basis) @ (values["base_walk_sd"] * values["base_walk"])
        walks = jnp.zeros((s.grid.steps, s.places.size))
        exits = walks
        if s.walk_cells:
            cells = np.asarray(s.walk_cells)
            walks = walks.at[:, cells].set(jnp.asarray(s.walk_basis) @ values["attraction_walk"])
            exits = exits.at[:, cells].set(jnp.asarray(s.walk_basis) @ values["exit_walk"])
        if len(s.attraction_jumps):
            walks = walks + jnp.tensordot(values["attraction_jump"], s.attraction_jumps, 1)
        if len(s.exit_jumps):
            exits = exits + jnp.tensordot(values["exit_jump"], s.exit_jumps, 1)
        attraction = (
            jnp.asarray(s.features) @ values["feature"]
            + values["attraction_spread"] * values["attraction"]
            - s.attraction_level
        )
        trend = values["return_trend"] * jnp.asarray(s.trend_years)[:, None]
        exits = exits + values["exit_place"]
        going_home, going_on = jnp.exp(exits + trend), jnp.exp(exits)
        return SystemParameters(
            base_hazard=values["base_hazard"] * jnp.exp(drift),
            surge_hazard=self._surges(values),
            repeat_ratio=values["repeat_ratio"],
            # Levels are those of an established network, so that its elasticity leaves them alone.
            attraction=attraction + walks - values["network"] * _ESTABLISHED,
            surge_shift=values["surge_shift"],
            network=values["network"],
            network_scale=jnp.asarray(_NETWORK_SCALE * s.population),
            return_hazard=going_home[:, None] * values["return"][:, None],
            onward_hazard=going_on[:, None] * values["onward"][:, None],
            onward_choice=onward_choice(_ONWARD_ATTRACTION * attraction),
        )

    def _surges(self, values: dict[str, jax.Array]) -> jax.Array:
        s = self.structure
        if not s.surges:
            return jnp.zeros((s.grid.steps, 0))
        since = np.stack([s.grid.months_since(day) for day in s.surges], axis=1)
        left = surge_profile(
            jnp.asarray(since),
            jax.nn.sigmoid(values["surge_at_once"]),
            values["surge_fast"],
            values["surge_slow"],
        )
        return values["surge_mass"] * jnp.diff(left, axis=0)

    def lens(self, values: dict[str, jax.Array]) -> Lens:
        """How sources see the account, from the blocks."""
        own = jnp.asarray([_POOLED * BIAS_SD[kind] for kind in CLASSES])
        kinds = np.asarray(self._class_of_biased, dtype=np.int64)
        source_bias = values["source_bias"]
        if len(kinds):
            source_bias = source_bias * own[kinds]
        return Lens(
            factors=values["factor"] + jnp.asarray(self._whole_crossings),
            permit_jumps=values["permit_jump"],
            breaks=values["break"],
            class_bias=values["class_bias"],
            source_bias=source_bias,
            class_noise=jnp.sqrt(values["class_noise"] ** 2 + _LEAST_NOISE**2),
            source_noise=values["source_noise"],
            pooled_bias_sd=own,
            slack=values["slack"],
        )

    @cached_property
    def _whole_crossings(self) -> Array:
        """One crossing for the move itself, for the factors that are crossings per mover."""
        n = self.structure.nuisance
        return (np.arange(n.factors) < len(n.crossings)).astype(np.float64)

    @cached_property
    def noise_positions(self) -> NDArray[np.int64]:
        """Where the scales of noise lie in z: at a joint mode they are too small to be of use."""
        slices = self.structure.packing.slices
        everything = np.arange(self.size)
        return np.concatenate([everything[slices[name]] for name in _NOISES])

    @cached_property
    def _class_of_biased(self) -> list[int]:
        trust = self.structure.reliability
        found = [0] * len(trust.biased)
        for kind, bias in zip(trust.source_class, trust.source_bias, strict=True):
            if bias:
                found[bias - 1] = int(kind)
        return found

    def world(self, z: jax.Array) -> World:
        """The world that a vector of standard normals describes.

        Parameters
        ----------
        z : (size,)
            Independent standard normals under the prior.
        """
        s = self.structure
        values = s.packing.unpack(z)
        parameters = self.system(values)
        account = expected_account(parameters, s.grid, s.population, s.cohort_of_step)
        visits = self._visits(values)
        ratio = jnp.ones(len(s.nuisance.visitors))
        ratio = ratio.at[np.asarray(s.nuisance.distinct, dtype=np.int64)].set(
            values["visits_per_visitor"]
        )
        visitors = visits / ratio[:, None]
        flat = s.tabulator.flat(
            account,
            parameters.return_hazard,
            parameters.onward_hazard,
            visits,
            visitors,
            values["base"],
        )
        return World(account, self.lens(values), flat, account.first_departures.sum(), parameters)

    def _visits(self, values: dict[str, jax.Array]) -> jax.Array:
        """Visitors' crossings by series and month: level, year and a shared season."""
        n = self.structure.nuisance
        if not n.calendar:
            return jnp.zeros((0, 0))
        series, year = np.nonzero(n.visitor_years)
        by_year = jnp.zeros(n.visitor_years.shape).at[series, year].set(values["visitor_year"])
        year_of = np.asarray([n.years.index(month.year) for month in n.calendar])
        angle = 2 * np.pi * np.asarray([month.month - 1 for month in n.calendar]) / 12
        waves = np.stack([f(k * angle) for k in (1, 2) for f in (np.cos, np.sin)], axis=1)
        season = jnp.asarray(waves) @ values["season"]
        return values["visitor_level"][:, None] * jnp.exp(by_year[:, year_of] + season)

    def view(self, world: World, evidence: Evidence, trust: Reliability, stated: Stated) -> View:
        """What each claim is expected to say in a world."""
        return view(world.flat, world.lens, evidence, trust, stated)

    def log_likelihood(self, z: jax.Array, stated: Stated) -> jax.Array:
        """Log density of each claim of the fit, its readings summed over, shape (K,)."""
        read = self.structure.readings
        return read.mix(self.reading_density(self.world(z), read, stated))

    def reading_density(self, world: World, read: Mixture, stated: Stated) -> jax.Array:
        """Log density of what each claim states under each of its readings, shape (R,)."""
        said = read.stated(stated)
        seen = self.view(world, read.rows, read.reliability, said)
        return log_likelihood(seen, read.rows, said)

    def log_density(self, z: jax.Array, stated: Stated) -> jax.Array:
        """Log posterior density of z up to a constant."""
        return jnp.sum(self.log_likelihood(z, stated) * stated.include) - 0.5 * z @ z
