"""Learn from the labelled articles which window a number is of; write the table of weights.

Run from the root of the repository: `python benchmarks/period_weights.py`. It first prints how
often windows are right in rounds of articles that the weights were not learnt from, then learns
from all of them and from plain sentences, but not from the sealed round 5, and replaces the table
of the package.
`--check` only prints.

A conditional logit: among the windows that a text offers a number, those within a few days of the
label are right. The articles are read three times: with the labelled windows as what came before,
then with those that weights learnt from other rounds choose, so that the weights know errors of
their own; and to measure. Articles weigh by the root of their number of claims.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reading"))

from gold import ARTICLES, SENTENCES, Label, article, sentences

import counterflow.reading.dating as dating
from counterflow.reading import Context, read_text
from counterflow.reading.offers import windows_of
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Scene
from counterflow.reading.weights import TABLE, GroupWeights, chosen
from counterflow.reading.windows import Window, features_of
from counterflow.terms import Measure

FOLDS = 6
SEALED = "round5"
PENALTY = 10.0
LEAST_SEEN = 6  # numbers that a feature is seen at
LEAST_WEIGHT = 0.1
NEAR, NEAREST = 31, 4  # days
OVERLAP = 0.3
KNOWN = {
    "sentence: behind baseline": -4.0,
    "sentence: of baseline": -4.0,
    "sentence: record": -2.0,
    "sentence: part of": -2.0,
    "sentence: but": -2.0,
    "sentence: told": -2.0,
    "sentence: whose clause": -2.0,
    "sentence: of the group": -2.0,
    "sentence: nearest": 1.0,
    "sentence: by a date": 2.0,
    "times1: from before": -3.0,
    "times2: from before": -3.0,
    "times1: from claim": -3.0,
    "times1: from lead": -3.0,
    "times1: from 0": -3.0,
    "times1: from 1": -3.0,
    "times1: from year": -3.0,
    "sentence fresh": 1.0,
    "times2: from claim": -3.0,
    "stock ahead": -3.0,
    "share ahead": -3.0,
    "flow ahead": -3.0,
}
"""What grammar says where the articles are too few: whose a time is, and that only what is
expected is of days to come."""
DAYS = ("stock", "stayed", "permits_valid")


@dataclass
class Article:
    """A labelled article."""

    round: str
    path: Path
    text: str
    published: date
    labels: list[Label]


@dataclass
class Case:
    """A labelled number and the windows it was offered."""

    article: Path
    windows: list[Window]
    right: np.ndarray
    """Whether a window is the label's, or as near to it as any."""


class Tutor:
    """Stands in for the choice of a window while an article is read."""

    def __init__(self, weights: Mapping[str, float] | None) -> None:
        self.weights = None if weights is None else GroupWeights(weights)
        self.cases: list[Case] = []
        self.asked: tuple[int, int, Measure] = (0, 0, Measure.OTHER)
        self.article: Article | None = None

    def read(self, articles: Sequence[Article]) -> dict[str, list[bool]]:
        """Read articles; whether the window is right, for each number found, by round."""
        dating.windows_of, dating.chosen = self.offer, self.choose  # type: ignore[assignment]
        found: dict[str, list[bool]] = defaultdict(list)
        for self.article in articles:
            drafts = read_text(self.article.text, Context(published=self.article.published))
            for label in self.article.labels:
                match = [d for d in drafts if _overlap(label, d.start, d.end) >= OVERLAP]
                if match and label.periods and not label.optional:
                    draft = match[0]
                    drafts.remove(draft)
                    start, end = draft.period_start, draft.period_end
                    told = start is not None and end is not None
                    found[self.article.round].append(
                        told and _off(label, draft.measure, start, end) <= NEAR  # type: ignore[arg-type]
                    )
        return found

    def offer(
        self, scene: Scene, quantity: Quantity, others: object, measure: Measure, *rest: object
    ) -> list[Window]:
        """The windows of a number, noting which number it is."""
        start = scene.sentence.start
        self.asked = (start + quantity.start, start + quantity.end, measure)
        return windows_of(scene, quantity, others, measure, *rest)  # type: ignore[arg-type]

    def choose(self, windows: Sequence[Window]) -> Window:
        """The labelled window if there are no weights, else the one they choose."""
        start, end, measure = self.asked
        labels = [] if self.article is None else self.article.labels
        for label in labels:
            if label.periods and not label.optional and _overlap(label, start, end) >= OVERLAP:
                off = np.array([_off(label, measure, w.start, w.end) for w in windows])
                right = off <= min(off.min() + NEAREST, NEAR)
                self.cases.append(Case(self.article.path, list(windows), right))
                if self.weights is None and right.any():
                    return windows[int(off.argmin())]
        return chosen(windows, GroupWeights({}) if self.weights is None else self.weights)


