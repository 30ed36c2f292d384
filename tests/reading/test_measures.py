"""What numbers count: balances, papers, differences, lists, and counts that are no claims."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

_OPENING = "Hundreds of thousands of refugees and migrants have fled abroad, the agency said.\n\n"


def _read(text: str) -> dict[str, str]:
    drafts = read_text(_OPENING + text, Context(published=date(2024, 5, 1)))
    return {draft.text: draft.measure.value for draft in drafts[1:]}


@pytest.mark.parametrize(
    ("text", "words", "measure"),
    [
        ("Moldova recorded a net migration loss of 41,300 people in 2023.", "41,300", "net"),
        ("Latvia had a migration gain of 12,400 people in 2022.", "12,400", "net"),
        ("Net migration was -4,300 in 2022; in 2021 it had been +11,200.", "11,200", "net"),
        ("In 2023, 2,250 Haitians asked Brazil for refuge.", "2,250", "asylum_applications"),
        (
            "Some 3,100 Afghans applied to the migration service for refugee status in 2022.",
            "Some 3,100",
            "asylum_applications",
        ),
        (
            "Over 21,000 Russians have obtained a tax number in Georgia since March.",
            "Over 21,000",
            "permits_issued",
        ),
        (
            "Russians in Serbia held around 31,000 residence permits in June 2023.",
            "around 31,000",
            "permits_valid",
        ),
        ("Canada approved 24,700 Afghan applications in 2022.", "24,700", "permits_issued"),
        (
            "The ministry reckoned that there were 85,000 Haitians in the country.",
            "85,000",
            "stock",
        ),
        (
            "There were 1.4 million Afghans in Iran, 120,000 above the estimate of January.",
            "120,000",
            "change",
        ),
        (
            "In May the number of Syrians in Turkey fell by 3,100 people, or 1.4%.",
            "1.4%",
            "change",
        ),
        ("Arrivals in Malta reported falls of 1.2%, 0.8% and 0.4% in May.", "0.4%", "change"),
        (
            "Departures were led by Tajikistan, with 31,200 departures. It was followed by:\n\n"
            "— Armenia: 29,100\n— Kyrgyzstan: 18,300\n",
            "18,300",
            "departures",
        ),
        (
            "The difference between departures and arrivals was 83,000 people in 2023.",
            "83,000",
            "net",
        ),
        (
            "Only two months closed with more Armenians arriving than departing: "
            "May (6,100) and August (9,800).",
            "9,800",
            "net",
        ),
        (
            "Airports counted 1.2 million Nepalis leaving and 1.1 million coming back in 2023. "
            "The difference of 98,000 people is the highest in years.",
            "98,000",
            "net",
        ),
        ("Bosnians who left outnumbered those who came back by 23,800.", "23,800", "net"),
        (
            "Lebanon hosted 805,000 Syrians in March. This was 60,000 (7%) fewer than a year ago.",
            "60,000",
            "change",
        ),
        (
            "Lebanon hosted 805,000 Syrians in March. This was 60,000 (7%) fewer than a year ago.",
            "7%",
            "change",
        ),
        (
            "Peru hosted 1.54 million Venezuelans. The figure is 0.4% lower than that for January.",
            "0.4%",
            "change",
        ),
        (
            "In Norway 2,310 Afghans were entered in the reception system in February, "
            "and 2,940 in March.",
            "2,940",
            "arrivals",
        ),
        ("Some 86,000 Haitians stand to lose their permits.", "Some 86,000", "permits_valid"),
        (
            "Sweden had 41,000 Ukrainians whose status runs out in March.",
            "41,000",
            "permits_valid",
        ),
        (
            "On the study route 8,700 visas were granted to Iranians out of 11,300 applications.",
            "11,300",
            "other",
        ),
        ("The firms lost many coders. Some 40,000 went in 2022.", "Some 40,000", "departures"),
        (
            "Germany counted 419,000 Afghan protection seekers at the end of 2023.",
            "419,000",
            "stock",
        ),
        (
            "More Sudanese are going home from abroad: their number had reached 1.2 million.",
            "1.2 million",
            "returns",
        ),
        (
            "By May 31,204 social insurance numbers had been issued to arrivals from Syria.",
            "31,204",
            "permits_issued",
        ),
        (
            "At the end of March 75,600 Syrians were receiving basic care in Austria.",
            "75,600",
            "stock",
        ),
        (
            "Some 41,000 Cubans left in May. That means 9,300 Cubans in Spain will be left "
            "without papers.",
            "9,300",
            "permits_valid",
        ),
        ("About 40,000 Georgians failed to come home in 2021.", "About 40,000", "net"),
        (
            "Canada has received 1.1 million applications for protection from Ukrainians. "
            "It has approved 962,612 of them.",
            "962,612",
            "permits_issued",
        ),
        ("Boats to Malta carried 2,140 Tunisians from Libya in May.", "2,140", "arrivals"),
    ],
)
def test_measure_of_plain_words(text: str, words: str, measure: str) -> None:
    assert _read(text)[words] == measure


@pytest.mark.parametrize(
    "text",
    [
        "The war in Sudan has claimed some 12,400 lives since April.",
        "Monitors put the number of dead at 41,000.",
        "The province is home to some 1.2 million people.",
        "Men between 18 and 60 were not allowed to leave the country.",
        "Near the border, 340 lorries were waiting.",
    ],
    ids=["lives", "the dead", "a population", "ages", "lorries"],
)
def test_the_dead_populations_and_ages_are_no_claims(text: str) -> None:
    assert not _read(text)


def test_a_host_of_refugees_is_no_mere_population() -> None:
    text = "Lebanon is home to 1.2 million people who fled Syria."
    assert _read(text) == {"1.2 million": "stock"}
