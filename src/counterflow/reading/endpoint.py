"""A language model behind an OpenAI-compatible address, asked only where somebody configured it."""

from __future__ import annotations

import json
import os
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from counterflow.reading.document import ReadingError
from counterflow.terms import Measure

MAX_SENT = 60_000
"""Longest text sent, in characters."""

MAX_ANSWER = 1_000_000
"""Largest answer read, in bytes."""

MAX_PROPOSALS = 200
"""Most proposals taken from one answer."""

_SETTINGS = ("URL", "NAME", "TIMEOUT")
_TIMEOUT_SECONDS = 60.0
_CHUNK = 65_536
_TASK = (
    "Find every statement that counts people who leave, arrive, stay, return, cross a border or "
    "receive papers, and shares and changes of such counts. The sentences are numbered; names are "
    'hidden as [name]. Answer with JSON only: {"claims": [{"sentence": 3, "number": "650,000", '
    '"measure": "departures", "destinations": ["GEO"], "source": "interior ministry"}]}. '
    "`number` repeats the words of the sentence exactly. `destinations` are ISO 3166-1 alpha-3 "
    "codes and `source` is the institution that counted; leave them empty where the text does not "
    "say. `measure` is one of: " + ", ".join(measure.value for measure in Measure) + "."
)


class EndpointError(ReadingError):
    """The model gave no usable answer; says why.

    Examples
    --------
    >>> str(EndpointError("the model did not answer within 60 s"))
    'the model did not answer within 60 s'
    """


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers.

    Parameters
    ----------
    url
        Base address, for instance `http://localhost:8000/v1`.
    name
        Model asked for.
    key
        Sent as a bearer token; blank for none. Never printed.
    timeout
        Seconds for a whole answer.

    Examples
    --------
    >>> Endpoint("http://localhost:8000/v1", "small", "secret")
    Endpoint(url='http://localhost:8000/v1', name='small', timeout=60.0)
    """

    url: str
    name: str
    key: str = field(default="", repr=False)
    timeout: float = _TIMEOUT_SECONDS


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One claim as a model proposes it, before anything of it is believed.

    Parameters
    ----------
    sentence
        Number of the sentence, from 0.
    number
        Words said to stand in it.
    measure
        Name of the measure.
    destinations
        Codes.
    source
        The body said to have counted.

    Examples
    --------
    >>> Suggestion(0, "650,000", "departures").destinations
    ()
    """

    sentence: int
    number: str
    measure: str
    destinations: tuple[str, ...] = ()
    source: str = ""


def configured(environment: Mapping[str, str] = os.environ, file: Path | None = None) -> Endpoint:
    """The endpoint named by a TOML file, or by `COUNTERFLOW_MODEL_URL`, `_NAME` and `_TIMEOUT`.

    Parameters
    ----------
    environment
        Also holds the key, `COUNTERFLOW_MODEL_KEY`, which no file may hold.
    file
        TOML with the keys `url`, `name` and, if wanted, `timeout`; the environment's address,
        name and timeout are then not looked at.

    Raises
    ------
    ReadingError
        If the address or the name is missing, or a setting is malformed.

    Examples
    --------
    >>> configured({"COUNTERFLOW_MODEL_URL": "http://localhost/v1",
    ...             "COUNTERFLOW_MODEL_NAME": "small"}).name
    'small'
    """
    where = {part: f"COUNTERFLOW_MODEL_{part}" for part in _SETTINGS}
    settings = {part: environment.get(f"COUNTERFLOW_MODEL_{part}", "") for part in _SETTINGS}
    if file is not None:
        settings |= _from_file(file)
        where = {part: f"{file}: `{part.lower()}`" for part in _SETTINGS}
    url, name, seconds = (settings[part].strip() for part in _SETTINGS)
    key = environment.get("COUNTERFLOW_MODEL_KEY", "").strip()
    if not url or not name:
        raise ReadingError(
            "--propose needs a model: set COUNTERFLOW_MODEL_URL, for instance "
            "http://localhost:8000/v1, and COUNTERFLOW_MODEL_NAME, or name a file of TOML that "
            "holds `url` and `name` with --model; COUNTERFLOW_MODEL_KEY if it asks for one"
        )
    if not url.startswith(("http://", "https://")):
        raise ReadingError(f"{where['URL']} must begin with http:// or https://")
    if any(character.isspace() for character in key):
        raise ReadingError("COUNTERFLOW_MODEL_KEY holds white space; check how it was copied")
    if not key.isascii() or not key.isprintable():
        raise ReadingError(
            "COUNTERFLOW_MODEL_KEY holds a sign that no key has, neither a letter from A to Z nor "
            "a digit nor a plain mark; check how it was copied"
        )
    try:
        timeout = float(seconds or _TIMEOUT_SECONDS)
    except ValueError:
        timeout = 0.0
    if not 0 < timeout <= 3600:
        raise ReadingError(f"{where['TIMEOUT']} must be seconds between 0 and 3600")
    return Endpoint(url.rstrip("/"), name, key, timeout)


