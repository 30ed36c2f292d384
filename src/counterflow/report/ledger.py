"""Claims as the report shows them: what is said, what it counts, how the account compares."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from counterflow.report import names, numbers
from counterflow.report.levels import LEVELS


class Verdict(StrEnum):
    """How a claim compares with the account: by its 90% interval, or as a judge has it.

    Examples
    --------
    >>> Verdict.HIGH.words, Verdict.CONSISTENT.look
    ('High', 'inside')
    """

    HIGH = "high"
    LOW = "low"
    ELSE = "else"
    DISTORTED = "distorted"
    INSIDE = "inside"
    CONSISTENT = "consistent"
    UNCOMPARED = "uncompared"
    UNCHECKABLE = "uncheckable"

    @property
    def words(self) -> str:
        """The verdict as the reader sees it."""
        return _WORDS[self]

    @property
    def look(self) -> str:
        """Shape and colour of its mark."""
        return _LOOKS.get(self, self.value)

    @property
    def differs(self) -> bool:
        """Whether the claim is not what the account expects."""
        return self in (Verdict.HIGH, Verdict.LOW, Verdict.ELSE, Verdict.DISTORTED)

    @property
    def compared(self) -> bool:
        """Whether the account speaks of what the claim counts."""
        return self not in (Verdict.UNCOMPARED, Verdict.UNCHECKABLE)


_WORDS = {
    Verdict.HIGH: "High",
    Verdict.LOW: "Low",
    Verdict.ELSE: "Measures something else",
    Verdict.DISTORTED: "Copied and distorted",
    Verdict.INSIDE: "Inside",
    Verdict.CONSISTENT: "Consistent",
    Verdict.UNCOMPARED: "Not compared",
    Verdict.UNCHECKABLE: "Not checkable",
}
_LOOKS = {
    Verdict.DISTORTED: "else",
    Verdict.CONSISTENT: "inside",
    Verdict.UNCHECKABLE: "uncompared",
}

_HEDGED = {
    "about": "about {}",
    "at_least": "at least {}",
    "at_most": "at most {}",
    "up_to": "up to {}",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One claim, ready to be written.

    Parameters
    ----------
    id, measure, destination, origin, population, unit, status, source_class
        As in the ledger.
    start, end
        The window the claim speaks about.
    value
        Its number, or the middle of its range; NaN where it has none.
    low, high
        Ends of its range; both equal to `value` for a single number.
    plain
        Whether it counts leavers present, without earlier residents.
    says, what, when, rules, by, title, url, note
        Words for the table.
    used, why_unused
        Whether it entered the likelihood.
    predicted
        Quantile name to the account's prediction in the claim's unit.
    verdict
        The comparison with the 90% interval.
    told
        What the reader is told: the verdict of a judge if there is one, else the comparison.

    Examples
    --------
    >>> import numpy as np
    >>> from counterflow.cases.load import load_case
    >>> from counterflow.estimation.tables import claims_table
    >>> case, said = load_case("syria-2011"), np.linspace(4000.0, 7000.0, 9)[:, None]
    >>> one = case.claims[:1]
    >>> table = claims_table(one, case.sources, one, said, said[[0, -1]].T, {})
    >>> row = rows(table, "SYR")[0]
    >>> row.what, row.says, row.verdict.words
    ('People living there, Lebanon', 'about 5,000 people', 'Inside')
    """

    id: str
    measure: str
    destination: str
    origin: str
    population: str
    unit: str
    status: str
    source_class: str
    start: date
    end: date
    value: float
    low: float
    high: float
    plain: bool
    says: str
    what: str
    when: str
    rules: str
    by: str
    title: str
    url: str
    note: str
    used: bool
    why_unused: str
    predicted: Mapping[str, float]
    verdict: Verdict
    told: Verdict

    @property
    def has_value(self) -> bool:
        """Whether the claim carries a number that can be drawn."""
        return math.isfinite(self.value)

    @property
    def is_predicted(self) -> bool:
        """Whether the account speaks of the claim's quantity."""
        return all(math.isfinite(self.predicted[level]) for level in LEVELS)

    @property
    def predicted_words(self) -> str:
        """The 90% predictive interval in words."""
        if not self.is_predicted:
            return ""
        return numbers.interval(self.predicted["q05"], self.predicted["q95"], self.unit)

    @property
    def document(self) -> tuple[str, str, str]:
        """Who wrote it, under which title and where."""
        return self.by, self.title, self.url

    @property
    def measure_words(self) -> str:
        """What it counts, without the place."""
        return names.measure_name(self.measure).lower()

    @property
    def brief(self) -> str:
        """One line about the claim, for a mark on a chart; the page adds the rest from its row."""
        return f"{self.id}: {self.says}, {self.by}. {self.told.words}."


def _text(value: Any) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)


def _number(value: Any) -> float:
    text = _text(value)
    return float(text) if text else math.nan


def _truth(value: Any) -> bool | None:
    text = _text(value).lower()
    return None if not text else text in ("true", "1", "1.0")


def _day(value: Any) -> date:
    return date.fromisoformat(_text(value)[:10])


def _figure(value: float) -> str:
    if not math.isfinite(value):
        return "not stated"
    decimals = len(f"{value:.3f}".rstrip("0").partition(".")[2])
    return numbers.digits(value, decimals)


