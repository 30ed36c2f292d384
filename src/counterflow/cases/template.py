"""A new case folder with a commented example that already runs."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

from counterflow.ledger.problem import CaseError

_SHOWN_FILES = 3


def new_case(folder: Path) -> list[Path]:
    """Write a commented example case into a new or empty folder.

    Parameters
    ----------
    folder
        Where; made if absent.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    CaseError
        If the folder holds anything, or is a file.
    OSError
        If it cannot be written to.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [path.name for path in new_case(Path(folder, "mine"))]
    ['README.md', 'case.toml', 'claims.csv', 'sources.csv']
    """
    if folder.is_file():
        raise CaseError(f"{folder} is a file; choose the name of a new folder")
    held = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    if held:
        shown = ", ".join(held[:_SHOWN_FILES]) + (", ..." if len(held) > _SHOWN_FILES else "")
        raise CaseError(f"{folder} is not empty ({shown}); choose a new or an empty folder")
    starter = Path(str(files("counterflow.cases"))) / "templates" / "starter"
    shutil.copytree(starter, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return sorted(folder.iterdir())


def impact_template() -> str:
    """A section on impact to append to a `case.toml`.

    Examples
    --------
    >>> "[impact.parameters.participation]" in impact_template()
    True
    """
    text = Path(str(files("counterflow.cases"))) / "templates" / "impact.toml"
    return text.read_text(encoding="utf-8")
