"""Pages of a server on this machine that does what servers should not."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from counterflow.reading import ReadingError, fetch, fetch_document

TEXT = "2 May 2024\n\nMore than 5,000 Sudanese refugees have fled to Chad.\n"
RUSSIAN = "Более 5 тысяч беженцев прибыли в Польшу."
OK = b"HTTP/1.1 200 OK\r\n"
PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n"


def packed(how: str, content: bytes) -> bytes:
    return OK + PLAIN + f"Content-Encoding: {how}\r\n\r\n".encode() + content


ANSWERS: dict[str, bytes] = {
    "/plain": OK + PLAIN + b"\r\n" + TEXT.encode(),
    "/a%20b": OK + PLAIN + b"\r\n" + TEXT.encode(),
    "/%C3%A9?q=%D0%BF": OK + PLAIN + b"\r\n" + TEXT.encode(),
    "/russian": OK
    + b"Content-Type: text/plain; charset=windows-1251\r\n\r\n"
    + RUSSIAN.encode("windows-1251"),
    "/gzip": packed("gzip", gzip.compress(TEXT.encode())),
    "/deflate": packed("deflate", zlib.compress(TEXT.encode())),
    "/cutgzip": packed("gzip", gzip.compress(TEXT.encode())[:-12]),
    "/nogzip": packed("gzip", TEXT.encode()),
    "/bomb": packed("gzip", gzip.compress(b"a" * 21_000_000)),
    "/br": packed("br", b"\x0b\x02"),
    "/short": OK + PLAIN + b"Content-Length: 99999\r\n\r\n" + TEXT.encode(),
    "/chunk": OK + PLAIN + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
    "/cutchunk": OK + PLAIN + b"Transfer-Encoding: chunked\r\n\r\n40\r\nabc",
    "/garbage": b"GARBAGE\r\n\r\n",
    "/nothing": b"",
    "/loop": b"HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n",
    "/file": b"HTTP/1.1 302 Found\r\nLocation: file:///etc/hosts\r\nContent-Length: 0\r\n\r\n",
    "/gone": b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    "/binary": OK + PLAIN + b"\r\n" + bytes(range(256)) * 4,
}
DROPS = {"/drip": OK + PLAIN + b"\r\n" + b"a" * 200, "/headers": OK + b"X: " + b"a" * 200}


@pytest.fixture
def page() -> Iterator[Callable[[str], str]]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.close_connection = True
            if self.path not in DROPS:
                self.wfile.write(ANSWERS[self.path])
                return
            try:
                for at in range(len(DROPS[self.path])):
                    self.wfile.write(DROPS[self.path][at : at + 1])
                    self.wfile.flush()
                    time.sleep(0.02)
            except OSError:
                pass  # the reader has gone

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    yield lambda path: f"http://127.0.0.1:{server.server_port}{path}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/plain", "/gzip", "/deflate", "/a b", "/é?q=п#part"])
def test_a_page_is_read_as_it_was_sent(page: Callable[[str], str], path: str) -> None:
    document = fetch_document(page(path))
    assert (document.text, str(document.published)) == (TEXT, "2024-05-02")
    assert document.name == page(path)


def test_the_server_says_how_its_text_is_written(page: Callable[[str], str]) -> None:
    assert fetch_document(page("/russian")).text == RUSSIAN


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/short", "broke 99,934 bytes before its end"),
        ("/cutgzip", "broke before its end"),
        ("/nogzip", "it is not gzip"),
        ("/bomb", "is larger than 20 MB"),
        ("/br", "packed as 'br'"),
        ("/chunk", "IncompleteRead"),
        ("/cutchunk", "IncompleteRead"),
        ("/garbage", "BadStatusLine"),
        ("/nothing", "RemoteDisconnected"),
        ("/loop", "infinite loop"),
        ("/file", "is not allowed"),
        ("/gone", "HTTP status 404: Not Found"),
        ("/binary", "not UTF-8 text"),
    ],
)
def test_what_cannot_be_fetched_is_told_in_one_line(
    page: Callable[[str], str], path: str, reason: str
) -> None:
    with pytest.raises(ReadingError, match=reason) as told:
        fetch_document(page(path))
    assert "\n" not in str(told.value)
    assert str(told.value).startswith(page(path))


@pytest.mark.parametrize("path", ["/drip", "/headers"])
def test_a_page_in_drops_is_not_waited_for(
    page: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(fetch, "TIMEOUT_SECONDS", 0.3)
    with pytest.raises(ReadingError, match=r"not there within 0\.3 s"):
        fetch_document(page(path))


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:x/", "http://[::1/", "http://", f"http://{'ж' * 70}.example/"]
)
def test_a_malformed_address_is_refused(address: str) -> None:
    with pytest.raises(ReadingError, match="cannot be fetched"):
        fetch_document(address)


@pytest.mark.parametrize("encoding", ["utf-7", "punycode", "unicode_escape", "hex", "nonsense"])
def test_what_is_no_encoding_of_texts_is_refused(encoding: str) -> None:
    from counterflow.reading import read_document

    with pytest.raises(ReadingError, match="is no encoding"):
        read_document("a.txt", b"+2AA- refugees", encoding)
