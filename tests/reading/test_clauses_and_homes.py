"""Each clause its own host, those who never left, those who go home, whose they are."""

from datetime import date

import pytest

from counterflow.reading import Context, Draft, read_text


def read(text: str) -> dict[str, Draft]:
    """The drafts of a text, by their words."""
    return {draft.text: draft for draft in read_text(text, Context(published=date(2024, 6, 15)))}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Portugal issued residence permits to 2,310 Venezuelans last year, four times more "
            "than in 2019, and Ireland gave residence to about 700, compared with 200 in 2019.",
            {"2,310": "PRT", "about 700": "IRL", "200": "IRL"},
        ),
        (
            "Nearly 1.1 million Ukrainian refugees, or about one in four, went to Germany.",
            {"Nearly 1.1 million": "DEU", "about one in four": "DEU"},
        ),
        (
            "Over 600,000 refugees from Syria, almost a third of the total, arrived in Germany.",
            {"Over 600,000": "DEU"},
        ),
        (
            "The war in Sudan has displaced 2.1 million Sudanese refugees into Chad and Egypt, "
            "while 8.6 million people are internally displaced within Sudan.",
            {"2.1 million": "TCD EGY", "8.6 million": "SDN"},
        ),
        (
            "In Lebanon the 790,000 registered Syrian refugees are equal to 15 per cent of the "
            "inhabitants, and in Jordan the 640,000 come to 6 per cent.",
            {"15 per cent": "LBN", "6 per cent": "JOR"},
        ),
        (
            "UNHCR thanked Colombia, Peru and Chile, which have taken in most of the 7.7 million "
            "refugees and migrants from Venezuela.",
            {"7.7 million": ""},
        ),
        (
            "The Netherlands shut its doors to Russians who had entered Germany and Poland, saying "
            "it would take only 900 with a visa.",
            {"only 900": "NLD"},
        ),
        (
            "Besides the refugees, IOM counts 6.5 million Ukrainians who have left their homes but "
            "remain in Ukraine.",
            {"6.5 million": "UKR"},
        ),
        (
            "Some 4.8 million Syrians have fled abroad, and 6.6 million more were driven from "
            "their homes without leaving Syria.",
            {"Some 4.8 million": "", "6.6 million": "SYR"},
        ),
        (
            "Most Syrians displaced by the war are still inside the country, but over 92,000 have "
            "sought asylum in Norway.",
            {"over 92,000": "NOR"},
        ),
        (
            "Voluntary returns of Afghan refugees from Pakistan peaked in October 2023, when "
            "46,000 left.",
            {"46,000": "AFG"},
        ),
        (
            "From Ecuador, about 450 Venezuelans also left on Monday in two flights to Caracas.",
            {"about 450": "VEN"},
        ),
        (
            "Kabul has limited the number of its own citizens let in to roughly 2,000 a day, while "
            "Afghans wait to return in Iran.",
            {"roughly 2,000": "AFG"},
        ),
        (
            "Poland counts 950,000 Ukrainian refugees. Germany's Interior Ministry has also "
            "registered an increase. Its system logged 6,120 arrivals in May.",
            {"950,000": "POL", "6,120": "DEU"},
        ),
        (
            "Over 400,000 migrants walked through the Darién in 2023. Honduras registered 545,000 "
            "entries of migrants.",
            {"Over 400,000": "PAN", "545,000": "HND"},
        ),
        (
            "Over 2023 about 19,000 Syrian refugees went home from Jordan, and in the first "
            "quarter of 2024 another 33,000 left.",
            {"about 19,000": "SYR", "33,000": "SYR"},
        ),
        (
            "At the Medyka crossing Polish guards let in 21,300 Ukrainians on Sunday; 18,000 left "
            "for Ukraine.",
            {"21,300": "POL", "18,000": "UKR"},
        ),
        (
            "Iran hosts 750,000 refugees from Afghanistan and Pakistan 1.3 million.",
            {"750,000": "IRN", "1.3 million": "PAK"},
        ),
        (
            "Nearly 9 million people have had to leave their homes in Sudan. Of these 6.7 million "
            "are displaced within the country, 1.8 million have fled across the border.",
            {"6.7 million": "SDN", "1.8 million": ""},
        ),
        (
            "Some 5.9 million Ukrainians were internally displaced in May. In June the total was "
            "down by 310,000.",
            {"Some 5.9 million": "UKR", "310,000": "UKR"},
        ),
        (
            "Border Force officers met 4,100 migrants on the water in May, bringing the number who "
            "have crossed the Channel this year to 12,400.",
            {"12,400": "GBR"},
        ),
    ],
)
def test_each_number_has_the_host_of_its_own_clause(text: str, places: dict[str, str]) -> None:
    found = read(text)
    assert {number: " ".join(found[number].destinations) for number in places} == places


def test_people_taken_off_a_register_have_not_gone_home() -> None:
    found = read(
        "About 3.9 million refugees from Ukraine were in the European Union in March. Against "
        "February, the number of beneficiaries across the EU went down by 61,400, the result of "
        "people being removed from the registers."
    )
    assert found["61,400"].destinations == ("EU27",)


@pytest.mark.parametrize(
    ("text", "number", "origin"),
    [
        (
            "Montenegro registered 119,000 Russians in the summer. In the same months 70,100 "
            "citizens of Ukraine entered the country.",
            "70,100",
            "UKR",
        ),
        (
            "Russians are the largest group of newcomers in Serbia. Work permits were issued to "
            "41,000 foreign workers from January to June 2023.",
            "41,000",
            "",
        ),
        (
            "Russians held 31,400 residence permits in Cyprus out of 160,000 in June 2023.",
            "160,000",
            "",
        ),
        (
            "Since the change in Syria's status 3,900 Syrians have left Cyprus.",
            "3,900",
            "SYR",
        ),
        (
            "Migrants from Central Asia\n\nTajikistan's labour ministry says 392,000 of its "
            "citizens went to Russia in the first half of 2024.",
            "392,000",
            "TJK",
        ),
    ],
)
def test_whose_a_number_is(text: str, number: str, origin: str) -> None:
    assert read(text)[number].origin == origin
