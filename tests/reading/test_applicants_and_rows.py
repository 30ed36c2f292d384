"""Applicants, rows of figures, grants, groups that grow, land and natives: what they count."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, read_text

_OPENING = "The refugee agency has put out new figures on migrants.\n\n"
_TEXTS = (
    (
        "Asylum applications in Greece fall\n\nSyrian applicants in Greece nearly tripled from "
        "2018 to 2019: 8,120 were registered in 2018 and some 23,400 in 2019.",
        {"8,120": "asylum_applications", "some 23,400": "asylum_applications"},
    ),
    (
        "Somali asylum claims in Sweden\n\nSomali applicants peaked in March, with 1,870 "
        "registered, and then fell every month, down to 612 applicants in November 2012.",
        {"1,870": "asylum_applications", "612": "asylum_applications"},
    ),
    (
        "Asylum in Belgium in 2022\n\nMany applicants were unaccompanied minors: 2,715, the "
        "third-largest group of such applicants in the EU, behind Syrians (3,940).",
        {"2,715": "asylum_applications", "3,940": "asylum_applications"},
    ),
    (
        "Venezuelan applications for asylum in Spain\n\nThe annual report makes two things plain. "
        "Numbers have climbed, from around 4,000 in 2016 to more than 40,000 in 2019.",
        {"around 4,000": "asylum_applications", "more than 40,000": "asylum_applications"},
    ),
    (
        "Returns of Somali refugees, Q2 2018\n\nKEY FIGURES\n\n2,310 Returns in Q2\n615 Kenya in "
        "Q2\n1,695 Yemen in Q2\n\n5,940 Returns in 2018\n1,340 Kenya in 2018\n",
        {"2,310": "returns", "615": "returns", "1,695": "returns", "1,340": "returns"},
    ),
    (
        "Refugee arrivals in Uganda from DR Congo, August 2018\n\nKEY FIGURES\n\n9,844 New "
        "arrivals in August\n1,230 Kisoro in August\n",
        {"9,844": "arrivals", "1,230": "arrivals"},
    ),
    (
        "Displacement tracking: Sudan, Round 7\n\nSouth Darfur (712,400), River Nile (664,118) "
        "and East Darfur (651,902) are the states with the largest numbers of displaced persons.",
        {"712,400": "stock", "664,118": "stock", "651,902": "stock"},
    ),
    (
        _OPENING + "Amhara (672,510), Tigray (950,220) and Somali (1,020,300) were the regions "
        "with the highest numbers of returnees.",
        {"672,510": "returns", "950,220": "returns", "1,020,300": "returns"},
    ),
    (
        _OPENING + "Out of country grants of Ukraine visas numbered 110,504 by June. There were "
        "8,120 in country grants.",
        {"110,504": "permits_issued", "8,120": "permits_issued"},
    ),
    (
        _OPENING + "The family scheme had 61,200 visa applications, of which 47,900 were "
        "successful and 1,300 unsuccessful.",
        {"47,900": "permits_issued", "1,300": "other"},
    ),
    (
        _OPENING + "In June, 12,400 refugees arrived in Chad at a rate of 413 a day.",
        {"12,400": "arrivals", "413": "arrivals"},
    ),
    (
        _OPENING + "Foreign residents in Portugal reached 1.04 million people in 2023, 33.6% more "
        "than in 2022.",
        {"1.04 million": "stock", "33.6%": "change"},
    ),
    (
        _OPENING + "The Colombian community, long the largest, rose 3.1% over the year to 214,300 "
        "residents.",
        {"3.1%": "change", "214,300": "stock"},
    ),
    (
        _OPENING + "In a poll conducted in May 2021, 14% of Cuban households said that a member "
        "had left since January 2020, which amounts to 190,000 people.",
        {"14%": "share", "190,000": "departures"},
    ),
    (
        _OPENING + "A further sign is the number of Hondurans apprehended at the US border in "
        "2018: over 76,000, 9,200 of whom applied for asylum.",
        {"over 76,000": "border_entries", "9,200": "asylum_applications"},
    ),
    (
        _OPENING + "In earlier years apprehensions of Cubans had been under 6,000, with fewer than "
        "500 asylum applications.",
        {"under 6,000": "border_entries", "fewer than 500": "asylum_applications"},
    ),
    (
        _OPENING + "May was the busiest month so far, with 52,310 arrivals in Panama, well above "
        "the 38,962 of April.",
        {"52,310": "arrivals", "38,962": "arrivals"},
    ),
    (
        "Evacuees from Ukraine in Japan\n\nSome 1,412 of them were still in Japan in May. 1,155 "
        'hold "designated activities" status.',
        {"1,155": "permits_valid"},
    ),
    (
        _OPENING + "Northbound movement of migrants through the isthmus has dropped 94 percent "
        "since January.",
        {"94 percent": "change"},
    ),
    (
        _OPENING + "Syrians account for 83 per cent (512,300) of the refugees in Lebanon, and "
        "41,200 of them were registered during the year.",
        {"83 per cent": "share", "512,300": "stock"},
    ),
    (
        _OPENING + "The agency counts 14 Cubans settled on the island to date.",
        {"14": "stock"},
    ),
    (
        _OPENING + "The ministry said that about 8% of the country's nursing workforce had left in "
        "2022 and not come back, or more than 12,000 people.",
        {"about 8%": "workers", "more than 12,000": "departures"},
    ),
    (
        _OPENING + "Peru had 1,204,300 Venezuelan residents in August, 41,200 more than in "
        "January. In that month there were 1,163,100.",
        {"1,204,300": "stock", "41,200": "change", "1,163,100": "stock"},
    ),
    (
        _OPENING + "Around 31,000 people have fled into Chad over the past week. More than 7,000 "
        "people crossed on Friday.",
        {"More than 7,000": "border_entries"},
    ),
    (
        "Asylum trends in Europe\n\nAfghans lodged the most applications in August (12,800), ahead "
        "of Syrians (11,600). In May, applicants from Bangladesh had hit a record, at 3,910.",
        {
            "12,800": "asylum_applications",
            "11,600": "asylum_applications",
            "3,910": "asylum_applications",
        },
    ),
    (
        "Displacement in Mozambique, flash update\n\n82,700 newly displaced people in February\n"
        "15,470 families\n",
        {"82,700": "stock", "15,470": "stock"},
    ),
    (
        "Return monitoring, Syria\n\nReturns by governorate in May: Qorvat (8,120), "
        "Belnat (7,450), Suruk (3,210).",
        {"8,120": "returns", "7,450": "returns", "3,210": "returns"},
    ),
    (
        _OPENING
        + "The wilayats with the most displaced people are Qorvat (12,300), Belnat (9,810) "
        "and Suruk (7,205).",
        {"12,300": "stock", "9,810": "stock", "7,205": "stock"},
    ),
    (
        "Visas for refugees from Afghanistan\n\nGrants to Afghans fell from 7,210 to 4,890 last "
        "year.",
        {"7,210": "permits_issued", "4,890": "permits_issued"},
    ),
    (
        _OPENING + "The Nicaraguan population of Costa Rica has grown to 410,000. Chile's foreign "
        "community totals 1.9 million, 41.6% of it Venezuelan.",
        {"410,000": "stock", "1.9 million": "stock", "41.6%": "share"},
    ),
    (
        _OPENING + "Mexican agents detained 24,100 Venezuelan migrants in January.",
        {"24,100": "border_entries"},
    ),
    (
        _OPENING + "The office counted 125,300 emigrants in 2022 and 179,800 immigrants.",
        {"125,300": "departures", "179,800": "arrivals"},
    ),
    (
        _OPENING
        + "Mexico's refugee agency expects 120,000 claims this year. It received 78,975 in "
        "2024.",
        {"120,000": "asylum_applications", "78,975": "asylum_applications"},
    ),
    (
        _OPENING + "Some 7,100 Venezuelans were regularised in Chile, and the police helped 15,000 "
        "migrants home.",
        {"Some 7,100": "permits_issued", "15,000": "returns"},
    ),
    (
        _OPENING + "Norway has granted collective protection to 93,700 Ukrainians; 44,000 work.",
        {"93,700": "stock", "44,000": "stock"},
    ),
    (
        _OPENING + "Some 2,400 Afghans wait in Pakistan; 1,760 sleep in a stadium.",
        {"Some 2,400": "stock", "1,760": "stock"},
    ),
    (
        _OPENING + "In May 2,480 Syrian refugees deregistered in Jordan in order to go back.",
        {"2,480": "returns"},
    ),
)


@pytest.mark.parametrize(("text", "measures"), _TEXTS)
def test_what_numbers_count(text: str, measures: dict[str, str]) -> None:
    """Each number is read with its own span and counts what its text says."""
    drafts = read_text(text + "\n", Context(published=date(2024, 5, 2)))
    assert {d.text: d.measure.value for d in drafts if d.text in measures} == measures


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Figures on displaced people were obtained for 412 municipalities, 68 per cent of the "
         "total.", "68 per cent"),
        ("Gangs now control 80% of the capital, and 54,000 people have fled it since March.",
         "80%"),
        ("The militia holds 70 percent of the region, from which 12,000 have fled.", "70 percent"),
        ("Among natives the rate was 61%, among refugees 48%.", "61%"),
        ("Migrants added more than 3% out of the 10.1% by which the economy grew.", "10.1%"),
        ("Some 1.3 million Haitians are displaced. Sites grew from 142 to 246 in May.", "246"),
        ("The drought has hit 70% of the country, and 120,000 Somalis have been uprooted.", "70%"),
        ("Uganda hosts 1.7 million refugees. Rations were cut by 40% in May.", "40%"),
        ("Peru has 1.3 million Venezuelans; 6 in 10 Peruvians distrust the newcomers.", "6 in 10"),
        ("Data on returnees came from 54 of 92 cantons, 58 per cent of the total.", "58 per cent"),
        ("Firms founded by Russians grew, along with 12,000 businesses registered by individual "
         "entrepreneurs.", "12,000"),
    ],
)  # fmt: skip
def test_shares_of_other_things_are_no_claims(sentence: str, number: str) -> None:
    """Land that is held, places that answered, natives, all growth: not people on the move."""
    drafts = read_text(_OPENING + sentence + "\n", Context(published=date(2024, 5, 2)))
    assert number not in {draft.text for draft in drafts}


@pytest.mark.parametrize(
    "text",
    [
        "The university had 8,120 applicants in 2018 and 23,400 in 2019. Grants numbered 878.",
        "Lyon (412,300), Nice (310,200) and Lille (210,400) are the cities with the largest "
        "numbers of shops.",
        "Members of the club reached 1.04 million people in 2023, 33.6% more than in 2022.",
    ],
)
def test_texts_without_migration_have_no_claims(text: str) -> None:
    """Applicants, grants, cities and members alone make no claim."""
    assert read_text(text + "\n", Context(published=date(2024, 5, 2))) == []
