"""Flee's CSV files to a `CampCase`: what they mean, with a note where Flee would not act on it.

Formats are those of Flee's own reader (`input_csv/` and `source_data/`, days counted from
`StartDate`). Notes name rows that the version of May 2026 passes over in silence.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from counterflow.ledger.problem import Problems
from counterflow.ledger.suggest import nearest
from counterflow.simulation.flee.inputs import CampCase, Closure, Location, Route

Floats = NDArray[np.float64]
Value = TypeVar("Value")

_KINDS = ("conflict_zone", "town", "camp", "idpcamp", "forwarding_hub", "marker", "flood_zone")
_CLOSURES = ("country", "link", "location", "camp", "idpcamp")
_LONGEST_DAYS = 3660


def read_flee(folder: Path) -> CampCase:
    """Read an instance: a folder with `input_csv` and `source_data`.

    Parameters
    ----------
    folder
        The instance.

    Raises
    ------
    CaseError
        With every problem of every file, by row and column, each with its remedy.

    Examples
    --------
    >>> read_flee(Path("instances/mali2012"))  # doctest: +SKIP
    """
    reader = _Reader(folder)
    case = reader.case()
    reader.problems.raise_if_any(f"instance {folder.name}")
    assert case is not None
    return case


class _Row:
    """One row of a file, with a place to note what is wrong in it."""

    def __init__(self, file: str, number: int, cells: list[str], problems: Problems) -> None:
        self.file, self.number, self.cells, self.problems = file, number, cells, problems

    def text(self, column: int) -> str:
        """A cell; blank where the row is too short."""
        return self.cells[column].strip() if column < len(self.cells) else ""

    def wrong(self, column: str, value: str, reason: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.add(self.file, self.number, column, value, reason, remedy)

    def read(
        self, column: int, name: str, reader: Callable[[str], Value], remedy: str, blank: Value
    ) -> Value:
        """A cell as a value; `blank` where it is empty or wrong, the latter noted."""
        text = self.text(column)
        if not text:
            return blank
        try:
            return reader(text)
        except ValueError:
            self.wrong(name, text, "cannot be read", remedy)
            return blank

    def count(self, column: int, name: str) -> int:
        """A number of people or of a day; 0 where there is none."""
        return self.read(column, name, _count, "write a whole number from 0", 0)


def _count(text: str) -> int:
    value = float(text)
    if not 0 <= value < 1e10:
        raise ValueError(text)
    return int(value)


def _km(text: str) -> float:
    value = float(text)
    if not 0 <= value < 50_000:
        raise ValueError(text)
    return value


def _intensity(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError(text)
    return value


class _Reader:
    """Reads the files of one instance, collecting problems and notes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.problems, self.notes = folder, Problems(), list[str]()
        self.index: dict[str, int] = {}

    def case(self) -> CampCase | None:
        """The case; None where a problem keeps the rest from being read."""
        period = self._period()
        locations = self._locations()
        if not locations and not self.problems:
            self.problems.add(
                "input_csv/locations.csv",
                0,
                "name",
                "",
                "holds no location",
                "add a row for each place that people leave, pass through or stay in",
            )
        if period is None or not locations:
            return None
        start, days = period
        self.index = {location.name: at for at, location in enumerate(locations)}
        routes = self._routes()
        closures = self._closures(locations, days)
        conflict = self._conflict(locations, days)
        camps, registered, total = self._registered(locations, start, days)
        if (self.folder / "input_csv" / "location_changes.csv").is_file():
            self.notes.append("location_changes.csv is not imported; Flee looks for it elsewhere")
        if not camps:
            return None
        return CampCase(
            start=start,
            locations=locations,
            routes=routes,
            closures=closures,
            conflict=conflict,
            registered=registered,
            total=total,
            camps=camps,
            notes=tuple(self.notes),
        )

    def _rows(self, *path: str, needed: bool = True) -> Iterator[_Row]:
        """Rows of a file without blank ones and comments; their header is a comment."""
        file = self.folder.joinpath(*path)
        name = "/".join(path)
        if not file.is_file():
            if needed:
                self.problems.add(name, 0, "", "", "is not in the folder", "copy it there")
            return
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self.problems.add(name, 0, "", "", "is not UTF-8", "save it again as UTF-8")
            return
        for number, cells in enumerate(csv.reader(text.splitlines()), start=1):
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
                yield _Row(name, number, cells, self.problems)

    def _period(self) -> tuple[date, int] | None:
        found = {row.text(0): row for row in self._rows("input_csv", "sim_period.csv")}
        for key, example in (("StartDate", "2012-02-29"), ("Length", "300")):
            if key not in found:
                remedy = f"add `{key},{example}`"
                self.problems.add("input_csv/sim_period.csv", 0, key, "", "is missing", remedy)
        if not {"StartDate", "Length"} <= found.keys():
            return None
        remedy = "write a day such as 2012-02-29"
        start = found["StartDate"].read(1, "StartDate", date.fromisoformat, remedy, None)
        days = found["Length"].count(1, "Length")
        if not 2 <= days <= _LONGEST_DAYS:
            remedy = f"write the number of days, from 2 to {_LONGEST_DAYS}"
            found["Length"].wrong("Length", str(days), "is no length of a simulation", remedy)
        return None if self.problems or start is None else (start, days)

    def _locations(self) -> tuple[Location, ...]:
        found: dict[str, Location] = {}
        for row in self._rows("input_csv", "locations.csv"):
            name, kind = row.text(0), row.text(5)
            if name in found:
                row.wrong("name", name, "is there twice", "give each location a name of its own")
            if kind not in _KINDS:
                row.wrong("location_type", kind, "is not a type", nearest(kind, _KINDS))
            people = row.count(7, "population")
            found[name] = Location(name, row.text(2), kind, people)
        return tuple(found.values())

    def _known(self, row: _Row, column: int, name: str) -> int | None:
        text = row.text(column)
        if text not in self.index:
            row.wrong(name, text, "is not a location", nearest(text, list(self.index)))
        return self.index.get(text)

    def _routes(self) -> tuple[Route, ...]:
        routes: list[Route] = []
        for row in self._rows("input_csv", "routes.csv"):
            ends = self._known(row, 0, "name1"), self._known(row, 1, "name2")
            km = row.read(2, "distance", _km, "write kilometres", 0.0)
            if row.text(3) not in ("", "0"):
                self.notes.append(
                    f"{row.file}, row {row.number}: forced redirection is imported as an ordinary "
                    "route; Flee reads 1 as a route of double weight"
                )
            if ends[0] is not None and ends[1] is not None:
                routes.append(Route((ends[0], ends[1]), km))
        return tuple(routes)

    def _closures(self, locations: tuple[Location, ...], days: int) -> tuple[Closure, ...]:
        countries = {location.country for location in locations}
        closures: list[Closure] = []
        for row in self._rows("input_csv", "closures.csv", needed=False):
            kind, names = row.text(0), (row.text(1), row.text(2))
            if kind == "remove_forced_redirection":
                continue
            if kind not in _CLOSURES:
                row.wrong("closure_type", kind, "is not a type", nearest(kind, _CLOSURES))
                continue
            known = countries if kind == "country" else set(self.index)
            parts = names if kind in ("country", "link") else names[:1]
            for column, name in enumerate(parts, start=1):
                if name not in known:
                    noun = "country" if kind == "country" else "location"
                    reason = f"is not a {noun} of locations.csv"
                    row.wrong(f"name{column}", name, reason, nearest(name, sorted(known)))
            if kind == "link":
                self.notes.append(
                    f"{row.file}, row {row.number}: the route {names[0]} - {names[1]} is closed; "
                    "Flee passes over closures of links"
                )
            first = row.count(3, "closure_start")
            stop = days if row.text(4) in ("", "-1") else row.count(4, "closure_end")
            if stop < first:
                self.notes.append(
                    f"{row.file}, row {row.number}: closes nothing, since it ends on day {stop}, "
                    f"before day {first}; -1 stands for a closure without end"
                )
            kind = "camp" if kind == "idpcamp" else kind
            closures.append(Closure(kind, names, first, stop))
        return tuple(closures)

    def _conflict(self, locations: tuple[Location, ...], days: int) -> Floats:
        found = np.zeros((days, len(locations)))
        columns: list[int | None] = []
        path = self.folder / "input_csv" / "conflicts.csv"
        if path.is_file():
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
                names = next(csv.reader(lines), [])[1:]
            header = _Row("input_csv/conflicts.csv", 1, names, self.problems)
            columns = [self._known(header, at, "place") for at in range(len(names))]
        seen: set[int] = set()
        for row in self._rows("input_csv", "conflicts.csv"):
            day = row.count(0, "day")
            if day >= days:
                continue
            seen.add(day)
            for at, place in enumerate(columns, start=1):
                if place is not None:
                    remedy = "write an intensity from 0 to 1"
                    found[day, place] = row.read(at, names[at - 1], _intensity, remedy, 0.0)
        missing = sorted(set(range(days)) - seen)
        if missing and path.is_file():
            reason = f"has no row for {len(missing)} of {days} days, the first {missing[0]}"
            remedy = "write one row for each day, or shorten the simulation"
            self.problems.add("input_csv/conflicts.csv", 0, "day", "", reason, remedy)
        steps = np.diff(found, axis=0)
        varied = (steps != 0) & (found[1:] > 0) & (found[:-1] > 0)
        for location, changes in zip(locations, varied.any(axis=0), strict=True):
            if changes:
                self.notes.append(
                    f"conflicts.csv: the intensity at {location.name} changes while positive; "
                    "Flee keeps the first value"
                )
        return found

    def _registered(
        self, locations: tuple[Location, ...], start: date, days: int
    ) -> tuple[tuple[int, ...], Floats, Floats]:
        camps: list[int] = []
        series: list[Floats] = []
        total: Floats | None = None
        for row in self._rows("source_data", "data_layout.csv"):
            files = [cell.strip() for cell in row.cells[1:] if cell.strip()]
            if not files:
                row.wrong("file", "", "names no file", "write camp,file.csv")
                continue
            counts = np.sum([self._series(file, start, days) for file in files], axis=0)
            if row.text(0) == "total":
                total = counts
                continue
            place = self._known(row, 0, "name")
            if place is not None and not locations[place].is_camp:
                kind = locations[place].kind
                row.wrong("name", row.text(0), f"is a {kind}", "make it a camp in locations.csv")
            elif place is not None:
                camps.append(place)
                series.append(counts)
        if not camps:
            reason = "names no camp with data"
            self.problems.add("source_data/data_layout.csv", 0, "", "", reason, "add camp,file.csv")
            return (), np.zeros((days, 0)), np.zeros(days)
        registered = np.stack(series, axis=1)
        self._corrected(registered, [locations[camp].name for camp in camps], start)
        summed = registered.sum(axis=1)
        if total is not None and not np.allclose(total, summed, rtol=0.01):
            self.notes.append(
                "the camps do not sum to the total of data_layout.csv; their sum is used"
            )
        return tuple(camps), registered, summed

    def _series(self, file: str, start: date, days: int) -> Floats:
        """A registered series on every day: straight between counts, flat beyond them."""
        at: list[int] = []
        counts: list[int] = []
        for row in self._rows("source_data", file):
            if not row.text(0)[:1].isdigit():
                continue
            remedy = "write a day such as 2012-02-29"
            day = row.read(0, "date", date.fromisoformat, remedy, None)
            if day is not None:
                at.append((day - start).days)
                counts.append(row.count(1, "count"))
        if not at:
            return np.zeros(days)
        order = np.argsort(at, kind="stable")
        known = np.asarray(at)[order], np.asarray(counts, dtype=float)[order]
        return np.asarray(np.interp(np.arange(days), *known))

    def _corrected(self, registered: Floats, names: list[str], start: date) -> None:
        """Rescale what was registered before a recount to the jump of that day."""
        for row in self._rows("input_csv", "registration_corrections.csv", needed=False):
            remedy = "write a day such as 2012-02-29"
            day = row.read(1, "date", date.fromisoformat, remedy, None)
            if row.text(0) not in names:
                row.wrong("name", row.text(0), "has no data", nearest(row.text(0), names))
            elif day is not None and 0 < (at := (day - start).days) < len(registered):
                camp = names.index(row.text(0))
                if registered[at - 1, camp] > 0:
                    registered[:at, camp] *= registered[at, camp] / registered[at - 1, camp]
