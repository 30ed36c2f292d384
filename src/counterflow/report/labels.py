"""Where labels go so that none lies on another."""

from __future__ import annotations

from collections.abc import Sequence

_NARROW, _WIDE = set("iljtfrI.,:;'|()[]! "), set("mwMWQ@%—ОМШЩ")


def text_width(text: str, size: float) -> float:
    """Width of a text in pixels: a slight overestimate for a humanist sans serif.

    Examples
    --------
    >>> text_width("will", 10) < text_width("mown", 10)
    True
    """
    ems = sum(0.34 if c in _NARROW else 0.9 if c in _WIDE else 0.57 for c in text)
    return ems * size


def shorten(text: str, width: float, size: float) -> str:
    """Cut a text to a width, with an ellipsis where something was cut.

    Examples
    --------
    >>> shorten("Partial mobilisation", 70, 12)
    'Partial mo…'
    """
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def flag_heights(positions: Sequence[float], widths: Sequence[float], gap: float) -> list[int]:
    """Lane of each flag above the plot so that no text meets another text or another's pole.

    A flag is a pole at its position with its text to the right of the pole. A flag whose text
    reaches past later poles must fly above all of those.

    Parameters
    ----------
    positions
        Pixels of the poles, ascending.
    widths
        Widths of the texts, in pixels.
    gap
        Least distance between a text and the next pole, in pixels.

    Returns
    -------
    list of int
        Lanes, 0 being the lowest.

    Examples
    --------
    >>> flag_heights([0, 30, 200], [100, 50, 50], 4)
    [1, 0, 0]
    """
    heights = [0] * len(positions)
    for i in reversed(range(len(positions))):
        reach = positions[i] + widths[i] + gap
        below = [heights[k] for k in range(i + 1, len(positions)) if positions[k] < reach]
        heights[i] = 1 + max(below) if below else 0
    return heights


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move positions apart to at least `gap`, as little as possible, inside `[low, high]`.

    Where the room is too small for the gap, the positions are spaced evenly.

    Examples
    --------
    >>> spread([50, 52], 10, 0, 100)
    [46.0, 56.0]
    """
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    # Pool neighbours that overlap into blocks centred on the mean of what their members want.
    blocks: list[tuple[float, int]] = []
    for rank, i in enumerate(order):
        total, size = wanted[i] - rank * gap, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / size:
            before, members = blocks.pop()
            total, size = total + before, size + members
        blocks.append((total, size))
    starts = [total / size for total, size in blocks for _ in range(size)]
    ceiling = high - gap * (len(wanted) - 1)
    placed = [0.0] * len(wanted)
    for rank, i in enumerate(order):
        placed[i] = min(max(starts[rank], low), max(ceiling, low)) + rank * gap
    return placed
