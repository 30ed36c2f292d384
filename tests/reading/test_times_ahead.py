"""When that is to be which is still to come: this year and next, by a month without a year."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

PRINTED = date(2023, 3, 20)
OPENING = "The agency has put out new figures on migrants and refugees.\n\n"


def windows(text: str, origin: str = "VEN") -> list[tuple[str, str]]:
    drafts = read_text(OPENING + text, Context(origin=origin, published=PRINTED))
    return [(str(draft.period_start), str(draft.period_end)) for draft in drafts]


THIS, NEXT = ("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31")


@pytest.mark.parametrize(
    "text",
    [
        "The ministry puts the outflow from Venezuela at 120,000 this year and 80,000 next.",
        "It sees 35,000 Venezuelans returning this year and 60,000 the year after.",
        "In January it had counted on 90,000 Venezuelans leaving this year and 40,000 coming back "
        "next year.",
    ],
)
def test_of_this_year_and_the_next_both_are_whole(text: str) -> None:
    assert windows(text) == [THIS, NEXT]


def test_a_forecast_is_not_of_the_month_it_was_made_in() -> None:
    text = (
        "The bank estimates that 2.1 million Venezuelans will still be in Colombia at the end of "
        "2025, against 1.8 million in the January report."
    )
    assert [end for _, end in windows(text)] == ["2025-12-31", "2025-12-31"]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Some 4,000 more Venezuelans are due by the end of June.", "2023-06-30"),
        ("The camp will shelter 9,000 Venezuelan refugees by October.", "2023-10-31"),
        ("As of 25 May, 61,300 Venezuelans had gone home, the agency estimates.", "2022-05-25"),
        ("By the end of May 61,300 Venezuelans had gone home.", "2022-05-31"),
    ],
)
def test_a_month_without_a_year_is_the_next_where_it_is_awaited(text: str, end: str) -> None:
    assert [last for _, last in windows(text)] == [end]