def _overlap(label: Label, start: int, end: int) -> float:
    shared = min(label.end, end) - max(label.start, start)
    return max(0, shared) / (max(label.end, end) - min(label.start, start))


def _off(label: Label, measure: Measure, start: date, end: date) -> int:
    """Days between a window and the nearest label; only the end counts for what is of a day."""
    best = 10**6
    for first, last in label.periods:
        if not first or not last:
            continue
        off = abs((end - date.fromisoformat(last)).days)
        if not (measure.is_stock or (first == last and label.measure in DAYS)):
            off = max(off, abs((start - date.fromisoformat(first)).days))
        best = min(best, off)
    return best


def learnt(cases: Sequence[Case]) -> dict[str, float]:
    """Weights of features, small ones left out."""
    weights = _fitted(cases, None)
    return _fitted(cases, {name for name, weight in weights.items() if abs(weight) > LEAST_WEIGHT})


def _fitted(cases: Sequence[Case], allowed: set[str] | None) -> dict[str, float]:
    cases = [case for case in cases if case.right.any() and not case.right.all()]
    seen: Counter[str] = Counter()
    for case in cases:
        seen.update(
            {
                f
                for group in {g for w in case.windows for g in w.features}
                for f in features_of(group)
            }
        )
    names = [n for n in sorted(seen) if seen[n] >= LEAST_SEEN and (not allowed or n in allowed)]
    column = {name: number for number, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    windows = [window for case in cases for window in case.windows]
    for row, window in enumerate(windows):
        here = [column[f] for g in window.features for f in features_of(g) if f in column]
        columns += here
        rows += [row] * len(here)
    table = csr_matrix((np.ones(len(rows)), (rows, columns)), (len(windows), len(names)))
    sizes = np.array([len(case.windows) for case in cases])
    case_of = np.repeat(np.arange(len(cases)), sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = np.concatenate([case.right for case in cases])
    claims = Counter(case.article for case in cases)
    weigh = np.array([claims[case.article] ** -0.5 for case in cases])
    weigh *= len(cases) / weigh.sum()

    prior = np.array([KNOWN.get(name, 0.0) for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        mass = np.exp(scores - np.maximum.reduceat(scores, starts)[case_of])
        total = np.add.reduceat(mass, starts)
        good = np.add.reduceat(mass * right, starts)
        slope = mass / total[case_of] - mass * right / good[case_of]
        value = (
            -(weigh * np.log(good / total)).sum() + PENALTY / 2 * np.square(weights - prior).sum()
        )
        return value, table.T @ (slope * weigh[case_of]) + PENALTY * (weights - prior)

    fit = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 150}
    )
    return dict(zip(names, fit.x.tolist(), strict=True))


def articles() -> list[Article]:
    """All labelled articles."""
    found = []
    for path in sorted(ARTICLES.rglob("*.txt")):
        parts = path.relative_to(ARTICLES).parts
        found.append(Article(parts[0] if len(parts) > 1 else "first", path, *article(path)))
    for path in sorted(SENTENCES.glob("*.txt")):
        for group, text, published, labels in sentences(path):
            # The sentences of a group count together as one article with many claims.
            found.append(Article("sentences", path / group, text, published, labels))
    return found


def folds(texts: Sequence[Article]) -> list[list[Article]]:
    """Articles parted by round; the sealed round is the last part."""
    rounds = sorted({each.round for each in texts} - {SEALED})
    parts = [set(rounds[number::FOLDS]) for number in range(FOLDS)]
    return [[each for each in texts if each.round in part] for part in (*parts, {SEALED})]


def main() -> None:
    """Measure, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write no table")
    arguments = parser.parse_args()
    texts = articles()
    parts = folds(texts)
    teacher = Tutor(None)
    teacher.read(texts)
    sealed = {each.path for each in parts[-1]}
    known = [case for case in teacher.cases if case.article not in sealed]
    own: list[Case] = []
    for part in parts[:-1]:
        pupil = Tutor(learnt(_without(known, part)))
        pupil.read(part)
        own += pupil.cases
    right: dict[str, list[bool]] = {}
    for part in parts:
        right |= Tutor(learnt(_without([*known, *own], part))).read(part)
    for name, each in sorted(right.items()):
        print(f"{name:10} {np.mean(each):.2f} of {len(each)}")
    everything = [each for values in right.values() for each in values]
    print(f"{'all':10} {np.mean(everything):.3f} of {len(everything)}")
    if arguments.check:
        return
    weights = sorted(learnt([*known, *own]).items())
    path = Path(dating.__file__).parent / "data" / TABLE
    lines = ["feature;weight", *(f"{name};{weight:.2f}" for name, weight in weights)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights written")


def _without(cases: Sequence[Case], part: Sequence[Article]) -> list[Case]:
    paths = {each.path for each in part}
    return [case for case in cases if case.article not in paths]


if __name__ == "__main__":
    main()
