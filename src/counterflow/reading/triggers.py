"""Where a sentence holds a word of moving, staying or returning, in English and Russian."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from operator import itemgetter

from counterflow.reading.checkpoints import CHECKPOINTS
from counterflow.reading.keyed import ByWord, Index, Keyed, words_of
from counterflow.reading.motion import MOVE, Side
from counterflow.reading.moving_words import NOT_MOVING, TRIGGERS
from counterflow.reading.offices import OFFICES
from counterflow.terms import Measure

Trigger = tuple[Measure | None, Side, re.Match[str]]


def _all() -> list[tuple[Measure | None, Side, str]]:
    nothing = ((None, side, pattern) for _, side, pattern in NOT_MOVING)
    return [*_further(), *TRIGGERS, *OFFICES, *CHECKPOINTS, *nothing]


def _further() -> list[tuple[Measure | None, Side, str]]:
    """The Russian verbs and nouns of the table, those of one measure and side together."""
    file = files("counterflow.reading") / "data" / "ru" / "triggers.csv"
    found: dict[tuple[str, str], list[str]] = {}
    for row in file.read_text(encoding="utf-8").splitlines():
        measure, side, pattern = row.split(";", 2)
        found.setdefault((measure, side), []).append(pattern)
    return [
        (Measure(measure) if measure else None, _SIDES[side], "|".join(patterns))
        for (measure, side), patterns in found.items()
    ]


_SIDES: dict[str, Side] = {"subject": "subject", "object": "object", "noun": "noun"}


_KINDS = [(measure, side) for measure, side, _ in _all()]
_INDEX = Index()
_NUMBERS = {Keyed(pattern, index=_INDEX): n for n, (_, _, pattern) in enumerate(_all())}
_OPENED = ByWord(
    lambda word: [
        (_NUMBERS[p], p.readings[branches]) for p, branches in _INDEX.opened[word].items()
    ]
)
_OF_MOTION = frozenset(n for n, (_, _, pattern) in enumerate(_all()) if MOVE in pattern)
_MOVE = Keyed(MOVE, after="")
_MONTH = "March "  # "in March there were": nobody marches there


@lru_cache(maxsize=8)
def triggers_in(text: str) -> tuple[Trigger, ...]:
    """Every trigger of a sentence, kept for the other quantities of the same sentence.

    Examples
    --------
    >>> [(measure.value, match.group()) for measure, _, match in triggers_in("They fled.")]
    [('departures', 'fled')]
    """
    found: list[tuple[int, re.Match[str]]] = []
    ends: dict[int, int] = {}
    for start, word in words_of(text):
        opened = _OPENED[word]
        if not opened or text[start - 1 : start] == "-":
            continue
        # A word is asked once whether it is a verb of motion, not once for each direction.
        move = _MOVE.of_word[word]
        moves = move is not None and not text.startswith(_MONTH, start)
        moves = moves and move is not None and move.match(text, start) is not None
        for number, pattern in opened:
            if (number in _OF_MOTION and not moves) or start < ends.get(number, 0):
                continue
            if match := pattern.match(text, start):
                found.append((number, match))
                ends[number] = match.end()
    found.sort(key=_number)
    return tuple([(*_KINDS[number], match) for number, match in found])


_number = itemgetter(0)
