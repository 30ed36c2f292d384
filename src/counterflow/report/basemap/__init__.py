"""The basemap: shapes of places, the lines between them, and a point for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pycountry
from numpy.typing import NDArray

from counterflow.errors import CounterflowError

Line = NDArray[np.float64]
"""Longitudes and latitudes in degrees, (n, 2)."""
Ring = tuple[int, ...]
"""Arcs in order; arc `~k` is arc `k` backwards."""

NOTE = (
    "The boundaries shown do not imply any opinion on the legal status of any country, territory "
    "or area, or on the delimitation of its boundaries. Dashed lines are boundaries that are "
    "undetermined or lines of an armistice."
)
OWN_NOTE = (
    "The boundaries come from a file chosen by the author of this report and do not imply any "
    "opinion on the legal status of any country, territory or area."
)


class BasemapError(CounterflowError):
    """A basemap file cannot be drawn.

    Examples
    --------
    >>> BasemapError("map.json: is not JSON").exit_code
    2
    """


@dataclass(frozen=True)
class Basemap:
    """Shapes by place.

    Parameters
    ----------
    arcs
        Lines that the shapes are made of; a line between two places is one arc.
    places
        Code to polygons, each an outer ring and its holes. Codes are alpha-3, or begin with `X-`
        where no country is shown.
    points
        Code to the longitude and latitude that stand for the place.
    dashed
        Arcs that are drawn dashed.
    note
        What must stand under the map.

    Examples
    --------
    >>> world = standard()
    >>> world.points["GEO"]
    (42.63, 42.37)
    """

    arcs: tuple[Line, ...]
    places: Mapping[str, tuple[tuple[Ring, ...], ...]]
    points: Mapping[str, tuple[float, float]]
    dashed: frozenset[int]
    note: str

    def borders(self) -> list[int]:
        """Arcs between two places."""
        owners: dict[int, set[str]] = {}
        for place, polygons in self.places.items():
            for polygon in polygons:
                for ring in polygon:
                    for arc in ring:
                        owners.setdefault(max(arc, ~arc), set()).add(place)
        return sorted(arc for arc, found in owners.items() if len(found) > 1)


@cache
def standard() -> Basemap:
    """The world as it comes with the package: Natural Earth, adjusted.

    Examples
    --------
    >>> len(standard().places) > 200
    True
    """
    text = resources.files(__name__).joinpath("world.json").read_text(encoding="utf-8")
    return _from_topology(json.loads(text), NOTE)


def read_basemap(path: Path) -> Basemap:
    """A basemap of the user's own: TopoJSON or GeoJSON of countries.

    Parameters
    ----------
    path
        The file. A place is known by an alpha-3 or numeric ISO 3166-1 code in `id` or in a
        property named `iso_a3`, `iso3cd`, `adm0_a3` or `iso3`, in any case of letters.

    Raises
    ------
    BasemapError
        If the file cannot be read or names no place.

    Examples
    --------
    >>> read_basemap(Path("nowhere.json"))
    Traceback (most recent call last):
    counterflow.report.basemap.BasemapError: nowhere.json: cannot be read ...
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BasemapError(
            f"{path}: cannot be read as a map ({error}); `basemap` in case.toml takes a TopoJSON "
            "or GeoJSON file of countries"
        ) from None
    kind = content.get("type") if isinstance(content, dict) else None
    try:
        if kind == "Topology":
            found = _from_topology(content, OWN_NOTE)
        elif kind == "FeatureCollection":
            found = _from_features(content["features"])
        else:
            raise ValueError(f"its type is {kind!r}")
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise BasemapError(
            f"{path}: is neither TopoJSON nor a GeoJSON FeatureCollection ({error})"
        ) from None
    if not found.points:
        raise BasemapError(
            f"{path}: no shape carries an ISO 3166-1 code; put it into `id` or the property iso_a3"
        )
    return found


