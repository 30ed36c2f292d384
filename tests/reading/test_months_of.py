"""So many months of a year, the same months of another, years to come, and times of saying."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context
from counterflow.reading.forms import Known, forms
from counterflow.reading.periods import find_times
from counterflow.reading.scene import Memory
from counterflow.reading.told import is_of_saying

PRINTED = date(2023, 11, 15)
CONTEXT = Context(origin="RUS", published=PRINTED).with_world()


@pytest.mark.parametrize(
    ("words", "role", "start", "end"),
    [
        ("In ten months of last year 500 came.", "span", "2022-01-01", "2022-10-31"),
        ("In eight months of 2021 it was 500.", "span", "2021-01-01", "2021-08-31"),
        ("Over the first seven months of this year", "span", "2023-01-01", "2023-07-31"),
        ("In only two months of 2022 did more come.", "span", "2022-01-01", "2022-12-31"),
        ("500 in the same months of this one", "earlier", "2023-01-01", "2023-12-31"),
        ("500 in the corresponding quarter of 2021", "earlier", "2021-01-01", "2021-12-31"),
        ("Over the same weeks last year 500 came.", "earlier", "2022-01-01", "2022-12-31"),
        ("It expects 500 next year.", "span", "2024-01-01", "2024-12-31"),
        ("500 may come by the end of next year.", "by", "2024-12-31", "2024-12-31"),
        ("Over the next year 500 may come.", "span", "2023-11-15", "2024-11-15"),
        ("In the month of the mobilisation 500 came.", "span", "2022-09-21", "2022-10-21"),
        ("The week of the invasion saw 500 come.", "span", "2022-02-21", "2022-02-27"),
    ],
)
def test_windows_of_expressions(words: str, role: str, start: str, end: str) -> None:
    time = find_times(words, CONTEXT)[0]
    assert (time.role, str(time.period.start), str(time.period.end)) == (role, start, end)


@pytest.mark.parametrize(
    "words", ["They had spent over a year abroad.", "They lived over two years."]
)
def test_how_long_somebody_stayed_is_no_window(words: str) -> None:
    assert find_times(words, CONTEXT) == []


def offered(words: str, before: str) -> set[tuple[date, date]]:
    """The windows that the first expression of a sentence gives, one told before."""
    [time, *_] = find_times(words, CONTEXT)
    known = Known("flow", CONTEXT, Memory(), None)
    told = [time, *find_times(before, CONTEXT)]
    return {(start, end) for _, start, end in forms(time, known, told, words)}


def test_months_are_moved_to_the_year_told() -> None:
    window = (date(2023, 1, 1), date(2023, 9, 30))
    assert window in offered("In the same months of this one", "January-September 2022")


def test_a_part_of_a_year_told_before() -> None:
    window = (date(2026, 1, 1), date(2026, 3, 31))
    assert window in offered("In the first quarter of that year", "moved from 2025 to 2026")


def test_what_is_expected_this_year_may_be_of_all_of_it() -> None:
    assert (date(2023, 1, 1), date(2023, 12, 31)) in offered("It expects 500 this year", "")


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        ("In May it forecast 500 arrivals.", True),
        ("On 9 November the agency said it expected 500.", True),
        ("The June report had put returns at 500.", True),
        ("The projection issued in May was for 500.", True),
        ("In May 500 people arrived.", False),
        ("In 2022 the agency said little.", False),
    ],
)
def test_when_something_was_said(words: str, saying: bool) -> None:
    [time] = find_times(words, CONTEXT)
    assert is_of_saying(words, time) is saying
