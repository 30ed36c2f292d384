"""Ranges with words between their ends, what carries them on, and shares of those in them."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text
from counterflow.reading.periods import find_times

PRINTED = date(2024, 5, 20)


@pytest.mark.parametrize(
    ("origin", "words", "start", "end"),
    [
        (
            "VEN",
            "between Feb. 2, 2021, when the scheme opened, and March 31 this year",
            "2021-02-02",
            "2024-03-31",
        ),
        (
            "SDN",
            "From 15 April last year (the day fighting began) until last month",
            "2023-04-15",
            "2024-04-30",
        ),
        (
            "SDN",
            "Between the outbreak of fighting in April 2023 and 3 May 2024",
            "2023-04-15",
            "2024-05-03",
        ),
        ("MMR", "from the coup in 2021 to the end of last year", "2021-02-01", ""),
        ("SDN", "From the start of the war to the end of last year", "2023-04-15", "2023-12-31"),
        ("RUS", "от 10 июля, когда открылся лагерь, до 5 мая", "2023-07-10", "2024-05-05"),
    ],
)
def test_the_ends_of_a_range_may_stand_apart(origin: str, words: str, start: str, end: str) -> None:
    context = Context(origin=origin, published=PRINTED).with_world()
    [time] = find_times(words, context)
    assert str(time.period.start) == start
    assert str(time.period.end) == (end or "2023-12-31")


@pytest.mark.parametrize(
    "words",
    [
        "They came from Syria in 2022, and in 2023 others followed",
        "Arrivals fell from 9,000 in 2022 to 4,000 in 2023",
        "From Sudan in May 2023 came word of another attack by the militia, and in June 2023",
    ],
)
def test_two_times_are_not_always_ends_of_a_range(words: str) -> None:
    context = Context(origin="SDN", published=PRINTED).with_world()
    assert len(find_times(words, context)) == 2


def windows(text: str, origin: str) -> list[tuple[str, str]]:
    drafts = read_text(text, Context(origin=origin, published=PRINTED))
    return [(str(draft.period_start), str(draft.period_end)) for draft in drafts]


def test_the_same_period_is_that_of_a_flow_not_the_day_of_a_count() -> None:
    text = (
        "From 3 July, when the route opened, to 4 May 20,412 Sudanese entered Uganda.\n\n"
        "Some 51,300 Sudanese refugees live in Uganda now.\n\n"
        "In the same period 6,118 Sudanese left Uganda."
    )
    first, _, last = windows(text, "SDN")
    assert first == last == ("2023-07-03", "2024-05-04")


@pytest.mark.parametrize(
    "share",
    [
        "About 61% of the migrants who entered Peru in 2019 were Venezuelan.",
        "Of the migrants who landed in Trinidad in 2019, 44% were women.",
        "Venezuelans made up 38% of first-time asylum applicants in Spain in 2019.",
    ],
)
def test_what_people_are_they_were_when_they_came(share: str) -> None:
    text = f"Refugees and migrants from Venezuela are the subject of a report.\n\n{share}"
    assert windows(text, "VEN") == [("2019-01-01", "2019-12-31")]
