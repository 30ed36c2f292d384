"""Draws of the world as plain arrays: made once for a stored run, then read in no time.

Everything a claim may ask of the account follows from these, without compiling anything.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.record import cache_folder
from counterflow.estimation.structure import Structure
from counterflow.observation.tables import TableKey

Array = NDArray[np.float64]

MOST_DRAWS = 500
"""Draws that questions are put to: quantiles of 10 and 90% are then good to a few percent of the
interval's width."""

_BATCH = 50
_FORMAT = "1"
_FLOWS = ("departures", "arrivals", "returns", "onward", "onward_in")
_BESIDE = ("visits", "visitors", "base")


@dataclass(frozen=True)
class Worlds:
    """S states of the world.

    Attributes
    ----------
    position : (S,)
        Which of the posterior's draws they are, chains one after the other.
    tables
        `departures`, `arrivals`, `returns`, `onward`, `onward_in` (S, T, D); `stock` (S, T + 1, D);
        `first_departures` (S, T); `cohort_departures`, `cohort_returns` (S, T, G); `visits`,
        `visitors` (S, series, months); `base` (S, bases); persons or crossings.
    return_hazard, onward_hazard : (S, T, P, D)
        Monthly hazards by phase of stay.
    lens
        Parameters of how sources see the account, by name, draws first.

    Examples
    --------
    >>> stock, hazard = np.zeros((2, 4, 1)), np.full((2, 3, 3, 1), 0.05)
    >>> Worlds(np.array([0, 5]), {"stock": stock}, hazard, hazard, lens={}).size
    2
    """

    position: NDArray[np.int64]
    tables: dict[str, Array]
    return_hazard: Array
    onward_hazard: Array
    lens: dict[str, Array]

    @property
    def size(self) -> int:
        """Number of draws S."""
        return len(self.position)


def worlds_of(structure: Structure, z: Array) -> Worlds:
    """Worlds of the draws, thinned to `MOST_DRAWS`; from the cache where they were made before.

    Parameters
    ----------
    structure
        The fixed part of the model.
    z : (S, n)
        Draws of its parameters.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> z = posterior.draws.z.reshape(-1, posterior.structure.packing.size)  # doctest: +SKIP
    >>> worlds_of(posterior.structure, z).tables["stock"][:, -1].sum(1).mean()  # doctest: +SKIP
    np.float64(11...)
    """
    position = np.arange(0, len(z), -(-len(z) // MOST_DRAWS))
    kept = np.ascontiguousarray(z[position])
    path = _cache_file(structure, kept)
    found = _read(path)
    if found is None:
        found = _computed(structure, kept)
        _write(path, found)
    return _unpacked(position, found)


def _cache_file(structure: Structure, z: Array) -> Path:
    told = repr((_FORMAT, structure.grid.edges, structure.places.cells, structure.population))
    digest = hashlib.sha256(told.encode() + z.tobytes())
    for array in (structure.features, structure.attraction_jumps, structure.exit_jumps):
        digest.update(np.ascontiguousarray(array).tobytes())
    return cache_folder() / "worlds" / f"{digest.hexdigest()[:32]}.npz"


def _read(path: Path) -> dict[str, Array] | None:
    try:
        with np.load(path) as kept:
            return {name: kept[name].astype(np.float64) for name in kept.files}
    except (OSError, ValueError, EOFError):
        return None


def _write(path: Path, found: dict[str, Array]) -> None:
    """Keep for the next process; a cache that cannot be written costs only time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
        with os.fdopen(descriptor, "wb") as file:
            # Single precision: seven digits of persons, in half the room.
            np.savez(file, **{key: values.astype(np.float32) for key, values in found.items()})  # type: ignore[arg-type]
        Path(name).replace(path)
    except OSError:
        return


def _computed(structure: Structure, z: Array) -> dict[str, Array]:
    import jax
    import jax.numpy as jnp

    from counterflow.estimation.engine import prepare
    from counterflow.estimation.model import Model

    prepare()
    model, layout = Model(structure), structure.tabulator.layout
    sizes = {"visits": (layout.series, layout.months), "visitors": (layout.series, layout.months)}
    sizes["base"] = (layout.bases, 1)

    def one(z: jax.Array) -> dict[str, jax.Array]:
        world = model.world(z)
        names = (*_FLOWS, "stock", "first_departures", "cohort_departures", "cohort_returns")
        found = {name: getattr(world.account, name) for name in names}
        for name, shape in sizes.items():
            rows, width = shape
            start = layout.position(TableKey(name), 0, 0) if rows and width else 0
            found[name] = world.flat[start : start + rows * width].reshape(shape)
        found["return_hazard"] = world.parameters.return_hazard
        found["onward_hazard"] = world.parameters.onward_hazard
        return found | {f"lens_{name}": part for name, part in world.lens._asdict().items()}

    run = jax.jit(jax.vmap(one))
    rows = len(z)
    padded = np.concatenate([z, np.repeat(z[-1:], -rows % _BATCH, axis=0)])
    parts = [
        {name: np.asarray(part) for name, part in run(jnp.asarray(padded[i : i + _BATCH])).items()}
        for i in range(0, len(padded), _BATCH)
    ]
    return {name: np.concatenate([part[name] for part in parts])[:rows] for name in parts[0]}


def _unpacked(position: NDArray[np.int64], found: dict[str, Array]) -> Worlds:
    lens = {name.removeprefix("lens_"): v for name, v in found.items() if name.startswith("lens_")}
    tables = {name: v for name, v in found.items() if not name.startswith("lens_")}
    return_hazard, onward_hazard = tables.pop("return_hazard"), tables.pop("onward_hazard")
    tables["base"] = tables["base"][:, :, 0]
    # Stocks follow from the flows, so that the account balances in double precision too.
    moved = tables["departures"] + tables["onward_in"]
    tables["arrivals"] = moved
    change = moved - tables["returns"] - tables["onward"]
    start = np.zeros_like(change[:, :1])
    tables["stock"] = np.concatenate([start, change.cumsum(1)], axis=1)
    return Worlds(position, tables, return_hazard, onward_hazard, lens)
