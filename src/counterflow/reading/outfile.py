"""The file of `--out`: what an earlier run left in it that still holds, and what is read anew."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from counterflow.ledger.replacing import replacing
from counterflow.reading.context import Context
from counterflow.reading.document import ReadingError, load_bytes
from counterflow.reading.endpoint import Endpoint

_DIGITS = 12  # of a digest of settings


def settings_digest(context: Context, endpoint: Endpoint | None = None) -> str:
    """Tells settings from others that may read the same document in another way.

    Examples
    --------
    >>> settings_digest(Context()) == settings_digest(Context(origin="SDN"))
    False
    """
    asked = None if endpoint is None else (endpoint.url, endpoint.name)
    whole = repr((context, asked)).encode("utf-8", "backslashreplace")
    return hashlib.sha256(whole).hexdigest()[:_DIGITS]


def resume(out: Path, settings: str, documents: Sequence[tuple[str, Path | None]]) -> set[int]:
    """Which documents an earlier run has read; the lines that no longer hold are taken out.

    Taken out are a half-written line, documents that could not be read, and documents whose
    content has changed since.

    Parameters
    ----------
    out
        What the earlier run wrote; may not exist.
    settings
        What the documents are to be read with, from `settings_digest`.
    documents
        Names and paths; None for an address, whose content is not looked at again.

    Returns
    -------
    set of int
        Positions in `documents`.

    Raises
    ------
    ReadingError
        If the file is a folder, or was not written by such a run, or with other settings.
    OSError
        If it cannot be written; it is then as it was.

    Examples
    --------
    >>> resume(Path("nowhere.jsonl"), "", [("a.txt", Path("a.txt"))])
    set()
    """
    if out.is_dir():
        raise ReadingError(f"{out}: is a folder; --out takes the name of a file")
    if not out.exists():
        return set()
    lines = list(_lines(out, settings))
    held: dict[str, set[str]] = defaultdict(set)
    for name, digest, failed in lines:
        if not failed:
            held[name].add(digest)
    done: set[int] = set()
    good: dict[str, set[str]] = defaultdict(set)
    for at, (name, path) in enumerate(documents):
        # A name that was never read is not opened.
        digests = held[name] if path is None else held[name] & _digest(path, held[name])
        good[name] |= digests
        if digests:
            done.add(at)
    holds = [
        name not in good or (not failed and digest in good[name]) for name, digest, failed in lines
    ]
    _keep(out, holds)
    return done


def _lines(out: Path, settings: str) -> Iterator[tuple[str, str, bool]]:
    """Document, digest of its content, and whether it failed, of each whole line."""
    with out.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            try:
                record = json.loads(line)
                name, digest = str(record["doc"]), str(record.get("digest", ""))
                other, failed = record.get("settings") != settings, "error" in record
            except (ValueError, KeyError, TypeError, AttributeError):
                raise ReadingError(
                    f"{out}: is not the output of an earlier `counterflow read`; "
                    "choose another name for --out"
                ) from None
            if other:
                raise ReadingError(
                    f"{out}: holds what was read with another case, --published, --reporter or "
                    "model; choose another name for --out"
                )
            yield name, digest, failed


def _digest(path: Path, wanted: set[str]) -> set[str]:
    """The digest of a file's content; nothing where none is wanted or it cannot be opened."""
    if not wanted:
        return set()
    try:
        return {hashlib.sha256(load_bytes(path)).hexdigest()}
    except OSError:
        return set()


def _keep(out: Path, kept: list[bool]) -> None:
    """Leave out the lines that are not kept, and what follows the last whole one."""
    with out.open("rb") as file:
        whole = sum(len(line) for line, _ in zip(file, kept, strict=False))
    if all(kept) and whole == out.stat().st_size:
        return
    with replacing(out) as new, out.open("rb") as old:
        new.writelines(line for line, wanted in zip(old, kept, strict=False) if wanted)
