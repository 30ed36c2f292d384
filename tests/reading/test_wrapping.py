"""Lines broken to a width read as the paragraphs they were; days in the line of an agency."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterflow.reading import Context, read_document, read_text
from counterflow.reading.wrapping import unwrapped

PUBLISHED = date(2023, 3, 1)
PARAGRAPHS = (
    "The statistics office of Kazakhstan said on Tuesday that 1.5 million Russians crossed its "
    "border last year, and that tens of thousands have gone back home since. Some 146,000 of them "
    "obtained a residence permit in 2022, six times as many as in the year before.",
    "In Georgia, where about 62,000 Russians live, the National Statistics Office counted 110,000 "
    "arrivals between March and December 2022; a third of these newcomers left again by January.",
)


def claims(text: str) -> list[tuple[object, ...]]:
    return [
        (d.start, d.measure, d.value, d.destinations, d.period_start, d.period_end, d.source)
        for d in read_text(text, Context(published=PUBLISHED))
    ]


@pytest.mark.parametrize("width", [45, 55, 60, 72, 90])
def test_wrapped_lines_say_what_whole_lines_say(width: int) -> None:
    whole = "\n\n".join(PARAGRAPHS)
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert len(claims(whole)) >= 5
    assert claims(wrapped) == claims(whole)


@given(st.text(alphabet=" \n\tabcdE,.:;-1239", max_size=600))
def test_joining_keeps_every_offset_and_only_breaks_change(text: str) -> None:
    joined = unwrapped(text)
    assert len(joined) == len(text)
    for before, after in zip(text, joined, strict=True):
        assert after == before or (before.isspace() and after == " ") or len(text) >= 400


def test_lists_and_labels_keep_their_lines() -> None:
    text = (
        "Refugees by country, most of them here for more than a year:\n"
        "- Germany took in some 1,019,789\n- Poland has a further 1,497,849\n- and Moldova 100,000"
    )
    assert unwrapped(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "CARACAS, 14 June 2019 (Andes Wire) - More than 4 million people have left Venezuela.",
        "CARACAS, June 14, 2019 — More than 4 million people have left Venezuela since 2015.",
        "GENEVA/CARACAS (14 June 2019) – More than 4 million people have left Venezuela so far.",
        "КАРАКАС, 14 июня 2019 года. /АНДЫ/. Более 4 млн человек покинули Венесуэлу с 2015 года.",
        "Last updated: 2019/06/14",
        "2019-06-14T10:00:00Z",
    ],
)
def test_the_day_of_an_agencys_line_is_found(line: str) -> None:
    assert read_document("a.txt", f"A headline\n\n{line}".encode()).published == date(2019, 6, 14)


def test_a_day_inside_a_sentence_is_no_dateline() -> None:
    for line in (
        "Georgia took in 200,000 people on 5 January 2023 - the most in a day for many years.",
        "On 5 January 2023 - a day to remember - more than 200,000 people left their country.",
    ):
        assert read_document("a.txt", line.encode()).published is None


@pytest.mark.parametrize("lines", [5, 40, 300])
def test_a_bulletin_of_like_lines_is_read(lines: int) -> None:
    text = "\n".join(
        f"More than {1000 + 7 * n:,} Russians left Russia for Georgia in 2022."
        for n in range(lines)
    )
    assert len(claims(text)) == lines


def test_a_sum_of_figures_without_a_word_does_not_hang() -> None:
    figures = "123,456,789," * 400_000
    assert claims(f"Some 5,000 Syrians fled to Turkey in 2014. {figures}")[0][2] == 5000
    assert claims("refugees fled " + "12 of 13 of " * 1000) is not None
