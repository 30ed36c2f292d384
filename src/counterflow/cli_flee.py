"""The command `flee`: a camp-level case of Flee's files, predicted and scored out of sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from counterflow.simulation.flee.camps import Journey, Rule
    from counterflow.simulation.flee.inputs import CampCase
    from counterflow.simulation.flee.score import Scores


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        epilog="Example: `counterflow flee instances/mali2012 --hide-capacity`. The score is the "
        "averaged relative difference after the days learnt from; 2 means that everyone is in the "
        "wrong camp."
    )(flee)


def flee(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="With `input_csv` and `source_data`.", show_default=False
        ),
    ],
    fit_days: Annotated[
        int | None,
        typer.Option("--fit-days", min=1, help="Days learnt from; a third of all if not given."),
    ] = None,
    hide_capacity: Annotated[
        bool,
        typer.Option(
            "--hide-capacity",
            help="Ignore capacities: in public instances most are copied from the series scored.",
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV of people by day and camp, predicted and counted."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Scores as JSON.")] = False,
) -> None:
    """Import inputs of Flee, predict the camps day by day, and score beside splits of no model."""
    from counterflow.estimation.files import writable_folder
    from counterflow.forecast.problem import ForecastError
    from counterflow.simulation.flee.camps import fit, predict, prepare
    from counterflow.simulation.flee.read import read_flee
    from counterflow.simulation.flee.score import scores

    case = read_flee(folder)
    last = case.days // 3 if fit_days is None else fit_days
    if not 1 <= last <= case.days - 2:
        raise ForecastError(
            f"--fit-days: {last} leaves nothing to score; choose 1 to {case.days - 2} of the "
            f"{case.days} days"
        )
    if out is not None:
        writable_folder(out.parent)
    journey = prepare(case, hide_capacity=hide_capacity)
    rule = fit(case, journey, last)
    predicted = predict(case, journey, rule, last)
    found = scores(predicted, case.registered[last:], case.capacity)
    for note in case.notes:
        typer.echo(f"note: {note}", err=True)
    if out is not None:
        _write(out, case, last, predicted)
    if as_json:
        import json

        typer.echo(json.dumps({"fit_days": last, **rule._asdict(), **found._asdict()}))
    else:
        _print(case, journey, rule, last, found)


def _write(out: Path, case: CampCase, last: int, predicted) -> None:  # type: ignore[no-untyped-def]
    from datetime import timedelta

    import pandas as pd

    from counterflow.estimation.files import replace_file

    rows = [
        {
            "day": case.start + timedelta(days=last + day),
            "camp": case.locations[camp].name,
            "predicted": round(float(people)),
            "registered": round(float(case.registered[last + day, index])),
        }
        for day, counts in enumerate(predicted)
        for index, (camp, people) in enumerate(zip(case.camps, counts, strict=True))
    ]
    replace_file(out, lambda path: pd.DataFrame(rows).to_csv(path, index=False))


def _print(case: CampCase, journey: Journey, rule: Rule, last: int, found: Scores) -> None:
    import numpy as np
    from rich.console import Console
    from rich.table import Table

    table = Table(
        title=f"{len(case.camps)} camps, {case.days} days from {case.start}, "
        f"learnt from {last + 1}",
        title_style="bold",
        title_justify="left",
    )
    table.add_column("averaged relative difference, days after")
    table.add_column("score", justify="right")
    table.add_row("counterflow", f"{found.model:.3f}")
    table.add_row("shares of the last day learnt from, held", f"{found.held_shares:.3f}")
    table.add_row("equal split", f"{found.equal_split:.3f}")
    table.add_row("split by capacity", f"{found.by_capacity:.3f}")
    console = Console(highlight=False)
    console.print(table)
    console.print(
        f"rule: a camp is 2.7 times less likely every {rule.reach:g} km, "
        f"elasticity {rule.network:g} to those already there"
    )
    if not np.isinf(journey.room).all():
        console.print(
            "Capacities were used. Where they are copied from the counted series, they give the "
            "answer away: compare --hide-capacity."
        )
