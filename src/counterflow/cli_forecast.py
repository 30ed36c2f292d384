"""The commands `forecast`, `scenario` and `score`: what may come, what if, and how good it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from counterflow.cases import Case
    from counterflow.estimation.sampling import Progress
    from counterflow.forecast import Comparison, Forecast, Scorecard
    from counterflow.outlook import Found

CaseArgument = Annotated[
    str,
    typer.Argument(metavar="CASE", help="A bundled case or a case folder.", show_default=False),
]
Months = Annotated[int, typer.Option(help="Months after the account's last, 1 to 120.")]
Stored = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="OUT",
        help="Folder of a finished `counterflow run`; out/CASE where it fits, else a new estimate.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The forecast that could have been made then: 2022-12-31, 2022-12 or 2022.",
    ),
]
Members = Annotated[int, typer.Option(help="Of the ensemble.")]
Seed = Annotated[int, typer.Option(min=0, help="Of all random numbers.")]
Scheduler = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="Dask scheduler, tcp://host:8786; `local` for a cluster on this machine (large jobs "
        "have one), `none` for this process.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress; print only the page's path.")]
Json = Annotated[bool, typer.Option("--json", help="Print the JSON instead of a table.")]


def register(app: typer.Typer) -> None:
    """Add the three commands to the command line."""
    app.command(
        epilog="Examples: `counterflow forecast russia-2022 --from out/russia-2022`, "
        "`counterflow forecast russia-2022 --as-of 2023-06-30 --months 12`, "
        "`counterflow forecast russia-2022 --no-network`."
    )(forecast)
    app.command(
        epilog="Examples: `counterflow scenario russia-2022 amnesty.toml queue.toml`, "
        "`counterflow scenario russia-2022 second-mobilisation`. A bundled scenario is named "
        "without its folder; docs/simulation.md says what a file may hold."
    )(scenario)
    app.command(
        epilog="Example: `counterflow score russia-2022 --from out/russia-2022`. One estimate a "
        "vintage; a score that was interrupted goes on where it stopped."
    )(score)


def forecast(
    case: CaseArgument,
    months: Months = 24,
    stored: Stored = None,
    as_of: AsOf = "",
    members: Members = 1000,
    seed: Seed = 20220224,
    network: Annotated[
        bool,
        typer.Option(
            "--network/--no-network",
            help="Without it, nobody is drawn by those already abroad: shows how much of the flow "
            "feeds itself.",
        ),
    ] = True,
    scheduler: Scheduler = "",
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to write; out/CASE-forecast if not given."),
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Forecast departures, returns, onward moves and stocks by destination, with fan charts."""
    from counterflow.forecast import forecast as run_forecast
    from counterflow.outlook import keep_forecast, write_forecast

    folder, day, loaded = _begin(case, as_of, out, "forecast", members, months)
    with _progress(quiet or as_json) as progress:
        found = _posterior(loaded, day, stored, folder, progress)
        made = run_forecast(
            found.posterior,
            months,
            members=members,
            seed=seed,
            network=network,
            scheduler=scheduler,
            progress=progress,
        )
    paths = write_forecast(made, folder)
    kept = keep_forecast(found, made)
    _finish(found, paths, "forecast", quiet, as_json, lambda: _print_forecast(made), kept)


