"""The impact in the report: what leaving and returning did to the economies at both ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup

from counterflow.cases.impact import Quantity
from counterflow.impact import Bar, Finding, Line, Summary, Tornado, Verdict
from counterflow.report import names, numbers, svg
from counterflow.report.dots import Dot, Interval
from counterflow.report.figure import Figure, Panel, Table
from counterflow.report.labels import shorten
from counterflow.report.rooms import dots_figure
from counterflow.report.scale import Linear

WORDS = {
    Verdict.AGREES: "Agrees",
    Verdict.WITHIN_ERROR: "Within the error of its source",
    Verdict.HIGH: "Too high",
    Verdict.LOW: "Too low",
}
SHOWN = 6
WIDTH, LEFT, RIGHT, ROW, TOP = 330.0, 150.0, 8.0, 24.0, 22.0


def impact_figures(shown: Summary) -> tuple[Figure, ...]:
    """Figures of an impact, in reading order; a part without lines is left out.

    Parameters
    ----------
    shown
        What is said of the impact; nothing is computed here but its drawing.

    Examples
    --------
    >>> impact_figures(Summary((), (), (), (), (), (), (), (), ()))
    ()
    """
    figures = (
        _labour(shown.labour),
        _profiles(shown.waves, shown.refused),
        _growth(shown.growth, shown.money),
        _hosts(shown.hosts),
        _published(shown.findings),
        _matters(shown.tornadoes),
    )
    return tuple(figure for figure in figures if figure is not None)


def _dot(line: Line) -> Dot:
    _, q10, q25, q50, q75, q90, _ = line.levels
    label = f"{line.label[:1].upper()}{line.label[1:]}"
    return Dot(label, line.detail, Interval(q10, q25, q50, q75, q90))


def _dots(lines: Iterable[Line]) -> tuple[Dot, ...]:
    return tuple(_dot(line) for line in lines)


def _span(line: Line) -> str:
    return numbers.interval(line.levels[1], line.levels[5])


def _said(line: Line) -> str:
    step = numbers.step_for(line.levels[5] - line.levels[1])
    return numbers.words(line.median, step)


def _of(lines: Sequence[Line], unit: str) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.unit == unit)


def _labour(lines: Sequence[Line]) -> Figure | None:
    people, shares = _of(lines, "persons"), _of(lines, "percent")
    if not people:
        return None
    lost, regained, abroad = people[:3]
    share = f", {_span(shares[0])}% of the labour force" if shares else ""
    return dots_figure(
        "impact-labour",
        "What it did to the labour force",
        f"About {_said(lost)} moves took workers out of the labour force and {_said(regained)} "
        f"brought them back; {_span(abroad)} were abroad at the end{share} (80% interval).",
        _dots(people),
        note="Moves: a person who leaves twice counts twice. Groups add up to all workers in each "
        "draw; of medians that need not hold.",
    )


def _profiles(lines: Sequence[Line], refused: Sequence[tuple[str, str]]) -> Figure | None:
    if not lines:
        return None
    widest = max(lines, key=lambda line: line.levels[5] - line.levels[1])
    hidden = " and ".join(name for name, _ in refused)
    left_out = f" Not shown, because the evidence does not carry it: {hidden}." if hidden else ""
    return dots_figure(
        "impact-profiles",
        "Who they are",
        f"Surveys are answered by volunteers, so shares are known within wide bounds: least for "
        f"{widest.label} {widest.detail}, {_span(widest)}%.",
        _dots(lines),
        unit="percent",
        note="Share among adults who left, by wave; a status is one of those abroad. Each source "
        f"may reach some people more than others.{left_out}",
    )


def _growth(lines: Sequence[Line], money: Sequence[Line]) -> Figure | None:
    if not lines:
        return None
    returns = [line for line in lines if line.label.endswith("returns")]
    direct, demand = max(
        zip(returns[::2], returns[1::2], strict=True), key=lambda pair: pair[0].median
    )
    taken = " and ".join(_money(line.levels[1], line.levels[5], line.unit) for line in money)
    deposits = f" Leavers took {taken} of deposits with them (80% intervals)." if taken else ""
    return dots_figure(
        "impact-growth",
        "What it did to growth",
        f"At most, in {direct.label.partition(',')[0]}, returns added {_span(direct)} percentage "
        f"points through work and {_span(demand)} through spending (80% intervals).{deposits}",
        _dots(lines),
        note="Percentage points of a year's growth. The two channels are kept apart: where hands "
        "are short, spending raises prices as well as output, and the sum is an upper end.",
    )


def _money(low: float, high: float, unit: str) -> str:
    """Two amounts in billions or trillions, as large sums are said."""
    name, size = ("trillion", 1e12) if high >= 1e12 else ("billion", 1e9)
    return f"{numbers.interval(low / size, high / size)} {name} {unit}"


def _hosts(lines: Sequence[Line]) -> Figure | None:
    percent = _of(lines, "percent")
    if not percent:
        return None
    rents = [line for line in percent if line.detail.startswith("rents")]
    top = max(rents, key=lambda line: line.median)
    city = top.detail.removeprefix("rents in ").partition(",")[0]
    return dots_figure(
        "impact-hosts",
        "What it did at the destinations",
        f"Rents rose most in {city}: by {_span(top)}% at the peak, from arrivals alone (80% "
        "interval).",
        _dots(percent),
        unit="percent",
        note="At the peak of each. Rents are against rents without the arrivals, in an average "
        "flat: what is asked of newcomers in the first weeks moves further.",
    )


def _published(findings: Sequence[Finding]) -> Figure | None:
    if not findings:
        return None
    inside = sum(finding.inside for finding in findings)
    drawn = [finding for finding in findings if finding.stated > 0]
    figure = dots_figure(
        "impact-published",
        "Published figures on the economy",
        f"{inside} of {len(findings)} published figures lie inside the 90% interval of what the "
        "account and the assumptions imply for such a source; the others have a reason.",
        tuple(_against(finding) for finding in drawn),
        zero=1.0,
        note="What the account implies, the figure as published being 1. No assumption was set to "
        "meet a figure. The table gives each verdict and its reason.",
    )
    return replace(figure, table=_verdicts(findings))


def _against(finding: Finding) -> Dot:
    _, *middle, _ = (level / finding.stated for level in finding.levels)
    claim = finding.claim
    host, profile = finding.check.host, finding.check.profile
    where = names.place_name(host) if host else finding.claim.population if profile else ""
    label = f"{_QUANTITY[finding.check.quantity.value]}{f', {where}' if where else ''}"
    return Dot(label, f"{claim.id}: {_stated(finding)}", Interval(*middle))


_QUANTITY = {
    "workers_lost": "Workers lost",
    "workers_regained": "Workers regained",
    "growth_from_returns": "Growth from returns",
    "deposits_withdrawn": "Deposits withdrawn",
    "departures": "Departures",
    "stock": "People abroad",
    "rent": "Rents",
    "companies": "Companies",
}


def _stated(finding: Finding) -> str:
    claim = finding.claim
    hedges = {"at_least": "more than ", "at_most": "at most ", "up_to": "up to "}
    if claim.value is None:
        text = f"{_exact(finding.low)} to {_exact(finding.high)}"
    else:
        text = hedges.get(claim.hedge.value, "") + _exact(claim.value)
    return numbers.in_unit(text, "percent" if "percent" in claim.unit.value else claim.unit.value)


def _exact(value: float) -> str:
    for size, name in ((1e12, "trillion"), (1e9, "billion")):
        if value >= size:
            return f"{value / size:g} {name}"
    return numbers.digits(value) if value == round(value) else f"{value:g}"


def _verdicts(findings: Sequence[Finding]) -> Table:
    rows = [
        [
            f"{_QUANTITY[finding.check.quantity.value]} ({finding.claim.id})",
            finding.claim.title,
            _stated(finding),
            _ends_of(finding.credible, finding),
            _ends_of(finding.predictive, finding),
            WORDS[finding.verdict],
            finding.check.note,
        ]
        for finding in findings
    ]
    return Table(
        "Published figures and what the account implies",
        ("Figure", "Where", "Says", "90% interval", "With its source's error", "Verdict", "Why"),
        rows,
    )


def _ends_of(ends: tuple[float, float], finding: Finding) -> str:
    unit = finding.claim.unit.value
    if finding.check.quantity is Quantity.DEPOSITS_WITHDRAWN:
        return _money(*ends, unit)
    return numbers.interval(*ends, "percent" if "percent" in unit else "")


def _matters(charts: Sequence[Tornado]) -> Figure | None:
    drawn = [chart for chart in charts if chart.bars]
    if not drawn:
        return None
    firsts = ", ".join(dict.fromkeys(_input(chart.bars[0].name) for chart in drawn))
    return Figure(
        key="impact-matters",
        heading="Which assumption matters",
        finding=f"What moves these {len(drawn)} outcomes most: {firsts}.",
        panels=[_panel(f"impact-matters-{k}", chart) for k, chart in enumerate(drawn)],
        note="Each bar runs from the mean of the outcome where the input is in its lowest tenth to "
        "that where it is in its highest, all else varying as it may; the line is the mean of all.",
        table=Table(
            "Inputs and the outcomes they move",
            ("Outcome", "Input", "Where it is low", "Where it is high", "Of the variance"),
            [
                [chart.name, _input(bar.name), *_ends(bar, chart), f"{bar.share:.0%}"]
                for chart in drawn
                for bar in chart.bars
            ],
        ),
    )


def _ends(bar: Bar, chart: Tornado) -> tuple[str, str]:
    step = numbers.step_for(max(bar.swing, 1e-9))
    unit = "percent" if chart.unit == "percent" else ""
    low, high = (numbers.in_unit(numbers.words(end, step), unit) for end in (bar.low, bar.high))
    return low, high


def _panel(key: str, chart: Tornado) -> Panel:
    bars = chart.bars[:SHOWN]
    ends = [end for bar in bars for end in (bar.low, bar.high)]
    x = Linear(min(*ends, chart.mean), max(*ends, chart.mean), LEFT, WIDTH - RIGHT)
    bottom = TOP + ROW * len(bars)
    at = x(chart.mean)
    body = [svg.tag("line", x1=at, x2=at, y1=TOP - 8, y2=bottom, class_="rule reference")]
    for k, bar in enumerate(bars):
        body += _bar(bar, x, TOP + ROW * (k + 0.5))
    low, high = min(ends), max(ends)
    step = numbers.step_for(max(high - low, 1e-9))
    for end, anchor in ((low, "m start"), (high, "m end")):
        body.append(svg.tag("text", numbers.compact(end, step), x=x(end), y=12, class_=anchor))
    words = f"{chart.name}: {', '.join(bar.name for bar in bars)} matter most."
    drawing = svg.canvas(
        key,
        (WIDTH, bottom + 4),
        chart.name,
        words,
        body,
        class_="abroad",
    )
    unit = chart.unit.replace("_", " ")
    return Panel(chart.name, f"In {unit}", drawing)


def _bar(bar: Bar, x: Linear, y: float) -> list[Markup]:
    first, last = sorted((x(bar.low), x(bar.high)))
    return [
        svg.tag("rect", x=first, y=y - 7, width=max(last - first, 1), height=14, class_="b50"),
        # A dot at the end where the input is high tells the direction.
        svg.tag("circle", cx=x(bar.high), cy=y, r=4, class_="dot"),
        svg.tag("text", shorten(_input(bar.name), LEFT - 12, 12), x=0, y=y + 4, class_="m"),
    ]


def _input(name: str) -> str:
    """Name of an input in words: `ARM.city_share` is the city share of Armenia."""
    place, dot, own = name.partition(".")
    words = own if dot else place
    known = names.place_name(place) if dot and place.isupper() else place if dot else ""
    return f"{words.replace('_', ' ')}{f', {known}' if known else ''}"
