"""The notebook of runs: what was estimated, when, from which claims."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from counterflow.app.jobs import JOB, Jobs, State
from counterflow.app.problem import Busy, Missing
from counterflow.app.records import is_id, new_id, read_json
from counterflow.app.workspace import Workspace, copy_case

STORED = "stored"
"""Identifier of the run that was made before, outside the workspace."""

_RUNS = "runs"


@dataclass(frozen=True)
class Record:
    """One run of the notebook.

    Parameters
    ----------
    id
        Its identifier.
    case, out
        Folders of the case as it was, and of the outputs.
    state
        How far it has come.
    started
        ISO 8601 moment, UTC.
    run
        Content of `run.json`; empty until it is done.
    before
        Identifier of the run that it is compared with; may be blank.
    reason
        Why it was made, in the user's words; may be blank.

    Examples
    --------
    >>> Record("a", Path("c"), Path("o"), State("running"), "", {}).figure("still_abroad")
    {}
    """

    id: str
    case: Path
    out: Path
    state: State
    started: str
    run: Mapping[str, Any]
    before: str = ""
    reason: str = ""

    @property
    def is_done(self) -> bool:
        """Whether its outputs are whole."""
        return self.state.name == "done"

    @property
    def ledger_hash(self) -> str:
        """Fingerprint of its claims; blank until it is done."""
        return str(self.run.get("ledger_hash") or "")

    @property
    def converged(self) -> bool:
        """Whether it may be quoted."""
        return self.run.get("converged") is not False

    def figure(self, key: str) -> Mapping[str, Any]:
        """A key figure of the run; empty if it has none."""
        found = [item for item in self.run.get("headline", []) if item.get("key") == key]
        return found[0] if found and math.isfinite(float(found[0]["median"])) else {}


class Notebook:
    """All runs of a workspace.

    Parameters
    ----------
    workspace
        Where they lie.
    jobs
        Who knows what is under way.
    """

    def __init__(self, workspace: Workspace, jobs: Jobs) -> None:
        self.workspace = workspace
        self.jobs = jobs
        self._done: dict[str, Record] = {}
        self._known: tuple[int, Record] | None = None

    def all(self) -> list[Record]:
        """Every run, newest first."""
        home = self.workspace.home / _RUNS
        names = [path.parent.name for path in home.glob(f"*/{JOB}")]
        own = [self._own(name) for name in sorted(filter(is_id, names), reverse=True)]
        stored = self._stored()
        return [*own, stored] if stored else own

    def get(self, identifier: str) -> Record:
        """One run.

        Raises
        ------
        Missing
            If there is none of that name.
        """
        if identifier == STORED and (stored := self._stored()):
            return stored
        if is_id(identifier) and (self.workspace.home / _RUNS / identifier / JOB).is_file():
            return self._own(identifier)
        raise Missing("There is no such run; the notebook of runs lists those there are.")

    def current(self) -> Record | None:
        """The newest run that is done; None if there is none."""
        return next((record for record in self.all() if record.is_done), None)

    def start(
        self,
        settings: Mapping[str, Any],
        warm: bool = True,
        allow_unconverged: bool = False,
        reason: str = "",
    ) -> Record:
        """Estimate the case as it is now, in the background.

        Parameters
        ----------
        settings
            Of the sampler; what is not given is as usual.
        warm
            Start from the current run, which takes seconds where little has changed.
        allow_unconverged
            Keep draws that did not converge, with a banner.
        reason
            In the user's words.

        Raises
        ------
        Busy
            If a job is under way.
        """
        current = self.current()
        identifier = new_id()
        folder = self.workspace.home / _RUNS / identifier
        self._refuse_if_busy()
        folder.mkdir(parents=True)
        copy_case(self.workspace.case(), folder / "case")
        self.jobs.start(
            folder,
            {
                "kind": "estimate",
                "settings": dict(settings),
                "warm": str(current.out) if warm and current else "",
                "before": current.id if current else "",
                "allow_unconverged": allow_unconverged,
                "reason": reason,
            },
        )
        return self._own(identifier)

    def go_on(self, record: Record) -> None:
        """Go on with an interrupted run from its last checkpoint."""
        folder = self.workspace.home / _RUNS / record.id
        self.jobs.start(folder, read_json(folder / JOB))

    def cancel(self, record: Record) -> None:
        """End a run that is under way."""
        self.jobs.cancel(self.workspace.home / _RUNS / record.id)

    def _refuse_if_busy(self) -> None:
        if self.jobs.running() is not None:
            raise Busy("A run is under way already; wait for it, or cancel it first.")

    def _own(self, name: str) -> Record:
        if name in self._done:
            return self._done[name]
        folder = self.workspace.home / _RUNS / name
        job = read_json(folder / JOB)
        run = read_json(folder / "out" / "run.json")
        state = self.jobs.state(folder)
        started = datetime.strptime(name[:15], "%Y%m%d-%H%M%S").strftime("%Y-%m-%dT%H:%M:%SZ")
        record = Record(
            name,
            folder / "case",
            folder / "out",
            state,
            started,
            run if state.name == "done" else {},
            str(job.get("before", "")),
            str(job.get("reason", "")),
        )
        if record.is_done:  # it never changes again
            self._done[name] = record
        return record

    def _stored(self) -> Record | None:
        out = self.workspace.stored
        try:
            written = (out / "run.json").stat().st_mtime_ns
        except OSError:
            return None
        if self._known is None or self._known[0] != written:
            moment = datetime.fromtimestamp(written / 1e9, UTC)
            run = read_json(out / "run.json")
            record = Record(
                STORED,
                self._case_of(str(run.get("ledger_hash"))),
                out,
                State("done", share=1.0),
                f"{moment:%Y-%m-%dT%H:%M:%SZ}",
                run,
                reason="made before, outside the app",
            )
            self._known = written, record
        record = self._known[1]
        return record if record.run.get("case") == self.workspace.case().id else None

    def _case_of(self, fingerprint: str) -> Path:
        """The case as the stored run knew it: kept before the app changes a case of one's own."""
        workspace = self.workspace
        kept = workspace.home / "stored" / re.sub(r"[^0-9a-f]", "", fingerprint)[:16]
        if kept.is_dir():
            return kept
        if workspace.is_copy or workspace.case().ledger_hash != fingerprint:
            return workspace.original
        draft = Path(tempfile.mkdtemp(dir=workspace.home, prefix=".")) / "case"
        copy_case(workspace.case(), draft)
        kept.parent.mkdir(exist_ok=True)
        draft.rename(kept)
        draft.parent.rmdir()
        return kept
