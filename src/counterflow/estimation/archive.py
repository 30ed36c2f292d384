"""The draws as they are kept in `posterior.nc`: ArviZ's schema, compressed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from counterflow.estimation.predictive import stated_numbers
from counterflow.estimation.replay import Replay
from counterflow.estimation.sampling import Draws
from counterflow.estimation.scaling import Scaling, parameter_names
from counterflow.estimation.structure import Structure

Array = NDArray[np.float64]

_GRAINS = 2.0**16
"""Parts of a person that flows are kept in. Sums of such parts are exact in double precision, so
the account balances to the last bit, and the digits below, which are noise, need no room."""

_COMPRESSION = {"zlib": True, "complevel": 1, "shuffle": True}
"""A higher level takes longer and saves less than 1%."""

_DRAWS_A_CHUNK = 25


def kept_account(replay: Replay) -> dict[str, Array]:
    """Flows in whole grains of a person, and the stocks that follow from them.

    Parameters
    ----------
    replay
        Draws of the account.

    Returns
    -------
    dict of (S, M, D) arrays
        By the names of the account's quantities, within 0.01 persons of the draws and never
        negative.

    Examples
    --------
    >>> stock = np.array([[[1.0, 2.0]], [[3.0, 4.0]]])
    >>> replay = Replay(*[stock] * 6, stock.sum(2), *[stock.sum(2)] * 3)
    >>> sorted(kept_account(replay))[:2]
    ['arrivals', 'departures']
    """
    moved = np.rint(replay.onward.sum(2, keepdims=True) * _GRAINS)
    onward = _shared_out(replay.onward * _GRAINS, moved) / _GRAINS
    onward_in = _shared_out(replay.onward_in * _GRAINS, moved) / _GRAINS
    returns = np.floor(replay.returns * _GRAINS) / _GRAINS
    # Onward moves may each lose a grain; with two more departures no stock falls below its draw.
    departures = (np.ceil(replay.departures * _GRAINS) + 2.0) / _GRAINS
    arrivals = departures + onward_in
    return {
        "departures": departures,
        "arrivals": arrivals,
        "returns": returns,
        "onward": onward,
        "onward_in": onward_in,
        "stock": (arrivals - returns - onward).cumsum(1),
    }


def _shared_out(flow: Array, total: Array) -> Array:
    """Whole numbers near a flow by place that add up to a given total."""
    ends = np.minimum(np.rint(flow.cumsum(2)), total)
    ends[:, :, -1:] = total
    return np.diff(ends, axis=2, prepend=0.0)


def draws_tree(
    draws: Draws,
    replay: Replay,
    predicted: Array,
    structure: Structure,
    run: Mapping[str, Any],
    scaling: Scaling | None = None,
) -> xr.DataTree:
    """Draws in ArviZ's schema: posterior, predictive, log likelihood, statistics, data.

    Parameters
    ----------
    draws, replay
        Parameters, and the accounts and views of claims they give.
    predicted : (S, K)
        Predictive draws of the claims shown.
    structure
        The fixed part of the model.
    run
        What is needed to repeat the run; kept as JSON in the attribute `run`.
    scaling
        How the run was scaled; kept with the priors' moments, for another run to start from.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> p = posterior  # doctest: +SKIP
    >>> tree = draws_tree(p.draws, p.replay, p.predicted, p.structure, p.run)  # doctest: +SKIP
    >>> tree["posterior"]["stock"].dims  # doctest: +SKIP
    ('chain', 'draw', 'month', 'destination')
    """
    chains, count = draws.diverging.shape

    def by_chain(values: Array) -> Array:
        return values.reshape(chains, count, *values.shape[1:])

    by_claim = ("chain", "draw", "claim")
    shown = _ids(structure.shown.claims)
    axes = {"chain": np.arange(chains), "draw": np.arange(count)}
    account = {
        name: (("chain", "draw", "month", "destination"), by_chain(values))
        for name, values in kept_account(replay).items()
    }
    groups = {
        "posterior": xr.Dataset(
            {**account, "z": (("chain", "draw", "parameter"), draws.z)},
            coords={
                **axes,
                "month": [f"{month:%Y-%m}" for month in structure.grid.months],
                "destination": list(structure.places.cells),
                "parameter": structure.packing.labels(),
            },
        ),
        "posterior_predictive": xr.Dataset(
            {"stated": (by_claim, by_chain(predicted))}, coords={**axes, "claim": shown}
        ),
        "log_likelihood": xr.Dataset(
            {"stated": (by_claim, by_chain(replay.log_likelihood))},
            coords={**axes, "claim": _ids(structure.evidence.claims)},
        ),
        "sample_stats": xr.Dataset(
            {
                "diverging": (("chain", "draw"), draws.diverging),
                "n_steps": (("chain", "draw"), draws.steps),
                "energy": (("chain", "draw"), draws.energy),
            },
            coords=axes,
        ),
        "observed_data": xr.Dataset(
            {"stated": (("claim",), stated_numbers(structure.shown))}, coords={"claim": shown}
        ),
    }
    if scaling is not None:
        groups["scaling"] = _scaling(scaling, structure)
    tree = xr.DataTree.from_dict(groups)
    tree.attrs["run"] = json.dumps(run, sort_keys=True, default=str)
    return tree


def _scaling(scaling: Scaling, structure: Structure) -> xr.Dataset:
    """Scaling by parameter; single precision is plenty for coordinates."""
    location, scale = structure.packing.moments
    return xr.Dataset(
        {
            "centre": (("parameter",), scaling.centre),
            "root": (("parameter", "axis"), scaling.root.astype(np.float32)),
            "location": (("parameter",), location),
            "scale": (("parameter",), scale),
        },
        coords={"parameter": list(parameter_names(structure))},
        attrs={"step": scaling.step},
    )


def _ids(claims: Sequence[Any]) -> list[str]:
    return [claim.id for claim in claims]


def write_tree(tree: xr.DataTree, path: Path) -> None:
    """Write a tree of draws as NetCDF, the account compressed; the rest is noise to its last digit.

    Examples
    --------
    >>> import tempfile
    >>> tree = xr.DataTree.from_dict({"posterior": xr.Dataset({"x": ("draw", np.arange(9.0))})})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_tree(tree, Path(folder) / "x.nc")
    ...     with xr.open_datatree(Path(folder) / "x.nc", engine="h5netcdf") as found:
    ...         float(found["posterior"]["x"].sum())
    36.0
    """
    encoding = {
        group.path: {
            str(name): {
                **_COMPRESSION,
                "chunksizes": (1, min(_DRAWS_A_CHUNK, values.sizes["draw"]), *values.shape[2:]),
            }
            for name, values in group.data_vars.items()
            if "month" in values.dims
        }
        for group in tree.subtree
    }
    tree.to_netcdf(path, engine="h5netcdf", encoding=encoding)