def scenario(
    case: CaseArgument,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Scenario files, or names of those in the case's folder `scenarios`.",
            show_default=False,
        ),
    ],
    months: Months = 24,
    stored: Stored = None,
    as_of: AsOf = "",
    members: Members = 1000,
    seed: Seed = 20220224,
    scheduler: Scheduler = "",
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to write; out/CASE-scenarios if not given."),
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Compare scenarios with the baseline: differences by destination and month, with intervals.

    Both run with the same random numbers, so that what differs is what the scenario changes.
    """
    from counterflow.forecast import compare
    from counterflow.outlook import keep_scenarios, write_comparison

    folder, day, loaded = _begin(case, as_of, out, "scenarios", members, months)
    chosen = [_scenario_file(name, loaded) for name in files]
    with _progress(quiet or as_json) as progress:
        found = _posterior(loaded, day, stored, folder, progress)
        made = compare(
            found.posterior,
            chosen,
            months,
            members=members,
            seed=seed,
            scheduler=scheduler,
            progress=progress,
        )
    paths = write_comparison(made, folder)
    kept = keep_scenarios(found, made)
    _finish(found, paths, "scenarios", quiet, as_json, lambda: _print_comparison(made), kept)


def score(
    case: CaseArgument,
    stored: Stored = None,
    origins: Annotated[
        list[str] | None,
        typer.Option(
            "--origin",
            metavar="DATE",
            help="Day to forecast from, may be repeated; quarter ends if not given.",
            show_default=False,
        ),
    ] = None,
    months: Annotated[int, typer.Option(help="Months ahead to score, at most.")] = 12,
    members: Members = 500,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to write; out/CASE-score if not given."),
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Forecast from each vintage what the whole evidence now tells, and score it.

    CRPS, coverage, and skill against random walk, drift and last trend.
    """
    from counterflow.cases.load import vintage
    from counterflow.forecast import score as run_score
    from counterflow.outlook import write_scores

    folder, _, loaded = _begin(case, "", out, "score", members, months)
    days = [day for text in origins or () if (day := vintage(text)) is not None]
    with _progress(quiet or as_json) as progress:
        found = _posterior(loaded, None, stored, folder, progress)
        card = run_score(
            found.posterior,
            folder / "vintages",
            origins=days,
            months=months,
            members=members,
            progress=progress,
        )
    paths = write_scores(card, folder)
    _finish(found, paths, "scores", quiet, as_json, lambda: _print_scores(card))


def _begin(
    case: str, as_of: str, out: Path | None, name: str, members: int, months: int
) -> tuple[Path, date | None, Case]:
    """What is asked for, refused before anything is estimated if it cannot be."""
    from counterflow.cases import load_case
    from counterflow.cases.load import vintage
    from counterflow.estimation.files import writable_folder
    from counterflow.simulation.plan import check_plan

    check_plan(members, months)
    loaded = load_case(case)
    folder = writable_folder(out or Path("out") / f"{loaded.id}-{name}")
    return folder, vintage(as_of or None), loaded


def _progress(quiet: bool):  # type: ignore[no-untyped-def]
    from counterflow.cli_run import sampling_progress

    return sampling_progress(quiet)


def _posterior(
    case: Case, as_of: date | None, stored: Path | None, folder: Path, progress: Progress
) -> Found:
    from counterflow.outlook import posterior_for

    name = f"estimate-{as_of}" if as_of else "estimate"
    return posterior_for(case, as_of, stored, folder / name, progress)


def _scenario_file(name: str, case: Case) -> Path:
    """A file, or one of the case's own by its name."""
    from counterflow.forecast import ForecastError

    if Path(name).is_file():
        return Path(name)
    own = {path.stem: path for path in sorted((case.folder / "scenarios").glob("*.toml"))}
    if Path(name).stem in own:
        return own[Path(name).stem]
    named = f", or name one of the case's own: {', '.join(own)}" if own else ""
    raise ForecastError(f"{name} is not a file; check its path{named}")


def _finish(  # type: ignore[no-untyped-def]
    found: Found,
    paths: dict[str, Path],
    name: str,
    quiet: bool,
    as_json: bool,
    show,
    kept: Path | None = None,
) -> None:
    for notice in found.notices:
        typer.echo(f"note: {notice}", err=True)
    if kept is not None and not quiet:
        case = found.posterior.case.id
        typer.echo(
            f"note: `counterflow report {case} --from {found.folder}` shows it in the report",
            err=True,
        )
    page = paths[f"{name}.html"]
    if as_json:
        typer.echo(paths[f"{name}.json"].read_text(encoding="utf-8"), nl=False)
    elif quiet:
        typer.echo(page)
    else:
        show()
        typer.echo(f"page: {page}")


