"""Files and addresses to plain text, with the day of publication and the outlet if they say."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from counterflow.errors import CounterflowError
from counterflow.reading.dates import find_dates
from counterflow.reading.outlet import outlet_of
from counterflow.reading.quiet import unheard

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_BYTES = 20_000_000
"""Largest document read, in bytes."""

MAX_PAGES = 500
"""Most pages read from one PDF."""

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf"})
"""Files that a folder is searched for."""

_DATELINE_CHARACTERS = 1500
_DATELINE_WIDTH = 60
_MOSTLY_CONTROL = 0.05


class ReadingError(CounterflowError):
    """A document cannot be read; says which, why, and what to do.

    Examples
    --------
    >>> str(ReadingError("a.pdf: is encrypted; save it without a password"))
    'a.pdf: is encrypted; save it without a password'
    """


@dataclass(frozen=True, slots=True)
class Document:
    """A document as text.

    Parameters
    ----------
    name
        File name or address.
    text
        What is read; offsets of claims are code points into it.
    published
        Day of publication found in its metadata or dateline; None if there is none.
    reporter
        The outlet named in its metadata; may be blank.
    digest
        SHA-256 of the bytes.
    made
        Day the file says it was made, which may stand in for the day of publication; or None.

    Examples
    --------
    >>> Document("a.txt", "Text", None, "", "0").published is None
    True
    """

    name: str
    text: str
    published: date | None
    reporter: str
    digest: str
    made: date | None = None


def read_document(name: str, content: bytes, charset: str = "") -> Document:
    """The text of a document given as bytes; PDF and HTML are recognised by their content.

    Parameters
    ----------
    name
        For messages, and for the claims.
    content
        The bytes.
    charset
        Encoding that whoever sent it says it has; blank where nobody says.

    Raises
    ------
    ReadingError
        If it is empty, too large, encrypted, binary or in another encoding, or if a reader for its
        format is not installed.

    Examples
    --------
    >>> read_document("a.txt", b"2 May 2024\\n\\nText").published
    datetime.date(2024, 5, 2)
    """
    if len(content) > MAX_BYTES:
        raise ReadingError(
            f"{name}: is larger than {MAX_BYTES / 1e6:,.0f} MB, the most a document may have; "
            f"split it"
        )
    digest = hashlib.sha256(content).hexdigest()
    if content[:1024].lstrip().startswith(b"%PDF-"):
        text, made = _pdf(name, content)
        return Document(name, text, dateline(text), "", digest, made)
    text = _decoded(name, content, charset)
    if not text.strip("\ufeff \t\r\n\f"):
        raise ReadingError(f"{name}: is empty; save the document again")
    if _is_html(name, text):
        return _html(name, text, digest)
    return Document(name, text, dateline(text), "", digest)


def load_document(path: Path) -> Document:
    """Read a file.

    Raises
    ------
    ReadingError
        As `read_document`.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.txt")
    ...     _ = path.write_text("Text")
    ...     load_document(path).text
    'Text'
    """
    return read_document(shown_name(Path(path.name)), load_bytes(path))


def shown_name(path: Path) -> str:
    """A path as text of any encoding: bytes that are no UTF-8 are written as `\\xff`.

    Examples
    --------
    >>> shown_name(Path("a", "b.txt"))
    'a/b.txt'
    """
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def load_bytes(path: Path) -> bytes:
    """The content of a file, or just enough of it to see that it is too large.

    Examples
    --------
    >>> load_bytes(Path(__file__))[:3]
    b'\"\"\"'
    """
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def latest_today() -> date:
    """The day it is where a day begins first: nothing is published after it.

    Examples
    --------
    >>> (latest_today() - date.today()).days
    1
    """
    return date.today() + timedelta(days=1)


def dateline(text: str) -> date | None:
    """A full date on a short line near the top, as articles print it; None if there is none.

    A line of an agency may go on after its place and day: "GENEVA, 3 April 2014 (AFP) - ...".

    Examples
    --------
    >>> dateline("A headline\\n\\nPublished: 18/07/2024\\n\\nThe text goes on.")
    datetime.date(2024, 7, 18)
    >>> dateline("GENEVA, 3 April 2014 (AFP) - The number of refugees who fled has grown again.")
    datetime.date(2014, 4, 3)
    """
    for line in text[:_DATELINE_CHARACTERS].splitlines():
        head = line
        if len(line) > _DATELINE_WIDTH:
            opening = _AGENCY_LINE.match(line)
            if opening is None:
                continue
            head = opening.group("head")
        if stamp := _STAMP.search(head):
            try:
                return date(*map(int, stamp.groups()))
            except ValueError:
                continue
        for dated in find_dates(head, None):
            if dated.explicit_year and dated.period.days == 1:
                return dated.period.start
    return None


_STAMP = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d\d)[-/.](\d\d)(?!\d)")
_AGENCY_LINE = re.compile(
    r"\s*(?!(?:On|In|By|Since|At|From|After|Before|Until|As|С|В|На|До|По)\b)(?P<head>[A-ZÀ-ÞА-ЯЁ][^\W\d]+(?:[ /,-]+[A-ZÀ-ÞА-ЯЁ][\w.]*){0,4}[,.]?\s*\(?[^()\n]{6,30}?\d{4}(?: года)?\)?)[.,]?"
    r"\s*(?:\([^()\n]{2,40}\)\s*)?(?:[-–—:]|/\s*[A-ZА-ЯЁ]{2,}/)\W*\s"
)
"""The place and day that open an agency's text, up to the dash."""

