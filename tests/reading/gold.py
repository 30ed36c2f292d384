"""Articles of our own, labelled inside the text, and the scores of a reading against them.

A label stands around the quantity: `[[expression|measure|origin|destinations|start..end|source]]`.
The articles are made up for testing, figures included. The hedges of the expressions stand in
`hedges.csv`; one that is not listed there is exact.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from counterflow.reading import Context, Draft, read_text

ARTICLES = Path(__file__).with_name("articles")
FIELDS = ("span", "hedge", "measure", "origin", "destinations", "period", "source", "usable")

_LABEL = re.compile(r"\[\[([^|\]]*)\|([^|\]]*)\|([^|\]]*)\|([^|\]]*)\|([^|\]]*)\|([^|\]]*)\]\]")
_NEAR_DAYS = 31
_LEAST_OVERLAP = 0.3


@dataclass(frozen=True)
class Label:
    """What a person read in an article."""

    start: int
    end: int
    measure: str
    origin: str
    destinations: frozenset[str]
    period: tuple[str, str]
    source: str
    hedge: str = "exact"


@dataclass
class Scores:
    """Counts of labels, drafts, and of what agrees."""

    labels: int = 0
    drafts: int = 0
    right: Counter[str] = field(default_factory=Counter)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    tables: dict[str, Counter[tuple[str, str]]] = field(
        default_factory=lambda: {
            name: Counter() for name in ("hedge", "period", "destinations", "source")
        }
    )

    def f1(self, name: str) -> float:
        """Harmonic mean of precision and recall of a field."""
        return 2 * self.right[name] / (self.labels + self.drafts)


def article(path: Path) -> tuple[str, date, list[Label]]:
    """Text without labels, day of publication, and the labels."""
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    published = date.fromisoformat(head.removeprefix("published: "))
    text, labels, at = "", list[Label](), 0
    for match in _LABEL.finditer(body):
        words, measure, origin, places, period, source = match.groups()
        text += body[at : match.start()]
        start, end = period.split("..")
        basket = frozenset(filter(None, places.split("+")))
        span = (len(text), len(text) + len(words))
        hedge = _hedges().get(words, "exact")
        labels.append(Label(*span, measure, origin, basket, (start, end), source, hedge))
        text += words
        at = match.end()
    return text + body[at:], published, labels


def score(paths: list[Path]) -> Scores:
    """Read articles and compare."""
    scores = Scores()
    for path in paths:
        text, published, labels = article(path)
        drafts = read_text(text, Context(published=published), path.name)
        scores.labels += len(labels)
        scores.drafts += len(drafts)
        left = list(drafts)
        for label in labels:
            draft = next((d for d in left if _overlap(label, d) >= _LEAST_OVERLAP), None)
            if draft is None:
                scores.confused[label.measure, "missed"] += 1
                scores.tables["hedge"][label.hedge, "missed"] += 1
                scores.tables["period"]["no claim", "missed"] += 1
                scores.tables["destinations"][_kind_of_places(label), "missed"] += 1
                scores.tables["source"][_kind_of_source(label.source), "missed"] += 1
                continue
            left.remove(draft)
            _compare(label, draft, scores)
        for draft in left:
            scores.confused["nothing", draft.measure.value] += 1
    return scores


def _compare(label: Label, draft: Draft, scores: Scores) -> None:
    agrees = {
        "span": True,
        "hedge": draft.hedge.value == label.hedge,
        "measure": draft.measure.value == label.measure,
        "origin": draft.origin == label.origin,
        "destinations": frozenset(draft.destinations) == label.destinations,
        "period": _same_period(label, draft),
        "source": _same_source(label.source, draft.source),
    }
    agrees["usable"] = agrees["measure"] and agrees["destinations"] and agrees["period"]
    scores.right.update(name for name, yes in agrees.items() if yes)
    scores.confused[label.measure, draft.measure.value] += 1
    scores.tables["hedge"][label.hedge, draft.hedge.value] += 1
    scores.tables["period"][_basis(draft), _period_found(label, draft)] += 1
    places = _places_found(label.destinations, frozenset(draft.destinations))
    scores.tables["destinations"][_kind_of_places(label), places] += 1
    found = "the same" if agrees["source"] else "another" if draft.source else "none"
    scores.tables["source"][_kind_of_source(label.source), found] += 1


@cache
def _hedges() -> dict[str, str]:
    rows = Path(__file__).with_name("hedges.csv").read_text(encoding="utf-8").splitlines()
    return dict(row.rsplit(";", 1) for row in rows)


def _kind_of_places(label: Label) -> str:
    """How many places are labelled, and whether people are back home."""
    if label.destinations == {label.origin}:
        return "home"
    return ("none", "one", "several")[min(2, len(label.destinations))]


def _places_found(said: frozenset[str], read: frozenset[str]) -> str:
    if said == read:
        return "the same"
    if not read:
        return "none"
    return "some of them, or more" if said & read else "others"


def _kind_of_source(source: str) -> str:
    return "a body" if source else "nobody"


def _basis(draft: Draft) -> str:
    """What the period rests on; events and carried periods each as one kind."""
    return draft.period_basis.split(":")[0]


def _period_found(label: Label, draft: Draft) -> str:
    if _same_period(label, draft):
        return "right"
    if draft.period_start is None or draft.period_end is None:
        return "nothing"
    first, last = (
        bool(day) and abs((date.fromisoformat(day) - read).days) > _NEAR_DAYS
        for day, read in zip(label.period, (draft.period_start, draft.period_end), strict=True)
    )
    return "both wrong" if first and last else "start wrong" if first else "end wrong"


def _overlap(label: Label, draft: Draft) -> float:
    shared = min(label.end, draft.end) - max(label.start, draft.start)
    return max(0, shared) / (max(label.end, draft.end) - min(label.start, draft.start))


def _same_period(label: Label, draft: Draft) -> bool:
    ends_only = draft.measure.is_stock
    pairs = list(zip(label.period, (draft.period_start, draft.period_end), strict=True))
    return all(
        said != ""
        and read is not None
        and abs((date.fromisoformat(said) - read).days) <= _NEAR_DAYS
        for said, read in (pairs[1:] if ends_only else pairs)
    )


def _same_source(said: str, read: str) -> bool:
    if not said or not read:
        return said == read
    first, second = (set(re.findall(r"\w+", name.lower())) for name in (said, read))
    return len(first & second) >= 0.5 * min(len(first), len(second))
