"""A scenario less the baseline: people abroad over time, and the places it changes most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from markupsafe import Markup

from counterflow.report import names, numbers, svg
from counterflow.report.ahead.plot import Fan, ahead_ground, signed_grid, span_of
from counterflow.report.axes import NARROW, WIDE, Layout, year_axis
from counterflow.report.figure import Figure, Table
from counterflow.report.labels import shorten, spread
from counterflow.report.scale import Linear, ticks

TOTAL = "TOTAL"
_LINES = 3
_COLORS = ("t-one", "t-two", "t-three")


@dataclass(frozen=True, slots=True)
class Difference:
    """One scenario of a page.

    Parameters
    ----------
    title, description
        Words for people.
    table
        Month x destination x quantity with `difference_q05` ... `difference_q95`.
    key
        Identifier in the page.

    Examples
    --------
    >>> from counterflow.report.ahead.plot import LEVELS
    >>> months, places = ["2025-01", "2025-01"], ["GEO", "TOTAL"]
    >>> rows = {"month": months, "destination": places, "quantity": "stock"}
    >>> levels = {f"difference_{level}": -900.0 for level in (*LEVELS, "mean")}
    >>> table = pd.DataFrame({**rows, **levels})
    >>> scenario = Difference("Amnesty", "Nobody is punished.", table, key="amnesty")
    >>> scenario.title, len(scenario.table)
    ('Amnesty', 2)
    """

    title: str
    description: str
    table: pd.DataFrame
    key: str


def difference_figure(scenario: Difference, begins: date) -> Figure:
    """People abroad under a scenario less those of the baseline.

    The three places it changes most are drawn as lines over the fan of all.

    Parameters
    ----------
    scenario
        What is shown.
    begins
        First day that is forecast.

    Examples
    --------
    >>> from counterflow.report.ahead.plot import LEVELS
    >>> months, places = ["2025-01", "2025-01"], ["GEO", "TOTAL"]
    >>> rows = {"month": months, "destination": places, "quantity": "stock"}
    >>> levels = {f"difference_{level}": -900.0 for level in (*LEVELS, "mean")}
    >>> table = pd.DataFrame({**rows, **levels})
    >>> scenario = Difference("Amnesty", "Nobody is punished.", table, key="amnesty")
    >>> difference_figure(scenario, date(2025, 1, 1)).finding
    'At the end of January 2025 about 900 fewer are abroad ...'
    """
    table = scenario.table
    fan = Fan.of(table, TOTAL, "stock", "difference_")
    rows = table[(table["quantity"] == "stock") & (table["month"] == fan.months[-1])]
    moved = rows[rows["destination"] != TOTAL]
    largest = moved.reindex(
        moved["difference_mean"].abs().sort_values(ascending=False, kind="stable").index
    )
    places = [str(place) for place in largest["destination"]]
    lines = {place: Fan.of(table, place, "stock", "difference_") for place in places[:_LINES]}
    finding = f"{_sentence(fan)} {_places(lines)}"

    def draw(layout: Layout, key: str) -> Markup:
        window = span_of(fan.months)
        # Names of places need more room at the end of a line than numbers do.
        layout = layout if layout.is_wide else replace(layout, right=92.0)
        x = layout.time(window)
        bottom = layout.height + 16
        drawn = [*fan.levels["q05"], *fan.levels["q95"], 0.0]
        drawn += [value for line in lines.values() for value in line.levels["q50"]]
        low, high = min(drawn), max(drawn)
        room = (high - low) * 0.06 or 1.0
        y = Linear(low - room, high + room, bottom, 10)
        step = ticks(max(-low, high, 1.0), layout.ticks)[1:2] or [1.0]
        marks = [step[0] * k for k in range(-20, 21) if low - room <= step[0] * k <= high + room]
        xs = [x(numbers.month_end(month).toordinal()) for month in fan.months]
        ends = [fan.last("q50"), *(line.last("q50") for line in lines.values())]
        at = spread([y(end) for end in ends], 17, 16, bottom - 4)
        labels = ["All places", *(names.place_name(place) for place in lines)]
        body = [
            *(
                ahead_ground(x, begins, 10, bottom, x.last)
                if window[0] < begins <= window[1]
                else []
            ),
            *signed_grid(marks, y, layout.left, x.last, signs=True),
            svg.tag("line", x1=x.first, x2=x.last, y1=y(0), y2=y(0), class_="rule"),
            svg.group(fan.draw(xs, y), class_="abroad"),
            *(
                svg.tag(
                    "path",
                    d=svg.line(list(zip(xs, map(y, line.levels["q50"]), strict=True))),
                    class_=f"beside {color}",
                )
                for line, color in zip(lines.values(), _COLORS, strict=False)
            ),
            *(
                svg.tag(
                    "text",
                    label if layout.is_wide else shorten(label, layout.right - 8, 13.5),
                    x=x.last + 9,
                    y=height + 4,
                    class_=f"endlabel {color}",
                )
                for label, height, color in zip(
                    labels, at, ("t-abroad", *_COLORS[: len(lines)]), strict=True
                )
            ),
            *year_axis(window, x, bottom),
        ]
        return svg.canvas(
            key,
            (layout.width, bottom + 26),
            f"{scenario.title}: people abroad, less the baseline",
            finding,
            body,
            data_table=f"{scenario.key}-table",
            data_x0=xs[0],
            data_x1=xs[-1],
            data_top=10,
            data_bottom=bottom,
        )

    return Figure(
        key=scenario.key,
        heading=scenario.title,
        finding=finding,
        wide=draw(WIDE, f"{scenario.key}-wide"),
        narrow=draw(NARROW, f"{scenario.key}-narrow"),
        note=f"{scenario.description.strip()} Fan: people abroad less those of the baseline, "
        "member by member; 50, 80 and 90% intervals. Thin lines: medians of the places it changes "
        "most.".strip(),
        table=_table(fan, lines),
    )


def _sentence(fan: Fan) -> str:
    when = numbers.at_the_end_of(numbers.month_end(fan.months[-1]))
    low, high = fan.last("q10"), fan.last("q90")
    if low == high == 0:
        return f"Nothing changes {when}."
    step = numbers.step_for(high - low)
    middle = fan.last("q50")
    word = "more" if middle >= 0 else "fewer"
    return (
        f"{when[:1].upper()}{when[1:]} about {numbers.words(abs(middle), step)} {word} are abroad "
        f"(80% interval {_signed(low, step)} to {_signed(high, step)})."
    )


def _signed(value: float, step: float) -> str:
    text = numbers.words(value, step)
    return f"+{text}" if value > 0 else text


def _places(lines: dict[str, Fan]) -> str:
    told = []
    for place, line in lines.items():
        step = numbers.step_for(line.last("q90") - line.last("q10"))
        told.append(f"{names.in_sentence(place)} {_signed(line.last('q50'), step)}")
    return f"Most changed: {'; '.join(told)}." if told else ""


def _table(fan: Fan, lines: dict[str, Fan]) -> Table:
    def cells(line: Fan, k: int) -> str:
        low, high = line.levels["q10"][k], line.levels["q90"][k]
        step = numbers.step_for(high - low)
        middle = _signed(line.levels["q50"][k], step)
        return f"{middle} ({_signed(low, step)} to {_signed(high, step)})"

    return Table(
        "People abroad less the baseline, end of month: median (80% interval)",
        ("Month", "All places", *(names.place_name(place) for place in lines)),
        [
            [
                numbers.short_month(month),
                cells(fan, k),
                *(cells(line, k) for line in lines.values()),
            ]
            for k, month in enumerate(fan.months)
        ],
    )
