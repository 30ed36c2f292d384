"""What is wrong with an input file, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counterflow.errors import CounterflowError

LISTED_AT_MOST = 200
"""Problems listed one by one; the rest are counted."""

_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in one input file.

    Parameters
    ----------
    file
        Name of the file inside the case folder.
    row
        Line of the file as an editor counts it, from 1; 0 where the whole file is meant.
    column
        Name of the column or key; blank where the whole row is meant.
    value
        The offending text.
    reason, remedy
        What is wrong, and how to mend it.

    Examples
    --------
    >>> print(Problem("claims.csv", 3, "hedge", "abuot", "is not a hedge", "write about"))
    claims.csv, row 3, hedge: 'abuot' is not a hedge; write about
    """

    file: str
    row: int
    column: str
    value: str
    reason: str
    remedy: str

    @property
    def statement(self) -> str:
        """The value and what is wrong with it, the value cut to a readable length."""
        if not self.value:
            return self.reason
        cut = len(self.value) > _SHOWN_CHARACTERS
        shown = self.value[: _SHOWN_CHARACTERS - 1] + "…" if cut else self.value
        return f"{shown!r} {self.reason}"

    def __str__(self) -> str:
        row = f"row {self.row}" if self.row else ""
        place = ", ".join(part for part in (self.file, row, self.column) if part)
        return f"{place}: {self.statement}; {self.remedy}"


class Problems:
    """Problems found so far; lists the first ones and counts the rest.

    Parameters
    ----------
    limit
        How many are kept one by one.

    Examples
    --------
    >>> found = Problems(limit=1)
    >>> found.add("a.csv", 2, "", "", "is short", "add a comma")
    >>> found.add("a.csv", 3, "", "", "is short", "add a comma")
    >>> len(found.listed), found.unlisted
    (1, 1)
    """

    def __init__(self, limit: int = LISTED_AT_MOST) -> None:
        self.limit = limit
        self.listed: list[Problem] = []
        self.unlisted = 0

    def add(
        self,
        file: str,
        row: int,
        column: str,
        value: str,
        reason: str,
        remedy: str | Callable[[], str],
    ) -> None:
        """Note a problem; a callable remedy is asked only if the problem will be listed."""
        if len(self.listed) >= self.limit:
            self.unlisted += 1
            return
        words = remedy if isinstance(remedy, str) else remedy()
        self.listed.append(Problem(file, row, column, value, reason, words))

    def __bool__(self) -> bool:
        return bool(self.listed)

    def raise_if_any(self, what: str) -> None:
        """Raise `CaseError` about `what` if there is any problem."""
        if self:
            raise CaseError(what, sorted(self.listed), self.unlisted)


class CaseError(CounterflowError):
    """A case cannot be used; carries every problem found.

    Parameters
    ----------
    what
        What cannot be used, for instance the folder.
    problems
        The problems, in the order of files and rows.
    unlisted
        How many more there are.

    Examples
    --------
    >>> str(CaseError("no case named 'rusia'"))
    "no case named 'rusia'"
    """

    def __init__(self, what: str, problems: list[Problem] | None = None, unlisted: int = 0) -> None:
        self.what = what
        self.problems = tuple(problems or ())
        self.unlisted = unlisted
        super().__init__(what)

    @property
    def count(self) -> int:
        """How many problems there are, listed or not."""
        return len(self.problems) + self.unlisted

    def __str__(self) -> str:
        if not self.problems:
            return self.what
        lines = [f"{self.what}: {self.count} problem{'s' if self.count > 1 else ''}"]
        lines += [f"  {problem}" for problem in self.problems]
        if self.unlisted:
            lines.append(f"  and {self.unlisted} more")
        return "\n".join(lines)
