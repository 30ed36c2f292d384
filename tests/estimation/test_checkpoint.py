"""A checkpoint is trusted only when it is whole and about this very run."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from counterflow.estimation.checkpoint import Checkpoint
from counterflow.estimation.files import OutputError, replace_file, writable_folder

FINGERPRINT = {"ledger_hash": "abc", "settings": {"seed": 1, "draws": 100}, "as_of": None}


@pytest.fixture
def point(tmp_path: Path) -> Checkpoint:
    return Checkpoint(tmp_path, FINGERPRINT)


def test_arrays_come_back_to_the_last_bit(point: Checkpoint) -> None:
    arrays = {
        "z": np.random.default_rng(0).normal(size=(2, 3)),
        "key": np.asarray([1, 2**32 - 1], dtype=np.uint32),
        "flag": np.asarray([True, False]),
        "none": np.zeros((0, 4)),
    }
    point.save(arrays)
    found = point.load()
    assert found is not None
    assert set(found) == set(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)


def test_there_is_none_before_and_after(point: Checkpoint, tmp_path: Path) -> None:
    assert point.load() is None
    point.clear()
    point.save({"z": np.zeros(1)})
    point.clear()
    assert point.load() is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "other",
    [
        {**FINGERPRINT, "ledger_hash": "abd"},
        {**FINGERPRINT, "settings": {"seed": 2, "draws": 100}},
        {**FINGERPRINT, "as_of": "2022-12-31"},
        {},
    ],
)
def test_that_of_another_run_is_ignored_and_kept(
    point: Checkpoint, tmp_path: Path, other: dict[str, object]
) -> None:
    point.save({"z": np.zeros(1)})
    assert Checkpoint(tmp_path, other).load() is None
    assert point.load() is not None


def test_order_of_the_fingerprint_is_irrelevant(point: Checkpoint, tmp_path: Path) -> None:
    point.save({"z": np.zeros(1)})
    assert Checkpoint(tmp_path, dict(reversed(FINGERPRINT.items()))).load() is not None


@pytest.mark.parametrize("kept", [0, 1, 10, 0.3, 0.6, 0.99])
def test_a_truncated_one_is_ignored(point: Checkpoint, kept: float) -> None:
    point.save({"z": np.random.default_rng(0).normal(size=500)})
    whole = point.path.read_bytes()
    point.path.write_bytes(whole[: int(kept if kept >= 1 else kept * len(whole))])
    assert point.load() is None


def test_a_damaged_one_is_ignored(point: Checkpoint) -> None:
    point.save({"z": np.random.default_rng(0).normal(size=500)})
    whole = bytearray(point.path.read_bytes())
    whole[len(whole) // 2] ^= 255
    point.path.write_bytes(bytes(whole))
    assert point.load() is None


def test_a_file_of_something_else_is_ignored(point: Checkpoint) -> None:
    point.path.write_text("a diary")
    assert point.load() is None


def test_a_failure_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "account.csv"
    target.write_text("old")

    def fail(path: Path) -> None:
        path.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        replace_file(target, fail)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_kill_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "account.csv"
    target.write_text("old")
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from counterflow.estimation.files import replace_file\n"
        "def write(path):\n"
        "    path.write_text('half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "replace_file(Path(sys.argv[1]), write)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, target], check=False)
    assert done.returncode == -signal.SIGKILL
    assert target.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 2
    replace_file(tmp_path / "claims.csv", lambda path: path.write_text("new") and None)
    assert {path.name for path in tmp_path.iterdir()} == {"account.csv", "claims.csv"}


def test_drafts_of_writers_alive_or_of_other_machines_stay(tmp_path: Path) -> None:
    alive = f".a.csv.{os.getppid()}@{platform.node()}.part"
    others = {alive, ".a.csv.999999999@elsewhere.part", ".own.part"}
    for name in others:
        (tmp_path / name).touch()
    replace_file(tmp_path / "b.csv", lambda path: path.write_text("new") and None)
    assert {path.name for path in tmp_path.iterdir()} == {*others, "b.csv"}


def test_a_folder_is_made_with_its_parents_and_left_clean(tmp_path: Path) -> None:
    folder = writable_folder(tmp_path / "a" / "b")
    assert folder.is_dir()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_in_the_way_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("kept")
    with pytest.raises(OutputError, match=r"cannot write to .*file.*choose another folder"):
        writable_folder(tmp_path / place)
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_cannot_be_written_to_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Permissions do not bind a superuser, so the refusal itself is simulated.
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(OutputError, match="Permission denied"):
        writable_folder(tmp_path)
