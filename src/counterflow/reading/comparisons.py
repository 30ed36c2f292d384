"""Numbers that lean on another: lists, comparisons with a year before, shared brackets."""

from __future__ import annotations

import re

from counterflow.reading.draft import Draft
from counterflow.reading.keyed import Keyed
from counterflow.reading.nouns import Head
from counterflow.reading.quantity import Quantity
from counterflow.reading.roles import Placed
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.verdict import Verdict
from counterflow.terms import Measure, Unit

_PARALLEL = Keyed(
    r"(?:\bafter(?= a record| a peak| a high)|\b(?:down|up) from|\bcompared (?:to|with)|"
    r"\bagainst|\bversus|\bfrom|\brather than|\bup on|\bdown on|\bto|"
    r"\b(?:twice|double|triple|half) the|\bhalved from|\brising to|\bfalling to|"
    r"\bпо сравнению (?:с|со)|\bпротив|\bдо|\bсо?)"
    r"(?:\s+the)?(?:\s+(?:an? |its |the )?(?:all-time |record |previous |\d{4} )?(?:peak|high|"
    r"record|total|figure|number|level|low)(?: of)?)?\s*$",
    after="",
)
_THAN_THE = re.compile(
    r"\b(?:(?:more|fewer|higher|lower|larger|smaller|bigger|less|greater) than|above|below|under|"
    r"over|beyond|short of|off|close to|near) the $"
)
_OF_A_TIME = re.compile(
    r"\s*(?:[.,;]|$|(?:(?:recorded|registered|counted|seen) )?(?:of|in|during|for) (?:the |"
    r"all )?(?:\w+ )?(?:\d{4}|year|month|week|quarter|half|period|January|February|March|April|"
    r"May|June|July|August|September|October|November|December|spring|summer|autumn|winter)\b|"
    r"(?:a|the) (?:year|month) (?:before|earlier))"
)
"""What follows the number of another time: "a fifth more than the 39,900 of 2023"."""
_PEAK = (
    r"(?:\s+the)?(?:\s+(?:an? |its |the )?(?:all-time |record |previous )?(?:peak|high|record|"
    r"total|low) of)?\s*$"
)
BASELINE = Keyed(
    rf"(?:\bfrom|\bcompared (?:to|with)|\bagainst|\bversus|\bup on|\bdown on|"
    rf"\bпо сравнению (?:с|со)|\bпротив){_PEAK}",
    after="",
)


def compared_with(text: str, quantity: Quantity, earlier: list[Draft], head: Head) -> Draft | None:
    """The claim that "down from 132,000 a year earlier" is compared with."""
    if not earlier or quantity.kind == "ratio" or head != "none":
        return None
    if quantity.kind == "percent":
        alike = earlier[-1].unit is Unit.PERCENT and BASELINE.search(text, 0, quantity.start)
        return earlier[-1] if alike else None
    than = _THAN_THE.search(text, 0, quantity.start) and _OF_A_TIME.match(text, quantity.end)
    if than or _PARALLEL.search(text, 0, quantity.start):
        change = _MOVED.search(_OTHER_SUBJECT.split(text[: quantity.start])[-1][-70:])
        counts = [draft for draft in earlier if draft.unit is not Unit.RATIO] or earlier
        if change or not _BETWEEN_LEVELS.search(text, 0, quantity.start):
            return counts[-1]
    return None


