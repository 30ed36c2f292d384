"""The forecast: what the account's own system does next if nothing new happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

import counterflow
from counterflow.cases.case import Case, EventKind
from counterflow.estimation.posterior import Posterior
from counterflow.estimation.quantity import Quantity
from counterflow.estimation.sampling import Progress
from counterflow.estimation.tables import TOTAL, quantile_table
from counterflow.forecast.blocks import Plan
from counterflow.forecast.outlook import Outlook
from counterflow.forecast.paths import QUANTITIES, Paths
from counterflow.forecast.workers import run_plan
from counterflow.simulation.apply import Setting
from counterflow.simulation.plan import check_plan
from counterflow.simulation.scenario import Scenario

DEFAULT_MEMBERS = 1000
DEFAULT_SEED = 20220224

NO_NETWORK = Scenario(title="No network feedback", network=False)


@dataclass(frozen=True, eq=False)
class Forecast:
    """Members of an ensemble, from the account's first day to the forecast's last.

    Parameters
    ----------
    case
        The case, at its vintage.
    months
        First days of all months, those of the account first.
    known
        How many of them are the account's.
    destinations
        Cells.
    paths
        What members live through.
    run
        What is needed to repeat it.
    with_network
        Where `paths` are without network feedback: the same members with it.

    Examples
    --------
    >>> import counterflow as cf
    >>> posterior = cf.estimate(cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> posterior.forecast(months=24).stock("GEO", "2026-12")  # doctest: +SKIP
    stock GEO 2026-12: ... persons (80% credible interval ... to ...)
    """

    case: Case
    months: tuple[date, ...]
    known: int
    destinations: tuple[str, ...]
    paths: Paths
    run: Mapping[str, Any]
    with_network: Paths | None = None

    @property
    def ahead(self) -> tuple[date, ...]:
        """First days of the months that are forecast."""
        return self.months[self.known :]

    def stock(self, destination: str = TOTAL, month: str | None = None) -> Quantity:
        """Leavers present at the end of a month; of the last one if none is given.

        Raises
        ------
        KeyError
            If there is no such destination or month.
        """
        return self.quantity("stock", destination, month or f"{self.months[-1]:%Y-%m}")

    def quantity(self, name: str, destination: str = TOTAL, period: str | None = None) -> Quantity:
        """A stock or flow in a month, a flow in a year, or over all months ahead.

        Parameters
        ----------
        name
            `departures`, `arrivals`, `returns`, `onward`, `onward_in`, `stock` or `waiting`.
        destination
            A cell, or `TOTAL`.
        period
            ISO 8601 month or year; all months ahead if not given.

        Raises
        ------
        KeyError
            If there is no such quantity, destination or month.
        """
        if name not in QUANTITIES:
            raise KeyError(f"{name} is not forecast; choose one of {', '.join(QUANTITIES)}")
        if destination != TOTAL and destination not in self.destinations:
            raise KeyError(f"the forecast has no destination {destination}")
        labels = [f"{month:%Y-%m}" for month in self.months]
        wanted = [
            index
            for index, label in enumerate(labels)
            if (index >= self.known if period is None else label.startswith(period))
        ]
        if not wanted:
            raise KeyError(f"the forecast has no {period}; it runs {labels[0]} to {labels[-1]}")
        values = getattr(self.paths, name)[:, wanted]
        if destination != TOTAL:
            values = values[:, :, [self.destinations.index(destination)]]
        label = " ".join(filter(None, (name, destination, period)))
        return Quantity(label, values.sum(axis=(1, 2), dtype=np.float64))

    @cached_property
    def table(self) -> pd.DataFrame:
        """Month x destination x quantity for the months ahead, in persons."""
        ahead = slice(self.known, None)
        return quantile_table(self.paths.draws(ahead), self.ahead, self.destinations)

    @cached_property
    def whole_table(self) -> pd.DataFrame:
        """The same for all months, the account's too, as the members live through them."""
        return quantile_table(self.paths.draws(), self.months, self.destinations)

    def self_reinforcement(self) -> dict[str, Quantity]:
        """Percent of departures that would not have been without network feedback.

        Returns
        -------
        dict
            `account` and `forecast`, each with its draws; empty where feedback was not switched
            off.
        """
        if self.with_network is None:
            return {}
        windows = {"account": slice(0, self.known), "forecast": slice(self.known, None)}
        found = {}
        for name, window in windows.items():
            on, off = (
                paths.departures[:, window].sum(axis=(1, 2), dtype=np.float64)
                for paths in (self.with_network, self.paths)
            )
            share = 100.0 * (1.0 - off / np.maximum(on, 1.0))
            found[name] = Quantity(f"drawn by those abroad, {name}", share, "percent of departures")
        return found

    def record(self) -> dict[str, Any]:
        """What forecast.json holds beside the table."""
        shares = {
            name: {"q10": share.interval()[0], "q50": share.median, "q90": share.interval()[1]}
            for name, share in self.self_reinforcement().items()
        }
        return {**self.run, **({"self_reinforcement_percent": shares} if shares else {})}

    def __repr__(self) -> str:
        return f"<Forecast of {self.case.id}: {self.stock()!r}>"


def forecast(
    posterior: Posterior,
    months: int = 24,
    *,
    members: int = DEFAULT_MEMBERS,
    seed: int = DEFAULT_SEED,
    network: bool = True,
    scheduler: str = "",
    progress: Progress | None = None,
) -> Forecast:
    """Run the posterior's own system on past its account.

    Parameters
    ----------
    posterior
        An estimated account.
    months
        After its last.
    members
        Of the ensemble.
    seed
        Of all random numbers; a member depends on it and its own number alone.
    network
        Whether those already abroad draw others; false shows how much of the flow they are.
    scheduler, progress
        See `run_plan`.

    Raises
    ------
    PlanError
        If there are no members, or no months, or more than ten years of them.
    ForecastError
        If the scheduler cannot be used.

    Examples
    --------
    >>> import counterflow as cf
    >>> posterior = cf.estimate(cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> forecast(posterior, months=12).table.columns[:3].tolist()  # doctest: +SKIP
    ['month', 'destination', 'quantity']
    """
    check_plan(members, months)
    outlook = Outlook.of(posterior.case, posterior.structure, months)
    plan = plan_of(posterior, outlook, () if network else (NO_NETWORK,), seed)
    base, *others = run_plan(plan, draws_matrix(posterior), members, scheduler, progress)
    return Forecast(
        case=posterior.case,
        months=outlook.grid.months,
        known=outlook.account_months,
        destinations=posterior.destinations,
        paths=others[0] if others else base,
        run=record_of(posterior, months, members, seed, network=network),
        with_network=base if others else None,
    )


def plan_of(
    posterior: Posterior, outlook: Outlook, scenarios: Iterable[Scenario], seed: int
) -> Plan:
    """What blocks run for a posterior.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> outlook = Outlook.of(case, posterior.structure, months=12)  # doctest: +SKIP
    >>> plan_of(posterior, outlook, [NO_NETWORK], seed=1).scenarios[0].title  # doctest: +SKIP
    'No network feedback'
    """
    setting = setting_of(posterior, outlook)
    population = round(posterior.structure.population)
    return Plan(outlook, setting, tuple(scenarios), population, seed)


def setting_of(posterior: Posterior, outlook: Outlook) -> Setting:
    """Steps, places and surges that scenarios are played on.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> outlook = Outlook.of(case, posterior.structure, months=12)  # doctest: +SKIP
    >>> setting_of(posterior, outlook).window.end  # doctest: +SKIP
    datetime.date(2025, 12, 31)
    """
    spec = posterior.case.spec
    surges = [
        event.id
        for event in spec.events
        if event.kind is EventKind.SURGE and spec.start <= event.date <= spec.end
    ]
    places = posterior.structure.places
    return Setting(outlook.grid, places, {name: index for index, name in enumerate(surges)})


def draws_matrix(posterior: Posterior) -> Any:
    """All draws of all chains, (S, n).

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> draws_matrix(posterior).shape[1] == posterior.structure.packing.size  # doctest: +SKIP
    True
    """
    z = posterior.draws.z
    return z.reshape(-1, z.shape[-1])


def record_of(
    posterior: Posterior, months: int, members: int, seed: int, **options: Any
) -> dict[str, Any]:
    """What is needed to repeat a run of the ensemble.

    Examples
    --------
    >>> import counterflow as cf
    >>> case = cf.load_case("russia-2022")
    >>> posterior = cf.load_posterior("out/russia-2022", case)  # doctest: +SKIP
    >>> record_of(posterior, months=24, members=1000, seed=1)["account_end"]  # doctest: +SKIP
    '2024-12-31'
    """
    case = posterior.case
    return {
        "case": case.id,
        "as_of": case.as_of.isoformat() if case.as_of else None,
        "ledger_hash": case.ledger_hash,
        "account_end": case.spec.end.isoformat(),
        "months": months,
        "members": members,
        "seed": seed,
        **options,
        "converged": posterior.convergence.converged,
        "version": counterflow.__version__,
    }
