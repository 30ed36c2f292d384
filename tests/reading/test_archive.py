"""Folders of documents: order, resumption, bad files, and input made to break readers."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from archived import write_archive
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from counterflow.cli import app
from counterflow.reading import (
    Context,
    ReadingError,
    find_documents,
    read_archive,
    read_bytes,
    read_document,
    read_text,
)

PUBLISHED = date(2024, 5, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_one_bad_file_does_not_stop_the_rest(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = run("read", folder, "--out", out)
    assert result.exit_code == 2
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["doc"] for line in lines] == [f"a{number}.txt" for number in range(5)]
    assert "is not UTF-8" in lines[2]["error"]
    assert [len(line["claims"]) for line in lines] == [1, 1, 0, 1, 1]


def test_processes_change_nothing(folder: Path) -> None:
    documents = find_documents([folder])
    assert list(read_archive(documents, Context(), jobs=2)) == list(
        read_archive(documents, Context())
    )


def test_missing_and_empty_paths_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file"):
        find_documents([tmp_path / "nowhere.txt"])
    with pytest.raises(ReadingError, match="holds no document"):
        find_documents([tmp_path])


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_arbitrary_bytes_end_in_claims_or_a_message(content: bytes) -> None:
    outcome = read_bytes("x.txt", content, Context())
    assert outcome.error == "" or outcome.error.startswith("x.txt: ")


@settings(deadline=None)
@given(st.text(max_size=400))
def test_arbitrary_text_is_read(text: str) -> None:
    for draft in read_text(f"Refugees fled. {text} 5,000 refugees", Context()):
        assert draft.start < draft.end


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10_000_000,
        "refugees " + "1," * 500_000,
        "refugees fled " + "one " * 100_000,
        "refugees " + "more than " * 50_000 + "5",
        "refugees " + "between 1 and " * 20_000,
        "refugees " + "A " * 100_000 + "said",
        "refugees " + "in, to and " * 30_000 + "Chad",
        "لاجئون 5,000 refugees \u202efled\u202c to مصر " * 300,
        "\n".join(["refugees 5,000"] * 3000),
        "беженцы " + "сто " * 100_000 + "тысяч",
        "беженцы " + "по данным " * 40_000 + "МВД",
        "беженцы " + "за последние два " * 20_000 + "года 5 тысяч",
    ],
    ids=[
        "digits",
        "commas",
        "ones",
        "hedges",
        "between",
        "capitals",
        "to-and",
        "rtl",
        "lines",
        "hundreds",
        "data",
        "past",
    ],
)
def test_text_made_to_hang_is_read(text: str) -> None:
    # Said twice, so that the text counts as one about migration and every step sees it.
    read_text(f"Refugees fled. Беженцы покинули страну. {text}", Context(published=PUBLISHED))


def test_html_is_read_with_its_date_and_outlet() -> None:
    pytest.importorskip("trafilatura")
    page = (
        '<html><head><meta property="og:site_name" content="The Example">'
        '<meta property="article:published_time" content="2024-05-02"></head><body><article>'
        "<p>More than 5,000 Sudanese refugees have fled to Chad, where the camps are full and the "
        "rains have begun early.</p><p>Aid agencies ask for help.</p></article></body></html>"
    )
    document = read_document("a.html", page.encode())
    assert "5,000" in document.text
    assert (str(document.published), document.reporter) == ("2024-05-02", "The Example")


def test_deeply_nested_html_does_not_crash() -> None:
    pytest.importorskip("trafilatura")
    page = "<html><body>" + "<div>" * 5000 + "5,000 refugees fled" + "</div>" * 5000
    assert read_bytes("deep.html", page.encode(), Context()).doc == "deep.html"


def test_folder_permissions_are_reported(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (folder / "a0.txt").chmod(0)
    outcomes = list(read_archive(find_documents([folder]), Context()))
    assert "Permission" in outcomes[0].error


def test_a_dump_of_figures_is_passed_over() -> None:
    text = "More than 5,000 Sudanese refugees fled to Chad.\n\n" + "1 234 567 " * 200_000
    assert [draft.value for draft in read_text(text, Context(published=PUBLISHED))] == [5000]
