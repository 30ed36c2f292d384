"""Keyed patterns find what the plain pattern finds, everywhere it can begin at a word."""

from __future__ import annotations

import re

import pytest
from gold import ARTICLES, article

from counterflow.reading import dates, quantities, relative_words, topic
from counterflow.reading.keyed import Keyed
from counterflow.reading.openings import openings
from counterflow.reading.sentences import split_sentences

SENTENCES = [
    sentence.text
    for path in sorted(ARTICLES.rglob("*.txt"))
    for sentence in split_sentences(article(path)[0])
]


@pytest.mark.parametrize(
    "keyed",
    [
        dates._DATE,
        relative_words.RELATIVE,
        quantities._ATOM,
        quantities._LATIN_ATOM,
        topic.MIGRATION,
    ],
)
def test_nothing_is_lost_and_nothing_added(keyed: Keyed) -> None:
    whole = "|".join(keyed._branches)
    plain = re.compile(rf"(?<!\w)(?:{whole}){keyed._after}", keyed._flags)
    for text in SENTENCES:
        found = [match.span() for match in keyed.finditer(text)]
        assert found == [match.span() for match in plain.finditer(text)], text


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"fled|fle(?:e|es)|left", {"fled", "flee", "left"}),
        (r"(?:re-?)?enter", {"ente", "re ", "reen"}),
        (r"an? (?:half|third)", {"a ", "an "}),
        (r"[Яя]нвар", {"янва"}),
        (r"(?:\d\d|x+)y", {"x", *"0123456789"}),
    ],
)
def test_openings(pattern: str, expected: set[str]) -> None:
    assert openings(pattern) == expected


def test_a_branch_that_may_begin_with_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="need not begin with a letter"):
        Keyed(r"left|.*gone")


def test_a_search_ends_and_begins_where_it_is_told() -> None:
    text = "They left for Chad, others fled to Sudan."
    bound = Keyed(r"(?:left|fled) (?:for|to)\s+$", after="")
    assert bound.search(text) is None
    assert [bound.search(text, 0, text.index(name)) is not None for name in ("Chad", "Sudan")] == [
        True,
        True,
    ]
    assert bound.search(text, text.index("left") + 1, text.index("Chad")) is None


def test_every_match_up_to_a_place_and_none_beyond() -> None:
    text = "They left, others left, and more left."
    left = Keyed("left")
    assert len(list(left.finditer(text, text.index(", and")))) == 2
    assert [match.start() for match in left.finditer(text, text.index("left") + 3)] == []


def test_long_branches_tried_one_by_one_read_as_their_union() -> None:
    long = "|".join(f"(?P<n{n}>left the {n} (?:{'x' * 1000}|camps?))" for n in range(4))
    pattern = Keyed(f"{long}|(?P<other>left the 2 camps by night)")
    match = pattern.search("They left the 2 camps by night.")
    assert match is not None
    assert (match.group("n2"), match.group("n1"), match.group("other")) == (
        "left the 2 camps", None, None,
    )  # fmt: skip


def test_a_pattern_made_later_is_found_in_a_sentence_read_before() -> None:
    text = "Some came home, some resettled."
    assert Keyed("came").search(text) is not None
    assert [match.group() for match in Keyed("resettled|home").finditer(text)] == [
        "home",
        "resettled",
    ]
