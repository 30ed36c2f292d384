"""Small invented cases, built through the public types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from counterflow.cases.case import Alternative, Break, Case, Event, Spec
from counterflow.estimation.model import Model
from counterflow.estimation.structure import build_structure
from counterflow.ledger import Claim, Source

ORIGIN = "VEN"
REGIONS = {"ANDES": ("COL", "ECU", "PER", "BOL"), "GRAN": ("VEN", "COL", "ECU", "PAN")}
SURGES = (
    Event(id="crash", date=date(2022, 2, 24), kind="surge", title="Crash"),
    Event(id="levy", date=date(2022, 9, 21), kind="surge", title="Levy"),
)
POLICIES = (
    Event(
        id="refusals",
        date=date(2022, 7, 10),
        kind="policy",
        title="Permit refusals",
        destinations=("COL", "ECU"),
        effects=("permits", "exits"),
    ),
    Event(
        id="visas",
        date=date(2022, 10, 1),
        kind="policy",
        title="Visas needed",
        destinations=("PER",),
        effects=("attraction",),
    ),
)
SOURCES = {
    "office": Source(id="office", name="Statistical office", kind="register"),
    "guard": Source(id="guard", name="Border guard", kind="border"),
    "panel": Source(id="panel", name="Panel", kind="survey"),
    "paper": Source(id="paper", name="Paper", kind="media"),
}


def claim(measure: str, id_: str = "A1", **fields: Any) -> Claim:
    """An observation of 2022 with a round number; any field can be given."""
    row: dict[str, Any] = {
        "id": id_,
        "measure": measure,
        "origin": ORIGIN,
        "period_start": "2022-01-01",
        "period_end": "2022-12-31",
        "unit": "persons",
        "hedge": "about",
        "source": "office",
        "published": "2023",
        "status": "observation",
    }
    if not {"value", "low"} & set(fields):
        row["value"] = 20_000
    return Claim(**{**row, **fields})


def case(
    claims: Sequence[Claim],
    *,
    events: Sequence[Event] = (),
    end: date = date(2023, 6, 30),
    population: int = 28_000_000,
    readings: Sequence[Alternative] = (),
    breaks: Sequence[Break] = (),
) -> Case:
    """A case of eighteen months, or up to `end`, with these claims."""
    spec = Spec(
        id="small",
        title="Small",
        origin=ORIGIN,
        start=date(2022, 1, 1),
        end=end,
        population=population,
        events=tuple(events),
        regions=REGIONS,
        readings=tuple(readings),
        breaks=tuple(breaks),
    )
    return Case(spec=spec, claims=tuple(claims), sources=SOURCES, folder=Path())


def model(claims: Sequence[Claim], **options: Any) -> Model:
    """The model of such a case."""
    return Model(build_structure(case(claims, **options)))


def draw(size: int, seed: int = 1) -> jax.Array:
    """A moderate draw from the prior of a model."""
    return jnp.asarray(np.random.default_rng(seed).normal(0.0, 0.7, size))
