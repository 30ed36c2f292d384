"""The frame of every page: templates, the row of tabs, forms, answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from counterflow.app.desk import Desk, desk_of
from counterflow.app.editor import told
from counterflow.app.session import FIELD
from counterflow.app.views import Rendered
from counterflow.reading import proposed
from counterflow.report import names, numbers

PROBLEM = "problem.html.j2"
TABS = (
    ("/", "Account"),
    ("/read", "Add a text"),
    ("/review", "Review"),
    ("/claims", "Claims"),
    ("/case", "Case and events"),
    ("/scenarios", "Scenarios"),
    ("/runs", "Runs"),
)


def moment(text: str) -> str:
    """A moment as people write it.

    Examples
    --------
    >>> moment("2026-11-22T08:07:59Z")
    '22 November 2026, 08:07 UTC'
    """
    return f"{numbers.day(date.fromisoformat(text[:10]))}, {text[11:16]} UTC"


def plain(text: str) -> str:
    """A message of another room without what is meant for a terminal.

    Examples
    --------
    >>> plain("use `counterflow read`; give --published")
    'use counterflow read; give the day in the form'
    """
    return text.replace("`", "").replace("give --published", "give the day in the form")


_ENVIRONMENT = Environment(
    loader=PackageLoader("counterflow.app", "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
_ENVIRONMENT.filters |= {"place": names.place_name, "told": told, "moment": moment, "plain": plain}
_MOST_FIELDS = 100
_LONGEST_FIELD = 1_000_000


def text(template: str, desk: Desk, **context: Any) -> str:
    """A page as text, the same for every client.

    Parameters
    ----------
    template
        Name of the template.
    desk
        Whose case is shown.
    context
        What the template names.
    """
    case = desk.workspace.known() if template == PROBLEM else desk.workspace.case()
    return _ENVIRONMENT.get_template(template).render(
        tabs=TABS,
        case=case,
        waiting=len(proposed(case)),
        running=desk.jobs.running() is not None,
        names=names,
        numbers=numbers,
        **{"here": "", "csrf": "", "drawings": False, **context},
    )


def fragment(template: str, **context: Any) -> str:
    """A part of a page, without its frame."""
    return _ENVIRONMENT.get_template(template).render(names=names, numbers=numbers, **context)


def page(template: str, request: Request, status: int = 200, **context: Any) -> HTMLResponse:
    """A page for one client, with the token of its forms."""
    desk = desk_of(request)
    session = desk.sessions.session(request)
    answer = HTMLResponse(
        text(template, desk, csrf=desk.sessions.token(session), **context),
        status,
        headers={"cache-control": "no-store"},
    )
    desk.sessions.keep(answer, session, desk.is_secure)
    return answer


def send(rendered: Rendered, request: Request, media_type: str = "text/html") -> Response:
    """A rendered page, compressed where the client takes that, and not again if it has it."""
    headers = {
        "etag": rendered.etag,
        "cache-control": "private, no-cache",
        "vary": "accept-encoding",
    }
    if request.headers.get("if-none-match") == rendered.etag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(rendered.compressed, media_type=media_type, headers=headers)
    return Response(rendered.plain, media_type=media_type, headers=headers)


async def posted(request: Request) -> FormData:
    """The form that was sent, if a page of this app has sent it.

    Raises
    ------
    AppError
        If it was not.
    """
    form = await request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD)
    desk_of(request).sessions.check(request, form.get(FIELD))
    return form


def field(form: FormData, name: str) -> str:
    """A field of a form as text, without blanks around it.

    Examples
    --------
    >>> field(FormData({"a": " b "}), "a"), field(FormData(), "a")
    ('b', '')
    """
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def go(path: str) -> RedirectResponse:
    """Lead the browser to a page after something was done."""
    return RedirectResponse(path, 303)


def is_partial(request: Request) -> bool:
    """Whether htmx asks, for a part of a page."""
    return request.headers.get("hx-request") == "true"
