"""The API does what its description says, whatever is sent to it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from forms import ARTICLE, add

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402
from hypothesis.errors import Unsatisfiable  # noqa: E402
from schemathesis import GenerationMode  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from counterflow.app.jobs import JOB, Jobs  # noqa: E402
from counterflow.app.records import write_json  # noqa: E402

CHECKS = [content_type_conformance, response_schema_conformance, status_code_conformance]
HOST = {"host": "127.0.0.1:8765"}


def test_the_case_and_its_claims(client: Any) -> None:
    case = client.get("/api/v1/case").json()
    assert case["origin"] == "VEN"
    found = client.get("/api/v1/claims", params={"measure": "stock", "destination": "COL"}).json()
    assert found["total"] == 4
    assert {one["claim"]["destination"] for one in found["claims"]} == {"COL"}
    assert found["claims"][0]["account"]["q05"] < found["claims"][0]["account"]["q95"]
    one = client.get("/api/v1/claims/S-COL-2022-12-31").json()
    assert one["claim"]["id"] == "S-COL-2022-12-31"
    assert one["used"]
    assert client.get("/api/v1/claims/nobody").status_code == 404


def test_the_account(client: Any) -> None:
    headline = {figure["key"]: figure for figure in client.get("/api/v1/headline").json()}
    series = client.get("/api/v1/account").json()
    assert series["months"][-1] == "2022-12"
    assert series["levels"]["q50"][-1] == pytest.approx(headline["still_abroad"]["median"], 0.01)
    ranked = client.get("/api/v1/destinations").json()
    assert [p["median"] for p in ranked] == sorted((p["median"] for p in ranked), reverse=True)
    lost = client.get("/api/v1/account", params={"destination": "NOWHERE"})
    assert lost.status_code == 404
    assert "destinations" in lost.json()["detail"]


def test_texts_are_read_and_checked_and_nothing_is_written(client: Any, workspace: Any) -> None:
    before = (workspace.folder / "claims.csv").read_bytes()
    drafts = client.post("/api/v1/read", json={"text": ARTICLE}).json()["drafts"]
    assert [draft["value"] for draft in drafts] == [95000.0]
    found = client.post("/api/v1/check", json={"text": ARTICLE, "published": "2023-01-02"}).json()
    assert found["run"] == "stored"
    assert found["verdicts"][0]["verdict"]
    assert client.post("/api/v1/check", json={"text": "Nothing here."}).json()["note"]
    assert (workspace.folder / "claims.csv").read_bytes() == before


def test_a_proposed_claim_is_shown_as_not_in_the_run(client: Any) -> None:
    add(client)
    one = client.get("/api/v1/claims/P0001").json()
    assert one["claim"]["status"] == "proposed"
    assert one["why_unused"] == "not in the latest run"
    assert one["account"] is None


def test_fifty_clients_at_once_get_the_same_answers(client: Any) -> None:
    paths = ["/", "/claims", "/api/v1/claims", "/api/v1/headline", "/runs"]
    alone = {path: client.get(path).status_code for path in paths}
    body = client.get("/").content

    def ask(number: int) -> tuple[str, int, bool]:
        path = paths[number % len(paths)]
        answer = client.get(path)
        return path, answer.status_code, path != "/" or answer.content == body

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(ask, range(200)))
    assert all(status == alone[path] == 200 and same for path, status, same in answers)


def test_a_view_that_is_held_is_not_sent_again(client: Any) -> None:
    first = client.get("/")
    assert first.headers["content-encoding"] == "gzip"
    again = client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    add(client)
    assert client.get("/", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_the_description_has_examples_and_no_pages(client: Any) -> None:
    found = client.get("/api/v1/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in found["paths"])
    assert {"/api/v1/case", "/api/v1/claims", "/api/v1/check"} <= set(found["paths"])
    text = json.dumps(found["components"]["schemas"]["TextIn"])
    assert "110,000 Russians" in text


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_whatever_is_sent_the_description_holds(
    client: Any, monkeypatch: pytest.MonkeyPatch, mode: Any
) -> None:
    monkeypatch.setattr(Jobs, "start", lambda self, folder, job: _noted(folder, job))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app, headers=HOST)
    tried = 0

    def tell(case: Any) -> None:
        nonlocal tried
        tried += 1
        answer = case.call(base_url="http://127.0.0.1:8765", headers=HOST)
        assert answer.status_code < 500, answer.text
        case.validate_response(answer, checks=CHECKS)

    for operation in schema.get_all_operations():
        cases = operation.ok().as_strategy(mode)
        bounded = settings(
            max_examples=6,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        # What takes no parameter cannot be asked wrongly.
        with suppress(Unsatisfiable):
            bounded(given(cases)(tell))()
    assert tried > 30


def _noted(folder: Any, job: Any) -> None:
    write_json(folder / JOB, dict(job))
