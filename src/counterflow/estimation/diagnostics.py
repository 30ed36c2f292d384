"""Has it converged, and may it be shown?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from arviz_stats.base.array import array_stats
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOST_RHAT = 1.01
LEAST_ESS = 400.0
LEAST_BFMI = 0.3


class Convergence(NamedTuple):
    """Diagnostics of one run (Vehtari et al., 2021; Betancourt, 2016).

    Attributes
    ----------
    rhat, ess_bulk, ess_tail
        Rank-normalised split R-hat and effective sample sizes by quantity.
    divergences
        Number of divergent trajectories among the kept draws.
    bfmi
        Smallest energy fraction over the chains.

    Examples
    --------
    >>> Convergence({"x": 1.02}, {"x": 900.0}, {"x": 900.0}, 0, 0.9).failures
    ('R-hat 1.020 is not below 1.01',)
    """

    rhat: Mapping[str, float]
    ess_bulk: Mapping[str, float]
    ess_tail: Mapping[str, float]
    divergences: int
    bfmi: float

    @property
    def max_rhat(self) -> float:
        """Largest R-hat."""
        return max(self.rhat.values())

    @property
    def min_ess_bulk(self) -> float:
        """Smallest bulk effective sample size."""
        return min(self.ess_bulk.values())

    @property
    def min_ess_tail(self) -> float:
        """Smallest tail effective sample size."""
        return min(self.ess_tail.values())

    @property
    def failures(self) -> tuple[str, ...]:
        """What forbids showing the draws as results; empty if nothing does."""
        found = []
        if not self.max_rhat < MOST_RHAT:
            found.append(f"R-hat {self.max_rhat:.3f} is not below {MOST_RHAT}")
        for name, least in (("bulk", self.min_ess_bulk), ("tail", self.min_ess_tail)):
            if not least > LEAST_ESS:
                found.append(f"{name} ESS {least:.0f} is not above {LEAST_ESS:.0f}")
        if self.divergences:
            found.append(f"{self.divergences} divergent trajectories")
        if not self.bfmi > LEAST_BFMI:
            found.append(f"E-BFMI {self.bfmi:.2f} is not above {LEAST_BFMI}")
        return tuple(found)

    @property
    def converged(self) -> bool:
        """Whether the draws may be shown as results."""
        return not self.failures


def diagnose(
    quantities: Mapping[str, Array], diverging: NDArray[np.bool_], energy: Array
) -> Convergence:
    """Diagnose the quantities that will be shown.

    Parameters
    ----------
    quantities
        Name to draws, (chains, draws) each.
    diverging : (chains, draws)
        Whether trajectories diverged.
    energy : (chains, draws)
        Potential energy.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> good = diagnose({"x": rng.normal(size=(4, 500))}, np.zeros((4, 500), bool),
    ...                 rng.normal(size=(4, 500)))
    >>> good.converged
    True
    """
    # ArviZ's array functions carry no types.
    stats: Any = array_stats
    axes = {"chain_axis": 0, "draw_axis": 1}
    tail = {"method": "tail", "prob": (0.05, 0.95), **axes}
    return Convergence(
        rhat={name: float(stats.rhat(draws, **axes)) for name, draws in quantities.items()},
        ess_bulk={name: float(stats.ess(draws, **axes)) for name, draws in quantities.items()},
        ess_tail={name: float(stats.ess(draws, **tail)) for name, draws in quantities.items()},
        divergences=int(diverging.sum()),
        bfmi=float(np.min(_bfmi(energy))),
    )


def recorded(kept: Mapping[str, Any]) -> Convergence:
    """Diagnostics as `run.json` keeps them: the worst quantity stands for all.

    Examples
    --------
    >>> kept = {"max_rhat": 1.004, "min_ess_bulk": 700, "min_ess_tail": 600, "divergences": 0}
    >>> recorded({**kept, "bfmi": 0.8}).converged
    True
    """
    return Convergence(
        rhat={"worst": kept["max_rhat"]},
        ess_bulk={"worst": kept["min_ess_bulk"]},
        ess_tail={"worst": kept["min_ess_tail"]},
        divergences=kept["divergences"],
        bfmi=kept["bfmi"],
    )


def _bfmi(energy: Array) -> Array:
    changes = np.square(np.diff(energy, axis=1)).sum(axis=1)
    return np.asarray(changes / np.square(energy - energy.mean(1, keepdims=True)).sum(axis=1))
