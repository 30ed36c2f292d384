"""From claims to weights: each claim as one or two weighted sums over the account's tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Break
from counterflow.ledger.claim import Claim
from counterflow.observation.nuisance import (
    Nuisance,
    has_base,
    series_key,
    underlying,
    windows,
)
from counterflow.observation.tables import PERMIT_LAG_MONTHS, Layout, TableKey
from counterflow.system.places import PlaceTable
from counterflow.system.timegrid import TimeGrid
from counterflow.terms import DAYS_PER_MONTH, CountingUnit, Measure, Period, Unit

PERMIT_LAG = timedelta(days=round(PERMIT_LAG_MONTHS * DAYS_PER_MONTH))


class Form(Enum):
    """How a claim's components combine into the quantity it states.

    Examples
    --------
    >>> Form.RATIO.value
    'a / b'
    """

    SINGLE = "a"
    RATIO = "a / b"
    DIFFERENCE = "a - b"


@dataclass
class Component:
    """`exp(breaks) * (factor * exp(jumps) * sum(scaled) + sum(plain))`: weights on positions.

    Attributes
    ----------
    scaled, plain
        Position to weight.
    factor
        Index into coverages and crossings per mover, or None for one.
    jumps
        Index into permit jumps to weight.
    breaks
        Index into breaks of the series to weight.

    Examples
    --------
    >>> Component(plain={3: 0.5}).factor is None
    True
    """

    scaled: dict[int, float] = field(default_factory=dict)
    plain: dict[int, float] = field(default_factory=dict)
    factor: int | None = None
    jumps: dict[int, float] = field(default_factory=dict)
    breaks: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Functional:
    """What a claim states, as components of the account.

    Attributes
    ----------
    form
        How the components combine.
    first, second
        The components.
    beside
        Claim whose number this one is read as a multiple of, or None.

    Examples
    --------
    >>> Functional(Form.SINGLE, Component(plain={3: 0.5})).second is None
    True
    """

    form: Form
    first: Component
    second: Component | None = None
    beside: Claim | None = None


class Unmeasurable(ValueError):
    """The account does not speak of what the claim counts.

    Examples
    --------
    >>> str(Unmeasurable("the window lies outside the account"))
    'the window lies outside the account'
    """


@dataclass(frozen=True)
class Compiler:
    """Turns claims into functionals.

    Parameters
    ----------
    origin
        Country left.
    grid, places, layout
        Steps, cells and positions of the account.
    nuisance
        Series of coverages, visitors and bases.
    cohort_edges
        Edges of the grid between departure cohorts, first and last included.
    breaks
        Breaks of series, as the case declares them.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.structure import build_structure
    >>> s = build_structure(load_case("syria-2011"))
    >>> layout, edges = s.tabulator.layout, (0, s.grid.steps)
    >>> compiler = Compiler("SYR", s.grid, s.places, layout, s.nuisance, cohort_edges=edges)
    >>> found = compiler.functional(s.evidence.claims[0])
    >>> found.form.value, len(found.first.plain) + len(found.first.scaled) > 0
    ('a', True)
    """

    origin: str
    grid: TimeGrid
    places: PlaceTable
    layout: Layout
    nuisance: Nuisance
    cohort_edges: tuple[int, ...]
    breaks: tuple[Break, ...] = ()

    def functional(self, claim: Claim) -> Functional:
        """The claim's quantity as weights on the account.

        Raises
        ------
        Unmeasurable
            If the account has no such quantity, with the reason.
        """
        found = self._account(claim)
        spans = windows(claim)
        found.first.breaks.update(self._broken(claim, spans[0]))
        # Both parts of a net or a change are the series' own; the whole of a share is not.
        if found.second is not None and claim.measure in (Measure.NET, Measure.CHANGE):
            found.second.breaks.update(self._broken(claim, spans[-1]))
        return found

    def _broken(self, claim: Claim, window: Period) -> dict[int, float]:
        """Share of a window that lies after each break of the claim's series."""
        found = {}
        for index, broken in enumerate(self.breaks):
            if not self._is_of(claim, broken):
                continue
            if underlying(claim).is_stock:
                after = float(window.end >= broken.date)
            else:
                after = min(max((window.stop - broken.date).days / window.days, 0.0), 1.0)
            if after:
                found[index] = after
        return found

    def _is_of(self, claim: Claim, broken: Break) -> bool:
        source, place = series_key(claim, self.origin)
        return (
            source == broken.source
            and broken.place in ("", place)
            and broken.measure in (None, underlying(claim))
        )

    def _account(self, claim: Claim) -> Functional:
        match claim.measure:
            case Measure.NET:
                exits = self._add(self._flow(claim, "returns"), self._flow(claim, "onward"))
                return Functional(Form.DIFFERENCE, self._flow(claim, "arrivals"), exits)
            case Measure.RETURNED_SHARE:
                return self._returned_share(claim)
            case Measure.SHARE if claim.destination:
                whole = self._flow(claim.model_copy(update={"destination": ""}), "departures")
                return Functional(Form.RATIO, self._flow(claim, "departures"), whole)
            case Measure.CHANGE:
                return self._change(claim)
            case _:
                return Functional(Form.SINGLE, self._level(claim, claim.measure))

    def _level(self, claim: Claim, measure: Measure) -> Component:
        """A single quantity: one flow in a window or one stock on a day."""
        days = claim.duration_days or 0
        match measure:
            case Measure.DEPARTURES if claim.origin not in ("", self.origin):
                return self._host_exits(claim)
            case Measure.DEPARTURES:
                return self._flow(claim, "departures", days)
            case Measure.ARRIVALS if claim.counts is CountingUnit.REGISTRATIONS:
                return self._covered(claim, self._flow(claim, "arrivals", days), measure)
            case Measure.ARRIVALS:
                return self._flow(claim, "arrivals", days)
            case Measure.RETURNS if claim.destination not in ("", self.origin):
                raise Unmeasurable(
                    f"returns lead to {self.origin}: write the host as origin, not as destination"
                )
            case Measure.RETURNS:
                return self._flow(claim, "returns", host=claim.origin)
            case Measure.ONWARD if claim.origin not in ("", self.origin):
                self._refuse_corridor(claim)
                return self._flow(claim, "onward", host=claim.origin)
            case Measure.ONWARD:
                return self._flow(claim, "onward_in")
            case Measure.STOCK:
                return self._stock(claim)
            case Measure.STAYED:
                return self._stayed(claim)
            case Measure.BORDER_ENTRIES | Measure.BORDER_EXITS:
                return self._crossings(claim, measure)
            case Measure.PERMITS_ISSUED:
                return self._covered(claim, self._flow(claim, "permit_arrivals"), measure)
            case Measure.ASYLUM_APPLICATIONS:
                return self._covered(claim, self._flow(claim, "arrivals"), measure)
            case Measure.PERMITS_VALID:
                return self._permits_valid(claim)
            case _:
                raise Unmeasurable(f"the account does not estimate {measure.value}")

    def _columns(self, expression: str) -> Sequence[int]:
        """Columns of a place text: its cells, or the total for everywhere."""
        unseen = self.places.unseen(expression)
        if unseen:
            raise Unmeasurable(f"no observation names {', '.join(unseen)}")
        return self.places.indices(expression) or (self.places.size,)

    def _flow(self, claim: Claim, table: str, days: int = 0, host: str | None = None) -> Component:
        place = claim.destination if host is None else self._host(host)
        key = TableKey(table, days)
        weights = self._overlap(claim)
        if not weights.any():
            raise Unmeasurable("the window lies outside the account")
        found = Component()
        for step in np.flatnonzero(weights):
            for column in self._columns(place):
                position = self.layout.position(key, int(step), column)
                found.plain[position] = float(weights[step])
        return found

    def _overlap(self, claim: Claim) -> NDArray[np.float64]:
        """Share of each step in the claim's window, which may begin before the account."""
        self._refuse_after(claim.period_end)
        return self.grid.overlap(claim.period)

    def _refuse_after(self, day: date) -> None:
        if day.toordinal() >= self.grid.edges[-1]:
            raise Unmeasurable(f"{day} lies after the account's last day")

    def _refuse_corridor(self, claim: Claim) -> None:
        if claim.destination not in ("", self.origin):
            raise Unmeasurable("the account does not keep moves between two given hosts")

    def _host(self, expression: str) -> str:
        return "" if expression == self.origin else expression

    def _host_exits(self, claim: Claim) -> Component:
        """Moves out of a host country, home or onward."""
        home = self._flow(claim, "returns", host=claim.origin)
        if claim.destination == self.origin:
            return home
        self._refuse_corridor(claim)
        return self._add(home, self._flow(claim, "onward", host=claim.origin))

    @staticmethod
    def _add(first: Component, second: Component) -> Component:
        return Component(plain={**first.plain, **second.plain})

    def _at(self, key: TableKey, day: date, columns: Sequence[int]) -> dict[int, float]:
        """Weights of a stock at the end of a day."""
        return {
            self.layout.position(key, edge, column): weight
            for edge, weight in self.grid.level_weights(day + timedelta(days=1))
            for column in columns
        }

    def _stock(self, claim: Claim) -> Component:
        start = date.fromordinal(self.grid.edges[0])
        close = claim.period_end - timedelta(days=claim.duration_days or 0)
        if close < start:
            found = Component()
        elif claim.duration_days:
            # Whoever has been there so long arrived since the start and so many days before.
            found = self._stayed(claim.model_copy(update={"period_start": start}))
        else:
            self._refuse_after(close)
            columns = self._columns(claim.destination)
            found = Component(plain=self._at(TableKey("stock"), claim.period_end, columns))
        self._add_base(claim, found)
        if not found.plain:
            raise Unmeasurable("no leaver can be in the count yet: too early in the account")
        return found

    def _add_base(self, claim: Claim, component: Component) -> None:
        if has_base(claim):
            base = self.nuisance.bases[series_key(claim, self.origin)]
            component.plain[self.layout.position(TableKey("base"), base, 0)] = 1.0

    def _stayed(self, claim: Claim) -> Component:
        return self._followed("stayed", claim)

    def _followed(self, table: str, claim: Claim) -> Component:
        """Arrivals of a cohort by what has become of them on the last day."""
        key = TableKey(table, claim.period.stop.toordinal())
        weights = self.grid.overlap(Period(claim.period_start, self._close(claim)))
        return Component(
            plain={
                self.layout.position(key, int(step), column): float(weights[step])
                for step in np.flatnonzero(weights)
                for column in self._columns(claim.destination)
            }
        )

    def _close(self, claim: Claim) -> date:
        """Last day on which one may have arrived to be of a claim's cohort."""
        close = claim.period_end - timedelta(days=claim.duration_days or 0)
        if close < claim.period_start:
            raise Unmeasurable("the cohort closes before it opens: duration_days is too long")
        self._refuse_after(close)
        return close

    def _covered(self, claim: Claim, component: Component, measure: Measure) -> Component:
        factor = self.nuisance.coverages[(*series_key(claim, self.origin), measure.value)]
        return Component(scaled=component.plain, factor=factor)

    def _permits_valid(self, claim: Claim) -> Component:
        day = claim.period_end
        self._refuse_after(day)
        weights = self._at(TableKey("stock"), day - PERMIT_LAG, self._columns(claim.destination))
        factor = self.nuisance.coverages[
            (*series_key(claim, self.origin), Measure.PERMITS_VALID.value)
        ]
        found = Component(scaled=weights, factor=factor)
        cells = set(self.places.indices(claim.destination))
        for index, (started, cell) in enumerate(self.nuisance.permit_jumps):
            if cell in cells:
                # A tightening bites as permits expire: fully after a year. A basket takes the mean.
                years = (day - started).days / 365.25
                found.jumps[index] = float(np.clip(years, 0.0, 1.0)) / len(cells)
        self._add_base(claim, found)
        return found

    def _crossings(self, claim: Claim, measure: Measure) -> Component:
        key = series_key(claim, self.origin)
        series = self.nuisance.visitors[key]
        persons = claim.counts is CountingUnit.PERSONS
        found = Component()
        overlap = self._overlap(claim)
        leaving_host = measure is Measure.BORDER_EXITS and claim.origin not in ("", self.origin)
        moved = "departures" if measure is Measure.BORDER_EXITS and not leaving_host else "arrivals"
        place = self._host(claim.origin) if leaving_host else claim.destination
        for step in np.flatnonzero(overlap):
            weight = float(overlap[step])
            for column in self._columns(place):
                at = {
                    table: self.layout.position(TableKey(table), int(step), column)
                    for table in (moved, "returns", "onward")
                }
                if leaving_host:
                    found.plain[at["returns"]] = weight
                    if claim.destination != self.origin:
                        found.plain[at["onward"]] = weight
                if persons and not leaving_host:
                    found.plain[at[moved]] = weight
                if not persons:
                    found.scaled[at[moved]] = weight
                    if leaving_host:
                        found.plain[at[moved]] = -weight
        if not persons:
            found.factor = self.nuisance.crossings[key]
        table = TableKey("visitors" if persons else "visits")
        months = self.nuisance.month_weights(claim.period)
        if round(sum(weight for _, weight in months) * DAYS_PER_MONTH) < claim.period.days:
            raise Unmeasurable("no observation at a border reaches the window")
        for month, weight in months:
            found.plain[self.layout.position(table, series, month)] = weight
        return found

    def _returned_share(self, claim: Claim) -> Functional:
        if claim.destination and claim.duration_days:
            arrived = self._flow(
                claim.model_copy(update={"period_end": self._close(claim)}), "arrivals"
            )
            back = self._followed("returned", claim)
            return Functional(Form.RATIO, back, arrived)
        if claim.destination:
            back = self._flow(claim, "returns")
            return Functional(Form.RATIO, back, self._flow(claim, "arrivals"))
        self._refuse_after(claim.period_end)
        opens, closes = cohort_window(claim, self.grid)
        cohorts = [
            index
            for index, (low, high) in enumerate(
                zip(self.cohort_edges[:-1], self.cohort_edges[1:], strict=True)
            )
            if low >= opens and high <= closes
        ]
        if not cohorts:
            raise Unmeasurable("no departure cohort of the account fits the window")
        until = self.grid.overlap(Period(date.fromordinal(self.grid.edges[0]), claim.period_end))
        left, back = Component(), Component()
        for cohort in cohorts:
            for step in range(self.grid.steps):
                if until[step] > 0:
                    position = self.layout.position(TableKey("cohort_departures"), step, cohort)
                    left.plain[position] = float(until[step])
                    position = self.layout.position(TableKey("cohort_returns"), step, cohort)
                    back.plain[position] = float(until[step])
        return Functional(Form.RATIO, back, left)

    def _change(self, claim: Claim) -> Functional:
        measure = claim.of
        if measure is None:
            raise Unmeasurable("a change needs `of`, the measure that changed")
        if claim.unit in (Unit.PERCENT, Unit.PERCENT_CHANGE):
            raise Unmeasurable("write a change as a ratio (1.45 for 45 percent more)")
        first, second = (
            self._level(
                claim.model_copy(
                    update={
                        "measure": measure,
                        "period_start": window.start,
                        "period_end": window.end,
                    }
                ),
                measure,
            )
            for window in windows(claim)
        )
        form = Form.RATIO if claim.unit is Unit.RATIO else Form.DIFFERENCE
        return Functional(form, first, second)


SNAP_TO_START = 62
"""Days: a cohort that opens so soon after the account's start is the cohort of all leavers."""


def cohort_window(claim: Claim, grid: TimeGrid) -> tuple[int, int]:
    """Edges between which a returned share's cohort left.

    Without a closing rule the cohort stays open: who leaves after the last day of the period
    cannot be back by then.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> claims = load_case("russia-2022").claims
    >>> claim = next(claim for claim in claims if claim.measure == "returned_share")
    >>> cohort_window(claim, TimeGrid.monthly(date(2022, 1, 1), date(2022, 12, 31)))
    (0, 12)
    """
    opens = grid.nearest_edge(claim.period_start)
    if grid.edges[opens] - grid.edges[0] <= SNAP_TO_START:
        opens = 0
    if not claim.duration_days:
        return opens, grid.steps
    return opens, grid.nearest_edge(claim.period.stop - timedelta(days=claim.duration_days))
