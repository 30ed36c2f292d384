"""Styles and scripts, the report's own and the app's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from counterflow.app.problem import Missing
from counterflow.app.shell import send
from counterflow.app.views import Rendered
from counterflow.report.page import report_script, report_style

router = APIRouter()

_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_REPORT = "counterflow.report"
_MADE: dict[str, Callable[[], str]] = {
    "report.css": report_style,
    "report.js": report_script,
    "ahead.css": lambda: _packaged(_REPORT, "templates/ahead.css"),
    "app.css": lambda: _packaged("counterflow.app", "static/app.css"),
    "app.js": lambda: _packaged("counterflow.app", "static/app.js"),
    "htmx.js": lambda: _packaged("counterflow.app", "static/htmx.min.js"),
    "mark.svg": lambda: _packaged("counterflow.app", "static/mark.svg"),
}


@router.get("/static/{name}")
async def file(name: str, request: Request) -> Response:
    """A style, a script or a picture, by one of the names known here."""
    if name not in _MADE:
        raise Missing("There is no such file.")
    return send(_rendered(name), request, _KINDS[name.rpartition(".")[2]])


@cache
def _rendered(name: str) -> Rendered:
    return Rendered.of(_MADE[name]())


def _packaged(package: str, path: str) -> str:
    return resources.files(package).joinpath(path).read_text(encoding="utf-8")
