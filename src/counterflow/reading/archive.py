"""Many documents: read in parallel, in order, resumable, one bad file never stopping the rest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from counterflow.errors import CounterflowError
from counterflow.reading.context import Context
from counterflow.reading.document import (
    SUFFIXES,
    Document,
    ReadingError,
    load_bytes,
    read_document,
    shown_name,
)
from counterflow.reading.draft import Draft
from counterflow.reading.endpoint import Endpoint, EndpointError, ask
from counterflow.reading.reader import read_text
from counterflow.reading.suggested import read_suggested

_BATCH = 64


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    Parameters
    ----------
    doc
        Its name.
    drafts
        The claims read.
    error
        Why it could not be read, or not with the model's help; blank if it could.
    model
        What became of a model's proposals; blank where none was asked.
    digest
        SHA-256 of its content; blank where it could not be opened.

    Examples
    --------
    >>> Outcome("a.txt").error
    ''
    """

    doc: str
    drafts: tuple[Draft, ...] = ()
    error: str = ""
    model: str = ""
    digest: str = ""

    def line(self, settings: str = "") -> str:
        """The outcome as one line of JSON.

        Parameters
        ----------
        settings
            What it was read with, from `settings_digest`.
        """
        record: dict[str, Any] = {
            "doc": self.doc,
            "digest": self.digest,
            "settings": settings,
            "claims": [draft.record() for draft in self.drafts],
        }
        if self.error:
            record["error"] = self.error
        if self.model:
            record["model"] = self.model
        return json.dumps(record, ensure_ascii=False)


def read_bytes(
    name: str, content: bytes, context: Context, endpoint: Endpoint | None = None
) -> Outcome:
    """Read one document; a failure becomes an outcome, never an exception.

    Examples
    --------
    >>> read_bytes("a.txt", b"\\xff", Context()).error[:24]
    'a.txt: is not UTF-8 text'
    """
    outcome = read_safely(name, partial(read_document, name, content), context, endpoint)
    return replace(outcome, digest=hashlib.sha256(content).hexdigest())


def read_safely(
    name: str, load: Callable[[], Document], context: Context, endpoint: Endpoint | None = None
) -> Outcome:
    """Load and read one document; a failure becomes an outcome, never an exception.

    Examples
    --------
    >>> read_safely("a.txt", lambda: Document("a.txt", "Nothing.", None, "", ""), Context()).error
    ''
    """
    try:
        return outcome_of(load(), context, endpoint)
    except CounterflowError as error:
        reason = str(error)
    except RecursionError:
        reason = f"{name}: is nested too deeply; save it as plain text"
    except Exception as error:  # a fault of ours must not stop a folder of thousands
        reason = f"{name}: could not be read ({type(error).__name__})"
    return Outcome(name, error=reason)


def read_one(document: Document, context: Context) -> list[Draft]:
    """Claims of one document; its own date and outlet fill what the context leaves open.

    Examples
    --------
    >>> read_one(Document("a.txt", "Nothing.", None, "", ""), Context())
    []
    """
    return read_text(document.text, _known(document, context), document.name)


def outcome_of(document: Document, context: Context, endpoint: Endpoint | None = None) -> Outcome:
    """One document read, with a model's help where an endpoint is given.

    Where the model fails, the grammar's claims stay and the error says so.

    Examples
    --------
    >>> outcome_of(Document("a.txt", "Nothing.", None, "", ""), Context()).drafts
    ()
    """
    name, digest = document.name, document.digest
    if endpoint is None:
        return Outcome(name, tuple(read_one(document, context)), digest=digest)
    try:
        found = read_suggested(
            document.text, _known(document, context), name, partial(ask, endpoint)
        )
    except EndpointError as error:
        reason = f"{name}: {error}; the claims of the grammar are kept"
        return Outcome(name, tuple(read_one(document, context)), reason, digest=digest)
    return Outcome(name, tuple(found.drafts), model=found.summary, digest=digest)


def _known(document: Document, context: Context) -> Context:
    return replace(
        context,
        published=context.published or document.published,
        reporter=context.reporter or document.reporter,
    )


