"""Baseline and scenario in two charts of one scale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from markupsafe import Markup

from counterflow.report import numbers, svg
from counterflow.report.ahead.plot import ahead_ground, span_of
from counterflow.report.axes import value_grid, year_axis
from counterflow.report.figure import Figure, Panel, Table
from counterflow.report.scale import Linear, ticks

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 400.0, 44.0, 58.0, 10.0, 190.0
_DIGITS = 3


def side_by_side(table: pd.DataFrame, title: str, begins: date) -> Figure:
    """People living abroad without the scenario and with it, medians of all members.

    Parameters
    ----------
    table
        Of a comparison: month, destination, quantity, `baseline_q50`, `scenario_q50`,
        `difference_q10` and `difference_q90`.
    title
        Of the scenario.
    begins
        First day that is forecast.

    Examples
    --------
    >>> row = dict(destination="TOTAL", quantity="stock", baseline_q50=9.0, scenario_q50=8.0,
    ...            difference_q10=-2.0, difference_q90=0.0)
    >>> table = pd.DataFrame([row | {"month": "2025-01"}, row | {"month": "2025-02"}])
    >>> side_by_side(table, "Peace", date(2025, 1, 1)).panels[1].heading
    'With it: Peace'
    """
    rows = table[(table["destination"] == "TOTAL") & (table["quantity"] == "stock")]
    months = [str(month) for month in rows["month"]]
    base, then = ([float(v) for v in rows[name]] for name in ("baseline_q50", "scenario_q50"))
    widths = [float(v) for v in rows["difference_q90"] - rows["difference_q10"]]
    step = max(numbers.step_for(widths[-1]), _digits(base[-1]))
    top = max(*base, *then) * 1.05 or 1.0
    when = numbers.at_the_end_of(numbers.month_end(months[-1]))
    ends = [numbers.words(values[-1], step) for values in (base, then)]
    finding = (
        f"{when[:1].upper()}{when[1:]} about {ends[0]} people who left are abroad without the "
        f"scenario, and about {ends[1]} with it."
    )
    return Figure(
        key="beside",
        heading="Side by side",
        finding=finding,
        table=Table(
            "People living abroad, end of month, medians",
            ("Month", "Without it", "With it"),
            [
                [numbers.short_month(month), *(numbers.words(v, step) for v in (one, other))]
                for month, one, other in zip(months, base, then, strict=True)
            ],
        ),
        panels=(
            Panel("Without the scenario", "", _chart(months, base, [], top, begins, step)),
            Panel(f"With it: {title}", "", _chart(months, then, base, top, begins, step)),
        ),
        note="Medians of the same members on both sides; the thin line on the right is the "
        "baseline again. How sure the difference is stands below.",
    )


def _chart(
    months: Sequence[str],
    values: Sequence[float],
    other: Sequence[float],
    top: float,
    begins: date,
    step: float,
) -> Markup:
    window = span_of(months)
    x = Linear(window[0].toordinal(), window[1].toordinal(), _LEFT, _WIDTH - _RIGHT)
    y = Linear(0, top, _BOTTOM, _TOP)
    xs = [x(numbers.month_end(month).toordinal()) for month in months]

    def line(along: Sequence[float], name: str) -> Markup:
        points = [(at, y(value)) for at, value in zip(xs, along, strict=True)]
        return svg.tag("path", d=svg.line(points), class_=name)

    body = [
        *(ahead_ground(x, begins, _TOP, _BOTTOM, x.last) if window[0] < begins else []),
        *value_grid(ticks(top, 4), y, _LEFT, x.last),
        *([line(other, "beside")] if other else []),
        svg.group([line(values, "median")], class_="abroad"),
        svg.tag(
            "text",
            numbers.compact(values[-1], step),
            x=xs[-1] + 6,
            y=y(values[-1]) + 4,
            class_="endlabel t-abroad",
        ),
        *year_axis(window, x, _BOTTOM),
    ]
    words = (
        f"People living abroad by month, {numbers.words(values[0], step)} at first and "
        f"{numbers.words(values[-1], step)} at last."
    )
    return svg.labelled((_WIDTH, _BOTTOM + 26), words, body)


def _digits(value: float) -> float:
    """A step of three digits: a median without its own interval supports no more."""
    return float(10 ** max(len(f"{abs(value):.0f}") - _DIGITS, 0))
