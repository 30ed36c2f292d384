"""What stands before every request: who may ask, how much, how often, and with what headers."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counterflow.app.extract import MOST_BYTES
from counterflow.app.limits import Allowance
from counterflow.app.session import TOKEN_COOKIE

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self' data:; "
    "img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What needs no token: the page that asks for one, and what it is drawn with.
_OPEN = ("/login", "/static/")
_MOST_OTHER_BYTES = 1_000_000
_ROOM_FOR_FORM = 100_000
_MOST_DRAINED = 512_000_000


@dataclass
class Rules:
    """What the app allows.

    Parameters
    ----------
    hosts
        Names under which it may be asked for, besides addresses of numbers.
    token
        Needed for every request; blank where only this machine can reach the app.
    looking, doing, guessing
        How often a client may look at pages, send something, and give a wrong token.

    Examples
    --------
    >>> Rules().knows_host("evil.example:8765")
    False
    """

    hosts: frozenset[str] = LOOPBACK
    token: str = ""
    looking: Allowance = field(default_factory=lambda: Allowance(2000, 1000))
    doing: Allowance = field(default_factory=lambda: Allowance(60, 2))
    guessing: Allowance = field(default_factory=lambda: Allowance(10, 0.1))

    def knows_host(self, text: str) -> bool:
        """Whether a Host header names this app.

        A page of another site can point a name of its own at this machine, but never a number.
        """
        try:
            name = urlsplit(f"//{text}").hostname or ""
        except ValueError:
            return False
        if name in self.hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return bool(self.token)


class Guard:
    """Middleware that refuses what the rules forbid, before the app sees it.

    Parameters
    ----------
    app
        What is guarded.
    rules
        See `Rules`.
    """

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app = app
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = self._refusal(scope, headers)
        limit = _limit(scope["path"], headers)
        if answer is None and _length(headers) > limit:
            answer = refusal(scope, 413, too_large(limit))
            await _drain(receive)
        with_headers = _adding(send, HEADERS.items())
        if answer is not None:
            await answer(scope, receive, with_headers)
            return
        await self.app(scope, _Counted(receive, limit), with_headers)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        rules, path, method = self.rules, scope["path"], scope["method"]
        client = scope["client"][0] if scope.get("client") else "unknown"
        if not rules.knows_host(headers.get("host", "")):
            return refusal(
                scope,
                400,
                "This app does not answer to that name; open the address that "
                "`counterflow serve` printed.",
            )
        allowance = rules.looking if method in _SAFE else rules.doing
        if seconds := allowance.wait(client):
            return _too_often(scope, seconds)
        if method not in _SAFE and not _same_site(headers):
            return refusal(scope, 403, "This came from another site and was not done.")
        if rules.token and not path.startswith(_OPEN) and not self._has_token(headers):
            if (headers.get("authorization") or TOKEN_COOKIE in headers.get("cookie", "")) and (
                seconds := rules.guessing.wait(client)
            ):
                return _too_often(scope, seconds)
            return _ask_for_token(scope)
        return None

    def _has_token(self, headers: Headers) -> bool:
        given = headers.get("authorization", "").removeprefix("Bearer ").strip()
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(TOKEN_COOKIE)
        except CookieError:
            morsel = None
        return same(given, self.rules.token) or (
            morsel is not None and same(morsel.value, self.rules.token)
        )


class _Counted:
    """The body of a request, up to a limit, whatever was announced."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive = receive
        self.limit = self.left = limit

    async def __call__(self) -> Message:
        message = await self.receive()
        if message["type"] == "http.request":
            self.left -= len(message.get("body", b""))
            if self.left < 0:
                if message.get("more_body"):
                    await _drain(self.receive)
                raise HTTPException(413, too_large(self.limit))
        return message


def same(given: str, wanted: str) -> bool:
    """Whether two secrets agree, in a time that tells nothing about where they differ.

    Examples
    --------
    >>> same("a", "b"), same("a", "a")
    (False, True)
    """
    return hmac.compare_digest(given.encode(), wanted.encode())


def refusal(scope: Scope, status: int, message: str) -> Response:
    """A refusal in the form that was asked for.

    Examples
    --------
    >>> refusal({"path": "/api/v1/case"}, 413, "Too large.").media_type
    'application/json'
    """
    if scope["path"].startswith("/api/"):
        return JSONResponse({"detail": message}, status)
    return PlainTextResponse(message, status)


def too_large(limit: int) -> str:
    """What is said of too large a request.

    Examples
    --------
    >>> too_large(20_000_000)
    'More than 20 MB was sent, which is not read; split it and send the parts.'
    """
    megabytes = f"{limit / 1e6:,.0f} MB"
    return f"More than {megabytes} was sent, which is not read; split it and send the parts."


def _too_often(scope: Scope, seconds: int) -> Response:
    answer = refusal(scope, 429, f"Too many requests; try again in {seconds} s.")
    answer.headers["retry-after"] = str(seconds)
    return answer


def _ask_for_token(scope: Scope) -> Response:
    if scope["path"].startswith("/api/"):
        answer = refusal(scope, 401, "Give the token as `Authorization: Bearer TOKEN`.")
        answer.headers["www-authenticate"] = "Bearer"
        return answer
    return RedirectResponse(f"/login?next={quote(scope['path'], safe='/')}", 303)


def _same_site(headers: Headers) -> bool:
    """Whether a request comes from a page of this app, or from a program."""
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _limit(path: str, headers: Headers) -> int:
    if headers.get("content-type", "").startswith("multipart/") and path == "/read":
        return MOST_BYTES + _ROOM_FOR_FORM
    return _MOST_OTHER_BYTES


def _length(headers: Headers) -> int:
    text = headers.get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() else 0


async def _drain(receive: Receive) -> None:
    """Take what a client goes on sending, so that it hears the answer; keep nothing of it."""
    taken = 0
    while taken < _MOST_DRAINED:
        message = await receive()
        taken += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


def _adding(send: Send, headers: Iterable[tuple[str, str]]) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            held = MutableHeaders(scope=message)
            for name, value in headers:
                held.setdefault(name, value)
        await send(message)

    return with_headers


def client_of(request: Request) -> str:
    """The address a request comes from."""
    return request.client.host if request.client else "unknown"
