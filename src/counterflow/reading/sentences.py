"""Text to paragraphs and sentences, with offsets into the text as it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BREAK = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Gov|Sen|Rep|Rev|Hon|No|"
    r"Nos|"
    r"vs|etc|approx|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|cf|ca|pp?|"
    r"Tel|Fax|Vol|Art|"
    r"e\.g|i\.e|U\.S|U\.K|U\.N|E\.U|г|гг|тыс|млн|млрд|чел|руб)\.$"
)
_COUNTED_AT_END = re.compile(r"\b(?:тыс|млн|млрд|чел|руб|гг|\d{4} г)\.$")
_CYRILLIC_CAPITAL = re.compile(r"[«\"(]?[А-ЯЁ]")
"""Who and what is counted has no capital in Russian: a capital opens the next sentence."""
# A note's mark may stand behind the full stop: "... by October.[2] Later".
_END = re.compile(
    r"[.!?…]+[\"”’'»)\]]*(?:\[\w{1,3}\])*(?:\s+)(?=[“\"‘'«(\[]?[A-ZА-ЯЁÀ-Þ\d])|[。؟]\s*"
)
_CLOSED = re.compile(r"[.!?…:;][\"”’'»)\]*]*(?:\[\w{1,3}\])*$")
_BULLET = re.compile(r"\s*(?:[-•*–·▪]|\d{1,2}[.)])\s+\S")
_LABEL = re.compile(r"\s*[A-ZА-ЯЁ][^.:;\n]{1,60}:\s*[~+<>]?\s?\d")  # "Poland: 1,204,403"
_FIGURE = re.compile(
    r"[~+<>≈]?\s?\d{1,3}(?:[,.\u00a0\u202f ]\d{1,3})*\s?(?:%|k|m|million|thousand)?\+?"
)
_NAME = re.compile(r"[A-ZА-ЯЁ](?![^\n]*(?:pdated|ource|ote)\b)[^\n.:;!?]{4,80}")  # of a key figure
_MAX_SENTENCE = 2000
_WRAPPED_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands.

    Parameters
    ----------
    start, end
        Offsets into the text, in code points.
    text
        The slice.
    paragraph
        Number of the paragraph, from 0; a list is one with the line that opens it.

    Examples
    --------
    >>> Sentence(0, 3, "So.", 0).text
    'So.'
    """

    start: int
    end: int
    text: str
    paragraph: int


def split_sentences(text: str) -> list[Sentence]:
    """Cut a text into sentences.

    A line break inside a sentence, as PDF extraction and mail leave them, does not end it; a
    headline without a full stop does.

    Examples
    --------
    >>> [s.text for s in split_sentences("Mr. A left.\\n\\nMore than 5,000\\nfollowed in May.")]
    ['Mr. A left.', 'More than 5,000\\nfollowed in May.']
    """
    found: list[Sentence] = []
    number, opened = -1, False
    for start, end in _paragraphs(text):
        line = text[start:end]
        opened = opened and _BULLET.match(line) is not None
        number += not opened
        opened = opened or line.rstrip().endswith(":")
        for first, last in _cut(text, start, end):
            found.append(Sentence(first, last, text[first:last], number))
    return found


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs, lines of one sentence joined."""
    lines: list[tuple[int, int, int]] = []  # start, end, line breaks before it
    at, breaks = 0, 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[at:end].strip():
            lines.append((at, end, breaks))
            breaks = 0
        breaks += 1
        at = match.end() if match else end
    joined: list[tuple[int, int]] = []
    tiles = _tiles(text, lines)
    for number, (start, end, before) in enumerate(lines):
        if number in tiles or (
            joined and _goes_on(text[joined[-1][0] : joined[-1][1]], text[start:end], before)
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _goes_on(last: str, line: str, breaks: int) -> bool:
    """Whether a line continues the sentence of the line before it."""
    if _BULLET.match(line) or _LABEL.match(line):
        return False
    tail = last[-_MAX_SENTENCE:].splitlines()[-1].strip()
    if _CLOSED.search(tail) or len(last) > 20 * _MAX_SENTENCE:
        return False
    if line.lstrip()[:1].islower():
        return len(tail) > _WRAPPED_WIDTH // 3 or breaks == 1
    return breaks == 1 and len(tail) >= _WRAPPED_WIDTH and tail[-1:].isalnum()


def _tiles(text: str, lines: list[tuple[int, int, int]]) -> set[int]:
    """Lines that are one with the line above: a number and its name on a page of key figures."""
    words = [text[start:end].strip() for start, end, _ in lines]
    figures = [_FIGURE.fullmatch(word) is not None for word in words]
    joined: set[int] = set()
    if not any(figures):
        return joined
    first = 0
    for after in range(1, len(lines) + 1):
        if after < len(lines) and lines[after][2] == 1:
            continue
        # A block that ends with a name has its numbers above the names.
        above = not figures[after - 1] and _NAME.fullmatch(words[after - 1]) is not None
        for at in range(first + 1, after):
            if figures[at] != figures[at - 1] and figures[at - 1] is above:
                name = words[at] if above else words[at - 1]
                if _NAME.fullmatch(name):
                    joined.add(at)
        first = after
    return joined


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = start
    for match in _END.finditer(text, start, end):
        if text[match.start()] == "." and _ABBREVIATION.search(
            text[max(at, match.start() - 12) : match.start() + 1]
        ):
            if not _COUNTED_AT_END.search(text, max(at, match.start() - 12), match.start() + 1):
                continue
            if not _CYRILLIC_CAPITAL.match(text, match.end()):
                continue
        spans.append((at, match.end()))
        at = match.end()
    spans.append((at, end))
    return [trimmed for first, last in spans for trimmed in _pieces(text, first, last)]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span without the white space around it, in pieces of bounded length."""
    pieces = []
    for first in range(start, end, _MAX_SENTENCE):
        last = min(end, first + _MAX_SENTENCE)
        slice_ = text[first:last]
        left = len(slice_) - len(slice_.lstrip())
        right = len(slice_.rstrip())
        if right > left:
            pieces.append((first + left, first + right))
    return pieces
