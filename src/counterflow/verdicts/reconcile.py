"""From one headline number to another, in steps that add up in every draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterflow.errors import CounterflowError
from counterflow.ledger.claim import Claim
from counterflow.system.survival import exposure_weights
from counterflow.terms import CountingUnit, Measure, Period
from counterflow.verdicts.basis import Basis
from counterflow.verdicts.words import number

Array = NDArray[np.float64]

_YEAR = 365.0

HEADLINES = {
    "exit_records": "Exit records",
    "departures": "Departures",
    "persons_left": "People who left",
    "long_departures": "Stays of a year or longer",
    "arrivals": "Arrivals, added up over hosts",
    "still_abroad": "Still abroad",
    "in_registers": "In registers",
    "register_counts": "Permits in force",
}
"""Headline numbers by key."""


class ReconcileError(CounterflowError):
    """Two numbers cannot be reconciled; says why.

    Examples
    --------
    >>> ReconcileError("no such month").exit_code
    2
    """


@dataclass(frozen=True, eq=False)
class Change:
    """One step.

    Parameters
    ----------
    label, detail
        In words.
    draws : (S,)
        Change in persons or records, with its sign.

    Examples
    --------
    >>> Change("Returns", "Went home", np.zeros(3)).draws.shape
    (3,)
    """

    label: str
    detail: str
    draws: Array


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """A way from one headline number to another.

    Parameters
    ----------
    at
        Last day counted.
    levels
        Totals on the way, first and last included: label and draws.
    steps
        For each gap between two levels, its steps.

    Examples
    --------
    >>> Reconciliation(date(2024, 7, 31), (), ()).table.empty
    True
    """

    at: date
    levels: tuple[Change, ...]
    steps: tuple[tuple[Change, ...], ...]

    def parts(self) -> Iterator[tuple[str, Change]]:
        """Levels and steps in the order of the waterfall."""
        for index, level in enumerate(self.levels):
            yield "level", level
            if index < len(self.steps):
                for step in self.steps[index]:
                    yield "step", step

    @property
    def table(self) -> pd.DataFrame:
        """One row per level and step: mean, median and 80% interval."""
        rows = []
        for kind, part in self.parts():
            low, middle, high = np.quantile(part.draws, [0.1, 0.5, 0.9]).tolist()
            rows.append(
                {
                    "kind": kind,
                    "label": part.label,
                    "detail": part.detail,
                    "mean": float(part.draws.mean()),
                    "q10": low,
                    "median": middle,
                    "q90": high,
                }
            )
        return pd.DataFrame(rows)

    def gap(self) -> float:
        """Largest difference in any draw between the last level and the first with all steps."""
        total = self.levels[0].draws + sum(s.draws for steps in self.steps for s in steps)
        return float(np.abs(total - self.levels[-1].draws).max())

    def __repr__(self) -> str:
        lines = [f"To {self.at}:"]
        for kind, part in self.parts():
            low, high = np.quantile(part.draws, [0.1, 0.9]).tolist()
            mark = "" if kind == "level" else "  "
            lines.append(
                f"{mark}{part.label}: {number(float(part.draws.mean()))} "
                f"(80% {number(low)} to {number(high)})"
            )
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return waterfall_svg(self)


def reconcile(
    basis: Basis, at: str, start: str | None = None, end: str = "still_abroad"
) -> Reconciliation:
    """Decompose the difference of two headline numbers.

    Parameters
    ----------
    basis
        The estimate.
    at
        ISO 8601 month up to whose last day is counted.
    start, end
        Keys of `HEADLINES`. Without a count of exits, the way begins at departures.

    Returns
    -------
    Reconciliation
        Bars are means, which add up; intervals are of each step alone.

    Raises
    ------
    ReconcileError
        If the account has no such month, or the case has no such headline number.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> reconcile(basis, "2024-07", "departures", "still_abroad")  # doctest: +SKIP
    To 2024-07-31:
    Departures: 2 million (80% 1.66 million to 2.37 million)
      Short stays: -668,000 (80% -880,000 to -463,000)
    Stays of a year or longer: 1.33 million (80% 1.1 million to 1.59 million)
      Later returns: -183,000 (80% -267,000 to -112,000)
    Still abroad: 1.15 million (80% 918,000 to 1.4 million)
    """
    until, day = _until(basis, at)
    levels, edges = _account(basis, until, day)
    if start is None:
        start = "exit_records" if "exit_records" in levels else "departures"
    for name in (start, end):
        if name not in levels:
            known = ", ".join(levels)
            raise ReconcileError(
                f"there is no headline number {name!r} in {basis.case.id}: {known}"
            )
    if start == end:
        raise ReconcileError(
            f"{start} and {end} are one number; choose two of: {', '.join(levels)}"
        )
    path = _path(start, end, edges)
    steps = []
    for one, other in pairwise(path):
        if (one, other) in edges:
            steps.append(edges[one, other])
        else:
            back = edges[other, one]
            steps.append(
                tuple(Change(f"Not: {s.label.lower()}", s.detail, -s.draws) for s in reversed(back))
            )
    return Reconciliation(day, tuple(levels[name] for name in path), tuple(steps))


def _until(basis: Basis, at: str) -> tuple[int, date]:
    grid = basis.structure.grid
    months = [f"{month:%Y-%m}" for month in grid.months]
    if at not in months:
        raise ReconcileError(
            f"the account has no month {at!r}; it runs {months[0]} to {months[-1]}"
        )
    step = int(np.flatnonzero(grid.ends_month)[months.index(at)]) + 1
    return step, Period.parse(at).end


def _account(
    basis: Basis, until: int, day: date
) -> tuple[dict[str, Change], dict[tuple[str, str], tuple[Change, ...]]]:
    """Headline numbers, and the steps from some to others: a tree, so every way is one."""
    tables = basis.worlds.tables
    departures = tables["departures"][:, :until].sum((1, 2))
    onward = tables["onward_in"][:, :until].sum((1, 2))
    returns = tables["returns"][:, :until].sum((1, 2))
    first = tables["first_departures"][:, :until].sum(1)
    short = np.minimum(_short_stays(basis, until, day), returns)
    abroad = tables["stock"][:, until].sum(1)
    # What rounding leaves between stock and flows goes to the returns, so that all sums close.
    later = departures - short - abroad
    values = {
        "departures": departures,
        "persons_left": first,
        "long_departures": departures - short,
        "arrivals": departures + onward,
        "still_abroad": abroad,
    }
    edges: dict[tuple[str, str], tuple[Change, ...]] = {
        ("departures", "persons_left"): (
            Change("Left again", "People who had come back and left once more", first - departures),
        ),
        ("departures", "long_departures"): (
            Change("Short stays", "Went home within a year", -short),
        ),
        ("long_departures", "still_abroad"): (
            Change("Later returns", "Went home after a year or more", -later),
        ),
        ("arrivals", "departures"): (
            Change("Onward moves", "Moved from one host to another, counted in both", -onward),
        ),
    }
    exits = _exit_records(basis, day)
    if exits is not None:
        visits, repeats = exits
        values["exit_records"] = departures + visits + repeats
        edges["exit_records", "departures"] = (
            Change("Visits", "Trips of people who did not move", -visits),
            Change("Repeat trips", "Further crossings of people who moved", -repeats),
        )
    registers = _registers(basis, day)
    if registers is not None:
        held, seen, base = registers
        values["in_registers"] = seen
        values["register_counts"] = seen + base
        edges["still_abroad", "in_registers"] = (
            Change("Hosts without a register", "The ledger has no permits there", held - abroad),
            Change("Not in registers", "Live there without a permit in force", seen - held),
        )
        edges["in_registers", "register_counts"] = (
            Change("Earlier residents", "Held permits before, or beside, the crisis", base),
        )
    levels = {key: Change(HEADLINES[key], "", values[key]) for key in HEADLINES if key in values}
    return levels, edges


def _short_stays(basis: Basis, until: int, day: date) -> Array:
    """People who went home within a year of leaving, up to a day, (S,)."""
    grid = basis.structure.grid
    edges = np.asarray(grid.edges, dtype=float)
    middle = (edges[:-1] + edges[1:]) / 2
    weights = exposure_weights(grid, np.minimum(middle + _YEAR, float(edges[until])))[:until]
    hazard = basis.worlds.return_hazard
    seen = hazard.reshape(len(hazard), -1, hazard.shape[-1])
    gone = -np.expm1(-np.matmul(weights.reshape(until, -1), seen))
    found: Array = (basis.worlds.tables["departures"][:, :until] * gone).sum((1, 2))
    return found


def _exit_records(basis: Basis, day: date) -> tuple[Array, Array] | None:
    """Visitors' exits and the movers' further ones since the account's start; None if uncounted."""
    start = basis.case.spec.start
    ours = [
        claim
        for claim in basis.case.observations
        if claim.measure is Measure.BORDER_EXITS
        and claim.origin in ("", basis.case.spec.origin)
        and not claim.destination
        and not claim.population
        and claim.counts is not CountingUnit.PERSONS
        and claim.id in basis.learnt
    ]
    if not ours:
        return None
    longest = max(ours, key=lambda claim: claim.period.days)
    asked = longest.model_copy(update={"id": "exits", "period_start": start, "period_end": day})
    compiled = basis.compile([asked])
    if "exits" not in compiled.row:
        return None
    evidence, flat = compiled.evidence, compiled.flat
    part = evidence.first[0]
    scaled, plain = (
        flat.entries(sparse.position[sparse.row == part]) @ sparse.weight[sparse.row == part]
        for sparse in (evidence.scaled, evidence.plain)
    )
    factor = basis.worlds.lens["factors"][:, evidence.factor[part] - 1]
    return plain, (factor - 1.0) * scaled


