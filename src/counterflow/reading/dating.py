"""When: the window of a number, chosen among those that its text offers."""

from __future__ import annotations

from datetime import date

from counterflow.reading.context import Context
from counterflow.reading.draft import Draft
from counterflow.reading.offers import windows_of
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.weights import chosen
from counterflow.terms import Measure

_HOME = (Measure.RETURNS, Measure.RETURNED_SHARE)


def period_of(
    scene: Scene,
    quantity: Quantity,
    measure: Measure,
    context: Context,
    memory: Memory,
    parallel: Draft | None,
    others: list[Quantity],
) -> tuple[date | None, date | None, str]:
    """First and last day of what a number counts, and what they rest on."""
    windows = windows_of(scene, quantity, others, measure, context, memory, parallel)
    if not windows:
        return None, None, "not stated"
    window = chosen(windows)
    since = next((t for t in scene.times if t is window.time and t.role == "since"), None)
    if since is not None:
        memory.since[measure in _HOME] = since.period.start
    return window.start, window.end, window.basis
