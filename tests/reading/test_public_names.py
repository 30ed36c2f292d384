"""What passes as a source: bodies and offices do, names of persons do not."""

from __future__ import annotations

from datetime import date

import pytest

from counterflow.reading import Context, hide_names, read_text
from counterflow.reading.public_names import public_source

# Invented people; given names and surnames are in no lexicon of the package.
NAMES = (
    "Zorvana Peltrik",
    "Fatoum al-Quimbir",
    "Brellana V. Oskovian",
    "J. P. Vexleyberg",
    "Jaromund van der Tarq",
)
SENTENCES = (
    "Data compiled by activist {} for UNHCR show 15,000 Ukrainians left for Poland in 2024.",
    "According to the ministry and teacher {}, 15,000 Ukrainians live in Poland.",
    "Some 15,000 Ukrainians live in Poland, UNHCR's {} said.",
    "Police officer {} estimates that 15,000 Ukrainians live in Poland.",
    "{} (UNHCR) said 15,000 Ukrainians live in Poland.",
    "One in five refugees surveyed by the ministry told {} they want to return to Ukraine.",
    "Analysts {} of Bank Polska estimate 15,000 Ukrainians live in Poland.",
    "UNHCR driver {} and IOM say 15,000 Ukrainians live in Poland.",
    "В Польше живут 15 тысяч украинцев, сообщил представитель МВД {}.",
    "Пограничник {} сообщил, что в Польше живут 15 тысяч украинцев.",
)
RUSSIAN = ("Зорвана Пельтрик", "Пельтрикова", "Яромунд Векслеев")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_name_is_part_of_a_source(sentence: str) -> None:
    names = NAMES if sentence.isascii() else RUSSIAN
    for name in names:
        text = f"Refugees told of it.\n\n{sentence.format(name)}"
        drafts = read_text(text, Context(published=date(2024, 5, 2)))
        assert drafts, text
        for draft in drafts:
            for word in name.replace(".", "").replace("al-", "").split():
                assert len(word) < 3 or word not in draft.source, (draft.source, text)


@pytest.mark.parametrize(
    ("phrase", "source"),
    [
        ("activist Zorvana Peltrik for UNHCR", "UNHCR"),
        ("the border service's Zorvana Peltrik", "border service"),
        ("представитель МВД Яромунд Векслеев", "МВД"),
        ("35-year-old Zorvana Peltrik", ""),
        ("Peltrik's", ""),
        ("UNHCR (Peltrik)", "UNHCR"),
        ("Migration Agency (SMA)", "Migration Agency (SMA)"),
    ],
)
def test_a_source_is_cut_to_its_body(phrase: str, source: str) -> None:
    assert public_source(phrase) == source


@pytest.mark.parametrize(
    "body",
    [
        "Andean Migration Observatory",
        "Institute of Sociology",
        "High Commissioner for Refugees",
        "Minister of Justice",
        "Danish Red Cross",
        "Coast Guard",
        "research agency Info Sapiens",
        "OutRush",
        "Federal Office for Migration and Refugees",
        "Международная организация по миграции",
        "Федеральное статистическое ведомство",
        "Пограничная служба Польши",
    ],
)
def test_bodies_pass_whole(body: str) -> None:
    assert public_source(body) == body


def test_ages_addresses_and_shouted_names_are_hidden_where_a_sentence_is_shown() -> None:
    shown = hide_names(
        "ZORVANA PELTRIK, 37, and 29-year-old Їванна Пельтрик (z.p@example.org, +49 171 5550123) "
        "left for Poland; UNHCR AND IOM counted 5,000."
    )
    for private in ("ZORVANA", "PELTRIK", "37", "29", "Їванна", "Пельтрик", "example", "555"):
        assert private not in shown
    for public in ("Poland", "UNHCR", "IOM", "5,000"):
        assert public in shown
