"""How good forecasts were: skill over the best baseline, and how often intervals held."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from markupsafe import Markup
from numpy.typing import NDArray

from counterflow.report import svg
from counterflow.report.axes import NARROW, WIDE, Layout
from counterflow.report.figure import Figure, Table
from counterflow.report.labels import spread
from counterflow.report.scale import Linear

_NAMES = {
    "stock": "Living there",
    "departures": "Departures",
    "returns": "Returns",
    "arrivals": "Arrivals",
}
_COLORS = {
    "stock": "t-abroad",
    "departures": "t-left",
    "returns": "t-returned",
    "arrivals": "t-three",
}
_SCOPES = {"TOTAL": "all destinations together", "places": "each destination"}


def skill_figure(summary: pd.DataFrame, scope: str) -> Figure:
    """Skill by months ahead, a line for each quantity.

    Parameters
    ----------
    summary
        Quantity x scope x months ahead with `skill`, `best_baseline` and `in_80%`.
    scope
        `TOTAL` or `places`.

    Examples
    --------
    >>> rows = {"quantity": "stock", "scope": "TOTAL", "ahead": [6, 12], "skill": [0.3, -0.1]}
    >>> summary = pd.DataFrame({**rows, "best_baseline": "last value", "in_80%": [0.8, 0.7]})
    >>> skill_figure(summary, "TOTAL").finding.split("; ")[1]
    '10% worse than last value 12 months ahead.'
    """
    rows = summary[summary["scope"] == scope]
    parts = []
    for month in (6, 12):
        at = rows[(rows["ahead"] == month) & (rows["quantity"] == "stock")]
        if len(at):
            value = float(at["skill"].iloc[0])
            word = "better" if value >= 0 else "worse"
            parts.append(
                f"{abs(value):.0%} {word} than {at['best_baseline'].iloc[0]} {month} months ahead"
            )
    finding = f"Stocks, {_SCOPES[scope]}: {'; '.join(parts)}." if parts else ""
    return _figure(
        rows,
        "skill",
        f"skill-{scope.lower()}",
        f"Skill: {_SCOPES[scope]}",
        finding,
        "Share by which the CRPS is lower than that of the best of random walk, drift and last "
        "trend; below the line the baseline is better. 10% is the goal.",
        (-1.0, 1.0),
        0.1,
    )


def coverage_figure(summary: pd.DataFrame, scope: str) -> Figure:
    """How often what came lay in the 80% interval, by months ahead.

    Parameters
    ----------
    summary, scope
        See `skill_figure`.

    Examples
    --------
    >>> rows = {"quantity": "stock", "scope": "TOTAL", "ahead": [6, 12], "skill": [0.3, -0.1]}
    >>> summary = pd.DataFrame({**rows, "best_baseline": "last value", "in_80%": [0.8, 0.7]})
    >>> coverage_figure(summary, "TOTAL").finding
    'Stocks, all destinations together: 75% of what came lay in the 80% intervals.'
    """
    rows = summary[summary["scope"] == scope]
    at = rows[rows["quantity"] == "stock"]["in_80%"]
    finding = f"Stocks, {_SCOPES[scope]}: {at.mean():.0%} of what came lay in the 80% intervals."
    return _figure(
        rows,
        "in_80%",
        f"coverage-{scope.lower()}",
        f"Coverage: {_SCOPES[scope]}",
        finding,
        "Share of what came inside the central 80% of the members; the line marks 80%.",
        (0.0, 1.0),
        0.8,
    )


def _figure(
    rows: pd.DataFrame,
    column: str,
    key: str,
    heading: str,
    finding: str,
    note: str,
    bounds: tuple[float, float],
    goal: float,
) -> Figure:
    lines = {
        str(name): part.sort_values("ahead")[["ahead", column]].to_numpy(dtype=float)
        for name, part in rows.groupby("quantity", sort=False)
    }
    months = sorted({int(ahead) for ahead in rows["ahead"]})

    def draw(layout: Layout, id_: str) -> Markup:
        low, high = bounds
        if low < 0:
            found = [float(value) for line in lines.values() for value in line[:, 1]]
            low, high = max(low, min([*found, -0.1])) - 0.05, min(high, max([*found, 0.3])) + 0.05
        x = Linear(months[0], months[-1], layout.left, layout.width - layout.right)
        bottom = layout.height * 0.8 + 16
        y = Linear(low, high, bottom, 10)
        step = 0.2 if high - low > 0.7 else 0.1
        marks = [round(step * k, 2) for k in range(-20, 21) if low <= step * k <= high]
        at = spread([y(_held(line[-1, 1], low, high)) for line in lines.values()], 17, 16, bottom)
        return svg.canvas(
            id_,
            (layout.width, bottom + 26),
            heading,
            finding,
            [
                *_grid(marks, y, layout.left, x.last),
                svg.tag("line", x1=x.first, x2=x.last, y1=y(goal), y2=y(goal), class_="goal"),
                *(
                    [svg.tag("line", x1=x.first, x2=x.last, y1=y(0), y2=y(0), class_="rule")]
                    if bounds[0] < 0
                    else []
                ),
                *(
                    svg.tag(
                        "path",
                        d=svg.line([(x(a), y(_held(v, low, high))) for a, v in line]),
                        class_=f"beside {_COLORS[name]}",
                    )
                    for name, line in lines.items()
                ),
                *(
                    svg.tag(
                        "text",
                        _NAMES[name] if layout.is_wide else _NAMES[name][:9],
                        x=x.last + 9,
                        y=height + 4,
                        class_=f"endlabel {_COLORS[name]}",
                    )
                    for name, height in zip(lines, at, strict=True)
                ),
                *_months(months, x, bottom),
            ],
        )

    return Figure(
        key=key,
        heading=heading,
        finding=finding,
        wide=draw(WIDE, f"{key}-wide"),
        narrow=draw(NARROW, f"{key}-narrow"),
        note=note,
        table=Table(
            heading,
            ("Months ahead", *(_NAMES[name] for name in lines)),
            [
                [str(month), *(f"{_at(line, month):.0%}" for line in lines.values())]
                for month in months
            ],
        ),
    )


def _held(value: float, low: float, high: float) -> float:
    return min(max(float(value), low), high)


def _at(line: NDArray[np.float64], month: int) -> float:
    return float(line[line[:, 0] == month, 1].mean())


def _grid(marks: Sequence[float], y: Linear, left: float, right: float) -> list[Markup]:
    drawn = []
    for mark in marks:
        at = y(mark)
        drawn.append(svg.tag("line", x1=left, x2=right, y1=at, y2=at, class_="grid"))
        drawn.append(svg.tag("text", f"{mark:.0%}", x=left - 6, y=at + 4, class_="m end"))
    return drawn


def _months(months: Sequence[int], x: Linear, bottom: float) -> list[Markup]:
    drawn = [svg.tag("line", x1=x.first, x2=x.last, y1=bottom, y2=bottom, class_="rule")]
    for month in months:
        if month % 3 == 0 or month == 1:
            label = f"{month} months ahead" if month == months[-1] else f"{month}"
            if month == months[-1] and x.last - x.first < 500:
                label = f"{month}"
            drawn.append(svg.tag("text", label, x=x(month), y=bottom + 18, class_="m mid"))
    return drawn
