"""run through the installed entry point."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jobs import ENTRY_POINT, Fitted, environment

from counterflow import run as run_module
from counterflow.cli_run import print_run, sampling_progress
from counterflow.run import Run

Result = subprocess.CompletedProcess[str]
OUTPUTS = {
    *("posterior.nc", "account.parquet", "account.csv", "claims.csv", "ledger.csv", "run.json"),
    *("report.html", "sections"),
}
PATIENCE_S = 300.0


@pytest.fixture
def home(tmp_path: Path, cache: Path) -> Path:
    assert run(tmp_path, cache, "new", "case").returncode == 0
    return tmp_path


def run(home: Path, cache: Path, *words: str | Path) -> Result:
    return subprocess.run(
        [ENTRY_POINT, *map(str, words)],
        capture_output=True,
        text=True,
        cwd=home,
        env=environment(cache),
        check=False,
    )


def run_with(home: Path, cache: Path, setup: str, *words: str) -> Result:
    """Run the command line after some lines of Python, to stand in for the estimate."""
    script = f"import sys\nfrom counterflow import cli\n{setup}\nsys.argv[0] = 'x'\ncli.main()\n"
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        capture_output=True,
        text=True,
        cwd=home,
        env=environment(cache),
        check=False,
    )


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_example_is_interrupted_and_run_again_to_its_end(home: Path, cache: Path) -> None:
    out = home / "out" / "example"
    words = [ENTRY_POINT, "run", "case", "--json"]
    with subprocess.Popen(
        words, cwd=home, env=environment(cache), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        until = time.monotonic() + PATIENCE_S
        while not (out / "checkpoint.npz").exists():
            assert process.poll() is None, process.stderr
            assert time.monotonic() < until
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said, complaint = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 128 + signal.SIGINT
    assert b"Traceback" not in complaint
    assert said == b""
    assert names(out) == {"checkpoint.npz"}

    result = run(home, cache, "run", "case", "--json")
    assert result.returncode == 0, result.stderr
    record = json.loads(result.stdout)
    assert record["converged"] is True
    assert record["diagnostics"]["failures"] == []
    assert record["settings"]["seed"] == 20220224
    assert names(out) == OUTPUTS == set(record["files"])
    for name in OUTPUTS:
        assert (home / record["files"][name]).samefile(out / name)
    assert (home / "case" / "ledger.duckdb").is_file()


def test_a_vintage_before_any_claim_is_refused_with_the_remedy(home: Path, cache: Path) -> None:
    result = run(home, cache, "run", "case", "--as-of", "2029", "--out", "out")
    assert result.returncode == 2
    assert "no observation published by 2029-12-31" in " ".join(result.stderr.split())
    assert "later --as-of" in " ".join(result.stderr.split())
    assert not list(home.glob("out/*"))


@pytest.mark.parametrize("out", ["file", "file/out", "/proc/out"])
def test_a_folder_that_cannot_be_written_to_is_said_before_any_sampling(
    home: Path, cache: Path, out: str
) -> None:
    if out.startswith("/proc") and not Path("/proc/self").exists():
        pytest.skip("no /proc on this system")
    (home / "file").write_text("kept")
    setup = "import counterflow.run as r\nr.estimate = lambda *_: sys.exit(9)"
    result = run_with(home, cache, setup, "run", "case", "--out", out)
    assert result.returncode == 2
    assert "cannot write to" in result.stderr
    assert "choose another folder with --out" in result.stderr
    assert "Traceback" not in result.stderr
    assert (home / "file").read_text() == "kept"


def test_draws_that_have_not_converged_are_exit_code_3(home: Path, cache: Path) -> None:
    setup = (
        "from types import SimpleNamespace as Bare\n"
        "import counterflow.run\n"
        "from counterflow.estimation import NotConverged\n"
        "def refuse(*_):\n"
        "    failures = ('R-hat 1.500 is not below 1.01', '7 divergent trajectories')\n"
        "    raise NotConverged(Bare(convergence=Bare(failures=failures)))\n"
        "counterflow.run.estimate = refuse"
    )
    result = run_with(home, cache, setup, "run", "case", "--quiet")
    assert result.returncode == 3
    assert result.stdout == ""
    assert "R-hat 1.500 is not below 1.01; 7 divergent trajectories" in result.stderr
    assert "--allow-unconverged" in result.stderr
    assert names(home / "out" / "example") == set()


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (["cass"], "did you mean case?"),
        (["case", "--draws", "5"], "--draws"),
        (["case", "--draws", "1000000"], "--draws"),
        (["case", "--chains", "1"], "--chains"),
        (["case", "--seed", "-1"], "--seed"),
        (["case", "--as-of", "yesterday"], "ISO 8601"),
        (["case", "--burn", "5"], "No such option"),
    ],
)
def test_a_mistyped_run_is_answered_with_advice(
    home: Path, cache: Path, words: list[str], advice: str
) -> None:
    result = run(home, cache, "run", *words)
    assert result.returncode == 2
    assert advice in result.stderr
    assert "Traceback" not in result.stderr
    assert names(home) == {"case"}


def test_options_reach_the_estimate(home: Path, cache: Path) -> None:
    setup = (
        "import counterflow.run\n"
        "def tell(case, settings, progress, folder, allow):\n"
        "    print(case.as_of, settings.seed, settings.draws, settings.chains, folder, allow)\n"
        "    sys.exit(0)\n"
        "counterflow.run.estimate = tell"
    )
    options = "--seed 7 --draws 60 --chains 3 --as-of 2031-03 --out there --allow-unconverged"
    result = run_with(home, cache, setup, "run", "case", *options.split())
    assert result.stdout == "2031-03-31 7 60 3 there True\n"
    default = run_with(home, cache, setup, "run", "case").stdout.split()
    assert (default[0], default[-2:]) == ("None", ["out/example", "False"])


@pytest.fixture
def finished(fitted: Fitted) -> Run:
    paths = {name: fitted.out / name for name in OUTPUTS}
    return Run(fitted.posterior, paths, ("the ledger lies elsewhere",))


def test_quiet_prints_only_where_the_report_is(
    finished: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    print_run(finished, as_json=False, quiet=True)
    assert capsys.readouterr().out == f"{finished.report}\n"


def test_json_is_the_record_and_the_files(
    finished: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    print_run(finished, as_json=True, quiet=True)
    shown = capsys.readouterr()
    record = json.loads(shown.out)
    assert set(record.pop("files")) == OUTPUTS
    assert record == json.loads(finished.paths["run.json"].read_text(encoding="utf-8"))
    assert shown.err == "note: the ledger lies elsewhere\n"


def test_the_summary_names_key_figures_places_diagnostics_and_the_report(
    finished: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_run(finished, as_json=False, quiet=False)
    shown = capsys.readouterr().out
    table = [line for line in shown.splitlines() if not line.startswith("report:")]
    assert all(len(line) <= 80 for line in table)
    for words in ("80% credible interval", "peak", "Living in COL", "R-hat", "divergences"):
        assert words in shown
    converged = finished.posterior.convergence.converged
    assert ("NOT CONVERGED" in shown) is not converged
    assert shown.rstrip().endswith(f"report: {finished.report}")


def test_findings_are_kept_beside_the_run_they_are_of(
    finished: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "estimate", lambda *_: finished.posterior)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    written = run_module.run_case(finished.posterior.case, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == OUTPUTS
    assert len(list(written.paths["sections"].iterdir())) == 4


def test_progress_names_each_phase_and_is_not_on_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for quiet in (False, True):
        with sampling_progress(quiet) as report:
            for phase, done in (("finding the mode", 0), ("warm-up", 25), ("sampling", 50)):
                report(phase, done, 100)
        shown = capsys.readouterr()
        assert shown.out == ""
        assert ("sampling" in shown.err and "50/100" in shown.err) is not quiet
