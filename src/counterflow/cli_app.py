"""The command `serve`: the app in a browser on this machine."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from counterflow.app.workspace import Workspace

_TOKEN = "COUNTERFLOW_TOKEN"
_LEAST_TOKEN = 16


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        epilog="Examples: `counterflow serve russia-2022`, `counterflow serve my-case --port 9000 "
        "--out out/my-case`, `COUNTERFLOW_TOKEN=... counterflow serve my-case --host 0.0.0.0`. "
        "Exit code 2 if the address is taken or the workspace cannot be written to."
    )(serve)


def serve(
    case: Annotated[
        str,
        typer.Argument(
            metavar="CASE",
            help="A bundled case (russia-2022), worked on as a copy, or the folder of your own.",
            show_default=False,
        ),
    ],
    work: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for runs, scenarios and the copy of a bundled case; work/CASE if not "
            "given.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="A finished `counterflow run` to begin with; out/CASE if not given.",
            show_default=False,
        ),
    ] = None,
    host: Annotated[
        str,
        typer.Option(help="Address to listen on. Any but this machine's own needs a token."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8765,
    tls_cert: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Certificate, for https.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(metavar="FILE", help="Its key.")] = None,
) -> None:
    """Serve the report over a live case: add texts, review claims, estimate again, try scenarios.

    Listens to this machine only. With another --host everybody needs the token, which is printed,
    or taken from COUNTERFLOW_TOKEN.
    """
    if (tls_cert is None) != (tls_key is None):
        raise typer.BadParameter("--tls-cert and --tls-key go together")
    _require_app()
    from counterflow.app.guard import LOOPBACK, Rules
    from counterflow.app.listen import listen
    from counterflow.app.workspace import open_workspace

    token = _token(host in LOOPBACK)
    workspace = open_workspace(case, work, out)
    is_secure = tls_cert is not None
    rules = Rules(hosts=LOOPBACK | {host}, token=token)

    def ready(bound: int) -> None:
        _tell(workspace, f"http{'s' if is_secure else ''}://{_shown(host)}:{bound}", token)
        if not is_secure and host not in LOOPBACK:
            typer.echo(
                "The token and all you send travel in the open: give --tls-cert and --tls-key, or "
                "put a server with https before this one.",
                err=True,
            )

    listen(workspace, rules, host, port, tls_cert, tls_key, ready)


def _require_app() -> None:
    from importlib.util import find_spec

    from counterflow.errors import CounterflowError

    if any(find_spec(name) is None for name in ("fastapi", "uvicorn", "python_multipart")):
        raise CounterflowError("the app is not installed; `pip install 'counterflow[app]'`")


def _token(is_local: bool) -> str:
    given = os.environ.get(_TOKEN, "")
    if given and len(given) < _LEAST_TOKEN:
        raise typer.BadParameter(f"{_TOKEN} has fewer than {_LEAST_TOKEN} characters; choose more")
    return given or ("" if is_local else secrets.token_urlsafe(24))


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _tell(workspace: Workspace, address: str, token: str) -> None:
    case = workspace.case()
    kind = "a copy of the bundled case" if workspace.is_copy else "your case, changed in place"
    typer.echo(f"case       {case.spec.title}")
    typer.echo(f"works on   {workspace.folder} ({kind})")
    typer.echo(f"keeps      runs and scenarios in {workspace.home}")
    if not (workspace.stored / "run.json").is_file():
        typer.echo(f"no run     in {workspace.stored}; start one in the app")
    typer.echo(f"open       {address}{f'/login?token={token}' if token else ''}")
    typer.echo("stop       with Ctrl-C")
