"""What numbers count: ways in and out, parts of a whole, captions, quotas, decisions on papers."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

_OPENING = "The refugee agency has put out new figures on migrants.\n\n"
_PARAGRAPHS = (
    (
        "In 2022, 59,854 Afghans came to Iran through Dogharoun. By the end of March there were "
        "13,217 Afghan nationals in the district of Taybad, 6,182 in that of Torbat and 544 in "
        "Sarakhs.",
        {"59,854": "arrivals", "13,217": "stock", "6,182": "stock", "544": "stock"},
    ),
    (
        "Some 22,300 Venezuelans landed in Trinidad in January. In March there were 16,400 "
        "Venezuelans on the island.",
        {"22,300": "arrivals", "16,400": "stock"},
    ),
    (
        "The border service registered the entry of 84,310 Ukrainians into Moldova and the exit "
        "of 71,205 between January and May.",
        {"84,310": "arrivals", "71,205": "border_exits"},
    ),
    (
        "In April 12,300 Sudanese entered Chad; 1,450 were counted on exit.",
        {"12,300": "border_entries", "1,450": "border_exits"},
    ),
    (
        "Georgian border police logged 222,000 Russians on entry and 200,500 on exit.",
        {"222,000": "border_entries", "200,500": "border_exits"},
    ),
    (
        "There are 5,120 Belarusians with approved residence in Lithuania and 830 with extended "
        "residence.",
        {"5,120": "permits_valid", "830": "permits_valid"},
    ),
    (
        "Some of the 1.2 million Afghans who left the country in 2021 hope to go back one day.",
        {"1.2 million": "departures"},
    ),
    (
        "Egypt and Chad have received the bulk of the 2.1 million refugees from Sudan.",
        {"2.1 million": "departures"},
    ),
    (
        "By June, 64,000 personal codes had been assigned to refugees from Ukraine who are "
        "staying in Lithuania.",
        {"64,000": "permits_issued"},
    ),
    (
        "In June 41,000 Afghans were sent home from Pakistan. Most went to Nangarhar (12,400).",
        {"41,000": "returns", "12,400": "returns"},
    ),
    (
        "Asylum requests by Nicaraguans in Costa Rica keep growing. In 2022 they came to "
        "approximately 86,700.",
        {"86,700": "asylum_applications"},
    ),
    (
        "Ecuador is home to 20,000 Cubans and 4,100 have requested a work visa.",
        {"20,000": "stock", "4,100": "other"},
    ),
    (
        "Last week 1,120 Cubans entered Brazil at Bonfim and 310 applied for refuge.",
        {"1,120": "border_entries", "310": "asylum_applications"},
    ),
    (
        "Managua has limited the number of its own citizens allowed in to 500 per week.",
        {"500": "returns"},
    ),
    (
        "Canada, which has shut the road to Haitians who crossed at Roxham, said it would accept "
        "15,000 with a permit.",
        {"15,000": "arrivals"},
    ),
    (
        "Some 30,000 Ukrainians arrived in Ireland last year, bringing the community to about "
        "104,000 people.",
        {"30,000": "arrivals", "104,000": "stock"},
    ),
    (
        "98,000 Venezuelans hold a visa in Ecuador; a further 40,000 are having their papers "
        "processed.",
        {"98,000": "permits_valid", "40,000": "other"},
    ),
    (
        "Last year 7,200 residence permits were granted to Russians, 4,050 of them to people "
        "already in Serbia.",
        {"7,200": "permits_issued", "4,050": "permits_issued"},
    ),
    (
        "Some 4,400 Afghans were deported from Iran, 1,200 of them families living in Tehran.",
        {"4,400": "returns", "1,200": "returns"},
    ),
    (
        "Since January 9,300 people have sought asylum in Ireland, of whom 2,100 are Nigerians.",
        {"9,300": "asylum_applications", "2,100": "asylum_applications"},
    ),
    (
        "The office granted 4,310 permits to migrants, of which 1,120 went to Ukrainians.",
        {"4,310": "permits_issued", "1,120": "permits_issued"},
    ),
    (
        "Home Office figures put the number of visa applications from Ukrainians at 210,000. "
        "The ministry puts the number of visas issued to Afghans at 4,200.",
        {"210,000": "other", "4,200": "permits_issued"},
    ),
    (
        "The site shelters 4,100 Congolese, and a further 2,000 are due next week.",
        {"4,100": "stock", "2,000": "arrivals"},
    ),
    (
        "Some 85,000 Burundians have gone home, and another 20,000 are expected to follow.",
        {"85,000": "returns", "20,000": "returns"},
    ),
    (
        "The number of Syrians who have returned since the fall of the regime, many from "
        "Lebanon, passed 600,000 in May.",
        {"600,000": "returns"},
    ),
    (
        "In Czechia 381,000 people who fled Ukraine held temporary protection last May.",
        {"381,000": "stock"},
    ),
    (
        "Germany received 12,000 asylum claims from Turks in March. Approvals came to 1,240.",
        {"12,000": "asylum_applications", "1,240": "permits_issued"},
    ),
    (
        "In 2023 the ministry issued 83,000 residence permits to migrants. Citizens of Turkey "
        "received 34,100, Indians 9,100 and Chinese 8,800.",
        dict.fromkeys(("83,000", "34,100", "9,100", "8,800"), "permits_issued"),
    ),
    (
        "Some 65,000 Ukrainians had jobs in Ireland in May; the increase since January was 4,300.",
        {"65,000": "stock", "4,300": "change"},
    ),
    (
        "On average 4,300 Ukrainians leave for Poland each day, and 4,600 go the other way.",
        {"4,300": "departures", "4,600": "returns"},
    ),
    (
        "Ukrainians in Ireland\n\nArrivals to date: 104,870\nPersonal numbers issued: 107,300\n",
        {"104,870": "arrivals", "107,300": "permits_issued"},
    ),
    (
        "By May 214,200 visas had been granted to Ukrainians, and 161,400 visa holders had "
        "arrived in the UK.",
        {"214,200": "permits_issued", "161,400": "arrivals"},
    ),
    (
        "Some 11,100 Ukrainians have come to Wales under one scheme, and 16,000 under another one.",
        {"11,100": "arrivals", "16,000": "arrivals"},
    ),
    (
        "Of the 786,000 Russians who entered Georgia, all but 42,000 left again.",
        {"42,000": "stock"},
    ),
    (
        "Japan has taken in 2,500 Ukrainians and 1,900 are still there.",
        {"2,500": "arrivals", "1,900": "stock"},
    ),
    (
        "Kazakhstan has issued 37,000 residence permits to Russians and refused 400.",
        {"37,000": "permits_issued", "400": "other"},
    ),
    (
        "Turkey granted 238,000 Syrians citizenship, and Sweden rejected 2,100 of their claims.",
        {"238,000": "citizenships", "2,100": "other"},
    ),
    (
        "Brazil received 52,000 applications for refuge from Cubans. It has recognised 4,300.",
        {"52,000": "asylum_applications", "4,300": "permits_issued"},
    ),
    (
        "The consulate took in 1,100 visa applications from Afghans, and 6,000 have applied to "
        "stay on.",
        {"1,100": "other", "6,000": "other"},
    ),
    (
        "The amnesty gave 14,000 Venezuelans in Trinidad the right to work; officers moved 2,500 "
        "Venezuelans to the capital.",
        {"14,000": "permits_issued", "2,500": "arrivals"},
    ),
    (
        "The jungle was crossed by 520,000 migrants last year; 328,000 were Venezuelans and "
        "57,000 Ecuadorians.",
        {"520,000": "border_entries", "328,000": "border_entries", "57,000": "border_entries"},
    ),
    (
        "Mbera camp, with 95,000 Malians, is full, and border agents met 6,100 more on Friday.",
        {"95,000": "stock", "6,100": "border_entries"},
    ),
    (
        "Thailand issued pink cards to 1.3 million migrants from Myanmar. That leaves 180,000 "
        "Burmese without papers in the country.",
        {"1.3 million": "permits_issued", "180,000": "stock"},
    ),
    (
        "Some 5,200 Burundians went home from Tanzania in May. Most settled in Ruyigi (2,100).",
        {"5,200": "returns", "2,100": "returns"},
    ),
    (
        "Moldova daily note\n\nEntries from Ukraine: 6,210\nExits to Ukraine: 5,980\n"
        "Ukrainians in the country: 108,000\n",
        {"6,210": "border_entries", "5,980": "border_exits", "108,000": "stock"},
    ),
)  # fmt: skip


@pytest.mark.parametrize(("paragraph", "measures"), _PARAGRAPHS)
def test_measures_of_a_paragraph(paragraph: str, measures: dict[str, str]) -> None:
    """Each number of a short text counts what its words say."""
    drafts = read_text(_OPENING + paragraph + "\n", Context(published=date(2024, 5, 2)))
    read = {
        number: draft.measure.value
        for number in measures
        for draft in drafts
        if draft.text.endswith(number)
    }
    assert read == measures


def test_rows_count_what_the_line_above_them_says() -> None:
    """People named in rows under "... resettled in 2016" arrived; without it, they are there."""
    rows = "\n\nGovernment-assisted refugees: 4,120\nPrivately sponsored refugees: 1,310\n"
    told = {
        caption: [d.measure.value for d in read_text(caption + rows, Context())]
        for caption in (
            "Afghan refugees in Australia\n\nAfghans who arrived as part of the programme in 2023",
            "Afghan refugees in Australia\n\nAfghans living in Australia on 1 May 2023",
        )
    }
    assert list(told.values()) == [["arrivals", "arrivals"], ["stock", "stock"]]


@pytest.mark.parametrize(
    "text",
    [
        "The museum expects another 20,000 visitors in March. Some 3,100 of them are from abroad.",
        "Grants to farmers fell to 27,500 last year, while approvals of loans rose to 9,100.",
        "The number of numbers drawn in the lottery was 49; 12,000 cards were given out.",
    ],
)
def test_texts_without_migration_have_no_claims(text: str) -> None:
    """The words of papers and quotas alone make no claim."""
    assert read_text(text + "\n", Context(published=date(2024, 5, 2))) == []
