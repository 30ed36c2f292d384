"""What stands between the account and a series: coverage, visitors, and residents from before.

A series is one source's numbers about one place. Its nuisance quantities are parameters of the
model; here they are only enumerated, each with a scale taken from the series' own numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Effect, Event
from counterflow.ledger.claim import Claim
from counterflow.system.places import PlaceTable
from counterflow.terms import DAYS_PER_MONTH, CountingUnit, Measure, Period, month_starts

SeriesKey: TypeAlias = tuple[str, str]
"""Source id and place text."""

CoverageKey: TypeAlias = tuple[str, str, str]
"""Source id, place text and measure."""

CROSSINGS = frozenset({Measure.BORDER_ENTRIES, Measure.BORDER_EXITS})
_COVERED = frozenset({Measure.PERMITS_ISSUED, Measure.PERMITS_VALID, Measure.ASYLUM_APPLICATIONS})


def series_key(claim: Claim, origin: str) -> SeriesKey:
    """Series that a claim belongs to.

    A host's entries and exits are one series of that host; exits out of the origin are the
    origin's own series about the place they go to.

    Examples
    --------
    >>> claim = Claim(id="A", measure="border_exits", origin="GEO", period_start="2022-01-01",
    ...     period_end="2022-12-31", value=9, unit="crossings", hedge="exact", source="mia",
    ...     published="2023", status="observation")
    >>> series_key(claim, "RUS")
    ('mia', 'GEO')
    """
    if underlying(claim) is Measure.BORDER_EXITS and claim.origin not in ("", origin):
        return claim.source, claim.origin
    return claim.source, claim.destination


def underlying(claim: Claim) -> Measure:
    """The measure a claim is about: for a change, the one that changed.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> claims = load_case("russia-2022").claims
    >>> {underlying(claim).value for claim in claims if claim.measure == "stock"}
    {'stock'}
    """
    if claim.measure is Measure.CHANGE and claim.of is not None:
        return claim.of
    return claim.measure


def windows(claim: Claim) -> tuple[Period, ...]:
    """The windows a claim speaks about, the latest first: two for a change, else its own.

    Examples
    --------
    >>> claim = Claim(id="A", measure="change", of="arrivals", period_start="2022-03-01",
    ...     period_end="2022-03-31", value=2, unit="ratio", hedge="about", source="mia",
    ...     published="2023", status="observation")
    >>> [str(window.start) for window in windows(claim)]
    ['2022-03-01', '2022-01-29']
    """
    period = claim.period
    if claim.measure is not Measure.CHANGE:
        return (period,)
    if underlying(claim).is_stock:
        return Period(period.end, period.end), Period(period.start, period.start)
    before = period.start - timedelta(days=1)
    return period, Period(before - timedelta(days=period.days - 1), before)


def is_covered(claim: Claim) -> bool:
    """Whether a series records only part of the movers, in a proportion of its own.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> claims = load_case("russia-2022").claims
    >>> claim = next(claim for claim in claims if claim.measure == "permits_valid")
    >>> is_covered(claim)
    True
    """
    measure = underlying(claim)
    registered = measure is Measure.ARRIVALS and claim.counts is CountingUnit.REGISTRATIONS
    return measure in _COVERED or registered


def has_base(claim: Claim) -> bool:
    """Whether people who are not leavers are in the count: residents from before, or visitors.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> claims = load_case("russia-2022").claims
    >>> claim = next(claim for claim in claims if claim.measure == "permits_valid")
    >>> has_base(claim)
    True
    """
    match underlying(claim):
        case Measure.PERMITS_VALID:
            return True
        case Measure.STOCK:
            return bool(claim.includes_before) or claim.duration_days == 0
        case _:
            return False


@dataclass(frozen=True)
class Nuisance:
    """Series with nuisance quantities, numbered.

    Attributes
    ----------
    visitors, crossings
        Border series to row of the visitors' table and to index of the factor.
    coverages
        Covered series to index of the factor.
    bases
        Series to index of the base.
    calendar
        First days of the months on the visitors' own calendar.
    visitor_level : (series,)
        Scale of monthly crossings, from the series' own numbers.
    visitor_years : (series, years)
        Whether a series has a level of its own in a calendar year: it has numbers in several.
    base_level : (bases,)
        Scale of each base, persons or permits.
    distinct
        Rows of the visitors' table that some claim counts as distinct persons.
    permit_jumps
        Date and cell of each policy that changes permits.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> s = build_structure(load_case("syria-2011"))
    >>> n = s.nuisance
    >>> n.factors == len(n.crossings) + len(n.coverages)
    True
    """

    visitors: dict[SeriesKey, int]
    crossings: dict[SeriesKey, int]
    coverages: dict[CoverageKey, int]
    bases: dict[SeriesKey, int]
    calendar: tuple[date, ...]
    visitor_level: NDArray[np.float64]
    visitor_years: NDArray[np.bool_]
    base_level: NDArray[np.float64]
    distinct: tuple[int, ...]
    permit_jumps: tuple[tuple[date, int], ...]

    @property
    def factors(self) -> int:
        """Number of crossings per mover and coverages together."""
        return len(self.crossings) + len(self.coverages)

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years that the visitors' calendar touches."""
        return tuple(sorted({month.year for month in self.calendar}))

    def month_weights(self, period: Period) -> list[tuple[int, float]]:
        """Mean months of a window that lie in each month of the calendar."""
        found = []
        for index, month in enumerate(self.calendar):
            whole = Period.parse(f"{month:%Y-%m}")
            first, last = max(whole.start, period.start), min(whole.end, period.end)
            if first <= last:
                found.append((index, Period(first, last).days / DAYS_PER_MONTH))
        return found


