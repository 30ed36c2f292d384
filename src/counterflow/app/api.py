"""The JSON API, version 1: everything the pages show, for programs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from counterflow.app.apimodels import (
    CaseOut,
    CheckOut,
    ClaimOut,
    ClaimsOut,
    DestinationOut,
    ErrorOut,
    EventOut,
    HeadlineOut,
    ReadOut,
    RunOut,
    ScenarioIn,
    ScenarioOut,
    SeriesOut,
    TextIn,
)
from counterflow.app.desk import desk_of
from counterflow.app.documents import pasted
from counterflow.app.pages.read import checked
from counterflow.app.problem import AppError, Missing
from counterflow.app.runs import Record
from counterflow.app.scenarios import Played, largest
from counterflow.app.search import Wanted, find
from counterflow.app.shell import send
from counterflow.app.views import View
from counterflow.report import names
from counterflow.report.account import TOTAL
from counterflow.report.ledger import Row

_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorOut, "description": words}
    for status, words in (
        (400, "The request is malformed."),
        (401, "The token is missing or wrong."),
        (403, "It came from another site."),
        (404, "There is no such thing, or no finished run yet."),
        (409, "Somebody else is writing, or a run is under way."),
        (413, "Too large."),
        (422, "A value does not fit."),
        (429, "Too many requests; see Retry-After."),
    )
}

router = APIRouter(responses=_ERRORS)

Text = Annotated[str, Query(max_length=200)]
Identifier = Annotated[str, Path(max_length=80, pattern=r"^[A-Za-z0-9._-]+$")]


@router.get("/case", tags=["case"])
def case(request: Request) -> CaseOut:
    """What the live case is about."""
    found = desk_of(request).workspace.case()
    spec = found.spec
    return CaseOut(
        id=spec.id,
        title=spec.title,
        description=spec.description,
        origin=spec.origin,
        start=spec.start.isoformat(),
        end=spec.end.isoformat(),
        population=spec.population,
        claims=len(found.claims),
        observations=len(found.observations),
        proposed=sum(claim.status.value == "proposed" for claim in found.claims),
        sources=len(found.sources),
        events=[
            EventOut(id=e.id, date=e.date.isoformat(), kind=e.kind.value, title=e.title)
            for e in spec.events
        ],
        ledger_hash=found.ledger_hash,
    )


@router.get("/claims", tags=["claims"])
def claims(
    request: Request,
    text: Text = "",
    measure: Text = "",
    destination: Text = "",
    status: Text = "",
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> ClaimsOut:
    """Claims of the live case that fit, with what the newest run says of each."""
    desk = desk_of(request)
    found = find(desk.workspace.case(), Wanted(text, measure, destination, status))
    shown = tuple(found[start : start + limit])
    return ClaimsOut(
        total=len(found),
        claims=[_claim(one, row) for one, row in zip(shown, desk.rows(shown), strict=True)],
    )


@router.get("/claims/{identifier}", tags=["claims"])
def claim(identifier: Identifier, request: Request) -> ClaimOut:
    """One claim of the live case."""
    desk = desk_of(request)
    found = desk.claim(identifier)
    return _claim(found, desk.rows((found,))[0])


@router.get("/headline", tags=["account"], response_model=list[HeadlineOut])
async def headline(request: Request) -> Response:
    """Key figures of the newest run."""
    return await _stored(request, ("headline",), lambda view: _headline(view.record.run))


@router.get("/account", tags=["account"], response_model=SeriesOut)
async def account(
    request: Request, destination: Text = TOTAL, quantity: Text = "stock"
) -> Response:
    """One series of the newest run: stock, departures, arrivals, returns, onward or onward_in."""
    key = ("account", destination, quantity)
    return await _stored(request, key, lambda view: _series(view, destination, quantity))


@router.get("/destinations", tags=["account"], response_model=list[DestinationOut])
async def destinations(request: Request) -> Response:
    """Places by the people living there at the end of the account, largest first."""
    return await _stored(request, ("destinations",), _destinations)


async def _stored(
    request: Request, key: tuple[str, ...], make: Callable[[View], object]
) -> Response:
    """An answer that depends on the newest run alone: made once, then sent from memory."""
    desk = desk_of(request)
    view = desk.needed()
    whole = ("api", view.stamp, *key)
    found = desk.views.held(whole)
    if found is None:
        found = await run_in_threadpool(
            desk.views.page, whole, lambda: to_json(make(view)).decode()
        )
    return send(found, request, "application/json")


def _series(view: View, destination: str, quantity: str) -> SeriesOut:
    series = view.account.get(destination, quantity)
    if series is None:
        raise Missing(
            f"The account has no {quantity[:40]!r} of {destination[:40]!r}; `destinations` lists "
            "the places, and TOTAL is all of them."
        )
    return SeriesOut(
        run=view.record.id,
        destination=series.place,
        quantity=series.quantity,
        months=list(series.months),
        levels={
            name: [value if math.isfinite(value) else None for value in values]
            for name, values in series.levels.items()
        },
    )


def _destinations(view: View) -> list[DestinationOut]:
    return [
        DestinationOut(
            destination=series.place,
            name=names.place_name(series.place),
            month=series.months[-1],
            median=series.last("q50"),
            q10=series.last("q10"),
            q90=series.last("q90"),
        )
        for series in view.account.ranked()
    ]


@router.get("/runs", tags=["runs"])
def runs(request: Request) -> list[RunOut]:
    """The notebook of runs, newest first."""
    return [_run(record) for record in desk_of(request).notebook.all()]


@router.post("/read", tags=["texts"])
def read(asked: TextIn, request: Request) -> ReadOut:
    """Read the claims of a text. Nothing is written to the case."""
    from counterflow.reading import case_context, read_text

    context = case_context(desk_of(request).workspace.case(), _day(asked.published))
    drafts = read_text(asked.text, context, pasted(asked.text).name)
    return ReadOut(drafts=[draft.record() for draft in drafts])


@router.post("/check", tags=["texts"])
def check(asked: TextIn, request: Request) -> CheckOut:
    """Hold every number of a text against the newest run. Nothing is written."""
    desk = desk_of(request)
    found = checked(desk, pasted(asked.text), _day(asked.published))
    return CheckOut(
        run=desk.needed().record.id,
        note=found.note,
        verdicts=[_plain(verdict.record()) for verdict in found],
    )


@router.post("/scenarios", status_code=202, tags=["scenarios"])
def start_scenario(asked: ScenarioIn, request: Request) -> ScenarioOut:
    """Play a scenario beside the baseline, in the background."""
    desk = desk_of(request)
    record = desk.needed().record
    return _played(desk.scenarios.start(asked.scenario, record, asked.months, asked.members))


@router.get("/scenarios/{identifier}", tags=["scenarios"])
def scenario(identifier: Identifier, request: Request) -> ScenarioOut:
    """How far a scenario is, and its result."""
    return _played(desk_of(request).scenarios.get(identifier))


def _claim(claim: Any, row: Row) -> ClaimOut:
    return ClaimOut(
        claim=claim,
        used=row.used,
        why_unused=row.why_unused,
        comparison=row.verdict.value,
        account=dict(row.predicted) if row.is_predicted else None,
    )


def _headline(run: Mapping[str, Any]) -> list[HeadlineOut]:
    return [HeadlineOut(**figure) for figure in run.get("headline", [])]


def _run(record: Record) -> RunOut:
    settings = record.run.get("settings", {})
    return RunOut(
        id=record.id,
        state=record.state.name,
        started=record.started,
        reason=record.reason,
        ledger_hash=record.ledger_hash,
        seed=settings.get("seed"),
        converged=record.run.get("converged"),
        headline=_headline(record.run),
    )


def _played(played: Played) -> ScenarioOut:
    done = played.state.name == "done"
    return ScenarioOut(
        id=played.id,
        state=played.state.name,
        message=played.state.message,
        share=played.state.share,
        differences=[_plain(row) for row in largest(played.table)] if done else [],
    )


def _plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """Values that JSON has; what is not a number is null."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in record.items()
    }


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AppError(f"{text} is not a day of the calendar.", 422) from None
