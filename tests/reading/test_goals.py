"""Places that are no hosts: goals, where people are watched from; borders, pairs, wholes."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, Draft, read_text
from counterflow.reading.roles import placed

PRINTED = date(2023, 9, 14)


def read(text: str, origin: str = "") -> dict[str, Draft]:
    """The drafts of a text, by their words."""
    return {d.text: d for d in read_text(text, Context(origin=origin, published=PRINTED))}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Some 41,000 migrants on their way to Germany entered Serbia in July.", ("SRB",)),
        ("In July 6,300 Eritreans heading for Italy arrived in Tunisia.", ("TUN",)),
        ("Over 9,200 Haitians bound for Chile crossed into Bolivia in August.", ("BOL",)),
        ("In July 2,150 Syrians en route to Austria were stopped in Slovenia.", ("SVN",)),
        ("In August some 3,900 migrants who had set out for Spain turned back.", ()),
    ],
)
def test_a_goal_is_no_host(text: str, places: tuple[str, ...]) -> None:
    opening = "The migration agency has put out new figures on migrants.\n\n"
    (draft,) = read(opening + text).values()
    assert draft.destinations == places


def test_where_people_are_bound_is_their_host_if_they_got_nowhere_else() -> None:
    assert [p.role for p in placed("Some 300 Malians headed for Spain")] == ["none", "to"]


@pytest.mark.parametrize(
    "text",
    [
        "According to economists in Finland, 8.4% of programmers had left Belarus.",
        "Researchers at a think tank in Finland found that 8.4% of programmers had left Belarus.",
        "Demographers in Finland estimate that 8.4% of Belarusians have left since 2020.",
    ],
)
def test_where_people_are_studied_is_no_host(text: str) -> None:
    assert "FIN" not in read(text, "BLR")["8.4%"].destinations


def test_researchers_who_moved_have_a_host() -> None:
    roles = [p.role for p in placed("About 310 researchers in Finland came from Belarus")]
    assert roles[0] == "to"


def test_republics_of_several_names_are_paired_with_their_numbers() -> None:
    found = read(
        "Two neighbours shelter most of the refugees from Sudan. The Republics of Chad and South "
        "Sudan host more than 730,000 Sudanese refugees (510,000 and 220,000 respectively)."
    )
    assert set(found["more than 730,000"].destinations) == {"TCD", "SSD"}
    assert found["510,000"].destinations == ("TCD",)
    assert found["220,000"].destinations == ("SSD",)


def test_who_backs_an_army_hosts_nobody() -> None:
    found = read(
        "Some 31,000 people have fled to South Sudan in the past week to escape the war in Sudan."
        "\n\nFighters supplied and backed by Libya have taken two towns.\n\nOf the new arrivals "
        "some 19,000 had crossed the river by boat, and relief workers in the country count more.",
        "SDN",
    )
    assert not any("LBY" in draft.destinations for draft in found.values())


def test_a_share_of_those_under_protection_is_of_the_union_told_of() -> None:
    found = read(
        "On 31 July 2023 some 4.1 million people who fled Ukraine held temporary protection in "
        "the European Union.\n\nThe largest groups live in Germany (1.1 million) and Poland "
        "(970,000). Compared with June, the biggest rise was recorded in Ireland (+2,900).\n\n"
        "More than 97% of those under temporary protection are Ukrainian citizens."
    )
    assert found["More than 97%"].destinations == ("EU27",)


@pytest.mark.parametrize(
    "text",
    [
        "Some 5.2 million Ukrainians lived abroad at the end of 2022. About 1.2 million of them "
        "were in Russia. By July 2023 the number abroad was 0.4 million higher.",
        "Some 5.2 million Ukrainians lived abroad at the end of 2022. About 1.2 million of them "
        "were in Russia. By July 2023 the total outside the country was 0.4 million higher.",
    ],
)
def test_the_number_abroad_is_nowhere_named(text: str) -> None:
    assert read(text)["0.4 million"].destinations == ()


def test_those_held_at_a_border_are_held_by_its_country() -> None:
    found = read(
        "Mexico has received over 50,000 asylum applications from Hondurans since 2021, and about "
        "30,000 Hondurans live in Mexico. Many more go to the United States.\n\nThe number of "
        "Hondurans apprehended at the US border in 2022 was 213,000."
    )
    assert found["213,000"].destinations == ("USA",)


def test_households_that_people_left_are_at_home() -> None:
    found = read(
        "Mexico has received over 50,000 asylum applications from Hondurans since 2021, and about "
        "30,000 Hondurans live in Mexico.\n\nIn a survey made in May 2022, 12% of Honduran "
        "households said that a member had left. In May 2023 the figure was 17%."
    )
    assert found["12%"].destinations == found["17%"].destinations == ()


@pytest.mark.parametrize(
    ("text", "number", "places"),
    [
        (
            "Since March another 700 refugees have moved from Lebanon to third countries, and 90 "
            "have been sent back to Syria.",
            "700",
            (),
        ),
        (
            "Some 42,000 people have fled Sudan for Uganda. Another 6,100 had gone to a transit "
            "camp near Kampala.",
            "6,100",
            ("UGA",),
        ),
    ],
)
def test_other_countries_and_sites_near_cities(
    text: str, number: str, places: tuple[str, ...]
) -> None:
    found = {draft.text.split()[-1]: draft for draft in read(text).values()}
    assert found[number].destinations == places


def test_a_change_after_a_place_is_no_row() -> None:
    found = read(
        "In August 2023 some 6,200 Sudanese refugees were registered in Egypt and Libya, 28% fewer "
        "than in July."
    )
    assert set(found["28%"].destinations) == {"EGY", "LBY"}
