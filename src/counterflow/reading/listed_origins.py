"""Countries listed behind "from" with a share each: where those came from who are in one host."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.amended import placed_in, why
from counterflow.reading.draft import Draft
from counterflow.terms import Measure

_FROM_LIST = re.compile(
    r"\bfrom (?:(?:the|of|all|total|and|mainly|mostly|immigrants|arrivals|refugees|migrants|claims|per ?cent|[A-ZÀ-Þ][\w.’'-]*|[\d.%]+)[\s,()]+)+$"
)
_REACH = 250  # characters


def with_listed_origins(drafts: list[Draft], text: str) -> list[Draft]:
    """The drafts of a document, shares of a list of origins in the host of the list's first."""
    found: list[Draft] = []
    for draft in drafts:
        before = found[-1] if found else None
        listed = draft.measure is Measure.SHARE and why(draft, "place") == "list item"
        if (
            before is not None
            and listed
            and before.measure is Measure.SHARE
            and before.sentence_start == draft.sentence_start
            and before.destinations not in ((), draft.destinations, (before.origin,))
            and len(draft.destinations) == 1
            and _FROM_LIST.search(
                text[max(draft.sentence_start, draft.start - _REACH) : draft.start]
            )
        ):
            origin = draft.destinations[0]
            draft = placed_in(draft, before.destinations, "where the list's first are")
            draft = replace(draft, origin=origin)
        found.append(draft)
    return found
