"""Scenarios: an editor with sliders, and the result beside the baseline."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from counterflow.app.desk import desk_of
from counterflow.app.editor import SUPPOSITIONS, scenario_of
from counterflow.app.panels import side_by_side
from counterflow.app.problem import AppError, Busy
from counterflow.app.scenarios import Played, largest
from counterflow.app.shell import field, fragment, go, page, posted, send, text
from counterflow.cases.case import EventKind
from counterflow.terms import Period

router = APIRouter()

MONTHS, MEMBERS = (6, 36), (50, 2000)


@router.get("/scenarios")
def listed(request: Request) -> Response:
    """The editor, and the scenarios kept so far."""
    desk = desk_of(request)
    view = desk.current()
    spec = desk.workspace.case().spec
    return page(
        "scenarios.html.j2",
        request,
        here="/scenarios",
        played=desk.scenarios.all(),
        suppositions=SUPPOSITIONS,
        places=[series.place for series in view.account.ranked()] if view else [],
        surges=[event for event in spec.events if event.kind is EventKind.SURGE],
        first=Period(spec.end, spec.end).stop,
    )


@router.post("/scenarios")
def start(request: Request, form: Annotated[FormData, Depends(posted)]) -> Response:
    """Run what the form supposes."""
    desk = desk_of(request)
    fields = {name: field(form, name) for name in form}
    places = {
        supposed.kind: [str(code) for code in form.getlist(f"{supposed.kind}.places")]
        for supposed in SUPPOSITIONS
    }
    scenario = scenario_of(fields, places)
    played = desk.scenarios.start(
        scenario,
        desk.needed().record,
        _number(fields.get("months", ""), 24, MONTHS),
        _number(fields.get("members", ""), 500, MEMBERS),
    )
    return go(f"/scenarios/{played.id}")


@router.get("/scenarios/{identifier}")
async def show(identifier: str, request: Request) -> Response:
    """A scenario: how far it is, or its result."""
    desk = desk_of(request)
    played = await run_in_threadpool(desk.scenarios.get, identifier)
    if played.state.name != "done":
        return page("running.html.j2", request, here="/scenarios", record=played)

    def make() -> str:
        return text(
            "scenario.html.j2",
            desk,
            here="/scenarios",
            drawings=True,
            played=played,
            rows=largest(played.table),
            figures=_figures(played),
        )

    key = ("scenario", played.id, desk.workspace.stamp(), desk.jobs.running() is not None)
    return send(await run_in_threadpool(desk.views.page, key, make), request)


@router.get("/scenarios/{identifier}/progress")
def progress(identifier: str, request: Request) -> Response:
    """How far a scenario is, for htmx to ask each second."""
    played = desk_of(request).scenarios.get(identifier)
    answer = HTMLResponse(
        fragment("progress.html.j2", state=played.state, address=f"/scenarios/{played.id}"),
        headers={"cache-control": "no-store"},
    )
    if not played.state.is_running:
        answer.headers["hx-refresh"] = "true"
    return answer


@router.post("/scenarios/{identifier}/cancel")
def cancel(
    identifier: str, request: Request, form: Annotated[FormData, Depends(posted)]
) -> Response:
    """End a scenario that is being run."""
    desk = desk_of(request)
    played = desk.scenarios.get(identifier)
    if not played.state.is_running:
        raise Busy("That scenario is not being run any more.")
    desk.scenarios.cancel(played)
    return go(f"/scenarios/{played.id}")


def _figures(played: Played) -> Markup:
    from counterflow.report.ahead import Difference, difference_figure
    from counterflow.report.page import render_figures

    table, title = played.table, played.scenario.title
    difference = Difference(title, played.scenario.description, table, "difference")
    return render_figures(
        [side_by_side(table, title, played.begins), difference_figure(difference, played.begins)]
    )


def _number(given: str, usual: int, limits: tuple[int, int]) -> int:
    if not given:
        return usual
    try:
        return min(max(int(given), limits[0]), limits[1])
    except ValueError:
        raise AppError("Months and members are whole numbers.", 422) from None
