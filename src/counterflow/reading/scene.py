"""One sentence taken apart, what earlier ones leave for it, and what others want read in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from counterflow.reading.anaphora import Register
from counterflow.reading.credits import Credits
from counterflow.reading.draft import Draft
from counterflow.reading.publisher import publisher_of
from counterflow.reading.quantity import Kind, Quantity
from counterflow.reading.roles import Placed
from counterflow.reading.sentences import Sentence
from counterflow.reading.settings import document_host
from counterflow.reading.times import Time
from counterflow.reading.told import Told
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure, Unit

_OFTEN = 2
STATED = (
    "printed date", "by a date", "range of dates", "since a date", "so long up to a date",
    "first months of a year", "part of a year", "compared with a date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey that a text tells of.

    Parameters
    ----------
    start
        Offset of the sentence that tells of it.
    window
        The days on which people were asked; None if nobody says.
    hosts
        Where they are; empty where they are scattered, None if nobody says.
    paragraph
        The paragraph that alone tells of its answers; -1 if later ones do too.

    Examples
    --------
    >>> Survey(0, None, ("THA",)).hosts
    ('THA',)
    """

    start: int
    window: tuple[date, date] | None
    hosts: tuple[str, ...] | None
    paragraph: int = -1


POINT_MEASURES = frozenset({Measure.STOCK, Measure.PERMITS_VALID, Measure.STAYED})
"""Measures that are of a day."""

Counted = Literal["stock", "change", "share", "flow"]


