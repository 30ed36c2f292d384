"""The commands that put questions to a finished run, as a new user calls them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from jobs import Fitted
from typer.testing import CliRunner, Result

from counterflow.cli import app
from counterflow.errors import CounterflowError
from counterflow.verdicts.claimreview import problems

SENTENCE = "About 20,000 Venezuelans lived in Colombia at the end of 2022."


@pytest.fixture(scope="module")
def case(fitted: Fitted) -> str:
    return str(fitted.job.case)


@pytest.fixture(scope="module")
def run(fitted: Fitted) -> list[str]:
    return ["--from", str(fitted.out)]


def invoke(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_a_sentence_is_checked(case: str, run: list[str]) -> None:
    shown = invoke("check", SENTENCE, "--case", case, *run)
    assert shown.exit_code == 0, shown.output
    assert "not a judgement of the source" in shown.output
    (record,) = json.loads(invoke("check", SENTENCE, "--case", case, *run, "--json").output)
    assert record["destination"] == "COL"
    assert record["account_q10"] < record["account_median"] < record["account_q90"]


def test_an_article_and_a_table_are_checked(case: str, run: list[str], tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(f"Refugees leave Venezuela\n\n{SENTENCE}\n", encoding="utf-8")
    for what in (article, Path(case) / "claims.csv"):
        rows = list(
            csv.DictReader(
                io.StringIO(invoke("check", str(what), "--case", case, *run, "--csv").output)
            )
        )
        assert rows
        assert all(row["verdict"] and row["sentence"] for row in rows)


def test_nothing_to_check_is_said(case: str, run: list[str]) -> None:
    shown = invoke("check", "The factory made 40,000 shoes.", "--case", case, *run)
    assert shown.exit_code == 0
    assert "40,000" in shown.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "nowhere.txt"), "no file"),
        (("check", str(Path(__file__).parent)), "is a folder; give one article in it"),
        (("check", SENTENCE, "--published", "May"), "not a day"),
        (("check", SENTENCE, "--json", "--csv"), "one form"),
    ],
)
def test_bad_questions_are_refused(
    case: str, run: list[str], words: tuple[str, ...], told: str
) -> None:
    shown = invoke(*words, "--case", case, *run)
    refusal = shown.exception
    code = refusal.exit_code if isinstance(refusal, CounterflowError) else shown.exit_code
    assert code == 2
    assert told in f"{shown.output}{shown.exception}"


def test_reviews_are_published_as_json_ld(case: str, run: list[str]) -> None:
    graph = json.loads(
        invoke("verdicts", case, *run, "--claim-review", "https://example.org/v").output
    )
    assert graph["@graph"]
    assert problems(graph) == []
    refused = invoke("verdicts", case, *run, "--claim-review", "example")
    assert refused.exit_code == 2
    assert "is not an address" in refused.output


def test_the_way_between_two_numbers_adds_up(case: str, run: list[str], tmp_path: Path) -> None:
    asked = ("reconcile", case, "--at", "2022-09", "--start", "departures", *run)
    parts = json.loads(invoke(*asked, "--json").output)
    steps = sum(part["mean"] for part in parts if part["kind"] == "step")
    levels = [part["mean"] for part in parts if part["kind"] == "level"]
    assert levels[0] + steps == pytest.approx(levels[-1])
    assert all(part["q10"] <= part["median"] <= part["q90"] for part in parts)
    drawn = tmp_path / "steps.svg"
    assert invoke(*asked, "--svg", str(drawn)).exit_code == 0
    assert drawn.read_text(encoding="utf-8").startswith("<svg")


def test_influence_and_what_would_narrow_the_answer(case: str, run: list[str]) -> None:
    moved = json.loads(invoke("influence", case, *run, "--json").output)
    assert {row["method"] for row in moved} <= {"weights", "needs a refit"}
    assert all(row["change_percent"] is None for row in moved if not row["reliable"])
    shown = invoke("influence", case, *run)
    assert "Pareto k" in shown.output
    missing = json.loads(invoke("influence", case, *run, "--missing", "--json").output)
    shares = [row["narrowing_percent"] for row in missing]
    assert shares == sorted(shares, reverse=True)
