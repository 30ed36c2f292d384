"""Numbers by class of language: words, ranges, signs, rates and what only looks like a number."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.cases import load_case
from counterflow.ledger.claim import Status
from counterflow.reading import Context, Draft, read_text
from counterflow.reading.draft import RATE
from counterflow.reading.proposals import accepted
from counterflow.reading.quantities import find_quantities
from counterflow.reading.rates import rate_of

MAY_2024 = Context(published=date(2024, 5, 2))
OPENING = "The refugee agency gave new figures for displaced people.\n\n"


def drafts(text: str) -> list[Draft]:
    return read_text(OPENING + text, MAY_2024)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("forty-two thousand people", 42e3),
        ("three-and-a-half million people", 3.5e6),
        ("two-and-a-half thousand families", 2500),
        ("two thirds of a million refugees", 666667),
        ("a fifth of a million refugees", 2e5),
        ("870 thsd people", 870e3),
        ("2.3 mio people", 2.3e6),
        ("250 k people", 250e3),
        ("шестьдесят одна тысяча двести человек", 61200),
        ("миллион сто тысяч беженцев", 1.1e6),
        ("три миллиона семьсот тысяч беженцев", 3.7e6),
        ("2 млн 450 тысяч беженцев", 2.45e6),
        ("1 млн. 80 тыс. беженцев", 1.08e6),
        ("7 тысяч 400 беженцев", 7400),
        ("четверть миллиона беженцев", 250e3),
        ("двух третей миллиона беженцев", 666667),
        ("полумиллиона беженцев", 5e5),
    ],
)
def test_numbers_in_words_and_with_scales(text: str, value: float) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.value == value


@pytest.mark.parametrize(
    ("text", "words", "hedge"),
    [
        (">450,000 people", ">450,000", "at_least"),
        ("<15% of them", "<15%", "at_most"),
        ("≤ 30,000 people", "≤ 30,000", "at_most"),
        ("as few as 40,000 people", "as few as 40,000", "at_least"),
        ("70,000, give or take, came", "70,000, give or take", "about"),
        ("70,000 or thereabouts came", "70,000 or thereabouts", "about"),
        ("тысяч триста человек", "тысяч триста", "about"),
        ("без малого 90 тысяч человек", "без малого 90 тысяч", "about"),
        ("шесть с лишним миллионов человек", "шесть с лишним миллионов", "at_least"),
        ("2,4 с лишним миллиона человек", "2,4 с лишним миллиона", "at_least"),
        ("300 тысяч с лишним человек", "300 тысяч с лишним", "at_least"),
        ("не меньше 30 тысяч человек", "не меньше 30 тысяч", "at_least"),
        ("чуть менее 30 тысяч человек", "чуть менее 30 тысяч", "at_most"),
        ("приехали до 40 тысяч человек", "до 40 тысяч", "up_to"),
        ("число выросло на 5% — до 40 тысяч", "40 тысяч", "exact"),
        ("сократилось втрое, до 2 400 человек", "2 400", "exact"),
        ("поток вырос с 18 до 40 тысяч", "40 тысяч", "exact"),
    ],
)
def test_hedges(text: str, words: str, hedge: str) -> None:
    quantity = find_quantities(text)[-1]
    assert text[quantity.start : quantity.end] == words
    assert quantity.hedge.value == hedge


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("60 to 80,000 people", 60e3, 80e3),
        ("20-25,000 people", 20e3, 25e3),
        ("fifty- to sixty-thousand people", 50e3, 60e3),
        ("2.5m-3m people", 2.5e6, 3e6),
        ("between seven and nine thousand people", 7e3, 9e3),
        ("From 70,000 to 90,000 people moved to Chile", 70e3, 90e3),
        ("Migrants there number from 2,000 to 3,000", 2e3, 3e3),
        ("Chad hosts from 600,000 to 650,000 people", 6e5, 6.5e5),
        ("от 200 тыс. до миллиона человек", 2e5, 1e6),
        ("от трети до половины уехавших", 33.33, 50),
        ("между 20 и 30 процентами уехавших", 20, 30),
    ],
)
def test_ranges(text: str, low: float, high: float) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.low, quantity.high) == (None, low, high)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The total rose from 70,000 to 90,000", [70e3, 90e3]),
        ("They raised the cap from 15,000 to 45,000", [15e3, 45e3]),
        ("It doubled, from 20,000 to 40,000", [2, 20e3, 40e3]),
        ("From 3 to 5 million: how the camp grew", [3e6, 5e6]),
        ("число выросло с 40 до 60 тысяч", [40e3, 60e3]),
        ("grew from 100 to 150,000", [100, 150e3]),
    ],
)
def test_two_levels_are_no_range(text: str, values: list[float]) -> None:
    assert [q.value for q in find_quantities(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "Write to +33 612 345678 or 040 87654321 about arrivals of Syrian refugees in France.",
        "Syrian refugees arriving in France may ring (+33 612 345678).",
        "Ukrainian refugees in Poland: 0800 7654321 for registration.",
    ],
)
def test_telephone_numbers_are_no_claims(text: str) -> None:
    assert drafts(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The number of Syrian refugees in Jordan fell by 30,000 in 2023.", -30e3, "persons"),
        ("Arrivals of Afghans in Italy were 2,150 lower than one year earlier.", -2150, "persons"),
        ("Arrivals of Afghans in Italy were 2,150 higher than one year earlier.", 2150, "persons"),
        ("Arrivals of Cubans in Mexico were down 4,000 on the previous month.", -4e3, "persons"),
        ("In May 2023 Spain counted 3,000 fewer Cuban arrivals than in April.", -3e3, "persons"),
        ("The number of Syrian refugees in Jordan rose by 30,000 in 2023.", 30e3, "persons"),
        ("Chad counted 6,000 fewer Sudanese in March 2024.", -6e3, "persons"),
        ("The number of Cubans in Peru fell sharply, by 3,000.", -3e3, "persons"),
        ("В 2023 году в Италию прибыло на 9% меньше сирийцев.", -9, "percent_change"),
        ("В 2023 году в Италию прибыло на 9% больше сирийцев.", 9, "percent_change"),
        ("Net migration of Syrians to Turkey was -5,200 in 2023.", -5200, "persons"),
        ("The number of Syrian refugees in Egypt fell to a quarter of its 2019 level.", 0.25,
         "ratio"),
        ("The number of Syrian refugees in Egypt dropped to 40% of its 2019 peak.", 0.4, "ratio"),
    ],
)  # fmt: skip
def test_signs_and_parts_of_a_level(text: str, value: float, unit: str) -> None:
    (draft,) = drafts(text)
    assert (draft.value, draft.unit.value) == (value, unit)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("7,000 Sudanese a week reach Chad", "week"),
        ("about 400 asylum seekers per month", "month"),
        ("tens of thousands of people an hour", "hour"),
        ("1,300 Cubans have been entering Mexico daily", "day"),
        ("600 people were coming in every day", "day"),
        ("slowed to 600 a week in June", "week"),
        ("Daily crossings peaked at 9,300", "day"),
        ("The monthly average is 8,400", "month"),
        ("Every week some 300 Eritreans cross", "week"),
        ("20–30 тыс. сирийцев ежедневно", "day"),
        ("до 9 тысяч человек в сутки", "day"),
        ("Ежемесячно 4 тысячи человек уезжают", "month"),
        ("каждую неделю 700 кубинцев прибывают", "week"),
        ("5,000 arrived a day after the attack", ""),
        ("5,000 a month earlier", ""),
        ("20,000 came in a week", ""),
        ("40% a year", ""),
        ("9 тысяч человек в день голосования", ""),
        ("Each year brought more: 3,100 came", ""),
    ],
)
def test_rates(text: str, per: str) -> None:
    assert rate_of(text, find_quantities(text)[0]) == per


@pytest.mark.parametrize(
    "text",
    ["fell from 1,900 per day to about 300", "fell from 1,900 to about 300 a day"],
)
def test_a_rate_that_falls_stays_one(text: str) -> None:
    assert [rate_of(text, q) for q in find_quantities(text)] == ["day", "day"]


def test_what_a_rate_is_compared_with_is_one() -> None:
    found = drafts("Cuban arrivals in Peru averaged 4,200 a month in 2023, against 1,900 in 2022.")
    assert [(d.value, d.per) for d in found] == [(4200, "month"), (1900, "month")]


@pytest.mark.parametrize(
    ("often", "status"), [("", Status.OBSERVATION), (" a week", Status.CONTEXT)]
)
def test_no_account_learns_a_rate_as_a_total(often: str, status: Status) -> None:
    (draft,) = read_text(f"Some 7,000 Russians{often} moved to Georgia in 2023.", MAY_2024)
    claim = draft.to_claim("P1")
    assert (RATE in claim.note) is bool(often)
    assert accepted(load_case("russia-2022"), claim).status is status
