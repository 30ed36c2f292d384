"""How a run was scaled, and what its parameters are called: what another run can start from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.estimation.structure import Structure

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Scaling:
    """The coordinates and the step in which a run was sampled.

    Parameters
    ----------
    centre : (n,)
        Where the coordinates have their origin.
    root : (n, n)
        Matrix R such that R @ u with standard normal u has about the posterior's covariance.
    step
        Leapfrog step in these coordinates.

    Examples
    --------
    >>> Scaling(np.zeros(2), np.eye(2), 0.3).step
    0.3
    """

    centre: Array
    root: Array
    step: float


def parameter_names(structure: Structure) -> tuple[str, ...]:
    """A name for each entry of z that says what it is, whatever else the case holds.

    `attraction[GEO]` stays the same parameter when other places are added; `attraction[3]` would
    not. Blocks without names for their entries are told apart by their shape.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> names = parameter_names(build_structure(load_case("russia-2022")))
    >>> len(set(names)) == len(names), "attraction[GEO]" in names
    (True, True)
    """
    entries = _entries(structure)
    names = []
    for block in structure.packing.order:
        shape = structure.packing.blocks[block].shape
        found = entries.get(block)
        if found is None or len(found) != int(np.prod(shape)):
            size = "x".join(map(str, shape))
            found = [f"{','.join(map(str, index))}/{size}" for index in np.ndindex(shape)]
        names += [f"{block}[{entry}]" for entry in found]
    return tuple(names)


def _entries(s: Structure) -> dict[str, list[str]]:
    """What the entries of each block are about, in the order of the block."""
    cells, surges = s.places.cells, [day.isoformat() for day in s.surges]
    series: Callable[[object], str] = str
    n = s.nuisance
    visitor, year = np.nonzero(n.visitor_years)
    walked = [cells[cell] for cell in s.walk_cells]
    half_years = range(s.walk_basis.shape[1])
    return {
        "surge_mass": surges,
        "surge_at_once": surges,
        "surge_fast": surges,
        "surge_slow": surges,
        "attraction": list(cells),
        "exit_place": list(cells),
        "surge_shift": [f"{day},{cell}" for day in surges for cell in cells],
        "attraction_walk": [f"{knot},{cell}" for knot in half_years for cell in walked],
        "exit_walk": [f"{knot},{cell}" for knot in half_years for cell in walked],
        "feature": list(s.feature_names),
        "factor": [series(key) for key in (*n.crossings, *n.coverages)],
        "permit_jump": [f"{day},{cells[cell]}" for day, cell in n.permit_jumps],
        "visitor_level": [series(key) for key in n.visitors],
        "visitor_year": [
            f"{n.years[y]},{series(list(n.visitors)[v])}"
            for v, y in zip(visitor, year, strict=True)
        ],
        "visits_per_visitor": [series(list(n.visitors)[index]) for index in n.distinct],
        "base": [series(key) for key in n.bases],
        "source_bias": list(s.reliability.biased),
        "source_noise": list(s.reliability.noisy),
    }
