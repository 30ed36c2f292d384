"""Countries that people come from: in lists, ranks and names of programmes; dates of lists."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, Draft, read_text
from counterflow.reading.roles import placed


def read(text: str, day: date = date(2024, 3, 20)) -> list[Draft]:
    return read_text(text, Context(published=day))


@pytest.mark.parametrize(
    "caption",
    ["by country of previous residence", "by country of departure", "by country of birth"],
)
def test_rows_of_a_countrys_own_release_are_origins(caption: str) -> None:
    found = read(f"Immigration to Estonia {caption}, 2023\nUkraine: 11,800\nFinland: 1,900\n")
    assert [(draft.origin, draft.destinations) for draft in found] == [
        ("UKR", ("EST",)),
        ("FIN", ("EST",)),
    ]


def test_ranks_of_origins_are_no_hosts() -> None:
    found = read(
        "The Norwegian statistics office reported that 86,600 people immigrated to Norway in 2023. "
        "Poland was the main country of origin, followed by Syria (5,900) and Germany (3,200)."
    )
    assert {draft.destinations for draft in found} == {("NOR",)}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Under the Ukraine Extension Scheme 21,400 people came.", "from"),
        ("The Syria Resettlement Programme brought 9,700 people.", "from"),
        ("Homes for Ukraine brought 9,700 people.", "from"),
        ("Poland opened a scheme.", "subject"),
        ("Canada has taken in 9,700 people.", "subject"),
    ],
)
def test_a_programme_bears_the_name_of_those_it_is_for(text: str, role: str) -> None:
    assert placed(text)[0].role == role


def test_a_page_of_a_programme_counts_in_its_own_country() -> None:
    found = read(
        "Visas under the Ukraine schemes\n\nThe UK government issued 72,400 visas under "
        "the Ukraine Family Scheme.\n\n"
        "Ukraine Scheme visa-holders who have arrived in the UK: 218,600\n"
    )
    assert {(draft.origin, draft.destinations) for draft in found} == {("UKR", ("GBR",))}


def test_a_list_is_of_the_window_of_its_text_not_of_what_that_compares_with() -> None:
    found = read(
        "Departures of Belarusian citizens reached 61,000 in the first half of 2022; "
        "in January-June 2021 there had been 33,500.\n\nMost of the emigrants went to:\n"
        "- Poland – 24.1 thousand\n- Georgia – 7.9 thousand\n",
        date(2022, 9, 6),
    )
    listed = [draft for draft in found if "thousand" in draft.text]
    assert len(listed) == 2
    window = (date(2022, 1, 1), date(2022, 6, 30))
    assert {(draft.period_start, draft.period_end) for draft in listed} == {window}
