"""Tables for the terminal: problems and claims, readable at 80 columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from counterflow.ledger.claim import Claim, Status
from counterflow.ledger.problem import Problem
from counterflow.terms import Hedge, Measure, Period, Unit

MARKS = {
    Status.OBSERVATION: " ",
    Status.FORECAST: "f",
    Status.CORRECTED: "c",
    Status.CORRUPT: "x",
    Status.CONTEXT: "-",
    Status.PROPOSED: "?",
}

_SIGNS = {
    Hedge.EXACT: "",
    Hedge.ABOUT: "~",
    Hedge.AT_LEAST: ">",
    Hedge.AT_MOST: "≤",
    Hedge.UP_TO: "up to ",
    Hedge.RANGE: "",
    Hedge.ORDER_OF_MAGNITUDE: "",
}
_UNIT_SIGNS = {Unit.PERCENT: "%", Unit.PERCENT_CHANGE: "%", Unit.RATIO: "×"}
_USUAL_UNITS = {
    Measure.BORDER_ENTRIES: Unit.CROSSINGS,
    Measure.BORDER_EXITS: Unit.CROSSINGS,
    Measure.PERMITS_ISSUED: Unit.PERMITS,
    Measure.PERMITS_VALID: Unit.PERMITS,
    Measure.ASYLUM_APPLICATIONS: Unit.APPLICATIONS,
    Measure.COMPANIES: Unit.COMPANIES,
}
_BILLION = 1e9
_MEASURE_WIDTH, _WHEN_WIDTH = 14, 16


def problems_table(problems: Sequence[Problem]) -> Table:
    """Problems by file, row and column, each with its remedy.

    Examples
    --------
    >>> problems_table([]).row_count
    0
    """
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column("file", no_wrap=True)
    table.add_column("row", justify="right", no_wrap=True)
    table.add_column("column", overflow="fold")
    table.add_column("problem", overflow="fold")
    table.add_column("remedy", overflow="fold")
    for problem in problems:
        # Text, not markup: a cell of the file may hold square brackets.
        table.add_row(
            Text(problem.file),
            str(problem.row or ""),
            Text(problem.column),
            Text(problem.statement),
            Text(problem.remedy),
        )
    return table


def claims_table(claims: Sequence[Claim]) -> Table:
    """Claims with what they count, where, when, how many, and who measured.

    Examples
    --------
    >>> claims_table([]).row_count
    0
    """
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False)
    table.add_column("", width=1)
    table.add_column("id", no_wrap=True)
    table.add_column("measure", no_wrap=True)
    table.add_column("to", overflow="fold", max_width=11)
    table.add_column("when", no_wrap=True)
    table.add_column("number", justify="right", no_wrap=True)
    table.add_column("source", overflow="fold")
    for claim in claims:
        table.add_row(
            MARKS[claim.status],
            Text(claim.id),
            _broken_after(claim.measure.value, "_", _MEASURE_WIDTH),
            Text(_in_pairs(claim.destination) or "any"),
            _broken_after(when(claim), "/", _WHEN_WIDTH),
            number(claim),
            Text(claim.source),
            style="" if claim.is_observation else "dim",
        )
    return table


def _broken_after(text: str, sign: str, width: int) -> str:
    """The text in two lines if it is longer than `width`."""
    return text if len(text) <= width else text.replace(sign, f"{sign}\n", 1)


def _in_pairs(basket: str) -> str:
    """A basket with two places a line."""
    places = basket.split("+") if basket else []
    return "\n+".join("+".join(places[i : i + 2]) for i in range(0, len(places), 2))


def legend(claims: Sequence[Claim]) -> str:
    """What the marks before claims mean; blank if there are none.

    Examples
    --------
    >>> legend([])
    ''
    """
    present = {claim.status for claim in claims} - {Status.OBSERVATION}
    return "  ".join(f"{MARKS[status]} {status.value}" for status in Status if status in present)


def when(claim: Claim) -> str:
    """The day or window of a claim in the shortest ISO 8601 form.

    Examples
    --------
    >>> from counterflow.cli_tables import window
    >>> window(date(2022, 1, 1), date(2022, 12, 31))
    '2022'
    """
    if claim.measure.is_stock and claim.measure is not Measure.STAYED:
        return claim.period_end.isoformat()
    return window(claim.period_start, claim.period_end)


def window(start: date, end: date) -> str:
    """A window as year, month, day or interval; an interval's end leaves out the same year.

    Examples
    --------
    >>> window(date(2022, 2, 24), date(2022, 7, 15))
    '2022-02-24/07-15'
    """
    for text in (f"{start:%Y}", f"{start:%Y-%m}", f"{start:%Y-%m-%d}"):
        if Period.parse(text) == Period(start, end):
            return text
    return f"{start}/{end:%m-%d}" if start.year == end.year else f"{start}/{end}"


def number(claim: Claim) -> str:
    """The number as it was said: hedge, digits in groups, and any unit the measure does not imply.

    Examples
    --------
    >>> claim = Claim(
    ...     id="A1", measure="stock", period_start="2023-01-01", period_end="2023-01-01",
    ...     value="60000", unit="persons", hedge="about", source="s", published="2023",
    ...     status="observation",
    ... )
    >>> number(claim)
    '~60,000'
    """
    usual = _USUAL_UNITS.get(claim.measure, Unit.PERSONS)
    unit = "" if claim.unit is usual else _UNIT_SIGNS.get(claim.unit, f" {claim.unit.value}")
    sign = "" if claim.value is None else _SIGNS[claim.hedge]
    said = digits(claim)
    return said if said == "?" else f"{sign}{said}{unit}"


def digits(claim: Claim) -> str:
    """The number alone, or both ends of its range; `?` if there is none.

    Examples
    --------
    >>> claim = Claim(
    ...     id="A1", measure="stock", period_start="2023-01-01", period_end="2023-01-01",
    ...     low="5000", high="9000", unit="persons", hedge="range", source="s", published="2023",
    ...     status="observation",
    ... )
    >>> digits(claim)
    '5,000–9,000'
    """
    ends = [claim.low, claim.high] if claim.value is None else [claim.value]
    return "–".join(_grouped(end) for end in ends if end is not None) or "?"


def _grouped(value: float) -> str:
    if abs(value) >= _BILLION:  # sums of money; people are never so many
        return f"{value / _BILLION:,g} bn"
    return f"{value:,.0f}" if value.is_integer() else f"{value:,g}"
