"""Labels on a map: eight places around each mark, none over another, leader lines where needed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Point = tuple[float, float]

GAP = 3.0
REACHES = (0.0, 12.0, 26.0, 42.0, 60.0, 82.0, 108.0, 140.0, 180.0, 230.0)
"""How far from its mark a label may stand, nearest first; beyond the first it gets a leader."""

# The order is the preference: to the right first, as one reads.
_SLANT = math.sqrt(0.5)
_EIGHT = (
    *((1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0)),
    *((_SLANT, -_SLANT), (_SLANT, _SLANT), (-_SLANT, -_SLANT), (-_SLANT, _SLANT)),
)
_BETWEEN = tuple(
    (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    for angle in (-22.5, 22.5, 157.5, -157.5, -67.5, 67.5, 112.5, -112.5)
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels.

    Examples
    --------
    >>> Box(0, 0, 10, 10).meets(Box(9, 9, 20, 20))
    True
    """

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes share a point of their insides."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def meets_circle(self, x: float, y: float, r: float) -> bool:
        """Whether a circle reaches into the box."""
        dx = x - min(max(x, self.left), self.right)
        dy = y - min(max(y, self.top), self.bottom)
        return dx * dx + dy * dy < r * r

    def within(self, other: Box) -> bool:
        """Whether it lies wholly inside another box."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def meets_line(self, a: Point, b: Point) -> bool:
        """Whether a straight line passes through the box, after Liang and Barsky."""
        first, last = 0.0, 1.0
        for start, end, low, high in (
            (a[0], b[0], self.left, self.right),
            (a[1], b[1], self.top, self.bottom),
        ):
            delta = end - start
            if delta == 0:
                if not low < start < high:
                    return False
                continue
            near, far = sorted(((low - start) / delta, (high - start) / delta))
            first, last = max(first, near), min(last, far)
        return first < last


@dataclass(frozen=True, slots=True)
class Mark:
    """A circle that wants a label.

    Parameters
    ----------
    x, y, r
        The circle.
    width, height
        The label's size.

    Examples
    --------
    >>> Mark(x=50, y=50, r=5, width=30, height=12).r
    5
    """

    x: float
    y: float
    r: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label stands.

    Parameters
    ----------
    box
        Its rectangle.
    leader
        Ends of its leader line; None where it stands beside its mark.

    Examples
    --------
    >>> found = place_labels([Mark(50, 50, 5, 30, 12)], Box(0, 0, 200, 100))[0]
    >>> found.box.left, found.leader
    (58.0, None)
    """

    box: Box
    leader: tuple[Point, Point] | None


def place_labels(marks: Sequence[Mark], room: Box) -> list[Label | None]:
    """A place for each label, the first marks choosing first.

    A label lies inside `room`, over no mark, no other label and no leader; leaders cross no label,
    and another leader only where all else is full. A mark whose label finds no place gets None.

    Examples
    --------
    >>> found = place_labels([Mark(50, 50, 5, 30, 12), Mark(60, 50, 5, 30, 12)],
    ...                      Box(0, 0, 200, 100))
    >>> found[0].box.right <= 45, found[1].box.left >= 65
    (True, True)
    """
    placed: list[Label | None] = []
    boxes: list[Box] = []
    leaders: list[tuple[Point, Point]] = []
    for mark in marks:
        inside = [label for label in _candidates(mark) if label.box.within(room)]
        label = next(
            (label for label in inside if _is_free(label, marks, boxes, leaders)),
            # Where all is full, a leader that crosses another is better than no name.
            next((label for label in inside if _is_free(label, marks, boxes, leaders, ())), None),
        )
        placed.append(label)
        if label is not None:
            boxes.append(label.box)
            if label.leader is not None:
                leaders.append(label.leader)
    return placed


def _candidates(mark: Mark) -> Iterator[Label]:
    for reach in REACHES:
        for dx, dy in _EIGHT if not reach else (*_EIGHT, *_BETWEEN):
            away = mark.r + GAP + reach
            x, y = mark.x + dx * away, mark.y + dy * away
            # The side of the label that faces the mark touches the point: its middle or an end.
            left = x - mark.width * (1 - _end(dx)) / 2
            top = y - mark.height * (1 - _end(dy)) / 2
            box = Box(left, top, left + mark.width, top + mark.height)
            start = (mark.x + dx * mark.r, mark.y + dy * mark.r)
            yield Label(box, (start, (x - dx, y - dy)) if reach else None)


def _end(part: float) -> float:
    return 0.0 if abs(part) < 1e-9 else math.copysign(1.0, part)


def _is_free(
    label: Label,
    marks: Sequence[Mark],
    boxes: Sequence[Box],
    leaders: Sequence[tuple[Point, Point]],
    uncrossed: Sequence[tuple[Point, Point]] | None = None,
) -> bool:
    """Whether a label meets nothing; its leader may cross those not in `uncrossed`."""
    if any(label.box.meets(box) for box in boxes):
        return False
    if any(label.box.meets_circle(other.x, other.y, other.r) for other in marks):
        return False
    if any(label.box.meets_line(*leader) for leader in leaders):
        return False
    if label.leader is None:
        return True
    own = label.leader
    return not any(box.meets_line(*own) for box in boxes) and not any(
        _cross(own, leader) for leader in (leaders if uncrossed is None else uncrossed)
    )


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two straight lines meet."""

    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
