"""From draws to what they say: monthly accounts and views of every claim."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from counterflow.estimation.engine import build
from counterflow.estimation.model import Model
from counterflow.observation.likelihood import View, log_likelihood

Array = NDArray[np.float64]

_BATCH = 50


class Replay(NamedTuple):
    """Draws on the scale of people, for S draws, M months, D places and K shown claims.

    Attributes
    ----------
    stock : (S, M, D)
        Leavers present at each month's end.
    departures, arrivals, returns, onward, onward_in : (S, M, D)
        Monthly flows by place.
    persons_left : (S, M)
        First departures of each month.
    view
        What each reading of the shown claims is expected to say, (S, R) each; the first K are the
        claims as written.
    log_likelihood : (S, K of the fit)
        Log density of each claim of the fit.
    reading_density : (S, R)
        Log density of what each shown claim states under each of its readings.

    Examples
    --------
    >>> Replay._fields[:3]
    ('stock', 'departures', 'arrivals')
    """

    stock: Array
    departures: Array
    arrivals: Array
    returns: Array
    onward: Array
    onward_in: Array
    persons_left: Array
    view: View
    log_likelihood: Array
    reading_density: Array = np.zeros((0, 0))


class Projector:
    """Replays draws through the model; compiled at the first call, or by `ready`.

    Parameters
    ----------
    model
        The model that the draws are of.

    Examples
    --------
    >>> projector = Projector(model)  # doctest: +SKIP
    >>> account = projector.replay(np.zeros((1, model.size)))  # doctest: +SKIP
    >>> account.stock[0, -1].sum()  # doctest: +SKIP
    """

    def __init__(self, model: Model) -> None:
        self.model = model

    def ready(self) -> Projector:
        """Compiled, for instance while other programs are."""
        _ = self._run
        return self

    @cached_property
    def _run(self) -> Any:
        shape = (_BATCH, self.model.size)
        like = jax.ShapeDtypeStruct(shape, jnp.float64)  # type: ignore[no-untyped-call]
        return build(jax.jit(jax.vmap(self._one)).lower(like))

    def replay(self, z: Array) -> Replay:
        """Accounts and views of draws.

        Parameters
        ----------
        z : (S, n)
            Parameters as standard normals.
        """
        rows = len(z)
        padded = np.concatenate([z, np.repeat(z[-1:], -rows % _BATCH, axis=0)])
        parts = [
            jax.tree.map(np.asarray, self._run(jnp.asarray(padded[start : start + _BATCH])))
            for start in range(0, len(padded), _BATCH)
        ]
        found: Replay = jax.tree.map(lambda *leaves: np.concatenate(leaves)[:rows], *parts)
        return found

    def _one(self, z: jax.Array) -> Any:
        s = self.model.structure
        world = self.model.world(z)
        account = world.account
        months = jnp.asarray(np.eye(len(s.grid.months))[s.grid.month_of_step].T)
        ends = np.flatnonzero(s.grid.ends_month) + 1
        read = s.shown_readings
        seen = self.model.view(world, read.rows, read.reliability, read.rows.stated)
        flows: list[Any] = [
            account.departures,
            account.arrivals,
            account.returns,
            account.onward,
            account.onward_in,
        ]
        parts: list[Any] = [
            account.stock[ends],
            *(months @ flow for flow in flows),
            months @ account.first_departures,
            seen,
            self.model.log_likelihood(z, s.evidence.stated),
            log_likelihood(seen, read.rows, read.rows.stated),
        ]
        return Replay._make(parts)


def together(parts: Sequence[Replay], chains: int) -> Replay:
    """Replays of consecutive stretches of all chains as one, chain after chain.

    Examples
    --------
    >>> first, later = np.array([[1.0], [5.0]]), np.array([[2.0], [6.0]])
    >>> whole = together([Replay(*[first] * 10), Replay(*[later] * 10)], chains=2)
    >>> whole.stock.ravel().tolist()
    [1.0, 2.0, 5.0, 6.0]
    """

    def stitch(*leaves: Array) -> Array:
        by_chain = [leaf.reshape(chains, -1, *leaf.shape[1:]) for leaf in leaves]
        return np.concatenate(by_chain, axis=1).reshape(-1, *leaves[0].shape[1:])

    found: Replay = jax.tree.map(stitch, *parts)
    return found
