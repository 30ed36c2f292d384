"""The land of a map: shapes and borders of a basemap inside a frame, as SVG paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterflow.report.basemap import Basemap, ring_line
from counterflow.report.projection import EqualArea, Frame

Array = NDArray[np.float64]

GRAIN = 2
"""Steps per pixel of the paths' whole numbers."""
MARGIN = 6.0
GIVE = 0.9
"""Points of a line that it would miss by no more than this many pixels are left out."""
SPECK = 2.0
"""So are islands smaller than this."""


@dataclass(frozen=True, slots=True)
class Land:
    """Path data in units of 1/GRAIN pixel.

    Parameters
    ----------
    shapes
        All places but the origin.
    origin
        The origin.
    borders, dashed
        Lines between places, settled and not.

    Examples
    --------
    >>> Land(shapes="M0,0L9,0L9,9Z", origin="M9,9L12,9L12,12Z", borders="", dashed="").origin
    'M9,9L12,9L12,12Z'
    """

    shapes: str
    origin: str
    borders: str
    dashed: str


def land(world: Basemap, projection: EqualArea, frame: Frame, origin: str) -> Land:
    """What of the world lies in a frame.

    Parameters
    ----------
    world
        The basemap.
    projection, frame
        Where it is seen from and how far.
    origin
        Code of the country left, drawn apart.

    Examples
    --------
    >>> from counterflow.report.basemap import standard
    >>> found = land(standard(), EqualArea(35, 45), Frame(-0.3, -0.3, 500, 300, 300), "RUS")
    >>> found.origin[:1], found.dashed[:1]
    ('M', 'M')
    """
    arcs = tuple(_thin(frame(projection(arc)), frame) for arc in world.arcs)
    shapes: list[str] = []
    own: list[str] = []
    for place, polygons in world.places.items():
        for polygon in polygons:
            for ring in polygon:
                line = ring_line(arcs, ring)
                # A ring with points past the edge of the projection would cover the page.
                if len(line) < 4 or not np.isfinite(line).all() or np.ptp(line, 0).max() < SPECK:
                    continue
                clipped = clip_ring(line, frame)
                if len(clipped) > 2:
                    (own if place == origin else shapes).append(_path(clipped, closed=True))
    borders = world.borders()
    return Land(
        "".join(shapes),
        "".join(own),
        _lines(
            part for arc in borders if arc not in world.dashed for part in runs(arcs[arc], frame)
        ),
        _lines(part for arc in sorted(world.dashed) for part in runs(arcs[arc], frame)),
    )


def _thin(line: Array, frame: Frame) -> Array:
    """A line without the points that lie within `GIVE` of it, after Douglas and Peucker.

    Ends stay, so that neighbours still share their border; beyond the frame nothing else does.
    """
    if len(line) < 3 or not np.isfinite(line).all():
        return line
    low, high = line.min(0), line.max(0)
    if (high < -MARGIN).any() or low[0] > frame.width + MARGIN or low[1] > frame.height + MARGIN:
        return line[[0, -1]]
    kept = np.zeros(len(line), dtype=bool)
    kept[[0, -1]] = True
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        away = _distances(line[first + 1 : last], line[first], line[last])
        k = int(away.argmax())
        if away[k] > GIVE:
            middle = first + 1 + k
            kept[middle] = True
            waiting += [(first, middle), (middle, last)]
    return line[kept]


def _distances(points: Array, start: Array, end: Array) -> Array:
    """Distances of points from a stretch; from its start where it has no length."""
    along = end - start
    length = float(along @ along)
    share = (
        np.clip((points - start) @ along / length, 0, 1) if length > 0 else np.zeros(len(points))
    )
    apart = points - start - share[:, None] * along
    return np.asarray(np.hypot(apart[:, 0], apart[:, 1]))


def clip_ring(ring: Array, frame: Frame) -> Array:
    """A ring cut to the frame and a margin around it, after Sutherland and Hodgman.

    Examples
    --------
    >>> square = np.array([[-50.0, 10], [50, 10], [50, 20], [-50, 20], [-50, 10]])
    >>> round(float(clip_ring(square, Frame(0, 0, 1, 100, 100))[:, 0].min()), 9)
    -6.0
    """
    limits = (
        (0, -MARGIN, 1),
        (0, frame.width + MARGIN, -1),
        (1, -MARGIN, 1),
        (1, frame.height + MARGIN, -1),
    )
    low, high = ring.min(0), ring.max(0)
    for axis, limit, sign in limits:
        if (low[axis] - limit) * sign >= 0 and (high[axis] - limit) * sign >= 0:
            continue
        if (low[axis] - limit) * sign < 0 and (high[axis] - limit) * sign < 0:
            return ring[:0]
        kept: list[Array] = []
        for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            inside = (a[axis] - limit) * sign >= 0
            if inside:
                kept.append(a)
            if inside != ((b[axis] - limit) * sign >= 0):
                share = (limit - a[axis]) / (b[axis] - a[axis])
                kept.append(a + share * (b - a))
        if len(kept) < 3:
            return ring[:0]
        ring = np.asarray(kept)
        low, high = ring.min(0), ring.max(0)
    return ring


def runs(line: Array, frame: Frame) -> list[Array]:
    """The parts of a line in the frame, each with one more point at its ends.

    Examples
    --------
    >>> line = np.array([[-90.0, 5], [-80, 5], [-9, 5], [20, 5]])
    >>> [part.tolist() for part in runs(line, Frame(0, 0, 1, 100, 100))]
    [[[-9.0, 5.0], [20.0, 5.0]]]
    """
    near = (
        np.isfinite(line).all(1)
        & (line[:, 0] > -MARGIN)
        & (line[:, 0] < frame.width + MARGIN)
        & (line[:, 1] > -MARGIN)
        & (line[:, 1] < frame.height + MARGIN)
    )
    wide = near.copy()
    wide[1:] |= near[:-1]
    wide[:-1] |= near[1:]
    wide &= np.isfinite(line).all(1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wide, [False]]).astype(int)))
    return [line[a:b] for a, b in edges.reshape(-1, 2) if b - a > 1]


def _lines(parts: Iterable[Array]) -> str:
    return "".join(_path(part, closed=False) for part in parts)


def _path(line: Array, *, closed: bool) -> str:
    """Path data in whole numbers, each relative to the one before."""
    whole = np.rint(line * GRAIN).astype(int)
    steps = np.diff(whole, axis=0)
    steps = steps[(steps != 0).any(1)]
    if len(steps) < (2 if closed else 1):
        return ""
    first = f"M{_pair(whole[0])}"
    return f"{first}l{''.join(_joined(steps))}{'z' if closed else ''}"


def _joined(steps: Array) -> Iterable[str]:
    for k, step in enumerate(steps):
        text = _pair(step)
        yield text if k == 0 or text.startswith("-") else f",{text}"


def _pair(pair: Sequence[float] | Array) -> str:
    x, y = int(pair[0]), int(pair[1])
    return f"{x}{y}" if y < 0 else f"{x},{y}"
