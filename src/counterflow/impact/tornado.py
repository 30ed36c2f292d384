"""Which assumption matters: how far an outcome moves with each of its inputs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.impact.assess import Assessment

Array = NDArray[np.float64]

SLICES = 10

LEAST_SHARE = 0.02
"""Part of the variance below which an input is left out: chance alone gives as much."""


@dataclass(frozen=True)
class Bar:
    """One input of one outcome.

    Parameters
    ----------
    name
        The input.
    low, high
        Mean of the outcome where the input is in its lowest and in its highest tenth.
    share
        Part of the outcome's variance that goes with the input alone, 0 to 1.

    Examples
    --------
    >>> Bar("a", 1.0, 3.0, 0.5).swing
    2.0
    """

    name: str
    low: float
    high: float
    share: float

    @property
    def swing(self) -> float:
        """Distance between the two means."""
        return abs(self.high - self.low)


@dataclass(frozen=True)
class Tornado:
    """An outcome and its inputs, the widest first.

    Parameters
    ----------
    name, unit
        The outcome.
    median, mean
        Over all draws.
    bars
        Inputs in the order of their swing.

    Examples
    --------
    >>> bars = Bar("returns", 1.0, 3.0, 0.6), Bar("pay", 1.8, 2.2, 0.1)
    >>> chart = Tornado("Workers abroad", "percent", 2.0, 2.0, bars)
    >>> [(bar.name, round(bar.swing, 1)) for bar in chart.bars]
    [('returns', 2.0), ('pay', 0.4)]
    """

    name: str
    unit: str
    median: float
    mean: float
    bars: tuple[Bar, ...]


def tornado(name: str, unit: str, outcome: Array, inputs: Mapping[str, Array]) -> Tornado:
    """Bars of one outcome, from the draws alone: no input is moved by hand.

    Parameters
    ----------
    name, unit
        The outcome in words, and its unit.
    outcome : (S,)
        Draws of it.
    inputs
        Draws of each input, (S,) each; those that explain next to nothing get no bar.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> a, b = random.normal(size=(2, 2000))
    >>> [bar.name for bar in tornado("sum", "persons", 3 * a + b, {"b": b, "a": a}).bars]
    ['a', 'b']
    """
    bars = [_bar(key, values, outcome) for key, values in inputs.items()]
    bars = [bar for bar in bars if bar.share >= LEAST_SHARE]
    bars.sort(key=lambda bar: (-bar.swing, bar.name))
    return Tornado(name, unit, float(np.median(outcome)), float(outcome.mean()), tuple(bars))


def _bar(name: str, values: Array, outcome: Array) -> Bar:
    means = np.array([outcome[part].mean() for part in np.array_split(values.argsort(), SLICES)])
    variance = float(outcome.var())
    # Means of slices differ by chance too: what chance alone would give is taken off.
    chance = variance * (SLICES - 1) / len(outcome)
    share = (float(means.var()) - chance) / variance if variance > 0 else 0.0
    return Bar(name, float(means[0]), float(means[-1]), min(max(share, 0.0), 1.0))


def tornadoes(found: Assessment) -> list[Tornado]:
    """What matters for the labour force, output, deposits and the rents that rose most.

    Parameters
    ----------
    found
        Draws of the impact.

    Examples
    --------
    >>> import counterflow as cf
    >>> from datetime import date
    >>> from counterflow.impact import AccountDraws, assess
    >>> case, left = cf.load_case("russia-2022"), np.full((20, 1, 1), 9000.0)
    >>> account = AccountDraws((date(2022, 10, 1),), ("GEO",), left, left, 0 * left, left)
    >>> [chart.unit for chart in tornadoes(assess(case, account))]
    ['percent', 'percentage_points', 'RUB', 'percent']
    """
    everything = _inputs(found)
    inputs = _without_hosts(everything, {*found.impact.hosts})
    charts = [
        tornado(
            "Workers abroad at the end, of the labour force",
            "percent",
            100 * found.labour.workers.abroad[:, -1] / found.impact.labour_force.value,
            inputs,
        ),
        tornado(
            "Growth over the account, both channels, leavers and returns together",
            "percentage_points",
            (found.growth.net_direct + found.growth.net_demand).sum(1),
            inputs,
        ),
        tornado(
            "Deposits withdrawn over the account",
            found.impact.currency,
            found.deposits.local.sum(1),
            inputs,
        ),
    ]
    if found.hosts:
        top = max(found.hosts.values(), key=lambda host: float(np.median(host.rent.max(1))))
        own = _without_hosts(everything, {*found.impact.hosts} - {top.code})
        people = top.people.max(1)
        charts.append(
            tornado(
                f"Rents in {top.city} at their highest, from arrivals alone",
                "percent",
                100 * np.expm1(top.rent.max(1)),
                {**own, f"account: people in {top.code}": people},
            )
        )
    return charts


def _without_hosts(inputs: Mapping[str, Array], codes: Collection[str]) -> dict[str, Array]:
    return {key: values for key, values in inputs.items() if key.partition(".")[0] not in codes}


def _inputs(found: Assessment) -> dict[str, Array]:
    """Assumptions, shares of profiles and two totals of the account."""
    account = found.account
    inputs = {
        "account: departures": account.left.sum(1),
        "account: returns": account.came_back.sum(1),
        **{
            name: values
            for name, values in found.drawn.items()
            if not name.endswith(".other_rent_growth")
        },
    }
    for name, shares in found.composition.shares.items():
        inputs[f"share: {name}"] = shares.by_wave.mean(1)
        inputs[f"return odds: {name}"] = shares.return_odds
    return inputs
