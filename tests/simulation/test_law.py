"""The engine has the law of one object per person."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray
from person_by_person import follow
from scipy import stats

from counterflow.simulation.engine import simulate
from counterflow.simulation.ensemble import Ensemble
from counterflow.simulation.parameters import SimulationParameters
from counterflow.system.timegrid import TimeGrid

GRID = TimeGrid.monthly(date(2022, 1, 1), date(2023, 3, 31), [date(2022, 3, 10)])
PLACES, POPULATION = 3, 25
SLOW, FAST = 3_000, 20_000


def lively() -> SimulationParameters:
    """Networks, a surge, exits by place and duration, and returned people who leave again."""
    steady = SimulationParameters.steady(GRID.steps, PLACES, leaving=0.12)
    surge = np.zeros((1, GRID.steps, 1))
    surge[0, GRID.step_of(date(2022, 3, 10))] = 0.15
    by_phase = np.array([0.5, 0.15, 0.05])[None, None, :, None]
    by_place = np.array([1.0, 0.5, 2.0])
    return steady._replace(
        surge_hazard=surge,
        surge_shift=np.array([[[0.0, 1.0, -1.0]]]),
        repeat_ratio=np.array([2.5]),
        attraction=steady.attraction + np.array([0.0, -0.7, 0.4]),
        network=np.array([0.8]),
        network_scale=np.array([2.0]),
        return_hazard=np.broadcast_to(by_phase * by_place, steady.return_hazard.shape).copy(),
        onward_hazard=np.broadcast_to(0.4 * by_phase / by_place, steady.onward_hazard.shape).copy(),
        onward_attraction=steady.onward_attraction + np.array([0.5, 0.0, -0.5]),
    )


def histories(ensemble: Ensemble) -> NDArray[np.int64]:
    """The ensemble in the shape of the slow reference, (S, 4, T + 1, D)."""
    flows = [ensemble.departures, ensemble.returns, ensemble.onward]
    padded = [np.pad(flow, ((0, 0), (1, 0), (0, 0))) for flow in flows]
    return np.stack([ensemble.stock, *padded], axis=1)


@pytest.fixture(scope="module")
def samples() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    parameters = lively()
    slow = np.stack([follow(parameters, GRID, POPULATION, seed) for seed in range(SLOW)])
    fast = simulate(parameters, GRID, POPULATION, members=FAST, seed=5)
    return slow, histories(fast)


def statistics(history: NDArray[np.int64]) -> NDArray[np.float64]:
    """Nine numbers of each history: stocks early and late, flows, and totals."""
    stock, departures, returns, onward = np.moveaxis(history, 1, 0)
    middle = GRID.steps // 2
    return np.stack(
        [
            stock[:, middle, 0],
            stock[:, -1, 0],
            stock[:, -1, 1],
            stock[:, -1, 2],
            stock[:, -1].sum(1),
            departures.sum((1, 2)),
            returns.sum((1, 2)),
            onward[..., 0].sum(1),
            departures[:, middle + 1].sum(1),
        ],
        axis=1,
    ).astype(float)


def test_means_and_variances_agree(samples: tuple[NDArray[np.int64], NDArray[np.int64]]) -> None:
    slow, fast = (statistics(history) for history in samples)
    error = np.sqrt(slow.var(0) / SLOW + fast.var(0) / FAST)
    assert np.abs((slow.mean(0) - fast.mean(0)) / error).max() < 3.5
    for column in range(slow.shape[1]):
        spread = stats.levene(slow[:, column], fast[:, column])
        assert spread.pvalue > 1e-3, column
        assert 0.9 < slow[:, column].var() / fast[:, column].var() < 1.1, column


def test_every_stock_and_flow_has_the_same_mean(
    samples: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> None:
    slow, fast = samples
    error = np.sqrt(slow.var(0) / SLOW + fast.var(0) / FAST)
    moved = error > 0
    z = (slow.mean(0) - fast.mean(0))[moved] / error[moved]
    assert np.abs(z).max() < 4.5
    assert 0.7 < z.std() < 1.3


def test_covariances_agree(samples: tuple[NDArray[np.int64], NDArray[np.int64]]) -> None:
    slow, fast = (np.corrcoef(statistics(history).T) for history in samples)
    # Fisher's transform has standard error 1 / sqrt(n - 3).
    above = np.triu_indices(len(slow), 1)
    z = (np.arctanh(slow[above]) - np.arctanh(fast[above])) / np.sqrt(1 / SLOW + 1 / FAST)
    assert np.abs(z).max() < 4.0


def test_distributions_agree(samples: tuple[NDArray[np.int64], NDArray[np.int64]]) -> None:
    slow, fast = (statistics(history) for history in samples)
    for column in range(slow.shape[1]):
        counts = [np.bincount(x[:, column].astype(int), minlength=200) for x in (slow, fast)]
        table = np.stack(counts)
        # Rare counts are pooled, so that the test of independence holds.
        common = table.sum(0) >= 50
        table = np.column_stack([table[:, common], table[:, ~common].sum(1)])
        table = table[:, table.sum(0) > 0]
        assert stats.chi2_contingency(table).pvalue > 1e-3, column


def test_a_wrong_law_would_be_seen(
    samples: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> None:
    """Without the network, or with one hazard for all durations, the comparison fails."""
    slow = statistics(samples[0])
    right = lively()
    even = right.return_hazard.mean(axis=2, keepdims=True)
    for wrong in (
        right._replace(network=np.zeros(1)),
        right._replace(return_hazard=np.repeat(even, 3, axis=2)),
    ):
        other = statistics(histories(simulate(wrong, GRID, POPULATION, members=FAST, seed=5)))
        error = np.sqrt(slow.var(0) / SLOW + other.var(0) / FAST)
        assert np.abs((slow.mean(0) - other.mean(0)) / error).max() > 6
