"""Tables in plain text: rows of places, columns of numbers, aligned in any of the usual ways."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, Draft, read_text

MAY_2024 = Context(published=date(2024, 5, 2))
SPACES = """Refugees from Ukraine are counted by their hosts.

Ukrainian refugees by host country, end of 2023

Country            Refugees     Asylum applications
Germany           1,125,850                   2,500
Poland              956,635                     n/a
Czech Republic      375,580                   1,910
Total             2,458,065                   4,410

Source: UNHCR

More than 5,000 Ukrainians arrived in Moldova in April.
"""


def read(text: str) -> list[Draft]:
    drafts = read_text(text, MAY_2024)
    assert all(text[draft.start : draft.end] == draft.text for draft in drafts)
    return drafts


def test_columns_aligned_by_spaces() -> None:
    drafts = read(SPACES)
    read_off = [(d.value, d.measure.value, d.destinations) for d in drafts]
    assert read_off == [
        (1125850, "stock", ("DEU",)),
        (2500, "asylum_applications", ("DEU",)),
        (956635, "stock", ("POL",)),
        (375580, "stock", ("CZE",)),
        (1910, "asylum_applications", ("CZE",)),
        (2458065, "stock", ()),
        (4410, "asylum_applications", ()),
        (5000, "arrivals", ("MDA",)),
    ]
    assert {(d.origin, d.source) for d in drafts[:7]} == {("UKR", "UNHCR")}
    assert str(drafts[0].period_end) == "2023-12-31"


@pytest.mark.parametrize("gap", ["\t", "     ", " | "])
def test_columns_of_years(gap: str) -> None:
    rows = [
        ("Country", "2022", "2023"),
        ("Colombia", "2,477,000", "2,875,000"),
        ("Peru", "1,490,000", "1,542,000"),
    ]
    lines = "\n".join(gap.join(row) for row in rows)
    drafts = read(f"Arrivals of Venezuelan migrants, by country\n{lines}\n")
    assert [(d.value, d.destinations, str(d.period_start), str(d.period_end)) for d in drafts] == [
        (2477000, ("COL",), "2022-01-01", "2022-12-31"),
        (2875000, ("COL",), "2023-01-01", "2023-12-31"),
        (1490000, ("PER",), "2022-01-01", "2022-12-31"),
        (1542000, ("PER",), "2023-01-01", "2023-12-31"),
    ]
    assert {d.measure.value for d in drafts} == {"arrivals"}


def test_thousands_are_counted_in_persons() -> None:
    drafts = read("Sudanese refugees, thousands\n\nChad      600\nEgypt     500\nLibya       1.5\n")
    assert [d.value for d in drafts] == [600e3, 500e3, 1500]
    assert {d.unit.value for d in drafts} == {"persons"}


def test_russian_tables() -> None:
    drafts = read("Сирийские беженцы по странам\n\nТурция    3 100 000\nЛиван       780 000\n")
    assert [(d.value, d.destinations) for d in drafts] == [
        (3.1e6, ("TUR",)),
        (780e3, ("LBN",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Refugees fled.\n\nGDP per head, dollars\n\nChad      1,600\nEgypt     3,500\n",
        "Refugees fled to Chad.\n\nMedals\n\nCountry    Gold\nChad       1,200\nEgypt      3,500\n",
        "Refugees\n\nChad      6\nEgypt     35\n",
    ],
    ids=["money", "medals", "small groups"],
)
def test_other_tables_give_no_claims(text: str) -> None:
    assert read(text) == []


def test_a_table_without_end_is_read_in_bounded_time() -> None:
    read("refugees\n" + "a  " * 200_000)
    read("refugees\n" + "Chad  1,000  " * 30_000)
    read("refugees\n" + "Chad  1\n" * 20_000)


def test_rows_of_citizenships_are_origins() -> None:
    text = (
        "Refugees came to Norway, Norway's office says.\n\nImmigration to Norway by citizenship\n\n"
        "Citizenship      2022      2023\n"
        "Ukraine        18,001    28,433\nSyria           1,721     1,980\n"
    )
    assert [(d.origin, d.destinations, d.value) for d in read(text)] == [
        ("UKR", ("NOR",), 18001),
        ("UKR", ("NOR",), 28433),
        ("SYR", ("NOR",), 1721),
        ("SYR", ("NOR",), 1980),
    ]


def test_rows_of_months_take_their_year_from_above() -> None:
    rows = "January   12,400\nFebruary  13,100\n"
    drafts = read(f"Venezuelan refugees: monthly entries to Brazil, 2023\n\n{rows}")
    assert [(str(d.period_start), str(d.period_end)) for d in drafts] == [
        ("2023-01-01", "2023-01-31"),
        ("2023-02-01", "2023-02-28"),
    ]


def test_fields_parted_by_semicolons() -> None:
    rows = "Country;2022;2023\nEgypt;50100;120400\nChad;60200;72500\n"
    drafts = read(f"Sudanese refugees by country, end of year\n\n{rows}")
    assert [(d.value, d.destinations, str(d.period_end)) for d in drafts] == [
        (50100, ("EGY",), "2022-12-31"),
        (120400, ("EGY",), "2023-12-31"),
        (60200, ("TCD",), "2022-12-31"),
        (72500, ("TCD",), "2023-12-31"),
    ]


def test_rows_of_names_that_no_list_knows_need_heads() -> None:
    assert (
        read("Syrian refugees in Jordan\n\nHaddadov   1,200   1,300\nBerezhniy   1,100   1,500\n")
        == []
    )
