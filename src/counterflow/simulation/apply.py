"""A scenario on its parameters: which hazards it changes, where and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation import operators
from counterflow.simulation.parameters import Limits, SimulationParameters
from counterflow.simulation.scenario import Policy, Scenario, Surge
from counterflow.system.places import PlaceTable
from counterflow.system.timegrid import TimeGrid
from counterflow.terms import DAYS_PER_MONTH, Period


class Setting(NamedTuple):
    """What a scenario is played on.

    Attributes
    ----------
    grid
        Steps of the simulation.
    places
        Destinations, in the order of the parameters.
    surges
        Id of each surge of the case to its place among the parameters' surges.

    Examples
    --------
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 12, 31))
    >>> setting = Setting(grid, PlaceTable.of(["GEO", "ARM"], {}), {"invasion": 0})
    >>> setting.window.end.isoformat(), setting.places.cells
    ('2022-12-31', ('ARM', 'GEO', 'ELSEWHERE'))
    """

    grid: TimeGrid
    places: PlaceTable
    surges: Mapping[str, int]

    @property
    def window(self) -> Period:
        """First and last day."""
        first, stop = self.grid.edges[0], self.grid.edges[-1]
        return Period(date.fromordinal(first), date.fromordinal(stop - 1))


def apply_scenario(
    scenario: Scenario, parameters: SimulationParameters, setting: Setting
) -> tuple[SimulationParameters, Limits]:
    """Parameters and limits under a scenario, to run with the seed of the baseline.

    Parameters
    ----------
    scenario
        As `read_scenario` returns it: its places and dates are known to lie in the setting.
    parameters
        The baseline.
    setting
        See `Setting`.

    Examples
    --------
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 12, 31))
    >>> setting = Setting(grid, PlaceTable.of(["GEO"], {}), {})
    >>> plan = Scenario(title="Shut", policies=[
    ...     {"kind": "close", "start": date(2022, 7, 1), "destinations": ["GEO"]}])
    >>> base = SimulationParameters.steady(grid.steps, 2)
    >>> closed, limits = apply_scenario(plan, base, setting)
    >>> closed.attraction[0, 5:7, 0].tolist()
    [0.0, -inf]
    """
    limits = Limits.none(setting.grid.steps, parameters.places)
    base = parameters
    for event in scenario.events:
        parameters = _with_surge(event, parameters, base, setting)
    for policy in scenario.policies:
        parameters = _with_policy(policy, parameters, limits, setting)
    if not scenario.network:
        parameters = operators.without_network(parameters)
    return parameters, limits


def _with_surge(
    event: Surge, parameters: SimulationParameters, base: SimulationParameters, setting: Setting
) -> SimulationParameters:
    if event.share is not None:
        step = setting.grid.step_of(event.date)
        mass = operators.mass_of(base, step, event.share)
        return operators.surge(parameters, setting.grid, event.date, mass)
    assert event.strength is not None
    index = setting.surges[event.like]
    return operators.surge(
        parameters,
        setting.grid,
        event.date,
        event.strength * base.surge_hazard[:, :, index].sum(axis=1),
        shift=base.surge_shift[:, index],
    )


def _with_policy(
    policy: Policy, parameters: SimulationParameters, limits: Limits, setting: Setting
) -> SimulationParameters:
    """Parameters under one policy; a capacity or a queue is written to `limits`."""
    when = _share_of_steps(policy, setting)
    places = cells_of(policy, setting.places)
    steps = steps_of(policy, setting)[:, None]
    match policy.kind:
        case "amnesty":
            return operators.exit(parameters, when, places, home=policy.returns)
        case "peace":
            parameters = operators.leave(parameters, when, policy.departures)
            return operators.exit(parameters, when, places, home=policy.returns)
        case "close":
            return operators.attract(parameters, when, places, 1.0 - policy.share)
        case "open":
            return operators.attract(parameters, when, places, policy.multiple)
        case "limit_stays":
            return operators.limit_stays(parameters, when, places, policy.months, policy.leaving)
        case "refuse_renewals":
            return operators.refuse_renewals(
                parameters, when, places, policy.probability, policy.every_months
            )
        case "recession":
            parameters = operators.attract(parameters, when, places, policy.pull)
            return operators.exit(parameters, when, places, home=policy.exits, onward=policy.exits)
        case "capacity":
            limits.capacity[steps, places] = policy.persons
        case "queue":
            limits.service[steps, places] = policy.persons_a_day * DAYS_PER_MONTH
    return parameters


def cells_of(policy: Policy, places: PlaceTable) -> list[int]:
    """Cells of the account that a policy acts on; all for a policy of home.

    Examples
    --------
    >>> from counterflow.simulation.scenario import Close
    >>> shut = Close(kind="close", start=date(2023, 3, 1), destinations=("GEO", "ARM"))
    >>> cells_of(shut, PlaceTable.of(["ARM", "GEO"], {}))
    [0, 1]
    """
    if not policy.destinations:
        return list(range(places.size))
    return sorted({cell for text in policy.destinations for cell in places.indices(text)})


def steps_of(policy: Policy, setting: Setting) -> NDArray[np.int64]:
    """Steps in which a limit holds: whole ones, that lie in its window for half or more.

    Examples
    --------
    >>> from counterflow.simulation.scenario import Amnesty
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 4, 30))
    >>> setting = Setting(grid, PlaceTable.of([], {}), {})
    >>> steps_of(Amnesty(kind="amnesty", start=date(2022, 2, 10), returns=2.0), setting).tolist()
    [1, 2, 3]
    """
    return np.flatnonzero(_share_of_steps(policy, setting) >= 0.5)


def _share_of_steps(policy: Policy, setting: Setting) -> NDArray[np.float64]:
    return setting.grid.overlap(Period(policy.start, policy.end or setting.window.end))
