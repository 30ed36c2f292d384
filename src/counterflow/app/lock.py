"""One writer at a time: locks that end with the process that holds them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counterflow.app.problem import Busy

_WRITER = ".writer"
_PATIENCE_S = 2.0


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the right to change a workspace, across threads and processes.

    Parameters
    ----------
    folder
        The workspace.

    Raises
    ------
    Busy
        If another holds it for longer than two seconds.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, writing(Path(folder)):
    ...     pass
    """
    descriptor = os.open(folder / _WRITER, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not lock_within(descriptor, _PATIENCE_S):
            raise Busy(
                "Somebody else is changing this case at the moment, in another window or program. "
                "Nothing of yours was written; try again."
            )
        yield
    finally:
        os.close(descriptor)


def lock_within(descriptor: int, seconds: float) -> bool:
    """Lock an open file, waiting a moment where another holds it; False if it goes on to.

    Examples
    --------
    >>> from tempfile import TemporaryFile
    >>> with TemporaryFile() as file:
    ...     lock_within(file.fileno(), 0.0)
    True
    """
    patience = time.monotonic() + seconds
    while not try_lock(descriptor):
        if time.monotonic() > patience:
            return False
        time.sleep(0.02)
    return True


def try_lock(descriptor: int, shared: bool = False) -> bool:
    """Lock an open file; False if another holds it.

    The lock belongs to the open file: a child that inherits it keeps it until it ends. A shared one
    excludes nobody but the holder of the other kind: for looking whether there is one.

    Examples
    --------
    >>> from tempfile import TemporaryFile
    >>> with TemporaryFile() as file:
    ...     try_lock(file.fileno())
    True
    """
    import fcntl

    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
