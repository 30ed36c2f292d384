"""The main job in a process of its own, as a user runs it.

A test's own process has started JAX before the estimate could set it up; a fresh one has not, can
be killed, and yields the same numbers as the command line.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from truth import Simulated

from counterflow.cases.case import Case
from counterflow.estimation.posterior import Posterior
from counterflow.ledger import export_csv
from counterflow.ledger.canonical import export_sources_csv
from counterflow.run import Run

ENTRY_POINT = Path(sys.executable).with_name("counterflow")
SETTINGS: dict[str, Any] = {"chains": 4, "warmup": 75, "draws": 150, "most_draws": 150}


@dataclass(frozen=True)
class Job:
    """One call of `run_case`.

    Parameters
    ----------
    case, out
        Folders.
    settings
        Of the sampler.
    allow_unconverged
        See `run_case`.
    kill_after
        Draws per chain after which the process kills itself with SIGKILL; never if zero.
    """

    case: Path
    out: Path
    settings: dict[str, Any] = field(default_factory=lambda: SETTINGS)
    allow_unconverged: bool = True
    kill_after: int = 0


@dataclass(frozen=True)
class Outcome:
    """How a job ended.

    Parameters
    ----------
    returncode
        Of the process.
    posterior
        What was estimated, shown or refused.
    files
        Names of the files the run says it wrote.
    refusal
        Type and words of the error, if there was one.
    phases
        Phase and iterations done, in the order of the reports of progress.
    """

    returncode: int
    posterior: Posterior | None = None
    files: frozenset[str] = frozenset()
    refusal: tuple[str, str] | None = None
    phases: tuple[tuple[str, int], ...] = ()

    @property
    def estimated(self) -> Posterior:
        """The posterior of a job that came to its end."""
        assert self.posterior is not None
        return self.posterior


@dataclass(frozen=True)
class Fitted:
    """A finished run of a small case whose truth is known.

    Parameters
    ----------
    job
        What was run.
    outcome
        How it ended.
    simulated
        The case and the account its claims were drawn from.
    """

    job: Job
    outcome: Outcome
    simulated: Simulated

    @property
    def posterior(self) -> Posterior:
        """What was estimated."""
        return self.outcome.estimated

    @property
    def out(self) -> Path:
        """Folder of the outputs."""
        return self.job.out


def environment(cache: Path) -> dict[str, str]:
    """Environment of a process whose ledgers and compiled programs are kept apart."""
    return {**os.environ, "XDG_CACHE_HOME": str(cache), "COLUMNS": "200", "NO_COLOR": "1"}


def run_job(job: Job, cache: Path, scratch: Path) -> Outcome:
    """Run a job in a fresh process."""
    asked, answered = scratch / "job.pickle", scratch / "outcome.pickle"
    answered.unlink(missing_ok=True)
    asked.write_bytes(pickle.dumps(job))
    done = subprocess.run(
        [sys.executable, __file__, asked, answered],
        env=environment(cache),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    if done.returncode:
        return Outcome(done.returncode)
    found: Outcome = pickle.loads(answered.read_bytes())
    return found


def write_case(case: Case, folder: Path, rows: Sequence[Any] | None = None) -> Path:
    """Write a case as the folder a user would write; `rows` keeps an order of one's own."""
    spec = case.spec
    lines = [
        f'id = "{spec.id}"',
        f'title = "{spec.title}"',
        f'origin = "{spec.origin}"',
        f"start = {spec.start}",
        f"end = {spec.end}",
        f"population = {spec.population}",
    ]
    for event in spec.events:
        lines += ["[[events]]", f'id = "{event.id}"', f"date = {event.date}"]
        lines += [f'kind = "{event.kind.value}"', f'title = "{event.title}"']
    folder.mkdir(parents=True)
    (folder / "case.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    header, *found = export_csv(case.claims).splitlines(keepends=True)
    if rows is not None:
        by_id = {line.split(",")[0]: line for line in found}
        found = [by_id[row.id] for row in rows]
    (folder / "claims.csv").write_text("".join([header, *found]), encoding="utf-8")
    (folder / "sources.csv").write_text(export_sources_csv(case.sources.values()), encoding="utf-8")
    return folder


def main(asked: str, answered: str) -> None:
    """Run the pickled job; the outcome is pickled too."""
    import counterflow as cf
    from counterflow.errors import CounterflowError
    from counterflow.estimation import SamplerSettings
    from counterflow.run import run_case

    job: Job = pickle.loads(Path(asked).read_bytes())
    phases: list[tuple[str, int]] = []

    def progress(phase: str, done: int, total: int) -> None:
        phases.append((phase, done))
        if phase == "sampling" and 0 < job.kill_after <= done:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = SamplerSettings(**job.settings)
    try:
        run: Run = run_case(
            cf.load_case(job.case), job.out, settings, progress, job.allow_unconverged
        )
        outcome = Outcome(0, run.posterior, frozenset(run.paths), None, tuple(phases))
    except CounterflowError as error:
        refusal = (type(error).__name__, str(error))
        posterior = getattr(error, "posterior", None)
        outcome = Outcome(0, posterior, refusal=refusal, phases=tuple(phases))
    Path(answered).write_bytes(pickle.dumps(outcome))


if __name__ == "__main__":
    # Pickles name the module, not the script.
    import jobs

    jobs.main(*sys.argv[1:])
