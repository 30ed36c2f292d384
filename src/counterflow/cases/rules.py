"""What claims must fulfil together, and against the window of the account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from counterflow.cases.case import Spec
from counterflow.ledger.claim import Claim
from counterflow.ledger.problem import Problems
from counterflow.ledger.suggest import nearest
from counterflow.terms import Measure, Unit

CASE_FILE = "case.toml"
CLAIMS_FILE = "claims.csv"

Numbered = Sequence[tuple[int, Claim]]

_BASELINE_FLOWS = frozenset({Measure.BORDER_ENTRIES, Measure.BORDER_EXITS})
_BASELINE_STOCKS = frozenset({Measure.STOCK, Measure.PERMITS_VALID})

_IN_A_HOST = frozenset(
    {
        *(Measure.STOCK, Measure.STAYED, Measure.PERMITS_VALID, Measure.PERMITS_ISSUED),
        Measure.ASYLUM_APPLICATIONS,
    }
)
_NAMED = 5
"""Claims named in a note, at most."""

_SHARES = frozenset({Measure.SHARE, Measure.RETURNED_SHARE})
_COUNTED = frozenset(
    {
        *(Measure.DEPARTURES, Measure.ARRIVALS, Measure.RETURNS, Measure.ONWARD, Measure.NET),
        *(Measure.STOCK, Measure.STAYED, Measure.BORDER_ENTRIES, Measure.BORDER_EXITS),
        *(Measure.PERMITS_ISSUED, Measure.PERMITS_VALID, Measure.ASYLUM_APPLICATIONS),
    }
)
_COUNTS = (Unit.PERSONS, Unit.CROSSINGS, Unit.PERMITS, Unit.APPLICATIONS)


def check_window(rows: Numbered, spec: Spec, problems: Problems) -> None:
    """Note observations that the account, from `spec.start` to `spec.end`, cannot speak of.

    Counts at borders and counts with earlier residents may lie before the start: they inform
    what was there before the crisis.

    Examples
    --------
    >>> spec = Spec(id="x", title="X", origin="RUS", start="2022-01-01", end="2022-12-31",
    ...             population=1)
    >>> check_window([], spec, Problems())
    """
    for row, claim in rows:
        if not claim.is_observation:
            continue
        last_day_only = claim.measure.is_stock
        column = "period_end" if last_day_only else "period_start"
        first = claim.period_end if last_day_only else claim.period_start
        if first > spec.end:
            problems.add(
                CLAIMS_FILE,
                row,
                column,
                str(first),
                f"lies after the account's last day, {spec.end}",
                "set status to context, or extend `end` in case.toml",
            )
        elif claim.period_end < spec.start and not _informs_baseline(claim):
            problems.add(
                CLAIMS_FILE,
                row,
                "period_end",
                str(claim.period_end),
                f"lies before the account's first day, {spec.start}",
                _before_remedy(claim),
            )


def check_units(rows: Numbered, problems: Problems) -> None:
    """Note observations whose unit cannot hold what they measure, and shares above the whole.

    Examples
    --------
    >>> check_units([], Problems())
    """
    for row, claim in rows:
        if not claim.is_observation:
            continue
        if claim.unit not in (fitting := _fitting(claim)):
            remedy = (
                f"write {' or '.join(unit.value for unit in fitting)}, or set status to context"
            )
            if claim.measure is Measure.CHANGE:
                remedy += "; 45% more is a ratio of 1.45"
            reason = f"is no unit of the measure {claim.measure.value}"
            problems.add(CLAIMS_FILE, row, "unit", claim.unit.value, reason, remedy)
        elif claim.measure in _SHARES:
            for column in ("value", "low", "high"):
                number = getattr(claim, column)
                if number is not None and number > 100:
                    problems.add(
                        CLAIMS_FILE,
                        row,
                        column,
                        f"{number:g}",
                        "is more than the whole",
                        "write a share as a percentage from 0 to 100",
                    )


def _fitting(claim: Claim) -> tuple[Unit, ...]:
    if claim.measure in _SHARES:
        return (Unit.PERCENT,)
    if claim.measure is Measure.CHANGE:
        return (*_COUNTS, Unit.RATIO)
    return _COUNTS if claim.measure in _COUNTED else tuple(Unit)


def _informs_baseline(claim: Claim) -> bool:
    if claim.measure in _BASELINE_FLOWS:
        return True
    return claim.measure in _BASELINE_STOCKS and claim.definition.includes_before


def _before_remedy(claim: Claim) -> str:
    remedy = "set status to context, or move `start` in case.toml"
    if claim.measure in _BASELINE_STOCKS:
        return f"set includes_before to true if earlier residents are counted; otherwise {remedy}"
    return remedy


def check_hosts(rows: Numbered, origin: str, problems: Problems) -> None:
    """Note observations of people in a host country whose host is the country they left.

    Examples
    --------
    >>> check_hosts([], "RUS", Problems())
    """
    for row, claim in rows:
        if claim.is_observation and claim.measure in _IN_A_HOST and claim.destination == origin:
            problems.add(
                CLAIMS_FILE,
                row,
                "destination",
                origin,
                "is the country people leave",
                "write the host country; people who came back are returns or a returned_share",
            )


def tell_doubts(rows: Numbered, spec: Spec) -> list[str]:
    """What to tell of observations that may stand and yet are hardly meant as they are written.

    Examples
    --------
    >>> spec = Spec(id="x", title="X", origin="RUS", start="2022-01-01", end="2022-12-31",
    ...             population=1)
    >>> tell_doubts([], spec)
    []
    """
    found = []
    observations = [claim for _, claim in rows if claim.is_observation]
    if early := [claim for claim in observations if claim.published_on < claim.period_end]:
        found.append(
            f"{_listed(early)}: published before the last day counted; correct the dates, or set "
            "status to forecast"
        )
    if late := [claim for claim in observations if claim.period_end > spec.end]:
        found.append(
            f"{_listed(late)}: not learnt from, since the window ends after the account, on "
            f"{late[0].period_end}; extend `end` in case.toml to hear it"
        )
    if many := [claim for claim in observations if _stated(claim) > spec.population]:
        found.append(
            f"{_listed(many)}: more people than the {spec.population:,} who live in {spec.origin}; "
            "check the digits, and `population` in case.toml"
        )
    return found


def _stated(claim: Claim) -> float:
    """People named at least; zero where crossings, papers or shares are counted."""
    if claim.unit is not Unit.PERSONS or claim.measure not in _COUNTED:
        return 0.0
    return claim.value or claim.low or 0.0


def _listed(claims: Sequence[Claim]) -> str:
    named = ", ".join(claim.id for claim in claims[:_NAMED])
    return f"{named} and {len(claims) - _NAMED} more" if len(claims) > _NAMED else named


def check_sources(rows: Numbered, sources: Mapping[str, int], problems: Problems) -> None:
    """Note claims whose source has no row in `sources.csv`.

    Examples
    --------
    >>> check_sources([], {}, Problems())
    """
    for row, claim in rows:
        if claim.source not in sources:
            problems.add(
                CLAIMS_FILE,
                row,
                "source",
                claim.source,
                "has no row in sources.csv",
                partial(_add_source, claim.source, list(sources)),
            )


def _add_source(source: str, known: list[str]) -> str:
    advice = nearest(source, known) if known else ""
    add = "add it to sources.csv"
    return f"{advice} Otherwise {add}" if advice.startswith("did you mean") else add


def check_lineage(rows: Numbered, ids: Mapping[str, int], problems: Problems) -> None:
    """Note lineages that name no claim, or that lead back to where they started.

    Examples
    --------
    >>> check_lineage([], {}, Problems())
    """
    parents = {claim.id: claim.lineage for _, claim in rows if claim.lineage}
    in_known_cycle: set[str] = set()
    for row, claim in rows:
        if not claim.lineage:
            continue
        if claim.lineage not in ids:
            problems.add(
                CLAIMS_FILE,
                row,
                "lineage",
                claim.lineage,
                "names no claim",
                partial(_name_a_claim, claim.lineage, list(ids)),
            )
        elif claim.id not in in_known_cycle:
            cycle = _cycle_through(claim.id, parents)
            in_known_cycle.update(cycle)
            if cycle:
                problems.add(
                    CLAIMS_FILE,
                    row,
                    "lineage",
                    claim.lineage,
                    f"leads back to itself: {' -> '.join([*cycle, cycle[0]])}",
                    "leave lineage blank for the original measurement",
                )


def _name_a_claim(lineage: str, ids: list[str]) -> str:
    advice = nearest(lineage, ids)
    blank = "leave it blank for an original measurement"
    return f"{advice} Otherwise {blank}" if advice.startswith("did you mean") else blank


def _cycle_through(start: str, parents: Mapping[str, str]) -> list[str]:
    """The claims of the cycle that `start` is part of, from `start`; empty if it is in none."""
    path = dict.fromkeys([start])
    current = parents.get(start)
    while current is not None and current not in path:
        path[current] = None
        current = parents.get(current)
    return list(path) if current == start else []


def check_named(
    spec: Spec, claims: Mapping[str, int], sources: Mapping[str, int], problems: Problems
) -> None:
    """Note readings and breaks that name a claim or a source that does not exist.

    Examples
    --------
    >>> spec = Spec(id="x", title="X", origin="RUS", start="2022-01-01", end="2022-12-31",
    ...             population=1)
    >>> check_named(spec, {}, {}, Problems())
    """
    named = [("readings", "claim", row.claim, claims) for row in spec.readings]
    named += [("readings", "series", row.series, sources) for row in spec.readings if row.series]
    named += [("breaks", "source", row.source, sources) for row in spec.breaks]
    for table, key, name, known in named:
        if name not in known:
            kind = "claim" if key == "claim" else "source"
            problems.add(
                CASE_FILE,
                0,
                f"{table}.{key}",
                name,
                f"names no {kind}",
                partial(nearest, name, list(known)),
            )
