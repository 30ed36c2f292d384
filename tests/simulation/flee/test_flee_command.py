"""The command `flee`: what it prints, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from instance import DAYS, FILES, write
from typer.testing import CliRunner, Result

from counterflow.cli import app
from counterflow.forecast import ForecastError
from counterflow.ledger.problem import CaseError


def flee(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["flee", str(folder), *options])


def test_a_score_stands_beside_those_of_no_model(tmp_path: Path) -> None:
    run = flee(write(tmp_path))
    assert run.exit_code == 0, run.output
    for words in ("2 camps, 40 days from 2022-01-01, learnt from 14", "counterflow"):
        assert words in run.output
    for words in ("shares of the last day learnt from, held", "equal split", "split by capacity"):
        assert words in run.output
    assert "Capacities were used" in run.output


def test_hidden_capacities_change_the_prediction_and_not_the_baselines(tmp_path: Path) -> None:
    small = FILES["input_csv/locations.csv"].replace("900", "300")
    folder = write(tmp_path, locations=small)
    known, hidden = (
        json.loads(flee(folder, "--json", *options).output) for options in ([], ["--hide-capacity"])
    )
    assert known["model"] != hidden["model"]
    for name in ("held_shares", "equal_split", "by_capacity"):
        assert known[name] == hidden[name]
    assert "Capacities were used" not in flee(folder, "--hide-capacity").output


def test_the_table_holds_the_days_after_those_learnt_from(tmp_path: Path) -> None:
    out = tmp_path / "camps.csv"
    run = flee(write(tmp_path), "--fit-days", "10", "--out", str(out))
    assert run.exit_code == 0, run.output
    table = pd.read_csv(out)
    assert (table["day"].min(), table["day"].max()) == ("2022-01-11", "2022-02-09")
    assert set(table["camp"]) == {"Cym", "Dun"}
    by_day = table.groupby("day")[["predicted", "registered"]].sum()
    assert (by_day["predicted"] - by_day["registered"]).abs().max() <= 2


@pytest.mark.parametrize("days", [DAYS - 1, DAYS * 2])
def test_learning_from_everything_leaves_nothing_to_score(tmp_path: Path, days: int) -> None:
    run = flee(write(tmp_path), "--fit-days", str(days))
    assert isinstance(run.exception, ForecastError)
    assert f"--fit-days: {days} leaves nothing to score; choose 1 to 38" in str(run.exception)


def test_a_folder_without_the_files_is_refused(tmp_path: Path) -> None:
    run = flee(tmp_path / "nowhere")
    assert isinstance(run.exception, CaseError)
    assert "is not in the folder" in str(run.exception)
