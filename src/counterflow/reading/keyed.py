"""Patterns tried only at words that can open them; the rest of a sentence costs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_WORD_START = re.compile(r"(?<!\w)(?:\w\w?|[$€£¥₽₴])")
_DIGITS = set("0123456789")
_KEY = 2
_KEPT = 5_000
_FIGURES = re.compile(r"[\d-]+")
_KEY_OF = re.compile(r"(?<=\w)\W.*|(?<=[$€£¥₽₴]).*")
_OPEN = "\0"  # after letters that anything may follow


class Keyed:
    """A pattern that begins at the beginning of a word, looked for there only.

    Parameters
    ----------
    pattern
        Regular expression; every branch must begin with a letter, a figure or a currency.
    after
        What must follow a match.
    flags
        As `re.compile` takes them.

    Examples
    --------
    >>> [m.group() for m in Keyed(r"fle(?:d|e)|left").finditer("They fled, others left unfled.")]
    ['fled', 'left']
    """

    __slots__ = ("_after", "_branches", "_compiled", "_flags", "_groups", "_of_key")

    def __init__(
        self, pattern: str, after: str = r"(?!\w)", flags: re.RegexFlag = re.IGNORECASE
    ) -> None:
        self._branches = branches(_unwrapped(pattern))
        self._after, self._flags = after, flags
        self._groups = re.findall(r"\(\?P<(\w+)>", pattern)
        self._of_key: dict[str, tuple[int, ...]] = {}
        for number, branch in enumerate(self._branches):
            for key in openings(branch):
                self._of_key[key] = (*self._of_key.get(key, ()), number)
        self._compiled: dict[tuple[int, ...], re.Pattern[str]] = {}

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Matches in order, none inside another."""
        # A whole document is looked through once and not kept.
        index = word_index(text) if len(text) < _KEPT else word_index.__wrapped__(text)
        tried: dict[int, tuple[int, ...]] = {}
        for key in self._of_key.keys() & index.keys():
            numbers = self._of_key[key]
            for start in index[key]:
                tried[start] = numbers if start not in tried else (*tried[start], *numbers)
        at = 0
        for start in sorted(tried):
            if start >= at and (found := self._reading(tried[start]).match(text, start)):
                yield found
                at = found.end()

    def _reading(self, numbers: tuple[int, ...]) -> re.Pattern[str]:
        """The branches that can begin so, and every group's name, as one pattern."""
        pattern = self._compiled.get(numbers)
        if pattern is None:
            chosen = "|".join(self._branches[number] for number in sorted(set(numbers)))
            others = "".join(
                f"(?P<{name}>)" for name in self._groups if f"(?P<{name}>" not in chosen
            )
            unread = f"|(?!){others}" if others else ""
            pattern = re.compile(rf"(?:{chosen}{unread}){self._after}", self._flags)
            self._compiled[numbers] = pattern
        return pattern

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        return next(self.finditer(text), None)


@lru_cache(maxsize=16)
def word_index(text: str) -> dict[str, list[int]]:
    """The first letter, and the first two, of the words of a text, to where such words begin.

    Examples
    --------
    >>> word_index("They fled")["fl"]
    [5]
    """
    index: dict[str, list[int]] = {}
    for match in _WORD_START.finditer(text):
        start, two = match.start(), match.group().lower()
        index.setdefault(two, []).append(start)
        if len(two) > 1:
            index.setdefault(two[0], []).append(start)
    return index


def openings(pattern: str) -> set[str]:
    """The first letters, two where they are known, with which a match can begin.

    Raises
    ------
    ValueError
        If a branch may begin with anything else.

    Examples
    --------
    >>> sorted(openings(r"fle(?:d|e)|t(?:ook|aken)|(?:re-?)?enter"))
    ['en', 'fl', 're', 'ta', 'to']
    """
    found = {
        _KEY_OF.sub("", prefix.rstrip(_OPEN)[:_KEY]).lower()
        for prefix in _prefixes(pattern)
        if not prefix.startswith((" ", "-"))
    }
    if "" in found:
        raise ValueError(f"{pattern!r}: has a branch that need not begin with a letter")
    return found


