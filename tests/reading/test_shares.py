"""Shares and changes: whether they are claims, of whom, where, and when they hold."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, Draft, read_text

PRINTED = date(2023, 9, 14)
ASKED = (
    "Burmese migrants keep coming to Thailand, where some 2 million refugees and migrants live. "
    "The institute interviewed 1,840 migrants in Thailand in May and June 2023."
)


def _read(text: str, words: str, published: date = PRINTED) -> Draft:
    """The claim whose quantity is the given words."""
    found = {draft.text: draft for draft in read_text(text, Context(published=published))}
    assert words in found, sorted(found)
    return found[words]


def _window(draft: Draft) -> tuple[str, str]:
    return str(draft.period_start), str(draft.period_end)


@pytest.mark.parametrize(
    ("text", "words", "window"),
    [
        (
            "As of 31 May, 400,000 Afghan refugees were registered in Iran. Children make up 58%.",
            "58%",
            ("2023-05-31", "2023-05-31"),
        ),
        (f"{ASKED}\n\n61% of respondents are women.", "61%", ("2023-05-01", "2023-06-30")),
        (
            "Of the Afghan refugees who came to Iran in 2021, half are still without papers.",
            "half",
            ("2023-09-14", "2023-09-14"),
        ),
        (
            "Iran deported 90,000 Afghan migrants in 2022. A third of them were children.",
            "A third",
            ("2022-01-01", "2022-12-31"),
        ),
    ],
    ids=["day of the count", "days of the survey", "not when they came", "window of the flow"],
)
def test_share_holds_when_its_group_was_counted(
    text: str, words: str, window: tuple[str, str]
) -> None:
    assert _window(_read(text, words)) == window


@pytest.mark.parametrize(
    ("text", "words", "hosts"),
    [
        (
            "Most Malian refugees went to Niger (31%), Togo (12%) or elsewhere (9%).",
            "12%",
            ("TGO",),
        ),
        ("Most Malian refugees went to Niger (31%), Togo (12%) or elsewhere (9%).", "9%", ()),
        (f"{ASKED}\n\nBarely a fifth own a valid passport.", "Barely a fifth", ("THA",)),
        ("Only 7% of Malian refugees plan to return to Mali this year.", "Only 7%", ("MLI",)),
        ("Two thirds of all returnees to Mali live in Gao.", "Two thirds", ("MLI",)),
    ],
    ids=["own bracket", "elsewhere", "where they were asked", "meant to go home", "back home"],
)
def test_share_is_where_its_group_is(text: str, words: str, hosts: tuple[str, ...]) -> None:
    people = "Malian refugees have fled Mali for years.\n\n" if "Mali" in text else ""
    assert _read(people + text, words).destinations == hosts


@pytest.mark.parametrize(
    ("text", "words", "window"),
    [
        (
            "At the end of 2022 Kenya hosted 300,000 Somali refugees, twice as many as in 2012.",
            "twice",
            ("2012-12-31", "2022-12-31"),
        ),
        (
            "In 2022 Kenya received 60,000 Somali refugees, 40% more than the year before.",
            "40%",
            ("2022-01-01", "2022-12-31"),
        ),
        (
            "Arrivals of Somali refugees in Kenya peaked on 5 August and dropped by half since.",
            "half",
            ("2023-08-05", "2023-09-14"),
        ),
    ],
    ids=["from count to count", "window of the flow", "since its peak"],
)
def test_change_spans_what_it_compares(text: str, words: str, window: tuple[str, str]) -> None:
    draft = _read(text, words)
    assert draft.measure.value == "change"
    assert _window(draft) == window


@pytest.mark.parametrize(
    "words",
    ["Only 28%", "95 percent", "11%"],
    ids=["an appeal", "the poor at home", "growth"],
)
def test_percentage_of_money_or_of_those_at_home_is_no_claim(words: str) -> None:
    text = (
        "Kenya hosts 300,000 Somali refugees. Only 28% of the 2023 response plan was funded. "
        "About 95 percent of Somalis live below the poverty line. "
        "The bank puts Kenya's growth at 5%, Uganda's at 11%."
    )
    found = {draft.text for draft in read_text(text, Context(published=PRINTED))}
    assert "300,000" in found
    assert words not in found


def test_share_with_its_noun_between_the_numbers_is_read() -> None:
    draft = _read(
        "In Kenya one Somali refugee in five has found work.", "one Somali refugee in five"
    )
    assert draft.value == 20.0
