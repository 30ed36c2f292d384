"""Words of a document on a terminal: nothing in them may steer it."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What moves the cursor or the order of letters instead of being seen."""


def printable(text: str) -> str:
    """Words of a document or a file name on one line, without signs that steer a terminal.

    Examples
    --------
    >>> printable("a\\x1b[2Jb\\nc\\u202ed")
    'a[2Jb cd'
    """
    return _UNSEEN.sub("", re.sub(r"\s", " ", text))
