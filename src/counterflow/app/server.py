"""The app put together: guard, pages, API, files."""

from __future__ import annotations

import threading

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from counterflow import __version__
from counterflow.app import api, static
from counterflow.app.desk import Desk
from counterflow.app.guard import HEADERS, Guard, Rules, refusal
from counterflow.app.pages import account, case, claims, login, read, review, runs, scenarios
from counterflow.app.problem import AppError
from counterflow.app.session import Sessions
from counterflow.app.shell import PROBLEM, is_partial, page
from counterflow.app.workspace import Workspace
from counterflow.errors import CounterflowError
from counterflow.ledger import CaseError

_UNPROCESSABLE = 422
_LATER_S = 0.5


def create_app(
    workspace: Workspace, rules: Rules | None = None, is_secure: bool = False
) -> FastAPI:
    """The app over a workspace.

    Parameters
    ----------
    workspace
        From `open_workspace`.
    rules
        Who may ask; this machine only if not given.
    is_secure
        Whether clients come over TLS, so that cookies travel no other way.

    Examples
    --------
    >>> from counterflow.app.workspace import open_workspace
    >>> create_app(open_workspace("russia-2022")).title  # doctest: +SKIP
    'Counterflow'
    """
    app = FastAPI(
        title="Counterflow",
        version=__version__,
        summary="The account of one migration crisis, its claims, and verdicts on texts.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.desk = Desk(workspace, Sessions(workspace.home), is_secure)
    app.state.rules = rules or Rules()
    app.add_middleware(Guard, rules=app.state.rules)
    for room in (account, read, review, claims, case, scenarios, runs, login):
        app.include_router(room.router, include_in_schema=False)
    app.include_router(static.router, include_in_schema=False)
    app.include_router(api.router, prefix="/api/v1")
    app.add_exception_handler(CounterflowError, _told)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _told)
    app.add_exception_handler(Exception, _broken)
    return app


def warm_up(app: FastAPI) -> None:
    """Draw the newest run in the background, so that the first look need not wait for it.

    It begins a moment later: whoever asks first is answered first.
    """

    def draw() -> None:
        view = app.state.desk.current()
        if view is not None:
            account.rendered(app.state.desk, view)

    timer = threading.Timer(_LATER_S, draw)
    timer.daemon = True
    timer.start()


def _told(request: Request, error: Exception) -> Response:
    """An error in the form that was asked for: JSON, a part of a page, or a page."""
    status, message = _status(error), _message(error)
    problems = [str(found) for found in error.problems] if isinstance(error, CaseError) else []
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": message, "problems": problems}, status)
    if is_partial(request):
        return PlainTextResponse(message, status)
    return page(PROBLEM, request, status, message=message, problems=problems, code=status)


def _broken(request: Request, error: Exception) -> Response:
    """An error of the program: the log has it all, the client hears that it happened."""
    answer = refusal(request.scope, 500, "An error of the program; its log says more.")
    answer.headers.update(HEADERS)  # it is answered outside the guard
    return answer


def _status(error: Exception) -> int:
    if isinstance(error, AppError):
        return error.status
    if isinstance(error, HTTPException):
        return error.status_code
    return _UNPROCESSABLE


def _message(error: Exception) -> str:
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"{where}: {first['msg']}"
    if isinstance(error, CaseError) and error.problems:
        return "The files of the case would hold mistakes, or hold some now. Nothing was changed."
    if isinstance(error, HTTPException):
        return str(error.detail)
    return str(error)
