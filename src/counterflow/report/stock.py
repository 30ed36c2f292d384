"""The stock over time: people abroad, with published totals as marks."""

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
from counterflow.report.ledger import Row
from counterflow.report.scale import Linear, ticks

HEADROOM = 1.35
"""Claims up to this multiple of the band's top stretch the axis; higher ones sit at its edge."""


def stock_figure(
    account: Account,
    claims: Sequence[Row],
    events: Sequence[Event],
    window: tuple[date, date],
    origin: str,
) -> Figure | None:
    """People abroad at the end of each month, with published totals as marks.

    Parameters
    ----------
    account
        The account; its `TOTAL` stock is drawn.
    claims
        All claims; those about the total stock become marks that link to the table.
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
    >>> draws = dict.fromkeys(("stock",), people)
    >>> account = Account(quantile_table(draws, months, ["GEO"]))
    >>> window = date(2022, 1, 1), date(2022, 2, 28)
    >>> stock_figure(account, [], [], window, "RUS").finding
    'About 2,000 people were abroad at the end of February 2022, more than ...'
    """
    series = account.get(TOTAL, "stock")
    if series is None:
        return None
    marked = _totals(claims, window, origin)
    shown = flags.inside(events, window)
    finding = _finding(series)
    words = ("People abroad, end of each month", finding)
    marks = (
        " Marks are published totals, each leading to its claim: a circle is what the "
        "account expects for that source and way of counting, a triangle is above or below it, a "
        "square seems to count something else; a diamond is not compared."
        if marked
        else ""
    )
    return Figure(
        key="stock",
        heading="How many people were abroad, and when",
        finding=finding,
        wide=_draw(series, marked, shown, WIDE, window, words, "stock-wide"),
        narrow=_draw(series, marked, shown, NARROW, window, words, "stock-narrow"),
        note="Line: median. Bands, dark to light: 50, 80 and 95% credible intervals." + marks,
        notes=[f"{event.title}, {numbers.day(event.date)}" for event in shown],
        notes_always=flags.place(shown, WIDE, window).numbered,
        table=Table(
            "People abroad at the end of each month",
            ("Month", "Median", "50% interval", "80% interval", "95% interval"),
            _cells(series),
        ),
    )


def _finding(series: Series) -> str:
    month, peak = series.peak
    step = numbers.step_for(series.last("q90") - series.last("q10"))
    last = numbers.at_the_end_of(numbers.month_end(series.months[-1]))
    now = f"About {numbers.words(series.last('q50'), step)} people were abroad {last}"
    if month == series.months[-1]:
        return f"{now}, more than at the end of any month before."
    high = numbers.at_the_end_of(numbers.month_end(month))
    return f"{now}; the median was highest, about {numbers.words(peak, step)}, {high}."


def _totals(claims: Sequence[Row], window: tuple[date, date], origin: str) -> list[Row]:
    """Published totals of leavers abroad, in persons, on a day of the account."""
    return [
        claim
        for claim in claims
        if claim.plain
        and claim.unit == "persons"
        and not claim.destination
        and claim.origin in ("", origin)
        and window[0] <= claim.end <= window[1]
        and claim.has_value
    ]


def _cells(series: Series) -> list[list[str]]:
    cells = []
    for k, month in enumerate(series.months):
        at = {level: values[k] for level, values in series.levels.items()}
        cells.append(
            [
                numbers.short_month(month),
                numbers.words(at["q50"], numbers.step_for(at["q90"] - at["q10"])),
                numbers.interval(at["q25"], at["q75"]),
                numbers.interval(at["q10"], at["q90"]),
                numbers.interval(at["q025"], at["q975"]),
            ]
        )
    return cells


def _draw(
    series: Series,
    claims: Sequence[Row],
    events: Sequence[Event],
    layout: Layout,
    window: tuple[date, date],
    words: tuple[str, str],
    key: str,
) -> Markup:
    x = layout.time(window)
    band_top = series.top()
    within = [claim.high for claim in claims if claim.high <= band_top * HEADROOM]
    top = max([band_top, *within]) * 1.04 or 1.0
    flagged = flags.place(events, layout, window)
    bottom = flagged.height + layout.height
    y = Linear(0, top, bottom, flagged.height + 6)
    xs = [x(numbers.month_end(month).toordinal()) for month in series.months]
    body = [
        *value_grid(ticks(top, layout.ticks), y, layout.left, x.last),
        *flagged.draw(bottom),
        svg.group([*fan(series, xs, y), *_end_label(series, xs[-1], y, layout)], class_="abroad"),
        *year_axis(window, x, bottom),
        *(_mark(claim, x, y) for claim in claims),
    ]
    return svg.canvas(
        key,
        (layout.width, bottom + 26),
        *words,
        body,
        interactive=bool(claims),
        data_table="stock-table",
        data_x0=xs[0],
        data_x1=xs[-1],
        data_top=flagged.height,
        data_bottom=bottom,
    )


def _end_label(series: Series, x: float, y: Linear, layout: Layout) -> list[Markup]:
    low, median, high = (series.last(level) for level in ("q10", "q50", "q90"))
    step = numbers.step_for(high - low)
    drawn = [
        svg.tag("circle", cx=x, cy=y(median), r=4, class_="dot"),
        svg.tag("text", numbers.compact(median, step), x=x + 9, y=y(median) + 3, class_="endlabel"),
    ]
    if layout.is_wide:
        span = f"{numbers.compact(low, step)} to {numbers.compact(high, step)}"
        drawn.append(svg.tag("text", span, x=x + 9, y=y(median) + 18, class_="m small"))
    return drawn


def _mark(claim: Row, x: Linear, y: Linear) -> Markup:
    at, height = x(claim.end.toordinal()), y(min(claim.value, y.high))
    parts = []
    if claim.high > claim.low:
        low, high = (y(min(end, y.high)) - height for end in (claim.low, claim.high))
        parts.append(svg.tag("path", d=f"M0,{svg.px(low)}V{svg.px(high)}", class_="span"))
    return svg.claim_mark(f"#claim-{claim.id}", claim.brief, claim.told.look, (at, height), *parts)
