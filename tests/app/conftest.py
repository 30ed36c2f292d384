"""The app over a small case whose run is finished."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jobs import Fitted

testclient = pytest.importorskip("starlette.testclient", reason="the app is not installed")

from counterflow.app.guard import Rules  # noqa: E402
from counterflow.app.limits import Allowance  # noqa: E402
from counterflow.app.server import create_app  # noqa: E402
from counterflow.app.workspace import Workspace, open_workspace  # noqa: E402

HERE = "http://127.0.0.1:8765"


@pytest.fixture
def workspace(fitted: Fitted, tmp_path: Path, cache: Path, monkeypatch: Any) -> Workspace:
    """A workspace of its own over a copy of the small case."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    case = tmp_path / "case"
    shutil.copytree(fitted.job.case, case)
    return open_workspace(str(case), tmp_path / "work", fitted.out)


@pytest.fixture
def rules() -> Rules:
    """No test is stopped by how often it asks, unless it means to be."""
    return Rules(looking=Allowance(1e6, 1e6), doing=Allowance(1e6, 1e6))


@pytest.fixture
def client(workspace: Workspace, rules: Rules) -> Iterator[Any]:
    """A client as a browser on this machine is one."""
    with testclient.TestClient(create_app(workspace, rules), HERE, follow_redirects=True) as found:
        yield found
