"""Forms that only a page of this app can send: a cookie, and a token that goes with it."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from counterflow.app.problem import AppError

SESSION_COOKIE, TOKEN_COOKIE = "counterflow_session", "counterflow_token"
FIELD = "csrf"

_SECRET = ".secret"
_SESSION = re.compile(r"[A-Za-z0-9_-]{32}")


class Sessions:
    """Makes and checks the tokens of forms.

    Parameters
    ----------
    home
        The workspace: its secret is kept there, so that an open page outlives a restart.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     Sessions(Path(folder)).token("a") == Sessions(Path(folder)).token("a")
    True
    """

    def __init__(self, home: Path) -> None:
        self._key = _secret(home / _SECRET)

    def session(self, request: Request) -> str:
        """The client's session, or a new one."""
        held = request.cookies.get(SESSION_COOKIE, "")
        return held if _SESSION.fullmatch(held) else secrets.token_urlsafe(24)

    def keep(self, response: Response, session: str, secure: bool) -> None:
        """Give the client its session."""
        response.set_cookie(
            SESSION_COOKIE, session, httponly=True, samesite="strict", secure=secure, path="/"
        )

    def token(self, session: str) -> str:
        """What a form of this session carries."""
        return hmac.new(self._key, session.encode(), hashlib.sha256).hexdigest()

    def check(self, request: Request, given: object) -> None:
        """Refuse a form that no page of this app has sent.

        Raises
        ------
        AppError
            With status 403.
        """
        held = request.cookies.get(SESSION_COOKIE, "")
        wanted = self.token(held)
        if not (
            held and isinstance(given, str) and hmac.compare_digest(given.encode(), wanted.encode())
        ):
            raise AppError(
                "This form is no longer good: its page is too old, or it came from elsewhere. "
                "Nothing was changed; load the page again and send it from there.",
                403,
            )


def _secret(path: Path) -> bytes:
    if not path.exists():
        draft = path.with_name(f".secret-{secrets.token_hex(4)}")
        draft.touch(0o600)
        draft.write_bytes(secrets.token_bytes(32))
        # A link, unlike a rename, never replaces what another process has just made.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()
