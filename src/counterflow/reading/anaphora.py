"""Hosts that a text only points back to: "there", "the two countries", "the region"."""

from __future__ import annotations

import csv
import re
import sys
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from counterflow.reading.keyed import Keyed
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import LEAVING
from counterflow.reading.settings import region_of

_ANAPHOR = Keyed(
    r"(?P<lead>\b(?:left|leave|leaves|leaving|fled|flee|fleeing|quit|out of|from|exited|outside|"
    r"inside|within|across|in|to|into|entered|entering|reached|for)\s+)?"
    r"\b(?:the|both|these|those|(?P<own>his|her|my|our)|в|во|эту|этой|эта)\s+(?P<many>two|three|"
    r"four|five|six|(?:эти )?(?:обе|обеих|две|двух|три|тр[её]х)|"
    r"эт(?:и|их)(?=\s+(?:стран|республик)))?\s*(?P<region>South Caucasus |Central Asian |Baltic |"
    r"Balkan |Gulf |South American |Andean |Caribbean |East African |Nordic |host |"
    r"neighbou?ring |landlocked |small |former Soviet |island )*"
    r"(?P<noun>country|nation|republic|kingdom|emirate|countries|nations|republics|neighbou?rs|"
    r"states|island|страну|стране|страна|республику|республике|"
    r"(?<=\w )(?:страны|странах|республики|республиках))\b(?! of [A-Z])(?![’']s (?:president|"
    r"economy|government))",
    after="",
)

_THERE = Keyed(
    r"\b(?:there(?! (?:is|are|was|were|has|have|had|will|would|could|may|might|can)\b)|here|там|"
    r"туда|здесь)\b",
    after="",
)

_IT_HOSTS = Keyed(
    r"\b[Ii]t (?:(?:is|was|has|had|has been|had been|still|now|already|also|alone|currently|"
    r"once) )*(?:home to|host(?:s|ed|ing)?\b|shelter(?:s|ed|ing)?\b|hous(?:es|ed|ing)\b|"
    r"tak(?:es|en) in|took in|receiv(?:es|ed)|welcom(?:es|ed)|admit(?:s|ted)|absorb(?:s|ed)|"
    r"grant(?:s|ed)|issu(?:es|ed)|accept(?:s|ed)|accommodat(?:es|ed))",
    after="",
)
"""What a country does that is only pointed back to: "It has taken in 2.9 million"."""

_COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "обе": 2, "обеих": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "трёх": 3,
}  # fmt: skip


@dataclass(slots=True)
class Register:
    """The hosts named last, for "there" and "the two countries".

    Examples
    --------
    >>> Register().last
    ()
    """

    last: tuple[str, ...] = ()
    paragraph: int = -9
    several: bool = False
    recent: list[str] = field(default_factory=list)

    def note(self, codes: tuple[str, ...], paragraph: int, several: bool = False) -> None:
        """Remember hosts, the newest at the end, and the paragraph that names them."""
        if not codes:
            return
        self.last, self.paragraph, self.several = codes, paragraph, several
        for code in codes:
            if code in self.recent:
                self.recent.remove(code)
            self.recent.append(code)
        del self.recent[:-12]


def former_or_latter(text: str, quantity: Quantity, register: Register) -> tuple[str, ...]:
    """Which of the hosts named last "the former" or "the latter two" are.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "The former took in 5,000 and the latter 2,000."
    >>> named = Register(("SRB", "MNE"))
    >>> [former_or_latter(text, number, named) for number in find_quantities(text)]
    [('SRB',), ('MNE',)]
    """
    if len(register.last) < _PAIR:
        return ()
    told = list(_FORMER.finditer(text))
    before = [match for match in told if match.end() <= quantity.start]
    if not told:
        return ()
    match = before[-1] if before else told[0]
    many = _COUNTS.get((match.group("many") or "").lower(), 1)
    first = match.group("which").lower() == "former"
    return register.last[:many] if first else register.last[-many:]


_PAIR = 2
_FORMER = Keyed(
    r"the (?P<which>former|latter)(?: (?P<many>two|three))?\b(?! (?:Soviet|Yugoslav|USSR|"
    r"[a-z]+ (?:minister|president)))",
    after="",
)


def one_of_region(
    text: str, register: Register, named: list[str], end: int = sys.maxsize
) -> tuple[str, ...]:
    """The country that "the South Caucasus republic" is: named beside it, or last before it.

    Parameters
    ----------
    text, end
        The sentence, and where to stop looking.
    register, named
        The hosts told before, and those that the sentence names.

    Examples
    --------
    >>> one_of_region("They left the Baltic state", Register(("EST",), recent=["EST"]), [])
    ('EST',)
    """
    match = _ONE_OF_REGION.search(text, 0, end)
    if match is None:
        return ()
    members = _members()[match.group("of").lower()]
    for code in [*named, *reversed(register.recent)]:
        if code in members:
            return (code,)
    return ()


@cache
def _members() -> dict[str, tuple[str, ...]]:
    """Adjectives of regions and the countries that lie in them."""
    text = (files("counterflow.reading") / "data" / "region_members.csv").read_text("utf-8")
    rows = csv.reader(text.splitlines(), delimiter=";")
    return {name: tuple(codes.split(",")) for name, codes in rows}


_ONE_OF_REGION = Keyed(
    r"(?:the|this|that) (?:small |tiny |former Soviet |landlocked |"
    r"island )?(?P<of>South Caucasus|Central Asian|Baltic|Balkan|Andean|South American|Caribbean|"
    r"Gulf|Nordic|East African) "
    r"(?:island )?(?:country|nation|republic|state|kingdom|emirate)\b(?! of [A-Z])",
    after="",
)


def the_region(text: str, quantity: Quantity, origin: str) -> tuple[str, ...]:
    """What "the region" and "the bloc" stand for."""
    match = _REGION.search(text)
    if match is None:
        return ()
    if match.group("bloc"):
        return ("EU27",)
    region = region_of(origin)
    return (region,) if region else ()


_REGION = Keyed(
    r"\b(?:in|across|throughout|within|entered|"
    r"to) the (?:(?P<bloc>(?:27-(?:nation|member) )?bloc|27 member states)|region|continent)\b",
    after="",
)


_UPROOTED = re.compile(r"\b(?:displaced|uprooted|driven|on the move)\s+$")


def pointed_back(
    text: str, register: Register, own: list[str], end: int = sys.maxsize
) -> tuple[str, ...]:
    for match in _ANAPHOR.finditer(text, end):
        lead = (match.group("lead") or "").strip().lower()
        if lead in ("inside", "within") and _UPROOTED.search(text[: match.start()]):
            continue
        if lead in LEAVING or (match.group("own") and not own):
            continue
        if own and match.group("noun").lower() in ("country", "страну", "стране"):
            return (own[-1],)
        if not register.last:
            continue
        many = _COUNTS.get((match.group("many") or "").lower().removeprefix("эти "))
        if many and len(register.last) == many:
            return register.last
        if many and len(register.recent) >= many:
            return tuple(register.recent[-many:])
        if match.group("noun").lower().endswith(("s", "ы", "ах", "ки")):
            if not match.group("many") and not match.group().isascii():
                continue  # "в страны Европы"
            return register.last if len(register.last) > 1 else ()
        return register.last[-1:] if len(register.last) == 1 else ()
    if register.last and _THERE.search(text, 0, end):
        return register.last
    return ()


def hosts_it(text: str, register: Register) -> tuple[str, ...]:
    """The country named last, where "it" is said to host or take in people."""
    return register.last if len(register.last) == 1 and _IT_HOSTS.search(text) else ()
