"""Who is credited: classes of language that name a body, and texts that go on quoting one."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, Draft, read_text


def read(text: str) -> list[Draft]:
    return read_text(text, Context(published=date(2024, 5, 2)))


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        (
            "The Ministry of Planning said that 12,400 Sudanese had entered Libya in March.",
            "Ministry of Planning",
        ),
        (
            "Interior Ministry figures obtained by the weekly show that 2,310 Afghans applied for "
            "asylum in Austria in April.",
            "Interior Ministry",
        ),
        (
            "Referring to the consultancy Nordwind, the paper wrote that 31,000 Russians had left "
            "Serbia in 2023.",
            "Nordwind",
        ),
        (
            "In March Frontex registered 3,120 Afghan migrants who crossed into Greece.",
            "Frontex",
        ),
        (
            "Police stopped 3,120 Syrians at the border of Austria in March, a spokesman for the "
            "Federal Office of Migration told reporters.",
            "Federal Office of Migration",
        ),
        (
            "Some 45,000 Venezuelans crossed into Brazil in March, according to figures supplied "
            "by an Amazonas Institute analyst.",
            "Amazonas Institute",
        ),
        ("The UN recalls that 5,400,000 Syrian refugees live in neighbouring countries.", "UN"),
        (
            "Norbank cites estimates that 120,000 Ukrainian refugees live in Norway.",
            "Norbank",
        ),
        (
            "Some 61,000 Eritrean refugees live in Ethiopia, according to an official report.",
            "official report",
        ),
    ],
)
def test_the_body_that_a_sentence_credits(sentence: str, body: str) -> None:
    assert read(sentence)[0].source == body


def test_a_headline_credits_behind_a_dash_or_colon() -> None:
    text = "{}\n\nThey came back from Pakistan and Iran, most of them to Kabul and Herat."
    assert read(text.format("Over 300,000 Afghans returned this year: IOM"))[0].source == "IOM"
    headed = read(
        text.format("More than 300,000 Afghan refugees came home in 2023 - Interior Ministry")
    )
    assert headed[0].source == "Interior Ministry"


def test_a_body_goes_on_counting_in_a_short_text() -> None:
    found = read(
        "By 20 April 45,300 Sudanese refugees had crossed into Libya, UNHCR said on Friday.\n\n"
        "In the east of the country 12,700 Sudanese live in camps.\n\n"
        "Half of the refugees are children."
    )
    assert [draft.source for draft in found] == ["UNHCR"] * 3


def test_an_office_does_not_count_abroad() -> None:
    found = read(
        "Peru's migration office registered 45,300 Venezuelans in March, it said on Friday.\n\n"
        "Ecuador is home to 440,000 Venezuelans."
    )
    assert [bool(draft.source) for draft in found] == [True, False]


def test_what_happened_long_before_is_common_knowledge() -> None:
    found = read(
        "By 20 April 45,300 Sudanese refugees had crossed into Libya, UNHCR said on Friday.\n\n"
        "In 2004 more than 200,000 Sudanese fled to Chad."
    )
    assert [draft.source for draft in found] == ["UNHCR", ""]


def test_a_name_keeps_the_short_one_behind_it() -> None:
    found = read(
        "The Federal Statistical Office (Destatis) counted 712,000 Syrians in Germany in 2023.\n\n"
        "The UN High Commissioner for Refugees said 5,000 Syrians had gone home in March."
    )
    assert [draft.source for draft in found] == [
        "Federal Statistical Office (Destatis)",
        "UN High Commissioner for Refugees (UNHCR)",
    ]


def test_he_is_the_official_who_spoke_not_the_figures_between() -> None:
    found = read(
        "Jordan's labour minister said on Monday that 61,000 Syrian refugees had work permits.\n\n"
        "According to official figures 640,000 Syrian refugees live in Jordan.\n\n"
        "Some 9,000 Syrians went home in April, he said."
    )
    assert [draft.source for draft in found] == [
        "Jordan's labour minister",
        "official figures",
        "Jordan's labour minister",
    ]


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        (
            "According to the survey, which the governments of Chad and Libya published on Monday, "
            "61,000 Sudanese refugees live in the desert.",
            "governments of Chad and Libya",
        ),
        (
            "The authorities received 2,300 asylum applications from Afghans in March, a "
            "spokeswoman for the Migration Board told the paper.",
            "Migration Board",
        ),
        ("All told, some 61,000 Eritrean refugees live in Kenya.", ""),
        (
            "That leaves 61,000 Haitian refugees in Chile, whom the former government had let in.",
            "",
        ),
    ],
)
def test_whose_count_it_is(sentence: str, body: str) -> None:
    assert read(sentence)[0].source == body


def test_a_person_told_of_with_the_age_speaks_for_no_body() -> None:
    text = (
        "More than 112,000 Russians have entered Georgia since September, the Interior Ministry "
        "said. Some 20% of those who came have left again{}."
    )
    for words, source in (
        ("", "Interior Ministry"),
        (", according to Zorvana Peltrik, 37, who runs a bar", ""),
        (", a 29-year-old barkeeper says", ""),
    ):
        drafts = read_text(text.format(words), Context(published=date(2022, 12, 1)))
        assert [draft.source for draft in drafts] == ["Interior Ministry", source]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Swedish Migration Agency data put the number of asylum claims by Eritreans at 1,240 in "
         "March.", "Swedish Migration Agency"),
        ("Net immigration of Sudanese refugees to Egypt reached 41,000, according to the Bureau "
         "for National Statistics, putting pressure on rents.",
         "Bureau for National Statistics"),
        ("A total of 6,310 migrants came from Ethiopia through the Jewish Agency, according to a "
         "report of the agency seen by The Haifa Post.", "Jewish Agency"),
        ("The Ugandan government gives total arrivals of Congolese refugees since January as "
         "31,500.", "Ugandan government"),
        ("According to various official statistics, 390,000 Moroccan migrants live in Belgium.",
         "official statistics"),
        ("Slightly more than 13,500 Cuban migrants were granted residence in Uruguay. This is "
         "shown by figures which the Ministry of the Interior has sent to the daily.",
         "Ministry of the Interior"),
        ("About 41,000 Sudanese refugees crossed into Chad in April. The figures were released by "
         "the Chadian Red Cross on Monday.", "Chadian Red Cross"),
        ("За год в Казахстан переехали 12 тысяч россиян. Об этом сообщила пограничная служба.",
         "пограничная служба"),
        ("The think tank Re: Belarus estimates that 82,000 Belarusians have left the country "
         "since 2022.", "Re: Belarus"),
        ("Israel took in 37,000 immigrants from Ethiopia in 2022, the Aliyah ministry said.",
         "Aliyah ministry"),
        ("Net emigration of Ukrainians was estimated at 450,000 by the National Bank.",
         "National Bank"),
        ("The Central Bank of Ukraine looked at refugees. The bank therefore estimates that 6.6 "
         "million Ukrainians live abroad.", "Central Bank of Ukraine"),
    ],
)  # fmt: skip
def test_whose_figures_they_are(text: str, body: str) -> None:
    assert [draft.source for draft in read(text)] == [body]


@pytest.mark.parametrize(
    "text",
    [
        "KEY FIGURES\n\nAsylum claims by Haitians came to 80,000 in 2023.",
        "Under a rule in the Official Gazette they may work. There are 42,000 Haitian migrants in "
        "Chile.",
        "Chile took Syrian refugees. Blended visa office-referred refugees: 2,224 arrived from "
        "Syria in 2016.",
        "By 27 March 2024, 107,285 refugees from Ukraine had been given PPS numbers in Ireland.",
        "One in five refugees from Eritrea lives in Sudan.",
    ],
)
def test_headings_and_papers_are_no_bodies(text: str) -> None:
    assert {draft.source for draft in read(text)} == {""}


def test_a_country_that_registered_some_does_not_speak_for_the_rest() -> None:
    text = (
        "Brazil has registered more than 9,000 asylum applications of Haitians in 2023. The number "
        "of Haitian migrants now in Brazil is put at some 20,000."
    )
    assert [draft.source for draft in read(text)] == ["Brazil", ""]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Staying put was commonest: 64% of Cuban emigrants were still in Uruguay.", ""),
        ("Cross-border migration indicates that at least 50,000 Eritreans entered Sudan.", ""),
        ("Only two thirds of refugees from Eritrea say they want to go back.", ""),
        ("About 15,500 refugees left Lebanon in May, according to statistics given to the daily "
         "by the National Security Service.", "National Security Service"),
        ("Some 14,000 Haitian migrants turned back, the governments of Peru, Chile and Brazil "
         "report in a joint study.", "governments of Peru, Chile and Brazil"),
        ("The Department for Moving Up said 3,500 visas for Syrian refugees had been processed.",
         "Department for Moving Up"),
        ("The Ministry of Home Affairs, for its part, oversaw the registration of 161,000 Rohingya "
         "refugees in Bangladesh.", "Ministry of Home Affairs"),
        ("481,000 Congolese refugees in Uganda (source: Government of Uganda, RIMS, plus manual "
         "registration since July)", "Government of Uganda"),
        ("Mexico sent home 2,580 Hondurans in March, said a spokesperson for the Council for "
         "Returned Migrants.", "Council for Returned Migrants"),
        ("RETURNS FROM PAKISTAN AND IRAN\nMonthly update\n\nIn March 1,974 Afghan refugees went "
         "home.", ""),
    ],
)  # fmt: skip
def test_doings_themes_and_titles_are_no_bodies(text: str, body: str) -> None:
    assert [draft.source for draft in read(text)] == [body]
