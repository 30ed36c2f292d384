"""One sentence taken apart, what earlier ones leave for it, and what others want read in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from counterflow.reading.attribution import Credits
from counterflow.reading.corridors import Register
from counterflow.reading.draft import Draft
from counterflow.reading.periods import Time
from counterflow.reading.quantity import Kind, Quantity
from counterflow.reading.roles import Placed
from counterflow.reading.sentences import Sentence
from counterflow.terms import Measure


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave for later ones."""

    register: Register = field(default_factory=Register)
    credits: Credits = field(default_factory=Credits)
    period: tuple[date | None, date | None] | None = None
    period_paragraph: int = -1
    last: Draft | None = None
    counted: Draft | None = None
    last_paragraph: int = -1
    source_paragraph: int = -1
    text: str = ""
    text_paragraph: int = -1
    since: dict[bool, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, taken apart."""

    sentence: Sentence
    quantities: list[Quantity]
    times: list[Time]
    places: list[Placed]
    people: frozenset[str]


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
