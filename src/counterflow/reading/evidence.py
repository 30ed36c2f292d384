"""Whether what a sentence says suffices to call its number a claim about people on the move."""

from __future__ import annotations

import re
from dataclasses import replace

from counterflow.reading.keyed import Keyed
from counterflow.reading.measures import measure_of
from counterflow.reading.nouns import Head
from counterflow.reading.places import find_places, names_people
from counterflow.reading.quantity import Quantity
from counterflow.reading.scene import Memory, Scene
from counterflow.reading.topic import speaks_of_migration
from counterflow.reading.verdict import Verdict
from counterflow.terms import Hedge, Measure

_PEOPLE_IN_SENTENCE = Keyed(
    r"\b(?:refugees?|migrants?|emigrants?|exiles?|returnees|asylum|those who|newcomers|arrivals|"
    r"(?:citizens|nationals|natives) of (?:the )?(?-i:[A-Z])\w+|diaspora|departures|outflow|influx|they|them|respondents|leavers|expatriates|repatriates|"
    r"беженц\w+|мигрант\w*|эмигрант\w*|уехавш\w+|релокант\w*|переселенц\w+|они|их|из них)\b",
    after="",
)
ESTIMATE = Keyed(
    r"\b(?:exodus|outflow|influx|estimates?|projections?|number|figure|figures|total|tally|count|"
    r"numbers|toll|числ[оау]|количеств\w+|оценк\w+|показател\w+)\b",
    after="",
)
_OF_THE_GROUP = re.compile(
    r"\b(?:of|in|among) (?:the|this|that|all) (?:group|total|beneficiaries|cases|caseload|"
    r"population of concern|newcomers|women|men|children|adults)\b|"
    r"^\W*(?:women|children|men|minors|adults|families|girls|boys)\b",
    re.IGNORECASE,
)
OTHER_BUSINESS = re.compile(
    r"\b(?:feed|fed|hungry|hunger|eligib\w+|qualif\w+|jobs?|employment|pay|pays|paid|price|"
    r"cost\w*|rent|beds?|room for|capacity|shelters? for|waiting lists?|"
    r"heard from|aid (?:agenc|group|work|organi)\w+|charit\w+|humanitarians|collected|"
    r"testimon\w+|enrol\w+|cash|loans?|respond\w+|respondents|interview\w*|survey\w*|polled|"
    r"questionnaires?|sample|need(?:s|ed)?|funding|appeal\w*|vaccin\w*|meals|"
    r"beyond|births?|deaths?|vacanc\w+|exports|sales|pupils|wages|salar\w+|killed|died|dead|"
    r"wounded|troops|soldiers|population|inhabitants|voters?|votes|square|hectares|kilomet\w+|"
    r"miles|every|prisons?|jails?|detention|held (?:there|captive|prisoner|in)|помощ\w+|"
    r"нужн\w+)\b",
    re.IGNORECASE,
)
"""Words beside a number that make it one of aid, work, prices, polls or wars."""
_RIGHT_BY = 7.0  # a verb of moving this near needs no other word of migration beside it
_COST_LIMIT = {"person": 30.0, "migrant": 40.0, "refugee": 40.0, "none": 22.0}


def inherited_verdict(memory: Memory, scene: Scene) -> Verdict | None:
    """The measure of the sentence before, for "estimates range from ... to ..."."""
    if memory.counted is not None and memory.last_paragraph == scene.sentence.paragraph:
        return Verdict(memory.counted.measure, "as before", 0, 15.0, memory.counted.of)
    if memory.text_paragraph != scene.sentence.paragraph or not _names_people(memory.text):
        return None
    verdict = counted_in(memory.text)
    return None if verdict is None else replace(verdict, cost=15.0)


def counted_in(text: str) -> Verdict | None:
    """What a text without a number would count if people followed it; None if nothing says."""
    end = Quantity(len(text), len(text), len(text), "count", Hedge.EXACT)
    return measure_of(text, end, "person", [])


