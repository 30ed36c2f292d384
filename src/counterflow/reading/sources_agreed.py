"""Who counted what a short text credits to nobody: the body that it goes on quoting."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from counterflow.reading.bodies import WORLD_BODY, same_body
from counterflow.reading.credits import Credits
from counterflow.reading.draft import Draft
from counterflow.reading.places import find_places, is_only_a_place
from counterflow.reading.privacy import tells_of_somebody
from counterflow.reading.told_bodies import body_told_of
from counterflow.terms import Measure

_SHORT_TEXT = 260  # words: one story, told after one body or two
_FEW = 2
_LONG_AGO = timedelta(days=400)
_ANYBODY = re.compile(
    r"(?:local |state |public |some )*(?:authorities|officials|police|experts|media|report)\b.*",
    re.IGNORECASE,
)
_REFUGEES = re.compile(r"\bHigh Commissioner for Refugees\b(?! \()")


def with_sources_agreed(drafts: list[Draft], text: str, credits: Credits, home: str) -> list[Draft]:
    """The drafts of a document with the full names of bodies, of a short one with those that go on.

    Parameters
    ----------
    drafts
        The claims, in the order of the text.
    text
        The document.
    credits
        The bodies that its sentences credit, and where.
    home
        The country people leave.
    """
    bodies: list[str] = []
    for _, body in credits.told:
        if not any(same_body(body, other) for other in bodies):
            bodies.append(body)
    drafts = _told_behind(drafts, text, credits)
    if 0 < len(bodies) <= _FEW and len(text.split()) <= _SHORT_TEXT:
        drafts = [
            draft if draft.source else _credited(draft, drafts, text, credits, home)
            for draft in drafts
        ]
    names = {source: _full_name(source, text) for source in {d.source for d in drafts if d.source}}
    return [
        draft
        if (name := names.get(draft.source, "")) == draft.source
        else replace(draft, source=name)
        for draft in drafts
    ]


def _told_behind(drafts: list[Draft], text: str, credits: Credits) -> list[Draft]:
    """The drafts, those of the sentence before with the body that "This is shown by ..." names."""
    behind = [(at, body) for at, body in credits.told if _BEHIND.match(text, at)]
    for at, body in behind:
        last = max((d.sentence_start for d in drafts if d.start < at), default=None)
        drafts = [
            replace(d, source=body) if d.sentence_start == last and not d.source else d
            for d in drafts
        ]
    return drafts


_BEHIND = re.compile(
    r"\s*(?:(?:This|That|So much|These (?:figures|data|numbers)|The (?:figures|data|numbers)|"
    r"Th(?:is|at|e) (?:figure|number|count|total)) (?:is|was|are|were|has been|have been|comes?|"
    r"came|emerges?|emerged|follows?|followed)\b[^.;]{0,40}?"
    r"\b(?:shown|according|reported|announced|stated|said|given|released|published|provided|"
    r"revealed|confirmed|disclosed|from|by)\b|Об этом\b|Так(?:ие|ую) (?:данные|цифр\w+)\b)"
)


def _full_name(body: str, text: str) -> str:
    """A name with the short one that the text gives in brackets behind it."""
    at = text.find(f"{body} (")
    short = _SHORT.match(text, at + len(body)) if at >= 0 else None
    return f"{body}{short.group()}" if short else _REFUGEES.sub(r"\g<0> (UNHCR)", body)


_SHORT = re.compile(r" \([A-Z][A-Za-z0-9.]{1,11}\)")


def _credited(draft: Draft, drafts: list[Draft], text: str, credits: Credits, home: str) -> Draft:
    """A claim with the body credited last before it, if that body can have counted it."""
    before = [body for start, body in credits.told if start <= draft.start]
    if not before or _ANYBODY.fullmatch(before[-1]) or is_only_a_place(before[-1]):
        return draft
    body = before[-1]
    once = sum(same_body(body, other) for other in before) == 1
    if once and not all(same_body(body, other) for other in before):
        return draft
    own = [each for each in drafts if each.source == body]
    if _counts_others(body, draft, own, home):
        return draft
    sentence = text[draft.sentence_start : draft.sentence_end]
    if tells_of_somebody(sentence):
        return draft  # someone in the street speaks for nobody
    if body_told_of(sentence):
        return draft  # "The Federal Office froze 47,000 claims": its own
    ends = [each.period_end for each in own if each.period_end]
    ends += [draft.published] if draft.published and not ends else []
    if draft.period_end and ends and draft.period_end < max(ends) - _LONG_AGO:
        return draft  # "at the height of the crisis, in 2015": what everybody knows
    return replace(draft, source=body)


def _counts_others(body: str, draft: Draft, own: list[Draft], home: str) -> bool:
    """Whether the office of one country would have to count people elsewhere."""
    if WORLD_BODY.search(body):
        return False
    country = {code for place in find_places(body) for code in place.codes}
    known = country | {code for each in own for code in each.destinations}
    if not known:
        return False
    abroad = draft.measure in _ABROAD and home not in known
    return not known & {*draft.destinations} if draft.destinations else abroad


_ABROAD = (Measure.STOCK, Measure.DEPARTURES)
