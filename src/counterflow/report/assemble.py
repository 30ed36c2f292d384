"""The parts of a report that were kept beside its run, drawn; what is missing says what makes it.

Nothing is computed here: a run keeps its own parts, other commands theirs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterflow.cases.case import Case
from counterflow.report.diagnosis import diagnosis_section
from counterflow.report.history import history_figure
from counterflow.report.judged import claim_verdicts
from counterflow.report.kept import Kept, KeptError, estimate_key, keep, read_kept
from counterflow.report.outlook import forecast_figures, scenario_figures
from counterflow.report.reconciled import headline_waterfall
from counterflow.report.rooms import Absent, Rooms
from counterflow.report.sources import narrowing_figure, scoreboard_figure

RUN_FILE = "run.json"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: what would head it, and what makes it.

    Examples
    --------
    >>> PARTS["history"].command
    'counterflow history {case}'
    """

    heading: str
    command: str
    of_ledger: bool = False


PARTS = {
    "verdicts": Part("Claims compared", "counterflow run {case}"),
    "waterfall": Part("Why published numbers differ", "counterflow run {case}"),
    "scoreboard": Part("How the sources compare", "counterflow run {case}"),
    "narrowing": Part("What would narrow the answer", "counterflow run {case}"),
    "forecast": Part("What may come", "counterflow forecast {case}"),
    "scenarios": Part("What if", "counterflow scenario {case} FILE"),
    "history": Part("How the answer evolved", "counterflow history {case}", of_ledger=True),
    "diagnosis": Part("What this rests on", "counterflow diagnose {case}"),
}
"""Parts of the report that are kept beside a run, by name."""


def key_of(name: str, run: Mapping[str, Any]) -> str:
    """What a part must have been found in to belong to a run.

    Parameters
    ----------
    name
        Of the part, in `PARTS`.
    run
        Content of run.json.

    Examples
    --------
    >>> key_of("history", {"ledger_hash": "9f31"})
    '9f31'
    """
    return str(run.get("ledger_hash")) if PARTS[name].of_ledger else estimate_key(run)


def keep_part(folder: Path, name: str, content: Any) -> Path:
    """Keep a part of the run that lies in a folder, for its report.

    Parameters
    ----------
    folder
        Of the run.
    name
        Of the part, in `PARTS`.
    content
        Plain values.

    Raises
    ------
    KeptError
        If no run lies in the folder.
    OutputError
        If the folder cannot be written to.

    Examples
    --------
    >>> keep_part(Path("nowhere"), "history", [])
    Traceback (most recent call last):
    counterflow.report.kept.KeptError: nowhere holds no finished run (run.json) to keep it beside
    """
    try:
        run = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise KeptError(f"{folder} holds no finished run ({RUN_FILE}) to keep it beside") from None
    return keep(folder, name, key_of(name, run), content)


def kept_rooms(folder: Path, case: Case, run: Mapping[str, Any]) -> Rooms:
    """Everything kept beside a run, drawn.

    Parameters
    ----------
    folder
        Of the run.
    case
        The case that was run.
    run
        Content of its run.json.

    Raises
    ------
    KeptError
        If a kept file is damaged.

    Examples
    --------
    >>> import counterflow as cf
    >>> rooms = kept_rooms(Path("nowhere"), cf.load_case("russia-2022"), {})
    >>> rooms.absent["history"].command
    'counterflow history russia-2022'
    """
    kept = {name: read_kept(folder, name, key_of(name, run)) for name in PARTS}
    found = {name: one.content for name, one in kept.items() if one.content is not None}
    spec = case.spec
    scoreboard, narrowing, history = (
        scoreboard_figure(**found["scoreboard"]) if "scoreboard" in found else None,
        narrowing_figure(found["narrowing"]) if "narrowing" in found else None,
        history_figure(spec.events, found["history"]) if "history" in found else None,
    )
    return Rooms(
        verdicts=claim_verdicts(found.get("verdicts", ())),
        waterfall=headline_waterfall(found["waterfall"]) if "waterfall" in found else None,
        scoreboard=(scoreboard,) if scoreboard else (),
        narrowing=(narrowing,) if narrowing else (),
        forecast=forecast_figures(found["forecast"], spec.events) if "forecast" in found else (),
        scenarios=scenario_figures(found["scenarios"]) if "scenarios" in found else (),
        history=(history,) if history else (),
        diagnosis=diagnosis_section(found["diagnosis"]) if "diagnosis" in found else None,
        absent={
            name: _absent(name, one, case.id)
            for name, one in kept.items()
            if one.content is None and name not in ("verdicts", "waterfall")
        },
    )


def _absent(name: str, kept: Kept, case: str) -> Absent:
    part = PARTS[name]
    why = (
        "What was kept is of an earlier estimate or ledger; made anew by"
        if kept.outdated
        else "Not part of this run yet; made by"
    )
    return Absent(name, part.heading, why, part.command.format(case=case))
