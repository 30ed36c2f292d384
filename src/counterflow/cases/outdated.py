"""Whether a stored run still is of its case as it stands, and what to type where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from counterflow.cases.case import Case
from counterflow.cases.load import bundled_cases


def model_changed(run: Mapping[str, Any], case: Case, folder: str | Path) -> str | None:
    """Why a stored run is refused: case.toml gives the model something else now; None if not.

    Parameters
    ----------
    run
        The run's record.
    case
        The case as it is now.
    folder
        Where the run lies.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("syria-2011")
    >>> model_changed({"model_hash": case.model_hash}, case, "out") is None
    True
    >>> model_changed({}, case, "out")[:31]
    'what case.toml of syria-2011 gi'
    """
    if run.get("model_hash") == case.model_hash:
        return None
    return (
        f"what case.toml of {case.id} gives the model (priors, events, readings) has changed since "
        f"{folder} was estimated; estimate again with "
        f"`counterflow run {as_typed(case)} --out {folder}`"
    )


def claims_changed(run: Mapping[str, Any], case: Case, folder: str | Path) -> str | None:
    """Why a stored run is refused: it learnt from other claims than the case has now; None if not.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("syria-2011")
    >>> claims_changed({"ledger_hash": case.ledger_hash}, case, "out") is None
    True
    >>> claims_changed({}, case, "out")[-44:]
    'with `counterflow run syria-2011 --warm out`'
    """
    if run.get("ledger_hash") == case.ledger_hash:
        return None
    return (
        f"the claims of {case.id} have changed since {folder} was estimated; estimate again "
        f"with `counterflow run {as_typed(case)} --warm {folder}`"
    )


def as_typed(case: Case) -> str:
    """What stands for a case on the command line: a bundled name, or the folder.

    Examples
    --------
    >>> import counterflow as cf
    >>> as_typed(cf.load_case("syria-2011"))
    'syria-2011'
    """
    if bundled_cases().get(case.id) == case.folder:
        return case.id
    here = Path.cwd()
    folder = case.folder.absolute()
    return str(folder.relative_to(here) if folder.is_relative_to(here) else case.folder)
