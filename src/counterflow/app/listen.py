"""Listening: a socket that is ready before anybody is told its address."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from counterflow.app.guard import Rules
from counterflow.app.server import create_app, warm_up
from counterflow.app.workspace import Workspace
from counterflow.errors import CounterflowError

_BACKLOG = 256
_SECONDS_TO_FINISH = 5


def listen(
    workspace: Workspace,
    rules: Rules,
    host: str,
    port: int,
    certificate: Path | None,
    key: Path | None,
    ready: Callable[[int], None],
) -> None:
    """Serve until interrupted.

    Parameters
    ----------
    workspace, rules
        See `create_app`.
    host, port
        Where to listen; port 0 takes a free one.
    certificate, key
        For https.
    ready
        Told the port once the socket listens.

    Raises
    ------
    CounterflowError
        If the address cannot be listened on.
    """
    app = create_app(workspace, rules, certificate is not None)
    with _socket(host, port) as listening:
        warm_up(app)
        ready(listening.getsockname()[1])
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            # A header of a proxy could claim to come from this machine.
            proxy_headers=False,
            ssl_certfile=certificate,
            ssl_keyfile=str(key) if key else None,
            timeout_graceful_shutdown=_SECONDS_TO_FINISH,
        )
        uvicorn.Server(config).run(sockets=[listening])


def _socket(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, protocol)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(_BACKLOG)
    except OSError as error:
        raise CounterflowError(
            f"cannot listen on {host}:{port}: {error.strerror or error}; choose another --port or "
            "--host"
        ) from None
    return found
