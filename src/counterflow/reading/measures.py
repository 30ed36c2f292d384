"""What is counted: the verb or noun of moving, staying or returning that governs a quantity."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.balances import is_balance
from counterflow.reading.changes import is_change, is_difference, is_level, is_signed
from counterflow.reading.dates import MONTHS
from counterflow.reading.economics import costs_or_gains, money_moved
from counterflow.reading.governing import ELSEWHERE, clause, governing
from counterflow.reading.levels import gained, grown, level_of, number_who_reached
from counterflow.reading.nouns import Head, head_of
from counterflow.reading.papers import DECIDED_IN, applications, paper_before, papers
from counterflow.reading.percentages import RENT, is_of_economy, share_of
from counterflow.reading.quantity import Quantity
from counterflow.reading.verdict import Verdict
from counterflow.reading.wholes import all_but, led_elsewhere, number_of_those_who
from counterflow.terms import Measure

_FOUNDED = re.compile(
    r"\b(?:register\w*|open(?:ed|ing)|found(?:ed|ing)|set up|setting up|launch\w+|establish\w+|"
    r"зарегистрир\w+|открыл\w*|основал\w*)\b",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"[A-Z]\w+ (?:now |still |already )?(?:has|have|had|hosts?|shelters?) (?:now |still )?$"
)
_OUT_OF = re.compile(r"\s+(?:\w+\s+)?\w+\s+(?:abroad\b|out of\s+[A-Z])")
_PROTECTED = re.compile(
    r"\bprotection registrations\b|\bregistrations for (?:\w+ )?protection\b", re.IGNORECASE
)
_BY_HEAD: dict[Head, Measure] = {
    "return": Measure.RETURNS,
    "arrival": Measure.ARRIVALS,
    "departure": Measure.DEPARTURES,
    "crossing": Measure.BORDER_ENTRIES,
    "exit": Measure.BORDER_EXITS,
    "company": Measure.COMPANIES,
    "citizenship": Measure.CITIZENSHIPS,
    "asylum": Measure.ASYLUM_APPLICATIONS,
}
_COUNTED = re.compile(r"recorded|registered|reported|counted|logged|tallied|documented")
_COUNTS = re.compile(r"(?:were |was |been )?(?:count|record|register|report|logg|talli)")
_AT_A_PLACE = re.compile(
    r"\s+(?:[\w’'-]+\s+){0,2}?refugees (?:from (?:the )?\w+ )?(?:worldwide|globally|across|in|"
    r"inside|throughout)\b(?! (?:19|20)\d\d|(?: [A-Z]\w+)? \d)"
)
_PROTECTION_SEEKERS = re.compile(r"\s+(?:[\w’'-]+\s+){0,3}?protection[- ]seekers\b")
"""What an office of statistics calls those who asked for protection and are in the country."""
_SEEKERS_THERE = re.compile(
    r"\s+(?:[\w’'-]+\s+){0,3}?seekers(?: from (?:the )?\w+)? (?:who )?(?:(?:are|were|is|was|now|"
    r"still) )*"
    r"(?:living|live|lived|residing|reside|staying|hosted|housed|accommodated|present|"
    r"in the country)\b"
)
_DECIDED = re.compile(r"\s+(?:[\w-]+\s+){0,3}?(?:decisions|rulings)\b")
_DECIDING = re.compile(
    r"\b(?:decid(?:ed|ing)(?: on)?|rul(?:ed|ing) on|process(?:ed|ing)|examin(?:ed|ing)|"
    r"adjudicat(?:ed|ing))\s+$"
)
APPROVING = re.compile(
    r"\b(?:approv(?:es|ed|ing)|grant(?:s|ed|ing)|accept(?:s|ed|ing)|clear(?:s|ed|ing)|одобр\w+|"
    r"удовлетвор\w+)\s+(?:(?:лишь|только)\s+)?$"
)
_APPLICATIONS = re.compile(r"\b(?:applications|applicants|applied|requests|claims)\b")
_SUBJECT = re.compile(
    r"(?P<noun>\b(?:applicants|applications|claims|requests|arrivals|newcomers|departures|"
    r"entries|crossings|encounters|"
    r"apprehensions|exits|returns|returnees|deportations|permits|visas))(?: of \w+|"
    r" from \w+)?(?: (?:have|had|has))?\s*$"
)
_IN_FORCE = re.compile(r"[^.;\d]{0,80}\b(?:valid|in force|held by)\b")
_TAKE = (
    r"(?:withdr[ae]wn?|revoked?|annull?ed|cancell?ed|refused|rejected|denied|turned down|"
    r"taken away|terminated)"
)
_TAKEN = re.compile(
    rf"\b(?:{_TAKE}|withdraws?|withdrawing|revokes|revoking|took away|"
    rf"refused to (?:renew|issue|extend))\s+$"
)
_TAKEN_IN = re.compile(rf"\b{_TAKE}\b[^.;,\d]{{0,60}} in $")
_TAKEN_AFTER = re.compile(
    rf"\s+(?:[\w-]+ ){{0,3}}?(?:permits?|visas?|"
    rf"cards?) (?:(?:for|of|to|held by) (?:(?!and\b)[\w-]+ ){{1,3}}?)?(?:(?:were|was|have|has|had|"
    rf"been) )*{_TAKE}\b"
)
_CASES = re.compile(r"\s+(?:(?!applications\b|requests\b)[\w-]+ ){0,2}?(?:cases|instances|files)\b")
_PAPERS_NAMED = re.compile(r"\b(?:permits?|visas?|applications?|requests?|claims?)\b")
_WHO_APPLIED = re.compile(r"\s+(?:[\w’'-]+\s+){0,3}?(?:who|that) (?:have |had |has )?applied\b")
_HOLDERS = re.compile(r"\s+(?:[\w-]+ ){0,3}?(?:permits?|visas?|cards?)[- ]holders\b")
_HELD = re.compile(r"\b(?:hold|holds|held|holding|possess|possessed)\s+$")
_THERE_NOW = re.compile(
    r"\s+(?:(?!\w+ed\s|were\b|was\b)[\w’'-]+\s+|(?:displaced|registered|based)\s+){1,4}?(?:now |"
    r"currently |already |still )?(?:in|inside|"
    r"across) (?:the (?:country|kingdom|republic|city|region|province)\b|(?:the )?"
    rf"(?!{'|'.join(name.title() for name in MONTHS if len(name) > 4)})[A-Z])"
)
_LABEL = re.compile(
    r"(?:^|\n)\W*(?:[\w’'-]+ ){0,3}?(?:refugees|migrants|exiles|asylum[- ]seekers|displaced|"
    r"(?:temporary|international) protection|беженц\w+|"
    r"(?-i:[A-Z])\w+(?:[aei]ns|[aiy]ese|qis|ghans|kongers)(?: (?:living|residing|now|still))* "
    r"(?:in|inside|within|across|abroad))\b(?![^:]*\b(?:arriv|return|left|leav|"
    r"cross|enter|caught|intercept|apprehend|deport|expel|applications|"
    r"claims))[^.;:\d]{0,70}(?::\s*|\n\s*)$",
    re.IGNORECASE,
)
_PEOPLE_ONLY = re.compile(r"\s+(?:people|persons|individuals|residents)\b")
_FAR = 12.0
LABELLED = "label of a number"
"""Why a number after "Refugees: " counts people who are there."""
_CLOSE = 90  # characters
_ACCEPTED = re.compile(r"(?:were |was |been )?(?:accepted|admitted|approved)")
_APPLIED = re.compile(r"\b(?:applied|applications?|applicants|visas?|permits?)\b")
_GOVERNS = 6.0  # a verb this near leaves the noun no say
_OF_A_SHARE = re.compile(r"\b(?:share|proportion|percentage)\b[^.;\d]{0,90}$", re.IGNORECASE)
_HELPED = re.compile(r"\b(?:assist|help|support|aid|serv)(?:e?d|ing|s)\s+$", re.IGNORECASE)
_FLOWS = (Measure.ARRIVALS, Measure.DEPARTURES, Measure.RETURNS, Measure.BORDER_ENTRIES)
_PAPER_HEADS = ("permit", "application", "asylum")


def measure_of(text: str, quantity: Quantity, head: Head, others: list[Quantity]) -> Verdict | None:
    """The measure that a sentence gives a quantity; None if nothing in it says.

    Parameters
    ----------
    text
        The sentence.
    quantity, head
        The quantity and the class of its noun.
    others
        The other quantities of the sentence.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "Poland has taken in 950,000 people."
    >>> measure_of(text, find_quantities(text)[0], "person", []).measure.value
    'arrivals'
    """
    told = max((other.end for other in others if other.end <= quantity.start), default=0)
    if quantity.kind == "count" and is_balance(text, told, quantity):
        return Verdict(Measure.NET, "more one way than the other", quantity.core, 0)
    economic = costs_or_gains(text, quantity)
    if economic is not None:
        return economic
    if head in ("person", "migrant") and gained(text, quantity):
        return Verdict(Measure.CHANGE, "difference", quantity.core, 5.0, Measure.STOCK)
    governed = governing(text, quantity, head, others)
    if head == "none" and quantity.kind == "count":
        governed = number_of_those_who(text, quantity) or governed
    if governed is not None and quantity.kind in ("percent", "ratio"):
        governed = _of_a_number(text, quantity, head, others) or governed
    if governed is not None and governed.why == ELSEWHERE:
        if head == "return" and _HELPED.search(text, 0, quantity.start):
            return Verdict(Measure.RETURNS, "helped to return", quantity.core, 0)
        if governed.cost < _GOVERNS and quantity.kind == "count" and head not in _PAPER_HEADS:
            return None
        governed = None
    if quantity.kind == "money":
        return money_moved(text, quantity)
    if quantity.kind == "ratio" or (
        quantity.kind == "percent" and is_change(text, quantity) and not is_level(text, quantity)
    ):
        if RENT.search(clause(text, quantity)):
            return Verdict(Measure.RENT_INDEX, "rents", 0, 0)
        if is_of_economy(text, quantity):
            return None
        if governed is None and quantity.change and _OF_A_SHARE.search(text, 0, quantity.start):
            return Verdict(Measure.CHANGE, "change of a share", quantity.core, 1, Measure.SHARE)
        if governed is None and grown(text, quantity):
            return Verdict(Measure.CHANGE, "a group grew", quantity.core, 5.0, Measure.STOCK)
        of = paper_before(text, quantity.start) if governed is None else None
        if of is not None:
            return Verdict(Measure.CHANGE, "change of papers", quantity.core, 1, of)
        return Verdict(Measure.CHANGE, "change words", quantity.core, 1,
                       governed.measure if governed else None) if governed else None  # fmt: skip
    if quantity.kind == "percent":
        share = share_of(text, quantity, governed)
        if share is not None and share.measure is Measure.SHARE and quantity.size > _WHOLE:
            of = Measure.SHARE if governed is None else governed.measure
            return replace(share, measure=Measure.CHANGE, of=of)
        return share
    if (
        governed is not None
        and _ACCEPTED.fullmatch(governed.why)
        and _APPLIED.search(text)
        and head in ("none", "person")
    ):
        governed = replace(governed, measure=Measure.PERMITS_ISSUED)
    if (
        governed is not None
        and governed.measure is Measure.ARRIVALS
        and _COUNTED.fullmatch(governed.why)
        and head == "refugee"
        and _AT_A_PLACE.match(text, quantity.end)
    ):
        governed = replace(governed, measure=Measure.STOCK)
    balance = governed is not None and governed.measure is Measure.NET
    if balance and is_signed(text, quantity):
        return governed  # "net migration was -25,000": the sign is the balance's own
    if governed is not None and is_difference(text, quantity):
        cost = min(governed.cost, 20.0)  # its verb stands by the number it is added to
        return Verdict(Measure.CHANGE, "difference", quantity.core, cost, governed.measure)
    if governed is not None and head in ("none", "person") and _COUNTS.match(governed.why):
        governed = _counted_subject(text, governed)
    if governed is not None and all_but(text, quantity, governed):
        governed = replace(governed, measure=Measure.STOCK)
    if governed is not None and governed.measure is Measure.ARRIVALS:
        governed = led_elsewhere(text, quantity, governed)
    return _by_head(text, quantity, head, governed)


_WHOLE = 100.0  # no part is greater: "by 140% in a year"


def _of_a_number(
    text: str, quantity: Quantity, head: Head, others: list[Quantity]
) -> Verdict | None:
    """What "the number of Afghans seeking asylum" has that "rose tenfold since they may travel"."""
    if not is_change(text, quantity) or _NUMBER_OF.search(text, 0, quantity.start) is None:
        return None
    before = [other for other in others if other.end <= quantity.start]
    found = governing(text[: quantity.end], quantity, head, before)
    return None if found is None or found.why == ELSEWHERE else found


_NUMBER_OF = re.compile(r"\b[Nn]umber of [^.;,\d]{3,90}$")


def _on_a_line(text: str, quantity: Quantity) -> bool:
    """Whether a number is all of its line, as on a page of key figures."""
    start, end = quantity.start, quantity.end
    return text[:start].endswith("\n") and text[end : end + 1] in ("", "\n")


def _counted_subject(text: str, governed: Verdict) -> Verdict:
    """What was recorded: "the most applicants were registered in Hungary, with 108,000"."""
    subject = _SUBJECT.search(text[: governed.at])
    if subject is None:
        return governed
    head, _ = head_of(subject.group("noun"), 0)
    if head == "application":
        return applications(text, subject.start(), subject.end(), None)
    if head == "permit":
        return replace(governed, measure=Measure.PERMITS_ISSUED)
    return replace(governed, measure=_BY_HEAD.get(head, governed.measure))


def _by_head(text: str, quantity: Quantity, head: Head, governed: Verdict | None) -> Verdict | None:
    if head in ("none", "person") and _WHO_APPLIED.match(text, quantity.end):
        return applications(text, quantity.start, quantity.end, None)
    approved = head in ("none", "person") and APPROVING.search(text, 0, quantity.start)
    if approved and _APPLICATIONS.search(text, 0, quantity.start):
        return Verdict(Measure.PERMITS_ISSUED, "applications approved", quantity.core, 0)
    if head == "permit":
        if _PROTECTED.search(text[quantity.end : quantity.end + 60]):
            return Verdict(Measure.STOCK, "registered for protection", 0, 0)
        if _TAKEN.search(text, 0, quantity.start) or _TAKEN_AFTER.match(text, quantity.end):
            return Verdict(Measure.OTHER, "permits taken away", quantity.core, 0)
        holders = _HOLDERS.match(text, quantity.end) is not None
        moved = governed is not None and governed.at > quantity.end and governed.cost < _GOVERNS
        if holders and moved and governed is not None and governed.measure in _FLOWS:
            return governed  # "61,000 visa holders had arrived"
        valid = governed is not None and governed.measure is Measure.PERMITS_VALID
        valid = valid or _IN_FORCE.match(text, quantity.end) is not None
        valid = valid or _HELD.search(text, 0, quantity.start) is not None
        valid = valid or holders
        return Verdict(Measure.PERMITS_VALID if valid else Measure.PERMITS_ISSUED, "permits", 0, 0)
    cases = text.endswith(" in ", 0, quantity.start) and _CASES.match(text, quantity.end)
    if head == "application" and cases:
        if DECIDED_IN.search(text, 0, quantity.start):
            return Verdict(Measure.OTHER, "decisions", quantity.core, 0)
        if _TAKEN_IN.search(text, 0, quantity.start):
            return Verdict(Measure.OTHER, "permits taken away", quantity.core, 0)
        if governed is not None and governed.cost < _FAR:
            return governed  # "Syrians received a permit in 1,240 cases"
    if head == "application":
        if _TAKEN.search(text, max(0, quantity.start - _CLOSE), quantity.start):
            return Verdict(Measure.OTHER, "applications turned down", 0, 0)
        if _DECIDED.match(text, quantity.end) or _DECIDING.search(text[: quantity.start]):
            return Verdict(Measure.OTHER, "decisions", 0, 0)
        if APPROVING.search(text, 0, quantity.start):
            return Verdict(Measure.PERMITS_ISSUED, "applications approved", quantity.core, 0)
        return applications(text, quantity.start, quantity.end, governed)
    if head == "asylum" and _TAKEN.search(text, max(0, quantity.start - _CLOSE), quantity.start):
        return Verdict(Measure.OTHER, "applications turned down", 0, 0)
    if head == "asylum" and _DECIDING.search(text[: quantity.start]):
        return Verdict(Measure.OTHER, "decisions", 0, 0)
    bare = governed is None or governed.measure is Measure.ASYLUM_APPLICATIONS
    if head == "asylum" and (
        _SEEKERS_THERE.match(text, quantity.end)
        or (bare and _PROTECTION_SEEKERS.match(text, quantity.end))
    ):
        return Verdict(Measure.STOCK, "seekers there", quantity.core, 0)
    if head == "asylum":
        if governed is not None and governed.measure in (
            Measure.STOCK, Measure.ARRIVALS, Measure.BORDER_ENTRIES, Measure.RETURNS, Measure.ASYLUM_APPLICATIONS
        ):  # fmt: skip
            return governed
        return Verdict(Measure.ASYLUM_APPLICATIONS, "asylum seekers", 0, 0)
    if head in ("company", "citizenship"):
        founded = governed is not None or _FOUNDED.search(text) is not None
        return Verdict(_BY_HEAD[head], head, 0, 0) if founded else None
    if head == "crossing" and _OUT_OF.match(text, quantity.end):
        return Verdict(Measure.BORDER_EXITS, "crossings out", quantity.core, 0)
    if head in _BY_HEAD and (
        governed is None or head != "crossing" or governed.measure is not Measure.BORDER_EXITS
    ):
        if head == "arrival" and _HAS.search(text[: quantity.start]):
            return Verdict(Measure.STOCK, "has newcomers", quantity.core, 0)
        if (
            head == "arrival"
            and governed is not None
            and governed.measure in (Measure.BORDER_ENTRIES, Measure.STOCK)
            and not _COUNTS.match(governed.why)
        ):
            return governed
        return Verdict(_BY_HEAD[head], head, 0, 0)
    labelled = text[: quantity.start].endswith(": ") or _on_a_line(text, quantity)
    if head == "none" and labelled and _LABEL.search(text[: quantity.start]):
        return Verdict(Measure.STOCK, LABELLED, quantity.core, 5.0)
    nothing_near = governed is None or governed.cost > _FAR
    people = head in ("person", "refugee", "migrant")
    if nothing_near and people and _THERE_NOW.match(text, quantity.end):
        return Verdict(Measure.STOCK, "so many in", quantity.core, 12.0)
    taken = head == "none" and _TAKEN.search(text, max(0, quantity.start - _CLOSE), quantity.start)
    if taken and _PAPERS_NAMED.search(text):
        return Verdict(Measure.OTHER, "permits taken away", quantity.core, 0)
    people_only = _PEOPLE_ONLY.match(text, quantity.end) is not None
    if head == "person" and people_only and (governed is None or governed.cost > _GOVERNS):
        return level_of(text, quantity, governed) or governed
    if head == "none" and (governed is None or governed.cost > _GOVERNS):
        named = (
            papers(text, quantity)
            or level_of(text, quantity, governed)
            or number_who_reached(text, quantity)
        )
        if named is not None:
            return named
    return governed
