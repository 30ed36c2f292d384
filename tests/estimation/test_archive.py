"""What is kept of the draws: every account balances to the last bit, and nothing is negative."""

from __future__ import annotations

import numpy as np

from counterflow.estimation.archive import kept_account
from counterflow.estimation.replay import Replay
from counterflow.observation.likelihood import View


def invented(size: float) -> Replay:
    """Draws of a small account that balances up to rounding, of 20 months and 5 places."""
    rng = np.random.default_rng(3)
    shape = (8, 5)
    stock, months = np.zeros(shape), []
    for _ in range(20):
        left = size * rng.gamma(1.0, size=shape)
        back, on = (0.3 * stock * rng.uniform(size=shape) for _ in range(2))
        came = on.sum(1, keepdims=True) * rng.dirichlet(np.ones(5), size=8)
        stock = stock + left + came - back - on
        months.append((stock, left, left + came, back, on, came))
    parts = [np.stack(part, axis=1) for part in zip(*months, strict=True)]
    none = np.zeros((8, 0))
    return Replay(*parts, persons_left=parts[1].sum(2), view=View(*[none] * 5), log_likelihood=none)


def test_the_account_that_is_kept_balances_to_the_last_bit() -> None:
    for size in (1e-6, 1.0, 1e6):
        kept = kept_account(invented(size))
        stock = kept["stock"]
        before = np.concatenate([np.zeros_like(stock[:, :1]), stock[:, :-1]], axis=1)
        after = before + kept["arrivals"] - kept["returns"] - kept["onward"]
        assert np.array_equal(after, stock)
        assert np.array_equal(kept["departures"] + kept["onward_in"], kept["arrivals"])
        assert np.array_equal(kept["onward"].sum(2), kept["onward_in"].sum(2))


def test_it_is_the_account_of_the_draws() -> None:
    for size in (1.0, 1e6):
        replay = invented(size)
        for name, values in kept_account(replay).items():
            np.testing.assert_allclose(values, getattr(replay, name), rtol=1e-12, atol=0.01)


def test_nothing_becomes_negative_where_hardly_anyone_is() -> None:
    for size in (1e-9, 1e-6, 1e-3):
        for name, values in kept_account(invented(size)).items():
            assert values.min() >= 0, (size, name)
