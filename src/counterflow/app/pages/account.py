"""The account: the report of the newest run, live."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from counterflow.app.desk import Desk, desk_of
from counterflow.app.shell import page, send, text
from counterflow.app.views import Rendered, View

router = APIRouter()


@router.get("/")
async def show(request: Request) -> Response:
    """The report of the newest run."""
    desk = desk_of(request)
    view = desk.current()
    if view is None:
        return page(
            "norun.html.j2",
            request,
            here="/",
            command=f"counterflow run {desk.workspace.folder} --out {desk.workspace.stored}",
        )
    found = desk.views.held(_key(desk, view))
    if found is None:
        found = await run_in_threadpool(rendered, desk, view)
    return send(found, request)


def rendered(desk: Desk, view: View) -> Rendered:
    """The page of the newest run, made once for each state of the case."""
    return desk.views.page(_key(desk, view), lambda: _text(desk, view))


def _text(desk: Desk, view: View) -> str:
    return text(
        "account.html.j2",
        desk,
        here="/",
        drawings=True,
        body=view.body,
        record=view.record,
        stale=desk.is_stale(view.record),
    )


def _key(desk: Desk, view: View) -> tuple[Any, ...]:
    """Everything that the page depends on."""
    return ("account", view.stamp, desk.workspace.stamp(), desk.jobs.running() is not None)
