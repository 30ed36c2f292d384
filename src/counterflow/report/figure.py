"""A figure: a question, a finding in words, the drawing, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers behind a chart.

    Parameters
    ----------
    caption
        What the table holds.
    columns
        Headings; the first column names the row.
    rows
        Cells, already written.

    Examples
    --------
    >>> Table("People abroad", ("Month", "Median"), [["Jan 2022", "10,000"]]).columns
    ('Month', 'Median')
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart of several, under its own heading.

    Examples
    --------
    >>> Panel("Georgia", "about 10,000", Markup("<svg/>")).heading
    'Georgia'
    """

    heading: str
    line: str
    drawing: Markup
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One chart of the report.

    Parameters
    ----------
    key
        Identifier in the page.
    heading
        The question it answers.
    finding
        One sentence with numbers; also the chart's description for screen readers.
    wide, narrow
        Drawings for wide and for narrow windows.
    table
        The numbers behind it.
    note
        How to read it; may be blank.
    notes
        Numbered remarks under the narrow drawing, for instance events.
    notes_always
        Whether the wide drawing needs the remarks too, because it has numbers only.
    panels
        Small charts in place of one drawing.

    Examples
    --------
    >>> behind = Table("People abroad", ("Month", "Median"), [["Jan 2022", "10,000"]])
    >>> Figure("stock", "How many are abroad?", "About 10,000 are.", behind).finding
    'About 10,000 are.'
    """

    key: str
    heading: str
    finding: str
    table: Table
    wide: Markup | None = None
    narrow: Markup | None = None
    note: str = ""
    notes: Sequence[str] = ()
    notes_always: bool = False
    panels: Sequence[Panel] = ()
