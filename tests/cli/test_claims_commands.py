"""validate, claims and new through the installed entry point."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from counterflow.ledger import Claim, export_csv
from counterflow.ledger.rows import CLAIM_COLUMNS

ENTRY_POINT = Path(sys.executable).with_name("counterflow")
Result = subprocess.CompletedProcess[str]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def run(home: Path, *words: str | Path, columns: int = 200, memory: int | None = None) -> Result:
    def limit() -> None:
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    return subprocess.run(
        [ENTRY_POINT, *map(str, words)],
        capture_output=True,
        text=True,
        cwd=home,
        env={
            **os.environ,
            "XDG_CACHE_HOME": str(home / "cache"),
            "COLUMNS": str(columns),
            "NO_COLOR": "1",
        },
        preexec_fn=limit,
        check=False,
    )


@pytest.fixture
def case(home: Path) -> Path:
    assert run(home, "new", "case").returncode == 0
    return home / "case"


def claims_file(case: Path) -> Path:
    return case / "claims.csv"


def edit(case: Path, old: str, new: str) -> None:
    text = claims_file(case).read_text(encoding="utf-8")
    assert old in text
    claims_file(case).write_text(text.replace(old, new), encoding="utf-8")


def test_a_new_case_validates_and_its_ledger_lies_beside_it(home: Path, case: Path) -> None:
    result = run(home, "validate", "case")
    assert result.returncode == 0, result.stderr
    assert "7 (6 observation, 1 forecast)" in result.stdout
    assert "sources       5" in result.stdout
    assert "12 added" in result.stdout
    assert (case / "ledger.duckdb").is_file()
    again = run(home, "validate", "case")
    assert "0 added, 0 changed, 0 withdrawn" in again.stdout


def test_a_prior_that_does_not_exist_is_named(home: Path, case: Path) -> None:
    with (case / "case.toml").open("a", encoding="utf-8") as file:
        file.write('\n[priors.netwerk]\nmedian = 1\nsd_log = 1\nreason = "a slip"\n')
    result = run(home, "validate", "case")
    assert not (case / "ledger.duckdb").exists()
    for refused in (result, run(home, "run", "case")):
        assert refused.returncode == 2
        assert "priors.netwerk: there is no such prior; did you mean network?" in refused.stderr


def test_new_overwrites_nothing(home: Path, case: Path) -> None:
    before = claims_file(case).read_bytes()
    result = run(home, "new", "case")
    assert result.returncode == 2
    assert "not empty" in result.stderr
    assert claims_file(case).read_bytes() == before


def test_problems_are_listed_with_their_places_and_nothing_is_imported(
    home: Path, case: Path
) -> None:
    run(home, "validate", "case")
    ledger = (case / "ledger.duckdb").read_bytes()
    edit(case, "E1,stock,,,MLT,ITA", "E1,stok,,,MLT,Italy")
    edit(case, "9000", "NaN")
    result = run(home, "validate", "case")
    assert result.returncode == 2
    for words in ("claims.csv", "did you mean stock?", "did you mean ITA (Italy)?", "3 problems"):
        assert words in result.stdout
    assert [line.split()[1:3] for line in result.stdout.splitlines()[1:4]] == [
        ["2", "destination"],
        ["2", "measure"],
        ["4", "value"],
    ]
    assert (case / "ledger.duckdb").read_bytes() == ledger
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("E2,stock", "E1,stock", "already the id of row 2"),
        (",MLT,GBR,", ",MLT,GBR+GEX,", "unknown place: GEX"),
        ("exact", "exactly", "did you mean exact?"),
        (",,20,30,", ",,30,20,", "30 is above high 20"),
        ("14230", "-14230", "cannot be negative"),
        ("14230", "inf", "not a finite number"),
        ("2030-03-10,2031-09-30", "2031-09-30,2030-03-10", "swap the two dates"),
        ("2031-12-31,2031-12-31", "2032-12-31,2032-12-31", "set status to context, or extend"),
        ("evening-paper,E4", "evening-paper,E44", "names no claim"),
    ],
)
def test_bad_input_ends_in_exit_code_2(
    home: Path, case: Path, old: str, new: str, words: str
) -> None:
    edit(case, old, new)
    for command in ("validate", "claims"):
        result = run(home, command, "case")
        assert result.returncode == 2
        assert words in result.stdout + result.stderr
    assert not (case / "ledger.duckdb").exists()


def test_square_brackets_and_long_texts_do_not_upset_the_table(home: Path, case: Path) -> None:
    edit(case, "14230", "[red]" + "9" * 500)
    result = run(home, "validate", "case", columns=80)
    assert result.returncode == 2
    assert "[red]" in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_bom_semicolons_and_line_endings_do_not_change_the_fingerprint(
    home: Path, case: Path
) -> None:
    import csv
    from io import StringIO

    plain = run(home, "validate", "case")
    rows = list(csv.reader(StringIO(claims_file(case).read_text(encoding="utf-8"))))
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([rows[0], *rows[:0:-1]])
    claims_file(case).write_bytes(text.getvalue().encode("utf-8-sig"))
    result = run(home, "validate", "case")
    assert result.returncode == 0
    assert result.stdout.splitlines()[-1] == plain.stdout.splitlines()[-1]
    assert "separated by semicolons" in result.stderr


def test_another_encoding_says_how_to_save_again(home: Path, case: Path) -> None:
    edit(case, "Invented. The same series", "Inventé. The same series")
    claims_file(case).write_bytes(claims_file(case).read_text("utf-8").encode("latin-1"))
    result = run(home, "validate", "case")
    assert result.returncode == 2
    assert "byte 0xE9" in result.stdout
    assert result.stdout.splitlines()[1].split()[1] == "3"
    assert "UTF-8" in result.stdout


@pytest.mark.parametrize("content", ["", ",".join(CLAIM_COLUMNS) + "\n"])
def test_an_empty_file_is_refused_and_an_empty_ledger_is_noted(
    home: Path, case: Path, content: str
) -> None:
    claims_file(case).write_text(content)
    result = run(home, "validate", "case")
    assert result.returncode == (0 if content else 2)
    assert ("no observation" in result.stderr) if content else ("is empty" in result.stdout)


def test_a_csv_of_100_mb_is_refused_in_little_memory(home: Path, case: Path) -> None:
    with claims_file(case).open("a") as file:
        line = "X,stock,,,MLT,ITA,2030-12-31\n" * 1000
        for _ in range(100_000_000 // len(line) + 1):
            file.write(line)
    result = run(home, "validate", "case", memory=3 * 2**30)
    assert result.returncode == 2
    assert "is 100 MB; a case file may have 50 MB" in result.stdout


def test_claims_are_filtered_and_come_as_json(home: Path, case: Path) -> None:
    result = run(home, "claims", "case", "--destination", "EU27", "--measure", "stock", "--json")
    records = json.loads(result.stdout)
    assert [record["id"] for record in records] == ["E1", "E2"]
    assert records[0]["period_end"] == "2030-12-31"
    assert set(records[0]) == set(CLAIM_COLUMNS)
    assert Claim.model_validate(records[0]).value == 14230


def test_claims_as_csv_are_canonical_and_follow_the_vintage(home: Path, case: Path) -> None:
    result = run(home, "claims", "case", "--as-of", "2031-02-28", "--csv")
    from counterflow.cases import load_case

    assert result.stdout == export_csv(load_case(case, "2031-02-28").claims)
    assert [line.split(",")[0] for line in result.stdout.splitlines()] == [
        "id", "E1", "E4", "E6", "E7",
    ]  # fmt: skip


def test_the_table_is_readable_at_80_columns(home: Path, case: Path) -> None:
    result = run(home, "claims", "case", columns=80)
    lines = result.stdout.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert "E5 returned_share any 2030-03-10/" in result.stdout
    assert "up to 100,000 evening-paper" in result.stdout
    assert "7 of 7 claims" in lines
    assert "not learnt from: f forecast" in lines


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (["claims", "case", "--measure", "stok"], "did you mean stock?"),
        (["claims", "case", "--destination", "Italy"], "did you mean ITA (Italy)?"),
        (["claims", "case", "--as-of", "yesterday"], "ISO 8601"),
        (["claims", "cass"], "did you mean case?"),
        (["claims", "case", "--json", "--csv"], "not both"),
        (["validate"], "CASE"),
        (["estimat", "case"], "No such command"),
    ],
)
def test_a_mistyped_command_line_is_answered_with_advice(
    home: Path, case: Path, words: list[str], advice: str
) -> None:
    result = run(home, *words)
    assert result.returncode == 2
    assert advice in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_that_cannot_hold_a_case_is_a_clear_message(home: Path) -> None:
    (home / "file").touch()
    result = run(home, "new", "file/case")
    assert result.returncode == 2
    assert result.stderr.startswith("counterflow: ")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_refusal_to_write_names_the_place_and_the_remedy(number: int) -> None:
    # Permissions do not bind a superuser, so the refusal itself is simulated.
    script = (
        "import shutil, sys\n"
        "from counterflow import cli\n"
        "def refuse(*_, **__):\n"
        f"    raise OSError({number}, 'refused', 'there/case')\n"
        "shutil.copytree = refuse\n"
        "sys.argv = ['counterflow', 'new', 'there/case']\n"
        "cli.main()\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 2
    assert result.stderr == (
        "counterflow: there/case: refused; choose a folder that you may read and write\n"
    )


def test_a_ledger_that_is_none_is_left_alone(home: Path, case: Path) -> None:
    (case / "ledger.duckdb").write_text("a diary")
    result = run(home, "validate", "case")
    assert result.returncode == 2
    assert "not a ledger" in result.stderr
    assert (case / "ledger.duckdb").read_text() == "a diary"


def test_a_closed_pipe_is_quiet(home: Path, case: Path) -> None:
    for number in range(2000):
        with claims_file(case).open("a") as file:
            file.write(
                f"B{number},stock,,,MLT,ITA,2030-12-31,2030-12-31,1,,,persons,about,,,,,"
                "evening-paper,,2031,,,,context,\n"
            )
    with subprocess.Popen(
        [ENTRY_POINT, "claims", case, "--csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_an_interrupt_ends_with_130(home: Path, case: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "from counterflow import cli\n"
        "import counterflow.cases\n"
        "counterflow.cases.load_case = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.argv = ['counterflow', 'claims', 'case']\n"
        "cli.main()\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 128 + signal.SIGINT
    assert "Traceback" not in result.stderr


def test_version_and_module_entry_point(home: Path) -> None:
    from counterflow import __version__

    assert run(home, "--version").stdout == f"counterflow {__version__}\n"
    module = subprocess.run(
        [sys.executable, "-m", "counterflow", "--version"], capture_output=True, text=True
    )
    assert module.stdout == f"counterflow {__version__}\n"


def test_help_does_not_wait_for_the_sampler_or_the_database() -> None:
    script = (
        "import sys, counterflow.cli\n"
        "heavy = {'jax', 'numpyro', 'duckdb', 'pandas', 'pyarrow', 'pydantic', 'xarray'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.stdout == "[]\n"
