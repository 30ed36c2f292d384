"""What could have been forecast on a day: an estimate from its vintage, and the paths from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

import counterflow
from counterflow.cases.case import Case
from counterflow.estimation.estimate import estimate
from counterflow.estimation.files import replace_file, writable_folder
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.sampling import Progress
from counterflow.estimation.settings import SamplerSettings
from counterflow.forecast.projection import forecast
from counterflow.forecast.vintage import known_at

Array = NDArray[np.float64]

SCORED = ("stock", "departures", "returns", "arrivals")
"""Quantities that are scored, by place and for all places together."""

_PASTS = 250
"""Members whose past each baseline goes out from."""


@dataclass(frozen=True)
class Origin:
    """A forecast as it could have been made on a day, and the past it knew.

    Attributes
    ----------
    as_of
        The day.
    destinations
        Cells of its account.
    converged
        Whether its estimate may be shown.
    ahead
        Quantity to members, (S, H, D).
    past
        Quantity to the account as members lived through it, (S', M, D).

    Examples
    --------
    >>> ahead, past = np.full((200, 6, 1), 5e4), np.full((50, 12, 1), 4e4)
    >>> then = Origin(date(2022, 12, 31), ("GEO",), True, {"stock": ahead}, {"stock": past})
    >>> float(np.median(then.ahead["stock"][:, -1] / then.past["stock"][:, -1].mean()))
    1.25
    """

    as_of: date
    destinations: tuple[str, ...]
    converged: bool
    ahead: dict[str, Array]
    past: dict[str, Array]


def forecast_from(
    case: Case,
    as_of: date,
    months: int,
    members: int,
    folder: Path,
    settings: SamplerSettings | None = None,
    progress: Progress | None = None,
) -> Origin:
    """Estimate from what was known on a day and forecast from there; once for a folder.

    Parameters
    ----------
    case
        With all its claims.
    as_of, months, members
        The day, months ahead, and members of the ensemble.
    folder
        Where the forecast is kept, and the estimate's checkpoint while it is being made.
    settings, progress
        See `estimate`.

    Examples
    --------
    >>> import counterflow as cf
    >>> case, day = cf.load_case("russia-2022"), date(2022, 12, 31)
    >>> then = forecast_from(case, day, 12, 500, Path("out"))  # doctest: +SKIP
    >>> then.ahead["stock"].shape  # doctest: +SKIP
    (500, 12, ...)
    """
    then = known_at(case, as_of)
    asked = {
        "version": counterflow.__version__,
        "ledger_hash": case.ledger_hash,
        "model_hash": case.model_hash,
        "as_of": as_of.isoformat(),
        "end": then.spec.end.isoformat(),
        "months": months,
        "members": members,
        "settings": (settings or SamplerSettings()).model_dump(),
    }
    path = writable_folder(folder) / f"{as_of}.npz"
    kept = _load(path, asked)
    if kept is not None:
        return kept
    home = folder / f"{as_of}"
    told = _named(progress, f"{as_of}") if progress else None
    posterior = estimate(then, settings, told, writable_folder(home), allow_unconverged=True)
    found = _origin(posterior, as_of, months, members)
    _save(path, found, asked)
    home.rmdir()
    return found


def _named(progress: Progress, name: str) -> Progress:
    def report(phase: str, done: int, total: int) -> None:
        if phase == "sampling":
            progress(name, done, total)

    return report


def _origin(posterior: Posterior, as_of: date, months: int, members: int) -> Origin:
    made = forecast(posterior, months, members=members)
    # Both sides of the comparison start from the same members, so that chance favours neither.
    past, ahead = slice(0, made.known), slice(made.known, None)
    chosen = np.linspace(0, members - 1, min(members, _PASTS)).astype(int)
    lived = {name: getattr(made.paths, name).astype(np.float64) for name in SCORED}
    return Origin(
        as_of,
        posterior.destinations,
        posterior.convergence.converged,
        {name: flows[:, ahead] for name, flows in lived.items()},
        {name: flows[chosen][:, past] for name, flows in lived.items()},
    )


def _save(path: Path, origin: Origin, asked: dict[str, Any]) -> None:
    head = {
        "asked": asked,
        "destinations": origin.destinations,
        "converged": origin.converged,
    }
    arrays: dict[str, Any] = {
        "head": np.frombuffer(json.dumps(head, sort_keys=True).encode(), np.uint8)
    }
    arrays |= {f"ahead_{name}": values for name, values in origin.ahead.items()}
    arrays |= {f"past_{name}": values for name, values in origin.past.items()}

    def write(draft: Path) -> None:
        with draft.open("wb") as file:
            np.savez_compressed(file, **arrays)

    replace_file(path, write)


def _load(path: Path, asked: dict[str, Any]) -> Origin | None:
    """The forecast kept in a file; None if there is none, or one of something else."""
    try:
        with np.load(path) as found:
            arrays = {name: found[name] for name in found.files}
    except (OSError, ValueError, EOFError, BadZipFile):
        return None
    head = json.loads(arrays.pop("head").tobytes())
    if head["asked"] != json.loads(json.dumps(asked)):
        return None
    return Origin(
        date.fromisoformat(asked["as_of"]),
        tuple(head["destinations"]),
        head["converged"],
        {name: arrays[f"ahead_{name}"] for name in SCORED},
        {name: arrays[f"past_{name}"] for name in SCORED},
    )
