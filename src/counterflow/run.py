"""The main job: estimate a case and write everything a reader needs into one folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from counterflow.cases import record_case
from counterflow.cases.case import Case
from counterflow.estimation.carry import stored_start
from counterflow.estimation.estimate import estimate
from counterflow.estimation.files import replace_text, writable_folder
from counterflow.estimation.importance import MOST_K
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.sampling import Progress
from counterflow.estimation.settings import SamplerSettings
from counterflow.estimation.update import LEAST_WEIGHTED, update_from
from counterflow.impact import AccountDraws
from counterflow.ledger.store import LedgerError
from counterflow.reissue import case_basemap, impact_parts
from counterflow.report import ReportInput, render_report
from counterflow.report.assemble import keep_part, kept_rooms
from counterflow.report.kept import FOLDER
from counterflow.report.rooms import Rooms
from counterflow.report.sources import NARROWING_LISTED
from counterflow.verdicts import HEADLINES, Questions, ReconcileError


@dataclass(frozen=True)
class Run:
    """A finished run.

    Parameters
    ----------
    posterior
        The estimated account.
    paths
        Output files by name.
    notices
        Remarks for the user.

    Examples
    --------
    >>> import counterflow as cf
    >>> run = cf.run_case(cf.load_case("russia-2022"), "out/russia-2022")  # doctest: +SKIP
    >>> run.report.name  # doctest: +SKIP
    'report.html'
    """

    posterior: Posterior
    paths: dict[str, Path]
    notices: tuple[str, ...] = ()

    @property
    def report(self) -> Path:
        """The report."""
        return self.paths["report.html"]


def run_case(
    case: Case,
    out: str | Path,
    settings: SamplerSettings | None = None,
    progress: Progress | None = None,
    allow_unconverged: bool = False,
    warm: Path | None = None,
) -> Run:
    """Estimate a case; write posterior, tables, run.json and the report.

    A run that was killed goes on from its last checkpoint in the folder, given the same case,
    settings and versions.

    Parameters
    ----------
    case
        A loaded case, possibly at a vintage.
    out
        Folder to write to; made if it does not exist.
    settings, progress, allow_unconverged
        See `estimate`.
    warm
        Folder of a finished run to start from, whose claims may have been a little different: see
        `counterflow.estimation.update.update`.

    Raises
    ------
    StoredError
        If there is no run to start from.
    OutputError
        If the folder cannot be written to; said before the estimate starts.
    CaseError
        If no observation can be learnt from.
    NotConverged
        If the diagnostics forbid showing the draws; nothing is written.

    Examples
    --------
    >>> import counterflow as cf
    >>> cf.run_case(cf.load_case("russia-2022"), "out").report  # doctest: +SKIP
    PosixPath('out/report.html')
    """
    folder = writable_folder(Path(out))
    notices = list(case.notices)
    try:
        recorded = record_case(case)
        notices += [recorded.notice] if recorded.notice else []
    except LedgerError as error:
        notices.append(f"the ledger was not brought up to date: {error}")
    if warm is None:
        posterior = estimate(case, settings, progress, folder, allow_unconverged)
    else:
        start = stored_start(warm, case)
        posterior = update_from(start, case, settings, progress, folder, allow_unconverged)
        notices.append(_how_updated(posterior))
    paths = posterior.save(folder)
    for name, content in _findings(posterior).items():
        keep_part(folder, name, content)  # keyed to the run.json beside it, so after the draws
    paths[FOLDER] = folder / FOLDER
    paths["report.html"] = folder / "report.html"
    page = render_report(report_input(posterior, folder))
    replace_text(paths["report.html"], page)
    return Run(posterior, paths, tuple(notices))


def _how_updated(posterior: Posterior) -> str:
    """What was done with the older draws, in a sentence."""
    told = posterior.run["update"]
    if told["method"] == "importance":
        return (
            f"the older draws were weighted (Pareto k {told['pareto_k']:.2f}, worth "
            f"{told['ess']:.0f} of {posterior.draws.diverging.size})"
        )
    if told["method"] == "moved draws":
        return (
            f"the older draws were moved to where the claims are now, in {told['sweeps']} sweeps: "
            f"{posterior.draws.diverging.size} draws, worth {told['ess']:.0f}"
        )
    if told["method"] == "warm restart":
        why = (
            "they are too few to show that they have converged, as after an update by moves"
            if told["pareto_k"] < MOST_K and told["ess"] >= LEAST_WEIGHTED
            else f"Pareto k {told['pareto_k']:.2f}, worth {told['ess']:.0f}, is too little to "
            "weight or move them"
        )
        return f"chains went on from the older draws: {why}"
    return "the model has changed too much for the older draws: estimated from the start"


def _findings(posterior: Posterior) -> dict[str, Any]:
    """What takes seconds to find out beyond the account, to keep beside the run for its report."""
    asked = Questions.of(posterior)
    moved = asked.influence
    return {
        "verdicts": [verdict.record() for verdict in asked.verdicts],
        "waterfall": headline_steps(asked),
        "scoreboard": {
            "scoreboard": _records(posterior.scoreboard()),
            "influence": _records(moved[moved["figure"] == "still_abroad"]) if len(moved) else [],
        },
        "narrowing": _records(asked.narrowing().head(NARROWING_LISTED)),
    }


def headline_steps(asked: Questions) -> dict[str, Any]:
    """From the largest number that sources publish to the smallest, at the account's end.

    Examples
    --------
    >>> headline_steps(Questions.load("out", case))["at"]  # doctest: +SKIP
    '2024-12-31'
    """
    month = f"{asked.basis.case.spec.end:%Y-%m}"
    try:
        found = asked.reconcile(month, end="register_counts")
        end = "register_counts"
    except ReconcileError:
        found, end = asked.reconcile(month), "still_abroad"
    if found.levels[0].label == HEADLINES["departures"]:
        # Without a count of exits, arrivals added up over hosts are the largest number.
        found = asked.reconcile(month, "arrivals", end)
    return {"at": found.at.isoformat(), "parts": found.table.to_dict("records")}


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values; what is not a number is None."""
    plain = table.astype(object).where(table.notna(), None)
    rows: list[dict[str, Any]] = [
        {str(name): value for name, value in row.items()} for row in plain.to_dict("records")
    ]
    return rows


def report_input(posterior: Posterior, folder: Path | None = None) -> ReportInput:
    """What the report of a posterior is written from.

    Parameters
    ----------
    posterior
        The estimate.
    folder
        Where its parts are kept; without it the report has the account and its claims alone.

    Examples
    --------
    >>> import counterflow as cf
    >>> posterior = cf.estimate(cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> report_input(posterior).origin  # doctest: +SKIP
    'RUS'
    """
    case = posterior.case
    run = posterior.record()
    kept = Rooms() if folder is None else kept_rooms(folder, case, run)
    return ReportInput(
        title=case.spec.title,
        description=case.spec.description,
        origin=case.spec.origin,
        start=case.spec.start,
        end=case.spec.end,
        as_of=case.as_of,
        events=case.spec.events,
        account=posterior.account,
        claims=posterior.claims,
        headline=posterior.headline,
        run=run,
        rooms=replace(kept, impact=impact_parts(case, lambda: AccountDraws.of(posterior))),
        basemap=case_basemap(case),
    )
