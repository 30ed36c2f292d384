"""How the answer evolved: the estimate as it could have been made on each of several days."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.diagnostics.words import sentence
from counterflow.estimation.carry import Carried, Start, carry, start_of
from counterflow.estimation.estimate import estimate, identify
from counterflow.estimation.files import replace_text, writable_folder
from counterflow.estimation.importance import smooth
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.sampling import Progress
from counterflow.estimation.settings import SamplerSettings
from counterflow.estimation.structure import EmptyEvidence, build_structure
from counterflow.ledger.claim import Claim

Array = NDArray[np.float64]

QUANTILES = {"q05": 0.05, "q10": 0.1, "median": 0.5, "q90": 0.9, "q95": 0.95}
SHORT = SamplerSettings(draws=100, most_draws=200)
"""Settings of a vintage: enough for an interval to be drawn, a few times fewer than a full run."""

_MOST_DATES = 8
_MOST_MOVERS = 6
_LEAST_KNOWN = 0.5


@dataclass(frozen=True)
class Publication:
    """Claims that one source had published since the vintage before.

    Parameters
    ----------
    source
        Name of the source.
    published
        Newest day of publication.
    claims
        Their ids.
    words
        What they say.
    moved
        Persons by which they move the number abroad at the vintage's day: the median with them
        minus the median without.
    reliable
        Whether weighted draws know the estimate without them (Pareto k below 0.7); where not, the
        move is a first-order sketch.

    Examples
    --------
    >>> words = "the arrivals for Georgia (Statistical office), 62,304 in 2022"
    >>> new = Publication("Statistical office", "2023-01-31", ("A1",), words, -12000.0, True)
    >>> f"{new.source} moved the number abroad by {new.moved:+,.0f}"
    'Statistical office moved the number abroad by -12,000'
    """

    source: str
    published: str
    claims: tuple[str, ...]
    words: str
    moved: float
    reliable: bool


@dataclass(frozen=True)
class Vintage:
    """What was known on a day.

    Parameters
    ----------
    as_of
        The day.
    claims, learnt, sources
        Claims published by then, those learnt from, and their sources.
    newest
        Last day that any learnt claim speaks of; blank if none.
    months
        First days of the account's months.
    abroad, departures
        Quantile to leavers abroad at each month's end, and to departures up to it, in persons.
    now
        Position of the month that the day falls into, or of the last.
    converged
        Whether the short run met the standards of a full one.
    movers
        Publications since the vintage before that move the answer most.
    note
        Why there is no estimate; blank if there is.

    Examples
    --------
    >>> months = "2022-01-01", "2022-02-01"
    >>> abroad = {"q10": [1e4, 6e4], "median": [2e4, 9e4], "q90": [4e4, 2e5]}
    >>> then = Vintage(date(2022, 2, 28), 9, 7, 4, "2022-02-20", months, abroad, {}, 1, True, ())
    >>> [level[then.now] for level in then.abroad.values()]
    [60000.0, 90000.0, 200000.0]
    """

    as_of: date
    claims: int
    learnt: int
    sources: int
    newest: str
    months: tuple[str, ...]
    abroad: dict[str, list[float]]
    departures: dict[str, list[float]]
    now: int
    converged: bool
    movers: tuple[Publication, ...]
    note: str = ""


def default_dates(case: Case) -> tuple[date, ...]:
    """Ends of half-years while observations were being published, and the day of the last one.

    Examples
    --------
    >>> import counterflow as cf
    >>> dates = default_dates(cf.load_case("russia-2022"))
    >>> len(dates) <= 8, dates[0].isoformat()
    (True, '2022-06-30')
    """
    known = sorted(c.published_on for c in case.observations if c.published_on >= case.spec.start)
    if not known:
        return ()
    last = known[-1]
    halves = [
        date(year, month, 30 if month == 6 else 31)
        for year in range(case.spec.start.year, last.year + 1)
        for month in (6, 12)
    ]
    inner = [day for day in halves if known[0] <= day < last]
    # The first years say most: what was knowable while it happened.
    return (*inner[: _MOST_DATES - 1], last)


def history(
    case: Case,
    dates: Sequence[date] | None = None,
    out: Path | None = None,
    settings: SamplerSettings = SHORT,
    progress: Progress | None = None,
) -> tuple[Vintage, ...]:
    """Estimate a case at several vintages.

    Each starts from the draws of the one before where enough of the model is the same.

    Parameters
    ----------
    case
        The whole case.
    dates
        Days, in any order; `default_dates` if None.
    out
        Folder in which finished vintages are kept: a killed run goes on with them.
    settings
        How each is sampled.
    progress
        Called after every chunk of iterations.

    Examples
    --------
    >>> import counterflow as cf
    >>> history(cf.load_case("russia-2022"), out=Path("out/history"))  # doctest: +SKIP
    """
    days = sorted(set(dates if dates is not None else default_dates(case)))
    found: list[Vintage] = []
    start: Start | None = None
    before: frozenset[str] = frozenset()
    for day in days:
        known = case.at(day)
        kept = _Kept(known, settings, tuple(sorted(before)), out)
        vintage, learnt = kept.load()
        if vintage is None:
            vintage, learnt, start = _estimate(known, day, settings, start, before, progress)
            kept.save(vintage, learnt)
        found.append(vintage)
        before = learnt
    return tuple(found)


def _estimate(
    known: Case,
    day: date,
    settings: SamplerSettings,
    start: Start | None,
    before: frozenset[str],
    progress: Progress | None,
) -> tuple[Vintage, frozenset[str], Start | None]:
    try:
        structure = build_structure(known)
    except EmptyEvidence:
        blank = Vintage(day, len(known.claims), 0, 0, "", (), {}, {}, 0, False, (), _NOTHING)
        return blank, before, start
    carried: Carried | None = None
    if start is not None:
        carried = replace(carry(start, structure, settings.seed), settled=False)
        carried = carried if carried.known >= _LEAST_KNOWN else None
    posterior = estimate(known, settings, progress, allow_unconverged=True, start=carried)
    learnt = frozenset(claim.id for claim in structure.evidence.claims)
    return summarised(posterior, day, before), learnt, start_of(posterior)


_NOTHING = "nothing to learn from had been published"


def summarised(posterior: Posterior, day: date, before: frozenset[str]) -> Vintage:
    """A vintage in numbers.

    Parameters
    ----------
    posterior
        The estimate at the vintage.
    day
        The vintage.
    before
        Ids of the claims learnt from at the vintage before.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> then = summarised(posterior, date(2024, 12, 31), frozenset())  # doctest: +SKIP
    >>> then.learnt, len(then.movers)  # doctest: +SKIP
    (252, ...)
    """
    learnt = posterior.structure.evidence.claims
    months = posterior.months
    now = max((at for at, month in enumerate(months) if month <= day), default=0)
    abroad = posterior.replay.stock.sum(axis=2)
    left = posterior.replay.departures.sum(axis=2).cumsum(axis=1)
    return Vintage(
        day,
        len(posterior.case.claims),
        len(learnt),
        len({claim.source for claim in learnt}),
        max(claim.period_end for claim in learnt).isoformat(),
        tuple(month.isoformat() for month in months),
        _levels(abroad),
        _levels(left),
        now,
        posterior.convergence.converged,
        movers(posterior, abroad[:, now], before),
    )


def _levels(draws: Array) -> dict[str, list[float]]:
    levels = np.quantile(draws, list(QUANTILES.values()), axis=0)
    return {name: level.round(1).tolist() for name, level in zip(QUANTILES, levels, strict=True)}


def movers(posterior: Posterior, figure: Array, before: frozenset[str]) -> tuple[Publication, ...]:
    """Publications that were not learnt from before, by how far they move a figure.

    Parameters
    ----------
    posterior
        The estimate.
    figure : (S,)
        Draws of the figure.
    before
        Ids of the claims learnt from before.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> abroad = posterior.replay.stock.sum(axis=2)[:, -1]  # doctest: +SKIP
    >>> movers(posterior, abroad, before=frozenset())[0].source  # doctest: +SKIP
    '...'
    """
    case = posterior.case
    names = {key: source.name for key, source in case.sources.items()}
    groups: dict[str, list[tuple[int, Claim]]] = {}
    for row, claim in enumerate(posterior.structure.evidence.claims):
        if claim.id not in before:
            groups.setdefault(claim.source, []).append((row, claim))
    found = []
    for source, members in groups.items():
        likelihood = posterior.replay.log_likelihood[:, [row for row, _ in members]].sum(axis=1)
        weights = smooth(-likelihood)
        if weights.reliable:
            moved = float(np.median(figure) - weights.quantile(figure, 0.5))
        else:
            moved = float(np.cov(figure, likelihood)[0, 1])
        claims = [claim for _, claim in members]
        found.append(
            Publication(
                names.get(source, source),
                max(claim.published_on for claim in claims).isoformat(),
                tuple(claim.id for claim in claims),
                sentence(_likest(claims), case.spec.origin, names),
                moved,
                weights.reliable,
            )
        )
    return tuple(sorted(found, key=lambda item: -abs(item.moved))[:_MOST_MOVERS])


def _likest(claims: Sequence[Claim]) -> list[Claim]:
    """Of several claims, those that count the same in the same place as most."""
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.measure.value, claim.origin, claim.destination), []).append(claim)
    return max(groups.values(), key=len)


def history_table(vintages: Sequence[Vintage]) -> pd.DataFrame:
    """One row per vintage, quantity and month: quantiles in persons.

    Parameters
    ----------
    vintages
        From `history`.

    Examples
    --------
    >>> history_table([]).empty
    True
    """
    parts = []
    for vintage in vintages:
        for quantity in ("abroad", "departures"):
            levels: dict[str, list[float]] = getattr(vintage, quantity)
            parts.append(
                pd.DataFrame(
                    {
                        "as_of": vintage.as_of.isoformat(),
                        "quantity": quantity,
                        "month": [month[:7] for month in vintage.months],
                        "known_then": [at <= vintage.now for at in range(len(vintage.months))],
                        **levels,
                        "learnt": vintage.learnt,
                        "converged": vintage.converged,
                    }
                )
            )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


class _Kept:
    """A finished vintage on disk, valid for the same claims, settings and versions only."""

    def __init__(
        self,
        known: Case,
        settings: SamplerSettings,
        before: tuple[str, ...],
        out: Path | None,
    ) -> None:
        stamp = {**identify(known, settings), "before": list(before)}
        self._stamp = json.dumps(stamp, sort_keys=True)
        self._path = None
        if out is not None:
            assert known.as_of is not None
            self._path = writable_folder(out / "vintages") / f"{known.as_of.isoformat()}.json"

    def load(self) -> tuple[Vintage | None, frozenset[str]]:
        """The vintage and the ids it learnt from, or None."""
        if self._path is None or not self._path.is_file():
            return None, frozenset()
        try:
            held: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        except ValueError:
            return None, frozenset()
        if held.get("stamp") != self._stamp:
            return None, frozenset()
        row = held["vintage"]
        parts = (Publication(**{**p, "claims": tuple(p["claims"])}) for p in row["movers"])
        row |= {
            "as_of": date.fromisoformat(row["as_of"]),
            "months": tuple(row["months"]),
            "movers": tuple(parts),
        }
        return Vintage(**row), frozenset(held["learnt"])

    def save(self, vintage: Vintage, learnt: frozenset[str]) -> None:
        """Write the vintage, whole or not at all."""
        if self._path is None:
            return
        row = {**asdict(vintage), "as_of": vintage.as_of.isoformat()}
        held = json.dumps({"stamp": self._stamp, "learnt": sorted(learnt), "vintage": row})
        replace_text(self._path, held)
