"""The bundled case is whole: every compiled row placed, every reference resolved."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from counterflow.cases.case import EventKind, Spec
from counterflow.ledger.claim import Claim, Status
from counterflow.ledger.source import Source, SourceClass
from counterflow.terms import Measure, Unit, parse_places

FOLDER = Path(str(files("counterflow.cases"))) / "russia_2022"
COMPILED_ROWS = 463
COUNTED_AT_BORDERS = {Measure.BORDER_ENTRIES, Measure.BORDER_EXITS}
MAY_PRECEDE = COUNTED_AT_BORDERS | {Measure.STOCK, Measure.PERMITS_VALID}


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def claims() -> tuple[Claim, ...]:
    return tuple(Claim.model_validate(row) for row in table("claims.csv"))


@cache
def observations() -> tuple[Claim, ...]:
    return tuple(claim for claim in claims() if claim.is_observation)


@cache
def sources() -> dict[str, Source]:
    return {row["id"]: Source.model_validate(row) for row in table("sources.csv")}


@cache
def spec() -> Spec:
    with (FOLDER / "case.toml").open("rb") as handle:
        return Spec.model_validate(tomllib.load(handle))


def place(claim: Claim) -> str:
    """The country an observation speaks of: its destination, or the host people leave."""
    home = spec().origin
    for text in (claim.destination, claim.origin):
        if text and text != home:
            return text if len(parse_places(text)) == 1 else "several"
    return "anywhere"


def counts_in_readme(heading: str) -> dict[str, tuple[int, ...]]:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    section = text.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    rows = re.findall(r"^\| (\w+) \|((?: \d+ \|)+)$", section, flags=re.MULTILINE)
    return {name: tuple(int(n) for n in re.findall(r"\d+", cells)) for name, cells in rows}


def test_every_compiled_row_is_placed_exactly_once() -> None:
    placed = Counter([claim.id for claim in claims()])
    placed.update(row["id"] for row in table("left_out.csv"))
    assert [name for name, times in placed.items() if times > 1] == []
    assert sum(re.fullmatch(r"R\d{4}", name) is not None for name in placed) == COMPILED_ROWS


def test_rows_left_out_carry_a_reason_and_no_numbers() -> None:
    for row in table("left_out.csv"):
        assert row["reason"]
        assert not re.search(r"\d", row["reason"])


def test_columns_follow_the_claim() -> None:
    header = list(table("claims.csv")[0])
    assert set(header) == set(Claim.model_fields)
    assert header[:3] == ["id", "measure", "population"]


def test_files_are_utf8_with_unix_line_ends() -> None:
    for name in ("claims.csv", "sources.csv", "left_out.csv"):
        raw = (FOLDER / name).read_bytes()
        assert b"\r" not in raw
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert raw.endswith(b"\n")


def test_numbers_are_plain_and_without_trailing_zero() -> None:
    plain = re.compile(r"|-?\d+(\.\d*[1-9])?")
    for row in table("claims.csv"):
        for column in ("value", "low", "high"):
            assert plain.fullmatch(row[column]), (row["id"], column, row[column])


def test_every_source_is_named_and_used() -> None:
    assert {claim.source for claim in claims()} == set(sources())
    assert all(source.name for source in sources().values())
    assert {source.kind for source in sources().values()} == set(SourceClass)


def test_lineage_resolves_without_cycles() -> None:
    by_id = {claim.id: claim for claim in claims()}
    for claim in claims():
        seen = {claim.id}
        current = claim
        while current.lineage:
            current = by_id[current.lineage]
            assert current.id not in seen, f"{claim.id} leads back to itself"
            seen.add(current.id)


def test_a_copied_observation_leads_to_an_observation() -> None:
    by_id = {claim.id: claim for claim in claims()}
    for claim in observations():
        if claim.lineage:
            assert by_id[claim.lineage].is_observation, claim.id


def test_copies_known_by_name_share_one_root() -> None:
    by_id = {claim.id: claim for claim in claims()}

    def root(name: str) -> str:
        while by_id[name].lineage:
            name = by_id[name].lineage
        return name

    assert {root(name) for name in ("R0006", "R0056", "R0069", "R0070")} == {"R0056"}
    assert {root(name) for name in ("R0050", "R0062", "R0337")} == {"R0337"}
    assert {root(name) for name in ("R0020", "R0096", "R0098")} == {"R0096"}
    assert {root(name) for name in ("R0084", "R0177", "R0179")} == {"R0177"}
    assert {root(name) for name in ("R0025", "R0087", "R0315")} == {"R0315"}


def test_there_is_enough_to_learn_from() -> None:
    single = {place(claim) for claim in observations()} - {"several", "anywhere"}
    roots = [claim for claim in observations() if not claim.lineage]
    assert len(observations()) >= 250
    assert len(roots) >= 230
    assert len(single) >= 25


def test_every_claim_says_where_it_was_read() -> None:
    for claim in claims():
        assert claim.reporter, claim.id
        assert claim.title, claim.id
        assert claim.published, claim.id
        assert claim.url or claim.locator, claim.id
        assert not re.search(r"(^|[\s:])/\w+/|\.txt\b", claim.locator + claim.note), claim.id


def test_what_is_not_learnt_from_says_why() -> None:
    silent = [claim.id for claim in claims() if not claim.is_observation and not claim.note]
    forecasts = [claim.id for claim in claims() if claim.status is Status.FORECAST]
    assert set(silent) <= set(forecasts)


def test_observations_are_about_everyone_and_inside_the_account() -> None:
    start, end = spec().start, spec().end
    for claim in observations():
        assert not claim.population, claim.id
        assert claim.period_end <= end, claim.id
        assert claim.published_on >= claim.period_end, f"{claim.id} is a forecast"
        if claim.measure not in MAY_PRECEDE:
            assert claim.period_start >= start, claim.id
        elif claim.period_end < start and claim.measure not in COUNTED_AT_BORDERS:
            assert claim.includes_before, claim.id


def test_stocks_are_on_one_day_and_flows_have_a_window() -> None:
    for claim in observations():
        if claim.measure in {Measure.STOCK, Measure.PERMITS_VALID}:
            assert claim.period.days == 1, claim.id
        if claim.measure in {Measure.RETURNED_SHARE, Measure.STAYED}:
            assert claim.period.days > (claim.duration_days or 0), claim.id


def test_shares_are_percentages() -> None:
    shares = [c for c in observations() if c.measure in {Measure.SHARE, Measure.RETURNED_SHARE}]
    for claim in shares:
        assert claim.unit is Unit.PERCENT, claim.id
        for number in (claim.value, claim.low, claim.high):
            assert number is None or 0 <= number <= 100, claim.id


def test_places_are_known_and_have_features() -> None:
    named = {
        code
        for claim in claims()
        for text in (claim.origin, claim.destination)
        for code in parse_places(text)
    } - {spec().origin}
    assert named == set(spec().features)
    for code, features in spec().features.items():
        assert set(features) == {"visa_free", "border", "language", "diaspora"}, code
        assert all(0 <= value <= 1 for value in features.values()), code


def test_events_are_dated_and_sourced() -> None:
    surges = {event.date for event in spec().events if event.kind is EventKind.SURGE}
    assert surges == {date(2022, 2, 24), date(2022, 9, 21)}
    assert len({event.id for event in spec().events}) == len(spec().events)
    for event in spec().events:
        assert spec().start <= event.date <= spec().end
        assert event.source, event.id
        assert event.url.startswith("https://"), event.id
        assert set(event.destinations) <= set(spec().features), event.id


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (
            "## What is in it",
            lambda: tallies([c.status.value for c in claims()]),
        ),
        (
            "### By measure",
            lambda: tallies(
                [c.measure.value for c in claims()],
                [c.measure.value for c in observations()],
                [c.measure.value for c in observations() if not c.lineage],
            ),
        ),
        (
            "### By class of source",
            lambda: tallies(
                [source.kind.value for source in sources().values()],
                [sources()[c.source].kind.value for c in claims()],
                [sources()[c.source].kind.value for c in observations()],
                [sources()[c.source].kind.value for c in observations() if not c.lineage],
            ),
        ),
        (
            "### By place",
            lambda: tallies(
                [place(c) for c in observations()],
                [place(c) for c in observations() if not c.lineage],
            ),
        ),
    ],
)
def test_readme_counts_what_is_there(
    heading: str, expected: Callable[[], dict[str, tuple[int, ...]]]
) -> None:
    assert counts_in_readme(heading) == expected()


def tallies(*columns: list[str]) -> dict[str, tuple[int, ...]]:
    counted = [Counter(column) for column in columns]
    return {name: tuple(c[name] for c in counted) for name in counted[0]}
