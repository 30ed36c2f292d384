"""What a claim may mean: its candidate definitions with prior weights, and the slip of the pen.

A newspaper that writes "left" may have counted crossings, departures, long departures or people
still abroad. Each candidate is the claim rewritten; the likelihood sums over them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from counterflow.cases.case import Alternative
from counterflow.ledger.claim import Claim
from counterflow.ledger.source import Source, SourceClass
from counterflow.observation.components import SNAP_TO_START
from counterflow.observation.nuisance import has_base
from counterflow.terms import CountingUnit, Measure

AS_WRITTEN = "as written"
WRONG = "wrong"

_YEAR = 365
_SECOND_HAND = frozenset({SourceClass.MEDIA, SourceClass.COMPILER, SourceClass.BUSINESS})
_LOOSE_ARRIVALS = _SECOND_HAND | {SourceClass.GOVERNMENT}

WEIGHTS: dict[str, float] = {
    "left for a year or more": 0.15,
    "still abroad": 0.25,
    "border exits": 0.05,
    "border entries": 0.15,
    "still there": 0.20,
    "with earlier residents": 0.30,
}
"""Prior weight of each reading that a class of reporter gives rise to; the rest is as written."""

WRONG_WEIGHT: dict[SourceClass, float] = {
    SourceClass.GOVERNMENT: 0.02,
    SourceClass.COMPILER: 0.03,
    SourceClass.ORIGIN_STATE: 0.05,
    SourceClass.BUSINESS: 0.05,
    SourceClass.MEDIA: 0.05,
}
"""Prior probability that a number is off by a factor, by class. Registers and borders publish
series: there a jump is a break (`[[breaks]]`), not a slip. Surveys err by whom they ask, which is
a bias."""

WRONG_NOISE = 1.0
"""Log noise of a number that is wrong: a factor of three either way, and more."""


class Reading(NamedTuple):
    """One candidate meaning of a claim.

    Attributes
    ----------
    label
        In words.
    weight
        Prior weight among the claim's readings.
    claim
        The claim rewritten by this definition.

    Examples
    --------
    >>> Reading._fields
    ('label', 'weight', 'claim')
    """

    label: str
    weight: float
    claim: Claim


@dataclass(frozen=True)
class Reader:
    """Lists the readings of claims.

    Parameters
    ----------
    origin
        Country left.
    start
        First day of the account.
    sources
        Sources by id.
    declared
        Readings that the case declares; they replace those of the reporter's class.
    observed
        Observations: a reading at a border or with earlier residents needs a series to borrow
        visitors or residents from.

    Examples
    --------
    >>> press = {"press": Source(id="press", name="Press", kind="media")}
    >>> claim = Claim(
    ...     id="A", measure="departures", period_start="2022-02-24", period_end="2022-12-31",
    ...     value=900000, unit="persons", hedge="about", source="press", published="2023",
    ...     status="observation",
    ... )
    >>> reader = Reader("RUS", date(2022, 1, 1), press, declared=(), observed=())
    >>> [reading.label for reading in reader.others(claim)]
    ['left for a year or more', 'still abroad']
    """

    origin: str
    start: date
    sources: Mapping[str, Source]
    declared: Sequence[Alternative]
    observed: Sequence[Claim]

    def others(self, claim: Claim) -> tuple[Reading, ...]:
        """Readings of a claim beside the one as written.

        Parameters
        ----------
        claim
            An observation about all leavers.
        """
        declared = [row for row in self.declared if row.claim == claim.id]
        if declared:
            return tuple(self._declared(claim, row) for row in declared if row.weight > 0)
        kind = self.sources[claim.source].kind
        return tuple(self._by_class(claim, kind))

    def _declared(self, claim: Claim, row: Alternative) -> Reading:
        changes: dict[str, Any] = {
            "measure": row.measure,
            "duration_days": row.duration_days,
            "counts": row.counts,
            "includes_before": row.includes_before,
        }
        if row.series:
            changes["source"] = row.series
        elif row.measure is not claim.measure or row.includes_before:
            changes |= self._lender(claim.model_copy(update=changes))
        label = row.label or _words(row)
        return Reading(label, row.weight, claim.model_copy(update=changes))

    def _by_class(self, claim: Claim, kind: SourceClass) -> Iterable[Reading]:
        """What reporters of a class may mean; official series mean what they say."""
        if claim.duration_days is not None:
            return
        match claim.measure:
            case Measure.DEPARTURES if kind in _SECOND_HAND and claim.origin in ("", self.origin):
                yield self._read(claim, "left for a year or more", duration_days=_YEAR)
                if self._since_the_start(claim):
                    yield self._read(claim, "still abroad", measure=Measure.STOCK)
                yield from self._at_border(claim, "border exits", Measure.BORDER_EXITS)
            case Measure.ARRIVALS if kind in _LOOSE_ARRIVALS and claim.counts in _PERSONS:
                if self._since_the_start(claim):
                    yield self._read(claim, "still there", measure=Measure.STOCK)
                yield from self._at_border(claim, "border entries", Measure.BORDER_ENTRIES)
            case Measure.STOCK if kind is SourceClass.MEDIA and claim.includes_before is None:
                found = claim.model_copy(update={"includes_before": True})
                lender = self._lender(found)
                if lender:
                    yield self._read(
                        claim, "with earlier residents", includes_before=True, **lender
                    )

    def _at_border(self, claim: Claim, label: str, measure: Measure) -> Iterable[Reading]:
        if claim.counts is CountingUnit.PERSONS:
            return
        crossed: dict[str, Any] = {"measure": measure, "counts": CountingUnit.CROSSINGS}
        lender = self._lender(claim.model_copy(update=crossed))
        if lender:
            yield self._read(claim, label, **crossed, **lender)

    def _since_the_start(self, claim: Claim) -> bool:
        """Whether those who left in the window are all leavers there are."""
        return (claim.period_start - self.start).days <= SNAP_TO_START

    @staticmethod
    def _read(claim: Claim, label: str, **changes: Any) -> Reading:
        return Reading(label, WEIGHTS[label], claim.model_copy(update=changes))

    def _lender(self, claim: Claim) -> dict[str, str]:
        """The source whose series about the same place a reading borrows; none if there is none."""
        if claim.measure in (Measure.BORDER_ENTRIES, Measure.BORDER_EXITS):
            alike = [
                row
                for row in self.observed
                if row.measure is claim.measure
                and row.counts is not CountingUnit.PERSONS
                and row.destination == claim.destination
                and (row.origin in ("", self.origin)) == (claim.origin in ("", self.origin))
            ]
        elif claim.measure is Measure.STOCK and claim.includes_before:
            alike = [
                row
                for row in self.observed
                if row.measure is Measure.STOCK
                and has_base(row)
                and row.duration_days != 0
                and row.destination == claim.destination
            ]
        else:
            return {}
        counts = Counter(row.source for row in alike)
        best = sorted(counts, key=lambda source: (-counts[source], source))
        return {"source": best[0]} if best else {}


_PERSONS = (None, CountingUnit.PERSONS)


def _words(row: Alternative) -> str:
    parts = [row.measure.value.replace("_", " ")]
    if row.duration_days:
        parts.append(f"of {row.duration_days} days or more")
    if row.includes_before:
        parts.append("with earlier residents")
    return " ".join(parts)
