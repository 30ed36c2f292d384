"""A small account whose truth is known: claims drawn from one state of the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
from smallcase import SURGES, case, claim, model

from counterflow.cases.case import Case
from counterflow.estimation.replay import Projector, Replay
from counterflow.ledger import Claim

END = date(2022, 12, 31)
PLACES = ("COL", "ECU", "PER")
STOCK_DAYS = ("2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31")
HALVES = (("2022-01-01", "2022-06-30"), ("2022-07-01", "2022-12-31"))


@dataclass(frozen=True)
class Simulated:
    """A case whose claims were drawn from a known account.

    Parameters
    ----------
    case
        The case.
    truth
        The account, as a replay of one draw.
    """

    case: Case
    truth: Replay


def questions() -> list[Claim]:
    """What is asked of the account; the numbers are placeholders."""
    rows = [
        claim("stock", f"S-{place}-{day}", destination=place, period_start=day, period_end=day)
        for place in PLACES
        for day in STOCK_DAYS
    ]
    for start, end in HALVES:
        window = {"period_start": start, "period_end": end}
        rows.append(claim("departures", f"D-{start}", source="guard", **window))
        for place in PLACES:
            rows.append(claim("arrivals", f"A-{place}-{start}", destination=place, **window))
            rows.append(claim("returns", f"R-{place}-{start}", destination=place, **window))
    return rows


@cache
def simulated(seed: int = 1) -> Simulated:
    """Draw a world from the prior, and every claim from it with the noise the model states."""
    rng = np.random.default_rng(seed)
    blank = model(questions(), events=SURGES[:1], end=END)
    z = jnp.asarray(rng.normal(size=blank.size))
    s = blank.structure
    seen = jax.jit(
        lambda z: blank.view(blank.world(z), s.evidence, s.reliability, s.evidence.stated)
    )(z)
    noise = rng.normal(size=len(s.evidence.claims))
    said = np.exp(np.asarray(seen.centre) + np.asarray(seen.spread) * noise)
    rows = [
        question.model_copy(update={"value": float(round(number))})
        for question, number in zip(s.evidence.claims, said, strict=True)
    ]
    truth = Projector(blank).replay(np.asarray(z)[None])
    return Simulated(case(rows, events=SURGES[:1], end=END), truth)
