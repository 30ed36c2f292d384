"""Small multiples: the stock of each large destination, with the claims made about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from counterflow.report import names, numbers, svg
from counterflow.report.account import Series
from counterflow.report.bands import SPARE, fan
from counterflow.report.figure import Figure, Panel, Table
from counterflow.report.ledger import Row, Verdict
from counterflow.report.scale import Linear, ticks, years

SHOWN = 12
WIDTH, HEIGHT, LEFT, RIGHT, TOP = 300.0, 132.0, 38.0, 46.0, 10.0
HEADROOM = 2.0
STOCK_LIKE = ("stock", "stayed", "permits_valid")


def _claims_of(place: str, claims: Sequence[Row], start: date, end: date) -> list[Row]:
    return [
        claim
        for claim in claims
        if claim.destination == place
        and claim.measure in STOCK_LIKE
        and not claim.population
        and start <= claim.end <= end
        and claim.has_value
    ]


def _mark(claim: Row, x: Linear, y: Linear) -> Markup:
    # A count with earlier residents, or of documents, cannot be read off this axis: a diamond.
    verdict = claim.verdict if claim.plain else Verdict.UNCOMPARED
    height = y(min(claim.value, y.high))
    at = x(claim.end.toordinal())
    text = claim.summary if claim.plain else f"{claim.what}: {claim.summary}"
    return svg.tag(
        "a",
        svg.tag("title", text),
        svg.tag("circle", r=12, cx=at, cy=height),
        svg.glyph(verdict, at, height),
        href=f"#claim-{claim.id}",
        aria_label=text,
        class_="hit" if claim.plain else "hit other",
    )


def _panel(series: Series, claims: Sequence[Row], window: tuple[date, date], key: str) -> Panel:
    name = names.place_name(series.place)
    low, high = series.last("q10"), series.last("q90")
    step = numbers.step_for(high - low)
    marked = _claims_of(series.place, claims, *window)
    shown = [c.value for c in marked if c.value <= HEADROOM * series.top("q90")]
    top = max([series.top("q90"), *shown]) * 1.05 or 1.0
    values = ticks(top, 3)
    x = Linear(window[0].toordinal(), window[1].toordinal(), LEFT, WIDTH - RIGHT)
    y = Linear(0, top, TOP + HEIGHT, TOP)
    xs = [x(numbers.month_end(month).toordinal()) for month in series.months]
    body: list[Markup] = []
    for value in values:
        at = y(value)
        body.append(svg.tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=at, y2=at, class_="grid"))
        body.append(svg.tag("text", numbers.tick(value), x=LEFT - 6, y=at + 4, class_="m end"))
    for first, last, year in years(*window):
        left, right = x(first.toordinal()), x(last.toordinal())
        if right - left > 26:
            body.append(
                svg.tag("text", year, x=(left + right) / 2, y=TOP + HEIGHT + 16, class_="m mid")
            )
    median = numbers.compact(series.last("q50"), step)
    body += [
        svg.group(fan(series, xs, y, SPARE), class_="abroad"),
        svg.tag(
            "text", median, x=xs[-1] + 6, y=y(series.last("q50")) + 4, class_="endlabel t-abroad"
        ),
        *(_mark(claim, x, y) for claim in marked),
    ]
    line = f"{numbers.compact(low, step)} to {numbers.compact(high, step)}"
    title = f"People living in {names.in_sentence(series.place)}"
    words = f"Median {median} in the last month, 80% interval {line}; {len(marked)} claims marked."
    drawing = svg.canvas(
        key, (WIDTH, TOP + HEIGHT + 22), title, words, body, interactive=bool(marked)
    )
    return Panel(name, f"80% interval {line}", drawing)


def multiples_figure(
    ranked: Sequence[Series], claims: Sequence[Row], window: tuple[date, date]
) -> Figure | None:
    """Stock over time at the twelve largest destinations.

    Parameters
    ----------
    ranked
        Stocks of the destinations, largest first.
    claims
        All claims; counts of people or permits at a destination become marks.
    window
        First and last day shown.
    """
    drawn = ranked[:SHOWN]
    if not drawn:
        return None
    rising = sum(series.last("q50") >= 0.9 * series.peak[1] for series in drawn)
    finding = (
        f"In {rising} of these {len(drawn)} destinations the number at the end is within a tenth "
        "of its peak."
        if len(drawn) > 1
        else "The largest destination, month by month."
    )
    rows = []
    for k, month in enumerate(drawn[0].months):
        cells = [numbers.short_month(month)]
        for series in drawn:
            low, high = series.levels["q10"][k], series.levels["q90"][k]
            step = numbers.step_for(high - low)
            cells.append(
                f"{numbers.compact(series.levels['q50'][k], step)} "
                f"({numbers.compact(low, step)} to {numbers.compact(high, step)})"
            )
        rows.append(cells)
    return Figure(
        key="multiples",
        heading="How it went in the largest destinations",
        finding=finding,
        note="Each panel has its own scale. Bands: 50 and 80%. Filled marks count the same people "
        "as the line; open diamonds count something else (earlier residents too, or permits) and "
        "cannot be read off this axis.",
        panels=[
            _panel(series, claims, window, f"multiple-{k + 1}") for k, series in enumerate(drawn)
        ],
        table=Table(
            "People living in each destination, end of month: median (80% interval)",
            ("Month", *(names.place_name(series.place) for series in drawn)),
            rows,
        ),
    )
