"""Whether a stored run still is of what its case gives the model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from counterflow.cases.case import Case


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
        f"{folder} was estimated; estimate again with `counterflow run {case.id} --out {folder}`"
    )
