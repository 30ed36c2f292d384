"""What the package promises about every run, whatever the case."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from jobs import SETTINGS, Fitted, Job, Outcome, run_job, write_case

from counterflow.report import render_report
from counterflow.run import report_input

BANNER = "This estimate did not converge; do not quote it."
OUTPUTS = frozenset(
    {
        *("posterior.nc", "account.parquet", "account.csv", "claims.csv", "ledger.csv", "run.json"),
        *("report.html", "sections"),
    }
)
Start = Callable[..., Outcome]


@pytest.fixture
def start(fitted: Fitted, cache: Path, tmp_path: Path) -> Start:
    """Run the small case, or another one, in a folder of the test's own."""

    def begin(case: Path = fitted.job.case, **job: Any) -> Outcome:
        return run_job(Job(case, tmp_path / "out", **job), cache, tmp_path)

    return begin


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_copies_and_the_order_of_rows_change_nothing(
    fitted: Fitted, start: Start, tmp_path: Path
) -> None:
    small = fitted.simulated.case
    copied = next(row for row in small.claims if row.id == "S-PER-2022-12-31")
    again = {"reporter": "a paper", "published": "2024-06", "title": "The same number again"}
    copies = [
        copied.model_copy(update={"id": "AA-copy", **again}),
        copied.model_copy(update={"id": "ZZ-copy", "lineage": copied.id, **again}),
    ]
    rows = random.Random(1).sample([*small.claims, *copies], len(small.claims) + 2)
    folder = write_case(small.with_claims(tuple(rows)), tmp_path / "case", rows)
    found = start(folder).estimated
    assert [claim.id for claim in found.case.claims] == [claim.id for claim in rows]
    assert found.structure.unused == {copy.id: f"repeats {copied.id}" for copy in copies}
    pd.testing.assert_frame_equal(found.account, fitted.posterior.account, check_exact=True)
    assert found.headline == fitted.posterior.headline


def test_what_a_claim_would_say_does_not_depend_on_other_rows(fitted: Fitted) -> None:
    table = fitted.posterior.claims.set_index("id")
    assert table["pred_q50"].nunique() > 0.9 * len(table)
    page = render_report(report_input(fitted.posterior, fitted.out))
    assert page == (fitted.out / "report.html").read_text(encoding="utf-8")


def test_unconverged_draws_are_refused_and_shown_only_with_a_banner(
    fitted: Fitted, start: Start, tmp_path: Path
) -> None:
    short = {**SETTINGS, "seed": 2, "draws": 50, "most_draws": 50}
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "checkpoint.npz").write_bytes(b"PK\x03\x04 half of another run's")
    refused = start(settings=short, allow_unconverged=False)
    assert refused.phases[0][0] == "compiling"
    assert refused.refusal is not None
    kind, words = refused.refusal
    assert kind == "NotConverged"
    assert "ESS" in words
    assert "--allow-unconverged" in words
    assert names(tmp_path / "out") == {"checkpoint.npz"}

    shown = start(settings=short)
    assert shown.refusal is None
    assert names(tmp_path / "out") == OUTPUTS
    assert BANNER in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert shown.estimated.record()["converged"] is False
    # What was refused is what is shown: nothing is drawn anew.
    assert {phase for phase, _ in refused.phases} > {phase for phase, _ in shown.phases}
    assert {phase for phase, _ in shown.phases} == {"compiling"}
    assert np.array_equal(shown.estimated.draws.z, refused.estimated.draws.z)

    # Another seed draws another sample of the same posterior.
    one, other = (post.stock("COL") for post in (fitted.posterior, shown.estimated))
    assert not np.isclose(one.median, other.median, rtol=1e-6)
    assert one.median == pytest.approx(other.median, rel=0.2)


def test_more_draws_after_a_refusal_go_on_with_the_same_chains(
    start: Start, tmp_path: Path
) -> None:
    short = {**SETTINGS, "seed": 2, "draws": 50, "most_draws": 50}
    refused = start(settings=short, allow_unconverged=False)
    assert refused.refusal is not None
    longer = start(settings={**short, "draws": 75, "most_draws": 75})
    assert {phase for phase, _ in longer.phases} == {"compiling", "sampling"}
    assert np.array_equal(longer.estimated.draws.z[:, :50], refused.estimated.draws.z)


def test_a_killed_run_goes_on_and_ends_as_if_nothing_had_happened(
    fitted: Fitted, start: Start, tmp_path: Path
) -> None:
    killed = start(kill_after=50)
    assert killed.returncode == -signal.SIGKILL
    assert names(tmp_path / "out") == {"checkpoint.npz"}

    finished = start()
    assert next(phase for phase in finished.phases if phase[0] != "compiling") == ("sampling", 75)
    assert {phase for phase, _ in finished.phases} == {"compiling", "sampling"}
    assert names(tmp_path / "out") == OUTPUTS
    assert np.array_equal(finished.estimated.draws.z, fitted.posterior.draws.z)
    pd.testing.assert_frame_equal(
        finished.estimated.account, fitted.posterior.account, check_exact=True
    )
