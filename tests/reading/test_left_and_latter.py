"""Hosts that were left, one for each number; countries that a text only points back to."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, Draft, read_text


def read(text: str) -> list[Draft]:
    return read_text(text, Context(published=date(2024, 9, 20)))


@pytest.mark.parametrize(
    "text",
    [
        "Some 12,000 Congolese refugees came back in 2023, among them 7,000 from Uganda, "
        "3,000 from Kenya and 2,000 from Angola.",
        "In 2023 some 12,000 Congolese refugees returned: 7,000 from Uganda, 3,000 from Kenya and "
        "2,000 from Angola.",
        "Of 12,000 Congolese refugees repatriated in 2023, 7,000 of them from Uganda, 3,000 from "
        "Kenya and 2,000 from Angola, most were women.",
    ],
)
def test_each_number_of_returnees_has_left_its_own_host(text: str) -> None:
    drafts = read(text)
    assert [draft.moved_from for draft in drafts] == ["", "UGA", "KEN", "AGO"]
    assert {(draft.measure.value, draft.destinations) for draft in drafts} == {
        ("returns", ("COD",))
    }


def test_a_list_behind_a_colon_counts_what_the_clause_before_it_says() -> None:
    drafts = read("Burundian refugees went home: 6,000 from Rwanda and 4,500 from Uganda in 2023.")
    assert [(d.measure.value, d.moved_from) for d in drafts] == [
        ("returns", "RWA"),
        ("returns", "UGA"),
    ]


def test_returnees_among_the_arrivals_are_an_aside() -> None:
    drafts = read(
        "Sudan's war and its refugees.\n\nSouth Sudan has taken in 700,000, among them 400,000 "
        "South Sudanese returnees; Chad 600,000; Libya 90,000."
    )
    assert [(d.measure.value, d.origin, d.destinations) for d in drafts] == [
        ("arrivals", "SDN", ("SSD",)),
        ("returns", "SSD", ("SSD",)),
        ("arrivals", "SDN", ("TCD",)),
        ("arrivals", "SDN", ("LBY",)),
    ]


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("GENEVA - Some 40,000 Sudanese refugees arrived in May, UNHCR said.", ()),
        ("DAKAR, 3 May (AFP) – Chad received 40,000 Sudanese refugees, the UN said.", ("TCD",)),
        ("Geneva: 40,000 Sudanese refugees crossed in May, the UN refugee agency said.", ()),
        ("At a briefing in Geneva, aid groups said 40,000 Sudanese refugees had crossed.", ()),
        ("WARSAW - Some 40,000 Ukrainian refugees arrived in May, border guards said.", ("POL",)),
        (
            "Speaking in Berlin, Moldova's prime minister said 120,000 Ukrainian refugees remain "
            "in the country.",
            ("MDA",),
        ),
    ],
)
def test_where_a_report_is_written_is_nobodys_destination(
    text: str, hosts: tuple[str, ...]
) -> None:
    assert [draft.destinations for draft in read(text)] == [hosts]


def test_a_figure_of_the_population_counts_nobody_abroad() -> None:
    text = (
        "Cuban emigrants keep leaving. The island's population fell. "
        "A demographer put the figure at 8.62 million."
    )
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("The Baltic state of Latvia took in 47,000 Ukrainians.", ["LVA"]),
        ("Some 20,000 Russians moved to the Central Asian nation of Kyrgyzstan.", ["KGZ"]),
        ("Russians chose Armenia. The South Caucasus republic took in 60,000 of them.", ["ARM"]),
        (
            "Uganda and Rwanda host Congolese refugees. The former took in 90,000 in 2023 and the "
            "latter 35,000.",
            ["UGA", "RWA"],
        ),
        (
            "Peru, Ecuador and Chile host Venezuelan migrants. The latter took in 440,000.",
            ["CHL"],
        ),
    ],
)
def test_which_country_is_meant(text: str, hosts: list[str]) -> None:
    assert [",".join(draft.destinations) for draft in read(text)] == hosts


def test_the_republic_of_a_region_is_one_country_that_was_left() -> None:
    drafts = read("Georgia has changed. Some 31,000 Russians left the South Caucasus republic.")
    assert [draft.moved_from for draft in drafts] == ["GEO"]


@pytest.mark.parametrize("end", ["", " respectively"])
def test_as_many_places_as_numbers_are_paired(end: str) -> None:
    drafts = read(f"Chad, Egypt and Libya host 600,000, 500,000 and 90,000 Sudanese refugees{end}.")
    assert [draft.destinations for draft in drafts] == [("TCD",), ("EGY",), ("LBY",)]


def test_one_number_for_several_places_is_of_all() -> None:
    drafts = read("Chad and Egypt took in 1.1 million Sudanese refugees.")
    assert [draft.destinations for draft in drafts] == [("TCD", "EGY")]
