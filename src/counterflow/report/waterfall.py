"""The waterfall: how one number becomes another, in steps that add up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from counterflow.report import numbers, svg
from counterflow.report.account import TOTAL, Account
from counterflow.report.figure import Figure, Table
from counterflow.report.labels import shorten
from counterflow.report.scale import Linear, ticks

RULE = (
    "Bars are posterior means, because means add up and medians do not. All are rounded to the "
    "same step, and the rounding is shared out so that the steps sum exactly."
)


@dataclass(frozen=True, slots=True)
class Level:
    """A total at which the waterfall stands, for instance a published number.

    Examples
    --------
    >>> Level("Exit records", "Trips out of the country, 2022", 1_300_000).value
    1300000
    """

    label: str
    detail: str
    value: float


@dataclass(frozen=True, slots=True)
class Step:
    """A change from what is above to what is below it.

    Examples
    --------
    >>> Step("Repeat trips", "The same person, counted again", -190_000).change
    -190000
    """

    label: str
    detail: str
    change: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Levels and the steps between them.

    Parameters
    ----------
    heading, finding
        The question, and the answer in one sentence with numbers.
    parts
        Begins and ends with a level. Between two levels stand the steps; where they do not close,
        the remainder is drawn as unexplained.
    precision
        Rounding step in persons.
    note
        More to say below the chart; may be blank.

    Raises
    ------
    ValueError
        If it does not begin and end with a level.

    Examples
    --------
    >>> parts = (Level("a", "", 10), Step("b", "", -3), Level("c", "", 7))
    >>> [bar.change for bar in Waterfall("Why?", "So.", parts, 1).bars()]
    [10.0, -3.0, 7.0]
    """

    heading: str
    finding: str
    parts: tuple[Level | Step, ...]
    precision: float
    note: str = ""

    def __post_init__(self) -> None:
        if not self.parts or not all(isinstance(self.parts[k], Level) for k in (0, -1)):
            raise ValueError("a waterfall begins and ends with a level")

    def bars(self) -> list[Bar]:
        """What is drawn: rounded, summing exactly, unexplained remainders included."""
        drawn: list[Bar] = []
        pending: list[Step] = []
        standing = 0.0
        for part in self.parts:
            if isinstance(part, Step):
                pending.append(part)
                continue
            level = _round(part.value, self.precision)
            if drawn:
                drawn += _between(standing, level, pending, self.precision)
            drawn.append(Bar(part.label, part.detail, 0.0, level, "level"))
            standing, pending = level, []
        return drawn


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar from `start` to `end`; its kind is level, step or unexplained.

    Examples
    --------
    >>> Bar("Returns", "Went home", start=10_000, end=8_000, kind="step").change
    -2000
    """

    label: str
    detail: str
    start: float
    end: float
    kind: str

    @property
    def change(self) -> float:
        """Its length with its sign."""
        return self.end - self.start


def _round(value: float, step: float) -> float:
    return float(math.floor(value / step + 0.5) * step)


def _between(standing: float, level: float, steps: Sequence[Step], precision: float) -> list[Bar]:
    """Steps from one level to the next.

    Steps that close to within half a rounding step per bar share the rounding, largest remainder
    first; a larger gap is a bar of its own.
    """
    gap = (level - standing) - sum(step.change for step in steps)
    closes = bool(steps) and abs(gap) <= precision * (len(steps) + 1) / 2
    changes = [_round(step.change, precision) for step in steps]
    if closes:
        changes = _shared(steps, round((level - standing) / precision), precision)
    bars = []
    for step, change in zip(steps, changes, strict=True):
        bars.append(Bar(step.label, step.detail, standing, standing + change, "step"))
        standing += change
    if standing != level:
        words = "What no step accounts for"
        bars.append(Bar("Unexplained", words, standing, level, "unexplained"))
    return bars


def _shared(steps: Sequence[Step], total: int, precision: float) -> list[float]:
    """Whole multiples of the precision near the changes that add up to a total."""
    exact = [step.change / precision for step in steps]
    whole = [math.floor(value) for value in exact]
    missing = total - sum(whole)
    order = sorted(range(len(exact)), key=lambda k: (whole[k] - exact[k], k))
    each, more = divmod(missing, len(exact))
    for rank, k in enumerate(order):
        whole[k] += each + (rank < more)
    return [float(value * precision) for value in whole]


def account_waterfall(account: Account) -> Waterfall | None:
    """From all departures to those abroad at the end, year by year, from the account's means.

    Parameters
    ----------
    account
        The account, with `TOTAL` departures, returns and stock.

    Examples
    --------
    >>> import numpy as np
    >>> from datetime import date
    >>> from counterflow.estimation.tables import quantile_table
    >>> people = np.linspace(900.0, 1100.0, 9)[:, None, None] * [[[1.0], [2.0]]]
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> draws = {"departures": people, "returns": people / 10, "stock": 0.9 * people}
    >>> account = Account(quantile_table(draws, months, ["GEO"]))
    >>> [level.label for level in account_waterfall(account).parts]
    ['Left in 2022', 'Returned in 2022', 'Abroad at the end of February 2022']
    """
    left, back, abroad = (account.get(TOTAL, q) for q in ("departures", "returns", "stock"))
    if left is None or back is None or abroad is None:
        return None
    if not all(math.isfinite(v) for s in (left, back, abroad) for v in s.levels["mean"]):
        return None
    precision = numbers.step_for(abroad.last("q90") - abroad.last("q10"))
    parts: list[Level | Step] = []
    for year in sorted({month[:4] for month in left.months}):
        ks = [k for k, month in enumerate(left.months) if month[:4] == year]
        out = sum(left.levels["mean"][k] for k in ks)
        home = sum(back.levels["mean"][k] for k in ks)
        if parts:
            parts.append(Step(f"Left in {year}", "Departures from the origin", out))
        else:
            parts.append(Level(f"Left in {year}", "Departures from the origin", out))
        parts.append(Step(f"Returned in {year}", "Moves home, whenever they had left", -home))
        words = numbers.at_the_end_of(numbers.month_end(left.months[ks[-1]]))
        parts.append(
            Level(f"Abroad {words}", "People living abroad", abroad.levels["mean"][ks[-1]])
        )
    total = sum(left.levels["mean"])
    home = sum(back.levels["mean"])
    finding = (
        f"Of about {_words(total, precision)} departures about {_words(home, precision)} were "
        f"undone by a return, which leaves about {_words(total - home, precision)} people abroad "
        f"{numbers.at_the_end_of(numbers.month_end(left.months[-1]))}."
    )
    return Waterfall(
        "From everyone who left to those still abroad",
        finding,
        tuple(parts),
        precision,
        "The means stand a little above the medians elsewhere on this page, because the "
        "distributions lean to the right. A person who left twice departed twice.",
    )


def _words(value: float, precision: float) -> str:
    return numbers.words(value, precision)


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes of one variant, in pixels.

    Examples
    --------
    >>> WIDE.width - WIDE.left - WIDE.right
    530
    """

    width: float
    left: float
    right: float
    row: float
    detailed: bool


