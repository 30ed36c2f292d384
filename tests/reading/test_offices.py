"""Papers asked for, given and taken away, checks at borders, and levels numbers return to."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

_SENTENCES = (
    (
        "Border guards counted 2,400 Afghans crossing into Iran in January. The figure climbed "
        "back to 3,100 in February.",
        [("2,400", "border_entries"), ("3,100", "border_entries")],
    ),
    (
        "Greece registered 4,120 asylum applications from Syrians in May. The number was back at "
        "3,900 in July.",
        [("4,120", "asylum_applications"), ("3,900", "asylum_applications")],
    ),
    (
        "Agents ran into 1,340 Georgians along the border with Canada last winter; the winter "
        "before, the number was 410.",
        [("1,340", "border_entries"), ("410", "border_entries")],
    ),
    (
        "Refugee applications in Japan came to 13,823. Sri Lankans filed 3,778 of them, Turks "
        "2,406 and Pakistanis 1,733.",
        [
            (number, "asylum_applications")
            for number in ("13,823", "3,778", "2,406", "1,733")
        ],
    ),
    (
        "Over 2,300 Russians have turned to Armenian authorities this year to obtain an Armenian "
        "passport. In 2022, 512 filed for citizenship.",
        [("Over 2,300", "other"), ("512", "other")],
    ),
    (
        "Work permits were requested by 4,800 Russians in Serbia last year, and 1,150 emigrants "
        "signed up as sole traders.",
        [("4,800", "other"), ("1,150", "other")],
    ),
    (
        'Refugees wait. The office had granted the temporary "B" status to 41,300 people. '
        "Collective protection has been revoked for 1,480 people.",
        [("41,300", "permits_issued"), ("1,480", "other")],
    ),
    (
        "Ottawa has issued 70,000 visas to Afghans, and 41,500 people had made the trip by June.",
        [("70,000", "permits_issued"), ("41,500", "arrivals")],
    ),
    (
        "The list shows 4,100 Afghans, 2,300 Eritreans and 1,200 Somalis as screened and approved "
        "to travel to Germany.",
        [(number, "permits_issued") for number in ("4,100", "2,300", "1,200")],
    ),
    (
        "Lebanon is home to 174,000 Palestinians, 18,500 Iraqis, 3,200 Sudanese and 2,100 "
        "Ethiopians.",
        [(number, "stock") for number in ("174,000", "18,500", "3,200", "2,100")],
    ),
    (
        "In May 2,310 Afghans, 1,990 Iraqis, 870 Somalis and 310 Eritreans applied for asylum.",
        [(number, "asylum_applications") for number in ("2,310", "1,990", "870", "310")],
    ),
    (
        "The number of Belarusians who left in 2023 and did not come back was 58 thousand.",
        [("58 thousand", "net")],
    ),
    (
        "Many Cubans fled. The number of residents dropped from 11 million to 10 million, and the "
        "exodus would leave the country with 9 million people.",
        [],
    ),
    ("Refugees keep coming. Teams have spoken to 6,210 of the new arrivals.", []),
    (
        "At the border with Ukraine 5,110 Ukrainians came in, slightly fewer (1.7 pct) than "
        "on Monday.",
        [("5,110", "arrivals"), ("1.7 pct", "change")],
    ),
    (
        "How many emigrants have left Belarus is not known. Officials say 200,000 people crossed "
        "the country's border in 2021.",
        [("200,000", "departures")],
    ),
    (
        "About 1 million people have left Russia. Workers older than 50 make up 40% of the labour "
        "force, and 42% of firms are short of staff.",
        [("About 1 million", "departures")],
    ),
    (
        "In Chad 84 per cent of Sudanese returnees want to remain (est. 310,000 people).",
        [("84 per cent", "share"), ("est. 310,000", "returns")],
    ),
    (
        "This refugee population has more than doubled and now stands at over 810,000.",
        [("more than doubled", "change"), ("over 810,000", "stock")],
    ),
    (
        "Under the scheme 31,200 visas for Ukrainians had been issued and 24,800 people arrived.",
        [("31,200", "permits_issued"), ("24,800", "arrivals")],
    ),
    (
        "Some 2,100 asylum requests concerning 4,300 refugees were filed in May.",
        [("Some 2,100", "asylum_applications"), ("4,300", "asylum_applications")],
    ),
    (
        "The agency cleared 184,000 of the 440,000 applications of migrants for residence. 34,000 "
        "were rejected. Those applicants have to leave.",
        [("184,000", "permits_issued"), ("440,000", "other"), ("34,000", "other")],
    ),
    (
        "Norway's migration office withdrew 310 permits from refugees and refused to renew "
        "1,090 residence permits.",
        [("310", "other"), ("1,090", "other")],
    ),
    (
        "EU countries registered 82,000 asylum applications in July. Syrians lodged 11,400 claims. "
        "Germany received 20,300, Spain 13,700 and Italy 13,300.",
        [(n, "asylum_applications") for n in ("82,000", "11,400", "20,300", "13,700", "13,300")],
    ),
    (
        "The islands took in 46,800 migrants, nearly a fifth more than the 39,900 of 2023, and the "
        "mainland has agreed to take 3,400.",
        [
            ("46,800", "arrivals"),
            ("nearly a fifth", "change"),
            ("39,900", "arrivals"),
            ("3,400", "arrivals"),
        ],
    ),
    (
        "Ukrainian refugees keep coming to Ireland. Residents of State shelters by county:\n"
        "Dublin: 9,420\nKerry: 8,150",
        [("9,420", "stock"), ("8,150", "stock")],
    ),
    (
        "UNHCR submitted 3,910 Sudanese refugees for resettlement. Some 39,000 received cash. A "
        "further 67,000 flew in with visas.",
        [("3,910", "other"), ("67,000", "arrivals")],
    ),
    (
        "Over 3 million Iranians crossed into Iraq for the pilgrimage, the police said; 1 million "
        "pilgrims had come back, and 40 pilgrims died.",
        [],
    ),
    (
        "Border agents counted 2,100 Haitian migrants crossing from Mexico. In the same month "
        "Cubans rose to 18,700 from 8,600.",
        [("2,100", "border_entries"), ("18,700", "border_entries"), ("8,600", "border_entries")],
    ),
    (
        "Refugees from Syria returned. Of every 100 students few came. 19,000 marriages were "
        "registered, and 2,100 children were offered school places.",
        [],
    ),
    (
        "In May 2021 guards came across one Uzbek national at the border with Mexico. In May 2023 "
        "the count stood at 3,215. Migration grew.",
        [("3,215", "border_entries")],
    ),
    (
        "The number of Moldovans who left last year and did not return was 61 thousand. The war "
        "saw 90,000 of its inhabitants leave.",
        [("61 thousand", "net"), ("90,000", "departures")],
    ),
    ("Refugees keep coming. The Union's bank opened 410 accounts for exporters of grain.", []),
)  # fmt: skip


@pytest.mark.parametrize(("text", "claims"), _SENTENCES)
def test_what_offices_and_levels_count(text: str, claims: list[tuple[str, str]]) -> None:
    drafts = read_text(text, Context(published=date(2025, 3, 1)))
    assert [(draft.text, draft.measure.value) for draft in drafts] == claims


def test_another_is_no_part_of_a_percentage() -> None:
    text = "Women are 47% of the Syrian refugees in Jordan and boys another 18%."
    assert [draft.text for draft in read_text(text, Context())] == ["47%", "18%"]
