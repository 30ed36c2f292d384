"""The windows that a text offers a number: of its sentence, of those before, of the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from counterflow.reading.belonging import is_anothers, is_before_another
from counterflow.reading.change_dates import change_before, change_beside
from counterflow.reading.context import Context
from counterflow.reading.dates import shifted
from counterflow.reading.draft import Draft
from counterflow.reading.forms import Known, forms
from counterflow.reading.keyed import Keyed
from counterflow.reading.marks import is_compared, number_marks, opening_marks, time_marks, who_came
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene, counted_as
from counterflow.reading.sentences import Sentence
from counterflow.reading.surveys import survey_of
from counterflow.reading.times import Time
from counterflow.reading.told import Told, is_of_forecast, is_of_saying, is_print_day
from counterflow.reading.windows import MANY, Collected, Group, Window
from counterflow.terms import Measure

_BEFORE = 3  # sentences
_BOUNDS = ("span", "since", "by")
_TRAIL = 12  # time expressions
_MOSTLY_A_YEAR = 300  # days
ASSUMED = frozenset(
    [
        "since the crisis began", "day of publication", "not stated", "now", "this year",
        "last year", "the document's first window", "as of the day told before",
        "the document's day", "the document's window",
    ]
)  # fmt: skip
"""Bases of windows that are not told of the number itself."""


def windows_of(
    scene: Scene,
    quantity: Quantity,
    others: Sequence[Quantity],
    measure: Measure,
    context: Context,
    memory: Memory,
    parallel: Draft | None,
) -> list[Window]:
    """Every window that the text offers a number.

    Parameters
    ----------
    scene, quantity, others
        The sentence, the number, and the other numbers of the sentence.
    measure
        What the number counts.
    context, memory
        The crisis and the day of publication; what was told before.
    parallel
        The claim that the number is set beside, if any.
    """
    if memory.told is None:
        memory.told = Told(memory.document, context)
    counted = counted_as(measure)
    marks = number_marks(scene, quantity, counted, memory)
    into = Collected(measure, marks, context.published, memory, memory.told)
    known = Known(counted, context, memory, parallel)
    dated = any(time.role in _BOUNDS for time in scene.times)
    reach = 1 if dated else _BEFORE
    before = list(_sentences_before(scene.sentence, memory.document, memory.told, reach))
    _from_sentence(into, scene, quantity, others, known, before)
    if into.found and _ends_here(scene, quantity, others):
        return into.found
    _from_sentences_before(into, known, before)
    _from_claims(into, scene, marks, known, (quantity, *others))
    if not dated:
        _from_trail(into, scene, known, before)
    _from_document(into, known)
    if counted == "share" and (survey := survey_of(scene, quantity, memory)) and survey.window:
        into.add("survey", "itself", survey.window, "the survey")
    if counted == "change":
        _from_change(into, scene, quantity, known)
    return into.found


def _ends_here(scene: Scene, quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether "by April 2024" stands behind a number in its clause: then no other sentence dates it."""
    text = scene.sentence.text
    return any(
        time.role == "by"
        and time.start >= quantity.end
        and not any(quantity.end <= other.start < time.start for other in others)
        and not any(mark in text[quantity.end : time.start] for mark in ",;:")
        for time in scene.times
    )


Before = tuple[str, str, Sequence[Time]]
"""Where a sentence before stands, its words, its time expressions."""


def _sentences_before(
    sentence: Sentence, document: Sequence[Sentence], told: Told, reach: int
) -> Iterator[Before]:
    at = bisect_left(document, sentence.start, key=lambda s: s.start)
    for gap in range(1, min(reach, at) + 1):
        other = document[at - gap]
        where = "paragraph" if other.paragraph == sentence.paragraph else "text"
        yield f"{where} {gap} before", other.text, told.times[at - gap]


def _add_forms(
    into: Collected,
    family: str,
    time: Time,
    known: Known,
    told: Sequence[Time],
    text: str,
    marks: Group,
) -> None:
    print_day = is_print_day(time.period, known.context.published)
    around = "|".join((*marks, "print day") if print_day else marks)
    for form, start, end in forms(time, known, told, text):
        into.add(family, form, (start, end), time.basis, around, time)


