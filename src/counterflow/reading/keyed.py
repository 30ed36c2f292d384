"""Patterns tried only at words that can open them; the rest of a sentence costs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

_KEY = 4
# A figure is known by its first digit: no pattern asks for more.
_WORD_START = re.compile(rf"(?<!\w)(?:\d|\w{{1,{_KEY}}}|[$€£¥₽₴])")
_DIGITS = set("0123456789")
_KEPT = 20_000
_MOST_WORDS = 4_096
_FIGURES = re.compile(r"[\d-]+")
_KEY_OF = re.compile(r"(?<=\w)\W.*|(?<=[$€£¥₽₴]).*", re.DOTALL)
_OPEN = "\0"  # after letters that anything may follow
_END = " "  # after a whole word


class ByWord(dict[str, Answer], Generic[Answer]):
    """What a function answers for a word, worked out once; forgotten where words grow many.

    Examples
    --------
    >>> lengths = ByWord(len)
    >>> lengths["left"], lengths["left"]
    (4, 4)
    """

    __slots__ = ("_answer",)

    def __init__(self, answer: Callable[[str], Answer]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, word: str) -> Answer:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = answer = self._answer(word)
        return answer


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

    __slots__ = ("_after", "_branches", "_compiled", "_flags", "_groups", "_of_key", "of_word")

    def __init__(
        self, pattern: str, after: str = r"(?!\w)", flags: re.RegexFlag = re.IGNORECASE
    ) -> None:
        self._branches = branches(_unwrapped(pattern))
        self._after, self._flags = after, flags
        self._groups = re.findall(r"\(\?P<(\w+)>", pattern)
        self._of_key = _numbered(self._branches, ends_word=bool(after))
        self._compiled: dict[tuple[int, ...], re.Pattern[str]] = {}
        self.of_word: ByWord[re.Pattern[str] | None] = ByWord(self._reading)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Matches in order, none inside another."""
        at, of_word = 0, self.of_word
        for start, word in words_of(text):
            pattern = of_word[word]
            if pattern is not None and start >= at and (found := pattern.match(text, start)):
                yield found
                at = found.end()

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        of_word = self.of_word
        for start, word in words_of(text):
            pattern = of_word[word]
            if pattern is not None and (found := pattern.match(text, start)):
                return found
        return None

    def _reading(self, word: str) -> re.Pattern[str] | None:
        """The branches that can begin with a word, and every group's name, as one pattern."""
        keys = [word[:length] for length in range(1, len(word) + 1)]
        if len(word) < _KEY:
            keys.append(word + _END)
        numbers = tuple(sorted({n for key in keys for n in self._of_key.get(key, ())}))
        if not numbers:
            return None
        pattern = self._compiled.get(numbers)
        if pattern is None:
            chosen = "|".join(self._branches[number] for number in numbers)
            others = "".join(
                f"(?P<{name}>)" for name in self._groups if f"(?P<{name}>" not in chosen
            )
            unread = f"|(?!){others}" if others else ""
            pattern = re.compile(rf"(?:{chosen}{unread}){self._after}", self._flags)
            self._compiled[numbers] = pattern
        return pattern


class Several:
    """Patterns looked for together: a word is asked once which of them it can open.

    Examples
    --------
    >>> came, left = Several(Keyed("came"), Keyed("left")).found("They came and left.")
    >>> [match.group() for match in left]
    ['left']
    """

    __slots__ = ("_opened", "_patterns")

    def __init__(self, *patterns: Keyed) -> None:
        self._patterns = patterns
        self._opened = ByWord(self._opened_by)

    def found(self, text: str) -> list[list[re.Match[str]]]:
        """The matches of each pattern, as its `finditer` gives them."""
        found: list[list[re.Match[str]]] = [[] for _ in self._patterns]
        opened = self._opened
        for start, word in words_of(text):
            for number, pattern in opened[word]:
                before = found[number]
                if before and start < before[-1].end():
                    continue
                if match := pattern.match(text, start):
                    before.append(match)
        return found

    def _opened_by(self, word: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
        patterns = ((number, keyed.of_word[word]) for number, keyed in enumerate(self._patterns))
        return tuple((number, pattern) for number, pattern in patterns if pattern is not None)


def _numbered(patterns: Iterable[str], ends_word: bool) -> dict[str, tuple[int, ...]]:
    """What opens a match, to the numbers of the patterns that open so."""
    table: dict[str, tuple[int, ...]] = {}
    for number, pattern in enumerate(patterns):
        for key in openings(pattern + _END if ends_word else pattern):
            table[key] = (*table.get(key, ()), number)
    return table


def words_of(text: str) -> tuple[tuple[int, str], ...]:
    """Where the words of a text begin, and with which letters; of a figure its first digit.

    Examples
    --------
    >>> words_of("They fled")
    ((0, 'they'), (5, 'fled'))
    """
    # A whole document is looked through once and not kept.
    return _words_of(text) if len(text) < _KEPT else _words_of.__wrapped__(text)


@lru_cache(maxsize=16)
def _words_of(text: str) -> tuple[tuple[int, str], ...]:
    small = text.lower()
    if len(small) != len(text):  # a few capitals are two letters when small
        return tuple(
            [(match.start(), match.group().lower()) for match in _WORD_START.finditer(text)]
        )
    return tuple([(match.start(), match.group()) for match in _WORD_START.finditer(small)])


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
    whole = word.isalnum() and len(word) < min(len(letters), _KEY)
    return (word + _END if whole else word[:_KEY]).lower()


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
    return len(prefix) >= _KEY or _OPEN in prefix or prefix[:1] in _DIGITS


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
