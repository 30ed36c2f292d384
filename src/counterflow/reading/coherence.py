"""What the claims of one document say together: fields that one states and another assumed."""

from __future__ import annotations

from counterflow.reading.draft import Draft
from counterflow.reading.resident import with_resident_host


def coherent(drafts: list[Draft], text: str, topic: tuple[str, ...]) -> list[Draft]:
    """The drafts of a document, made to agree where only some of them state a field."""
    return with_resident_host(drafts, text, topic)
