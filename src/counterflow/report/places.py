"""One section per destination: the account there, the claims about it, and what is disputed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from counterflow.report import names, numbers
from counterflow.report.account import Account, Series
from counterflow.report.figure import Table
from counterflow.report.ledger import Row, Verdict
from counterflow.report.panel import flow_panel, stock_panel

STOCK_LIKE = ("stock", "stayed", "permits_valid")
OPEN = 4
DISPUTING = 5
WITH_FLOWS = 12
"""Smaller places show their flows in the table only."""


@dataclass(frozen=True, slots=True)
class Place:
    """One destination.

    Parameters
    ----------
    code, name
        Which.
    number, span
        Median and 80% interval of the last month, for its summary line.
    sentences
        The account in words.
    disputed
        Where claims and account differ, in words.
    stock, flows
        Its charts; the second may be missing.
    claims
        Claims about it.
    disputing
        Of them, the first that differ from the account.
    table
        The numbers behind the charts.
    opened
        Whether its section is open when the page opens.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.estimation.tables import quantile_table
    >>> people = np.linspace(900.0, 1100.0, 9)[:, None, None] * [[[1.0], [2.0]]]
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> draws = dict.fromkeys(("stock",), people)
    >>> account = Account(quantile_table(draws, months, ["GEO"]))
    >>> window = date(2022, 1, 1), date(2022, 2, 28)
    >>> place = places(account, [], window)[0]
    >>> place.name, place.number, place.span
    ('Georgia', '2.00k', '1.84k to 2.16k')
    """

    code: str
    name: str
    number: str
    span: str
    sentences: Sequence[str]
    disputed: str
    stock: Markup
    flows: Markup | None
    claims: Sequence[Row]
    disputing: Sequence[Row]
    table: Table
    opened: bool


def places(account: Account, claims: Sequence[Row], window: tuple[date, date]) -> list[Place]:
    """All destinations, largest first.

    Parameters
    ----------
    account
        The account.
    claims
        All claims.
    window
        First and last day shown.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.estimation.tables import quantile_table
    >>> people = np.linspace(900.0, 1100.0, 9)[:, None, None] * [[[1.0], [2.0]]]
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> draws = dict.fromkeys(("stock",), people)
    >>> account = Account(quantile_table(draws, months, ["GEO"]))
    >>> window = date(2022, 1, 1), date(2022, 2, 28)
    >>> [(place.name, place.number) for place in places(account, [], window)]
    [('Georgia', '2.00k')]
    """
    return [_place(k, series, account, claims, window) for k, series in enumerate(account.ranked())]


def _place(
    k: int,
    series: Series,
    account: Account,
    claims: Sequence[Row],
    window: tuple[date, date],
) -> Place:
    own = [claim for claim in claims if claim.destination == series.place]
    low, high = series.last("q10"), series.last("q90")
    step = numbers.step_for(high - low)
    marked = marked_claims(claims, series.place, window)
    arrivals, returns = account.get(series.place, "arrivals"), account.get(series.place, "returns")
    code = series.place
    return Place(
        code=code,
        name=names.place_name(code),
        number=numbers.compact(series.last("q50"), step),
        span=f"{numbers.compact(low, step)} to {numbers.compact(high, step)}",
        sentences=[stock_sentence(series), *flow_sentences(account, code)],
        disputed=dispute(own),
        stock=stock_panel(series, marked, window),
        flows=flow_panel(arrivals, returns, window) if arrivals and k < WITH_FLOWS else None,
        claims=own,
        disputing=[claim for claim in own if claim.told.differs][:DISPUTING],
        table=_table(series, arrivals, returns),
        opened=k < OPEN,
    )


def marked_claims(claims: Sequence[Row], place: str, window: tuple[date, date]) -> list[Row]:
    """Counts of people or permits at one place inside the window: the marks of its chart.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.tables import claims_table
    >>> case, said = load_case("syria-2011"), np.linspace(4000.0, 7000.0, 9)[:, None]
    >>> one = case.claims[:1]
    >>> table = claims_table(one, case.sources, one, said, said[[0, -1]].T, {})
    >>> from counterflow.report.ledger import rows
    >>> window = date(2011, 1, 1), date(2012, 12, 31)
    >>> [claim.says for claim in marked_claims(rows(table, "SYR"), "LBN", window)]
    ['about 5,000 people']
    """
    return [
        claim
        for claim in claims
        if claim.destination == place
        and claim.measure in STOCK_LIKE
        and not claim.population
        and window[0] <= claim.end <= window[1]
        and claim.has_value
    ]


def stock_sentence(series: Series) -> str:
    """How many live in a place, and when it was most.

    Examples
    --------
    >>> levels = {"q10": (800.0,), "q50": (1000.0,), "q90": (1200.0,)}
    >>> stock_sentence(Series("GEO", "stock", ("2022-12",), levels))
    'About 1,000 people lived in Georgia at the end of 2022 (80% interval 800 to 1,200).'
    """
    low, high = series.last("q10"), series.last("q90")
    step = numbers.step_for(high - low)
    when = numbers.at_the_end_of(numbers.month_end(series.months[-1]))
    text = (
        f"About {numbers.words(series.last('q50'), step)} people lived in "
        f"{names.in_sentence(series.place)} {when} (80% interval {numbers.interval(low, high)})"
    )
    month, peak = series.peak
    if numbers.rounded(peak, step) == numbers.rounded(series.last("q50"), step):
        return f"{text}."
    at_peak = series.months.index(month)
    step = numbers.step_for(series.levels["q90"][at_peak] - series.levels["q10"][at_peak])
    high_when = numbers.at_the_end_of(numbers.month_end(month))
    return f"{text}; the median was highest, about {numbers.words(peak, step)}, {high_when}."


def flow_sentences(account: Account, code: str) -> list[str]:
    """Who came and who went over the whole account, from means, which add up over months.

    Examples
    --------
    >>> import numpy as np
    >>> from datetime import date
    >>> from counterflow.estimation.tables import quantile_table
    >>> people = np.linspace(900.0, 1100.0, 9)[:, None, None] * [[[1.0], [2.0]]]
    >>> months = [date(2022, 1, 1), date(2022, 2, 1)]
    >>> draws = dict.fromkeys(("arrivals", "returns", "onward"), people)
    >>> account = Account(quantile_table(draws, months, ["GEO"]))
    >>> flow_sentences(account, "GEO")
    ['Over the whole account about 3,000 moved there, 3,000 returned and 3,000 moved on.']
    """
    sums = {}
    for quantity in ("arrivals", "returns", "onward"):
        series = account.get(code, quantity)
        if series is None or not all(map(math.isfinite, series.levels["mean"])):
            return []
        sums[quantity] = sum(series.levels["mean"])
    if sums["arrivals"] < 1:
        return []
    came, back, on = (_about(sums[name]) for name in ("arrivals", "returns", "onward"))
    return [f"Over the whole account about {came} moved there, {back} returned and {on} moved on."]


def _about(value: float) -> str:
    """Two digits: a sum over years supports no more."""
    if value < 0.5:
        return "none"
    return numbers.words(value, 10.0 ** (math.floor(math.log10(value)) - 1))


def dispute(claims: Sequence[Row]) -> str:
    """Where the claims about a place and the account differ, in one sentence.

    Examples
    --------
    >>> dispute([])
    'No claim speaks of this place alone.'
    """
    if not claims:
        return "No claim speaks of this place alone."
    compared = [claim for claim in claims if claim.told.compared]
    count = f"{len(claims)} claim{'s' if len(claims) > 1 else ''}"
    speak = "speaks" if len(claims) == 1 else "speak"
    if not compared:
        return f"{count} {speak} of this place; none can be compared with the account."
    counts = [(sum(c.told is one for c in compared), words) for one, words in _DIFFERS.items()]
    if not any(count for count, _ in counts):
        agree = "it agrees" if len(compared) == 1 else "all agree"
        return f"{count} {speak} of this place, {len(compared)} compared: {agree} with the account."
    parts = [f"{number} {words[number > 1]}" for number, words in counts if number]
    return f"{count} {speak} of this place, {len(compared)} compared: {names.listed(parts)}."


_DIFFERS = {
    Verdict.HIGH: ("is higher than the account expects", "are higher than the account expects"),
    Verdict.LOW: ("is lower than the account expects", "are lower than the account expects"),
    Verdict.ELSE: ("seems to count something else", "seem to count something else"),
    Verdict.DISTORTED: ("looks copied and distorted", "look copied and distorted"),
}


def _table(series: Series, arrivals: Series | None, returns: Series | None) -> Table:
    flows = [("Arrivals in the month", arrivals), ("Returns in the month", returns)]
    rows = []
    for k, month in enumerate(series.months):
        if int(month[5:]) % 3 and k + 1 < len(series.months):
            continue
        cells = [numbers.short_month(month), *_cells(series, k)]
        for _, flow in flows:
            if flow is not None:
                cells.append(_cells(flow, k)[0])
        rows.append(cells)
    heads = [name for name, flow in flows if flow is not None]
    return Table(
        f"{names.place_name(series.place)}, at the end of each quarter",
        ("Month", "Living there", "80% interval", *heads),
        rows,
    )


def _cells(series: Series, k: int) -> tuple[str, str]:
    low, high = series.levels["q10"][k], series.levels["q90"][k]
    step = numbers.step_for(high - low)
    span = f"{numbers.compact(low, step)} to {numbers.compact(high, step)}"
    return numbers.compact(series.levels["q50"][k], step), span
