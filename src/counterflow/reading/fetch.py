"""A page of the network: fetched whole, in bounded time and size, or refused with the reason."""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from counterflow.reading.document import MAX_BYTES, Document, ReadingError, read_document

TIMEOUT_SECONDS = 20.0
"""Longest time for a whole page, redirects included."""

_CHUNK = 65_536
_KEPT = "%/:=&?~#+!$,;'@()*[]"  # signs of an address that mean something there
_EITHER = 47  # zlib's word for gzip as well as its own form


@dataclass(frozen=True, slots=True)
class _Page:
    content: bytes
    charset: str


def fetch_document(address: str) -> Document:
    """Read a page from the network.

    Raises
    ------
    ReadingError
        If it cannot be fetched whole within 20 seconds, or as `read_document`.

    Examples
    --------
    >>> fetch_document("ftp://example.org/a.txt")
    Traceback (most recent call last):
    counterflow.reading.document.ReadingError: ftp://example.org/a.txt: only http and https ...
    """
    if not address.startswith(("http://", "https://")):
        raise ReadingError(f"{address}: only http and https addresses are read; save the file")
    answers: SimpleQueue[_Page | Exception] = SimpleQueue()
    # A thread, as a server may send its headers in drops that no timeout of a socket ends.
    Thread(target=_answer, args=(address, answers), daemon=True).start()
    try:
        found = answers.get(timeout=TIMEOUT_SECONDS)
    except Empty:
        found = TimeoutError()
    if isinstance(found, TimeoutError) or isinstance(getattr(found, "reason", 0), TimeoutError):
        raise _refused(address, f"not there within {TIMEOUT_SECONDS:g} s")
    if isinstance(found, Exception):
        raise _refused(address, _reason(found))
    return read_document(address, found.content, found.charset)


def _refused(address: str, reason: str) -> ReadingError:
    return ReadingError(f"{address}: cannot be fetched ({reason}); save the page and give the file")


def _answer(address: str, answers: SimpleQueue[_Page | Exception]) -> None:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    try:
        request = Request(_ascii(address), headers={"User-Agent": "counterflow"})
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            answers.put(_page(answer, deadline))
    except Exception as error:  # told by the thread that waits
        answers.put(error)


def _ascii(address: str) -> str:
    """The address as it is sent: other letters and spaces written in signs."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""  # refused here if it is no number
    netloc = parts.netloc
    if not host.isascii():
        netloc = host.encode("idna").decode("ascii") + port
    rest = [quote(part, safe=_KEPT) for part in (parts.path, parts.query)]
    return urlunsplit((parts.scheme, netloc, *rest, ""))


def _page(answer: HTTPResponse, deadline: float) -> _Page:
    content = bytearray()
    # read1 returns what has come, so that a page in drops cannot outlast the deadline.
    while len(content) <= MAX_BYTES and (chunk := answer.read1(_CHUNK)):
        content += chunk
        if time.monotonic() > deadline:
            raise TimeoutError
    if len(content) <= MAX_BYTES and answer.length:
        raise ValueError(f"the connection broke {answer.length:,} bytes before its end")
    packed = answer.headers.get("Content-Encoding", "identity").strip().lower()
    charset = answer.headers.get_content_charset("")
    return _Page(_unpacked(bytes(content), packed), charset)


def _unpacked(content: bytes, packed: str) -> bytes:
    """The content as it was before it was packed for the way, or enough to see it is too large."""
    if packed in ("", "identity"):
        return content
    if packed not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"it is packed as {packed!r}, which nobody asked for")
    unpacking = zlib.decompressobj(_EITHER)
    try:
        whole = unpacking.decompress(content, MAX_BYTES + 1)
    except zlib.error:
        raise ValueError(f"it is not {packed}, as it says") from None
    if len(whole) <= MAX_BYTES and not unpacking.eof:
        raise ValueError("the connection broke before its end")
    return whole


def _reason(error: Exception) -> str:
    """What went wrong, in one line."""
    if isinstance(error, HTTPException):
        return f"the server does not speak HTTP as it should: {type(error).__name__}"
    told = str(getattr(error, "reason", None) or error) or type(error).__name__
    code = getattr(error, "code", None)
    first = told.splitlines()[0].strip()
    return f"HTTP status {code}: {first}" if code else first
