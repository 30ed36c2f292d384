"""Charts over time: people abroad with published counts, and monthly departures and returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from counterflow.cases.case import Event
from counterflow.report import numbers, svg
from counterflow.report.account import TOTAL, Account, Series
from counterflow.report.bands import fan
from counterflow.report.figure import Figure, Table
from counterflow.report.labels import flag_heights, shorten, spread, text_width
from counterflow.report.ledger import Row
from counterflow.report.scale import Linear, ticks, years

LANE = 17
MAX_LANES = 7
LABEL = 12.0
HEADROOM = 1.35
"""Claims up to this multiple of the band's top stretch the axis; higher ones sit at its edge."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes of one variant of a chart, in pixels."""

    width: float
    height: float
    left: float
    right: float
    ticks: int
    names_events: bool


WIDE = Layout(940, 330, 46, 118, 5, True)
NARROW = Layout(380, 250, 40, 62, 4, False)


def _event_texts(events: Sequence[Event], layout: Layout, xs: Sequence[float]) -> list[str]:
    if not layout.names_events:
        return [str(k + 1) for k in range(len(events))]
    return [
        shorten(event.title, min(230.0, layout.width - x - 4), LABEL)
        for event, x in zip(events, xs, strict=True)
    ]


def _flags(
    events: Sequence[Event], layout: Layout, x: Linear, plot_height: float
) -> tuple[float, list[Markup]]:
    """Height of the strip of event labels above the plot, and the labels with their poles."""
    xs = [x(event.date.toordinal()) for event in events]
    texts = _event_texts(events, layout, xs)
    widths = [text_width(text, LABEL) + 4 for text in texts]
    lanes = flag_heights(xs, widths, 5)
    if max(lanes, default=0) >= MAX_LANES:
        texts = [str(k + 1) for k in range(len(events))]
        lanes = flag_heights(xs, [text_width(text, LABEL) + 4 for text in texts], 5)
    strip = 8 + LANE * (max(lanes, default=-1) + 1)
    drawn = []
    for event, at, text, lane in zip(events, xs, texts, lanes, strict=True):
        top = strip - LANE * (lane + 1)
        drawn.append(
            svg.group(
                [
                    svg.tag("title", f"{numbers.day(event.date)}: {event.title}"),
                    svg.tag("line", x1=at, x2=at, y1=top - 2, y2=strip + plot_height),
                    svg.tag("text", text, x=at + 4, y=top + 8),
                ],
                class_="event",
            )
        )
    return strip, drawn


def _year_axis(start: date, end: date, x: Linear, top: float, bottom: float) -> list[Markup]:
    drawn = []
    for first, last, name in years(start, end):
        left, right = x(first.toordinal()), x(last.toordinal())
        if first > start:
            drawn.append(svg.tag("line", x1=left, x2=left, y1=bottom, y2=bottom + 6, class_="rule"))
        if right - left > 30:
            drawn.append(svg.tag("text", name, x=(left + right) / 2, y=bottom + 18, class_="m mid"))
    drawn.append(svg.tag("line", x1=x.first, x2=x.last, y1=bottom, y2=bottom, class_="rule"))
    return drawn


def _grid(values: Sequence[float], y: Linear, layout: Layout) -> list[Markup]:
    drawn = []
    for value in values:
        at = y(value)
        drawn.append(
            svg.tag(
                "line", x1=layout.left, x2=layout.width - layout.right, y1=at, y2=at, class_="grid"
            )
        )
        drawn.append(
            svg.tag("text", numbers.tick(abs(value)), x=layout.left - 6, y=at + 4, class_="m end")
        )
    return drawn


def _claim_mark(claim: Row, x: Linear, y: Linear) -> Markup:
    at = min(max(claim.end.toordinal(), x.low), x.high)
    clipped = claim.value > y.high
    height = y(min(claim.value, y.high)) + (6 if clipped else 0)
    parts = [svg.tag("title", claim.summary), svg.tag("circle", r=12, cx=x(at), cy=height)]
    if claim.high > claim.low and not clipped:
        parts.append(
            svg.tag(
                "line",
                x1=x(at),
                x2=x(at),
                y1=y(claim.low),
                y2=y(min(claim.high, y.high)),
                class_="span",
            )
        )
    parts.append(svg.glyph(claim.verdict, x(at), height))
    return svg.tag("a", *parts, href=f"#claim-{claim.id}", aria_label=claim.summary, class_="hit")


