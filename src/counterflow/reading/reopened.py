"""The sentence of a proposed claim, where its document can be opened again; names hidden."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from counterflow.ledger.claim import Claim
from counterflow.reading.archive import find_documents
from counterflow.reading.document import ReadingError, load_document
from counterflow.reading.draft import READ_AS
from counterflow.reading.fetch import fetch_document
from counterflow.reading.printable import printable
from counterflow.reading.privacy import hide_names
from counterflow.reading.sentences import split_sentences

_WORDS = re.compile(rf"{READ_AS} “(?P<x>[^”]*)”")
_PLACE = re.compile(r"characters (?P<start>\d+)-(?P<end>\d+)")


class Passage(NamedTuple):
    """A sentence in three pieces, names of persons hidden.

    Examples
    --------
    >>> Passage("About ", "5,000", " left.").quantity
    '5,000'
    """

    before: str
    quantity: str
    after: str


def words_of(claim: Claim) -> str:
    """The words of the number that a claim was read from; blank where its note holds none.

    Examples
    --------
    >>> claim = Claim(id="P1", measure="stock", period_start="2023-01-01", period_end="2023-01-01",
    ...               value="5000", unit="persons", hedge="about", source="s", published="2023",
    ...               status="proposed", locator="characters 0-11", note="Read as “about 5,000”.")
    >>> words_of(claim)
    'about 5,000'
    """
    found = _WORDS.search(claim.note)
    return found.group("x") if found else ""


class Library:
    """Documents that may be opened again: those that are named, and those of this folder.

    Parameters
    ----------
    documents
        Files, folders of them, or addresses, as they were read.

    Raises
    ------
    ReadingError
        If one of the files is not there.

    Examples
    --------
    >>> len(Library([]).named)
    0
    """

    def __init__(self, documents: Sequence[str]) -> None:
        self.named: dict[str, list[Path]] = defaultdict(list)
        for name, path in find_documents(Path(text) for text in documents if "://" not in text):
            self.named[name].append(path)
        self._addresses = frozenset(text for text in documents if "://" in text)
        self._text = lru_cache(maxsize=4)(_text)  # claims of one document follow one another

    def passage(self, claim: Claim) -> Passage | None:
        """The sentence of a claim; None where no document of its name says what it was read from.

        Parameters
        ----------
        claim
            As it was read.
        """
        here = [Path(claim.title)] if claim.title and "://" not in claim.title else []
        places: list[Path | str] = [*self.named.get(claim.title, []), *here]
        if claim.title in self._addresses:
            places = [claim.title]
        found = (passage(claim, text) for place in places if (text := self._text(place)))
        return next((one for one in found if one is not None), None)


def _text(place: Path | str) -> str:
    """The text of a document; blank where it cannot be read again."""
    try:
        return (load_document(place) if isinstance(place, Path) else fetch_document(place)).text
    except (ReadingError, OSError, ValueError):
        return ""


def passage(claim: Claim, text: str) -> Passage | None:
    """Where a text says what a claim says; None where the words of the claim do not stand there.

    Parameters
    ----------
    claim
        As it was read.
    text
        Of the document that is thought to be the claim's.
    """
    place, words = _PLACE.fullmatch(claim.locator), words_of(claim)
    if place is None or not words:
        return None
    start, end = int(place.group("start")), int(place.group("end"))
    if " ".join(text[start:end].split()) != words:
        return None
    around = next((s for s in split_sentences(text) if s.start <= start < s.end), None)
    if around is None:
        return None
    hidden = " ".join(hide_names(printable(text[around.start : around.end])).split())
    # Of equal words the one is meant before which as many stand in the text.
    nth = " ".join(text[around.start : start].split()).count(words)
    before, after = _parted(hidden, printable(words), nth)
    return Passage(before, printable(words), after)


def _parted(sentence: str, words: str, nth: int) -> tuple[str, str]:
    """What stands before and after the nth place of some words; all before where it is hidden."""
    pieces = sentence.split(words)
    if len(pieces) <= nth + 1:
        return sentence + " ", ""
    return words.join(pieces[: nth + 1]), words.join(pieces[nth + 1 :])
