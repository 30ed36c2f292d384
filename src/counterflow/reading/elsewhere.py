"""Hosts that are told without a name: "in 67 other countries", "abroad", "elsewhere"."""

from __future__ import annotations

import re
from functools import lru_cache

from counterflow.reading.keyed import Keyed
from counterflow.reading.quantity import Quantity

_UNNAMED = re.compile(
    r"[^.;,:()\d]{0,70}?\b(?:(?:in|to|into|across|among|over|throughout|for|between) (?:the |"
    r"their |its |some |about |nearly |almost |more than |at least )?(?:[\d,]+ |"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|several|many|various|dozens of|"
    r"a handful of) )?"
    r"(?:unspecified |[“\"]?other[”\"]? |third |neighbou?ring |adjacent |nearby |surrounding |"
    r"foreign |host |different |various |European |Western |African |Asian |developed |rich |"
    r"wealthy |safe )+(?:countries|states|nations|regions)"
    r"|(?:in|to|into|across|among) (?:more than |over |at least |some |about |nearly |"
    r"almost )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many|various|"
    r"dozens of) (?:countries|states|nations)"
    r"|(?:elsewhere|(?<!from )abroad|(?<!from )overseas|"
    r"outside (?:the|their|its) (?:country|homeland|borders?))"
    r"|(?:in|to|into) another country|(?:in|across|throughout|over|around) the (?:wider |"
    r"whole )?(?:region|area|continent|world|globe)|(?:other|third) countries|в другие страны|"
    r"в других странах|за границ\w+|за рубеж\w*)(?![\w-]|"
    r" (?:in|of|to|like|such|including|for|-|–|—|:|\() ?[A-Z]| (?:covered|served|run|supervised) by)"
)
_BESIDE = re.compile(
    r"(?<!\d )(?:unspecified |[“\"]?(?:other|others|elsewhere|undecided|"
    r"unknown)[”\"]?)(?: (?:countries|states|nations|destinations|places|"
    r"nationalities))?,?\s*(?:\(|with|at|:)\s*$",
    re.IGNORECASE,
)
_TOLD_FIRST = re.compile(
    r"(?:\b(?:number|total|count|tally|population)(?: of [^.;,\d]{2,50}?)? (?:abroad|overseas|"
    r"in exile|outside (?:the|their|its) (?:(?:home|own) )?(?:country|homeland|borders?))"
    r"|\b(?:за границей|за рубежом|за пределами (?:страны|родины))\b[^.;,\d]{0,40}$"
    r"|^(?:Across|Throughout|In) the (?:whole |wider |entire )?(?:region|continent|"
    r"world)(?: as a whole)?,? (?:the|their) (?:number|figure|total|count|"
    r"tally))\b[^.;,\d]{0,50}$"
)
"""A number of those abroad, the place before the number: "puts the number of Cubans abroad at ..."."""


def host_unnamed(text: str, quantity: Quantity, end: int) -> bool:
    """Whether a number is said to be of people in some country that is not named.

    Parameters
    ----------
    text, quantity
        The sentence and the number.
    end
        Where the next number, or the next place, begins.

    Examples
    --------
    >>> from counterflow.reading.quantities import find_quantities
    >>> text = "About 19,000 asked for asylum in 67 other countries."
    >>> host_unnamed(text, find_quantities(text)[0], len(text))
    True
    """
    if not _may_tell(text):
        return False
    before = text[: quantity.start]
    if _BESIDE.search(before) or _TOLD_FIRST.search(before):
        return True
    match = _UNNAMED.match(text, quantity.end)
    return match is not None and match.start() <= end


@lru_cache(maxsize=8)
def _may_tell(text: str) -> bool:
    """Whether a sentence holds any of the words."""
    return _WORD.search(text) is not None


_WORD = Keyed(
    r"countries|country|states|nations|abroad|elsewhere|overseas|outside|continent|world|globe|"
    r"region|regions|area|others?|undecided|unknown|стран\w*|границ\w*|рубеж\w*|предел\w*"
)
