"""What is told of a whole group: "the number of those who ...", "most of the 2 million who left"."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.quantity import Quantity
from counterflow.reading.triggers import triggers_in
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_THOSE_WHO = re.compile(
    r"\b(?:[Nn]umbers?|[Tt]otal|[Cc]ount) of (?:(?:the|all|its) )?(?:[\w’'-]+ ){1,4}(?:who|that) "
)
_DID = re.compile(r"(?:(?:have|had|has|were|was|are|been|now|already|since|so|far|then) )*")
_CLIMBED = re.compile(
    r"\b(?:ris(?:es|en)|rose|climb(?:s|ed)|grow[ns]|grew|jump(?:s|ed)|increased|f[ae]lls?|fallen|"
    r"dropp?(?:s|ed)|sank|stands?|stood|is|was|reach(?:es|ed)|hit|pass(?:es|ed)|exceed(?:s|ed)|"
    r"came|comes|topp(?:s|ed)|put|estimated)(?: \w+)? ?(?:to|at|past)?\s*$"
)
_TO_THEIR_OWN = re.compile(
    r"[^.;,\d]{0,60}?\b(?:to|in|into) (?:(?:the )?\w+ of )?their (?:own |home |native )?(?:country|countries|"
    r"homeland|homelands)\b(?! of (?:residence|asylum|refuge|choice))"
)
_MOST_OF_THE = re.compile(
    r"\b(?:most|bulk|majority|half|third|quarters?|fifths?|thirds|part|share|percent|per cent|"
    r"\d%) of (?:the|those|these)\s+(?:(?:total|estimated|some)\s+)?$"
)
_WHO_LEFT = re.compile(
    r"\s+(?:[\w’'-]+\s+){1,4}?(?:from (?:the )?[A-Z]|(?:who|that) (?:have |had |has )?(?:left|fled|"
    r"escaped|emigrated|gone))|\s+(?:[A-Z][\w’'-]+ ){1,2}(?:refugees|migrants|exiles)\b"
)
_NEAR = 60  # characters


def number_of_those_who(text: str, quantity: Quantity) -> Verdict | None:
    """What they have done in "the number of those who went home, some by bus, rose to 4,000"."""
    those = _THOSE_WHO.search(text, 0, quantity.start)
    if those is None or _CLIMBED.search(text, those.end(), quantity.start) is None:
        return None
    did = [
        (match, measure)
        for measure, side, match in triggers_in(text)
        if side == "subject" and _DID.fullmatch(text, those.end(), match.start())
    ]
    if not did:
        return None
    match, measure = max(did, key=lambda each: len(each[0].group()))
    if measure is None:
        return None
    return Verdict(measure, match.group()[:40].lower(), match.start(), 5.0)


_ALL_BUT = re.compile(r"\b[Aa]ll but (?:(?:about|some|around|roughly|nearly) )?$")


def all_but(text: str, quantity: Quantity, governed: Verdict) -> bool:
    """Whether a number is of those who have not left, as in "all but 42,000 left again"."""
    gone = governed.measure in (Measure.DEPARTURES, Measure.RETURNS)
    return gone and _ALL_BUT.search(text, max(0, quantity.start - _NEAR), quantity.core) is not None


def led_elsewhere(text: str, quantity: Quantity, arrived: Verdict) -> Verdict:
    """The verdict on arrivals, with what else they are of a whole that left, or who went home.

    Parameters
    ----------
    text, quantity
        The sentence and the quantity.
    arrived
        What the verb nearest to the quantity says.
    """
    if _TO_THEIR_OWN.match(text, quantity.end):
        return replace(arrived, measure=Measure.RETURNS)
    part = _MOST_OF_THE.search(text, max(0, quantity.start - _NEAR), quantity.start)
    if part and arrived.at < quantity.start and _WHO_LEFT.match(text, quantity.end):
        return replace(arrived, measure=Measure.DEPARTURES)  # of all who left, these took in most
    return arrived
