"""A case: one crisis, its events, places, sources and claims."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from counterflow.cases.impact import ImpactSpec
from counterflow.ledger.claim import Claim, Status
from counterflow.ledger.source import Identifier, Source
from counterflow.terms import REGIONS, CountingUnit, Measure, parse_places
from counterflow.terms.measure import DefinedEnum


class EventKind(DefinedEnum):
    """What a dated event may do to the flows.

    Examples
    --------
    >>> EventKind("surge").definition
    'Pushes people out: departures rise at once and fade.'
    """

    SURGE = ("surge", "Pushes people out: departures rise at once and fade.")
    POLICY = ("policy", "Changes hazards or permits at the named destinations from its date on.")
    MARK = ("mark", "Drawn on the charts, without effect on the model.")


class Effect(DefinedEnum):
    """What a policy event may change at its destinations.

    Examples
    --------
    >>> Effect("exits").definition
    'Return and onward hazards.'
    """

    EXITS = ("exits", "Return and onward hazards.")
    PERMITS = ("permits", "Coverage of permits in force.")
    ATTRACTION = ("attraction", "Share of departures that choose the destination.")


class Event(BaseModel):
    """One row of `[[events]]` in `case.toml`.

    Raises
    ------
    pydantic.ValidationError
        If a policy event names no destination or no effect.

    Examples
    --------
    >>> Event(id="invasion", date="2022-02-24", kind="surge", title="Invasion").kind.value
    'surge'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Identifier
    date: date
    kind: EventKind
    title: str
    destinations: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    source: str = ""
    url: str = ""

    @model_validator(mode="after")
    def _policy_acts_somewhere(self) -> Event:
        if self.kind is EventKind.POLICY and not (self.destinations and self.effects):
            raise ValueError("a policy event needs destinations and effects")
        return self


_LONGEST_YEARS = 50

FeatureValue = Annotated[float, Field(ge=-100, le=100)]
"""Zero, one or another small number: features are used as they stand, on the log scale."""


class Prior(BaseModel):
    """A prior of the case's own: log-normal, with its reason.

    Examples
    --------
    >>> Prior(median=15000, sd_log=0.7, reason="Rosstat 2019").median
    15000.0
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    median: float = Field(gt=0)
    sd_log: float = Field(gt=0)
    reason: str


class Alternative(BaseModel):
    """One row of `[[readings]]` in `case.toml`: what else a claim may mean.

    The claim as written keeps the weight that its alternatives leave.

    Raises
    ------
    pydantic.ValidationError
        If the weight is not from 0 up to, not including, 1.

    Examples
    --------
    >>> Alternative(claim="R0082", measure="stock", weight=0.4).measure.value
    'stock'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    claim: Identifier
    measure: Measure
    weight: float = Field(ge=0, lt=1)
    duration_days: int | None = Field(default=None, ge=0)
    counts: CountingUnit | None = None
    includes_before: bool | None = None
    series: Identifier | None = None
    label: str = ""
    reason: str = ""


class Break(BaseModel):
    """One row of `[[breaks]]` in `case.toml`: from its day on, a series counts otherwise.

    Examples
    --------
    >>> Break(date="2024-07-01", source="azr", place="DEU", reason="Register revised").place
    'DEU'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: date
    source: Identifier
    place: str = ""
    measure: Measure | None = None
    reason: str


class Spec(BaseModel):
    """The content of `case.toml`.

    Parameters
    ----------
    id, title, description
        Identifier and words for people.
    origin
        Alpha-3 code of the country left.
    start, end
        First and last day of the account; whole months.
    population
        Persons living in the origin at the start: the pool at risk.
    population_source
        Where that figure comes from.
    events
        Dated events.
    features
        Destination code to named 0/1 (or small real) features that make it attractive:
        `visa_free`, `border`, `language`, `diaspora`.
    priors
        Replacements for the package's priors, by name.
    regions
        Regions of the case's own, beside the ones known by name.
    readings
        What else a claim may mean, with prior weights.
    breaks
        Days from which a series counts otherwise.
    basemap
        File of countries to draw maps on, TopoJSON or GeoJSON, beside `case.toml`; the package's
        own if blank.
    impact
        What is assumed about the economies at both ends; see the page on impact.

    Examples
    --------
    >>> Spec(id="x", title="X", origin="RUS", start="2022-01-01", end="2022-12-31",
    ...      population=146_000_000).origin
    'RUS'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Identifier
    title: str
    description: str = ""
    origin: str
    start: date
    end: date
    population: int = Field(gt=0)
    population_source: str = ""
    events: tuple[Event, ...] = ()
    features: dict[str, dict[str, FeatureValue]] = Field(default_factory=dict)
    priors: dict[str, Prior] = Field(default_factory=dict)
    regions: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    readings: tuple[Alternative, ...] = ()
    breaks: tuple[Break, ...] = ()
    basemap: str = ""
    impact: ImpactSpec | None = None

    @field_validator("origin")
    @classmethod
    def _origin_is_one_country(cls, code: str) -> str:
        if len(parse_places(code)) != 1:
            raise ValueError("origin must be one country")
        return code

    @field_validator("events")
    @classmethod
    def _events_told_apart(cls, events: tuple[Event, ...]) -> tuple[Event, ...]:
        twice = [name for name, times in Counter(event.id for event in events).items() if times > 1]
        if twice:
            raise ValueError(f"{twice[0]} is the id of two events: give each one of its own")
        return events

    @field_validator("regions")
    @classmethod
    def _regions_hold_places(
        cls, regions: dict[str, tuple[str, ...]]
    ) -> dict[str, tuple[str, ...]]:
        empty = [name for name, members in regions.items() if not members]
        if empty:
            raise ValueError(f"{empty[0]} has no member: list its countries, or delete it")
        return regions

    @field_validator("readings")
    @classmethod
    def _weights_leave_room(cls, rows: tuple[Alternative, ...]) -> tuple[Alternative, ...]:
        for claim in dict.fromkeys(row.claim for row in rows):
            total = sum(row.weight for row in rows if row.claim == claim)
            if total >= 1:
                raise ValueError(
                    f"the readings of {claim} weigh {total:g}: leave some of 1 for the claim as "
                    "written"
                )
        return rows

    @model_validator(mode="after")
    def _dates_agree(self) -> Spec:
        if self.end < self.start:
            raise ValueError(f"end {self.end} is before start {self.start}")
        if self.start.day != 1:
            raise ValueError(f"start {self.start} must be the first day of a month")
        years = self.end.year - self.start.year
        if years > _LONGEST_YEARS:
            raise ValueError(
                f"the account is {years:,} years long: check start {self.start} and end "
                f"{self.end}, {_LONGEST_YEARS} years are the most"
            )
        return self


