"""Uploaded documents to text, in a process of its own that may not take too much of anything.

`python -m counterflow.app.extract NAME` reads the document from standard input and writes JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

from counterflow.reading import Document, ReadingError, read_document

MOST_BYTES = 20_000_000
"""Largest upload, in bytes."""

MOST_CHARACTERS = 500_000
"""Longest text read: a book of 250 pages."""

_MEMORY = 2_000_000_000
_SECONDS = 30


def extract(name: str, content: bytes) -> Document:
    """The text of a document that nobody vouches for.

    Parameters
    ----------
    name
        For messages and for the claims' title.
    content
        Its bytes: plain text, HTML or PDF.

    Raises
    ------
    ReadingError
        If it cannot be read, or is too large, or takes too long.

    Examples
    --------
    >>> extract("a.txt", b"About 5,000 people left.").text
    'About 5,000 people left.'
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "counterflow.app.extract", name],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
        told = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise ReadingError(
            f"{name}: takes longer than {_SECONDS} s to read; save its text and paste that"
        ) from None
    except ValueError:
        raise ReadingError(
            f"{name}: unpacks to more than can be read; save its text and paste that"
        ) from None
    if "error" in told:
        raise ReadingError(told["error"])
    published = date.fromisoformat(told["published"]) if told["published"] else None
    document = Document(name, told["text"], published, told["reporter"], told["digest"])
    return check_length(document)


def check_length(document: Document) -> Document:
    """The document, if it is not too long to read while somebody waits.

    Raises
    ------
    ReadingError
        If it is.

    Examples
    --------
    >>> check_length(Document("a", "Text", None, "", "0")).name
    'a'
    """
    if len(document.text) > MOST_CHARACTERS:
        raise ReadingError(
            f"{document.name}: has {len(document.text):,} characters; the app reads up to "
            f"{MOST_CHARACTERS:,} at once; split it, or use `counterflow read`"
        )
    return document


def _limit() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def main() -> None:
    """Read standard input."""
    _limit()
    try:
        found = read_document(sys.argv[1], sys.stdin.buffer.read(MOST_BYTES + 1))
        told = {
            "text": found.text[: MOST_CHARACTERS + 1],
            "published": found.published.isoformat() if found.published else "",
            "reporter": found.reporter,
            "digest": found.digest,
        }
    except ReadingError as error:
        told = {"error": str(error)}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
