"""A model whose grid goes on past its account: what each member is driven by."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Case, Effect
from counterflow.estimation.engine import prepare
from counterflow.estimation.knots import HALF_YEAR, QUARTER, WALK_SD, knot_basis
from counterflow.estimation.model import Model
from counterflow.estimation.pack import Packing
from counterflow.estimation.structure import Structure, policy_steps
from counterflow.simulation.parameters import SimulationParameters
from counterflow.system.timegrid import TimeGrid

Array = NDArray[np.float64]

FADES_YEARS = 1.0
"""Mean life, past the account, of the trend of returns and of what has moved the base hazard since
the account's first day: a line drawn on would soon leave what is known, and pushes wear off."""

_BASE, _ATTRACTION, _EXITS = range(3)
"""Streams of random numbers of a member's walks."""


@dataclass(frozen=True)
class Outlook:
    """The model of a case on a grid that ends with the forecast.

    Walks go on by increments from their prior, one history for each member, so that uncertainty
    grows as the prior says it should; places without a walk in the account, for want of claims,
    have one from its end on. The base hazard goes back to that of the account's first day, and
    the trend of returns fades. Steps are centred so that a hazard's mean stays, not its logarithm:
    not to know is no reason to expect more. Policies hold, surges fade by their own kernels,
    networks follow the stocks, and no surge comes that a scenario does not name.

    Attributes
    ----------
    model
        The model on the longer grid, whose walks run in all places.
    packing
        How the account's draws hold its parameters.
    walked
        Places with a walk in the account.
    known
        Knots of the base walk, and of the walks of places, that the account holds.
    account_months
        Months of the account.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> case = load_case("hong-kong-2020")
    >>> structure = build_structure(case)
    >>> outlook = Outlook.of(case, structure, months=6)
    >>> len(outlook.grid.months) - outlook.account_months
    6
    """

    model: Model
    packing: Packing
    walked: tuple[int, ...]
    known: tuple[int, int]
    account_months: int

    @classmethod
    def of(
        cls, case: Case, structure: Structure, months: int, cuts: Iterable[date] = ()
    ) -> Outlook:
        """The outlook over so many months.

        Parameters
        ----------
        case, structure
            The case and the fixed part of its model.
        months
            After the account's last.
        cuts
            Days on which something may jump; steps end there.
        """
        account = structure.grid
        start = account.months[0]
        last = start.year * 12 + start.month - 1 + len(account.months) + months - 1
        end = date(last // 12, last % 12 + 1, 1)
        grid = TimeGrid.monthly(start, end, [*structure.surges, *cuts])
        longer = replace(
            structure,
            grid=grid,
            walk_cells=tuple(range(structure.places.size)),
            walk_basis=knot_basis(grid, HALF_YEAR),
            base_basis=knot_basis(grid, QUARTER),
            trend_years=_fading(account, grid),
            attraction_jumps=policy_steps(case, grid, structure.places, Effect.ATTRACTION),
            exit_jumps=policy_steps(case, grid, structure.places, Effect.EXITS),
        )
        return cls(
            Model(longer),
            structure.packing,
            structure.walk_cells,
            (structure.base_basis.shape[1], structure.walk_basis.shape[1]),
            len(account.months),
        )

    @property
    def grid(self) -> TimeGrid:
        """Steps of account and forecast."""
        return self.model.structure.grid

    def parameters(self, z: Array, members: NDArray[np.int64], seed: int) -> SimulationParameters:
        """Parameters of members.

        Parameters
        ----------
        z : (S, n)
            The draw of each member.
        members : (S,)
            Their numbers, which address their random walks.
        seed
            Of the random numbers.
        """
        prepare()
        values = dict(jax.vmap(self.packing.unpack)(jnp.asarray(z)))
        future = [_increments(seed, int(member), self.model.structure) for member in members]
        base, attraction, exits = (np.stack(parts) for parts in zip(*future, strict=True))
        sd, walked = (np.asarray(values[name]) for name in ("base_walk_sd", "base_walk"))
        steps = _onward(
            sd * walked.sum(axis=1),
            base[:, self.known[0] :],
            sd,
            kept=math.exp(-QUARTER / 12 / FADES_YEARS),
        )
        values["base_walk"] = jnp.concatenate([values["base_walk"], steps / sd[:, None]], axis=1)
        for name, drawn in (("attraction_walk", attraction), ("exit_walk", exits)):
            walk = np.zeros_like(drawn)
            walk[:, : self.known[1], list(self.walked)] = np.asarray(values[name])
            level = np.zeros_like(walk[:, 0])
            walk[:, self.known[1] :] = _onward(level, drawn[:, self.known[1] :], WALK_SD, kept=1.0)
            values[name] = jnp.asarray(walk)
        system = jax.vmap(self.model.system)(values)
        return SimulationParameters.of_system(system)


def _increments(seed: int, member: int, longer: Structure) -> tuple[Array, Array, Array]:
    """Standard normals for all knots; those of the account are not used.

    Drawn knot by knot, so that a longer forecast begins with the shorter one.
    """
    base, places = longer.base_basis.shape[1], (longer.walk_basis.shape[1], longer.places.size)
    shapes = ((base,), places, places)
    first, second, third = (
        np.random.default_rng([seed, member, stream]).normal(size=shape)
        for stream, shape in zip((_BASE, _ATTRACTION, _EXITS), shapes, strict=True)
    )
    return first, second, third


def _onward(level: Array, drawn: Array, sd: Array | float, *, kept: float) -> Array:
    """Increments of walks past the account, whose exponential keeps its mean.

    Parameters
    ----------
    level : (S, ...)
        What a walk has moved in the account.
    drawn : (S, K, ...)
        Standard normals.
    sd
        Of a step, (S, ...) or one for all.
    kept
        Part of the level, and of later steps, that is left a knot later.

    Returns
    -------
    (S, K, ...) array
    """
    steps = np.empty_like(drawn)
    noise, variance = np.zeros_like(level), 0.0 * np.asarray(sd)
    fading, before = level, level
    for knot in range(drawn.shape[1]):
        noise = kept * noise + sd * drawn[:, knot]
        variance = kept**2 * variance + np.square(sd)
        fading = kept * fading
        now = fading + noise - variance / 2
        steps[:, knot] = now - before
        before = now
    return steps


def _fading(account: TimeGrid, grid: TimeGrid) -> Array:
    """Years of trend: as in the account up to its end, then ever fewer."""
    edges = np.asarray(grid.edges, dtype=float)
    middle = (edges[:-1] + edges[1:]) / 2
    first, last = account.edges[0], account.edges[-1]
    years = (np.minimum(middle, last) - (first + last) / 2) / 365.25
    beyond = np.maximum(middle - last, 0.0) / 365.25
    return np.asarray(years - FADES_YEARS * np.expm1(-beyond / FADES_YEARS))