def _print_forecast(made: Forecast) -> None:
    from rich.console import Console
    from rich.table import Table

    from counterflow.outlook import said_feedback

    console = Console(highlight=False)
    table = Table(title=made.case.spec.title, title_style="bold", title_justify="left")
    for name in ("quantity", "when"):
        table.add_column(name)
    for name in ("median", "80% interval"):
        table.add_column(name, justify="right")
    last = f"{made.months[-1]:%Y-%m}"
    for ahead in sorted({min(6, len(made.ahead)), min(12, len(made.ahead)), len(made.ahead)}):
        month = f"{made.ahead[ahead - 1]:%Y-%m}"
        table.add_row("Living abroad", month, *_cells(made.stock(month=month)))
    for name in ("departures", "returns", "onward"):
        when = f"{made.ahead[0]:%Y-%m} to {last}"
        table.add_row(name.capitalize(), when, *_cells(made.quantity(name)))
    stocks = {place: made.stock(place) for place in made.destinations}
    for place in sorted(stocks, key=lambda place: -stocks[place].median)[:10]:
        table.add_row(f"Living in {place}", last, *_cells(stocks[place]))
    console.print(table)
    if made.with_network is not None:
        console.print(said_feedback(made))


def _cells(quantity) -> tuple[str, str]:  # type: ignore[no-untyped-def]
    low, high = quantity.interval()
    return _rounded(quantity.median), f"{_rounded(low)} to {_rounded(high)}"


def _rounded(value: float, sign: bool = False) -> str:
    number = float(f"{value:.3g}")
    return f"{number:+,.0f}" if sign else f"{number:,.0f}"


def _print_comparison(made: Comparison) -> None:
    from rich.console import Console
    from rich.table import Table

    last = f"{made.months[-1]:%Y-%m}"
    table = Table(title=f"Scenario less baseline, {last}", title_style="bold", title_justify="left")
    table.add_column("scenario")
    table.add_column("quantity")
    for name in ("difference", "80% interval"):
        table.add_column(name, justify="right")
    for index, name in enumerate(made.names):
        rows = [("living abroad", made.difference("stock", scenario=index))]
        places = {
            place: made.difference("stock", place, scenario=index) for place in made.destinations
        }
        for place in sorted(places, key=lambda place: -abs(places[place].mean))[:3]:
            rows.append((f"living in {place}", places[place]))
        for flow in ("departures", "returns"):
            rows.append((flow, made.difference(flow, scenario=index)))
        for line, (label, quantity) in enumerate(rows):
            low, high = quantity.interval()
            cells = (
                _rounded(quantity.median, True),
                f"{_rounded(low, True)} to {_rounded(high, True)}",
            )
            table.add_row(name if line == 0 else "", label, *cells)
        table.add_section()
    Console(highlight=False).print(table)
    if made.impact:
        _print_impact(made)


def _print_impact(made: Comparison) -> None:
    from rich.console import Console
    from rich.table import Table

    from counterflow.outlook import signed_span

    console = Console(highlight=False)
    for contrast in made.impact:
        title = f"Impact of {contrast.name}, less baseline"
        table = Table(title=title, title_style="bold", title_justify="left")
        table.add_column("")
        for name in ("difference", "80% interval"):
            table.add_column(name, justify="right")
        for line in contrast.lines:
            table.add_row(f"{line.label}, {line.detail}", *signed_span(line))
        console.print(table)


def _print_scores(card: Scorecard) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Forecasts held against what came", title_style="bold")
    for name in ("quantity", "scope", "months ahead", "CRPS", "best baseline", "its CRPS"):
        table.add_column(name, justify="left" if name in ("quantity", "scope") else "right")
    table.add_column("skill", justify="right")
    table.add_column("in 80%", justify="right")
    last = int(card.summary["ahead"].max())
    for row in card.summary.to_dict("records"):
        if row["ahead"] in {1, 3, 6, last}:
            table.add_row(
                row["quantity"],
                row["scope"],
                str(row["ahead"]),
                _rounded(row["crps"]),
                row["best_baseline"],
                _rounded(row["best_crps"]),
                f"{row['skill']:+.0%}",
                f"{row['in_80%']:.0%}",
            )
    console = Console(highlight=False)
    console.print(table)
    if card.unconverged:
        days = ", ".join(map(str, card.unconverged))
        console.print(f"[bold red]NOT CONVERGED[/]: {days}; scored all the same.")
