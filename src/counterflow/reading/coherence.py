"""What the claims of one document say together: fields that one states and another assumed."""

from __future__ import annotations

from counterflow.reading.compared_windows import with_compared_windows
from counterflow.reading.context import Context
from counterflow.reading.count_days import with_day_of_counts
from counterflow.reading.draft import Draft
from counterflow.reading.listed_origins import with_listed_origins
from counterflow.reading.listed_rows import with_rows_dated
from counterflow.reading.open_ends import with_open_ends
from counterflow.reading.past_windows import with_past_windows
from counterflow.reading.resident import with_resident_host
from counterflow.reading.retold import with_retold
from counterflow.reading.scene import Memory
from counterflow.reading.shares_of_flows import with_shares_of_flows
from counterflow.reading.sources_agreed import with_sources_agreed
from counterflow.reading.weak_measures import with_measures_agreed


def coherent(drafts: list[Draft], text: str, context: Context, memory: Memory) -> list[Draft]:
    """The drafts of a document, made to agree where only some of them state a field.

    Parameters
    ----------
    drafts
        The claims, in the order of the text.
    text, context
        The document, the crisis and the day of publication.
    memory
        What reading has left: the country the document is set in, the windows it names.
    """
    if not drafts:
        return drafts
    drafts = with_listed_origins(drafts, text)
    drafts = with_resident_host(drafts, text, memory.topic)
    drafts = with_listed_origins(drafts, text)
    drafts = with_measures_agreed(drafts, text)
    drafts = with_past_windows(drafts, memory.told.windows if memory.told else {})
    drafts = with_compared_windows(drafts, text)
    drafts = with_shares_of_flows(drafts)
    drafts = with_day_of_counts(drafts, text)
    drafts = with_rows_dated(drafts, text, context)
    drafts = with_sources_agreed(drafts, text, memory.credits, memory.origin)
    return with_open_ends(with_retold(drafts, text))
