"""What the API takes and gives, with examples."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from counterflow.ledger import Claim
from counterflow.simulation.scenario import Scenario

LONGEST_TEXT = 500_000


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class EventOut(_Model):
    """A dated event."""

    id: str
    date: str = Field(examples=["2022-09-21"])
    kind: str = Field(examples=["surge"])
    title: str


class CaseOut(_Model):
    """The live case."""

    id: str = Field(examples=["russia-2022"])
    title: str
    description: str
    origin: str = Field(examples=["RUS"])
    start: str = Field(examples=["2022-01-01"])
    end: str = Field(examples=["2024-12-31"])
    population: int
    claims: int
    observations: int
    proposed: int
    sources: int
    events: list[EventOut]
    ledger_hash: str


class ClaimOut(_Model):
    """A claim of the live case, and what the newest run says of it."""

    claim: Claim
    used: bool = Field(description="Whether the newest run learnt from it.")
    why_unused: str
    comparison: str = Field(examples=["inside"], description="inside, high, low or uncompared.")
    account: dict[str, float] | None = Field(
        description="Quantiles of the account's prediction, in the claim's own unit.",
        examples=[{"q05": 66000, "q50": 88200, "q95": 118000}],
    )


class ClaimsOut(_Model):
    """A page of claims."""

    total: int
    claims: list[ClaimOut]


class HeadlineOut(_Model):
    """A key figure."""

    key: str = Field(examples=["still_abroad"])
    label: str
    when: str = Field(examples=["2024-12-31"])
    median: float
    q05: float
    q10: float
    q90: float
    q95: float
    unit: str = Field(examples=["persons"])


class RunOut(_Model):
    """A run of the notebook."""

    id: str = Field(examples=["20261122-071500-abc123"])
    state: str = Field(examples=["done"])
    started: str
    reason: str
    ledger_hash: str
    seed: int | None
    converged: bool | None
    headline: list[HeadlineOut]


class SeriesOut(_Model):
    """Quantiles of one quantity of one place by month, in persons."""

    run: str
    destination: str = Field(examples=["GEO"])
    quantity: str = Field(examples=["stock"])
    months: list[str] = Field(examples=[["2022-01", "2022-02"]])
    levels: dict[str, list[float | None]]


class DestinationOut(_Model):
    """People living in a place at the end of the account."""

    destination: str = Field(examples=["GEO"])
    name: str = Field(examples=["Georgia"])
    month: str
    median: float
    q10: float
    q90: float


class TextIn(_Model):
    """A text to read or to check."""

    text: str = Field(
        min_length=1,
        max_length=LONGEST_TEXT,
        examples=["About 110,000 Russians were living in Georgia at the end of 2022."],
    )
    published: str | None = Field(
        None, pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2023-03-01"], description="A day."
    )


class ReadOut(_Model):
    """Claims read from a text; nothing was written."""

    drafts: list[dict[str, Any]]


class CheckOut(_Model):
    """Verdicts on a text; nothing was written."""

    run: str
    note: str
    verdicts: list[dict[str, Any]]


class ScenarioIn(_Model):
    """A scenario to play beside the baseline."""

    scenario: Scenario = Field(
        examples=[
            {
                "title": "An amnesty",
                "policies": [{"kind": "amnesty", "start": "2025-07-01", "returns": 1.5}],
            }
        ]
    )
    months: int = Field(24, ge=6, le=36)
    members: int = Field(500, ge=100, le=2000)


class ScenarioOut(_Model):
    """How far a scenario is; once it is done, what differs."""

    id: str
    state: str = Field(examples=["running"])
    message: str
    share: float
    differences: list[dict[str, Any]] = Field(
        description="Stocks in the last month: all places, then the places changed most."
    )


class ErrorOut(_Model):
    """What is wrong and what to do."""

    detail: str
    problems: list[str] = []
