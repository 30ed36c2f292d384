"""What the app refuses: strangers, other sites, too much, too often, and paths of clients."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from forms import ARTICLE, add, token

testclient = pytest.importorskip("starlette.testclient", reason="the app is not installed")

from counterflow.app.documents import safe_name  # noqa: E402
from counterflow.app.guard import Rules  # noqa: E402
from counterflow.app.limits import Allowance  # noqa: E402
from counterflow.app.lock import writing  # noqa: E402
from counterflow.app.server import create_app  # noqa: E402
from counterflow.app.workspace import Workspace  # noqa: E402

HERE = "http://127.0.0.1:8765"
SECRET = "a-token-that-nobody-guesses"


def opened(workspace: Workspace, rules: Rules, host: str = HERE) -> Any:
    return testclient.TestClient(create_app(workspace, rules), host, follow_redirects=False)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1.evil.example",
        "192.168.0.7",
        "",
        "a b",
        "[::",
    ],
)
def test_a_name_that_is_not_its_own_is_refused(client: Any, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost:8765", "[::1]:8765", "LOCALHOST"])
def test_its_own_names_are_answered(client: Any, host: str) -> None:
    assert client.get("/runs", headers={"host": host}).status_code == 200


def test_every_answer_carries_the_headers(client: Any) -> None:
    for path in ("/", "/read", "/nowhere", "/api/v1/case", "/static/report.css"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    refused = client.get("/", headers={"host": "evil.example"}).headers
    assert "default-src 'none'" in refused["content-security-policy"]


def test_no_page_needs_more_than_its_policy_allows(client: Any) -> None:
    for path in ("/", "/read", "/claims", "/case", "/scenarios", "/runs"):
        text = client.get(path).text
        assert "<script>" not in text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text


def test_without_the_token_nothing_is_shown(workspace: Workspace) -> None:
    client = opened(workspace, Rules(token=SECRET))
    answer = client.get("/runs")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=/runs"
    assert client.get("/api/v1/case").status_code == 401
    assert client.post("/api/v1/check", json={"text": "x"}).status_code == 401
    wrong = {"authorization": "Bearer wrong"}
    assert client.get("/api/v1/case", headers=wrong).status_code == 401


def test_with_the_token_everything_is_shown(workspace: Workspace) -> None:
    client = opened(workspace, Rules(token=SECRET))
    right = {"authorization": f"Bearer {SECRET}"}
    assert client.get("/api/v1/case", headers=right).status_code == 200
    assert client.get("/login?token=wrong").status_code == 401
    entered = client.get(f"/login?token={SECRET}&next=/runs")
    assert entered.headers["location"] == "/runs"
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert client.get("/runs").status_code == 200


@pytest.mark.parametrize("next_", ["https://evil.example", "//evil.example", "/\\evil", "x"])
def test_the_login_leads_nowhere_else(workspace: Workspace, next_: str) -> None:
    client = opened(workspace, Rules(token=SECRET))
    answer = client.get("/login", params={"token": SECRET, "next": next_})
    assert answer.headers["location"] == "/"


def test_tokens_cannot_be_guessed_at_speed(workspace: Workspace) -> None:
    client = opened(workspace, Rules(token=SECRET, guessing=Allowance(3, 0.1)))
    answers = [client.get("/login?token=wrong") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
    other = {"authorization": "Bearer wrong"}
    limited = client.get("/api/v1/case", headers=other)
    assert limited.status_code == 429
    assert int(limited.headers["retry-after"]) >= 1


def test_asking_too_often_is_refused_with_how_long_to_wait(workspace: Workspace) -> None:
    client = opened(workspace, Rules(doing=Allowance(2, 0.5)))
    answers = [client.post("/api/v1/read", json={"text": "x"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].headers["retry-after"]) <= 2
    assert client.get("/api/v1/case").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/read", "/review/P0001", "/claims/S-COL-2022-12-31", "/lineage", "/case/events", "/runs",
     "/scenarios", "/runs/stored/cancel"],
)  # fmt: skip
def test_every_form_needs_its_token(client: Any, workspace: Workspace, path: str) -> None:
    before = (workspace.folder / "claims.csv").read_bytes()
    for form in ({}, {"csrf": "0" * 64}, {"csrf": "é"}):
        answer = client.post(path, data={"text": ARTICLE, "action": "read", **form})
        assert answer.status_code == 403, path
    assert (workspace.folder / "claims.csv").read_bytes() == before
    assert not (workspace.home / "runs").exists()


def test_a_token_of_another_session_is_no_good(client: Any) -> None:
    theirs = token(client, "/read")
    client.cookies.clear()
    token(client, "/read")
    answer = client.post("/read", data={"csrf": theirs, "text": ARTICLE, "action": "read"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
     {"sec-fetch-site": "same-site"}, {"origin": "http://127.0.0.1:9999"}],
)  # fmt: skip
def test_other_sites_cannot_send(client: Any, headers: dict[str, str]) -> None:
    answer = client.post("/api/v1/read", json={"text": "x"}, headers=headers)
    assert answer.status_code == 403


def test_a_large_upload_is_refused_unread(client: Any, workspace: Workspace) -> None:
    before = sorted(workspace.home.iterdir())

    def body() -> Any:
        for _ in range(200):
            yield b"x" * 1_000_000

    kind = {"content-type": "multipart/form-data; boundary=b", "content-length": "200000000"}
    announced = client.post("/read", content=body(), headers=kind)
    assert announced.status_code == 413
    kind.pop("content-length")
    unannounced = client.post("/read", content=body(), headers=kind)
    assert unannounced.status_code == 413
    for path in ("/api/v1/check", "/runs"):
        answer = client.post(path, content=b"x" * 1_100_000)
        assert answer.status_code == 413
    assert sorted(workspace.home.iterdir()) == before


def test_bombs_are_refused(client: Any) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", b"0" * 50_000_000)
    stream = zlib.compress(b"0" * 150_000_000, 6)
    head = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]>>endobj\n"
    )
    length = f"4 0 obj<</Filter/FlateDecode/Length {len(stream)}>>stream\n".encode()
    pdf = head + length + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    for name, content in (("bomb.zip", packed.getvalue()), ("bomb.pdf", pdf)):
        form = {"csrf": token(client, "/read"), "action": "read", "published": "2023-01-02"}
        answer = client.post("/read", data=form, files={"file": (name, content)})
        assert answer.status_code == 422, name
        assert name in answer.text


@pytest.mark.parametrize(
    "path",
    ["/runs/../../etc/passwd", "/runs/..%2f..%2fetc", "/runs/20261122-071500-abc12",
     "/static/../app.py", "/static/%2e%2e%2fshell.py", "/scenarios/..%2f..", "/claims/..%2f..",
     "/runs/.../report.html", "/api/v1/scenarios/..", "/api/v1/claims/%2e%2e"],
)  # fmt: skip
def test_no_path_reaches_the_files(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422)
    assert "root:" not in answer.text
    assert "import annotations" not in answer.text


def test_names_of_uploads_are_words_and_nothing_else(client: Any, workspace: Workspace) -> None:
    before = set(workspace.home.parent.rglob("*"))
    form = {"csrf": token(client, "/read"), "action": "read", "published": "2023-01-02"}
    name = "../../../evil\x00<b>.txt"
    answer = client.post("/read", data=form, files={"file": (name, ARTICLE.encode())})
    assert answer.status_code == 200
    assert "<b>.txt" not in answer.text
    fresh = set(workspace.home.parent.rglob("*")) - before
    assert all("evil" not in p.name for p in fresh)
    titles = {claim.title for claim in workspace.case().claims if claim.title}
    assert not any("/" in title or "\x00" in title for title in titles)


@pytest.mark.parametrize("name", ["..", "/", "\\", "...", "a/..", "\x00", "\n"])
def test_a_name_of_nothing_is_blank(name: str) -> None:
    assert safe_name(name) == ""


def test_a_script_in_a_note_is_shown_as_text(client: Any) -> None:
    add(client)
    script = "<script>alert(1)</script>"
    page = client.get("/claims/P0001").text
    form = dict(re.findall(r'name="(was|csrf)" value="([^"]*)"', page))
    sent = {"note": f"{script} \"' onload=x", "reporter": script, "title": script}
    url = {"url": "javascript:alert(1)"}
    answer = client.post("/claims/P0001", data={**form, **sent, **url})
    assert answer.status_code == 200
    for path in ("/claims/P0001", "/claims", "/review", "/"):
        text = client.get(path).text
        assert script not in text
        assert 'href="javascript:' not in text
    assert "&lt;script&gt;alert(1)" in client.get("/claims/P0001").text


def test_a_second_writer_is_told_to_wait(
    client: Any, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counterflow.app.lock._PATIENCE_S", 0.05)
    before = (workspace.folder / "claims.csv").read_bytes()
    with writing(workspace.home):
        answer = add(client)
        assert client.get("/claims").status_code == 200
    assert answer.status_code == 409
    assert "Somebody else is changing this case" in answer.text
    assert (workspace.folder / "claims.csv").read_bytes() == before
    assert add(client).status_code == 200


def test_the_secret_is_the_owners_alone(client: Any, workspace: Workspace) -> None:
    mode = (workspace.home / ".secret").stat().st_mode & 0o777
    assert mode == 0o600 or os.name != "posix"
    assert len((Path(workspace.home) / ".secret").read_bytes()) == 32


def test_starting_loads_no_sampler() -> None:
    heavy = "{'jax', 'numba', 'numpyro', 'duckdb'}"
    asked = f"import counterflow.app.listen, sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_error_of_the_program_tells_nothing_of_itself(
    workspace: Workspace, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(workspace, rules)
    monkeypatch.setattr(app.state.desk.notebook, "all", lambda: 1 / 0)
    client = testclient.TestClient(app, HERE, raise_server_exceptions=False)
    for path in ("/runs", "/api/v1/runs"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "ZeroDivisionError" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"
