"""The bodies credited so far in a text, and which of them "the agency" or "the study" means."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from counterflow.reading.bodies import WORLD_BODY

_KINDS = {
    "agency": rf"agency|{WORLD_BODY.pattern}",
    "organization": rf"organi[sz]ation|{WORLD_BODY.pattern}",
    "organisation": rf"organi[sz]ation|{WORLD_BODY.pattern}",
    "ministry": r"minist",
    "minister": r"minist",
    "bank": r"bank",
    "institute": r"institute|centre|center|university|statistic",
    "service": r"service|guard",
    "office": r"office|statistic",
    "department": r"department|home office",
    "commission": r"commission",
}


_PAPER = re.compile(
    r"\b(?:report|study|survey|document|paper|assessment|yearbook)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Credits:
    """Bodies credited so far, for "the agency said" and for paragraphs that go on.

    Examples
    --------
    >>> Credits().last
    ''
    """

    last: str = ""
    person: str = ""  # whom somebody who may be "he" or "she" later spoke for
    before: str = ""  # the sentence before
    offices: dict[str, str] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)
    times: Counter[str] = field(default_factory=Counter)
    told: list[tuple[int, str]] = field(default_factory=list)  # where each was credited

    def note(self, body: str, start: int) -> None:
        """Remember a body that the sentence from `start` credits, the newest at the end."""
        self.last = body
        self.told.append((start, body))
        self.times[body] += 1
        if body in self.known:
            self.known.remove(body)
        self.known.append(body)

    def like(self, phrase: str) -> str:
        """The newest body of the kind a phrase names: of "the agency" UNHCR, not a president."""
        if _PAPER.search(phrase) and self.times:
            return self.times.most_common(1)[0][0]
        if not phrase.isascii():
            stem = phrase.split()[-1].lower()[:6]
            return next((body for body in reversed(self.known) if stem in body.lower()), self.last)
        kinds = set(re.findall(r"[a-z]+", phrase.lower())) & _KINDS.keys()
        if not kinds:
            return self.last
        kind = re.compile("|".join(_KINDS[word] for word in kinds), re.IGNORECASE)
        return next((body for body in reversed(self.known) if kind.search(body)), self.last)
