"""The `[impact]` section of a case: what is assumed about the economies at both ends."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from counterflow.ledger.source import Identifier
from counterflow.terms.measure import DefinedEnum


class Scale(DefinedEnum):
    """Unit of an assumption; it fixes the form of the prior.

    Examples
    --------
    >>> Scale("share").definition
    'Part of a whole, between 0 and 1: logit-normal.'
    """

    SHARE = ("share", "Part of a whole, between 0 and 1: logit-normal.")
    RATIO = ("ratio", "One value divided by another, above 0: log-normal.")
    MONTHS = ("months", "Time, above 0: log-normal.")
    PER_USD = ("per_usd", "Units of the origin's currency for one US dollar: log-normal.")
    PERCENT_A_YEAR = ("percent_a_year", "Growth in percent a year, of either sign: normal.")


class Quantity(DefinedEnum):
    """What of the impact a published figure can be compared with.

    Examples
    --------
    >>> Quantity("rent").definition
    'Change of rents in the city of a host over the period of the claim.'
    """

    WORKERS_LOST = (
        "workers_lost",
        "People in the labour force who left in the period of the claim: persons, or percent of "
        "the labour force.",
    )
    WORKERS_REGAINED = (
        "workers_regained",
        "People in the labour force who came back up to the end of the claim's period: persons, or "
        "percent of the employed.",
    )
    GROWTH_FROM_RETURNS = (
        "growth_from_returns",
        "Part of the year's growth that returns brought, by both channels: percent of growth.",
    )
    DEPOSITS_WITHDRAWN = (
        "deposits_withdrawn",
        "Money that leavers of the period took out of banks: the origin's currency or US dollars.",
    )
    DEPARTURES = ("departures", "Departures of adults with the profile in the period: persons.")
    STOCK = ("stock", "Adults with the profile abroad on the last day of the period: persons.")
    RENT = ("rent", "Change of rents in the city of a host over the period of the claim.")
    COMPANIES = ("companies", "Companies and sole traders registered at a host in the period.")


class Term(NamedTuple):
    """One assumption that every impact section states.

    Examples
    --------
    >>> Term._fields
    ('unit', 'meaning')
    """

    unit: Scale
    meaning: str


PARAMETERS: dict[str, Term] = {
    "adult_share": Term(Scale.SHARE, "adults among those who move"),
    "participation": Term(Scale.SHARE, "adults who were in the labour force when they left"),
    "remote_share": Term(Scale.SHARE, "workers abroad who go on producing for the origin"),
    "return_odds": Term(Scale.RATIO, "odds of return of one group against the others"),
    "wave_odds": Term(Scale.RATIO, "odds of a profile in one wave against the average wave"),
    "source_odds": Term(Scale.RATIO, "odds of a profile among a source's people against all"),
    "labour_share": Term(Scale.SHARE, "output that a percent of effective labour brings, percent"),
    "consumption_share": Term(Scale.SHARE, "household consumption in output"),
    "relative_spending": Term(Scale.RATIO, "spending of a mover against the mean resident"),
    "spending_kept": Term(Scale.SHARE, "spending of a mover that stays in the origin while abroad"),
    "home_content": Term(Scale.SHARE, "household spending that is not imports"),
    "multiplier": Term(Scale.RATIO, "output for one unit of domestic spending"),
    "relative_deposits": Term(Scale.RATIO, "deposits of an adult mover against the mean adult"),
    "deposits_moved": Term(Scale.SHARE, "deposits a mover takes out on leaving"),
    "exchange_rate": Term(Scale.PER_USD, "price of a US dollar"),
    "host_employment": Term(Scale.SHARE, "workers abroad who join the host's labour market"),
    "rent_elasticity": Term(Scale.RATIO, "percent of rent for a percent more renters, at once"),
    "supply_elasticity": Term(Scale.RATIO, "percent of housing for a percent of rent, at the end"),
    "supply_half_life": Term(Scale.MONTHS, "time in which half of the supply answers"),
    "founding_share": Term(Scale.SHARE, "arriving workers who register a company"),
}


class Assumption(BaseModel):
    """A prior of the impact: nine in ten chances between two ends, with source and reason.

    Parameters
    ----------
    low, high
        The 5% and 95% quantiles.
    unit
        Unit of the ends; fixes the form of the prior.
    source
        Author or office and year.
    reason
        Why these ends.

    Raises
    ------
    pydantic.ValidationError
        If the ends are in the wrong order or outside what the unit allows.

    Examples
    --------
    >>> Assumption(low=0.4, high=0.6, unit="share", source="PWT (2015)", reason="range").high
    0.6
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    low: float
    high: float
    unit: Scale
    source: str = Field(min_length=1)
    reason: str = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_fit(self) -> Assumption:
        if not self.low < self.high:
            raise ValueError(f"low {self.low:g} must be below high {self.high:g}")
        if self.unit is not Scale.PERCENT_A_YEAR and self.low <= 0:
            raise ValueError(f"a {self.unit.value} must be above 0, and low is {self.low:g}")
        if self.unit is Scale.SHARE and self.high >= 1:
            raise ValueError(f"a share must be below 1, and high is {self.high:g}")
        return self


