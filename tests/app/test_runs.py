"""Runs in the background: one at a time, cancelled, interrupted, kept; scenarios played."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest
from forms import add, token

pytest.importorskip("starlette.testclient", reason="the app is not installed")

from counterflow.app.desk import Desk
from counterflow.app.jobs import Jobs
from counterflow.app.worker import main

PATIENCE_S = 120


def until(holds: Callable[[], bool]) -> None:
    """Wait for a process."""
    patience = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < patience
        time.sleep(0.05)


def start(client: Any, **fields: str) -> Any:
    return client.post("/runs", data={"csrf": token(client, "/runs"), **fields})


def test_one_run_at_a_time_and_it_can_be_cancelled(client: Any) -> None:
    desk: Desk = client.app.state.desk
    answer = start(client, reason="a try")
    assert "Estimating" in answer.text
    second = start(client)
    assert second.status_code == 409
    assert "under way already" in second.text
    assert 'class="count">running' in client.get("/claims").text
    assert add(client).status_code == 200  # the case can be changed meanwhile
    run = desk.notebook.all()[0]
    assert "hx-get" in client.get(f"/runs/{run.id}/progress").text
    client.post(f"/runs/{run.id}/cancel", data={"csrf": token(client, f"/runs/{run.id}")})
    until(lambda: desk.notebook.get(run.id).state.name == "cancelled")
    ended = client.get(f"/runs/{run.id}/progress")
    assert ended.headers["hx-refresh"] == "true"
    until(lambda: desk.jobs.running() is None)
    assert "Go on" in client.get(f"/runs/{run.id}").text
    assert desk.notebook.current().id == "stored"
    assert client.get(f"/runs/{run.id}/report.html").status_code == 404


def test_a_killed_run_is_told_as_interrupted_by_whoever_comes_next(client: Any) -> None:
    desk: Desk = client.app.state.desk
    start(client)
    run = desk.notebook.all()[0]
    later = Jobs(desk.workspace.home)
    folder = desk.workspace.home / "runs" / run.id
    assert later.state(folder).is_running
    child = desk.jobs._child
    assert child is not None
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert later.state(folder).name == "interrupted"
    assert later.running() is None
    assert "Go on" in client.get(f"/runs/{run.id}").text


@pytest.mark.parametrize("fields", [{"seed": "x"}, {"draws": "1"}, {"chains": "1000"}])
def test_settings_that_cannot_be_are_told(client: Any, fields: dict[str, str]) -> None:
    answer = start(client, **fields)
    assert answer.status_code == 422
    assert not list(client.app.state.desk.workspace.home.glob("runs/*"))


def test_the_stored_run_is_in_the_notebook(client: Any) -> None:
    page = client.get("/runs").text
    assert "Made before, outside the app" in page
    report = client.get("/runs/stored/report.html")
    assert report.headers["content-disposition"].startswith("attachment")
    assert report.text.startswith("<!doctype html>")
    cancelled = client.post("/runs/stored/cancel", data={"csrf": token(client, "/read")})
    assert cancelled.status_code == 409


def asked(client: Any, **fields: str) -> Any:
    usual = {"csrf": token(client, "/scenarios"), "title": "Peace <b>soon</b>", "months": "6"}
    usual |= {"members": "50", "peace": "yes", "peace.start": "2023-02-01"}
    usual |= {"peace.departures": "0.2", "peace.returns": "2"}
    return client.post("/scenarios", data={**usual, **fields})


def test_a_scenario_is_played_and_stands_beside_the_baseline(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In this process, which has loaded everything already.
    desk: Desk = client.app.state.desk
    monkeypatch.setattr(os, "nice", lambda by: 0)
    real = Jobs.start

    def here(self: Jobs, folder: Any, job: Any) -> None:
        monkeypatch.setattr("counterflow.app.jobs.subprocess.Popen", lambda *a, **k: None)
        real(self, folder, job)
        assert main(folder) == 0

    monkeypatch.setattr(Jobs, "start", here)
    page = asked(client).text
    assert "Side by side" in page
    assert "Peace &lt;b&gt;soon&lt;/b&gt;" in page
    assert "leaving 0.2×, going home 2×" in page
    played = desk.scenarios.all()[0]
    found = client.get(f"/api/v1/scenarios/{played.id}").json()
    assert found["state"] == "done"
    assert found["differences"][0]["destination"] == "TOTAL"
    assert found["differences"][0]["difference_q50"] < 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"peace": "no"}, "Nothing is supposed"), ({"peace.start": "soon"}, "give a first day"),
     ({"peace.returns": "x"}, "a number for each slider"), ({"months": "x"}, "whole numbers"),
     ({"close": "yes", "close.start": "2023-02-01", "close.share": "50"}, "choose a destination"),
     ({"surge": "yes", "surge.start": "2023-02-01", "surge.strength": "1"}, "a surge needs")],
)  # fmt: skip
def test_what_is_no_scenario_is_told(client: Any, fields: dict[str, str], said: str) -> None:
    answer = asked(client, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert client.app.state.desk.scenarios.all() == []
