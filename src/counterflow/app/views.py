"""Rendered views of stored runs, kept by run: made once, then answered from memory."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from counterflow.app.runs import Record
from counterflow.cases import Case, load_case
from counterflow.report.account import Account

if TYPE_CHECKING:
    import pandas as pd

    from counterflow.report import ReportInput
    from counterflow.verdicts import Questions

_KEPT, _PAGES_KEPT = 4, 64


@dataclass(frozen=True)
class Rendered:
    """Bytes of an answer, plain and compressed, and their fingerprint.

    Examples
    --------
    >>> Rendered.of("<p>").etag[:1]
    '"'
    """

    plain: bytes
    compressed: bytes
    etag: str

    @classmethod
    def of(cls, text: str) -> Rendered:
        """Of a text."""
        plain = text.encode("utf-8")
        return cls(
            plain, gzip.compress(plain, 6, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:32]}"'
        )


class View:
    """Everything that is shown of one finished run, made when first asked for.

    Parameters
    ----------
    record
        The run.
    stamp
        Tells this run from another in the same folder.
    """

    def __init__(self, record: Record, stamp: str) -> None:
        self.record = record
        self.stamp = stamp
        self.guard = threading.RLock()

    @cached_property
    def case(self) -> Case:
        """The case as it was run."""
        return load_case(self.record.case)

    @cached_property
    def input(self) -> ReportInput:
        """What its report is written from."""
        with self.guard:
            from counterflow.reissue import stored_input

            return stored_input(self.case, self.record.out)

    @cached_property
    def account(self) -> Account:
        """Its account by place and quantity."""
        return Account(self.input.account)

    @cached_property
    def body(self) -> Markup:
        """Its report, as the middle of a page."""
        with self.guard:
            from counterflow.report.page import render_body

            return render_body(self.input, "/claims/")

    @cached_property
    def predictions(self) -> pd.DataFrame:
        """The run's claims by id, with what the account says of each."""
        return self.input.claims.drop_duplicates("id").set_index("id", drop=False)

    @cached_property
    def questions(self) -> Questions:
        """What may be asked of it; loading takes a second or two."""
        with self.guard:
            from counterflow.verdicts import Questions

            return Questions.load(self.record.out, self.case)


class Views:
    """Views of the runs looked at last, and the pages made of them."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._views: OrderedDict[str, View] = OrderedDict()
        self._pages: OrderedDict[tuple[Any, ...], Rendered] = OrderedDict()
        self._making: dict[tuple[Any, ...], threading.Lock] = {}

    def of(self, record: Record) -> View:
        """The view of a run."""
        stamp = f"{record.id}:{(record.out / 'run.json').stat().st_mtime_ns}"
        with self._guard:
            view = self._views.get(stamp) or View(record, stamp)
            self._views[stamp] = view
            self._views.move_to_end(stamp)
            while len(self._views) > _KEPT:
                self._views.popitem(last=False)
            return view

    def held(self, key: tuple[Any, ...]) -> Rendered | None:
        """A page or answer, if it was made before."""
        return self._pages.get(key)

    def page(self, key: tuple[Any, ...], make: Callable[[], str]) -> Rendered:
        """A whole page or answer, made once for each key."""
        with self._guard:
            turn = self._making.setdefault(key, threading.Lock())
        # Of many who ask at once, one makes it and the others wait.
        with turn:
            found = self._pages.get(key)
            if found is None:
                found = Rendered.of(make())
                with self._guard:
                    self._pages[key] = found
                    while len(self._pages) > _PAGES_KEPT:
                        self._pages.popitem(last=False)
        with self._guard:
            self._making.pop(key, None)
        return found
