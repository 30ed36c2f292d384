"""Numbers that say a claim again, and peoples counted without a verb of moving."""

from __future__ import annotations

from datetime import date

from counterflow.reading import Context, read_text

_ABOUT = "Refugees, exiles and asylum seekers keep aid workers busy.\n\n"


def _read(text: str) -> list[tuple[str, str]]:
    drafts = read_text(_ABOUT + text, Context(published=date(2025, 3, 1)))
    return [(draft.text, draft.measure.value) for draft in drafts]


def test_a_share_told_again_as_people_counts_what_they_did() -> None:
    left = (
        "By 2022 a tenth of Belarus's engineers had left the country. That means over 9,000 people."
    )
    home = (
        "Nearly a third of the Syrians in Jordan returned home. This corresponds to 180,000 people."
    )
    assert _read(left)[1] == ("over 9,000", "departures")
    assert _read(home)[1] == ("180,000", "returns")


def test_a_difference_does_not_say_the_level_again() -> None:
    text = "In June 5.6 million Ukrainian refugees were abroad. This is 300,000 more than in May."
    assert _read(text) == [("5.6 million", "stock"), ("300,000", "change")]


def test_a_part_of_growth_told_again_in_points() -> None:
    text = "The newcomers generated a quarter of Georgia's GDP growth, which is over 2% out of 9%."
    assert _read(text) == [("a quarter", "growth"), ("over 2%", "growth")]


def test_a_people_that_the_text_is_about_is_counted_whatever_it_does() -> None:
    text = (
        "Syrian refugees fled to Egypt. In Egypt some 6,800 Syrians have put their name "
        "on refugee lists. More than 600 Syrians are said to be held in prisons. Syrian exiles "
        "and migrants wait."
    )
    assert ("some 6,800", "stock") in _read(text)
    assert "More than 600" not in [words for words, _ in _read(text)]


def test_a_fraction_may_stand_for_those_asked() -> None:
    text = (
        "Of those migrants interviewed, 90% were Haitian. About half meant to go to Chile. Roughly "
        "a third gave hunger as the reason."
    )
    assert [words for words, _ in _read(text)] == ["90%", "About half", "Roughly a third"]


def test_sums_quarters_and_populations_are_not_people_on_the_move() -> None:
    text = (
        "Only 4,300 of the Armenian refugees took citizenship. The programme pays 50,000 drams a "
        "head; from January the sum falls to 30,000. It costs about $40 million a quarter. By May "
        "it was 61 per cent funded."
    )
    assert [words for words, _ in _read(text)] == ["Only 4,300"]
    assert not _read("The population shrank by 10%, to 10.05 million, exiles or not.")


def test_what_an_exodus_costs_an_economy() -> None:
    text = "Their stay could cost Ukraine up to 7% of its output, the refugees' council warns."
    assert _read(text) == [("up to 7%", "growth")]
    credit = "Economists credit the newcomers with 0.7 percentage points of last year's growth."
    assert _read(credit) == [("0.7 percentage points", "growth")]


def test_parts_of_those_who_went_and_people_of_a_country() -> None:
    text = "In 2023 nearly 4,500 Rohingya took to the sea, two-thirds of them women, and 569 died."
    assert [words for words, _ in _read(text)] == ["nearly 4,500", "two-thirds"]
    text = (
        "Refugees from Ukraine fled to Germany. There were 1.13 million people from Ukraine in the "
        "foreigners' register."
    )
    assert _read(text) == [("1.13 million", "stock")]


def test_vacancies_do_not_go_on_about_permits() -> None:
    text = "In 2024 18,400 permits were issued to refugees. Vacancies fell from 80,000 to 71,000."
    assert [words for words, _ in _read(text)] == ["18,400"]
