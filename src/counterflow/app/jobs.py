"""Work that takes longer than a request: one process at a time, its state on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterflow.app.lock import lock_within, try_lock
from counterflow.app.problem import Busy
from counterflow.app.records import read_json, write_json

JOB, PROGRESS, ENDED, CANCEL, LOG = "job.json", "progress.json", "ended.json", "cancel", "log.txt"
_LOCK = ".job"

# Shares of the whole that end each phase of an estimate, as measured on the bundled case.
_PHASES = {
    "set up": 0.05,
    "compile": 0.35,
    "mode": 0.4,
    "warm-up": 0.65,
    "sampling": 0.95,
    "replay": 1.0,
}


@dataclass(frozen=True)
class State:
    """How far a job has come.

    Parameters
    ----------
    name
        `running`, `done`, `failed`, `cancelled` or `interrupted`.
    message
        What a person should know; may be blank.
    phase
        What is being done.
    share
        How much of it all is done, from 0 to 1.

    Examples
    --------
    >>> State("running", share=0.5).is_running
    True
    """

    name: str
    message: str = ""
    phase: str = ""
    share: float = 0.0

    @property
    def is_running(self) -> bool:
        """Whether it still runs."""
        return self.name == "running"


class Jobs:
    """Starts, watches and cancels the one job of a workspace.

    A job is a process of its own with a folder of its own. It survives this one: whoever opens the
    workspace next sees how far it has come.

    Parameters
    ----------
    home
        Folder of the workspace.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     Jobs(Path(folder)).running() is None
    True
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._child: subprocess.Popen[bytes] | None = None

    def start(self, folder: Path, job: Mapping[str, Any]) -> None:
        """Start a job, or go on with an interrupted one.

        Parameters
        ----------
        folder
            Of the job, inside the workspace.
        job
            What to do; see `counterflow.app.worker`.

        Raises
        ------
        Busy
            If another job runs.
        """
        descriptor = os.open(self.home / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # Those who only look hold it for an instant.
            if not lock_within(descriptor, 0.1):
                raise Busy("A run is under way already; wait for it, or cancel it first.")
            for name in (ENDED, CANCEL, PROGRESS):
                (folder / name).unlink(missing_ok=True)
            write_json(folder / JOB, dict(job))
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(folder.relative_to(self.home)).encode(), 0)
            with (folder / LOG).open("ab") as log:
                self._child = subprocess.Popen(
                    [sys.executable, "-m", "counterflow.app.worker", folder],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    # The child keeps the lock for as long as it lives, whatever becomes of us.
                    pass_fds=(descriptor,),
                    start_new_session=True,
                )
        finally:
            os.close(descriptor)

    def running(self) -> Path | None:
        """Folder of the job under way; None if there is none."""
        if self._child is not None:
            self._child.poll()
        try:
            descriptor = os.open(self.home / _LOCK, os.O_RDWR)
        except FileNotFoundError:
            return None
        try:
            if try_lock(descriptor, shared=True):
                return None
            return self.home / os.pread(descriptor, 4096, 0).decode()
        finally:
            os.close(descriptor)

    def state(self, folder: Path) -> State:
        """How far a job has come."""
        ended = read_json(folder / ENDED)
        if ended:
            return State(ended["state"], ended.get("message", ""), share=1.0)
        if self.running() != folder:
            # It may have ended between the two looks.
            if ended := read_json(folder / ENDED):
                return State(ended["state"], ended.get("message", ""), share=1.0)
            return State("interrupted", "It was interrupted; it goes on from its last checkpoint.")
        told = read_json(folder / PROGRESS)
        if not told:
            return State("running", phase="starting")
        return State("running", phase=told["phase"], share=_share(told))

    def cancel(self, folder: Path) -> None:
        """Ask a job to end; it does so within a second, whatever it is doing."""
        (folder / CANCEL).touch()


def _share(told: Mapping[str, Any]) -> float:
    inner = float(told["done"]) / max(float(told["total"]), 1.0)
    phase, names = str(told["phase"]), list(_PHASES)
    if phase not in _PHASES:
        return min(inner, 0.99)
    index = names.index(phase)
    begins = _PHASES[names[index - 1]] if index else 0.0
    return min(begins + inner * (_PHASES[phase] - begins), 0.99)
