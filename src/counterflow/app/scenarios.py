"""Scenarios of the workspace: made in the editor, run in the background, kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from counterflow.app.events import quoted
from counterflow.app.jobs import JOB, Jobs, State
from counterflow.app.problem import Busy, Missing
from counterflow.app.records import is_id, new_id, read_json
from counterflow.app.runs import Record
from counterflow.app.workspace import Workspace
from counterflow.simulation.scenario import Scenario

_FOLDER = "scenarios"
_FILE, _ASKED, _TABLE = "scenario.toml", "scenario.json", "scenarios.parquet"


@dataclass(frozen=True)
class Played:
    """One scenario that was run, or is being run.

    Parameters
    ----------
    id
        Its identifier.
    scenario
        What it supposes.
    state
        How far it has come.
    run
        Identifier of the run it goes out from.
    folder
        Where its outputs lie.

    Examples
    --------
    >>> Played("a", Scenario(title="T"), State("running"), "stored", Path("x")).scenario.title
    'T'
    """

    id: str
    scenario: Scenario
    state: State
    run: str
    folder: Path

    @property
    def table(self) -> pd.DataFrame:
        """Scenario and baseline by month, destination and quantity, and their difference."""
        return pd.read_parquet(self.folder / "out" / _TABLE)

    @property
    def begins(self) -> date:
        """First day that is forecast."""
        return date.fromisoformat(read_json(self.folder / "begins.json")["begins"])


class Scenarios:
    """All scenarios of a workspace.

    Parameters
    ----------
    workspace
        Where they lie.
    jobs
        Who runs them.
    """

    def __init__(self, workspace: Workspace, jobs: Jobs) -> None:
        self.home = workspace.home / _FOLDER
        self.jobs = jobs

    def all(self) -> list[Played]:
        """Every scenario, newest first."""
        names = sorted((path.parent.name for path in self.home.glob(f"*/{JOB}")), reverse=True)
        return [self._read(name) for name in names if is_id(name)]

    def get(self, identifier: str) -> Played:
        """One scenario.

        Raises
        ------
        Missing
            If there is none of that name.
        """
        if is_id(identifier) and (self.home / identifier / JOB).is_file():
            return self._read(identifier)
        raise Missing("There is no such scenario; the page of scenarios lists those there are.")

    def start(self, scenario: Scenario, record: Record, months: int, members: int) -> Played:
        """Run a scenario beside the baseline, in the background.

        Parameters
        ----------
        scenario
            What it supposes.
        record
            The finished run it goes out from.
        months, members
            Months ahead, and runs of the system.

        Raises
        ------
        Busy
            If a job is under way.
        """
        if self.jobs.running() is not None:
            raise Busy("A run is under way already; wait for it, or cancel it first.")
        identifier = new_id()
        folder = self.home / identifier
        folder.mkdir(parents=True)
        (folder / _FILE).write_text(as_toml(scenario), encoding="utf-8")
        (folder / _ASKED).write_text(scenario.model_dump_json(indent=1), encoding="utf-8")
        self.jobs.start(
            folder,
            {
                "kind": "scenario",
                "run": str(record.out),
                "case": str(record.case),
                "from": record.id,
                "months": months,
                "members": members,
            },
        )
        return self._read(identifier)

    def cancel(self, played: Played) -> None:
        """End a scenario that is being run."""
        self.jobs.cancel(played.folder)

    def _read(self, identifier: str) -> Played:
        folder = self.home / identifier
        scenario = Scenario.model_validate_json((folder / _ASKED).read_text(encoding="utf-8"))
        job = read_json(folder / JOB)
        state = self.jobs.state(folder)
        return Played(identifier, scenario, state, str(job.get("from", "")), folder)


def as_toml(scenario: Scenario) -> str:
    """A scenario as the file that `counterflow scenario` reads.

    Examples
    --------
    >>> print(as_toml(Scenario(title="Baseline")))
    title = "Baseline"
    description = ""
    network = true
    <BLANKLINE>
    """
    plain = scenario.model_dump(exclude_none=True)
    lines = [f"{name} = {_value(plain[name])}" for name in ("title", "description", "network")]
    for section in ("events", "policies"):
        for row in plain[section]:
            lines += ["", f"[[{section}]]"]
            lines += [f"{key} = {_value(value)}" for key, value in row.items() if value != ""]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value)


def largest(table: pd.DataFrame, count: int = 8) -> Sequence[Mapping[str, Any]]:
    """Stocks in the last month that the scenario changes most, all places first.

    Examples
    --------
    >>> largest(pd.DataFrame(columns=["month", "quantity", "destination", "difference_mean"]))
    []
    """
    stocks = table[table["quantity"] == "stock"]
    last = stocks[stocks["month"] == stocks["month"].max()]
    whole = last[last["destination"] == "TOTAL"]
    places = last[last["destination"] != "TOTAL"]
    order = places["difference_mean"].abs().sort_values(ascending=False, kind="stable").index
    chosen = pd.concat([whole, places.reindex(order).head(count)])
    return [{str(key): value for key, value in row.items()} for row in chosen.to_dict("records")]
