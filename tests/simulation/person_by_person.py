"""Every person an object: the law that the engine must have, in plain loops.

Each step, every person draws alone. Hazards act on the counts at the step's start; people are in
their first phase of stay up to the third month's end lived through in a place, in the second up to
the twelfth, then in the third.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.parameters import SimulationParameters
from counterflow.system.timegrid import TimeGrid


@dataclass
class Person:
    """Where someone is, since how many month ends, and whether they ever left."""

    place: int | None = None
    months: int = 0
    has_left: bool = False

    @property
    def phase(self) -> int:
        """Phase of stay."""
        return 0 if self.months < 3 else 1 if self.months < 12 else 2


def follow(
    parameters: SimulationParameters, grid: TimeGrid, population: int, seed: int
) -> NDArray[np.int64]:
    """One history: stocks by place at each edge, then departures, returns and onward moves.

    Returns
    -------
    (4, T + 1, D) array
        Rows of flows at t + 1 are those of step t.
    """
    draw = random.Random(seed)
    p = SimulationParameters(*(part[0] for part in parameters))
    places = range(p.attraction.shape[1])
    people = [Person() for _ in range(population)]
    history = np.zeros((4, grid.steps + 1, len(places)), dtype=np.int64)
    for t in range(grid.steps):
        stock = history[0, t]
        length = float(grid.lengths[t])
        pull = []
        for d in places:
            push = p.base_hazard[t] * length
            for k, hazard in enumerate(p.surge_hazard[t]):
                push += hazard * math.exp(p.surge_shift[k, d])
            network = (1 + stock[d] / float(p.network_scale)) ** float(p.network)
            pull.append(push * math.exp(p.attraction[t, d]) * network)
        onward = np.exp(p.onward_attraction[t])
        for person in people:
            here = person.place
            if here is None:
                ratio = float(p.repeat_ratio) if person.has_left else 1.0
                if draw.random() < 1 - math.exp(-sum(pull) * ratio):
                    person.place = draw.choices(places, pull)[0]
                    person.months, person.has_left = 0, True
                    history[1, t + 1, person.place] += 1
                continue
            home = p.return_hazard[t, person.phase, here]
            on = p.onward_hazard[t, person.phase, here]
            if draw.random() < 1 - math.exp(-(home + on) * length):
                if draw.random() < home / (home + on):
                    history[2, t + 1, here] += 1
                    person.place = None
                else:
                    history[3, t + 1, here] += 1
                    others = [0.0 if d == here else onward[d] for d in places]
                    person.place, person.months = draw.choices(places, others)[0], 0
        for person in people:
            if person.place is not None:
                history[0, t + 1, person.place] += 1
                person.months += int(grid.ends_month[t])
    return history
