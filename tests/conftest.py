"""Double precision for all tests, and one small estimate that many of them look at."""

from __future__ import annotations

import fcntl
import pickle
import shutil
import signal
from pathlib import Path

import jax
import pytest
from jobs import Fitted, Job, Outcome, run_job, write_case
from truth import simulated

# Tests of the account compare to the last digits.
jax.config.update("jax_enable_x64", True)

# A suite in the background of a shell ignores Ctrl-C, and so would the commands it interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def session_folder(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Path:
    """A folder that all workers of a session share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if hasattr(request.config, "workerinput") else base


@pytest.fixture(scope="session")
def cache(session_folder: Path) -> Path:
    """The user's cache, for processes: programs are compiled once in a session."""
    return session_folder / "cache"


@pytest.fixture(scope="session")
def fitted(session_folder: Path, cache: Path) -> Fitted:
    """The small estimate; the first worker that asks makes it, the others wait."""
    home = session_folder / "fitted"
    home.mkdir(exist_ok=True)
    job = Job(home / "case", home / "out")
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = home / "kept.pickle"
        if not kept.exists():
            write_case(simulated().case, job.case)
            kept.write_bytes(pickle.dumps(run_job(job, cache, home)))
        outcome: Outcome = pickle.loads(kept.read_bytes())
    return Fitted(job, outcome, simulated())


@pytest.fixture
def finished(fitted: Fitted, tmp_path: Path) -> Path:
    """A folder of the small run for a test's own use: commands put their sections beside it."""
    return Path(shutil.copytree(fitted.out, tmp_path / "finished"))
