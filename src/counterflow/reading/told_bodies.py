"""Bodies that a sentence tells of: whom "it" or "the agency" means in what follows."""

from __future__ import annotations

import re

from counterflow.reading.bodies import is_body
from counterflow.reading.places import is_only_a_place

_SUBJECT = re.compile(
    r"(?:(?:The )?(?P<x>[A-Z][\w’'.&-]*(?: (?:(?:of|for|and|on|of the|"
    r"for the) )?[A-Z][\w’'.&-]*){0,7})|"
    r"(?:The )?(?P<small>(?:[A-Z][\w-]+['’]s )?(?:[\w’'-]+ ){0,4}?(?:unit|ministry|office|agency|"
    r"service|guards?|police|department|bureau|institute|government|organi[sz]ation|authorities|"
    r"commission|council|directorate)))"
    r"(?: \([A-Z][\w.]+\))?(?: and (?:the )?[A-Z][\w’'.&-]*(?: (?:(?:of|for|"
    r"and) )?[A-Z][\w’'.&-]*){0,7}(?: \([A-Z][\w.]+\))?)?"
    r"(?: in [A-Z]\w+)?(?:, (?P<rest>[^,.;]{3,80}),)? (?:has|have|had|is|was|are|were|will|"
    r"[a-z]+(?:s|ed))\b"
)


def body_told_of(text: str) -> str:
    """The body that is the subject of a sentence, for "it" later on; blank if there is none."""
    match = _SUBJECT.match(text)
    if match is None:
        return ""
    name = match.group("x") or match.group("small")
    if not is_body(name) and not is_body(match.group("rest") or ""):
        return ""
    return "" if is_only_a_place(name) else name


_NAMED = re.compile(
    r"\b[A-Z][\w.&-]*(?: (?:(?:of|for|and|of the) )?[A-Z][\w&-]*){1,7}(?: \([A-Z][\w.]+\))?"
)


def named_before(text: str, before: str, kind: str = "") -> str:
    """The one body, of a kind, that a sentence and the one before it name, for "the agency"."""
    named = {name for name in _NAMED.findall(f"{before} {text}") if is_body(name)}
    named = {name for name in named if kind in name.lower()}
    return named.pop() if len(named) == 1 else ""
