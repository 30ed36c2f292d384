"""Forecasts and scenarios of the small estimate, through the same doors as a user's."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from jobs import Fitted
from typer.testing import CliRunner

from counterflow.cases.impact import ImpactSpec
from counterflow.cases.template import impact_template
from counterflow.cli import app
from counterflow.cli_forecast import _print_comparison
from counterflow.forecast import Comparison, Forecast, compare
from counterflow.outlook import said_feedback, write_comparison, write_forecast
from counterflow.simulation.plan import PlanError
from counterflow.simulation.scenario import Close, Queue, Scenario, Surge

MEMBERS = 50


@pytest.fixture(scope="module")
def ahead(fitted: Fitted) -> Forecast:
    return fitted.posterior.forecast(months=6, members=MEMBERS, network=False)


@pytest.fixture(scope="module")
def compared(fitted: Fitted) -> Comparison:
    shut = Close(kind="close", start=date(2023, 2, 15), destinations=("PER",))
    line = Queue(kind="queue", start=date(2023, 3, 1), destinations=("COL",), persons_a_day=1)
    push = Surge(kind="surge", date=date(2023, 3, 1), strength=1.0, like="crash")
    scenarios = [
        Scenario(title="Shut", policies=(shut,)),
        Scenario(title="Push", events=(push,), policies=(line,)),
    ]
    return compare(fitted.posterior, scenarios, 6, members=MEMBERS)


def test_a_forecast_goes_on_from_the_account_to_the_person(ahead: Forecast) -> None:
    paths = ahead.paths
    assert (ahead.known, len(ahead.ahead)) == (12, 6)
    assert f"{ahead.months[-1]:%Y-%m}" == "2023-06"
    moves = paths.arrivals.astype(np.int64) - paths.returns - paths.onward
    np.testing.assert_array_equal(moves.cumsum(1), paths.stock)
    np.testing.assert_array_equal(paths.onward.sum(2), paths.onward_in.sum(2))
    stock = ahead.stock("PER", "2023-06")
    at = ahead.destinations.index("PER")
    assert stock.mean == pytest.approx(paths.stock[:, -1, at].mean())
    flow = ahead.quantity("departures")
    assert flow.mean == pytest.approx(paths.departures[:, 12:].sum((1, 2)).mean())
    with pytest.raises(KeyError, match="no destination"):
        ahead.stock("XYZ")


def test_the_share_that_feeds_itself_is_told(ahead: Forecast) -> None:
    shares = ahead.self_reinforcement()
    assert 0 < shares["account"].median < 100
    assert "percent of departures (80%" in repr(shares["account"])
    assert "of departures" in said_feedback(ahead).lower()


def test_the_tables_hold_every_month_place_and_quantity(ahead: Forecast, tmp_path: Path) -> None:
    paths = write_forecast(ahead, tmp_path)
    table = pd.read_parquet(paths["forecast.parquet"])
    rows = table[table["quantity"] == "stock"]
    assert len(rows) == 6 * (len(ahead.destinations) + 1)
    content = json.loads(paths["forecast.json"].read_text(encoding="utf-8"))
    assert content["members"] == MEMBERS
    assert len(content["rows"]) == len(table) == len(pd.read_csv(paths["forecast.csv"]))
    page = paths["forecast.html"].read_text(encoding="utf-8")
    assert not re.search(r'(src|href)="http', page)
    assert {"ahead-stock", "ahead-flows", "ahead-places", "ahead-feedback"} <= {
        part.split('"')[0] for part in page.split('<section id="')
    }


def test_a_scenario_differs_from_its_first_day_on_and_only_there(compared: Comparison) -> None:
    shut, base = compared.paths[0], compared.baseline
    per = compared.destinations.index("PER")
    february = compared.months.index(date(2023, 2, 1))
    for name in ("departures", "arrivals", "returns", "stock"):
        before = slice(0, february)
        np.testing.assert_array_equal(
            getattr(shut, name)[:, before], getattr(base, name)[:, before]
        )
    assert shut.arrivals[:, february + 1 :, per].sum() == 0
    assert compared.difference("stock", "PER").median < 0
    with pytest.raises(KeyError, match="PUR"):
        compared.difference("stock", "PUR")


def test_who_is_paired_differs_less_than_who_is_not(compared: Comparison) -> None:
    shut, base = (paths.stock[:, -1].sum(1) for paths in (compared.paths[0], compared.baseline))
    apart = shut - np.roll(base, 1)
    assert (shut - base).var() * 10 < apart.var()


def test_the_comparison_s_table_and_page(compared: Comparison, tmp_path: Path) -> None:
    table = compared.table
    last = table[(table["month"] == "2023-06") & (table["quantity"] == "stock")]
    push = last[(last["scenario"] == "Push") & (last["destination"] == "TOTAL")].iloc[0]
    wanted = compared.difference("stock", scenario=1)
    assert push["difference_mean"] == pytest.approx(wanted.mean)
    assert compared.difference("waiting", "COL", scenario=1).median > 0
    assert (table["quantity"] == "waiting").any()
    page = write_comparison(compared, tmp_path)["scenarios.html"].read_text(encoding="utf-8")
    assert "Push" in page
    assert "Shut" in page


def test_a_scenario_tells_what_it_changes_for_the_economies(
    compared: Comparison, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compared.impact == ()
    section = ImpactSpec.model_validate(tomllib.loads(impact_template())["impact"], strict=False)
    spec = compared.case.spec.model_copy(update={"impact": section, "population": 28_000_000})
    told = replace(compared, case=replace(compared.case, spec=spec))
    shut, push = told.impact
    assert (shut.name, push.name) == ("Shut", "Push")
    workers = {(line.label, line.unit): line for line in shut.lines}["Workers lost", "persons"]
    assert workers.levels[-1] < 0
    table = told.impact_table
    assert set(table["scenario"]) == {"Shut", "Push"}
    assert table["when"].str.len().isin([4, 7]).all()
    assert table["when"].min() == "2023"
    paths = write_comparison(told, tmp_path)
    assert len(pd.read_csv(paths["scenarios_impact.csv"])) == len(table)
    assert "For the economy of the origin" in paths["scenarios.html"].read_text(encoding="utf-8")
    assert not {"scenarios_impact.csv"} & set(write_comparison(compared, tmp_path / "plain"))
    _print_comparison(told)
    assert "Impact of Push, less baseline" in capsys.readouterr().out


def test_what_cannot_be_asked_for_is_refused(fitted: Fitted) -> None:
    with pytest.raises(PlanError):
        fitted.posterior.forecast(months=600)
    with pytest.raises(PlanError):
        fitted.posterior.forecast(members=0)


def test_the_commands_write_and_print(fitted: Fitted, finished: Path, tmp_path: Path) -> None:
    common = ["--from", str(finished), "--months", "3", "--members", "50"]
    out = ["--out", str(tmp_path / "out")]
    run = CliRunner().invoke(app, ["forecast", str(fitted.job.case), *common, *out])
    assert run.exit_code == 0, run.output
    assert "Living abroad" in run.output
    plan = tmp_path / "shut.toml"
    plan.write_text(
        'title = "Shut"\n[[policies]]\nkind = "close"\nstart = 2023-01-10\ndestinations = ["PER"]\n'
    )
    run = CliRunner().invoke(
        app, ["scenario", str(fitted.job.case), str(plan), *common, *out, "--json"]
    )
    assert run.exit_code == 0, run.output
    assert '"scenario": "shut"' in run.output
    plan.write_text(plan.read_text().replace("2023-01-10", "2033-01-10"))
    run = CliRunner().invoke(app, ["scenario", str(fitted.job.case), str(plan), *common, *out])
    assert "row 4, policies[1].start" in str(run.exception)
    assert "choose a day from" in str(run.exception)


def test_bad_options_are_refused_before_anything_is_estimated(fitted: Fitted) -> None:
    for words, said in (
        (["--members", "0"], "--members"),
        (["--months", "600"], "--months"),
        (["--as-of", "2022-01-15"], "whole months"),
    ):
        run = CliRunner().invoke(app, ["forecast", str(fitted.job.case), *words])
        assert said in str(run.exception)
    run = CliRunner().invoke(app, ["scenario", "russia-2022", "amnasty"])
    assert "amnasty is not a file" in str(run.exception)
    assert "amnesty, armenia-full" in str(run.exception)
