"""Documents that were read: their claims proposed to the case, names of persons hidden."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counterflow.app.problem import AppError
from counterflow.app.records import new_id, read_json, write_json
from counterflow.app.workspace import Workspace
from counterflow.reading import (
    Added,
    Document,
    Draft,
    add_drafts,
    case_context,
    hide_names,
    read_text,
)

_FOLDER = "documents"
_LONGEST_NAME = 80
_LONGEST_SENTENCE = 600


@dataclass(frozen=True)
class Read:
    """What a document held.

    Parameters
    ----------
    digest
        Of its text.
    added
        What was proposed to the case.

    Examples
    --------
    >>> Read("0", Added((), (), 0)).added.known
    0
    """

    digest: str
    added: Added


@dataclass(frozen=True)
class Sentence:
    """Where a claim was read, in three pieces, names of persons hidden.

    Examples
    --------
    >>> Sentence("About ", "5,000", " people left.").quantity
    '5,000'
    """

    before: str
    quantity: str
    after: str


def pasted(text: str) -> Document:
    """A text that was pasted, as a document, named by its content.

    Examples
    --------
    >>> pasted("About 5,000 people left.").name
    'Pasted text dd0e39'
    """
    from counterflow.reading.document import dateline

    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return Document(f"Pasted text {digest[:6]}", text, dateline(text), "", digest)


def safe_name(name: str) -> str:
    """A client's name of a document as one line of words: no folder, no control character.

    Examples
    --------
    >>> safe_name("../../etc/pass\\x00wd"), safe_name("C:\\\\x\\\\a.txt")
    ('passwd', 'a.txt')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in last)
    return " ".join(plain.split())[:_LONGEST_NAME].strip(". ")


def propose(
    workspace: Workspace, document: Document, published: date | None, reporter: str
) -> Read:
    """Read a document and propose its claims to the case.

    Parameters
    ----------
    workspace
        Whose case is changed.
    document
        What is read.
    published, reporter
        Where the document does not say.

    Raises
    ------
    AppError
        If its day of publication is not known.
    Busy
        If somebody else is writing.
    """
    day = published or document.published
    case = workspace.case()
    drafts = read_text(
        document.text, case_context(case, day, reporter or document.reporter), document.name
    )
    if day is None and any(draft.published is None for draft in drafts):
        raise AppError("The text does not print its day of publication; give it in the form.", 422)
    with workspace.change() as draft_case:
        added = add_drafts(draft_case, drafts, day)
    _keep(workspace, document, drafts, added)
    return Read(document.digest, added)


def sentences(home: Path) -> dict[str, Sentence]:
    """Id of each proposed claim to the sentence it was read in."""
    found: dict[str, Sentence] = {}
    for path in sorted((home / _FOLDER).glob("*.json")):
        for claim, pieces in read_json(path).get("claims", {}).items():
            found[claim] = Sentence(*pieces)
    return found


def _keep(workspace: Workspace, document: Document, drafts: Sequence[Draft], added: Added) -> None:
    """Keep the sentences of the new claims; of the text, nothing else."""
    if not added.claims:
        return
    at = {f"characters {draft.start}-{draft.end}": draft for draft in drafts}
    claims = {
        claim.id: list(_pieces(document.text, at[claim.locator]))
        for claim in workspace.case().claims
        if claim.id in added.claims
    }
    folder = workspace.home / _FOLDER
    folder.mkdir(exist_ok=True)
    write_json(folder / f"{new_id()}.json", {"document": document.name, "claims": claims})


def _pieces(text: str, draft: Draft) -> tuple[str, str, str]:
    sentence = " ".join(hide_names(text[draft.sentence_start : draft.sentence_end]).split())
    quantity = " ".join(draft.text.split())
    before, found, after = sentence.partition(quantity)
    if not found:
        return "", quantity, ""
    return before[-_LONGEST_SENTENCE:], quantity, after[:_LONGEST_SENTENCE]
