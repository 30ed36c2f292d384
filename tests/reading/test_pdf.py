"""PDF: encrypted, damaged, without a word on its day."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from counterflow.cli import app
from counterflow.reading import Context, read_bytes, read_document

pypdf = pytest.importorskip("pypdf")

TEXT = "More than 5,000 Sudanese refugees have fled to Chad."
MADE = "the day the file was made, as none is printed"


def pdf(
    text: str = TEXT, made: str = "D:20240502102200+02'00'", password: str | None = None,
    algorithm: str = "AES-256",
) -> bytes:  # fmt: skip
    """One page, encrypted where a password is given, which may be blank."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(600, 800)
    font = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}
    named: Any = DictionaryObject(
        {NameObject(f"/{k}"): NameObject(f"/{v}") for k, v in font.items()}
    )
    fonts = DictionaryObject({NameObject("/F1"): named})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    words = DecodedStreamObject()
    words.set_data(f"BT /F1 11 Tf 50 700 Td ({text}) Tj ET".encode() if text else b"")
    page[NameObject("/Contents")] = words
    writer.add_metadata({"/CreationDate": made} if made else {})
    if password is not None:
        writer.encrypt(password, "owner", algorithm=algorithm)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def error(content: bytes) -> str:
    return read_bytes("a.pdf", content, Context()).error


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_one_encrypted_without_a_password_is_read(algorithm: str) -> None:
    if algorithm.startswith("AES"):
        pytest.importorskip("cryptography")
    assert read_document("a.pdf", pdf(password="", algorithm=algorithm)).text.strip() == TEXT


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_one_with_a_password_is_called_encrypted(algorithm: str) -> None:
    if algorithm.startswith("AES"):
        pytest.importorskip("cryptography")
    assert "is encrypted; save it" in error(pdf(password="secret", algorithm=algorithm))


def test_where_nothing_decrypts_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise pypdf.errors.DependencyError("cryptography>=3.1 is required for AES algorithm")

    content = pdf(password="", algorithm="RC4-128")
    monkeypatch.setattr(pypdf.PdfReader, "decrypt", refuse)
    assert "counterflow[reading]" in error(content)


def test_pictures_and_damage_are_told() -> None:
    assert "holds pictures" in error(pdf(text=""))
    assert "damaged PDF" in error(b"%PDF-1.7 nothing")


def test_the_day_it_was_made_is_the_last_resort() -> None:
    (draft,) = read_bytes("a.pdf", pdf(), Context()).drafts
    assert draft.published == date(2024, 5, 2)
    assert f"published: {MADE}" in draft.reasons
    (draft,) = read_bytes("a.pdf", pdf(), Context(published=date(2024, 6, 1))).drafts
    assert draft.published == date(2024, 6, 1)
    assert f"published: {MADE}" not in draft.reasons
    assert read_document("a.pdf", pdf()).published is None


@pytest.mark.parametrize("made", ["garbage", "D:29990101000000Z", ""])
def test_no_day_is_taken_from_nonsense_or_the_future(made: str) -> None:
    (draft,) = read_bytes("a.pdf", pdf(made=made), Context()).drafts
    assert draft.published is None


def test_the_terminal_says_what_the_day_is(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf())
    shown = " ".join(CliRunner().invoke(app, ["read", str(tmp_path / "a.pdf")]).output.split())
    assert "the file was made on 2024-05-02, which stands in" in shown


def test_the_parser_does_not_speak(capfd: pytest.CaptureFixture[str]) -> None:
    content = pdf()
    read_bytes("a.pdf", content[: content.rindex(b"%%EOF")], Context())
    read_bytes("a.pdf", content[: len(content) // 2], Context())
    assert capfd.readouterr().err == ""