def branches(pattern: str) -> list[str]:
    """The branches of a pattern at its outermost level.

    Examples
    --------
    >>> branches("a(?:b|c)|d")
    ['a(?:b|c)', 'd']
    """
    depth, inside, found, escaped = 0, False, [""], False
    for character in pattern:
        if not escaped:
            if inside:
                inside = character != "]"
            elif character == "[":
                inside = True
            else:
                depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0 and not inside and not escaped:
            found.append("")
        else:
            found[-1] += character
        escaped = character == "\\" and not escaped
    return found


def _unwrapped(pattern: str) -> str:
    """A pattern without a group around the whole of it."""
    whole = pattern.startswith("(?:") and _closing(pattern) == len(pattern) - 1
    return pattern[3:-1] if whole else pattern


def _prefixes(pattern: str) -> set[str]:
    return {prefix for branch in branches(pattern) for prefix in _of_branch(branch)}


def _of_branch(branch: str) -> set[str]:
    """Beginnings of one branch, marked where they turn unclear before there are two letters."""
    known, rest = {""}, branch
    while rest and not all(map(_settled, known)):
        letters, rest = _next(rest)
        more = {_OPEN} if letters is None else letters
        known = {
            prefix if _settled(prefix) else prefix + letter for prefix in known for letter in more
        }
    return known


def _settled(prefix: str) -> bool:
    return len(prefix) >= _KEY or _OPEN in prefix


def _next(pattern: str) -> tuple[set[str] | None, str]:
    """What the first element of a pattern may read, None if anything, and the rest."""
    if pattern.startswith(("(?<", "(?=", "(?!")):
        return {""}, pattern[_closing(pattern) + 1 :]
    if pattern.startswith(r"\b"):
        return {""}, pattern[2:]
    if pattern[0] == "(":
        end = _closing(pattern)
        inner = re.sub(r"^\((?:\?P<\w+>|\?-?\w*:)?", "", pattern[: end + 1])[:-1]
        letters: set[str] | None = _prefixes(inner)
        rest = pattern[end + 1 :]
    elif pattern[0] == "[":
        end = pattern.index("]")
        inside = pattern[1:end]
        letters = (
            _DIGITS if _FIGURES.fullmatch(inside) else None if "-" in inside[1:] else set(inside)
        )
        rest = pattern[end + 1 :]
    elif pattern.startswith((r"\d", r"\s")):
        letters, rest = (_DIGITS if pattern[1] == "d" else {" "}), pattern[2:]
    elif pattern.startswith(r"\$"):
        letters, rest = {"$"}, pattern[2:]
    elif pattern[0].isalnum() or pattern[0] in " '’%-":
        letters, rest = {pattern[0]}, pattern[1:]
    else:
        return None, pattern
    if rest[:1] in ("?", "*") or rest.startswith(("{0", "{,")):
        rest = re.sub(r"^(?:[?*]|\{\d*,?\d*\})[?+]?", "", rest)
        letters = None if letters is None else letters | {""}
    elif rest[:1] in ("+", "{"):  # what repeats may go on with itself
        letters = None if letters is None else {letter + _OPEN for letter in letters}
    return letters, rest


def _closing(pattern: str) -> int:
    """Where the bracket closes that opens a pattern."""
    depth, inside, escaped = 0, False, False
    for index, character in enumerate(pattern):
        if not escaped:
            if inside:
                inside = character != "]"
            elif character == "[":
                inside = True
            else:
                depth += (character == "(") - (character == ")")
                if depth == 0:
                    return index
        escaped = character == "\\" and not escaped
    raise ValueError(f"{pattern!r}: a bracket is not closed")
