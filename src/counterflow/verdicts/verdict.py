"""The verdict on one claim."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd

from counterflow.ledger.claim import Claim
from counterflow.terms.measure import DefinedEnum


class Kind(DefinedEnum):
    """What the account says of a claim.

    Examples
    --------
    >>> Kind("high").definition
    'The account puts the same quantity lower.'
    """

    CONSISTENT = ("consistent", "The account may well hold the number.")
    HIGH = ("high", "The account puts the same quantity lower.")
    LOW = ("low", "The account puts the same quantity higher.")
    SOMETHING_ELSE = ("measures something else", "The number fits another measure or window.")
    DISTORTED = ("copied and distorted", "The number is another's, changed on the way.")
    NOT_CHECKABLE = ("not checkable", "The account does not speak of the quantity.")


@dataclass(frozen=True)
class Verdict:
    """What the account says of one claim.

    Parameters
    ----------
    claim
        The claim.
    kind
        The verdict.
    probability
        Of the verdict, given that it is one of those that `weights` lists.
    sentence
        For people, to quote.
    median, q10, q90
        The account's own value of the quantity, in the claim's unit, learnt without the claim's
        lineage; NaN where it has none.
    weights
        Kind to posterior probability.
    reading, reading_weight
        What the number fits, and its share of the posterior weight.
    original, change
        The claim it was copied from, and what happened on the way.
    missing
        What a check would need.
    pareto_k
        Of the leave-out; NaN where nothing had to be left out.
    reliable
        Whether the leave-out can be relied on.
    times
        How often the document says it.

    Examples
    --------
    >>> Verdict.__dataclass_fields__["times"].default
    1
    """

    claim: Claim
    kind: Kind
    probability: float
    sentence: str
    median: float = math.nan
    q10: float = math.nan
    q90: float = math.nan
    weights: Mapping[str, float] = field(default_factory=dict)
    reading: str = ""
    reading_weight: float = math.nan
    original: str = ""
    change: str = ""
    missing: str = ""
    pareto_k: float = math.nan
    reliable: bool = True
    times: int = 1

    @property
    def suspicion(self) -> float:
        """Probability that something is wrong; NaN where nothing could be checked."""
        return 1.0 - self.weights[Kind.CONSISTENT.value] if self.weights else math.nan

    def record(self) -> dict[str, Any]:
        """Plain values, for JSON and tables; NaN as None."""
        found = {
            "claim": self.claim.id,
            "measure": self.claim.measure.value,
            "destination": self.claim.destination,
            "period_start": self.claim.period_start.isoformat(),
            "period_end": self.claim.period_end.isoformat(),
            "value": self.claim.value,
            "low": self.claim.low,
            "high": self.claim.high,
            "unit": self.claim.unit.value,
            "hedge": self.claim.hedge.value,
            "verdict": self.kind.value,
            "probability": self.probability,
            "account_q10": self.q10,
            "account_median": self.median,
            "account_q90": self.q90,
            "reading": self.reading,
            "reading_weight": self.reading_weight,
            "original": self.original,
            "change": self.change,
            "missing": self.missing,
            "pareto_k": self.pareto_k,
            "reliable": self.reliable,
            "times": self.times,
            "sentence": self.sentence,
        }
        return {
            name: None if isinstance(value, float) and math.isnan(value) else value
            for name, value in found.items()
        }

    def __repr__(self) -> str:
        chance = "" if math.isnan(self.probability) else f" ({self.probability:.0%})"
        return f"<{self.claim.id}: {self.kind.value}{chance}. {self.sentence}>"

    def _repr_html_(self) -> str:
        return f"<p><b>{escape(self.kind.value)}</b> {escape(self.sentence)}</p>"


class Verdicts(Sequence[Verdict]):
    """Verdicts in the order of their claims.

    Parameters
    ----------
    found
        The verdicts.
    note
        What to know before reading them; may be blank.

    Examples
    --------
    >>> len(Verdicts(()))
    0
    """

    def __init__(self, found: Sequence[Verdict], note: str = "") -> None:
        self._found = tuple(found)
        self.note = note

    def __getitem__(self, index: Any) -> Any:
        return self._found[index]

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self._found)

    @property
    def table(self) -> pd.DataFrame:
        """One row per claim."""
        return pd.DataFrame([verdict.record() for verdict in self._found])

    def __repr__(self) -> str:
        lines = [self.note] if self.note else []
        return "\n".join([*lines, *(repr(verdict) for verdict in self._found)]) or "<no verdict>"

    def _repr_html_(self) -> str:
        note = f"<p>{escape(self.note)}</p>" if self.note else ""
        rows = "".join(
            f"<tr><td>{escape(v.claim.id)}</td><td><b>{escape(v.kind.value)}</b></td>"
            f"<td>{escape(v.sentence)}</td></tr>"
            for v in self._found
        )
        return f"{note}<table><tr><th>Claim</th><th>Verdict</th><th>Why</th></tr>{rows}</table>"
