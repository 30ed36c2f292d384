"""The command line: each command calls the public functions and prints what they return."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from counterflow import (
    cli_app,
    cli_diagnose,
    cli_flee,
    cli_forecast,
    cli_impact,
    cli_lineage,
    cli_reading,
    cli_report,
    cli_trust,
    cli_verdicts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counterflow.cases import Case
    from counterflow.ledger import CaseError, Claim

app = typer.Typer(
    name="counterflow",
    help="One account of a migration crisis from numbers that do not agree.",
    epilog="Start with `counterflow claims russia-2022`, or with `counterflow new my-case`.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

cli_reading.register(app)
cli_lineage.register(app)
cli_diagnose.register(app)
cli_impact.register(app)
cli_forecast.register(app)
cli_flee.register(app)
cli_trust.register(app)
cli_verdicts.register(app)
cli_report.register(app)
cli_app.register(app)

CaseArgument = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="A bundled case (russia-2022) or a folder with case.toml, claims.csv, sources.csv.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Only what was published by then: 2022-12-31, 2022-12 or 2022.",
        show_default=False,
    ),
]


def _print_version(asked: bool) -> None:
    if asked:
        from counterflow import __version__

        typer.echo(f"counterflow {__version__}")
        raise typer.Exit


@app.callback()
def _counterflow(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    pass


@app.command(
    epilog="Examples: `counterflow validate russia-2022`, `counterflow validate ./my-case`. "
    "Exit code 0 if all is well, 2 if anything must be mended."
)
def validate(case: CaseArgument) -> None:
    """Check a case and list every problem at once: file, row, column, reason, remedy.

    A sound case is recorded in its ledger, which keeps every earlier version of every claim.
    """
    from counterflow.cases import load_case, record_case
    from counterflow.ledger import CaseError

    try:
        loaded = load_case(case)
    except CaseError as error:
        if not error.problems:
            raise
        _print_problems(error, to_stderr=False)
        raise typer.Exit(error.exit_code) from None
    from counterflow.estimation.prior import priors_of

    priors_of(loaded.spec.priors)
    recorded = record_case(loaded)
    _print_summary(loaded)
    typer.echo(f"ledger        {recorded.path} ({recorded.changes})")
    typer.echo(f"fingerprint   {loaded.ledger_hash}")
    for notice in (*loaded.notices, recorded.notice):
        if notice:
            typer.echo(f"note: {notice}", err=True)


@app.command(
    epilog="Examples: `counterflow claims russia-2022 --destination GEO --measure stock`, "
    "`counterflow claims russia-2022 --as-of 2022-12-31 --csv > then.csv`."
)
def claims(
    case: CaseArgument,
    destination: Annotated[
        str,
        typer.Option(
            metavar="PLACE",
            help="ISO alpha-3 code, region or basket; finds baskets and regions that contain it.",
        ),
    ] = "",
    measure: Annotated[str, typer.Option(help="What is counted, for instance stock.")] = "",
    status: Annotated[
        str, typer.Option(help="observation, forecast, corrected, corrupt, context or proposed.")
    ] = "",
    source: Annotated[str, typer.Option(metavar="ID", help="Who measured: an id.")] = "",
    as_of: AsOf = None,
    as_json: Annotated[bool, typer.Option("--json", help="Whole records as a JSON array.")] = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Whole records as CSV, sorted by id.")
    ] = False,
) -> None:
    """Show the claims of a case, all or those that fulfil every condition."""
    if as_json and as_csv:
        raise typer.BadParameter("choose --json or --csv, not both")
    from counterflow.cases import load_case, select_claims

    loaded = load_case(case, as_of)
    chosen = select_claims(loaded, destination, measure, status, source)
    if as_json:
        _print_json(chosen)
    elif as_csv:
        from counterflow.ledger import export_csv

        typer.echo(export_csv(chosen), nl=False)
    else:
        _print_claims(chosen, loaded)


@app.command(
    epilog="Examples: `counterflow run russia-2022 --out out/russia-2022`, "
    "`counterflow run my-case --as-of 2022-12-31`, `counterflow run my-case --warm out/my-case` "
    "after a claim was changed. Exit code 0 if all is well, 2 for bad input, "
    "3 if the estimate did not converge."
)
def run(
    case: CaseArgument,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to write; out/CASE if not given."),
    ] = None,
    as_of: AsOf = None,
    seed: Annotated[int | None, typer.Option(help="Seed of all randomness.")] = None,
    draws: Annotated[int | None, typer.Option(help="Draws per chain to keep, at least.")] = None,
    chains: Annotated[int | None, typer.Option(help="Independent chains.")] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="No progress; print only where the report is.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the content of run.json instead of a table.")
    ] = False,
    allow_unconverged: Annotated[
        bool,
        typer.Option(
            "--allow-unconverged", help="Write draws that have not converged, with a banner."
        ),
    ] = False,
    warm: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="A finished run to start from, after claims were added, corrected or removed.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Estimate a case and write the posterior, tables and the report.

    A run that was interrupted goes on from its last checkpoint.
    """
    from pydantic import ValidationError

    from counterflow.cases import load_case
    from counterflow.cli_run import print_run, sampling_progress
    from counterflow.estimation.settings import SamplerSettings

    loaded = load_case(case, as_of)
    asked = {"seed": seed, "draws": draws, "chains": chains}
    try:
        settings = SamplerSettings(**{k: v for k, v in asked.items() if v is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise typer.BadParameter(f"--{first['loc'][0]}: {first['msg']}") from None
    from counterflow.run import run_case

    with sampling_progress(quiet or as_json) as progress:
        finished = run_case(
            loaded, out or Path("out") / loaded.id, settings, progress, allow_unconverged, warm
        )
    print_run(finished, as_json, quiet)


@app.command(epilog="Example: `counterflow new my-case`, then `counterflow validate my-case`.")
def new(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)
    ],
) -> None:
    """Make a case folder with a commented example that already runs."""
    from counterflow.cases.template import new_case

    for path in new_case(folder):
        typer.echo(f"wrote {path}")
    typer.echo(f"Next: edit the files, then `counterflow validate {folder}`.")


