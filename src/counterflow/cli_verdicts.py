"""The commands `check`, `verdicts`, `reconcile` and `influence`: questions to a finished run."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import pandas as pd

    from counterflow.cases import Case
    from counterflow.verdicts import Questions, Verdicts

CaseArgument = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="A bundled case (russia-2022) or the folder of a case.",
        show_default=False,
    ),
]
From = Annotated[
    Path | None,
    typer.Option("--from", metavar="DIR", help="Folder of a finished run; out/CASE if not given."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Whole records as JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Whole records as CSV.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(
        epilog="Examples: `counterflow check article.txt`, `counterflow check claims.csv --json`, "
        '`counterflow check "1.3 million people left Russia in 2022."`. '
        "Exit code 2 if there is no such file or no finished run."
    )(check)
    app.command(
        epilog="Examples: `counterflow verdicts russia-2022`, `counterflow verdicts russia-2022 "
        "--csv > verdicts.csv`, `counterflow verdicts russia-2022 --claim-review "
        "https://example.org/verdicts > reviews.json`."
    )(verdicts)
    app.command(
        epilog="Examples: `counterflow reconcile russia-2022 --at 2024-07`, `counterflow reconcile "
        "russia-2022 --at 2024-07 --start arrivals --end register_counts --svg steps.svg`."
    )(reconcile)
    app.command(
        epilog="Examples: `counterflow influence russia-2022`, `counterflow influence russia-2022 "
        "--missing`, `counterflow influence russia-2022 --refit fsb-exits` (a source, or the claim "
        "at the root of a lineage), `counterflow influence russia-2022 --refit all --csv` (every "
        "refit that is needed; takes minutes)."
    )(influence)


def check(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="An article (text, HTML, PDF), a CSV of claims, or a sentence in quotes.",
            show_default=False,
        ),
    ],
    case: Annotated[str, typer.Option(metavar="CASE", help="The crisis.")] = "russia-2022",
    run: From = None,
    published: Annotated[
        str, typer.Option(metavar="DATE", help="Day of publication, where none is printed.")
    ] = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Hold every number of a text against the account: consistent, high, low, or something else."""
    _one_of(as_json, as_csv)
    day: date | None = None
    if published:
        try:
            day = date.fromisoformat(published)
        except ValueError:
            raise typer.BadParameter(
                f"--published {published!r} is not a day; write it as 2024-05-02"
            ) from None
    _print(_questions(case, run).check(what, day), as_json, as_csv)


def verdicts(
    case: CaseArgument,
    run: From = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    claim_review: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="schema.org ClaimReview as JSON-LD, for publication at this address.",
        ),
    ] = "",
) -> None:
    """Hold every claim of a case against what the account would say without it."""
    _one_of(as_json, as_csv, bool(claim_review))
    if claim_review and not re.fullmatch(r"https?://[^\s/]+\S*", claim_review):
        raise typer.BadParameter(
            f"--claim-review {claim_review!r} is not an address; write where the reviews will be "
            "read, as https://example.org/verdicts"
        )
    asked = _questions(case, run)
    if claim_review:
        _echo_json(asked.claim_review(date.today(), claim_review))
    else:
        _print(asked.verdicts, as_json, as_csv)


