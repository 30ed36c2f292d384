"""Review: a person's word on each claim that was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from counterflow.app.desk import Desk, desk_of
from counterflow.app.documents import sentences
from counterflow.app.problem import AppError, Busy
from counterflow.app.shell import field, fragment, go, is_partial, page, posted
from counterflow.errors import CounterflowError
from counterflow.ledger import Claim, Status
from counterflow.ledger.canonical import content_hash
from counterflow.reading import Decision, decide, proposed

if TYPE_CHECKING:
    from counterflow.verdicts import Verdict

router = APIRouter()

CHANGED = (
    "This claim has changed since you opened the page, so nothing was written. Look at it again."
)


@router.get("/review")
def show(request: Request, found: int = -1, known: int = 0) -> Response:
    """The claims that wait."""
    desk = desk_of(request)
    waiting = proposed(desk.workspace.case())
    verdicts, trouble = judged(desk, waiting)
    return page(
        "review.html.j2",
        request,
        here="/review",
        claims=list(zip(waiting, desk.rows(waiting), strict=True)),
        stamps={claim.id: content_hash(claim) for claim in waiting},
        sentences=sentences(desk.workspace.home),
        verdicts=verdicts,
        trouble=trouble,
        found=found,
        known=known,
    )


@router.post("/review/{identifier}")
def settle(
    identifier: str, request: Request, form: Annotated[FormData, Depends(posted)]
) -> Response:
    """Accept a claim into the case, or reject it."""
    desk = desk_of(request)
    try:
        decision = Decision(field(form, "decision"))
    except ValueError:
        raise AppError("A claim is accepted or rejected; nothing else was understood.") from None
    with desk.workspace.change() as case:
        claim = still_the_same(case.claims, identifier, field(form, "was"))
        if claim.status is not Status.PROPOSED:
            raise Busy(CHANGED)
        new = decide(case, claim, decision)
    if is_partial(request):
        return HTMLResponse(fragment("settled.html.j2", claim=new, identifier=identifier))
    return go("/review")


def still_the_same(claims: Sequence[Claim], identifier: str, was: str) -> Claim:
    """The claim, if it is as the person saw it.

    Raises
    ------
    Busy
        If it has changed, or is gone.
    """
    for claim in claims:
        if claim.id == identifier and content_hash(claim) == was:
            return claim
    raise Busy(CHANGED)


def judged(desk: Desk, claims: Sequence[Claim]) -> tuple[dict[str, Verdict], str]:
    """Verdicts of the newest run by claim, or why there are none."""
    view = desk.current()
    if view is None or not claims:
        return {}, "" if view else "There is no finished run yet that could judge them."
    from counterflow.verdicts import check_claims

    try:
        with view.guard:
            found = check_claims(claims, view.questions.basis)
    except CounterflowError as error:
        return {}, str(error)
    return {verdict.claim.id: verdict for verdict in found}, ""
