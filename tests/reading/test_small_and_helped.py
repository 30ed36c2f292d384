"""Small numbers of papers, those helped on the way, and the displaced among the needy."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

_ABOUT = "Refugees, exiles and asylum seekers keep aid workers busy.\n\n"


def _read(text: str) -> list[tuple[str, str]]:
    drafts = read_text(_ABOUT + text, Context(published=date(2025, 3, 1)))
    return [(draft.text, draft.measure.value) for draft in drafts]


@pytest.mark.parametrize(
    ("sentence", "words", "measure"),
    [
        ("So far 62 Georgians have applied for asylum in Malta.", "62", "asylum_applications"),
        ("Of 700 asylum claims, around 40 had been approved.", "around 40", "permits_issued"),
        ("Malta took 1,240 asylum claims in May and approved 85.", "85", "permits_issued"),
        ("Of the exiles 71 were granted permanent residence.", "71", "permits_issued"),
    ],
)  # fmt: skip
def test_papers_are_counted_one_by_one(sentence: str, words: str, measure: str) -> None:
    assert (words, measure) in _read(sentence)


def test_a_family_and_a_handful_are_not_papers() -> None:
    assert not _read("A family of 12 applied for asylum. Police sent home 34 Syrians.")


def test_those_given_help_on_the_way_have_moved_too() -> None:
    text = (
        "In May 40,000 Syrians went home from Jordan, says the agency, which gave cash aid to "
        "8,600. In June 61,000 went back, and 9,300 of them were helped by the agency."
    )
    assert _read(text) == [
        ("40,000", "returns"),
        ("8,600", "returns"),
        ("61,000", "returns"),
        ("9,300", "returns"),
    ]


def test_the_displaced_among_those_in_need() -> None:
    text = (
        "Bad roads keep aid from the 900,000 in need, among them 160,000 internally displaced "
        "people. Some 9 million people need help, including 3.1 million refugees."
    )
    assert _read(text) == [("160,000", "stock"), ("3.1 million", "stock")]


def test_a_share_that_moves_by_points_has_changed() -> None:
    text = "The proportion of men among the refugees has grown by 6 percentage points."
    assert _read(text) == [("6 percentage points", "change")]


def test_people_travel_under_a_scheme_and_crowds_stay() -> None:
    assert _read("Some 16,000 others have travelled under the family scheme.") == [
        ("Some 16,000", "arrivals")
    ]
    assert not _read("A crowd of 20,000 greeted the exiles.")
