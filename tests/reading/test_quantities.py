"""Every press form of a number, with its hedge and its span."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterflow.reading.quantities import find_quantities

FORMS = [
    ("more than 650,000 people", "more than 650,000", "at_least", (650000, 650000, None)),
    ("some 344,000 people", "some 344,000", "about", (344000, None, None)),
    ("as many as a million men", "as many as a million", "up_to", (1e6, None, 1e6)),
    ("no more than 80,000 stayed", "no more than 80,000", "at_most", (80000, None, 80000)),
    ("not less than 20,000 men", "not less than 20,000", "at_least", (20000, 20000, None)),
    ("an estimated 40%-45% of", "an estimated 40%-45%", "range", (None, 40, 45)),
    ("between 600,000 and 1 million", "between 600,000 and 1 million", "range", (None, 6e5, 1e6)),
    ("2 to 3 million people", "2 to 3 million", "range", (None, 2e6, 3e6)),
    ("10-15 thousand people", "10-15 thousand", "range", (None, 10000, 15000)),
    ("between one-fifth and one-third of", "between one-fifth and one-third", "range",
     (None, 20, 33.33)),
    ("several hundreds of thousands to a few million",
     "several hundreds of thousands to a few million", "range", (None, 3e5, 3e6)),
    ("tens of thousands left", "tens of thousands", "order_of_magnitude", (None, 20000, 99999)),
    ("tens or even hundreds of thousands", "tens or even hundreds of thousands",
     "order_of_magnitude", (None, 20000, 999999)),
    ("a few thousand people", "a few thousand", "order_of_magnitude", (None, 2000, 9999)),
    ("more than half of them", "more than half", "at_least", (50, 50, None)),
    ("a third of refugees", "a third", "exact", (33.33, None, None)),
    ("one in five Syrians", "one in five", "exact", (20, None, None)),
    ("nine out of ten left", "nine out of ten", "exact", (90, None, None)),
    ("forty per cent of them", "forty per cent", "exact", (40, None, None)),
    ("one and a half million", "one and a half million", "exact", (1.5e6, None, None)),
    ("a million and a half people", "a million and a half", "exact", (1.5e6, None, None)),
    ("half a million people", "half a million", "exact", (5e5, None, None)),
    ("more than two hundred thousand", "more than two hundred thousand", "at_least",
     (200000, 200000, None)),
    ("about 650 000 people", "about 650 000", "about", (650000, None, None)),
    ("1.3m people", "1.3m", "exact", (1.3e6, None, None)),
    ("1,234+ people", "1,234+", "at_least", (1234, 1234, None)),
    ("was halved from", "halved", "exact", (0.5, None, None)),
    ("by six times to", "six times", "exact", (6, None, None)),
    ("a fivefold rise", "fivefold", "exact", (5, None, None)),
    ("более 650 тысяч человек", "более 650 тысяч", "at_least", (650000, 650000, None)),
    ("около 1,2 млн россиян", "около 1,2 млн", "about", (1.2e6, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "hedge", "numbers"), FORMS)
def test_press_form(
    text: str, words: str, hedge: str, numbers: tuple[float | None, float | None, float | None]
) -> None:
    (quantity,) = find_quantities(text)
    assert text[quantity.start : quantity.end] == words
    assert quantity.hedge.value == hedge
    assert (quantity.value, quantity.low, quantity.high) == numbers


@pytest.mark.parametrize(
    "text",
    ["an F-16 jet", "Covid-19", "the first quarter of a game", "a third wave", "half an hour"],
)
def test_no_quantity(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("rose from 10,000 to 30,000", [10000, 30000]),
        ("increased by six times to 35,344", [6, 35344]),
        ("60,000, halved from 132,000", [60000, 0.5, 132000]),
        ("fell 16% to 20,000", [16, 20000]),
    ],
)
def test_a_change_is_no_range(text: str, values: list[float]) -> None:
    assert [q.value for q in find_quantities(text)] == values


@given(st.text(alphabet="0123456789,. -%$amillontusdfr", max_size=200))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for quantity in find_quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high


@given(st.integers(min_value=1000, max_value=10**9))
def test_grouped_figures_keep_their_value(number: int) -> None:
    (quantity,) = find_quantities(f"nearly {number:,} people")
    assert quantity.value == number
    assert quantity.hedge.value == "about"
