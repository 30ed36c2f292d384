"""Scenarios beside the baseline, member by member with the same random numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from counterflow.cases.case import Case
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.quantity import Quantity
from counterflow.estimation.sampling import Progress
from counterflow.estimation.tables import QUANTILES, TOTAL, quantile_table
from counterflow.forecast.outlook import Outlook
from counterflow.forecast.paths import QUANTITIES, Paths
from counterflow.forecast.projection import (
    DEFAULT_MEMBERS,
    DEFAULT_SEED,
    draws_matrix,
    plan_of,
    record_of,
    setting_of,
)
from counterflow.forecast.workers import run_plan
from counterflow.impact import AccountDraws, Contrast, contrast_table, contrasts
from counterflow.simulation.plan import check_plan
from counterflow.simulation.scenario import Scenario
from counterflow.simulation.scenariofile import read_scenario


@dataclass(frozen=True, eq=False)
class Comparison:
    """Scenarios and the baseline they differ from.

    Parameters
    ----------
    case, months, known, destinations
        As of a `Forecast`.
    names
        One for each scenario.
    scenarios
        In the order asked.
    baseline
        Paths of the members without any of them.
    paths
        Of the same members under each scenario.
    run
        What is needed to repeat it.

    Examples
    --------
    >>> import counterflow as cf
    >>> posterior = cf.estimate(cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> compare(posterior, ["second-mobilisation.toml"]).difference("stock")  # doctest: +SKIP
    """

    case: Case
    months: tuple[date, ...]
    known: int
    destinations: tuple[str, ...]
    names: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    baseline: Paths
    paths: tuple[Paths, ...]
    run: Mapping[str, Any]

    @property
    def first(self) -> int:
        """The month shown first: the first ahead, or an earlier one that a scenario changes."""
        days = [day for scenario in self.scenarios for day in _days(scenario)]
        earliest = min(days, default=self.months[self.known])
        index = sum(month <= earliest for month in self.months) - 1
        return min(max(index, 0), self.known)

    def difference(
        self,
        name: str,
        destination: str = TOTAL,
        month: str | None = None,
        scenario: int = 0,
    ) -> Quantity:
        """Scenario less baseline: of a stock at a month's end, of a flow up to its end.

        Parameters
        ----------
        name
            A quantity of the account.
        destination
            A cell, or `TOTAL`.
        month
            ISO 8601; the last one if not given.
        scenario
            Its number, from 0.

        Raises
        ------
        KeyError
            If there is no such destination or month.
        """
        labels = [f"{first:%Y-%m}" for first in self.months]
        if destination != TOTAL and destination not in self.destinations:
            raise KeyError(f"the forecast has no destination {destination}")
        if month is not None and month not in labels:
            raise KeyError(f"the forecast has no {month}; it runs {labels[0]} to {labels[-1]}")
        last = labels.index(month) if month else len(labels) - 1
        window = slice(last, last + 1) if name in ("stock", "waiting") else slice(0, last + 1)
        places = slice(None) if destination == TOTAL else [self.destinations.index(destination)]
        on, off = (
            getattr(paths, name)[:, window][:, :, places].sum(axis=(1, 2), dtype=np.float64)
            for paths in (self.paths[scenario], self.baseline)
        )
        return Quantity(f"{self.names[scenario]}: {name} {destination}, less baseline", on - off)

    @cached_property
    def table(self) -> pd.DataFrame:
        """Scenario x month x destination x quantity: the medians, and the difference's law."""
        shown = slice(self.first, None)
        months = self.months[shown]
        base = {name: getattr(self.baseline, name)[:, shown] for name in QUANTITIES}
        base_table = quantile_table(base, months, self.destinations)
        parts = []
        for name, paths in zip(self.names, self.paths, strict=True):
            then = {key: getattr(paths, key)[:, shown] for key in QUANTITIES}
            apart = {
                key: then[key].astype(np.float64) - base[key]
                for key in QUANTITIES
                if key != "waiting" or then[key].any()
            }
            table = quantile_table(apart, months, self.destinations)
            keys = ["month", "destination", "quantity"]
            medians = (
                base_table[[*keys, "q50"]]
                .rename(columns={"q50": "baseline_q50"})
                .merge(
                    quantile_table(then, months, self.destinations)[[*keys, "q50"]].rename(
                        columns={"q50": "scenario_q50"}
                    ),
                    on=keys,
                )
            )
            table = medians.merge(table, on=keys)
            table.insert(0, "scenario", name)
            parts.append(table)
        names = {key: f"difference_{key}" for key in ("mean", "sd", *QUANTILES)}
        return pd.concat(parts, ignore_index=True).rename(columns=names)

    @cached_property
    def impact(self) -> tuple[Contrast, ...]:
        """What each scenario changes for the economies at both ends, draw by draw.

        Empty where the case has no section on impact.
        """
        if self.case.spec.impact is None:
            return ()
        base, *others = (
            AccountDraws.of_flows(self.months, self.destinations, paths)
            for paths in (self.baseline, *self.paths)
        )
        return tuple(contrasts(self.case, base, dict(zip(self.names, others, strict=True))))

    @cached_property
    def impact_table(self) -> pd.DataFrame:
        """Scenario x quantity x group x time: quantiles of the difference in impact."""
        return contrast_table(self.impact, f"{self.months[self.first]:%Y-%m}")


def compare(
    posterior: Posterior,
    scenarios: Sequence[Scenario | str | Path],
    months: int = 24,
    *,
    members: int = DEFAULT_MEMBERS,
    seed: int = DEFAULT_SEED,
    scheduler: str = "",
    progress: Progress | None = None,
) -> Comparison:
    """Run scenarios beside the baseline, paired by common random numbers.

    Parameters
    ----------
    posterior
        An estimated account.
    scenarios
        Scenarios, or their files.
    months, members, seed, scheduler, progress
        See `forecast`.

    Raises
    ------
    CaseError
        With every problem of a file, by line and remedy.
    PlanError, ForecastError
        See `forecast`.

    Examples
    --------
    >>> import counterflow as cf
    >>> posterior = cf.estimate(cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> compare(posterior, ["amnesty.toml"]).table  # doctest: +SKIP
    """
    check_plan(members, months)
    sketch = setting_of(posterior, Outlook.of(posterior.case, posterior.structure, months))
    read = [
        item if isinstance(item, Scenario) else read_scenario(Path(item), sketch)
        for item in scenarios
    ]
    # Steps end where anything jumps, in the baseline too: steps that share days share numbers.
    cuts = sorted({day for scenario in read for day in _days(scenario)})
    outlook = Outlook.of(posterior.case, posterior.structure, months, cuts)
    plan = plan_of(posterior, outlook, read, seed)
    base, *others = run_plan(plan, draws_matrix(posterior), members, scheduler, progress)
    names = [
        Path(item).stem if not isinstance(item, Scenario) else item.title for item in scenarios
    ]
    return Comparison(
        case=posterior.case,
        months=outlook.grid.months,
        known=outlook.account_months,
        destinations=posterior.destinations,
        names=tuple(_unique(names)),
        scenarios=tuple(read),
        baseline=base,
        paths=tuple(others),
        run=record_of(
            posterior, months, members, seed, scenarios=[s.model_dump(mode="json") for s in read]
        ),
    )


def _days(scenario: Scenario) -> Iterator[date]:
    """Days on which a scenario changes something."""
    for event in scenario.events:
        yield event.date
    for policy in scenario.policies:
        yield policy.start
        if policy.end is not None:
            yield policy.end + timedelta(days=1)


def _unique(names: Sequence[str]) -> Iterator[str]:
    for index, name in enumerate(names):
        again = names[:index].count(name)
        yield f"{name} ({again + 1})" if again else name