def find_documents(paths: Iterable[Path]) -> list[tuple[str, Path]]:
    """Names and paths of the documents in files and folders, in a fixed order.

    Raises
    ------
    ReadingError
        If a path is not there, or a folder holds no document.

    Examples
    --------
    >>> find_documents([Path(__file__)])[0][0]
    'archive.py'
    """
    found: list[tuple[str, Path]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file()
            )
            if not inside:
                kinds = ", ".join(sorted(SUFFIXES))
                raise ReadingError(f"{path}: holds no document ({kinds})")
            found += [(shown_name(p.relative_to(path)), p) for p in inside]
        elif path.is_file():
            found.append((shown_name(Path(path.name)), path))
        else:
            raise ReadingError(f"{path}: there is no such file or folder; check the name")
    return found


def read_archive(
    documents: list[tuple[str, Path]],
    context: Context,
    jobs: int = 1,
    scheduler: str = "",
    done: Callable[[Outcome], None] | None = None,
    endpoint: Endpoint | None = None,
) -> Iterator[Outcome]:
    """Read documents in parallel; outcomes come in the order of the documents.

    Parameters
    ----------
    documents
        Names and paths.
    context
        The crisis.
    jobs
        Processes on this machine.
    scheduler
        Address of a Dask scheduler, for instance `tcp://host:8786`; blank to stay here.
    done
        Called after each document.
    endpoint
        A model to ask for proposals, from this machine only; None to ask nobody.

    Raises
    ------
    ReadingError
        If the scheduler cannot be reached, or Dask is not installed.

    Examples
    --------
    >>> list(read_archive([], Context()))
    []
    """
    with ExitStack() as stack:
        local = not scheduler
        batches = _local_batches(jobs, endpoint) if local else _dask_batches(scheduler, stack)
        for first in range(0, len(documents), _BATCH):
            for outcome in batches(documents[first : first + _BATCH], context):
                if done is not None:
                    done(outcome)
                yield outcome


Batches = Callable[[list[tuple[str, Path]], Context], Iterable[Outcome]]


def _read_path(name: str, path: Path, context: Context, endpoint: Endpoint | None) -> Outcome:
    try:
        content = load_bytes(path)
    except OSError as error:
        return Outcome(name, error=f"{name}: {error.strerror or error}")
    return read_bytes(name, content, context, endpoint)


def _local_batches(jobs: int, endpoint: Endpoint | None) -> Batches:
    def in_process(batch: list[tuple[str, Path]], context: Context) -> Iterable[Outcome]:
        return (_read_path(name, path, context, endpoint) for name, path in batch)

    if jobs <= 1:
        return in_process
    pool = ProcessPoolExecutor(jobs)

    def in_pool(batch: list[tuple[str, Path]], context: Context) -> Iterable[Outcome]:
        nonlocal pool
        try:
            futures = [
                pool.submit(_read_path, name, path, context, endpoint) for name, path in batch
            ]
            return [future.result() for future in futures]
        except BrokenProcessPool:
            pool = ProcessPoolExecutor(jobs)
            return [_alone(name, path, context, endpoint) for name, path in batch]

    return in_pool


def _alone(name: str, path: Path, context: Context, endpoint: Endpoint | None) -> Outcome:
    """Read one document in a process of its own, which may die of it."""
    try:
        with ProcessPoolExecutor(1) as single:
            return single.submit(_read_path, name, path, context, endpoint).result()
    except BrokenProcessPool:
        return Outcome(name, error=f"{name}: ended its reader, likely for want of memory; split it")


def _dask_batches(scheduler: str, stack: ExitStack) -> Batches:
    """Reading on a cluster; the connection is closed with the stack."""
    try:
        dask: Any = import_module("distributed")
    except ImportError:
        raise ReadingError(
            "--scheduler needs Dask: `pip install counterflow[cluster]`, or leave it out"
        ) from None
    try:
        client = stack.enter_context(dask.Client(scheduler, timeout=10))
    except OSError as error:
        raise ReadingError(f"{scheduler}: no Dask scheduler answers ({error})") from None

    def on_cluster(batch: list[tuple[str, Path]], context: Context) -> Iterable[Outcome]:
        # Bytes travel, not paths: the workers need not see this machine's files.
        futures: list[Any] = []
        for name, path in batch:
            try:
                futures.append(client.submit(read_bytes, name, load_bytes(path), context))
            except OSError as error:
                futures.append(Outcome(name, error=f"{name}: {error.strerror or error}"))
        return list(client.gather(futures))

    return on_cluster
