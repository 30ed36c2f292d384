"""What bare "numbers" are of in a text whose title says it: "Asylum applications double"."""

from __future__ import annotations

import re

from counterflow.reading.nouns import Head
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure

_NUMBERS = re.compile(
    r"(?:^|[.;:,] )\W*(?:the |these |its |annual |monthly |yearly |overall |total )*(?:numbers?|"
    r"figures?|totals?) (?:(?:have|has|had|already|since|now|more than|nearly) )*(?:ris|ros|grow|"
    r"grew|climb|soar|surg|jump|swell|swoll|increas|doubl|tripl|quadrupl|f[ae]ll|drop|declin|"
    r"shr[aiu]nk|plung|plummet|halv|peak|stood|reach|hit|went|gone)\w*[^.;]{0,90}$",
    re.IGNORECASE,
)
_TITLES: tuple[tuple[re.Pattern[str], Measure], ...] = (
    (
        re.compile(
            r"\b(?:asylum (?:applications?|claims?|requests?|applicants|seekers)|(?:applications?|"
            r"claims|requests) for asylum)\b",
            re.IGNORECASE,
        ),
        Measure.ASYLUM_APPLICATIONS,
    ),
    (re.compile(r"\b(?:arrivals|influx|immigration)\b", re.IGNORECASE), Measure.ARRIVALS),
    (re.compile(r"\b(?:returns|returnees)\b", re.IGNORECASE), Measure.RETURNS),
    (re.compile(r"\b(?:departures|exodus|emigration)\b", re.IGNORECASE), Measure.DEPARTURES),
    (re.compile(r"\b(?:crossings|border entries)\b", re.IGNORECASE), Measure.BORDER_ENTRIES),
    (
        re.compile(r"\b(?:refugees|displaced (?:people|persons)|foreigners|migrants) in\b", re.I),
        Measure.STOCK,
    ),
)


def titled(scene: Scene, quantity: Quantity, head: Head, memory: Memory) -> Verdict | None:
    """What the title of a text counts, for "Numbers have soared, from 7,000 to 45,000" under it.

    Parameters
    ----------
    scene, quantity, head
        The sentence, the quantity, and the class of its noun.
    memory
        What earlier sentences leave: before the first count, only the title can say.
    """
    if memory.counted is not None and memory.counted.sentence_start != scene.sentence.start:
        return None
    if quantity.kind != "count" or head != "none" or len(memory.document) < 2:
        return None
    title, following = memory.document[0], memory.document[1]
    if title.paragraph == following.paragraph:
        return None
    if _NUMBERS.search(scene.sentence.text, 0, quantity.start) is None:
        return None
    told = [measure for words, measure in _TITLES if words.search(title.text)]
    return Verdict(told[0], "the title", quantity.core, 5.0) if told else None
