"""The map of where people went, month by month, and the ranked destinations beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from counterflow.report import names, numbers, svg
from counterflow.report.account import TOTAL, Account, Series
from counterflow.report.basemap import Basemap
from counterflow.report.figure import Table
from counterflow.report.labels import spread, text_width
from counterflow.report.land import GRAIN, land
from counterflow.report.placement import Box, Label, Mark, place_labels
from counterflow.report.projection import EqualArea, Frame, centre_of, frame_for
from counterflow.report.ranking import leaders, packed, ranking_rows, ranking_table

BEND = 0.16
LEAST_RADIUS = 2.0
LEAST_NAMED = 0.004
"""Destinations with a smaller share of the people are named in the list only."""
LINE = 15.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes of one variant of the map, in pixels.

    Parameters
    ----------
    width, height
        Of the drawing.
    strip
        Width of the strip at a side for destinations outside the frame.
    radius, ribbon
        Of the largest circle and of the widest band.
    labels
        How many destinations are named at most.
    size
        Of the letters.

    Examples
    --------
    >>> WIDE.width - 2 * WIDE.strip, NARROW.labels
    (512, 8)
    """

    width: float
    height: float
    strip: float
    radius: float
    ribbon: float
    labels: int
    size: float


WIDE = Layout(660, 500, 74, 24, 17, 60, 12.0)
NARROW = Layout(380, 500 * 292 / 512, 44, 15, 11, 8, 12.0)
"""Its frame has the proportions of the wide one, so that both show the same land."""
LAND = "map-land"
WIDE_FRAME = WIDE.width - 2 * WIDE.strip


@dataclass(frozen=True, slots=True)
class Spot:
    """One destination on the page.

    Parameters
    ----------
    series, departures
        Its stock, and the mean monthly departures for it.
    x, y
        Pixel.
    outside
        Whether it lies in a strip beside the frame.

    Examples
    --------
    >>> levels = dict.fromkeys("mean q025 q10 q25 q50 q75 q90 q975".split(), (1e4, 2e4))
    >>> series = Series("GEO", "stock", ("2022-01", "2022-02"), levels)
    >>> Spot(series, departures=(5e3, 4e3), x=320.0, y=210.0, outside=False).most
    20000.0
    """

    series: Series
    departures: tuple[float, ...]
    x: float
    y: float
    outside: bool

    @property
    def most(self) -> float:
        """Its largest stock of any month."""
        return max(v for v in self.series.levels["q50"] if math.isfinite(v))


@dataclass(frozen=True, slots=True)
class MapFigure:
    """The map with its list, for the template.

    Parameters
    ----------
    key, heading, finding, note, table
        As of a `Figure`.
    disclaimer
        What the basemap asks to be said.
    wide, narrow
        Drawings.
    rows
        The ranked list.
    months
        YYYY-MM of the slider's steps.
    now
        Words for the last month.
    totals
        People abroad by month: low, median and high, for the slider's words.

    Examples
    --------
    >>> drawn = Markup("<svg/>"), Markup("<svg/>")
    >>> behind = Table("People", ("Place", "Median"), [["Georgia", "10,000"]])
    >>> words = "Where people went", "Most went to Georgia.", "", "Borders as mapped."
    >>> MapFigure("map", *words, behind, *drawn, [], ("2022-01",), "January 2022", "").finding
    'Most went to Georgia.'
    """

    key: str
    heading: str
    finding: str
    note: str
    disclaimer: str
    table: Table
    wide: Markup
    narrow: Markup
    rows: Sequence[Markup]
    months: tuple[str, ...]
    now: str
    totals: str


def flow_map(account: Account, world: Basemap, origin: str) -> MapFigure | None:
    """Where people went: circles for those who live there, bands for those who left for it.

    Parameters
    ----------
    account
        The account.
    world
        The basemap.
    origin
        Alpha-3 code of the country left.

    Examples
    --------
    >>> import numpy as np
    >>> from datetime import date
    >>> from counterflow.estimation.tables import quantile_table
    >>> people = np.linspace(900.0, 1100.0, 9)[:, None, None] * [[[1.0], [2.0]]]
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> draws = dict.fromkeys(("stock", "departures"), people)
    >>> account = Account(quantile_table(draws, months, ["GEO"]))
    >>> from counterflow.report.basemap import standard
    >>> found = flow_map(account, standard(), "RUS")
    >>> found.finding, found.months
    ('At the end of February 2022, most lived in Georgia (about 2,000).', ('2022-01', '2022-02'))
    """
    ranked = account.ranked()
    if not ranked or origin not in world.points:
        return None
    shown = [series for series in ranked if series.place in world.points]
    absent = [series for series in ranked if series.place not in world.points]
    if not shown:
        return None
    finding = leaders(ranked)
    when = numbers.at_the_end_of(numbers.month_end(ranked[0].months[-1]))
    words = (f"Map of the people who left {names.in_sentence(origin)}, {when}", finding)
    total = account.get(TOTAL, "stock")
    listed = (
        f" {names.listed([names.place_name(s.place) for s in absent])} cannot be drawn; the list "
        f"has {'it' if len(absent) == 1 else 'them'}."
        if absent
        else ""
    )
    return MapFigure(
        key="map",
        heading="Where people went",
        finding=finding,
        note="Circle: people living there at the end of the month (median). Band: people who left "
        "for there (mean, which adds up over months), from the start or in the month. Bars in "
        "the list: 80% interval." + listed,
        disclaimer=world.note,
        table=ranking_table(ranked),
        wide=_draw(account, shown, world, origin, WIDE, words, "map-wide"),
        narrow=_draw(account, shown, world, origin, NARROW, words, "map-narrow"),
        rows=ranking_rows(ranked, _departures(account, ranked)),
        months=ranked[0].months,
        now=numbers.long_month(ranked[0].months[-1]),
        totals=packed(total) if total is not None else "",
    )


