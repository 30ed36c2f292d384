"""Where people are, where they come from and who counted them, each as a class of language."""

from datetime import date

import pytest

from counterflow.reading import Context, Draft, read_text


def read(text: str) -> dict[str, Draft]:
    """The drafts of a text under a heading on migration, by their words."""
    drafts = read_text(
        f"Notes on migration and refugees\n\n{text}", Context(published=date(2023, 9, 1))
    )
    return {draft.text: draft for draft in drafts}


@pytest.mark.parametrize(
    ("text", "number", "places"),
    [
        (
            "Most Afghans who asked for asylum did so in Germany (36,000, or 28%) and Austria "
            "(24,500, or 19%).",
            "19%",
            ("AUT",),
        ),
        (
            "Refugees from Myanmar: Thailand hosts the most with 91,400, ahead of Malaysia "
            "(78,200).",
            "78,200",
            ("MYS",),
        ),
        (
            "Colombia hosts 2.9 million Venezuelans. A further 4.8 million are scattered over 16 "
            "other countries.",
            "4.8 million",
            (),
        ),
        (
            "Where the Sudanese went\n\nChad. Some 484,000 had crossed by August. Most are women."
            "\n\nEgypt. Authorities put the arrivals at 311,000. Many went on.",
            "311,000",
            ("EGY",),
        ),
        (
            "Border Patrol encountered Venezuelans 31,000 times in August. Most were families.",
            "31,000",
            ("USA",),
        ),
        (
            "Since 2015 more than 7 million Venezuelans have fled, and 6 million of them live in "
            "Latin America.",
            "more than 7 million",
            (),
        ),
        (
            "Some 7.7 million Venezuelans live abroad, of whom 84 percent, or 6.5 million, are in "
            "Latin America.",
            "84 percent",
            ("LATIN_AMERICA",),
        ),
        (
            "Poland became a magnet for Belarusians. As of 2022 it was home to 130,000 of them.",
            "130,000",
            ("POL",),
        ),
        (
            "Arrivals of Tunisians in Italy rose to 17,300 last year. This year they fell to 1,900 "
            "as authorities in Tunisia and Algeria stepped up patrols.",
            "1,900",
            ("ITA",),
        ),
        (
            "While Chad has come to shelter 550,000 Sudanese refugees, the agency reports more "
            "arrivals in Libya and Uganda.",
            "550,000",
            ("TCD",),
        ),
        (
            "Women are 52% of all Venezuelan migrants, while the biggest communities are found in "
            "Colombia (2.9 million) and Peru (1.5 million).",
            "52%",
            (),
        ),
        (
            "Cubans crossed the border 3 million times, and 4% of those who went abroad did not "
            "come back.",
            "4%",
            (),
        ),
        (
            "Spain draws Cubans, says the National Statistics Institute (INE). In January there "
            "were 226,000 of them.\n\nAbout 54% of the newcomers are women.",
            "About 54%",
            ("ESP",),
        ),
        ("Serbia's net intake of Russians was 21,000 in 2022.", "21,000", ("SRB",)),
        (
            "Djibouti, a small country in the Horn of Africa, has registered 3,800 Yemenis.",
            "3,800",
            ("DJI",),
        ),
        (
            "Refugees also continue to cross into Syria from Iraq, at a rate of about 300 people "
            "a day. Most Syrians come in summer.",
            "about 300",
            ("SYR",),
        ),
    ],
)
def test_where_counted_people_are(text: str, number: str, places: tuple[str, ...]) -> None:
    assert read(text)[number].destinations == places


@pytest.mark.parametrize(
    ("text", "number", "origin"),
    [
        (
            "Italy registered 89,000 arrivals by sea up to July. More than 40 percent of those "
            "who landed were Tunisians.\n\nIn July 12,300 people arrived in Italy.",
            "12,300",
            "",
        ),
        (
            "Syrian refugees in Germany number 712,000. That is 22% of the total of 3.2 million "
            "people seeking protection.",
            "3.2 million",
            "",
        ),
        (
            "Eritreans, Sudanese and Afghans filed 6,100, 4,300 and 3,900 asylum applications, "
            "respectively, in the United Kingdom.",
            "4,300",
            "SDN",
        ),
    ],
)
def test_people_of_every_origin_are_not_those_of_one(text: str, number: str, origin: str) -> None:
    assert read(text)[number].origin == origin