def _from_sentence(
    into: Collected,
    scene: Scene,
    quantity: Quantity,
    others: Sequence[Quantity],
    known: Known,
    before: Sequence[Before],
) -> None:
    text = scene.sentence.text
    told = [time for time in scene.times if not is_compared(text, time)]
    if before and before[0][0].startswith("paragraph"):
        told += before[0][2]
    for time in scene.times:
        if is_anothers(scene, quantity, time, others, into.counted, known.parallel is not None):
            continue
        around = time_marks(scene, quantity, time, others)
        other = "compared" in around and "after" in around and time.basis != "range of dates"
        if into.counted == "change" and other:
            continue  # "18% lower than in September": what it is compared with
        if time.role != "same":
            _add_forms(into, "sentence", time, known, told, text, around)
            continue
        later = [t for t in told if t in scene.times and t.start > time.start]
        _add_forms(into, "sentence", time, known, [t for t in told if t not in later], text, around)
        if later:  # "that year" is seldom one named after it
            _add_forms(into, "sentence later", time, known, later, text, around)
    bounds = [t for t in scene.times if t.role in _BOUNDS and not is_of_forecast(text, t)]
    if into.counted == "stock":
        return
    for first, second in pairwise(bounds):
        said = is_of_saying(text, first)
        if first.role == "span" and first.period.end < second.period.start and not said:
            into.add("two times", "both", (first.period.start, second.period.end), "two times")


def _from_change(into: Collected, scene: Scene, quantity: Quantity, known: Known) -> None:
    """The window of the count that changed, or the time from one count to the next."""
    time = next((t for t in scene.times if t.start >= quantity.end), None)
    offers = {
        "beside": change_beside(scene, quantity, time, known.memory, known.context),
        "before": change_before(scene, quantity, known.memory, known.context),
    }
    for form, window in offers.items():
        if window is not None and window[0] is not None and window[1] is not None:
            into.add("changed count", form, (window[0], window[1]), window[2])


def _from_sentences_before(into: Collected, known: Known, before: Sequence[Before]) -> None:
    seen = False
    for family, text, times in before:
        usable = [time for time in times if time.role in (*_BOUNDS, "same")]
        if into.counted == "stock":
            usable = [t for t in usable if not _is_of_those(text, t, times)]
        for number, time in enumerate(usable):
            last = number == len(usable) - 1
            around = [
                *opening_marks(text, time),
                "one" if len(usable) == 1 else "several",
                "last" if last else "middle" if number else "first",
                "behind" if seen else "first seen",
            ]
            if text.rstrip().endswith(":"):
                around.append("colon")
            if family.endswith("1 before") and not into.memory.claimed:
                around.append("no claim")
            _add_forms(into, family, time, known, usable, text, tuple(around))
        seen = seen or bool(usable)


def _is_of_those(text: str, time: Time, times: Sequence[Time]) -> bool:
    """Whether a time of another sentence is only that since when those it counts had come."""
    return who_came(text, 0, time) and is_before_another(text, time, times)


def _from_claims(
    into: Collected, scene: Scene, marks: Group, known: Known, numbers: Sequence[Quantity]
) -> None:
    parallel, crisis = known.parallel, known.context.start
    if parallel is not None and parallel.period_start and parallel.period_end:
        start, end = parallel.period_start, parallel.period_end
        year_before = (shifted(start, years=-1), shifted(end, years=-1))
        into.add("parallel", "itself", (start, end), "parallel")
        if not parallel.per:  # a daily rate is compared with any other time
            into.add("parallel", "year before", year_before, "a year earlier")
        into.add("parallel", "first day", (start, start), "parallel")
    for number in numbers:
        named = known.memory.sizes.get(number.size)
        if named is None or named.sentence_start == scene.sentence.start:
            continue
        if _KNOWN.search(scene.sentence.text, 0, number.start):
            first, last = named.period_start, named.period_end
            if first is not None and last is not None:
                into.add("named again", "itself", (first, last), "of those told", "|".join(marks))
    offered: set[int] = set()
    lenders = known.memory.lenders(into.counted)
    newest = max((d.period_end for _, d, _ in lenders if d.period_end), default=None)
    for name, draft, paragraph in lenders:
        if draft.period_start is None or draft.period_end is None:
            continue
        start, end = draft.period_start, draft.period_end
        where = _where(draft, paragraph, scene)
        stated = "assumed" if draft.period_basis in ASSUMED else "stated"
        lent = counted_as(draft.measure)
        again = "again" if id(draft) in offered else "new"
        offered.add(id(draft))
        alike = "the same measure" if draft.measure is into.measure else "another measure"
        around = "|".join((
            where, stated, f"{where} {stated}", f"of {lent}", f"{where} of {lent}",
            f"{where} {again}", alike, *(f"{where} {mark}" for mark in marks),
            *(["compared with"] if newest and (newest - end).days > _MOSTLY_A_YEAR else ()),
        ))  # fmt: skip
        family = f"{name} claim"
        into.add(family, "itself", (start, end), "carried on", around)
        if into.counted != "stock" and end > start:
            into.add(family, "day", (end, end), "carried on", around)
        if into.counted == "change" and name == "last":
            into.add(family, "year before", (shifted(start, years=-1), end), "carried on", around)
        if into.counted in ("flow", "share") and lent == "stock" and crisis is not None:
            into.add(family, "from crisis", (crisis, end), "carried on", around)


