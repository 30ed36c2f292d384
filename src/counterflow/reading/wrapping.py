"""Lines broken to fit a width, as mail and the columns of a PDF leave them, made whole again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_LINE = re.compile(r"[^\n]*\n?")
_OPENS = re.compile(
    r"\s*(?:[-•*–·▪#|>]|\d{1,2}[.)]\s)|[^:\n]{1,40}:\s*[~+<>]?\s?\d|.*(?:\t|\S {3,}\S| \| )"
)
"""A bullet, a label with its number or a row of a table: never the rest of the line above."""
_CLOSED = re.compile(r"[:;][\"”’'»)\]*]*$")
_DUMP = re.compile(r"[\d \t\u00a0\u202f,.;:%+/()-]{400,}|[\d\s,.;:%+/()-]{2000,}")
"""Bare figures, in one line or in many, that no word explains."""
_NARROWEST, _WIDEST = 25, 140  # characters
_SEVERAL = 3
_MOSTLY = 0.5
_SLACK = 0.9  # of the width, that ragged columns fill

Line = tuple[int, int]
"""Start and end of a line, without the white space around it."""


def unwrapped(text: str) -> str:
    """A text of the same length whose wrapped lines are joined by blanks.

    A block of lines counts as wrapped where no line had room for the first word of the next one
    and most lines go on in small letters; two lines do where other blocks show the width.

    Parameters
    ----------
    text
        Plain text.

    Returns
    -------
    str
        As long as `text`, so that offsets into it stay good. Long runs of bare figures, which say
        nothing, are blank.

    Examples
    --------
    >>> unwrapped("Officials in Georgia said that about 1.5\\nmillion Russians crossed the border"
    ...           " of the\\ncountry.\\n\\nEnd.")
    'Officials in Georgia said that about 1.5 million Russians crossed the border of the country.\\n\\nEnd.'
    """
    text = _DUMP.sub(lambda match: " " * len(match.group()), text)
    if "\n" not in text:
        return text
    blocks = list(_blocks(text))
    widths = [_width(text, block) for block in blocks]
    width = max(widths, default=0)
    out = list(text)
    for block, own in zip(blocks, widths, strict=True):
        if not (own or (width and _fits(text, block, width))):
            continue
        for (_, end), (start, _) in pairwise(block):
            out[end:start] = " " * (start - end)
    return "".join(out)


def _blocks(text: str) -> Iterator[list[Line]]:
    """Lines that may be one paragraph: nothing between them but the break."""
    block: list[Line] = []
    for match in _LINE.finditer(text):
        line = match.group()
        words = line.strip()
        start = match.start() + len(line) - len(line.lstrip())
        fresh = not words or _OPENS.match(line) is not None
        ended = bool(block) and _CLOSED.search(text, block[-1][0], block[-1][1]) is not None
        if block and (fresh or ended):
            yield block
            block = []
        if words:
            block.append((start, start + len(words)))
    if block:
        yield block


def _width(text: str, block: Sequence[Line]) -> int:
    """The width to which a block is wrapped; 0 if it is not, or is too short to tell."""
    width = max(end - start for start, end in block)
    if len(block) < _SEVERAL or not _NARROWEST <= width <= _WIDEST:
        return 0
    small = sum(text[start].islower() for start, _ in block[1:])
    return width if small >= _MOSTLY * (len(block) - 1) and _fits(text, block, width) else 0


def _fits(text: str, block: Sequence[Line], width: int) -> bool:
    """Whether each line but the last is full."""
    if len(block) == 1:
        return False
    for (start, end), (following, last) in pairwise(block):
        word = text[following:last].split(None, 1)[0]
        if end - start > width or end - start + 1 + len(word) <= _SLACK * width:
            return False
    return True
