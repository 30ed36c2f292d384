"""How the answer evolved from vintage to vintage, as one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from markupsafe import Markup

from counterflow.cases.case import Event, EventKind
from counterflow.report.diagnosis import bare_page
from counterflow.report.scale import Linear, ticks, years
from counterflow.report.svg import band, canvas, group, line, tag

_SIZE = (920.0, 430.0)
_LEFT, _RIGHT, _TOP, _BOTTOM = 70.0, 20.0, 46.0, 34.0


class Mover(Protocol):
    """A publication and how far it moved the answer."""

    @property
    def moved(self) -> float: ...
    @property
    def published(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def reliable(self) -> bool: ...


class Known(Protocol):
    """A vintage: `counterflow.diagnostics.history.Vintage`."""

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
    def abroad(self) -> dict[str, list[float]]: ...
    @property
    def now(self) -> int: ...
    @property
    def converged(self) -> bool: ...
    @property
    def movers(self) -> Sequence[Mover]: ...
    @property
    def note(self) -> str: ...


def history_page(title: str, events: Sequence[Event], vintages: Sequence[Known]) -> str:
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
    known = [vintage for vintage in vintages if not vintage.note]
    if not known:
        body = Markup("<h1>How the answer evolved</h1><p>There is no vintage to show.</p>")
        return bare_page(f"{title}: how the answer evolved", body, title)
    body = Markup("").join(
        [
            Markup("<h1>How the answer evolved</h1>"),
            tag("p", _finding(known), class_="lede"),
            tag("p", _HOW_TO_READ, class_="note"),
            Markup("<figure>{}</figure>").format(_chart(events, known)),
            Markup("<section id='known'><h2>What was knowable when</h2>{}</section>").format(
                _known_table(vintages)
            ),
            Markup(
                "<section id='moved'><h2>What moved it</h2><p class='note'>{}</p>{}</section>"
            ).format(_HOW_MOVED, Markup("").join(_moved(vintage) for vintage in known)),
        ]
    )
    return bare_page(f"{title}: how the answer evolved", body, title)


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


def _finding(known: Sequence[Known]) -> str:
    first, last = known[0], known[-1]
    low, high = first.abroad["q10"][first.now], first.abroad["q90"][first.now]
    then = f"On {_day(first.as_of)} the published claims put {_number(low)} to {_number(high)}"
    if len(known) == 1 or first.months[first.now] not in last.months:
        return f"{then} people abroad."
    at = last.months.index(first.months[first.now])
    low, high = last.abroad["q10"][at], last.abroad["q90"][at]
    return f"{then} people abroad; with hindsight it was {_number(low)} to {_number(high)}."


def _chart(events: Sequence[Event], known: Sequence[Known]) -> Markup:
    last = known[-1]
    days = [_month_end(month) for month in last.months]
    start, end = date.fromisoformat(last.months[0]), days[-1]
    most = max(*(v.abroad["q90"][v.now] for v in known), *last.abroad["q90"], 1.0)
    x = Linear(start.toordinal(), end.toordinal(), _LEFT, _SIZE[0] - _RIGHT)
    y = Linear(0.0, 1.05 * most, _SIZE[1] - _BOTTOM, _TOP)
    body = [*_axes(x, y, start, end, most), *_events(events, x, start, end)]
    body.append(_hindsight(last, days, x, y))
    for vintage in known:
        body += _vintage(vintage, x, y, end)
    return canvas(
        "history",
        _SIZE,
        "Living abroad as known on each day",
        _finding(known),
        body,
        style="width:100%",
    )


def _axes(x: Linear, y: Linear, start: date, end: date, most: float) -> list[Markup]:
    found = []
    for value in ticks(1.05 * most):
        found.append(
            tag("line", x1=_LEFT, x2=_SIZE[0] - _RIGHT, y1=y(value), y2=y(value), class_="grid")
        )
        found.append(tag("text", _number(value), x=_LEFT - 8, y=y(value) + 4, class_="m end"))
    for first, until, name in years(start, end):
        middle = (x(first.toordinal()) + x(until.toordinal())) / 2
        found.append(tag("text", name, x=middle, y=_SIZE[1] - 10, class_="m mid"))
        if first > start:
            at = x(first.toordinal())
            found.append(
                tag("line", x1=at, x2=at, y1=_TOP, y2=_SIZE[1] - _BOTTOM + 6, class_="grid")
            )
    return found


def _events(events: Sequence[Event], x: Linear, start: date, end: date) -> list[Markup]:
    shown = [e for e in events if e.kind is EventKind.SURGE and start <= e.date <= end]
    found = []
    for row, event in enumerate(sorted(shown, key=lambda e: e.date)):
        at = x(event.date.toordinal())
        found.append(
            group(
                [
                    tag("line", x1=at, x2=at, y1=_TOP - 8, y2=_SIZE[1] - _BOTTOM),
                    tag("text", event.title, x=at + 5, y=_TOP - 30 + 15 * (row % 2)),
                ],
                class_="event",
            )
        )
    return found


def _hindsight(last: Known, days: Sequence[date], x: Linear, y: Linear) -> Markup:
    upper, lower, middle = (
        [(x(day.toordinal()), y(v)) for day, v in zip(days, last.abroad[q], strict=True)]
        for q in ("q90", "q10", "median")
    )
    return group(
        [
            tag("path", d=band(upper, lower), fill="currentColor", opacity="0.18"),
            tag("path", d=line(middle), fill="none", stroke="currentColor", stroke_width="2"),
        ],
        class_="abroad",
    )


def _vintage(vintage: Known, x: Linear, y: Linear, end: date) -> list[Markup]:
    points = [
        (x(_month_end(month).toordinal()), y(vintage.abroad["median"][at]))
        for at, month in enumerate(vintage.months[: vintage.now + 1])
    ]
    at = x(min(vintage.as_of, end).toordinal())
    low, middle, high = (y(vintage.abroad[q][vintage.now]) for q in ("q10", "median", "q90"))
    name = "after" if vintage.as_of > end else f"{vintage.as_of:%b %Y}"
    marks = [
        tag("path", d=line(points), fill="none", stroke="currentColor", opacity="0.45"),
        tag("line", x1=at, x2=at, y1=low, y2=high, stroke="currentColor", stroke_width="3"),
        tag("circle", cx=at, cy=middle, r=4.5, fill="currentColor"),
        tag("title", f"{_day(vintage.as_of)}: {_span(vintage)}"),
    ]
    label = tag("text", name, x=_near(at), y=high - 8, class_="small mid")
    return [group(marks, class_="left"), *([label] if vintage.as_of <= end else [])]


def _near(at: float) -> float:
    """Where a label centred on a mark fits into the drawing."""
    return min(max(at, _LEFT + 26), _SIZE[0] - _RIGHT - 26)


def _known_table(vintages: Sequence[Known]) -> Markup:
    head = ("Known on", "Claims learnt from", "Sources", "They speak of days up to", "Abroad then")
    rows = []
    for vintage in vintages:
        cells = (
            [vintage.note, "", "", ""]
            if vintage.note
            else [
                str(vintage.learnt),
                str(vintage.sources),
                vintage.newest,
                _span(vintage) + ("" if vintage.converged else " (sketch)"),
            ]
        )
        rows.append(
            tag(
                "tr",
                tag("th", _day(vintage.as_of), scope="row"),
                *(tag("td", cell) for cell in cells),
            )
        )
    header = tag("tr", *(tag("th", name, scope="col") for name in head))
    table = tag("table", tag("thead", header), tag("tbody", *rows))
    return tag("div", table, class_="scroll")


def _moved(vintage: Known) -> Markup:
    items = [
        tag(
            "li",
            tag("strong", f"{'' if mover.reliable else '~ '}{_signed(mover.moved)}"),
            f" {mover.words}; published {mover.published}",
        )
        for mover in vintage.movers
    ]
    if not items:
        return Markup("")
    return Markup("<h3>{}</h3>{}").format(_day(vintage.as_of), tag("ul", *items))


def _span(vintage: Known) -> str:
    low, high = (vintage.abroad[q][vintage.now] for q in ("q10", "q90"))
    return f"{_number(low)} to {_number(high)}"


def _number(value: float) -> str:
    return f"{float(f'{value:.2g}'):,.0f}"


def _signed(value: float) -> str:
    return f"{'+' if value >= 0 else '−'}{_number(abs(value))}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _month_end(month: str) -> date:
    first = date.fromisoformat(month)
    return date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
