"""sources and breaks, from a finished run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jobs import Fitted
from typer.testing import CliRunner

from counterflow.cli import app
from counterflow.estimation import stored


@pytest.fixture
def ask(fitted: Fitted, monkeypatch: pytest.MonkeyPatch):
    """Call a command on the small case; its posterior is at hand."""
    monkeypatch.setattr(stored, "load_posterior", lambda folder, case: fitted.posterior)

    def call(*words: str) -> str:
        found = CliRunner().invoke(
            app, [words[0], str(fitted.job.case), "--from", str(fitted.out), *words[1:]]
        )
        assert found.exit_code == 0, found.output
        return found.output

    return call


def test_sources_shows_each_source_beside_the_account(ask) -> None:
    shown = ask("sources")
    for word in ("guard", "office", "Sources against the account", "90% interval"):
        assert word in shown


def test_sources_are_given_as_json_and_csv(ask, fitted: Fitted) -> None:
    records = json.loads(ask("sources", "--json"))
    assert len(records) == len(fitted.posterior.scoreboard())
    assert {"source", "ratio_q50", "coverage_90"} <= set(records[0])
    assert ask("sources", "--csv").startswith("source,name,source_class,measure")


def test_breaks_says_how_many_are_likely(ask) -> None:
    assert "likely breaks in" in ask("breaks")
    assert ask("breaks", "--csv").startswith("source,place,measure,claims,after,by")


def test_two_formats_at_once_are_refused(fitted: Fitted, ask) -> None:
    found = CliRunner().invoke(app, ["sources", str(fitted.job.case), "--json", "--csv"])
    assert found.exit_code == 2


def test_a_folder_without_a_run_is_named(tmp_path: Path, fitted: Fitted) -> None:
    found = CliRunner().invoke(app, ["breaks", str(fitted.job.case), "--from", str(tmp_path)])
    assert "no posterior.nc" in str(found.exception)
