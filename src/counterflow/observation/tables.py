"""Where each quantity of the account lies in one flat vector, and the vector itself.

Every claim is a weighted sum over this vector, so one gather serves all measures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from counterflow.system.account import Account
from counterflow.system.survival import exposure_weights, threshold_weights
from counterflow.system.timegrid import TimeGrid
from counterflow.terms import DAYS_PER_MONTH

Array = NDArray[np.float64]

PERMIT_LAG_MONTHS = 1.5
"""Mean time from arrival to permit: two stages of three weeks (Gamma(2))."""


class TableKey(NamedTuple):
    """Name of a table and, where it depends on one, a threshold in days or a date.

    Examples
    --------
    >>> TableKey("arrivals", 365).days
    365
    """

    name: str
    days: int = 0


@dataclass(frozen=True)
class Layout:
    """Offsets of all tables in the flat vector.

    Tables of the account have one row per step (flows) or edge (stocks) and one column per cell
    plus a last one for the total. The extra tables hold cohorts, visitors and bases.

    Parameters
    ----------
    grid
        Steps of the account.
    cells
        Number of places D.
    cohorts
        Number of departure cohorts G.
    thresholds
        Duration thresholds in days that any claim uses, by base table.
    followed
        Ordinal days up to which arrivals are followed (`stayed`).
    returned
        Ordinal days up to which the arrivals that went home are counted (`returned`).
    series, months
        Number of visitor series, and of months on the visitors' own calendar.
    bases
        Number of pre-crisis bases.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> s = build_structure(load_case("syria-2011"))
    >>> layout = s.tabulator.layout
    >>> layout.cells == len(s.places.cells), layout.size > layout.cells
    (True, True)
    """

    grid: TimeGrid
    cells: int
    cohorts: int
    thresholds: tuple[TableKey, ...]
    followed: tuple[int, ...]
    returned: tuple[int, ...]
    series: int
    months: int
    bases: int
    _shapes: dict[TableKey, tuple[int, int]] = field(init=False, repr=False)
    _offsets: dict[TableKey, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        steps, columns = self.grid.steps, self.cells + 1
        shapes = {TableKey(name): (steps, columns) for name in _FLOWS}
        shapes[TableKey("stock")] = (steps + 1, columns)
        for key in self.thresholds:
            shapes[key] = (steps, columns)
        for day in self.followed:
            shapes[TableKey("stayed", day)] = (steps, columns)
        for day in self.returned:
            shapes[TableKey("returned", day)] = (steps, columns)
        shapes[TableKey("cohort_departures")] = (steps, self.cohorts)
        shapes[TableKey("cohort_returns")] = (steps, self.cohorts)
        shapes[TableKey("visits")] = (self.series, self.months)
        shapes[TableKey("visitors")] = (self.series, self.months)
        shapes[TableKey("base")] = (self.bases, 1)
        offsets, start = {}, 0
        for key, (rows, width) in shapes.items():
            offsets[key] = start
            start += rows * width
        object.__setattr__(self, "_shapes", shapes)
        object.__setattr__(self, "_offsets", offsets)

    def position(self, key: TableKey, row: int, column: int) -> int:
        """Index of one entry in the flat vector.

        Raises
        ------
        KeyError, IndexError
            If there is no such table or entry.
        """
        rows, width = self._shapes[key]
        if not (0 <= row < rows and 0 <= column < width):
            raise IndexError(f"{key} has shape {(rows, width)}, not an entry {(row, column)}")
        return self._offsets[key] + row * width + column

    def shape(self, key: TableKey) -> tuple[int, int]:
        """Rows and columns of a table.

        Raises
        ------
        KeyError
            If there is no such table.
        """
        return self._shapes[key]

    @property
    def size(self) -> int:
        """Length of the flat vector."""
        return sum(rows * width for rows, width in self._shapes.values())

    @property
    def keys(self) -> Sequence[TableKey]:
        """Tables in order."""
        return tuple(self._shapes)


_FLOWS = ("departures", "arrivals", "returns", "onward", "onward_in", "permit_arrivals")


def permit_lag(grid: TimeGrid) -> Array:
    """Share of each step's arrivals who get a permit in each step, shape (T issue, T arrival).

    A Gamma(2) delay with mean `PERMIT_LAG_MONTHS`, from the middle of the arrival step.

    Examples
    --------
    >>> from datetime import date
    >>> lag = permit_lag(TimeGrid.monthly(date(2022, 1, 1), date(2022, 12, 31)))
    >>> round(float(lag[:, 0].sum()), 3)
    1.0
    """
    edges = np.asarray(grid.edges, dtype=float)
    middle = (edges[:-1] + edges[1:]) / 2
    since = np.maximum(edges[:, None] - middle[None, :], 0.0) / DAYS_PER_MONTH
    stage = since / (PERMIT_LAG_MONTHS / 2)
    done = 1.0 - np.exp(-stage) * (1.0 + stage)
    return np.asarray(np.diff(done, axis=0), dtype=np.float64)


class _Asked(NamedTuple):
    """Which entries of a duration table any claim asks for.

    Attributes
    ----------
    rows : (R,)
        Steps of the flow.
    cells : (C,)
        Places whose survival is needed.
    weights : (R, T * P)
        Exposure of each row to each step and phase of stay.
    place : (T, R)
        Puts the rows where they belong.
    pick : (C, D)
        Puts the places where they belong; zero for those that only the total needs.
    """

    rows: NDArray[np.int64]
    cells: NDArray[np.int64]
    weights: Array
    place: Array
    pick: Array


@dataclass(frozen=True)
class Tabulator:
    """Computes the flat vector from an account; all weights are fixed beforehand.

    Parameters
    ----------
    layout
        Offsets of the tables.
    asked
        Positions that any claim asks for. Survival up to a duration is only computed for these;
        elsewhere the duration tables are zero.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> s = build_structure(load_case("syria-2011"))
    >>> s.tabulator.asked <= frozenset(range(s.tabulator.layout.size))
    True
    """

    layout: Layout
    asked: frozenset[int]
    _lag: Array = field(init=False, repr=False)
    _durations: Mapping[TableKey, _Asked] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        grid = self.layout.grid
        object.__setattr__(self, "_lag", permit_lag(grid))
        exposures = {key: threshold_weights(grid, key.days) for key in self.layout.thresholds}
        for name, days in (("stayed", self.layout.followed), ("returned", self.layout.returned)):
            for day in days:
                exposures[TableKey(name, day)] = exposure_weights(
                    grid, np.full(grid.steps, float(day))
                )
        object.__setattr__(
            self, "_durations", {key: self._entries(key, w) for key, w in exposures.items()}
        )

    def _entries(self, key: TableKey, weights: Array) -> _Asked:
        steps, places = self.layout.grid.steps, self.layout.cells
        first = self.layout.position(key, 0, 0)
        table = np.arange(first, first + steps * (places + 1)).reshape(steps, places + 1)
        wanted = np.isin(table, np.fromiter(self.asked, dtype=np.int64, count=len(self.asked)))
        rows, columns = np.flatnonzero(wanted.any(1)), np.flatnonzero(wanted.any(0))
        cells = np.arange(places) if places in columns else columns
        return _Asked(
            rows,
            cells,
            weights.reshape(steps, -1)[rows],
            np.eye(steps)[:, rows],
            np.eye(places)[cells],
        )

    def flat(
        self,
        account: Account,
        return_hazard: jax.Array,
        onward_hazard: jax.Array,
        visits: jax.Array,
        visitors: jax.Array,
        base: jax.Array,
    ) -> jax.Array:
        """All quantities in one vector, shape (layout.size,).

        Parameters
        ----------
        account
            Stocks and flows.
        return_hazard, onward_hazard : (T, P, D)
            Monthly hazards by phase of stay.
        visits, visitors : (series, months)
            Crossings and distinct persons of visitors per month.
        base : (bases,)
            Residents, permits or visitors present before or beside the crisis, persons.
        """
        tables = {
            TableKey("departures"): account.departures,
            TableKey("arrivals"): account.arrivals,
            TableKey("returns"): account.returns,
            TableKey("onward"): account.onward,
            TableKey("onward_in"): account.onward_in,
            TableKey("permit_arrivals"): jnp.asarray(self._lag) @ account.arrivals,
            TableKey("stock"): account.stock,
        }
        tables |= self._duration_tables(account, return_hazard, onward_hazard)
        parts = []
        for key in self.layout.keys:
            if key in tables:
                table = tables[key]
                parts.append(jnp.concatenate([table, table.sum(1, keepdims=True)], 1).ravel())
        parts += [account.cohort_departures.ravel(), account.cohort_returns.ravel()]
        parts += [visits.ravel(), visitors.ravel(), base]
        return jnp.concatenate(parts)

    def _duration_tables(
        self, account: Account, return_hazard: jax.Array, onward_hazard: jax.Array
    ) -> dict[TableKey, jax.Array]:
        """Flows that last at least so long, and arrivals still there, or home again, on a day."""
        tables: dict[TableKey, jax.Array] = {}
        # A move abroad ends with the return, a stay in one place also with an onward move.
        ends = {
            "departures": (account.departures, _by_step_and_phase(return_hazard)),
            "arrivals": (account.arrivals, _by_step_and_phase(return_hazard + onward_hazard)),
        }
        ends["stayed"] = ends["returned"] = ends["arrivals"]
        home = _by_step_and_phase(return_hazard)
        for key, asked in self._durations.items():
            flow, hazard = ends[key.name]
            if len(asked.rows):
                exposure = jnp.asarray(asked.weights) @ hazard[:, asked.cells]
                share = jnp.exp(-exposure)
                if key.name == "returned":
                    # Of those who left the place, those whom the hazards of their stay sent home.
                    sent = jnp.asarray(asked.weights @ home[:, asked.cells])
                    share = sent * jnp.where(exposure > 0, -jnp.expm1(-exposure), 0.0)
                    share = share / jnp.where(exposure > 0, exposure, 1.0)
                lasting = flow[asked.rows][:, asked.cells] * share
                tables[key] = jnp.asarray(asked.place) @ lasting @ asked.pick
            else:
                tables[key] = jnp.zeros_like(flow)
        return tables


def _by_step_and_phase(hazard: jax.Array) -> jax.Array:
    """Hazards (T, P, D) with rows in the order of the exposure weights, shape (T * P, D)."""
    steps, phases, places = hazard.shape
    return hazard.reshape(steps * phases, places)
