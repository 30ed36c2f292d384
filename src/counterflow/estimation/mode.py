"""The posterior's mode and its curvature there: where chains start and how they are scaled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]
Objective = Callable[[Array], tuple[float, Array]]

_STEP = 1e-4
_LEAST_CURVATURE = 0.5
_MOST_EVALUATIONS = 3000


@dataclass(frozen=True)
class Mode:
    """A normal approximation of the posterior.

    Parameters
    ----------
    centre : (n,)
        The mode.
    root : (n, n)
        Matrix R such that R @ u with standard normal u has the posterior's local covariance.
    """

    centre: Array
    root: Array


def find_mode(objective: Objective, size: int, held: NDArray[np.int64]) -> Array:
    """Minimise minus the log density from the prior's centre by L-BFGS.

    Scales of noise are held at their prior medians: the joint mode would shrink them until the
    curvature there says nothing about the bulk of the posterior.

    Parameters
    ----------
    objective
        Value and gradient.
    size
        Number of parameters n.
    held
        Positions of the parameters that stay at zero.
    """
    free = np.ones(size)
    free[held] = 0.0

    def slice_of(z: Array) -> tuple[float, Array]:
        value, gradient = objective(z)
        return value, gradient * free

    found = minimize(
        slice_of,
        np.zeros(size),
        jac=True,
        method="L-BFGS-B",
        options={"maxfun": _MOST_EVALUATIONS, "maxiter": _MOST_EVALUATIONS, "maxcor": 30},
    )
    return np.asarray(found.x, dtype=np.float64)


def normal_at(points: Array, gradient: Callable[[Array], Array]) -> Mode:
    """Normal approximation from the mean curvature at some points, around their mean.

    The Hessian comes from differences of gradients: cheaper than compiling second derivatives.
    Under a standard normal prior and log-concave evidence, curvature is at least one; what lies
    below is noise or a saddle, and is raised.

    Parameters
    ----------
    points : (k, n)
        The mode, or a few draws: the mean over draws says more about the bulk of the posterior.
    gradient
        Gradient of minus the log density at a point, (n,) to (n,).
    """
    size = points.shape[1]
    hessian = np.zeros((size, size))
    for point in points:
        here = gradient(point)
        shifted = np.stack([gradient(point + _STEP * axis) for axis in np.eye(size)])
        hessian += (shifted - here) / _STEP / len(points)
    curvature, axes = np.linalg.eigh((hessian + hessian.T) / 2)
    root = axes / np.sqrt(np.maximum(curvature, _LEAST_CURVATURE))
    return Mode(points.mean(axis=0), root)
