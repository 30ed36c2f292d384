"""What may come, as the report shows it: a kept forecast, and kept scenarios beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from counterflow.cases.case import Event
from counterflow.report import names, numbers
from counterflow.report.ahead import (
    Difference,
    departures_figure,
    difference_figure,
    stock_figure,
)
from counterflow.report.dots import Dot, Interval
from counterflow.report.figure import Figure
from counterflow.report.rooms import dots_figure

TOTAL = "TOTAL"
PLACES, CHANGED = 12, 3
_DRAWN = ("stock", "departures", "returns")


def kept_forecast(table: pd.DataFrame, begins: date) -> dict[str, Any]:
    """What the report needs of a forecast, as plain values.

    Parameters
    ----------
    table
        `Forecast.whole_table`.
    begins
        First day that is forecast.

    Examples
    --------
    >>> columns = ["month", "destination", "quantity", "q50"]
    >>> kept_forecast(pd.DataFrame(columns=columns), date(2025, 1, 1))["begins"]
    '2025-01-01'
    """
    whole = (table["destination"] == TOTAL) & table["quantity"].isin(_DRAWN)
    last = table[(table["month"] == table["month"].max()) & (table["quantity"] == "stock")]
    places = last[last["destination"] != TOTAL].sort_values("q50", ascending=False).head(PLACES)
    return {
        "begins": begins.isoformat(),
        "rows": table[whole].to_dict("records"),
        "places": places.to_dict("records"),
    }


def kept_scenarios(
    scenarios: Sequence[tuple[str, str, pd.DataFrame]], begins: date
) -> dict[str, Any]:
    """What the report needs of scenarios, as plain values.

    Parameters
    ----------
    scenarios
        Title, description and rows of `Comparison.table` of each.
    begins
        First day that is forecast.

    Examples
    --------
    >>> kept_scenarios([], date(2025, 1, 1))
    {'begins': '2025-01-01', 'scenarios': []}
    """
    kept = []
    for title, description, table in scenarios:
        stock = table[table["quantity"] == "stock"]
        last = stock[(stock["month"] == stock["month"].max()) & (stock["destination"] != TOTAL)]
        order = last["difference_mean"].abs().sort_values(ascending=False, kind="stable").index
        chosen = [TOTAL, *last.loc[order[:CHANGED], "destination"]]
        kept.append(
            {
                "title": title,
                "description": description,
                "rows": stock[stock["destination"].isin(chosen)].to_dict("records"),
            }
        )
    return {"begins": begins.isoformat(), "scenarios": kept}


def forecast_figures(kept: Mapping[str, Any], events: Sequence[Event]) -> tuple[Figure, ...]:
    """People abroad, departures and returns, and destinations in the months ahead.

    Parameters
    ----------
    kept
        From `kept_forecast`.
    events
        Of the case.

    Examples
    --------
    >>> figures = forecast_figures(kept, case.spec.events)  # doctest: +SKIP
    >>> figures[0].heading  # doctest: +SKIP
    'What may come'
    """
    table, begins = pd.DataFrame(kept["rows"]), date.fromisoformat(kept["begins"])
    remark = "Nothing new happens in it: policies hold, and no shock comes that is not there yet."
    stock = stock_figure(table, begins, events)
    return (
        replace(stock, heading="What may come", note=f"{stock.note} {remark}"),
        replace(departures_figure(table, begins), heading="Who may leave and come back"),
        *_places(kept["places"]),
    )


def _places(rows: Sequence[Mapping[str, Any]]) -> tuple[Figure, ...]:
    if not rows:
        return ()
    when = numbers.at_the_end_of(numbers.month_end(rows[0]["month"]))
    dots = tuple(
        Dot(
            names.place_name(row["destination"]),
            "",
            Interval(*(row[level] for level in ("q10", "q25", "q50", "q75", "q90"))),
        )
        for row in rows
    )
    first = names.listed(
        [f"{names.in_sentence(row['destination'])} (about {_median(row)})" for row in rows[:3]]
    )
    figure = dots_figure(
        "ahead-places",
        "Where they may live",
        f"If nothing new happens, most would live in {first} {when}.",
        dots,
        note=f"People living there {when}.",
    )
    return (figure,)


def _median(row: Mapping[str, Any]) -> str:
    return numbers.words(row["q50"], numbers.step_for(row["q90"] - row["q10"]))


def scenario_figures(kept: Mapping[str, Any]) -> tuple[Figure, ...]:
    """Each scenario less the baseline.

    Parameters
    ----------
    kept
        From `kept_scenarios`.

    Examples
    --------
    >>> scenario_figures({"begins": "2025-01-01", "scenarios": []})
    ()
    """
    begins = date.fromisoformat(kept["begins"])
    figures = []
    for number, one in enumerate(kept["scenarios"], start=1):
        shown = Difference(
            one["title"],
            " ".join(one["description"].split()),
            pd.DataFrame(one["rows"]),
            f"scenario-{number}",
        )
        figure = difference_figure(shown, begins)
        figures.append(replace(figure, heading=f"What if: {one['title']}"))
    return tuple(figures)
