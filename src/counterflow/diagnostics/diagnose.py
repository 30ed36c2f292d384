"""All diagnostics of a posterior in one record."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterflow.diagnostics.power import Sensitivity, sensitivities
from counterflow.diagnostics.predictive import Coverage, Placed, coverage, placed
from counterflow.diagnostics.refit import Refitter
from counterflow.diagnostics.sources import (
    Changed,
    Figure,
    alone,
    anchored,
    joint,
    rows_by_group,
    rows_by_source,
    without,
)
from counterflow.diagnostics.tension import Contradiction, contradictions
from counterflow.diagnostics.words import group_of
from counterflow.estimation.files import replace_text
from counterflow.estimation.headline import Headline, headline_draws
from counterflow.estimation.posterior import Posterior

Array = NDArray[np.float64]
Progress = Callable[[str, int, int], None]

LOOSE_ANCHOR = 0.4
_ALONE = 6
_REFITS = "refits.json"


@dataclass(frozen=True)
class Diagnosis:
    """What speaks for and against an estimate.

    Parameters
    ----------
    headline
        Key figures of the joint estimate.
    joint
        The same, to compare with.
    coverage
        Claims inside their predictive intervals, by group.
    places
        Every learnt claim in its predictive distribution.
    sources
        The headline without each source, those that move it most first.
    alone
        The headline from one source and the priors.
    groups
        The headline without each group of claims.
    anchor
        The headline with the anchor loosened; None if no refits were wanted.
    contradictions
        Claims that cannot live together.
    sensitivity
        Of the headline to priors and groups of claims.

    Examples
    --------
    >>> leans = Sensitivity("still_abroad", "stocks", "likelihood", 0.2)
    >>> found = Diagnosis((), {}, (), (), (), (), (), None, (), sensitivity=(leans,))
    >>> found.record()["sensitivity"][0]["component"]
    'stocks'
    """

    headline: tuple[Headline, ...]
    joint: Mapping[str, Figure]
    coverage: tuple[Coverage, ...]
    places: tuple[Placed, ...]
    sources: tuple[Changed, ...]
    alone: tuple[Changed, ...]
    groups: tuple[Changed, ...]
    anchor: Changed | None
    contradictions: tuple[Contradiction, ...]
    sensitivity: tuple[Sensitivity, ...]

    def record(self) -> dict[str, Any]:
        """The diagnosis as plain values, for JSON; what is not a number is None."""
        found = {
            "headline": [asdict(item) for item in self.headline],
            "coverage": [asdict(item) for item in self.coverage],
            "claims": [
                {"id": p.claim.id, "pit": p.pit, "pit_without": p.pit_without, "k": p.k}
                for p in self.places
            ],
            "sources": [asdict(item) for item in self.sources],
            "alone": [asdict(item) for item in self.alone],
            "groups": [asdict(item) for item in self.groups],
            "anchor": asdict(self.anchor) if self.anchor else None,
            "contradictions": [
                {
                    "kept": [claim.id for claim in item.kept.claims],
                    "distrusted": [claim.id for claim in item.distrusted.claims],
                    "off": [item.kept.off, item.distrusted.off],
                    "gain": item.gain,
                    "identity": item.identity,
                    "worst": item.worst.id,
                    "account": item.account,
                    "words": item.words,
                }
                for item in self.contradictions
            ],
            "sensitivity": [asdict(item) for item in self.sensitivity],
        }
        plain: dict[str, Any] = _plain(found)
        return plain


def diagnose_posterior(
    posterior: Posterior,
    refits: bool = True,
    keep_in: Path | None = None,
    progress: Progress | None = None,
) -> Diagnosis:
    """Ask a posterior what it rests on.

    Parameters
    ----------
    posterior
        A converged estimate, fresh or from `load_posterior`.
    refits
        Whether to estimate again where weighted draws will not do; without, seconds are enough.
    keep_in
        Folder in which finished refits are kept, so that a killed diagnosis goes on.
    progress
        Called with what is done.

    Examples
    --------
    >>> import counterflow as cf
    >>> posterior = cf.load_posterior(
    ...     "out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> diagnose_posterior(posterior, refits=False).contradictions[0].words  # doctest: +SKIP
    'The border exits for Georgia ...'
    """
    keep = _Memory(posterior, keep_in)
    refitter = Refitter(posterior) if refits else None
    by_source, by_group = rows_by_source(posterior), rows_by_group(posterior)
    asked: list[tuple[str, Callable[[], Changed]]] = [
        *(
            (f"without source {n}", _without(posterior, n, r, refitter))
            for n, r in by_source.items()
        ),
        *((f"without group {n}", _without(posterior, n, r, refitter)) for n, r in by_group.items()),
    ]
    if refitter is not None:
        first = list(by_source.items())[:_ALONE]
        asked += [(f"alone {n}", _alone(n, r, refitter)) for n, r in first]
        asked.append(
            (f"anchor {LOOSE_ANCHOR}", lambda: anchored(LOOSE_ANCHOR, posterior, refitter))
        )
    found: dict[str, Changed] = {}
    for done, (label, make) in enumerate(asked):
        if progress:
            progress("sources and groups", done, len(asked))
        found[label] = keep(label, make)
    if progress:
        progress("sources and groups", len(asked), len(asked))
    whole = joint(posterior)
    places = placed(posterior)
    return Diagnosis(
        posterior.headline,
        whole,
        coverage(places, posterior),
        places,
        tuple(sorted(_starting(found, "without source"), key=lambda c: -_moved(c, whole))),
        tuple(_starting(found, "alone")),
        tuple(_starting(found, "without group")),
        next(iter(_starting(found, "anchor")), None),
        contradictions(posterior),
        _sensitivity(posterior),
    )


def _without(posterior: Posterior, name: str, rows: Any, refit: Refitter | None) -> Any:
    return lambda: without(posterior, name, rows, refit)


def _alone(name: str, rows: Any, refit: Refitter) -> Any:
    return lambda: alone(name, rows, refit)


def _starting(found: Mapping[str, Changed], words: str) -> list[Changed]:
    return [changed for label, changed in found.items() if label.startswith(words)]


def _moved(changed: Changed, whole: Mapping[str, Figure]) -> float:
    """How far the answer moves, in widths of its interval; unknown counts as far."""
    if not changed.figures:
        return np.inf if changed.method == "not refitted" else 0.0
    there, here = changed.figures["still_abroad"], whole["still_abroad"]
    return abs(there.median - here.median) / here.width


def _sensitivity(posterior: Posterior) -> tuple[Sensitivity, ...]:
    shape = posterior.draws.diverging.shape
    figures = {k: v.reshape(shape) for k, v in headline_draws(posterior.replay).items()}
    components: dict[tuple[str, str], Array] = {}
    for name, part in posterior.structure.packing.slices.items():
        if part.stop > part.start:
            prior = -0.5 * np.square(posterior.draws.z[..., part]).sum(axis=2)
            components["prior", name] = prior
    groups = [group_of(claim) for claim in posterior.structure.evidence.claims]
    for name in dict.fromkeys(groups):
        rows = [row for row, group in enumerate(groups) if group == name]
        likelihood = posterior.replay.log_likelihood[:, rows].sum(axis=1)
        components["likelihood", name] = likelihood.reshape(shape)
    return sensitivities(figures, components)


class _Memory:
    """Finished refits of one posterior, on disk if a folder is given."""

    def __init__(self, posterior: Posterior, folder: Path | None) -> None:
        self._path = folder / _REFITS if folder else None
        total = float(np.sum(posterior.draws.z))
        self._stamp = f"{posterior.run['ledger_hash']} {total!r}"
        self._kept: dict[str, Any] = {}
        if self._path and self._path.is_file():
            try:
                held = json.loads(self._path.read_text(encoding="utf-8"))
            except ValueError:
                held = {}
            if held.get("of") == self._stamp:
                self._kept = held["refits"]

    def __call__(self, label: str, make: Callable[[], Changed]) -> Changed:
        if label in self._kept:
            row = self._kept[label]
            figures = {key: Figure(**value) for key, value in row["figures"].items()}
            return Changed(**{**row, "figures": figures})
        found = make()
        if found.method == "refit" and self._path:
            self._kept[label] = asdict(found)
            held = json.dumps({"of": self._stamp, "refits": self._kept})
            replace_text(self._path, held)
        return found


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value
