"""One measurement speaks once, however often it is printed."""

from __future__ import annotations

import random

from smallcase import claim

from counterflow.estimation.utterances import root_of, utterances
from counterflow.ledger import Claim


def row(id_: str, **fields: object) -> Claim:
    return claim("stock", id_, **{"destination": "COL", "value": 60_000, **fields})


def test_an_exact_copy_by_another_reporter_is_no_new_evidence() -> None:
    rows = [row("A"), row("B", reporter="a paper", published="2024-02", title="again")]
    repeats, speakers = utterances(rows)
    assert repeats == {"B": "A"}
    assert [speaker.id for speaker in speakers] == ["A"]


def test_of_two_copies_the_first_published_speaks() -> None:
    rows = [row("A", published="2024-02"), row("B", published="2023-05")]
    assert utterances(rows)[0] == {"A": "B"}


def test_another_source_number_place_day_or_definition_is_new_evidence() -> None:
    others = [
        row("B", source="panel"),
        row("C", value=61_000),
        row("D", destination="PER"),
        row("E", period_end="2022-12-30"),
        row("F", duration_days=365),
        row("G", includes_before=True),
        row("J", population="engineers"),
        row("H", hedge="range", value=None, low=50_000, high=70_000),
        claim("arrivals", "I", destination="COL", value=60_000),
    ]
    repeats, speakers = utterances([row("A"), *others])
    assert repeats == {}
    assert len(speakers) == 1 + len(others)


def test_a_lineage_speaks_through_its_root() -> None:
    rows = [
        row("C", lineage="B", value=60_100, source="paper"),
        row("B", lineage="A", source="panel"),
        row("A", published="2024"),
    ]
    repeats, speakers = utterances(rows)
    assert repeats == {"B": "A", "C": "A"}
    assert [speaker.id for speaker in speakers] == ["A"]
    assert root_of(rows[0], {r.id: r for r in rows}) == "A"


def test_where_the_root_is_no_observation_the_first_published_speaks() -> None:
    rows = [
        row("A", status="context", published="2023-01"),
        row("B", lineage="A", published="2023-05", value=60_500),
        row("C", lineage="A", published="2023-03", value=59_000),
    ]
    repeats, speakers = utterances(rows)
    assert repeats == {"B": "C"}
    assert [speaker.id for speaker in speakers] == ["C"]


def test_copies_of_a_root_not_yet_published_are_one_utterance() -> None:
    rows = [row("B", lineage="A"), row("C", lineage="A", value=60_500)]
    repeats, speakers = utterances(rows)
    assert repeats == {"C": "B"}
    assert [speaker.id for speaker in speakers] == ["B"]


def test_a_copy_of_a_copy_that_left_no_trace_still_joins_its_statement() -> None:
    rows = [row("A"), row("B"), row("C", lineage="B", value=60_100)]
    repeats, speakers = utterances(rows)
    assert repeats == {"B": "A", "C": "A"}
    assert [speaker.id for speaker in speakers] == ["A"]


def test_where_the_account_cannot_speak_of_the_root_the_next_one_speaks() -> None:
    rows = [
        row("A", published="2023-01"),
        row("B", lineage="A", published="2023-05", value=60_500),
        row("C", lineage="A", published="2023-03", value=59_000),
    ]
    assert utterances(rows, {"A"}) == ({"A": "C", "B": "C"}, (rows[2],))
    assert utterances(rows, {"A", "C"})[0] == {"A": "B", "C": "B"}
    assert utterances(rows[:1], {"A"}) == ({}, (rows[0],))


def test_only_observations_speak() -> None:
    for status in ("forecast", "corrected", "corrupt", "context"):
        assert utterances([row("A", status=status)]) == ({}, ())


def test_order_of_rows_is_irrelevant() -> None:
    rows = [
        row("A"),
        row("B", published="2024"),
        row("C", lineage="A", value=60_100),
        row("D", lineage="Z", value=7),
        row("E", lineage="Z", value=8),
        claim("returns", "F"),
        claim("departures", "G", hedge="range", low=1, high=2),
    ]
    straight = utterances(rows)
    for seed in range(5):
        turned = random.Random(seed).sample(rows, len(rows))
        assert utterances(turned) == straight