def _departures(account: Account, ranked: Sequence[Series]) -> Mapping[str, tuple[float, ...]]:
    found = {}
    for series in ranked:
        left = account.get(series.place, "departures")
        means = left.levels["mean"] if left is not None else (0.0,) * len(series.months)
        found[series.place] = tuple(v if math.isfinite(v) else 0.0 for v in means)
    return found


def _draw(
    account: Account,
    shown: Sequence[Series],
    world: Basemap,
    origin: str,
    layout: Layout,
    words: tuple[str, str],
    key: str,
) -> Markup:
    weights = [0.0, *(max(series.last("q50"), 0.0) for series in shown)]
    points = [world.points[origin], *(world.points[series.place] for series in shown)]
    pull = [0.3 * sum(weights) or 1.0, *weights[1:]]
    projection = centre_of(points, pull)
    flat = projection(np.asarray(points, dtype=np.float64))
    left, right = layout.strip, layout.strip
    frame = frame_for(flat, weights, (layout.width - left - right, layout.height))
    pixels = frame(flat)
    spots = _spots(account, shown, pixels[1:], frame.width, frame.height, layout)
    start = (float(pixels[0, 0]) + left, float(pixels[0, 1]))
    largest = max(spot.most for spot in spots) or 1.0
    widest = max(sum(spot.departures) for spot in spots) or 1.0
    inner = svg.tag(
        "svg",
        _ground(world, projection, frame, origin)
        if layout is WIDE
        else svg.tag("use", href=f"#{LAND}", transform=f"scale({frame.width / WIDE_FRAME:g})"),
        x=left,
        y=0,
        width=frame.width,
        height=frame.height,
        class_="land",
    )
    body = [
        svg.tag("rect", x=left, y=0, width=frame.width, height=frame.height, class_="sea"),
        inner,
        *(_ribbon(spot, k, start, layout.ribbon, widest) for k, spot in enumerate(spots)),
        *_outside_words(spots, layout),
        svg.tag("circle", cx=start[0], cy=start[1], r=4, class_="start"),
        *_marks(spots, layout.radius, largest),
        *_labels(spots, start, origin, layout, largest),
    ]
    return svg.canvas(
        key,
        (layout.width, layout.height),
        *words,
        body,
        class_="map abroad",
        data_radius=layout.radius,
        data_ribbon=layout.ribbon,
        data_start=f"{svg.px(start[0])} {svg.px(start[1])}",
    )


def _ground(world: Basemap, projection: EqualArea, frame: Frame, origin: str) -> Markup:
    ground = land(world, projection, frame, origin)
    return svg.group(
        [
            svg.tag("path", d=ground.shapes, class_="shape"),
            svg.tag("path", d=ground.origin, class_="home"),
            svg.tag("path", d=ground.borders, class_="border"),
            svg.tag("path", d=ground.dashed, class_="border dashed"),
        ],
        transform=f"scale({1 / GRAIN:g})",
        id=LAND,
    )


def _spots(
    account: Account,
    shown: Sequence[Series],
    pixels: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    width: float,
    height: float,
    layout: Layout,
) -> list[Spot]:
    """Destinations in the frame where they lie, others in the strip of their side."""
    departures = _departures(account, shown)
    inside = {
        k: (x + layout.strip, y)
        for k, (x, y) in enumerate(pixels.tolist())
        if 8 <= x <= width - 8 and 8 <= y <= height - 8
    }
    placed: dict[int, tuple[float, float]] = dict(inside)
    for is_east in (False, True):
        side = [
            k
            for k in range(len(shown))
            if k not in inside and (not pixels[k][0] < width / 2) is is_east
        ]
        wanted = [float(np.nan_to_num(pixels[k][1], nan=height / 2)) for k in side]
        top = 44.0 if layout.strip < 60 else 56.0
        ys = spread(wanted, 2 * layout.radius, top, height - 30)
        middle = layout.strip / 2
        for k, y in zip(side, ys, strict=True):
            placed[k] = (layout.width - middle if is_east else middle, y)
    return [
        Spot(series, departures[series.place], *placed[k], k not in inside)
        for k, series in enumerate(shown)
    ]


def radius(value: float, largest: float, most: float) -> float:
    """Radius of a circle whose area tells the number.

    Examples
    --------
    >>> radius(25, 100, 20)
    10.0
    """
    return max(LEAST_RADIUS, most * math.sqrt(max(value, 0.0) / largest))