_NOT_ESTIMATED = {"title", "description", "population_source", "basemap", "impact"}
"""What may change in `case.toml` without another estimate."""


@dataclass(frozen=True)
class Case:
    """A loaded and validated case.

    Parameters
    ----------
    spec
        The content of `case.toml`.
    claims
        All claims, in the order of the file.
    sources
        Sources by id.
    folder
        Where the case was read from.
    as_of
        Vintage: only claims published by this day are in `claims`; None for all.
    ledger_hash
        Fingerprint of all claims and sources of the case, whatever the vintage.
    notices
        What a reader of the files should know though nothing is wrong.

    Examples
    --------
    >>> import counterflow as cf
    >>> cf.load_case("russia-2022").spec.origin
    'RUS'
    """

    spec: Spec
    claims: tuple[Claim, ...]
    sources: Mapping[str, Source]
    folder: Path
    as_of: date | None = None
    ledger_hash: str = field(default="", compare=False)
    notices: tuple[str, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """Identifier of the case."""
        return self.spec.id

    @cached_property
    def model_hash(self) -> str:
        """Fingerprint of what the estimate takes from `case.toml`: priors, events, readings.

        Examples
        --------
        >>> import counterflow as cf
        >>> case = cf.load_case("russia-2022")
        >>> renamed = case.spec.model_copy(update={"title": "Another title"})
        >>> replace(case, spec=renamed).model_hash == case.model_hash
        True
        """
        told = self.spec.model_dump_json(exclude=_NOT_ESTIMATED)
        return hashlib.sha256(told.encode()).hexdigest()

    @cached_property
    def regions(self) -> dict[str, tuple[str, ...]]:
        """Regions by name: the package's and the case's own."""
        return {**REGIONS, **self.spec.regions}

    @cached_property
    def observations(self) -> tuple[Claim, ...]:
        """Claims that the model may learn from."""
        return tuple(claim for claim in self.claims if claim.is_observation)

    def at(self, as_of: date) -> Case:
        """The case as it could have been known on a day.

        A row that was corrected only later is an observation until then.

        Examples
        --------
        >>> import counterflow as cf
        >>> case = cf.load_case("russia-2022").at(date(2023, 8, 1))
        >>> max(claim.published_on for claim in case.claims) <= date(2023, 8, 1)
        True
        """
        known = tuple(claim for claim in self.claims if claim.published_on <= as_of)
        standing = _not_yet_corrected(known)
        claims = tuple(
            claim.model_copy(update={"status": Status.OBSERVATION})
            if claim.id in standing
            else claim
            for claim in known
        )
        return replace(self, claims=claims, as_of=as_of)

    def with_claims(self, claims: tuple[Claim, ...]) -> Case:
        """The same case with other claims.

        Examples
        --------
        >>> import counterflow as cf
        >>> len(cf.load_case("russia-2022").with_claims(()).claims)
        0
        """
        return replace(self, claims=claims)


def _not_yet_corrected(known: tuple[Claim, ...]) -> set[str]:
    """Ids of the corrected rows whose correction, named by their lineage, is not known yet.

    Of several releases that one row corrects, the source's newest stands; copies of a release
    stand with it.
    """
    statuses = {claim.id: claim.status for claim in known}
    corrected = [claim for claim in known if claim.status is Status.CORRECTED and claim.lineage]
    newest: dict[tuple[str, str], Claim] = {}
    for claim in corrected:
        if claim.lineage not in statuses:
            key = claim.source, claim.lineage
            newest[key] = max(newest.get(key, claim), claim, key=lambda c: (c.published_on, c.id))
    standing = {claim.id for claim in newest.values()}
    copies = {claim.id for claim in corrected if claim.lineage in standing}
    while not copies <= standing:
        standing |= copies
        copies = {claim.id for claim in corrected if claim.lineage in standing}
    return standing
