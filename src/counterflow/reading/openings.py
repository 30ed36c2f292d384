"""The letters with which a match of a regular expression can begin."""

from __future__ import annotations

import re

KEY = 4
"""How many letters of a beginning are told apart."""
END = " "
"""What follows the letters of a whole word."""

_DIGITS = set("0123456789")
_FIGURES = re.compile(r"[\d-]+")
_KEY_OF = re.compile(r"(?<=\w)\W.*|(?<=[$€£¥₽₴]).*", re.DOTALL)
_OPEN = "\0"  # after letters that anything may follow


def openings(pattern: str) -> set[str]:
    """The first letters, four where they are known, with which a match can begin.

    A shorter word that must end there has a space after it.

    Raises
    ------
    ValueError
        If a branch may begin with anything else.

    Examples
    --------
    >>> sorted(openings(r"fle(?:d|e)|t(?:ook|aken)|(?:re-?)?enter|to and fro"))
    ['ente', 'fled', 'flee', 're ', 'reen', 'take', 'to ', 'took']
    """
    found = {_key(prefix) for prefix in _prefixes(pattern) if not prefix.startswith((" ", "-"))}
    if "" in found:
        raise ValueError(f"{pattern!r}: has a branch that need not begin with a letter")
    return found


def _key(prefix: str) -> str:
    """What of a beginning the words of a text are looked up by."""
    letters = prefix.rstrip(_OPEN)
    word = _KEY_OF.sub("", letters)
    if word[:1] in _DIGITS:
        return word[0]
    whole = word.isalnum() and len(word) < min(len(letters), KEY)
    return (word + END if whole else word[:KEY]).lower()


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


def unwrapped(pattern: str) -> str:
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
    return len(prefix) >= KEY or _OPEN in prefix or prefix[:1] in _DIGITS


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
