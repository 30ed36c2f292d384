"""What questions are put to: a case, the fixed part of its model, and draws of its worlds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.cases.outdated import claims_changed, model_changed
from counterflow.estimation.importance import Weights, smooth
from counterflow.estimation.structure import Structure, build_structure
from counterflow.estimation.utterances import root_of
from counterflow.ledger.claim import Claim
from counterflow.ledger.source import Source, SourceClass
from counterflow.observation.bias import Reliability, has_own_level, reliability
from counterflow.observation.components import Compiler, Functional
from counterflow.observation.evidence import Evidence, gather
from counterflow.observation.nuisance import underlying, windows
from counterflow.observation.tables import Layout, TableKey
from counterflow.terms import Measure
from counterflow.verdicts import words
from counterflow.verdicts.flat import Flat
from counterflow.verdicts.stored import read_kept, refusal
from counterflow.verdicts.worlds import Worlds, worlds_of

if TYPE_CHECKING:
    from counterflow.estimation.posterior import Posterior

Array = NDArray[np.float64]

UNKNOWN = "unnamed"
"""Source of a claim that credits nobody the ledger knows: held to what a careful office could
have said."""

_CAREFUL = SourceClass.GOVERNMENT
_DURATIONS = {Measure.ARRIVALS: "arrivals", Measure.DEPARTURES: "departures"}


@dataclass(frozen=True)
class Compiled:
    """Claims as arrays, with a reason for each that the account does not speak of.

    Attributes
    ----------
    evidence, trust
        Those that it speaks of.
    row
        Claim id to row.
    reasons
        Claim id to why not.
    flat
        The account's quantities, at the durations these claims ask for.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> made = basis.compile(basis.case.claims)  # doctest: +SKIP
    >>> next(iter(made.reasons.values()))  # doctest: +SKIP
    '...'
    """

    evidence: Evidence
    trust: Reliability
    row: Mapping[str, int]
    reasons: Mapping[str, str]
    flat: Flat


@dataclass(frozen=True, eq=False)
class Basis:
    """What questions are put to.

    Parameters
    ----------
    case
        The case at the vintage of the estimate.
    structure
        The fixed part of its model.
    worlds
        S draws.
    learnt
        Ids of the K claims of the fit.
    log_likelihood : (S, K)
        Their log density in each draw.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> basis.kin("R0337")  # doctest: +SKIP
    frozenset({'R0337'})
    >>> basis.without(["R0337"]).reliable  # doctest: +SKIP
    False
    """

    case: Case
    structure: Structure
    worlds: Worlds
    learnt: tuple[str, ...]
    log_likelihood: Array
    _left_out: dict[frozenset[str], Weights] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, posterior: Posterior) -> Basis:
        """The basis of an estimate in memory."""
        structure = posterior.structure
        z = posterior.draws.z.reshape(-1, posterior.draws.z.shape[-1])
        worlds = worlds_of(structure, z)
        learnt = tuple(claim.id for claim in structure.evidence.claims)
        return cls(
            posterior.case,
            structure,
            worlds,
            learnt,
            np.asarray(posterior.replay.log_likelihood)[worlds.position],
        )

    @classmethod
    def load(cls, folder: str | Path, case: Case) -> Basis:
        """The basis of a finished run, without replaying it.

        Raises
        ------
        StoredError
            If there is no posterior in the folder, or it is of other claims.
        """
        kept = read_kept(Path(folder))
        if kept.run.get("as_of") and case.as_of is None:
            case = case.at(date.fromisoformat(kept.run["as_of"]))
        changed = claims_changed(kept.run, case, folder) or model_changed(kept.run, case, folder)
        if changed:
            raise refusal(changed)
        structure = build_structure(case)
        if list(kept.parameters) != structure.packing.labels():
            raise refusal(
                f"{folder} was written by another version of the model; run the estimate again"
            )
        worlds = worlds_of(structure, kept.z)
        return cls(case, structure, worlds, kept.learnt, kept.log_likelihood[worlds.position])

    @cached_property
    def by_id(self) -> dict[str, Claim]:
        """Claims of the ledger by id."""
        return {claim.id: claim for claim in self.case.claims}

    @cached_property
    def roots(self) -> dict[str, str]:
        """Claim id to the id at the end of its lineage."""
        return {claim.id: root_of(claim, self.by_id) for claim in self.case.claims}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id, with the one of claims that credit nobody known."""
        unknown = Source(id=UNKNOWN, name="no source that the ledger knows", kind=_CAREFUL)
        return {**self.case.sources, UNKNOWN: unknown}

    @cached_property
    def lineages(self) -> dict[str, tuple[str, ...]]:
        """Root of each lineage of the fit to its claims of the fit."""
        found: dict[str, list[str]] = {}
        for id_ in self.learnt:
            found.setdefault(self.roots.get(id_, id_), []).append(id_)
        return {root: tuple(ids) for root, ids in found.items()}

    def kin(self, id_: str) -> frozenset[str]:
        """Claims of the fit that share a claim's lineage or repeat its statement."""
        root = self.roots.get(id_, id_)
        own = set(self.lineages.get(root, ()))
        said = self.structure.unused.get(id_, "")
        if said.startswith("repeats "):
            speaker = said.removeprefix("repeats ")
            own |= {speaker, *self.lineages.get(self.roots.get(speaker, speaker), ())}
        return frozenset(own & set(self.learnt))

    def without(self, ids: Iterable[str]) -> Weights:
        """Weights of the draws as if these claims had not been learnt from."""
        wanted = frozenset(ids)
        if wanted not in self._left_out:
            columns = [self.learnt.index(id_) for id_ in sorted(wanted)]
            ratio = -self.log_likelihood[:, columns].sum(1)
            self._left_out[wanted] = smooth(ratio)
        return self._left_out[wanted]

    @cached_property
    def _cohort_edges(self) -> tuple[int, ...]:
        cohort = self.structure.cohort_of_step
        return (0, *(np.flatnonzero(np.diff(cohort)) + 1).tolist(), len(cohort))

    def compile(self, claims: Sequence[Claim]) -> Compiled:
        """Claims as functionals of the account, with the series of the estimate."""
        layout = self._layout(claims)
        s = self.structure
        breaks = self.case.spec.breaks
        compiler = Compiler(
            self.case.spec.origin,
            s.grid,
            s.places,
            layout,
            s.nuisance,
            self._cohort_edges,
            breaks,
        )
        known: dict[Claim, Functional] = {}
        reasons: dict[str, str] = {}
        for claim in claims:
            try:
                known[claim] = compiler.functional(claim)
            except KeyError:
                reasons[claim.id] = words.no_series(claim)
            except ValueError as reason:
                reasons[claim.id] = words.plainly(str(reason))
        learnt = [self.by_id[id_] for id_ in self.learnt if id_ in self.by_id]
        sizes = len(s.nuisance.permit_jumps), len(breaks)
        return Compiled(
            gather(known, *sizes),
            self._standard(list(known), learnt),
            {claim.id: row for row, claim in enumerate(known)},
            reasons,
            Flat(self.worlds, layout),
        )

    def _standard(self, claims: Sequence[Claim], learnt: Sequence[Claim]) -> Reliability:
        """Biases and noises, with everybody held to what a careful office could have said.

        Otherwise a number would pass for consistent because its source is known to be careless.
        """
        tight = (SourceClass.REGISTER, SourceClass.BORDER, SourceClass.GOVERNMENT)
        loose = [
            (not has_own_level(claim) and self.sources[claim.source].kind not in tight)
            or claim.source == UNKNOWN
            for claim in claims
        ]
        held = [
            claim.model_copy(update={"source": UNKNOWN}) if is_loose else claim
            for claim, is_loose in zip(claims, loose, strict=True)
        ]
        found = reliability(held, self.sources, learnt)
        return replace(found, class_bias=np.where(loose, 0, found.class_bias))

    def _layout(self, claims: Sequence[Claim]) -> Layout:
        s = self.structure
        thresholds, followed, returned = set(), set(), set()
        for claim in claims:
            measure, days = underlying(claim), claim.duration_days
            if measure in _DURATIONS and days:
                thresholds.add(TableKey(_DURATIONS[measure], days))
            if measure is Measure.STAYED or (measure is Measure.STOCK and days):
                followed |= {window.stop.toordinal() for window in windows(claim)}
            if measure is Measure.RETURNED_SHARE and claim.destination and days:
                returned.add(claim.period.stop.toordinal())
        n = s.nuisance
        return Layout(
            grid=s.grid,
            cells=s.places.size,
            cohorts=len(self._cohort_edges) - 1,
            thresholds=tuple(sorted(thresholds)),
            followed=tuple(sorted(followed)),
            returned=tuple(sorted(returned)),
            series=len(n.visitors),
            months=len(n.calendar),
            bases=len(n.bases),
        )
