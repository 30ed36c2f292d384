"""What a simulation returns: stocks and flows of every member, in whole persons."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.parameters import PHASE_MONTHS, State
from counterflow.system.timegrid import TimeGrid

Counts = NDArray[np.int64]


class Ensemble(NamedTuple):
    """Stocks and flows of S members for T steps, P phases of stay, F profiles and D places.

    Attributes
    ----------
    departures : (S, T, D)
        Moves from the origin to each place.
    returns, onward : (S, T, D)
        Moves home from, and onward from, each place.
    onward_in : (S, T, D)
        Onward moves into each place.
    first_departures : (S, T)
        People who set out and had never left before.
    stock_by_phase : (S, T + 1, P, D)
        Leavers present at each edge of the grid, by phase of stay.
    at_home, returned : (S, T + 1)
        People in the origin who never left, and who came back.
    waiting : (S, T + 1, D)
        People who have set out and wait before the way to each place.
    departures_by_profile : (S, T, F)
        Departures to all places.
    stock_by_profile : (S, T + 1, F)
        Leavers present in all places.
    final
        State at the last edge, from which another run can go on.

    Examples
    --------
    >>> from counterflow.simulation.parameters import Profiles
    >>> start = State.everyone_at_home(1000, 2, Profiles.one(1))
    >>> ensemble = Ensemble.empty(members=2, steps=3, places=1, profiles=1, start=start)
    >>> ensemble.departures[:] = 50
    >>> ensemble.onward_in[:, 1] = 8
    >>> ensemble.arrivals[0, :, 0].tolist()
    [50, 58, 50]
    """

    departures: Counts
    returns: Counts
    onward: Counts
    onward_in: Counts
    first_departures: Counts
    stock_by_phase: Counts
    at_home: Counts
    returned: Counts
    waiting: Counts
    departures_by_profile: Counts
    stock_by_profile: Counts
    final: State

    @classmethod
    def empty(cls, members: int, steps: int, places: int, profiles: int, start: State) -> Ensemble:
        """An ensemble in which nothing has moved yet; `start` becomes the state that moves."""

        def zeros(*shape: int) -> Counts:
            return np.zeros((members, *shape), dtype=np.int64)

        return cls(
            departures=zeros(steps, places),
            returns=zeros(steps, places),
            onward=zeros(steps, places),
            onward_in=zeros(steps, places),
            first_departures=zeros(steps),
            stock_by_phase=zeros(steps + 1, len(PHASE_MONTHS), places),
            at_home=zeros(steps + 1),
            returned=zeros(steps + 1),
            waiting=zeros(steps + 1, places),
            departures_by_profile=zeros(steps, profiles),
            stock_by_profile=zeros(steps + 1, profiles),
            final=start,
        )

    @property
    def arrivals(self) -> Counts:
        """Departures plus onward moves in, (S, T, D)."""
        return self.departures + self.onward_in

    @property
    def stock(self) -> Counts:
        """Leavers present at each edge, (S, T + 1, D)."""
        return np.asarray(self.stock_by_phase.sum(axis=2))

    def by_month(self, flow: Counts, grid: TimeGrid) -> Counts:
        """Sum a flow over the steps of each month, (S, T, ...) to (S, M, ...).

        Parameters
        ----------
        flow
            One of the flows.
        grid
            The steps it was simulated on.
        """
        firsts = np.flatnonzero(np.diff(grid.month_of_step, prepend=-1))
        return np.asarray(np.add.reduceat(flow, firsts, axis=1))

    def stock_at_month_ends(self, grid: TimeGrid) -> Counts:
        """Leavers present at each month's end, (S, M, D)."""
        return self.stock[:, np.flatnonzero(grid.ends_month) + 1]
