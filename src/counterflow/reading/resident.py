"""The host that a document speaks for, given to its claims that lack one or hold a stray one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from counterflow.reading.amended import placed_in, why
from counterflow.reading.draft import Draft
from counterflow.reading.roles import placed
from counterflow.terms import Measure

_STATED = frozenset(
    ["named after", "list item", "subject", "bound for", "table", "respectively", "the heading",
     "counted by that country", "permits of"]
)  # fmt: skip
"""What hosts rest on that the sentence of the number names itself."""

_LENT = frozenset(
    ["carried on", "the document's country", "the document's host", "pointed back to"]
)
_FOLLOWS = frozenset(
    ["same brackets", "the number before", "same people", "the same share", "parallel"]
)
_NEEDS_HOST = frozenset(
    {
        Measure.ARRIVALS, Measure.STOCK, Measure.PERMITS_ISSUED, Measure.PERMITS_VALID,
        Measure.ASYLUM_APPLICATIONS, Measure.BORDER_ENTRIES,
    }
)  # fmt: skip
_OFTEN, _MANY = 2, 4
_BEYOND = 5.0  # times the largest number of the host
_MOST = 0.5
_EVERYWHERE = re.compile(
    r"\b(?:worldwide|globally|abroad|overseas|around the world|"
    r"across the (?:world|region|continent|globe)|in all|total number|"
    r"as a whole|elsewhere|other countries|several countries|neighbou?ring (?:countries|states)|outside)\b",
    re.IGNORECASE,
)


def resident_host(drafts: Sequence[Draft], text: str, topic: tuple[str, ...]) -> tuple[str, ...]:
    """The one host that most claims of a document name themselves; none if unclear."""
    stated = [
        draft
        for draft in drafts
        if why(draft, "place") in _STATED
        and draft.destinations
        and draft.destinations != (draft.origin,)
    ]
    if not stated:
        return topic
    inland = [
        draft
        for draft in stated
        if draft.destinations == topic
        or not any(_only_as_border(code, _sentence(draft, text)) for code in draft.destinations)
    ]
    if topic and not inland:
        return topic
    seen = Counter(draft.destinations for draft in (inland if topic else stated))
    (host, times), *_ = seen.most_common(1)
    without = sum(not draft.destinations for draft in drafts)
    there = sum(draft.destinations == host for draft in drafts)
    often = times + (host == topic) >= _OFTEN or there >= _MANY
    clear = often and times >= _MOST * seen.total() and there >= without
    return host if clear and len(host) == 1 else ()


def with_resident_host(drafts: list[Draft], text: str, topic: tuple[str, ...]) -> list[Draft]:
    """The drafts of a document, those without a host or with a stray one placed in its own."""
    host = resident_host(drafts, text, topic)
    if not host:
        return drafts
    drafts = [
        placed_in(draft, host, _RESIDENT) if _at_its_border(draft, host, text) else draft
        for draft in drafts
    ]
    stated = {*topic, *host}
    most = max((d.value or d.high or 0.0 for d in drafts if d.destinations == host), default=0.0)
    found: list[Draft] = []
    for draft in drafts:
        basis = why(draft, "place")
        follows = basis in _FOLLOWS and found != [] and why(found[-1], "place") == _RESIDENT
        if basis in _STATED:
            stated.update(draft.destinations)
        elif _lacks(draft, text, most) or _stray(draft, stated, follows, text):
            draft = placed_in(draft, host, _RESIDENT)
        found.append(draft)
    return found


_RESIDENT = "the document's host"


def _sentence(draft: Draft, text: str) -> str:
    return text[draft.sentence_start : draft.sentence_end]


def _at_its_border(draft: Draft, host: tuple[str, ...], text: str) -> bool:
    """Whether people counted "at the Mexican border" were so by the country on this side of it."""
    if len(draft.destinations) != 1 or draft.destinations in (host, (draft.origin,)):
        return False
    code = draft.destinations[0]
    if _HELD.search(text, draft.sentence_start, draft.sentence_end) and _is_gone_to(code, text):
        return False  # "apprehended at the Polish border": by Poland
    if why(draft, "place") in _HANDED_ON:
        opens = text.rfind("\n\n", 0, draft.sentence_start) + 1
        return _only_as_border(code, text[opens : draft.sentence_end])
    return _only_as_border(code, _sentence(draft, text))


def _is_gone_to(code: str, text: str) -> bool:
    """Whether a text says outright that people go to a country."""
    return any(
        code in p.mention.codes and p.role == "to" and not _BORDER_AFTER.match(text, p.mention.end)
        for p in placed(text)
    )


_HELD = re.compile(
    r"\b(?:apprehen|encounter|intercept|detain|arrest|caught|stopped|pushed back)\w*"
)
_HANDED_ON = ("as before", "parallel", "carried on", "same people", "the number before")


@lru_cache(maxsize=64)
def _only_as_border(code: str, text: str) -> bool:
    """Whether a text names a country only as what lies beyond a border."""
    named = [p.mention for p in placed(text) if code in p.mention.codes]
    return bool(named) and all(
        (_BORDER_AFTER.match(text, m.end) and _AT.search(text, max(0, m.start - 30), m.start))
        or _BORDER_WITH.search(text, max(0, m.start - 40), m.start)
        for m in named
    )


_AT = re.compile(
    r"\b(?:at|on|along|from|via|over|across|near|to) (?:the |its |their |our )?(?:\w+ )?$"
)
_BORDER_AFTER = re.compile(r" (?:land )?(?:border|frontier)s?\b")
_BORDER_WITH = re.compile(r"\b(?:border|frontier)s? (?:crossings? )?with (?:the |neighbou?ring )?$")


def _stray(draft: Draft, stated: set[str], follows: bool, text: str) -> bool:
    """Whether a lent host is one that no claim of the document has named so far."""
    hosts = set(draft.destinations)
    if not hosts or hosts & stated or draft.destinations == (draft.origin,):
        return False
    if follows:
        return True
    opens = text.find(". ", max(0, draft.sentence_start - _NEAR), draft.sentence_start) + 1
    near = text[opens or draft.sentence_start : draft.sentence_end]
    return why(draft, "place") in _LENT and not any(
        p.role in ("to", "subject", "body")
        and hosts & set(p.mention.codes)
        and not _AT_WAR.search(near, 0, p.mention.start)
        for p in placed(near)
    )


_AT_WAR = re.compile(
    r"\b(?:fighting|war|conflict|hostilities|clash\w*|battles?|violence|crisis)"
    r" (?:\w+ )?(?:between [^.;,]{0,40}|(?:in|against|with|on|over) (?:the )?)$"
)


_NEAR = 500  # characters


def _lacks(draft: Draft, text: str, most: float) -> bool:
    """Whether a number that must be counted somewhere has no place, and is not far beyond one."""
    counted = draft.of or draft.measure
    if (
        draft.destinations
        or counted not in _NEEDS_HOST
        or why(draft, "place") not in ("", "parallel", "carried on")
    ):
        return False
    if (draft.value or draft.low or 0.0) > _BEYOND * most:
        return False
    sentence = text[draft.sentence_start : draft.sentence_end]
    if _EVERYWHERE.search(sentence):
        return False
    return not any(
        p.mention.codes != (draft.origin,)
        and (p.role == "to" or (p.role == "subject" and p.mention.kind == "country"))
        for p in placed(sentence)
    )
