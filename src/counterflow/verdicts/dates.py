"""Days and windows as people write them."""

from __future__ import annotations

import calendar
from datetime import date


def day_words(day: date) -> str:
    """A day.

    Examples
    --------
    >>> day_words(date(2022, 9, 21))
    '21 September 2022'
    """
    return f"{day.day} {day:%B %Y}"


def moment_words(day: date) -> str:
    """On which day something is counted.

    Examples
    --------
    >>> moment_words(date(2022, 12, 31)), moment_words(date(2023, 1, 1))
    ('at the end of 2022', 'at the start of 2023')
    >>> moment_words(date(2024, 7, 31)), moment_words(date(2024, 7, 16))
    ('at the end of July 2024', 'on 16 July 2024')
    """
    if (day.month, day.day) == (12, 31):
        return f"at the end of {day.year}"
    if (day.month, day.day) == (1, 1):
        return f"at the start of {day.year}"
    if _ends_month(day):
        return f"at the end of {day:%B %Y}"
    return f"on {day_words(day)}"


def window_words(start: date, end: date) -> str:
    """In which window something happened.

    Examples
    --------
    >>> window_words(date(2022, 1, 1), date(2022, 12, 31))
    'in 2022'
    >>> window_words(date(2022, 1, 1), date(2023, 12, 31))
    'from 2022 to 2023'
    >>> window_words(date(2022, 9, 1), date(2022, 9, 30))
    'in September 2022'
    >>> window_words(date(2022, 1, 1), date(2022, 3, 31))
    'from January to March 2022'
    >>> window_words(date(2022, 9, 21), date(2022, 10, 4))
    'from 21 September to 4 October 2022'
    """
    if start == end:
        return f"on {day_words(start)}"
    whole_months = start.day == 1 and _ends_month(end)
    if whole_months and start.month == 1 and end.month == 12:
        return f"in {start.year}" if start.year == end.year else f"from {start.year} to {end.year}"
    if whole_months and (start.year, start.month) == (end.year, end.month):
        return f"in {start:%B %Y}"
    year = "" if start.year == end.year else f" {start.year}"
    if whole_months:
        return f"from {start:%B}{year} to {end:%B %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"from {start.day} to {day_words(end)}"
    return f"from {start.day} {start:%B}{year} to {day_words(end)}"


def since_words(day: date) -> str:
    """Since when.

    Examples
    --------
    >>> since_words(date(2022, 1, 1)), since_words(date(2022, 2, 24))
    ('since January 2022', 'since 24 February 2022')
    """
    return f"since {day:%B %Y}" if day.day == 1 else f"since {day_words(day)}"


def _ends_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
