"""A model may propose; the grammar decides. The model here is a server on this machine."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from counterflow.cli import app
from counterflow.reading import ReadingError, configured

# The grammar reads the first number; the second stands in a sentence without a verb of moving.
ARTICLE = (
    "2 May 2024\n\nMore than 5,000 Sudanese refugees have fled to Chad, said Zorvana Peltrik.\n\n"
    "At the Adre checkpoint in Chad the queue is long: roughly 7,200 souls since the morning.\n\n"
    "Zorvana, 37, waits with 14 neighbours.\n"
)
GOOD = {"sentence": 2, "number": "7,200", "measure": "arrivals", "destinations": ["TCD"]}


@dataclass
class Model:
    """What the fake model answers, and what it was sent."""

    url: str = ""
    status: int = 200
    body: bytes = b""
    delay: float = 0.0
    location: str = ""
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def claims(self, *claims: object) -> None:
        """Answer with these claims."""
        content = f"```json\n{json.dumps({'claims': claims})}\n```"
        self.body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    fake = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            fake.asked.append((self.headers.get("Authorization", ""), json.loads(sent)))
            time.sleep(fake.delay)
            self.send_response(fake.status)
            if fake.location:
                self.send_header("Location", fake.location)
            self.end_headers()
            self.wfile.write(fake.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    monkeypatch.setenv("COUNTERFLOW_MODEL_URL", fake.url)
    monkeypatch.setenv("COUNTERFLOW_MODEL_NAME", "small")
    monkeypatch.setenv("COUNTERFLOW_MODEL_KEY", "secret-key")
    monkeypatch.setenv("COUNTERFLOW_MODEL_TIMEOUT", "10")
    yield fake
    server.shutdown()
    server.server_close()


def read(tmp_path: Path, *options: str) -> Result:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return CliRunner().invoke(app, ["read", str(path), "--json", *options])


def drafts(result: Result) -> list[dict[str, Any]]:
    return list(json.loads(result.stdout))


def test_nothing_is_sent_unless_asked_for(model: Model, tmp_path: Path) -> None:
    result = read(tmp_path)
    assert [draft["text"] for draft in drafts(result)] == ["More than 5,000"]
    assert model.asked == []


def test_a_verified_proposal_is_read_by_the_grammar(model: Model, tmp_path: Path) -> None:
    model.claims(GOOD)
    result = read(tmp_path, "--propose")
    assert result.exit_code == 0, result.output
    own, proposed = drafts(result)
    assert [own] == drafts(read(tmp_path))
    assert (proposed["text"], proposed["value"]) == ("roughly 7,200", 7200)
    assert (proposed["hedge"], proposed["measure"]) == ("about", "arrivals")
    assert (proposed["origin"], proposed["destinations"]) == ("SDN", ["TCD"])
    assert proposed["confidence"] <= 0.4
    assert "measure: proposed by a model" in proposed["reasons"]
    assert ARTICLE[proposed["start"] : proposed["end"]] == "roughly 7,200"


def test_no_name_is_sent_and_the_key_is_not_printed(model: Model, tmp_path: Path) -> None:
    model.claims()
    result = read(tmp_path, "--propose")
    ((authorization, sent),) = model.asked
    assert authorization == "Bearer secret-key"
    assert sent["model"] == "small"
    assert "7,200" in json.dumps(sent)
    assert "Zorvana" not in json.dumps(sent)
    assert "Peltrik" not in json.dumps(sent)
    assert "secret-key" not in result.output + repr(configured())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"number": "7,300"}, "the number is not in the sentence"),
        ({"number": "7,2"}, "the number is not in the sentence"),
        ({"number": "souls"}, "the grammar reads no claim there"),
        ({"sentence": 0}, "the number is not in the sentence"),
        ({"sentence": 99}, "the number is not in the sentence"),
        ({"measure": "joy"}, "the measure is unknown"),
        ({"measure": "share"}, "the grammar reads no claim there"),
        ({"sentence": 1, "number": "5,000"}, "the number is read already"),
        ({"sentence": 3, "number": "37"}, "the grammar reads no claim there"),
        ({"sentence": 3, "number": "14"}, "the grammar reads no claim there"),
    ],
)
def test_what_the_text_does_not_say_is_refused(
    model: Model, tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    model.claims({**GOOD, **change})
    result = read(tmp_path, "--propose")
    assert [draft["text"] for draft in drafts(result)] == ["More than 5,000"]
    assert f"0 proposals verified, 1 refused: {reason} (1)" in result.stderr


def test_places_and_sources_must_stand_in_the_text_and_be_no_person(
    model: Model, tmp_path: Path
) -> None:
    model.claims({**GOOD, "destinations": ["POL"], "source": "Zorvana Peltrik"})
    result = read(tmp_path, "--propose")
    proposed = drafts(result)[1]
    assert (proposed["destinations"], proposed["source"]) == (["TCD"], "")
    assert "Zorvana" not in result.output


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"Sorry, I cannot", 200, "is not the JSON asked for"),
        (b'{"choices": [{"message": {"content": "{oops}"}}]}', 200, "is not the JSON asked for"),
        (b'{"choices": []}', 200, "is not the JSON asked for"),
        (b"[" * 100_000, 200, "is not the JSON asked for"),
        (b"x" * 1_100_000, 200, "exceeds 1 MB"),
        (b"Zorvana", 500, "HTTP status 500"),
    ],
    ids=["prose", "malformed", "empty", "nested", "large", "500"],
)
def test_a_model_that_fails_costs_nothing_but_its_proposals(
    model: Model, tmp_path: Path, body: bytes, status: int, message: str
) -> None:
    model.body, model.status = body, status
    result = read(tmp_path, "--propose")
    assert result.exit_code == 2
    assert message in result.stderr
    assert "the claims of the grammar are kept" in result.stderr
    assert drafts(result) == drafts(read(tmp_path))
    assert "Zorvana" not in result.output


def test_malformed_claims_among_good_ones_are_left_out(model: Model, tmp_path: Path) -> None:
    model.claims(7, None, {"number": "5"}, {"sentence": True, "number": "x"}, GOOD)
    assert len(drafts(read(tmp_path, "--propose"))) == 2


def test_a_slow_model_is_not_waited_for(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERFLOW_MODEL_TIMEOUT", "0.2")
    model.delay = 1.0
    result = read(tmp_path, "--propose")
    assert "did not answer within 0.2 s" in result.stderr
    assert len(drafts(result)) == 1


def test_a_redirect_is_not_followed(model: Model, tmp_path: Path) -> None:
    model.status, model.location = 307, f"{model.url}/elsewhere"
    result = read(tmp_path, "--propose")
    assert "HTTP status 307" in result.stderr
    assert len(model.asked) == 1


def test_no_model_configured_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COUNTERFLOW_MODEL_URL", raising=False)
    result = read(tmp_path, "--propose")
    assert result.exit_code != 0
    with pytest.raises(ReadingError, match="set COUNTERFLOW_MODEL_URL"):
        configured({})


@pytest.mark.parametrize(
    ("part", "value"),
    [("URL", "ftp://x"), ("TIMEOUT", "soon"), ("KEY", "a b"), ("KEY", "ключ"), ("NAME", "")],
)
def test_malformed_settings_are_refused(part: str, value: str) -> None:
    settings = {"URL": "http://localhost/v1", "NAME": "small", part: value}
    with pytest.raises(ReadingError, match="COUNTERFLOW_MODEL_"):
        configured({f"COUNTERFLOW_MODEL_{name}": text for name, text in settings.items()})


def test_a_file_names_the_model(tmp_path: Path) -> None:
    file = tmp_path / "model.toml"
    file.write_text('url = "http://localhost:8000/v1/"\nname = "small"\ntimeout = 5\n')
    endpoint = configured({"COUNTERFLOW_MODEL_URL": "http://elsewhere/v1"}, file)
    assert (endpoint.url, endpoint.name) == ("http://localhost:8000/v1", "small")
    assert endpoint.timeout == 5


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('url = "http://localhost/v1"\nname = "small"\nkey = "k"', "a key does not belong"),
        ("url = ", "is not TOML"),
        ('url = "http://localhost/v1"\nmodel = "small"', "'model' is no setting"),
        ('name = "small"', "--propose needs a model"),
        ('url = 5\nname = "small"', r"model\.toml: `url` must begin"),
        ('url = "http://localhost/v1"\nname = "small"\ntimeout = 0', r"model\.toml: `timeout`"),
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "model.toml"
    file.write_text(text)
    with pytest.raises(ReadingError, match=problem):
        configured({}, file)


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="is a folder; --model takes a file"):
        configured({}, tmp_path)


def test_a_model_file_without_propose_is_refused(tmp_path: Path) -> None:
    result = read(tmp_path, "--model", str(tmp_path / "model.toml"))
    assert result.exit_code == 2
    assert "--propose" in result.stderr
