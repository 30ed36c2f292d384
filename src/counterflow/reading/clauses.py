"""Where the clause of a number ends, as far as the places after it are another clause's."""

from __future__ import annotations

import re

from counterflow.reading.quantity import Quantity

_OPENED = re.compile(
    r"\W*(?:While|Whereas|Although|Though|Even as|Even though|If|Just as)\b[^,;]*$"
)
_COMMA = re.compile(r",(?!\d)")
_RULERS = (
    r"(?:authorit(?:y|ies)|governments?|officials|ministers?|ministr(?:y|ies)|parliaments?|"
    r"courts?|police|lawmakers|"
    r"presidents?|leaders?|army|armies|soldiers|troops|rebels|voters|rulers|border guards|"
    r"regimes?|coast ?guards?)"
)
_ANOTHER = re.compile(
    rf",? (?:after|as|when|because|since|once|now that|before|"
    rf"while) (?:[\w’'-]+ ){{0,2}}?{_RULERS}\b"
    r"|,? (?:and|while|with|whereas|but) (?:the|its|their) (?:\w+ )?(?:largest|biggest|main|"
    r"greatest|highest|most) (?:\w+ )?"
    r"(?:groups?|communit(?:y|ies)|numbers?|shares?|contingents?|diasporas?|populations?|hosts?)\b"
)
"""A reason, or another count, that brings places of its own."""


def clause_end(text: str, quantity: Quantity) -> int:
    """Where the clause of a number ends; the end of the text where no other one follows.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "While Chad shelters 500,000 people, more go to Libya."
    >>> text[: clause_end(text, find_quantities(text)[0])]
    'While Chad shelters 500,000 people'
    """
    ends = [len(text)]
    if _OPENED.match(text, 0, quantity.start) and (comma := _COMMA.search(text, quantity.end)):
        ends.append(comma.start())
    if another := _ANOTHER.search(text, quantity.end):
        ends.append(another.start())
    return min(ends)
