"""Counts told as a level, as a part of output, and in the unit of the number beside them."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

_ABOUT = "Refugees, exiles and asylum seekers keep aid workers busy.\n\n"


def _read(text: str) -> list[tuple[str, str]]:
    drafts = read_text(_ABOUT + text, Context(published=date(2025, 3, 1)))
    return [(draft.text, draft.measure.value) for draft in drafts]


@pytest.mark.parametrize(
    ("headline", "words", "measure"),
    [
        ("Registered Somali refugees in Uganda top two million mark", "two million", "stock"),
        ("Number of Venezuelans in Peru hits 1.5 million", "1.5 million", "stock"),
        ("Internally displaced in Sudan climb to 9.1 mln, agency reports", "9.1 mln", "stock"),
        ("Displaced Haitians pass the 1.3 million mark", "1.3 million", "stock"),
        ("Ukrainian refugee numbers in Poland drop below 900,000", "below 900,000", "stock"),
        ("Rohingya arrivals in Bangladesh exceed 500,000", "500,000", "arrivals"),
        ("Returns of Syrian refugees reach 400,000, agency says", "400,000", "returns"),
        ("Germany says nearly 75,000 Syrians now citizens", "nearly 75,000", "citizenships"),
        ("Over 90,000 Nicaraguans reach Spain", "Over 90,000", "arrivals"),
    ],
)  # fmt: skip
def test_headlines_tell_what_people_have_come_to(headline: str, words: str, measure: str) -> None:
    assert _read(headline) == [(words, measure)]


def test_refugees_rose_by_so_many_and_a_top_hundred_are_no_levels() -> None:
    assert not _read("The monthly average of the exiles' choir stands at 3,000 tickets.")
    assert not _read("Exiles made the top 100 of the list.")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Migration from Venezuela could lift Peru's GDP by 4.5% by 2030.", "4.5%"),
        ("If they stay abroad, this may take 3% to 5% off Ukraine's GDP a year.", "3% to 5%"),
        ("Integration would bring GDP growth of 0.3 to 0.9% a year for Chile.", "0.3 to 0.9%"),
        ("The newcomers generated about a third of Georgia's economic growth.", "about a third"),
        ("Refugees added 1.1 percentage points to growth in Peru.", "1.1 percentage points"),
        ("The emigration of specialists could shave 1.5% off Russian GDP.", "1.5%"),
    ],
)  # fmt: skip
def test_what_migration_does_to_output(sentence: str, words: str) -> None:
    assert _read(sentence) == [(words, "growth")]


def test_an_economy_that_grows_of_itself_is_no_claim() -> None:
    assert not _read("Turkey's economy grew by 5.6% as Syrian refugees arrived.")
    assert not _read("Ecuador's annual population growth of 1.4% is put down to births.")


def test_the_first_of_two_levels_has_the_unit_of_the_second() -> None:
    text = (
        "The share of Ukrainian refugees who want to return fell from 60 to 45%. "
        "The number of Venezuelan migrants in Chile fell from 0.7 to 0.4 million."
    )
    drafts = read_text(_ABOUT + text, Context(published=date(2025, 3, 1)))
    assert [(draft.text, draft.value, draft.unit.value) for draft in drafts] == [
        ("60", 60.0, "percent"),
        ("45%", 45.0, "percent"),
        ("0.7", 700_000.0, "persons"),
        ("0.4 million", 400_000.0, "persons"),
    ]


def test_those_helped_to_return_have_returned() -> None:
    assert _read("The agency assisted 34,500 Afghan returnees at Islam Qala in May.") == [
        ("34,500", "returns")
    ]


def test_people_about_to_lose_their_papers_are_there() -> None:
    text = (
        "Some 350,000 Haitians in the United States are set to lose their protected status. About "
        "60,000 Hondurans face deportation. The order could affect 900,000 undocumented Afghans."
    )
    assert _read(text) == [
        ("Some 350,000", "permits_valid"),
        ("About 60,000", "stock"),
        ("900,000", "stock"),
    ]


def test_staffs_and_men_brought_into_a_war_are_no_claims() -> None:
    assert not _read("The exiles' firms differ: some have a staff of 600 to 700, others of 300.")
    assert not _read("A decree meant to bring at least 300,000 men into the war shook Russia.")


def test_what_was_mobilised_does_not_take_those_who_fled() -> None:
    text = (
        "News that 200,000 reservists would be called up led thousands of Belarusian men to flee."
    )
    assert _read(text) == [("thousands", "departures")]


def test_part_of_those_counted_in_the_paragraph_before() -> None:
    text = (
        "Some 18,000 Ukrainian refugees had reached Ireland by Monday.\n\n"
        "Roughly 11,000 of them used a ferry."
    )
    assert [words for words, _ in _read(text)] == ["Some 18,000", "Roughly 11,000"]


def test_men_and_women_of_a_people_and_its_share_of_a_population() -> None:
    text = (
        "Chile is home to 530,000 Venezuelans. Women make up 52% of the Venezuelan population and "
        "men the other 48%. New arrivals could lift their share to a seventh of the population."
    )
    assert _read(text)[1:] == [("52%", "share"), ("48%", "share"), ("a seventh", "share")]


def test_stopped_so_many_times_and_entered_by_so_many() -> None:
    text = (
        "In 2022 the guards encountered Cuban migrants crossing unlawfully 210,000 times. Serbia "
        "was entered by 30,000 citizens of Russia, 12,000 of Belarus."
    )
    assert _read(text) == [
        ("210,000", "border_entries"),
        ("30,000", "border_entries"),
        ("12,000", "border_entries"),
    ]
