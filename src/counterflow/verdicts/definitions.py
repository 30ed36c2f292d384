"""What else a number may count: other measures and other windows, each with its prior weight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from counterflow.ledger.claim import Claim, Status
from counterflow.ledger.source import SourceClass
from counterflow.observation.nuisance import has_base, is_covered, underlying
from counterflow.terms import CountingUnit, Measure, Unit, country_name
from counterflow.verdicts.basis import UNKNOWN, Basis
from counterflow.verdicts.dates import day_words, moment_words, since_words, window_words
from counterflow.verdicts.words import listed

MEASURE, WINDOW = "measure", "window"
_YEAR = 365
_SERIES = {
    Measure.PERMITS_ISSUED: ("permits issued", 0.6, Unit.PERMITS),
    Measure.PERMITS_VALID: ("permits in force", 0.8, Unit.PERMITS),
    Measure.ASYLUM_APPLICATIONS: ("applications for asylum", 0.3, Unit.APPLICATIONS),
}
_FLOWS = frozenset(
    {Measure.DEPARTURES, Measure.ARRIVALS, Measure.RETURNS, Measure.ONWARD, Measure.NET}
)
_COUNTS = _FLOWS | {
    *(Measure.STOCK, Measure.STAYED, Measure.BORDER_ENTRIES, Measure.BORDER_EXITS),
    *(Measure.PERMITS_ISSUED, Measure.PERMITS_VALID, Measure.ASYLUM_APPLICATIONS),
}
_MOST_SERIES = 3


class Alternative(NamedTuple):
    """One thing else that a number may count.

    Attributes
    ----------
    what
        In words, to follow "it fits".
    sort
        `measure` or `window`.
    weight
        Relative prior weight.
    claim
        The claim rewritten by it.

    Examples
    --------
    >>> Alternative._fields
    ('what', 'sort', 'weight', 'claim')
    """

    what: str
    sort: str
    weight: float
    claim: Claim


def written(claim: Claim, basis: Basis) -> list[Claim]:
    """The claim as written, once for each series that may have counted it.

    A claim from the ledger, or one whose source has such a series, stands for itself.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> len(written(basis.by_id["R0337"], basis))  # doctest: +SKIP
    1
    """
    sources = _series(underlying(claim), claim, basis)
    if sources is None or claim.source in sources:
        return [claim]
    return [
        claim.model_copy(update={"source": source, "id": f"{claim.id}.s{number}"})
        for number, source in enumerate(sources[:_MOST_SERIES])
    ] or [claim]


def _series(measure: Measure, claim: Claim, basis: Basis) -> list[str] | None:
    """Sources with a series of a measure at a claim's place; None where it needs none.

    Offices that count come before those who quote them, and alone where there are any.
    """
    found = _all_series(measure, claim, basis)
    if found is None:
        return None
    return [s for s in found if basis.sources[s].kind in _OFFICES] or found


_OFFICES = frozenset({SourceClass.BORDER, SourceClass.REGISTER, SourceClass.GOVERNMENT})


def _all_series(measure: Measure, claim: Claim, basis: Basis) -> list[str] | None:
    n, origin = basis.structure.nuisance, basis.case.spec.origin
    place = claim.destination
    if measure is Measure.BORDER_EXITS and claim.origin not in ("", origin):
        place = claim.origin
    if measure in (Measure.BORDER_ENTRIES, Measure.BORDER_EXITS):
        return sorted(source for source, where in n.visitors if where == place)
    registered = measure is underlying(claim) and is_covered(claim)
    if measure in _SERIES or registered:
        return sorted(
            source
            for source, where, counted in n.coverages
            if where == place
            and counted == measure.value
            and (measure is not Measure.PERMITS_VALID or (source, where) in n.bases)
        )
    if measure is Measure.STOCK and has_base(claim):
        return sorted(source for source, where in n.bases if where == place)
    return None


def alternatives(claim: Claim, basis: Basis) -> list[Alternative]:
    """What else a count of people, crossings or permits may be.

    Parameters
    ----------
    claim
        A claim about all leavers.
    basis
        The estimate: a reading at a border needs a series there.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> [other.what for other in alternatives(basis.by_id["R0337"], basis)][:2]  # doctest: +SKIP
    ['people who live in Kazakhstan, counted on a day', 'arrivals in Kazakhstan']
    """
    if claim.measure not in _COUNTS or claim.unit in (Unit.PERCENT, Unit.RATIO):
        return []
    if claim.origin not in ("", basis.case.spec.origin):
        return []
    found = [*_other_measures(claim, basis), *_other_windows(claim, basis)]
    return [
        one._replace(claim=one.claim.model_copy(update={"id": f"{claim.id}.a{number}"}))
        for number, one in enumerate(found)
    ]


def _rewritten(claim: Claim, measure: Measure, basis: Basis, **fields: Any) -> Claim:
    """The same number about another quantity; flows of a count on a day run since the start."""
    start = claim.period_start
    if claim.measure.is_stock and not measure.is_stock:
        start = basis.case.spec.start
    changes: dict[str, Any] = {
        "measure": measure,
        "unit": Unit.PERSONS,
        "counts": None,
        "duration_days": None,
        "includes_before": None,
        "period_start": start,
        "of": None,
        "status": Status.PROPOSED,
        **fields,
    }
    if claim.source not in basis.case.sources:
        changes.setdefault("source", UNKNOWN)
    return claim.model_copy(update=changes)


def _where(claim: Claim, basis: Basis) -> str:
    if not claim.destination:
        return "abroad"
    return "in " + listed([country_name(part) or part for part in claim.destination.split("+")])


def _other_measures(claim: Claim, basis: Basis) -> Iterator[Alternative]:
    where = _where(claim, basis)

    def one(what: str, weight: float, measure: Measure, **fields: Any) -> Iterator[Alternative]:
        rewritten = _rewritten(claim, measure, basis, **fields)
        same = all(
            getattr(rewritten, name) == getattr(claim, name)
            for name in ("measure", "duration_days", "period_start", "period_end")
        ) and bool(rewritten.includes_before) == bool(claim.includes_before)
        if not same:
            yield Alternative(what, MEASURE, weight, rewritten)

    if claim.destination:
        yield from one(f"people who live {where}, counted on a day", 1.0, Measure.STOCK)
        yield from one(f"arrivals {where}", 1.0, Measure.ARRIVALS)
        yield from one(
            f"stays of a year or more {where}", 0.4, Measure.ARRIVALS, duration_days=_YEAR
        )
        yield from one(f"arrivals less those who left again {where}", 0.5, Measure.NET)
        yield from one(
            f"returns home of people {where}",
            0.2,
            Measure.RETURNS,
            origin=claim.destination,
            destination="",
        )
        based = claim.model_copy(update={"measure": Measure.STOCK, "includes_before": True})
        for source in (_series(Measure.STOCK, based, basis) or [])[:_MOST_SERIES]:
            yield from one(
                f"people who live {where}, earlier residents included",
                0.6,
                Measure.STOCK,
                includes_before=True,
                source=source,
            )
        crossing, what = Measure.BORDER_ENTRIES, f"border crossings {where}, visitors included"
    else:
        yield from one("departures, returned or not", 1.0, Measure.DEPARTURES)
        yield from one(
            "departures for a year or more", 0.6, Measure.DEPARTURES, duration_days=_YEAR
        )
        yield from one("people still abroad, counted on a day", 1.0, Measure.STOCK)
        yield from one("returns home", 0.3, Measure.RETURNS)
        crossing, what = Measure.BORDER_EXITS, "border exits, trips included"
    for source in (_series(crossing, claim, basis) or [])[:_MOST_SERIES]:
        name = basis.sources[source].name
        yield from one(
            f"{what} ({name})",
            0.8,
            crossing,
            source=source,
            unit=Unit.CROSSINGS,
            counts=CountingUnit.CROSSINGS,
        )
    for measure, (what, weight, unit) in _SERIES.items():
        for source in (_series(measure, claim, basis) or [])[:_MOST_SERIES]:
            name = basis.sources[source].name
            yield from one(f"{what} {where} ({name})", weight, measure, source=source, unit=unit)


def _other_windows(claim: Claim, basis: Basis) -> Iterator[Alternative]:
    spec = basis.case.spec
    end = min(claim.period_end, spec.end)
    # Nobody counts what has not happened yet.
    last = min(spec.end, claim.published_on)
    if claim.measure.is_stock:
        days = {
            date(year, month, day)
            for year in range(spec.start.year, spec.end.year + 1)
            for month, day in ((6, 30), (12, 31))
        }
        for day in sorted(days):
            if abs((day - claim.period_end).days) > 120 and day <= last:
                yield Alternative(
                    f"the same {moment_words(day)}",
                    WINDOW,
                    0.5,
                    claim.model_copy(update={"period_start": day, "period_end": day}),
                )
        return
    spans = {(spec.start, end): f"the same {since_words(spec.start)}"}
    for year in range(spec.start.year, spec.end.year + 1):
        spans[date(year, 1, 1), date(year, 12, 31)] = f"the same in all of {year}"
    month = end.replace(day=1)
    spans[month, end] = f"the same {window_words(month, end)} alone"
    spans[spec.start, spec.end] = f"the same {window_words(spec.start, spec.end)}"
    spans[end - timedelta(days=364), end] = f"the same in the twelve months to {day_words(end)}"
    for (first, until), what in spans.items():
        off = abs((first - claim.period_start).days) + abs((until - claim.period_end).days)
        if off > 60 and first < until <= last:
            changed = claim.model_copy(update={"period_start": first, "period_end": until})
            yield Alternative(what, WINDOW, 1.0, changed)
