"""The notebook of runs: estimate again, watch, cancel, compare, open a report."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from counterflow.app.changes import claims_between, moved
from counterflow.app.desk import desk_of
from counterflow.app.problem import AppError, Busy, Missing
from counterflow.app.runs import STORED
from counterflow.app.shell import field, fragment, go, page, posted, send, text

router = APIRouter()

_LONGEST_REASON = 200


@router.get("/runs")
def listed(request: Request) -> Response:
    """All runs, newest first, and a form to start one."""
    desk = desk_of(request)
    records = desk.notebook.all()
    return page(
        "runs.html.j2",
        request,
        here="/runs",
        records=records,
        current=next((record for record in records if record.is_done), None),
        stale={record.id: desk.is_stale(record) for record in records if record.is_done},
    )


@router.post("/runs")
def start(request: Request, form: Annotated[FormData, Depends(posted)]) -> Response:
    """Estimate the case as it is now."""
    desk = desk_of(request)
    record = desk.notebook.start(
        _settings(form),
        warm=field(form, "afresh") != "yes",
        allow_unconverged=field(form, "allow_unconverged") == "yes",
        reason=field(form, "reason")[:_LONGEST_REASON],
    )
    return go(f"/runs/{record.id}")


@router.get("/runs/{identifier}")
async def show(identifier: str, request: Request) -> Response:
    """A run: how far it is, or what it changed and its report."""
    desk = desk_of(request)
    record = await run_in_threadpool(desk.notebook.get, identifier)
    if not record.is_done:
        return page("running.html.j2", request, here="/runs", record=record)
    view = desk.views.of(record)
    before = _before(request, record.before)

    def make() -> str:
        return text(
            "run.html.j2",
            desk,
            here="/runs",
            drawings=True,
            record=record,
            before=before,
            moved=moved(before, record) if before else [],
            claims=claims_between(before, record) if before else None,
            body=view.body,
        )

    running = desk.jobs.running() is not None
    key = ("run", view.stamp, desk.workspace.stamp(), running)
    return send(await run_in_threadpool(desk.views.page, key, make), request)


@router.get("/runs/{identifier}/progress")
def progress(identifier: str, request: Request) -> Response:
    """How far a run is, for htmx to ask each second."""
    record = desk_of(request).notebook.get(identifier)
    answer = HTMLResponse(
        fragment("progress.html.j2", state=record.state, address=f"/runs/{record.id}"),
        headers={"cache-control": "no-store"},
    )
    if not record.state.is_running:
        answer.headers["hx-refresh"] = "true"
    return answer


@router.post("/runs/{identifier}/cancel")
def cancel(
    identifier: str, request: Request, form: Annotated[FormData, Depends(posted)]
) -> Response:
    """End a run that is under way."""
    desk = desk_of(request)
    record = desk.notebook.get(identifier)
    if not record.state.is_running:
        raise Busy("That run is not under way any more.")
    desk.notebook.cancel(record)
    return go(f"/runs/{record.id}")


@router.post("/runs/{identifier}/go-on")
def go_on(
    identifier: str, request: Request, form: Annotated[FormData, Depends(posted)]
) -> Response:
    """Go on with a run that was interrupted or cancelled."""
    desk = desk_of(request)
    record = desk.notebook.get(identifier)
    if record.id == STORED or record.is_done or record.state.is_running:
        raise Busy("That run needs nothing more.")
    desk.notebook.go_on(record)
    return go(f"/runs/{record.id}")


@router.get("/runs/{identifier}/report.html")
def report(identifier: str, request: Request) -> Response:
    """The report as one file, to keep or to send."""
    desk = desk_of(request)
    record = desk.notebook.get(identifier)
    if not record.is_done:
        raise Missing("That run has no report yet.")
    from counterflow.report import render_report

    name = f"{desk.workspace.case().id}-{record.id}.html"
    return HTMLResponse(
        render_report(desk.views.of(record).input),
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def _before(request: Request, identifier: str) -> Any:
    """The run that another is compared with, if it is still there."""
    if not identifier:
        return None
    try:
        found = desk_of(request).notebook.get(identifier)
    except Missing:
        return None
    return found if found.is_done else None


def _settings(form: FormData) -> dict[str, int]:
    from counterflow.estimation.settings import SamplerSettings

    given = {name: field(form, name) for name in ("seed", "draws", "chains")}
    try:
        wanted = {name: int(value) for name, value in given.items() if value}
        SamplerSettings(**wanted)
    except ValidationError as error:
        first = error.errors()[0]
        raise AppError(f"{first['loc'][0]}: {first['msg']}", 422) from None
    except ValueError:
        raise AppError("Seed, draws and chains are whole numbers.", 422) from None
    return wanted
