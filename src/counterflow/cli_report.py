"""The command `report`: the page of a stored run, and its PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CaseArgument = Annotated[
    str,
    typer.Argument(metavar="CASE", help="A bundled case or a case folder.", show_default=False),
]
Stored = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="OUT",
        help="Folder of a finished `counterflow run`; out/CASE if not given.",
        show_default=False,
    ),
]
Target = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Where to write; the same folder if not given."),
]
Pdf = Annotated[
    bool, typer.Option("--pdf", help="Write report.pdf too, printed by Chromium or Chrome.")
]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        epilog="Examples: `counterflow report russia-2022 --from out/russia-2022`, "
        "`counterflow report russia-2022 --pdf`. Exit code 0 if all is well, 2 for bad input."
    )(report)


def report(case: CaseArgument, stored: Stored = None, out: Target = None, pdf: Pdf = False) -> None:
    """Write the report of a stored run again, without a new estimate."""
    from counterflow.cases import load_case
    from counterflow.reissue import write_report
    from counterflow.report.pdf import print_pdf

    loaded = load_case(case)
    folder = stored or Path("out") / loaded.id
    page, notices = write_report(loaded, folder, out or folder)
    for notice in notices:
        typer.echo(f"note: {notice}", err=True)
    typer.echo(page)
    if pdf:
        target = page.with_suffix(".pdf")
        print_pdf(page, target)
        typer.echo(target)
