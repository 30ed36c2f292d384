"""Rows of a list that are where people come from, not where they are: "by citizenship: ..."."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.amended import placed_in
from counterflow.reading.draft import Draft
from counterflow.reading.grids import Table, place_in
from counterflow.reading.scene import Memory
from counterflow.reading.tables import counts_origins, places_above
from counterflow.terms import Measure

_GROUPS = re.compile(
    r"\b(?:groups?|communit(?:y|ies)|nationalit(?:y|ies)|citizenships?|citizens|nationals|"
    r"passports?|origins?|contingents?|diasporas?|holders|applicants|foreigners|newcomers|"
    r"beneficiaries|recipients)\b",
    re.IGNORECASE,
)
_HOSTS = re.compile(
    r"\b(?:hosts?|hosting|host countr(?:y|ies)|destinations?|receiving|abroad|went to|moved to|"
    r"fled to|settled in|live in|living in|countries of (?:asylum|residence|refuge))\b",
    re.IGNORECASE,
)
_AWAY = frozenset({Measure.RETURNS, Measure.RETURNED_SHARE, Measure.DEPARTURES})


def origin_rows(lists: list[Table], origin: str) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Offsets of the numbers of lists whose rows are origins: the row's country, the list's host.

    A list whose caption tells of groups or citizenships is one, and so is a list that has the
    people of the document among its rows: nobody is a host of those it sends.

    Examples
    --------
    >>> from counterflow.reading.lists import find_lists
    >>> text = "The largest groups of permit holders:\\n- Nepal: 15,607\\n- India: 14,237\\n"
    >>> origin_rows(find_lists(text, []), "RUS")
    {47: ('NPL', ()), 63: ('IND', ())}
    """
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    for table in lists:
        named = [place_in(row[0].text) for row in table.rows]
        of_groups = _GROUPS.search(table.caption) and not _HOSTS.search(table.caption)
        of_home = bool(origin) and (origin,) in named and not _HOSTS.search(table.caption)
        if counts_origins(table) or of_groups or of_home:
            there = places_above("", table.caption, origin)
            for row, place in zip(table.rows, named, strict=True):
                if place is not None and len(place) == 1:
                    found[row[1].start] = place[0], there
    return found


def as_origin(draft: Draft, memory: Memory) -> Draft:
    """The draft of a number, its row's country taken for the origin if the list is one of origins."""
    origin, there = memory.origin_rows.get(draft.start, ("", ()))
    if not origin or draft.measure in _AWAY:
        return draft
    if draft.origin == origin and draft.destinations not in ((), (origin,)):
        return draft  # read with its caption
    above = memory.last.destinations if memory.last is not None else ()
    hosts = there or (above if above != (origin,) else ()) or memory.topic
    return replace(placed_in(draft, hosts, "table"), origin=origin)
