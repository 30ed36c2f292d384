"""Documents to claims: text, quantities, measures, places, periods, attribution, privacy."""

from counterflow.reading.archive import find_documents, read_archive
from counterflow.reading.context import Anchor, Context, case_context
from counterflow.reading.document import (
    MAX_BYTES,
    Document,
    ReadingError,
    latest_today,
    load_document,
    read_document,
)
from counterflow.reading.draft import Draft
from counterflow.reading.endpoint import Endpoint, configured
from counterflow.reading.fetch import fetch_document
from counterflow.reading.outcome import (
    FROM_FILE,
    Outcome,
    outcome_of,
    read_bytes,
    read_one,
    read_safely,
)
from counterflow.reading.outfile import resume, settings_digest
from counterflow.reading.printable import printable
from counterflow.reading.privacy import hide_names
from counterflow.reading.proposals import (
    Added,
    Decision,
    add_drafts,
    decide,
    edited,
    proposed,
    require_own,
    save,
)
from counterflow.reading.reader import read_text
from counterflow.reading.reopened import Library, Passage, passage, words_of

__all__ = [
    "FROM_FILE",
    "MAX_BYTES",
    "Added",
    "Anchor",
    "Context",
    "Decision",
    "Document",
    "Draft",
    "Endpoint",
    "Library",
    "Outcome",
    "Passage",
    "ReadingError",
    "add_drafts",
    "case_context",
    "configured",
    "decide",
    "edited",
    "fetch_document",
    "find_documents",
    "hide_names",
    "latest_today",
    "load_document",
    "outcome_of",
    "passage",
    "printable",
    "proposed",
    "read_archive",
    "read_bytes",
    "read_document",
    "read_one",
    "read_safely",
    "read_text",
    "require_own",
    "resume",
    "save",
    "settings_digest",
    "words_of",
]