def counts_people(
    text: str, quantity: Quantity, head: Head, verdict: Verdict, memory: Memory, scene: Scene
) -> bool:
    """Whether the evidence that this is a claim about people on the move suffices."""
    if quantity.kind in ("percent", "ratio"):
        if verdict.measure in (
            Measure.WORKERS,
            Measure.GROWTH,
            Measure.RENT_INDEX,
            Measure.RETURNED_SHARE,
            Measure.DEPOSITS,
        ):
            if verdict.measure is Measure.WORKERS and _WORKFORCE_GONE.match(text, quantity.end):
                return True
            returned = memory.steeped and verdict.measure is Measure.RETURNED_SHARE
            return returned or _moving_people(text, memory, scene)
        if verdict.measure is Measure.CHANGE:
            return verdict.of is not None and _moving_people(text, memory, scene)
        moving = _moving_people(text, memory, scene) or (
            memory.steeped and (verdict.cost <= _RIGHT_BY or _OF_THE_GROUP.search(text) is not None)
        )
        return moving and head in (
            "none", "person", "migrant", "refugee", "asylum", "arrival", "departure", "return", "worker", "permit", "application", "crossing", "citizenship", "company"
        )  # fmt: skip
    if verdict.why.startswith("open") and not _people_here(text, scene):
        return False  # "40,000 customers opened accounts"
    limit = _COST_LIMIT.get(head, 32.0)
    if ESTIMATE.search(text, quantity.start - 90, quantity.start):
        limit = 60.0
    if verdict.cost > limit:
        return False
    own = ("migrant", "refugee", "return", "asylum", "crossing", "arrival", "departure")
    if head in own or _moving_people(text, memory, scene):
        return True
    return (
        memory.steeped
        and verdict.cost <= _RIGHT_BY
        and head in ("none", "person", "worker", "permit", "application", "citizenship")
    )


_WORKFORCE_GONE = re.compile(
    r"[^.;,\d]{3,70}\b(?:workforce|labou?r force|employees|specialists|workers) (?:(?:have|had|has|"
    r"already|since) )*(?:left(?= (?:in|since|during|by|for|and|abroad|after|before|last|this|the country|"
    r"(?:the )?[A-Z])|[.,;])|emigrated|fled|gone (?:abroad|away)|moved (?:abroad|away)|relocated)\b"
)
"""A part of those who work that is gone: "10% of the country's nursing workforce had left"."""
_PERSONS = re.compile(r" (?:nationals?|citizens?|migrants?|refugees?|famil(?:y|ies)|people)\b")
_OUTFLOW = re.compile(
    r"\b(?:exodus|outflows?|influx|emigrants|leavers|newcomers|those who (?:left|fled|came))\b"
)


def _names_people(text: str) -> bool:
    """Whether a sentence names a people: "an amnesty for Venezuelans"."""
    return (
        speaks_of_migration(text)
        or _OUTFLOW.search(text) is not None
        or any(
            mention.kind == "demonym"
            and (
                names_people(text[mention.start : mention.end])
                or _PERSONS.match(text, mention.end) is not None
            )
            for mention in find_places(text)
        )
    )


def _people_here(text: str, scene: Scene) -> bool:
    """Whether a sentence itself names a people or those on the move."""
    if speaks_of_migration(text) or _PEOPLE_IN_SENTENCE.search(text):
        return True
    return any(p.mention.kind == "demonym" and p.role == "none" for p in scene.places)


def _moving_people(text: str, memory: Memory, scene: Scene) -> bool:
    if _people_here(text, scene):
        return True
    if memory.text_paragraph == scene.sentence.paragraph and _names_people(memory.text):
        return True
    near = memory.last is not None and scene.sentence.paragraph - memory.last_paragraph <= 2
    return near or any(p.role in ("to", "from", "subject") for p in scene.places)
