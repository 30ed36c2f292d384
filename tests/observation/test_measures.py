"""Every measure against the same quantity summed in plain loops."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import jax
import numpy as np
import pytest
from reference import MONTH, Reference, days
from smallcase import POLICIES, SURGES, claim, draw, model

from counterflow.estimation.model import Model
from counterflow.ledger import Claim
from counterflow.observation.tables import permit_lag
from counterflow.system.parameters import SystemParameters


def day(text: str) -> date:
    return date.fromisoformat(text)


JAN, DEC = day("2022-01-01"), day("2022-12-31")
SPRING = (day("2022-03-10"), day("2022-05-20"))
CALENDAR = {"period_start": "2022-03-10", "period_end": "2022-05-20"}
NEXT = {"period_start": "2023-01-01", "period_end": "2023-06-30"}
BORDER = {"source": "guard", "counts": "crossings", "unit": "crossings"}
PEOPLE = {"source": "guard", "counts": "persons"}
PERMITS = {"counts": "permits", "unit": "permits"}
ON_A_DAY = {"period_start": "2022-11-17", "period_end": "2022-11-17"}
THAT_DAY = day("2022-11-17")


@dataclass
class Truth:
    """The reference account with the case's nuisance quantities, by name."""

    model: Model
    values: dict[str, np.ndarray]
    account: Reference

    def at(self, text: str) -> list[int]:
        """Cells of a place text."""
        cells = self.model.structure.places.cells
        members = {
            "": cells,
            "ANDES": ("COL", "ECU", "PER", "ANDES-REST", "ANDES-GRAN-REST"),
            "GRAN": ("COL", "ECU", "GRAN-REST", "ANDES-GRAN-REST"),
        }
        names = members.get(text, text.split("+"))
        return [index for index, cell in enumerate(cells) if cell in names]

    def total(self, name: str, text: str, first: date, last: date) -> float:
        return self.account.total(name, self.at(text), first, last)

    def coverage(self, place: str, measure: str, source: str = "office") -> float:
        index = self.model.structure.nuisance.coverages[source, place, measure]
        return float(self.values["factor"][index])

    def crossings(self, place: str) -> float:
        index = self.model.structure.nuisance.crossings["guard", place]
        return 1.0 + float(self.values["factor"][index])

    def base(self, place: str, source: str = "office") -> float:
        return float(self.values["base"][self.model.structure.nuisance.bases[source, place]])

    def jump(self, place: str, on: date) -> float:
        """Log change of permits at one place: fully in force a year after each policy."""
        found = 0.0
        for index, (start, cell) in enumerate(self.model.structure.nuisance.permit_jumps):
            if cell in self.at(place):
                years = min(max((on - start).days / 365.25, 0.0), 1.0)
                found += years * float(self.values["permit_jump"][index])
        return found

    def visits(self, place: str, first: date, last: date, *, persons: bool = False) -> float:
        """Visitors day by day: a monthly level, its year and the season."""
        nuisance, total = self.model.structure.nuisance, 0.0
        series = nuisance.visitors["guard", place]
        own = [
            (row, year)
            for row in range(len(nuisance.visitors))
            for year, seen in zip(nuisance.years, nuisance.visitor_years[row], strict=True)
            if seen
        ]
        season = self.values["season"]
        for moment in days(first, last):
            angle = 2 * math.pi * (moment.month - 1) / 12
            log = season[0] * math.cos(angle) + season[1] * math.sin(angle)
            log += season[2] * math.cos(2 * angle) + season[3] * math.sin(2 * angle)
            if (series, moment.year) in own:
                log += self.values["visitor_year"][own.index((series, moment.year))]
            total += float(self.values["visitor_level"][series]) * math.exp(log) / MONTH
        if persons:
            total /= float(self.values["visits_per_visitor"][nuisance.distinct.index(series)])
        return total

    def crossed(self, moved: str, place: str, first: date, last: date) -> float:
        """Crossings of movers and of visitors."""
        visits = self.visits(place, first, last)
        return self.crossings(place) * self.total(moved, place, first, last) + visits

    def left_host(self, place: str, first: date, last: date, exits: Iterable[str]) -> float:
        """Crossings out of a host: movers who leave, errands of movers, visitors."""
        errands = (self.crossings(place) - 1) * self.total("arrivals", place, first, last)
        gone = sum(self.total(name, place, first, last) for name in exits)
        return gone + errands + self.visits(place, first, last)

    def net(self, place: str, first: date, last: date) -> float:
        gone = self.total("returns", place, first, last) + self.total("onward", place, first, last)
        return self.total("arrivals", place, first, last) - gone


