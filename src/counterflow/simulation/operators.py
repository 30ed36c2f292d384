"""What events and policies do to hazards: each a function from parameters to parameters.

Every operator takes `when`, the share of each step that its window covers (`TimeGrid.overlap`),
and changes hazards of the covered part only. Nothing is changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.parameters import PHASE_MONTHS, SimulationParameters
from counterflow.system.timegrid import TimeGrid

Floats = NDArray[np.float64]
Places = Sequence[int]

AT_ONCE, FAST, SLOW = 0.6, 0.25, 1.5
"""Timing of a surge where nothing better is known: share who queue at once, and the mean delays of
the two kernels in months, the second per stage."""


def attract(
    parameters: SimulationParameters, when: Floats, places: Places, multiple: float
) -> SimulationParameters:
    """Multiply the pull of places on those who leave and on those who move on; 0 closes them.

    Departures are not moved to other places: those who would have come stay, as the system has it.

    Examples
    --------
    >>> closed = attract(SimulationParameters.steady(2, 2), np.array([0.0, 1.0]), [0], 0.0)
    >>> closed.attraction[0, :, 0].tolist()
    [0.0, -inf]
    """
    with np.errstate(divide="ignore"):
        shift = np.log(1.0 + when * (multiple - 1.0))[:, None]
    return parameters._replace(
        attraction=_added(parameters.attraction, places, shift),
        onward_attraction=_added(parameters.onward_attraction, places, shift),
    )


def leave(parameters: SimulationParameters, when: Floats, multiple: float) -> SimulationParameters:
    """Multiply the hazard of leaving the origin, surges included.

    Examples
    --------
    >>> leave(SimulationParameters.steady(1, 1, leaving=0.1), np.ones(1), 2.0).base_hazard
    array([[0.2]])
    """
    change = 1.0 + when * (multiple - 1.0)
    return parameters._replace(
        base_hazard=parameters.base_hazard * change,
        surge_hazard=parameters.surge_hazard * change[:, None],
    )


def exit(
    parameters: SimulationParameters,
    when: Floats,
    places: Places,
    *,
    home: float = 1.0,
    onward: float = 1.0,
) -> SimulationParameters:
    """Multiply the hazards of going home and of moving on from places.

    Examples
    --------
    >>> amnesty = exit(SimulationParameters.steady(1, 1, home=0.1), np.ones(1), [0], home=3.0)
    >>> amnesty.return_hazard[0, 0].round(9).tolist()
    [[0.3], [0.3], [0.3]]
    """
    back, on = (1.0 + when * (multiple - 1.0) for multiple in (home, onward))
    return parameters._replace(
        return_hazard=_multiplied(parameters.return_hazard, places, back[:, None, None]),
        onward_hazard=_multiplied(parameters.onward_hazard, places, on[:, None, None]),
    )


def refuse_renewals(
    parameters: SimulationParameters,
    when: Floats,
    places: Places,
    probability: float,
    every_months: float,
) -> SimulationParameters:
    """Make those past their first phase of stay renew permits, and leave when refused.

    Renewals fall evenly over the months; a refused person goes home or moves on in the proportion
    in which people of that place and phase do.

    Parameters
    ----------
    parameters, when, places
        As elsewhere in this module.
    probability
        Of a refusal, from 0 to 1.
    every_months
        Months between renewals, above `probability`.

    Examples
    --------
    >>> calm = SimulationParameters.steady(1, 1, home=0.1, onward=0.1)
    >>> strict = refuse_renewals(calm, np.ones(1), [0], 0.5, 6)
    >>> strict.return_hazard[0, 0, :, 0].round(4).tolist()
    [0.1, 0.1435, 0.1435]
    """
    hazard = -np.log1p(-probability / every_months)
    return _pushed_out(parameters, when, places, hazard, from_phase=1)


def limit_stays(
    parameters: SimulationParameters,
    when: Floats,
    places: Places,
    months: int,
    leaving: float,
) -> SimulationParameters:
    """Make those who overstay a limit leave.

    Parameters
    ----------
    parameters, when, places
        As elsewhere in this module.
    months
        The limit: a month in which a phase of stay begins, 3 or 12.
    leaving
        Share of those beyond the limit whom it makes leave in a month, from 0 to below 1.

    Raises
    ------
    ValueError
        If no phase of stay begins in that month.

    Examples
    --------
    >>> calm = SimulationParameters.steady(1, 1, home=0.1, onward=0.1)
    >>> limit_stays(calm, np.ones(1), [0], 12, 0.9).return_hazard[0, 0, :, 0].round(2).tolist()
    [0.1, 0.1, 1.25]
    """
    if months not in PHASE_MONTHS[1:]:
        raise ValueError(f"stays can be limited to {PHASE_MONTHS[1:]} months, not to {months}")
    phase = PHASE_MONTHS.index(months)
    return _pushed_out(parameters, when, places, -np.log1p(-leaving), from_phase=phase)


def surge(
    parameters: SimulationParameters,
    grid: TimeGrid,
    day: date,
    mass: Floats,
    *,
    shift: Floats | None = None,
    at_once: float = AT_ONCE,
    fast: float = FAST,
    slow: float = SLOW,
) -> SimulationParameters:
    """Add a surge of departures that rises on a day and fades.

    Parameters
    ----------
    parameters, grid
        As elsewhere in this module.
    day
        When it begins.
    mass : (S,)
        Its hazard summed over time, to a place of attraction zero.
    shift : (S, D)
        Log attraction of each place to those it pushes out, beyond the usual; by default none.
    at_once, fast, slow
        Its timing, as in the system: share who leave by the sharp kernel, mean delays in months.

    Examples
    --------
    >>> grid = TimeGrid.monthly(date(2022, 1, 1), date(2022, 12, 31))
    >>> base = SimulationParameters.steady(grid.steps, 2)
    >>> pushed = surge(base, grid, date(2022, 9, 21), np.array([0.01]))
    >>> pushed.surge_hazard[0, :, 0].round(4).tolist()[7:]
    [0.0, 0.0045, 0.0024, 0.001, 0.0008]
    """
    left = surge_profile(grid.months_since(day), at_once, fast, slow)
    hazard = mass[:, None, None] * np.diff(left)[None, :, None]
    if shift is None:
        shift = np.zeros((parameters.draws, parameters.places))
    return parameters._replace(
        surge_hazard=np.concatenate([parameters.surge_hazard, hazard], axis=2),
        surge_shift=np.concatenate([parameters.surge_shift, shift[:, None]], axis=1),
    )


def mass_of(parameters: SimulationParameters, step: int, share: float) -> Floats:
    """Mass of a surge that makes a share of those at risk leave, before networks add to it.

    Parameters
    ----------
    parameters
        What it is added to.
    step
        Step in which it begins, whose attractions are taken.
    share
        Of those at risk who leave, from 0 to below 1.

    Examples
    --------
    >>> mass_of(SimulationParameters.steady(1, 4), 0, 0.01).round(6).tolist()
    [0.002513]
    """
    return np.asarray(-np.log1p(-share) / np.exp(parameters.attraction[:, step]).sum(axis=1))


def surge_profile(months_since: Floats, at_once: float, fast: float, slow: float) -> Floats:
    """Cumulative share of a surge that has left: the system's kernels, without JAX.

    Examples
    --------
    >>> surge_profile(np.array([0.0, 100.0]), 0.6, 0.25, 1.5).round(6).tolist()
    [0.0, 1.0]
    """
    stage = months_since / slow
    delayed = 1.0 - np.exp(-stage) * (1.0 + stage)
    return np.asarray(at_once * -np.expm1(-months_since / fast) + (1.0 - at_once) * delayed)


def without_network(parameters: SimulationParameters) -> SimulationParameters:
    """Switch network feedback off: the pull of places stays what it is with nobody there.

    Examples
    --------
    >>> without_network(SimulationParameters.steady(1, 1, network=0.3)).network.tolist()
    [0.0]
    """
    return parameters._replace(network=np.zeros_like(parameters.network))


def _added(values: Floats, places: Places, shift: Floats) -> Floats:
    changed = values.copy()
    changed[..., list(places)] += shift
    return changed


def _multiplied(values: Floats, places: Places, change: Floats) -> Floats:
    changed = values.copy()
    changed[..., list(places)] *= change
    return changed


def _pushed_out(
    parameters: SimulationParameters,
    when: Floats,
    places: Places,
    hazard: float,
    from_phase: int,
) -> SimulationParameters:
    """Add a monthly hazard of leaving from a phase on, shared as the exits there are."""
    home, on = parameters.return_hazard.copy(), parameters.onward_hazard.copy()
    window = (slice(None), slice(None), slice(from_phase, None), list(places))
    both = home[window] + on[window]
    part = np.divide(home[window], both, out=np.ones_like(both), where=both > 0)
    added = (when * hazard)[None, :, None, None]
    home[window] += added * part
    on[window] += added * (1.0 - part)
    return parameters._replace(return_hazard=home, onward_hazard=on)
