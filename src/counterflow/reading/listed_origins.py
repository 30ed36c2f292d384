"""Countries listed behind "from" with a number each: where those came from who are in one host."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.amended import placed_in, why
from counterflow.reading.draft import Draft
from counterflow.reading.places import find_places

_FROM_LIST = re.compile(
    r"\bfrom (?:(?:the|of|all|total|and|mainly|mostly|immigrants|arrivals|refugees|migrants|"
    r"claims|applicants|applications|citizens|nationals|people|another|per ?cent|"
    r"[A-ZÀ-Þ][\w.’'-]*|[\d.%]+)[\s,()]+)+$"
)
_FROM = re.compile(r" (?:\w+ )?from (?P<x>[^,;.]{3,30})")  # "..., 4,000 from Peru"
_GAPPED = re.compile(
    r"\bfrom (?:the )?(?P<x>[A-Z][\w ’'-]{2,30}?),? (?:and|while|but) (?:the )?[A-Z][\w ’'-]{2,30} $"
)  # "Iran hosts 750,000 refugees from Afghanistan and Pakistan 1.3 million": the verb is left out
_RUSSIAN_LIST = re.compile(
    r"\b[Ии]з (?:(?:[А-ЯЁ][\w-]+|\d[\d.,]*|тыс|млн|тысяч\w*|миллион\w*|человек|на|втором|третьем|"
    r"четвертом|пятом|"
    r"втор\w+|треть\w+|мест\w+|затем|далее|следом|следуют|идут|за|ней|ним|ними|и|а|также|ещё|еще|"
    r"из|прибыл\w*|приехал\w*)[\s,.()—–-]+)+$"
)
_REACH = 250  # characters


def with_listed_origins(drafts: list[Draft], text: str) -> list[Draft]:
    """The drafts of a document, numbers of a list of origins in the host of the list's first."""
    found: list[Draft] = []
    for draft in drafts:
        before = found[-1] if found else None
        listed = why(draft, "place") == "list item"
        if (
            before is not None
            and listed
            and before.measure is draft.measure
            and before.sentence_start == draft.sentence_start
            and before.destinations not in (draft.destinations, (before.origin,))
            and len(draft.destinations) == 1
            and _is_of_origins(
                text[max(draft.sentence_start, draft.start - _REACH) : draft.start], before
            )
        ):
            ahead = _FROM.match(text, draft.end)
            named = find_places(ahead.group("x")) if ahead else []
            origin = named[0].code if named else draft.destinations[0]
            draft = placed_in(draft, before.destinations, "where the list's first are")
            draft = replace(draft, origin=origin)
        found.append(draft)
    return found


def _is_of_origins(lead: str, before: Draft) -> bool:
    """Whether what leads to a number lists where people came from."""
    if _RUSSIAN_LIST.search(lead):
        return True
    gapped = _GAPPED.search(lead)
    if gapped and any(place.code == before.origin for place in find_places(gapped.group("x"))):
        return False
    return before.destinations != () and _FROM_LIST.search(lead) is not None
