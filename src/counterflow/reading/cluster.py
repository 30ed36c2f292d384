"""Documents read on a Dask cluster, which may have no workers, lose them, or go away."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

from counterflow.reading.context import Context
from counterflow.reading.document import ReadingError, load_bytes
from counterflow.reading.outcome import Outcome, read_bytes
from counterflow.reading.quiet import silenced

PATIENCE_SECONDS = 30.0
"""How long a cluster may have no worker: one that was killed may be started again."""

LOOK_SECONDS = 1.0
"""How often it is looked after while nothing comes."""

_CONNECT_SECONDS = 10
_GO_ON = "with --out, the same command goes on where it stopped"


def cluster_batches(
    scheduler: str, stack: ExitStack
) -> Callable[[list[tuple[str, Path]], Context], Iterable[Outcome]]:
    """What reads a batch of documents on a cluster; the connection is closed with the stack.

    Raises
    ------
    ReadingError
        If Dask is not installed, or no scheduler answers.

    Examples
    --------
    >>> with ExitStack() as stack:
    ...     cluster_batches("nonsense", stack)
    Traceback (most recent call last):
    counterflow.reading.document.ReadingError: ...
    """
    try:
        dask: Any = import_module("distributed")
    except ImportError:
        raise ReadingError(
            "--scheduler needs Dask: `pip install counterflow[cluster]`, or leave it out"
        ) from None
    stack.enter_context(silenced("distributed.client"))  # its tracebacks, where a scheduler ends
    try:
        client = stack.enter_context(dask.Client(scheduler, timeout=_CONNECT_SECONDS))
    except (OSError, ValueError, TypeError) as error:
        raise ReadingError(
            f"{scheduler}: no Dask scheduler answers ({error}); its address looks like "
            "tcp://host:8786"
        ) from None

    def on_cluster(batch: list[tuple[str, Path]], context: Context) -> Iterable[Outcome]:
        try:
            sent = [_sent(client, name, path, context) for name, path in batch]
            return [_result(client, scheduler, name, found) for name, found in sent]
        except (CancelledError, OSError):
            raise ReadingError(f"{scheduler}: the Dask scheduler went away; {_GO_ON}") from None

    return on_cluster


def _sent(client: Any, name: str, path: Path, context: Context) -> tuple[str, Any]:
    # Bytes travel, not paths: the workers need not see this machine's files.
    try:
        content = load_bytes(path)
    except OSError as error:
        return name, Outcome(name, error=f"{name}: {error.strerror or error}")
    return name, client.submit(read_bytes, name, content, context)


def _result(client: Any, scheduler: str, name: str, found: Any) -> Outcome:
    """What became of a document, waiting as long as there is a worker."""
    if isinstance(found, Outcome):
        return found
    seen = time.monotonic()
    while True:
        try:
            outcome: Outcome = found.result(timeout=LOOK_SECONDS)
            return outcome
        except TimeoutError:
            if client.nthreads():
                seen = time.monotonic()
            elif time.monotonic() - seen > PATIENCE_SECONDS:
                raise ReadingError(
                    f"{scheduler}: the cluster has had no worker for {PATIENCE_SECONDS:g} s; "
                    f"start one with `dask worker {scheduler}`; {_GO_ON}"
                ) from None
        except (CancelledError, OSError):
            raise
        except Exception as error:  # of the cluster: a document that kills its workers, for one
            return Outcome(name, error=f"{name}: ended its reader ({type(error).__name__})")