def ribbon(start: svg.Point, end: svg.Point, width: float) -> str:
    """Path data of a band that widens toward its end.

    Examples
    --------
    >>> ribbon((0, 0), (100, 0), 10)
    'M0,0.8Q50,19,100,5L100,-5Q50,13,0,-0.8Z'
    """
    (x0, y0), (x1, y1) = start, end
    dx, dy = x1 - x0, y1 - y0
    side = BEND if dx >= 0 else -BEND
    cx, cy = (x0 + x1) / 2 - dy * side, (y0 + y1) / 2 + dx * side
    length = math.hypot(dx, dy) or 1.0
    nx, ny = -dy / length, dx / length
    tail, waist, head = width * 0.15 / 2 + 0.05, width * 0.6 / 2, width / 2

    def at(x: float, y: float, out: float) -> str:
        return f"{svg.px(x + nx * out)},{svg.px(y + ny * out)}"

    return (
        f"M{at(x0, y0, tail)}Q{at(cx, cy, waist)},{at(x1, y1, head)}"
        f"L{at(x1, y1, -head)}Q{at(cx, cy, -waist)},{at(x0, y0, -tail)}Z"
    )


def _ribbon(spot: Spot, k: int, start: svg.Point, most: float, widest: float) -> Markup:
    width = max(0.6, most * sum(spot.departures) / widest)
    return svg.tag(
        "path",
        d=ribbon(start, (spot.x, spot.y), width),
        class_="ribbon",
        data_p=spot.series.place,
    )


def _marks(spots: Sequence[Spot], most: float, largest: float) -> list[Markup]:
    return [
        svg.group(
            [
                svg.tag("title", names.place_name(spot.series.place)),
                svg.tag("circle", cx=spot.x, cy=spot.y, r=12, class_="reach"),
                svg.tag(
                    "circle",
                    cx=spot.x,
                    cy=spot.y,
                    r=radius(spot.series.last("q50"), largest, most),
                    class_="spot",
                ),
            ],
            class_="mark-place",
            data_p=spot.series.place,
        )
        for spot in spots
    ]


def _outside_words(spots: Sequence[Spot], layout: Layout) -> list[Markup]:
    """What stands over each strip that is in use."""
    drawn = []
    for is_east in (False, True):
        if any(spot.outside and (spot.x > layout.width / 2) is is_east for spot in spots):
            x = layout.width - layout.strip / 2 if is_east else layout.strip / 2
            drawn += [
                svg.tag("text", "Outside", x=x, y=12, class_="m mid small"),
                svg.tag("text", "the map", x=x, y=25, class_="m mid small"),
            ]
    return drawn


def _label_text(series: Series) -> tuple[str, str]:
    step = numbers.step_for(series.last("q90") - series.last("q10"))
    return names.short_name(series.place), numbers.compact(series.last("q50"), step)


def _labels(
    spots: Sequence[Spot], start: svg.Point, origin: str, layout: Layout, largest: float
) -> list[Markup]:
    own = names.short_name(origin)
    marks = [Mark(*start, 5, text_width(own, layout.size + 1), LINE)]
    people = sum(spot.most for spot in spots)
    count = sum(spot.most >= LEAST_NAMED * people for spot in spots[: layout.labels])
    named = spots[:count]
    for spot in named:
        # Room for the widest number of any month, so that labels stay where they are.
        width = text_width(f"{names.short_name(spot.series.place)} 888k", layout.size)
        r = radius(spot.most, largest, layout.radius)
        marks.append(Mark(spot.x, spot.y, r, width, LINE))
    others = [
        Mark(spot.x, spot.y, radius(spot.most, largest, layout.radius), 1e9, 1e9)
        for spot in spots[count:]
    ]
    room = Box(2, 2, layout.width - 2, layout.height - 2)
    placed = place_labels([*marks, *others], room)
    drawn = []
    for label in placed:
        if label is not None and label.leader is not None:
            (x1, y1), (x2, y2) = label.leader
            drawn.append(svg.tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="leader"))
    for mark, label, series in zip(
        marks, placed, [None, *(spot.series for spot in named)], strict=False
    ):
        if label is not None:
            drawn.append(_label(mark, label, own if series is None else series))
    return drawn


def _label(mark: Mark, label: Label, named: Series | str) -> Markup:
    box = label.box
    middle = (box.left + box.right) / 2
    y = box.bottom - 4
    # The text hugs the side of its box that faces the mark.
    if middle < mark.x - mark.width / 4:
        x, side = box.right, "end"
    elif middle > mark.x + mark.width / 4:
        x, side = box.left, "from"
    else:
        x, side = middle, "mid"
    if isinstance(named, str):
        return svg.tag("text", named, x=x, y=y, class_=f"name home-name {side}")
    name, number = _label_text(named)
    return svg.tag(
        "text",
        f"{name} ",
        svg.tag("tspan", number),
        x=x,
        y=y,
        class_=f"name {side}",
        data_p=named.place,
    )
