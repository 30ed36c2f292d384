"""No name of a person leaves the reading, in any form of output."""

from __future__ import annotations

import hashlib
import json
import os
import re
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from counterflow.cli import app
from counterflow.reading import Context, hide_names, read_text

# Invented people. The given names are in no lexicon of the package.
ARTICLE = """Published: 2 May 2024

More than 5,000 Ukrainians have fled to Moldova since the war began, said Zorvana Peltrik, an
analyst at the Migration Institute.

"We left with two bags," said Zorvana. Quimby, 37, who crossed with 600 others and his wife
Brellana, lives in Chisinau. Mr Oskovian says 12,000 Ukrainians came to the city.

Interior Minister Jaromund Vexley said 9,000 Ukrainians had returned home. Vexley's office added
that 300 Ukrainians had applied for asylum. According to Tarquin Bexhill, 40,000 Ukrainians left.
The writer Ondrel Vastamar also fled. According to Vastamar, 7,000 Ukrainians live in Iasi.
Finvale's Kestrina Moldane estimated that 20% of Ukrainians have returned.
"""
PEOPLE = {
    *("zorvana", "peltrik", "quimby", "brellana", "oskovian", "jaromund", "vexley", "tarquin"),
    *("bexhill", "kestrina", "moldane", "ondrel", "vastamar"),
}
FORMS = ([], ["--json"], ["--csv"])

# First 12 hex digits of SHA-256 of each lower-case word of a name in the five documents the
# package was developed on: the test can look for the people without the file naming them.
SEED_PEOPLE = frozenset(
    (Path(__file__).with_name("people.sha256")).read_text(encoding="utf-8").split()
)


def words_of(text: str) -> set[str]:
    return {re.sub(r"[’']s$", "", word).lower() for word in re.findall(r"[\w’']+", text)}


@pytest.mark.parametrize("form", FORMS)
def test_no_person_of_an_article_is_put_out(form: list[str], tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(path), *form])
    assert result.exit_code == 0, result.output
    assert "5,000" in result.output or "5000" in result.output
    assert words_of(result.output) & PEOPLE == set()


@pytest.mark.parametrize("form", FORMS)
def test_no_person_of_the_seed_documents_is_put_out(form: list[str]) -> None:
    folder = os.environ.get("COUNTERFLOW_SEEDS")
    if not folder:
        pytest.skip("set COUNTERFLOW_SEEDS to the folder of the seed documents")
    arguments = ["read", folder, "--published", "2024-05-02", *form]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    hashed = {hashlib.sha256(word.encode()).hexdigest()[:12] for word in words_of(result.output)}
    assert hashed & SEED_PEOPLE == set()


def test_drafts_hold_no_sentence() -> None:
    for draft in read_text(ARTICLE, Context(published=date(2024, 5, 2))):
        record = json.dumps(draft.record())
        assert len(draft.text) < 60
        assert "bags" not in record


def test_small_groups_and_private_households_are_left_out() -> None:
    text = (
        "She helped find rooms for 26 Ukrainian refugees. His company moved him and 150 other "
        "employees abroad. My family of 300 emigrated."
    )
    assert read_text(text, Context(published=date(2024, 5, 2))) == []


def test_institutions_and_places_stay_readable() -> None:
    shown = hide_names("In May, Polish Border Guard data showed 5,000 Ukrainians in Warsaw.")
    assert shown == "In May, Polish Border Guard data showed 5,000 Ukrainians in Warsaw."
