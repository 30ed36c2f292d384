"""The report of a run that is stored: read back from its folder, nothing estimated again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd

from counterflow.cases.case import Case
from counterflow.cases.outdated import as_typed
from counterflow.errors import CounterflowError
from counterflow.report.data import Headline, ReportInput


class StoredRunError(CounterflowError):
    """A folder holds no finished run of the case.

    Examples
    --------
    >>> StoredRunError("out: holds no run.json").exit_code
    2
    """


def read_run(case: Case, folder: Path) -> ReportInput:
    """What the report of a stored run is written from.

    Parameters
    ----------
    case
        The case that was run; its title, description and events are shown.
    folder
        Where `counterflow run` wrote.

    Raises
    ------
    StoredRunError
        If a file is missing or unreadable, or the run is of another case.

    Examples
    --------
    >>> import counterflow as cf
    >>> read_run(cf.load_case("russia-2022"), Path("nowhere"))
    Traceback (most recent call last):
    counterflow.report.stored.StoredRunError: nowhere: holds no run.json; ...
    """
    missing = [
        name
        for name in ("run.json", "account.parquet", "claims.csv")
        if not (folder / name).is_file()
    ]
    if missing:
        raise StoredRunError(
            f"{folder}: holds no {missing[0]}; name the folder that "
            f"`counterflow run {as_typed(case)} --out DIR` wrote"
        )
    try:
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        account = pd.read_parquet(folder / "account.parquet")
        claims = pd.read_csv(folder / "claims.csv", keep_default_na=False, na_values=[""])
        headline = tuple(Headline(**figure) for figure in run["headline"])
        as_of = date.fromisoformat(run["as_of"]) if run.get("as_of") else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoredRunError(f"{folder}: cannot be read ({error}); run the case again") from None
    if run.get("case") != case.id:
        raise StoredRunError(f"{folder}: holds a run of {run.get('case')!r}, not of {case.id!r}")
    return ReportInput(
        title=case.spec.title,
        description=case.spec.description,
        origin=case.spec.origin,
        start=case.spec.start,
        end=case.spec.end,
        as_of=as_of,
        events=case.spec.events,
        account=account,
        claims=claims,
        headline=headline,
        run=run,
    )