def counted_as(measure: Measure) -> Counted:
    """What a measure is to time: of a day, a change between days, a part, or a flow.

    Examples
    --------
    >>> counted_as(Measure.RETURNS)
    'flow'
    """
    if measure in POINT_MEASURES:
        return "stock"
    if measure is Measure.CHANGE:
        return "change"
    return "share" if measure in (Measure.SHARE, Measure.RETURNED_SHARE) else "flow"


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave for later ones."""

    register: Register = field(default_factory=Register)
    credits: Credits = field(default_factory=Credits)
    last: Draft | None = None
    counted: Draft | None = None
    last_paragraph: int = -1
    asylum_paragraph: int = -1
    source_paragraph: int = -1
    text: str = ""
    text_paragraph: int = -1
    claimed: bool = False
    spoken: tuple[str, int, int] = ("", -1, -1)  # who spoke without a number, paragraph, offset
    section: tuple[str, ...] = ()
    document: Sequence[Sentence] = ()
    origin: str = ""
    mixed: bool = False  # whether the text counts people of every origin beside those it is about
    steeped: bool = False  # whether the text speaks of hardly anything but people on the move
    known_from: int = 0  # where the text first names the people it is about
    lead: tuple[date, date] | None = None  # the window of the first flow that has one
    found_topic: tuple[str, ...] | None = None
    found_publisher: str | None = None
    since: dict[bool, date] = field(default_factory=dict)
    title: tuple[date, date] | None = None  # the weeks or months a report is about
    changed: tuple[date, date] | None = None  # the window of a change told before
    captions: list[str] = field(default_factory=list)  # lines above rows
    survey: Survey | None = None  # the survey told of last
    as_of: date | None = None  # the day of the document's first dated stock
    as_of_times: int = 0  # how many stocks are of that day
    bodies: set[str] = field(default_factory=set)
    kept: dict[str, tuple[Draft, int]] = field(default_factory=dict)  # the last claim of each kind
    windows: Counter[tuple[date, date]] = field(default_factory=Counter)  # of the claims so far
    sizes: dict[float, Draft] = field(default_factory=dict)  # the first claim of each number
    trail: list[tuple[Sentence, Time]] = field(default_factory=list)  # times told, and where
    told: Told | None = None  # what the times of the whole document name
    most: dict[str, float] = field(default_factory=dict)
    hosts: dict[tuple[str, ...], int] = field(default_factory=dict)
    homecomings: int = 0  # claims of people who went home

    rows: dict[int, Draft] = field(default_factory=dict)  # claims of lists, by their offset
    # by their offset, of numbers in lists of origins: whose they are, and where
    origin_rows: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    turned: tuple[str, ...] = ()  # whose body was said to count, since the last claim
    union: tuple[str, ...] = ()  # a union of countries whose total opens the document

    @property
    def topic(self) -> tuple[str, ...]:
        """The country the document is set in; looked for once, when first asked for."""
        if self.found_topic is None:
            self.found_topic = document_host(self.document, self.origin)
        return self.found_topic

    @property
    def publisher(self) -> str:
        """The body that puts the document out; looked for once, when first asked for."""
        if self.found_publisher is None:
            self.found_publisher = publisher_of(self.document)
        return self.found_publisher

    @property
    def only_host(self) -> tuple[str, ...]:
        """The host of all claims so far that name one, if there are several and it is the same."""
        if len(self.hosts) != 1:
            return ()
        host, times = next(iter(self.hosts.items()))
        return host if times >= _OFTEN else ()

    def counted_since(self, day: date) -> date | None:
        """The last day up to which claims before were counted from a day on; None if none was."""
        return max((end for start, end in self.windows if start == day < end), default=None)

    def lenders(self, counted: Counted) -> list[tuple[str, Draft, int]]:
        """Claims that may lend a number their window, by what they are to it."""
        found = [] if self.last is None else [("last", self.last, self.last_paragraph)]
        keys = {"alike": counted, "stated alike": f"stated {counted}"}
        for other in ("flow", "stock"):
            if other != counted:
                keys[other] = other
        found += [(name, *self.kept[key]) for name, key in keys.items() if key in self.kept]
        return found

    def keep(self, draft: Draft, paragraph: int) -> None:
        """Remember a claim for those that lean on it."""
        self.last, self.last_paragraph, self.turned = draft, paragraph, ()
        counted = counted_as(draft.measure)
        self.kept[counted] = (draft, paragraph)
        if draft.period_basis in STATED:
            self.kept[f"stated {counted}"] = (draft, paragraph)
        if draft.period_start and draft.period_end:
            self.windows[draft.period_start, draft.period_end] += 1
            if draft.unit is Unit.PERSONS and draft.value:
                self.sizes.setdefault(draft.value, draft)
        if draft.measure is Measure.ASYLUM_APPLICATIONS:
            self.asylum_paragraph = paragraph
        if draft.period_basis in STATED and draft.period_start and draft.period_end:
            if self.lead is None and not draft.measure.is_stock:
                self.lead = (draft.period_start, draft.period_end)
            if draft.measure is Measure.CHANGE:
                self.changed = (draft.period_start, draft.period_end)
            elif self.as_of is None and (draft.measure.is_stock or _of_one_day(draft)):
                self.as_of = draft.period_end
            if draft.measure.is_stock and draft.period_end == self.as_of:
                self.as_of_times += 1
        if draft.source[:1].isupper():
            self.bodies.add(draft.source)
        if draft.unit not in (Unit.PERCENT, Unit.PERCENT_CHANGE, Unit.RATIO):
            if self.counted is None or not self.hosts:
                self.union = draft.destinations if draft.destinations == _UNION else ()
            self.counted = draft
        self.homecomings += draft.destinations == (draft.origin,)
        if draft.destinations and draft.destinations != (draft.origin,):
            self.hosts[draft.destinations] = self.hosts.get(draft.destinations, 0) + 1
        if len(draft.destinations) == 1 and draft.unit not in (Unit.PERCENT, Unit.RATIO):
            size = draft.value or draft.high or 0.0
            host = draft.destinations[0]
            self.most[host] = max(size, self.most.get(host, 0.0))


_UNION = ("EU27",)


def _of_one_day(draft: Draft) -> bool:
    """Whether a share is of those who were there on a day."""
    return draft.measure is Measure.SHARE and draft.period_start == draft.period_end


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, taken apart."""

    sentence: Sentence
    quantities: list[Quantity]
    times: list[Time]
    places: list[Placed]
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lent:
    """The measure of a quantity, and the claim it is set beside, if any.

    Examples
    --------
    >>> Lent(Verdict(Measure.STOCK, "live", 3, 2.0)).parallel is None
    True
    """

    verdict: Verdict
    parallel: Draft | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A number that somebody else calls a claim, for the grammar to read.

    Parameters
    ----------
    start, end
        Offsets into the text.
    measure
        What it is said to count.
    kinds
        Kinds of quantity that can have this measure.
    why
        Who says so.

    Examples
    --------
    >>> Wish(0, 5, Measure.STOCK, frozenset({"count"}), "a reviewer").measure.value
    'stock'
    """

    start: int
    end: int
    measure: Measure
    kinds: frozenset[Kind]
    why: str
