"""Claims that a sentence makes without a verb of moving beside the number."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

_FILLER = "The weather had been mild all week, and the shops along the river stayed open. " * 25


def _read(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    drafts = read_text(text, Context(published=date(2024, 5, 1)))
    return [(draft.text, draft.measure.value, draft.destinations) for draft in drafts]


def test_one_word_of_migration_and_a_people_counted_make_a_long_text_a_source() -> None:
    claim = "About 90,000 Belarusian immigrants now live in Lithuania. "
    assert _read(claim + _FILLER) == [("About 90,000", "stock", ("LTU",))]
    assert not _read("The immigrant cuisine drew praise from 90,000 readers. " + _FILLER)


def test_thousands_parted_by_spaces_are_one_number() -> None:
    text = "Spain received 1 334 asylum applications in March, and Malta (1 042, or 3%) came next."
    assert [(text, measure) for text, measure, _ in _read(text)][:2] == [
        ("1 334", "asylum_applications"),
        ("1 042", "asylum_applications"),
    ]


_OPENING = "Ethiopia hosted 420,000 South Sudanese refugees at the end of 2023. "


def test_a_bare_number_goes_on_about_those_counted_before() -> None:
    text = _OPENING + "A year before, it had been at 410,000; Gambella alone gives 380,000."
    assert [(words, measure) for words, measure, _ in _read(text)] == [
        ("420,000", "stock"),
        ("410,000", "stock"),
        ("380,000", "stock"),
    ]


def test_a_bare_number_of_something_else_is_no_claim() -> None:
    text = _OPENING + "The mission feeds 9,000, pays rent for 300 and collected 182 testimonies."
    assert [words for words, _, _ in _read(text)] == ["420,000"]


def test_what_migrants_cost_and_add_to_output() -> None:
    text = (
        "Chile has received 530,000 Venezuelan migrants. It spent $420 per newcomer in 2021. "
        "A bus ticket costs $90. Migration will lift output by 0.9 percentage points by 2027."
    )
    assert [(words, measure) for words, measure, _ in _read(text)] == [
        ("530,000", "arrivals"),
        ("$420", "deposits"),
        ("0.9 percentage points", "growth"),
    ]


def test_a_passive_verb_of_counting_counts_its_subject() -> None:
    text = (
        "Asylum seekers came in numbers. Most first time applicants were registered in Malta, "
        "with 4,200. The authorities took 3,100 first instance decisions."
    )
    assert [(words, measure) for words, measure, _ in _read(text)] == [
        ("4,200", "asylum_applications"),
        ("3,100", "other"),
    ]


def test_a_count_as_of_a_day_is_a_stock() -> None:
    text = (
        "Peru's migration agency said on Monday that, as of 31 March this year, 1,540,000 "
        "Venezuelans were settled in the country."
    )
    assert _read(text) == [("1,540,000", "stock", ("PER",))]


def test_help_to_travel_is_travel_and_help_with_blankets_is_none() -> None:
    text = (
        "The agency helped 700 Syrian refugees travel to Cyprus and assisted 3,000 to return to "
        "Syria. It helped 8,000 refugees with blankets."
    )
    assert [(words, measure) for words, measure, _ in _read(text)] == [
        ("700", "arrivals"),
        ("3,000", "returns"),
    ]


def test_those_who_died_on_the_way_are_no_claim() -> None:
    text = "In 2023 some 4,500 Rohingya refugees risked the sea passage, and 569 of them died."
    assert [words for words, _, _ in _read(text)] == ["some 4,500"]


def test_a_table_of_districts_is_of_the_country_of_the_document() -> None:
    text = (
        "Uganda hosts 1.6 million refugees from South Sudan.\n\n"
        "Registered refugees in Uganda by settlement\nSettlement | Refugees | Schools\n"
        "Bidibidi | 205,000 | 120\nKyaka II | 121,000 | 44\nTents | 12,300 | 0\n"
    )
    assert _read(text)[1:] == [("205,000", "stock", ("UGA",)), ("121,000", "stock", ("UGA",))]


def test_telephone_numbers_years_in_brackets_and_room_for_people_are_no_claims() -> None:
    text = (
        "Some 4,000 Georgian emigrants came to Poland in 2023. The first emigration (1917–1922) "
        "is told elsewhere. A hostel has room for 9,126 people. Each Monday a third-class train "
        "leaves. Tel. +49 611 75 00 00"
    )
    assert [words for words, _, _ in _read(text)] == ["Some 4,000"]


def test_a_text_on_voters_or_transfers_of_players_gives_nothing() -> None:
    text = (
        "The exodus of players goes on: 410 left the league for clubs abroad. Some 6,000 fans "
        "moved to the new stadium, and 300,000 visited the club museum. A defender who came as a "
        "refugee scored both goals. The diaspora casts 730,000 votes in the election."
    )
    assert not _read(text)


def test_may_have_left_within_two_weeks_is_leaving() -> None:
    text = "In September some 700,000 Russians may have left within two weeks of the exodus."
    assert _read(text) == [("some 700,000", "departures", ())]


def test_being_moved_being_made_to_leave_and_the_right_to_stay() -> None:
    text = (
        "Another million Afghan refugees live in Pakistan. Since April 200,000 have been made to "
        "leave. Some 13,000 have been moved from the border to a camp. In Peshawar 1,685 obtained "
        "the right to settle. About 9,000 Afghans have settled abroad since June 2023."
    )
    assert [(words, measure) for words, measure, _ in _read(text)] == [
        ("Another million", "stock"),
        ("200,000", "returns"),
        ("Some 13,000", "arrivals"),
        ("1,685", "permits_issued"),
        ("About 9,000", "departures"),
    ]


@pytest.mark.parametrize(
    "aside",
    [
        "The foundation has so far paid 3 million yen a year in rent.",
        "Of the firms they opened a few have 600-700 employees.",
        "They amount to little among its inhabitants, who number 63,692.",
        "Around 2,520 families had received certificates under the scheme.",
        "The survey drew 1,022 responses.",
        "Some 57 percent of the refugees had a degree, against 35 percent of adults born in Japan.",
    ],
)
def test_what_is_told_beside_those_who_came_is_no_claim(aside: str) -> None:
    text = f"Japan has taken in 2,000 refugees from Myanmar since 2021. {aside}"
    numbers = {draft.text for draft in read_text(text, Context(published=date(2024, 6, 15)))}
    assert numbers - {"2,000", "Some 57 percent"} == set()


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("In the space of two years at least 61,000 Cubans have reached Uruguay.", "arrivals"),
        ("The programme has helped more than 2.4 million Iraqi refugees return to Iraq.",
         "returns"),
        ("Norway's asylum figures: 1,240 Eritreans in March.", "asylum_applications"),
    ],
)  # fmt: skip
def test_room_and_help_that_are_none(text: str, measure: str) -> None:
    assert [m for _, m, _ in _read(text)] == [measure]


def test_a_question_says_what_the_number_of_its_answer_counts() -> None:
    text = "How many Venezuelans cross the Darién? In 2023 it was a record 520,085 people."
    assert [(words, measure) for words, measure, _ in _read(text)] == [
        ("520,085", "border_entries")
    ]


def test_lists_of_a_register_a_census_and_an_office_that_decides() -> None:
    text = (
        "In Germany's Central Register of Foreigners 973,000 Syrian nationals stood at the end of "
        "2023. The office decided on 104,561 asylum claims. Jordan issued 437,000 work permits to "
        "Syrians, but only 46,000 were valid. Some 2,700 did not leave again. Chile's census found "
        "670,000 Venezuelans. The site has 20,000 readers."
    )
    assert [(words, measure) for words, measure, _ in _read(text)] == [
        ("973,000", "stock"),
        ("104,561", "other"),
        ("437,000", "permits_issued"),
        ("only 46,000", "permits_valid"),
        ("Some 2,700", "stock"),
        ("670,000", "stock"),
    ]


def test_key_figures_stand_under_or_over_their_names() -> None:
    under = "Refugees from Ukraine recorded in Europe\n5,982,900\nLast updated 15 February 2024\n"
    over = "Syria in figures\n7.2 million\nInternally displaced people\n12\nCamps\n"
    assert [(words, measure) for words, measure, _ in _read(under)] == [("5,982,900", "stock")]
    assert _read(over) == [("7.2 million", "stock", ("SYR",))]


def test_a_text_on_the_internally_displaced_is_one_on_people_on_the_move() -> None:
    text = (
        "Key messages. 3.7 million IDPs remain inside the country. Aid agencies have reached "
        "250,000. The Ukrainian survey put internally displaced persons in Kyiv at 328,000."
    )
    assert [words for words, _, _ in _read(text)] == ["3.7 million", "328,000"]


def test_camps_hold_children_go_to_schools_and_counts_of_a_day() -> None:
    text = (
        "Zaatari, the largest camp of Syrian refugees, has 76,000 residents; Azraq holds 41,000. "
        "Some 4,100 sought asylum. At the end of January 2024 UNHCR counted 116,000, and 2,300 "
        "children were going to local schools. School enrolment stood at 155,000."
    )
    assert [(words, measure) for words, measure, _ in _read(text)] == [
        ("76,000", "stock"),
        ("41,000", "stock"),
        ("Some 4,100", "asylum_applications"),
        ("116,000", "stock"),
        ("2,300", "stock"),
    ]


def test_what_somebody_thinks_about_or_claims_is_not_what_is_counted() -> None:
    text = (
        "About 3,000 refugees living in Italy have thought about going back. Not counted are the "
        "40,000 whom Rome claims to have received. Colombia itself has 2.9 million of them. "
        "Thousands of returning exiles arrived by train."
    )
    assert [(words, measure) for words, measure, _ in _read(text)][:3] == [
        ("About 3,000", "stock"),
        ("40,000", "stock"),
        ("2.9 million", "stock"),
    ]
    assert _read(text)[3][0] == "Thousands"


def test_the_furniture_of_a_page_is_no_claim() -> None:
    text = (
        "Geostat said that 52,627 Russians immigrated in 2023. Some 3,000 marched in Tbilisi.\n"
        "© 2024. ISSN 1234-5678. Tel. 32 2 123 456. OJ L 248, p. 180. Room 1204.\n"
    )
    assert [words for words, _, _ in _read(text)] == ["52,627"]
