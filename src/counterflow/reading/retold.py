"""A number that a document tells twice: what one mention states, the other takes from it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from counterflow.reading.amended import FOLLOWS, counted_as, dated, placed_in, why
from counterflow.reading.draft import Draft
from counterflow.terms import Hedge, Measure

ASSUMED_TIMES = frozenset(
    [
        "since the crisis began", "day of publication", "not stated", "now", "this year",
        "last year", "the document's first window", "as of the day told before",
        "the document's day", "the document's window", "the title",
    ]
)  # fmt: skip
"""What windows rest on that are not told of the number itself."""

_LENT_PLACES = frozenset(
    ["", "carried on", "the document's country", "the document's host", "pointed back to", "as before"]
)  # fmt: skip
_WEAK_MEASURES = frozenset(["refugees counted", "number"])
_OWN_NOUNS = frozenset(["return", "arrival", "departure", "crossing"])
"""Reasons of a measure that the noun itself tells: "1,974 returns"."""
_FLOWS = frozenset({Measure.ARRIVALS, Measure.BORDER_ENTRIES, Measure.DEPARTURES})
_LEAST = 1000
_BESIDE = 40  # numbers
_NEAR = 0.8  # what is left of a number that is rounded up to another
_TOP = 300  # characters in which a headline stands
_CLOSED = re.compile(r"[.!?…:;,”\"»]\s*$")


def with_retold(drafts: list[Draft], text: str) -> list[Draft]:
    """The drafts of a document, those of one number with the fields that one of them states."""
    found = list(drafts)
    by_size = sorted(drafts, key=_size)
    sizes = [_size(draft) for draft in by_size]
    for at, draft in enumerate(found):
        # The nearest in size alone: thousands of numbers must not be compared each with each.
        own = bisect_left(sizes, _size(draft))
        low = max(bisect_left(sizes, _size(draft) * _NEAR), own - _BESIDE)
        high = min(bisect_right(sizes, _size(draft) / _NEAR), own + _BESIDE)
        twin = _twin(draft, by_size[low:high])
        if twin is not None:
            again = _DEFINITE.search(text, max(0, draft.start - 12), draft.start) is not None
            found[at] = _filled(draft, twin, _in_headline(draft, text), again)
    return _with_parts_dated(drafts, _followed(drafts, found))


_DEFINITE = re.compile(r"\b(?:the|these|those)\s+$", re.IGNORECASE)
_AGAIN = "told again"


def _with_parts_dated(drafts: Sequence[Draft], found: list[Draft]) -> list[Draft]:
    """The drafts, parts of a number that was dated again with its window: "of them"."""
    for at in range(1, len(found)):
        whole, was, part = found[at - 1], drafts[at - 1], found[at]
        moved = whole.period_basis == _AGAIN and was.period_basis != _AGAIN
        beside = part.sentence_start == whole.sentence_start
        same = (part.period_start, part.period_end) == (was.period_start, was.period_end)
        leaning = part.period_basis in (*ASSUMED_TIMES, "carried on")
        alike = part.measure.is_stock is whole.measure.is_stock
        if moved and beside and same and leaning and alike:
            found[at] = dated(part, whole.period_start, whole.period_end, _AGAIN)
    return found


def _followed(drafts: list[Draft], found: list[Draft]) -> list[Draft]:
    """Numbers that follow one whose measure its twin has told count what it counts now."""
    led: tuple[Draft, Draft] | None = None
    for at, (was, now) in enumerate(zip(drafts, found, strict=True)):
        if was.measure is not now.measure:
            led = (was, now)
        elif led and was.measure is led[0].measure and why(was, "measure") in FOLLOWS:
            found[at] = counted_as(now, led[1].measure, led[1].of, "as counted before")
            if (now.period_start, now.period_end) == (led[0].period_start, led[0].period_end):
                found[at] = dated(found[at], led[1].period_start, led[1].period_end, "told again")
        elif not was.unit.is_relative:
            led = None
    return found


def _twin(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Another mention of a number, in a sentence of its own; the most precise, then the first."""
    alike = [
        other
        for other in drafts
        if other.sentence_start != draft.sentence_start and _same_number(draft, other)
    ]
    return max(alike, key=lambda other: (_digits(_size(other)), -other.start), default=None)


