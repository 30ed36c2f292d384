"""Windows that another part of a text gives: a year, a day counted since, a number named again."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, dating, read_text
from counterflow.reading.offers import windows_of
from counterflow.reading.periods import find_times

PRINTED = date(2023, 9, 14)


def windows(text: str, origin: str = "SDN", printed: date = PRINTED) -> dict[str, tuple[str, str]]:
    """First and last day of every claim, by its words."""
    drafts = read_text(text, Context(origin=origin, published=printed))
    return {d.text: (str(d.period_start), str(d.period_end)) for d in drafts}


def offered(
    text: str, words: str, monkeypatch: pytest.MonkeyPatch, printed: date = PRINTED
) -> set[tuple[str, str]]:
    """The windows that a text offers one of its numbers."""
    found: set[tuple[str, str]] = set()

    def noting(scene, quantity, *rest):  # type: ignore[no-untyped-def]
        offers = windows_of(scene, quantity, *rest)
        if scene.sentence.text[quantity.start : quantity.end] == words:
            found.update((str(w.start), str(w.end)) for w in offers)
        return offers

    monkeypatch.setattr(dating, "windows_of", noting)
    read_text(text, Context(origin="SDN", published=printed))
    return found


@pytest.mark.parametrize(
    ("text", "words", "window"),
    [
        (
            "Some 90,000 Sudanese refugees returned home last year. In the first half of the year "
            "31,000 left, but in the second the number rose to 59,000.",
            "31,000",
            ("2022-01-01", "2022-06-30"),
        ),
        (
            "Some 90,000 Sudanese refugees returned home last year. In the first half of the year "
            "31,000 left, but in the second the number rose to 59,000.",
            "59,000",
            ("2022-07-01", "2022-12-31"),
        ),
        (
            "In 2021 some 44,000 Sudanese refugees arrived in Chad. Of these 26,000 were let in "
            "over the eastern border, mainly between April and June.",
            "26,000",
            ("2021-04-01", "2021-06-30"),
        ),
        (
            "In 2021 arrivals of Sudanese refugees grew all through the spring and were highest "
            "in August, with 9,300 arrivals.",
            "9,300",
            ("2021-08-01", "2021-08-31"),
        ),
        (
            "By late May 2022 some 800,000 Sudanese had fled to Chad. By 20 March about 300,000 "
            "had left their homes for Chad.",
            "about 300,000",
            ("2022-03-20", "2022-03-20"),
        ),
        (
            "From 2020 to March 2022 some 61,000 Sudanese refugees arrived in Egypt. In August "
            "2023 the office said that of the 61,000 refugees, another 9,000 have left Egypt.",
            "another 9,000",
            ("2020-01-01", "2022-03-31"),
        ),
    ],
)
def test_the_text_offers_the_window_it_tells(
    text: str, words: str, window: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = words.removeprefix("another ")
    assert window in offered(text, words, monkeypatch) | offered(text, bare, monkeypatch)


def test_a_share_since_an_opening_is_of_the_grants_counted_since_it() -> None:
    found = windows(
        "Between 1 March 2021 and 30 April 2023 there were 81,000 visas granted to Sudanese "
        "refugees. Families received most of the visas (63%) since March 2021."
    )
    assert found["63%"] == ("2021-03-01", "2023-04-30")


@pytest.mark.parametrize(
    "text",
    [
        "The office's programme has helped more than 2.1 million Sudanese refugees return to Sudan "
        "from the two neighbours since 2005, and returns go on.",
        "Ferries have carried over 2.1 million Sudanese refugees to Egypt since 2005.",
    ],
)
def test_who_has_moved_since_a_year_did_so_up_to_now(text: str) -> None:
    opening = "Quarterly report on refugees, Q2 2023\n\nIn Q2 2023 some 4,100 Sudanese refugees "
    found = windows(f"{opening}returned to Sudan.\n\n{text}")
    assert ("2005-01-01", "2023-09-14") in found.values()


def test_the_whole_came_in_a_month_the_part_left_by_a_day() -> None:
    found = windows(
        "Of the 90,000 Sudanese refugees who came to Egypt in May 2022, 12,400 had left Egypt as "
        "of 1 August 2023, the border service said."
    )
    assert found["12,400"][1] == "2023-08-01"


def test_a_change_from_a_day_is_up_to_the_day_of_the_count() -> None:
    found = windows(
        "On 30 June 2023 some 420,000 refugees from Sudan held temporary protection in Chad. "
        "Compared with the end of May 2023, the number was 18,000 higher."
    )
    assert found["18,000"] == ("2023-05-31", "2023-06-30")


def test_the_first_weeks_are_those_told_before() -> None:
    found = windows(
        "Some 42,000 people have fled from Sudan to Chad over the past two weeks. The agency had "
        "planned to help 60,000 over four months.\n\nSome 11,000 crossed in the first two weeks "
        "alone."
    )
    assert found["Some 11,000"] == ("2023-08-31", "2023-09-14")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("some 300 came under the scheme introduced a year ago", "since"),
        ("it has fallen since the new U.S. president took office in January", "since"),
        ("18,000 visas were granted in the quarter, 11,000 of them to families", "same"),
        ("in the quarter under review 1,900 went home", "same"),
        ("1,900 came in the first three weeks alone", "same"),
    ],
)
def test_what_a_time_is(text: str, role: str) -> None:
    (time,) = find_times(text, Context(published=PRINTED))
    assert time.role == role
