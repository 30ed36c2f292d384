"""Destinations ranked by the people living there at the end, with intervals and peaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from counterflow.report import names, numbers, svg
from counterflow.report.account import Series
from counterflow.report.figure import Figure, Table
from counterflow.report.labels import shorten
from counterflow.report.scale import Linear, ticks

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes of one variant, in pixels."""

    width: float
    left: float
    right: float
    row: float
    ticks: int
    details: bool


WIDE = Layout(940, 176, 342, 29, 5, True)
NARROW = Layout(380, 112, 56, 28, 3, False)
TOP = 26.0


def _median(series: Series) -> str:
    step = numbers.step_for(series.last("q90") - series.last("q10"))
    return numbers.compact(series.last("q50"), step)


def _peak(series: Series) -> tuple[str, str]:
    """Highest median and its month, in words."""
    month, value = series.peak
    k = series.months.index(month)
    width = series.levels["q90"][k] - series.levels["q10"][k]
    return numbers.compact(value, numbers.step_for(width)), numbers.short_month(month)


def _bar(series: Series, x: Linear, lower: str, upper: str, name: str) -> Markup:
    return svg.tag(
        "line", x1=x(series.last(lower)), x2=x(series.last(upper)), y1=0, y2=0, class_=name
    )


def _row(series: Series, x: Linear, layout: Layout, y: float) -> Markup:
    name = names.place_name(series.place)
    peak, when = _peak(series)
    low, high = series.last("q10"), series.last("q90")
    parts = [
        svg.tag(
            "text",
            shorten(name, layout.left - 14, 12.5),
            x=layout.left - 12,
            y=4.5,
            class_="end name",
        ),
        _bar(series, x, "q10", "q90", "i80"),
        _bar(series, x, "q25", "q75", "i50"),
        svg.tag(
            "path", d="M0-6V6", class_="peak", transform=f"translate({svg.px(x(series.peak[1]))} 0)"
        ),
        svg.tag("circle", cx=x(series.last("q50")), cy=0, r=4.5, class_="dot"),
    ]
    if layout.details:
        step = numbers.step_for(high - low)
        at = layout.width - layout.right
        parts += [
            svg.tag("text", _median(series), x=at + 84, y=4.5, class_="end strong"),
            svg.tag(
                "text",
                f"{numbers.compact(low, step)} to {numbers.compact(high, step)}",
                x=at + 206,
                y=4.5,
                class_="end m",
            ),
            svg.tag("text", f"{peak}, {when}", x=layout.width, y=4.5, class_="end m"),
        ]
    else:
        parts.append(svg.tag("text", _median(series), x=layout.width, y=4.5, class_="end strong"))
    return svg.group(parts, transform=f"translate(0 {svg.px(y)})")


def _draw(ranked: Sequence[Series], layout: Layout, words: tuple[str, str], key: str) -> Markup:
    top = max(max(s.last("q90"), s.peak[1]) for s in ranked) * 1.02 or 1.0
    values = ticks(top, layout.ticks)
    x = Linear(0, top, layout.left, layout.width - layout.right)
    bottom = TOP + layout.row * len(ranked)
    body = []
    for value in values:
        at = x(value)
        body.append(svg.tag("line", x1=at, x2=at, y1=TOP - 6, y2=bottom, class_="grid"))
        body.append(svg.tag("text", numbers.tick(value), x=at, y=TOP - 12, class_="m mid"))
    if layout.details:
        at = layout.width - layout.right
        for offset, text in ((84, "Median"), (206, "80% interval"), (layout.right, "Peak")):
            body.append(svg.tag("text", text, x=at + offset, y=TOP - 12, class_="m end"))
    body += [
        _row(series, x, layout, TOP + layout.row * (k + 0.5)) for k, series in enumerate(ranked)
    ]
    return svg.canvas(key, (layout.width, bottom + 4), *words, body, class_="abroad")


def ranking_figure(ranked: Sequence[Series]) -> Figure | None:
    """Destinations with their stock in the last month.

    Parameters
    ----------
    ranked
        Stocks of the destinations, largest first; the first 30 are drawn, all are in the table.
    """
    if not ranked:
        return None
    when = numbers.at_the_end_of(numbers.month_end(ranked[0].months[-1]))
    leaders = [
        f"{names.in_sentence(s.place) if len(s.place) == 3 else names.place_name(s.place)} "
        f"({_median(s)})"
        for s in ranked[:3]
    ]
    listed = " and ".join([", ".join(leaders[:-1]), leaders[-1]] if leaders[1:] else leaders)
    finding = f"{when[:1].upper()}{when[1:]}, most lived in {listed}."
    words = (f"People living in each destination {when}", finding)
    drawn = ranked[:SHOWN]
    more = f" The other {len(ranked) - SHOWN} are in the table." if len(ranked) > SHOWN else ""
    rows = []
    for series in ranked:
        peak, month = _peak(series)
        step = numbers.step_for(series.last("q90") - series.last("q10"))
        rows.append(
            [
                names.place_name(series.place),
                numbers.words(series.last("q50"), step),
                numbers.interval(series.last("q25"), series.last("q75")),
                numbers.interval(series.last("q10"), series.last("q90")),
                f"{peak}, {month}",
            ]
        )
    return Figure(
        key="destinations",
        heading="Where they live",
        finding=finding,
        wide=_draw(drawn, WIDE, words, "destinations-wide"),
        narrow=_draw(drawn, NARROW, words, "destinations-narrow"),
        note="Dot: median. Dark bar: 50% credible interval; light bar: 80%. Upright stroke: the "
        "highest median of any month." + more,
        table=Table(
            words[0],
            ("Destination", "Median", "50% interval", "80% interval", "Peak"),
            rows,
        ),
    )
