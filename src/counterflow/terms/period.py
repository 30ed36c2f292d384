"""Days, months and the windows that claims speak about."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_PARTIAL = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")

DAYS_PER_MONTH = 30.436875
"""Mean length of a Gregorian month in days."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed window of days.

    Parameters
    ----------
    start, end
        First and last day, both included. `end` must not be before `start`.

    Raises
    ------
    ValueError
        If the dates are reversed.

    Examples
    --------
    >>> Period.parse("2022-02").days
    28
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"period ends ({self.end}) before it starts ({self.start})")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read an ISO 8601 year, month or day as the window it names.

        Raises
        ------
        ValueError
            If the text is none of the three.
        """
        match = _PARTIAL.match(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not an ISO 8601 date (2022, 2022-03 or 2022-03-15)")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if not 1 <= month <= 12:
            raise ValueError(f"{text!r} has no such month")
        if day is None:
            return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        moment = date(year, month, day)
        return cls(moment, moment)

    @property
    def days(self) -> int:
        """Length of the window in days, both ends included."""
        return (self.end - self.start).days + 1

    @property
    def stop(self) -> date:
        """The first day after the window."""
        return self.end + timedelta(days=1)


def month_starts(start: date, end: date) -> list[date]:
    """First days of the calendar months that the window touches.

    Examples
    --------
    >>> month_starts(date(2022, 1, 15), date(2022, 3, 1))
    [datetime.date(2022, 1, 1), datetime.date(2022, 2, 1), datetime.date(2022, 3, 1)]
    """
    months, current = [], date(start.year, start.month, 1)
    while current <= end:
        months.append(current)
        current = (current.replace(day=28) + timedelta(days=4)).replace(day=1)
    return months
