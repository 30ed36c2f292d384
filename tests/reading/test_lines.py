"""A line or two without a word of migration: what they count says what they are about."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

JUNE_2024 = Context(published=date(2024, 6, 15))


@pytest.mark.parametrize(
    ("line", "claims"),
    [
        ("The number of Afghans in Pakistan rose from 1.3 million in 2019 to 3.1 million in 2023.",
         [("stock", "AFG", ("PAK",), 1.3e6), ("stock", "AFG", ("PAK",), 3.1e6)]),
        ("There are 77,000 Nicaraguans in Costa Rica.", [("stock", "NIC", ("CRI",), 77e3)]),
        ("Some 65,000 Ukrainians are now in Ireland.", [("stock", "UKR", ("IRL",), 65e3)]),
        ("UNHCR expects that 400,000 Sudanese will return this year.",
         [("returns", "SDN", ("SDN",), 4e5)]),
        ("Departures of Cuban citizens went from 40,000 in 2021 to 300,000 in 2022.",
         [("departures", "CUB", (), 4e4), ("departures", "CUB", (), 3e5)]),
        ("The outflow from Syria reached 800,000.", [("departures", "SYR", (), 8e5)]),
        ("Egypt received 500,000 people from Sudan.", [("arrivals", "SDN", ("EGY",), 5e5)]),
        ("Brazil gave residence to 90,000 Haitians.",
         [("permits_issued", "HTI", ("BRA",), 9e4)]),
    ],
)  # fmt: skip
def test_people_counted_abroad_are_claims(
    line: str, claims: list[tuple[str, str, tuple[str, ...], float]]
) -> None:
    read = [
        (d.measure.value, d.origin, d.destinations, d.value) for d in read_text(line, JUNE_2024)
    ]
    assert read == claims


@pytest.mark.parametrize(
    "line",
    [
        "Turkey sold 40,000 tonnes of steel to Syria.",
        "Some 1.2 million Kenyans voted in Nairobi.",
        "Around 40,000 Russians work for the railways.",
        "About 60% of Ukrainians trust the president, a poll of 2,000 people found.",
        "Of 1,500 Venezuelans polled, 60% said they were poor.",
        "The museums of Madrid received 2 million visitors, 40,000 of them Chinese.",
        "Peru has 34 million inhabitants and Chile 19 million.",
        "Some 2 million Russians receive a pension in Russia.",
    ],
)
def test_people_counted_at_home_are_none(line: str) -> None:
    assert read_text(line, JUNE_2024) == []
