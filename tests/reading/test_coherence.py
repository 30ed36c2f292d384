"""What the claims of one document say together."""

from __future__ import annotations

from datetime import date

from counterflow.reading import Context, Draft, read_text


def _read(text: str, published: str) -> dict[str, Draft]:
    context = Context(published=date.fromisoformat(published))
    return {draft.text: draft for draft in read_text(text, context)}


def _window(draft: Draft) -> tuple[str, str]:
    return str(draft.period_start), str(draft.period_end)


def test_compared_flows_have_the_documents_window_moved_back() -> None:
    drafts = _read(
        "Spain's interior ministry said 18,400 migrants arrived in the Canary Islands by sea "
        "between January and June, up from 9,100 over the same months a year ago.\n\n"
        "Italy counted 65,500 arrivals in the first half of 2023, against 27,600 in the same "
        "period of last year. Greece took in 7,200, compared with 4,900, and Malta 340, down "
        "from 450.\n\nIn Cyprus, where 4,800 came this year, hotels have been opened.",
        "2023-08-10",
    )
    for newer in ("65,500", "7,200", "340", "4,800"):
        assert _window(drafts[newer]) == ("2023-01-01", "2023-06-30")
    for older in ("9,100", "27,600", "4,900", "450"):
        assert _window(drafts[older]) == ("2022-01-01", "2022-06-30")


def test_daily_rates_are_not_moved_to_another_year() -> None:
    drafts = _read(
        "Armenia's border service counted 41,000 Russians entering in October 2022 and 52,000 in "
        "November 2022. Some 1,900 Russians enter every day, against 700 before the call-up.",
        "2022-12-05",
    )
    assert drafts["52,000"].period_start == date(2022, 11, 1)
    assert all(draft.period_start != date(2021, 11, 1) for draft in drafts.values())


def test_rows_are_dated_by_the_line_above_their_list() -> None:
    drafts = _read(
        "Sudanese refugees in Chad\n\nMore than 600,000 Sudanese refugees have fled to Chad since "
        "April 2023.\n\nAs at 31 March 2024 the refugees were registered in these provinces:\n\n"
        "Ouaddai – 412,300 – 60.1%\nSila – 141,900 – 20.7%\nWadi Fira – 131,800 – 19.2%\n",
        "2024-06-01",
    )
    for row in ("412,300", "141,900", "131,800"):
        assert drafts[row].period_end == date(2024, 3, 31)


def test_headlines_take_what_the_text_states() -> None:
    drafts = _read(
        "31,480 immigrants in 2019: Portugal's biggest intake in a decade\n\n"
        "Portugal admitted 31,480 immigrants in 2019, the national statistics office reports.",
        "2020-03-02",
    )
    assert drafts["31,480"].measure == "arrivals"


def test_claims_without_a_host_are_of_the_one_that_the_document_speaks_for() -> None:
    drafts = _read(
        "Sweden weighs what Afghans bring\n\nSweden hosts 62,000 Afghans, the migration agency "
        "says. In Stockholm, 18,000 Afghans live in Sweden's capital region.\n\n"
        "The kingdom has taken in some 45,000 Afghans since 2015.",
        "2021-09-01",
    )
    assert drafts["some 45,000"].destinations == ("SWE",)


def test_a_country_at_war_is_no_host() -> None:
    drafts = _read(
        "Russians who left\n\nAfter the invasion of Ukraine many Russians left. The war in Ukraine "
        "goes on, and peace with Ukraine is far away. Of the Russian emigrants who were asked, "
        "23 percent intend to return next year.",
        "2024-04-01",
    )
    assert "UKR" not in drafts["23 percent"].destinations


def test_shares_of_a_list_of_origins_are_in_one_host() -> None:
    drafts = _read(
        "Where Portugal's immigrants come from\n\nPortugal admitted 31,480 immigrants in 2019, the "
        "statistics office reports. Portugal admitted 28,100 in 2018.\n\nOf those who came in "
        "2019, 71.2% were from abroad's south, that is mainly from Brazil (40.3% of the total), "
        "Angola (12.6%) and Cape Verde (9.8%).",
        "2020-03-02",
    )
    for share in ("12.6%", "9.8%"):
        assert drafts[share].destinations == ("PRT",)
    assert drafts["12.6%"].origin == "AGO"
