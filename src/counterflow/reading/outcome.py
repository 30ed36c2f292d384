"""One document read, and what became of it: claims, or the reason why there are none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from counterflow.errors import CounterflowError
from counterflow.reading.context import Context
from counterflow.reading.document import Document, read_document
from counterflow.reading.draft import Draft
from counterflow.reading.endpoint import Endpoint, EndpointError, ask
from counterflow.reading.reader import read_text
from counterflow.reading.suggested import read_suggested

FROM_FILE = "published: the day the file was made, as none is printed"
"""The reason of a claim whose day of publication is a guess."""


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
    drafts = read_text(document.text, _known(document, context), document.name)
    return _dated(drafts, document, context)


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
    drafts = _dated(found.drafts, document, context)
    return Outcome(name, tuple(drafts), model=found.summary, digest=digest)


def _known(document: Document, context: Context) -> Context:
    return replace(
        context,
        published=context.published or document.published or document.made,
        reporter=context.reporter or document.reporter,
    )


def _dated(drafts: Sequence[Draft], document: Document, context: Context) -> list[Draft]:
    """The drafts, saying so where the day of publication is only the day the file was made."""
    if context.published or document.published or document.made is None:
        return list(drafts)
    return [replace(draft, reasons=(*draft.reasons, FROM_FILE)) for draft in drafts]