def _draw_stock(
    series: Series,
    claims: Sequence[Row],
    events: Sequence[Event],
    layout: Layout,
    window: tuple[date, date],
    words: tuple[str, str],
    key: str,
) -> Markup:
    x = Linear(
        window[0].toordinal(), window[1].toordinal(), layout.left, layout.width - layout.right
    )
    limit = series.top() * HEADROOM
    shown = [c.high for c in claims if c.high <= limit]
    values = ticks(max([series.top(), *shown]), layout.ticks)
    strip, flags = _flags(events, layout, x, layout.height)
    y = Linear(0, values[-1], strip + layout.height, strip + 6)
    xs = [x(numbers.month_end(month).toordinal()) for month in series.months]
    step = numbers.step_for(series.last("q90") - series.last("q10"))
    end_y = y(series.last("q50"))
    label = [
        svg.tag("circle", cx=xs[-1], cy=end_y, r=4, class_="dot"),
        svg.tag(
            "text",
            numbers.compact(series.last("q50"), step),
            x=xs[-1] + 9,
            y=end_y + 2,
            class_="endlabel",
        ),
        svg.tag(
            "text",
            f"{numbers.compact(series.last('q10'), step)} to "
            f"{numbers.compact(series.last('q90'), step)}",
            x=xs[-1] + 9,
            y=end_y + 17,
            class_="m small",
        ),
    ]
    body = [
        *_grid(values, y, layout),
        *flags,
        svg.group(
            [*fan(series, xs, y), *(label if layout.names_events else label[:2])], class_="abroad"
        ),
        *_year_axis(*window, x, strip, strip + layout.height),
        *(_claim_mark(claim, x, y) for claim in claims),
    ]
    size = (layout.width, strip + layout.height + 26)
    return svg.canvas(
        key,
        size,
        *words,
        body,
        interactive=bool(claims),
        data_table="stock-table",
        data_x0=xs[0],
        data_x1=xs[-1],
        data_top=strip,
        data_bottom=strip + layout.height,
    )


def _total_claims(claims: Sequence[Row], start: date, end: date, origin: str) -> list[Row]:
    """Published totals of leavers abroad, in persons, on a day of the account."""
    return [
        claim
        for claim in claims
        if claim.plain
        and claim.unit == "persons"
        and not claim.destination
        and claim.origin in ("", origin)
        and start <= claim.end <= end
        and claim.value == claim.value
    ]


