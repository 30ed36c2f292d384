"""What a killed run leaves behind, so that the next one goes on where it stopped."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from counterflow.estimation.files import replace_file

_FILE = "checkpoint.npz"


@dataclass(frozen=True)
class Checkpoint:
    """Arrays saved between chunks, valid for one fingerprint only.

    Parameters
    ----------
    folder
        Where the file lies.
    fingerprint
        Ledger hash, settings and versions; a checkpoint of anything else is ignored.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     point = Checkpoint(Path(folder), {"seed": 1})
    ...     point.save({"z": np.zeros(3)})
    ...     sorted(point.load()), Checkpoint(Path(folder), {"seed": 2}).load()
    (['z'], None)
    """

    folder: Path
    fingerprint: dict[str, Any]

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / _FILE

    def save(self, arrays: dict[str, NDArray[Any]]) -> None:
        """Write all arrays at once; a kill leaves the old file or the new one."""
        stamp = np.frombuffer(json.dumps(self.fingerprint, sort_keys=True).encode(), np.uint8)

        def write(path: Path) -> None:
            with path.open("wb") as file:
                np.savez(file, fingerprint=stamp, **arrays)  # type: ignore[arg-type]

        replace_file(self.path, write)

    def load(self) -> dict[str, NDArray[Any]] | None:
        """The saved arrays, or None if there are none of this fingerprint, or none whole."""
        try:
            with np.load(self.path) as found:
                arrays = {name: found[name] for name in found.files}
        except (OSError, ValueError, EOFError, BadZipFile):
            return None
        stamp = arrays.pop("fingerprint", np.zeros(0, np.uint8)).tobytes().decode()
        return arrays if stamp == json.dumps(self.fingerprint, sort_keys=True) else None

    def clear(self) -> None:
        """Remove the file after a finished run."""
        self.path.unlink(missing_ok=True)
