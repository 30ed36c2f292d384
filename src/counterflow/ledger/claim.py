"""One quantitative statement about one quantity, by one reporter, on one date."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from counterflow.ledger.source import Identifier
from counterflow.terms import CountingUnit, Definition, Hedge, Measure, Period, Unit
from counterflow.terms.measure import DefinedEnum


class Status(DefinedEnum):
    """Whether the model may learn from a claim.

    Examples
    --------
    >>> Status("observation").definition
    'May enter the likelihood.'
    """

    OBSERVATION = ("observation", "May enter the likelihood.")
    FORECAST = ("forecast", "Said about the future when it was published.")
    CORRECTED = (
        "corrected",
        "Replaced by its own source. Its lineage names the newer row; before that was published "
        "(`--as-of`), it is an observation.",
    )
    CORRUPT = ("corrupt", "Garbled on the way: a digit lost, a wrong unit, a wrong year.")
    CONTEXT = ("context", "About something the account does not estimate; shown, not learnt from.")
    PROPOSED = ("proposed", "Read from a document and not yet reviewed; never learnt from.")


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Number = Annotated[float | None, BeforeValidator(_blank_is_none)]
NotNegative = Annotated[int, Field(ge=0)]

MAY_BE_NEGATIVE = frozenset({Measure.NET, Measure.CHANGE, Measure.GROWTH, Measure.RENT_INDEX})


class Contradiction(NamedTuple):
    """Two fields of one claim that cannot both hold.

    Examples
    --------
    >>> Contradiction("low", "9 is above high 5", "swap the two values").column
    'low'
    """

    column: str
    reason: str
    remedy: str


class Contradictions(ValueError):
    """A claim contradicts itself; `found` lists where.

    Examples
    --------
    >>> str(Contradictions([Contradiction("low", "9 is above high 5", "swap the two values")]))
    'low: 9 is above high 5; swap the two values'
    """

    def __init__(self, found: list[Contradiction]) -> None:
        self.found = found
        super().__init__(" | ".join(f"{c.column}: {c.reason}; {c.remedy}" for c in found))


class Claim(BaseModel):
    """One row of `claims.csv`.

    Parameters
    ----------
    id
        Unique within the case, for instance `R0042`.
    measure, of
        What is counted; `of` names the underlying measure of a `change`.
    population
        Blank when the claim is about all leavers; otherwise the group it is about. Groups are
        never observations of the account.
    origin, destination
        Where from and where to: alpha-3 code, region name, or a basket joined with `+`; blank
        means anywhere. For `stock`, `stayed`, `net` and permits the destination is the host.
    period_start, period_end
        First and last day of the window; equal for a quantity on one day.
    value, low, high
        The number said, in `unit`; `low` and `high` for ranges and orders of magnitude.
    unit, hedge
        Unit of the value and how firmly it is said.
    counts, duration_days, includes_before
        The definition; blank where the source does not say.
    reporter, source, lineage
        Who says it, who measured it (an id in `sources.csv`), and the id of the claim this one
        copies or is computed from; blank for an original measurement.
    published
        ISO 8601 day, month or year of publication: the vintage.
    title, url, locator
        What was read, in our own words; where; and the place in it (or the compiled row).
    status, note
        Whether the model may learn from it, and why not.

    Raises
    ------
    pydantic.ValidationError
        If a field is malformed or the fields contradict each other.

    Examples
    --------
    >>> claim = Claim(
    ...     id="A1", measure="stock", origin="RUS", destination="GEO", value="60000",
    ...     period_start="2023-01-01", period_end="2023-01-01", unit="persons", hedge="about",
    ...     source="mia-georgia", published="2023-07", status="observation",
    ... )
    >>> claim.published_on
    datetime.date(2023, 7, 31)
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: Identifier
    measure: Measure
    population: str = ""
    origin: str = ""
    destination: str = ""
    period_start: date
    period_end: date
    value: Number = None
    low: Number = None
    high: Number = None
    unit: Unit
    hedge: Hedge
    counts: Annotated[CountingUnit | None, BeforeValidator(_blank_is_none)] = None
    duration_days: Annotated[NotNegative | None, BeforeValidator(_blank_is_none)] = None
    includes_before: Annotated[bool | None, BeforeValidator(_blank_is_none)] = None
    reporter: str = ""
    source: Identifier
    lineage: str = ""
    published: str
    title: str = ""
    url: str = ""
    locator: str = ""
    of: Annotated[Measure | None, BeforeValidator(_blank_is_none)] = None
    status: Status
    note: str = ""

    @field_validator("value", "low", "high")
    @classmethod
    def _finite(cls, number: float | None) -> float | None:
        if number is not None and not math.isfinite(number):
            raise ValueError("must be a finite number, not NaN or infinity; leave blank if unknown")
        return number

    @field_validator("published")
    @classmethod
    def _published_is_iso(cls, text: str) -> str:
        Period.parse(text)
        return text

    @model_validator(mode="after")
    def _fields_agree(self) -> Claim:
        found = list(self._contradictions())
        if found:
            raise Contradictions(found)
        return self

    def _contradictions(self) -> Iterator[Contradiction]:
        if self.period_end < self.period_start:
            yield Contradiction(
                "period_end",
                f"{self.period_end} is before period_start {self.period_start}",
                "swap the two dates",
            )
        if self.low is not None and self.high is not None and self.low > self.high:
            yield Contradiction(
                "low", f"{self.low:g} is above high {self.high:g}", "swap the two values"
            )
        if self.measure not in MAY_BE_NEGATIVE:
            for column, number in (("value", self.value), ("low", self.low), ("high", self.high)):
                if number is not None and number < 0:
                    yield Contradiction(
                        column,
                        f"a {self.measure.value} cannot be negative: {number:g}",
                        "write it without the minus sign, or use the measure net or change",
                    )
        if self.status is Status.OBSERVATION:
            yield from self._gaps()

    def _gaps(self) -> Iterator[Contradiction]:
        """What an observation lacks."""
        needed = ("low", "high") if self.hedge.has_two_ends else ("value",)
        for column in needed:
            if getattr(self, column) is None:
                yield Contradiction(
                    column,
                    f"hedge {self.hedge.value} needs {' and '.join(needed)}",
                    f"fill in {column}, choose another hedge, or set status to context",
                )
        if self.measure is Measure.CHANGE and self.of is None:
            yield Contradiction(
                "of", "a change needs `of`", "name the measure that changed, for instance stock"
            )

    @property
    def period(self) -> Period:
        """The window the claim speaks about."""
        return Period(self.period_start, self.period_end)

    @property
    def definition(self) -> Definition:
        """The rules of counting, with silence about earlier residents read as without them."""
        return Definition(self.counts, self.duration_days, bool(self.includes_before))

    @property
    def published_on(self) -> date:
        """Last day of the publication date as stated: by then it was surely known."""
        return Period.parse(self.published).end

    @property
    def is_observation(self) -> bool:
        """Whether the model may learn from the claim."""
        return self.status is Status.OBSERVATION
