"""Time expressions of other languages, put into the English that the grammar of time reads."""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from counterflow.reading.dates import MONTHS
from counterflow.reading.numerals import RUSSIAN

_CYRILLIC = re.compile("[а-яё]")


def english_times(text: str) -> Iterator[tuple[int, int, str]]:
    """Spans of a text that the tables know, with what they say in English.

    Examples
    --------
    >>> list(english_times("за последние три месяца"))
    [(0, 23, 'in the past 3 months')]
    """
    if _CYRILLIC.search(text) is None:
        return
    for pattern, english in _table():
        for match in pattern.finditer(text):
            groups = [_figure(group) for group in match.groups()]
            if None not in groups:
                filled = re.sub(r"\\(\d)", lambda m: str(groups[int(m.group(1)) - 1]), english)  # noqa: B023
                yield match.start(), match.end(), filled


def _figure(word: str) -> str | None:
    """The number of a word in figures, or its month; None if it is neither."""
    value = RUSSIAN.get(word.lower().replace("ё", "е"))
    if value is not None and value.is_integer():
        return f"{value:.0f}"
    if word.isdigit():
        return word
    month = MONTHS.get(word.lower())
    return None if month is None else calendar.month_name[month]


@cache
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    file = files("counterflow.reading") / "data" / "ru" / "times.csv"
    rows = csv.reader(file.read_text(encoding="utf-8").splitlines(), delimiter=";")
    return tuple(
        (re.compile(rf"\b(?:{pattern.replace('е', '[её]')})\b", re.IGNORECASE), english)
        for pattern, english in rows
    )
