"""The case: what it is about, its events, and adding one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from counterflow.app.desk import desk_of
from counterflow.app.events import add_event
from counterflow.app.shell import field, go, page, posted
from counterflow.cases import Event
from counterflow.cases.case import Effect, EventKind
from counterflow.reading.draft import slug

router = APIRouter()

_LONGEST = 500
_FIELDS = ("title", "date", "kind", "destinations", "source", "url")


@router.get("/case")
def show(request: Request, saved: bool = False) -> Response:
    """What the case is about, and its events."""
    return _shown(request, dict.fromkeys(_FIELDS, ""), "", saved=saved)


@router.post("/case/events")
def add(request: Request, form: Annotated[FormData, Depends(posted)]) -> Response:
    """Add an event."""
    desk = desk_of(request)
    given = {name: field(form, name)[:_LONGEST] for name in _FIELDS}
    effects = [str(value) for value in form.getlist("effects")]
    try:
        event = Event(
            id=_identifier(given["title"], [e.id for e in desk.workspace.case().spec.events]),
            date=given["date"],  # type: ignore[arg-type]
            kind=EventKind(given["kind"]),
            title=given["title"],
            destinations=tuple(given["destinations"].upper().replace(",", " ").split()),
            effects=tuple(Effect(effect) for effect in effects),
            source=given["source"],
            url=given["url"],
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = f"{first['loc'][0]}: " if first["loc"] else ""
        reason = f"{where}{first['msg'].removeprefix('Value error, ')}"
        return _shown(request, given, reason, 422)
    except ValueError:
        return _shown(request, given, "choose a kind, and effects, from the lists", 422)
    if not event.title:
        return _shown(request, given, "title: say in a few words what happened", 422)
    with desk.workspace.change() as case:
        add_event(case.folder, event)
    return go("/case?saved=1")


def _shown(
    request: Request, given: dict[str, str], mistake: str, status: int = 200, saved: bool = False
) -> Response:
    return page(
        "case.html.j2",
        request,
        status,
        here="/case",
        workspace=desk_of(request).workspace,
        kinds=list(EventKind),
        effects=list(Effect),
        given=given,
        mistake=mistake,
        saved=saved,
    )


def _identifier(title: str, taken: list[str]) -> str:
    wanted = slug(title) if title else "event"
    return next(
        name
        for name in (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
        if name not in taken
    )
