"""What commands found out about a run, kept beside it as small JSON files for its report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterflow.errors import CounterflowError
from counterflow.estimation.files import replace_text, writable_folder

FOLDER = "sections"


class KeptError(CounterflowError):
    """A kept part of a run cannot be read.

    Examples
    --------
    >>> KeptError("sections/history.json cannot be read").exit_code
    2
    """


@dataclass(frozen=True, slots=True)
class Kept:
    """One part of a run.

    Parameters
    ----------
    content
        What was found; None where there is nothing.
    outdated
        Whether there is something, but of an earlier estimate or ledger.

    Examples
    --------
    >>> Kept().content is None
    True
    """

    content: Any = None
    outdated: bool = False


def estimate_key(run: Mapping[str, Any]) -> str:
    """What tells one estimate from another: its ledger and its headline numbers.

    Parameters
    ----------
    run
        Content of run.json.

    Examples
    --------
    >>> estimate_key({"ledger_hash": "a", "headline": []}) == estimate_key({"ledger_hash": "b"})
    False
    """
    text = json.dumps([run.get("ledger_hash"), run.get("headline")], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def keep(folder: Path, name: str, of: str, content: Any) -> Path:
    """Keep a part of a run for its report.

    Parameters
    ----------
    folder
        Of the run.
    name
        Of the part, for instance `history`.
    of
        What it was found in: `estimate_key` of the run, or the hash of a ledger.
    content
        Plain values.

    Raises
    ------
    OutputError
        If the folder cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as out:
    ...     path = keep(Path(out), "history", "abc", [1])
    ...     read_kept(Path(out), "history", "abc").content
    [1]
    """
    path = writable_folder(folder / FOLDER) / f"{name}.json"
    text = json.dumps({"of": of, "content": content}, ensure_ascii=False, separators=(",", ":"))
    replace_text(path, f"{text}\n")
    return path


def read_kept(folder: Path, name: str, of: str) -> Kept:
    """A kept part of a run.

    Parameters
    ----------
    folder, name, of
        See `keep`; a part of something else is said to be outdated.

    Raises
    ------
    KeptError
        If the file is damaged.

    Examples
    --------
    >>> read_kept(Path("nowhere"), "history", "abc")
    Kept(content=None, outdated=False)
    """
    path = folder / FOLDER / f"{name}.json"
    if not path.is_file():
        return Kept()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        is_same = found["of"] == of
        content = found["content"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeptError(f"{path} cannot be read ({error}); delete it or make it again") from None
    return Kept(content) if is_same else Kept(outdated=True)
