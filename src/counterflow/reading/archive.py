"""Many documents: read in parallel, in order, one bad file never stopping the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from pathlib import Path

from counterflow.reading.cluster import cluster_batches
from counterflow.reading.context import Context
from counterflow.reading.document import SUFFIXES, ReadingError, load_bytes, shown_name
from counterflow.reading.endpoint import Endpoint
from counterflow.reading.outcome import Outcome, read_bytes

_BATCH = 64


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
        If the scheduler cannot be reached, goes away or has no worker, or Dask is not installed.

    Examples
    --------
    >>> list(read_archive([], Context()))
    []
    """
    with ExitStack() as stack:
        local = not scheduler
        batches = _local_batches(jobs, endpoint) if local else cluster_batches(scheduler, stack)
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
