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
