"""Invented numbers in the shape of an estimate: nothing here is about real people."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from parts import SURGE, contents

from counterflow.cases.case import Case, Event, Spec
from counterflow.report import Headline, ReportInput
from counterflow.report.assemble import keep_part, kept_rooms
from counterflow.report.page import full_page
from counterflow.terms import month_starts

PLACES = [
    *("KAZ", "ARM", "ISR", "GEO", "SRB", "TUR", "DEU", "ARE", "USA"),
    *("KGZ", "THA", "FIN", "ARG", "UZB", "ESP", "EU27-REST", "ELSEWHERE"),
]
LEVELS = {
    "q025": -1.96,
    "q05": -1.645,
    "q10": -1.282,
    "q25": -0.674,
    "q50": 0.0,
    "q75": 0.674,
    "q90": 1.282,
    "q95": 1.645,
    "q975": 1.96,
}
START, END = date(2022, 1, 1), date(2024, 12, 31)
TITLES = (
    ("2022-02-24", "Invasion"),
    ("2022-03-04", "Law on false information"),
    ("2022-09-21", "Partial mobilisation announced"),
    ("2022-09-30", "Finland closes the land border to tourists"),
    ("2022-10-28", "End of mobilisation announced"),
    ("2023-01-27", "Kazakhstan limits visa-free stays to 90 days in 180"),
    ("2023-11-15", "Border crossings in the south-east close"),
    ("2024-10-20", "New rules for residence permits by property"),
)


def quantiles(median: float, spread: float) -> dict[str, float]:
    return {name: round(median * math.exp(spread * z), 1) for name, z in LEVELS.items()}


def account(places: list[str]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    months = [f"{d:%Y-%m}" for d in month_starts(START, END)]
    cells = [*enumerate(places), (0, "TOTAL")]
    for k, place in cells:
        size = 770_000.0 if place == "TOTAL" else 105_000.0 * 0.88**k
        spread = 0.13 if place == "TOTAL" else 0.16 + 0.02 * (k % 5)
        for t, month in enumerate(months):
            waves = 1 / (1 + math.exp(-(t - 2.4) * 1.9)) + 0.75 / (1 + math.exp(-(t - 8.6) * 2.6))
            level = size * waves / 1.66 * (1 - 0.004 * max(t - 9, 0) * (1 + k % 4))
            out = size * (
                0.02
                + 0.3 * math.exp(-((t - 2) ** 2) / 2)
                + 0.34 * math.exp(-((t - 8.6) ** 2) / 0.9)
            )
            back = size * 0.011 * (1 + math.sin(t / 3) / 4) * min(t, 9) / 9
            values = {
                "stock": level,
                "departures": out,
                "arrivals": out,
                "returns": back,
                "onward": back / 4,
                "onward_in": back / 5,
            }
            for quantity, value in values.items():
                rows.append(
                    {
                        "month": month,
                        "destination": place,
                        "quantity": quantity,
                        "mean": value,
                        "sd": value * spread,
                        **quantiles(value, spread),
                    }
                )
    return pd.DataFrame(rows)


def claims(places: list[str]) -> pd.DataFrame:
    measures: tuple[str, ...] = (
        "stock",
        "permits_valid",
        "stock",
        "border_entries",
        "arrivals",
        "returned_share",
    )
    hedges = ("exact", "about", "at_least", "range", "up_to")
    rows: list[dict[str, Any]] = []
    for k in range(60):
        measure = "stock" if k < 6 else measures[k % 6]
        if k in (17, 29):
            measure = "departures" if k == 17 else "returns"
        place = (
            ""
            if k < 6 or measure in ("returned_share", "departures", "returns")
            else places[k % min(len(places), 15)]
        )
        month = 2 + (k * 7) % 34
        end = date(2022 + month // 12, month % 12 + 1, 28)
        size = 760_000.0 if not place else 105_000.0 * 0.86 ** (k % 15)
        value = (
            22.0 + k % 9 if measure == "returned_share" else round(size * (0.55 + k % 7 / 7), -2)
        )
        hedge = hedges[k % 5]
        predicted = k % 9 != 4
        middle = value / (0.72 + (k % 5) / 6)
        levels = quantiles(middle, 0.16) if predicted else dict.fromkeys(LEVELS, math.nan)
        used = predicted and k % 8 != 7
        is_range = hedge == "range"
        rows.append(
            {
                "id": f"X{k + 1:03d}",
                "measure": measure,
                "population": "",
                "origin": "RUS",
                "destination": place,
                "period_start": end if measure in ("stock", "permits_valid") else date(2022, 3, 1),
                "period_end": end,
                "value": math.nan if is_range else value,
                "low": value * 0.9 if is_range else math.nan,
                "high": value * 1.1 if is_range else math.nan,
                "unit": {
                    "permits_valid": "permits",
                    "border_entries": "crossings",
                    "returned_share": "percent",
                }.get(measure, "persons"),
                "hedge": hedge,
                "counts": {"permits_valid": "permits", "border_entries": "crossings"}.get(measure),
                "duration_days": 365 if k % 4 == 0 else math.nan,
                "includes_before": (True if k % 5 == 1 else None) if place else None,
                "reporter": f"Statistical office {k % 11 + 1}",
                "source": f"office-{k % 11 + 1}",
                "lineage": "",
                "published": f"{end.year}-12",
                "title": "Residents by citizenship",
                "url": "https://example.org/table" if k % 2 else "",
                "locator": "",
                "of": None,
                "status": "observation" if used else "context",
                "note": "",
                "used": used,
                "why_unused": "" if used else "counts another population",
                **{f"pred_{name}": level for name, level in levels.items()},
                "inside_90": (levels["q05"] <= value <= levels["q95"]) if predicted else None,
            }
        )
    return pd.DataFrame(rows)


def headline() -> tuple[Headline, ...]:
    def figure(key: str, label: str, when: str, median: float, unit: str = "persons") -> Headline:
        q = quantiles(median, 0.13)
        return Headline(key, label, when, median, q["q05"], q["q10"], q["q90"], q["q95"], unit)

    return (
        figure("still_abroad", "Living abroad", "2024-12-31", 682_345),
        figure("peak_abroad", "Living abroad at the peak", "2022-12-31", 770_000),
        figure("departures_total", "Departures", "2024-12-31", 1_212_000),
        figure("returned_total", "Returns", "2024-12-31", 318_000),
        figure("returned_share", "Share of leavers who returned", "2024-12-31", 26.4, "percent"),
    )


def build(places: list[str]) -> ReportInput:
    return ReportInput(
        title="Invented crisis, 2022 to 2024",
        description="Numbers made up to test the report. They describe nobody.",
        origin="RUS",
        start=START,
        end=END,
        as_of=date(2025, 6, 30),
        events=tuple(
            Event(id=f"event-{k}", date=date.fromisoformat(day), kind="mark", title=title)
            for k, (day, title) in enumerate(TITLES)
        ),
        account=account(places),
        claims=claims(places),
        headline=headline(),
        run={
            "seed": 1,
            "versions": {"counterflow": "0.1.0", "numpyro": "0.16"},
            "ledger_hash": "9f31c2ab44de" * 5,
            "converged": True,
            "timings": {"sampling": 41.0},
            "diagnostics": {
                "max_rhat": 1.004,
                "min_ess_bulk": 812,
                "min_ess_tail": 655,
                "divergences": 0,
            },
        },
    )


@pytest.fixture
def spare_case(data: ReportInput, tmp_path: Path) -> Case:
    """A case without claims, for what is kept beside its run."""
    spec = Spec(
        id="invented",
        title=data.title,
        origin=data.origin,
        start=data.start,
        end=data.end,
        population=1_000_000,
        events=(SURGE,),
    )
    return Case(spec, (), {}, tmp_path)


@pytest.fixture
def run(tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """A folder that holds a run's record and every part."""
    record = {"case": "invented", "ledger_hash": "9f31", "headline": [{"median": 1.0}]}
    (tmp_path / "run.json").write_text(json.dumps(record), encoding="utf-8")
    for name, content in contents().items():
        keep_part(tmp_path, name, content)
    return tmp_path, record


@pytest.fixture(scope="session")
def data() -> ReportInput:
    return build(PLACES)


@pytest.fixture(scope="session")
def page(data: ReportInput) -> str:
    from counterflow.report import render_report

    return render_report(data)


@pytest.fixture(scope="session")
def full(data: ReportInput) -> str:
    """The page before it is made compact."""
    return full_page(data)


@pytest.fixture(scope="session")
def make() -> Callable[[list[str]], ReportInput]:
    return build


@pytest.fixture
def whole(data: ReportInput, spare_case: Case, run: tuple[Path, dict[str, Any]]) -> str:
    """The page with every part."""
    from counterflow.report import render_report

    return render_report(replace(data, rooms=kept_rooms(run[0], spare_case, run[1])))
