"""Files that are whole or absent, whatever happens while they are written."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from counterflow.errors import CounterflowError

_DRAFT = re.compile(r"^\..+\.(?P<pid>\d+)@(?P<host>.*)\.part$")
"""Drafts carry their writer: the folder may be shared with processes of other machines."""


class OutputError(CounterflowError):
    """An output folder cannot be written to.

    Examples
    --------
    >>> OutputError("cannot write to out").exit_code
    2
    """


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Write beside a file and put the result in its place in one move.

    Drafts that killed processes of this machine left in the folder are removed.

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
    _sweep(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}@{platform.node()}.part")
    try:
        write(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def replace_text(path: Path, text: str) -> None:
    """Put a text in the place of a file in one move, in UTF-8.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     replace_text(Path(folder) / "a.txt", "whole")
    ...     (Path(folder) / "a.txt").read_text()
    'whole'
    """

    def write(draft: Path) -> None:
        draft.write_text(text, encoding="utf-8")

    replace_file(path, write)


def _sweep(folder: Path) -> None:
    """Remove the drafts of writers that are no more."""
    for left in folder.glob(".*.part"):
        found = _DRAFT.match(left.name)
        if found and found["host"] == platform.node() and not _is_alive(int(found["pid"])):
            # Another writer may sweep the same folder, or the draft may belong to someone else.
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    if os.name != "posix":  # elsewhere signal 0 is no question but an interruption
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def writable_folder(folder: Path) -> Path:
    """Make an output folder and prove that it can be written to.

    Raises
    ------
    OutputError
        If it cannot, with the reason.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     writable_folder(Path(folder) / "new" / "out").name
    'out'
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