def _from_topology(content: Mapping[str, Any], note: str) -> Basemap:
    transform = content.get("transform")
    arcs = []
    for packed in content["arcs"]:
        line = np.asarray(packed, dtype=np.float64)
        if transform is not None:
            line = line.cumsum(0) * transform["scale"] + transform["translate"]
        arcs.append(line)
    objects = content["objects"]
    shapes = objects.get("places") or objects.get("countries") or next(iter(objects.values()))
    places: dict[str, list[tuple[Ring, ...]]] = {}
    points: dict[str, tuple[float, float]] = {}
    for k, geometry in enumerate(shapes["geometries"]):
        code = _code(geometry) or f"X-{k}"
        found = geometry.get("arcs", [])
        polygons = [found] if geometry["type"] == "Polygon" else found
        places.setdefault(code, []).extend(
            tuple(tuple(ring) for ring in polygon) for polygon in polygons
        )
        given = (geometry.get("properties") or {}).get("point")
        if given:
            points[code] = (float(given[0]), float(given[1]))
    dashed = objects.get("dashed", {"arcs": []})["arcs"]
    shaped = {code: tuple(polygons) for code, polygons in places.items()}
    return Basemap(
        tuple(arcs),
        shaped,
        {**_middles(tuple(arcs), shaped), **points},
        frozenset(arc for line in dashed for arc in line),
        note,
    )


def _from_features(features: list[Mapping[str, Any]]) -> Basemap:
    arcs: list[Line] = []
    places: dict[str, list[tuple[Ring, ...]]] = {}
    for k, feature in enumerate(features):
        code = _code(feature) or f"X-{k}"
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for polygon in polygons:
            first = len(arcs)
            arcs.extend(np.asarray(ring, dtype=np.float64)[:, :2] for ring in polygon)
            rings = tuple((arc,) for arc in range(first, len(arcs)))
            places.setdefault(code, []).append(rings)
    shaped = {code: tuple(polygons) for code, polygons in places.items()}
    return Basemap(tuple(arcs), shaped, _middles(tuple(arcs), shaped), frozenset(), OWN_NOTE)


def ring_line(arcs: tuple[Line, ...], ring: Ring) -> Line:
    """The points of a ring, its ends joined.

    Examples
    --------
    >>> ring_line((np.array([[0.0, 0.0], [1.0, 1.0]]),), (0, ~0)).tolist()
    [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]]
    """
    parts = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _middles(
    arcs: tuple[Line, ...], places: Mapping[str, tuple[tuple[Ring, ...], ...]]
) -> dict[str, tuple[float, float]]:
    """Centroid of the largest part of each place that has a code."""
    found = {}
    for code, polygons in places.items():
        if code.startswith("X-") or not polygons:
            continue
        lines = [ring_line(arcs, polygon[0]) for polygon in polygons]
        line = max(lines, key=lambda ring: abs(_area(ring)))
        x, y = line[:-1].T
        u, v = line[1:].T
        cross = x * v - u * y
        size = cross.sum() * 3
        if size:
            found[code] = (
                float(((x + u) * cross).sum() / size),
                float(((y + v) * cross).sum() / size),
            )
    return found


def _area(line: Line) -> float:
    x, y = line.T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def _names(shape: Mapping[str, Any]) -> Iterator[str]:
    yield str(shape.get("id", ""))
    for key, value in (shape.get("properties") or {}).items():
        if key.lower() in ("iso_a3", "iso3cd", "adm0_a3", "iso3"):
            yield str(value)


def _code(shape: Mapping[str, Any]) -> str:
    """Alpha-3 code of a shape; blank if it has none. Codes `X...` pass as they are."""
    for name in _names(shape):
        if name.isdigit():
            country = pycountry.countries.get(numeric=name.zfill(3))
        else:
            country = pycountry.countries.get(alpha_3=name.upper())
        if country is not None:
            return str(country.alpha_3)
        if name.startswith("X"):
            return name
    return ""
