"""The account and the measures again, in plain loops: slow and easy to read.

Every arrival is followed step by step as a group of its own (step of arrival, place, step of
departure from the origin). Conventions are those of the account: hazards act on the counts at a
step's start, on arrivals from the step after; a group is in its first phase of stay in the month
of arrival and the two after it, in the second for nine more months, then in the third; within a
step flows are even and stocks move in a straight line.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from counterflow.system.parameters import SystemParameters

MONTH = 30.436875


class Group(NamedTuple):
    """Arrivals of one step in one place who left the origin in one step."""

    arrived: int
    place: int
    left: int


def days(first: date, last: date) -> Iterator[date]:
    """Every day of a window, both ends included."""
    while first <= last:
        yield first
        first += timedelta(days=1)


class Reference:
    """An account followed group by group."""

    def __init__(
        self, parameters: SystemParameters, edges: tuple[int, ...], population: float
    ) -> None:
        self.p = SystemParameters(*(np.asarray(part) for part in parameters))
        self.edges = edges
        self.steps, self.places = self.p.attraction.shape
        self.population = population
        months = [date.fromordinal(edge) for edge in edges]
        self.month = [12 * day.year + day.month for day in months]
        self.departures = [[0.0] * self.places for _ in range(self.steps)]
        self.onward_in = [[0.0] * self.places for _ in range(self.steps)]
        self.first = [0.0] * self.steps
        self.returns: list[dict[Group, float]] = []
        self.onward: list[dict[Group, float]] = []
        self.present: list[dict[Group, float]] = [{}]
        self.at_home = [population]
        self.returned = [0.0]
        for step in range(self.steps):
            self._advance(step)

    def phase(self, step: int, arrived: int) -> int:
        """Phase of stay from the number of month's ends lived through."""
        age = self.month[step] - self.month[arrived]
        return 0 if age < 3 else 1 if age < 12 else 2

    def _length(self, step: int) -> float:
        return (self.edges[step + 1] - self.edges[step]) / MONTH

    def _advance(self, step: int) -> None:
        present, p = self.present[-1], self.p
        returns, onward, after = {}, {}, defaultdict(float)
        for group, count in present.items():
            phase = self.phase(step, group.arrived)
            home = p.return_hazard[step, phase, group.place]
            on = p.onward_hazard[step, phase, group.place]
            leave = 1.0 - math.exp(-(home + on) * self._length(step))
            returns[group] = count * leave * home / (home + on)
            onward[group] = count * leave * on / (home + on)
            after[group] += count - returns[group] - onward[group]
        stock = self.stock_at_edge(step)
        pull = []
        for place in range(self.places):
            risk = p.base_hazard[step] * self._length(step)
            for surge, hazard in enumerate(p.surge_hazard[step]):
                risk += hazard * math.exp(p.surge_shift[surge, place])
            network = (1.0 + stock[place] / p.network_scale) ** p.network
            pull.append(risk * math.exp(p.attraction[step, place]) * network)
        first = self.at_home[-1] * (1.0 - math.exp(-sum(pull)))
        again = self.returned[-1] * (1.0 - math.exp(-sum(pull) * p.repeat_ratio))
        for place in range(self.places):
            moved = (first + again) * pull[place] / sum(pull)
            self.departures[step][place] += moved
            after[Group(step, place, step)] += moved
        for group, count in onward.items():
            for place in range(self.places):
                moved = count * p.onward_choice[group.place, place]
                self.onward_in[step][place] += moved
                after[Group(step, place, group.left)] += moved
        self.first[step] = first
        self.returns.append(returns)
        self.onward.append(onward)
        self.present.append(dict(after))
        self.at_home.append(self.at_home[-1] - first)
        self.returned.append(self.returned[-1] - again + sum(returns.values()))

    # Tables by step (or edge) and place.

    def stock_at_edge(self, edge: int) -> list[float]:
        """Leavers present at an edge, by place."""
        found = [0.0] * self.places
        for group, count in self.present[edge].items():
            found[group.place] += count
        return found

    def flow(self, name: str, step: int, place: int) -> float:
        """One flow in one step."""
        match name:
            case "departures":
                return self.departures[step][place]
            case "onward_in":
                return self.onward_in[step][place]
            case "arrivals":
                return self.departures[step][place] + self.onward_in[step][place]
            case "returns":
                moved = self.returns[step]
            case "onward":
                moved = self.onward[step]
            case _:
                raise KeyError(name)
        return sum(count for group, count in moved.items() if group.place == place)

    # Quantities that claims state.

    def step_of(self, day: date) -> int | None:
        """Step that a day lies in; None outside the account."""
        for step in range(self.steps):
            if self.edges[step] <= day.toordinal() < self.edges[step + 1]:
                return step
        return None

    def windowed(self, by_step: list[float], first: date, last: date) -> float:
        """A flow in a window: every day has an even part of its step."""
        total = 0.0
        for day in days(first, last):
            step = self.step_of(day)
            if step is not None:
                total += by_step[step] / (self.edges[step + 1] - self.edges[step])
        return total

    def total(self, name: str, places: Iterable[int], first: date, last: date) -> float:
        """A flow in a window at some places."""
        chosen = list(places)
        by_step = [
            sum(self.flow(name, step, place) for place in chosen) for step in range(self.steps)
        ]
        return self.windowed(by_step, first, last)

    def stock(self, places: Iterable[int], day: date) -> float:
        """Leavers present at the end of a day: a straight line between edges."""
        chosen, moment = list(places), day.toordinal() + 1
        if moment <= self.edges[0]:
            return 0.0
        for step in range(self.steps):
            low, high = self.edges[step], self.edges[step + 1]
            if low <= moment <= high:
                before, after = self.stock_at_edge(step), self.stock_at_edge(step + 1)
                part = (moment - low) / (high - low)
                return sum((1 - part) * before[d] + part * after[d] for d in chosen)
        raise ValueError(f"{day} lies after the account")

    def survival(self, arrived: int, place: int, until: float, *, abroad: bool = False) -> float:
        """Share of a step's arrivals still there (or still abroad) after following them by day.

        `until` is an ordinal day, perhaps with a fraction. Beyond the account the last step's
        hazards go on, and stay is counted in mean months.
        """
        exposure, day = 0.0, self.edges[arrived + 1]
        while day < until:
            part = min(1.0, until - day)
            if day < self.edges[-1]:
                step = next(s for s in range(self.steps) if day < self.edges[s + 1])
                phase = self.phase(step, arrived)
            else:
                step = self.steps - 1
                age = self.month[-2] + 1 - self.month[arrived]
                age += (day + 0.5 - self.edges[-1]) / MONTH
                phase = 0 if age < 3 else 1 if age < 12 else 2
            hazard = self.p.return_hazard[step, phase, place]
            if not abroad:
                hazard = hazard + self.p.onward_hazard[step, phase, place]
            exposure += hazard * part / MONTH
            day += 1
        return math.exp(-exposure)

    def lasting(
        self, name: str, places: Iterable[int], first: date, last: date, threshold: int
    ) -> float:
        """Arrivals or departures that last so many days from the middle of their step."""
        chosen = list(places)
        by_step = []
        for step in range(self.steps):
            until = (self.edges[step] + self.edges[step + 1]) / 2 + threshold
            by_step.append(
                sum(
                    self.flow(name, step, d)
                    * self.survival(step, d, until, abroad=name == "departures")
                    for d in chosen
                )
            )
        return self.windowed(by_step, first, last)

    def stayed(self, places: Iterable[int], first: date, last: date, close: int = 0) -> float:
        """Arrivals since `first`, and `close` days before `last`, still there at its end."""
        chosen = list(places)
        until = last.toordinal() + 1
        by_step = [
            sum(self.flow("arrivals", step, d) * self.survival(step, d, until) for d in chosen)
            for step in range(self.steps)
        ]
        return self.windowed(by_step, first, last - timedelta(days=close))

    def went_home(self, places: Iterable[int], first: date, last: date, close: int) -> float:
        """Of the arrivals of a closed cohort, the share whom their hazards sent home."""
        chosen, until = list(places), last.toordinal() + 1
        end = last - timedelta(days=close)
        by_step = []
        for step in range(self.steps):
            home = 0.0
            for d in chosen:
                stays = self.survival(step, d, until)
                abroad = self.survival(step, d, until, abroad=True)
                part = math.log(abroad) / math.log(stays) if stays < 1 else 0.0
                home += self.flow("arrivals", step, d) * (1 - stays) * part
            by_step.append(home)
        arrived = self.total("arrivals", chosen, first, end)
        return self.windowed(by_step, first, end) / arrived

    def permits_issued(self, places: Iterable[int], first: date, last: date) -> float:
        """Arrivals who get a permit in a window, after two stages of three weeks."""
        chosen, stage = list(places), 1.5 / 2

        def done(months: float) -> float:
            return 1.0 - math.exp(-months / stage) * (1.0 + months / stage) if months > 0 else 0.0

        by_step = []
        for issued in range(self.steps):
            total = 0.0
            for arrived in range(self.steps):
                middle = (self.edges[arrived] + self.edges[arrived + 1]) / 2
                share = done((self.edges[issued + 1] - middle) / MONTH)
                share -= done((self.edges[issued] - middle) / MONTH)
                total += share * sum(self.flow("arrivals", arrived, d) for d in chosen)
            by_step.append(total)
        return self.windowed(by_step, first, last)

    def returned_share(self, opens: int, closes: int, last: date) -> float:
        """Returns up to a day over departures, of those who left between two edges."""
        left = sum(sum(self.departures[step]) for step in range(opens, closes))
        back = [
            sum(count for group, count in moved.items() if opens <= group.left < closes)
            for moved in self.returns
        ]
        return self.windowed(back, date.fromordinal(self.edges[0]), last) / left
