"""The posterior: draws of the account, its tables, and how far to trust them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from counterflow.cases.case import Case
from counterflow.estimation.archive import draws_tree, write_tree
from counterflow.estimation.breaks import propose_breaks
from counterflow.estimation.diagnostics import Convergence
from counterflow.estimation.files import replace_file, replace_text, writable_folder
from counterflow.estimation.headline import Headline, headlines
from counterflow.estimation.memory import peak_memory
from counterflow.estimation.predictive import mixed_draws, stated_ends
from counterflow.estimation.quantity import Quantity
from counterflow.estimation.replay import Replay
from counterflow.estimation.sampling import Draws
from counterflow.estimation.scaling import Scaling
from counterflow.estimation.scoreboard import scoreboard
from counterflow.estimation.structure import Structure
from counterflow.estimation.tables import TOTAL, account_table, claims_table
from counterflow.estimation.weighing import by_claim, reading_weights, readings_data, readings_table
from counterflow.ledger import export_csv

if TYPE_CHECKING:
    from counterflow.forecast.projection import Forecast
    from counterflow.report.notebook import Chart, Charts
    from counterflow.verdicts import Questions, Reconciliation, Verdicts

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Posterior:
    """An estimated account.

    Parameters
    ----------
    case
        The case, at its vintage.
    structure
        The fixed part of its model.
    draws
        Parameters by chain and draw.
    replay
        The same draws as accounts and views of claims.
    convergence
        Diagnostics of the quantities shown.
    run
        What is needed to repeat the run: seed, versions, ledger hash, timings, diagnostics.
    scaling
        How the run was scaled, for another to start from; None if it was not recorded.

    Examples
    --------
    >>> import counterflow as cf
    >>> posterior = cf.estimate(cf.load_case("russia-2022"))  # doctest: +SKIP
    >>> posterior.stock("GEO", "2023-12")  # doctest: +SKIP
    stock GEO 2023-12: 112,000 persons (80% credible interval 89,000 to 140,000)
    """

    case: Case
    structure: Structure
    draws: Draws
    replay: Replay
    convergence: Convergence
    run: Mapping[str, Any]
    scaling: Scaling | None = None

    @property
    def months(self) -> tuple[date, ...]:
        """First days of the account's months."""
        return self.structure.grid.months

    @property
    def destinations(self) -> tuple[str, ...]:
        """Cells of the account."""
        return self.structure.places.cells

    def stock(self, destination: str = TOTAL, month: str | None = None) -> Quantity:
        """Leavers present at the end of a month.

        Parameters
        ----------
        destination
            A cell of the account, a region or basket of cells, or `TOTAL`.
        month
            ISO 8601 month; the last one if not given.

        Raises
        ------
        KeyError
            If the account has no such destination or month.
        """
        at = self._month(month)
        return self._quantity("stock", destination, slice(at, at + 1), month)

    def departures(self, destination: str = TOTAL, period: str | None = None) -> Quantity:
        """Moves from the origin in a month or year, or over the whole account."""
        return self._flow("departures", destination, period)

    def arrivals(self, destination: str = TOTAL, period: str | None = None) -> Quantity:
        """Moves into a destination, onward moves included."""
        return self._flow("arrivals", destination, period)

    def returns(self, destination: str = TOTAL, period: str | None = None) -> Quantity:
        """Moves home from a destination."""
        return self._flow("returns", destination, period)

    def onward(self, destination: str = TOTAL, period: str | None = None) -> Quantity:
        """Moves from a destination to others."""
        return self._flow("onward", destination, period)

    def _flow(self, name: str, destination: str, period: str | None) -> Quantity:
        if period is not None and len(period) == 4:
            chosen = [index for index, month in enumerate(self.months) if f"{month:%Y}" == period]
            if not chosen:
                raise KeyError(f"the account has no year {period}")
            window = slice(chosen[0], chosen[-1] + 1)
        elif period is not None:
            window = slice(self._month(period), self._month(period) + 1)
        else:
            window = slice(None)
        return self._quantity(name, destination, window, period)

    def _month(self, month: str | None) -> int:
        labels = [f"{first:%Y-%m}" for first in self.months]
        if month is None:
            return len(labels) - 1
        if month not in labels:
            raise KeyError(f"the account has no month {month}; it runs {labels[0]} to {labels[-1]}")
        return labels.index(month)

    def _cells(self, destination: str) -> list[int]:
        if destination == TOTAL:
            return list(range(len(self.destinations)))
        if destination in self.destinations:
            return [self.destinations.index(destination)]
        try:
            found = self.structure.places.indices(destination)
            whole = self.structure.places.within(destination)
        except ValueError as error:
            raise KeyError(str(error)) from None
        if found in ((), (len(self.destinations) - 1,)):
            raise KeyError(f"no claim names {destination}: the account holds it within ELSEWHERE")
        mixed = [self.destinations[cell] for cell in found if cell not in whole]
        if mixed:
            told = "+".join(self.destinations[cell] for cell in whole)
            raise KeyError(
                f"no claim names all of {destination}: the account holds the rest within "
                f"{' and '.join(mixed)}, with other places" + (f"; ask for {told}" if told else "")
            )
        return list(found)

    def _quantity(self, name: str, destination: str, window: slice, period: str | None) -> Quantity:
        values = getattr(self.replay, name)[:, window][:, :, self._cells(destination)]
        label = " ".join(filter(None, (name, destination, period)))
        return Quantity(label, values.sum(axis=(1, 2)))

    @cached_property
    def account(self) -> pd.DataFrame:
        """Month x destination x quantity: mean, sd and quantiles, in persons."""
        return account_table(self.replay, self.months, self.destinations)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """Every claim, whether it was used, and its predictive interval in its own unit."""
        shown = self.structure.shown
        table = claims_table(
            self.case.claims,
            self.case.sources,
            shown.claims,
            self.predicted,
            stated_ends(shown),
            self.structure.unused,
        )
        return table.join(by_claim(self.structure.shown_readings, self.weights), on="id")

    @cached_property
    def weights(self) -> Array:
        """Posterior weight of each reading of the claims shown, (R,), that it is wrong included."""
        s = self.structure
        return reading_weights(self.replay.reading_density, s.shown_readings, s.learnt)

    def readings(self, claim: str) -> pd.DataFrame:
        """What a claim may mean: its readings, with their weights before and after the evidence.

        Parameters
        ----------
        claim
            Id of a claim.

        Raises
        ------
        KeyError
            If the account does not speak of the claim.

        Examples
        --------
        >>> posterior.readings("R0082")  # doctest: +SKIP
        """
        return readings_table(self.replay, self.structure.shown_readings, self.weights, claim)

    def scoreboard(self) -> pd.DataFrame:
        """How each source compares with the account: bias, coverage, share of wrong numbers.

        The account has learnt from the same claims, so a source that stands alone on a quantity
        looks better than it is.
        """
        read = self.structure.shown_readings
        return scoreboard(self.replay, read, self.claims, self.case.sources)

    def breaks(self) -> pd.DataFrame:
        """Series that seem to count otherwise from some day on, with a confidence."""
        s = self.structure
        return propose_breaks(self.replay, s.shown_readings, s.learnt, self.case.spec.origin)

    @cached_property
    def predicted(self) -> Array:
        """Predictive draws of the claims the account speaks of, (S, K), in their own units."""
        seed = int(self.run["settings"]["seed"])
        s = self.structure
        read = s.shown_readings
        # A claim that taught nothing must not choose its reading by the number it states.
        taught = np.asarray([read.rows.claims[of].id in s.learnt for of in read.claim], dtype=bool)
        weights = np.where(taught, self.weights, read.prior)
        return mixed_draws(self.replay.view, read, weights, seed)

    @cached_property
    def headline(self) -> tuple[Headline, ...]:
        """Key figures with their intervals."""
        return headlines(self.replay, self.months)

    def summary(self, places: int = 10) -> pd.DataFrame:
        """Key figures, then the largest destinations at the last month.

        Parameters
        ----------
        places
            Number of destinations.
        """
        rows = [
            {"quantity": h.label, "when": h.when, "median": h.median, "q10": h.q10, "q90": h.q90}
            for h in self.headline
        ]
        last = self.replay.stock[:, -1]
        order = np.argsort(-np.median(last, axis=0))[:places]
        for cell in order:
            low, median, high = np.quantile(last[:, cell], [0.1, 0.5, 0.9])
            rows.append(
                {
                    "quantity": f"Living in {self.destinations[cell]}",
                    "when": self.headline[0].when,
                    "median": float(median),
                    "q10": float(low),
                    "q90": float(high),
                }
            )
        return pd.DataFrame(rows)

    def coverage(self) -> float:
        """Share of the learnt observations that agree with their own 90% predictive interval.

        Ranges agree where they overlap it, bounds where it reaches the side they leave open.
        """
        used = self.claims[self.claims["used"]]
        return float(used["inside_90"].astype("float64").mean())

    def forecast(self, months: int = 24, **options: Any) -> Forecast:
        """Run the account's own system on past its last month.

        Parameters
        ----------
        months
            How many, 1 to 120.
        options
            Of `counterflow.forecast.forecast`: `members`, `seed`, `network`, `scheduler`,
            `progress`.
        """
        from counterflow.forecast.projection import forecast

        return forecast(self, months, **options)

    @cached_property
    def questions(self) -> Questions:
        """Verdicts on claims, reconciliation, influence, and what would narrow the interval."""
        from counterflow.verdicts import Questions

        return Questions.of(self)

    def check(self, what: str | Path, published: date | None = None) -> Verdicts:
        """Verdicts on every number of an article, a CSV of claims, or a sentence."""
        return self.questions.check(what, published)

    def reconcile(
        self, at: str, start: str | None = None, end: str = "still_abroad"
    ) -> Reconciliation:
        """From one headline number to another, in steps that add up."""
        return self.questions.reconcile(at, start, end)

    def plot_stock(self, destination: str = TOTAL) -> Chart:
        """Chart of the people abroad, or of those in one destination, over time.

        Raises
        ------
        KeyError
            If the account has no such destination.
        """
        return self._charts.stock(destination)

    def plot_flows(self) -> Chart:
        """Chart of departures and returns, month by month."""
        return self._charts.flows()

    def plot_map(self) -> Chart:
        """Map of where people went."""
        return self._charts.map()

    def plot_waterfall(self) -> Chart:
        """Chart of the steps from everyone who left to those still abroad."""
        return self._charts.waterfall()

    @property
    def _charts(self) -> Charts:
        from counterflow.report.notebook import Charts

        return Charts(self.case, self.account, self.claims)

    def to_datatree(self) -> xr.DataTree:
        """Draws in ArviZ's schema: posterior, predictive, log likelihood, statistics, data."""
        tree = draws_tree(
            self.draws, self.replay, self.predicted, self.structure, self.run, self.scaling
        )
        read = self.structure.shown_readings
        tree["readings"] = xr.DataTree(readings_data(read, self.weights))
        return tree

    def save(self, folder: str | Path) -> dict[str, Path]:
        """Write posterior.nc, account.parquet, account.csv, claims.csv, ledger.csv and run.json.

        Each file appears whole or not at all.

        Raises
        ------
        OutputError
            If the folder cannot be written to.
        """
        out = writable_folder(Path(folder))
        paths = {
            name: out / name
            for name in (
                "posterior.nc",
                "account.parquet",
                "account.csv",
                "claims.csv",
                "ledger.csv",
                "run.json",
            )
        }
        replace_file(paths["posterior.nc"], lambda path: write_tree(self.to_datatree(), path))
        replace_file(
            paths["account.parquet"], lambda path: self.account.to_parquet(path, index=False)
        )
        replace_file(
            paths["account.csv"],
            lambda path: self.account.to_csv(path, index=False, float_format="%.6g"),
        )
        replace_file(paths["claims.csv"], lambda path: self.claims.to_csv(path, index=False))
        replace_text(paths["ledger.csv"], export_csv(self.case.claims))
        replace_file(
            paths["run.json"],
            lambda path: _write_json(path, self.record()),
        )
        return paths

    @cached_property
    def _peak_memory(self) -> int | None:
        # Asked once, so that the record is the same whenever it is looked at.
        return peak_memory()

    def record(self) -> dict[str, Any]:
        """Content of run.json."""
        return {
            **self.run,
            "peak_memory_bytes": self._peak_memory,
            "coverage_90": self.coverage(),
            "headline": [asdict(headline) for headline in self.headline],
        }

    def __repr__(self) -> str:
        h = self.headline[0]
        state = "" if self.convergence.converged else ", NOT CONVERGED"
        return (
            f"<Posterior of {self.case.id}: {h.median:,.0f} living abroad on {h.when} "
            f"(80% credible interval {h.q10:,.0f} to {h.q90:,.0f}){state}>"
        )

    def _repr_html_(self) -> str:
        table = self.summary().to_html(index=False, float_format=lambda value: f"{value:,.0f}")
        return f"<h4>{escape(self.case.spec.title)}</h4>{table}"


def _write_json(path: Path, record: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
