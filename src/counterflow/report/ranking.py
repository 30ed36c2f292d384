"""Destinations ranked by the people living there, with intervals, for the list beside the map."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from counterflow.report import names, numbers, svg
from counterflow.report.account import Series
from counterflow.report.figure import Table
from counterflow.report.scale import Linear

SHOWN = 20
WIDTH, HEIGHT = 120.0, 18.0


def leaders(ranked: Sequence[Series]) -> str:
    """The sentence that names the largest destinations.

    Parameters
    ----------
    ranked
        Stocks, largest first.

    Examples
    --------
    >>> levels = {"q10": (900.0,), "q50": (1000.0,), "q90": (1100.0,)}
    >>> leaders([Series("GEO", "stock", ("2022-12",), levels)])
    'At the end of 2022, most lived in Georgia (about 1,000).'
    """
    when = numbers.at_the_end_of(numbers.month_end(ranked[0].months[-1]))
    named = [
        f"{names.in_sentence(series.place)} (about {_median(series)})" for series in ranked[:3]
    ]
    return f"{when[:1].upper()}{when[1:]}, most lived in {names.listed(named)}."


def _median(series: Series) -> str:
    step = numbers.step_for(series.last("q90") - series.last("q10"))
    return numbers.words(series.last("q50"), step)


def ranking_rows(
    ranked: Sequence[Series], departures: Mapping[str, tuple[float, ...]]
) -> list[Markup]:
    """The list's rows: name, bar with the 80% interval, number; with every month for the script.

    Parameters
    ----------
    ranked
        Stocks, largest first.
    departures
        Mean monthly departures by place.

    Examples
    --------
    >>> levels = dict.fromkeys("mean q025 q10 q25 q50 q75 q90 q975".split(), (1e4, 2e4))
    >>> series = Series("GEO", "stock", ("2022-01", "2022-02"), levels)
    >>> ranking_rows([series], {"GEO": (5e3, 4e3)})[0].striptags()
    'Georgia20.0k80% interval 20.0k to 20.0k'
    """
    top = max(
        (v for series in ranked for v in series.levels["q90"] if math.isfinite(v)), default=1.0
    )
    x = Linear(0, top or 1.0, 4, WIDTH - 4)
    return [_row(k, series, departures[series.place], x) for k, series in enumerate(ranked)]


def _row(k: int, series: Series, left: Sequence[float], x: Linear) -> Markup:
    low, median, high = (series.last(level) for level in ("q10", "q50", "q90"))
    step = numbers.step_for(high - low)
    bar = svg.tag(
        "svg",
        svg.tag("line", x1=x(low), x2=x(high), y1=HEIGHT / 2, y2=HEIGHT / 2, class_="i80"),
        svg.tag("circle", cx=x(median), cy=HEIGHT / 2, r=4, class_="dot"),
        viewBox=f"0,0,{svg.px(WIDTH)},{svg.px(HEIGHT)}",
        class_="bar",
        aria_hidden="true",
    )
    return svg.tag(
        "li",
        svg.tag(
            "a",
            svg.tag("span", names.place_name(series.place), class_="name"),
            bar,
            svg.tag("b", numbers.compact(median, step)),
            svg.tag(
                "span",
                f"80% interval {numbers.compact(low, step)} to {numbers.compact(high, step)}",
                class_="hidden",
            ),
            href=f"#place-{series.place}",
        ),
        data_p=series.place,
        data_s=packed(series),
        data_d=" ".join(base36(value) for value in left),
        class_="more" if k >= SHOWN else None,
    )


def packed(series: Series) -> str:
    """Low, median and high of each month in whole persons, for the script of the page.

    Examples
    --------
    >>> levels = {"q10": (1.2,), "q50": (23456.0,), "q90": (3e4,)}
    >>> packed(Series("GEO", "stock", ("2022-01",), levels))
    '1 i3k n5c'
    """
    return " ".join(
        base36(value)
        for k in range(len(series.months))
        for value in (series.levels[level][k] for level in ("q10", "q50", "q90"))
    )


def base36(value: float) -> str:
    """A whole number in as few letters as JavaScript reads; nothing finite is 0.

    Examples
    --------
    >>> base36(23456.2), base36(float("nan"))
    ('i3k', '0')
    """
    rest = round(value) if math.isfinite(value) else 0
    letters = ""
    while rest > 0:
        rest, digit = divmod(rest, 36)
        letters = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + letters
    return letters or "0"


def ranking_table(ranked: Sequence[Series]) -> Table:
    """All destinations with their intervals and peaks.

    Examples
    --------
    >>> levels = dict.fromkeys("mean q025 q10 q25 q50 q75 q90 q975".split(), (1e4, 2e4))
    >>> series = Series("GEO", "stock", ("2022-01", "2022-02"), levels)
    >>> ranking_table([series]).rows
    [['Georgia', '20,000', '20,000 to 20,000', '20,000 to 20,000', '20.0k, Feb 2022']]
    """
    when = numbers.at_the_end_of(numbers.month_end(ranked[0].months[-1]))
    rows = []
    for series in ranked:
        month, peak = series.peak
        k = series.months.index(month)
        width = series.levels["q90"][k] - series.levels["q10"][k]
        rows.append(
            [
                names.place_name(series.place),
                _median(series),
                numbers.interval(series.last("q25"), series.last("q75")),
                numbers.interval(series.last("q10"), series.last("q90")),
                f"{numbers.compact(peak, numbers.step_for(width))}, {numbers.short_month(month)}",
            ]
        )
    return Table(
        f"People living in each destination {when}",
        ("Destination", "Median", "50% interval", "80% interval", "Peak"),
        rows,
    )
