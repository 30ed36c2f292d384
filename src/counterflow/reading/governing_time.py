"""The time expression that governs a quantity."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.comparisons import BASELINE
from counterflow.reading.quantity import Quantity
from counterflow.reading.relative import AHEAD, UP_TO_NOW
from counterflow.reading.scene import Scene
from counterflow.reading.times import Time
from counterflow.terms import Measure, Period

ANNOUNCED = re.compile(
    r"\b(?:said|says|told|reported|announced|published|released|showed|noted|stated|added|tweeted|posted|confirmed|estimated|estimates?|revealed|disclosed|warned|wrote|found|calculated|declared|reckoned|claimed|briefing|statement|update|spokes\w+|put (?:it|the \w+))\b[^.;,\d]{0,60}$",
    re.IGNORECASE,
)
POINT_MEASURES = frozenset({Measure.STOCK, Measure.PERMITS_VALID, Measure.STAYED})


_TOLD = re.compile(
    r"\b(?:said|told|reported|announced|published|released|known|revealed|disclosed|stated)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)

_OF_SAYING = ("last year, month or week", "last season", "part of a year", "part of a month")
_RECORD = re.compile(
    r"\b(?:highest|lowest|most|biggest|largest|fewest|worst|sharpest|steepest|record|first|smallest|best)\b[^.;,\d]{0,40}$",
    re.IGNORECASE,
)
_AND_THEN = re.compile(r"(?:,|;)\s*(?:and|but|then)?\s*(?:only |just )?$|\band\s+(?:only |just )?$")
_NEXT = 20

_BASE_OF_CHANGE = re.compile(
    r"\b(?:increase|rise|jump|drop|fall|decline|growth|up|down|more|fewer|less|higher|lower|as many)\s+(?:on|over|from|than in|than|as in|compared (?:with|to))\s+(?:the\s+)?$|\b(?:twice|double|triple|half) the\s+$|(?:%|\bper ?cent|\bpercentage points)\s+(?:\w+\s+)?(?:on|over|from|above|below|up on|down on|than(?: in)?|compared (?:with|to)|relative to|against|versus)\s+(?:the\s+)?$",
    re.IGNORECASE,
)

_COMPARED = re.compile(
    r"\b(?:more|fewer|less|higher|lower|larger|smaller)\s+than\s+(?:in|at|on|during|over|the|before)\b[^.;,\d]{0,50}$"
    r"|\bas many as in\s+$|\b(?:fourfold|threefold|twofold|times|double|triple|twice|half)\s+(?:the|that|those|what|as)\b[^.;,\d]{0,40}$|\bчем (?:за|в|на)\s[^.;,\d]{0,30}$",
    re.IGNORECASE,
)

_STAYED = re.compile(r"\b(?:stayed|remained)\b")

_OF_THE = re.compile(r"\b(?:of|from) (?:the|those|these) (?:\w+ )?$", re.IGNORECASE)

_CAME = re.compile(
    r"\b(?:who|that)\s+(?:had |have |has )?(?:\w+ )?(?:fled|left|arrived|came|come|escaped|entered|crossed|moved|settled|reached|been driven|were driven)\b"
)

_BUT = re.compile(r", (?:but|though|although|whereas) [^,;]*$")

_AND = re.compile(r", (?:and|but|or)\b")

_CONTRAST = re.compile(r"\b(?:while|but|whereas|though|although|хотя|тогда как|однако)\b")

_PART_OF = re.compile(r"\b(?:of whom|of which|из которых)\b")


def _whose_clause(text: str, time: Time, others: list[Quantity]) -> bool:
    """Whether a time stands in the clause of another number: "of the 5,000 who came in 2022, ..."."""
    before = [other.end for other in others if other.end <= time.start]
    return bool(before) and _WHO.search(text, max(before), time.start) is not None


_WHO = re.compile(r"\b(?:who|which|that)\b")


_PRECEDING = re.compile(r"\b(?:preceding|previous|prior)\b", re.IGNORECASE)


def from_the_day_told(time: Time, scene: Scene) -> Time:
    """The window that "within a fortnight" opens on the day told before it in the sentence."""
    days = [
        t for t in scene.times
        if t.end <= time.start and t.period.days == 1 and t.basis in ("printed date", "by a date")
    ]  # fmt: skip
    length = time.period.end - time.period.start
    if _PRECEDING.search(scene.sentence.text, time.start, time.end):
        told = [t for t in scene.times if t.end <= time.start and t.basis == "printed date"]
        if not told:
            return time
        period = Period(told[-1].period.start - length, told[-1].period.end)
        return replace(time, period=period, basis="so long up to a date")
    if time.basis != UP_TO_NOW:
        return time
    if not days or time.period.end - days[-1].period.start < length:
        return time
    start = days[-1].period.start
    return replace(time, period=Period(start, start + length), basis="so long after a date")


_WHEN = re.compile(r", when\b")


_SAID = re.compile(r"\b(?:said|says|told|reported|announced|published|released)\s+(?:\w+\s+)?$")


def chosen_time(
    scene: Scene, quantity: Quantity, others: list[Quantity], measure: Measure
) -> Time | None:
    """The time expression that governs a quantity."""
    text = scene.sentence.text
    best: tuple[float, Time] | None = None
    for time in scene.times:
        if measure is Measure.CHANGE and time.role == "earlier":
            continue  # the change is dated by what it is compared with the year before
        told_twice = time.role == "now" or time.basis == "so long ago"
        if told_twice and any(0 < t.start - time.end < 5 for t in scene.times):
            continue  # "so far in 2018", "three years ago, in June 2021"
        if time.role == "now" and any(
            t.role == "by" and "as of" in text[t.start : t.end].lower() for t in scene.times
        ):
            continue  # "are currently living abroad (as of August 2023)"
        if time.role == "since" and _RECORD.search(text[: time.start]):
            continue  # "the highest number since 2016"
        if time.role == "before" and measure not in POINT_MEASURES:
            continue  # those who lived there before it; a flow needs a day it began
        told_by = _WHEN.match(text, time.end) is not None and time.end < quantity.start
        if time.role == "span" and _COMPARED.search(text[: time.start]) and not told_by:
            continue  # "one million fewer than at the height of the war in 2021"
        if time.basis in _OF_SAYING and _TOLD.search(text[: time.start]):
            continue
        day_only = time.basis in ("a weekday", "yesterday") or (
            time.role == "now" and "today" in text[time.start : time.end].lower()
        )
        if day_only and ANNOUNCED.search(text[: time.start]):
            continue  # the day it was said, not the day it happened
        after = time.start >= quantity.end
        between = text[quantity.end : time.start] if after else text[time.end : quantity.start]
        low, high = (quantity.end, time.start) if after else (time.end, quantity.start)
        if time.role == "later" and after and _AND_THEN.search(between):
            continue  # "there were 403,702, and a year later 1.17 million": the other number's
        crossed = sum(low <= o.start and o.end <= high for o in others)
        if after and any(
            low <= o.start and o.end <= high and BASELINE.search(text[: o.start]) for o in others
        ):
            continue  # "60,000, down from 132,000 in 2022": the year is the other number's
        if not after and any(
            o.end <= time.start < o.end + _NEXT and BASELINE.search(text[: o.start]) for o in others
        ):
            continue  # "up from 6,000 in 2016; nearly 280,000 ...": the same the other way round
        if time.basis in (UP_TO_NOW, AHEAD) and measure is Measure.SHARE:
            continue  # "intend to return within a year"
        if after and _PART_OF.search(between):
            continue  # "of whom ... in 2017": the time of the part
        if after and time.role in ("since", "span") and _BUT.search(between):
            continue  # "took 80,000, but many have moved on since": of the other clause
        point = measure in POINT_MEASURES and time.role != "now"
        whole = _OF_THE.search(text[: quantity.start]) or _STAYED.search(text, time.end)
        if after and point and _CAME.search(between) and not whole:
            continue  # "host to 400,000 who fled between 2003 and 2020": when they came
        cost = len(between) / 10 + 7 * crossed + 5 * (between.count(";") + between.count(":"))
        cost += 3 * len(_CONTRAST.findall(between)) + 5 * len(_AND.findall(between))
        if not after and "," in between and _whose_clause(text, time, others):
            if point:
                continue  # "of the 5,000 who came in 2022, 300 are left"
            cost += 8
        if not after:
            cost += 0.5 if time.start < 25 else 3
        elif crossed:
            cost += 2
        if time.role == "since" and point and not told_by:
            cost += 4  # when they came, not when they were counted
        if time.role == "now":
            cost += 1 if len(between) < _NEXT and "," not in between else 6
        window = time.role == "span" and time.basis != "range of dates"
        if window and _BASE_OF_CHANGE.search(text[: time.start]) and not told_by:
            continue  # "a rise on January": what it is compared with
        if told_by:
            cost -= 6  # "fewer than in March 2024, when there were 137,473"
        if time.role == "earlier" and (crossed or not after):
            cost += 8
        if time.basis in ("a weekday", "yesterday") and _SAID.search(text[: time.start]):
            cost += 8
        if best is None or cost < best[0]:
            best = (cost, time)
    return best[1] if best else None