PLAIN: dict[str, tuple[Claim, Callable[[Truth], float]]] = {}


def expect(name: str, row: Claim, value: Callable[[Truth], float]) -> None:
    assert name not in PLAIN
    PLAIN[name] = (row.model_copy(update={"id": name}), value)


year = (JAN, DEC)
expect("departures", claim("departures"), lambda t: t.total("departures", "", *year))
expect(
    "departures-to",
    claim("departures", destination="COL", **CALENDAR),
    lambda t: t.total("departures", "COL", *SPRING),
)
expect(
    "departures-lasting",
    claim("departures", destination="COL", duration_days=183),
    lambda t: t.account.lasting("departures", t.at("COL"), *year, 183),
)
expect(
    "departures-out-of-host",
    claim("departures", origin="COL", **CALENDAR),
    lambda t: t.total("returns", "COL", *SPRING) + t.total("onward", "COL", *SPRING),
)
expect(
    "departures-host-to-origin",
    claim("departures", origin="COL", destination="VEN", **CALENDAR),
    lambda t: t.total("returns", "COL", *SPRING),
)
expect(
    "arrivals",
    claim("arrivals", destination="PER", **CALENDAR),
    lambda t: t.total("arrivals", "PER", *SPRING),
)
expect(
    "arrivals-one-day",
    claim("arrivals", destination="PER", period_start="2022-09-21", period_end="2022-09-21"),
    lambda t: t.total("arrivals", "PER", day("2022-09-21"), day("2022-09-21")),
)
for threshold in (90, 365):
    expect(
        f"arrivals-{threshold}",
        claim("arrivals", destination="COL", duration_days=threshold, **NEXT),
        lambda t, threshold=threshold: t.account.lasting(  # type: ignore[misc]
            "arrivals", t.at("COL"), day("2023-01-01"), day("2023-06-30"), threshold
        ),
    )
expect(
    "arrivals-registered",
    claim("arrivals", destination="ECU", counts="registrations"),
    lambda t: t.coverage("ECU", "arrivals") * t.total("arrivals", "ECU", *year),
)
expect(
    "arrivals-before-the-account-too",
    claim("arrivals", destination="ECU", period_start="2021-12-01", period_end="2022-02-28"),
    lambda t: t.total("arrivals", "ECU", JAN, day("2022-02-28")),
)
expect(
    "arrivals-basket",
    claim("arrivals", destination="COL+PER", **CALENDAR),
    lambda t: t.total("arrivals", "COL+PER", *SPRING),
)
expect(
    "arrivals-region",
    claim("arrivals", destination="ANDES", **CALENDAR),
    lambda t: t.total("arrivals", "ANDES", *SPRING),
)
expect(
    "arrivals-region-of-the-origin",
    claim("arrivals", destination="GRAN", **CALENDAR),
    lambda t: t.total("arrivals", "GRAN", *SPRING),
)
expect("returns", claim("returns"), lambda t: t.total("returns", "", *year))
expect(
    "returns-to-the-origin-said",
    claim("returns", origin="", destination="VEN"),
    lambda t: t.total("returns", "", *year),
)
expect(
    "returns-from",
    claim("returns", origin="PER", destination="VEN", **CALENDAR),
    lambda t: t.total("returns", "PER", *SPRING),
)
expect("onward-from", claim("onward", origin="COL"), lambda t: t.total("onward", "COL", *year))
expect(
    "onward-to",
    claim("onward", origin="", destination="PER"),
    lambda t: t.total("onward_in", "PER", *year),
)
expect("onward", claim("onward"), lambda t: t.total("onward", "", *year))
expect("stock", claim("stock"), lambda t: t.account.stock(t.at(""), DEC))
expect(
    "stock-mid-month",
    claim("stock", destination="COL+ECU", **ON_A_DAY),
    lambda t: t.account.stock(t.at("COL+ECU"), THAT_DAY),
)
expect(
    "stock-with-base",
    claim("stock", destination="PER", includes_before=True, source="panel", **ON_A_DAY),
    lambda t: t.account.stock(t.at("PER"), THAT_DAY) + t.base("PER", "panel"),
)
expect(
    "stock-with-base-before",
    claim(
        "stock",
        destination="PER",
        includes_before=True,
        source="panel",
        period_start="2020-12-31",
        period_end="2020-12-31",
    ),
    lambda t: t.base("PER", "panel"),
)
expect(
    "stock-anyone-present",
    claim("stock", destination="COL", duration_days=0, source="paper", **ON_A_DAY),
    lambda t: t.account.stock(t.at("COL"), THAT_DAY) + t.base("COL", "paper"),
)
for stay in (183, 365):
    expect(
        f"stock-{stay}",
        claim("stock", destination="COL", duration_days=stay, period_end="2023-05-12"),
        lambda t, stay=stay: t.account.stayed(t.at("COL"), JAN, day("2023-05-12"), stay),  # type: ignore[misc]
    )