def number_series(
    claims: Sequence[Claim], events: Iterable[Event], places: PlaceTable, origin: str, start: date
) -> Nuisance:
    """Number the nuisance quantities that claims need.

    Parameters
    ----------
    claims
        Claims the account may speak of.
    events
        Events of the case; policies with effect `permits` give jumps.
    places
        Cells of the account.
    origin
        Country left.
    start
        First day of the account, before which nobody has left.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> case = load_case("syria-2011")
    >>> places = build_structure(case).places
    >>> found = number_series(case.observations, case.spec.events, places, "SYR", case.spec.start)
    >>> next(iter(found.coverages))
    ('bamf-first', 'DEU', 'asylum_applications')
    """
    border = [claim for claim in claims if underlying(claim) in CROSSINGS]
    keys = sorted({series_key(claim, origin) for claim in border})
    visitors = {key: index for index, key in enumerate(keys)}
    covered = sorted(
        {(*series_key(c, origin), underlying(c).value) for c in claims if is_covered(c)}
    )
    based = sorted({series_key(claim, origin) for claim in claims if has_base(claim)})
    calendar = _calendar(border)
    years = sorted({month.year for month in calendar})
    seen = np.zeros((len(keys), len(years)), dtype=bool)
    for claim in border:
        for window in windows(claim):
            for year in range(window.start.year, window.end.year + 1):
                seen[visitors[series_key(claim, origin)], years.index(year)] = True
    seen &= seen.sum(axis=1, keepdims=True) > 1
    return Nuisance(
        visitors=visitors,
        crossings={key: index for index, key in enumerate(keys)},
        coverages={key: len(keys) + index for index, key in enumerate(covered)},
        bases={key: index for index, key in enumerate(based)},
        calendar=calendar,
        visitor_level=np.asarray([_visitor_level(border, key, origin) for key in keys]),
        visitor_years=seen,
        base_level=np.asarray([_base_level(claims, key, origin, start) for key in based]),
        distinct=tuple(
            sorted(
                {
                    visitors[series_key(claim, origin)]
                    for claim in border
                    if claim.counts is CountingUnit.PERSONS
                }
            )
        ),
        permit_jumps=tuple(
            (event.date, cell)
            for event in events
            if Effect.PERMITS in event.effects
            for cell in places.within("+".join(event.destinations))
        ),
    )


def _calendar(border: Sequence[Claim]) -> tuple[date, ...]:
    if not border:
        return ()
    spoken = [window for claim in border for window in windows(claim)]
    first = min(window.start for window in spoken).replace(month=1, day=1)
    return tuple(month_starts(first, max(window.end for window in spoken)))


def stated(claim: Claim) -> float | None:
    """The number said, or the geometric middle of its two ends.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> claims = load_case("russia-2022").claims
    >>> claim = next(claim for claim in claims if claim.id == "R0037")
    >>> claim.low, round(stated(claim), 1), claim.high
    (40.0, 42.4, 45.0)
    """
    if claim.value is not None:
        return claim.value
    if claim.low is not None and claim.high is not None:
        return float(np.sqrt(max(claim.low, 0.5) * max(claim.high, 0.5)))
    return None


def _visitor_level(border: Sequence[Claim], key: SeriesKey, origin: str) -> float:
    """Typical monthly crossings of a series: the median rate of its counts of a month or more."""
    rates = [
        (claim.period.days, (stated(claim) or 1.0) / (claim.period.days / DAYS_PER_MONTH))
        for claim in border
        if series_key(claim, origin) == key and claim.measure in CROSSINGS
    ]
    long = [rate for days, rate in rates if days >= 28]
    return max(float(np.median(long or [rate for _, rate in rates] or [1.0])), 1.0)


def _base_level(claims: Sequence[Claim], key: SeriesKey, origin: str, start: date) -> float:
    """Scale of a base: a count from before the account if there is one, else half of the lowest."""
    own = [claim for claim in claims if series_key(claim, origin) == key and has_base(claim)]
    own = [claim for claim in own if claim.measure is not Measure.CHANGE]
    before = [stated(claim) or 1.0 for claim in own if claim.period_end <= start]
    if before:
        return max(float(np.median(before)), 1.0)
    counts = [stated(claim) or 1.0 for claim in own]
    return max(0.5 * min(counts), 1.0) if counts else 1.0
