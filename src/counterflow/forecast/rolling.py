"""Forecasts made again from every vintage, and scored against what the whole evidence says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.sampling import Progress
from counterflow.estimation.settings import SamplerSettings
from counterflow.estimation.tables import TOTAL
from counterflow.forecast.origins import SCORED, Origin, forecast_from
from counterflow.forecast.problem import ForecastError
from counterflow.simulation.plan import check_plan
from counterflow.simulation.scores import BASELINES, covered, crps, skill
from counterflow.terms import ELSEWHERE

Array = NDArray[np.float64]

MODEL = "counterflow"
LEVELS = (0.5, 0.8, 0.9)

_TRUTHS = 50
"""Draws of what came."""

_SPREAD = 4
"""Members of a baseline that go out from each past."""


@dataclass(frozen=True, eq=False)
class Scorecard:
    """Scores of forecasts and of the three that need no model.

    Parameters
    ----------
    case
        With all its claims.
    rows
        As-of x quantity x destination x month ahead x forecaster: the median of what came, the
        CRPS in persons, and the share of its draws in the central 50, 80 and 90%.
    unconverged
        Vintages whose estimate did not converge.
    run
        What is needed to repeat it.

    Examples
    --------
    >>> import counterflow as cf
    >>> posterior = cf.estimate(cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> score(posterior, "out/score").summary  # doctest: +SKIP
    """

    case: Case
    rows: pd.DataFrame
    unconverged: tuple[date, ...]
    run: Mapping[str, Any]

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Quantity x scope x months ahead: CRPS, the best baseline's, skill, and coverage.

        Scope is `TOTAL`, or `places`: the mean over destinations.
        """
        rows = self.rows.assign(scope=np.where(self.rows["destination"] == TOTAL, TOTAL, "places"))
        found = []
        for key, part in rows.groupby(["quantity", "scope", "ahead"], sort=False):
            means = part.groupby("forecaster")["crps"].mean()
            best, gained = skill(
                float(means[MODEL]), {name: float(means[name]) for name in BASELINES}
            )
            own = part[part["forecaster"] == MODEL]
            rival = part[part["forecaster"] == best]
            found.append(
                {
                    "quantity": key[0],
                    "scope": key[1],
                    "ahead": key[2],
                    "forecasts": len(own),
                    "crps": float(means[MODEL]),
                    "best_baseline": best,
                    "best_crps": float(means[best]),
                    "skill": gained,
                    **{f"in_{level:.0%}": own[f"in_{level:.0%}"].mean() for level in LEVELS},
                    "best_in_80%": rival["in_80%"].mean(),
                }
            )
        return pd.DataFrame(found)


def score(
    posterior: Posterior,
    folder: str | Path,
    *,
    origins: Sequence[date] = (),
    months: int = 12,
    members: int = 500,
    settings: SamplerSettings | None = None,
    progress: Progress | None = None,
) -> Scorecard:
    """Forecast from each vintage what the whole evidence now tells, and score it.

    What came is known only as well as the account that all evidence gives: scores are means over
    its draws. Against its median alone, a forecast that knows how little is known would seem too
    wide. Months after the account's end are not scored. Baselines know the same past, with its
    uncertainty: each goes out from the account as the forecast's own members lived through it. A
    score that was interrupted goes on where it stopped.

    Parameters
    ----------
    posterior
        The account with all evidence.
    folder
        Where the forecasts are kept.
    origins
        Vintages; quarter ends from a year after the first day to half a year before the last if
        none are given.
    months
        Months ahead, at most.
    members
        Of each forecast.
    settings, progress
        See `estimate`.

    Raises
    ------
    ForecastError
        If there is no vintage to forecast from, or nothing came after one.

    Examples
    --------
    >>> import counterflow as cf
    >>> posterior = cf.estimate(cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> score(posterior, "out/score").summary  # doctest: +SKIP
    """
    check_plan(members, months)
    case = posterior.case
    chosen = tuple(origins) or quarter_ends(case)
    if not chosen:
        raise ForecastError(
            f"the account of {case.id} is too short to be forecast from within; choose a day "
            "with --origin"
        )
    late = [day for day in chosen if day >= case.spec.end]
    if late:
        raise ForecastError(
            f"--origin {late[0]}: nothing in the account came after it; choose a day before "
            f"{case.spec.end}"
        )
    parts, unconverged = [], []
    for number, day in enumerate(chosen):
        origin = forecast_from(case, day, months, members, Path(folder), settings, progress)
        parts.append(pd.DataFrame(_rows(origin, posterior)))
        unconverged += [] if origin.converged else [day]
        if progress is not None:
            progress("vintages", number + 1, len(chosen))
    run = {
        "case": case.id,
        "ledger_hash": case.ledger_hash,
        "origins": [day.isoformat() for day in chosen],
        "months": months,
        "members": members,
    }
    return Scorecard(case, pd.concat(parts, ignore_index=True), tuple(unconverged), run)


def quarter_ends(case: Case) -> tuple[date, ...]:
    """Quarter ends from a year after a case's first day to half a year before its last.

    Examples
    --------
    >>> import counterflow as cf
    >>> [f"{day:%Y-%m}" for day in quarter_ends(cf.load_case("russia-2022"))]
    ['2022-12', '2023-03', '2023-06', '2023-09', '2023-12', '2024-03', '2024-06']
    """
    start, end = case.spec.start, case.spec.end
    days = pd.date_range(
        pd.Timestamp(start) + pd.DateOffset(months=12, days=-1),
        pd.Timestamp(end) - pd.DateOffset(months=6),
        freq="QE",
    )
    return tuple(day.date() for day in days)


def _rows(origin: Origin, posterior: Posterior) -> Iterator[dict[str, Any]]:
    """Scores of one vintage's forecasts."""
    months = [f"{month:%Y-%m}" for month in posterior.months]
    start = months.index(f"{_last_month(origin):%Y-%m}") + 1
    horizon = min(origin.ahead["stock"].shape[1], len(months) - start)
    shared = [
        place
        for place in origin.destinations
        if place in posterior.destinations and place != ELSEWHERE and not place.endswith("-REST")
    ]
    for quantity in SCORED:
        came = getattr(posterior.replay, quantity)[:, start : start + horizon]
        ahead, past = origin.ahead[quantity][:, :horizon], origin.past[quantity]
        for place in (TOTAL, *shared):
            now = _one(came, posterior.destinations, place)
            truth = now[:: -(-len(now) // _TRUTHS)].T
            forecasts = {MODEL: _one(ahead, origin.destinations, place)}
            forecasts |= _baselines(_one(past, origin.destinations, place), horizon)
            for name, members in forecasts.items():
                scores = crps(members[:, :, None], truth).mean(axis=1)
                for step in range(horizon):
                    at = members[:, step], truth[step]
                    yield {
                        "as_of": origin.as_of.isoformat(),
                        "quantity": quantity,
                        "destination": place,
                        "ahead": step + 1,
                        "forecaster": name,
                        "came": float(np.median(now[:, step])),
                        "median": float(np.median(members[:, step])),
                        "crps": float(scores[step]),
                        **{
                            f"in_{level:.0%}": covered(at[0][:, None], at[1], level)
                            for level in LEVELS
                        },
                    }


def _last_month(origin: Origin) -> date:
    """A day of the account's last month on a vintage's day."""
    return (origin.as_of + timedelta(days=1)).replace(day=1) - timedelta(days=1)


def _one(draws: Array, cells: Sequence[str], place: str) -> Array:
    """Draws of one place or of all, (S, M)."""
    return draws.sum(axis=2) if place == TOTAL else draws[:, :, list(cells).index(place)]


def _baselines(past: Array, horizon: int) -> dict[str, Array]:
    """Each baseline from every past, pooled; none goes below zero."""
    return {
        name: np.maximum(
            np.concatenate([baseline(history, horizon, _SPREAD) for history in past]), 0.0
        )
        for name, baseline in BASELINES.items()
    }
