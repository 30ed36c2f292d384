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
