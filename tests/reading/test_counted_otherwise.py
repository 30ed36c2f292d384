"""Claims told without a common verb: accounts, routes, cases, levels, growth; and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

_ABOUT = "Refugees, exiles and asylum seekers keep aid workers busy.\n\n"


def _read(text: str) -> list[tuple[str, str]]:
    drafts = read_text(_ABOUT + text, Context(published=date(2024, 5, 2)))
    return [(draft.text, draft.measure.value) for draft in drafts]


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        (
            "Some 31,200 citizens of Belarus opened accounts in Polish banks in 2021.",
            [("Some 31,200", "other")],
        ),
        (
            "In June 2023 Belarusian citizens had 940 million zlotys on deposit with the banks. "
            "That is about 610 million zlotys, or 185%, more than before the protests.",
            [
                ("940 million zlotys", "deposits"),
                ("about 610 million zlotys", "deposits"),
                ("185%", "change"),
            ],
        ),
        (
            "No foreigners in Serbia have more residence permits than Russians. "
            "At the end of 2023 they held 30,500 out of 96,200.",
            [("30,500", "permits_valid"), ("96,200", "permits_valid")],
        ),
        (
            "On 3 May 41,200 people came into Chad. More than 6,000 used the crossing at Adre.",
            [("41,200", "arrivals"), ("More than 6,000", "border_entries")],
        ),
        (
            "In 2023 the authority revoked refugee status in 312 cases, mostly for trips home.",
            [("312", "other")],
        ),
        (
            "Syrians received a residence permit in 1,240 cases last year.",
            [("1,240", "permits_issued")],
        ),
        (
            "By March 9,000 asylum applications from Syrians had come in. Some 40 cases still had "
            "to be decided.",
            [("9,000", "asylum_applications"), ("Some 40", "asylum_applications")],
        ),
        (
            "The number of those who have come back home after fleeing, many from Chad, "
            "meanwhile rose to 2.1 million.",
            [("2.1 million", "returns")],
        ),
        (
            "Peru's foreign residents reached 1,610,300 at the close of 2023, 12.1% more than a "
            "year before.",
            [("1,610,300", "stock"), ("12.1%", "change")],
        ),
        (
            "The country gained 141,200 foreign residents on 2022, when 1,469,100 lived there.",
            [("141,200", "change"), ("1,469,100", "stock")],
        ),
        (
            "In 2021, 8,200 permits were granted to Haitians in Chile; in 2022 it was 19,800. "
            "If 2021 is compared with 2022, growth was 141 per cent.",
            [("8,200", "permits_issued"), ("19,800", "permits_issued"), ("141 per cent", "change")],
        ),
        (
            "On Monday 180 Haitians were deported. A second flight, carrying 210 "
            "passengers, is planned for Friday.",
            [("180", "returns"), ("210", "returns")],
        ),
        (
            "In May 1,204,000 Syrians were living in Turkey. Most are registered in Gaziantep "
            "(more than 410,000), the fewest in the province of Tunceli (77 people).",
            [("1,204,000", "stock"), ("more than 410,000", "stock"), ("77", "stock")],
        ),
        (
            "Under the statute nearly 1.8 million cards have been delivered to Venezuelans.",
            [("nearly 1.8 million", "permits_issued")],
        ),
        (
            "Some 2,070 Syrian men had applied for asylum in Malta. Decisions were taken in 814 of "
            "these cases.",
            [("Some 2,070", "asylum_applications"), ("814", "other")],
        ),
        (
            "Russians went abroad 3.88 million times in the first quarter.",
            [("3.88 million", "border_exits")],
        ),
        (
            "Kazakhstan was crossed into 1.1 million times, Georgia 561,000 times.",
            [("1.1 million", "border_entries"), ("561,000", "border_entries")],
        ),
        (
            "Over 4,000 Venezuelans a day went over the bridge into Ecuador.",
            [("Over 4,000", "border_entries")],
        ),
        (
            "The ministry put the loss at about 100,000 specialists in 2022.",
            [("about 100,000", "departures")],
        ),
        (
            "The number of refugees and migrants from Eritrea has climbed to 580,000.",
            [("580,000", "stock")],
        ),
        (
            "Mexico sent home 313 Venezuelans by plane on Tuesday. The first carried 207 people.",
            [("313", "returns"), ("207", "returns")],
        ),
        (
            "Since January 112,480 Venezuelans have been picked up on Mexican soil, and 41,000 "
            "Cubans have been detained by Mexican migration agents.",
            [("112,480", "border_entries"), ("41,000", "border_entries")],
        ),
        (
            "Uruguay handed out 20,140 residence permits in 2023; 13,500 files are open.",
            [("20,140", "permits_issued"), ("13,500", "permits_issued")],
        ),
        ("Bank cards were opened for 183,000 Russians.", [("183,000", "other")]),
        (
            "In Serbia 12,350 Russians pay contributions as employees.",
            [("12,350", "stock")],
        ),
        ("Lebanon says that it has 2.05 million Syrians.", [("2.05 million", "stock")]),
        (
            "More than 3,000 Syrians set out for Cyprus in April, against 97 a year earlier.",
            [("More than 3,000", "arrivals"), ("97", "arrivals")],
        ),
        (
            "In Malta 18,600 Ukrainians are registered as employed and 5,300 as looking for work.",
            [("18,600", "stock"), ("5,300", "stock")],
        ),
        ("The first group of 377 Armenians had arrived.", [("377", "arrivals")]),
        ("Russians brought $2.1bn in 2022.", [("$2.1bn", "deposits")]),
        (
            "The Poles prevented 26,000 attempts by Syrians to cross the border.",
            [("26,000", "border_entries")],
        ),
        (
            "In May 24,300 Ukrainians in Ireland claimed income support, and 17,100 had a job.",
            [("24,300", "stock"), ("17,100", "stock")],
        ),
    ],
)  # fmt: skip
def test_what_is_counted(sentence: str, claims: list[tuple[str, str]]) -> None:
    assert _read(sentence) == claims


@pytest.mark.parametrize(
    "sentence",
    [
        "The bank said that 40,000 customers opened accounts last month.",
        "Migrants pay half the usual fare on the buses to the border.",
        "The permit is lost by those who spend more than 20 days a quarter in Syria.",
        "About 60 Cubans wait a third of a mile from the border.",
        "The ministry counted 312 cases of cholera among refugees.",
        "The number of people who fell ill climbed to 4,300.",
        "Growth was 3 per cent, the bank said.",
        "A second flight, carrying 210 passengers, is planned for Friday.",
        "The bank gave refugees 30,000 cash cards.",
        "The guards foiled 300 suicide attempts.",
        "The births of 7,700 Syrian children have been recorded.",
        "The population had shrunk by 480,600, or 0.33%. In 2021 the decrease was 307,700.",
        "Some 4,000 lorries used the crossing at Adre.",
    ],
)
def test_what_is_none(sentence: str) -> None:
    assert _read(sentence) == []


def test_rows_of_ages_are_of_those_counted_above_the_heading() -> None:
    text = (
        "By May 104,200 refugees from Sudan were registered in Egypt.\n\n"
        "Registered, by age group\n\n"
        "Adults aged 18 and over: 79,100 (76%)\nChildren aged 17 and under: 25,100 (24%)\n"
    )
    assert [words for words, _ in _read(text)] == ["104,200", "79,100", "76%", "25,100", "24%"]
