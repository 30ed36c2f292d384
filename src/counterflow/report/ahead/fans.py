"""Fan charts of a forecast: people abroad, departures and returns, destinations, feedback."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from markupsafe import Markup

from counterflow.cases.case import Event, EventKind
from counterflow.report import flags, names, numbers, svg
from counterflow.report.ahead.plot import BANDS, Fan, ahead_ground, end_label, signed_grid, span_of
from counterflow.report.axes import NARROW, WIDE, Layout, year_axis
from counterflow.report.figure import Figure, Panel, Table
from counterflow.report.labels import spread
from counterflow.report.scale import Linear, ticks

TOTAL = "TOTAL"
PANELS = 12
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP = 300.0, 132.0, 38.0, 46.0, 10.0
_BANDS = "Bands, dark to light: 50, 80 and 90% intervals."


def stock_figure(table: pd.DataFrame, begins: date, events: Sequence[Event]) -> Figure:
    """People abroad at the end of each month, in the account and ahead.

    Parameters
    ----------
    table
        Month x destination x quantity with quantiles, the account's months first.
    begins
        First day that is forecast.
    events
        Events of the case, of which the surges are flagged.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.estimation.tables import quantile_table
    >>> people = np.linspace(900.0, 1100.0, 9)[:, None, None] * [[[1.0], [2.0]]]
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> draws = dict.fromkeys(("stock",), people)
    >>> table = quantile_table(draws, months, ["GEO"])
    >>> stock_figure(table, date(2022, 2, 1), []).finding
    'If nothing new happens, about 2,000 are abroad at the end of February 2022: ...'
    """
    fan = Fan.of(table, TOTAL, "stock")
    ends = numbers.at_the_end_of(numbers.month_end(fan.months[-1]))
    median, interval = fan.cells(-1)
    finding = (
        f"If nothing new happens, about {median} are abroad {ends}: {interval} in 80 of 100 runs."
    )
    surges = [event for event in events if event.kind is EventKind.SURGE]
    shown = flags.inside(surges, (span_of(fan.months)[0], begins))

    def draw(layout: Layout, key: str) -> Markup:
        window = span_of(fan.months)
        x = layout.time(window)
        flagged = flags.place(shown, layout, window)
        bottom = flagged.height + layout.height
        top = max(fan.levels["q95"]) * 1.04 or 1.0
        y = Linear(0, top, bottom, flagged.height + 6)
        xs = [x(numbers.month_end(month).toordinal()) for month in fan.months]
        body = [
            *ahead_ground(x, begins, flagged.height, bottom, x.last),
            *signed_grid(ticks(top, layout.ticks), y, layout.left, x.last, signs=False),
            *flagged.draw(bottom),
            svg.group(fan.draw(xs, y), class_="abroad"),
            *end_label(fan, x.last + 9, y(fan.last("q50")) + 4, layout, "", "t-abroad"),
            *year_axis(window, x, bottom),
        ]
        return svg.canvas(
            key,
            (layout.width, bottom + 26),
            "People abroad, end of each month",
            finding,
            body,
            data_table="ahead-stock-table",
            data_x0=xs[0],
            data_x1=xs[-1],
            data_top=flagged.height,
            data_bottom=bottom,
        )

    return Figure(
        key="ahead-stock",
        heading="How many people are abroad",
        finding=finding,
        wide=draw(WIDE, "ahead-stock-wide"),
        narrow=draw(NARROW, "ahead-stock-narrow"),
        note=f"Line: median. {_BANDS} Members live through the account's months too.",
        notes=[f"{event.title}, {numbers.day(event.date)}" for event in shown],
        notes_always=flags.place(shown, WIDE, span_of(fan.months)).numbered,
        table=Table(
            "People abroad at the end of each month",
            ("Month", "Median", "80% interval"),
            [[numbers.short_month(month), *fan.cells(k)] for k, month in enumerate(fan.months)],
        ),
    )


def departures_figure(table: pd.DataFrame, begins: date) -> Figure:
    """Departures above the line and returns below it, ahead and in the year before.

    Parameters
    ----------
    table, begins
        See `stock_figure`.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.estimation.tables import quantile_table
    >>> people = np.linspace(900.0, 1100.0, 9)[:, None, None] * [[[1.0], [2.0]]]
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> draws = dict.fromkeys(("departures", "returns"), people)
    >>> table = quantile_table(draws, months, ["GEO"])
    >>> departures_figure(table, date(2022, 2, 1)).finding
    'In February 2022 about 2,000 leave (1,840 to 2,160) and 2,000 come back (1,840 to 2,160).'
    """
    months = [month for month in table["month"].unique() if month >= _year_before(begins)]
    recent = table[table["month"].isin(months)]
    out, back = Fan.of(recent, TOTAL, "departures"), Fan.of(recent, TOTAL, "returns")
    (left, left_span), (came, came_span) = out.cells(-1), back.cells(-1)
    finding = (
        f"In {numbers.long_month(out.months[-1])} about {left} leave ({left_span}) and {came} come "
        f"back ({came_span})."
    )

    def draw(layout: Layout, key: str) -> Markup:
        window = span_of(out.months)
        x = layout.time(window)
        top = max(out.levels["q95"]) * 1.04 or 1.0
        depth = max(back.levels["q95"]) * 1.08 or 1.0
        above = ticks(max(top, depth), layout.ticks)
        marks = [-value for value in above[1:] if value <= depth] + [
            value for value in above if value <= top
        ]
        bottom = layout.height + 16
        y = Linear(-depth, top, bottom, 10)
        xs = [x(numbers.month_end(month).toordinal() - 15) for month in out.months]
        at = spread([y(out.last("q50")), y(-back.last("q50"))], 36, 14, bottom - 18)
        body = [
            *ahead_ground(x, begins, 10, bottom, x.last),
            *signed_grid(marks, y, layout.left, x.last, signs=False),
            svg.group(out.draw(xs, y), class_="left"),
            svg.group(back.mirrored().draw(xs, y), class_="returned"),
            svg.tag("line", x1=x.first, x2=x.last, y1=y(0), y2=y(0), class_="rule"),
            *year_axis(window, x, bottom),
            *end_label(out, x.last + 9, at[0], layout, "leave", "t-left"),
            *end_label(back, x.last + 9, at[1], layout, "return", "t-returned"),
        ]
        return svg.canvas(
            key,
            (layout.width, bottom + 26),
            "Departures and returns per month",
            finding,
            body,
            data_table="ahead-flows-table",
            data_x0=xs[0],
            data_x1=xs[-1],
            data_top=10,
            data_bottom=bottom,
        )

    return Figure(
        key="ahead-flows",
        heading="How many leave and come back each month",
        finding=finding,
        wide=draw(WIDE, "ahead-flows-wide"),
        narrow=draw(NARROW, "ahead-flows-narrow"),
        note=f"Above the line: departures. Below it: returns, on the same scale. {_BANDS}",
        table=Table(
            "Departures and returns per month",
            ("Month", "Departures", "80% interval", "Returns", "80% interval"),
            [
                [numbers.short_month(month), *out.cells(k), *back.cells(k)]
                for k, month in enumerate(out.months)
            ],
        ),
    )


def _year_before(day: date) -> str:
    return f"{day.year - 1}-{day.month:02d}"


def places_figure(table: pd.DataFrame, begins: date) -> Figure:
    """People in each of the twelve largest destinations, with flows of all in the table.

    Parameters
    ----------
    table, begins
        See `stock_figure`.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.estimation.tables import quantile_table
    >>> people = np.linspace(900.0, 1100.0, 9)[:, None, None] * [[[1.0], [2.0]]]
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> draws = dict.fromkeys(("stock", "arrivals", "returns", "onward"), people)
    >>> table = quantile_table(draws, months, ["GEO"])
    >>> places_figure(table, date(2022, 2, 1)).finding
    'Of the 1 largest, the median grows in 1: Georgia.'
    """
    last = table[(table["month"] == table["month"].max()) & (table["quantity"] == "stock")]
    ranked = last[last["destination"] != TOTAL].sort_values("q50", ascending=False)
    places = [str(place) for place in ranked["destination"]]
    fans = {place: Fan.of(table, place, "stock") for place in places}
    before = [month for month in fans[places[0]].months if month < f"{begins:%Y-%m}"]
    start = len(before) - 1
    growing = [
        place
        for place in places[:PANELS]
        if fans[place].last("q50") > fans[place].levels["q50"][max(start, 0)]
    ]
    finding = f"Of the {len(places[:PANELS])} largest, the median grows in {len(growing)}" + (
        f": {names.places_name('+'.join(growing))}." if growing else "."
    )
    ahead = [month for month in fans[places[0]].months if month >= f"{begins:%Y-%m}"]
    flows = {
        name: table[(table["quantity"] == name) & table["month"].isin(ahead)]
        .groupby("destination")["mean"]
        .sum()
        for name in ("arrivals", "returns", "onward")
    }
    rows = []
    for place in places:
        means = [
            numbers.words(float(flows[name][place]), 100.0)
            for name in ("arrivals", "returns", "onward")
        ]
        now = numbers.words(fans[place].levels["q50"][max(start, 0)], 100.0)
        rows.append([names.place_name(place), now, *fans[place].cells(-1), *means])
    return Figure(
        key="ahead-places",
        heading="Where they live",
        finding=finding,
        note=f"Each panel has its own scale. {_BANDS} The shaded months are forecast.",
        panels=[
            _panel(place, fans[place], begins, f"ahead-place-{k}")
            for k, place in enumerate(places[:PANELS], start=1)
        ],
        table=Table(
            "People living in each destination, and all who come and go in the months ahead",
            (
                "Destination",
                "At the start",
                "At the end",
                "80% interval",
                "Arrive",
                "Return",
                "Move on",
            ),
            rows,
        ),
    )


def _panel(place: str, fan: Fan, begins: date, key: str) -> Panel:
    window = span_of(fan.months)
    x = Linear(window[0].toordinal(), window[1].toordinal(), _LEFT, _WIDTH - _RIGHT)
    top = max(fan.levels["q90"]) * 1.05 or 1.0
    y = Linear(0, top, _TOP + _HEIGHT, _TOP)
    xs = [x(numbers.month_end(month).toordinal()) for month in fan.months]
    at = x(begins.toordinal())
    low, high = fan.last("q10"), fan.last("q90")
    step = numbers.step_for(high - low)
    median, line = numbers.compact(fan.last("q50"), step), fan.cells(-1)[1]
    body = [
        svg.tag("rect", x=at, y=_TOP, width=x.last - at, height=_HEIGHT, class_="ahead"),
        *signed_grid(ticks(top, 3), y, _LEFT, x.last, signs=False),
        svg.group(fan.draw(xs, y, BANDS[1:]), class_="abroad"),
        svg.tag("text", median, x=x.last + 6, y=y(fan.last("q50")) + 4, class_="endlabel t-abroad"),
        *year_axis(window, x, _TOP + _HEIGHT),
    ]
    title = f"People living in {names.in_sentence(place)}"
    words = f"Median {median} in the last month, 80% interval {line}."
    drawing = svg.canvas(key, (_WIDTH, _TOP + _HEIGHT + 24), title, words, body)
    return Panel(names.place_name(place), f"80% interval at the end {line}", drawing)


def feedback_figure(
    without: pd.DataFrame, with_network: pd.DataFrame, begins: date, finding: str
) -> Figure:
    """Departures with nobody drawn by those already abroad, beside those with them.

    Parameters
    ----------
    without, with_network
        Tables as of `stock_figure`.
    begins
        First day that is forecast.
    finding
        The shares in words.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.estimation.tables import quantile_table
    >>> people = np.linspace(900.0, 1100.0, 9)[:, None, None] * [[[1.0], [2.0]]]
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> draws = dict.fromkeys(("departures",), people)
    >>> table = quantile_table(draws, months, ["GEO"])
    >>> finding = "None of the departures follow those abroad."
    >>> feedback_figure(table, table, date(2022, 2, 1), finding).heading
    'How much of the flow feeds itself'
    """
    off, on = (Fan.of(table, TOTAL, "departures") for table in (without, with_network))

    def draw(layout: Layout, key: str) -> Markup:
        window = span_of(off.months)
        x = layout.time(window)
        bottom = layout.height + 16
        top = max(*off.levels["q90"], *on.levels["q50"]) * 1.05 or 1.0
        y = Linear(0, top, bottom, 10)
        xs = [x(numbers.month_end(month).toordinal() - 15) for month in off.months]
        points = list(zip(xs, map(y, on.levels["q50"]), strict=True))
        at = spread([y(on.last("q50")), y(off.last("q50"))], 20, 14, bottom - 8)
        words = ("with", "without") if layout.is_wide else ("", "")
        body = [
            *ahead_ground(x, begins, 10, bottom, x.last),
            *signed_grid(ticks(top, layout.ticks), y, layout.left, x.last, signs=False),
            svg.group(off.draw(xs, y, BANDS[1:]), class_="left"),
            svg.tag("path", d=svg.line(points), class_="beside"),
            *(
                svg.tag(
                    "text",
                    f"{numbers.compact(fan.last('q50'), 1000.0)} {word}".strip(),
                    x=x.last + 9,
                    y=height + 4,
                    class_=f"endlabel {color}",
                )
                for fan, word, height, color in zip(
                    (on, off), words, at, ("", "t-left"), strict=True
                )
            ),
            *year_axis(window, x, bottom),
        ]
        return svg.canvas(
            key,
            (layout.width, bottom + 26),
            "Departures with and without network feedback",
            finding,
            body,
            data_table="ahead-feedback-table",
            data_x0=xs[0],
            data_x1=xs[-1],
            data_top=10,
            data_bottom=bottom,
        )

    return Figure(
        key="ahead-feedback",
        heading="How much of the flow feeds itself",
        finding=finding,
        wide=draw(WIDE, "ahead-feedback-wide"),
        narrow=draw(NARROW, "ahead-feedback-narrow"),
        note="Thin line: median departures per month as they are, drawn also by those already "
        "abroad. Fan: the same members where nobody is drawn by others; 50 and 80% intervals.",
        table=Table(
            "Departures per month",
            ("Month", "With feedback", "80% interval", "Without", "80% interval"),
            [
                [numbers.short_month(month), *on.cells(k), *off.cells(k)]
                for k, month in enumerate(off.months)
            ],
        ),
    )
