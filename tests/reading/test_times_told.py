"""Time expressions that lean on the year, the week or the event told before."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text
from counterflow.reading.forms import Known, forms
from counterflow.reading.periods import find_times
from counterflow.reading.scene import Memory

PRINTED = date(2024, 5, 2)
CONTEXT = Context(origin="UKR", published=PRINTED).with_world()


@pytest.mark.parametrize(
    ("words", "role", "start", "end"),
    [
        ("Some came in the spring, after the floods.", "span", "2024-03-01", "2024-05-31"),
        ("Numbers grew over the summer.", "span", "2023-06-01", "2023-08-31"),
        ("They crossed during the past winter.", "span", "2023-12-01", "2024-02-28"),
        ("Since last autumn 3,000 have come.", "since", "2023-09-01", "2024-05-02"),
        ("Year to date 3,000 have come.", "span", "2024-01-01", "2024-05-02"),
        ("Between 2019 and now 3,000 have come.", "span", "2019-01-01", "2024-05-02"),
        ("By last June 3,000 had come.", "by", "2023-06-01", "2023-06-30"),
        ("In the six years before the invasion", "span", "2016-02-24", "2022-02-24"),
        ("since the start of the emergency", "since", "2022-02-24", "2024-05-02"),
        (
            "Once the junta had begun its offensive on 4 March, they left.",
            "since",
            "2024-03-04",
            "2024-05-02",
        ),
    ],
)
def test_windows_of_expressions(words: str, role: str, start: str, end: str) -> None:
    time = find_times(words, CONTEXT)[0]
    assert (time.role, str(time.period.start), str(time.period.end)) == (role, start, end)


def offered(words: str, counted: str = "flow") -> set[tuple[date, date]]:
    """The windows that the first expression of a sentence gives, nothing told before."""
    [time, *_] = find_times(words, CONTEXT)
    known = Known(counted, CONTEXT, Memory(), None)  # type: ignore[arg-type]
    return {(start, end) for _, start, end in forms(time, known, [time], words)}


def test_a_coming_month_is_offered_for_what_is_awaited() -> None:
    assert (PRINTED, date(2024, 8, 31)) in offered("5,000 more are due by the end of August")
    assert (PRINTED, date(2023, 8, 31)) not in offered("5,000 more are due by the end of August")


def test_the_end_of_the_year_may_be_of_the_year_that_is_over() -> None:
    last = date(2023, 12, 31)
    assert (last, last) in offered("At the end of the year 3,000 lived there", "stock")
    assert (last, last) not in offered("By the end of this year 3,000 will live there", "stock")


def test_a_change_since_a_month_earlier_runs_up_to_now() -> None:
    assert offered("300 more than a month earlier", "change") == {(date(2024, 4, 2), PRINTED)}


def test_the_week_of_a_weekly_update_and_the_one_before() -> None:
    found = read_text(
        "UNHCR's update for 12-18 April tells of Sudanese refugees in the region.\n\n"
        "In Chad, 3,289 refugees arrived during the week, against 2,335 in the week before.",
        Context(published=PRINTED),
    )
    assert [(draft.period_start, draft.period_end) for draft in found] == [
        (date(2024, 4, 12), date(2024, 4, 18)),
        (date(2024, 4, 5), date(2024, 4, 11)),
    ]