def _size(draft: Draft) -> float:
    return draft.value or draft.low or draft.high or 0.0


def _digits(size: float) -> int:
    """Significant digits of a whole number."""
    return len(f"{size:.0f}".rstrip("0"))


def _same_number(draft: Draft, other: Draft) -> bool:
    """Whether two numbers of people are the same, one of them perhaps rounded."""
    if draft.unit.is_relative or other.unit is not draft.unit or draft.origin != other.origin:
        return False
    first, second = _size(draft), _size(other)
    if min(first, second) < _LEAST or draft.hedge.has_two_ends or other.hedge.has_two_ends:
        return False
    if first == second:
        return _digits(first) >= _TELLING
    rounded, exact = (first, second) if _digits(first) < _digits(second) else (second, first)
    if rounded > exact and Hedge.AT_LEAST in (draft.hedge, other.hedge):
        return False
    digits = _digits(rounded)
    step = 10.0 ** (len(f"{rounded:.0f}") - digits)
    cut_off = {draft.hedge, other.hedge} & {Hedge.AT_LEAST, Hedge.UP_TO}
    most = 0.2 if digits == 1 else 1.0 if cut_off else _ROUNDED
    return digits < _digits(exact) and abs(rounded - exact) < step * most


_TELLING, _MEASURED = 2, 4  # digits of a number that comes up once, and of one that was counted


_ROUNDED = 0.55  # of the last digit


def _in_headline(draft: Draft, text: str) -> bool:
    """Whether a number stands in the headline, which tells in short what the text tells."""
    if draft.start >= _TOP:
        return False
    end = text.find("\n", draft.end)
    line = text[text.rfind("\n", 0, draft.start) + 1 : end if end >= 0 else len(text)]
    return _CLOSED.search(line) is None


def _filled(draft: Draft, twin: Draft, headline: bool, again: bool) -> Draft:
    """A mention with what its twin states and itself only assumed.

    "The 950,000" was told before: then even what is carried on to it is only assumed.
    """
    if draft.destinations and twin.destinations and draft.destinations != twin.destinations:
        return draft
    said = why(draft, "measure")
    weak = (headline and said not in _OWN_NOUNS) or said in _WEAK_MEASURES
    strong = why(twin, "measure") not in _WEAK_MEASURES
    if weak and strong and twin.measure is not draft.measure:
        draft = counted_as(draft, twin.measure, twin.of, "told again")
    alike = draft.measure is twin.measure
    if not alike and not (draft.measure in _FLOWS and twin.measure in _FLOWS):
        return draft
    assumed = draft.period_basis in ASSUMED_TIMES or (headline and _closer(twin, draft))
    assumed = assumed or (again and draft.period_basis == "carried on")
    if assumed and twin.period_basis not in ASSUMED_TIMES:
        draft = dated(draft, twin.period_start, twin.period_end, _AGAIN)
    if not alike:
        return draft
    lent = headline or why(draft, "place") in _LENT_PLACES
    if lent and why(twin, "place") not in _LENT_PLACES:
        draft = placed_in(draft, twin.destinations, "told again")
    exact = _size(draft) == _size(twin) and _digits(_size(draft)) >= _MEASURED
    if exact and twin.source and not draft.source:
        draft = replace(draft, source=twin.source)
    return draft


def _closer(twin: Draft, draft: Draft) -> bool:
    """Whether a window ends well before the other, which it lies in."""
    if not (twin.period_start and twin.period_end and draft.period_start and draft.period_end):
        return False
    inside = draft.period_start <= twin.period_start and twin.period_end <= draft.period_end
    return inside and (draft.period_end - twin.period_end).days > _A_MONTH


_A_MONTH = 31