def reconcile(
    case: CaseArgument,
    at: Annotated[str, typer.Option(metavar="MONTH", help="Last month counted, 2024-07.")],
    run: From = None,
    start: Annotated[
        str | None,
        typer.Option(
            help="Headline number to begin with; exit_records if the case counts them, else "
            "departures.",
            show_default=False,
        ),
    ] = None,
    end: Annotated[str, typer.Option(help="Headline number to end with.")] = "still_abroad",
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the waterfall.", show_default=False)
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Lead from one headline number to another in steps that add up.

    Numbers: exit_records, departures, persons_left, long_departures, arrivals, still_abroad,
    in_registers, register_counts.
    """
    _one_of(as_json, as_csv)
    from counterflow.verdicts import waterfall_svg

    found = _questions(case, run).reconcile(at, start, end)
    if svg is not None:
        svg.write_text(waterfall_svg(found), encoding="utf-8")
    if as_json:
        _echo_json(found.table.to_dict("records"))
    elif as_csv:
        typer.echo(found.table.to_csv(index=False), nl=False)
    else:
        typer.echo(repr(found))


def influence(
    case: CaseArgument,
    run: From = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="Instead: which missing statistic would tell most.")
    ] = False,
    refit: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Estimate anew without this source or lineage; `all`: where weights will not do.",
        ),
    ] = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show which sources moved the answer, and which missing statistic would narrow it most."""
    _one_of(as_json, as_csv)
    if missing and refit:
        raise typer.BadParameter("choose --missing or --refit, not both")
    if missing:
        table = _questions(case, run).narrowing()
    elif refit:
        table = _refitted(case, run, refit)
    else:
        table = _questions(case, run).influence
    if as_json:
        _echo_json(json.loads(table.to_json(orient="records")))
    elif as_csv:
        typer.echo(table.to_csv(index=False), nl=False)
    else:
        _print_influence(table, missing)


def _print_influence(table: pd.DataFrame, missing: bool) -> None:
    chosen = table if missing else table[table["figure"] == "still_abroad"]
    columns = _NARROWING if missing else _INFLUENCE
    shown = chosen[list(columns)].rename(columns=columns).head(25)
    typer.echo(shown.to_string(index=False, na_rep="", float_format=lambda v: f"{v:,.1f}"))
    if not missing:
        left = chosen.loc[~chosen["reliable"].astype(bool), "name"]
        typer.echo("People still abroad at the account\u2019s end; --csv has the other figures.")
        if len(left):
            typer.echo(
                f"For {len(left)} more, {left.iloc[0]} among them, weights cannot say (Pareto k "
                "above 0.7): use --refit NAME, or --refit all."
            )


_INFLUENCE = {
    "kind": "kind",
    "name": "name",
    "claims": "claims",
    "change_percent": "moves it by %",
    "narrowed_percent": "narrows it by %",
    "pareto_k": "Pareto k",
    "method": "by",
}
_NARROWING = {
    "statistic": "statistic",
    "expected_persons": "expected persons",
    "narrowing_percent": "narrows the 80% interval by %",
}


def _case(name: str) -> Case:
    from counterflow.cases import load_case

    return load_case(name)


def _questions(case: str, run: Path | None) -> Questions:
    from counterflow.verdicts import Questions

    loaded = _case(case)
    return Questions.load(_folder(loaded, case, run), loaded)


def _folder(loaded: Case, case: str, run: Path | None) -> Path:
    """The folder of the finished run that is asked."""
    from counterflow.errors import CounterflowError

    folder = run or Path("out") / loaded.id
    if not folder.is_dir():
        raise CounterflowError(
            f"there is no finished run in {folder}; make one with `counterflow run {case} "
            f"--out {folder}`"
        )
    return folder


def _refitted(case: str, run: Path | None, name: str) -> pd.DataFrame:
    from counterflow.estimation.stored import load_posterior
    from counterflow.verdicts.refits import refitted

    loaded = _case(case)
    posterior = load_posterior(_folder(loaded, case, run), loaded)
    told = typer.style("estimates anew without", dim=True)
    return refitted(
        posterior,
        () if name == "all" else (name,),
        lambda group: typer.echo(f"{told} {group}", err=True),
    )


def _one_of(*asked: bool) -> None:
    if sum(asked) > 1:
        raise typer.BadParameter("choose one form of output")


def _echo_json(content: Any) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


def _print(found: Verdicts, as_json: bool, as_csv: bool) -> None:
    if as_json:
        _echo_json([verdict.record() for verdict in found])
        return
    if as_csv:
        typer.echo(found.table.to_csv(index=False), nl=False)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if found.note:
        console.print(found.note, markup=False)
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    for name in ("claim", "verdict", "why"):
        table.add_column(name, overflow="fold")
    for verdict in found:
        times = f" (said {verdict.times} times)" if verdict.times > 1 else ""
        table.add_row(
            Text(verdict.claim.id), verdict.kind.value, Text(f"{verdict.sentence}{times}")
        )
    if len(found):
        console.print(table)
        console.print("A verdict is not a judgement of the source.", style="dim")
