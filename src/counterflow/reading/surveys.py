"""Surveys: when people were asked, where they are, and which shares are of their answers."""

from __future__ import annotations

import re

from counterflow.reading.context import Context
from counterflow.reading.keyed import Keyed
from counterflow.reading.quantity import Quantity
from counterflow.reading.relative_words import UP_TO_NOW
from counterflow.reading.scene import Memory, Scene, Survey
from counterflow.reading.share_dates import stands
from counterflow.reading.told import ANNOUNCED

_SURVEY = Keyed(
    r"\b(?:surveys?|surveyed|polls?|polled|questionnaires?|interviews|interviewed|fieldwork|"
    r"respondents|questioned|canvassed|asked (?:about |some |around |nearly |more than |"
    r"over )?\d|put (?:its|their|the|a few) questions)\b",
    after="",
)
_OF_OTHERS = re.compile(r"\b(?:who|since|than (?:in|at|on|during)|compared|before|after)\b[^,;]*$")
_EVERYWHERE = re.compile(
    r"\b(?:abroad|worldwide|around the world|outside (?:the country|[A-Z]\w+)|"
    r"in (?:more than |over |some )?(?:\d+|several|many|various|other|host) (?:\w+ )?countries)\b"
)
_OF_THE_ASKED = re.compile(
    r"\s*(?:of )?(?:the |all |our )?(?:[\w-]+ )?(?:respondents|interviewees|participants|"
    r"those (?:who )?(?:were )?(?:asked|surveyed|interviewed|polled|questioned|answered|"
    r"responded|taking part))\b",
    re.IGNORECASE,
)
_OF_A_COUNT = re.compile(
    r"\s*of (?:the |these |those |all )?(?:some |estimated |roughly |about )?\d"
)
_LONGEST = 130  # days


def note_survey(scene: Scene, context: Context, memory: Memory) -> None:
    """Remember a survey: "2,000 migrants in Peru, interviewed in April and May"."""
    text, published = scene.sentence.text, context.published
    if published is None or not _SURVEY.search(text):
        return
    window = None
    for time in scene.times:
        told = text[: time.start]
        if time.role not in ("span", "by") or time.period.days > _LONGEST:
            continue
        if time.basis == UP_TO_NOW or time.period.end > published:
            continue  # what they mean to do within three months
        if not (_OF_OTHERS.search(told) or ANNOUNCED.search(text, 0, time.start)):
            window = (time.period.start, time.period.end)
    before = memory.survey
    hosts = _hosts(scene, memory.origin or context.origin)
    if window is None and hosts is None and before is not None:
        return
    if before is not None and window is None:
        window = before.window
    if before is not None and hosts is None:
        hosts = before.hosts
    is_answer = any(quantity.kind == "percent" for quantity in scene.quantities)
    memory.survey = Survey(
        scene.sentence.start, window, hosts, scene.sentence.paragraph if is_answer else -1
    )


def _hosts(scene: Scene, origin: str) -> tuple[str, ...] | None:
    """Where the people asked are; none at all where they are scattered, None if nobody says."""
    named = [
        p.mention.codes
        for p in scene.places
        if p.role == "to" and p.mention.kind != "demonym" and origin not in p.mention.codes
    ]
    if _EVERYWHERE.search(scene.sentence.text) or len(named) > 1:
        return ()
    return named[0] if named else None


def survey_of(scene: Scene, quantity: Quantity, memory: Memory) -> Survey | None:
    """The survey whose answers a share tells, if it is one of those."""
    survey, counted = memory.survey, memory.counted
    if survey is None or _OF_THE_ASKED.match(scene.sentence.text, quantity.end):
        return survey
    if counted is not None and counted.start > survey.start:
        return None  # something else was counted since
    if survey.paragraph >= 0 and survey.paragraph != scene.sentence.paragraph:
        return None
    if _OF_A_COUNT.match(scene.sentence.text, quantity.end):
        return None
    return survey if stands(scene, quantity) else None
