"""Permits, and applications for asylum or for something else."""

from __future__ import annotations

import re

from counterflow.reading.draft import Draft
from counterflow.reading.governing import HARD
from counterflow.reading.quantity import Quantity
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_GRANTED = re.compile(r"(?:were |was |been |have been |had been )?(?:grant|approv|issu|award)")
_FOR_ASYLUM = re.compile(
    r"asylum|protection|refugee|refuge\b|first[- ]time|убежищ|защит", re.IGNORECASE
)
_TO = re.compile(r"\bto\s+$")
_OUT_OF = re.compile(r"\b(?:out of|from|of|against) (?:an? )?(?:total of )?$")
_SOUGHT = re.compile(r"\b(?:asking|seeking|requesting|applying|applied|asked|sought) (?:for )?")
_RULED = re.compile(r"decisions|rulings|refusals|rejections", re.IGNORECASE)
_CLAIMS = re.compile(r"\bclaims\b")
_OF_MONEY = re.compile(
    r"\b(?:insurance|compensation|benefits?|unemployment|jobless|that|accounts?|pensions?|"
    r"withdr\w+)\b"
)
OTHER_PAPERS = "applications of another kind"
"""Why a number of applications is no claim of asylum."""
_NOUN_BEFORE = re.compile(
    r"\b(?P<noun>applications|applicants|claims|requests|permits|visas)\b[^.;,\d]{0,50}$",
    re.IGNORECASE,
)


def applications(text: str, start: int, end: int, governed: Verdict | None) -> Verdict:
    """Whether applications are for asylum or for something else."""
    near = text[max(0, start - 60) : end + 60]
    if _FOR_ASYLUM.search(near):
        return Verdict(Measure.ASYLUM_APPLICATIONS, "applications", 0, 0)
    if (
        governed is not None
        and not _OUT_OF.search(text[:start])
        and (
            _GRANTED.match(governed.why)
            or (governed.measure is Measure.PERMITS_ISSUED and _TO.search(text[:start]))
        )
    ):
        return governed  # "permits were granted to 38,200 applicants"
    if _CLAIMS.search(near) and not _OF_MONEY.search(near):
        return Verdict(Measure.ASYLUM_APPLICATIONS, "claims", 0, 0)
    return Verdict(Measure.OTHER, OTHER_PAPERS, 0, 0)


def is_case_of_papers(text: str, quantity: Quantity, last: tuple[Draft, int] | None) -> bool:
    """Whether cases are files of people who asked for papers: "revoked the status in 104 cases".

    Parameters
    ----------
    text, quantity
        The sentence, and a number of cases in it.
    last
        The last flow that was counted, and its paragraph: cases that wait are of applications.
    """
    if _PAPERS_IN.search(text, 0, quantity.start) or DECIDED_IN.search(text, 0, quantity.start):
        return True
    waits = _WAITS.match(text, quantity.end) is not None
    return waits and last is not None and last[0].measure in _ASKED_FOR


_PAPERS_IN = re.compile(
    r"\b(?:status|protection|permits?|visas?|asylum|citizenship|residen(?:ce|cy))"
    r"(?: status| permits?| [A-Z])?(?: [\w’'-]+){0,2} in $"
)
_WAITS = re.compile(
    r"\s+(?:cases|files|dossiers) (?:(?:are|were|is|was|still|yet|now|had|have|has|remain(?:ed)?) )*(?:pending|open|"
    r"to be|await\w*|wait\w*|undecided|under (?:review|examination))\b"
    r"|\s+cases,? (?:the|an?|no|their) (?:\w+ )?(?:outcome|decision|ruling|answer|procedure|"
    r"application|request|claim)s?\b"
)
DECIDED_IN = re.compile(
    r"\b(?:[Dd]ecisions?|[Rr]ulings?) (?:(?:was|were|had|have|has|been) )+(?:taken|made|reached|"
    r"issued|given) (?:on|in) $"
)
"""What opens a number of cases decided: "decisions were taken in 814 of these cases"."""
_ASKED_FOR = (Measure.OTHER, Measure.ASYLUM_APPLICATIONS, Measure.PERMITS_ISSUED)


def papers(text: str, quantity: Quantity) -> Verdict | None:
    """Permits or applications that are the subject of a bare number."""
    before = text[: quantity.start]
    found = list(
        re.finditer(
            r"\b(?:permits?|visas?|(?:employment|work) passes|"
            r"(?:asylum )?(?:applications?|claims?|requests?)|"
            r"(?:asylum )?(?:decisions|rulings|refusals|rejections)|ходатайств\w*|"
            r"заявлени[йея]\w*|прошени[йея]\w*|разрешени[йея]\w*|видов на жительство|ВНЖ|"
            r"виз)\b(?! (?:to|that)\b)",
            before,
            re.IGNORECASE,
        )
    )
    if not found or len(before) - found[-1].end() > 90 or HARD.search(before, found[-1].end()):
        return None
    if _RULED.search(found[-1].group()):
        return Verdict(Measure.OTHER, "decisions", found[-1].start(), 0)
    if "asylum" in found[-1].group().lower():
        return Verdict(Measure.ASYLUM_APPLICATIONS, "asylum applications", 0, 0)
    if not re.match(
        "permit|visa|employment|work|разреш|вид|ВНЖ|виз", found[-1].group(), re.IGNORECASE
    ):
        asylum = re.search(
            r"asylum|protection|refugee (?:applica|claim|request|status)|убежищ|защит",
            text,
            re.IGNORECASE,
        )
        if _CLAIMS.search(found[-1].group()) and not _OF_MONEY.search(text):
            asylum = found[-1]
        measure = Measure.ASYLUM_APPLICATIONS if asylum else Measure.OTHER
        return Verdict(measure, "applications" if asylum else OTHER_PAPERS, found[-1].start(), 0)
    subject = before[max(0, found[-1].start() - 60) :]
    if _SOUGHT.search(subject):
        return Verdict(Measure.OTHER, "papers sought", found[-1].start(), 0)
    valid = re.search(
        r"\b(?:number|total|stands?|stood|current\w*|valid|held|holders?|active|in force)\b",
        subject,
    )
    issued = re.search(r"\b(?:issued|granted|approved|new|received|obtained)\b", subject)
    measure = Measure.PERMITS_VALID if valid and not issued else Measure.PERMITS_ISSUED
    return Verdict(measure, "permits", found[-1].start(), 0)


def paper_before(text: str, at: int) -> Measure | None:
    """The measure of the papers that a clause is about: "Applications fell by a third".

    Examples
    --------
    >>> paper_before("Visa applications fell by", 25).value
    'other'
    """
    found = _NOUN_BEFORE.search(text[:at])
    if found is None:
        return None
    if found.group("noun").lower() in ("permits", "visas"):
        return Measure.PERMITS_ISSUED
    return applications(text[:at], found.start(), found.end(), None).measure
