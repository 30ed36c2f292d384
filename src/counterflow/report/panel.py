"""Small charts of one place: people living there with the claims about it, and its flows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from counterflow.report import names, numbers, svg
from counterflow.report.account import Series
from counterflow.report.bands import SPARE, fan
from counterflow.report.ledger import Row
from counterflow.report.scale import Linear, ticks, years

WIDTH, HEIGHT, LEFT, RIGHT, TOP = 330.0, 128.0, 40.0, 50.0, 10.0
HEADROOM = 2.0

Window = tuple[date, date]


def _scale(window: Window) -> Linear:
    return Linear(window[0].toordinal(), window[1].toordinal(), LEFT, WIDTH - RIGHT)


def _grid(values: Sequence[float], window: Window, y: Linear) -> list[Markup]:
    x = _scale(window)
    lines = "".join(f"M{svg.px(LEFT)},{svg.px(y(v))}H{svg.px(WIDTH - RIGHT)}" for v in values)
    drawn = [svg.tag("path", d=lines, class_="grid")]
    for value in values:
        at = y(value)
        drawn.append(
            svg.tag("text", numbers.tick(abs(value)), x=LEFT - 6, y=at + 4, class_="m end")
        )
    for first, last, year in years(*window):
        left, right = x(first.toordinal()), x(last.toordinal())
        if right - left > 26:
            drawn.append(
                svg.tag("text", year, x=(left + right) / 2, y=y.first + 16, class_="m mid")
            )
    return drawn


def mark(claim: Row, x: Linear, y: Linear) -> Markup:
    """A claim on the line it speaks about, leading to its row in the ledger.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.tables import claims_table
    >>> case, said = load_case("syria-2011"), np.linspace(4000.0, 7000.0, 9)[:, None]
    >>> one = case.claims[:1]
    >>> table = claims_table(one, case.sources, one, said, said[[0, -1]].T, {})
    >>> from counterflow.report.ledger import rows
    >>> x, y = Linear(734000, 735000, 0, 300), Linear(0, 10000, 100, 0)
    >>> "S001: about 5,000 people" in mark(rows(table, "SYR")[0], x, y)
    True
    """
    # A count with earlier residents, or of documents, cannot be read off this axis: a diamond.
    return svg.claim_mark(
        f"#claim-{claim.id}",
        claim.brief,
        claim.told.look if claim.plain else "uncompared",
        (x(claim.end.toordinal()), y(min(claim.value, y.high))),
        is_other=not claim.plain,
    )


def stock_panel(series: Series, claims: Sequence[Row], window: Window) -> Markup:
    """People living in one place, with the claims about it.

    Parameters
    ----------
    series
        The stock there.
    claims
        Counts of people or permits there, inside the window.
    window
        First and last day shown.

    Examples
    --------
    >>> from datetime import date
    >>> levels = dict.fromkeys("mean q025 q10 q25 q50 q75 q90 q975".split(), (1e4, 2e4))
    >>> series = Series("GEO", "stock", ("2022-01", "2022-02"), levels)
    >>> drawn = stock_panel(series, [], (date(2022, 1, 1), date(2022, 2, 28)))
    >>> "People living in Georgia" in drawn
    True
    """
    step = numbers.step_for(series.last("q90") - series.last("q10"))
    shown = [c.value for c in claims if c.value <= HEADROOM * series.top("q90")]
    top = max([series.top("q90"), *shown]) * 1.05 or 1.0
    x, y = _scale(window), Linear(0, top, TOP + HEIGHT, TOP)
    xs = [float(round(x(numbers.month_end(month).toordinal()))) for month in series.months]
    median = numbers.compact(series.last("q50"), step)
    body = [
        *_grid(ticks(top, 3), window, y),
        svg.group(fan(series, xs, y, SPARE), class_="abroad"),
        svg.tag(
            "text", median, x=xs[-1] + 6, y=y(series.last("q50")) + 4, class_="endlabel t-abroad"
        ),
        *(mark(claim, x, y) for claim in claims),
    ]
    low, high = series.last("q10"), series.last("q90")
    words = (
        f"People living in {names.in_sentence(series.place)}: about "
        f"{numbers.words(series.last('q50'), step)} in the last month, 80% interval "
        f"{numbers.interval(low, high)}."
    )
    return svg.labelled((WIDTH, TOP + HEIGHT + 22), words, body, interactive=bool(claims))


def flow_panel(arrivals: Series, leaving: Series | None, window: Window) -> Markup:
    """Arrivals of one place above the line, returns from it below, per month.

    Parameters
    ----------
    arrivals, leaving
        Monthly flows into the place, and home from it.
    window
        First and last day shown.

    Examples
    --------
    >>> from datetime import date
    >>> levels = dict.fromkeys("mean q025 q10 q25 q50 q75 q90 q975".split(), (1e4, 2e4))
    >>> arrivals = Series("GEO", "arrivals", ("2022-01", "2022-02"), levels)
    >>> drawn = flow_panel(arrivals, None, (date(2022, 1, 1), date(2022, 2, 28)))
    >>> "Arrivals in Georgia per month" in drawn
    True
    """
    top = arrivals.top("q90") * 1.05 or 1.0
    depth = max(leaving.top("q90") * 1.1 if leaving else 0.0, top * 0.06)
    x, y = _scale(window), Linear(-depth, top, TOP + HEIGHT, TOP)
    xs = [float(round(x(numbers.month_end(month).toordinal() - 15))) for month in arrivals.months]
    below = [-value for value in ticks(top, 3)[1:] if value <= depth]
    body = [
        *_grid([*below, *ticks(top, 3)], window, y),
        svg.group(fan(arrivals, xs, y, SPARE[:1]), class_="left"),
    ]
    if leaving is not None:
        body.append(svg.group(fan(leaving.mirrored(), xs, y, SPARE[:1]), class_="returned"))
    body.append(svg.tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y(0), y2=y(0), class_="rule"))
    place = names.in_sentence(arrivals.place)
    words = (
        f"Arrivals in {place} per month, highest in {numbers.long_month(arrivals.peak[0])}, and "
        "returns from there."
    )
    return svg.labelled((WIDTH, TOP + HEIGHT + 22), words, body)