def _quantile_rows(series: Series) -> list[list[str]]:
    rows = []
    for k, month in enumerate(series.months):
        low, high = series.levels["q10"][k], series.levels["q90"][k]
        rows.append(
            [
                numbers.short_month(month),
                numbers.words(series.levels["q50"][k], numbers.step_for(high - low)),
                numbers.interval(series.levels["q25"][k], series.levels["q75"][k]),
                numbers.interval(low, high),
                numbers.interval(series.levels["q05"][k], series.levels["q95"][k]),
            ]
        )
    return rows


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
    """
    series = account.get(TOTAL, "stock")
    if series is None:
        return None
    marked = _total_claims(claims, *window, origin)
    month, peak = series.peak
    step = numbers.step_for(series.last("q90") - series.last("q10"))
    finding = (
        f"About {numbers.words(series.last('q50'), step)} people were abroad at the end of "
        f"{numbers.short_month(series.months[-1])}; the median was highest, about "
        f"{numbers.words(peak, step)}, at the end of {numbers.short_month(month)}."
    )
    within = _inside(events, window)
    words = ("People abroad, end of each month", finding)
    marks = f" Marks are {len(marked)} published totals; each leads to its claim." if marked else ""
    return Figure(
        key="stock",
        heading="How many people were abroad, and when",
        finding=finding,
        wide=_draw_stock(series, marked, within, WIDE, window, words, "stock-wide"),
        narrow=_draw_stock(series, marked, within, NARROW, window, words, "stock-narrow"),
        note="Line: median. Bands, dark to light: 50, 80 and 90% credible intervals." + marks,
        notes=[f"{event.title}, {numbers.day(event.date)}" for event in within],
        table=Table(
            "People abroad at the end of each month",
            ("Month", "Median", "50% interval", "80% interval", "90% interval"),
            _quantile_rows(series),
        ),
    )


def _inside(events: Sequence[Event], window: tuple[date, date]) -> list[Event]:
    inside = [event for event in events if window[0] <= event.date <= window[1]]
    return sorted(inside, key=lambda event: (event.date, event.id))


def _mirrored(series: Series) -> Series:
    return Series(
        series.place,
        series.quantity,
        series.months,
        {level: tuple(-v for v in values) for level, values in series.levels.items()},
    )


def _draw_flows(
    out: Series,
    back: Series,
    events: Sequence[Event],
    layout: Layout,
    window: tuple[date, date],
    words: tuple[str, str],
    key: str,
) -> Markup:
    x = Linear(
        window[0].toordinal(), window[1].toordinal(), layout.left, layout.width - layout.right
    )
    above = ticks(out.top(), layout.ticks)
    step = above[1] - above[0]
    depth = max(back.top() * 1.1, above[-1] * 0.05)
    below = [-step * k for k in range(int(depth // step), 0, -1)]
    strip, flags = _flags(events, layout, x, layout.height)
    y = Linear(-depth, above[-1], strip + layout.height, strip + 6)
    xs = [x(numbers.month_end(month).toordinal() - 14) for month in out.months]
    ends = [
        y(value) + 4 + nudge for value, nudge in ((out.last("q50"), -2.0), (-back.last("q50"), 6.0))
    ]
    ends = spread(ends, 17, strip + 10, strip + layout.height)
    texts = []
    for series, name, at in zip((out, back), ("left", "returned"), ends, strict=True):
        figure = numbers.compact(
            series.last("q50"), numbers.step_for(series.last("q90") - series.last("q10"))
        )
        text = f"{figure} {name}" if layout.names_events else figure
        texts.append(svg.tag("text", text, x=xs[-1] + 9, y=at, class_=f"endlabel t-{name}"))
    body = [
        *_grid([*below, *above], y, layout),
        *flags,
        svg.group(fan(out, xs, y), class_="left"),
        svg.group(fan(_mirrored(back), xs, y), class_="returned"),
        svg.tag("line", x1=x.first, x2=x.last, y1=y(0), y2=y(0), class_="rule"),
        *_year_axis(*window, x, strip, strip + layout.height),
        *texts,
    ]
    size = (layout.width, strip + layout.height + 26)
    return svg.canvas(
        key,
        size,
        *words,
        body,
        data_table="flows-table",
        data_x0=xs[0],
        data_x1=xs[-1],
        data_top=strip,
        data_bottom=strip + layout.height,
    )


def flows_figure(
    account: Account, events: Sequence[Event], window: tuple[date, date]
) -> Figure | None:
    """Departures above the line and returns below it, per month, on one scale."""
    out, back = account.get(TOTAL, "departures"), account.get(TOTAL, "returns")
    if out is None or back is None:
        return None
    month, most = out.peak
    k = out.months.index(month)
    width = out.levels["q90"][k] - out.levels["q10"][k]
    back_month, back_most = back.peak
    j = back.months.index(back_month)
    back_width = back.levels["q90"][j] - back.levels["q10"][j]
    finding = (
        f"Departures were highest in {numbers.short_month(month)}, about "
        f"{numbers.words(most, numbers.step_for(width))}; returns in "
        f"{numbers.short_month(back_month)}, about "
        f"{numbers.words(back_most, numbers.step_for(back_width))}."
    )
    within = _inside(events, window)
    words = ("Departures and returns per month", finding)
    rows = []
    for k, month in enumerate(out.months):
        cells = [numbers.short_month(month)]
        for series in (out, back):
            low, high = series.levels["q10"][k], series.levels["q90"][k]
            cells += [
                numbers.words(series.levels["q50"][k], numbers.step_for(high - low)),
                numbers.interval(low, high),
            ]
        rows.append(cells)
    return Figure(
        key="flows",
        heading="How many left and came back each month",
        finding=finding,
        wide=_draw_flows(out, back, within, WIDE, window, words, "flows-wide"),
        narrow=_draw_flows(out, back, within, NARROW, window, words, "flows-narrow"),
        note="Above the line: people who left. Below it: people who came back, on the same "
        "scale. Bands, dark to light: 50, 80 and 90% credible intervals.",
        notes=[f"{event.title}, {numbers.day(event.date)}" for event in within],
        table=Table(
            "Departures and returns per month",
            ("Month", "Departures", "80% interval", "Returns", "80% interval"),
            rows,
        ),
    )
