"""Adding a text: paste or upload it, check it, read its claims into the case."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from counterflow.app.desk import Desk, desk_of
from counterflow.app.documents import pasted, propose, safe_name
from counterflow.app.extract import MOST_BYTES, check_length, extract
from counterflow.app.problem import AppError
from counterflow.app.shell import field, go, page, posted
from counterflow.reading import Document

if TYPE_CHECKING:
    from counterflow.verdicts import Verdicts

router = APIRouter()

_FIELDS = ("text", "published", "reporter")


@router.get("/read")
def ask(request: Request) -> Response:
    """The form."""
    return page(
        "read.html.j2", request, here="/read", verdicts=None, given=dict.fromkeys(_FIELDS, "")
    )


@router.post("/read")
def take(request: Request, form: Annotated[FormData, Depends(posted)]) -> Response:
    """Check the text, or propose its claims to the case."""
    desk = desk_of(request)
    published = _day(field(form, "published"))
    document = _document(form)
    if field(form, "action") == "check":
        verdicts = checked(desk, document, published)
        given = {name: field(form, name) for name in _FIELDS}
        return page("read.html.j2", request, here="/read", verdicts=verdicts, given=given)
    found = propose(desk.workspace, document, published, field(form, "reporter")[:80])
    return go(f"/review?found={len(found.added.claims)}&known={found.added.known}")


def checked(desk: Desk, document: Document, published: date | None) -> Verdicts:
    """Verdicts of the newest run on a text."""
    from counterflow.verdicts import check_text

    view = desk.needed()
    with view.guard:
        return check_text(
            document.text, view.questions.basis, published or document.published, document.name
        )


def _document(form: FormData) -> Document:
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        content = file.file.read(MOST_BYTES + 1)
        return check_length(extract(safe_name(file.filename) or "upload", content))
    text = field(form, "text").replace("\r\n", "\n")
    if not text:
        raise AppError("There is nothing to read: paste a text or choose a file.", 422)
    return check_length(pasted(text))


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AppError(f"{text[:20]!r} is not a day; write it as 2024-05-02.", 422) from None
