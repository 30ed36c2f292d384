"""The weights of what speaks for a window, learnt from labelled articles, and the choice by them."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from operator import itemgetter

from counterflow.reading.windows import Group, Window, features_of

TABLE = "period_weights.csv"


def chosen(windows: Sequence[Window], weights: Mapping[Group, int] | None = None) -> Window:
    """The window that most speaks for, the first of equals; those of the same days add up.

    Parameters
    ----------
    windows
        At least one.
    weights
        Weight of each group of features in hundredths; the table of the package if left out.

    Returns
    -------
    Window
        The likeliest by a conditional logit.
    """
    known = _groups() if weights is None else weights
    scores = [sum(map(known.__getitem__, window.features)) for window in windows]
    most = max(scores)
    near = [
        (score, window)
        for score, window in zip(scores, windows, strict=True)
        if score > most - _NEGLIGIBLE
    ]
    totals: dict[tuple[date, date], float] = {}
    for score, window in near:
        days = (window.start, window.end)
        totals[days] = totals.get(days, 0.0) + math.exp((score - most) / 100)
    best = max(totals, key=totals.__getitem__)
    return max((pair for pair in near if pair[1][:2] == best), key=itemgetter(0))[1]


_NEGLIGIBLE = 1200  # in hundredths of a logarithm


class GroupWeights(dict[Group, int]):
    """The summed weight of a group of features, added up once, in hundredths.

    Whole numbers: windows that the same features speak for are equal, however they are grouped.

    Examples
    --------
    >>> GroupWeights({"sentence: after": 1.5})["around", "sentence", "after|nearest"]
    150
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = {feature: round(100 * weight) for feature, weight in weights.items()}

    def __missing__(self, group: Group) -> int:
        if len(self) >= _MOST:
            self.clear()
        self[group] = total = sum([self._weights.get(f, 0) for f in features_of(group)])
        return total


_MOST = 100_000


@cache
def _groups() -> GroupWeights:
    text = (files("counterflow.reading") / "data" / TABLE).read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))[1:]
    return GroupWeights({feature: float(weight) for feature, weight in rows})
