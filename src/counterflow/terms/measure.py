"""What a claim counts: the measures, the counting units and the units of value."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class DefinedEnum(StrEnum):
    """A string enum whose members carry their definition as docstring.

    Examples
    --------
    >>> class Side(DefinedEnum):
    ...     LEFT = ("left", "Where the heart is.")
    >>> Side("left").definition
    'Where the heart is.'
    """

    definition: str

    def __new__(cls, value: str, definition: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.definition = definition
        member.__doc__ = definition
        return member


class Measure(DefinedEnum):
    """What is counted. Each member's docstring is its definition.

    "Leavers" are the people the account follows: everyone who moved out of the
    origin since the account's first day, for any reason but a visit.

    Examples
    --------
    >>> Measure("stock").definition[:19]
    'Leavers present in '
    """

    DEPARTURES = (
        "departures",
        "Moves out of the origin during the period, optionally to named destinations; a person who "
        "leaves twice counts twice. With an origin other than the case's, moves by leavers out of "
        "that host country, whether they return or go on. With a duration threshold, only moves "
        "abroad that last at least so long.",
    )
    ARRIVALS = (
        "arrivals",
        "Moves of leavers into a destination during the period, straight from the origin or onward "
        "from another destination. With a duration threshold, only stays of at least so long.",
    )
    RETURNS = ("returns", "Moves of leavers back to the origin during the period.")
    ONWARD = (
        "onward",
        "Moves of leavers from one destination to another during the period, neither end being "
        "the origin.",
    )
    NET = (
        "net",
        "Arrivals minus returns minus onward departures at the named destinations during the "
        "period. May be negative.",
    )
    STOCK = (
        "stock",
        "Leavers present in the destinations on the last day of the period. With a duration "
        "threshold, only those there at least so long; with `includes_before`, together with the "
        "origin's nationals who lived there before the crisis; an explicit threshold of 0 days "
        "also counts visitors who happen to be present.",
    )
    STAYED = (
        "stayed",
        "Of the leavers who arrived since the first day of the period, how many are still in the "
        "destination on its last day. With `duration_days`, only arrivals up to that many days "
        "before the last day count.",
    )
    BORDER_ENTRIES = (
        "border_entries",
        "Entries recorded at the destination's border during the period, visitors and repeat trips "
        "included. `counts` says whether crossings or distinct persons are counted.",
    )
    BORDER_EXITS = (
        "border_exits",
        "Exits recorded at a border during the period: out of the origin (to named destinations "
        "or anywhere) or, where the claim's origin is a host country, out of that country.",
    )
    PERMITS_ISSUED = (
        "permits_issued",
        "Residence permits (or long-stay visas, or registrations) issued during the period.",
    )
    PERMITS_VALID = (
        "permits_valid",
        "Residence permits in force on the last day of the period, whoever holds them and since "
        "when.",
    )
    ASYLUM_APPLICATIONS = (
        "asylum_applications",
        "Applications for international protection lodged during the period.",
    )
    RETURNED_SHARE = (
        "returned_share",
        "Of the people who left since the first day of the period, the share who are back in the "
        "origin on its last day. With `duration_days`, only those who left at least that many days "
        "before the last day are in the denominator.",
    )
    SHARE = (
        "share",
        "Part of a whole. With a destination and no `population` of its own, the share of the "
        "period's departures that went there; otherwise a composition (sex, age, education, "
        "occupation, status).",
    )
    CHANGE = (
        "change",
        "Ratio (unit `ratio`) or difference (any other unit) of two values of the measure named in "
        "`of`: for stocks, the last against the first day of the period; for flows, the period "
        "against the period of equal length before it.",
    )
    WORKERS = ("workers", "People in the labour force or in employment who left or returned.")
    DEPOSITS = ("deposits", "Money withdrawn, moved or held abroad, in the unit given.")
    GROWTH = ("growth", "Growth of an economy, or the part of it attributed to migration.")
    RENT_INDEX = ("rent_index", "Change of rents or housing prices at a destination.")
    COMPANIES = ("companies", "Companies or sole traders registered by leavers.")
    CITIZENSHIPS = ("citizenships", "Citizenships applied for or granted at a destination.")
    OTHER = ("other", "A quantity the account does not speak of, kept for context.")

    @property
    def is_stock(self) -> bool:
        """Whether the measure refers to one day rather than to a period."""
        return self in _AT_A_DATE


_AT_A_DATE = frozenset({Measure.STOCK, Measure.STAYED, Measure.PERMITS_VALID})


class CountingUnit(DefinedEnum):
    """What one unit of the count is.

    Examples
    --------
    >>> CountingUnit("crossings").definition
    'Border crossings; one person may account for many.'
    """

    PERSONS = ("persons", "Distinct people.")
    CROSSINGS = ("crossings", "Border crossings; one person may account for many.")
    PERMITS = ("permits", "Documents in force or issued; one person may hold several in a year.")
    REGISTRATIONS = (
        "registrations",
        "Entries in an administrative programme (applications, encounters, arrivals under a law "
        "of return); covers only those who come into contact with it.",
    )


class Unit(DefinedEnum):
    """Unit in which `value`, `low` and `high` are stated.

    Examples
    --------
    >>> Unit.PERCENT.is_fraction
    True
    """

    PERSONS = ("persons", "People; never thousands.")
    CROSSINGS = ("crossings", "Border crossings.")
    PERMITS = ("permits", "Permits or visas.")
    APPLICATIONS = ("applications", "Applications lodged.")
    PERCENT = ("percent", "Hundredths of the whole.")
    PERCENT_CHANGE = ("percent_change", "Change in hundredths of the earlier value.")
    RATIO = ("ratio", "One value divided by another.")
    COMPANIES = ("companies", "Companies or sole traders.")
    RUB = ("RUB", "Russian roubles.")
    USD = ("USD", "United States dollars.")
    DAYS = ("days", "Days.")
    YEARS = ("years", "Years.")
    UNITS = ("units", "Things of another kind, named in the note.")

    @property
    def is_fraction(self) -> bool:
        """Whether the stated value must be divided by 100 to become a share."""
        return self is Unit.PERCENT

    @property
    def is_relative(self) -> bool:
        """Whether a part, a change or a multiple of a number is stated rather than a number."""
        return self in (Unit.PERCENT, Unit.PERCENT_CHANGE, Unit.RATIO)
