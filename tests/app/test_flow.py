"""From a text to the case: read, review, correct, link, add an event; and what survives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from forms import ARTICLE, add, token

testclient = pytest.importorskip("starlette.testclient", reason="the app is not installed")

from counterflow.app.server import create_app  # noqa: E402
from counterflow.app.workspace import Workspace, open_workspace  # noqa: E402
from counterflow.cases import load_case  # noqa: E402
from counterflow.cases.load import find_case  # noqa: E402

HERE = "http://127.0.0.1:8765"


def fields(page: str) -> dict[str, str]:
    """Hidden fields of the first form of a page that has both."""
    return dict(re.findall(r'name="(was|csrf)" value="([^"]*)"', page))


def status(workspace: Workspace, claim: str) -> str:
    return next(c.status.value for c in workspace.case().claims if c.id == claim)


def test_a_text_is_read_and_waits_with_its_sentence_and_verdict(
    client: Any, workspace: Workspace
) -> None:
    answer = add(client)
    assert answer.url.path == "/review"
    assert "1 claim read." in answer.text
    assert "<mark>About 95,000</mark>" in answer.text
    assert 'class="verdict k-' in answer.text
    assert status(workspace, "P0001") == "proposed"


def test_a_text_read_twice_adds_nothing(client: Any, workspace: Workspace) -> None:
    add(client)
    count = len(workspace.case().claims)
    assert "1 was in the case already" in add(client).text
    assert len(workspace.case().claims) == count


def test_names_of_persons_are_kept_nowhere(client: Any, workspace: Workspace) -> None:
    text = ARTICLE.replace("the statistical office", "Juanita Perezova of the statistical office")
    assert "Perezova" not in add(client, text).text
    for path in workspace.home.parent.rglob("*"):
        if path.is_file():
            assert b"Perezova" not in path.read_bytes(), path


def test_accepted_a_claim_is_an_observation_and_the_account_is_told_stale(
    client: Any, workspace: Workspace
) -> None:
    assert "The case has changed since this run" not in client.get("/").text
    form = fields(add(client).text)
    answer = client.post("/review/P0001", data={**form, "decision": "accept"})
    assert "No claim waits" in answer.text
    assert status(workspace, "P0001") == "observation"
    assert "The case has changed since this run" in client.get("/").text


def test_rejected_a_claim_is_gone(client: Any, workspace: Workspace) -> None:
    form = fields(add(client).text)
    part = client.post(
        "/review/P0001", data={**form, "decision": "reject"}, headers={"hx-request": "true"}
    )
    assert "was rejected" in part.text
    assert "<html" not in part.text
    assert "P0001" not in {claim.id for claim in workspace.case().claims}


def test_a_rejected_claim_is_not_proposed_again(client: Any, workspace: Workspace) -> None:
    form = fields(add(client).text)
    client.post("/review/P0001", data={**form, "decision": "reject"})
    assert "P0001" not in client.get("/review").text
    add(client)
    assert "proposed" not in {claim.status.value for claim in workspace.case().claims}


def test_what_somebody_else_changed_is_not_overwritten(client: Any) -> None:
    seen = fields(add(client).text)
    page = client.get("/claims/P0001").text
    client.post("/claims/P0001", data={**fields(page), "value": "94000"})
    answer = client.post("/review/P0001", data={**seen, "decision": "accept"})
    assert answer.status_code == 409
    assert "has changed since you opened the page" in answer.text
    again = client.post("/claims/P0001", data={**fields(page), "value": "93000"})
    assert again.status_code == 409


def test_a_claim_is_corrected_and_its_history_kept(client: Any, workspace: Workspace) -> None:
    page = client.get("/claims/S-COL-2022-12-31").text
    sent = {**fields(page), "value": "12345", "note": "Seen again."}
    assert "Saved." in client.post("/claims/S-COL-2022-12-31", data=sent).text
    found = next(c for c in workspace.case().claims if c.id == "S-COL-2022-12-31")
    assert (found.value, found.note) == (12345.0, "Seen again.")
    from counterflow.ledger.store import history

    kept = history(workspace.folder / "ledger.duckdb", "S-COL-2022-12-31")
    assert kept[-1]["value"] == 12345.0


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"value": "many"}, "value"), ({"measure": "people"}, "measure"),
     ({"value": "-4"}, "negative"), ({"destination": "XXX"}, "XXX"),
     ({"source": "nobody"}, "nobody"),
     ({"lineage": "nothing"}, "nothing"), ({"period_end": "2020-01-01"}, "before period_start")],
)  # fmt: skip
def test_a_mistake_is_told_and_nothing_is_written(
    client: Any, workspace: Workspace, sent: dict[str, str], said: str
) -> None:
    before = (workspace.folder / "claims.csv").read_bytes()
    page = client.get("/claims/S-COL-2022-12-31").text
    answer = client.post("/claims/S-COL-2022-12-31", data={**fields(page), **sent})
    assert answer.status_code == 422
    assert said in answer.text
    assert (workspace.folder / "claims.csv").read_bytes() == before


def test_the_verdict_follows_the_form(client: Any, workspace: Workspace) -> None:
    page = client.get("/claims/S-COL-2022-12-31").text
    path = "/claims/S-COL-2022-12-31/preview"
    said = [
        client.post(path, data={**fields(page), "value": value}).text
        for value in ("1", "9000000", "many")
    ]
    assert 'class="verdict k-' in said[0]
    assert 'class="verdict k-' in said[1]
    assert said[0] != said[1]
    assert "No verdict: value" in said[2]
    assert status(workspace, "S-COL-2022-12-31") == "observation"


def test_checking_writes_nothing(client: Any, workspace: Workspace) -> None:
    before = (workspace.folder / "claims.csv").read_bytes()
    answer = add(client, action="check")
    assert 'class="verdict k-' in answer.text
    assert "95,000" in answer.text
    assert (workspace.folder / "claims.csv").read_bytes() == before


def test_an_upload_of_html_is_read(client: Any) -> None:
    body = "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines() if line)
    html = f"<html><body><article><h1>News</h1>{body * 1}</article></body></html>".encode()
    form = {"csrf": token(client, "/read"), "action": "read", "published": "2023-01-02"}
    answer = client.post("/read", data=form, files={"file": ("news.html", html, "text/html")})
    assert "1 claim read." in answer.text


def test_an_unknown_day_of_publication_is_asked_for(client: Any) -> None:
    answer = add(client, ARTICLE.splitlines()[2])
    assert answer.status_code == 422
    assert "does not print its day of publication" in answer.text


def test_lineages_are_proposed_and_confirmed(client: Any, workspace: Workspace) -> None:
    add(client)
    for claim, value in (("P0001", "95117"), ("S-COL-2022-12-31", "95117")):
        page = client.get(f"/claims/{claim}").text
        sent = {**fields(page), "value": value, "status": "observation", "hedge": "exact"}
        client.post(f"/claims/{claim}", data=sent)
    page = client.get("/lineage").text
    pairs = re.findall(r'name="pair" value="([^"]+)"', page)
    assert pairs
    form = {"csrf": token(client, "/lineage"), "pair": pairs[0]}
    client.post("/lineage", data=form)
    claim, _, parent = pairs[0].partition("=")
    assert next(c.lineage for c in workspace.case().claims if c.id == claim) == parent
    nothing = client.post("/lineage", data={"csrf": form["csrf"]})
    assert nothing.status_code == 422


def test_an_event_is_added(client: Any, workspace: Workspace) -> None:
    sent = {"csrf": token(client, "/case"), "date": "2022-06-01", "kind": "mark"}
    title = 'A "great" \\ flood\t— <b>é</b>'
    assert client.post("/case/events", data={**sent, "title": title}).status_code == 200
    assert workspace.case().spec.events[-1].title == title
    assert client.post("/case/events", data={**sent, "title": title}).status_code == 200
    assert len({event.id for event in workspace.case().spec.events}) == len(
        workspace.case().spec.events
    )
    before = (workspace.folder / "case.toml").read_bytes()
    for wrong in ({"date": "soon"}, {"kind": "policy"}, {"kind": "x"}, {"title": " "}):
        answer = client.post("/case/events", data={**sent, "title": "T", **wrong})
        assert answer.status_code == 422, wrong
        assert "Nothing was written" in answer.text
    policy = {"kind": "policy", "effects": "exits", "destinations": "XYZ", "title": "T"}
    assert client.post("/case/events", data={**sent, **policy}).status_code == 422
    assert (workspace.folder / "case.toml").read_bytes() == before


def test_work_survives_a_restart(client: Any, workspace: Workspace, rules: Any) -> None:
    form = fields(add(client).text)
    again = open_workspace(str(workspace.original), workspace.home, workspace.stored)
    with testclient.TestClient(create_app(again, rules), HERE, cookies=client.cookies) as later:
        assert "<mark>About 95,000</mark>" in later.get("/review").text
        answer = later.post("/review/P0001", data={**form, "decision": "accept"})
        assert answer.status_code == 200
    assert status(workspace, "P0001") == "observation"


def test_a_change_from_outside_is_seen(client: Any, workspace: Workspace) -> None:
    path = workspace.folder / "claims.csv"
    path.write_text(path.read_text().replace("S-COL-2022-12-31", "S-NEW"), encoding="utf-8")
    assert client.get("/claims/S-NEW").status_code == 200
    path.write_text("broken", encoding="utf-8")
    assert client.get("/claims").status_code == 422


def test_a_bundled_case_is_worked_on_as_a_copy(tmp_path: Path, rules: Any) -> None:
    original = find_case("russia-2022")
    before = {path: path.read_bytes() for path in original.iterdir() if path.is_file()}
    workspace = open_workspace("russia-2022", tmp_path / "work", tmp_path / "none")
    assert workspace.folder == tmp_path / "work" / "case"
    with testclient.TestClient(create_app(workspace, rules), HERE) as client:
        assert "No estimate yet" in client.get("/").text
        assert "A copy of the case that comes with the package" in client.get("/case").text
        assert client.get("/api/v1/headline").status_code == 404
        sent = {"csrf": token(client, "/case"), "date": "2022-06-01", "kind": "mark", "title": "T"}
        client.post("/case/events", data=sent)
    assert load_case(workspace.folder).spec.events[-1].title == "T"
    assert {path: path.read_bytes() for path in original.iterdir() if path.is_file()} == before
    open_workspace("russia-2022", tmp_path / "work")
    assert load_case(workspace.folder).spec.events[-1].title == "T"
