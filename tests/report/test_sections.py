"""Parts that commands keep beside a run: kept whole, drawn in words that follow from them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from parts import AHEAD, SURGE, contents, forecast_table, source, statistic, verdict, vintage

from counterflow.cases.case import Case
from counterflow.outlook import keep_forecast, keep_scenarios
from counterflow.report import ReportInput, Rooms, Verdict, render_report
from counterflow.report.assemble import PARTS, keep_part, kept_rooms
from counterflow.report.diagnosis import diagnosis_section
from counterflow.report.history import history_figure
from counterflow.report.judged import claim_verdicts
from counterflow.report.kept import KeptError, read_kept
from counterflow.report.outlook import (
    forecast_figures,
    kept_forecast,
    kept_scenarios,
    scenario_figures,
)
from counterflow.report.page import full_page
from counterflow.report.reconciled import headline_waterfall
from counterflow.report.sources import narrowing_figure, scoreboard_figure


def test_every_kept_part_is_drawn_in_reading_order(
    spare_case: Case, run: tuple[Path, dict[str, Any]], data: ReportInput
) -> None:
    rooms = kept_rooms(run[0], spare_case, run[1])
    assert not rooms.absent
    page = full_page(replace(data, rooms=rooms))
    order = [
        *("map", "stock", "flows", "onward", "waterfall", "claims", "sources", "narrowing"),
        *("ahead-stock", "ahead-flows", "ahead-places", "scenario-1", "places", "history"),
        *("trust", "rests-on", "method"),
    ]
    found = [page.index(f'<section id="{name}"') for name in order]
    assert found == sorted(found)
    assert "Why published numbers differ" in page
    assert "<b>High</b>" in page
    assert " style=" not in page[page.index("<body>") : page.index("<script>")]


def test_what_is_absent_says_which_command_makes_it(
    spare_case: Case, tmp_path: Path, data: ReportInput
) -> None:
    rooms = kept_rooms(tmp_path, spare_case, {})
    page = full_page(replace(data, rooms=rooms))
    for command in ("run", "forecast", "scenario", "history", "diagnose"):
        assert f"made by <code>counterflow {command} invented" in page
    for name in ("scoreboard", "narrowing", "forecast", "scenarios", "history", "diagnosis"):
        assert PARTS[name].heading in page


def test_a_part_of_an_earlier_estimate_is_not_shown(
    spare_case: Case, run: tuple[Path, dict[str, Any]]
) -> None:
    folder, record = run
    later = {**record, "headline": [{"median": 2.0}]}
    rooms = kept_rooms(folder, spare_case, later)
    assert not rooms.forecast
    assert rooms.absent["forecast"].why.startswith("What was kept is of an earlier estimate")
    # A history rests on the ledger alone, and is still true.
    assert rooms.history
    assert not kept_rooms(folder, spare_case, {**record, "ledger_hash": "other"}).history


def test_a_damaged_part_is_named(run: tuple[Path, dict[str, Any]]) -> None:
    (run[0] / "sections" / "history.json").write_text("{torn", encoding="utf-8")
    with pytest.raises(KeptError, match=r"history\.json cannot be read .*; delete it or make it"):
        read_kept(run[0], "history", "9f31")


def test_parts_are_kept_beside_a_run_only(tmp_path: Path) -> None:
    with pytest.raises(KeptError, match="holds no finished run"):
        keep_part(tmp_path, "history", [])


@pytest.mark.parametrize(
    ("changes", "expected", "words"),
    [
        (
            {},
            Verdict.HIGH,
            "The account has about 280,000 (80% interval 230,000 to 350,000). A careful count "
            "would have said less in 97% of cases.",
        ),
        (
            {"verdict": "low", "reading": "arrivals in 2022", "reliable": False},
            Verdict.LOW,
            "The account has about 280,000 (80% interval 230,000 to 350,000). A careful count "
            "would have said more in 97% of cases. It may count arrivals in 2022. Not independent.",
        ),
        (
            {"verdict": "measures something else", "reading": "crossings", "probability": 0.999},
            Verdict.ELSE,
            "The account has about 280,000 (80% interval 230,000 to 350,000). The number fits "
            "crossings better (probability more than 99%).",
        ),
        (
            {
                "verdict": "copied and distorted",
                "original": "R0007",
                "change": "a digit is missing",
                "unit": "percent",
                "account_q10": 41.2,
                "account_median": 48.3,
                "account_q90": 57.1,
            },
            Verdict.DISTORTED,
            "The account has about 48% (80% interval 41% to 57%). It looks copied from R0007: a "
            "digit is missing (probability 97%).",
        ),
        (
            {"verdict": "consistent", "probability": 0.876, "reliable": False},
            Verdict.CONSISTENT,
            "Probability 88%. Not independent.",
        ),
        (
            {
                "verdict": "not checkable",
                "missing": "it is about men, and the account does not tell groups apart",
            },
            Verdict.UNCHECKABLE,
            "It is about men.",
        ),
    ],
)
def test_verdicts_in_words(changes: Mapping[str, Any], expected: Verdict, words: str) -> None:
    found = claim_verdicts([verdict(**changes)])["X001"]
    assert (found.verdict, found.sentence) == (expected, words)


def test_sources_in_words() -> None:
    board = [
        source("Border guard", (1.4, 2.13, 3.3)),
        source("Survey", (0.8, 1.1, 1.4)),
        source("Registry", (0.4, 0.5, 0.6), ratio_of="own level"),
        source("Nobody", None),
    ]
    moved = [
        {"kind": "source", "figure": "still_abroad", "name": "survey", "reliable": True,
         "change_percent": 3.4},
        {"kind": "source", "figure": "still_abroad", "name": "registry", "reliable": False,
         "change_percent": 9.0},
    ]  # fmt: skip
    figure = scoreboard_figure(board, moved)
    assert figure is not None
    assert figure.finding == (
        "2 series can be set against the account; 1 is clearly apart from it, most of all Border "
        "guard, whose people living there are about 2.1 times the account’s "
        "(90% interval 1.4 to 3.3)."
    )
    assert [row[4] for row in figure.table.rows] == [
        "2.1 (1.4 to 3.3)", "1.10 (0.80 to 1.40)", "0.50* (0.40 to 0.60)", ""
    ]  # fmt: skip
    assert [row[-1] for row in figure.table.rows] == ["", "3%", "needs a refit", ""]
    calm = scoreboard_figure([source("Survey", (0.8, 1.1, 1.4))], [])
    assert calm is not None
    assert calm.finding.endswith("; none is clearly apart from it.")


def test_what_would_narrow_it_in_words() -> None:
    rows = [statistic("all destinations", "all", 58.5), statistic("Georgia", "GEO", 4.4)]
    figure = narrowing_figure([*rows, statistic("Peru", "PER", 0.2)])
    assert figure is not None
    assert figure.finding == (
        "Of the statistics that nobody has published, one would tell most: residents who left "
        "since the start, by a register (all destinations, 2024). It would narrow the interval of "
        "those abroad by about 60%. Of single places: residents who left since the start, by a "
        "register (Georgia, 2024), about 4%."
    )
    assert [row[1:] for row in figure.table.rows] == [
        ["120,000", "58%"], ["120,000", "4%"], ["120,000", "less than 1%"]
    ]  # fmt: skip
    assert "Peru" not in str(figure.wide)


def test_headline_numbers_in_steps_that_sum() -> None:
    found = headline_waterfall(contents()["waterfall"])
    assert found is not None
    assert found.finding == (
        "All of these can be true at the end of 2024: departures (about 1.93 million); still "
        "abroad (about 1.00 million). Each step says what one number counts and the next does not."
    )
    bars = found.bars()
    assert [bar.kind for bar in bars] == ["level", "step", "level"]
    assert bars[0].change + bars[1].change == bars[2].change
    assert headline_waterfall({"at": "2024-12-31", "parts": []}) is None


def test_a_forecast_in_words() -> None:
    stock, flows, places = forecast_figures(contents()["forecast"], (SURGE,))
    assert stock.finding == (
        "If nothing new happens, about 800,000 are abroad at the end of 2026: "
        "480,000 to 1.20 million in 80 of 100 runs."
    )
    assert flows.finding.startswith("In December 2026 about 40,000 leave (24,000 to 60,000)")
    assert places.finding == (
        "If nothing new happens, most would live in Georgia (about 270,000) and Kazakhstan "
        "(about 200,000) at the end of 2026."
    )
    assert "no shock comes" in stock.note


def test_a_scenario_in_words() -> None:
    (figure,) = scenario_figures(contents()["scenarios"])
    assert figure.heading == "What if: A second call-up"
    assert figure.finding.startswith("At the end of 2026 about 80,000 fewer are abroad")
    assert "Most changed: Georgia" in figure.finding


def test_a_history_in_words() -> None:
    figure = history_figure((SURGE,), contents()["history"])
    assert figure is not None
    assert figure.finding == (
        "On 30 June 2022 the published claims put 240,000 to 390,000 people abroad; with "
        "hindsight it was 290,000 to 470,000 (80% intervals)."
    )
    assert figure.table.rows[0][4] == "240,000 to 390,000"
    assert figure.table.rows[0][5] == "~ −41,000 by Border guard"
    alone = history_figure((), contents()["history"][:1])
    assert alone is not None
    assert alone.finding.endswith("240,000 to 390,000 people abroad.")
    blank = {**vintage("2022-03-31", 0, 1.0), "note": "nothing had been published"}
    assert history_figure((), [blank]) is None


def test_many_contradictions_are_folded_and_unknown_sources_are_counted() -> None:
    found = [{"words": f"Pair {k}."} for k in range(7)]
    sources = [
        {"name": "a", "claims": 3, "method": "weights",
         "figures": {"still_abroad": {"q10": 780_123.0, "q90": 1_214_567.0}}},
        {"name": "b", "claims": 2, "method": "not refitted", "figures": {}},
    ]  # fmt: skip
    section = diagnosis_section({"contradictions": found, "sources": sources})
    assert section.index("Pair 3.") < section.index("<summary>3 more</summary>")
    assert "780,000 to 1.21 million" in section
    assert "without another 1 source only new estimates could tell" in section
    assert "nan" not in section


def many(data: ReportInput, count: int) -> pd.DataFrame:
    copies = pd.concat([data.claims] * math.ceil(count / len(data.claims)), ignore_index=True)
    found = copies.head(count).copy()
    found["id"] = [f"R{k:04d}" for k in range(count)]
    found["title"] = [
        f"Residents by citizenship, table {k % 160} of a yearbook" for k in range(count)
    ]
    found["url"] = [f"https://example.org/{'long-address-' * 5}{k % 160}" for k in range(count)]
    return found


def test_a_page_of_a_large_case_with_every_part_is_under_800_kilobytes(
    spare_case: Case, run: tuple[Path, dict[str, Any]], make: Any
) -> None:
    places = [
        *("KAZ", "GEO", "ARM", "USA", "KGZ", "ISR", "SRB", "DEU", "FIN", "MNE", "AZE", "TUR"),
        *("UZB", "TJK", "KOR", "FRA", "ARE", "ESP", "POL", "GBR", "CYP", "THA", "LVA", "EST"),
        *("LTU", "IDN", "MNG", "ARG", "CZE", "PRT", "BGR", "GRC", "ITA", "EU27-REST", "ELSEWHERE"),
    ]
    folder, record = run
    keep_part(folder, "forecast", kept_forecast(forecast_table(tuple(places)), AHEAD))
    keep_part(folder, "narrowing", [statistic("Georgia", "GEO", 60.0 - k) for k in range(40)])
    board = [source(f"Statistical office {k}", (0.8, 1.1, 1.6)) for k in range(110)]
    keep_part(folder, "scoreboard", {"scoreboard": board, "influence": []})
    table = forecast_table(tuple(places))
    keep_part(folder, "scenarios", kept_scenarios([("A", "b.", table), ("C", "d.", table)], AHEAD))
    whole = make(places)
    claims = many(whole, 470)
    judged = [
        verdict(claim=id_, verdict="high" if k % 13 == 0 else "consistent")
        for k, id_ in enumerate(claims["id"])
    ]
    keep_part(folder, "verdicts", judged)
    rooms = kept_rooms(folder, spare_case, record)
    page = render_report(replace(whole, claims=claims, rooms=rooms))
    assert page.count("<tr id=claim-") == 470
    assert len(page.encode()) < 800_000


def test_without_rooms_nothing_is_said_to_be_missing(data: ReportInput) -> None:
    assert "made by" not in full_page(replace(data, rooms=Rooms()))


def test_commands_keep_what_answers_the_report_s_question(
    spare_case: Case, run: tuple[Path, dict[str, Any]]
) -> None:
    found: Any = SimpleNamespace(folder=run[0])
    table = forecast_table()
    made: Any = SimpleNamespace(whole_table=table, ahead=(AHEAD,), with_network=None)
    (run[0] / "sections" / "forecast.json").unlink()
    switched_off: Any = SimpleNamespace(with_network=table)
    assert keep_forecast(found, switched_off) is None
    assert "forecast" in kept_rooms(run[0], spare_case, run[1]).absent
    assert keep_forecast(found, made) == run[0] / "sections" / "forecast.json"
    compared: Any = SimpleNamespace(
        table=table.assign(scenario="call-up"),
        names=("call-up",),
        scenarios=(SimpleNamespace(title="Another call-up", description="From 2025."),),
        months=(AHEAD,),
        known=0,
    )
    keep_scenarios(found, compared)
    rooms = kept_rooms(run[0], spare_case, run[1])
    assert rooms.forecast
    assert [figure.heading for figure in rooms.scenarios] == ["What if: Another call-up"]
