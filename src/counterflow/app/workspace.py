"""Where the app works: a live case and, beside it, everything the app keeps."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from counterflow.app.lock import writing
from counterflow.cases import Case, load_case, record_case
from counterflow.cases.casefile import CASE_FILE
from counterflow.cases.load import SOURCES_FILE, bundled_cases, find_case
from counterflow.cases.rules import CLAIMS_FILE
from counterflow.estimation.files import replace_file, writable_folder
from counterflow.ledger.store import LedgerError
from counterflow.reading.rejected import REJECTED_FILE

# Sources first: a kill in between leaves no claim without its source, and no rejection forgotten.
_FILES = (SOURCES_FILE, CASE_FILE, REJECTED_FILE, CLAIMS_FILE)


@dataclass
class Workspace:
    """A live case and the app's own folder.

    Parameters
    ----------
    home
        The app's folder: runs, scenarios, documents that were read.
    folder
        The live case, which the app changes.
    original
        The case as it was named; the same as `folder` for a case of one's own.
    stored
        Folder of a run made before, outside the workspace; may not exist.

    Examples
    --------
    >>> Workspace(Path("work"), Path("work/case"), Path("original"), Path("out")).is_copy
    True
    """

    home: Path
    folder: Path
    original: Path
    stored: Path
    _kept: tuple[tuple[float, ...], Case] | None = field(default=None, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def is_copy(self) -> bool:
        """Whether the app works on a copy, because the original comes with the package."""
        return self.folder != self.original

    def case(self) -> Case:
        """The live case, read again only when a file of it has changed.

        Raises
        ------
        CaseError
            If somebody has broken a file.
        """
        with self._guard:
            stamp = self.stamp()
            if self._kept is None or self._kept[0] != stamp:
                self._kept = stamp, load_case(self.folder)
            return self._kept[1]

    def known(self) -> Case:
        """The case as it was last sound: for saying what is wrong with it now."""
        return self._kept[1] if self._kept else self.case()

    def stamp(self) -> tuple[float, ...]:
        """Tells a state of the case's files from another, without reading them."""
        return tuple(_stamp(self.folder / name) for name in _FILES)

    @contextmanager
    def change(self) -> Iterator[Case]:
        """Change the case: the block works on a draft, which replaces the case if it is sound.

        Raises
        ------
        Busy
            If somebody else is writing.
        CaseError
            If the changed case would not load; it is then as it was.
        """
        with writing(self.home), tempfile.TemporaryDirectory(dir=self.home, prefix=".") as name:
            draft = Path(name) / self.folder.name
            copy_case(self.case(), draft)
            yield load_case(draft)
            load_case(draft)
            for file in _FILES:
                if not (draft / file).exists():
                    continue  # nothing was ever rejected
                content = (draft / file).read_bytes()
                if (
                    not (self.folder / file).exists()
                    or content != (self.folder / file).read_bytes()
                ):
                    replace_file(self.folder / file, lambda p, c=content: _write(p, c))  # type: ignore[misc]
        # The ledger keeps every earlier version; where it cannot be written, the case still holds.
        with suppress(LedgerError):
            record_case(self.case())


def open_workspace(case: str, work: Path | None = None, stored: Path | None = None) -> Workspace:
    """Make or find the workspace of a case.

    A bundled case is copied into the workspace once; a case of one's own is worked on where it is.

    Parameters
    ----------
    case
        Name of a bundled case, or a folder.
    work
        Folder of the workspace; `work/CASE` if not given.
    stored
        Folder of a run made before; `out/CASE` if not given.

    Raises
    ------
    CaseError
        If there is no such case, or it cannot be loaded.
    OutputError
        If the workspace cannot be written to.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     open_workspace("russia-2022", Path(folder)).is_copy
    True
    """
    original = find_case(case)
    loaded = load_case(original)
    home = writable_folder(work or Path("work") / loaded.id).resolve()
    folder = original.resolve()
    if original in bundled_cases().values():
        folder = home / "case"
        if not folder.exists():
            draft = Path(tempfile.mkdtemp(dir=home, prefix=".")) / "case"
            copy_case(loaded, draft)
            draft.replace(folder)
            draft.parent.rmdir()
    stored = (stored or Path("out") / loaded.id).resolve()
    return Workspace(home, folder, original, stored)


def copy_case(case: Case, to: Path) -> None:
    """Copy what a case is made of; its ledger and anything else in its folder stay where they are.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as name:
    ...     copy_case(load_case("russia-2022"), Path(name, "copy"))
    ...     (Path(name, "copy") / "claims.csv").is_file()
    True
    """
    to.mkdir(parents=True)
    wanted = [case.folder / name for name in (*_FILES, case.spec.basemap) if name]
    for path in wanted:
        # A map may lie anywhere; what lies outside the folder is not the app's to copy.
        if path.is_file() and path.resolve().is_relative_to(case.folder.resolve()):
            copy = to / path.relative_to(case.folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    scenarios = case.folder / "scenarios"
    if scenarios.is_dir():
        shutil.copytree(scenarios, to / scenarios.name, copy_function=shutil.copyfile)


def _stamp(path: Path) -> float:
    try:
        found = path.stat()
    except OSError:
        return -1.0
    return found.st_mtime_ns + found.st_size / 2**40


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
