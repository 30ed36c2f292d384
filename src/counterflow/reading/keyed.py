"""Patterns tried only at words that can open them; the rest of a sentence costs nothing."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from counterflow.reading.openings import END, KEY, branches, openings, unwrapped

Answer = TypeVar("Answer")
Numbers = tuple[int, ...]
"""Numbers of the branches of a pattern."""

# A figure is known by its first digit: no pattern asks for more.
_WORD_START = re.compile(rf"(?<!\w)(?:\d|\w{{1,{KEY}}}|[$€£¥₽₴])")
_KEPT = 20_000
_LONGEST_SENTENCE = 1_000  # characters: a longer text is not taken apart for all patterns at once
_MOST_WORDS = 50_000
_LONGEST_UNION = 3_000  # characters


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


class OneOf:
    """Patterns tried in order, each compiled alone: long ones are not compiled in every company.

    Examples
    --------
    >>> OneOf([re.compile("left"), re.compile("le")]).match("They leave", 5).group()
    'le'
    """

    __slots__ = ("_patterns",)

    def __init__(self, patterns: Sequence[Reading]) -> None:
        self._patterns = patterns

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match of the first pattern that has one."""
        for pattern in self._patterns:
            if found := pattern.match(text, start, end):
                return found
        return None


Reading = re.Pattern[str] | OneOf


class _Readings(dict[Numbers, Reading]):
    """What branches of a pattern read together, made when first asked for."""

    __slots__ = ("_made",)

    def __init__(self, made: Callable[[Numbers], Reading]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, numbers: Numbers) -> Reading:
        self[numbers] = reading = self._made(numbers)
        return reading


class Index:
    """Which patterns a word can open, for patterns that are looked for in the same texts.

    Examples
    --------
    >>> index = Index()
    >>> left = Keyed("left|leave", index=index)
    >>> index.opened["left"] == {left: (0,)}, index.opened["home"] == {}
    (True, True)
    """

    __slots__ = ("_keys", "of_sentence", "opened")

    def __init__(self) -> None:
        self._keys: dict[str, list[tuple[Keyed, Numbers]]] = {}
        self.opened: ByWord[Mapping[Keyed, Numbers]] = ByWord(self._opened_by)
        self.of_sentence = lru_cache(maxsize=_SENTENCES)(self._of_sentence)

    def add(self, pattern: Keyed, table: Mapping[str, Numbers]) -> None:
        """A pattern, and the branches that each beginning of a word may open."""
        for key, numbers in table.items():
            self._keys.setdefault(key, []).append((pattern, numbers))
        self.opened.clear()
        self.of_sentence.cache_clear()

    def _opened_by(self, word: str) -> Mapping[Keyed, Numbers]:
        keys = [word[:length] for length in range(1, len(word) + 1)]
        if len(word) < KEY:
            keys.append(word + END)
        opened: dict[Keyed, Numbers] = {}
        for key in keys:
            for pattern, numbers in self._keys.get(key, ()):
                known = opened.get(pattern)
                opened[pattern] = numbers if known is None else tuple(sorted({*known, *numbers}))
        return opened or _NOTHING

    def _of_sentence(self, text: str) -> Mapping[Keyed, Sequence[tuple[int, Numbers]]]:
        """Every pattern that the words of a sentence can open, where, and by which branches."""
        found: defaultdict[Keyed, list[tuple[int, Numbers]]] = defaultdict(list)
        opened = self.opened
        for start, word in words_of(text):
            for pattern, numbers in opened[word].items():
                found[pattern].append((start, numbers))
        return found


_SENTENCES = 256
_NOTHING: Mapping[Keyed, Numbers] = {}
_COMMON = Index()


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
    index
        Where its beginnings are looked up.

    Examples
    --------
    >>> [m.group() for m in Keyed(r"fle(?:d|e)|left").finditer("They fled, others left unfled.")]
    ['fled', 'left']
    """

    __slots__ = ("_after", "_branches", "_flags", "_groups", "_index", "of_word", "readings")

    def __init__(
        self,
        pattern: str,
        after: str = r"(?!\w)",
        flags: re.RegexFlag = re.IGNORECASE,
        index: Index = _COMMON,
    ) -> None:
        self._branches = branches(unwrapped(pattern))
        self._after, self._flags, self._index = after, flags, index
        self._groups = re.findall(r"\(\?P<(\w+)>", pattern)
        self.readings = _Readings(self._reading)
        self.of_word: ByWord[Reading | None] = ByWord(self._reading_of)
        index.add(self, _numbered(self._branches, ends_word=bool(after)))

    def finditer(self, text: str, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Matches up to a place of a text, in order, none inside another."""
        if len(text) > _LONGEST_SENTENCE:
            return self._in_document(text, end=end)
        openings = self._index.of_sentence(text).get(self)
        return iter(()) if openings is None else self._in_sentence(text, openings, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match between two places of a text."""
        if len(text) > _LONGEST_SENTENCE:
            matches = self._in_document(text, start, end)
            return next(matches, None)
        openings = self._index.of_sentence(text).get(self)
        if openings is None:
            return None
        readings = self.readings
        for at, numbers in openings:
            if at >= end:
                break
            if at >= start and (found := readings[numbers].match(text, at, end)):
                return found
        return None

    def _reading(self, numbers: Numbers) -> Reading:
        """Some of the branches, and every group's name, as one pattern."""
        chosen = [self._branches[number] for number in numbers]
        if len(numbers) > 1 and sum(map(len, chosen)) > _LONGEST_UNION:
            return OneOf([self.readings[number,] for number in numbers])
        union = "|".join(chosen)
        others = "".join(f"(?P<{name}>)" for name in self._groups if f"(?P<{name}>" not in union)
        unread = f"|(?!){others}" if others else ""
        return re.compile(rf"(?:{union}{unread}){self._after}", self._flags)

    def _in_sentence(
        self, text: str, openings: Sequence[tuple[int, Numbers]], end: int
    ) -> Iterator[re.Match[str]]:
        at, readings = 0, self.readings
        for start, numbers in openings:
            if start >= end:
                break
            if start >= at and (found := readings[numbers].match(text, start, end)):
                yield found
                at = found.end()

    def _in_document(
        self, text: str, at: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        of_word = self.of_word
        for start, word in words_of(text):
            pattern = of_word[word]
            if pattern is not None and start >= at and (found := pattern.match(text, start, end)):
                yield found
                at = found.end()

    def _reading_of(self, word: str) -> Reading | None:
        numbers = self._index.opened[word].get(self)
        return None if numbers is None else self.readings[numbers]


def _numbered(patterns: Iterable[str], ends_word: bool) -> dict[str, Numbers]:
    """What opens a match, to the numbers of the patterns that open so."""
    table: dict[str, Numbers] = {}
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
    # A long document is looked through once and not kept.
    return _words_of(text) if len(text) < _KEPT else _words_of.__wrapped__(text)


@lru_cache(maxsize=16)
def _words_of(text: str) -> tuple[tuple[int, str], ...]:
    small = text.lower()
    if len(small) != len(text):  # a few capitals are two letters when small
        return tuple(
            [(match.start(), match.group().lower()) for match in _WORD_START.finditer(text)]
        )
    return tuple([(match.start(), match.group()) for match in _WORD_START.finditer(small)])
