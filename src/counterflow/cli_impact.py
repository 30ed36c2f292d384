"""The command `impact`: what the movements do to the economies at both ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from counterflow.impact import Finding, Line, Summary, Tornado

_VERDICTS = {
    "agrees": "agrees",
    "within_error": "within the error of its source",
    "high": "too high",
    "low": "too low",
}
_SHOWN_BARS = 5


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        epilog="Examples: `counterflow impact russia-2022 --from out/russia-2022`, "
        "`counterflow impact my-case --json`, `counterflow impact --template >> my-case/case.toml`."
        " Exit code 0 if all is well, 2 if the case has no section on impact or was not estimated."
    )(impact)


def impact(
    case: Annotated[
        str | None,
        typer.Argument(
            metavar="CASE",
            help="A bundled case (russia-2022) or a folder with case.toml, claims.csv, "
            "sources.csv.",
            show_default=False,
        ),
    ] = None,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="DIR", help="Outputs of `counterflow run`; out/CASE if not given."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where to write impact.csv; beside the draws if not given."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the summary as JSON instead of tables.")
    ] = False,
    template: Annotated[
        bool, typer.Option("--template", help="Print a commented section for case.toml and stop.")
    ] = False,
) -> None:
    """Labour force, growth, deposits, rents: what leaving and returning does at both ends.

    Reads the draws of an estimate and the section on impact of the case, writes every quantity by
    month with its intervals to impact.csv, and compares published figures with the result.
    """
    if template:
        from counterflow.cases.template import impact_template

        typer.echo(impact_template(), nl=False)
        return
    if case is None:
        raise typer.BadParameter("name a case, or give --template")
    from counterflow.cases import load_case
    from counterflow.estimation.files import replace_file, writable_folder
    from counterflow.impact import assess, require_impact, stored_account, summarise, tidy

    loaded = load_case(case)
    require_impact(loaded)
    folder = from_ or Path("out") / loaded.id
    found = assess(loaded, stored_account(folder))
    target = writable_folder(out or folder) / "impact.csv"
    table = tidy(found.series())
    replace_file(target, lambda path: table.to_csv(path, index=False, float_format="%.6g"))
    summary = summarise(found)
    if as_json:
        _print_json(summary)
    else:
        _print_tables(summary)
        typer.echo(f"every month: {target}")


def _print_json(summary: Summary) -> None:
    import json
    import math
    from dataclasses import asdict

    def plain(value: Any) -> Any:
        if isinstance(value, float) and not math.isfinite(value):
            return None
        if isinstance(value, dict):
            return {key: plain(inside) for key, inside in value.items()}
        return [plain(inside) for inside in value] if isinstance(value, list | tuple) else value

    record = asdict(summary)
    record["findings"] = [
        {
            **asdict(finding),
            "check": finding.check.model_dump(mode="json"),
            "claim": finding.claim.model_dump(mode="json"),
            "verdict": finding.verdict.value,
        }
        for finding in summary.findings
    ]
    typer.echo(json.dumps(plain(record), ensure_ascii=False, indent=2))


def _print_tables(summary: Summary) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    for title, lines in (
        ("Labour force of the origin", summary.labour),
        ("Growth of the origin, percentage points, the channels apart", summary.growth),
        ("Deposits", summary.money),
        ("Who left, by wave", summary.waves),
        ("Adults by profile", summary.profiles),
        ("Hosts", summary.hosts),
    ):
        if lines:
            console.print(_lines_table(title, lines))
    for name, reason in summary.refused:
        console.print(f"not shown: {name} ({reason})", markup=False)
    if summary.findings:
        console.print(_findings_table(summary.findings))
    for chart in summary.tornadoes:
        console.print(_tornado_table(chart))


def _lines_table(title: str, lines: Iterable[Line]) -> Any:
    table = _table(title, ("", "of whom or when", "median", "80% interval"))
    for line in lines:
        low, middle, high = (_written(line.levels[k], line.unit) for k in (1, 3, 5))
        table.add_row(line.label, line.detail, middle, f"{low} to {high}")
    return table


def _findings_table(findings: Iterable[Finding]) -> Any:
    table = _table(
        "Published figures", ("claim", "says", "here", "90% with its source's error", "verdict")
    )
    for found in findings:
        unit = found.claim.unit.value
        low, high = (_written(end, unit) for end in found.predictive)
        table.add_row(
            f"{found.claim.id} {found.check.quantity.value} {found.check.host}".strip(),
            said(found),
            _written(found.median, unit),
            f"{low} to {high}",
            _VERDICTS[found.verdict.value] + ("" if found.inside else f": {found.check.note}"),
        )
    return table


def said(found: Finding) -> str:
    """What a published figure says, in its unit.

    Examples
    --------
    >>> said.__name__
    'said'
    """
    claim, unit = found.claim, found.claim.unit.value
    if claim.value is None:
        return f"{_written(found.low, unit)} to {_written(found.high, unit)}"
    hedge = {"at_least": "more than ", "at_most": "at most ", "up_to": "up to "}
    return hedge.get(claim.hedge.value, "") + _written(claim.value, unit)


def _tornado_table(chart: Tornado) -> Any:
    title = f"What matters for: {chart.name}"
    table = _table(title, ("input", "where it is low", "where it is high", "of the variance"))
    for bar in chart.bars[:_SHOWN_BARS]:
        low, high = _written(bar.low, chart.unit), _written(bar.high, chart.unit)
        table.add_row(bar.name, low, high, f"{bar.share:.0%}")
    return table


def _table(title: str, columns: tuple[str, ...]) -> Any:
    from rich.table import Table

    table = Table(title=title, title_style="bold", title_justify="left")
    for name in columns:
        table.add_column(name)
    return table


def _written(value: float, unit: str) -> str:
    """A number with three digits and its unit."""
    shown = float(f"{value:.3g}")
    if unit in {"percent", "percent_change"}:
        return f"{shown:g}%"
    if unit == "percentage_points":
        return f"{shown:+.2g}"
    sizes = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
    for size, word in sizes:
        if abs(shown) >= size:
            return f"{shown / size:g}{word}{_behind(unit)}"
    return f"{shown:,.0f}{_behind(unit)}"


def _behind(unit: str) -> str:
    return "" if unit in {"persons", "companies"} else f" {unit}"