expect(
    "stock-365-with-base",
    claim("stock", destination="ECU", duration_days=365, includes_before=True, **NEXT),
    lambda t: t.account.stayed(t.at("ECU"), JAN, day("2023-06-30"), 365) + t.base("ECU"),
)
expect(
    "stock-365-too-early-for-leavers",
    claim("stock", destination="ECU", duration_days=365, includes_before=True, **CALENDAR),
    lambda t: t.base("ECU"),
)
expect(
    "stayed",
    claim("stayed", destination="COL", **CALENDAR),
    lambda t: t.account.stayed(t.at("COL"), *SPRING),
)
expect(
    "stayed-cohort",
    claim("stayed", destination="COL", period_start="2022-02-25", duration_days=31),
    lambda t: t.account.stayed(t.at("COL"), day("2022-02-25"), DEC, 31),
)
expect(
    "net",
    claim("net", destination="COL", **CALENDAR),
    lambda t: t.net("COL", *SPRING),
)
expect("net-everywhere", claim("net"), lambda t: t.net("", *year))
expect(
    "entries",
    claim("border_entries", destination="COL", **CALENDAR, **BORDER),
    lambda t: t.crossed("arrivals", "COL", *SPRING),
)
expect(
    "entries-before-the-account",
    claim(
        "border_entries",
        destination="COL",
        period_start="2021-02-10",
        period_end="2021-04-15",
        **BORDER,
    ),
    lambda t: t.visits("COL", day("2021-02-10"), day("2021-04-15")),
)
expect(
    "entries-persons",
    claim("border_entries", destination="PER", **CALENDAR, **PEOPLE),
    lambda t: t.total("arrivals", "PER", *SPRING) + t.visits("PER", *SPRING, persons=True),
)
expect(
    "exits-of-the-origin",
    claim("border_exits", destination="ECU", **CALENDAR, **BORDER),
    lambda t: t.crossed("departures", "ECU", *SPRING),
)
expect(
    "exits-of-the-origin-persons",
    claim("border_exits", **CALENDAR, **PEOPLE),
    lambda t: t.total("departures", "", *SPRING) + t.visits("", *SPRING, persons=True),
)
# Exits of a host are read as a multiple of the entries counted beside them.
expect(
    "exits-of-a-host",
    claim("border_exits", origin="COL", **CALENDAR, **BORDER),
    lambda t: (
        t.left_host("COL", *SPRING, ["returns", "onward"]) / t.crossed("arrivals", "COL", *SPRING)
    ),
)
expect(
    "exits-of-a-host-to-the-origin",
    claim("border_exits", origin="COL", destination="VEN", **CALENDAR, **BORDER),
    lambda t: t.left_host("COL", *SPRING, ["returns"]) / t.crossed("arrivals", "COL", *SPRING),
)
expect(
    "exits-of-a-host-persons",
    claim("border_exits", origin="PER", **CALENDAR, **PEOPLE),
    lambda t: (
        (
            t.total("returns", "PER", *SPRING)
            + t.total("onward", "PER", *SPRING)
            + t.visits("PER", *SPRING, persons=True)
        )
        / (t.total("arrivals", "PER", *SPRING) + t.visits("PER", *SPRING, persons=True))
    ),
)
expect(
    "permits-issued",
    claim("permits_issued", destination="COL", **CALENDAR, **PERMITS),
    lambda t: t.coverage("COL", "permits_issued") * t.account.permits_issued(t.at("COL"), *SPRING),
)
for place, when in (("COL", "2022-06-30"), ("COL", "2023-01-31"), ("PER", "2023-06-30")):
    expect(
        f"permits-valid-{place}-{when}",
        claim("permits_valid", destination=place, period_start=when, period_end=when, **PERMITS),
        lambda t, place=place, when=when: (  # type: ignore[misc]
            t.coverage(place, "permits_valid")
            * math.exp(t.jump(place, day(when)))
            * t.account.stock(t.at(place), day(when) - timedelta(days=46))
            + t.base(place)
        ),
    )
