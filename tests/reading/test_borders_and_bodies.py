"""Whose border it is that people are counted at, and whom "it" and "the agency" mean."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, Draft, read_text
from counterflow.reading.told_bodies import body_told_of, named_before


def read(text: str) -> list[Draft]:
    return read_text(text, Context(published=date(2024, 8, 17)))


@pytest.mark.parametrize(
    "words", ["at the Polish border", "on the border with Poland", "along its Polish border"]
)
def test_people_met_at_a_border_are_counted_by_the_country_on_this_side(words: str) -> None:
    found = read(
        "Germany's federal police say more Syrian migrants are coming. In May 4,100 "
        f"Syrians entered Germany from elsewhere.\n\nIn June they stopped 5,200 Syrians {words}."
    )
    assert [draft.destinations for draft in found] == [("DEU",), ("DEU",)]


def test_a_border_that_was_crossed_leads_to_the_country_behind_it() -> None:
    [draft] = read("Some 5,200 Ukrainian refugees crossed the Polish border on Monday.")
    assert draft.destinations == ("POL",)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Central Bank of Armenia (CBA) has cut its forecast.", "Central Bank of Armenia"),
        (
            "The Migration Service (SEM) and the Statistics Office (FSO) have released figures.",
            "Migration Service",
        ),
        ("Armenia has cut its forecast.", ""),
    ],
)
def test_the_body_a_sentence_tells_of(text: str, body: str) -> None:
    assert body_told_of(text) == body


def test_the_agency_is_the_one_body_named_before() -> None:
    before = "In May agents of Customs and Border Protection met few Cubans."
    assert named_before("The agency counted 800.", before) == "Customs and Border Protection"
    assert named_before("The agency counted 800.", "Agents met few Cubans.") == ""


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The Central Bank of Armenia (CBA) has cut its forecast. In March it expected 5,000 "
            "Russian emigrants to arrive in 2025.",
            "Central Bank of Armenia (CBA)",
        ),
        (
            "Czech labour office: over 8,800 refugees from Ukraine came to Prague in May",
            "Czech labour office",
        ),
        ("FACT CHECK: Over 8,800 refugees from Ukraine came to Prague in May", ""),
    ],
)
def test_who_counted(text: str, source: str) -> None:
    assert read(text)[0].source == source


@pytest.mark.parametrize(
    "text",
    [
        "Some 3,170 Venezuelan migrants deported from the US arrived in Venezuela on Friday.",
        "A plane from the United States with 317 Venezuelan migrants on board landed this Friday.",
    ],
)
def test_those_flown_from_elsewhere_are_home(text: str) -> None:
    [draft] = read(text)
    assert (draft.origin, draft.destinations) == ("VEN", ("VEN",))


def test_shares_of_those_who_left_are_of_nowhere_named() -> None:
    found = read(
        "Germany has taken in many Russians. Of the Russian emigrants who have left, half are "
        "under 40 and 70% hold a degree."
    )
    assert found[-1].destinations == ()


def test_shares_of_applicants_by_country_are_of_origins() -> None:
    found = read(
        "In 2023 some 329,000 Syrian and other asylum seekers applied in Germany. In 2022 it was "
        "217,000 in Germany. Georgia and Moldova accounted for 4% of applicants."
    )
    assert {draft.destinations for draft in found} == {("DEU",)}
