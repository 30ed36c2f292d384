"""What drives a simulation: arrays by member, profiles, limits, and the state it starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from counterflow.system.parameters import SystemParameters

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

PHASE_MONTHS = (0, 3, 12)
"""Month of stay in which each phase begins, as in the system."""

DURATIONS = PHASE_MONTHS[-1] + 1
"""Cells of stay: month ends lived through in a place, the last one open."""


class SimulationParameters(NamedTuple):
    """Parameters of S draws for T steps, D places, K surges and three phases of stay (P).

    The fields of `SystemParameters` with a leading axis; the choice of onward movers is given by
    its log attraction instead of a matrix.

    Attributes
    ----------
    base_hazard : (S, T)
        Monthly hazard of leaving the origin outside surges, to a place of attraction zero.
    surge_hazard : (S, T, K)
        The same added by each surge, integrated over each step.
    repeat_ratio : (S,)
        How much likelier a returned person is to leave than one who never left.
    attraction : (S, T, D)
        Log attraction of each place, before the network; minus infinity where it is closed.
    surge_shift : (S, K, D)
        Log attraction of each place to those whom a surge pushes out, beyond the usual.
    network : (S,)
        Elasticity of the hazard to the stock already there.
    network_scale : (S,)
        Stock at which the network starts to matter, persons.
    return_hazard, onward_hazard : (S, T, P, D)
        Monthly hazards of going home and of moving on, by phase of stay.
    onward_attraction : (S, T, D)
        Log attraction to onward movers, who never choose the place they are in.

    Examples
    --------
    >>> steady = SimulationParameters.steady(steps=12, places=2, leaving=0.01)
    >>> steady.risk(np.ones(12))[0, 0].tolist()
    [0.005, 0.005]
    """

    base_hazard: Floats
    surge_hazard: Floats
    repeat_ratio: Floats
    attraction: Floats
    surge_shift: Floats
    network: Floats
    network_scale: Floats
    return_hazard: Floats
    onward_hazard: Floats
    onward_attraction: Floats

    @classmethod
    def of_system(cls, system: SystemParameters) -> SimulationParameters:
        """Draws of the system's parameters, stacked along a leading axis, for the engine.

        Parameters
        ----------
        system
            Each field with an axis S before those that `SystemParameters` names; its matrix of
            onward choice has to come from one attraction for all places of origin.

        Examples
        --------
        >>> steady = SimulationParameters.steady(2, 3)
        >>> choice = (np.ones((3, 3)) - np.eye(3))[None] / 2
        >>> from counterflow.system.parameters import SystemParameters
        >>> again = SimulationParameters.of_system(SystemParameters(*steady[:-1], choice))
        >>> np.ptp(again.onward_attraction)
        np.float64(0.0)
        """
        *shared, choice = (np.asarray(part, dtype=np.float64) for part in system)
        draws, steps, places = np.shape(system[3])
        attraction = np.zeros((draws, places))
        if places > 2:
            # Every row tells the ratios of all places but its own; a second row adds the first.
            with np.errstate(divide="ignore"):
                first, second = np.log(choice[:, 0]), np.log(choice[:, 1])
            both = 2 + np.argmax(first[:, 2:], axis=1)
            at = np.arange(draws)
            attraction[:, 1:] = first[:, 1:]
            attraction[:, 0] = second[:, 0] - second[at, both] + first[at, both]
        onward = np.repeat(attraction[:, None], steps, axis=1)
        fields = [np.ascontiguousarray(part) for part in shared]
        return cls._make([*fields, onward])

    @classmethod
    def steady(
        cls,
        steps: int,
        places: int,
        *,
        draws: int = 1,
        leaving: float = 1e-3,
        home: float = 0.05,
        onward: float = 0.02,
        network: float = 0.0,
    ) -> SimulationParameters:
        """Constant hazards and equal places, as a start for toys, tests and benchmarks.

        Parameters
        ----------
        steps, places, draws
            T, D and S.
        leaving
            Monthly hazard of leaving for all places together.
        home, onward
            Monthly hazards of going home and of moving on.
        network
            Elasticity to the stock already there, which matters from 100 persons.

        Examples
        --------
        >>> SimulationParameters.steady(3, 2).attraction.shape
        (1, 3, 2)
        """
        by_phase = (draws, steps, len(PHASE_MONTHS), places)
        return cls(
            base_hazard=np.full((draws, steps), leaving / places),
            surge_hazard=np.zeros((draws, steps, 0)),
            repeat_ratio=np.ones(draws),
            attraction=np.zeros((draws, steps, places)),
            surge_shift=np.zeros((draws, 0, places)),
            network=np.full(draws, network),
            network_scale=np.full(draws, 100.0),
            return_hazard=np.full(by_phase, home),
            onward_hazard=np.full(by_phase, onward),
            onward_attraction=np.zeros((draws, steps, places)),
        )

    @property
    def draws(self) -> int:
        """Number of draws S."""
        return int(self.attraction.shape[0])

    @property
    def steps(self) -> int:
        """Number of steps T."""
        return int(self.attraction.shape[1])

    @property
    def places(self) -> int:
        """Number of places D."""
        return int(self.attraction.shape[2])

    def risk(self, lengths: Floats) -> Floats:
        """Expected departures per person at risk before the network, (S, T, D).

        Parameters
        ----------
        lengths : (T,)
            Steps in months.
        """
        surge = self.surge_hazard @ np.exp(self.surge_shift)
        base = (self.base_hazard * lengths)[:, :, None]
        return np.asarray(np.exp(self.attraction) * (base + surge))

    def check(self) -> None:
        """Refuse arrays that do not fit together or are no hazards.

        Raises
        ------
        ValueError
            With the field, what it should be and what it is.
        """
        draws, steps, places = self.attraction.shape
        surges, phases = self.surge_shift.shape[1], len(PHASE_MONTHS)
        expected = {
            "base_hazard": (draws, steps),
            "surge_hazard": (draws, steps, surges),
            "repeat_ratio": (draws,),
            "attraction": (draws, steps, places),
            "surge_shift": (draws, surges, places),
            "network": (draws,),
            "network_scale": (draws,),
            "return_hazard": (draws, steps, phases, places),
            "onward_hazard": (draws, steps, phases, places),
            "onward_attraction": (draws, steps, places),
        }
        for name, shape in expected.items():
            values = getattr(self, name)
            if values.shape != shape:
                raise ValueError(f"{name} has shape {values.shape}; it should have {shape}")
            logs = name.endswith(("attraction", "shift"))
            wrong = np.isnan(values) | (values == np.inf) | (not logs and values < 0)
            if wrong.any():
                at = tuple(int(index[0]) for index in np.nonzero(wrong))
                kind = "below infinity" if logs else "finite and not negative"
                raise ValueError(f"{name}{list(at)} is {values[at]}; it should be {kind}")
        if draws and not (self.network_scale > 0).all():
            raise ValueError("network_scale holds a zero; it should be above zero")


class Profiles(NamedTuple):
    """F groups of people whose hazards are multiples of the common ones.

    Attributes
    ----------
    share : (F,)
        Share of the population at risk; sums to one.
    leaving : (F, D)
        Multiples of the hazard of leaving for each place.
    home, onward : (F,)
        Multiples of the hazards of going home and of moving on.

    Examples
    --------
    >>> leaving = np.array([[3.0, 3.0], [0.5, 0.5]])
    >>> groups = Profiles(np.array([0.2, 0.8]), leaving, home=np.ones(2), onward=np.ones(2))
    >>> groups.check(places=2)
    >>> (groups.share @ groups.leaving).tolist()
    [1.0, 1.0]
    """

    share: Floats
    leaving: Floats
    home: Floats
    onward: Floats

    @classmethod
    def one(cls, places: int) -> Profiles:
        """Everyone alike.

        Examples
        --------
        >>> Profiles.one(2).leaving.tolist()
        [[1.0, 1.0]]
        """
        return cls(np.ones(1), np.ones((1, places)), np.ones(1), np.ones(1))

    def check(self, places: int) -> None:
        """Refuse multiples of the wrong shape or sign, and shares that do not sum to one.

        Raises
        ------
        ValueError
            With the field and what it should be.
        """
        count = len(self.share)
        for name, shape in (
            ("share", (count,)),
            ("leaving", (count, places)),
            ("home", (count,)),
            ("onward", (count,)),
        ):
            values = getattr(self, name)
            if values.shape != shape or not (np.isfinite(values) & (values >= 0)).all():
                raise ValueError(f"{name} of profiles should be {shape}, finite and not negative")
        if abs(self.share.sum() - 1.0) > 1e-9:
            raise ValueError(f"shares of profiles sum to {self.share.sum()}; they should to 1")


class Limits(NamedTuple):
    """What places can take, for T steps and D places; infinite where there is no limit.

    Attributes
    ----------
    capacity : (T, D)
        Leavers that a place can hold; those who find it full choose among places with room.
    service : (T, D)
        People a month whom the way to a place lets through; the others wait before it.

    Examples
    --------
    >>> limits = Limits.none(steps=3, places=2)
    >>> limits.capacity[1:, 0] = 1000
    >>> limits.capacity.tolist()
    [[inf, inf], [1000.0, inf], [1000.0, inf]]
    """

    capacity: Floats
    service: Floats

    @classmethod
    def none(cls, steps: int, places: int) -> Limits:
        """No limits.

        Examples
        --------
        >>> bool(np.isinf(Limits.none(2, 3).capacity).all())
        True
        """
        return cls(np.full((steps, places), np.inf), np.full((steps, places), np.inf))

    def check(self, steps: int, places: int) -> None:
        """Refuse limits of the wrong shape or sign, and steps in which nobody finds room.

        Raises
        ------
        ValueError
            With what is wrong.
        """
        for name, values in zip(self._fields, self, strict=True):
            if values.shape != (steps, places) or not (values >= 0).all():
                raise ValueError(f"{name} should be {(steps, places)} and not negative")
        if not np.isinf(self.capacity).any(axis=1).all():
            raise ValueError("every step needs a place without a limit to its capacity")


class State(NamedTuple):
    """Where everyone is at an edge of the grid, for S members, F profiles and D places.

    Attributes
    ----------
    at_home, returned : (S, F)
        People in the origin who never left, and who came back.
    waiting : (S, F, D)
        People who have left home and wait before the way to each place.
    present : (S, F, D, DURATIONS)
        Leavers in each place by month ends lived through there.

    Examples
    --------
    >>> start = State.everyone_at_home(1000, 1, Profiles.one(2))
    >>> start.at_home[0, 0] -= 100
    >>> start.present[0, 0, 1, 0] += 100
    >>> start.people.tolist()
    [1000]
    """

    at_home: Counts
    returned: Counts
    waiting: Counts
    present: Counts

    @classmethod
    def everyone_at_home(cls, population: int, members: int, profiles: Profiles) -> State:
        """The start of an account: nobody has left yet.

        Examples
        --------
        >>> State.everyone_at_home(10, 1, Profiles.one(2)).at_home.tolist()
        [[10]]
        """
        count, places = profiles.leaving.shape
        shape = (members, count)
        edges = np.round(np.cumsum(np.append(0.0, profiles.share)) * population).astype(np.int64)
        edges[-1] = population
        return cls(
            np.broadcast_to(np.diff(edges), shape).copy(),
            np.zeros(shape, dtype=np.int64),
            np.zeros((*shape, places), dtype=np.int64),
            np.zeros((*shape, places, DURATIONS), dtype=np.int64),
        )

    @property
    def people(self) -> Counts:
        """Everyone, by member: the same at every edge."""
        abroad = self.present.sum(axis=(1, 2, 3)) + self.waiting.sum(axis=(1, 2))
        return np.asarray(abroad + self.at_home.sum(axis=1) + self.returned.sum(axis=1))
