"""A small invented case with a section on impact, and accounts made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from counterflow.cases.case import Case, Event, Spec
from counterflow.cases.impact import PARAMETERS, Assumption, ImpactSpec, Known, Profile, Scale
from counterflow.impact import AccountDraws
from counterflow.ledger import Claim, Source
from counterflow.terms.period import month_starts

START, END = date(2030, 1, 1), date(2031, 12, 31)
MONTHS = tuple(month_starts(START, END))
PLACES = ("ITA", "TUN")
SOURCES = {
    "poll": Source(id="poll", name="Poll", kind="survey"),
    "other-poll": Source(id="other-poll", name="Other poll", kind="survey"),
    "office": Source(id="office", name="Office", kind="register"),
}
ENDS = {
    Scale.SHARE: (0.4, 0.7),
    Scale.RATIO: (0.5, 2.0),
    Scale.MONTHS: (6.0, 24.0),
    Scale.PER_USD: (0.8, 1.2),
    Scale.PERCENT_A_YEAR: (-2.0, 8.0),
}


def assumption(unit: Scale = Scale.SHARE, low: float = 0, high: float = 0) -> Assumption:
    """An assumption of a unit, between the given ends or usual ones."""
    ends = (low, high) if low or high else ENDS[unit]
    return Assumption(low=ends[0], high=ends[1], unit=unit, source="invented", reason="invented")


def profile(**fields: Any) -> Profile:
    """A profile of which nothing is known."""
    fields = {"expected": assumption(low=0.2, high=0.8), **fields}
    return Profile(name="smiths", others="others", **fields)


def known(value: float) -> Known:
    return Known(value=value, source="invented")


def impact(**fields: Any) -> ImpactSpec:
    """A section with every parameter, one profile with pay, and two hosts."""
    host = {
        "city": "Town",
        "population": known(50_000_000),
        "labour_force": known(20_000_000),
        "city_population": known(1_000_000),
        "city_share": assumption(),
        "renting_share": assumption(),
        "other_rent_growth": assumption(Scale.PERCENT_A_YEAR),
    }
    given: dict[str, Any] = {
        "currency": "EUR",
        "labour_force": known(280_000),
        "employed": known(270_000),
        "adults": known(430_000),
        "household_deposits": known(20e9),
        "parameters": {name: assumption(term.unit) for name, term in PARAMETERS.items()},
        "profiles": {
            "smiths": profile(at_home=assumption(), pay=assumption(Scale.RATIO)),
            "waiting": profile(status=True),
        },
        "hosts": dict.fromkeys(PLACES, host),
    }
    return ImpactSpec(**{**given, **fields})


def case(claims: tuple[Claim, ...] = (), **fields: Any) -> Case:
    """A case of two years with one surge."""
    spec = Spec(
        id="small",
        title="Small",
        origin="MLT",
        start=START,
        end=END,
        population=540_000,
        events=(Event(id="s", date=date(2030, 5, 20), kind="surge", title="Drought"),),
        impact=impact(**fields),
    )
    return Case(spec=spec, claims=claims, sources=SOURCES, folder=Path())


def claim(id_: str = "A1", **fields: Any) -> Claim:
    """A share among those who left in the account."""
    row: dict[str, Any] = {
        "id": id_,
        "measure": "share",
        "population": "respondents",
        "period_start": START,
        "period_end": END,
        "unit": "percent",
        "hedge": "about",
        "source": "poll",
        "published": "2032",
        "status": "context",
    }
    if not {"value", "low"} & set(fields):
        row["value"] = 60
    return Claim(**{**row, **fields})


def account(count: int = 200, seed: int = 1) -> AccountDraws:
    """Draws of an account that balances: in every month some leave, and some of those return."""
    random = np.random.default_rng(seed)
    shape = count, len(MONTHS), len(PLACES)
    departures = random.gamma(2.0, 400.0, size=shape)
    stock, returns = np.zeros(shape), np.zeros(shape)
    present = np.zeros((count, len(PLACES)))
    for month in range(len(MONTHS)):
        present = present + departures[:, month]
        returns[:, month] = present * random.uniform(0, 0.3, size=present.shape)
        present = present - returns[:, month]
        stock[:, month] = present
    return AccountDraws(MONTHS, PLACES, departures, departures, returns, stock)


def with_more_returns(base: AccountDraws, factor: float) -> AccountDraws:
    """The same departures, returns multiplied; the stock follows."""
    returns = base.returns * factor
    stock = (base.departures - returns).cumsum(1)
    return replace(base, returns=returns, stock=stock)
