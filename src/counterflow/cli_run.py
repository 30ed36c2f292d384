"""The command `run`: progress while it samples, a compact table at the end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

if TYPE_CHECKING:
    from counterflow.estimation.sampling import Progress as Report
    from counterflow.run import Run


@contextmanager
def sampling_progress(quiet: bool) -> Iterator[Report]:
    """A progress bar with the time left, on standard error.

    Examples
    --------
    >>> with sampling_progress(quiet=True) as report:
    ...     report("sampling", 25, 100)
    """
    if quiet:
        yield lambda phase, done, total: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<17}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def report(phase: str, done: int, total: int) -> None:
            if phase not in tasks:
                for task in tasks.values():
                    bars.update(task, completed=bars.tasks[task].total)
                tasks[phase] = bars.add_task(phase, total=total)
            bars.update(tasks[phase], completed=done, total=total)

        yield report


def print_run(run: Run, as_json: bool, quiet: bool) -> None:
    """Print what a finished run found and where it lies."""
    for notice in run.notices:
        typer.echo(f"note: {notice}", err=True)
    if as_json:
        files = {name: str(path) for name, path in run.paths.items()}
        typer.echo(json.dumps({**run.posterior.record(), "files": files}, indent=2))
    elif quiet:
        typer.echo(run.report)
    else:
        _print_summary(run, Console(highlight=False))


def _print_summary(run: Run, console: Console) -> None:
    posterior = run.posterior
    table = Table(title=posterior.case.spec.title, title_style="bold", title_justify="left")
    table.add_column("quantity")
    table.add_column("at")
    table.add_column("median", justify="right")
    table.add_column("80% credible interval", justify="right")
    for row in posterior.summary().itertuples():
        percent = "share" in str(row.quantity)
        low, middle, high = (_said(v, percent) for v in (row.q10, row.median, row.q90))
        table.add_row(str(row.quantity), str(row.when), middle, f"{low} to {high}")
    console.print(table)
    found = posterior.convergence
    console.print(
        f"{len(posterior.structure.evidence.claims)} claims learnt from, "
        f"{posterior.coverage():.0%} inside their own 90% predictive interval; "
        f"R-hat {found.max_rhat:.3f}, ESS {found.min_ess_bulk:.0f} bulk and "
        f"{found.min_ess_tail:.0f} tail, {found.divergences} divergences; "
        f"{sum(posterior.run['timings_s'].values()):.0f} s"
    )
    if not found.converged:
        console.print(f"[bold red]NOT CONVERGED[/]: {'; '.join(found.failures)}. Do not quote it.")
    console.print(f"report: {run.report}", soft_wrap=True)


def _said(number: object, percent: bool) -> str:
    value = float(str(number))
    if percent:
        return f"{value:.0f}%"
    return f"{float(f'{value:.3g}'):,.0f}"