_CHARSET = re.compile(rb"<meta[^>]{0,80}charset=[\"' ]?(?P<name>[\w-]+)", re.IGNORECASE)
"""The encoding that a page declares."""


_NOT_OF_TEXTS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7"})
"""Encodings that a page may name to be slow, or to write what no text holds."""


def _decoded(name: str, content: bytes, charset: str) -> str:
    encoding = _encoding(content, charset)
    try:
        if codecs.lookup(encoding).name.replace("_", "-") in _NOT_OF_TEXTS:
            raise LookupError
        text = content.decode(encoding)
    except LookupError:
        raise ReadingError(f"{name}: {encoding!r} is no encoding; save it as UTF-8") from None
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{name}: is not {encoding.upper()} text "
            f"(byte 0x{content[error.start]:02X} at {error.start:,}); "
            "save it again as UTF-8, or as PDF"
        ) from None
    sample = text[:4096]
    control = sum(character < " " and character not in "\t\r\n\f" for character in sample)
    if control > _MOSTLY_CONTROL * len(sample):
        raise ReadingError(f"{name}: is binary, not text; give plain text, HTML or PDF")
    return text


def _encoding(content: bytes, charset: str) -> str:
    """Its own mark comes first, then the word of whoever sent it, then what the page declares."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8"
    declared = _CHARSET.search(content[:2048])
    return charset or (declared.group("name").decode("ascii") if declared else "utf-8")


def _is_html(name: str, text: str) -> bool:
    head = text[:2000].lower()
    return name.lower().endswith((".html", ".htm", ".xhtml")) or bool(
        re.match(r"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<(?:!doctype )?html)", head)
    )


def _html(name: str, text: str, digest: str) -> Document:
    try:
        import trafilatura
    except ImportError:
        raise ReadingError(
            f"{name}: is HTML; `pip install counterflow[reading]` reads it, or save it as text"
        ) from None
    unheard("trafilatura", "htmldate", "justext", "courlan")
    try:
        body = trafilatura.extract(text, include_comments=False, include_tables=True) or ""
        found = trafilatura.extract_metadata(text)
    except Exception as error:  # the parser's own, of many kinds
        raise ReadingError(
            f"{name}: cannot be read as HTML ({type(error).__name__}); save it as text"
        ) from None
    if not body.strip():
        raise ReadingError(f"{name}: holds no text; save the article itself, or its words as text")
    published, site = None, ""
    if found is not None:
        site = outlet_of(text, str(found.sitename or ""), str(found.author or ""), body)
        try:
            published = date.fromisoformat(str(found.date)[:10])
        except ValueError:
            published = None
    return Document(name, body, published or dateline(body), site, digest)


def _pdf(name: str, content: bytes) -> tuple[str, date | None]:
    try:
        import pypdf
    except ImportError:
        raise ReadingError(
            f"{name}: is a PDF; `pip install counterflow[reading]` reads it, or save it as text"
        ) from None
    unheard("pypdf")
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError(f"{name}: is encrypted; save it without a password")
        if len(reader.pages) > MAX_PAGES:
            raise ReadingError(f"{name}: has more than {MAX_PAGES} pages; split it")
        text = "\n\n".join(page.extract_text() or "" for page in reader.pages)
    except ReadingError:
        raise
    except pypdf.errors.DependencyError:
        raise ReadingError(
            f"{name}: is encrypted with AES; `pip install counterflow[reading]` reads it where it "
            "needs no password"
        ) from None
    except Exception as error:  # the parser's own, of many kinds
        raise ReadingError(
            f"{name}: is a damaged PDF ({type(error).__name__}); save it again, or as text"
        ) from None
    if not text.strip():
        raise ReadingError(f"{name}: holds pictures and no text; run text recognition on it first")
    return text, _made(reader)


def _made(reader: PdfReader) -> date | None:
    """The day a PDF says it was made; None where it says none, or one that is yet to come."""
    try:
        made = reader.metadata.creation_date if reader.metadata else None
    except Exception:  # the parser's own, of many kinds
        return None
    return made.date() if made and made.date() <= latest_today() else None