class Known(BaseModel):
    """A published total that is taken as it stands, with its source.

    Examples
    --------
    >>> Known(value=1_000, source="Census (2021)").value
    1000.0
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    value: float = Field(gt=0)
    source: str = Field(min_length=1)


class Profile(BaseModel):
    """A trait that an adult has or has not, and the claims that speak of it.

    Parameters
    ----------
    name, others
        Words for those who have it and those who have not.
    expected
        Share among adult leavers before any claim is read.
    claims, complement
        Ids of share claims about those who have it, and about those who have not.
    status
        Whether it is a state of people abroad rather than a trait they left with.
    at_home, pay
        Share among the employed at home and pay against the others there; both or neither.

    Raises
    ------
    pydantic.ValidationError
        If `pay` stands without `at_home` or the other way round.

    Examples
    --------
    >>> Profile(name="graduates", others="others", expected=Assumption(
    ...     low=0.3, high=0.9, unit="share", source="own", reason="wide")).status
    False
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: str
    others: str
    expected: Assumption
    claims: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    status: bool = False
    at_home: Assumption | None = None
    pay: Assumption | None = None

    @model_validator(mode="after")
    def _pay_needs_a_base(self) -> Profile:
        if (self.at_home is None) != (self.pay is None):
            raise ValueError("at_home and pay go together: give both or neither")
        if self.status and self.pay is not None:
            raise ValueError("a status abroad has no pay at home: remove at_home and pay")
        return self


class Host(BaseModel):
    """A host country and the city whose rents are looked at.

    Parameters
    ----------
    city
        Name of the city.
    population, labour_force, city_population
        Persons before the arrivals.
    city_share
        Part of the leavers in the country who live in the city.
    renting_share
        Part of the city's people who rent.
    other_rent_growth
        Growth of rents to expect without arrivals.

    Examples
    --------
    >>> sorted(Host.model_fields)[:2]
    ['city', 'city_population']
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    city: str
    population: Known
    labour_force: Known
    city_population: Known
    city_share: Assumption
    renting_share: Assumption
    other_rent_growth: Assumption


class Check(BaseModel):
    """A published figure that the impact is compared with.

    Parameters
    ----------
    claim
        Id of the claim.
    quantity
        What it is compared with.
    profile, host
        Whose departures or stock; where.
    of
        Claim with the growth that a share of growth refers to.
    note
        Why the figure may differ; shown with the verdict.

    Examples
    --------
    >>> Check(claim="R0041", quantity="workers_lost").note
    ''
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    claim: Identifier
    quantity: Quantity
    profile: str = ""
    host: str = ""
    of: str = ""
    note: str = ""


class ImpactSpec(BaseModel):
    """The `[impact]` section of `case.toml`.

    Parameters
    ----------
    currency
        ISO 4217 code of the origin's money.
    labour_force, employed, adults
        Persons in the origin before the crisis.
    household_deposits
        Money of households in the origin's banks before the crisis.
    parameters
        Assumptions by name; every name of `PARAMETERS` is needed.
    profiles
        Traits of adult leavers by name.
    hosts
        Host countries by alpha-3 code.
    checks
        Published figures to compare with.

    Examples
    --------
    >>> import counterflow as cf
    >>> cf.load_case("russia-2022").spec.impact.currency
    'RUB'
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    currency: str = Field(pattern="^[A-Z]{3}$")
    labour_force: Known
    employed: Known
    adults: Known
    household_deposits: Known
    parameters: dict[str, Assumption]
    profiles: dict[str, Profile] = Field(default_factory=dict)
    hosts: dict[str, Host] = Field(default_factory=dict)
    checks: tuple[Check, ...] = ()
