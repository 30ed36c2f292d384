"""What the claims of one document say together: fields that one states and another assumed."""

from __future__ import annotations

from counterflow.reading.compared_windows import with_compared_windows
from counterflow.reading.context import Context
from counterflow.reading.count_days import with_day_of_counts
from counterflow.reading.draft import Draft
from counterflow.reading.listed_rows import with_rows_dated
from counterflow.reading.resident import with_resident_host
from counterflow.reading.retold import with_retold
from counterflow.reading.weak_measures import with_measures_agreed


def coherent(
    drafts: list[Draft], text: str, context: Context, topic: tuple[str, ...]
) -> list[Draft]:
    """The drafts of a document, made to agree where only some of them state a field."""
    drafts = with_resident_host(drafts, text, topic)
    drafts = with_measures_agreed(drafts, text)
    drafts = with_compared_windows(drafts, text)
    drafts = with_day_of_counts(drafts, text)
    drafts = with_rows_dated(drafts, text, context)
    return with_retold(drafts, text)