@pytest.mark.parametrize(
    ("text", "number", "source"),
    [
        (
            "Statistics Norway\nPress release, 3 May 2023\n\nAt the start of the year 39,700 "
            "Ukrainian refugees lived in Norway.",
            "39,700",
            "Statistics Norway",
        ),
        (
            "Caritas has put together the figures of eleven governments. It arrives at 380,000 "
            "Eritrean refugees abroad.",
            "380,000",
            "Caritas",
        ),
        (
            "Poland's border guard registered 291,000 Ukrainian refugees in May. Romania took in "
            "104,000 of them.",
            "104,000",
            "",
        ),
        (
            "In May 12,400 Syrian refugees were taken in by the UK. They came from Lebanon.",
            "12,400",
            "",
        ),
        (
            "UNHCR quotes Ethiopia's Refugees and Returnees Service as saying that 64,000 Sudanese "
            "refugees have arrived in Ethiopia.",
            "64,000",
            "Ethiopia's Refugees and Returnees Service",
        ),
    ],
)
def test_who_counted(text: str, number: str, source: str) -> None:
    assert read(text)[number].source == source


@pytest.mark.parametrize(
    ("text", "number", "source"),
    [
        (
            "The EU statistics agency Eurostat said 41,000 Afghans asked for asylum in Greece.",
            "41,000",
            "EU statistics agency Eurostat",
        ),
        (
            "The Dutch statistics office CBS reported that 12,500 Ukrainians moved to the "
            "Netherlands.",
            "12,500",
            "Dutch statistics office CBS",
        ),
        (
            "The Norwegian Directorate of Immigration itself admitted that 4,000 Syrian refugees "
            "had entered Norway.",
            "4,000",
            "Norwegian Directorate of Immigration",
        ),
        (
            "The Chilean interior ministry conceded that 127,000 Haitians had entered Chile.",
            "127,000",
            "Chilean interior ministry",
        ),
        (
            "The Kenyan authorities state that over 18,000 Ethiopian refugees crossed into Kenya.",
            "over 18,000",
            "Kenyan authorities",
        ),
    ],
)
def test_an_office_that_says_or_concedes_is_credited(text: str, number: str, source: str) -> None:
    assert read(text)[number].source == source


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Eurostat: first residence permits at a record", "Eurostat"),
        ("Statistics Canada: newcomers from India on the rise", "Statistics Canada"),
        ("Statistics Norway: Fewer Ukrainians settle", "Statistics Norway"),
        ("Destatis: 1.1 million people moved in", "Destatis"),
        ("Migration: fewer people moved in", ""),
    ],
)
def test_an_office_of_statistics_stands_behind_its_headline(headline: str, source: str) -> None:
    text = f"{headline}\n\nNorway received 34,200 Ukrainian refugees in 2023.\n"
    (draft,) = (d for d in read_text(text, Context(published=date(2024, 3, 1))) if d.value == 34200)
    assert draft.source == source


@pytest.mark.parametrize(
    ("note", "source"),
    [
        ("Note on method. Residents stay for a year.", "National Institute of Statistics"),
        ("Methodology: residents stay for a year.", "National Institute of Statistics"),
        ("Definitions. A resident stays for a year.", "National Institute of Statistics"),
        ("Notes to editors\n\nResidents stay for a year.", "National Institute of Statistics"),
        ("The weather was fine all year.", ""),
    ],
)
def test_a_note_on_method_ends_a_paper_of_an_office(note: str, source: str) -> None:
    text = (
        "Population, 1 January 2023\n\n10 May 2023\n\nPopulation. Chile has grown, according to "
        "the National Institute of Statistics.\n\nBirths. There were fewer.\n\nDeaths. There were "
        f"more.{' The country is old and calm.' * 50}\n\n"  # a short text goes on quoting its body
        "Immigration. In 2022 some 92,000 Venezuelan refugees arrived in Chile.\n\n"
    )
    assert read(text + note + "\n")["some 92,000"].source == source


