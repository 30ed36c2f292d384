"""A scenario: dated events and policies, as `scenario.toml` states them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

Probability = Annotated[float, Field(ge=0, le=1)]
Multiple = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    title: str = ""


class Surge(_Row):
    """One row of `[[events]]`: departures rise at once and fade.

    Parameters
    ----------
    date
        When it begins.
    strength
        Its size against that of the surge `like`.
    like
        Id of a surge of the case, whose strength and destinations it takes.
    share
        Instead: share of the population at risk who leave, before networks add to it.

    Raises
    ------
    pydantic.ValidationError
        Unless it has either `strength` and `like`, or `share`.

    Examples
    --------
    >>> Surge(kind="surge", date=date(2023, 3, 1), strength=0.5, like="mobilisation").like
    'mobilisation'
    """

    kind: Literal["surge"]
    date: date
    strength: Annotated[float, Field(gt=0, le=100)] | None = None
    like: str = ""
    share: Annotated[float, Field(gt=0, lt=1)] | None = None

    @model_validator(mode="after")
    def _has_one_size(self) -> Self:
        by_likeness = self.strength is not None and bool(self.like)
        stray = self.share is not None and (self.strength is not None or bool(self.like))
        if stray or (self.share is None and not by_likeness):
            raise ValueError(
                "a surge needs either strength and like, or share; give the one or the other"
            )
        return self


class _Policy(_Row):
    start: date
    end: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end is not None and self.end < self.start:
            raise ValueError(
                f"ends ({self.end}) before it starts ({self.start}); choose a later end, or none"
            )
        return self


class _AtHome(_Policy):
    @property
    def destinations(self) -> tuple[str, ...]:
        """None: it acts on those who left, wherever they are."""
        return ()


class _Local(_Policy):
    destinations: Annotated[tuple[str, ...], Field(min_length=1, strict=False)]


class Close(_Local):
    """A destination closes to newcomers, wholly or to a share of them.

    Examples
    --------
    >>> Close(kind="close", start=date(2023, 3, 1), destinations=("GEO",)).share
    1.0
    """

    kind: Literal["close"]
    share: Probability = 1.0


class Open(_Local):
    """A destination opens: its pull is a multiple of the usual.

    Examples
    --------
    >>> Open(kind="open", start=date(2023, 3, 1), destinations=("GEO",), multiple=2.0).multiple
    2.0
    """

    kind: Literal["open"]
    multiple: Annotated[float, Field(gt=1, le=1000)]


class LimitStays(_Local):
    """Stays end after 3 or 12 months; `leaving` is the share of overstayers who go each month.

    Examples
    --------
    >>> LimitStays(
    ...     kind="limit_stays", start=date(2023, 1, 1), destinations=("TUR",), months=3
    ... ).leaving
    0.9
    """

    kind: Literal["limit_stays"]
    months: Literal[3, 12]
    leaving: Annotated[float, Field(gt=0, lt=1)] = 0.9


class RefuseRenewals(_Local):
    """Permits, renewed every so many months after the first three, are refused.

    Examples
    --------
    >>> RefuseRenewals(
    ...     kind="refuse_renewals", start=date(2023, 1, 1), destinations=("TUR",), probability=0.4
    ... ).every_months
    12.0
    """

    kind: Literal["refuse_renewals"]
    probability: Probability
    every_months: Annotated[float, Field(gt=1, le=120)] = 12.0


class Recession(_Local):
    """A destination draws fewer people, and more of those there leave.

    Examples
    --------
    >>> slump = Recession(kind="recession", start=date(2023, 1, 1), destinations=("KAZ",))
    >>> slump.pull, slump.exits
    (0.7, 1.3)
    """

    kind: Literal["recession"]
    pull: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = 0.7
    exits: Annotated[float, Field(ge=1, le=1000, allow_inf_nan=False)] = 1.3


class Capacity(_Local):
    """A destination holds so many leavers; those who find it full choose among the others.

    Examples
    --------
    >>> full = Capacity(kind="capacity", start=date(2023, 1, 1), destinations=("GEO",), persons=9)
    >>> full.persons
    9
    """

    kind: Literal["capacity"]
    persons: Annotated[int, Field(ge=0)]


class Queue(_Local):
    """The way to a destination lets so many people a day through; the others wait.

    Examples
    --------
    >>> line = Queue(kind="queue", start=date(2022, 9, 21), destinations=("GEO",), persons_a_day=9)
    >>> line.persons_a_day
    9.0
    """

    kind: Literal["queue"]
    persons_a_day: Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Amnesty(_AtHome):
    """Home forgives those who left: the hazard of going home is a multiple of the usual.

    Examples
    --------
    >>> Amnesty(kind="amnesty", start=date(2023, 1, 1), returns=1.5).returns
    1.5
    """

    kind: Literal["amnesty"]
    returns: Multiple


class Peace(_AtHome):
    """What drove people out ends: fewer leave, more go home.

    Examples
    --------
    >>> Peace(kind="peace", start=date(2023, 1, 1)).departures
    0.5
    """

    kind: Literal["peace"]
    departures: Multiple = 0.5
    returns: Multiple = 1.5


Policy = Annotated[
    Close | Open | LimitStays | RefuseRenewals | Recession | Capacity | Queue | Amnesty | Peace,
    Field(discriminator="kind"),
]


POLICIES: dict[str, type[BaseModel]] = {
    get_args(kind.model_fields["kind"].annotation)[0]: kind
    for kind in get_args(get_args(Policy)[0])
}
"""Kinds of policy by name."""


class Scenario(BaseModel):
    """The content of a scenario file.

    Parameters
    ----------
    title, description
        Words for people.
    events
        Surges.
    policies
        What is done from a date on, up to an end if there is one.
    network
        Whether those already there draw others; false shows what self-reinforcement adds.

    Examples
    --------
    >>> Scenario(title="Baseline").network
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    title: Annotated[str, Field(min_length=1)]
    description: str = ""
    events: Annotated[tuple[Surge, ...], Field(strict=False)] = ()
    policies: Annotated[tuple[Policy, ...], Field(strict=False)] = ()
    network: bool = True


def contradicts(one: Policy, other: Policy) -> bool:
    """Whether two policies that act on one place at one time cannot both hold.

    Two of one kind cannot, nor can one that opens and one that closes, nor an amnesty within peace,
    which has its own multiple of returns.

    Examples
    --------
    >>> shut = Close(kind="close", start=date(2023, 3, 1), destinations=("GEO",))
    >>> contradicts(shut, shut.model_copy(update={"share": 0.5}))
    True
    """
    kinds = {one.kind, other.kind}
    return len(kinds) == 1 or kinds in ({"open", "close"}, {"amnesty", "peace"})