def _registers(basis: Basis, day: date) -> tuple[Array, Array, Array] | None:
    """Leavers in hosts whose permits the ledger holds, those in registers, and earlier holders."""
    chosen: set[str] = set()
    asked: list[Claim] = []
    for source, place, measure in basis.structure.nuisance.coverages:
        cells = basis.structure.places.indices(place)
        series = [
            claim
            for claim in basis.case.observations
            if claim.source == source
            and claim.destination == place
            and claim.measure is Measure.PERMITS_VALID
        ]
        if (
            measure != Measure.PERMITS_VALID.value
            or len(cells) != 1
            or place in chosen
            or not series
        ):
            continue
        chosen.add(place)
        asked.append(
            series[0].model_copy(
                update={"id": f"r{len(asked)}", "period_start": day, "period_end": day}
            )
        )
    if not asked:
        return None
    compiled = basis.compile(asked)
    held = np.zeros(basis.worlds.size)
    seen, base = held.copy(), held.copy()
    edge = basis.structure.grid.edges.index(day.toordinal() + 1)
    for claim in asked:
        if claim.id not in compiled.row:
            continue
        row = compiled.row[claim.id]
        part = int(compiled.evidence.first[row])
        evidence, lens = compiled.evidence, basis.worlds.lens
        scaled, plain = (
            compiled.flat.entries(s.position[s.row == part]) @ s.weight[s.row == part]
            for s in (evidence.scaled, evidence.plain)
        )
        factor = lens["factors"][:, evidence.factor[part] - 1]
        if evidence.jumps.shape[1]:
            factor = factor * np.exp(lens["permit_jumps"] @ evidence.jumps[part])
        held += basis.worlds.tables["stock"][
            :, edge, basis.structure.places.indices(claim.destination)[0]
        ]
        seen += factor * scaled
        base += plain
    return held, seen, base