@pytest.mark.parametrize(
    ("text", "number", "places"),
    [
        (
            "Of all EU countries, Spain received the most Venezuelan refugees, 60,000 in 2022.",
            "60,000",
            {"ESP"},
        ),
        ("Among the Gulf states, Kuwait hosts 150,000 Syrian refugees.", "150,000", {"KWT"}),
        ("Of the Baltic states, Lithuania took in 52,000 Belarusians.", "52,000", {"LTU"}),
        (
            "Spain was home to about 480,000 immigrants born in Colombia in 2021.",
            "about 480,000",
            {"ESP"},
        ),
        ("Sweden is home to 140,000 immigrants born in Iraq.", "140,000", {"SWE"}),
        ("Some 55,000 immigrants born in Iraq lived in Denmark.", "Some 55,000", {"DNK"}),
        (
            "Some 6,300 Burundian refugees left Tanzania for their home country in 2019.",
            "Some 6,300",
            {"BDI"},
        ),
        (
            "Around 9,000 Somali refugees quit Kenya for their homeland in 2018.",
            "Around 9,000",
            {"SOM"},
        ),
        (
            "In 2023 some 18,400 beneficiaries of temporary protection went back to Ukraine from "
            "Poland.",
            "some 18,400",
            {"UKR"},
        ),
        (
            "Syrian refugees live in Turkey. The government puts the number of Syrians abroad at "
            "six million.",
            "six million",
            set(),
        ),
        (
            "Colombia hosts refugees. A study sets the number of Venezuelans outside the country "
            "at 7.7 million.",
            "7.7 million",
            set(),
        ),
        (
            "Chad sheltered 900,000 Sudanese refugees. Across the region the total is put at 3.1 "
            "million.",
            "3.1 million",
            set(),
        ),
        (
            "Jordan hosts 600,000 Syrian refugees. In the whole region the figure reaches 5 "
            "million.",
            "5 million",
            set(),
        ),
        (
            "Asylum seekers came to Sweden in 2016. Sweden registered 21,000 asylum applicants "
            "from Iran, 14,300 from Somalia and 9,100 from Eritrea.",
            "14,300",
            {"SWE"},
        ),
    ],
)
def test_where_a_number_is(text: str, number: str, places: set[str]) -> None:
    assert set(read(text)[number].destinations) == places


@pytest.mark.parametrize(
    ("text", "number", "source"),
    [
        ("According to the army, 1,200 Venezuelan refugees entered Brazil.", "1,200", "army"),
        (
            "The Lebanese army said 8,000 Syrian refugees had crossed into Lebanon.",
            "8,000",
            "Lebanese army",
        ),
        ("The navy reported that 640 Haitian migrants arrived in Florida.", "640", "navy"),
        (
            "The Jordanian army counted 3,000 Syrian refugees who entered Jordan.",
            "3,000",
            "Jordanian army",
        ),
        (
            "Italy's navy says 90,000 migrants from Libya reached Italy in 2014.",
            "90,000",
            "Italy's navy",
        ),
    ],
)
def test_armies_and_navies_count(text: str, number: str, source: str) -> None:
    assert read(text)[number].source == source


@pytest.mark.parametrize(
    ("text", "number", "place"),
    [
        ("Germany is home to 400,000 Afghan refugees and Austria to 40,000.", "40,000", "AUT"),
        (
            "Iran is host to 780,000 Afghan refugees and Pakistan to 1.3 million.",
            "1.3 million",
            "PAK",
        ),
        ("Uganda is home to 960,000 refugees from Sudan and Kenya to 130,000.", "130,000", "KEN"),
        ("Peru is home to 1.5 million Venezuelan refugees and Chile to 440,000.", "440,000", "CHL"),
        ("Norway is home to 31,000 Syrian refugees and Denmark to 35,000.", "35,000", "DNK"),
    ],
)
def test_a_verb_left_out_keeps_its_place(text: str, number: str, place: str) -> None:
    assert read(text)[number].destinations == (place,)


@pytest.mark.parametrize(
    ("text", "origin", "host"),
    [
        ("Around 42,000 people have fled into Burundi to escape the conflict raging in the east of "
         "Congo.", "COD", "BDI"),
        ("Some 12,000 people crossed into Chad to flee the war ravaging neighbouring Sudan.",
         "SDN", "TCD"),
        ("More than 30,000 people reached Chile to get away from the violence gripping Haiti.",
         "HTI", "CHL"),
        ("Uganda has taken in 9,000 refugees from the fighting under way in eastern Congo.",
         "COD", "UGA"),
    ],
)  # fmt: skip
def test_the_country_of_the_conflict_is_the_one_left(text: str, origin: str, host: str) -> None:
    (draft,) = read(text).values()
    assert (draft.origin, draft.destinations) == (origin, (host,))


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("In Q2 of 2022 refugees from Hong Kong made 18,100 applications for the BN(O) route.",
         "GBR"),
        ("About 300,000 Ukrainian refugees have come under CUAET since March 2022.", "CAN"),
        ("In total 240,416 Venezuelan migrants have signed up in the RAMV register.", "COL"),
    ],
)  # fmt: skip
def test_a_scheme_names_its_country(text: str, host: str) -> None:
    (draft,) = read(text).values()
    assert draft.destinations == (host,)
