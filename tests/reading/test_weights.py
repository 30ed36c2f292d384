"""The window that most speaks for is chosen; of equals the first."""

from __future__ import annotations

from datetime import date

from counterflow.reading.weights import GroupWeights, chosen
from counterflow.reading.windows import Window

TIMES = ("around", "sentence", "after|nearest")
KNOWN = GroupWeights({"sentence: after": 0.1, "sentence: nearest": 0.2, "sentence: far": 0.3})


def _window(year: int, *groups: tuple[str, ...]) -> Window:
    return Window(date(year, 1, 1), date(year, 12, 31), str(year), groups, None)


def test_equals_are_equal_however_their_features_are_grouped() -> None:
    apart = _window(2022, ("around", "sentence", "after"), ("around", "sentence", "nearest"))
    others = [_window(2021, TIMES), _window(2023, ("around", "sentence", "far"))]
    assert chosen([apart, *others], KNOWN) is apart
    assert chosen([*others, apart], KNOWN) is others[0]


def test_windows_of_the_same_days_speak_for_each_other() -> None:
    twice = [_window(2022, ("around", "sentence", "nearest"))] * 2
    assert chosen([_window(2023, TIMES), *twice], KNOWN) is twice[0]
