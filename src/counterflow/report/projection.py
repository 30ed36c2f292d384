"""From the globe to the page: Lambert's azimuthal equal-area projection, and a frame to look at."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EDGE = math.radians(150)
"""Farther than this from the centre the projection tears shapes apart; nothing there is drawn."""


@dataclass(frozen=True, slots=True)
class EqualArea:
    """Lambert azimuthal equal-area projection of the sphere with radius 1.

    Parameters
    ----------
    longitude, latitude
        Centre, in degrees.

    Examples
    --------
    >>> EqualArea(0, 0)(np.array([[0.0, 90.0]])).round(3).tolist()
    [[0.0, -1.414]]
    """

    longitude: float
    latitude: float

    def __call__(self, points: Array) -> Array:
        """Longitudes and latitudes (n, 2) to x to the right and y downward; NaN past the edge."""
        lon, lat = np.radians(points[:, 0] - self.longitude), np.radians(points[:, 1])
        centre = math.radians(self.latitude)
        cosine = math.sin(centre) * np.sin(lat) + math.cos(centre) * np.cos(lat) * np.cos(lon)
        with np.errstate(invalid="ignore", divide="ignore"):
            k = np.sqrt(2 / (1 + cosine))
            x = k * np.cos(lat) * np.sin(lon)
            y = k * (math.cos(centre) * np.sin(lat) - math.sin(centre) * np.cos(lat) * np.cos(lon))
        flat = np.stack([x, -y], axis=1)
        flat[cosine < math.cos(EDGE)] = np.nan
        return flat


def centre_of(points: Sequence[tuple[float, float]], weights: Sequence[float]) -> EqualArea:
    """Projection about the weighted middle of places on the sphere.

    Examples
    --------
    >>> centre_of([(0, 0), (90, 0)], [1, 1])
    EqualArea(longitude=45.0, latitude=0.0)
    """
    lon, lat = np.radians(np.asarray(points, dtype=np.float64)).T
    share = np.asarray(weights, dtype=np.float64)
    x = float((share * np.cos(lat) * np.cos(lon)).sum())
    y = float((share * np.cos(lat) * np.sin(lon)).sum())
    z = float((share * np.sin(lat)).sum())
    return EqualArea(
        round(math.degrees(math.atan2(y, x)), 6),
        round(math.degrees(math.atan2(z, math.hypot(x, y))), 6),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the page that shows a rectangle of the projected globe.

    Parameters
    ----------
    left, top
        Of the projected rectangle.
    scale
        Pixels per unit.
    width, height
        In pixels.

    Examples
    --------
    >>> Frame(-1, -1, 100, 200, 200).holds(150, 30)
    True
    """

    left: float
    top: float
    scale: float
    width: float
    height: float

    def __call__(self, flat: Array) -> Array:
        """Pixels of projected points."""
        return (flat - (self.left, self.top)) * self.scale

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a pixel lies inside, at least `margin` from the edges."""
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin


SHARE_SHOWN = 0.86
"""The frame grows from the middle until it holds this share of the people."""


def frame_for(flat: Array, weights: Sequence[float], size: tuple[float, float]) -> Frame:
    """The closest frame that holds the first point and most of the weight of the others.

    Parameters
    ----------
    flat : (n, 2)
        Projected points; the first one, the origin, is always inside.
    weights
        People at each point.
    size
        Width and height in pixels.

    Examples
    --------
    >>> frame = frame_for(np.array([[0.0, 0.0], [0.2, 0.0], [1.2, 0.0]]), [0, 9, 1], (200, 100))
    >>> [frame.holds(x, y) for x, y in frame(np.array([[0.2, 0.0], [1.2, 0.0]])).tolist()]
    [True, False]
    """
    order = np.argsort(np.hypot(*flat.T), kind="stable")
    total = sum(weights) or 1.0
    chosen, held = [0], 0.0
    for k in order:
        if held >= SHARE_SHOWN * total:
            break
        if np.isfinite(flat[k]).all():
            chosen.append(int(k))
            held += weights[k]
    low, high = flat[chosen].min(0), flat[chosen].max(0)
    # Labels and circles need room around the outermost points; a single place needs surroundings.
    extent = np.maximum((high - low) * 1.24, (0.22, 0.22))
    scale = float(min(size[0] / extent[0], size[1] / extent[1]))
    middle = (low + high) / 2
    return Frame(
        float(middle[0] - size[0] / scale / 2), float(middle[1] - size[1] / scale / 2), scale, *size
    )
