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
_DRAWN = 0.2


@dataclass(frozen=True)
class Mode:
    """A normal approximation of the posterior.

    Parameters
    ----------
    centre : (n,)
        The mode.
    root : (n, n)
        Matrix R such that R @ u with standard normal u has the posterior's local covariance.

    Examples
    --------
    >>> Mode(np.zeros(2), np.eye(2)).root.shape
    (2, 2)
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

    Examples
    --------
    >>> centre = np.array([1.0, 2.0, 3.0])
    >>> def bowl(z):
    ...     return 0.5 * float(np.square(z - centre).sum()), z - centre
    >>> find_mode(bowl, 3, held=np.array([2])).round(3).tolist()
    [1.0, 2.0, 0.0]
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


def normal_at(points: Array, gradients: Callable[[Array], Array]) -> Mode:
    """Normal approximation from the mean curvature at some points, around their mean.

    The Hessian comes from differences of gradients: cheaper than compiling second derivatives.
    Under a standard normal prior and log-concave evidence, curvature is at least one; what lies
    below is noise or a saddle, and is raised.

    Parameters
    ----------
    points : (k, n)
        The mode, or a few draws: the mean over draws says more about the bulk of the posterior.
    gradients
        Gradients of minus the log density at many points, (m, n) to (m, n).

    Examples
    --------
    >>> found = normal_at(np.zeros((1, 2)), lambda z: z * np.array([1.0, 4.0]))
    >>> (found.root @ found.root.T).round(3).tolist()
    [[1.0, 0.0], [0.0, 0.25]]
    """
    size = points.shape[1]
    hessian = np.zeros((size, size))
    for point in points:
        here, *shifted = gradients(np.vstack([point, point + _STEP * np.eye(size)]))
        hessian += (np.stack(shifted) - here) / _STEP / len(points)
    curvature, axes = np.linalg.eigh((hessian + hessian.T) / 2)
    root = axes / np.sqrt(np.maximum(curvature, _LEAST_CURVATURE))
    return Mode(points.mean(axis=0), root)


def blend(mode: Mode, draws: Array) -> Mode:
    """Correct a normal approximation by what draws of a warm-up say of its covariance.

    Curvature misjudges the few directions along which the posterior is far from normal; the
    covariance of a few hundred draws knows these, but is noise in most others. The sum of the
    two, weighted towards curvature, is a shrinkage estimate (Ledoit and Wolf, 2004, with the
    curvature's covariance as the target).

    Parameters
    ----------
    mode
        From curvature.
    draws : (m, n)
        Draws of all chains.

    Examples
    --------
    >>> draws = np.array([[1.0], [3.0]])
    >>> mode = blend(Mode(np.zeros(1), np.eye(1)), draws)
    >>> mode.centre.tolist(), mode.root.round(3).tolist()
    ([2.0], [[1.095]])
    """
    covariance = (1.0 - _DRAWN) * mode.root @ mode.root.T + _DRAWN * np.cov(draws.T)
    return Mode(draws.mean(axis=0), np.asarray(np.linalg.cholesky(covariance), np.float64))
