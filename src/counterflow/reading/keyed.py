"""Patterns tried only at words that can open them; the rest of a sentence costs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from counterflow.reading.openings import END, KEY, branches, openings, unwrapped

Answer = TypeVar("Answer")

# A figure is known by its first digit: no pattern asks for more.
_WORD_START = re.compile(rf"(?<!\w)(?:\d|\w{{1,{KEY}}}|[$€£¥₽₴])")
_KEPT = 20_000
_MOST_WORDS = 4_096


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
        self._branches = branches(unwrapped(pattern))
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
        if len(word) < KEY:
            keys.append(word + END)
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

    __slots__ = ("_patterns", "opened")

    def __init__(self, *patterns: Keyed) -> None:
        self._patterns = patterns
        self.opened = ByWord(self._opened_by)

    def found(self, text: str) -> list[list[re.Match[str]]]:
        """The matches of each pattern, as its `finditer` gives them."""
        found: list[list[re.Match[str]]] = [[] for _ in self._patterns]
        opened = self.opened
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
        for key in openings(pattern + END if ends_word else pattern):
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
