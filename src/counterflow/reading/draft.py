"""A claim as read: what a document says, where it says it, and how sure the reader is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from counterflow.ledger.claim import Claim, Status
from counterflow.terms import Hedge, Measure, Unit, country_name

RATE = "A rate per"
"""How the note of a claim opens that says that its number is not a total of its period."""
LEFT_HOST = "Left the host"
"""How the note of a claim says that its origin is a host that leavers moved out of."""
READ_AS = "Read as"
"""What the note of a claim sets before the words of its number."""
_AGGREGATES = {"WORLD": "the whole world", "EUROPE": "Europe", "LATIN_AMERICA": "Latin America"}


@dataclass(frozen=True, slots=True)
class Draft:
    """One quantity read from a document.

    Parameters
    ----------
    doc
        Name of the document.
    start, end
        Offsets of the quantity expression, hedge included, in code points of the text.
    text
        The expression itself; the only words of the document that a draft holds.
    sentence_start, sentence_end
        Offsets of the sentence.
    measure, of
        What is counted; `of` names the measure that a `change` is about.
    value, low, high, unit, hedge
        The number.
    population, origin, destinations, moved_from
        Who, from where, to where; `moved_from` is a host country that was left.
    period_start, period_end, period_basis
        When, and what that rests on.
    reporter, source
        Who says it and which body measured it; blank where none is credited.
    published
        Day of publication; None if unknown.
    forecast
        Whether it is said of the future.
    per
        `day`, `week`, `month`, `year` or `hour` for rates.
    confidence
        Between 0 and 1.
    reasons
        What decided, in a few words.

    Examples
    --------
    >>> Draft("a.txt", 0, 5, "5,000", 0, 20, Measure.STOCK, 5000.0, None, None, Unit.PERSONS,
    ...       Hedge.EXACT, destinations=("GEO",)).destination
    'GEO'
    """

    doc: str
    start: int
    end: int
    text: str
    sentence_start: int
    sentence_end: int
    measure: Measure
    value: float | None
    low: float | None
    high: float | None
    unit: Unit
    hedge: Hedge
    of: Measure | None = None
    population: str = ""
    origin: str = ""
    destinations: tuple[str, ...] = ()
    moved_from: str = ""
    period_start: date | None = None
    period_end: date | None = None
    period_basis: str = ""
    reporter: str = ""
    source: str = ""
    published: date | None = None
    forecast: bool = False
    per: str = ""
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()

    @property
    def destination(self) -> str:
        """The hosts as `claims.csv` writes them; aggregates a case cannot split are left out."""
        return "+".join(code for code in self.destinations if code not in _AGGREGATES)

    def record(self) -> dict[str, Any]:
        """The draft as plain values, dates in ISO 8601.

        Examples
        --------
        >>> draft = Draft("a.txt", 0, 5, "5,000", 0, 20, Measure.STOCK, 5000.0, None, None,
        ...               Unit.PERSONS, Hedge.EXACT)
        >>> draft.record()["unit"]
        'persons'
        """
        return {name: _plain(getattr(self, name)) for name in self.__slots__}

    def to_claim(self, identifier: str, source: str = "", published: date | None = None) -> Claim:
        """The draft as a claim with the status `proposed`.

        Parameters
        ----------
        identifier
            Id of the claim in its case.
        source
            Id of the source in the case; by default made from the source's or reporter's name.
        published
            Day of publication where the draft has none.

        Raises
        ------
        ValueError
            If there is no day of publication.

        Examples
        --------
        >>> draft = Draft("a.txt", 0, 5, "5,000", 0, 20, Measure.STOCK, 5000.0, None, None,
        ...               Unit.PERSONS, Hedge.EXACT, published=date(2023, 5, 1))
        >>> draft.to_claim("P1").status.value
        'proposed'
        """
        day = self.published or published
        if day is None:
            raise ValueError(f"{self.doc}: the day of publication is not known; give --published")
        end = self.period_end or day
        start = self.period_start or end
        return Claim(
            id=identifier,
            measure=self.measure,
            of=self.of,
            population=self.population,
            origin=self.moved_from if self._left_a_host else self.origin,
            destination="" if self._share_of_leavers else self.destination,
            period_start=min(start, end),
            period_end=end,
            value=self.value,
            low=self.low if self.hedge.has_two_ends else None,
            high=self.high if self.hedge.has_two_ends else None,
            unit=self.unit,
            hedge=self.hedge,
            reporter=self.reporter,
            source=source or slug(self.source or self.reporter or "press"),
            published=day.isoformat(),
            title=self.doc,
            locator=f"characters {self.start}-{self.end}",
            status=Status.PROPOSED,
            note=self._note(),
        )

    @property
    def counts_people_abroad(self) -> bool:
        """Whether it says of people of one place that they are in another, left or came back."""
        if not self.origin or self.measure in _SAID_OF_ANYBODY:
            return False
        if self.measure in (Measure.DEPARTURES, Measure.RETURNS, Measure.RETURNED_SHARE):
            return True
        return bool(self.destinations) and self.origin not in self.destinations

    @property
    def _left_a_host(self) -> bool:
        """Whether the account counts these as moves out of a host, whose code is then the origin."""
        return bool(self.moved_from) and self.measure in (Measure.DEPARTURES, Measure.RETURNS)

    @property
    def _share_of_leavers(self) -> bool:
        """Whether a share is of all who left the origin: in the account it then has no place."""
        return self.measure is Measure.RETURNED_SHARE and self.destinations == (self.origin,)

    def _note(self) -> str:
        parts = [f"{READ_AS} “{' '.join(self.text.split())}”."]
        parts.append(f"Confidence {self.confidence:.2f}: {'; '.join(self.reasons)}.")
        if self.forecast:
            parts.append("Said of the future: accept it as a forecast.")
        if self.per:
            parts.append(f"{RATE} {self.per}.")
        if self.moved_from:
            parts.append(f"{LEFT_HOST} {country_name(self.moved_from)}.")
        if self.period_end is None:
            parts.append("No period stated: the day of publication stands in.")
        parts += [f"About {_AGGREGATES[c]}." for c in self.destinations if c in _AGGREGATES]
        return " ".join(parts)


_SAID_OF_ANYBODY = (Measure.OTHER, Measure.CHANGE)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Measure, Unit, Hedge)):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def slug(name: str) -> str:
    """An identifier made from a name.

    Examples
    --------
    >>> slug("Türkiye's Interior Ministry")
    'turkiyes-interior-ministry'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain))
    return "-".join(words)[:60].strip("-") or "unnamed"
