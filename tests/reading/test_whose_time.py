"""Whose a time of a sentence is: not of the saying, of a group, of a comparison."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text
from counterflow.reading.periods import find_times

PRINTED = date(2023, 11, 20)
OPENING = "The agency has put out new figures on migrants and refugees.\n\n"


def windows(text: str, origin: str = "VEN") -> list[tuple[str, str]]:
    drafts = read_text(OPENING + text, Context(origin=origin, published=PRINTED))
    return [(str(draft.period_start), str(draft.period_end)) for draft in drafts]


MAY = ("2023-05-01", "2023-05-31")


def test_a_change_over_the_same_month_of_another_year_is_of_the_month_told() -> None:
    text = (
        "In May 2023 some 8,420 Venezuelans arrived in Chile, a rise of 31% over the same month "
        "of 2021, the service said. In all, 9,815 Venezuelans entered that month, 12% more than in "
        "May 2022."
    )
    assert windows(text) == [MAY] * 4


def test_the_month_told_is_not_the_one_compared_with() -> None:
    text = (
        "In May 2023 Chile recorded 8,420 arrivals of Venezuelans, which is 12% more than in May "
        "2022.\n\nFrom the north 6,180 Venezuelans entered Chile during the month."
    )
    assert windows(text)[-1] == MAY


def test_what_is_announced_in_a_month_is_of_the_time_it_tells() -> None:
    text = (
        "In October the border service announced that 31,250 Venezuelans had left Peru since the "
        "beginning of the year."
    )
    assert windows(text) == [("2023-01-01", "2023-11-20")]


def test_people_counted_on_a_day_are_not_of_the_time_since_they_fled() -> None:
    text = (
        "Some 61,900 people who had fled Ukraine after the invasion of 24 February 2022 held "
        "temporary protection in Norway on 30 June 2023, the statistics office said on 3 October."
    )
    assert [end for _, end in windows(text, "UKR")] == ["2023-06-30"]


def test_more_than_on_a_weekday_is_a_change_since_that_day() -> None:
    text = (
        "Some 812,345 people have fled Sudan to Chad since the war began, the agency said. "
        "That is 9,400 more than on Friday."
    )
    assert windows(text, "SDN")[-1] == ("2023-11-17", "2023-11-20")


def test_a_share_since_a_year_is_of_the_time_since() -> None:
    text = "Among those granted asylum Venezuelans are the majority, 52% since January 2021."
    assert windows(text) == [("2021-01-01", "2023-11-20")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("They lived away from home for more than a year before going back", False),
        ("It took them a year before they could register", False),
        ("It was 4% more than a year before", True),
    ],
)
def test_a_year_before_doing_a_thing_is_no_earlier_year(words: str, found: bool) -> None:
    times = find_times(words, Context(published=PRINTED))
    assert any(time.role == "earlier" for time in times) is found


def test_that_season_and_that_date_are_told_before() -> None:
    text = (
        "Late in 2021 Chile closed the border. That winter 4,150 Venezuelans entered Chile by "
        "night."
    )
    assert windows(text) == [("2021-12-01", "2022-02-28")]
    text = (
        "On 3 March 2023 the guards left the bridge. That day 2,310 Venezuelans entered Colombia."
    )
    assert windows(text) == [("2023-03-03", "2023-03-03")]
    text = "The shelter in Peru closed on 30 June 2022. By then it had 1,240 Venezuelan refugees."
    assert [end for _, end in windows(text)] == ["2022-06-30"]


def test_events_of_a_country_are_its_crisis() -> None:
    context = Context(origin="UKR", published=PRINTED).with_world()
    [time] = find_times("since the events in Ukraine began", context)
    assert str(time.period.start) == "2022-02-24"


def test_a_crisis_is_not_what_follows_a_number() -> None:
    context = Context(origin="UKR", published=PRINTED).with_world()
    text = "10% came in May, after around 25% in June and 40% during the war"
    assert not [t for t in find_times(text, context) if t.role == "since"]


def test_a_rounded_number_is_not_another_that_is_almost_one_more() -> None:
    text = (
        "In July about 28,000 Venezuelans went home from Peru.\n\n"
        "In 2022 some 28,897 Venezuelans went home from Chile."
    )
    assert windows(text)[1] == ("2022-01-01", "2022-12-31")


def test_counts_of_one_sentence_are_of_one_day() -> None:
    text = (
        "On 31 December 2022 some 44,100 Venezuelan refugees were living in Aruba.\n\n"
        "The ministry says that 61,200 now live in Curacao, 35,400 of them in Willemstad and "
        "12,300 in Barber."
    )
    assert len(set(windows(text)[1:])) == 1
