"""The process of a job: `python -m counterflow.app.worker FOLDER`.

The folder holds `job.json`; the process writes `progress.json` as it goes and `ended.json` last.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

from counterflow.app.jobs import CANCEL, ENDED, JOB, PROGRESS
from counterflow.app.records import now, read_json, write_json
from counterflow.errors import CounterflowError

_LOOK_EVERY_S = 0.2


def main(folder: Path) -> int:
    """Do the job of a folder."""
    threading.Thread(target=_watch, args=(folder,), daemon=True).start()
    os.nice(5)  # pages are answered first
    try:
        _do(read_json(folder / JOB), folder)
    except CounterflowError as error:
        _end(folder, "failed", str(error))
        return error.exit_code
    except Exception as error:
        traceback.print_exc()
        _end(
            folder,
            "failed",
            f"An error of the program ({type(error).__name__}); log.txt in {folder} says more.",
        )
        return 1
    _end(folder, "done", "")
    return 0


def _do(job: dict[str, Any], folder: Path) -> None:
    if job["kind"] == "estimate":
        _estimate(job, folder)
    else:
        _compare(job, folder)


def _estimate(job: dict[str, Any], folder: Path) -> None:
    from counterflow.cases import load_case
    from counterflow.estimation.carry import stored_start
    from counterflow.estimation.settings import SamplerSettings
    from counterflow.estimation.stored import StoredError
    from counterflow.run import run_case

    warm = Path(job["warm"]) if job.get("warm") else None
    if warm is not None:
        try:
            stored_start(warm)
        except StoredError:
            warm = None  # an older program wrote it: start afresh
    if warm is not None:
        _tell(folder, "weighing the draws of the newest run", 0, 1)
    run_case(
        load_case(folder / "case"),
        folder / "out",
        SamplerSettings(**job.get("settings", {})),
        lambda phase, done, total: _tell(folder, phase, done, total),
        bool(job.get("allow_unconverged")),
        warm,
    )


def _compare(job: dict[str, Any], folder: Path) -> None:
    from counterflow.cases import load_case
    from counterflow.estimation.stored import load_posterior
    from counterflow.forecast import compare
    from counterflow.outlook import write_comparison

    _tell(folder, "loading the run", 0, 1)
    posterior = load_posterior(job["run"], load_case(job["case"]))
    made = compare(
        posterior,
        [folder / "scenario.toml"],
        job["months"],
        members=job["members"],
        progress=lambda phase, done, total: _tell(folder, phase, done, total),
    )
    write_comparison(made, folder / "out")
    write_json(folder / "begins.json", {"begins": made.months[made.known].isoformat()})


def _tell(folder: Path, phase: str, done: int, total: int) -> None:
    write_json(folder / PROGRESS, {"phase": phase, "done": done, "total": total, "at": now()})


def _end(folder: Path, state: str, message: str) -> None:
    write_json(folder / ENDED, {"state": state, "message": message, "at": now()})


def _watch(folder: Path) -> None:
    """End the process when it is asked to; outputs are whole or absent at any moment."""
    while not (folder / CANCEL).exists():
        time.sleep(_LOOK_EVERY_S)
    _end(folder, "cancelled", "Cancelled.")
    os._exit(130)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
