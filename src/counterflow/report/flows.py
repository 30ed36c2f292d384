"""Flows over time: departures above the line, returns below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from counterflow.cases.case import Event
from counterflow.report import flags, numbers, svg
from counterflow.report.account import TOTAL, Account, Series
from counterflow.report.axes import NARROW, WIDE, Layout, value_grid, year_axis
from counterflow.report.bands import fan
from counterflow.report.figure import Figure, Table
from counterflow.report.labels import spread
from counterflow.report.scale import Linear, ticks


def flows_figure(
    account: Account, events: Sequence[Event], window: tuple[date, date]
) -> Figure | None:
    """Departures above the line and returns below it, per month, on one scale.

    Parameters
    ----------
    account
        The account; its `TOTAL` departures and returns are drawn.
    events
        Events of the case; those inside the window are flagged.
    window
        First and last day shown.
    """
    out, back = account.get(TOTAL, "departures"), account.get(TOTAL, "returns")
    if out is None or back is None:
        return None
    finding = f"Departures were highest in {_peak(out)}; returns in {_peak(back)}."
    shown = flags.inside(events, window)
    words = ("Departures and returns per month", finding)
    return Figure(
        key="flows",
        heading="How many left and came back each month",
        finding=finding,
        wide=_draw(out, back, shown, WIDE, window, words, "flows-wide"),
        narrow=_draw(out, back, shown, NARROW, window, words, "flows-narrow"),
        note="Above the line: people who left. Below it: people who came back, on the same "
        "scale. Bands, dark to light: 50, 80 and 90% credible intervals. Events as above.",
        table=Table(
            "Departures and returns per month",
            ("Month", "Departures", "80% interval", "Returns", "80% interval"),
            [
                [numbers.short_month(month), *_cells(out, k), *_cells(back, k)]
                for k, month in enumerate(out.months)
            ],
        ),
    )


def _cells(series: Series, k: int) -> tuple[str, str]:
    low, high = series.levels["q10"][k], series.levels["q90"][k]
    median = numbers.words(series.levels["q50"][k], numbers.step_for(high - low))
    return median, numbers.interval(low, high)


def _peak(series: Series) -> str:
    month, _ = series.peak
    median, _ = _cells(series, series.months.index(month))
    return f"{numbers.long_month(month)}, about {median}"


def _mirrored(series: Series) -> Series:
    return Series(
        series.place,
        series.quantity,
        series.months,
        {level: tuple(-v for v in values) for level, values in series.levels.items()},
    )


def _draw(
    out: Series,
    back: Series,
    events: Sequence[Event],
    layout: Layout,
    window: tuple[date, date],
    words: tuple[str, str],
    key: str,
) -> Markup:
    x = layout.time(window)
    top = out.top() * 1.04 or 1.0
    depth = max(back.top() * 1.1, top * 0.05)
    above = ticks(top, layout.ticks)
    below = [-value for value in reversed(above[1:]) if value <= depth]
    flagged = flags.place(events, layout, window)
    bottom = flagged.height + layout.height
    y = Linear(-depth, top, bottom, flagged.height + 6)
    # A month's flow is drawn at its middle, a stock at its end.
    xs = [x(numbers.month_end(month).toordinal() - 15) for month in out.months]
    body = [
        *value_grid([*below, *above], y, layout.left, x.last),
        *flagged.draw(bottom),
        svg.group(fan(out, xs, y), class_="left"),
        svg.group(fan(_mirrored(back), xs, y), class_="returned"),
        svg.tag("line", x1=x.first, x2=x.last, y1=y(0), y2=y(0), class_="rule"),
        *year_axis(window, x, bottom),
        *_end_labels(out, back, x.last + 9, y, layout),
    ]
    return svg.canvas(
        key,
        (layout.width, bottom + 26),
        *words,
        body,
        data_table="flows-table",
        data_x0=xs[0],
        data_x1=xs[-1],
        data_top=flagged.height,
        data_bottom=bottom,
    )


def _end_labels(out: Series, back: Series, x: float, y: Linear, layout: Layout) -> list[Markup]:
    wanted = [y(out.last("q50")) + 3, y(-back.last("q50")) + 7]
    placed = spread(wanted, 17, y.last + 10, y.first)
    drawn = []
    for series, name, at in zip((out, back), ("left", "returned"), placed, strict=True):
        step = numbers.step_for(series.last("q90") - series.last("q10"))
        figure = numbers.compact(series.last("q50"), step)
        text = f"{figure} {name}" if layout.is_wide else figure
        drawn.append(svg.tag("text", text, x=x, y=at, class_=f"endlabel t-{name}"))
    return drawn