def _says(hedge: str, value: float, low: float, high: float, unit: str) -> str:
    if math.isfinite(low) and math.isfinite(high) and not math.isfinite(value):
        return numbers.in_unit(f"{_figure(low)} to {_figure(high)}", unit)
    if not math.isfinite(value):
        return "no number"
    return numbers.in_unit(_HEDGED.get(hedge, "{}").format(_figure(value)), unit)


def _rules(record: Mapping[Any, Any], counts: str, days: float, before: bool | None) -> str:
    parts = []
    if counts and counts != "persons":
        parts.append(f"counts {names.counts_name(counts)}")
    if math.isfinite(days):
        parts.append(
            f"stays of {numbers.digits(days)} days or more" if days else "anyone present counts"
        )
    if before:
        parts.append("with earlier residents")
    if population := _text(record["population"]):
        parts.append(f"only {population}")
    return "; ".join(parts)


def _what(measure: str, of: str, origin: str, destination: str, case_origin: str) -> str:
    name = names.measure_name(measure)
    if measure == "stock" and not destination:
        name = "People living abroad"
    if of:
        name = f"{name} in {names.measure_name(of).lower()}"
    if origin and origin != case_origin:
        name = f"{name}, from {names.places_name(origin)}"
    return f"{name}, {names.places_name(destination)}" if destination else name


def _verdict(inside: bool | None, value: float, predicted: Mapping[str, float]) -> Verdict:
    if inside is None or not all(math.isfinite(v) for v in predicted.values()):
        return Verdict.UNCOMPARED
    if inside:
        return Verdict.INSIDE
    return Verdict.HIGH if value > predicted["q50"] else Verdict.LOW


def _row(record: Mapping[Any, Any], case_origin: str, judged: Mapping[str, Verdict]) -> Row:
    value, low, high = (_number(record[name]) for name in ("value", "low", "high"))
    has_range = math.isfinite(low) and math.isfinite(high)
    middle = value if math.isfinite(value) else (low + high) / 2 if has_range else math.nan
    start, end = _day(record["period_start"]), _day(record["period_end"])
    measure, unit = _text(record["measure"]), _text(record["unit"])
    counts, days = _text(record["counts"]), _number(record["duration_days"])
    before = _truth(record["includes_before"])
    predicted = {level: _number(record[f"pred_{level}"]) for level in LEVELS}
    verdict = _verdict(_truth(record["inside_90"]), middle, predicted)
    url = _text(record["url"])
    return Row(
        id=_text(record["id"]),
        measure=measure,
        destination=_text(record["destination"]),
        origin=_text(record["origin"]),
        population=_text(record["population"]),
        unit=unit,
        status=_text(record["status"]),
        source_class=_text(record.get("source_class")),
        start=start,
        end=end,
        value=middle,
        low=low if has_range else middle,
        high=high if has_range else middle,
        plain=measure == "stock" and not before and not _text(record["population"]),
        says=_says(_text(record["hedge"]), value, low, high, unit),
        what=_what(
            measure,
            _text(record.get("of")),
            _text(record["origin"]),
            _text(record["destination"]),
            case_origin,
        ),
        when=numbers.window(start, end),
        rules=_rules(record, counts, days, before),
        by=_text(record["reporter"]) or _text(record["source"]),
        title=_text(record["title"]),
        # Only web addresses become links, so that a ledger cannot carry a script.
        url=url if url.startswith(("https://", "http://")) else "",
        note=_text(record["note"]),
        used=bool(_truth(record["used"])),
        why_unused=_text(record["why_unused"]),
        predicted=predicted,
        verdict=verdict,
        told=judged.get(_text(record["id"]), verdict),
    )


def rows(
    claims: pd.DataFrame, case_origin: str, judged: Mapping[str, Verdict] | None = None
) -> list[Row]:
    """All claims in the order of the table.

    Parameters
    ----------
    claims
        The claims table of `ReportInput`.
    case_origin
        Alpha-3 code of the case, left out of the words where a claim repeats it.
    judged
        Claim id to the verdict of a judge.

    Raises
    ------
    ValueError
        If a date is not ISO 8601.

    Examples
    --------
    >>> import pandas as pd
    >>> rows(pd.DataFrame(), "RUS")
    []
    """
    return [_row(record, case_origin, judged or {}) for record in claims.to_dict("records")]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the compared claims lie inside their 90% interval.

    Examples
    --------
    >>> Coverage("stock", 10, 9).share
    '90%'
    """

    name: str
    compared: int
    inside: int

    @property
    def share(self) -> str:
        """The share in words; blank for fewer than five claims, where it says nothing."""
        return f"{100 * self.inside / self.compared:.0f}%" if self.compared >= 5 else ""


def coverage(claims: Iterable[Row], by: str) -> list[Coverage]:
    """Coverage of the claims that entered the fit, by a field, most claims first.

    Examples
    --------
    >>> coverage([], "measure")
    []
    """
    tally: dict[str, list[bool]] = {}
    for claim in claims:
        if claim.used and claim.verdict is not Verdict.UNCOMPARED:
            tally.setdefault(getattr(claim, by), []).append(claim.verdict is Verdict.INSIDE)
    found = [Coverage(name, len(hits), sum(hits)) for name, hits in tally.items()]
    return sorted(found, key=lambda item: (-item.compared, item.name))
