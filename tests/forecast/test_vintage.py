"""What was known on a day, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from smallcase import POLICIES, SURGES, case, claim

from counterflow.forecast import ForecastError, known_at

CASE = case(
    [
        claim("stock", "S1", destination="PER", period_start="2022-03-31",
              period_end="2022-03-31", published="2022-04-10"),
        claim("stock", "S2", destination="PER", period_start="2022-06-30",
              period_end="2022-06-30", published="2023-01-10"),
        claim("departures", "D1", period_end="2022-07-20", published="2022-07-25"),
    ],
    events=(*SURGES, *POLICIES),
)  # fmt: skip


def test_the_account_ends_with_the_last_whole_month_and_knows_only_what_was_out() -> None:
    then = known_at(CASE, date(2022, 7, 30))
    assert then.spec.end == date(2022, 6, 30)
    assert {claim.id for claim in then.claims} == {"S1"}  # D1 reaches into July
    assert then.as_of == date(2022, 7, 30)
    assert known_at(CASE, date(2022, 7, 31)).spec.end == date(2022, 7, 31)


def test_later_surges_and_policies_too_young_to_have_shown_are_unknown() -> None:
    def events(day: date) -> set[str]:
        return {event.id for event in known_at(CASE, day).spec.events}

    assert events(date(2022, 7, 31)) == {"crash"}  # the refusals are three weeks old
    assert events(date(2022, 8, 31)) == {"crash", "refusals"}
    assert events(date(2022, 9, 30)) == {"crash", "refusals", "levy"}


def test_a_day_after_the_account_knows_all_of_it() -> None:
    assert known_at(CASE, date(2026, 1, 15)).spec.end == CASE.spec.end


def test_too_short_an_account_is_refused_with_the_first_day_that_will_do() -> None:
    with pytest.raises(ForecastError, match="from 2022-03-31 on"):
        known_at(CASE, date(2022, 2, 28))
    with pytest.raises(ForecastError, match="0 whole months"):
        known_at(CASE, date(2021, 6, 1))
