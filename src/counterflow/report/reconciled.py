"""Why published numbers differ: the waterfall from one headline number to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from counterflow.report import numbers
from counterflow.report.waterfall import Level, Step, Waterfall


def headline_waterfall(found: Mapping[str, Any]) -> Waterfall | None:
    """The waterfall of a reconciliation.

    Parameters
    ----------
    found
        `at`, the last day counted, and `parts`: rows of `Reconciliation.table`.

    Examples
    --------
    >>> headline_waterfall({"at": "2024-12-31", "parts": []}) is None
    True
    """
    rows: Sequence[Mapping[str, Any]] = found["parts"]
    levels = [row for row in rows if row["kind"] == "level"]
    if len(levels) < 2:
        return None
    # The least known level sets the step, so that no bar is written finer than it is known.
    precision = max(numbers.step_for(row["q90"] - row["q10"]) for row in levels)
    parts = tuple(_part(row) for row in rows)
    when = numbers.at_the_end_of(date.fromisoformat(found["at"]))
    told = [
        f"{row['label'][:1].lower()}{row['label'][1:]} (about "
        f"{numbers.words(row['mean'], precision)})"
        for row in levels
    ]
    return Waterfall(
        heading="Why published numbers differ",
        finding=f"All of these can be true {when}: {'; '.join(told)}. Each step says what one "
        "number counts and the next does not.",
        parts=parts,
        precision=precision,
        note="Counted since the first day of the account. The means stand a little above the "
        "medians elsewhere on this page, because the distributions lean to the right.",
    )


def _part(row: Mapping[str, Any]) -> Level | Step:
    span = f"80% interval {numbers.interval(row['q10'], row['q90'])}"
    if row["kind"] == "level":
        return Level(row["label"], span, row["mean"])
    return Step(row["label"], row["detail"], row["mean"])
