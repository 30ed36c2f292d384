"""One of every part that is kept beside a run, with invented numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from counterflow.cases.case import Event, EventKind
from counterflow.report.outlook import kept_forecast, kept_scenarios

SURGE = Event(id="war", date=date(2022, 2, 24), kind=EventKind.SURGE, title="Invasion")
AHEAD = date(2025, 1, 1)


def verdict(**changes: Any) -> dict[str, Any]:
    return {
        "claim": "X001",
        "verdict": "high",
        "probability": 0.973,
        "unit": "persons",
        "account_q10": 232_411.0,
        "account_median": 281_377.0,
        "account_q90": 349_214.0,
        "reading": "",
        "original": "",
        "change": "",
        "missing": "",
        "reliable": True,
    } | changes


def source(name: str, ratio: tuple[float, float, float] | None, **changes: Any) -> dict[str, Any]:
    low, middle, high = ratio or (None, None, None)
    return {
        "source": name.lower(),
        "name": name,
        "source_class": "register",
        "measure": "stock",
        "claims": 2,
        "ratio_q05": low,
        "ratio_q50": middle,
        "ratio_q95": high,
        "ratio_of": "account",
        "coverage_90": 1.0,
        "wrong": 0.03,
    } | changes


def statistic(where: str, place: str, percent: float) -> dict[str, Any]:
    return {
        "statistic": f"{where}, 2024: residents who left since the start, by a register",
        "measure": "stock",
        "place": place,
        "period_end": "2024-12-31",
        "expected_persons": 123_456.0,
        "narrowing_percent": percent,
    }


def forecast_table(places: tuple[str, ...] = ("GEO", "KAZ")) -> pd.DataFrame:
    levels = {"q05": 0.5, "q10": 0.6, "q25": 0.8, "q50": 1.0, "q75": 1.2, "q90": 1.5, "q95": 1.7}
    rows = []
    for year in (2024, 2025, 2026):
        for month in range(1, 13):
            for place in ("TOTAL", *places):
                for quantity, size in (("stock", 8e5), ("departures", 4e4), ("returns", 3e4)):
                    size = size if place == "TOTAL" else size / (3 + places.index(place))
                    rows.append(
                        {
                            "month": f"{year}-{month:02d}",
                            "destination": place,
                            "quantity": quantity,
                            "mean": size,
                            **{name: size * by for name, by in levels.items()},
                            "difference_mean": -size / 10,
                            **{
                                f"difference_{name}": -size / 10 * by for name, by in levels.items()
                            },
                        }
                    )
    return pd.DataFrame(rows)


def vintage(as_of: str, now: int, scale: float) -> dict[str, Any]:
    months = [f"2022-{k + 1:02d}-01" for k in range(12)]
    levels = {"q05": 0.7, "q10": 0.8, "median": 1.0, "q90": 1.3, "q95": 1.4}
    return {
        "as_of": as_of,
        "claims": 40,
        "learnt": 25,
        "sources": 6,
        "newest": "2022-06-30",
        "months": months,
        "abroad": {
            name: [scale * by * 50_000.0 * (k + 1) for k in range(12)]
            for name, by in levels.items()
        },
        "departures": {},
        "now": now,
        "converged": True,
        "movers": [
            {
                "source": "Border guard",
                "published": as_of,
                "claims": ["A"],
                "words": "the border exits",
                "moved": -41_234.0,
                "reliable": False,
            }
        ],
        "note": "",
    }


def contents() -> dict[str, Any]:
    """One of every part, as its command keeps it."""
    table = forecast_table()
    parts = [
        {"kind": "level", "label": "Departures", "detail": "", "mean": 1.93e6, "q10": 1.6e6,
         "median": 1.9e6, "q90": 2.3e6},
        {"kind": "step", "label": "Short stays", "detail": "Went home within a year",
         "mean": -9.3e5, "q10": -1.1e6, "median": -9.2e5, "q90": -8e5},
        {"kind": "level", "label": "Still abroad", "detail": "", "mean": 1.0e6, "q10": 7.8e5,
         "median": 9.8e5, "q90": 1.24e6},
    ]  # fmt: skip
    return {
        "verdicts": [verdict(), verdict(claim="X002", verdict="consistent", probability=0.876)],
        "waterfall": {"at": "2024-12-31", "parts": parts},
        "scoreboard": {"scoreboard": [source("Office", (1.5, 2.1, 3.0))], "influence": []},
        "narrowing": [statistic("Georgia", "GEO", 11.2)],
        "forecast": kept_forecast(table, AHEAD),
        "scenarios": kept_scenarios([("A second call-up", "From 2025.", table)], AHEAD),
        "history": [vintage("2022-06-30", 5, 1.0), vintage("2023-01-31", 11, 1.2)],
        "diagnosis": {"contradictions": [{"words": "A and B."}]},
    }
