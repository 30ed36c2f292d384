"""What other floors may add to a report: each part is drawn when its data is given.

Whoever computes a scoreboard, a forecast or an impact makes figures of it, with `dots_figure` or
with drawings of its own, and hands them over in `Rooms`; the report computes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from counterflow.report import numbers
from counterflow.report.dots import Dot, Interval, dots_chart
from counterflow.report.figure import Figure, Table
from counterflow.report.ledger import Verdict
from counterflow.report.waterfall import Waterfall


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """What a judge of claims says of one claim, in place of the plain comparison.

    Parameters
    ----------
    verdict
        The verdict.
    sentence
        Why, in words with numbers; may be short where the row of the ledger says the rest.

    Examples
    --------
    >>> ClaimVerdict(Verdict.ELSE, "It counts crossings.").verdict.words
    'Measures something else'
    """

    verdict: Verdict
    sentence: str


@dataclass(frozen=True, slots=True)
class Absent:
    """A part that is not there, said in its place.

    Parameters
    ----------
    key, heading
        Identifier in the page, and what would stand there.
    why
        One sentence that ends where the command begins.
    command
        What makes it.

    Examples
    --------
    >>> Absent("history", "How the answer evolved", "Made by", "counterflow history my-case").key
    'history'
    """

    key: str
    heading: str
    why: str
    command: str


@dataclass(frozen=True, slots=True)
class Rooms:
    """Parts of the report that other floors compute; what is missing is not drawn.

    Parameters
    ----------
    verdicts
        Claim id to its verdict, said in the ledger.
    waterfall
        From one headline number to another; the account's own years if not given.
    scoreboard
        How far each source was from the account.
    narrowing
        Which measurement would narrow the interval most.
    forecast, scenarios
        What may come.
    impact
        What it means for the economy.
    history
        The headline as it stood at earlier days.
    diagnosis
        What the estimate rests on: a section of its own.
    absent
        Name of a part to what is said where it would stand.

    Examples
    --------
    >>> Rooms().before_places
    ()
    """

    verdicts: Mapping[str, ClaimVerdict] = field(default_factory=dict)
    waterfall: Waterfall | None = None
    scoreboard: tuple[Figure, ...] = ()
    narrowing: tuple[Figure, ...] = ()
    forecast: tuple[Figure, ...] = ()
    scenarios: tuple[Figure, ...] = ()
    impact: tuple[Figure, ...] = ()
    history: tuple[Figure, ...] = ()
    diagnosis: Markup | None = None
    absent: Mapping[str, Absent] = field(default_factory=dict)

    @property
    def before_places(self) -> tuple[Figure | Absent, ...]:
        """Parts between the ledger and the destinations, in reading order."""
        names = ("scoreboard", "narrowing", "forecast", "scenarios", "impact")
        return tuple(part for name in names for part in self.part(name))

    def part(self, name: str) -> tuple[Figure | Absent, ...]:
        """The figures of a part, or what is said where they would stand."""
        figures: tuple[Figure, ...] = getattr(self, name)
        return figures or ((self.absent[name],) if name in self.absent else ())


def dots_figure(
    key: str,
    heading: str,
    finding: str,
    rows: tuple[Dot, ...],
    unit: str = "",
    zero: float = 0.0,
    note: str = "",
) -> Figure:
    """Rows of dots and ranges: a scoreboard, an impact, what would narrow the interval.

    Parameters
    ----------
    key
        Identifier in the page, of its own.
    heading, finding, note
        The question, the answer in one sentence with numbers, and more on how to read it.
    rows
        What is drawn, top to bottom.
    unit
        `percent`, or blank for plain numbers.
    zero
        Where nothing changes: 0 for a change, 1 for a ratio.

    Raises
    ------
    ValueError
        If there are no rows.

    Examples
    --------
    >>> row = Dot("GDP", "after three years", Interval(-2, -1.4, -1.2, -1, -0.4))
    >>> dots_figure("impact", "What it means", "Less.", (row,), "percent").table.rows[0][2:]
    ['−1.2%', '−1.40% to −1.00%', '−2.0% to −0.4%']
    """
    if not rows:
        raise ValueError(f"the figure {key} has no rows; leave it out instead")
    words = (heading, finding)
    wide, narrow = (
        dots_chart(f"{key}-{name}", words, rows, unit, zero, is_wide=name == "wide")
        for name in ("wide", "narrow")
    )
    return Figure(
        key=key,
        heading=heading,
        finding=finding,
        wide=wide,
        narrow=narrow,
        note=f"Dot: median. Dark bar: 50% interval; light bar: 80%. {note}".strip(),
        table=Table(
            heading,
            ("", "What it is", "Median", "50% interval", "80% interval"),
            [[row.label, row.detail, *_cells(row.interval, unit)] for row in rows],
        ),
    )


def _cells(found: Interval, unit: str) -> tuple[str, str, str]:
    mark = "%" if unit == "percent" else ""
    return (
        numbers.words(found.q50, numbers.step_for(found.q90 - found.q10)) + mark,
        numbers.interval(found.q25, found.q75, unit),
        numbers.interval(found.q10, found.q90, unit),
    )
