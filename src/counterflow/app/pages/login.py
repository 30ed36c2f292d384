"""The page that asks for the token, where the app can be reached from other machines."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from counterflow.app.desk import desk_of
from counterflow.app.guard import Rules, client_of, same
from counterflow.app.problem import AppError
from counterflow.app.session import TOKEN_COOKIE
from counterflow.app.shell import field, go, page, posted

router = APIRouter()


@router.get("/login")
def ask(request: Request, token: str = "", next: str = "/") -> Response:
    """Ask for the token, or take it from the address that `serve` printed."""
    if token:
        return _enter(request, token, next)
    return page("login.html.j2", request, next=_inside(next))


@router.post("/login")
def enter(request: Request, form: Annotated[FormData, Depends(posted)]) -> Response:
    """Take the token from the form."""
    return _enter(request, field(form, "token"), field(form, "next"))


def _enter(request: Request, token: str, path: str) -> Response:
    rules: Rules = request.app.state.rules
    if seconds := rules.guessing.wait(client_of(request)):
        raise AppError(f"Too many attempts; try again in {seconds} s.", 429)
    if rules.token and not same(token, rules.token):
        raise AppError("That is not the token; `counterflow serve` printed it when it began.", 401)
    answer = go(_inside(path))
    if rules.token:
        answer.set_cookie(
            TOKEN_COOKIE,
            rules.token,
            httponly=True,
            samesite="strict",
            secure=desk_of(request).is_secure,
            path="/",
        )
    return answer


def _inside(path: str) -> str:
    """A path of this app, whatever a link says."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"
