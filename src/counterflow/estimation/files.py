"""Files that are whole or absent, whatever happens while they are written."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from counterflow.errors import CounterflowError


class OutputError(CounterflowError):
    """An output folder cannot be written to."""


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Write beside a file and put the result in its place in one move.

    Parameters
    ----------
    path
        The file to make or replace.
    write
        Writes the content to the path it is given.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     target = Path(folder) / "a.txt"
    ...     replace_file(target, lambda p: p.write_text("whole") and None)
    ...     target.read_text()
    'whole'
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def writable_folder(folder: Path) -> Path:
    """Make an output folder and prove that it can be written to.

    Raises
    ------
    OutputError
        If it cannot, with the reason.
    """
    probe = folder / f".probe.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"cannot write to {folder}: {reason}; choose another folder with --out"
        ) from None
    finally:
        if folder.is_dir():
            with suppress(OSError):
                probe.unlink(missing_ok=True)
    return folder