def _path(start: str, end: str, edges: Mapping[tuple[str, str], object]) -> list[str]:
    """The way through the tree."""
    paths = {start: [start]}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for one, other in edges:
            for there in ({one, other} - {here}) if here in (one, other) else ():
                if there not in paths:
                    paths[there] = [*paths[here], there]
                    waiting.append(there)
    return paths[end]


def waterfall_svg(found: Reconciliation) -> str:
    """The waterfall as one SVG: bars are means, whiskers 80% intervals of each bar's length.

    Examples
    --------
    >>> waterfall_svg(Reconciliation(date(2024, 7, 31), (), ()))[:4]
    '<svg'
    """
    parts = list(found.parts())
    top = max((float(p.draws.max()) for kind, p in parts if kind == "level"), default=1.0)
    width, left, line = 760.0, 230.0, 44.0
    scale = (width - left - 150.0) / top
    rows, standing = [], 0.0
    for index, (kind, part) in enumerate(parts):
        mean = float(part.draws.mean())
        low, high = np.quantile(part.draws, [0.1, 0.9]).tolist()
        begin = 0.0 if kind == "level" else standing
        finish = mean if kind == "level" else standing + mean
        y = 30.0 + index * line
        x, long = left + min(begin, finish) * scale, max(abs(finish - begin) * scale, 1.0)
        colour = "#0b5c7d" if kind == "level" else "#b5482f" if mean < 0 else "#b07d10"
        sign = "" if kind == "level" or mean < 0 else "+"
        words = f"{sign}{number(mean)} ({number(low)} to {number(high)})".replace("-", "\u2212")
        whisker = left + (begin + low) * scale, left + (begin + high) * scale
        rows.append(
            f'<g role="listitem" aria-label="{escape(part.label)}: {words}">'
            f'<text x="{left - 10:.0f}" y="{y + 14:.0f}" text-anchor="end" '
            f'font-weight="{600 if kind == "level" else 400}">{escape(part.label)}</text>'
            f'<text x="{left - 10:.0f}" y="{y + 28:.0f}" text-anchor="end" font-size="10" '
            f'fill="#55646f">{escape(part.detail)}</text>'
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{long:.1f}" height="20" fill="{colour}"/>'
            f'<line x1="{whisker[0]:.1f}" x2="{whisker[1]:.1f}" y1="{y + 10:.1f}" '
            f'y2="{y + 10:.1f}" stroke="#16232e" stroke-width="1.5"/>'
            f'<text x="{max(x + long, *whisker) + 6:.1f}" y="{y + 14:.0f}">{words}</text></g>'
        )
        standing = finish
    height = 50.0 + len(parts) * line
    title = f"From {parts[0][1].label} to {parts[-1][1].label}" if parts else "Nothing to show"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + 140:.0f} {height:.0f}" '
        f'font-family="sans-serif" font-size="12" fill="#16232e" role="list" '
        f'aria-label="{escape(title)}"><title>{escape(title)}, to {found.at}</title>'
        f"<desc>Bars are means and add up; lines are 80% intervals.</desc>{''.join(rows)}</svg>"
    )
