"""Countries listed with a number each, in lines of their own or in one sentence."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, Draft, read_text

MARCH_2025 = Context(published=date(2025, 3, 20))


def read(text: str) -> list[Draft]:
    drafts = read_text(text, MARCH_2025)
    assert all(text[draft.start : draft.end] == draft.text for draft in drafts)
    return drafts


def rows(text: str) -> list[tuple[float | None, str, tuple[str, ...]]]:
    return [(draft.value, draft.measure.value, draft.destinations) for draft in read(text)]


@pytest.mark.parametrize(
    "lines",
    [
        "- Ethiopia: 170,000\n- Uganda: 52,300",
        "* Ethiopia - 170,000\n* Uganda - 52,300",
        "1. Ethiopia: 170,000\n2. Uganda: 52,300",
        "• in Ethiopia: 170,000 people\n• in Uganda: 52,300 people",
        "Ethiopia: 170,000\nUganda: 52,300",
        "Ethiopia – 170,000;\nUganda – 52,300.",
        "Ethiopia 170,000\nUganda 52,300",
    ],
)
@pytest.mark.parametrize("end", [":\n", "\n\n"])
def test_lines_of_a_list_count_what_its_caption_says(lines: str, end: str) -> None:
    text = f"The agency counts refugees.\n\nEritrean refugees by host country{end}{lines}\n"
    assert rows(text) == [(170e3, "stock", ("ETH",)), (52.3e3, "stock", ("UGA",))]
    assert {draft.origin for draft in read(text)} == {"ERI"}


@pytest.mark.parametrize(
    ("caption", "measure", "period"),
    [
        ("Asylum claims by Afghans in 2023, by country", "asylum_applications", "2023-01-01"),
        ("New arrivals of Afghan refugees in 2024", "arrivals", "2024-01-01"),
        ("Afghans, by host country, at the end of 2023", "stock", "2023-12-31"),
    ],
)
def test_a_list_in_one_sentence(caption: str, measure: str, period: str) -> None:
    drafts = read(f"{caption}: Iran 3.1 million; Pakistan 1.9 million; Turkey about 40,000.")
    assert [(draft.value, draft.destinations) for draft in drafts] == [
        (3.1e6, ("IRN",)),
        (1.9e6, ("PAK",)),
        (40e3, ("TUR",)),
    ]
    assert {draft.measure.value for draft in drafts} == {measure}
    assert {str(draft.period_start) for draft in drafts} == {period}
    assert drafts[-1].hedge.value == "about"


def test_a_caption_outweighs_a_claim_before_it() -> None:
    text = (
        "Colombia hosts 2.8 million Venezuelan refugees. New arrivals in 2024:\n"
        "• Peru – 31,000\n• Chile – 18,300\n"
    )
    assert rows(text)[1:] == [(31e3, "arrivals", ("PER",)), (18.3e3, "arrivals", ("CHL",))]


def test_what_stands_in_the_brackets_of_a_row_is_read_too() -> None:
    text = (
        "Refugees from Ukraine by country:\n"
        "- Moldova: 95,000 (down from 102,000 a year ago)\n- Latvia: 47,000\n"
    )
    assert [value for value, _, _ in rows(text)] == [95e3, 102e3, 47e3]


def test_people_sent_back_are_listed_by_the_country_they_left() -> None:
    text = (
        "Afghan refugees went home.\n\nAfghans sent back in 2024:\nIran: 714,000\nPakistan: 9,000\n"
    )
    assert [(d.measure.value, d.destinations, d.moved_from) for d in read(text)] == [
        ("returns", ("AFG",), "IRN"),
        ("returns", ("AFG",), "PAK"),
    ]


@pytest.mark.parametrize(
    "caption",
    [
        "Asylum applications in Norway 2024 by citizenship",
        "Asylum seekers in Norway in 2024, main countries of origin",
    ],
)
def test_a_list_of_citizenships_tells_origins(caption: str) -> None:
    text = f"Refugees came.\n\n{caption}\n\n- Ukraine: 10,300\n- Syria: 1,650\n"
    assert [(d.origin, d.destinations) for d in read(text)] == [
        ("UKR", ("NOR",)),
        ("SYR", ("NOR",)),
    ]


def test_a_caption_may_be_left_out_where_the_first_row_says_whom_it_counts() -> None:
    text = "Эмиграция из России: беженцы.\n\nСербия: 35 тысяч россиян; Турция: 110 тысяч."
    assert rows(text) == [(35e3, "stock", ("SRB",)), (110e3, "stock", ("TUR",))]


def test_russian_lists() -> None:
    text = (
        "Беженцы и переселенцы.\n\nСколько россиян приехало в 2022 году:\n"
        "• Казахстан: 146 тысяч\n• Грузия — 62 тысячи\n\n"
        "Прошения об убежище в Польше в 2023 году по гражданству: Беларусь — 3900; Украина — 1800."
    )
    assert [(d.value, d.measure.value, d.origin, d.destinations) for d in read(text)] == [
        (146e3, "arrivals", "RUS", ("KAZ",)),
        (62e3, "arrivals", "RUS", ("GEO",)),
        (3900, "asylum_applications", "BLR", ("POL",)),
        (1800, "asylum_applications", "UKR", ("POL",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Refugees left for Chad.\n\nPopulation:\nChad: 18 million\nEgypt: 110 million\n",
        "Refugees went home.\n\nMedals won by country: Chad 3,000; Egypt 1,200; Libya 500.",
        "Bus prices for refugees.\n\n- Poland: 1,200 zloty\n- Germany: 300 euros\n",
    ],
    ids=["population", "medals", "prices"],
)
def test_lists_of_something_else_give_no_claims(text: str) -> None:
    assert read(text) == []