def _print_summary(case: Case) -> None:
    from collections import Counter

    from counterflow.terms import parse_places

    statuses = Counter(claim.status.value for claim in case.claims)
    places = {
        place
        for claim in case.observations
        for place in parse_places(claim.destination, case.regions)
        if place != case.spec.origin
    }
    by_status = ", ".join(f"{count} {status}" for status, count in statuses.most_common())
    typer.echo(f"case          {case.spec.title} ({case.spec.start} to {case.spec.end})")
    typer.echo(f"claims        {len(case.claims)}{f' ({by_status})' if by_status else ''}")
    typer.echo(f"sources       {len(case.sources)}")
    typer.echo(f"destinations  {len(places)} named by observations")


def _print_claims(chosen: Sequence[Claim], case: Case) -> None:
    from rich.console import Console

    from counterflow.cli_tables import claims_table, legend

    console = Console(highlight=False)
    if chosen:
        console.print(claims_table(chosen))
    known = f" published by {case.as_of}" if case.as_of else ""
    console.print(f"{len(chosen)} of {len(case.claims)} claims{known}", style="bold")
    if legend(chosen):
        console.print(f"not learnt from: {legend(chosen)}")


def _print_json(chosen: Sequence[Claim]) -> None:
    import json

    records = [claim.model_dump(mode="json") for claim in chosen]
    typer.echo(json.dumps(records, ensure_ascii=False, indent=2))


def _print_problems(error: CaseError, to_stderr: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    from counterflow.cli_tables import problems_table

    console = Console(stderr=to_stderr, highlight=False)
    console.print(problems_table(error.problems))
    more = f", of which {len(error.problems)} are listed" if error.unlisted else ""
    plural = "" if error.count == 1 else "s"
    console.print(
        Text(f"{error.what}: {error.count:,} problem{plural}{more}. Nothing was changed.")
    )


def main() -> None:
    """Run the command line; errors that a person can mend end in a message and exit code 2."""
    try:
        app(prog_name="counterflow")
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        _stop(_file_trouble(error))
    except Exception as error:
        from counterflow.errors import CounterflowError
        from counterflow.ledger import CaseError

        if isinstance(error, CaseError) and error.problems:
            _print_problems(error, to_stderr=True)
            sys.exit(error.exit_code)
        if isinstance(error, CounterflowError):
            _stop(str(error), error.exit_code)
        raise


def _file_trouble(error: OSError) -> str:
    """What the system refused, and what to do about it."""
    place = error.filename or "a file"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"{place}: {error.strerror}; choose a folder that you may read and write"
    return f"{place}: {error.strerror or error}"


def _stop(message: str, code: int = 2) -> NoReturn:
    typer.echo(f"counterflow: {message}", err=True)
    sys.exit(code)
