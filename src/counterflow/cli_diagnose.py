"""The commands `diagnose` and `history`: whether to believe an estimate, and how it evolved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from counterflow.diagnostics.diagnose import Diagnosis
    from counterflow.diagnostics.history import Vintage

_CaseArgument = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="A bundled case (russia-2022) or a folder with case.toml, claims.csv, sources.csv.",
        show_default=False,
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Print the record instead of a summary.")]
_Quiet = Annotated[bool, typer.Option("--quiet", help="No progress; print only where it lies.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(
        epilog="Examples: `counterflow diagnose russia-2022 --from out/russia-2022`, `counterflow "
        "diagnose my-case --no-refits` for the part that takes seconds. Writes diagnostics.json "
        "and diagnostics.html beside the posterior."
    )(diagnose)
    app.command(
        epilog="Example: `counterflow history russia-2022 --at 2022-06-30,2022-12-31,2023-12-31`. "
        "Writes history.html, history.csv and history.json; an interrupted run goes on with the "
        "vintages that are finished."
    )(history)


def diagnose(
    case: _CaseArgument,
    folder: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="A finished run; out/CASE if not given."),
    ] = None,
    refits: Annotated[
        bool,
        typer.Option(
            "--refits/--no-refits",
            help="Estimate again without a source, or from it alone, where weights will not do.",
        ),
    ] = True,
    as_json: _Json = False,
    quiet: _Quiet = False,
) -> None:
    """Ask a finished estimate what it rests on, and which claims cannot live together.

    Checks predictions, leaves out sources and groups of claims, loosens the anchor, scales priors,
    and lists contradictions in plain words.
    """
    import json

    from counterflow.cases import load_case
    from counterflow.cli_run import sampling_progress
    from counterflow.diagnostics.diagnose import diagnose_posterior
    from counterflow.estimation.files import replace_text
    from counterflow.estimation.stored import load_posterior
    from counterflow.report.assemble import keep_part
    from counterflow.report.diagnosis import diagnosis_page

    loaded = load_case(case)
    folder = folder or Path("out") / loaded.id
    posterior = load_posterior(folder, loaded)
    with sampling_progress(quiet or as_json) as progress:
        found = diagnose_posterior(posterior, refits, folder, progress)
    record = found.record()
    text = json.dumps(record, indent=2, ensure_ascii=False)
    page = diagnosis_page(loaded.spec.title, record)
    written = {"diagnostics.json": text + "\n", "diagnostics.html": page}
    for name, content in written.items():
        replace_text(folder / name, content)
    keep_part(folder, "diagnosis", record)
    if as_json:
        typer.echo(text)
    elif quiet:
        typer.echo(folder / "diagnostics.html")
    else:
        _print_diagnosis(found)
        typer.echo(f"page: {folder / 'diagnostics.html'}")
        _say_shown(loaded.id, folder)


def history(
    case: _CaseArgument,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="DATES",
            help="Days joined with commas; ends of half-years if not given.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to write; out/CASE-history if not given."),
    ] = None,
    stored: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="DIR",
            help="A finished run whose report shall show the history; out/CASE if it is there.",
            show_default=False,
        ),
    ] = None,
    draws: Annotated[int, typer.Option(min=50, help="Draws per chain of each vintage.")] = 100,
    as_json: _Json = False,
    quiet: _Quiet = False,
) -> None:
    """Estimate a case as it could have been known on several days, and draw how the answer moved.

    Says what was knowable when, and which publications moved the answer most.
    """
    import json
    from dataclasses import asdict

    from counterflow.cases import load_case
    from counterflow.cli_run import sampling_progress
    from counterflow.diagnostics.history import SHORT, default_dates, history_table
    from counterflow.diagnostics.history import history as vintages_of
    from counterflow.estimation.files import replace_text, writable_folder
    from counterflow.report.assemble import keep_part
    from counterflow.report.history import history_page

    loaded = load_case(case)
    dates = _dates(at) if at else default_dates(loaded)
    settings = SHORT.model_copy(update={"draws": draws, "most_draws": 2 * draws})
    folder = writable_folder(out or Path("out") / f"{loaded.id}-history")
    with sampling_progress(quiet or as_json) as progress:
        found = vintages_of(loaded, dates, folder, settings, progress)
    text = json.dumps([asdict(vintage) for vintage in found], indent=2, default=str)
    written = {
        "history.json": text + "\n",
        "history.csv": history_table(found).to_csv(index=False, float_format="%.6g"),
        "history.html": history_page(loaded.spec.title, loaded.spec.events, found),
    }
    for name, content in written.items():
        replace_text(folder / name, content)
    run = stored or Path("out") / loaded.id
    if stored or (run / "run.json").is_file():
        keep_part(run, "history", json.loads(text))
    if as_json:
        typer.echo(text)
    elif quiet:
        typer.echo(folder / "history.html")
    else:
        _print_history(found)
        typer.echo(f"page: {folder / 'history.html'}")
        if (run / "run.json").is_file():
            _say_shown(loaded.id, run)


def _say_shown(case: str, run: Path) -> None:
    typer.echo(f"note: `counterflow report {case} --from {run}` shows it in the report", err=True)


def _dates(text: str) -> tuple[date, ...]:
    from counterflow.cases.load import vintage

    days = [vintage(part.strip()) for part in text.split(",") if part.strip()]
    return tuple(day for day in days if day is not None)


def _print_diagnosis(found: Diagnosis) -> None:
    whole = found.coverage[0]
    shares = ", ".join(f"{share:.0%}" for share in whole.inside)
    typer.echo(f"{whole.claims} claims; inside their 50, 80 and 90% intervals: {shares}")
    for item in found.contradictions:
        typer.echo(f"- {item.words}")
    here = found.joint["still_abroad"]
    typer.echo(f"living abroad: {here.median:,.0f} ({here.q10:,.0f} to {here.q90:,.0f})")
    anchor = [found.anchor] if found.anchor else []
    for changed in (*found.groups, *anchor, *found.sources[:8]):
        there = changed.figures.get("still_abroad")
        told = f"{there.median:,.0f} ({there.q10:,.0f} to {there.q90:,.0f})" if there else "unknown"
        less = "" if changed is found.anchor else "without "
        typer.echo(f"  {less}{changed.name}: {told} [{changed.method}]")


def _print_history(found: Sequence[Vintage]) -> None:
    for vintage in found:
        if vintage.note:
            typer.echo(f"{vintage.as_of}  {vintage.note}")
            continue
        low, middle, high = (vintage.abroad[name][vintage.now] for name in ("q10", "median", "q90"))
        short = "" if vintage.converged else "  (a sketch: the short run has not fully converged)"
        typer.echo(
            f"{vintage.as_of}  {vintage.learnt:4d} claims  abroad then: {middle:,.0f} "
            f"({low:,.0f} to {high:,.0f}){short}"
        )
        for mover in vintage.movers[:2]:
            typer.echo(f"            {mover.moved:+,.0f}  {mover.words}")
