"""The little of a stored run that questions need, read without loading what made it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterflow.errors import CounterflowError

FILE = "posterior.nc"


class Kept(NamedTuple):
    """What is kept of a run.

    Attributes
    ----------
    run
        What is needed to repeat it.
    parameters
        Labels of its n parameters.
    z : (S, n)
        Draws of them, chains one after the other.
    learnt
        Ids of the K claims of the fit.
    log_likelihood : (S, K)
        Their log density in each draw.

    Examples
    --------
    >>> Kept._fields
    ('run', 'parameters', 'z', 'learnt', 'log_likelihood')
    """

    run: Mapping[str, Any]
    parameters: tuple[str, ...]
    z: NDArray[np.float64]
    learnt: tuple[str, ...]
    log_likelihood: NDArray[np.float64]


def read_kept(folder: Path) -> Kept:
    """Read a run's parameters and densities; a second less than through xarray.

    Raises
    ------
    StoredError
        If there is no posterior, or the file is broken.

    Examples
    --------
    >>> read_kept(Path("out/russia-2022")).run["case"]  # doctest: +SKIP
    'russia-2022'
    """
    import h5py

    path = folder / FILE
    if not path.is_file():
        raise refusal(
            f"there is no {FILE} in {folder}; make one with `counterflow run CASE --out {folder}`"
        )
    try:
        with h5py.File(path) as file:
            posterior, density = file["posterior"], file["log_likelihood"]
            return Kept(
                json.loads(file.attrs["run"]),
                _names(posterior["parameter"]),
                _rows(posterior["z"]),
                _names(density["claim"]),
                _rows(density["stated"]),
            )
    except (OSError, KeyError, ValueError) as error:
        raise refusal(f"{path} cannot be read ({error}); run the estimate again") from None


def _names(column: Any) -> tuple[str, ...]:
    return tuple(column.asstr()[:])


def _rows(table: Any) -> NDArray[np.float64]:
    """Draws of all chains below each other."""
    values = np.asarray(table[:], dtype=np.float64)
    return values.reshape(-1, values.shape[-1])


def refusal(told: str) -> CounterflowError:
    """The error of a stored run that cannot be asked.

    Examples
    --------
    >>> refusal("there is no posterior.nc in out").exit_code
    2
    """
    # Loaded here because it brings the sampler along.
    from counterflow.estimation.stored import StoredError

    return StoredError(told)
