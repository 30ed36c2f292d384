"""What a reader knows before the first sentence: the crisis, its events, the day of printing."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files

from counterflow.cases.case import Case, EventKind

EVENT_WORDS: dict[str, tuple[str, ...]] = {
    "war": (
        "invasion", "invaded", "war", "conflict", "fighting", "hostilities", "attack", "attacked",
        "violence", "battle", "battles", "clashes", "offensive", "bombardment", "uprising",
        "вторжени", "войн", "конфликт",
    ),
    "draft": (
        "mobilisation", "mobilization", "mobilised", "mobilized", "call-up", "callup", "draft",
        "conscription", "reservists", "мобилизаци",
    ),
    "fall": (
        "fall", "fell", "toppled", "ousted", "ouster", "overthrow", "overthrown", "overthrew",
        "takeover", "downfall", "demise", "regime change", "collapse of the government", "change of government",
        "seized", "toppling", "collapsed",
    ),
    "coup": ("coup", "putsch", "seized power", "took power", "seized control", "takeover"),
    "crackdown": (
        "crackdown", "unrest", "repression", "violence", "campaign", "election", "clearance",
    ),
    "protests": ("protests", "protest movement", "demonstrations", "uprising", "unrest"),
    "law": ("law", "legislation"),
    "scheme": ("scheme", "route", "programme", "program", "opened", "launched"),
    "crisis": ("crisis", "turmoil", "collapse", "assassination"),
}  # fmt: skip
"""Words by which the press points back to an event of each kind."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A dated event that relative time may point to.

    Examples
    --------
    >>> Anchor(date(2022, 2, 24), "war", "Invasion").kind
    'war'
    """

    day: date
    kind: str
    title: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words that name it."""
        if self.kind in EVENT_WORDS:
            return EVENT_WORDS[self.kind]
        return tuple(word for word in re.findall(r"[a-z]{5,}", self.title.lower()))


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the document beside its words.

    Parameters
    ----------
    origin
        Alpha-3 code of the country people leave; blank to let the document decide.
    anchors
        Events in order of date; the first one starts the crisis.
    published
        Day of publication; None if unknown.
    reporter
        The outlet.

    Examples
    --------
    >>> Context(origin="SYR").with_world().anchors[0].kind
    'war'
    """

    origin: str = ""
    anchors: tuple[Anchor, ...] = field(default=(), hash=False)  # asked for at every sentence
    published: date | None = None
    reporter: str = ""

    @property
    def start(self) -> date | None:
        """First day of the crisis."""
        return self.anchors[0].day if self.anchors else None

    def with_world(self) -> Context:
        """With the public events kept for the origin, where the context brings none."""
        if self.anchors or not self.origin:
            return self
        return replace(self, anchors=world_anchors(self.origin, self.published))


def case_context(case: Case, published: date | None = None, reporter: str = "") -> Context:
    """The context a case supplies: its origin and its surges.

    Examples
    --------
    >>> import counterflow as cf
    >>> case_context(cf.load_case("russia-2022")).start
    datetime.date(2022, 2, 24)
    """
    anchors = tuple(
        Anchor(event.date, _kind_of(event.title), event.title)
        for event in sorted(case.spec.events, key=lambda event: event.date)
        if event.kind is EventKind.SURGE
    )
    return Context(case.spec.origin, anchors, published, reporter)


def world_anchors(origin: str, published: date | None) -> tuple[Anchor, ...]:
    """Public events kept for an origin, the one that starts its present crisis first.

    Examples
    --------
    >>> [anchor.kind for anchor in world_anchors("SDN", None)]
    ['war']
    """
    return tuple(
        anchor
        for code, anchor in _world()
        if code == origin and (published is None or anchor.day <= published)
    )


def _kind_of(title: str) -> str:
    """The kind of event whose words the title holds first."""
    words = title.lower()
    for kind, names in EVENT_WORDS.items():
        if any(name in words for name in names):
            return kind
    return ""


@cache
def _world() -> tuple[tuple[str, Anchor], ...]:
    text = (files("counterflow.reading") / "data" / "crises.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))[1:]
    return tuple(
        (code, Anchor(date.fromisoformat(day), kind, title)) for code, day, kind, title in rows
    )