WIDE = Layout(940, 320, 90, 40, True)
NARROW = Layout(380, 0, 58, 42, False)


def waterfall_figure(waterfall: Waterfall | None) -> Figure | None:
    """The chart of a waterfall; None where there is none.

    Examples
    --------
    >>> waterfall_figure(None) is None
    True
    """
    if waterfall is None:
        return None
    bars = waterfall.bars()
    words = (waterfall.heading, waterfall.finding)
    return Figure(
        key="waterfall",
        heading=waterfall.heading,
        finding=waterfall.finding,
        wide=_draw(bars, WIDE, words, waterfall.precision, "waterfall-wide"),
        narrow=_draw(bars, NARROW, words, waterfall.precision, "waterfall-narrow"),
        note=f"{waterfall.note} {RULE}".strip(),
        table=Table(
            "Steps of the waterfall",
            ("Step", "What it is", "Change", "Total after it"),
            [
                [
                    bar.label,
                    bar.detail,
                    "" if bar.kind == "level" else signed(bar.change),
                    numbers.digits(bar.end),
                ]
                for bar in bars
            ],
        ),
    )


def signed(value: float) -> str:
    """A change with its sign.

    Examples
    --------
    >>> signed(60_000), signed(-185_000)
    ('+60,000', '−185,000')
    """
    return f"{'+' if value > 0 else ''}{numbers.digits(value)}"


def _draw(
    bars: Sequence[Bar], layout: Layout, words: tuple[str, str], precision: float, key: str
) -> Markup:
    low = min(0.0, *(min(bar.start, bar.end) for bar in bars))
    high = max(0.0, *(max(bar.start, bar.end) for bar in bars)) or 1.0
    x = Linear(low, high, layout.left, layout.width - layout.right)
    top, thick = 26.0, 22.0 if layout.detailed else 17.0
    bottom = top + layout.row * len(bars)
    body = []
    for value in ticks(high, 4 if layout.detailed else 3):
        at = x(value)
        body.append(svg.tag("line", x1=at, x2=at, y1=top - 6, y2=bottom, class_="grid"))
        body.append(svg.tag("text", numbers.tick(value), x=at, y=top - 12, class_="m mid"))
    for k, bar in enumerate(bars):
        # Where there is no room beside the bars their names stand above them.
        middle = top + layout.row * (k + (0.5 if layout.detailed else 0.72))
        first, last = sorted((x(bar.start), x(bar.end)))
        body.append(
            svg.tag(
                "rect",
                x=first,
                y=middle - thick / 2,
                width=max(last - first, 1.0),
                height=thick,
                class_=f"bar-{bar.kind}{' up' if bar.change > 0 else ''}",
            )
        )
        if k + 1 < len(bars):
            at, below = x(bar.end), middle + layout.row - thick / 2
            body.append(
                svg.tag("line", x1=at, x2=at, y1=middle + thick / 2, y2=below, class_="joint")
            )
        size = numbers.compact(abs(bar.change), precision)
        sign = "" if bar.kind == "level" else "+" if bar.change > 0 else numbers.MINUS
        body.append(
            svg.tag("text", f"{sign}{size}", x=last + 7, y=middle + 4.5, class_="strong value")
        )
        body += _names(bar, layout, middle)
    return svg.canvas(key, (layout.width, bottom + 4), *words, body)


def _names(bar: Bar, layout: Layout, middle: float) -> list[Markup]:
    x, room = layout.left - 12, layout.left - 14
    is_level = "strong" if bar.kind == "level" else ""
    if not layout.detailed:
        label = shorten(bar.label, layout.width, 12.5)
        return [svg.tag("text", label, x=0, y=middle - 13, class_=f"value {is_level}".strip())]
    if not bar.detail:
        label = shorten(bar.label, room, 12.5)
        return [svg.tag("text", label, x=x, y=middle + 4.5, class_=f"end {is_level}".strip())]
    return [
        svg.tag(
            "text",
            shorten(bar.label, room, 12.5),
            x=x,
            y=middle - 2,
            class_=f"end {is_level}".strip(),
        ),
        svg.tag("text", shorten(bar.detail, room, 11.5), x=x, y=middle + 13, class_="end m small"),
    ]
