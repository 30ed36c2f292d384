"""Changes without a verb of moving of their own: what they are a change of."""

from __future__ import annotations

import re

from counterflow.reading.changes import is_change, is_compared, is_difference, is_signed
from counterflow.reading.draft import Draft
from counterflow.reading.papers import paper_before
from counterflow.reading.percentages import is_of_economy
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure, Unit

_SAME_NUMBER = re.compile(
    r"\b(?:that|this|it|they|which|their number|"
    r"(?-i:[A-Z])\w+[’']s (?:number|figure|total|count|tally)|numbers|averages?|flows?|pace|rate|"
    r"outflow|influx|traffic|community|entries|arrivals|departures|crossings|returns|"
    r"applications|flows?|это|их число|показатель|"
    r"the (?:(?-i:[A-Z])\w+ )?(?:register|tally|population|figure|number|total|count|increase|"
    r"rise|fall|drop|decline|decrease|jump)|(?:reported|recorded|registered|posted|noted|saw|showed) (?:an? |"
    r"the )?(?:\w+ ){0,2}?(?:falls?|rises?|increases?|decreases?|drops?|declines?|jumps?|"
    r"growth))\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_THE_NUMBER = re.compile(r"\bthe (?:[A-Z]\w+ )?(?:figure|number|total|count|tally)\b[^.;]{0,60}$")
_GOES_BACK = re.compile(
    r"\W*(?:that|this|it|the (?:figure|number|total|count|tally|result)|"
    r"(?:this|that) (?:figure|number|total))\b",
    re.IGNORECASE,
)
_IT_IS = re.compile(
    r"\b(?:the (?:figure|number|total|count|tally)|this|that|it) (?:is|was|stood|comes?|"
    r"came)(?: \w+){0,2} $"
)
_OF_MOVERS = re.compile(
    r"\b(?:migration|migrants?|refugees?|applicants?|arrivals|entries|crossings|flows?|"
    r"departures|returns|newcomers|asylum[- ]seekers|applications|immigration|emigration|permits|"
    r"visas|encounters|landings)\b[^.;]{0,50}$",
    re.IGNORECASE,
)
_AS_WELL = re.compile(
    r"\s*[,;]?\s*(?:(?:and|while|whereas|but|against|by|followed by|ahead of|"
    r"then)\b\s*)?(?:(?:that )?(?:in|for|from|to|"
    r"among) )?(?:the )?(?:[A-Z][\w’'-]+ ?){1,4}(?:(?:by|with|of|was|were|it was) )?\(?"
)
_FROM_LEVEL = re.compile(
    r"\b(?:from|to|against|with)\s+(?:(?:the |an? )?(?:about|around|some|almost|nearly|over|only|"
    r"just|more than|less than) )?$"
)
_GROWTH = re.compile(
    r"(?:[,;:] (?:and |so )?|\b(?:is|was|means|meant) )(?:the |a )?(?:growth|increase|rise|drop|"
    r"fall|decline) (?:was|of|is) $"
)
"""What two counts of one sentence grew by: "(12,800) is compared with ... (31,100), growth was"."""
_FEW = 3  # paragraphs that a release spends on one change


def change_of_before(
    scene: Scene, quantity: Quantity, memory: Memory, earlier: list[Draft]
) -> Verdict | None:
    """A change of what was counted before, where the sentence itself does not say of what."""
    text, counted = scene.sentence.text, memory.counted
    shift = quantity.kind in ("percent", "ratio") and is_change(text, quantity)
    if counted is None or not (shift or is_difference(text, quantity)):
        return None
    level = quantity.kind == "percent" and bool(earlier) and earlier[-1].measure is Measure.SHARE
    if level and _FROM_LEVEL.search(text[: quantity.core]):
        return None  # "44%, down from 52% the year before"
    before, apart = text[: quantity.start], scene.sentence.paragraph - memory.last_paragraph
    signed = apart <= _FEW and is_signed(text, quantity)
    near = apart == 0 and (bool(earlier) or _SAME_NUMBER.search(before) is not None)
    near = near or (apart == 1 and _THE_NUMBER.search(before) is not None)
    back = apart <= 1 and _GOES_BACK.match(text) is not None
    back = back or (
        apart <= 1 and is_compared(text, quantity) and _IT_IS.search(before) is not None
    )
    moved = shift and apart <= _FEW and _OF_MOVERS.search(before) is not None
    levels = [d for d in earlier if not d.unit.is_relative and d.measure is counted.measure]
    compared = _GROWTH.search(before) is not None and (len(levels) > 1 or "compar" in before)
    if not (signed or near or back or moved or (compared and apart == 0)):
        return None
    if is_of_economy(text, quantity) and not compared:
        return None
    of = paper_before(text, quantity.start) or counted.of or counted.measure
    return Verdict(Measure.CHANGE, "change of the number before", 0, 8.0, of)


def goes_on_changing(scene: Scene, quantity: Quantity, earlier: list[Draft]) -> Verdict | None:
    """Whether a percentage lists a further change: "rose by 61% in Poland and 12% in Latvia"."""
    if quantity.kind != "percent" or not earlier:
        return None
    last = earlier[-1]
    between = scene.sentence.text[last.end - scene.sentence.start : quantity.start]
    if last.measure is Measure.DEPOSITS and _MORE.match(scene.sentence.text, quantity.end):
        more = _OR.fullmatch(between) is not None
        return Verdict(Measure.CHANGE, "the same change", 0, 5.0, last.measure) if more else None
    if last.measure is not Measure.CHANGE:
        return None
    if last.unit is not Unit.PERCENT_CHANGE:
        said_again = _OR.fullmatch(between) and not _OF.match(scene.sentence.text, quantity.end)
        return Verdict(Measure.CHANGE, "the same change", 0, 5.0, last.of) if said_again else None
    if not _AND.fullmatch(between) and not _AS_WELL.fullmatch(_PLACED.sub("", between, count=1)):
        return None
    return Verdict(Measure.CHANGE, "a further change", 0, 5.0, last.of)


_AND = re.compile(r",? (?:(?:and|or) )?(?:by )?")
_OR = re.compile(
    r"(?: [a-z’'-]+){0,3},? ?(?:\(|or |that is,? |which is )(?:by |about |some )?[+−-]?"
)
"""What stands between a difference and its percentage: "by 3,100 people, or 1.4%"."""
_MORE = re.compile(r"\)?,? (?:more|less|higher|lower) than\b")
_OF = re.compile(r"\s*of\b")
_PLACED = re.compile(r"^ (?:in|for|from|to|among) (?:the )?(?:[A-Z][\w’'-]+ ?){1,3}")
