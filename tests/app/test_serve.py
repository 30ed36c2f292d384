"""The command: what it prints, what it refuses, and that a started app answers."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jobs import ENTRY_POINT, environment

pytest.importorskip("uvicorn", reason="the app is not installed")

from typer.testing import CliRunner

from counterflow.cli import app

RUNNER = CliRunner()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the command would listen with."""
    found: dict[str, Any] = {}

    def listen(workspace: Any, rules: Any, host: str, port: int, *rest: Any) -> None:
        found.update(workspace=workspace, rules=rules, host=host)
        rest[-1](port)

    monkeypatch.setattr("counterflow.app.listen.listen", listen)
    monkeypatch.delenv("COUNTERFLOW_TOKEN", raising=False)
    return found


def serve(tmp_path: Path, *options: str, **environ: str) -> Any:
    command = ["serve", "russia-2022", "--work", str(tmp_path / "w"), *options]
    return RUNNER.invoke(app, command, env=environ)


def test_this_machine_alone_needs_no_token(tmp_path: Path, told: dict[str, Any]) -> None:
    out = serve(tmp_path, "--out", str(tmp_path)).output
    assert "open       http://127.0.0.1:8765\n" in out
    assert "a copy of the bundled case" in out
    assert "no run     in" in out
    assert told["rules"].token == ""
    assert told["host"] == "127.0.0.1"


def test_other_machines_need_a_token_that_is_printed(tmp_path: Path, told: dict[str, Any]) -> None:
    result = serve(tmp_path, "--host", "0.0.0.0")
    found = re.search(r"http://0\.0\.0\.0:8765/login\?token=(\S+)", result.output)
    assert found is not None
    assert told["rules"].token == found[1]
    assert len(found[1]) >= 32
    assert "travel in the open" in result.output


def test_a_token_may_be_given_and_must_be_long(tmp_path: Path, told: dict[str, Any]) -> None:
    assert serve(tmp_path, COUNTERFLOW_TOKEN="x" * 20).exit_code == 0
    assert told["rules"].token == "x" * 20
    short = serve(tmp_path, COUNTERFLOW_TOKEN="short")
    assert short.exit_code == 2
    assert "fewer than 16 characters" in short.output


def test_half_a_certificate_is_refused(tmp_path: Path, told: dict[str, Any]) -> None:
    assert serve(tmp_path, "--tls-cert", "cert.pem").exit_code == 2


def test_a_taken_address_is_told(tmp_path: Path, cache: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [ENTRY_POINT, "serve", "russia-2022", "--port", port, "--work", tmp_path / "w"],
            env=environment(cache),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_started_app_answers_refuses_the_large_and_stops(tmp_path: Path, cache: Path) -> None:
    with subprocess.Popen(
        [ENTRY_POINT, "serve", "russia-2022", "--port", "0", "--work", tmp_path / "w"],
        env=environment(cache),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith("open"))
        port = int(line.rpartition(":")[2])
        link = http.client.HTTPConnection("127.0.0.1", port)
        link.request("GET", "/api/v1/case")
        assert link.getresponse().status == 200
        link = http.client.HTTPConnection("127.0.0.1", port)
        body = (b"x" * 1_000_000 for _ in range(200))
        link.request("POST", "/read", body, {"content-length": "200000000"})
        assert link.getresponse().status == 413
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, 130, -signal.SIGINT)
