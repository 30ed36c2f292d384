"""Which sources moved the answer, and which statistic nobody has published would narrow it most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.ledger.claim import Claim, Status
from counterflow.ledger.source import SourceClass
from counterflow.terms import Hedge, Measure, Period, Unit, country_name
from counterflow.verdicts.basis import UNKNOWN, Basis
from counterflow.verdicts.seen import see

Array = NDArray[np.float64]

TAIL = 0.1
REGISTER_NOISE = 0.08
"""Log noise of a statistic that a register would publish: bias of 5% and noise of 6%."""


def headline_draws(basis: Basis) -> dict[str, Array]:
    """Key figures at the account's end, (S,) each; persons, and percent for the share.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> np.median(headline_draws(basis)["still_abroad"])  # doctest: +SKIP
    np.float64(11...)
    """
    tables = basis.worlds.tables
    left, back = (tables[name].sum((1, 2)) for name in ("departures", "returns"))
    return {
        "still_abroad": tables["stock"][:, -1].sum(1),
        "departures_total": left,
        "returned_total": back,
        "returned_share": 100.0 * back / left,
    }


def influence(basis: Basis) -> pd.DataFrame:
    """What each source and each lineage of several claims did to the headline figures.

    Parameters
    ----------
    basis
        The estimate.

    Returns
    -------
    DataFrame
        One row per source or lineage and figure: the median with and without it, the change in
        percent, by how much it narrowed the 80% interval, Pareto k, and whether weighting can be
        relied on. Where it cannot, what it says is left out (NaN) and `method` is `needs a refit`:
        `refitted` gives the exact answer.

    Examples
    --------
    >>> import counterflow as cf
    >>> posterior = cf.load_posterior("out", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> influence(posterior.questions.basis).columns[0]  # doctest: +SKIP
    'kind'
    """
    figures = headline_draws(basis)
    full = {name: np.quantile(v, [TAIL, 0.5, 1 - TAIL]) for name, v in figures.items()}
    rows = []
    for kind, name, ids in groups(basis):
        weights = basis.without(ids)
        for figure, draws in figures.items():
            now = weights.quantile(draws, [TAIL, 0.5, 1 - TAIL])
            if not weights.reliable:
                now = np.full(3, np.nan)
            rows.append(
                {
                    "kind": kind,
                    "name": name,
                    "claims": len(ids),
                    "figure": figure,
                    **change(full[figure], now),
                    "pareto_k": weights.k,
                    "reliable": weights.reliable,
                    "method": "weights" if weights.reliable else "needs a refit",
                }
            )
    return ranked(pd.DataFrame(rows))


def change(was: Array, now: Array) -> dict[str, float]:
    """What a group did to a figure, from its quantiles with and without the group.

    Parameters
    ----------
    was, now : (3,)
        The 10% quantile, the median and the 90% quantile.

    Examples
    --------
    >>> change(np.asarray([9.0, 10.0, 11.0]), np.asarray([6.0, 8.0, 10.0]))["narrowed_percent"]
    50.0
    """
    return {
        "median": float(was[1]),
        "median_without": float(now[1]),
        "change_percent": float(100.0 * (was[1] / now[1] - 1.0)),
        "narrowed_percent": float(100.0 * (1.0 - (was[2] - was[0]) / (now[2] - now[0]))),
    }


def ranked(table: pd.DataFrame) -> pd.DataFrame:
    """The largest changes first; what needs a refit last, the worst weights first.

    Examples
    --------
    >>> moved = {"change_percent": [1.0, np.nan, -8.0], "pareto_k": [0.2, 1.1, 0.5]}
    >>> ranked(pd.DataFrame(moved, index=["a", "b", "c"]).reset_index())["index"].tolist()
    ['c', 'a', 'b']
    """
    if table.empty:
        return table
    size = table["change_percent"].abs()
    order = pd.DataFrame({"size": -size, "k": -table["pareto_k"]}).sort_values(["size", "k"]).index
    return table.loc[order].reset_index(drop=True)


def groups(basis: Basis) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Kind, name and claims of each source, and of each lineage of several claims.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> next(groups(basis))  # doctest: +SKIP
    ('source', 'arg-migration', ('R0522',))
    """
    by_source: dict[str, list[str]] = {}
    for id_ in basis.learnt:
        if id_ in basis.by_id:
            by_source.setdefault(basis.by_id[id_].source, []).append(id_)
    for source, ids in sorted(by_source.items()):
        yield "source", source, tuple(ids)
    copies: dict[str, int] = {}
    for root in basis.roots.values():
        copies[root] = copies.get(root, 0) + 1
    for root, members in sorted(basis.lineages.items()):
        if copies.get(root, 0) > 1:
            yield "lineage", root, members


class Missing(NamedTuple):
    """A statistic that nobody has published.

    Attributes
    ----------
    label
        In words.
    claim
        What it would state; its number is a placeholder.
    draws : (S,)
        Its logarithm in the account.

    Examples
    --------
    >>> Missing._fields
    ('label', 'claim', 'draws')
    """

    label: str
    claim: Claim
    draws: Array


_WANTED = (
    (Measure.STOCK, "residents who left since the start, by a register"),
    (Measure.ARRIVALS, "arrivals of the year, by a statistical office"),
    (Measure.RETURNS, "returns of the year, by a register"),
)


def missing_statistics(basis: Basis) -> list[Missing]:
    """Each destination, measure and year's end that no register or office has published.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> missing_statistics(basis)[0].label  # doctest: +SKIP
    'all destinations, 2022: residents who left since the start, by a register'
    """
    spec = basis.case.spec
    years = [
        year
        for year in range(spec.start.year, spec.end.year + 1)
        if f"{year}-12-31" <= str(spec.end)
    ]
    places = [cell for cell in basis.structure.places.cells if country_name(cell)]
    asked: list[tuple[str, Claim]] = []
    for place in ("", *places):
        for year in years:
            for measure, what in _WANTED:
                window = Period.parse(str(year))
                if _published(basis.case, place, measure, window):
                    continue
                at_host = measure is Measure.RETURNS
                start = window.end if measure.is_stock else window.start
                claim = Claim(
                    id=f"M{len(asked)}",
                    measure=measure,
                    origin=place if at_host else spec.origin,
                    destination="" if at_host else place,
                    period_start=start,
                    period_end=window.end,
                    value=1.0,
                    unit=Unit.PERSONS,
                    hedge=Hedge.EXACT,
                    source=UNKNOWN,
                    published=str(spec.end),
                    status=Status.PROPOSED,
                )
                where = country_name(place) if place else "all destinations"
                asked.append((f"{where}, {year}: {what}", claim))
    compiled = basis.compile([claim for _, claim in asked])
    rows = np.arange(len(compiled.evidence.claims))
    seen = see(compiled.flat, compiled.evidence, compiled.trust, rows)
    return [
        Missing(label, claim, seen.truth[:, compiled.row[claim.id]])
        for label, claim in asked
        if claim.id in compiled.row
    ]


def _published(case: Case, place: str, measure: Measure, window: Period) -> bool:
    host = (Measure.RETURNS,)
    official = (SourceClass.REGISTER, SourceClass.GOVERNMENT)
    return any(
        claim.measure is measure
        and (claim.origin if measure in host else claim.destination) == place
        and claim.period_end.year == window.end.year
        and case.sources[claim.source].kind in official
        for claim in case.observations
    )


def narrowing(
    basis: Basis, figure: str = "still_abroad", noise: float = REGISTER_NOISE
) -> pd.DataFrame:
    """Expected shrinkage of a figure's 80% interval by each statistic not yet published, ranked.

    By regression on the draws: of a figure's variance, a statistic seen with noise explains
    `cov² / (var (var + noise²))`, and the interval shrinks with what is left.

    Parameters
    ----------
    basis
        The estimate.
    figure
        A key of `headline_draws`.
    noise
        Log noise of the statistic.

    Raises
    ------
    KeyError
        If there is no such figure.

    Examples
    --------
    >>> import counterflow as cf
    >>> basis = Basis.load("out/russia-2022", cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> narrowing(basis).statistic[0]  # doctest: +SKIP
    'all destinations, 2024: residents who left since the start, by a register'
    """
    target = headline_draws(basis)[figure]
    rows = []
    for one in missing_statistics(basis):
        share = _explained(target, one.draws, noise)
        rows.append(
            {
                "statistic": one.label,
                "measure": one.claim.measure.value,
                "place": one.claim.destination
                or (one.claim.origin if one.claim.measure is Measure.RETURNS else "")
                or "all",
                "period_end": one.claim.period_end.isoformat(),
                "expected_persons": float(np.exp(np.median(one.draws))),
                "narrowing_percent": 100.0 * (1.0 - np.sqrt(1.0 - share)),
            }
        )
    table = pd.DataFrame(rows)
    if table.empty:
        return table
    return table.sort_values("narrowing_percent", ascending=False).reset_index(drop=True)


def _explained(target: Array, draws: Array, noise: float) -> float:
    covariance = np.cov(target, draws)
    return float(
        np.clip(covariance[0, 1] ** 2 / (covariance[0, 0] * (covariance[1, 1] + noise**2)), 0, 1)
    )


def simulated_narrowing(
    target: Array,
    draws: Array,
    noise: float = REGISTER_NOISE,
    publications: int = 60,
    seed: int = 1,
) -> float:
    """The same shrinkage in percent, by publishing the statistic in simulated worlds.

    Each publication is drawn from one draw of the account; all draws are then weighted by how
    well they explain it, and the weighted 80% interval is measured.

    Parameters
    ----------
    target, draws : (S,)
        The figure, and the log of the statistic.
    noise
        Log noise of the statistic.
    publications
        How many to simulate.
    seed
        Of the simulation.

    Examples
    --------
    >>> x = np.random.default_rng(1).normal(12.0, 0.3, 400)
    >>> simulated_narrowing(np.exp(x), x, noise=0.05) > 50
    True
    """
    rng = np.random.default_rng(seed)
    order = np.argsort(target)
    widths = []
    for world in rng.choice(len(draws), publications, replace=True):
        told = draws[world] + noise * rng.normal()
        weight = np.exp(-0.5 * ((told - draws) / noise) ** 2)
        weight[world] = 0.0
        if weight.sum() <= 0:
            continue
        weight = weight[order] / weight.sum()
        reached = np.cumsum(weight) - 0.5 * weight
        low, high = np.interp([TAIL, 1 - TAIL], reached, target[order])
        widths.append(high - low)
    low, high = np.quantile(target, [TAIL, 1 - TAIL])
    return float(100.0 * (1.0 - np.mean(widths) / (high - low)))
