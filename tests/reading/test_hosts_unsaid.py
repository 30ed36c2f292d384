"""Hosts that a text names only by a part of them, and rows of lists that are origins."""

from datetime import date

import pytest

from counterflow.reading import Context, Draft, read_text


def read(text: str) -> dict[str, Draft]:
    """The drafts of a text, by their words."""
    return {draft.text: draft for draft in read_text(text, Context(published=date(2023, 9, 1)))}


@pytest.mark.parametrize(
    ("text", "number", "places"),
    [
        (
            "Lombok wonders at its new guests\n\nRussians have been flying to Lombok since the war "
            "between Russia and Ukraine began, most of them by way of Central Asia. In June 2023 "
            "some 3,140 Russian citizens arrived on the island.",
            "some 3,140",
            ("IDN",),
        ),
        (
            "Hainan airports busy\n\nPolice in Sanya say that more Russians than ever move to "
            "Hainan. In May 2023 a total of 1,870 Russians arrived.",
            "1,870",
            ("CHN",),
        ),
        (
            "Some 40,000 Syrian refugees have settled in Gothenburg and Scania since 2015. In 2022 "
            "about 2,100 arrived.",
            "about 2,100",
            ("SWE",),
        ),
        (
            "Refugees from Ukraine\n\nBy the end of June 2023, 61,200 PPS numbers had been given "
            "to adults from Ukraine under temporary protection.",
            "61,200",
            ("IRL",),
        ),
    ],
)
def test_a_part_of_a_country_or_its_papers_stand_for_it(
    text: str, number: str, places: tuple[str, ...]
) -> None:
    assert read(text)[number].destinations == places


def test_rows_of_citizenships_are_origins() -> None:
    found = read(
        "Russians hold most residence permits in Cyprus\n\nOn 30 June 2023 Russian citizens held "
        "31,000 residence permits in Cyprus.\n\nAfter them, the largest groups of permit holders "
        "are:\n- Nepal: 12,300\n- Egypt: 8,450\n"
    )
    assert (found["12,300"].origin, found["12,300"].destinations) == ("NPL", ("CYP",))
    assert (found["8,450"].origin, found["8,450"].destinations) == ("EGY", ("CYP",))


def test_a_list_with_the_people_of_the_document_in_it_is_of_origins() -> None:
    found = read(
        "Work permits in Serbia\n\nIn 2022, 18,400 work permits were issued to foreigners in "
        "Serbia, most of them to Russians who moved there.\n\n- Russia 9,120\n- Turkey 3,310\n"
        "- China 2,870\n"
    )
    for number, origin in (("9,120", "RUS"), ("3,310", "TUR"), ("2,870", "CHN")):
        assert (found[number].origin, found[number].destinations) == (origin, ("SRB",))


def test_a_list_of_hosts_stays_one() -> None:
    found = read(
        "Ukrainian refugees by host country, June 2023:\n- Germany: 1,070,000\n- Poland: 980,000\n"
    )
    assert found["980,000"].destinations == ("POL",)
    assert found["980,000"].origin == "UKR"


def test_a_dateline_is_no_host() -> None:
    found = read(
        "Fewer are displaced inside Ukraine\n\nMOSCOW. June 8 (Interfax) - Some 5.9 million "
        "people, or 14% of the country's population, were internally displaced as of May 23, "
        "2023, the International Organization for Migration found."
    )
    assert found["Some 5.9 million"].destinations == ("UKR",)


def test_parts_of_the_country_take_in_its_own_people() -> None:
    found = read(
        "The displaced of Ukraine\n\nBy May 2023, 4.5 million refugees had gone back home after "
        "being displaced. Poltava region (11%) and Vinnytsia region (7%) have taken in the largest "
        "numbers of the displaced."
    )
    assert found["11%"].destinations == found["7%"].destinations == ("UKR",)


def test_a_newspaper_of_a_city_is_no_place() -> None:
    found = read(
        "Ukrainian refugees\n\nAbout 40,000 Ukrainian refugees have arrived since March 2023, the "
        "Boston Globe reports. Boston College counted 12,000."
    )
    assert {draft.destinations for draft in found.values()} == {()}


def test_citizens_of_countries_in_brackets_are_origins() -> None:
    found = read(
        "Migration to New Zealand\n\nSome 127,400 migrants came to New Zealand in 2022. Citizens "
        "of India (49,800), the Philippines (35,800) and China (26,800) were the largest groups of "
        "arrivals."
    )
    for number, origin in (("49,800", "IND"), ("35,800", "PHL"), ("26,800", "CHN")):
        assert (found[number].origin, found[number].destinations) == (origin, ("NZL",))


def test_a_border_of_two_countries_is_counted_on_its_near_side() -> None:
    found = read(
        "Venezuelan migrants\n\nPanama registered 25,500 Venezuelan arrivals in May 2023. At the "
        "US-Mexico border agents met 37,000."
    )
    assert found["25,500"].destinations == ("PAN",)
    assert found["37,000"].destinations == ("USA",)
