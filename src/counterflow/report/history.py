"""How the answer evolved from vintage to vintage: a figure of the report, and a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from markupsafe import Markup

from counterflow.cases.case import Event, EventKind
from counterflow.report import flags, numbers, svg
from counterflow.report.axes import NARROW, WIDE, Layout, value_grid, year_axis
from counterflow.report.diagnosis import bare_page
from counterflow.report.figure import Figure, Table
from counterflow.report.scale import Linear, ticks

HEADING = "How the answer evolved"
_MOVERS = 2
_LABEL = 54.0


class Mover(Protocol):
    """A publication and how far it moved the answer.

    Examples
    --------
    >>> from counterflow.diagnostics.history import Publication
    >>> words = "the arrivals for Georgia, 62,304 in 2022"
    >>> moved: Mover = Publication("Office", "2023-01-31", ("A1",), words, -12000.0, True)
    >>> moved.source, moved.moved
    ('Office', -12000.0)
    """

    @property
    def source(self) -> str: ...
    @property
    def moved(self) -> float: ...
    @property
    def published(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def reliable(self) -> bool: ...


class Vintage(Protocol):
    """What was known on a day: `counterflow.diagnostics.history.Vintage`.

    Examples
    --------
    >>> from counterflow.diagnostics import history
    >>> day, months, abroad = date(2022, 2, 28), ("2022-02-01",), {"median": [9e4]}
    >>> then: Vintage = history.Vintage(day, 9, 7, 4, "2022-02-20", months, abroad, {}, 0, True, ())
    >>> then.learnt, then.abroad["median"][then.now]
    (7, 90000.0)
    """

    @property
    def as_of(self) -> date: ...
    @property
    def learnt(self) -> int: ...
    @property
    def sources(self) -> int: ...
    @property
    def newest(self) -> str: ...
    @property
    def months(self) -> Sequence[str]: ...
    @property
    def abroad(self) -> Mapping[str, Sequence[float]]: ...
    @property
    def now(self) -> int: ...
    @property
    def converged(self) -> bool: ...
    @property
    def movers(self) -> Sequence[Mover]: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Mover:
    """A kept publication."""

    source: str
    moved: float
    published: str
    words: str
    reliable: bool


@dataclass(frozen=True, slots=True)
class _Vintage:
    """A kept vintage."""

    as_of: date
    learnt: int
    sources: int
    newest: str
    months: Sequence[str]
    abroad: Mapping[str, Sequence[float]]
    now: int
    converged: bool
    movers: Sequence[_Mover]
    note: str


def history_page(title: str, events: Sequence[Event], vintages: Sequence[Vintage]) -> str:
    """The page.

    Parameters
    ----------
    title
        Of the case.
    events
        Of the case; surges are marked.
    vintages
        Oldest first.

    Examples
    --------
    >>> "no vintage" in history_page("Example", (), [])
    True
    """
    figure = _figure(events, vintages)
    if figure is None:
        body = Markup("<h1>{}</h1><p>There is no vintage to show.</p>").format(HEADING)
        return bare_page(f"{title}: how the answer evolved", body, title)
    known = [vintage for vintage in vintages if not vintage.note]
    body = Markup("").join(
        [
            svg.tag("h1", HEADING),
            svg.tag("p", figure.finding, class_="lede"),
            Markup('<figure><div class="wide">{}</div><div class="narrow">{}</div>').format(
                figure.wide, figure.narrow
            ),
            svg.tag("figcaption", figure.note),
            Markup(
                "</figure><section id='known'><h2>What was knowable when</h2>{}</section>"
            ).format(_known_table(vintages)),
            Markup(
                "<section id='moved'><h2>What moved it</h2><p class='note'>{}</p>{}</section>"
            ).format(_HOW_MOVED, Markup("").join(_moved(vintage) for vintage in known)),
        ]
    )
    return bare_page(f"{title}: how the answer evolved", body, title)


def history_figure(events: Sequence[Event], records: Sequence[Mapping[str, Any]]) -> Figure | None:
    """The figure of a kept history.

    Parameters
    ----------
    events
        Of the case; surges are marked.
    records
        Vintages as plain values, oldest first.

    Examples
    --------
    >>> history_figure((), []) is None
    True
    """
    return _figure(events, [_kept(record) for record in records])


def _kept(record: Mapping[str, Any]) -> _Vintage:
    movers = [_Mover(**{name: one[name] for name in _Mover.__slots__}) for one in record["movers"]]
    plain = {name: record[name] for name in _Vintage.__slots__}
    return _Vintage(**{**plain, "movers": movers, "as_of": date.fromisoformat(record["as_of"])})


_HOW_TO_READ = (
    "Each bar is the 80% interval for the people living abroad on that day, estimated from nothing "
    "but what had been published by that day. The band is what the newest vintage says of the same "
    "days with hindsight. Thin lines are what each vintage thought of the months before it."
)
_HOW_MOVED = (
    "Publications that were new at each vintage, by how many people they moved the number living "
    "abroad on that day: the estimate with the publication less the estimate without it. A tilde "
    "marks a first-order sketch, where the estimate without it would need a refit."
)


def _figure(events: Sequence[Event], vintages: Sequence[Vintage]) -> Figure | None:
    known = [vintage for vintage in vintages if not vintage.note]
    if not known:
        return None
    last = known[-1]
    window = (date.fromisoformat(last.months[0]), numbers.month_end(last.months[-1][:7]))
    surges = [event for event in events if event.kind is EventKind.SURGE]
    shown = flags.inside(surges, window)
    return Figure(
        key="history",
        heading=HEADING,
        finding=_finding(known),
        wide=_draw(known, shown, window, WIDE, "history-wide"),
        narrow=_draw(known, shown, window, NARROW, "history-narrow"),
        note=f"{_HOW_TO_READ} In the table, a tilde marks a first-order sketch of a move.",
        notes=[f"{event.title}, {numbers.day(event.date)}" for event in shown],
        notes_always=flags.place(shown, WIDE, window).numbered,
        table=Table(
            "What was knowable when, and which new publications moved the answer most",
            (*_KNOWN, "Moved most by"),
            [[*_known(vintage), _most(vintage)] for vintage in vintages],
        ),
    )


def _finding(known: Sequence[Vintage]) -> str:
    first, last = known[0], known[-1]
    then = f"On {numbers.day(first.as_of)} the published claims put {_span(first)} people abroad"
    if len(known) == 1 or first.months[first.now] not in last.months:
        return f"{then}."
    at = last.months.index(first.months[first.now])
    low, high = last.abroad["q10"][at], last.abroad["q90"][at]
    return f"{then}; with hindsight it was {numbers.interval(low, high)} (80% intervals)."


def _draw(
    known: Sequence[Vintage],
    events: Sequence[Event],
    window: tuple[date, date],
    layout: Layout,
    key: str,
) -> Markup:
    last = known[-1]
    flagged = flags.place(events, layout, window)
    most = max(*(v.abroad["q90"][v.now] for v in known), *last.abroad["q90"], 1.0) * 1.05
    x = layout.time(window)
    # Labels of the bars stand above them, below the flags.
    top, bottom = flagged.height + 18, flagged.height + layout.height
    y = Linear(0.0, most, bottom, top)
    body = [
        *value_grid(ticks(most, layout.ticks), y, layout.left, x.last),
        *flagged.draw(bottom),
        _hindsight(last, x, y),
        *(_line(vintage, x, y) for vintage in known),
        *_bars(known, x, y, window[1], layout),
        *year_axis(window, x, bottom),
    ]
    return svg.canvas(
        key,
        (layout.width, bottom + 26),
        "Living abroad as known on each day",
        _finding(known),
        body,
    )


def _hindsight(last: Vintage, x: Linear, y: Linear) -> Markup:
    middle = _points(last, "median", len(last.months), x, y)
    upper, lower = ([y(value) for value in last.abroad[q]] for q in ("q90", "q10"))
    return svg.group(
        [
            svg.bands([at for at, _ in middle], [(upper, lower, "b80")]),
            svg.tag("path", d=svg.line(middle), class_="median"),
        ],
        class_="abroad",
    )


def _points(vintage: Vintage, level: str, count: int, x: Linear, y: Linear) -> list[svg.Point]:
    return [
        (x(numbers.month_end(month[:7]).toordinal()), y(value))
        for month, value in zip(vintage.months[:count], vintage.abroad[level][:count], strict=True)
    ]


def _line(vintage: Vintage, x: Linear, y: Linear) -> Markup:
    points = _points(vintage, "median", vintage.now + 1, x, y)
    return svg.tag("path", d=svg.line(points), class_="then left")


def _bars(
    known: Sequence[Vintage], x: Linear, y: Linear, end: date, layout: Layout
) -> list[Markup]:
    drawn = []
    free = -1e9
    for vintage in known:
        at = x(min(vintage.as_of, end).toordinal())
        low, middle, high = (y(vintage.abroad[q][vintage.now]) for q in ("q10", "median", "q90"))
        drawn.append(
            svg.group(
                [
                    svg.tag("title", f"{numbers.day(vintage.as_of)}: {_span(vintage)}"),
                    svg.tag("line", x1=at, x2=at, y1=low, y2=high, class_="whisker"),
                    svg.tag("circle", cx=at, cy=middle, r=4.5, class_="dot"),
                ],
                class_="left",
            )
        )
        # A label that would touch the one before it is left to the table.
        if at - free >= _LABEL:
            free = at
            name = f"{vintage.as_of:%b %Y}" if layout.is_wide else f"{vintage.as_of:%b}"
            text = f"{vintage.as_of:%Y}" if vintage.as_of > end else name
            drawn.append(svg.tag("text", text, x=at, y=high - 8, class_="small mid value"))
    return drawn


_KNOWN = ("Known on", "Claims learnt from", "Sources", "They speak of days up to", "Abroad then")


def _known(vintage: Vintage) -> list[str]:
    day = numbers.day(vintage.as_of)
    if vintage.note:
        return [day, vintage.note, "", "", ""]
    sketch = "" if vintage.converged else " (sketch)"
    return [
        day,
        str(vintage.learnt),
        str(vintage.sources),
        vintage.newest,
        f"{_span(vintage)}{sketch}",
    ]


def _known_table(vintages: Sequence[Vintage]) -> Markup:
    rows = [
        svg.tag("tr", svg.tag("th", row[0], scope="row"), *(svg.tag("td", c) for c in row[1:]))
        for row in map(_known, vintages)
    ]
    header = svg.tag("tr", *(svg.tag("th", name, scope="col") for name in _KNOWN))
    table = svg.tag("table", svg.tag("thead", header), svg.tag("tbody", *rows))
    return svg.tag("div", table, class_="scroll")


def _most(vintage: Vintage) -> str:
    return "; ".join(
        f"{_signed(mover.moved, mover.reliable)} by {mover.source}"
        for mover in vintage.movers[:_MOVERS]
    )


def _moved(vintage: Vintage) -> Markup:
    items = [
        svg.tag(
            "li",
            svg.tag("strong", _signed(mover.moved, mover.reliable)),
            f" {mover.words}; published {mover.published}",
        )
        for mover in vintage.movers
    ]
    if not items:
        return Markup("")
    return Markup("<h3>{}</h3>{}").format(numbers.day(vintage.as_of), svg.tag("ul", *items))


def _span(vintage: Vintage) -> str:
    return numbers.interval(vintage.abroad["q10"][vintage.now], vintage.abroad["q90"][vintage.now])


def _signed(value: float, is_reliable: bool) -> str:
    sign = "+" if value >= 0 else numbers.MINUS
    return f"{'' if is_reliable else '~ '}{sign}{float(f'{abs(value):.2g}'):,.0f}"
