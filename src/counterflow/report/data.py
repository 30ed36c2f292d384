"""What the report is written from: the estimate's outputs, nothing computed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from counterflow.cases.case import Event
from counterflow.estimation.headline import Headline as Headline
from counterflow.report.basemap import Basemap
from counterflow.report.levels import ACCOUNT_LEVELS, LEVELS
from counterflow.report.rooms import Rooms

ACCOUNT_COLUMNS = ("month", "destination", "quantity", "mean", *ACCOUNT_LEVELS)
CLAIM_COLUMNS = (
    "id",
    "measure",
    "population",
    "origin",
    "destination",
    "period_start",
    "period_end",
    "value",
    "low",
    "high",
    "unit",
    "hedge",
    "counts",
    "duration_days",
    "includes_before",
    "reporter",
    "source",
    "lineage",
    "published",
    "title",
    "url",
    "status",
    "note",
    "used",
    "why_unused",
    *(f"pred_{level}" for level in LEVELS),
    "inside_90",
)


@dataclass(frozen=True)
class ReportInput:
    """Everything one report shows.

    Parameters
    ----------
    title, description
        Words for people.
    origin
        Alpha-3 code of the country left.
    start, end
        First and last day of the account.
    as_of
        Only claims published by this day were used; None for all.
    events
        Dated events, drawn on the charts.
    account
        Tidy table: `month` (YYYY-MM), `destination` (alpha-3, `TOTAL`, `ELSEWHERE` or the rest of
        a region, as `EU27-REST`), `quantity`, mean and quantiles in persons. Stocks are at the end
        of the month, flows over the month.
    claims
        Every column of `Claim`, then `used`, `why_unused`, `pred_q05` ... `pred_q95` in the
        claim's own unit (NaN where the account does not speak of it) and `inside_90`. A column
        `source_class` adds a table of coverage by class of source.
    headline
        Key figures.
    run
        Content of `run.json`: seed, versions, ledger hash, diagnostics, timings, converged.
    rooms
        Parts that other floors compute: verdicts, scoreboard, forecasts, impact, history.
    basemap
        The map to draw on; the package's own if not given.

    Raises
    ------
    ValueError
        If a column is missing from `account` or `claims`.

    Examples
    --------
    >>> import pandas as pd
    >>> data = ReportInput("Example", "", "SYR", date(2022, 1, 1), date(2022, 12, 31), None, (),
    ...                    pd.DataFrame(columns=list(ACCOUNT_COLUMNS)),
    ...                    pd.DataFrame(columns=list(CLAIM_COLUMNS)), (), {})
    >>> data.title
    'Example'
    """

    title: str
    description: str
    origin: str
    start: date
    end: date
    as_of: date | None
    events: Sequence[Event]
    account: pd.DataFrame
    claims: pd.DataFrame
    headline: Sequence[Headline]
    run: Mapping[str, object]
    rooms: Rooms = field(default_factory=Rooms)
    basemap: Basemap | None = None

    def __post_init__(self) -> None:
        for name, table, wanted in (
            ("account", self.account, ACCOUNT_COLUMNS),
            ("claims", self.claims, CLAIM_COLUMNS),
        ):
            missing = [column for column in wanted if column not in table.columns]
            if missing:
                raise ValueError(
                    f"the {name} table lacks {', '.join(missing)}; "
                    "write the report from the outputs of one run of this version"
                )
