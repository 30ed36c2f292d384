"""Parts of a count: in brackets, in lists of peoples and schemes, and small ones."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

_ABOUT = "Refugees, exiles and asylum seekers keep aid workers busy.\n\n"


def _read(text: str, about: str = _ABOUT) -> list[tuple[str, str, str]]:
    drafts = read_text(about + text, Context(published=date(2025, 3, 1)))
    return [(draft.text, draft.measure.value, draft.origin) for draft in drafts]


def test_women_in_brackets_are_of_the_permits_before() -> None:
    text = (
        "In 2024 work permits were issued to 8,310 Haitians (2,045 women) "
        "and 3,020 Cubans (77 women)."
    )
    found = _read(text)
    assert [words for words, _, _ in found] == ["8,310", "2,045", "3,020", "77"]
    assert {measure for _, measure, _ in found} == {"permits_issued"}


def test_children_in_brackets_went_where_the_others_did() -> None:
    text = "In 2023 some 14,200 Afghans (3,100 children) were deported from Pakistan."
    assert _read(text) == [
        ("some 14,200", "returns", "AFG"),
        ("3,100", "returns", "AFG"),
    ]


def test_a_list_of_foreigners_goes_on_past_their_papers() -> None:
    text = (
        "At the end of 2024 the office counted 3.2 million foreigners in the country, among them "
        "402,000 Ukrainians, 310,500 people with Romanian citizenship and 288,000 Moldovans."
    )
    assert _read(text)[1:] == [
        ("402,000", "stock", "UKR"),
        ("310,500", "stock", "ROU"),
        ("288,000", "stock", "MDA"),
    ]


def test_rows_of_schemes_are_of_the_papers_above_them() -> None:
    text = (
        "Sudan schemes of the United Kingdom, 4 May 2024\n\n"
        "Visas granted to people under the Sudan schemes: 5,300\n"
        "Figures are as of 3 May and break down as follows:\n"
        "- Sudan Family Scheme: 3,100\n"
        "- Sudan Sponsorship Scheme: 2,200\n\n"
        "Among the sponsorship visas granted, the sponsor was in:\n"
        "- Scotland: 670\n- Wales: 85\n"
    )
    assert [(words, measure) for words, measure, _ in _read(text, "")] == [
        (words, "permits_issued") for words in ("5,300", "3,100", "2,200", "670", "85")
    ]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("A study of staff pages counted 412 lecturers who had departed from Venezuela.", "412"),
        ("The group identified 37 leading surgeons who had left Belarus.", "37"),
        ("It documented 1,900 journalists who fled Myanmar after the coup.", "1,900"),
    ],
)  # fmt: skip
def test_those_on_a_list_of_leavers_left(sentence: str, words: str) -> None:
    assert [found[:2] for found in _read(sentence)] == [(words, "departures")]


def test_staff_that_a_share_left_are_no_claim() -> None:
    text = "About 20% of the 640 teachers of the school have left Cuba since 2022."
    assert [words for words, _, _ in _read(text)] == ["About 20%"]


def test_scientists_who_left_a_country_make_a_text_one_of_leavers() -> None:
    text = "The magazine estimates that at least 1,800 doctors have left Sri Lanka since 2022."
    assert [found[:2] for found in _read(text, "")] == [("at least 1,800", "departures")]


@pytest.mark.parametrize(
    "aged", ["under the age of 30", "between the ages of 18 and 45", "aged 18 to 60"]
)
def test_an_age_is_no_distance(aged: str) -> None:
    text = f"On average some 230 Syrian women {aged} have been applying for asylum in Malta."
    assert _read(text) == [("some 230", "asylum_applications", "SYR")]


def test_another_few_are_counted_with_those_before_and_a_handful_alone_is_not() -> None:
    text = "In May 2023 police counted 1,946 Hondurans who crossed into Guatemala. "
    assert ("88", "returns", "HND") in _read(text + "Another 88 went back to Honduras.")
    assert not _read(
        "Anna, 35, and 88 others went back to Honduras. Her family took in 34 refugees."
    )
    assert len(_read(text + "\n\nPublished: 27.08.23, 13:40")) == 1
