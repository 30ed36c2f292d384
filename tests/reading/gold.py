"""Articles of our own, labelled inside the text, and the scores of a reading against them.

A label stands around the quantity: `[[expression|measure|origin|destinations|start..end|source]]`.
`/` parts readings that a careful reader may give either way, a period of `~` is not scored, and a
measure that opens with `?` marks a number that may or may not be read as a claim. The articles are
made up for testing, figures included. The hedges of the expressions stand in `hedges.csv`; one that
is not listed there is exact.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from counterflow.reading import Context, Draft, read_text

ARTICLES = Path(__file__).with_name("articles")
SENTENCES = Path(__file__).with_name("sentences")
FIELDS = ("span", "hedge", "measure", "origin", "destinations", "period", "source", "usable")

_LABEL = re.compile(r"\[\[([^|\]]*)\|([^|\]]*)\|([^|\]]*)\|([^|\]]*)\|([^|\]]*)\|([^|\]]*)\]\]")
_NEAR_DAYS = 31
_LEAST_OVERLAP = 0.3


_ANY_PERIOD = "~"
_SMALL_WORDS = frozenset(
    ["the", "of", "for", "and", "in", "a", "an", "to", "its", "by", "its", "s"]
)
_SPELLED_OUT = {
    "unhcr": "un refugee agency",
    "iom": "international organization migration",
    "un": "united nations",
    "defense": "defence",
}


@dataclass(frozen=True)
class Label:
    """What a person read in an article; several where the text can be read several ways."""

    start: int
    end: int
    measures: tuple[str, ...]
    origins: tuple[str, ...]
    destinations: tuple[frozenset[str], ...]
    periods: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    hedge: str = "exact"
    optional: bool = False

    @property
    def measure(self) -> str:
        """The reading preferred."""
        return self.measures[0]


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
    return _labelled(head, body)


def sentences(path: Path) -> Iterator[tuple[str, str, date, list[Label]]]:
    """Sentences that stand alone: the group a heading `# ...` puts them in, then as `article`."""
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    group = ""
    for line in body.splitlines():
        if line.startswith("# "):
            group = line.removeprefix("# ")
        else:
            yield group, *_labelled(head, line)


def _labelled(head: str, body: str) -> tuple[str, date, list[Label]]:
    published = date.fromisoformat(head.removeprefix("published: "))
    text, labels, at = "", list[Label](), 0
    for match in _LABEL.finditer(body):
        words, measure, origin, places, period, source = match.groups()
        text += body[at : match.start()]
        label = Label(
            len(text),
            len(text) + len(words),
            tuple(measure.removeprefix("?").split("/")),
            tuple(origin.split("/")),
            tuple(frozenset(filter(None, basket.split("+"))) for basket in places.split("/")),
            tuple(_window(each) for each in period.split("/") if each != _ANY_PERIOD),
            tuple(source.split("/")),
            _hedges().get(words, "exact"),
            measure.startswith("?"),
        )
        labels.append(label)
        text += words
        at = match.end()
    return text + body[at:], published, labels


def _window(period: str) -> tuple[str, str]:
    start, end = period.split("..")
    return start, end


def score(paths: list[Path]) -> Scores:
    """Read articles and compare."""
    scores = Scores()
    for path in paths:
        text, published, labels = article(path)
        drafts = read_text(text, Context(published=published), path.name)
        left = list(drafts)
        for label in (label for label in labels if label.optional):
            left = [draft for draft in left if _overlap(label, draft) < _LEAST_OVERLAP]
        labels = [label for label in labels if not label.optional]
        scores.labels += len(labels)
        scores.drafts += len(left)
        for label in labels:
            draft = next((d for d in left if _overlap(label, d) >= _LEAST_OVERLAP), None)
            if draft is None:
                scores.confused[label.measure, "missed"] += 1
                scores.tables["hedge"][label.hedge, "missed"] += 1
                scores.tables["period"]["no claim", "missed"] += 1
                scores.tables["destinations"][_kind_of_places(label), "missed"] += 1
                scores.tables["source"][_kind_of_source(label), "missed"] += 1
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
        "measure": draft.measure.value in label.measures,
        "origin": draft.origin in label.origins,
        "destinations": frozenset(draft.destinations) in label.destinations,
        "period": _same_period(label, draft),
        "source": any(_same_source(source, draft.source) for source in label.sources),
    }
    agrees["usable"] = agrees["measure"] and agrees["destinations"] and agrees["period"]
    scores.right.update(name for name, yes in agrees.items() if yes)
    scores.confused[label.measure, draft.measure.value] += 1
    scores.tables["hedge"][label.hedge, draft.hedge.value] += 1
    scores.tables["period"][_basis(draft), _period_found(label, draft)] += 1
    places = _places_found(label, frozenset(draft.destinations))
    scores.tables["destinations"][_kind_of_places(label), places] += 1
    found = "the same" if agrees["source"] else "another" if draft.source else "none"
    scores.tables["source"][_kind_of_source(label), found] += 1


@cache
def _hedges() -> dict[str, str]:
    rows = Path(__file__).with_name("hedges.csv").read_text(encoding="utf-8").splitlines()
    return dict(row.rsplit(";", 1) for row in rows)


def _kind_of_places(label: Label) -> str:
    """How many places are labelled, and whether people are back home."""
    said = label.destinations[0]
    return "home" if said == {label.origins[0]} else ("none", "one", "several")[min(2, len(said))]


def _places_found(label: Label, read: frozenset[str]) -> str:
    if read in label.destinations:
        return "the same"
    if not read:
        return "none"
    return "some of them, or more" if label.destinations[0] & read else "others"


def _kind_of_source(label: Label) -> str:
    return "a body" if label.sources[0] else "nobody"


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
        for day, read in zip(label.periods[0], (draft.period_start, draft.period_end), strict=True)
    )
    return "both wrong" if first and last else "start wrong" if first else "end wrong"


def _overlap(label: Label, draft: Draft) -> float:
    shared = min(label.end, draft.end) - max(label.start, draft.start)
    return max(0, shared) / (max(label.end, draft.end) - min(label.start, draft.start))


def _same_period(label: Label, draft: Draft) -> bool:
    return not label.periods or any(_same_window(each, draft) for each in label.periods)


def _same_window(said: tuple[str, str], draft: Draft) -> bool:
    pairs = list(zip(said, (draft.period_start, draft.period_end), strict=True))
    ends_only = draft.measure.is_stock
    return all(
        day != "" and read is not None and abs((date.fromisoformat(day) - read).days) <= _NEAR_DAYS
        for day, read in (pairs[1:] if ends_only else pairs)
    )


def _same_source(said: str, read: str) -> bool:
    if not said or not read:
        return said == read
    first, second = _words(said), _words(read)
    return len(first & second) >= 0.5 * min(len(first), len(second)) > 0


def _words(name: str) -> set[str]:
    """The words of a name that tell it from others, short names spelled out."""
    plain = re.sub(r"[’']s\b", "", name.lower()).replace("u.n.", "un")
    found = re.findall(r"\w+", plain)
    return {part for word in found for part in _SPELLED_OUT.get(word, word).split()} - _SMALL_WORDS
