"""How far the answer leans on each prior and each group of claims: power-scaling sensitivity.

A component of the model is raised to a power a little above and below one, by weighting the draws
(Kallioinen, Paananen, Bürkner and Vehtari, 2023); the distance that the answer moves, per doubling
of the component's strength, is its sensitivity. 0.05 and more deserves a look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from arviz_stats.base.array import array_stats
from numpy.typing import NDArray

from counterflow.estimation.importance import smooth

Array = NDArray[np.float64]

NOTEWORTHY = 0.05
_LOWER, _UPPER = 0.99, 1.01


@dataclass(frozen=True)
class Sensitivity:
    """Power-scaling sensitivity of one figure to one component.

    Parameters
    ----------
    figure
        Headline key.
    component
        Block of parameters whose prior was scaled, or group of claims.
    kind
        `prior` or `likelihood`.
    value
        Cumulative Jensen-Shannon distance per doubling of the component's strength.

    Examples
    --------
    >>> found = Sensitivity("still_abroad", "class_bias", "prior", 0.12)
    >>> found.value > NOTEWORTHY
    True
    """

    figure: str
    component: str
    kind: str
    value: float


def sensitivities(
    figures: Mapping[str, Array], components: Mapping[tuple[str, str], Array]
) -> tuple[Sensitivity, ...]:
    """Sensitivity of every figure to every component, largest first.

    Parameters
    ----------
    figures
        Name to draws, (chains, draws) each.
    components
        Kind and name to the component's log density of each draw, (chains, draws) each.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x = rng.normal(size=(2, 500))
    >>> found = sensitivities({"x": x}, {("prior", "tight"): -50 * (x - 2) ** 2,
    ...                                  ("prior", "flat"): -1e-6 * x**2})
    >>> [item.component for item in found]
    ['tight', 'flat']
    """
    # ArviZ's array functions carry no types.
    stats: Any = array_stats
    found = []
    for (kind, name), log_density in components.items():
        weights = [
            smooth((power - 1.0) * log_density.ravel()).weight.reshape(log_density.shape)
            for power in (_LOWER, _UPPER)
        ]
        for figure, draws in figures.items():
            value = stats.power_scale_sense(
                draws, *weights, _LOWER, _UPPER, chain_axis=0, draw_axis=1
            )
            found.append(Sensitivity(figure, name, kind, float(value)))
    return tuple(sorted(found, key=lambda item: -item.value))
