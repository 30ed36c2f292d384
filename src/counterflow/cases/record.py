"""Where the ledger of a case lies, and bringing it up to date."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from counterflow.cases.case import Case
from counterflow.cases.load import bundled_cases, load_case
from counterflow.ledger.canonical import ledger_hash
from counterflow.ledger.store import Changes, LedgerUnwritable, record

LEDGER_FILE = "ledger.duckdb"


@dataclass(frozen=True)
class Recorded:
    """A ledger that has been brought up to date.

    Parameters
    ----------
    path
        The ledger file.
    changes
        What was added, changed and withdrawn.
    notice
        Why the ledger lies elsewhere than beside the case; blank if it does not.

    Examples
    --------
    >>> Recorded(Path("ledger.duckdb"), Changes()).notice
    ''
    """

    path: Path
    changes: Changes
    notice: str = ""


def record_case(case: Case) -> Recorded:
    """Bring the ledger of a case up to date, whole, whatever the vintage loaded.

    The ledger lies beside the case; that of a bundled case, or of a folder that cannot be written
    to, lies in the user's cache.

    Raises
    ------
    LedgerError
        If the ledger is open in another process, is no ledger, or can be written nowhere.

    Examples
    --------
    >>> record_case(load_case("russia-2022")).path.name  # doctest: +SKIP
    'ledger.duckdb'
    """
    # A vintage or a subset would read as if the other claims had been withdrawn.
    if ledger_hash(case.claims, case.sources.values()) != case.ledger_hash:
        case = load_case(case.folder)
    rows = case.claims, tuple(case.sources.values())
    if case.folder in bundled_cases().values():
        path = cache_folder() / case.folder.name / LEDGER_FILE
        return Recorded(path, record(path, *rows))
    beside = case.folder / LEDGER_FILE
    try:
        return Recorded(beside, record(beside, *rows))
    except LedgerUnwritable:
        path = cache_folder() / _name_of(case.folder) / LEDGER_FILE
        changes = record(path, *rows)
        return Recorded(path, changes, f"{case.folder} is read-only; the ledger is {path}")


def cache_folder() -> Path:
    """The user's cache folder for this package, by the platform's convention.

    Examples
    --------
    >>> cache_folder().name
    'counterflow'
    """
    chosen = os.environ.get("XDG_CACHE_HOME")
    if chosen:
        return Path(chosen) / "counterflow"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "counterflow"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "counterflow"
    return Path.home() / ".cache" / "counterflow"


def _name_of(folder: Path) -> str:
    """A name for a folder that no other folder of the same name has."""
    whole = folder.resolve()
    return f"{whole.name}-{hashlib.sha256(str(whole).encode()).hexdigest()[:8]}"
