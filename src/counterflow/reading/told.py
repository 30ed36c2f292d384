"""What the time expressions of a whole document name: its windows, its days, the day of counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from counterflow.reading.context import Context
from counterflow.reading.dates import shifted
from counterflow.reading.keyed import Keyed
from counterflow.reading.periods import find_times
from counterflow.reading.relative_words import UNITS_EARLIER, YEARS_EARLIER
from counterflow.reading.sentences import Sentence
from counterflow.reading.times import Time, back
from counterflow.terms import Period

ANNOUNCED = Keyed(
    r"\b(?:said|says|told|reported|announced|published|released|showed|noted|stated|added|"
    r"tweeted|posted|confirmed|estimated|estimates?|revealed|disclosed|warned|wrote|found|"
    r"calculated|declared|reckoned|claimed|briefing|statement|update|spokes\w+|"
    r"put (?:it|the \w+))\b[^.;,\d]{0,60}$",
    after="",
)
_SAYS = re.compile(
    r",?\s+(?:[\w()’'-]+\s+){1,7}?(?:(?:had|has)\s+)?"
    r"(?:said|expected|forecast|estimated|predicted|projected|reckoned|assumed|announced|"
    r"(?:reported|stated|declared|disclosed|revealed) that)\b"
    r"|\s+(?:report|forecast|estimate|projection|outlook|edition|bulletin)\b"
)  # "In April it expected", "the April report"
_FORECAST_OF = re.compile(
    r"\b(?:forecast|estimate|projection|prediction|outlook|report|update|survey|release|bulletin|"
    r"statement)s?"
    r"(?: (?:made|issued|published|released|put out|given|drawn up|dated))?(?: (?:in|on|of|from|"
    r"for))? (?:the )?$",
    re.IGNORECASE,
)  # "the forecast made in October", "in its update of 2 February"
_FORESEEN = (
    r"expected|expecting|forecast|predicted|projected|reckoned|assumed|counted on|counting on|"
    r"foresaw|foreseen|anticipated|banked on|pencilled in"
)
_OF_FORECAST = re.compile(
    rf",?\s+(?:[\w()’'-]+\s+){{1,6}}?(?:(?:had|has|was) )?(?:still )?(?:{_FORESEEN})\b"
    r"|(?:['’]s)?\s+(?:\w+ )?(?:report|forecast|projection|prediction|outlook|edition)\b"
)  # "In April it had counted on", "the April report"
_ANNOUNCED_THAT = re.compile(
    r",?\s+(?:[\w()’'-]+\s+){1,8}?(?:(?:had|has)\s+)?(?:said|announced|reported|stated|disclosed|"
    r"revealed|declared|told \w+|confirmed|estimated)(?: \w+ly)? that\b"
)
OF_SAYING = ("last year, month or week", "last season", "part of a year", "part of a month")
"""Windows that tell when a thing was said as often as when it happened."""

_AS_OF = re.compile(
    r"\b(?:as of|as at|status|situation (?:on|at)|data (?:to|at|as|until|through)|по состоянию)\b",
    re.IGNORECASE,
)
_LEAD = 25
_OPENING = 25  # "5,000 lived there on 31 March, the office said" is no time of saying
_SAID_WITHIN = 110  # characters
_A_MONTH = 31
_A_WEEK = 6
_FEW = 2


class Told:
    """The windows and days that the time expressions of a document name, and how often.

    Parameters
    ----------
    document
        Its sentences.
    context
        Events and the day of publication.

    Examples
    --------
    >>> text = "As of 31 October 2023, 5,000 had come in 2023."
    >>> told = Told([Sentence(0, len(text), text, 0)], Context(published=date(2023, 12, 3)))
    >>> told.counts_day, told.windows.most_common(1)[0][0][0]
    (datetime.date(2023, 10, 31), datetime.date(2023, 1, 1))
    """

    def __init__(self, document: Sequence[Sentence], context: Context) -> None:
        self.windows: Counter[tuple[date, date]] = Counter()
        self.days: Counter[date] = Counter()
        self.counts_day: date | None = None
        self.about: dict[tuple[date, date], tuple[str, ...]] = {}  # what is known of a window
        self.times = [find_times(sentence.text, context) for sentence in document]
        for sentence, times in zip(document, self.times, strict=True):
            for time in times:
                self._note(time, sentence.text, context.published)
        self.main = [
            window for window, _ in self.windows.most_common() if _length(window) > _A_WEEK
        ][:_FEW]
        self.main_days = [day for day, _ in self.days.most_common(_FEW)]
        self.newest = max(self.days, default=None)

    def _note(self, time: Time, text: str, published: date | None) -> None:
        if time.role not in ("span", "since", "by"):
            return
        as_of = time.role in ("by", "span") and time.period.days <= _A_MONTH
        if (
            self.counts_day is None
            and as_of
            and _AS_OF.search(text[: time.start + 12][-_LEAD - 12 :])
        ):
            within = published is None or time.period.end <= published
            self.counts_day = time.period.end if within else None
        first, last = time.period.start, time.period.end
        if published is not None and last > published:
            last = published
        said = time.basis in OF_SAYING and ANNOUNCED.search(text, 0, time.start)
        if first > last or said or is_print_day(Period(first, last), published):
            return
        if time.role == "by":
            self.days[last] += 1
            return
        self.windows[first, last] += 1
        if time.role == "span" and _length((first, last)) <= _A_MONTH:
            self.days[last] += 1


def is_of_saying(text: str, time: Time) -> bool:
    """Whether a time is when something was said or forecast rather than when people moved.

    Examples
    --------
    >>> from counterflow.reading.periods import find_times
    >>> text = "In April it expected 5,000 to come."
    >>> [time] = find_times(text, Context(published=date(2024, 8, 2)))
    >>> is_of_saying(text, time)
    True
    """
    if ANNOUNCED.search(text, max(0, time.start - _SAID_WITHIN), time.start):
        return True
    if time.period.days > _A_MONTH or time.role != "span":
        return False
    opens = time.start < _OPENING or text[time.end : time.end + 1] != ","
    return (opens and _SAYS.match(text, time.end) is not None) or _FORECAST_OF.search(
        text, max(0, time.start - 40), time.start
    ) is not None


def is_of_forecast(text: str, time: Time) -> bool:
    """Whether a time is only when something was forecast, so that no number is of it.

    Examples
    --------
    >>> from counterflow.reading.periods import find_times
    >>> text = "It had put them at 5 million in the April report."
    >>> [time] = find_times(text, Context(published=date(2024, 8, 2)))
    >>> is_of_forecast(text, time)
    True
    """
    if time.role != "span" or time.period.days > _A_MONTH:
        return False
    return _OF_FORECAST.match(text, time.end) is not None


def is_of_announcement(text: str, time: Time) -> bool:
    """Whether a time that opens a sentence is when somebody announced what follows."""
    if time.role != "span" or time.period.days > _A_MONTH or time.start >= _OPENING:
        return False
    return _ANNOUNCED_THAT.match(text, time.end) is not None


def is_print_day(period: Period, published: date | None) -> bool:
    """Whether a window is the day of publication, or the day next to it."""
    return published is not None and period.days == 1 and abs((period.end - published).days) <= 1


def _length(window: tuple[date, date]) -> int:
    return (window[1] - window[0]).days


def earlier_by(day: date, time: Time) -> date:
    """A day moved back by "a year earlier", "three years earlier", "the week before"."""
    if not time.basis.startswith(UNITS_EARLIER):
        return shifted(day, years=-years_of(time))
    count, unit = time.basis.split(": ")[1].split()
    return back(day, int(count), unit)


def years_of(time: Time) -> int:
    """How many years "a year earlier" and "three years earlier" are."""
    return int(time.basis.split(": ")[1]) if time.basis.startswith(YEARS_EARLIER) else 1