def listed_place(
    text: str,
    quantity: Quantity,
    head: Head,
    scene: Scene,
    earlier: list[Draft],
    verdict: Verdict | None,
) -> Placed | None:
    """The country that a bare number of a list belongs to: "Peru with 1.5 million"."""
    bracket = text[: quantity.start].rstrip().endswith(("(", "—", "–", ":"))
    people = head in ("person", "refugee", "migrant") and bracket
    people = people or (head == "person" and _WITH_SO_MANY.match(text, quantity.end) is not None)
    if quantity.kind != "count" or not (head == "none" or people):
        return None
    if verdict is not None and verdict.cost < 6:
        return None
    earlier = [draft for draft in earlier if draft.unit is not Unit.PERCENT]
    for place in scene.places:
        people = place.mention.kind == "demonym"
        if people and not _NAMED_THEN_NUMBER.fullmatch(text[place.mention.start : quantity.start]):
            continue
        before = text[place.mention.end : quantity.start]
        after = text[quantity.end : place.mention.start]
        if earlier and _TO.fullmatch(before) and _HOME_TO.search(text, 0, place.mention.start):
            return place  # "Kazakhstan is home to 150,000, Serbia to 140,000"
        if place.mention.end <= quantity.start and (people or _LIST_BEFORE.fullmatch(before)):
            return place
        if place.mention.start >= quantity.end and re.fullmatch(
            r"\s+(?:in|to|into|for)\s+(?:the\s+)?", after
        ):
            return place
    return None


_OTHER_SUBJECT = re.compile(r"(?:, (?:and|but|while|whereas)|;) (?=(?:the )?[A-Z])")
_WITH_SO_MANY = re.compile(r"\s+(?:people|persons|residents|nationals|individuals) \(\d")
_BETWEEN_LEVELS = re.compile(r"(?<!\bcompared )\b(?<!сравнению )(?:to|from|до|со?)\s*$")
_TO = re.compile(r"\s+to\s+")
_HOME_TO = re.compile(r"\b(?:home|hosts?|refuge|shelter|haven) to\b")
_NAMED_THEN_NUMBER = re.compile(
    r"\w+(?:s|ese)\s*(?:\(|:|(?: (?:ranked|came|come|rank|followed|were|are) (?:\w+ )?(?:first|"
    r"second|third|fourth|fifth|next))?,?\s+(?:with|at|for|numbering)\s+|"
    r"[^.;,\d]{0,30}\bgroup,?\s+(?:with\s+|at\s+)?)\s*"
)  # "Venezuelans: 532,715"
_LIST_BEFORE = re.compile(
    r"\s*(?:(?:comes|came|ranks|ranked|is|was|leads|led|tops|heads|follows|next|first|second|"
    r"third|fourth|fifth|the|main|top|largest|biggest|most|common|source|country|of|origin|birth|"
    r"nationality|list|ranking|table|way|among|host|countries|in|with|position|place|"
    r"\d(?:st|nd|rd|th)|,)[\s,]+){0,6}(?:\(|:|[-–—]|,|,?\s*with|['’]s?|has|had|issued|granted|"
    r"approved|recorded|registered|reported|hosting|accounting for|,?\s*at|"
    r")\s*[+−-]?(?:a total of\s+)?",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:rose|risen|rising|rise|grew|grown|grow\w*|increas\w+|jump\w*|surg\w+|soar\w*|climb\w*|"
    r"fell|fallen|falling|fall|drop\w*|declin\w+|"
    r"decreas\w+|shrank|shrunk|plung\w+|plummet\w*|down|up|reduc\w+|slump\w*|slid|dwindl\w+|"
    r"swell\w*|swollen|halved|doubled|tripled|times|"
    r"вырос\w*|увелич\w+|возрос\w*|сниз\w+|сократ\w+|упал\w*|уменьш\w+|подскоч\w+|поднял\w*|"
    r"просел\w*)\b",
    re.IGNORECASE,
)
COUNTED_THERE = frozenset(
    {Measure.ARRIVALS, Measure.BORDER_ENTRIES, Measure.STOCK, Measure.BORDER_EXITS}
)


def goes_on(scene: Scene, memory: Memory) -> bool:
    """Whether a sentence without a place of its own goes on about the host before it."""
    last = memory.last
    return (
        last is not None
        and memory.last_paragraph == scene.sentence.paragraph
        and last.measure in COUNTED_THERE
        and not any(p.role in ("to", "subject", "from") for p in scene.places)
    )


def in_bracket_of(text: str, quantity: Quantity, last: Draft, base: int) -> bool:
    """Whether a number shares its brackets with the number before it."""
    opened = text.rfind("(", 0, quantity.start)
    return opened >= 0 and opened < last.start - base and ")" not in text[opened : quantity.start]
