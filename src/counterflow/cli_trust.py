"""The commands `sources` and `breaks`: what a finished run says about those who measured."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import pandas as pd

    from counterflow.estimation import Posterior

CaseArgument = Annotated[
    str, typer.Argument(metavar="CASE", help="A bundled case or a folder.", show_default=False)
]
From = Annotated[
    Path | None,
    typer.Option("--from", metavar="DIR", help="Folder of a finished run; out/CASE if not given."),
]
AsJson = Annotated[bool, typer.Option("--json", help="A JSON array of records.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="A CSV table.")]

_LIKELY = 0.5


def register(app: typer.Typer) -> None:
    """Add the commands.

    Examples
    --------
    >>> app = typer.Typer()
    >>> register(app)
    >>> [command.callback.__name__ for command in app.registered_commands]
    ['sources', 'breaks']
    """
    app.command(
        epilog="Examples: `counterflow sources russia-2022`, "
        "`counterflow sources russia-2022 --from out/russia-2022 --csv > scoreboard.csv`."
    )(sources)
    app.command(
        epilog="Examples: `counterflow breaks russia-2022`, "
        "`counterflow breaks my-case --from out/my-case --json`."
    )(breaks)


def sources(
    case: CaseArgument,
    folder: From = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show how each source compares with the account: bias, coverage, share of wrong numbers."""
    table = _posterior(case, folder).scoreboard()
    if not _written(table, as_json, as_csv):
        _print_scoreboard(table)


def breaks(
    case: CaseArgument,
    folder: From = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Propose days from which a series counts otherwise, each with a confidence.

    Nothing is changed: what you agree with goes into case.toml as `[[breaks]]`.
    """
    table = _posterior(case, folder).breaks()
    if not _written(table, as_json, as_csv):
        _print_breaks(table)


def _posterior(name: str, folder: Path | None) -> Posterior:
    from counterflow.cases import load_case
    from counterflow.estimation.stored import load_posterior

    case = load_case(name)
    return load_posterior(folder or Path("out") / case.id, case)


def _written(table: pd.DataFrame, as_json: bool, as_csv: bool) -> bool:
    """Print the table for a program; False where a person asks."""
    if as_json and as_csv:
        raise typer.BadParameter("choose --json or --csv, not both")
    if as_json:
        typer.echo(table.to_json(orient="records", indent=2, force_ascii=False))
    elif as_csv:
        typer.echo(table.to_csv(index=False, float_format="%.6g"), nl=False)
    return as_json or as_csv


def _print_scoreboard(table: pd.DataFrame) -> None:
    from rich.console import Console
    from rich.table import Table

    from counterflow.estimation.scoreboard import sentence

    console = Console(highlight=False)
    shown = Table(title="Sources against the account", title_justify="left")
    for name in ("source", "class", "measure"):
        shown.add_column(name)
    for name in ("claims", "stated / account", "90% interval", "inside", "wrong"):
        shown.add_column(name, justify="right")
    records: list[dict[Any, Any]] = table.to_dict("records")
    for row in records:
        low, middle, high = (row[f"ratio_{name}"] for name in ("q05", "q50", "q95"))
        known = middle == middle
        shown.add_row(
            row["source"],
            row["source_class"],
            row["measure"],
            str(row["claims"]),
            f"{middle:.2f}{'' if row['ratio_of'] == 'account' else ' *'}" if known else "",
            f"{low:.2f} to {high:.2f}" if known else "",
            f"{row['coverage_90']:.0%}",
            f"{row['wrong']:.0%}" if row["wrong"] == row["wrong"] else "",
        )
    console.print(shown)
    console.print("* against the usual level of its own series, whose coverage is learnt")
    apart = [
        row
        for row in records
        if row["ratio_of"] == "account" and (row["ratio_q05"] > 1 or row["ratio_q95"] < 1)
    ]
    for row in apart:
        console.print(sentence(row), markup=False)


def _print_breaks(table: pd.DataFrame) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    likely: list[dict[Any, Any]] = table[table["confidence"] >= _LIKELY].to_dict("records")
    console.print(f"{len(likely)} likely breaks in {len(table)} series long enough to tell")
    for row in likely:
        console.print(
            f"{row['source']} {row['place'] or '(all)'} {row['measure']}: times {row['ratio']:.2f} "
            f"after {row['after']} and by {row['by']}, confidence {row['confidence']:.0%}",
            markup=False,
        )
        console.print(
            f'  [[breaks]]\n  date = {row["by"]}\n  source = "{row["source"]}"\n'
            f'  place = "{row["place"]}"\n  measure = "{row["measure"]}"\n  reason = "..."',
            markup=False,
            style="dim",
        )
