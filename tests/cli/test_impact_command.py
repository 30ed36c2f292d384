"""The command `impact` through the installed entry point."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import counterflow as cf
from counterflow.cases.template import impact_template

ENTRY_POINT = Path(sys.executable).with_name("counterflow")
MONTHS = [f"{year}-{month:02d}" for year in (2030, 2031) for month in range(1, 13)]
CHECK = """
[[impact.checks]]
claim = "E1"
quantity = "workers_lost"
note = "counts children too"
"""


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ENTRY_POINT, "impact", *map(str, words)],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example case, the template appended to it."""
    cf.new_case(tmp_path / "case")
    path = tmp_path / "case" / "case.toml"
    path.write_text(path.read_text(encoding="utf-8") + impact_template(), encoding="utf-8")
    return path.parent


@pytest.fixture
def draws(tmp_path: Path) -> Path:
    """Draws of an account in which a tenth of those who left return every month."""
    out = tmp_path / "out"
    out.mkdir()
    left = np.random.default_rng(1).gamma(2.0, 50.0, size=(2, 30, len(MONTHS), 2))
    present, returns, stock = np.zeros(left[:, :, 0].shape), np.zeros_like(left), left * 0
    for month in range(len(MONTHS)):
        present = present + left[:, :, month]
        returns[:, :, month] = present / 10
        present = present - returns[:, :, month]
        stock[:, :, month] = present
    flows = {"departures": left, "arrivals": left, "returns": returns, "stock": stock}
    axes = ("chain", "draw", "month", "destination")
    posterior = xr.Dataset(
        {name: (axes, values) for name, values in flows.items()},
        coords={"month": MONTHS, "destination": ["ITA", "GBR"]},
    )
    tree = xr.DataTree.from_dict({"posterior": posterior})
    tree.to_netcdf(out / "posterior.nc", engine="h5netcdf")
    return out


def test_the_template_makes_a_sound_section(folder: Path) -> None:
    assert run("--template").stdout == impact_template()
    assert cf.load_case(folder).spec.impact is not None


def test_tables_and_a_file_are_written(folder: Path, draws: Path) -> None:
    done = run(folder, "--from", draws)
    assert done.returncode == 0, done.stderr
    for heading in ("Labour force", "Growth", "Deposits", "What matters"):
        assert heading in done.stdout
    with (draws / "impact.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    months = [row["when"] for row in rows if row["quantity"] == "labour_net"]
    assert months == [*MONTHS, *MONTHS]
    assert {row["unit"] for row in rows} == {
        "persons", "percent", "percentage_points", "EUR", "USD"
    }  # fmt: skip


def test_published_figures_are_compared_with_a_reason(folder: Path, draws: Path) -> None:
    path = folder / "case.toml"
    path.write_text(path.read_text(encoding="utf-8") + CHECK, encoding="utf-8")
    done = run(folder, "--from", draws, "--out", draws / "elsewhere")
    assert done.returncode == 0, done.stderr
    assert "Published figures" in done.stdout
    assert (draws / "elsewhere" / "impact.csv").is_file()
    record = json.loads(run(folder, "--from", draws, "--json").stdout)
    (finding,) = record["findings"]
    assert finding["claim"]["id"] == "E1"
    assert finding["verdict"] in {"agrees", "within_error", "high", "low"}
    assert [line["label"] for line in record["labour"]][:2] == ["Workers lost", "Workers regained"]


def test_a_case_without_the_section_is_told_how_to_get_one(tmp_path: Path) -> None:
    cf.new_case(tmp_path / "case")
    done = run(tmp_path / "case", "--from", tmp_path)
    assert done.returncode == 2
    assert "counterflow impact --template" in done.stderr


def test_a_folder_without_draws_says_what_to_run(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "--from", tmp_path / "nothing")
    assert done.returncode == 2
    assert "counterflow run" in done.stderr


def test_no_case_is_asked_for() -> None:
    done = run()
    assert done.returncode == 2
    assert "--template" in done.stderr
