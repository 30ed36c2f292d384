"""A Dask cluster reads as this machine does, and says so when it cannot."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Timer
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from counterflow.cli import app
from counterflow.reading import Context, ReadingError, cluster, find_documents, read_archive

CONTEXT = Context(published=date(2024, 5, 2))


@pytest.fixture
def documents(tmp_path: Path) -> list[tuple[str, Path]]:
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(
            f"Chad has taken in {number + 2}00,000 Sudanese refugees since April 2023."
        )
    (folder / "bad.txt").write_bytes(b"\xff\xfe\xff")
    return find_documents([folder])


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.05)


def started(workers: int) -> Any:
    distributed = pytest.importorskip("distributed")
    return distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=False, dashboard_address=None
    )


def test_a_cluster_reads_as_this_machine_does(documents: list[tuple[str, Path]]) -> None:
    with started(1) as local:
        there = list(read_archive(documents, CONTEXT, scheduler=local.scheduler_address))
    assert there == list(read_archive(documents, CONTEXT))
    assert [len(outcome.drafts) for outcome in there].count(1) == 5


@pytest.mark.parametrize("address", ["nonsense", "tcp://", "foo://host:1", "tcp://host:x"])
def test_what_is_no_scheduler_is_said_plainly(address: str) -> None:
    with pytest.raises(ReadingError, match=r"counterflow\[cluster\]|no Dask scheduler"):
        list(read_archive([], Context(), scheduler=address))


@pytest.mark.usefixtures("hurried")
def test_a_cluster_without_workers_is_not_waited_for(documents: list[tuple[str, Path]]) -> None:
    with started(0) as local:
        address = local.scheduler_address
        with pytest.raises(ReadingError, match=r"no worker for 0\.2 s") as told:
            list(read_archive(documents, CONTEXT, scheduler=address))
    assert str(told.value).startswith(address)


def test_a_scheduler_that_ends_is_named(documents: list[tuple[str, Path]]) -> None:
    local = started(0)
    address = local.scheduler_address
    Timer(0.3, local.close).start()
    with pytest.raises(ReadingError, match=f"{address}: the Dask scheduler went away"):
        list(read_archive(documents, CONTEXT, scheduler=address))


def test_a_document_that_ends_its_workers_stops_nothing(
    documents: list[tuple[str, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def submit(read: Any, name: str, *rest: Any) -> Any:
        def result(timeout: float) -> Any:
            if name == "2.txt":
                raise RuntimeError("attempted to run it on 4 workers")
            return read(name, *rest)

        return SimpleNamespace(result=result)

    class Client:
        def __init__(self, *_: Any, **__: Any) -> None:
            self.submit = submit

        def __enter__(self) -> Client:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(cluster, "import_module", lambda _: SimpleNamespace(Client=Client))
    outcomes = list(read_archive(documents, CONTEXT, scheduler="tcp://host:1"))
    assert [outcome.doc for outcome in outcomes if outcome.error] == ["2.txt", "bad.txt"]
    assert "2.txt: ended its reader" in outcomes[2].error


def test_a_blank_address_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text")
    result = CliRunner().invoke(app, ["read", str(tmp_path / "a.txt"), "--scheduler", ""])
    assert result.exit_code == 2
    assert "--scheduler needs an address" in result.stderr
