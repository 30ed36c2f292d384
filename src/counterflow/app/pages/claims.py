"""Claims of the live case: find one, see what the account says, correct it, link copies."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from counterflow.app.desk import desk_of
from counterflow.app.documents import sentences
from counterflow.app.pages.review import judged, still_the_same
from counterflow.app.problem import AppError
from counterflow.app.search import Wanted, find
from counterflow.app.shell import field, fragment, go, page, posted
from counterflow.ledger import Claim, Status
from counterflow.ledger.canonical import content_hash
from counterflow.ledger.rows import CLAIM_COLUMNS
from counterflow.lineage import accept
from counterflow.lineage import propose as propose_lineage
from counterflow.reading import edited, save
from counterflow.terms import CountingUnit, Hedge, Measure, Unit

router = APIRouter()

_A_PAGE = 50
_LONGEST_CELL = 4000
_CHOICES: dict[str, list[str]] = {
    "measure": [member.value for member in Measure],
    "of": ["", *(member.value for member in Measure)],
    "unit": [member.value for member in Unit],
    "hedge": [member.value for member in Hedge],
    "counts": ["", *(member.value for member in CountingUnit)],
    "includes_before": ["", "true", "false"],
    "status": [member.value for member in Status],
}
_GROUPS = (
    ("What it counts", ("measure", "of", "counts", "duration_days", "includes_before")),
    ("The number", ("value", "low", "high", "unit", "hedge")),
    ("Who and where", ("population", "origin", "destination")),
    ("When", ("period_start", "period_end", "published")),
    ("Who says so", ("reporter", "source", "lineage", "title", "url", "locator")),
    ("Its place in the account", ("status", "note")),
)
_LABELS = {
    "of": "Change of which measure",
    "duration_days": "Least stay, days",
    "includes_before": "Earlier residents included",
    "url": "Address",
    "locator": "Place in the source",
    "lineage": "Copy of",
}


@router.get("/claims")
def listed(
    request: Request,
    text: str = "",
    measure: str = "",
    destination: str = "",
    status: str = "",
    start: int = 0,
) -> Response:
    """Claims that fit, fifty at a time."""
    desk = desk_of(request)
    case = desk.workspace.case()
    wanted = Wanted(text[:200], measure, destination, status)
    fitting = find(case, wanted)
    first = min(max(start, 0), max(len(fitting) - 1, 0)) // _A_PAGE * _A_PAGE
    shown = tuple(fitting[first : first + _A_PAGE])
    return page(
        "claims.html.j2",
        request,
        here="/claims",
        rows=list(zip(shown, desk.rows(shown), strict=True)),
        wanted=wanted,
        count=len(fitting),
        first=first,
        size=_A_PAGE,
        measures=sorted({claim.measure.value for claim in case.claims}),
        destinations=sorted({claim.destination for claim in case.claims} - {""}),
        statuses=_CHOICES["status"],
    )


@router.get("/lineage")
def lineage(request: Request) -> Response:
    """Which claims may copy which."""
    desk = desk_of(request)
    case = desk.workspace.case()
    found = propose_lineage(case.claims, case.spec.origin, case.regions, case.sources)
    ids = {one.claim for one in found} | {one.parent for one in found}
    chosen = tuple(claim for claim in case.claims if claim.id in ids)
    return page(
        "lineage.html.j2",
        request,
        here="/claims",
        proposals=found,
        rows={row.id: row for row in desk.rows(chosen)},
        held=sum(1 for claim in case.claims if claim.lineage),
    )


@router.post("/lineage")
def link(request: Request, form: Annotated[FormData, Depends(posted)]) -> Response:
    """Write the lineages that were ticked."""
    desk = desk_of(request)
    pairs: dict[str, str] = {}
    for name in form.getlist("pair"):
        claim, sign, parent = str(name).partition("=")
        if not sign:
            raise AppError("A lineage leads from one claim to another; tick the boxes of the page.")
        pairs[claim] = parent
    if not pairs:
        raise AppError("No box was ticked, so nothing was written.", 422)
    with desk.workspace.change() as case:
        accept(case, pairs)
    return go("/lineage")


@router.get("/claims/{identifier}")
def show(identifier: str, request: Request, saved: bool = False) -> Response:
    """One claim, with what the account says of it and a form to correct it."""
    desk = desk_of(request)
    claim = desk.claim(identifier)
    return _shown(request, claim, "", saved=saved)


@router.post("/claims/{identifier}")
def correct(
    identifier: str, request: Request, form: Annotated[FormData, Depends(posted)]
) -> Response:
    """Write a corrected claim into the case."""
    desk = desk_of(request)
    old = desk.claim(identifier)
    try:
        new = edited(old, _cells(form))
    except ValidationError as error:
        return _shown(request, old, _reason(error), 422)
    with desk.workspace.change() as case:
        still_the_same(case.claims, identifier, field(form, "was"))
        save(case, new)
    return go(f"/claims/{identifier}?saved=1")


@router.post("/claims/{identifier}/preview")
def preview(
    identifier: str, request: Request, form: Annotated[FormData, Depends(posted)]
) -> Response:
    """What the account would say of the claim as the form has it; nothing is written."""
    desk = desk_of(request)
    try:
        claim = edited(desk.claim(identifier), _cells(form))
    except ValidationError as error:
        return HTMLResponse(fragment("said.html.j2", verdict=None, trouble=_reason(error)))
    verdicts, trouble = judged(desk, [claim])
    return HTMLResponse(fragment("said.html.j2", verdict=verdicts.get(identifier), trouble=trouble))


def _shown(
    request: Request, claim: Claim, mistake: str, status: int = 200, saved: bool = False
) -> Response:
    desk = desk_of(request)
    verdicts, trouble = judged(desk, [claim])
    return page(
        "claim.html.j2",
        request,
        status,
        here="/claims",
        claim=claim,
        cells=_written(claim),
        row=desk.rows((claim,))[0],
        was=content_hash(claim),
        verdict=verdicts.get(claim.id),
        trouble=trouble,
        sentence=sentences(desk.workspace.home).get(claim.id),
        groups=_GROUPS,
        labels=_LABELS,
        choices=_CHOICES,
        sources=sorted(desk.workspace.case().sources),
        mistake=mistake,
        saved=saved,
    )


def _cells(form: FormData) -> dict[str, str]:
    """The columns that a form may change."""
    cells = {name: field(form, name) for name in CLAIM_COLUMNS if name in form and name != "id"}
    for name, cell in cells.items():
        if len(cell) > _LONGEST_CELL:
            raise AppError(f"{name} is longer than {_LONGEST_CELL:,} characters; shorten it.", 422)
    return cells


def _written(claim: Claim) -> dict[str, str]:
    from counterflow.reading.proposals import cells_of

    return cells_of(claim)


def _reason(error: ValidationError) -> str:
    first: Any = error.errors()[0]
    where = f"{first['loc'][0]}: " if first["loc"] else ""
    return f"{where}{first['msg'].removeprefix('Value error, ')}"
