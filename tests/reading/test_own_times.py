"""Times that are certainly of one number: beside it, in its brackets, at one end of a range."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

PRINTED = date(2019, 3, 10)
OPENING = "The agency has put out new figures on migrants and refugees.\n\n"


def windows(text: str, origin: str = "VEN") -> list[tuple[str, str]]:
    drafts = read_text(OPENING + text, Context(origin=origin, published=PRINTED))
    return [(str(draft.period_start), str(draft.period_end)) for draft in drafts]


def month(year: int, number: int, last: int) -> tuple[str, str]:
    return f"{year}-{number:02d}-01", f"{year}-{number:02d}-{last}"


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Venezuelan arrivals in Curacao rose from 1,150 to nearly 2,400 between March and "
            "June 2018.",
            month(2018, 3, 31),
            month(2018, 6, 30),
        ),
        (
            "Between 2015 and 2018 asylum claims by Venezuelans in Panama went up from 1,150 to "
            "2,400.",
            ("2015-01-01", "2015-12-31"),
            ("2018-01-01", "2018-12-31"),
        ),
        (
            "Entries of Venezuelans to Guyana jumped from 1,150 in April to 2,400 in June 2018.",
            month(2018, 4, 30),
            month(2018, 6, 30),
        ),
        (
            "Chile counted 1,150 arrivals of Venezuelans in November, 2,400 in February 2018.",
            month(2017, 11, 30),
            month(2018, 2, 28),
        ),
    ],
)
def test_from_one_to_the_other(text: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    assert windows(text) == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "Since August 40,300 Venezuelans have entered Peru, 9,150 of them in January.",
        "From August to February 40,300 Venezuelans entered Peru, 9,150 of whom in January alone.",
        "Since August 40,300 Venezuelans have entered Peru; 9,150 came in January alone.",
    ],
)
def test_a_part_has_the_time_beside_it(text: str) -> None:
    assert windows(text)[1] == month(2019, 1, 31)


def test_months_in_brackets_are_of_the_year_before_them() -> None:
    text = "Ecuador received 8,865 asylum claims from Venezuelans in 2016 (January: 410; May: 690)."
    assert windows(text)[1:] == [month(2016, 1, 31), month(2016, 5, 31)]


def test_more_that_are_expected_are_yet_to_come() -> None:
    text = "Some 40,300 Venezuelans entered Peru last year; 5,000 more are due to come by August."
    assert windows(text)[1] == ("2019-03-10", "2019-08-31")


def test_what_a_number_is_compared_with_is_of_its_own_year() -> None:
    text = (
        "In 2018 some 21,350 Venezuelans arrived in Spain, far more than in 2016, when only 9,140 "
        "arrived there."
    )
    assert windows(text) == [("2018-01-01", "2018-12-31"), ("2016-01-01", "2016-12-31")]


def test_the_number_told_before_keeps_its_day_and_gives_it_to_its_parts() -> None:
    text = (
        "In August 2018 some 61,406 Venezuelans were living in Aruba. At the end of 2016 there "
        "were 35,060 Venezuelans there.\n\n"
        "The 61,000 Venezuelans on the island live in towns, and 18,730 of them are children."
    )
    assert [end for _, end in windows(text)[2:]] == ["2018-08-31", "2018-08-31"]


def test_hosts_of_those_who_fled_are_of_the_day_they_were_counted() -> None:
    text = (
        "Some 61,900 people who had fled Venezuela since the crisis began lived in Aruba on 31 "
        "January 2019, the office said on 3 March.\n\n"
        "Oranjestad (35,120 people) and Noord (9,240) were the main hosts."
    )
    assert {end for _, end in windows(text)} == {"2019-01-31"}
