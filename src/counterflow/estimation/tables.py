"""Tidy tables of a posterior: the account by month and place, and every claim predicted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterflow.estimation.replay import Replay
from counterflow.ledger.claim import Claim
from counterflow.ledger.source import Source

Array = NDArray[np.float64]

QUANTILES = {
    "q05": 0.05,
    "q10": 0.10,
    "q25": 0.25,
    "q50": 0.50,
    "q75": 0.75,
    "q90": 0.90,
    "q95": 0.95,
}
ACCOUNT_QUANTILES = {"q025": 0.025, **QUANTILES, "q975": 0.975}
TOTAL = "TOTAL"
TOTALS = ("cumulative_departures", "cumulative_returns", "persons_left")
"""Quantities given for all destinations together only."""

BY_PLACE = ("departures", "arrivals", "returns", "onward", "onward_in", "stock")


def account_draws(replay: Replay) -> dict[str, Array]:
    """Draws of every quantity of the account, (S, M, D) each; totals only, (S, M, 1).

    Examples
    --------
    >>> stock = np.array([[[1.0, 2.0]], [[3.0, 4.0]]])
    >>> replay = Replay(*[stock] * 6, stock.sum(2), *[stock.sum(2)] * 3)
    >>> account_draws(replay)["stock"].shape
    (2, 1, 2)
    """
    found = {name: getattr(replay, name) for name in BY_PLACE}
    for name in ("departures", "returns"):
        found[f"cumulative_{name}"] = found[name].sum(2, keepdims=True).cumsum(1)
    found["persons_left"] = replay.persons_left[:, :, None].cumsum(1)
    return found


def account_table(replay: Replay, months: Sequence[date], cells: Sequence[str]) -> pd.DataFrame:
    """Month x destination x quantity with mean, sd and quantiles, in persons.

    Destination `TOTAL` sums over all; cumulative quantities are given for it alone. Medians do
    not add; means do.

    Examples
    --------
    >>> stock = np.array([[[1.0, 2.0]], [[3.0, 4.0]]])
    >>> replay = Replay(*[stock] * 6, stock.sum(2), *[stock.sum(2)] * 3)
    >>> from datetime import date
    >>> table = account_table(replay, [date(2022, 1, 1)], ["GEO", "ARM"])
    >>> sorted(set(table["destination"]))
    ['ARM', 'GEO', 'TOTAL']
    """
    return quantile_table(account_draws(replay), months, cells)


def quantile_table(
    quantities: Mapping[str, NDArray[Any]], months: Sequence[date], cells: Sequence[str]
) -> pd.DataFrame:
    """Month x destination x quantity with mean, sd and quantiles.

    Parameters
    ----------
    quantities
        Name to draws, (S, M, D), to which `TOTAL` is added; those named in `TOTALS` are (S, M, 1).
    months, cells
        M months and D destinations.

    Examples
    --------
    >>> draws = {"stock": np.array([[[1.0, 2.0]], [[3.0, 4.0]]])}
    >>> quantile_table(draws, [date(2022, 1, 1)], ["GEO", "TUR"])["mean"].tolist()
    [2.0, 3.0, 5.0]
    """
    parts = []
    for name, draws in quantities.items():
        if name in TOTALS:
            places = [TOTAL]
        else:
            draws = np.concatenate([draws, draws.sum(2, keepdims=True)], axis=2)
            places = [*cells, TOTAL]
        columns = {
            "month": np.repeat([f"{month:%Y-%m}" for month in months], len(places)),
            "destination": np.tile(places, len(months)),
            "quantity": name,
            "mean": draws.mean(0).ravel(),
            "sd": draws.std(0, ddof=1).ravel() if len(draws) > 1 else 0.0,
        }
        levels = np.quantile(draws, list(ACCOUNT_QUANTILES.values()), axis=0)
        columns |= {
            key: level.ravel() for key, level in zip(ACCOUNT_QUANTILES, levels, strict=True)
        }
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def claims_table(
    claims: Sequence[Claim],
    sources: Mapping[str, Source],
    shown: Sequence[Claim],
    said: Array,
    ends: Array,
    unused: Mapping[str, str],
) -> pd.DataFrame:
    """Every claim with its predictive interval.

    Parameters
    ----------
    claims
        All claims of the case.
    sources
        Sources by id.
    shown
        The K claims the account speaks of.
    said : (S, K)
        Predictive draws, in each claim's unit.
    ends : (K, 2)
        Lowest and highest number each claim allows; it agrees with the account where they overlap
        the 90% predictive interval (`inside_90`).
    unused
        Claim id to the reason why it did not enter the likelihood.

    Examples
    --------
    >>> from counterflow.cases.load import load_case
    >>> case = load_case("syria-2011")
    >>> claims, said = case.claims[:2], np.array([[4000.0], [6000.0]])
    >>> ends = np.full((1, 2), claims[0].value)
    >>> unused = {claims[1].id: "repeats another"}
    >>> table = claims_table(claims, case.sources, claims[:1], said, ends, unused)
    >>> table[["id", "used", "inside_90"]].values.tolist()
    [['S001', True, True], ['S002', False, <NA>]]
    """
    table = pd.DataFrame([claim.model_dump(mode="json") for claim in claims])
    table["source_class"] = [sources[claim.source].kind.value for claim in claims]
    table["used"] = [claim.id not in unused for claim in claims]
    table["why_unused"] = [unused.get(claim.id, "") for claim in claims]
    row = {claim.id: index for index, claim in enumerate(shown)}
    at = [row.get(claim.id, -1) for claim in claims]
    known = np.asarray([index >= 0 for index in at])
    levels = np.full((len(QUANTILES), len(claims)), np.nan)
    inside: list[bool | None] = [None] * len(claims)
    if known.any():
        levels[:, known] = np.quantile(said, list(QUANTILES.values()), axis=0)[
            :, [index for index in at if index >= 0]
        ]
    for position, index in enumerate(at):
        if index >= 0:
            low, high = levels[0, position], levels[-1, position]
            inside[position] = bool(ends[index, 0] <= high and ends[index, 1] >= low)
    for key, level in zip(QUANTILES, levels, strict=True):
        table[f"pred_{key}"] = level
    table["inside_90"] = pd.array(inside, dtype="boolean")
    return table
