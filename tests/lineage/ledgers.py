"""Small ledgers for tests of lineage."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from counterflow.ledger import Claim, Source
from counterflow.lineage import Proposal, propose

SOURCES = {
    "office": Source(id="office", name="Statistical office", kind="register"),
    "guard": Source(id="guard", name="Border guard", kind="border"),
    "paper": Source(id="paper", name="Paper", kind="media"),
}
HOSTS = ("COL", "ECU", "PER", "BOL", "CHL", "ARG", "BRA", "PAN", "MEX", "USA", "ESP", "")
MEASURES = ("stock", "border_entries", "border_exits", "arrivals", "permits_valid", "net")


def said(id_: str, value: float | None = None, **cells: Any) -> Claim:
    """A stock in Colombia at the end of 2022 by the office; any cell can be given."""
    row: dict[str, Any] = {
        "id": id_,
        "measure": "stock",
        "origin": "VEN",
        "destination": "COL",
        "period_start": "2022-12-31",
        "period_end": "2022-12-31",
        "value": value,
        "unit": "persons",
        "hedge": "about",
        "source": "office",
        "reporter": f"reporter of {id_}",
        "published": "2023-01-15",
        "status": "observation",
    }
    return Claim(**{**row, **cells})


def proposals(claims: list[Claim], at_least: float = 0.5) -> list[Proposal]:
    """What is proposed for a ledger about Venezuela."""
    return propose(claims, "VEN", {"ANDES": ("COL", "ECU", "PER")}, SOURCES, at_least)


def best(claims: list[Claim], of: str) -> Proposal | None:
    """The proposal for one claim."""
    return next((one for one in proposals(claims) if one.claim == of), None)


def unrelated(size: int, seed: int = 0) -> list[Claim]:
    """Claims with random numbers, places, windows and offices."""
    dice = random.Random(seed)
    claims = []
    for k in range(size):
        hedge = dice.choice(["exact", "exact", "about", "at_least", "up_to"])
        value = 10 ** dice.uniform(3, 6)
        value = float(round(value)) if hedge == "exact" else float(f"{value:.1e}")
        start = date(2022, 1, 1) + timedelta(days=30 * dice.randrange(36))
        end = start + timedelta(days=dice.choice([0, 29, 89]))
        claims.append(
            said(
                f"U{k}",
                value,
                hedge=hedge,
                measure=dice.choice(MEASURES),
                destination=dice.choice(HOSTS),
                period_start=start,
                period_end=end,
                source=f"s{dice.randrange(20)}",
                published=str(end + timedelta(days=dice.randrange(90))),
            )
        )
    return claims
