"""What a number counts where its own words hardly say: what the document counts otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from counterflow.reading.amended import FOLLOWS, counted_as, why
from counterflow.reading.draft import Draft
from counterflow.reading.papers import OTHER_PAPERS
from counterflow.terms import Measure

_COUNTED = "refugees counted"
_FLOWS = frozenset({Measure.ARRIVALS, Measure.BORDER_ENTRIES, Measure.ASYLUM_APPLICATIONS})
_OTHER_WISHES = re.compile(
    r"\b(?:visas?|permits?|residen\w+|regulari\w+|citizenship|naturali\w+|passports?|work|jobs?|"
    r"status|schools?|universit\w+|placements?|programmes?|programs?|schemes?)\b",
    re.IGNORECASE,
)
"""What is applied for where it is not asylum."""
_APPLIED = re.compile(r"(?:have |has |had )?appl(?:ied|y|ies)")
_TOOK = re.compile(r"received|registered|recorded|saw|took|got")
_BARE = re.compile(r"\s*(?:[,.;)]|and\b|in\b|while\b|from\b|$)")
"""A number of nobody said: "Spain received 13,700, Italy 13,300"."""
_ALSO_TOLD = (Measure.BORDER_ENTRIES, Measure.RETURNS, Measure.DEPARTURES)
_IMMIGRANTS = re.compile(r"number of (?:\w+ )?immigrants")


def with_measures_agreed(drafts: list[Draft], text: str) -> list[Draft]:
    """The drafts of a document, bare counts of its people with the flow that it otherwise counts."""
    said = _said(drafts)
    if not said:
        return drafts
    found: list[Draft] = []
    changed: Draft | None = None
    counted: Measure | None = None
    for draft in drafts:
        measure = _meant(draft, said, text)
        follows = changed is not None and draft.measure is changed.measure
        if measure is None and follows and why(draft, "measure") in FOLLOWS and counted:
            measure = counted
        if measure is None:
            changed = changed if follows or draft.unit.is_relative else None
            found.append(draft)
        else:
            changed, counted = draft, measure
            found.append(counted_as(draft, measure, None, "as the document counts"))
    return found


def _said(drafts: Sequence[Draft]) -> Counter[Measure]:
    """How often the measures of counts are told by a verb or noun of their own."""
    return Counter(
        draft.measure
        for draft in drafts
        if not draft.unit.is_relative
        and draft.destinations != (draft.origin,)
        and why(draft, "measure") not in (_COUNTED, OTHER_PAPERS, *FOLLOWS)
    )


def _meant(draft: Draft, said: Counter[Measure], text: str) -> Measure | None:
    """The flow that a weakly told count is of; None where its own measure may stand."""
    because = why(draft, "measure")
    if _IMMIGRANTS.fullmatch(because) and said[Measure.NET]:
        return Measure.ARRIVALS  # beside the balance, those who came in the year
    if because == OTHER_PAPERS or _APPLIED.fullmatch(because):
        other = _OTHER_WISHES.search(text, draft.sentence_start, draft.sentence_end)
        asylum = said[Measure.ASYLUM_APPLICATIONS] and other is None
        return Measure.ASYLUM_APPLICATIONS if asylum else None
    if _TOOK.fullmatch(because) and _BARE.match(text, draft.end):
        claims = said[Measure.ASYLUM_APPLICATIONS]
        taken = sum(count for measure, count in said.items() if measure in _ALSO_TOLD)
        return Measure.ASYLUM_APPLICATIONS if claims > max(1, 2 * taken) else None
    if (
        because != _COUNTED
        or draft.destinations in ((), (draft.origin,))
        or any(measure.is_stock for measure in said)
    ):
        return None
    flows = [measure for measure, _ in said.most_common() if measure in _FLOWS]
    return flows[0] if flows else None
