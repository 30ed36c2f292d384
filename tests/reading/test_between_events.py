"""Times told by two events, by anniversaries and by hours; offices that hold a country's name."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

PUBLISHED = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "Between the invasion and the mobilisation 300,000 Russians left the country.",
            "2022-02-24",
            "2022-09-21",
        ),
        (
            "Between the draft and the end of the year many Russians left; between the start of "
            "the war and the draft 250,000 Russians moved to Turkey.",
            "2022-02-24",
            "2022-09-21",
        ),
        (
            "By the second anniversary of the invasion 6 million refugees from Ukraine were "
            "living in Europe.",
            "2024-02-24",
            "2024-02-24",
        ),
        (
            "In the first 48 hours after the invasion 100,000 Ukrainians crossed into Poland.",
            "2022-02-24",
            "2022-02-26",
        ),
        (
            "Three months on from the invasion, 6 million refugees had left Ukraine.",
            "2022-02-24",
            "2022-05-24",
        ),
    ],
)
def test_windows_between_events(text: str, start: str, end: str) -> None:
    [draft] = read_text(text, Context(published=PUBLISHED))
    assert (str(draft.period_start), str(draft.period_end)) == (start, end)


@pytest.mark.parametrize(
    "office",
    [
        "statistics office of Georgia",
        "National Statistics Office of Georgia",
        "migration department of Georgia",
        "Georgia's interior ministry",
    ],
)
def test_an_office_is_credited_whole_not_its_country(office: str) -> None:
    article = "" if office.startswith("Georgia") else "the "
    for text in (
        f"Some 110,000 Russians live in Georgia, {article}{office} said.",
        f"{article.capitalize()}{office} said 110,000 Russians live in the country.",
    ):
        [draft] = read_text(text, Context(published=PUBLISHED))
        assert draft.source == office


def test_people_who_fled_to_neighbouring_countries_are_a_topic() -> None:
    text = (
        "A year after fighting broke out in Sudan, 1.8 million people had fled to neighbouring "
        "countries."
    )
    [draft] = read_text(text, Context(published=PUBLISHED))
    assert (draft.origin, draft.measure.value) == ("SDN", "departures")
