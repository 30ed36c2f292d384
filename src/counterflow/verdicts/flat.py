"""Entries of the flat vector of quantities for many draws at once, and only those asked for."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from counterflow.observation.tables import Layout, TableKey, permit_lag
from counterflow.system.survival import exposure_weights, threshold_weights
from counterflow.verdicts.worlds import Worlds

Array = NDArray[np.float64]
Index = NDArray[np.int64]

_OPEN_ENDED = frozenset({"departures", "arrivals"})
_BY_ROW = frozenset({"cohort_departures", "cohort_returns", "visits", "visitors"})


class Flat:
    """The flat vector of `Tabulator.flat`, entry by entry, for all draws.

    Parameters
    ----------
    worlds
        Draws of the world.
    layout
        Where each quantity lies; it may ask for durations that the estimate did not.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> layout = build_structure(load_case("hong-kong-2020")).tabulator.layout
    >>> flow = np.full((2, layout.grid.steps, layout.cells), 10.0)
    >>> worlds = Worlds(np.arange(2), {"departures": flow}, np.zeros(0), np.zeros(0), {})
    >>> Flat(worlds, layout).entries(np.array([0, layout.cells])).tolist()
    [[10.0, 50.0], [10.0, 50.0]]
    """

    def __init__(self, worlds: Worlds, layout: Layout) -> None:
        self.worlds = worlds
        self.layout = layout
        self._keys = list(layout.keys)
        self._starts = np.cumsum([0, *(np.prod(layout.shape(key)) for key in self._keys)])

    def entries(self, positions: Index) -> Array:
        """Values at positions of the flat vector, (S, n)."""
        found = np.empty((self.worlds.size, len(positions)))
        table = np.searchsorted(self._starts, positions, side="right") - 1
        for number in np.unique(table):
            key = self._keys[number]
            chosen = np.flatnonzero(table == number)
            width = self.layout.shape(key)[1]
            rows, columns = np.divmod(positions[chosen] - self._starts[number], width)
            found[:, chosen] = self._table(key, rows, columns)
        return found

    def _table(self, key: TableKey, rows: Index, columns: Index) -> Array:
        tables = self.worlds.tables
        if key.name == "base":
            return tables["base"][:, rows]
        if key.name in _BY_ROW:
            return tables[key.name][:, rows, columns]
        if key.name == "permit_arrivals":
            return self._pick(self._permits, rows, columns)
        if key.name in ("stayed", "returned") or (key.name in _OPEN_ENDED and key.days):
            return self._lasting(key, rows, columns)
        return self._pick(tables[key.name], rows, columns)

    def _pick(self, table: Array, rows: Index, columns: Index) -> Array:
        """Entries of a table whose last column is its total."""
        if (columns < self.layout.cells).all():
            return table[:, rows, columns]
        with_total = np.concatenate([table, table.sum(2, keepdims=True)], axis=2)
        return with_total[:, rows, columns]

    @cached_property
    def _permits(self) -> Array:
        found: Array = np.matmul(permit_lag(self.layout.grid), self.worlds.tables["arrivals"])
        return found

    def _lasting(self, key: TableKey, rows: Index, columns: Index) -> Array:
        """Flows that last so long, or arrivals still there, or home again, on a day."""
        grid, cells = self.layout.grid, self.layout.cells
        if key.name in _OPEN_ENDED:
            weights = threshold_weights(grid, key.days)
        else:
            weights = exposure_weights(grid, np.full(grid.steps, float(key.days)))
        home = self.worlds.return_hazard
        hazard = home if key.name == "departures" else home + self.worlds.onward_hazard
        flow = self.worlds.tables["departures" if key.name == "departures" else "arrivals"]
        steps = np.unique(rows)
        places = np.arange(cells) if (columns == cells).any() else np.unique(columns)
        exposure = _exposure(weights[steps], hazard, places)
        share = np.exp(-exposure)
        if key.name == "returned":
            sent = _exposure(weights[steps], home, places)
            gone = -np.expm1(-exposure)
            share = sent * np.divide(gone, exposure, out=np.zeros_like(gone), where=exposure > 0)
        lasting = flow[:, steps][:, :, places] * share
        whole = np.zeros((len(flow), len(steps), cells + 1))
        whole[:, :, places] = lasting
        whole[:, :, cells] = lasting.sum(2)
        return whole[:, np.searchsorted(steps, rows), columns]


def _exposure(weights: Array, hazard: Array, places: Index) -> Array:
    """Cumulative hazard of (R) arrival steps at places, (S, R, places)."""
    draws, steps, phases, _ = hazard.shape
    seen = hazard[..., places].reshape(draws, steps * phases, len(places))
    return np.asarray(np.matmul(weights.reshape(len(weights), -1), seen))