expect(
    "permits-valid-basket",
    claim("permits_valid", destination="COL+PER", **NEXT, **PERMITS),
    lambda t: (
        t.coverage("COL+PER", "permits_valid")
        * math.exp(t.jump("COL", day("2023-06-30")) / 2)
        * t.account.stock(t.at("COL+PER"), day("2023-06-30") - timedelta(days=46))
        + t.base("COL+PER")
    ),
)
expect(
    "permits-valid-before",
    claim(
        "permits_valid",
        destination="COL",
        includes_before=True,
        period_start="2021-12-31",
        period_end="2021-12-31",
        **PERMITS,
    ),
    lambda t: t.base("COL"),
)
expect(
    "asylum",
    claim("asylum_applications", destination="PER", unit="applications"),
    lambda t: t.coverage("PER", "asylum_applications") * t.total("arrivals", "PER", *year),
)
PERCENT = {"unit": "percent", "value": 20, "source": "panel"}


def edge(t: Truth, moment: str) -> int:
    return t.model.structure.grid.edges.index(day(moment).toordinal())


expect(
    "returned-share",
    claim("returned_share", **PERCENT, period_end="2023-04-15", duration_days=105),
    lambda t: t.account.returned_share(0, edge(t, "2023-01-01"), day("2023-04-15")),
)
expect(
    "returned-share-later-cohort",
    claim(
        "returned_share",
        **PERCENT,
        period_start="2022-09-21",
        period_end="2023-06-30",
        duration_days=181,
    ),
    lambda t: t.account.returned_share(
        edge(t, "2022-09-21"), edge(t, "2023-01-01"), day("2023-06-30")
    ),
)
expect(
    "returned-share-from-a-place",
    claim("returned_share", **PERCENT, destination="COL"),
    lambda t: t.total("returns", "COL", *year) / t.total("arrivals", "COL", *year),
)
expect(
    "returned-share-of-a-closed-cohort-in-a-place",
    claim("returned_share", **PERCENT, destination="COL", duration_days=100),
    lambda t: t.account.went_home(t.at("COL"), *year, 100),
)
expect(
    "share",
    claim("share", **PERCENT, destination="PER", **CALENDAR),
    lambda t: t.total("departures", "PER", *SPRING) / t.total("departures", "", *SPRING),
)
RATIO = {"unit": "ratio", "value": 2}
WINTER = (day("2022-01-01"), day("2022-03-09"))
expect(
    "change-ratio-of-flows",
    claim(
        "change",
        of="arrivals",
        destination="PER",
        period_start="2022-03-10",
        period_end="2022-05-16",
        **RATIO,
    ),
    lambda t: (
        t.total("arrivals", "PER", day("2022-03-10"), day("2022-05-16"))
        / t.total("arrivals", "PER", *WINTER)
    ),
)
expect(
    "change-difference-of-flows",
    claim("change", of="departures", period_start="2022-03-10", period_end="2022-05-16"),
    lambda t: (
        t.total("departures", "", day("2022-03-10"), day("2022-05-16"))
        - t.total("departures", "", *WINTER)
    ),
)
expect(
    "change-ratio-of-stocks",
    claim("change", of="stock", destination="COL", **CALENDAR, **RATIO),
    lambda t: t.account.stock(t.at("COL"), SPRING[1]) / t.account.stock(t.at("COL"), SPRING[0]),
)
expect(
    "change-difference-of-stocks-with-base",
    claim(
        "change", of="stock", destination="PER", includes_before=True, source="panel", **CALENDAR
    ),
    lambda t: t.account.stock(t.at("PER"), SPRING[1]) - t.account.stock(t.at("PER"), SPRING[0]),
)
expect(
    "change-ratio-of-entries-against-before-the-account",
    claim(
        "change",
        of="border_entries",
        destination="ECU",
        source="guard",
        counts="crossings",
        period_start="2022-01-01",
        period_end="2022-12-31",
        **RATIO,
    ),
    lambda t: (
        t.crossed("arrivals", "ECU", *year) / t.visits("ECU", day("2021-01-01"), day("2021-12-31"))
    ),
)
expect(
    "change-ratio-of-host-exits",
    claim(
        "change",
        of="border_exits",
        origin="COL",
        source="guard",
        counts="crossings",
        period_start="2022-07-01",
        period_end="2022-12-31",
        **RATIO,
    ),
    lambda t: (
        t.left_host("COL", day("2022-07-01"), DEC, ["returns", "onward"])
        / t.left_host("COL", day("2021-12-29"), day("2022-06-30"), ["returns", "onward"])
    ),
)


