"""Flows over time: departures above the line, returns below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from counterflow.cases.case import Event
from counterflow.report import flags, numbers, svg
from counterflow.report.account import TOTAL, Account, Series
from counterflow.report.axes import NARROW, WIDE, Layout, value_grid, year_axis
from counterflow.report.bands import fan
from counterflow.report.figure import Figure, Table
from counterflow.report.labels import spread
from counterflow.report.ledger import Row
from counterflow.report.scale import Linear, ticks

WIDE_LOW = replace(WIDE, height=170)
NARROW_LOW = replace(NARROW, height=150)


def flows_figure(
    account: Account,
    claims: Sequence[Row],
    events: Sequence[Event],
    window: tuple[date, date],
    origin: str,
) -> Figure | None:
    """Departures above the line and returns below it, per month, on one scale.

    Parameters
    ----------
    account
        The account; its `TOTAL` departures and returns are drawn.
    claims
        All claims; those about all departures or returns are drawn over their period, at their
        monthly average.
    events
        Events of the case; those inside the window are flagged.
    window
        First and last day shown.
    origin
        Alpha-3 code of the country left.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.estimation.tables import quantile_table
    >>> people = np.linspace(900.0, 1100.0, 9)[:, None, None] * [[[1.0], [2.0]]]
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> draws = dict.fromkeys(("departures", "returns"), people)
    >>> account = Account(quantile_table(draws, months, ["GEO"]))
    >>> window = date(2022, 1, 1), date(2022, 2, 28)
    >>> flows_figure(account, [], [], window, "RUS").finding
    'Departures were highest in February 2022, about 2,000; returns in February 2022, about 2,000.'
    """
    out, back = account.get(TOTAL, "departures"), account.get(TOTAL, "returns")
    if out is None or back is None:
        return None
    finding = f"Departures were highest in {_peak(out)}; returns in {_peak(back)}."
    shown = flags.inside(events, window)
    said = _spoken(claims, window, origin)
    marks = (
        " Bars with a mark are published numbers of a period, drawn at their monthly average; "
        "each leads to its claim."
        if said
        else ""
    )
    words = ("Departures and returns per month", finding)
    return Figure(
        key="flows",
        heading="How many left and came back each month",
        finding=finding,
        wide=_draw(out, back, said, shown, WIDE, window, words, "flows-wide"),
        narrow=_draw(out, back, said, shown, NARROW, window, words, "flows-narrow"),
        note="Above the line: people who left. Below it: people who came back, on the same "
        "scale. Bands, dark to light: 50, 80 and 95% credible intervals. Events as above." + marks,
        table=Table(
            "Departures and returns per month",
            ("Month", "Departures", "80% interval", "Returns", "80% interval"),
            [
                [numbers.short_month(month), *_cells(out, k), *_cells(back, k)]
                for k, month in enumerate(out.months)
            ],
        ),
    )


def onward_figure(account: Account, window: tuple[date, date]) -> Figure | None:
    """Moves from one destination to another, per month.

    Parameters
    ----------
    account
        The account; its `TOTAL` onward moves are drawn.
    window
        First and last day shown.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.estimation.tables import quantile_table
    >>> people = np.linspace(900.0, 1100.0, 9)[:, None, None] * [[[1.0], [2.0]]]
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> draws = dict.fromkeys(("onward",), people)
    >>> account = Account(quantile_table(draws, months, ["GEO"]))
    >>> window = date(2022, 1, 1), date(2022, 2, 28)
    >>> onward_figure(account, window).finding
    'Onward moves were most frequent in February 2022, about 2,000.'
    """
    series = account.get(TOTAL, "onward")
    if series is None:
        return None
    finding = f"Onward moves were most frequent in {_peak(series)}."
    words = ("Moves from one destination to another, per month", finding)
    return Figure(
        key="onward",
        heading="How many moved on to another country",
        finding=finding,
        wide=_single(series, WIDE_LOW, window, words, "onward-wide"),
        narrow=_single(series, NARROW_LOW, window, words, "onward-narrow"),
        note="Bands, dark to light: 50, 80 and 95% credible intervals. Few sources count these "
        "moves, so the account rests on what is known of other migrations.",
        table=Table(
            "Onward moves per month",
            ("Month", "Median", "80% interval"),
            [
                [numbers.short_month(month), *_cells(series, k)]
                for k, month in enumerate(series.months)
            ],
        ),
    )


def _single(
    series: Series,
    layout: Layout,
    window: tuple[date, date],
    words: tuple[str, str],
    key: str,
) -> Markup:
    x, top = layout.time(window), series.top() * 1.04 or 1.0
    y = Linear(0, top, layout.height, 6)
    xs = [x(numbers.month_end(month).toordinal() - 15) for month in series.months]
    step = numbers.step_for(series.last("q90") - series.last("q10"))
    last = numbers.compact(series.last("q50"), step)
    at = min(y(series.last("q50")) + 4, layout.height - 2)
    body = [
        *value_grid(ticks(top, 3), y, layout.left, x.last),
        svg.group(fan(series, xs, y), class_="onward"),
        *year_axis(window, x, layout.height),
        svg.tag("text", last, x=x.last + 9, y=at, class_="endlabel t-onward"),
    ]
    return svg.canvas(
        key,
        (layout.width, layout.height + 26),
        *words,
        body,
        data_table="onward-table",
        data_x0=xs[0],
        data_x1=xs[-1],
        data_top=6.0,
        data_bottom=layout.height,
    )


def _spoken(claims: Sequence[Row], window: tuple[date, date], origin: str) -> list[Row]:
    """Published departures and returns of all leavers, in persons, inside the window."""
    return [
        claim
        for claim in claims
        if claim.measure in ("departures", "returns")
        and claim.unit == "persons"
        and not claim.population
        and not claim.destination
        and claim.origin in ("", origin)
        and window[0] <= claim.start
        and claim.end <= window[1]
        and claim.has_value
    ]


def _mark(claim: Row, x: Linear, y: Linear) -> Markup:
    """A claim over its period, at its monthly average; one past the axis sits at its edge."""
    sign = -1 if claim.measure == "returns" else 1
    months = max(((claim.end - claim.start).days + 1) / 30.44, 1.0)
    height = y(min(max(sign * claim.value / months, y.low), y.high))
    first, last = x(claim.start.toordinal()), x(claim.end.toordinal())
    half = (last - first) / 2
    return svg.claim_mark(
        f"#claim-{claim.id}",
        claim.brief,
        claim.told.look,
        (first + half, height),
        svg.tag("path", d=f"M{svg.px(-half)},0H{svg.px(half)}", class_="span"),
    )


def _cells(series: Series, k: int) -> tuple[str, str]:
    low, high = series.levels["q10"][k], series.levels["q90"][k]
    median = numbers.words(series.levels["q50"][k], numbers.step_for(high - low))
    return median, numbers.interval(low, high)


def _peak(series: Series) -> str:
    month, _ = series.peak
    median, _ = _cells(series, series.months.index(month))
    return f"{numbers.long_month(month)}, about {median}"


def _draw(
    out: Series,
    back: Series,
    claims: Sequence[Row],
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
        svg.group(fan(back.mirrored(), xs, y), class_="returned"),
        svg.tag("line", x1=x.first, x2=x.last, y1=y(0), y2=y(0), class_="rule"),
        *year_axis(window, x, bottom),
        *_end_labels(out, back, x.last + 9, y, layout),
        *(_mark(claim, x, y) for claim in claims),
    ]
    return svg.canvas(
        key,
        (layout.width, bottom + 26),
        *words,
        body,
        interactive=bool(claims),
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
