"""The windows that one time expression may give a number: itself, up to it, from it, a year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from counterflow.reading.context import Context
from counterflow.reading.dates import shifted
from counterflow.reading.draft import Draft
from counterflow.reading.months_of import SAME_MONTHS
from counterflow.reading.parts import narrowed
from counterflow.reading.relative_words import (
    AHEAD,
    PART_TOLD,
    SAME_PERIOD,
    THAT_DATE,
    THAT_DAY,
    THAT_MONTH,
    THAT_YEAR,
    THAT_YEAREND,
    THIS_YEAR,
    UNIT_TOLD,
    UNITS_EARLIER,
    UP_TO_NOW,
)
from counterflow.reading.scene import Counted, Memory
from counterflow.reading.times import Time
from counterflow.reading.told import earlier_by
from counterflow.reading.told_years import in_year_beside, in_year_told
from counterflow.reading.turns import Form, begun_on, told_unit
from counterflow.terms import Period

Window = tuple[date, date]

_MOST_OF_MONTH = 20


@dataclass(frozen=True, slots=True)
class Known:
    """What a time expression may be counted from.

    Parameters
    ----------
    counted
        What the number is to time.
    context, memory
        The crisis and the day of publication; the claims before.
    parallel
        The claim that the number is set beside.

    Examples
    --------
    >>> known = Known("flow", Context(published=date(2024, 5, 2)), Memory(), None)
    >>> from counterflow.reading.periods import find_times
    >>> [time] = find_times("in 2023", known.context)
    >>> next(forms(time, known, [time], "in 2023"))[0]
    'span itself'
    """

    counted: Counted
    context: Context
    memory: Memory
    parallel: Draft | None

    @property
    def opened(self) -> date | None:
        """The day since which the document counts, if it is not that of the crisis."""
        day = self.memory.since.get(False)
        return day if day != self.context.start else None


def forms(time: Time, known: Known, told: Sequence[Time], text: str) -> Iterator[Form]:
    """Every window that a time expression may give, by name.

    Parameters
    ----------
    time
        The expression.
    known
        What it may be counted from.
    told
        The expressions beside it and before it.
    text
        Its sentence.
    """
    others = [other for other in told if other is not time]
    give = {
        "span": _of_span, "since": _of_since, "by": _of_end, "now": _of_now,
        "earlier": _of_earlier, "later": _of_later, "same": _of_same, "before": _of_eve,
    }[time.role]  # fmt: skip
    begun = begun_on(time, known.counted, known.context.published, known.memory, text)
    beside = in_year_beside(time, others, text)
    for name, start, end in (
        *in_year_told(time, known.counted, known.context, known.memory.last, text),
        *beside,
        *give(time, known, others),
        *begun,
    ):
        if start <= end:
            yield f"{time.role} {name}", start, end


def _of_span(time: Time, known: Known, others: Sequence[Time]) -> Iterator[Form]:
    first, last = time.period.start, time.period.end
    printed, crisis = known.context.published or last, known.context.start
    point = known.counted == "stock"
    if first <= printed < last:
        if time.basis != AHEAD:
            yield "clipped", first, printed
        yield "whole", first, last
    else:
        yield "itself", first, last
    if time.basis == THIS_YEAR and first.month == first.day == 1:
        yield "whole year", first, date(first.year, 12, 31)  # "expects 5,000 this year"
    if known.counted in ("share", "change") and last > first:
        yield "day", last, last
    if point and last < printed:
        yield "still", printed, printed
    counted = known.memory.as_of
    if known.counted == "change" and counted is not None and first == last < counted:
        yield (
            "to count",
            last,
            counted,
        )  # "compared with the end of 2022, it was 0.3 million higher"
    if not point:
        yield "onward", first, printed
        if crisis is not None:
            yield "from crisis", crisis, last
        if known.opened is not None:
            yield "from since", known.opened, last
    if time.basis == "printed date" and (printed - last).days > _LONG_PAST:
        yield "next turn", shifted(first, years=1), shifted(last, years=1)
    if time.basis in (UP_TO_NOW, "the past so long"):
        length = last - first
        for other in others:
            fixed = other.basis not in _FROM_PRINT
            if other.role in ("span", "by") and other.start < time.start and fixed:
                yield "before told", other.period.end - length, other.period.end
                yield "after told", other.period.start, other.period.start + length


_LONG_PAST = 200
_FROM_PRINT = (UP_TO_NOW, "the past so long", "last year, month or week", "day of publication")
"""Windows that are counted from publication, as are those beside them."""


def _of_since(time: Time, known: Known, others: Sequence[Time]) -> Iterator[Form]:
    first, last = time.period.start, time.period.end
    printed, memory = known.context.published or last, known.memory
    if known.counted == "stock":
        yield "still", printed, printed
        yield "day", first, first
        return
    yield "itself", first, last
    for other in others:
        if other.role in ("by", "span"):
            yield f"to {other.role}", first, other.period.end
    if (told := memory.counted_since(first)) is not None and told < last:
        yield "told", first, told
    if memory.as_of is not None:
        yield "to count", first, memory.as_of
    if memory.title is not None:
        yield "to title", first, memory.title[1]
    if known.counted == "share":
        yield "now", printed, printed


def _of_end(time: Time, known: Known, others: Sequence[Time]) -> Iterator[Form]:
    last, context = time.period.end, known.context
    if known.counted == "stock":
        yield "itself", last, last
        return
    yield "day", last, last
    if context.start is not None:
        yield "from crisis", context.start, last
    if known.opened is not None:
        yield "from since", known.opened, last
    yield "from year", date(last.year, 1, 1), last
    for anchor in context.anchors[1:]:
        yield f"from {anchor.kind}", anchor.day, last
    if context.published is not None:
        yield "from print", context.published, last
        if known.counted == "change":
            yield "to print", last, context.published
    for other in others:
        if other.role == "since":
            yield "from told", other.period.start, last
    if time.period.days > _MOST_OF_MONTH:
        yield "span", time.period.start, last


def _of_now(time: Time, known: Known, others: Sequence[Time]) -> Iterator[Form]:
    printed, crisis = time.period.end, known.context.start
    yield "day", printed, printed
    if known.counted == "stock":
        return
    if crisis is not None:
        yield "from crisis", crisis, printed
    if known.opened is not None:
        yield "from since", known.opened, printed
    yield "from year", date(printed.year, 1, 1), printed


def _of_eve(time: Time, known: Known, others: Sequence[Time]) -> Iterator[Form]:
    day, told = time.period.end, _window_of(known.memory.last)
    if known.counted == "change" and told is not None and day < told[1]:
        yield "to told", day, told[1]  # "twice as many as before the war"
    else:
        yield "day", day, day


def _of_earlier(time: Time, known: Known, others: Sequence[Time]) -> Iterator[Form]:
    """ "A year earlier", "the same months of 2023"."""
    printed = time.period.end
    if (window := _window_of(known.parallel or known.memory.last)) is not None:
        if time.basis.startswith(UNITS_EARLIER) and known.counted == "change":
            yield "up to told", earlier_by(window[1], time), window[1]
            return
        if known.counted == "change":
            yield "unshifted", *window  # "5,000 came, 12% more than a year earlier"
        else:
            yield "shifted", *_moved(window, time)
    day = earlier_by(printed, time)
    if time.basis.startswith(UNITS_EARLIER) and known.counted == "change":
        yield "up to print", day, printed
        return
    if known.counted == "stock":
        yield "day", day, day
    elif time.basis.startswith(UNITS_EARLIER):
        yield "unit", earlier_by(day, time), day
    else:
        yield "year", date(day.year, 1, 1), date(day.year, 12, 31)
        yield "this year", date(printed.year, 1, 1), printed
        yield "year to", day, printed
    for other in others:
        if other.role in ("span", "since"):
            yield "shifted told", *_moved((other.period.start, other.period.end), time)


def _moved(window: Window, time: Time) -> Window:
    if time.basis == SAME_MONTHS:
        years = time.period.end.year - window[1].year
        return shifted(window[0], years=years), shifted(window[1], years=years)
    return earlier_by(window[0], time), earlier_by(window[1], time)


def _of_later(time: Time, known: Known, others: Sequence[Time]) -> Iterator[Form]:
    """ "A year later", "after a week": counted from what was told before."""
    step = time.period.end - time.period.start
    printed = known.context.published or time.period.end
    if (window := _window_of(known.memory.last)) is not None:
        day = min(printed, window[1] + step)
        yield "later", window[0], day
        yield "whole", window[0] + step, window[1] + step
        yield "day", day, day
    for other in others:
        if other.role in ("span", "since"):
            yield "after told", other.period.start, other.period.start + step


def _of_same(time: Time, known: Known, others: Sequence[Time]) -> Iterator[Form]:
    """ "In the same period", "that year": what was told before."""
    if time.basis.startswith(UNIT_TOLD):
        yield told_unit(time, known.memory, others)
        return
    if time.basis in (THAT_DATE, THAT_DAY):
        yield from _that_date(time, known, others)
        return
    if time.basis == THAT_YEAR and known.counted != "stock":
        printed = time.period.end
        yield "year to", shifted(printed, years=-1), printed
    for name, draft in (("last", known.memory.last), ("counted", known.memory.counted)):
        if (window := _window_of(_over_time(draft, time, known.memory))) is not None:
            yield f"as {name}", *_same(time, window, window[1].year)
    for other in others:
        if other.role in ("span", "since"):
            window = (other.period.start, other.period.end)
            yield "as told", *_same(time, window, window[0].year)
            if other.role == "span" and window[1].year != window[0].year:
                yield "as told last", *_same(time, window, window[1].year)


def _that_date(time: Time, known: Known, others: Sequence[Time]) -> Iterator[Form]:
    """ "By that date", "that day": the last day told before."""
    told = [*(other for _, other in known.memory.trail), *others]
    days = [other.period.end for other in told if other.role in ("by", "span")]
    if not days:
        return
    first = known.opened or known.context.start
    whole = (
        time.basis == THAT_DATE
        and known.counted not in ("stock", "share")
        and first is not None
        and first < days[-1]
    )
    yield "as told", first if whole and first else days[-1], days[-1]


def _over_time(draft: Draft | None, time: Time, memory: Memory) -> Draft | None:
    """The claim told before, or the flow before it: a count of a day has no "same period"."""
    if time.basis != SAME_PERIOD or draft is None or not draft.measure.is_stock:
        return draft
    return memory.kept["flow"][0] if "flow" in memory.kept else draft


def _same(time: Time, window: Window, year: int) -> Window:
    if time.basis == SAME_PERIOD:
        return window
    if time.basis.startswith(PART_TOLD):
        part = narrowed(Period.parse(str(year)), time.basis.split(": ")[1])
        return part.start, part.end
    if time.basis == THAT_MONTH:
        first = window[0].replace(day=1)
        return first, shifted(first, months=1) - timedelta(days=1)
    opening = window[0] if time.basis == THAT_YEAREND else date(year, 1, 1)
    return opening, date(year, 12, 31)


def _window_of(draft: Draft | None) -> Window | None:
    if draft is None or draft.period_start is None or draft.period_end is None:
        return None
    return draft.period_start, draft.period_end