@pytest.fixture(scope="module", params=[1, 2])
def seen(request: pytest.FixtureRequest) -> tuple[Truth, dict[str, float]]:
    """The reference account, and what the package says each claim counts."""
    fitted = model([row for row, _ in PLAIN.values()], events=[*SURGES, *POLICIES])
    structure = fitted.structure
    z = draw(fitted.size, request.param)
    values = {name: np.asarray(v) for name, v in structure.packing.unpack(z).items()}
    shown = structure.shown

    @jax.jit
    def look(z: jax.Array) -> tuple[SystemParameters, jax.Array]:
        world = fitted.world(z)
        seen = fitted.view(world, shown, structure.shown_reliability, shown.stated)
        return world.parameters, seen.truth

    parameters, truth = look(z)
    said = {
        row.id: float(number) if form == 2 else math.exp(number)
        for row, number, form in zip(shown.claims, np.asarray(truth), shown.form, strict=True)
    }
    account = Reference(parameters, structure.grid.edges, structure.population)
    return Truth(fitted, values, account), said


@pytest.mark.parametrize("name", PLAIN)
def test_measure_is_the_quantity_summed_in_loops(
    name: str, seen: tuple[Truth, dict[str, float]]
) -> None:
    truth, said = seen
    assert name in said, truth.model.structure.unused.get(name)
    # Following beyond the account day by day blurs the change of phase by half a day.
    tolerance = 2e-4 if name.startswith(("arrivals-365", "arrivals-90", "departures-l")) else 1e-7
    assert said[name] == pytest.approx(PLAIN[name][1](truth), rel=tolerance)


REFUSED = {
    "returns with the host as destination": claim("returns", destination="COL"),
    "a corridor between two hosts": claim("departures", origin="COL", destination="PER"),
    "onward along a corridor": claim("onward", origin="COL", destination="PER"),
    "a flow that ends after the account": claim("arrivals", period_end="2023-07-01"),
    "a flow wholly before it": claim(
        "arrivals", period_start="2021-01-01", period_end="2021-12-31"
    ),
    "a stock after the account": claim("stock", period_start="2024-01-01", period_end="2024-01-01"),
    "a stock of leavers before it": claim(
        "stock", period_start="2021-01-01", period_end="2021-01-01"
    ),
    "a stay longer than the account": claim("stock", duration_days=400),
    "a cohort that closes before it opens": claim("stayed", destination="COL", duration_days=400),
    "a change in percent": claim("change", of="stock", unit="percent", value=10),
    "a change of what the account does not estimate": claim("change", of="rent_index"),
    "a composition": claim("share", unit="percent", value=60),
    "a measure of the economy": claim("growth", unit="percent", value=1),
    "a group": claim("departures", population="engineers"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_account_cannot_say_is_left_out_with_a_reason(name: str) -> None:
    sound = claim("stock", "sound", destination="COL")
    other = claim("stock", "other", destination="PER")
    structure = model([sound, other, REFUSED[name]]).structure
    assert {row.id for row in structure.evidence.claims} == {"sound", "other"}
    assert structure.unused["A1"]
    assert "A1" not in {row.id for row in structure.shown.claims}


def test_a_claim_about_a_place_that_no_observation_names_is_not_shown_as_elsewhere() -> None:
    context = claim("stock", "A2", destination="CHL", status="context")
    structure = model([claim("stock", destination="COL"), context]).structure
    assert [row.id for row in structure.shown.claims] == ["A1"]


def test_border_windows_that_no_series_reaches_are_not_shown_short_of_visitors() -> None:
    near = claim("border_entries", destination="COL", **CALENDAR, **BORDER)
    far = claim(
        "border_entries",
        "A2",
        destination="COL",
        status="context",
        period_start="2020-01-01",
        period_end="2020-12-31",
        **BORDER,
    )
    structure = model([near, far]).structure
    assert [row.id for row in structure.shown.claims] == ["A1"]


def test_permits_all_come_in_time() -> None:
    grid = model([claim("stock", destination="COL")]).structure.grid
    lag = permit_lag(grid)
    assert (lag >= 0).all()
    assert lag.sum(0)[: grid.steps // 2] == pytest.approx(1.0, abs=1e-3)
    assert (lag.sum(0) <= 1 + 1e-12).all()
    assert (np.tril(lag, -1) == np.triu(lag.T, 1).T).all()
    for arrival in range(grid.steps):
        assert (lag[:arrival, arrival] == 0).all()
