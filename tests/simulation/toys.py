"""Invented parameters for the engine."""

from __future__ import annotations

from datetime import date

import numpy as np

from counterflow.simulation.parameters import SimulationParameters
from counterflow.system.timegrid import TimeGrid

GRID = TimeGrid.monthly(date(2022, 1, 1), date(2023, 6, 30), [date(2022, 2, 24)])
PLACES, SURGES, PHASES = 5, 1, 3


def rough(
    seed: int, *, draws: int = 1, places: int = PLACES, spread: float = 0.5
) -> SimulationParameters:
    """Parameters that vary over every axis, with a network."""
    rng = np.random.default_rng(seed)

    def positive(median: float, *shape: int) -> np.ndarray:
        return np.asarray(median * np.exp(spread * rng.normal(size=(draws, *shape))))

    steps = GRID.steps
    surge = positive(0.01, steps, SURGES) * rng.integers(0, 2, (draws, steps, SURGES))
    return SimulationParameters(
        base_hazard=positive(2e-3, steps),
        surge_hazard=surge,
        repeat_ratio=positive(3.0),
        attraction=spread * rng.normal(size=(draws, steps, places)),
        surge_shift=spread * rng.normal(size=(draws, SURGES, places)),
        network=positive(0.2),
        network_scale=positive(1000.0),
        return_hazard=positive(0.05, steps, PHASES, places),
        onward_hazard=positive(0.05, steps, PHASES, places),
        onward_attraction=np.repeat(spread * rng.normal(size=(draws, 1, places)), steps, axis=1),
    )