_KNOWN = Keyed(
    r"\b(?:the|these|those)\s+(?:(?:about|some|around|nearly|roughly|estimated)\s+)?$", after=""
)
"""What stands before a number that was told already: "of the 154,000 who entered"."""


def _where(draft: Draft, paragraph: int, scene: Scene) -> str:
    if draft.sentence_start == scene.sentence.start:
        return "same sentence"
    gap = scene.sentence.paragraph - paragraph
    return ("same paragraph", "next paragraph")[gap] if gap in (0, 1) else "far"


def _from_trail(into: Collected, scene: Scene, known: Known, before: Sequence[Before]) -> None:
    """The last times told beyond the sentences before: of a heading, above a table."""
    published = known.context.published
    near = {text for _, text, _ in before}
    far = [item for item in known.memory.trail[-_TRAIL:] if item[0].text not in near]
    far = [item for item in far if not is_print_day(item[1].period, published)]
    told = [time for _, time in far[-6:]]
    if far:
        sentence, time = far[-1]
        here = "here" if sentence.paragraph == scene.sentence.paragraph else "before"
        around = (here, time.basis.split(":")[0])
        _add_forms(into, "trail", time, known, told, sentence.text, around)


def _from_document(into: Collected, known: Known) -> None:
    """Its title, its first windows, the days of its counts, the crisis, the day of publication."""
    memory, crisis, told = known.memory, known.context.start, into.told
    point = into.counted == "stock"
    times = f"of {min(MANY, memory.as_of_times)}"
    days: list[tuple[str, date | None, str, str]] = [
        ("count", memory.as_of, "as of the day told before", times),
        ("counts day", told.counts_day, "as of the day told before", ""),
    ]
    if point:
        days += [
            (f"main day {n}", day, "the document's day", "") for n, day in enumerate(told.main_days)
        ]
    else:
        days += [("main day", day, "the document's day", "") for day in told.main_days[:1]]
    if memory.title is not None:
        into.add("title", "itself", memory.title, "the title")
        days.append(("title", None if point else memory.title[1], "the title", ""))
    for family, day, basis, around in days:
        if day is None:
            continue
        into.add(family, "day", (day, day), basis, around)
        if not point and crisis is not None:
            into.add(family, "from crisis", (crisis, day), basis, around)
    if memory.lead is not None:
        into.add("lead", "itself", memory.lead, "the document's first window")
    if not point:
        for number, window in enumerate(told.main):
            into.add(f"main window {number}", "itself", window, "the document's window")
    if into.counted == "change" and memory.changed is not None:
        into.add("changed", "itself", memory.changed, "the change before")
    if known.context.published is not None:
        _from_print(into, known, known.context.published)


def _from_print(into: Collected, known: Known, published: date) -> None:
    into.add("print", "itself", (published, published), "day of publication")
    if into.counted == "stock":
        return
    crisis, memory = known.context.start, known.memory
    since = "since the crisis began"
    if crisis is not None:
        only = "" if memory.since else "only"
        into.add("crisis", "itself", (crisis, published), since, only)
    for anchor in known.context.anchors[1:]:
        into.add("event", anchor.kind, (anchor.day, published), f"since: {anchor.title}")
    home = into.measure in (Measure.RETURNS, Measure.RETURNED_SHARE)
    around = "of returns" if home else ""
    for returns, day in memory.since.items():
        if day != crisis:
            form = "returns" if returns else "itself"
            into.add("since before", form, (day, published), since, around)
    this_year = date(published.year, 1, 1)
    into.add("this year", "itself", (this_year, published), "this year")
    last_year = (date(published.year - 1, 1, 1), date(published.year - 1, 12, 31))
    into.add("last year", "itself", last_year, "last year")
