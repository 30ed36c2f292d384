"""case.toml: what is wrong in it is named by line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterflow.cases import load_case
from counterflow.ledger import CaseError, Problem


def problems_after(folder: Path, old: str, new: str) -> tuple[tuple[Problem, ...], str]:
    path = folder / "case.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    return caught.value.problems, path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "column", "reason", "remedy"),
    [
        ('origin = "MLT"', 'origin = "MLX"', "origin", "neither an ISO", ""),
        ('origin = "MLT"', 'origin = "MLT+ITA"', "origin", "one country", ""),
        ("population = 540_000", "population = 0", "population", "greater than 0", ""),
        ("population = 540_000", "populaton = 5", "populaton", "not a key", "population"),
        ("start = 2030-01-01", "start = 2030-01-02", "", "first day of a month", ""),
        ("end = 2031-12-31", "end = 2029-12-31", "", "is before start", ""),
        ('kind = "policy"', 'kind = "law"', "events[2].kind", "", "surge, policy, mark"),
        ('effects = ["attraction", "permits"]', "", "events[2]", "needs destinations", ""),
        ('destinations = ["ITA"]', 'destinations = ["ITL"]', "events[2].destinations", "", "ITA"),
        ("[features.ITA]", "[features.ITX]", "features.ITX", "unknown place", ""),
        ('NEAR = ["ITA", "TUN"]', 'NEAR = ["ITA", "TNU"]', "regions.NEAR", "unknown", "TUN"),
        ('NEAR = ["ITA", "TUN"]', 'ITA = ["TUN"]', "regions.ITA", "cannot name a region", ""),
        ('NEAR = ["ITA", "TUN"]', "NEAR = []", "regions", "NEAR has no member", ""),
        ('id = "italy-fast-permits"', 'id = "wells-fail"', "events", "id of two events", ""),
        ("start = 2030-01-01", "start = 1930-01-01", "", "101 years long", ""),
        ('id = "example"', 'id = "my case"', "id", "not an identifier", "no spaces"),
        ('id = "example"', 'id = "example"\nbasemap = "no.json"', "basemap", "not in", "copy"),
    ],
)
def test_a_mistake_is_named_by_key(
    folder: Path, old: str, new: str, column: str, reason: str, remedy: str
) -> None:
    problems, text = problems_after(folder, old, new)
    problem = next(p for p in problems if p.column == column)
    assert problem.file == "case.toml"
    assert reason in problem.reason
    assert remedy in problem.remedy
    if new and column and column not in ("regions", "events", "basemap") and "needs" not in reason:
        assert text.splitlines()[problem.row - 1].startswith(new.split("=")[0].strip())


def test_a_missing_key_is_named(folder: Path) -> None:
    problems, _ = problems_after(folder, 'title = "Drought', '# title = "Drought')
    (problem,) = problems
    assert (problem.column, problem.reason) == ("title", "the key is missing")


def test_a_missing_key_of_an_event_points_at_the_event(folder: Path) -> None:
    (problem,), text = problems_after(folder, "date = 2030-03-10\n", "")
    assert problem.column == "events[1].date"
    assert text.splitlines()[problem.row - 1] == "[[events]]"


def test_what_is_not_toml_is_named_by_line(folder: Path) -> None:
    (problem,), text = problems_after(folder, 'origin = "MLT"', "origin = MLT")
    assert text.splitlines()[problem.row - 1] == "origin = MLT"
    assert "quotes" in problem.remedy


def test_another_encoding_is_named_by_line(folder: Path) -> None:
    path = folder / "case.toml"
    path.write_bytes(path.read_bytes() + "\n# é\n".encode("latin-1"))
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    (problem,) = caught.value.problems
    assert problem.row == path.read_bytes().count(b"\n")
    assert "0xE9" in problem.reason


@pytest.mark.parametrize("name", ["case.toml", "claims.csv", "sources.csv"])
def test_each_file_must_be_there(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    assert ("is not in the folder", name) in {(p.reason, p.file) for p in caught.value.problems}


READ_AS = '[[readings]]\nclaim = "{claim}"\nmeasure = "stock"\nweight = {weight}\n'
BROKEN = '[[breaks]]\ndate = 2030-06-01\nsource = "{source}"\nplace = "{place}"\nreason = "r"\n'


def added(folder: Path, rows: str) -> Path:
    """The case with rows at the end of its case.toml."""
    path = folder / "case.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + rows, encoding="utf-8")
    return folder


def test_readings_and_breaks_are_read(folder: Path) -> None:
    case = load_case(folder)
    claim, source = case.claims[0], next(iter(case.sources))
    rows = READ_AS.format(claim=claim.id, weight=0.4) + BROKEN.format(source=source, place="ITA")
    found = load_case(added(folder, rows)).spec
    assert [(row.claim, row.measure.value) for row in found.readings] == [(claim.id, "stock")]
    assert [(row.source, row.place) for row in found.breaks] == [(source, "ITA")]


@pytest.mark.parametrize(
    ("rows", "column", "reason"),
    [
        (READ_AS.format(claim="NONE", weight=0.4), "readings.claim", "names no claim"),
        (READ_AS.format(claim="NONE", weight=1.0), "readings[1].weight", "less than 1"),
        (2 * READ_AS.format(claim="NONE", weight=0.5), "readings", "weigh 1"),
        (BROKEN.format(source="nobody", place="ITA"), "breaks.source", "names no source"),
        (BROKEN.format(source="nobody", place="ITX"), "breaks[1].place", "unknown place"),
    ],
)
def test_a_mistake_in_readings_or_breaks_is_named(
    folder: Path, rows: str, column: str, reason: str
) -> None:
    with pytest.raises(CaseError) as caught:
        load_case(added(folder, rows))
    assert [p for p in caught.value.problems if p.column == column and reason in p.reason]


@pytest.mark.parametrize("number", ["nan", "inf", "1e9"])
def test_a_feature_is_a_small_number(folder: Path, number: str) -> None:
    (problem,), _ = problems_after(folder, "border = 0", f"border = {number}")
    assert problem.column == "features.ITA.border"


def test_an_event_outside_the_account_is_told(folder: Path) -> None:
    path = folder / "case.toml"
    text = path.read_text(encoding="utf-8").replace("date = 2030-03-10", "date = 2003-03-10", 1)
    path.write_text(text, encoding="utf-8")
    (notice,) = load_case(folder).notices
    assert "wells-fail of 2003-03-10 lies outside the account" in notice