def _from_file(file: Path) -> dict[str, str]:
    """The settings of a TOML file; those it leaves out are blank."""
    if file.is_dir():
        raise ReadingError(f"{file}: is a folder; --model takes a file of TOML")
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadingError(f"{file}: {error.strerror or error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadingError(f"{file}: is not TOML ({error})") from None
    if "key" in table:
        raise ReadingError(f"{file}: a key does not belong in a file; set COUNTERFLOW_MODEL_KEY")
    unknown = sorted(table.keys() - {part.lower() for part in _SETTINGS})
    if unknown:
        raise ReadingError(
            f"{file}: {unknown[0]!r} is no setting; it takes `url`, `name` and `timeout`"
        )
    return {part: str(table.get(part.lower(), "")) for part in _SETTINGS}


def ask(endpoint: Endpoint, sentences: Sequence[str]) -> list[Suggestion]:
    """What the model proposes for numbered sentences; names must be hidden in them already.

    Raises
    ------
    EndpointError
        If the text is too long, or no well-formed answer comes in time.
    """
    text = "\n".join(f"{number}: {words}" for number, words in enumerate(sentences))
    if len(text) > MAX_SENT:
        raise EndpointError(
            f"the text has more than {MAX_SENT:,} characters and was not sent to the model"
        )
    body = {
        "model": endpoint.name,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": _TASK},
            {"role": "user", "content": text},
        ],
    }
    return suggestions(_post(endpoint, json.dumps(body).encode("utf-8")))


def suggestions(answer: bytes) -> list[Suggestion]:
    """The proposals in the body of an answer; malformed ones among them are left out.

    Raises
    ------
    EndpointError
        If the answer is not of the form asked for.

    Examples
    --------
    >>> suggestions(b"Sorry")
    Traceback (most recent call last):
    counterflow.reading.endpoint.EndpointError: the model's answer is not the JSON asked for
    """
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
        # Many models put a fence around their JSON.
        claims = json.loads(content[content.index("{") : content.rindex("}") + 1])["claims"]
        if not isinstance(claims, list):
            raise TypeError
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise EndpointError("the model's answer is not the JSON asked for") from None
    found = (_suggestion(claim) for claim in claims[:MAX_PROPOSALS])
    return [suggestion for suggestion in found if suggestion is not None]


def _suggestion(claim: Any) -> Suggestion | None:
    if not isinstance(claim, dict):
        return None
    sentence, number, measure = (claim.get(name) for name in ("sentence", "number", "measure"))
    if type(sentence) is not int or not isinstance(number, str | int | float) or not number:
        return None
    places = claim.get("destinations")
    codes = [code for code in places if isinstance(code, str)] if isinstance(places, list) else []
    source = claim.get("source")
    return Suggestion(
        sentence,
        str(number)[:200],
        str(measure)[:40],
        tuple(codes[:20]),
        source[:200] if isinstance(source, str) else "",
    )


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would carry text and key to an address that nobody configured."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _post(endpoint: Endpoint, body: bytes) -> bytes:
    headers = {"Content-Type": "application/json", "User-Agent": "counterflow"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    late = EndpointError(f"the model did not answer within {endpoint.timeout:g} s")
    deadline = time.monotonic() + endpoint.timeout
    try:
        request = Request(f"{endpoint.url}/chat/completions", body, headers)
        with build_opener(_NoRedirect).open(request, timeout=endpoint.timeout) as answer:
            content = b""
            # read1 returns what has come, so that an answer in drops cannot outlast the deadline.
            while chunk := answer.read1(_CHUNK):
                content += chunk
                if len(content) > MAX_ANSWER:
                    raise EndpointError(f"the model's answer exceeds {MAX_ANSWER / 1e6:g} MB")
                if time.monotonic() > deadline:
                    raise late
            return content
    except TimeoutError:
        raise late from None
    except HTTPError as error:
        raise EndpointError(f"the model answered with HTTP status {error.code}") from None
    except (OSError, ValueError, HTTPException) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise late from None
        raise EndpointError(f"the model cannot be reached ({type(error).__name__})") from None
